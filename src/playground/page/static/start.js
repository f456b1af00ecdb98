// What stands before the first message of a channel: what to try, or a forum's posts.

import { byId, el } from "./dom.js";

const start = byId("start");
let drawn = "";

/** Forgets what was drawn, so that the next call draws anew. */
export function clearStart() {
  drawn = "";
  start.replaceChildren();
}

/** Questions that the shipped content answers, for somebody who has just arrived. */
const EXAMPLES = ["how do I become a data engineer?", "which should I learn first, Django or Flask?", "data analyst to data scientist, what is missing?"];

/** `ask(text)` says one of the examples. */
export function showStart(place, bot, ask) {
  const print = `${place.id} ${place.name} ${bot?.display}`;
  if (print === drawn) return;
  drawn = print;
  const addressed = (question) => (place.kind === "dm" || !bot ? question : `@${bot.display} ${question}`);
  start.replaceChildren(
    el("p", {}, "New here? Ask one of these:"),
    el(
      "ul",
      { class: "examples" },
      EXAMPLES.map((question) => el("li", {}, el("button", { type: "button", class: "example", onclick: () => ask(addressed(question)) }, addressed(question)))),
    ),
    el(
      "p",
      { class: "quiet" },
      place.kind === "dm"
        ? "In a direct message every line is for the bot. Type / for its commands."
        : `Write @${bot?.display ?? "Signpost"} to speak to the bot, or type / for its commands. Each message's ⋯ menu holds more.`,
    ),
  );
}

/** A forum: its posts, and a form for a new one. `post(title, text)` rejects with what to tell the person. */
export function showForum(forum, posts, go, post) {
  const print = JSON.stringify([forum.id, posts.map(({ id, name }) => [id, name])]);
  if (print === drawn) return;
  // What somebody has begun to write stays while the list behind it changes.
  const kept = [...start.querySelectorAll("input, textarea")].map((control) => control.value);
  drawn = print;
  const title = el("input", { id: "post-title", type: "text", maxlength: "100", required: true });
  const text = el("textarea", { id: "post-text", rows: "4", maxlength: "2000", required: true });
  const problem = el("p", { class: "problem", role: "alert" });
  if (kept.length === 2) [title.value, text.value] = kept;
  start.replaceChildren(
    posts.length
      ? el("ul", { class: "posts" }, posts.map(({ id, name }) => el("li", {}, el("button", { type: "button", class: "post", onclick: () => go(id) }, name))))
      : el("p", {}, "No posts yet."),
    el(
      "form",
      {
        class: "new-post",
        onsubmit: async (event) => {
          event.preventDefault();
          try {
            await post(title.value.trim(), text.value.trim());
          } catch (error) {
            problem.textContent = error.message;
          }
        },
      },
      el("h2", {}, "New post"),
      el("div", { class: "field" }, el("label", { for: "post-title" }, "Title"), title),
      el("div", { class: "field" }, el("label", { for: "post-text" }, "Text"), text),
      problem,
      el("button", { type: "submit", class: "button primary" }, "Post"),
    ),
  );
}
