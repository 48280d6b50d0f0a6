// Discord's markdown within a line: bold, code, spoilers, links, times and mentions. Text becomes a tree of plain
// objects.
// https://docs.discord.com/developers/reference#message-formatting

/** The depth at which parsing stops. No message needs more, and a hostile one must not hang the page. */
const DEPTH_MAX = 8;
/** The characters with which no rule begins. */
const WORDS = /^(?:(?!https?:\/\/)[^\\`<[*_~|@])*/;
const ADDRESS = /^https?:\/\/[^\s<>]+/;

/**
 * The rules. Each reads the beginning of the remaining text, and returns a node and the characters that it took, or
 * null.
 */
const RULES = [
  escape, code, time, mention, command, emoji, bracketedAddress, link, address,
  pair("**", "strong"), pair("__", "underline"), pair("~~", "strike"), pair("||", "spoiler"),
  single("*"), single("_"), everyone,
];

/**
 * Returns the nodes of a text: `{ kind: "text" | "code", text }`, `{ kind: "time", seconds, style }`, `{ kind:
 * "mention", what, id }`, `{ kind: "link", address, children }`, and `strong`, `emphasis`, `underline`, `strike`,
 * `spoiler` with `children`.
 */
export function inline(text, depth = 0) {
  const nodes = [];
  let at = 0;
  while (at < text.length) {
    const found = depth < DEPTH_MAX ? first(text, at, depth) : null;
    if (found) {
      add(nodes, found.node);
      at += found.length;
    } else {
      const length = 1 + WORDS.exec(text.slice(at + 1))[0].length;
      add(nodes, { kind: "text", text: text.slice(at, at + length) });
      at += length;
    }
  }
  return nodes;
}

function first(text, at, depth) {
  const rest = text.slice(at);
  const before = at > 0 ? text[at - 1] : "";
  for (const rule of RULES) {
    const found = rule(rest, before, depth);
    if (found) return found;
  }
  return null;
}

/** Adds a node. Joins text to a text node before it. */
function add(nodes, node) {
  const last = nodes.at(-1);
  if (node.kind === "text" && last?.kind === "text") last.text += node.text;
  else nodes.push(node);
}

/** Reads a backslash and punctuation. The punctuation stands for itself. */
function escape(rest) {
  const found = /^\\([!-/:-@[-`{-~])/.exec(rest);
  return found && { node: { kind: "text", text: found[1] }, length: 2 };
}

function code(rest) {
  const found = /^(`+)(?!`)([\s\S]*?[^`])\1(?!`)/.exec(rest);
  if (!found) return null;
  // A space next to a backtick inside the code only separates the backticks.
  const text = found[2].replace(/^ (?=`)|(?<=`) $/g, "");
  return { node: { kind: "code", text }, length: found[0].length };
}

function time(rest) {
  const found = /^<t:(-?\d{1,13})(?::([tTdDfFsSR]))?>/.exec(rest);
  return found && { node: { kind: "time", seconds: Number(found[1]), style: found[2] ?? "f" }, length: found[0].length };
}

function mention(rest) {
  const found = /^<(@!?|@&|#)(\d{1,20})>/.exec(rest);
  if (!found) return null;
  const what = { "@": "member", "@!": "member", "@&": "role", "#": "channel" }[found[1]];
  return { node: { kind: "mention", what, id: found[2] }, length: found[0].length };
}

function everyone(rest) {
  const found = /^@(everyone|here)\b/.exec(rest);
  return found && { node: { kind: "mention", what: "everyone", id: found[1] }, length: found[0].length };
}

function command(rest) {
  const found = /^<\/([^:<>]{1,100}):\d{1,20}>/.exec(rest);
  return found && { node: { kind: "mention", what: "command", id: found[1] }, length: found[0].length };
}

/** Reads an emoji. The page has no pictures of a guild, so it shows the name of a custom emoji. */
function emoji(rest) {
  const found = /^<a?(:\w{2,32}:)\d{1,20}>/.exec(rest);
  return found && { node: { kind: "text", text: found[1] }, length: found[0].length };
}

function bracketedAddress(rest) {
  const found = /^<(https?:\/\/[^\s<>]+)>/.exec(rest);
  return found && { node: linkTo(found[1]), length: found[0].length };
}

function link(rest, before, depth) {
  const found = /^\[((?:\\[\s\S]|[^\\\]])+)\]\(<?(https?:\/\/[^\s<>)]+)>?\)/.exec(rest);
  return found && { node: { kind: "link", address: found[2], children: inline(found[1], depth + 1) }, length: found[0].length };
}

function address(rest, before) {
  if (/\w/.test(before)) return null;
  const found = ADDRESS.exec(rest);
  if (!found) return null;
  // Punctuation at the end belongs to the sentence and not to the address.
  const bare = found[0].replace(/[.,:;!?'")\]]+$/, "");
  return { node: linkTo(bare), length: bare.length };
}

function linkTo(target) {
  return { kind: "link", address: target, children: [{ kind: "text", text: target }] };
}

/** Returns the rule for text between two equal signs on each side. The text cannot be empty. */
function pair(mark, kind) {
  const sign = mark.replace(/[*|]/g, "\\$&");
  const end = mark[0] === "|" ? "" : `(?!${sign.slice(0, sign.length / 2)})`;
  const pattern = new RegExp(`^${sign}((?:\\\\[\\s\\S]|[^\\\\])+?)${sign}${end}`);
  return (rest, before, depth) => {
    const found = pattern.exec(rest);
    return found && { node: { kind, children: inline(found[1], depth + 1) }, length: found[0].length };
  };
}

/** Returns the rule for text between single signs. An underscore within a word, as in `sign_in_blocked`, is text. */
function single(mark) {
  const sign = mark === "*" ? "\\*" : "_";
  const end = mark === "*" ? "(?!\\*)" : "(?!\\w)";
  const pattern = new RegExp(`^${sign}(?!\\s)((?:\\\\[\\s\\S]|${sign}${sign}|[^\\\\${sign}])+?)(?<!\\s)${sign}${end}`);
  return (rest, before, depth) => {
    if (mark === "_" && /\w/.test(before)) return null;
    const found = pattern.exec(rest);
    return found && { node: { kind: "emphasis", children: inline(found[1], depth + 1) }, length: found[0].length };
  };
}
