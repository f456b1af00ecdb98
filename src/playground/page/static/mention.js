// Names in what people type ↔ the ids that go over the wire.

const escape = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
const byLength = (a, b) => b.name.length - a.name.length;

/** "@mia" → "<@1>", "#careers" → "<#2>", for the names this page knows: people by what is shown and by user name. */
export function encode(text, people, places) {
  const called = people.flatMap(({ id, name, display }) => [{ id, name }, { id, name: display }]);
  for (const { id, name } of called.sort(byLength)) {
    text = text.replace(new RegExp(`(?<![\\p{L}\\p{N}_<])@${escape(name)}(?![\\p{L}\\p{N}_])`, "giu"), `<@${id}>`);
  }
  for (const { id, name } of [...places].sort(byLength)) {
    text = text.replace(new RegExp(`(?<![\\p{L}\\p{N}_<])#${escape(name)}(?![\\p{L}\\p{N}_-])`, "giu"), `<#${id}>`);
  }
  return text;
}

/** The way back, for editing. */
export function decode(text, names) {
  return text.replace(/<(?:@!?|#)\d+>/g, (all) => names(all) ?? all);
}

/** What is being typed just before the caret: `{ sign: "@", start, typed }`, or null. */
export function beginning(text, caret) {
  const match = /(?:^|\s)([@#])([\p{L}\p{N}_-]*)$/u.exec(text.slice(0, caret));
  return match && { sign: match[1], typed: match[2].toLowerCase(), start: caret - match[2].length - 1 };
}
