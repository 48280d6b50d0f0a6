// On a narrow screen one of three parts is seen at a time: the chat, the world with its accounts, and what goes over the wire.

import { the } from "./dom.js";

const VIEWS = ["chat", "world", "wire"];

/** Makes the buttons below work. On a wide screen all three are there and the buttons are not. */
export function beginViews() {
  for (const view of VIEWS) {
    the(`show-${view}`).addEventListener("click", () => showView(view));
  }
  showView("chat");
}

/** Turns to one of the three. */
export function showView(view) {
  document.body.dataset.view = view;
  for (const one of VIEWS) the(`show-${one}`).setAttribute("aria-pressed", String(one === view));
}
