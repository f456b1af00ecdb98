// One message as the page shows it: who, when, what it answers, text, cards, buttons.

import { el } from "./dom.js";
import { markdown, plain } from "./markdown.js";
import { toggleMenu } from "./menu.js";

/**
 * The list item for a message. `room` is what the page knows and can do:
 * `{ names, person(id), message(id), actions(message), press(message, part, control, values), dismiss(message) }`.
 */
export function messageElement(message, room, continued) {
  const names = namesIn(message, room);
  const author = { ...room.person(message.author.id), ...message.author };
  const answered = answers(message, room);
  return el(
    "li",
    {
      class: ["message", continued && !answered && "continued", message.ephemeral && "private", author.bot && "by-bot"].filter(Boolean).join(" "),
      "data-id": message.id,
    },
    answered,
    el("span", { class: `avatar ${author.bot ? "bot" : `p${(author.place ?? 0) % 5}`}`, "aria-hidden": "true" }, author.bot ? "" : author.name.slice(0, 1).toUpperCase()),
    el(
      "div",
      { class: "head" },
      el("span", { class: "name" }, author.name),
      author.bot && el("span", { class: "badge" }, "App"),
      author.moderator && el("span", { class: "badge quiet" }, "Moderator"),
      when(message.created_ms),
      message.edited_ms && el("span", { class: "edited" }, "edited"),
    ),
    el(
      "div",
      { class: "said" },
      message.thinking
        ? el("p", { class: "thinking" }, `${author.name} is thinking`, el("span", { class: "dots", "aria-hidden": "true" }))
        : message.content && markdown(message.content, names),
      (message.embeds ?? []).map((embed) => card(embed, names)),
      (message.attachments ?? []).map(attachment),
      (message.components ?? []).map((row) => componentRow(row, message, room)),
      message.ephemeral &&
        el(
          "p",
          { class: "only-you" },
          "Only you can see this. ",
          el("button", { type: "button", class: "as-link", onclick: () => room.dismiss(message) }, "Hide it"),
        ),
    ),
    more(message, author, room),
  );
}


/** What mentions show: the message's own names first, then what the page knows. */
function namesIn(message, room) {
  const own = new Map(message.names ?? []);
  return (written) => own.get(written) ?? room.names(written);
}

function when(milliseconds) {
  const date = new Date(milliseconds);
  const today = date.toDateString() === new Date().toDateString();
  const clock = date.toLocaleTimeString("en", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const shown = today ? clock : `${date.toLocaleDateString("en", { day: "numeric", month: "short", year: "numeric" })}, ${clock}`;
  return el("time", { datetime: date.toISOString(), title: date.toLocaleString("en", { dateStyle: "full", timeStyle: "medium" }) }, shown);
}

/** The line above a message that says what it answers: another message, or a command. */
function answers(message, room) {
  if (message.used) return el("p", { class: "answers" }, message.used);
  if (!message.reply_to) return null;
  const original = room.message(message.reply_to);
  if (!original) return el("p", { class: "answers" }, "Reply to a message that is gone");
  const text = plain(summary(original), namesIn(original, room));
  return el("p", { class: "answers" }, "Reply to ", el("strong", {}, original.author.name), text && `: ${text}`);
}

/** The first words of a message: its text, else its card's. */
const summary = ({ content, embeds }) => content || embeds?.[0]?.title || embeds?.[0]?.description || "";

/** A message as one line, for reading aloud. */
export function spoken(message, room) {
  const embed = message.embeds?.[0];
  const text = [message.content, embed?.title, embed?.description].filter(Boolean).join("\n");
  return `${message.author.name}${message.ephemeral ? ", only to you" : ""}: ${plain(text, namesIn(message, room))}`;
}

function card(embed, names) {
  const element = el(
    "article",
    { class: "card" },
    embed.author?.name && el("p", { class: "card-author" }, embed.author.name),
    embed.title && el("h2", {}, embed.url ? el("a", { href: safe(embed.url), target: "_blank", rel: "noopener noreferrer" }, markdown(embed.title, names)) : markdown(embed.title, names)),
    embed.description && el("div", { class: "card-body" }, markdown(embed.description, names)),
    embed.fields?.length > 0 &&
      el(
        "div",
        { class: "fields" },
        embed.fields.map((field) =>
          el("section", { class: field.inline ? "inline" : null }, el("h3", {}, markdown(field.name, names)), markdown(field.value, names)),
        ),
      ),
    embed.image?.url && picture(embed.image, embed.image.description ?? "Picture"),
    (embed.footer?.text || embed.timestamp) &&
      el("footer", {}, [embed.footer?.text, embed.timestamp && new Date(embed.timestamp).toLocaleDateString("en", { dateStyle: "long" })].filter(Boolean).join(" · ")),
  );
  if (Number.isInteger(embed.color)) element.style.setProperty("--edge", `#${embed.color.toString(16).padStart(6, "0")}`);
  return element;
}

/** Only web addresses become links. */
const safe = (url) => (/^https?:\/\//.test(url ?? "") ? url : null);

const picture = (image, alt) => el("img", { src: image.proxy_url ?? image.url, alt, loading: "lazy" });

function attachment(file) {
  if (/^image\//.test(file.content_type ?? "")) return picture(file, file.description ?? file.filename);
  return el("p", {}, el("a", { href: file.url, download: file.filename }, file.filename));
}

const STYLE_NAMES = { 1: "primary", 2: "plain", 3: "success", 4: "danger", 5: "plain" };

function componentRow(row, message, room) {
  return el("div", { class: "buttons" }, (row.components ?? []).map((part) => component(part, message, room)));
}

function component(part, message, room) {
  if (part.type === 2 && part.style === 5) {
    return el("a", { class: "button plain", href: safe(part.url), target: "_blank", rel: "noopener noreferrer" }, part.label);
  }
  if (part.type === 2) {
    const label = [part.emoji?.name, part.label].filter(Boolean).join(" ");
    return el(
      "button",
      {
        type: "button",
        class: `button ${STYLE_NAMES[part.style] ?? "plain"}`,
        disabled: part.disabled,
        "data-custom-id": part.custom_id,
        onclick: (event) => room.press(message, part, event.currentTarget),
      },
      label,
    );
  }
  if (part.type === 3) return choiceList(part, message, room);
  return el("p", { class: "small" }, "This page cannot show this part of the message.");
}

/** A select menu: one pick acts at once, several wait for "Choose". */
function choiceList(part, message, room) {
  const many = (part.max_values ?? 1) > 1;
  const select = el(
    "select",
    { multiple: many, disabled: part.disabled, "aria-label": part.placeholder ?? "Choose", "data-custom-id": part.custom_id },
    !many && el("option", { value: "" }, part.placeholder ?? "Choose"),
    part.options.map((option) => el("option", { value: option.value, selected: option.default }, option.label)),
  );
  const send = () => {
    const values = [...select.selectedOptions].map((option) => option.value).filter(Boolean);
    if (values.length) room.press(message, part, select, values);
  };
  if (!many) select.addEventListener("change", send);
  return el("span", { class: "choices" }, select, many && el("button", { type: "button", class: "button plain", onclick: send }, "Choose"));
}

function more(message, author, room) {
  if (message.thinking) return null;
  const items = room.actions(message);
  if (!items.length) return null;
  const button = el(
    "button",
    {
      type: "button",
      class: "more",
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      "aria-label": `Actions for the message by ${author.name}`,
      onclick: (event) => toggleMenu(event.currentTarget, items),
    },
    "⋯",
  );
  return el("div", { class: "tools" }, button);
}
