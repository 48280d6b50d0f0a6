// The command that a person is typing: its options as pills, a hint for each option, and the choices that the bot
// offers.

import { typeCommand } from "./acting.js";
import { debounced } from "./coalesce.js";
import { TYPES, aboutIn, choicesOf, languageOf, nameIn, optionBegun, optionsIn, problem, sent } from "./command_line.js";
import { element, freshId, the } from "./dom.js";
import { complete } from "./interface.js";
import { channel, member, onWorld, theWorld } from "./screen.js";
import { closeSuggestions, isSuggesting, suggest, suggestionKey } from "./suggestions.js";

/** The pause in typing after which the page asks the bot, in milliseconds. Discord waits for a pause as well. */
const PAUSE_MS = 200;

/**
 * The command that a person is typing, as `{ command, fields: Map(name → { option, input, pill, chosen }) }`, or null.
 */
let typing = null;

export const isInCommand = () => typing !== null;

onWorld((isNew) => isNew && leaveCommand());

/** Begins a command with values by option name, or with text that a person typed or pasted. */
export function beginCommand(command, values = {}, text = null) {
  closeSuggestions();
  const { locale } = member();
  const given = { ...optionsIn(text, command, locale), ...values };
  typing = { command, fields: new Map() };
  the("message-line").hidden = true;
  const line = the("command-line");
  line.hidden = false;
  const legend = element("legend", { class: "visually-hidden" }, `The command /${nameIn(command, locale)}`);
  const pill = element("span", { class: "command-name", "aria-hidden": "true" }, `/${nameIn(command, locale)}`);
  const more = element("span", { id: "more-options", class: "more-options" });
  const cancel = element("button", { class: "icon-button", type: "button", "aria-label": "Cancel the command", on: { click: () => leaveCommand(true) } }, "✕");
  const submit = element("button", { class: "send-button", type: "submit", "aria-label": "Send the command" }, "Send");
  line.replaceChildren(legend, pill, more, element("span", { class: "command-ends" }, cancel, submit));
  for (const option of command.options ?? []) {
    if (option.required || given[option.name]) addField(option, given[option.name] ?? "");
  }
  drawMore();
  focusSomething(submit);
}

/** Focuses the first required field that is empty, otherwise the last field, otherwise the button that sends. */
function focusSomething(submit) {
  const all = [...typing.fields.values()];
  const next = all.find(({ option, input }) => option.required && input.value === "") ?? all.at(-1);
  if (next) {
    next.input.focus();
    next.input.setSelectionRange(next.input.value.length, next.input.value.length);
  } else {
    hint(aboutIn(typing.command, member().locale), languageOf(typing.command, member().locale));
    submit.focus();
  }
}

/** Leaves the command and returns to the message box. */
export function leaveCommand(focus = false) {
  if (typing) ask.cancel();
  typing = null;
  closeSuggestions();
  the("command-line").hidden = true;
  the("command-line").replaceChildren();
  the("message-line").hidden = false;
  hint("");
  the("composer-problem").textContent = "";
  if (focus) the("message-box").focus();
}

/** Sends the command if no option has a problem. Otherwise says what the first problem is. */
export async function sendCommand() {
  const { command, fields } = typing;
  const { locale } = member();
  for (const option of command.options ?? []) {
    const field = fields.get(option.name);
    const wrong = problem(option, valueOf(field), locale);
    if (!wrong) continue;
    the("composer-problem").textContent = wrong;
    (field ?? addField(option, "")).input.focus();
    (fields.get(option.name)).input.setAttribute("aria-invalid", "true");
    return;
  }
  const values = Object.fromEntries([...fields].map(([name, field]) => [name, valueOf(field)]));
  leaveCommand(true);
  // A command that could not be sent stays, so that the person can send it again.
  if (!(await typeCommand(command.name, sent(command, values))) && !typing) beginCommand(command, values);
}

/** Returns the value of a field. A choice from a list has a value behind the name that is shown. */
function valueOf(field) {
  if (!field) return "";
  return field.chosen && field.chosen.name === field.input.value ? String(field.chosen.value) : field.input.value.trim();
}

function addField(option, value) {
  const { locale } = member();
  const id = freshId("option");
  const input = element("input", {
    id,
    type: "text",
    role: "combobox",
    class: "option-input",
    autocomplete: "off",
    spellcheck: "false",
    autocapitalize: "off",
    "aria-expanded": "false",
    "aria-controls": "suggestions",
    "aria-autocomplete": "list",
    "aria-describedby": "option-hint composer-problem",
    "aria-required": String(option.required === true),
    value,
  });
  const label = element("label", { class: "option-name", for: id, lang: languageOf(option, locale) }, nameIn(option, locale));
  const pill = element("span", { class: "option-pill" }, label, input);
  // A value that came with the command is complete, so the page offers choices only after a person changes it.
  const field = { option, input, pill, chosen: value === "" ? null : { name: value, value } };
  typing.fields.set(option.name, field);
  input.addEventListener("input", () => changed(field));
  input.addEventListener("focus", () => focused(field));
  input.addEventListener("blur", () => isSuggesting(input) && closeSuggestions());
  input.addEventListener("keydown", (event) => key(event, field));
  the("more-options").before(pill);
  grow(field);
  return field;
}

/** Makes the field as wide as its text, in characters. */
function grow({ input }) {
  input.style.setProperty("--chars", String(Math.max(8, [...input.value].length + 1)));
}

function drawMore() {
  const { locale } = member();
  const left = (typing.command.options ?? []).filter((option) => !typing.fields.has(option.name));
  const add = (option) => {
    addField(option, "").input.focus();
    drawMore();
  };
  the("more-options").replaceChildren(...left.map((option) => element(
    "button",
    { class: "option-add", type: "button", "aria-label": `Add the option ${nameIn(option, locale)}`, title: aboutIn(option, locale), on: { click: () => add(option) } },
    `+ ${nameIn(option, locale)}`,
  )));
}

function focused(field) {
  const { locale } = member();
  const { option } = field;
  hint(aboutIn(option, locale) + (option.required ? "" : " (optional)"), languageOf(option, locale));
  if (!field.chosen) offer(field);
}

function changed(field) {
  const { locale } = member();
  const { input } = field;
  input.removeAttribute("aria-invalid");
  the("composer-problem").textContent = "";
  if (field.chosen?.name !== input.value) field.chosen = null;
  // A person who types `reason:` means the option of that name.
  const next = optionBegun(input.value, typing.command, locale);
  if (next && next.option.name !== field.option.name) {
    input.value = next.before;
    grow(field);
    const other = typing.fields.get(next.option.name) ?? addField(next.option, "");
    drawMore();
    other.input.focus();
    return;
  }
  grow(field);
  offer(field);
}

function key(event, field) {
  if (suggestionKey(event)) return;
  if (event.key === "Escape") {
    event.preventDefault();
    leaveCommand(true);
  } else if (event.key === "Backspace" && field.input.value === "") {
    event.preventDefault();
    takeBack(field);
  }
}

/** Removes a field on Backspace if it is empty: an optional field, or the whole command. */
function takeBack(field) {
  const before = [...typing.fields.values()];
  const at = before.indexOf(field);
  if (field.option.required && at === 0) {
    leaveCommand(true);
    return;
  }
  if (!field.option.required) {
    typing.fields.delete(field.option.name);
    field.pill.remove();
    drawMore();
  }
  const neighbour = before[at - 1];
  if (neighbour) neighbour.input.focus();
  else leaveCommand(true);
}

/** Offers the choices of the option itself, or asks the bot for them. */
function offer(field) {
  const { option, input } = field;
  const { locale } = member();
  const fixed = option.type === TYPES.member
    ? theWorld().members.map((one) => ({ name: one.name, value: one.id }))
    : choicesOf(option, locale);
  if (fixed.length > 0) {
    const typed = input.value.toLowerCase();
    show(field, fixed.filter((choice) => choice.name.toLowerCase().includes(typed)));
  } else if (option.autocomplete) {
    ask(field);
  } else if (isSuggesting(input)) {
    closeSuggestions();
  }
}

let question = 0;
const ask = debounced(async (field) => {
  question += 1;
  const mine = question;
  const values = sent(typing.command, Object.fromEntries([...typing.fields].map(([name, one]) => [name, valueOf(one)])));
  const typed = field.input.value;
  const choices = await complete(member().key, channel().name, typing.command.name, { ...values, [field.option.name]: typed }, field.option.name)
    .catch((error) => failed(error, field, typed));
  // An answer to text that has changed is useless, and would move the list while a person uses it.
  const stale = mine !== question || !typing || field.input.value !== typed || document.activeElement !== field.input;
  if (!stale && !field.chosen) show(field, choices);
}, PAUSE_MS);

/** Says that the bot did not answer in time. A person can still type the value. */
function failed(error, field, typed) {
  if (typing && field.input.value === typed) the("composer-problem").textContent = `Nothing can be offered: ${error.message}`;
  return [];
}

function show(field, choices) {
  const { locale } = member();
  const items = choices.map((choice) => ({ value: choice, drawn: element("span", { class: "suggestion-choice" }, choice.name) }));
  const choose = (choice) => {
    field.input.value = choice.name;
    field.chosen = choice;
    grow(field);
    field.input.focus();
  };
  // A person who has typed a whole address means it, so Enter sends it instead of choosing from the list.
  const typed = field.input.value.trim().toLowerCase();
  const isWhole = choices.some(({ name, value }) => String(value).toLowerCase() === typed || name.toLowerCase().split(/[\s()<>,]+/).includes(typed));
  suggest(field.input, items, choose, `For ${nameIn(field.option, locale)}`, isWhole && typed.includes("@") ? -1 : 0);
}

function hint(words, language = "en") {
  const place = the("option-hint");
  place.textContent = words;
  place.lang = language;
}
