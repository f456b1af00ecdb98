// Builds elements. Strings only ever become text nodes, so nothing that anybody types can become markup.

/**
 * `el("button", { class: "x", onclick: press }, "Press")`. An attribute that is `null`, `undefined` or `false` is left
 * out; one that is a function is an event listener.
 */
export function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** The element of `index.html` with this id. */
export const byId = (id) => document.getElementById(id);
