// Announces news to screen readers, politely and in one sentence rather than as a whole card.

import { the } from "./dom.js";

/** The pause that a screen reader needs to notice one change, in milliseconds. */
const GAP_MS = 150;
let waiting = [];
let timer = 0;

/** Announces a sentence at the next pause. Several sentences that arrive together are announced together. */
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
  // A screen reader notices the same words again only if the text changes.
  place.textContent = place.textContent === words ? `${words}\u00a0` : words;
}
