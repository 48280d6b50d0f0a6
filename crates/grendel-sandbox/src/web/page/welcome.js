// The welcome of a first visitor: one task, a button that does the typing, and the next step after each step.

import { element, the } from "./dom.js";
import { fillIn } from "./composer.js";
import { onMessages } from "./room.js";
import { addressOf, channel, member, memberKnown, onScreen, onWorld, theWorld, turnTo } from "./screen.js";
import { remember, remembered } from "./tabs.js";

const ASKS = "anna";
const APPROVES = "bram";
const LOCKED_OUT = "hanna.visser@contoso.example";
/** The beginning of the custom id of an approve button. */
const APPROVE = "v1:approve:";

/** The step that the visitor has reached: `ask`, `approve` or `watch`. */
let step = "ask";

/** Shows the welcome until the visitor closes it. A button brings it back. */
export function beginWelcome() {
  the("welcome-close").addEventListener("click", () => show(false));
  the("welcome-type").addEventListener("click", type);
  the("welcome-again").addEventListener("click", () => show(true));
  onMessages(notice);
  onWorld((isNew) => {
    if (isNew) step = "ask";
    draw();
  });
  onScreen(draw);
  draw();
}

/**
 * Finds the step from the cards, which all members see. Bram cannot see Anna's private messages, so no cards is no step
 * back.
 */
function notice(messages) {
  const cards = messages.filter((message) => message.author.bot && !message.ephemeral && message.embeds?.length > 0);
  if (cards.length === 0) return;
  const waits = cards.some((card) => JSON.stringify(card.components ?? []).includes(APPROVE));
  const found = waits ? "approve" : "watch";
  if (found === step) return;
  step = found;
  draw();
}

function show(wanted) {
  remember("welcome", wanted ? "shown" : "closed");
  draw();
  the(wanted ? "welcome-close" : "message-box").focus();
}

function draw() {
  const [asks, approves] = [memberKnown(ASKS), memberKnown(APPROVES)];
  const wanted = remembered("welcome") !== "closed" && !theWorld().play && asks && approves;
  the("welcome").hidden = !wanted;
  the("welcome-again").hidden = Boolean(wanted) || Boolean(theWorld().play);
  if (!wanted) return;
  const first = (name) => name.split(" ")[0];
  const isApprover = member()?.key === APPROVES;
  the("welcome").dataset.step = step;
  for (const item of the("welcome").querySelectorAll("[data-step]")) {
    item.setAttribute("aria-current", item.dataset.step === step ? "step" : "false");
  }
  the("welcome-ask").textContent = `As ${first(asks.name)}, type `;
  the("welcome-language").textContent = asks.locale.startsWith("en") ? "" : ` (Her Discord is in ${languageName(asks.locale)}, and so are her private answers.)`;
  the("welcome-turn").replaceChildren(...(isApprover && step === "approve"
    ? [`You are ${first(approves.name)} now: press `]
    : ["Then switch to ", element("a", { href: addressOf(approves.key, channel()?.name) }, approves.name), " and press "]));
  the("welcome-type").textContent = member()?.key === ASKS ? "Type it for me" : `Be ${first(asks.name)} and type it for me`;
}

function languageName(locale) {
  return new Intl.DisplayNames(["en"], { type: "language" }).of(locale.split("-")[0]);
}

/** Turns to the member who asks, and types everything except the last press. */
async function type() {
  if (member()?.key !== ASKS) {
    turnTo(ASKS);
    // The screen turns with the address, and the browser reports that a moment later.
    await new Promise((resolve) => addEventListener("hashchange", () => setTimeout(resolve), { once: true }));
  }
  await fillIn("unlock", { user: LOCKED_OUT });
}
