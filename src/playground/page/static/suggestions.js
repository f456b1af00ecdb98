// The list that opens above the composer: commands, names to mention, values for an option.

import { byId, el } from "./dom.js";

const list = byId("suggestions");
let current = null;

/**
 * Shows `items` (`{ label, hint?, pick() }`) for `input`. With `first` the first one is already chosen, so that Enter
 * takes it; without, Enter keeps what was typed until an arrow key chooses.
 */
export function suggest(input, items, first) {
  if (!items.length) return hideSuggestions();
  current = { input, items, at: first ? 0 : -1 };
  list.replaceChildren(
    ...items.map((item, index) =>
      el(
        "li",
        {
          id: `suggestion-${index}`,
          role: "option",
          // Before the click: the input must not lose its focus.
          onpointerdown: (event) => event.preventDefault(),
          onclick: () => take(index),
        },
        el("span", { class: "label" }, item.label),
        item.hint && el("span", { class: "about" }, item.hint),
      ),
    ),
  );
  list.hidden = false;
  list.scrollTop = 0;
  input.setAttribute("aria-expanded", "true");
  mark();
}

/** Closes the list. */
export function hideSuggestions() {
  if (!current) return;
  current.input.setAttribute("aria-expanded", "false");
  current.input.removeAttribute("aria-activedescendant");
  current = null;
  list.hidden = true;
  list.replaceChildren();
}

/** Gives a key press to the list; true if the list used it. */
export function suggestionKey(event) {
  if (!current || event.isComposing) return false;
  const { items } = current;
  switch (event.key) {
    case "ArrowDown":
      current.at = (current.at + 1) % items.length;
      break;
    case "ArrowUp":
      current.at = (Math.max(current.at, 0) - 1 + items.length) % items.length;
      break;
    case "Enter":
    case "Tab":
      if (current.at < 0 || event.shiftKey) return false;
      event.preventDefault();
      take(current.at);
      return true;
    case "Escape":
      event.preventDefault();
      hideSuggestions();
      return true;
    default:
      return false;
  }
  event.preventDefault();
  mark();
  return true;
}

function take(index) {
  const { items } = current;
  hideSuggestions();
  items[index].pick();
}

function mark() {
  [...list.children].forEach((option, index) => option.setAttribute("aria-selected", String(index === current.at)));
  const chosen = list.children[current.at];
  if (!chosen) return current.input.removeAttribute("aria-activedescendant");
  current.input.setAttribute("aria-activedescendant", chosen.id);
  chosen.scrollIntoView({ block: "nearest" });
}
