// A list of choices under a text field: commands, or values for an option. The keyboard focus stays in the text field.
// https://www.w3.org/WAI/ARIA/apg/patterns/combobox/

import { element, the } from "./dom.js";

/** The open list: its field, its items, the function that takes the choice, and the marked item. */
let open = null;

/**
 * Shows `items`, each `{ value, drawn }`, under `field`. `choose` gets the chosen value. As in Discord, the first item
 * is marked, so that Tab or Enter takes it. A `marked` of -1 marks none, and only the arrow keys lead into the list.
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

/** Returns whether the open list belongs to this field. */
export const isSuggesting = (field) => open?.field === field;

export function closeSuggestions() {
  if (!open) return;
  open.field.setAttribute("aria-expanded", "false");
  open.field.removeAttribute("aria-activedescendant");
  open = null;
  the("suggestion-box").hidden = true;
  the("suggestions").replaceChildren();
}

/** Handles the keys that belong to the list. Returns whether it handled this key. */
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
