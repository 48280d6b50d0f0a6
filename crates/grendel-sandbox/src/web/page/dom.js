// Makes elements. Text is always set as text and never read as HTML, so a member or the bot cannot write parts of the
// page.

/** The attributes that are properties of the element rather than text in its tag. */
const PROPERTIES = new Set(["checked", "disabled", "hidden", "open", "required", "selected", "value"]);

/**
 * Returns an element with its attributes and children. `on` holds its listeners. `null`, `undefined` and `false` leave
 * an attribute or a child out.
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

/** Returns the children without those that are left out. */
export function kept(children) {
  return children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false);
}

/** Returns the element of the page with this id. Throws if the page has none, because such a page is broken. */
export function the(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no element with the id ${id}.`);
  return found;
}

/** Returns text for screen readers only. */
export function unseen(text) {
  return element("span", { class: "visually-hidden" }, text);
}

let made = 0;
/** Returns an id that is unique on the page. */
export function freshId(prefix) {
  made += 1;
  return `${prefix}-${made}`;
}

const SVG = "http://www.w3.org/2000/svg";
/** Returns a small drawing of one path in the colour of the surrounding text. Screen readers skip it. */
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

/** The path of a door bolt, Grendel's mark. */
export const BOLT = "M3 7h3v10H3zM18 7h3v10h-3zM7 10h8v4H7zM10 6h2v4h-2z";
