// An embed: the colour at its side, its title, description, fields and footer.
// https://docs.discord.com/developers/resources/message#embed-object

import { element } from "./dom.js";
import { formatted, formattedLine } from "./markdown_view.js";

/** Returns the elements of a message's embeds. */
export function embedElements(embeds, reader, language) {
  return (embeds ?? []).map((embed) => embedElement(embed, reader, language));
}

function embedElement(embed, reader, language) {
  const made = element(
    "div",
    { class: "embed", lang: language },
    embed.author?.name && element("p", { class: "embed-author" }, embed.author.name),
    embed.title && element("h3", { class: "embed-title" }, formattedLine(embed.title, reader)),
    embed.description && element("div", { class: "embed-text" }, formatted(embed.description, reader)),
    fields(embed.fields ?? [], reader),
    embed.footer?.text && element("p", { class: "embed-footer" }, embed.footer.text),
  );
  if (Number.isInteger(embed.color)) {
    made.style.setProperty("--embed-colour", `#${embed.color.toString(16).padStart(6, "0").slice(-6)}`);
  }
  return made;
}

function fields(all, reader) {
  if (all.length === 0) return null;
  const drawn = all.map((field) => element(
    "div",
    { class: field.inline ? "embed-field is-inline" : "embed-field" },
    element("dt", {}, formattedLine(field.name, reader)),
    element("dd", {}, formatted(field.value, reader)),
  ));
  return element("dl", { class: "embed-fields" }, drawn);
}
