// The message box: ordinary messages, and the slash that begins a command.

import { announce } from "./announcer.js";
import { aboutIn, begun, candidates, languageOf, nameIn } from "./command_line.js";
import { beginCommand, isInCommand, leaveCommand, sendCommand } from "./command_form.js";
import { element, the } from "./dom.js";
import { readCommands, write } from "./interface.js";
import { channel, member, onScreen, onWorld } from "./screen.js";
import { refreshRoom } from "./room.js";
import { closeSuggestions, suggest, suggestionKey } from "./suggestions.js";

let commands = [];

/** Sets up the message box. */
export async function beginComposer() {
  const box = the("message-box");
  box.addEventListener("input", read);
  box.addEventListener("keydown", (event) => suggestionKey(event));
  box.addEventListener("blur", closeSuggestions);
  box.addEventListener("focus", read);
  the("composer").addEventListener("submit", (event) => {
    event.preventDefault();
    if (isInCommand()) sendCommand();
    else say();
  });
  onScreen(() => {
    leaveCommand();
    name();
  });
  onWorld(() => {
    learn();
    name();
  });
  name();
  await learn();
}

/**
 * Reads the commands again. The bot registers them when it starts, so the page asks again when a person begins a
 * command.
 */
async function learn() {
  commands = await readCommands().catch(() => commands);
}

/** Puts a command and its options into the message box, as if a person had typed them. */
export async function fillIn(commandName, values) {
  if (!commands.some((one) => one.name === commandName)) await learn();
  const command = commands.find((one) => one.name === commandName);
  if (!command) {
    announce("The bot has not registered its commands yet. Try again in a moment.");
    return false;
  }
  beginCommand(command, values);
  return true;
}

function name() {
  const box = the("message-box");
  // The placeholder has to fit on a phone. The head of the chat and the label name the channel.
  box.placeholder = channel() ? "Write, or type / for a command" : "";
  the("message-label").textContent = channel() && member() ? `Message #${channel().name} as ${member().name}` : "Message";
}

function read() {
  const box = the("message-box");
  const text = box.value;
  the("composer-problem").textContent = "";
  if (!text.trimStart().startsWith("/")) {
    closeSuggestions();
    return;
  }
  if (commands.length === 0 || text.trim() === "/") learn().then(() => box.value === text && offer(text));
  const whole = begun(text, commands, member().locale);
  if (whole && whole.rest !== null) start(whole.command, whole.rest);
  else offer(text);
}

function offer(text) {
  if (document.activeElement !== the("message-box")) return;
  const { locale } = member();
  const items = candidates(text, commands, locale).map((command) => ({ value: command, drawn: drawn(command, locale) }));
  suggest(the("message-box"), items, (command) => start(command, null), "Commands");
}

function drawn(command, locale) {
  const shown = nameIn(command, locale);
  const required = (command.options ?? []).filter((option) => option.required).map((option) => nameIn(option, locale));
  return [
    element("span", { class: "suggestion-name", lang: languageOf(command, locale) }, `/${shown}`),
    shown !== command.name && element("span", { class: "suggestion-other" }, `/${command.name}`),
    required.map((option) => element("span", { class: "suggestion-option" }, option)),
    element("span", { class: "suggestion-about", lang: languageOf(command, locale) }, aboutIn(command, locale)),
  ].flat().filter(Boolean);
}

function start(command, rest) {
  the("message-box").value = "";
  beginCommand(command, {}, rest);
}

/** Sends an ordinary message. Text that begins with a slash but names no command is a slip and is not sent. */
async function say() {
  const box = the("message-box");
  const text = box.value.trim();
  if (text === "") return;
  const { key, locale } = member();
  const whole = begun(text, commands, locale);
  if (whole) {
    start(whole.command, whole.rest);
    return;
  }
  if (/^\/\S/.test(text)) {
    complain(`There is no command ${text.split(/\s/)[0]}. Type / to see those there are.`);
    return;
  }
  try {
    box.value = "";
    await write(key, channel().name, text);
    refreshRoom();
  } catch (error) {
    box.value ||= text;
    complain(error.message);
  }
}

function complain(sentence) {
  the("composer-problem").textContent = sentence;
}
