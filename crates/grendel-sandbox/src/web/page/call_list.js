// The calls to Microsoft as they happen. A word marks the writes, and the parts of a batch are indented below it.

import { coalesced } from "./coalesce.js";
import { element, the, unseen } from "./dom.js";
import { followEnd } from "./follow_end.js";
import { onHint } from "./hints.js";
import { readCalls } from "./interface.js";
import { member, onWorld } from "./screen.js";
import { toTheSecond } from "./time_words.js";

/** The most calls on the page. Older calls are removed; the recording has all of them. */
const SHOWN_MAX = 600;

let last = 0;
let worldSeen = 0;
/** The number of calls that are writes. */
let writes = 0;
let count = 0;
let end = null;

/** Shows the calls and keeps them up to date. */
export function beginCalls() {
  end = followEnd(the("panel-calls"));
  the("whole-addresses").addEventListener("change", (event) => the("calls").classList.toggle("is-whole", event.target.checked));
  onHint("calls", refresh);
  onWorld((isNew) => {
    if (!isNew) return;
    worldSeen += 1;
    last = 0;
    count = 0;
    writes = 0;
    the("calls").replaceChildren();
    drawCount();
    refresh();
  });
}

const refresh = coalesced(async () => {
  const world = worldSeen;
  const answer = await readCalls(last).catch(() => null);
  if (!answer || world !== worldSeen) return;
  const list = the("calls");
  for (const call of answer.calls ?? []) add(list, call);
  last = Math.max(last, answer.last ?? 0);
  while (list.childElementCount > SHOWN_MAX) list.firstElementChild.remove();
  drawCount();
  if (end.isThere()) end.go();
});

/**
 * Adds a call in order of its number, with the parts of a batch behind the batch. A batch is answered after its parts.
 */
function add(list, call) {
  if (list.querySelector(`[data-number="${call.number}"]`)) return;
  count += 1;
  if (call.writes) writes += 1;
  const made = row(call);
  const key = sortKey(call);
  made.sortKey = key;
  let before = list.lastElementChild;
  while (before && isAfter(before.sortKey, key)) before = before.previousElementSibling;
  if (before) before.after(made);
  else list.prepend(made);
}

const sortKey = (call) => [call.inside ?? call.number, call.inside ? 1 : 0, call.number];
const isAfter = (one, other) => one.map((part, at) => part - other[at]).find((part) => part !== 0) > 0;

function row(call) {
  const classes = ["call", call.inside && "is-part", call.writes && "is-write", outcome(call.status)].filter(Boolean).join(" ");
  const at = toTheSecond(Date.parse(call.at), member()?.locale);
  return element("li", { class: classes, "data-number": call.number, title: `${at} ${call.method} ${call.path}` },
    element("span", { class: "call-what" },
      call.inside && unseen("in the batch: "),
      call.writes && element("span", { class: "write-tag" }, "WRITE"),
      element("span", { class: "call-method" }, call.method), " ",
      element("span", { class: "call-path" }, ...address(call.path))),
    element("span", { class: "call-status" }, call.status === null || call.status === undefined ? "no answer" : String(call.status)),
    element("span", { class: "call-ms" }, call.ms === null || call.ms === undefined ? "" : `${Math.round(call.ms)} ms`));
}

const OBJECT_ID = /([0-9a-f]{8})(-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})/gi;

/**
 * Returns the parts of an address. The end of an object id and the query are separate parts, so that they can be
 * hidden.
 */
function address(path) {
  const [place, query] = split(readable(path));
  const parts = [];
  let from = 0;
  for (const id of place.matchAll(OBJECT_ID)) {
    parts.push(...breakable(place.slice(from, id.index) + id[1]), element("span", { class: "address-rest" }, id[2]), element("span", { class: "address-dots", "aria-hidden": "true" }, "…"));
    from = id.index + id[0].length;
  }
  parts.push(...breakable(place.slice(from)));
  if (query) parts.push(element("span", { class: "address-rest" }, `?${query}`), element("span", { class: "address-dots", "aria-hidden": "true" }, "?…"));
  return parts;
}

/** Splits an address so that long addresses break behind a slash only. */
function breakable(text) {
  return text.split(/(?<=\/)/).flatMap((part) => [part, element("wbr")]);
}

function split(path) {
  const at = path.indexOf("?");
  return at < 0 ? [path, ""] : [path.slice(0, at), path.slice(at + 1)];
}

function readable(path) {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function outcome(status) {
  if (!status || status >= 500) return "went-wrong";
  return status >= 400 ? "was-refused" : "";
}

function drawCount() {
  the("call-count").textContent = count === 0 ? "" : `${count} calls, ${writes} ${writes === 1 ? "write" : "writes"}`;
  the("no-calls").hidden = count > 0;
  the("whole").hidden = count === 0;
}
