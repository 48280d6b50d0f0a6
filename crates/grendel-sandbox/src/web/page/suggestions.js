// A list to choose from under what is typed: commands, or what may be said with one. The keyboard stays in the text field.
// https://www.w3.org/WAI/ARIA/apg/patterns/combobox/

import { element, the } from "./dom.js";

/** The field that the list belongs to, what is in it, and what is done with the one that is chosen. */
let open = null;

/**
 * Shows `items`, each `{ value, drawn }`, under `field`; `choose` gets the value. The first one is marked, as Discord does it,
 * so that Tab or Enter takes it; none with `marked` of -1, and then only the arrows lead into the list.
 */
export function suggest(field, items, choose, title, marked = 0) {
  if (items.length === 0) {
    closeSuggestions();
    return;
  }
  if (open && open.field !== field) closeSuggestions();
  open = { field, items, choose, marked };
  const list = the("suggestions");
  list.setAttribute("aria-label", title);
  list.replaceChildren(...items.map((item, index) => element(
    "li",
    {
      id: `suggestion-${index}`,
      role: "option",
      class: "suggestion",
      // A press must not take the focus out of the text field.
      on: { mousedown: (event) => event.preventDefault(), click: () => take(index), mousemove: () => mark(index) },
    },
    item.drawn,
  )));
  the("suggestion-title").textContent = title;
  the("suggestion-box").hidden = false;
  field.setAttribute("aria-expanded", "true");
  mark(marked);
}

/** What is offered right now belongs to this field. */
export const isSuggesting = (field) => open?.field === field;

export function closeSuggestions() {
  if (!open) return;
  open.field.setAttribute("aria-expanded", "false");
  open.field.removeAttribute("aria-activedescendant");
  open = null;
  the("suggestion-box").hidden = true;
  the("suggestions").replaceChildren();
}

/** Takes the keys that belong to the list. Answers whether this one did. */
export function suggestionKey(event) {
  if (!open || event.isComposing) return false;
  const last = open.items.length - 1;
  const moves = { ArrowDown: open.marked === last ? 0 : open.marked + 1, ArrowUp: open.marked <= 0 ? last : open.marked - 1 };
  if (event.key in moves) mark(moves[event.key]);
  else if (open.marked >= 0 && (event.key === "Enter" || (event.key === "Tab" && !event.shiftKey))) take(open.marked);
  else if (event.key === "Escape") closeSuggestions();
  else return false;
  event.preventDefault();
  event.stopPropagation();
  return true;
}

function take(index) {
  const { items, choose } = open;
  const { value } = items[index];
  closeSuggestions();
  choose(value);
}

function mark(index) {
  open.marked = index;
  [...the("suggestions").children].forEach((item, at) => item.setAttribute("aria-selected", String(at === index)));
  if (index < 0) {
    open.field.removeAttribute("aria-activedescendant");
    return;
  }
  const marked = the(`suggestion-${index}`);
  marked.scrollIntoView({ block: "nearest" });
  open.field.setAttribute("aria-activedescendant", marked.id);
}
