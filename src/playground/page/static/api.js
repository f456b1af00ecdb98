// The only module that talks to the playground.

/** What the playground refused, in words for the person. */
export class Refused extends Error {}

async function ask(path, options) {
  let answer;
  try {
    answer = await fetch(path, options);
  } catch {
    throw new Refused("The playground does not answer. Is it still running?");
  }
  const body = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Refused(body.error || `The playground answered ${answer.status}.`);
  return body;
}

/** People, places, commands and the bot, as this person may see them. */
export const state = (as) => ask(`/page/state?${new URLSearchParams({ as })}`);

/** The messages of a channel that this person may see, oldest first. */
export const timeline = (as, channel) => ask(`/page/timeline?${new URLSearchParams({ as, channel })}`);

/** Does something as this person: `act("mia", "say", { channel, text })`. */
export const act = (as, what, more) =>
  ask("/page/act", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ as, do: what, ...more }),
  });

/**
 * Listens to what happens in front of this person. The playground says what changed, never the change itself, so a
 * missed event costs nothing: `onEvent({ event: "connected" })` comes after each (re)connection. Returns what stops it.
 */
export function listen(as, onEvent, onLost) {
  const source = new EventSource(`/page/events?${new URLSearchParams({ as })}`);
  source.onopen = () => {
    onLost(false);
    onEvent({ event: "connected" });
  };
  source.onmessage = (event) => onEvent(JSON.parse(event.data));
  source.onerror = () => onLost(true);
  return () => source.close();
}
