// The page: who one is, where one is, and what the other modules need to know about it.

import * as api from "./api.js";
import { composerMoved, editMessage, replyTo, startComposer } from "./composer.js";
import { byId } from "./dom.js";
import { encode } from "./mention.js";
import { openModal } from "./modal.js";
import { showPeople, showPlaces, startPlaces } from "./places.js";
import { clearStart, showForum, showStart } from "./start.js";
import { clearTimeline, dismiss, messageById, showMessages } from "./timeline.js";

let as = "";
let state = { me: { id: "" }, people: [], places: [], commands: [], bot: null };
let current = null;
let stopListening = () => {};
const unread = new Set();
/** `channel person` → until when, in milliseconds. */
const typing = new Map();
/** Interactions that got no answer, by id: the news may come before the page learns the id. */
const unanswered = new Set();
const asked = new Set();

const person = (id) => state.people.find((one) => one.id === id);
const place = (id) => state.places.find((one) => one.id === id);
const menus = () => commandsHere().filter((command) => command.type === 3);

/** The commands that this person may use in the channel in front. */
function commandsHere() {
  const context = place(current)?.kind === "dm" ? 1 : 0;
  return state.commands.filter(
    ({ contexts, default_member_permissions: needed }) => (!contexts || contexts.includes(context)) && (!needed || context === 1 || state.me.moderator),
  );
}

/** What a mention shows. */
function names(written) {
  const [, sign, id] = /^<(@!?|#)(\d+)>$/.exec(written) ?? [];
  if (sign === "#") return place(id) && `#${place(id).name}`;
  return person(id) && `@${person(id).display}`;
}

/** What the other modules may know and do. */
const room = {
  get me() {
    return state.me;
  },
  get people() {
    return state.people;
  },
  get places() {
    return state.places;
  },
  get commands() {
    return commandsHere();
  },
  /** Changes when messages must be drawn again although they did not change. */
  get print() {
    return JSON.stringify([as, state.people, state.places.map(({ id, name }) => [id, name]), menus().map(({ id, name }) => [id, name])]);
  },
  names,
  person,
  message: messageById,
  actions,
  problem: (text) => (byId("problem").textContent = text),
  dismiss: (message) => dismiss(message, room),
  act: (what, more) => api.act(as, what, { channel: current, ...more }),
  autocomplete: async (command, options, focused) =>
    (await room.act("autocomplete", { command: command.path.join(" "), options: Object.entries(options), focused })).choices ?? [],
  invoke: (command, options) => attempt("invoke", { command: command.path.join(" "), options: Object.entries(options) }),
  press: async (message, part, control, values) => {
    // A second press while the first is on its way would be a second press for the bot too.
    if (control.getAttribute("aria-busy") === "true") return;
    control.setAttribute("aria-busy", "true");
    await attempt("press", { message: message.id, custom_id: part.custom_id, values });
    control.removeAttribute("aria-busy");
  },
};

/** Does something and shows a refusal. */
async function attempt(what, more) {
  room.problem("");
  try {
    await interact(what, more);
  } catch (error) {
    room.problem(error.message);
  }
}

/** Does something that the bot answers; rejects if the playground refuses. */
async function interact(what, more) {
  const { interaction } = await room.act(what, more);
  if (!interaction) return;
  if (unanswered.delete(interaction)) silent();
  else asked.add(interaction);
}

const silent = () => room.problem(`${state.bot?.display ?? "The bot"} did not answer within three seconds.`);

function form(interaction, modal) {
  openModal(modal, (values) => interact("submit", { interaction, values }));
}

/** What the ⋯ menu of a message holds. */
function actions(message) {
  // A private answer can't be replied to, and no menu of the bot applies to it.
  if (message.ephemeral) return [];
  const own = message.author.id === state.me.id;
  return [
    ...menus().map((command) => ({ label: command.name, run: () => attempt("invoke", { command: command.name, options: [], target: message.id }) })),
    { label: "Reply", run: () => replyTo(message) },
    own && { label: "Edit", run: () => editMessage(message) },
    (own || state.me.moderator) && { label: "Delete", run: () => attempt("delete", { message: message.id }) },
  ].filter(Boolean);
}

/** Runs `work` again if it was asked for while it ran, and never twice at once. */
function oneAtATime(work) {
  let [running, again] = [false, false];
  return async function run() {
    if (running) return void (again = true);
    running = true;
    try {
      do {
        again = false;
        await work();
      } while (again);
    } catch (error) {
      room.problem(error.message);
    } finally {
      running = false;
    }
  };
}

const refreshState = oneAtATime(async () => {
  const fresh = await api.state(as);
  // The person may have changed while the answer was on its way.
  if (fresh.me.name !== as) return;
  const was = place(current)?.kind;
  state = fresh;
  state.people.forEach((one, index) => (one.place = index));
  // Everybody has a direct message of their own with the bot: who was in one stays in one.
  const like = was === "dm" && state.places.find((one) => one.kind === "dm");
  if (!place(current)) go((like || state.places.find((one) => one.name === "careers") || state.places[0])?.id);
  draw();
  refreshTimeline();
});

const refreshTimeline = oneAtATime(async () => {
  const [who, where] = [as, current];
  if (!where || place(where)?.kind === "forum") return;
  const { messages, earlier } = await api.timeline(who, where);
  if (who !== as || where !== current) return;
  byId("earlier").textContent = `${earlier} earlier messages are not shown.`;
  byId("earlier").hidden = !earlier;
  showMessages(messages, room);
});

function draw() {
  const here = place(current);
  showPeople(state.people.filter((one) => !one.bot), as, become);
  showPlaces(state.places, current, unread, go);
  byId("offline").hidden = state.online !== false;
  if (!here) return;
  const forum = here.kind === "forum";
  const title = `${{ dm: "@", text: "#" }[here.kind] ?? ""}${here.name}`;
  byId("place-name").textContent = title;
  byId("place-topic").textContent = TOPICS[here.kind] ?? "";
  document.title = `${title} as ${state.me.display} · Signpost playground`;
  byId("composer").hidden = forum;
  byId("timeline").hidden = forum;
  if (forum) byId("earlier").hidden = true;
  // By name, not by id: what was begun outlives a playground that is started again.
  composerMoved(`${as} ${here.kind} ${here.name}`, `Message ${title}`, here.can_write !== false);
  if (forum) {
    showForum(here, state.places.filter((one) => one.parent === here.id), go, newPost);
  } else {
    showStart(here, state.bot, (text) => attempt("say", { text: encode(text, state.people, []) }));
  }
  showTyping();
}

const TOPICS = {
  forum: "Every post is a conversation of its own.",
  dm: "Only you and the bot see this.",
  thread: "A conversation of its own.",
};

async function newPost(title, text) {
  const { channel } = await room.act("post", { title, text: encode(text, state.people, []) });
  await refreshState();
  go(channel);
}

function go(id) {
  if (!id || id === current) return;
  current = id;
  unread.delete(id);
  history.replaceState(null, "", `#${as}/${id}`);
  room.problem("");
  clearTimeline();
  clearStart();
  draw();
  refreshTimeline();
}

function become(name) {
  as = name;
  unread.clear();
  typing.clear();
  clearTimeline();
  history.replaceState(null, "", `#${as}/${current ?? ""}`);
  listen();
}

function listen() {
  stopListening();
  stopListening = api.listen(as, heard, (lost) => {
    byId("lost").hidden = !lost;
    byId("offline").hidden ||= lost;
  });
}

/** What the playground says happened; the page then asks for what it shows. */
function heard(event) {
  switch (event.event) {
    case "message_created":
    case "message_edited":
    case "message_deleted":
      return changed(event);
    case "typing":
      if (event.user !== state.me.id) typing.set(`${event.channel} ${event.user}`, Date.now() + 9000);
      return showTyping();
    case "modal_opened":
      return form(event.interaction, event.modal);
    case "interaction_answered":
      return asked.delete(event.interaction);
    case "interaction_failed":
      return asked.delete(event.interaction) ? silent() : unanswered.add(event.interaction);
    default:
      return refreshState();
  }
}

function changed({ event, channel, author }) {
  if (author) typing.delete(`${channel} ${author}`);
  showTyping();
  if (channel === current) {
    refreshTimeline();
  } else if (!place(channel)) {
    refreshState();
  } else if (event === "message_created" && author !== state.me.id) {
    unread.add(channel);
    showPlaces(state.places, current, unread, go);
  }
}

function showTyping() {
  const now = Date.now();
  for (const [key, until] of typing) if (until < now) typing.delete(key);
  const here = [...typing.keys()].filter((key) => key.startsWith(`${current} `)).map((key) => person(key.split(" ")[1])?.display ?? "Somebody");
  byId("typing").textContent = here.length ? `${here.join(" and ")} ${here.length > 1 ? "are" : "is"} typing…` : "";
}
setInterval(showTyping, 1000);

startPlaces();
startComposer(room);
const [who, where] = location.hash.slice(1).split("/");
as = who || "mia";
current = where || null;
// An old address may name somebody whom this playground does not have.
api.state(as).catch(() => (as = "mia")).then(listen);
