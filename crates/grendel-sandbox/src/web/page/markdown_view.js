// Shows the tree that markdown.js makes, as elements and text and never as HTML.

import { element, unseen } from "./dom.js";
import { parse } from "./markdown.js";
import { inline } from "./markdown_inline.js";
import { timeElement } from "./clock.js";
import { addressOf, theWorld } from "./screen.js";

/** The address of a message, with the ids of its guild, its channel and itself. */
const MESSAGE = /^https:\/\/discord\.com\/channels\/\d{1,20}\/(\d{1,20})\/(\d{1,20})\/?$/;
const TAGS = { strong: "strong", emphasis: "em", underline: "u", strike: "s" };

/** Returns the blocks of a text as elements, for this reader. */
export function formatted(text, reader) {
  return parse(text ?? "").map((block) => blockElement(block, reader));
}

/** Returns one line as elements, for places without room for blocks, such as titles. */
export function formattedLine(text, reader) {
  return nodes(inline(text ?? ""), reader);
}

/** Returns the name of a mention with its sign: `@Bram Bakker`, `@lead`, `#servicedesk`. */
export function nameOfMention({ what, id }) {
  const { members, roles, channels, bot } = theWorld();
  const named = (all, sign, unknown) => `${sign}${all.find((one) => one.id === id)?.name ?? unknown}`;
  switch (what) {
    case "member": return named([...members, bot], "@", "somebody who left");
    case "role": return named(roles, "@", "a role that is gone");
    case "channel": return named(channels, "#", "a channel that is gone");
    case "command": return `/${id}`;
    default: return `@${id}`;
  }
}

function blockElement(block, reader) {
  switch (block.kind) {
    case "code": return element("pre", { class: "md-block", tabindex: 0 }, element("code", {}, block.text));
    case "quote": return element("blockquote", { class: "md-quote" }, block.blocks.map((inner) => blockElement(inner, reader)));
    case "heading": return element("p", { class: `md-heading md-heading-${block.level}` }, nodes(block.children, reader));
    case "small": return element("p", { class: "md-small" }, nodes(block.children, reader));
    case "list": return element("ul", { class: "md-list" }, block.items.map((item) => listItem(item, reader)));
    default: return element("p", { class: "md-text" }, nodes(block.children, reader));
  }
}

function listItem(item, reader) {
  const mark = element("span", { class: "md-mark", "aria-hidden": item.mark === "•" }, item.mark);
  return element("li", { class: `md-item md-depth-${item.depth}` }, mark, element("span", {}, nodes(item.children, reader)));
}

function nodes(children, reader) {
  return children.map((node) => nodeElement(node, reader));
}

function nodeElement(node, reader) {
  switch (node.kind) {
    case "text": return node.text;
    case "code": return element("code", { class: "md-code" }, node.text);
    case "time": return timeElement(node.seconds, node.style, reader.locale);
    case "mention": return mention(node, reader);
    case "spoiler": return spoiler(nodes(node.children, reader));
    case "link": return linkElement(node, reader);
    default: return element(TAGS[node.kind], {}, nodes(node.children, reader));
  }
}

function mention(node, reader) {
  const mine = node.what === "everyone" || node.id === reader.id || (node.what === "role" && holds(reader, node.id));
  return element("span", { class: mine ? "md-mention is-mine" : "md-mention" }, nameOfMention(node));
}

/** Returns whether the reader holds this role. The world lists the roles of members by name or by id. */
function holds(reader, roleId) {
  const role = theWorld().roles.find((one) => one.id === roleId);
  return (reader.roles ?? []).some((held) => held === roleId || held === role?.name || held === role?.key);
}

function linkElement(node, reader) {
  const message = MESSAGE.exec(node.address);
  if (message) return messageLink(node, reader, message);
  const attributes = { class: "md-link", href: node.address, target: "_blank", rel: "noopener noreferrer" };
  return element("a", attributes, nodes(node.children, reader), unseen(" (opens in a new tab)"));
}

/**
 * Returns a link to a message, which message_links.js opens on this page. A new window shows the same page at that
 * screen. A bare address shows the name of its channel, as in Discord.
 */
function messageLink(node, reader, [, channelId, messageId]) {
  const name = theWorld().channels.find((one) => one.id === channelId)?.name;
  const attributes = { class: "md-link", href: addressOf(reader.key, name), "data-channel": channelId, "data-message": messageId };
  const isBare = node.children.length === 1 && node.children[0].text === node.address;
  const words = isBare && name ? `#${name} › message` : nodes(node.children, reader);
  return element("a", attributes, words, unseen(" (leads to the message)"));
}

/** Returns covered text. A press uncovers it for good, so that a person can select and copy it. */
function spoiler(children) {
  const inner = element("span", { class: "spoiler-text", "aria-hidden": "true" }, children);
  const cover = element("button", { class: "spoiler", type: "button", title: "Press to show" }, unseen("Hidden text, press to show"), inner);
  cover.addEventListener("click", () => {
    inner.removeAttribute("aria-hidden");
    const open = element("span", { class: "spoiler-open", tabindex: -1 }, inner);
    cover.replaceWith(open);
    open.focus();
  });
  return cover;
}
