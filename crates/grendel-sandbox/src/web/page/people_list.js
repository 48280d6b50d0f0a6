// The channels, and the members whose screens a person can open. Each is a link, so a second tab can show another
// member.

import { announce } from "./announcer.js";
import { avatar } from "./message_view.js";
import { element, the } from "./dom.js";
import { addressOf, channel, member, onScreen, onWorld, theWorld, turnTo } from "./screen.js";

const LANGUAGES = new Intl.DisplayNames(["en"], { type: "language" });

/** Shows the lists and marks the current member and channel. */
export function beginPeople() {
  the("pick-member").addEventListener("change", (event) => turnTo(event.target.value));
  the("pick-channel").addEventListener("change", (event) => turnTo(member().key, event.target.value));
  onWorld(draw);
  onScreen(() => {
    draw();
    if (member()) announce(`You are now ${introduced(member())}.`);
  });
  draw();
}

function draw() {
  const [reader, where] = [member(), channel()];
  if (!reader || !where) return;
  const { channels, members, guild } = theWorld();
  the("guild-name").textContent = guild.name ?? "";
  fillList(the("channels"), channels, channelLink, (one) => addressOf(reader.key, one.name), where);
  fillList(the("members"), members, memberLink, (one) => addressOf(one.key), reader);
  fillPick(the("pick-channel"), channels.map((one) => [one.name, `#${one.name}`]), where.name);
  // A closed list has room for the name of the chosen member only. The text below says the rest.
  fillPick(the("pick-member"), members.map((one) => [one.key, one === reader ? one.name : introduced(one)]), reader.key);
  the("channel-name").textContent = where.name;
  the("channel-about").textContent = where.tenant ? `for the tenant ${where.tenant}` : "";
  const about = [reader.about, `Discord in ${LANGUAGES.of(reader.locale.split("-")[0])}`].filter(Boolean).join(" · ");
  const name = element("span", { class: "you-are-name" }, "You are: ", element("strong", {}, reader.name), ", ");
  the("you-are").replaceChildren(name, about);
  document.title = `${reader.name} in #${where.name} – Grendel sandbox`;
}

/** Returns the name of a member and the description, if the page knows one. */
const introduced = (one) => [one.name, one.about].filter(Boolean).join(", ");

function channelLink(one) {
  return element("a", { class: "list-link" },
    element("span", { class: "hash", "aria-hidden": "true" }, "#"),
    element("span", { class: "list-name" }, one.name, element("span", { class: "list-about" }, one.tenant ?? "")));
}

function memberLink(one) {
  return element("a", { class: "list-link" },
    avatar({ name: one.name, bot: false }),
    element("span", { class: "list-name" }, one.name, element("span", { class: "list-about" }, one.about ?? "")));
}

/** Fills a list and keeps the links of entries that stay, so that a pressed link keeps the focus. */
function fillList(list, all, link, address, current) {
  const signature = JSON.stringify(all);
  if (list.dataset.signature !== signature) {
    list.dataset.signature = signature;
    list.replaceChildren(...all.map((one) => element("li", {}, link(one))));
  }
  [...list.querySelectorAll("a")].forEach((drawn, at) => {
    drawn.href = address(all[at]);
    if (all[at] === current) drawn.setAttribute("aria-current", "page");
    else drawn.removeAttribute("aria-current");
  });
}

/** Changes only the options that differ, so that an open list stays open. */
function fillPick(pick, options, current) {
  const signature = JSON.stringify(options.map(([value]) => value));
  if (pick.dataset.signature !== signature) {
    pick.dataset.signature = signature;
    pick.replaceChildren(...options.map(([value]) => element("option", { value })));
  }
  options.forEach(([, words], at) => {
    if (pick.options[at].textContent !== words) pick.options[at].textContent = words;
  });
  pick.value = current;
}
