// The messages of a channel as one member sees them. The page fetches them after a change and updates them in place.

import { announce } from "./announcer.js";
import { askedBy, chooseFrom, forget, onAsked, pressButton } from "./acting.js";
import { coalesced } from "./coalesce.js";
import { element, the } from "./dom.js";
import { followEnd } from "./follow_end.js";
import { onHint } from "./hints.js";
import { dismiss, readMessages } from "./interface.js";
import { plain } from "./markdown.js";
import { nameOfMention } from "./markdown_view.js";
import { newMessage, updateMessage } from "./message_view.js";
import { channel, member, onScreen, onWorld, theWorld } from "./screen.js";

const SPOKEN_CHARS_MAX = 240;

let messages = [];
const listeners = [];

/** Calls `listener` with the messages of this screen after each fetch. */
export const onMessages = (listener) => listeners.push(listener);
/** The screen whose messages are shown, or null before the first fetch. */
let shownFor = null;
/** The functions that follow the end of the list. */
let end = null;

/** Shows the room and keeps it up to date. */
export function beginRoom() {
  onHint("room", refreshRoom);
  onScreen(refreshRoom);
  onWorld(refreshRoom);
  onAsked(draw);
  end = followEnd(the("log"), () => {
    the("to-end").hidden = true;
  });
  the("to-end").addEventListener("click", () => {
    end.go();
    the("message-box").focus();
  });
  return refreshRoom();
}

/** Fetches and shows the messages that this screen's member sees. */
export const refreshRoom = coalesced(async () => {
  const [reader, where] = [member(), channel()];
  if (!reader || !where) return;
  const found = await readMessages(reader.key, where.name).catch(() => null);
  // The person may have turned to another screen meanwhile, and these messages do not belong there.
  if (!found || member() !== reader || channel() !== where) return;
  messages = found;
  draw();
  for (const listener of listeners) listener(messages);
});

function draw() {
  const reader = member();
  if (!reader) return;
  const screen = `${theWorld().world} ${reader.key} ${channel().name}`;
  const fresh = shownFor !== screen;
  const follow = fresh || end.isThere();
  const list = the("messages");
  if (fresh) list.replaceChildren();
  shownFor = screen;
  const added = reconcile(list, reader, fresh);
  drawAsked(reader);
  the("nothing-yet").hidden = messages.length > 0 || the("asked").childNodes.length > 0;
  drawTyping(reader);
  if (follow) end.go();
  else if (added > 0) the("to-end").hidden = false;
}

/** Makes the list show the messages. Each message keeps its element. Returns the number of new messages. */
function reconcile(list, reader, fresh) {
  const asked = askedBy(reader.key, channel().name);
  const known = new Map([...list.children].map((shown) => [shown.dataset.messageId, shown]));
  let added = 0;
  let before = null;
  for (const message of messages) {
    const shown = known.get(message.id);
    known.delete(message.id);
    const view = viewOf(message, reader, asked);
    const drawn = shown ?? newMessage(view);
    if (shown && updateMessage(shown, view)) announce(spokenOf(message, reader, true));
    if (!shown) {
      added += 1;
      if (!fresh) announce(spokenOf(message, reader, false));
    }
    const place = before ? before.nextSibling : list.firstChild;
    if (place !== drawn) list.insertBefore(drawn, place);
    before = drawn;
  }
  for (const gone of known.values()) gone.remove();
  return added;
}

function viewOf(message, reader, asked) {
  const here = asked.filter((one) => one.message === message.id);
  const label = (customId) => labelOf(message, customId) ?? "That button";
  return {
    message,
    reader,
    busy: here.filter((one) => !one.sentence && one.customId).map((one) => one.customId),
    failures: here.filter((one) => one.sentence).map(({ key, what, sentence }) => ({ key, what, sentence })),
    acts: {
      press: (customId) => pressButton(message.id, customId, label(customId)),
      select: (customId, values) => chooseFrom(message.id, customId, values),
      dismiss: () => dismissMessage(reader, message),
      forget,
    },
  };
}

function labelOf(message, customId) {
  const all = (message.components ?? []).flatMap((row) => row.components ?? [row]);
  return all.find((part) => part.custom_id === customId)?.label;
}

/** Removes the message at once. If the sandbox refuses, the next fetch brings it back. */
async function dismissMessage(reader, message) {
  messages = messages.filter((one) => one.id !== message.id);
  draw();
  the("message-box").focus({ preventScroll: true });
  announce("The message was dismissed.");
  await dismiss(reader.key, message.id).catch((error) => announce(error.message));
  refreshRoom();
}

/** Shows the requests that wait for a first answer, and those that failed. */
function drawAsked(reader) {
  const answered = new Set(messages.map((message) => message.interaction?.id).filter(Boolean));
  const commands = askedBy(reader.key, channel().name).filter(
    (one) => (!one.message || one.sentence && !messages.some((message) => message.id === one.message)) && !(answered.has(one.interaction) && !one.sentence),
  );
  const drawn = commands.map((one) => {
    if (!one.sentence) {
      return element("li", { class: "asked" }, dots(), ` ${one.what}: sending…`);
    }
    const dismissIt = () => {
      forget(one.key);
      the("message-box").focus({ preventScroll: true });
    };
    return element("li", { class: "asked failure" },
      element("span", { class: "failure-mark", "aria-hidden": "true" }, "!"),
      element("span", {}, `${one.what}: ${one.sentence}`),
      element("button", { class: "link-button", type: "button", on: { click: dismissIt } }, "Dismiss"));
  });
  the("asked").replaceChildren(...drawn);
}

const dots = () => element("span", { class: "dots", "aria-hidden": "true" }, element("i"), element("i"), element("i"));

/** Shows that the bot is thinking: about a request of this member, or because a message says so. */
function drawTyping(reader) {
  const waits = askedBy(reader.key, channel().name).some((one) => !one.sentence) || messages.some((message) => message.thinking);
  const line = the("typing");
  const words = waits ? `${theWorld().bot.name ?? "The bot"} is thinking…` : "";
  if (line.dataset.words === words) return;
  line.dataset.words = words;
  line.replaceChildren(...(waits ? [dots(), ` ${words}`] : []));
}

/** Returns a message as a sentence for screen readers. */
function spokenOf(message, reader, changed) {
  if (message.author.id === reader.id) return "";
  const embed = message.embeds?.[0];
  const words = message.thinking
    ? "is thinking"
    : plain([message.content, embed?.title, embed?.description].filter(Boolean).join(". "), nameOfSpoken);
  const cut = words.length > SPOKEN_CHARS_MAX ? `${words.slice(0, SPOKEN_CHARS_MAX)}…` : words;
  const private_ = message.ephemeral || message.direct ? " (only to you)" : "";
  return `${message.author.name}${changed ? " changed a message" : ""}${private_}: ${cut}`;
}

function nameOfSpoken(node) {
  return node.kind === "mention" ? nameOfMention(node) : "";
}
