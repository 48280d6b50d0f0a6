// Says what is new to those who hear the page: politely, and in a sentence rather than a whole card.

import { the } from "./dom.js";

/** As long as a screen reader needs to notice a change as one. */
const GAP_MS = 150;
let waiting = [];
let timer = 0;

/** Says a sentence when there is a pause. Several that come at once are said together. */
export function announce(sentence) {
  if (!sentence || waiting.includes(sentence)) return;
  waiting.push(sentence);
  clearTimeout(timer);
  timer = setTimeout(speak, GAP_MS);
}

function speak() {
  const words = waiting.slice(-3).join(" ");
  waiting = [];
  const place = the("announcements");
  // The same words twice are only noticed if something changes.
  place.textContent = place.textContent === words ? `${words}\u00a0` : words;
}
