// A form that the bot opens over the page.

import { byId, el } from "./dom.js";

const dialog = byId("modal");

/**
 * Opens the bot's form. `send(values)` gets `{ custom_id: text }` and rejects with what to tell the person; the form
 * stays open then, with everything in it.
 */
export function openModal(modal, send) {
  const inputs = modal.components.flatMap((row) => row.components ?? [row.component ?? row]).filter((part) => part.type === 4);
  const problem = el("p", { class: "problem", role: "alert" });
  const fields = inputs.map((input, index) => field(input, modal.components[index], `modal-${index}`));
  const submit = async (event) => {
    event.preventDefault();
    try {
      await send(Object.fromEntries(fields.map(({ input, control }) => [input.custom_id, control.value])));
      dialog.close();
    } catch (error) {
      problem.textContent = error.message;
    }
  };
  dialog.replaceChildren(
    el(
      "form",
      { onsubmit: submit },
      el("h2", { id: "modal-title" }, modal.title),
      fields.map(({ element }) => element),
      problem,
      el(
        "div",
        { class: "buttons" },
        el("button", { type: "button", class: "button plain", onclick: () => dialog.close() }, "Cancel"),
        el("button", { type: "submit", class: "button primary" }, "Submit"),
      ),
    ),
  );
  dialog.showModal();
  fields[0]?.control.focus();
}

function field(input, row, id) {
  const required = input.required !== false;
  const attributes = {
    id,
    required,
    minlength: input.min_length,
    maxlength: input.max_length ?? 4000,
    placeholder: input.placeholder,
  };
  const control = input.style === 2 ? el("textarea", { ...attributes, rows: "5" }) : el("input", { ...attributes, type: "text" });
  control.value = input.value ?? "";
  const label = el("label", { for: id }, input.label ?? row?.label ?? "Text", !required && el("span", { class: "optional" }, " optional"));
  return { input, control, element: el("div", { class: "field" }, label, control) };
}
