// The clock of the sandbox, which people can move, and the times on the page, which are updated as it goes on.

import { coalesced } from "./coalesce.js";
import { changesIn, inStyle } from "./time_words.js";
import { element } from "./dom.js";
import { onHint } from "./hints.js";
import { readClock } from "./interface.js";

/** The time by which the sandbox's clock is ahead of this machine's clock, in milliseconds. */
let ahead = 0;
const listeners = [];

/** Returns the current time in the world. */
export const now = () => Date.now() + ahead;

/** Calls `listener` when the clock is moved. */
export const onClock = (listener) => listeners.push(listener);

/**
 * Asks the sandbox for the time now, after every move of the clock, and in every new world, which has a clock of its
 * own.
 */
export async function followClock() {
  const look = coalesced(async () => {
    const asked = Date.now();
    const answer = await readClock().catch(() => null);
    if (!answer?.now) return;
    // The sandbox read its clock about halfway between the question and the answer.
    const found = Date.parse(answer.now) - (asked + Date.now()) / 2;
    const moved = Math.abs(found - ahead) > 1000;
    ahead = Math.abs(found) < 500 ? 0 : found;
    if (moved) refresh();
    for (const listener of listeners) listener();
  });
  onHint("clock", look);
  onHint("world", look);
  await look();
  tick();
}

/** Returns an instant in one of Discord's styles, in the reader's locale. A pointer shows the whole date. */
export function timeElement(seconds, style, locale) {
  const at = seconds * 1000;
  const valid = !Number.isNaN(new Date(at).getTime());
  const made = element("time", { class: "md-time", lang: locale, datetime: valid ? new Date(at).toISOString() : null });
  made.title = inStyle("F", at, now(), locale);
  made.dataset.at = String(at);
  made.dataset.style = style;
  write(made);
  return made;
}

function write(time) {
  const words = inStyle(time.dataset.style, Number(time.dataset.at), now(), time.lang);
  if (time.textContent !== words) time.textContent = words;
}

function refresh() {
  for (const time of document.querySelectorAll('time[data-style="R"]')) write(time);
}

/** Updates the relative times: every second if one of them changes by the second, less often otherwise. */
function tick() {
  const times = [...document.querySelectorAll('time[data-style="R"]')];
  times.forEach(write);
  const next = Math.min(15_000, ...times.map((time) => changesIn(Number(time.dataset.at), now())));
  setTimeout(tick, document.hidden ? 15_000 : Math.min(next, 5000));
}
