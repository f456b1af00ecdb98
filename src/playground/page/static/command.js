// A slash command being filled in: one labelled field per option, values suggested by the bot as one types.

import { el } from "./dom.js";
import { hideSuggestions, suggest, suggestionKey } from "./suggestions.js";

const SUBCOMMAND = 1;
const GROUP = 2;
const INTEGER = 4;
const BOOLEAN = 5;
const USER = 6;
const CHANNEL = 7;
const NUMBER = 10;

/** Every command one can type: subcommands stand on their own, as "/privacy show". */
export function slashCommands(commands) {
  const flat = (id, command, path) => {
    const name = [...path, command.name];
    const inner = (command.options ?? []).filter((option) => option.type === SUBCOMMAND || option.type === GROUP);
    if (inner.length) return inner.flatMap((option) => flat(id, option, name));
    return [{ id, path: name, title: `/${name.join(" ")}`, description: command.description, options: command.options ?? [] }];
  };
  return commands
    .filter((command) => (command.type ?? 1) === 1)
    .flatMap((command) => flat(command.id, command, []))
    .sort((a, b) => a.title.localeCompare(b.title));
}

/** The options after a command's name in the list: "name for?". */
export const signature = (command) => command.options.map((option) => (option.required ? option.name : `${option.name}?`)).join(" ");

/**
 * The fields for a command. `room` asks the bot and knows people and places; `leave(text)` goes back to plain
 * writing, `send()` sends, `hint(text)` explains the field one is in.
 */
export function commandForm(command, room, { leave, send, hint }) {
  const fields = command.options.map((option, index) => field(option, index));
  const element = el(
    "div",
    { class: "command", role: "group", "aria-label": command.title },
    el("span", { class: "command-name" }, command.title),
    fields.map((one) => one.element),
    // Escape does the same; a phone has no Escape.
    el("button", { type: "button", class: "leave", "aria-label": `Leave ${command.title}`, onclick: () => leave("") }, "×"),
  );

  function values() {
    const filled = {};
    for (const { option, value } of fields) if (value() !== "") filled[option.name] = typed(option, value());
    return filled;
  }

  function field(option, index) {
    const id = `option-${index}`;
    const label = el("span", { class: "option-name" }, option.name, !option.required && el("span", { class: "optional" }, " optional"));
    const about = () => hint(`${option.name}: ${option.description}`);
    const list = fixedValues(option, room);
    let control;
    let picked = null;
    if (list) {
      control = el("select", { id, onfocus: about }, el("option", { value: "" }, option.required ? "Choose" : "Not set"));
      control.append(...list.map(({ value, label }) => el("option", { value }, label)));
    } else {
      control = el("input", {
        id,
        type: "text",
        inputmode: option.type === INTEGER || option.type === NUMBER ? "numeric" : null,
        maxlength: option.max_length ?? 2000,
        autocapitalize: "none",
        spellcheck: "false",
        role: option.autocomplete ? "combobox" : null,
        "aria-expanded": option.autocomplete ? "false" : null,
        "aria-autocomplete": option.autocomplete ? "list" : null,
        "aria-controls": option.autocomplete ? "suggestions" : null,
        onfocus: () => (about(), complete()),
        onblur: () => hideSuggestions(),
        oninput: () => ((picked = null), complete()),
      });
    }
    control.setAttribute("aria-describedby", "hint");
    control.addEventListener("keydown", (event) => key(event, index));

    let asked = 0;
    async function complete() {
      if (!option.autocomplete || picked) return;
      const mine = (asked += 1);
      await new Promise((done) => setTimeout(done, 90));
      if (mine !== asked) return;
      // The bot is asked even with nothing typed: it then suggests where to begin.
      const choices = await room.autocomplete(command, { ...values(), [option.name]: control.value }, option.name).catch(() => []);
      if (mine !== asked || document.activeElement !== control) return;
      suggest(control, choices.map((choice) => ({ label: choice.name, pick: () => pick(choice) })), false);
    }

    function pick(choice) {
      picked = choice;
      asked += 1;
      control.value = choice.name;
      control.focus();
      const empty = fields.find((one) => one.option.required && one.value() === "");
      empty?.control.focus();
    }

    const value = () => (picked ? picked.value : control.value.trim());
    return { option, control, value, element: el("label", { class: "option", for: id }, label, control) };
  }

  function key(event, index) {
    if (suggestionKey(event) || event.isComposing) return;
    if (event.key === "Enter") {
      event.preventDefault();
      send();
    } else if (event.key === "Escape") {
      event.preventDefault();
      leave("");
    } else if (event.key === "Backspace" && index === 0 && event.currentTarget.value === "" && event.currentTarget.tagName === "INPUT") {
      event.preventDefault();
      leave(command.title);
    }
  }

  return {
    element,
    command,
    values,
    /** Puts the rest of a typed line into the first field. */
    begin(rest) {
      const [first] = fields;
      if (rest && first?.control.tagName === "INPUT") {
        first.control.value = rest;
        first.control.dispatchEvent(new Event("input"));
      }
      first?.control.focus();
    },
    /** The first field that must be filled and is not. */
    missing: () => fields.find((one) => one.option.required && one.value() === "") ?? null,
  };
}

function typed(option, value) {
  if (option.type === INTEGER || option.type === NUMBER) return Number.isFinite(Number(value)) ? Number(value) : value;
  return option.type === BOOLEAN ? value === "true" : value;
}

/** The values of an option that has a closed list of them. */
function fixedValues(option, room) {
  if (option.choices?.length) return option.choices.map(({ name, value }) => ({ value: String(value), label: name }));
  switch (option.type) {
    case BOOLEAN:
      return [{ value: "true", label: "Yes" }, { value: "false", label: "No" }];
    case USER:
      return room.people.map(({ id, display }) => ({ value: id, label: display }));
    case CHANNEL:
      return room.places.filter((place) => place.kind !== "dm").map(({ id, name }) => ({ value: id, label: `#${name}` }));
    default:
      return null;
  }
}
