// The messages of the channel in front: kept in step with the playground, in view, and read out as they come.

import { byId, el } from "./dom.js";
import { messageElement, spoken } from "./message.js";

const list = byId("timeline");
const scroll = byId("scroll");
const newer = byId("newer");
const news = byId("news");

/** What is shown, by message id: the message as text (to see changes), and its element. */
let shown = new Map();
let messages = [];
/** Whether this channel was shown before: its old messages are neither news nor scrolled to one by one. */
let loaded = false;
const dismissed = new Set();

newer.addEventListener("click", () => toEnd("smooth"));
scroll.addEventListener("scroll", () => atEnd() && (newer.hidden = true));
// On a phone the keyboard takes half of the room: the last message stays in view.
new ResizeObserver(() => wasAtEnd && toEnd()).observe(scroll);
let wasAtEnd = true;
scroll.addEventListener("scroll", () => (wasAtEnd = atEnd()));

const atEnd = () => scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 60;

function toEnd(behavior = "instant") {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  scroll.scrollTo({ top: scroll.scrollHeight, behavior: calm ? "instant" : behavior });
  newer.hidden = true;
  wasAtEnd = true;
}

/** Goes to the end; to the beginning of an arrived message that is taller than the view, for it is read from there. */
function showFrom(arrived) {
  toEnd();
  const element = arrived && shown.get(arrived.id).element;
  if (element && element.offsetHeight > scroll.clientHeight) element.scrollIntoView({ block: "start", behavior: "instant" });
}

/** Shows another channel: forgets what was there. */
export function clearTimeline() {
  shown = new Map();
  messages = [];
  loaded = false;
  list.replaceChildren();
  newer.hidden = true;
  wasAtEnd = true;
}

/** A message of this channel by its id, if it is loaded. */
export const messageById = (id) => messages.find((message) => message.id === id);

/** The newest message of a person, for the arrow-up key. */
export const lastBy = (author) => messages.findLast((message) => message.author.id === author && !message.ephemeral);

/** Hides a private answer on this page. */
export function dismiss(message, room) {
  dismissed.add(message.id);
  showMessages(messages, room);
}

/** Brings the list in step. Elements that did not change stay, so focus and reading position stay too. */
export function showMessages(current, room) {
  const first = !loaded;
  loaded = true;
  const follow = wasAtEnd;
  messages = current.filter((message) => !dismissed.has(message.id));
  const focused = document.activeElement?.dataset?.customId;
  const focusedMessage = document.activeElement?.closest?.(".message")?.dataset.id;
  const next = new Map();
  let before = null;
  for (const message of messages) {
    const continued = follows(before, message);
    // A message is drawn again only if it, its place in the row, or what it answers changed.
    const print = JSON.stringify([message, continued, room.print, room.message(message.reply_to)]);
    const old = shown.get(message.id);
    const element = old?.print === print ? old.element : messageElement(message, room, continued);
    if (!first && (!old || (old.thinking && !message.thinking))) announce(message, room);
    next.set(message.id, { print, element, thinking: message.thinking });
    before = message;
  }
  place([...next.values()].map(({ element }) => element));
  const arrived = messages.filter((message) => !shown.has(message.id));
  // What one has said oneself, and what only oneself was told, is always brought into view.
  const own = arrived.some((message) => message.author.id === room.me.id || message.ephemeral);
  shown = next;
  if (focused && !document.activeElement?.dataset?.customId) {
    list.querySelector(`[data-id="${focusedMessage}"] [data-custom-id="${CSS.escape(focused)}"]`)?.focus();
  }
  if (first) toEnd();
  else if (follow || own) showFrom(arrived.find((message) => message.author.id !== room.me.id));
  else if (arrived.length) newer.hidden = false;
}

/** Puts the elements in order and touches only those that are not where they belong. */
function place(elements) {
  const keep = new Set(elements);
  for (const child of [...list.children]) if (!keep.has(child)) child.remove();
  elements.forEach((element, index) => {
    if (list.children[index] !== element) list.insertBefore(element, list.children[index] ?? null);
  });
}

/** The same author going on within five minutes needs no second head. */
const follows = (before, message) =>
  before !== null &&
  before.author.id === message.author.id &&
  before.ephemeral === message.ephemeral &&
  message.created_ms - before.created_ms < 300_000;

function announce(message, room) {
  if (message.thinking || message.author.id === room.me.id) return;
  news.replaceChildren(el("p", {}, spoken(message, room)));
}
