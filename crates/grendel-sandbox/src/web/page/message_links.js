// Links to a message, as the bot's private answers have one to the card: they lead to it on this page, and never out of the sandbox.

import { announce } from "./announcer.js";
import { element, the } from "./dom.js";
import { readMessages } from "./interface.js";
import { onMessages } from "./room.js";
import { channel, member, onScreen, theWorld, turnTo } from "./screen.js";

/** How long a message stands out after a link has led to it. */
const FOUND_MS = 2500;

/** Where a link leads while its channel is being read: `{ key, channel, message }`. */
let awaited = null;
let fades = 0;

/** Makes the links to messages lead to them. */
export function beginMessageLinks() {
  the("log").addEventListener("click", (event) => {
    const link = event.target.closest("a[data-message]");
    // With a key held down it opens in a window of its own, as any link does.
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

/** Leads to the message in this channel, or in another one that holds it for this member. */
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
  // Meanwhile somebody may have turned to another screen.
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

/** Goes to a message, from its beginning, and lets it stand out for a moment. */
function show(found) {
  if (!found) return;
  const log = the("log");
  log.scrollTop += found.getBoundingClientRect().top - log.getBoundingClientRect().top;
  // It can have the focus for as long as it has it: nobody wants to give it to a message by pressing on one.
  found.tabIndex = -1;
  found.addEventListener("blur", () => found.removeAttribute("tabindex"), { once: true });
  found.focus({ preventScroll: true });
  clearTimeout(fades);
  for (const before of document.querySelectorAll(".is-found")) before.classList.remove("is-found");
  found.classList.add("is-found");
  fades = setTimeout(() => found.classList.remove("is-found"), FOUND_MS);
}

/** Says it to those who hear the page, and beside the link to those who see it. */
function miss(link) {
  announce("The message that this link leads to is not here.");
  if (link.nextElementSibling?.matches(".md-missed")) return;
  link.after(element("span", { class: "md-missed" }, " (not here)"));
}
