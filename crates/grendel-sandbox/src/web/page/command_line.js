// The text after a slash: the commands that it may become, its options, and its problems. This module does not touch
// the page.
// https://docs.discord.com/developers/interactions/application-commands

/** Discord's numbers for the types of options. */
export const TYPES = { text: 3, whole: 4, yes: 5, member: 6, channel: 7, role: 8, number: 10 };

/** Returns the name of a command or an option in this locale. Discord keeps two names, and people type either. */
export function nameIn(thing, locale) {
  return localized(thing.name_localizations, locale) ?? thing.name;
}

/** Returns the description of a command or an option in this locale. */
export function aboutIn(thing, locale) {
  return localized(thing.description_localizations, locale) ?? thing.description ?? "";
}

/** Returns the language of that description, for `lang`. */
export function languageOf(thing, locale, fallback = "en") {
  return localized(thing.description_localizations, locale) === undefined ? fallback : locale;
}

function localized(all, locale) {
  return all?.[locale] ?? undefined;
}

/**
 * Returns the commands that the text may become, those that begin with it first. Returns none if the text is no
 * command.
 */
export function candidates(text, commands, locale) {
  const typed = /^\/(\S*)$/.exec(text.trimStart())?.[1]?.toLowerCase();
  if (typed === undefined) return [];
  const names = (command) => [nameIn(command, locale), command.name].map((name) => name.toLowerCase());
  const rank = (command) => {
    if (names(command).some((name) => name.startsWith(typed))) return 0;
    return names(command).some((name) => name.includes(typed)) ? 1 : 2;
  };
  return commands
    .filter((command) => isSlash(command) && rank(command) < 2)
    .sort((one, other) => rank(one) - rank(other) || nameIn(one, locale).localeCompare(nameIn(other, locale)));
}

/** Returns the command that a line names in full and the text behind it, or null if it names none. */
export function begun(line, commands, locale) {
  const found = /^\s*\/(\S+)(\s[\s\S]*)?$/.exec(line);
  if (!found) return null;
  const name = found[1].toLowerCase();
  const command = commands.find(
    (one) => isSlash(one) && [one.name, nameIn(one, locale)].some((known) => known.toLowerCase() === name),
  );
  return command ? { command, rest: found[2] ?? null } : null;
}

/** Returns whether a person can type the command. Commands of context menus cannot be typed. */
function isSlash(command) {
  return (command.type ?? 1) === 1;
}

/**
 * Returns the options in the text behind a command, as in `hanna@contoso.example reason:back from leave`. The text
 * before the first named option belongs to the first option of the command.
 */
export function optionsIn(rest, command, locale) {
  const options = command.options ?? [];
  const values = {};
  let current = options[0]?.name;
  for (const part of (rest ?? "").split(/(?<=\s|^)(?=[\p{L}\p{N}_-]{1,32}:)/u)) {
    const named = /^([\p{L}\p{N}_-]{1,32}):\s*([\s\S]*)$/u.exec(part);
    const option = named && optionNamed(named[1], options, locale);
    if (option) current = option.name;
    const text = (option ? named[2] : part).trim();
    if (current && (text || option)) values[current] = [values[current], text].filter(Boolean).join(" ");
  }
  return values;
}

/** Returns the option whose name and colon end a text, as in `… reason:`, and the text before it. */
export function optionBegun(text, command, locale) {
  const found = /^([\s\S]*?)(?:^|\s)([\p{L}\p{N}_-]{1,32}):$/u.exec(text);
  const option = found && optionNamed(found[2], command.options ?? [], locale);
  return option ? { before: found[1].trim(), option } : null;
}

function optionNamed(typed, options, locale) {
  const name = typed.toLowerCase();
  return options.find((option) => [option.name, nameIn(option, locale)].some((known) => known.toLowerCase() === name));
}

/** Returns the choices that the option itself has, without asking the bot. */
export function choicesOf(option, locale) {
  if (option.type === TYPES.yes) return [{ name: "True", value: "true" }, { name: "False", value: "false" }];
  return (option.choices ?? []).map((choice) => ({ name: nameIn(choice, locale), value: String(choice.value) }));
}

/**
 * Returns a sentence that says why a value cannot be sent, or null if it can. Discord also checks values before it
 * sends them.
 */
export function problem(option, value, locale) {
  const name = nameIn(option, locale);
  const text = value ?? "";
  if (text === "") return option.required ? `“${name}” is required.` : null;
  const length = [...text].length;
  if (option.max_length && length > option.max_length) {
    return `“${name}” takes at most ${option.max_length} characters; this is ${length}.`;
  }
  if (option.min_length && length < option.min_length) {
    return `“${name}” takes at least ${option.min_length} characters; this is ${length}.`;
  }
  if (option.type === TYPES.whole && !/^-?\d+$/.test(text)) return `“${name}” takes a whole number.`;
  if (option.type === TYPES.number && !Number.isFinite(Number(text))) return `“${name}” takes a number.`;
  const choices = choicesOf(option, locale);
  if (choices.length > 0 && !choices.some((choice) => choice.value === text)) return `“${name}” takes one of what is offered.`;
  return null;
}

/** Returns the values as Discord sends them, by the option's own name. Empty values are left out. */
export function sent(command, values) {
  const filled = (command.options ?? []).filter((option) => (values[option.name] ?? "") !== "");
  return Object.fromEntries(filled.map((option) => [option.name, typed(option, values[option.name])]));
}

function typed(option, text) {
  if (option.type === TYPES.whole || option.type === TYPES.number) return Number(text);
  return option.type === TYPES.yes ? text === "true" : text;
}
