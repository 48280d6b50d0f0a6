// A command that is being typed: its options as pills, what they ask for, and what the bot offers for them.

import { typeCommand } from "./acting.js";
import { debounced } from "./coalesce.js";
import { TYPES, aboutIn, choicesOf, languageOf, nameIn, optionBegun, optionsIn, problem, sent } from "./command_line.js";
import { element, freshId, the } from "./dom.js";
import { complete } from "./interface.js";
import { channel, member, onWorld, theWorld } from "./screen.js";
import { closeSuggestions, isSuggesting, suggest, suggestionKey } from "./suggestions.js";

/** So long a pause in typing before the bot is asked; Discord waits as well. */
const PAUSE_MS = 200;

/** The command that is being typed: `{ command, fields: Map(name → { option, input, pill, chosen }) }`; nothing else. */
let typing = null;

export const isInCommand = () => typing !== null;

onWorld((isNew) => isNew && leaveCommand());

/** Begins a command, with values by option name, or with text as somebody typed or pasted it. */
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

/** The first that is required and empty; else the last one that has something in it, ready to go on or to be sent. */
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

/** Back to the message box. */
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

/** Sends the command if all that is required is there; says what is missing otherwise. */
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
  // What did not go out stays, to be sent again.
  if (!(await typeCommand(command.name, sent(command, values))) && !typing) beginCommand(command, values);
}

/** What was chosen from a list has a value behind the name that is shown. */
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
  // What came with the command was meant as it is, so nothing is offered for it before somebody changes it.
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

/** The field is as wide as what is in it, in characters. */
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
  // Whoever goes on typing `reason:` means the option of that name.
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

/** Backspace in an empty field takes it away: an option that may be left out, or the command itself. */
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

/** Offers what the option holds by itself, or asks the bot. */
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
  // An answer to what nobody has typed any more is of no use, and would take the list from under somebody's finger.
  const stale = mine !== question || !typing || field.input.value !== typed || document.activeElement !== field.input;
  if (!stale && !field.chosen) show(field, choices);
}, PAUSE_MS);

/** The bot did not answer in time: one can still type what one means. */
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
  // Whoever has typed all of it means it: then Enter sends, and does not choose.
  const typed = field.input.value.trim().toLowerCase();
  const isWhole = choices.some(({ name, value }) => String(value).toLowerCase() === typed || name.toLowerCase().split(/[\s()<>,]+/).includes(typed));
  suggest(field.input, items, choose, `For ${nameIn(field.option, locale)}`, isWhole && typed.includes("@") ? -1 : 0);
}

function hint(words, language = "en") {
  const place = the("option-hint");
  place.textContent = words;
  place.lang = language;
}
