// The buttons, links and lists under a message.
// https://docs.discord.com/developers/components/reference

import { element, freshId, unseen } from "./dom.js";

const ROW = 1;
const BUTTON = 2;
const STRING_SELECT = 3;
/** The style of a button that is a link. Such a button sends nothing to the bot. */
const LINK = 5;
const STYLES = { 1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "link" };

/**
 * Returns the rows of a message. `acts` gets each press and choice, and `busy` names the components that wait for an
 * answer.
 */
export function componentElements(components, acts, busy) {
  return (components ?? []).map((row) => {
    const inside = row.type === ROW ? (row.components ?? []) : [row];
    return element("div", { class: "component-row" }, inside.map((part) => componentElement(part, acts, busy)));
  });
}

function componentElement(part, acts, busy) {
  if (part.type === BUTTON) return part.style === LINK ? linkButton(part) : button(part, acts, busy);
  if (part.type === STRING_SELECT) return choice(part, acts, busy);
  return element("p", { class: "component-unknown" }, `(The sandbox does not show components of type ${part.type}.)`);
}

function label(part) {
  const emoji = part.emoji?.name && !part.emoji.id ? `${part.emoji.name} ` : "";
  return `${emoji}${part.label ?? ""}`.trim() || "…";
}

function linkButton(part) {
  const safe = /^https?:\/\//.test(part.url ?? "");
  const attributes = { class: "bot-button is-link", href: safe ? part.url : null, target: "_blank", rel: "noopener noreferrer" };
  return element("a", attributes, label(part), element("span", { class: "out-arrow", "aria-hidden": "true" }, "↗"), unseen(" (opens in a new tab)"));
}

function button(part, acts, busy) {
  const waits = busy(part.custom_id);
  return element(
    "button",
    {
      class: `bot-button is-${STYLES[part.style] ?? "secondary"}${waits ? " is-waiting" : ""}`,
      type: "button",
      // A waiting button is not disabled, or it would lose the focus of the person who has just pressed it.
      disabled: Boolean(part.disabled),
      "aria-disabled": waits ? "true" : null,
      "data-custom-id": part.custom_id,
      on: { click: () => !waits && acts.press(part.custom_id) },
    },
    element("span", { class: "bot-button-label" }, label(part)),
    waits && element("span", { class: "dots", "aria-hidden": "true" }, element("i"), element("i"), element("i")),
    waits && unseen(" (waiting for an answer)"),
  );
}

/**
 * Returns a list and a button beside it. With the keyboard a person passes other lines first, so choosing alone must
 * not send.
 */
function choice(part, acts, busy) {
  const id = freshId("choice");
  const several = (part.max_values ?? 1) > 1;
  const list = element(
    "select",
    { id, multiple: several, size: several ? Math.min(6, part.options.length) : null, disabled: Boolean(part.disabled), "data-custom-id": part.custom_id },
    !several && element("option", { value: "", selected: true, disabled: true }, part.placeholder ?? "Choose…"),
    part.options.map((option) => element("option", { value: option.value, selected: option.default === true }, optionText(option))),
  );
  const waits = busy(part.custom_id);
  const send = element("button", { class: "bot-button is-secondary", type: "submit", disabled: Boolean(part.disabled), "aria-disabled": waits ? "true" : null }, "Choose");
  const submit = (event) => {
    event.preventDefault();
    const values = [...list.selectedOptions].map((option) => option.value).filter(Boolean);
    if (!waits && values.length >= (part.min_values ?? 1)) acts.select(part.custom_id, values);
  };
  const about = element("label", { class: "choice-label", for: id }, part.placeholder ?? "Choose");
  return element("form", { class: "choice", on: { submit } }, about, list, send);
}

function optionText(option) {
  return option.description ? `${option.label}: ${option.description}` : option.label;
}
