// The list of channels, and who one acts as.

import { byId, el } from "./dom.js";

const nav = byId("places");
const opener = byId("open-places");
const people = byId("people");

const SIGNS = { text: "#", forum: "☰", thread: "›", dm: "@" };
const GROUPS = [
  ["Channels", ["text"]],
  ["Forums", ["forum"]],
  ["Direct messages", ["dm"]],
];

/** On a phone the list opens over the messages. */
export function startPlaces() {
  opener.addEventListener("click", () => openPlaces(!document.body.classList.contains("places-open")));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && document.body.classList.contains("places-open")) {
      openPlaces(false);
      opener.focus();
    }
  });
  document.addEventListener("pointerdown", ({ target }) => !nav.contains(target) && !opener.contains(target) && openPlaces(false));
}

function openPlaces(open) {
  document.body.classList.toggle("places-open", open);
  opener.setAttribute("aria-expanded", String(open));
}

/** Draws the list. `go(place)` brings a channel in front. */
export function showPlaces(places, current, unread, go) {
  const focused = document.activeElement?.dataset?.place;
  const button = (place, depth) =>
    el(
      "li",
      {},
      el(
        "button",
        {
          type: "button",
          class: `place-link depth-${depth}${unread.has(place.id) ? " unread" : ""}`,
          "data-place": place.id,
          "aria-current": place.id === current ? "page" : null,
          onclick: () => (openPlaces(false), go(place.id)),
        },
        el("span", { class: "sign", "aria-hidden": "true" }, SIGNS[place.kind] ?? "#"),
        el("span", { class: "place-title" }, place.name),
        unread.has(place.id) && el("span", { class: "new" }, "new"),
      ),
    );
  const tree = (place, depth = 0) => [button(place, depth), ...places.filter((one) => one.parent === place.id).flatMap((one) => tree(one, depth + 1))];
  const ids = new Set(places.map((place) => place.id));
  nav.replaceChildren(
    ...GROUPS.flatMap(([title, kinds]) => {
      const tops = places.filter((place) => kinds.includes(place.kind) && !ids.has(place.parent));
      return tops.length ? [el("h2", {}, title), el("ul", {}, tops.flatMap((place) => tree(place)))] : [];
    }),
  );
  if (focused) nav.querySelector(`[data-place="${CSS.escape(focused)}"]`)?.focus();
}

/** Draws the choice of person. `become(name)` changes it. */
export function showPeople(choices, as, become) {
  const drawn = choices.map(({ name }) => name).join();
  if (people.dataset.drawn !== drawn) {
    people.dataset.drawn = drawn;
    people.replaceChildren(
      people.querySelector("legend"),
      ...choices.map(({ name, display, title }) =>
        el(
          "label",
          { class: "person" },
          el("input", { type: "radio", name: "as", value: name, onchange: () => become(name) }),
          el("span", { class: "person-name" }, display),
          el("span", { class: "person-title" }, title),
        ),
      ),
    );
  }
  for (const radio of people.querySelectorAll("input")) radio.checked = radio.value === as;
}
