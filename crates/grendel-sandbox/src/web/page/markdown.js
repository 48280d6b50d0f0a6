// Discord's markdown, as far as messages use it. Text becomes a tree of plain objects. This module does not touch the
// page.
// https://support.discord.com/hc/en-us/articles/210298617

import { inline } from "./markdown_inline.js";

/** A fence of three backticks. Its language is ignored. A backtick behind a backslash is text. */
const FENCE = /(?<!\\)```(?:[A-Za-z0-9_+#.-]*\n)?([\s\S]+?)```/g;

/**
 * Returns the blocks of a text: `{ kind: "text" | "heading" | "small" | "quote" | "list" | "code", … }`. A `list` has
 * `items`, a `quote` has `blocks`, `code` has `text`, and all others have `children`, the tree that `inline` makes.
 */
export function parse(text) {
  const blocks = [];
  let from = 0;
  for (const fence of text.matchAll(FENCE)) {
    blocks.push(...lines(text.slice(from, fence.index)));
    blocks.push({ kind: "code", text: fence[1].replace(/^\n|\n$/g, "") });
    from = fence.index + fence[0].length;
  }
  blocks.push(...lines(text.slice(from)));
  return blocks;
}

/** Returns the whole tree as plain words for screen readers. Spoilers stay closed. */
export function plain(text, name = () => "") {
  return parse(text).map((block) => plainBlock(block, name)).join(" ").replace(/\s+/g, " ").trim();
}

function lines(text) {
  const blocks = [];
  const rest = text.split("\n");
  while (rest.length > 0) blocks.push(next(rest, blocks));
  return blocks.map(trimmed).filter((block) => block !== null);
}

/** Takes the next block off the lines. Plain lines join the plain block before them. */
function next(rest, blocks) {
  const line = rest.shift();
  if (line.startsWith(">>> ")) {
    const quoted = [line.slice(4), ...rest.splice(0)];
    return { kind: "quote", blocks: lines(quoted.join("\n")) };
  }
  if (/^> /.test(line) || line === ">") {
    const quoted = [line.slice(2)];
    while (rest.length > 0 && (/^> /.test(rest[0]) || rest[0] === ">")) quoted.push(rest.shift().slice(2));
    return { kind: "quote", blocks: lines(quoted.join("\n")) };
  }
  const heading = /^(#{1,3})\s+(\S.*)$/.exec(line);
  if (heading) return { kind: "heading", level: heading[1].length, children: inline(heading[2]) };
  const small = /^-# +(\S.*)$/.exec(line);
  if (small) return { kind: "small", children: inline(small[1]) };
  if (LIST.test(line)) return list(line, rest);
  const plainLines = [line];
  while (rest.length > 0 && !isSpecial(rest[0])) plainLines.push(rest.shift());
  return { kind: "text", text: plainLines.join("\n") };
}

const LIST = /^( *)([-*]|\d{1,9}\.) +(\S.*)$/;

function isSpecial(line) {
  return /^(>>> |> |#{1,3}\s+\S|-# +\S)/.test(line) || line === ">" || LIST.test(line);
}

function list(line, rest) {
  const all = [line];
  while (rest.length > 0 && LIST.test(rest[0])) all.push(rest.shift());
  const items = all.map((item) => {
    const [, indent, mark, words] = LIST.exec(item);
    return { depth: Math.min(2, Math.floor(indent.length / 2)), mark: /\d/.test(mark) ? mark : "•", children: inline(words) };
  });
  return { kind: "list", items };
}

/** Returns a plain block without the empty lines around it, which only separate it from its neighbours. */
function trimmed(block) {
  if (block.kind !== "text") return block;
  const text = block.text.replace(/^\n+|\n+$/g, "");
  return text.trim() === "" ? null : { kind: "text", children: inline(text) };
}

function plainBlock(block, name) {
  switch (block.kind) {
    case "code": return block.text;
    case "quote": return block.blocks.map((inner) => plainBlock(inner, name)).join(" ");
    case "list": return block.items.map((item) => plainInline(item.children, name)).join(", ");
    default: return plainInline(block.children, name);
  }
}

function plainInline(nodes, name) {
  return nodes.map((node) => {
    switch (node.kind) {
      case "text":
      case "code": return node.text;
      case "spoiler": return "(hidden)";
      case "time":
      case "mention": return name(node);
      default: return plainInline(node.children ?? [], name);
    }
  }).join("");
}
