// The journal as it grows: each entry in the sentence that `grendel audit show` prints.

import { coalesced } from "./coalesce.js";
import { element, the } from "./dom.js";
import { followEnd } from "./follow_end.js";
import { onHint } from "./hints.js";
import { readJournal } from "./interface.js";
import { member, onWorld } from "./screen.js";
import { toTheSecond } from "./time_words.js";

let last = 0;
let worldSeen = 0;
let end = null;

/** Shows the journal and keeps it up to date. */
export function beginJournal() {
  end = followEnd(the("panel-journal"));
  onHint("journal", refresh);
  onWorld((isNew) => {
    if (!isNew) return;
    worldSeen += 1;
    last = 0;
    the("journal").replaceChildren();
    the("no-entries").hidden = false;
    refresh();
  });
}

const refresh = coalesced(async () => {
  const world = worldSeen;
  const answer = await readJournal(last).catch(() => null);
  if (!answer || world !== worldSeen) return;
  const list = the("journal");
  for (const entry of answer.entries ?? []) {
    if (entry.number > last) list.append(row(entry));
    last = Math.max(last, entry.number);
  }
  the("no-entries").hidden = list.childElementCount > 0;
  if (end.isThere()) end.go();
});

function row(entry) {
  return element("li", { class: "entry" },
    element("span", { class: "entry-number" }, String(entry.number)),
    element("span", { class: "entry-words" },
      element("span", { class: "entry-sentence" }, entry.sentence),
      element("span", { class: "entry-about" },
        entry.case ? `case ${entry.case} · ` : "",
        element("time", { datetime: entry.at }, toTheSecond(Date.parse(entry.at), member()?.locale)))));
}
