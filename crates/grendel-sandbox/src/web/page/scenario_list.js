// The scenarios, one button each. While one is played, this screen can follow the member who acts in it.

import { announce } from "./announcer.js";
import { element, freshId, the, unseen } from "./dom.js";
import { onHint } from "./hints.js";
import { playScenario, readInteraction, setWorld } from "./interface.js";
import { channel, member, memberKnown, onWorld, refreshWorld, theWorld, turnTo } from "./screen.js";
import { openTab } from "./tabs.js";
import { showView } from "./views.js";

const STATES = { playing: "is being played", ended: "has ended as it should", failed: "went otherwise than it should" };

/** The latest interaction, so that a repeated hint does not turn the screen twice. */
let lastInteraction = null;

/** Shows the scenarios and follows the one that is played. */
export function beginScenarios() {
  onHint("interaction", follow);
  onHint("room", followRoom);
  onWorld(draw);
  the("leave-scenario").addEventListener("click", leave);
  the("new-world").addEventListener("click", leave);
}

function draw() {
  const { scenarios, play } = theWorld();
  const playing = play?.state === "playing";
  const list = the("scenarios");
  const signature = JSON.stringify(scenarios);
  if (list.dataset.signature !== signature) {
    list.dataset.signature = signature;
    list.replaceChildren(...scenarios.map(scenarioItem));
  }
  for (const button of list.querySelectorAll("button")) {
    button.setAttribute("aria-disabled", String(playing));
    const current = play?.scenario === button.dataset.scenario;
    button.parentElement.classList.toggle("is-current", current);
    button.setAttribute("aria-current", String(current));
  }
  drawBanner(play, playing);
}

/**
 * Returns the item of a scenario. Its name labels the button and its sentence describes it; a press on either counts.
 */
function scenarioItem({ name, about }) {
  const id = freshId("scenario");
  return element("li", { class: "scenario" },
    element("button", { class: "scenario-name", type: "button", "data-scenario": name, "aria-describedby": id, on: { click: () => begin(name) } }, unseen("Play "), name),
    element("p", { class: "scenario-about", id }, about));
}

function drawBanner(play, playing) {
  const banner = the("play-banner");
  banner.hidden = !play;
  if (!play) return;
  const about = theWorld().scenarios.find((scenario) => scenario.name === play.scenario)?.about ?? "";
  const said = `The scenario “${play.scenario}” ${STATES[play.state] ?? play.state}`;
  const words = the("play-words");
  if (words.dataset.said !== said) {
    words.dataset.said = said;
    announce(`${said}. ${playing ? about : (play.error ?? "")}`);
  }
  words.replaceChildren(element("strong", {}, `${said}.`), ` ${play.error ?? about}`);
  banner.dataset.state = play.state;
  the("follow-label").hidden = !playing;
  if (!playing) the("play-deed").textContent = "";
  the("leave-scenario").textContent = playing ? "Stop it" : "Back to an ordinary world";
}

async function begin(name) {
  if (theWorld().play?.state === "playing") {
    say("A scenario is being played. Wait for its end, or stop it.");
    return;
  }
  say("");
  await attempt(() => playScenario(name));
  // The accounts are worth a look now, and the buttons of the other scenarios do nothing.
  openTab("tab-accounts");
  showView("chat");
  the("log").focus({ preventScroll: true });
}

async function leave() {
  await attempt(setWorld);
  // The button may be gone together with the scenario that it ended.
  if (document.activeElement === document.body) the("message-box").focus({ preventScroll: true });
}

async function attempt(deed) {
  try {
    await deed();
    await refreshWorld();
    say("");
  } catch (error) {
    say(error.message);
  }
}

function say(sentence) {
  the("scenario-problem").textContent = sentence;
  if (sentence) announce(sentence);
}

/** Turns to the screen of the acting member and says what the member does. */
function follow(hint) {
  if (!hint?.id || hint.world !== theWorld().world || theWorld().play?.state !== "playing") return;
  caption(hint.id);
  if (hint.id === lastInteraction) return;
  lastInteraction = hint.id;
  const who = memberKnown(hint.who);
  if (who && the("follow").checked) turnTo(who.key);
}

/** Turns to the channel in which a message appears. */
function followRoom(hint) {
  if (theWorld().play?.state !== "playing" || !the("follow").checked) return;
  const where = theWorld().channels.find((one) => one.id === hint?.channel_id);
  if (where && where !== channel()) turnTo(member().key, where.name);
}

/** Says what the member did, and which form came of it. Only the member who opened a form sees it. */
async function caption(id) {
  const found = await readInteraction(id).catch(() => null);
  if (!found || id !== lastInteraction) return;
  const name = memberKnown(found.who)?.name ?? found.who;
  const form = found.modal ? `, and is asked: “${found.modal.fields.map((field) => field.label).join("”, “")}”` : "";
  the("play-deed").textContent = `${name} ${deedOf(found.what)}${form}`;
}

/** Returns an action in words. The room writes `/unlock user:…`, `[ Approve ]`, or a form as `"Deny case 1" with …`. */
function deedOf(what) {
  if (what.startsWith("/")) return `typed ${what}`;
  return what.startsWith("[") ? `pressed ${what.replace(/^\[\s*|\s*\]$/g, "")}` : `filled in ${what}`;
}
