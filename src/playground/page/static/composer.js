// Where one writes: a message, a reply, an edit, or a slash command.

import { commandForm, signature, slashCommands } from "./command.js";
import { byId, el } from "./dom.js";
import { beginning, decode, encode } from "./mention.js";
import { hideSuggestions, suggest, suggestionKey } from "./suggestions.js";
import { lastBy } from "./timeline.js";

const form = byId("composer");
const write = byId("write");
const text = byId("text");
const about = byId("about");
const hint = byId("hint");

let room;
/** The command being filled in, or null. */
let filling = null;
/** `{ kind: "reply" | "edit", message }`, or null. */
let aim = null;
const drafts = new Map();
let place = null;

/** Connects the composer to the page. */
export function startComposer(theRoom) {
  room = theRoom;
  form.addEventListener("submit", (event) => (event.preventDefault(), send()));
  text.addEventListener("keydown", key);
  text.addEventListener("input", typed);
  text.addEventListener("blur", () => hideSuggestions());
  rest();
}

/** Another channel or person came in front: what was begun there waits for the return. */
export function composerMoved(next, label, open) {
  text.disabled = !open;
  byId("send").disabled = !open;
  if (!open) label = "You can read here, but not write.";
  if (place === next) return;
  if (place && !aim) drafts.set(place, text.value);
  if (filling) leave("");
  clearAim();
  place = next;
  text.value = drafts.get(next) ?? "";
  text.placeholder = label;
  text.setAttribute("aria-label", label);
  grow();
}

/** Puts text into the composer, for the person to send. */
export function writeText(value) {
  if (filling) leave("");
  text.value = value;
  grow();
  text.focus();
}

/** Begins a reply. */
export function replyTo(message) {
  if (filling) leave("");
  aim = { kind: "reply", message };
  say(`Replying to ${message.author.name}.`);
}

/** Begins an edit of one's own message. */
export function editMessage(message) {
  if (filling) leave("");
  aim = { kind: "edit", message };
  text.value = decode(message.content, room.names);
  say("Editing your message.");
}

function say(what) {
  about.replaceChildren(el("span", {}, what), " ", el("button", { type: "button", class: "as-link", onclick: () => cancel() }, "Cancel"));
  about.hidden = false;
  grow();
  text.focus();
  text.setSelectionRange(text.value.length, text.value.length);
}

function clearAim() {
  aim = null;
  about.hidden = true;
}

function cancel() {
  if (aim?.kind === "edit") text.value = "";
  clearAim();
  grow();
  text.focus();
}

const rest = () => (hint.textContent = "Enter sends, Shift+Enter makes a new line, / lists the commands.");

function grow() {
  text.style.height = "auto";
  text.style.height = `${Math.min(text.scrollHeight, 180)}px`;
}

function key(event) {
  if (suggestionKey(event) || event.isComposing) return;
  if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    send();
  } else if (event.key === "Escape" && aim) {
    cancel();
  } else if (event.key === "ArrowUp" && text.value === "" && !aim) {
    const mine = lastBy(room.me.id);
    if (mine) {
      event.preventDefault();
      editMessage(mine);
    }
  }
}

function typed() {
  grow();
  room.problem("");
  if (text.value.startsWith("/") && !aim) commands();
  else mentions();
}

function commands() {
  const all = slashCommands(room.commands);
  const line = text.value.toLowerCase();
  // "/role data": the name is complete, what follows is the first option.
  const complete = all.find((command) => command.options.length && line.startsWith(`${command.title} `));
  if (complete) return fill(complete, text.value.slice(complete.title.length + 1));
  const words = line.slice(1);
  const found = all.filter((command) => command.title.slice(1).startsWith(words));
  const items = found.map((command) => ({
    label: [command.title, signature(command)].filter(Boolean).join(" "),
    hint: command.description,
    pick: () => fill(command, ""),
  }));
  suggest(text, items, true);
}

function mentions() {
  const begun = beginning(text.value, text.selectionStart);
  if (!begun) return hideSuggestions();
  const pool = begun.sign === "@" ? room.people : room.places.filter((one) => one.kind !== "dm");
  const found = pool.filter(({ name, display }) => `${name} ${display ?? ""}`.toLowerCase().split(" ").some((word) => word.startsWith(begun.typed)));
  const items = found.map(({ name, display, title }) => ({
    label: `${begun.sign}${display ?? name}`,
    hint: title,
    pick: () => {
      text.setRangeText(`${begun.sign}${display ?? name} `, begun.start, text.selectionStart, "end");
      text.focus();
    },
  }));
  suggest(text, items, true);
}

function fill(command, begun) {
  hideSuggestions();
  filling = commandForm(command, room, { leave, send, hint: (what) => (hint.textContent = what) });
  write.replaceChildren(filling.element);
  if (command.options.length) {
    filling.begin(begun);
  } else {
    hint.textContent = `${command.title}: ${command.description}. Enter sends.`;
    byId("send").focus();
  }
}

function leave(value) {
  filling = null;
  hideSuggestions();
  write.replaceChildren(text);
  text.value = value;
  rest();
  grow();
  text.focus();
  if (value) typed();
}

async function send() {
  hideSuggestions();
  room.problem("");
  if (filling) return sendCommand();
  const content = encode(text.value.trim(), room.people, room.places.filter((one) => one.kind !== "dm"));
  if (!content) return;
  const [was, toward] = [text.value, aim];
  text.value = "";
  clearAim();
  grow();
  try {
    if (toward?.kind === "reply") await room.act("reply", { message: toward.message.id, text: content });
    else if (toward?.kind === "edit") await room.act("edit", { message: toward.message.id, text: content });
    else await room.act("say", { text: content });
  } catch (error) {
    room.problem(error.message);
    if (!text.value) text.value = was;
    grow();
  }
}

async function sendCommand() {
  const missing = filling.missing();
  if (missing) {
    room.problem(`Fill in "${missing.option.name}" first.`);
    missing.control.focus();
    return;
  }
  const { command } = filling;
  const options = filling.values();
  leave("");
  await room.invoke(command, options);
}
