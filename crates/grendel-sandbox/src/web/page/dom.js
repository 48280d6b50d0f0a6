// Makes elements. Text is always set as text, never read as HTML, so that nothing a member or the bot writes becomes part of the page.

/** Attributes that are properties of the element rather than text in its tag. */
const PROPERTIES = new Set(["checked", "disabled", "hidden", "open", "required", "selected", "value"]);

/**
 * An element with its attributes and children. `on` holds what it listens to; `null`, `undefined` and `false` leave an
 * attribute or a child out.
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "on") {
      for (const [event, listener] of Object.entries(value)) made.addEventListener(event, listener);
    } else if (PROPERTIES.has(name)) {
      made[name] = value;
    } else {
      made.setAttribute(name, value === true ? "" : value);
    }
  }
  made.append(...kept(children));
  return made;
}

/** Leaves out what is not there. */
export function kept(children) {
  return children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false);
}

/** The element of the page with this id; a page without it is broken, so that is an error at once. */
export function the(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no element with the id ${id}.`);
  return found;
}

/** Text for screen readers only. */
export function unseen(text) {
  return element("span", { class: "visually-hidden" }, text);
}

let made = 0;
/** An id that nothing else on the page has. */
export function freshId(prefix) {
  made += 1;
  return `${prefix}-${made}`;
}

const SVG = "http://www.w3.org/2000/svg";
/** A small drawing out of one path, in the colour of the text around it; it says nothing that words beside it do not say. */
export function drawing(path, size = 16) {
  const svg = document.createElementNS(SVG, "svg");
  for (const [name, value] of Object.entries({ viewBox: "0 0 24 24", width: size, height: size, "aria-hidden": "true", focusable: "false" })) {
    svg.setAttribute(name, value);
  }
  const line = document.createElementNS(SVG, "path");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

/** The bolt on a door: what Grendel is called after. */
export const BOLT = "M3 7h3v10H3zM18 7h3v10h-3zM7 10h8v4H7zM10 6h2v4h-2z";
