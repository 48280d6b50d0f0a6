// Shows a message as an element and updates it in place. Only parts that differ are drawn again, so the focus stays.

import { now } from "./clock.js";
import { BOLT, drawing, element } from "./dom.js";
import { componentElements } from "./component_view.js";
import { embedElements } from "./embed_view.js";
import { formatted } from "./markdown_view.js";
import { theWorld } from "./screen.js";
import { overMessage } from "./time_words.js";

/** The parts of a message from top to bottom. Each has the data that it depends on and a function that draws it. */
const PARTS = [
  ["origin", (view) => [view.message.interaction, view.pressed], origin],
  ["head", (view) => [view.message.author, view.message.created, new Date(now()).toDateString()], head],
  ["content", (view) => [view.message.content, view.message.thinking, view.message.edited !== null, view.message.embeds?.length], content],
  ["embeds", (view) => [view.message.embeds, view.message.edited !== null], embeds],
  ["components", (view) => [view.message.components, view.busy], components],
  ["failures", (view) => view.failures, failures],
  ["private", (view) => [view.message.ephemeral, view.message.direct], onlyYou],
];

/** Returns an element for a message that is new on the page. */
export function newMessage(view) {
  const body = element("div", { class: "message-body" }, PARTS.map(([name]) => element("div", { class: `message-${name}` })));
  const made = element("li", { class: "message", id: `message-${view.message.id}`, "data-message-id": view.message.id }, avatar(view.message.author), body);
  made.drawn = {};
  updateMessage(made, view);
  return made;
}

/**
 * Draws the parts that have changed. `view` is `{ message, reader, acts, busy, failures }`: the message as this reader
 * sees it, the actions of its buttons, the buttons that wait, and the failures under it. Returns whether any text of
 * the message differs.
 */
export function updateMessage(shown, view) {
  const { message } = view;
  shown.classList.toggle("is-private", message.ephemeral || message.direct);
  shown.classList.toggle("notifies-me", message.pings === true);
  shown.classList.toggle("is-thinking", message.thinking);
  let changed = false;
  PARTS.forEach(([name, dependsOn, draw], index) => {
    const signature = JSON.stringify(dependsOn(view));
    if (shown.drawn[name] === signature) return;
    changed ||= ["content", "embeds"].includes(name);
    shown.drawn[name] = signature;
    const part = shown.querySelector(".message-body").children[index];
    const focus = remembered(part);
    const chosen = choices(part);
    part.replaceChildren(...[draw(view)].flat(Infinity).filter(Boolean));
    part.hidden = part.childNodes.length === 0;
    choose(part, chosen);
    if (focus) refocus(part, focus, shown);
  });
  return changed;
}

/** Returns the custom id, the words and the place of the focused control of a part. */
function remembered(part) {
  const focused = document.activeElement;
  if (!part.contains(focused)) return null;
  const controls = [...part.querySelectorAll("button, a, select")];
  return { customId: focused.dataset.customId, words: focused.textContent, index: controls.indexOf(focused) };
}

/** Returns the choices in the lists of a part that are not sent yet, by custom id. */
function choices(part) {
  const lists = [...part.querySelectorAll("select")];
  return new Map(lists.map((list) => [list.dataset.customId, [...list.selectedOptions].map((option) => option.value)]));
}

function choose(part, chosen) {
  for (const list of part.querySelectorAll("select")) {
    const values = chosen.get(list.dataset.customId) ?? [];
    for (const option of list.options) if (values.includes(option.value)) option.selected = true;
  }
}

/**
 * Returns the focus to the same control. An edit can change the custom id, which names the plan, so the words count as
 * well.
 */
function refocus(part, { customId, words, index }, shown) {
  const controls = [...part.querySelectorAll("button, a, select")].filter((control) => !control.disabled);
  const same = controls.find((control) => customId && control.dataset.customId === customId)
    ?? controls.find((control) => control.textContent.startsWith(words.slice(0, 12)) || words.startsWith(control.textContent))
    ?? controls[Math.min(Math.max(index, 0), controls.length - 1)];
  if (same) {
    same.focus({ preventScroll: true });
  } else {
    shown.tabIndex = -1;
    shown.focus({ preventScroll: true });
  }
}

/** Returns the initials of a name on a colour, or the bolt for the bot. */
export function avatar(author) {
  if (author.bot) return element("div", { class: "avatar is-bot", "aria-hidden": "true" }, drawing(BOLT, 22));
  const letters = author.name.split(/\s+/).filter(Boolean);
  const initials = [letters[0], letters.length > 1 ? letters.at(-1) : ""].map((word) => [...(word ?? "")][0] ?? "").join("");
  const hue = [...author.name].reduce((sum, letter) => sum + letter.codePointAt(0), 0) % 6;
  return element("div", { class: `avatar avatar-${hue}`, "aria-hidden": "true" }, initials.toUpperCase());
}

function origin({ message }) {
  const from = message.interaction;
  if (!from) return null;
  const name = from.name ?? from.who;
  const what = from.what ?? "";
  // Members see that others pressed or wrote something, but not its text.
  if (what === "") return element("p", {}, "In answer to ", element("strong", {}, name));
  if (!what.startsWith("/")) return element("p", {}, element("strong", {}, name), " pressed ", what.replace(/^\[\s*|\s*\]$/g, ""));
  return element("p", {}, element("strong", {}, name), " used ", element("span", { class: "used-command", title: what }, what.split(/\s/)[0]));
}

function head({ message, reader }) {
  const at = Date.parse(message.created);
  return element("p", {},
    element("span", { class: "author" }, message.author.name),
    message.author.bot && element("span", { class: "bot-tag" }, "BOT"),
    element("time", { class: "message-time", datetime: message.created }, overMessage(at, now(), reader.locale)));
}

const dots = () => element("span", { class: "dots", "aria-hidden": "true" }, element("i"), element("i"), element("i"));
const edited = (message) => message.edited && element("span", { class: "edited", title: `Edited ${message.edited}` }, "(edited)");

function content({ message, reader }) {
  if (message.thinking) return element("p", { class: "thinking" }, dots(), ` ${message.author.name} is thinking…`);
  if (!message.content) return null;
  const drawn = formatted(message.content, reader);
  const mark = edited(message);
  if (mark && !message.embeds?.length) drawn.push(mark);
  return element("div", { class: "message-text", lang: languageOf(message, reader) }, drawn);
}

function embeds({ message, reader }) {
  const drawn = embedElements(message.embeds, reader, languageOf(message, reader));
  return drawn.length > 0 ? [...drawn, edited(message)] : null;
}

/**
 * Returns the language of the bot's text: the member's for private messages, else the guild's. People's language is
 * unknown.
 */
function languageOf(message, reader) {
  if (!message.author.bot) return null;
  return message.ephemeral ? reader.locale : theWorld().guild.locale;
}

function components({ message, acts, busy }) {
  return componentElements(message.components, acts, (customId) => busy.includes(customId));
}

function failures({ failures: all, acts }) {
  return all.map((one) => element("p", { class: "failure" },
    element("span", { class: "failure-mark", "aria-hidden": "true" }, "!"),
    element("span", {}, `${one.what}: ${one.sentence}`),
    " ",
    element("button", { class: "link-button", type: "button", on: { click: () => acts.forget(one.key) } }, "Dismiss")));
}

function onlyYou({ message, acts }) {
  if (message.direct) return element("p", {}, "A direct message, which only you can see");
  if (!message.ephemeral) return null;
  const dismiss = element("button", { class: "link-button", type: "button", on: { click: () => acts.dismiss() } }, "Dismiss message");
  return element("p", {}, "Only you can see this", element("span", { "aria-hidden": "true" }, " · "), dismiss);
}
