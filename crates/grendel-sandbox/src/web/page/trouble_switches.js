// Switches for trouble: Microsoft slow or refusing, a lost answer, a dropped socket, a bot without power, a moved
// clock.

import { announce } from "./announcer.js";
import { now, onClock } from "./clock.js";
import { coalesced } from "./coalesce.js";
import { element, the } from "./dom.js";
import { onHint } from "./hints.js";
import { actOnBot, advanceClock, makeTrouble, readTrouble } from "./interface.js";
import { onWorld } from "./screen.js";

/** The action of each button, and the sentence after it succeeds. */
const DEEDS = {
  throttle: [() => makeTrouble("throttle", { calls: 3, retry_after: 2 }), "Microsoft will refuse the next 3 calls with 429."],
  slow: [() => makeTrouble("slow", { ms: 1500 }), "Every call to Microsoft now takes a second and a half."],
  "lose-answer": [() => makeTrouble("lose-answer", { calls: 1, call: "PATCH" }), "The answer to the next change of an account will be lost."],
  "drop-socket": [() => makeTrouble("drop-socket", {}), "The socket to Discord was dropped. The bot connects again by itself."],
  clear: [() => makeTrouble("clear", {}), "Microsoft and Discord are as they should be."],
  kill: [() => actOnBot("kill"), "The bot is down, as if the power had gone."],
  start: [() => actOnBot("start"), "The bot has started again."],
  restart: [() => actOnBot("restart"), "The bot was stopped and started again."],
  hour: [() => advanceClock("1h"), "The clock is an hour further."],
  "ten-minutes": [() => advanceClock("10m"), "The clock is ten minutes further."],
};

/** Sets up the switches and shows the current state. */
export function beginTrouble() {
  for (const button of document.querySelectorAll("[data-deed]")) {
    button.addEventListener("click", () => act(button, DEEDS[button.dataset.deed]));
  }
  onHint("trouble", refresh);
  onWorld(refresh);
  onClock(drawClock);
  setInterval(drawClock, 1000);
  refresh();
}

async function act(button, [deed, done]) {
  if (button.getAttribute("aria-disabled") === "true") return;
  button.setAttribute("aria-disabled", "true");
  try {
    await deed();
    say(done);
  } catch (error) {
    say(error.message);
  }
  button.removeAttribute("aria-disabled");
  refresh();
}

function say(sentence) {
  the("trouble-said").textContent = sentence;
  announce(sentence);
}

const refresh = coalesced(async () => {
  const found = await readTrouble().catch(() => null);
  if (!found) return;
  const runs = found.bot === "running";
  const standing = [
    ["Bot", runs ? "running" : "down", runs],
    ["Socket to Discord", found.connected ? "connected" : "not connected", found.connected],
    ["Microsoft answers after", `${found.latency_ms} ms`, found.latency_ms < 1000],
    ["Calls that will be refused with 429", String(found.throttle ?? 0), !found.throttle],
    ["Answers that will be lost", String(found.lose_answers ?? 0), !found.lose_answers],
  ];
  the("standing").replaceChildren(...standing.map(([name, words, fine]) => element("div", { class: fine ? "fact" : "fact is-trouble" },
    element("dt", {}, name),
    element("dd", {}, words))));
  const wrong = standing.filter(([, , fine]) => !fine).length;
  const sign = the("trouble-sign");
  sign.hidden = wrong === 0;
  sign.textContent = runs ? `trouble: ${wrong}` : "the bot is down";
});

function drawClock() {
  const at = new Date(now());
  const words = at.toLocaleString("en-GB", { weekday: "short", hour: "2-digit", minute: "2-digit" });
  const ahead = Math.round((now() - Date.now()) / 60_000);
  const moved = ahead > 0 ? `, ${ahead >= 120 ? `${Math.round(ahead / 6) / 10} hours` : `${ahead} minutes`} ahead` : "";
  const place = the("clock");
  if (place.textContent !== words + moved) place.textContent = words + moved;
  place.dateTime = at.toISOString();
}
