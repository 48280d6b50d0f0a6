// Links to messages, such as the link to the card in the bot's private answers. They lead to the message on this page.

import { announce } from "./announcer.js";
import { element, the } from "./dom.js";
import { readMessages } from "./interface.js";
import { onMessages } from "./room.js";
import { channel, member, onScreen, theWorld, turnTo } from "./screen.js";

/** The time for which a message is highlighted after a link has led to it, in milliseconds. */
const FOUND_MS = 2500;

/** The target of a link while its channel is being read: `{ key, channel, message }`. */
let awaited = null;
let fades = 0;

/** Sets up the links to messages. */
export function beginMessageLinks() {
  the("log").addEventListener("click", (event) => {
    const link = event.target.closest("a[data-message]");
    // A press with a modifier key opens a new window, as with any link.
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    follow(link);
  });
  onScreen(() => {
    if (!isAwaitedHere()) awaited = null;
  });
  onMessages(() => {
    if (!isAwaitedHere()) return;
    show(the("messages").querySelector(`[data-message-id="${awaited.message}"]`));
    awaited = null;
  });
}

const isAwaitedHere = () => awaited !== null && awaited.key === member()?.key && awaited.channel === channel()?.name;

/** Goes to the message in this channel, or in another channel in which this member sees it. */
async function follow(link) {
  const [who, whence] = [member(), channel()];
  const { message } = link.dataset;
  const here = the("messages").querySelector(`[data-message-id="${message}"]`);
  if (here) {
    show(here);
    return;
  }
  const where = theWorld().channels.find((one) => one.id === link.dataset.channel);
  const isThere = where && where !== whence && await holds(who.key, where, message);
  // The person may have turned to another screen meanwhile.
  if (member()?.key !== who.key || channel()?.name !== whence.name) return;
  if (!isThere) {
    miss(link);
    return;
  }
  awaited = { key: who.key, channel: where.name, message };
  turnTo(who.key, where.name);
}

async function holds(key, where, message) {
  const found = await readMessages(key, where.name).catch(() => []);
  return found.some((one) => one.id === message);
}

/** Scrolls to the beginning of a message and highlights it for a moment. */
function show(found) {
  if (!found) return;
  const log = the("log");
  log.scrollTop += found.getBoundingClientRect().top - log.getBoundingClientRect().top;
  // The message can take the focus only while a link has led to it, so that a click on a message does not focus it.
  found.tabIndex = -1;
  found.addEventListener("blur", () => found.removeAttribute("tabindex"), { once: true });
  found.focus({ preventScroll: true });
  clearTimeout(fades);
  for (const before of document.querySelectorAll(".is-found")) before.classList.remove("is-found");
  found.classList.add("is-found");
  fades = setTimeout(() => found.classList.remove("is-found"), FOUND_MS);
}

/** Says that the message is not here, to screen readers and beside the link. */
function miss(link) {
  announce("The message that this link leads to is not here.");
  if (link.nextElementSibling?.matches(".md-missed")) return;
  link.after(element("span", { class: "md-missed" }, " (not here)"));
}
