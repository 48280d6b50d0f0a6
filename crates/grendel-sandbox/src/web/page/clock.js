// The clock of the sandbox, which can be moved; and times on the page that keep telling the truth while it goes on.

import { coalesced } from "./coalesce.js";
import { changesIn, inStyle } from "./time_words.js";
import { element } from "./dom.js";
import { onHint } from "./hints.js";
import { readClock } from "./interface.js";

/** How far the sandbox's clock is ahead of this machine's, in milliseconds. */
let ahead = 0;
const listeners = [];

/** Now, in the world. */
export const now = () => Date.now() + ahead;

/** Calls `listener` when the clock was moved. */
export const onClock = (listener) => listeners.push(listener);

/** Asks the sandbox what time it is: now, whenever it is moved, and in every new world, which has a clock of its own. */
export async function followClock() {
  const look = coalesced(async () => {
    const asked = Date.now();
    const answer = await readClock().catch(() => null);
    if (!answer?.now) return;
    // The answer is as old as half of the way there and back.
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

/** An instant in one of Discord's styles, in the reader's locale; the whole date is what a pointer shows. */
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

/** Once a second while some time changes by the second, more rarely else. */
function tick() {
  const times = [...document.querySelectorAll('time[data-style="R"]')];
  times.forEach(write);
  const next = Math.min(15_000, ...times.map((time) => changesIn(Number(time.dataset.at), now())));
  setTimeout(tick, document.hidden ? 15_000 : Math.min(next, 5000));
}
