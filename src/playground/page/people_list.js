// The channels, and the members whose screens one can look at. Each is a link, so a second tab can be somebody else.

import { announce } from "./announcer.js";
import { avatar } from "./message_view.js";
import { element, the, unseen } from "./dom.js";
import { addressOf, channel, member, onScreen, onStage, theStage, turnTo } from "./screen.js";

const LANGUAGES = new Intl.DisplayNames(["en"], { type: "language" });

/** Shows them, and follows whose screen it is. */
export function beginPeople() {
  the("pick-member").addEventListener("change", (event) => turnTo(event.target.value));
  the("pick-channel").addEventListener("change", (event) => turnTo(member().key, event.target.value));
  onStage(draw);
  onScreen(() => {
    draw();
    if (member()) announce(`You are now ${member().name}, ${member().about ?? ""}.`);
  });
  draw();
}

function draw() {
  const [reader, where] = [member(), channel()];
  if (!reader || !where) return;
  const { channels, members, guild } = theStage();
  the("guild-name").textContent = guild.name ?? "";
  the("channels").replaceChildren(...channels.map((one) => channelLink(one, one === where, reader)));
  the("members").replaceChildren(...members.map((one) => memberLink(one, one === reader)));
  fillPick(the("pick-channel"), channels.map((one) => [one.name, `#${one.name}`]), where.name);
  fillPick(the("pick-member"), members.map((one) => [one.key, `${one.name}, ${one.about ?? ""}`]), reader.key);
  the("channel-name").textContent = where.name;
  the("channel-about").textContent = where.tenant ? `for the tenant ${where.tenant}` : "";
  const about = [reader.about, `Discord in ${LANGUAGES.of(reader.locale.split("-")[0])}`].filter(Boolean).join(" · ");
  the("you-are").replaceChildren("You are: ", element("strong", {}, reader.name), `, ${about}`);
  document.title = `${reader.name} in #${where.name} – Grendel sandbox`;
}

function channelLink(one, current, reader) {
  const link = element("a", { class: "list-link", href: addressOf(reader.key, one.name), "aria-current": current ? "page" : null },
    element("span", { class: "hash", "aria-hidden": "true" }, "#"),
    element("span", { class: "list-name" }, one.name, element("span", { class: "list-about" }, one.tenant ?? "")));
  return element("li", {}, link);
}

function memberLink(one, current) {
  const link = element("a", { class: "list-link", href: addressOf(one.key), "aria-current": current ? "page" : null },
    avatar({ name: one.name, bot: false }),
    element("span", { class: "list-name" }, one.name, current && unseen(" (you)"), element("span", { class: "list-about" }, one.about ?? "")));
  return element("li", {}, link);
}

/** Changes only what is different, so that an open list stays open. */
function fillPick(pick, options, current) {
  const signature = JSON.stringify(options);
  if (pick.dataset.signature !== signature) {
    pick.dataset.signature = signature;
    pick.replaceChildren(...options.map(([value, words]) => element("option", { value }, words)));
  }
  pick.value = current;
}
