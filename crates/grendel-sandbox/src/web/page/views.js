// The three parts of the page on a narrow screen, one at a time: the chat, the world with its accounts, and the wire.

import { the } from "./dom.js";

const VIEWS = ["chat", "world", "wire"];

/** Sets up the buttons below. A wide screen shows all three parts and no buttons. */
export function beginViews() {
  for (const view of VIEWS) {
    the(`show-${view}`).addEventListener("click", () => showView(view));
  }
  showView("chat");
}

/** Turns to one of the three parts. */
export function showView(view) {
  document.body.dataset.view = view;
  for (const one of VIEWS) the(`show-${one}`).setAttribute("aria-pressed", String(one === view));
}
