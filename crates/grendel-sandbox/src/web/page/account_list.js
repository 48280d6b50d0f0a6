// The accounts of the tenants and their state. Each change is marked in words for a while, and people can change some
// facts.

import { announce } from "./announcer.js";
import { coalesced } from "./coalesce.js";
import { element, freshId, the } from "./dom.js";
import { accountFacts, controls, directoryWork, factWords, headline } from "./account_facts.js";
import { fillIn } from "./composer.js";
import { onHint } from "./hints.js";
import { changeAccount, readAccounts } from "./interface.js";
import { onWorld } from "./screen.js";
import { showView } from "./views.js";

/** The time for which a change is marked, in milliseconds. */
const MARKED_MS = 20_000;

/** By key: the element, the account as last seen, and its changes as a map of fact → { was, until }. */
let shown = new Map();

/** Shows the accounts and keeps them up to date. */
export function beginAccounts() {
  onHint("accounts", refresh);
  onWorld((isNew) => {
    if (!isNew) return;
    shown = new Map();
    the("accounts").replaceChildren();
    countChanged();
    refresh();
  });
  the("account-search").addEventListener("input", filter);
}

const refresh = coalesced(async () => {
  const accounts = await readAccounts().catch(() => null);
  if (!accounts) return;
  const list = the("accounts");
  const before = shown;
  shown = new Map();
  for (const account of [...accounts].sort(troubledFirst)) {
    const one = before.get(account.key) ?? made(account);
    before.delete(account.key);
    shown.set(account.key, one);
    if (!one.element.isConnected) list.append(one.element);
    update(one, account);
  }
  for (const gone of before.values()) gone.element.remove();
  filter();
});

/** Sorts accounts with trouble before the others, and the account of the welcome first of all. */
function troubledFirst(one, other) {
  const rank = (account) => (account.key === "blocked-by-a-colleague" ? 0 : (account.about ?? "").startsWith("Nothing is wrong") ? 2 : 1);
  return rank(one) - rank(other);
}

function made(account) {
  const facts = element("dl", { class: "facts" });
  const chips = element("span", { class: "chips" });
  const about = element("p", { class: "account-about" });
  const change = element("div", { class: "account-controls" });
  const work = element("div", { class: "account-controls", role: "group", "aria-label": "In Active Directory" });
  const ask = element("button", { class: "small-button", type: "button", on: { click: () => askAbout(account.upn) } }, "Type /unlock for this account");
  const address = element("span", { class: "account-upn" }, account.upn);
  const one = element("details", { class: "account", name: "account" },
    element("summary", { class: "account-head" }, element("span", { class: "account-name" }, account.name), address, chips),
    element("div", { class: "account-body" }, about, ask, facts, change, work));
  return { element: element("li", {}, one), facts, chips, about, change, work, seen: null, changes: new Map() };
}

async function askAbout(upn) {
  if (await fillIn("unlock", { user: upn })) showView("chat");
}

function update(one, account) {
  const signature = JSON.stringify(account);
  if (one.signature === signature) return;
  one.signature = signature;
  if (one.seen) note(one, account);
  one.seen = account;
  draw(one);
}

/** Remembers the value that a fact had before, and announces the change. */
function note(one, account) {
  const until = Date.now() + MARKED_MS;
  for (const [name, read] of accountFacts) {
    const [was, is] = [factWords(read(one.seen)), factWords(read(account))];
    if (was === is) continue;
    one.changes.set(name, { was, until });
    announce(`${account.name}: ${name} is now ${is}.`);
  }
  // People want to see what has just changed, unless they are busy in the list.
  if (!the("accounts").contains(document.activeElement)) the("accounts").prepend(one.element);
  setTimeout(() => {
    for (const [name, change] of one.changes) if (change.until <= Date.now()) one.changes.delete(name);
    draw(one);
    countChanged();
  }, MARKED_MS + 50);
  countChanged();
}

/** Marks the tab with the number of changes, for people who look at another tab. */
function countChanged() {
  const changed = [...shown.values()].filter((one) => one.changes.size > 0).length;
  the("tab-accounts").dataset.sign = changed > 0 ? ` · ${changed} changed` : "";
}

function draw(one) {
  const account = one.seen;
  one.element.firstChild.classList.toggle("has-changed", one.changes.size > 0);
  one.element.dataset.account = account.key;
  one.about.textContent = account.about ?? "";
  one.chips.replaceChildren(
    ...headline(account).map(([words, mood]) => element("span", { class: `chip is-${mood}` }, words)),
    ...(one.changes.size > 0 ? [element("span", { class: "chip is-changed" }, `changed: ${[...one.changes.keys()].join(", ").toLowerCase()}`)] : []),
  );
  one.facts.replaceChildren(...accountFacts.map(([name, read]) => {
    const change = one.changes.get(name);
    return element("div", { class: change ? "fact has-changed" : "fact" },
      element("dt", {}, name),
      element("dd", {}, factWords(read(account)), change && element("span", { class: "was" }, ` (was: ${change.was})`)));
  }));
  drawControls(one, account);
  drawWork(one, account);
}

/** Draws the buttons for the work in Active Directory. They stay in place as long as the account is there. */
function drawWork(one, account) {
  const all = directoryWork(account);
  one.work.hidden = all.length === 0;
  if (one.work.hidden || one.work.childElementCount > 0) return;
  const button = ([value, words]) =>
    element("button", { class: "small-button", type: "button", on: { click: () => workInDirectory(one, value) } }, words);
  one.work.append(element("span", { "aria-hidden": "true" }, "In Active Directory:"), ...all.map(button));
}

async function workInDirectory(one, work) {
  try {
    update(one, await changeAccount(one.seen.key, { active_directory: work }));
  } catch (error) {
    announce(error.message);
    one.about.textContent = error.message;
  }
}

/** Updates the values of the controls. The controls stay in place, so they keep the focus. */
function drawControls(one, account) {
  for (const { name, label, options } of controls(account)) {
    let list = one.change.querySelector(`select[name="${name}"]`);
    if (!list) {
      const id = freshId("account");
      list = element("select", { id, name, on: { change: () => change(one, name, list) } });
      one.change.append(element("span", { class: "control" }, element("label", { for: id }, label), list));
    }
    const signature = JSON.stringify(options);
    if (list.dataset.signature !== signature) {
      list.dataset.signature = signature;
      list.replaceChildren(...options.map(([value, words]) => element("option", { value }, words)));
    }
    list.value = String(account[name] ?? "");
  }
}

async function change(one, name, list) {
  const value = { "": null, true: true, false: false }[list.value];
  try {
    update(one, await changeAccount(one.seen.key, { [name]: value === undefined ? list.value : value }));
  } catch (error) {
    announce(error.message);
    list.value = String(one.seen[name] ?? "");
    one.about.textContent = error.message;
  }
}

function filter() {
  const typed = the("account-search").value.trim().toLowerCase();
  let matching = 0;
  for (const { element: item, seen } of shown.values()) {
    const words = [seen.name, seen.upn, seen.about, seen.key, ...headline(seen).map(([chip]) => chip)].join(" ").toLowerCase();
    item.hidden = typed !== "" && !words.includes(typed);
    if (!item.hidden) matching += 1;
  }
  the("account-count").textContent = typed === "" ? `${matching} accounts` : `${matching} of ${shown.size} accounts`;
}
