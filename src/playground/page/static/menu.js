// The small menu behind a message's "⋯". One at a time; arrows move, Escape closes and gives the focus back.

import { el } from "./dom.js";

let open = null;

/** Opens a menu under `button`. `items` are `{ label, run }`. */
export function toggleMenu(button, items) {
  const again = open?.button === button;
  closeMenu();
  if (again) return;
  const menu = el(
    "div",
    { class: "menu", role: "menu", "aria-label": button.getAttribute("aria-label"), onkeydown: move },
    items.map(({ label, run }) =>
      el("button", { type: "button", role: "menuitem", tabindex: "-1", onclick: () => (closeMenu(), run()) }, label),
    ),
  );
  button.setAttribute("aria-expanded", "true");
  button.after(menu);
  open = { button, menu };
  // Near the bottom of the messages there is no room below.
  if (menu.getBoundingClientRect().bottom > button.closest(".scroll").getBoundingClientRect().bottom) menu.classList.add("up");
  menu.firstElementChild?.focus();
}

function closeMenu(giveFocusBack = false) {
  if (!open) return;
  const { button, menu } = open;
  open = null;
  button.setAttribute("aria-expanded", "false");
  menu.remove();
  if (giveFocusBack) button.focus();
}

function move(event) {
  const items = [...event.currentTarget.children];
  const at = items.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1 + items.length, Home: 0, End: items.length - 1 }[event.key];
  if (to !== undefined) {
    event.preventDefault();
    items[to % items.length].focus();
  } else if (event.key === "Escape") {
    event.stopPropagation();
    closeMenu(true);
  } else if (event.key === "Tab") {
    closeMenu();
  }
}

document.addEventListener("pointerdown", (event) => {
  if (open && !open.menu.contains(event.target) && !open.button.contains(event.target)) closeMenu();
});
