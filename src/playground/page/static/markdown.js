// Discord's Markdown, as elements. Anything that is not understood stays text.

import { el } from "./dom.js";

/** Turns Discord Markdown into a fragment. `names("<@1>")` is what a mention shows, such as "@Mia", or undefined. */
export function markdown(text, names) {
  const fragment = document.createDocumentFragment();
  // Fences come first: nothing inside them means anything.
  const fence = /```(?:([a-z0-9_+-]+)\n)?\n?([\s\S]*?)\n?```/gi;
  let from = 0;
  for (const match of text.matchAll(fence)) {
    fragment.append(...blocks(text.slice(from, match.index), names));
    fragment.append(el("pre", { tabindex: "0" }, el("code", {}, match[2])));
    from = match.index + match[0].length;
  }
  fragment.append(...blocks(text.slice(from), names));
  return fragment;
}

const HEADING = /^(#{1,3}) +(.+)$/;
const SMALL = /^-# +(.+)$/;
const QUOTE = /^> ?(.*)$/;
const ITEM = /^( *)([-*]|\d+\.) +(.+)$/;

function blocks(text, names) {
  const lines = text.replace(/^\n+|\n+$/g, "").split("\n");
  const out = [];
  let paragraph = [];
  const close = () => {
    if (paragraph.length) out.push(el("p", {}, inline(paragraph.join("\n"), names)));
    paragraph = [];
  };
  for (let i = 0; i < lines.length; i += 1) {
    const line = lines[i];
    if (line.startsWith(">>> ")) {
      close();
      out.push(el("blockquote", {}, blocks([line.slice(4), ...lines.slice(i + 1)].join("\n"), names)));
      break;
    } else if (QUOTE.test(line) && line.startsWith("> ")) {
      close();
      const quoted = [];
      while (i < lines.length && QUOTE.test(lines[i])) quoted.push(lines[i++].match(QUOTE)[1]);
      i -= 1;
      out.push(el("blockquote", {}, blocks(quoted.join("\n"), names)));
    } else if (HEADING.test(line)) {
      close();
      const [, marks, title] = line.match(HEADING);
      // The page's own headings end at level 2, so a message's begin at 3.
      out.push(el(`h${marks.length + 2}`, {}, inline(title, names)));
    } else if (SMALL.test(line)) {
      close();
      out.push(el("p", { class: "small" }, inline(line.match(SMALL)[1], names)));
    } else if (ITEM.test(line)) {
      close();
      const items = [];
      while (i < lines.length && ITEM.test(lines[i])) items.push(lines[i++].match(ITEM));
      i -= 1;
      out.push(...lists(items, names));
    } else if (line.trim() === "") {
      close();
    } else {
      paragraph.push(line);
    }
  }
  close();
  return out;
}

const isNumbered = (item) => /\d/.test(item[2]);

/** Nests items by their indentation; where the marks change between bullets and numbers, a new list begins. */
function lists(items, names) {
  const depth = items[0][1].length;
  const out = [];
  for (let i = 0; i < items.length; i += 1) {
    const numbered = isNumbered(items[i]);
    if (i === 0 || out.at(-1).localName !== (numbered ? "ol" : "ul")) {
      out.push(numbered ? el("ol", { start: parseInt(items[i][2], 10) }) : el("ul"));
    }
    const item = el("li", {}, inline(items[i][3], names));
    const inner = [];
    while (i + 1 < items.length && items[i + 1][1].length > depth) inner.push(items[++i]);
    if (inner.length) item.append(...lists(inner, names));
    out.at(-1).append(item);
  }
  return out;
}

const wrap = (name, attributes = {}) => (match, names) => [el(name, attributes, inline(match[1], names))];
const link = (url, children) => [el("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, children)];
const mention = (text) => [el("span", { class: "mention" }, text)];

/** Tried in this order at each character. */
const RULES = [
  [/\\([^\p{L}\p{N}\s])/uy, (m) => [m[1]]],
  [/``(.+?)``|`([^`\n]+)`/y, (m) => [el("code", {}, (m[1] ?? m[2]).trim())]],
  [/\[((?:\\.|[^[\]\\])+)\]\(<?(https?:\/\/(?:[^\s<>()]|\([^\s<>()]*\))+)>?(?: +"[^"]*")?\)/y, (m, names) => link(m[2], inline(m[1], names))],
  [/<(https?:\/\/[^\s>]+)>/y, (m) => link(m[1], [m[1]])],
  [/https?:\/\/(?:[^\s<>()]|\([^\s<>()]*\))*[^\s<>().,:;"'!?*_]/y, (m) => link(m[0], [m[0]])],
  [/<@!?\d+>/y, (m, names) => mention(names(m[0]) ?? "@someone")],
  [/<@&\d+>/y, (m, names) => mention(names(m[0]) ?? "@a role")],
  [/<#\d+>/y, (m, names) => mention(names(m[0]) ?? "#a channel")],
  [/<\/([^:>]+):\d+>/y, (m) => mention(`/${m[1]}`)],
  [/<a?(:\w+:)\d+>/y, (m) => [m[1]]],
  [/<t:(-?\d{1,13})(?::([tTdDfFR]))?>/y, (m) => [time(Number(m[1]), m[2] ?? "f")]],
  [/\*\*\*(?=\S)([\s\S]+?)\*\*\*/y, (m, names) => [el("strong", {}, el("em", {}, inline(m[1], names)))]],
  [/\*\*([\s\S]+?)\*\*(?!\*)/y, wrap("strong")],
  [/__([\s\S]+?)__(?!_)/y, wrap("u")],
  [/\*(?=[^\s*])((?:\*\*[\s\S]+?\*\*|[^*])+?)(?<!\s)\*(?!\*)/y, wrap("em")],
  [/(?<![\p{L}\p{N}_])_(?=\S)([^_]+?)_(?![\p{L}\p{N}_])/uy, wrap("em")],
  [/~~([\s\S]+?)~~/y, wrap("s")],
  [/\|\|([\s\S]+?)\|\|/y, (m, names) => [el("details", { class: "spoiler" }, el("summary", {}, "Hidden text"), inline(m[1], names))]],
];

function inline(text, names) {
  const out = [];
  let plain = "";
  for (let at = 0; at < text.length; ) {
    const hit = firstRule(text, at);
    if (hit) {
      if (plain) out.push(plain);
      plain = "";
      out.push(...hit.build(hit.match, names));
      at += hit.match[0].length;
    } else {
      const character = String.fromCodePoint(text.codePointAt(at));
      plain += character;
      at += character.length;
    }
  }
  if (plain) out.push(plain);
  return out;
}

function firstRule(text, at) {
  // Every rule begins with one of these; testing that first keeps long plain messages quick.
  if (!/[\\`[<h*_~|]/.test(text[at])) return null;
  for (const [rule, build] of RULES) {
    rule.lastIndex = at;
    const match = rule.exec(text);
    if (match) return { match, build };
  }
  return null;
}

const STYLES = {
  t: { timeStyle: "short" },
  T: { timeStyle: "medium" },
  d: { dateStyle: "short" },
  D: { dateStyle: "long" },
  f: { dateStyle: "long", timeStyle: "short" },
  F: { dateStyle: "full", timeStyle: "short" },
};

function time(seconds, style) {
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return `<t:${seconds}>`;
  const full = date.toLocaleString("en", STYLES.F);
  const shown = style === "R" ? relative(seconds) : date.toLocaleString("en", STYLES[style]);
  return el("time", { datetime: date.toISOString(), title: full }, shown);
}

const UNITS = [["year", 31_557_600], ["month", 2_629_800], ["day", 86_400], ["hour", 3600], ["minute", 60], ["second", 1]];

function relative(seconds) {
  const ahead = seconds - Date.now() / 1000;
  const [unit, size] = UNITS.find(([, size]) => Math.abs(ahead) >= size) ?? UNITS.at(-1);
  return new Intl.RelativeTimeFormat("en", { numeric: "auto" }).format(Math.round(ahead / size), unit);
}

/** The same text without its marks, for one-line previews and for reading aloud. */
export function plain(text, names) {
  const holder = el("div", {}, markdown(text, names));
  for (const block of holder.querySelectorAll("p, li, h3, h4, h5, blockquote, pre")) block.append(" ");
  return holder.textContent.replace(/\s+/g, " ").trim();
}
