// What the member of this screen asks of the bot, followed until there is an answer: a message, a form, or nothing in time.

import { announce } from "./announcer.js";
import { freshId } from "./dom.js";
import { onHint } from "./hints.js";
import * as sandbox from "./interface.js";
import { openForm } from "./form_dialog.js";
import { channel, member } from "./screen.js";

/** How long between two looks at an interaction of which no hint came. */
const LOOK_MS = 400;
/** Longer than Discord waits for a first answer, which is 3 s. */
const GIVE_UP_MS = 8000;

/**
 * What this page asked for and is not done with: `{ key, member, channel, message, customId, what, interaction, sentence }`. `message`
 * is the one under which it was pressed; `sentence` is there once it failed, and says so.
 */
const asked = [];
const listeners = [];
const awake = new Map();

/** Calls `listener` when something was asked, answered or given up. */
export const onAsked = (listener) => listeners.push(listener);
/** What this member asked for in this channel and is not done with. */
export const askedBy = (memberKey, channelName) =>
  asked.filter((one) => one.member === memberKey && one.channel === channelName);

/** Types a command. Answers whether it went out. */
export const typeCommand = (name, options) =>
  follow({ what: `/${name}` }, (as, where) => sandbox.command(as, where, name, options));

/** Presses a button under a message. */
export const pressButton = (message, customId, label) =>
  follow({ message, customId, what: label }, (as) => sandbox.press(as, message, customId));

/** Chooses from a list under a message. */
export const chooseFrom = (message, customId, values) =>
  follow({ message, customId, what: "Choose" }, (as) => sandbox.select(as, message, customId, values));

/** Sends a form that the bot has opened. */
const sendForm = (before, values) =>
  follow({ message: before.message, what: before.what }, (as) => sandbox.submit(as, before.interaction, values));

/** Takes away what says that something failed. */
export function forget(key) {
  const at = asked.findIndex((one) => one.key === key);
  if (at >= 0) asked.splice(at, 1);
  tell();
}

/** On a new world nobody has asked for anything. */
export function forgetAll() {
  asked.length = 0;
  tell();
}

async function follow(deed, send) {
  const [as, where] = [member().key, channel().name];
  // A failure that was seen makes room for the next try.
  for (const old of asked.filter((one) => one.sentence && one.member === as && one.message === deed.message)) forget(old.key);
  const one = { key: freshId("asked"), member: as, channel: where, ...deed };
  asked.push(one);
  tell();
  try {
    one.interaction = (await send(as, where)).interaction;
  } catch (error) {
    fail(one, error.message);
    return false;
  }
  tell();
  answerOf(one).catch((error) => fail(one, error.message));
  return true;
}

/** Waits until the interaction is answered, and shows the form if that was the answer. */
async function answerOf(one) {
  const since = Date.now();
  for (;;) {
    const found = await sandbox.readInteraction(one.interaction);
    if (found.state === "failed" || Date.now() - since > GIVE_UP_MS) {
      fail(one, "The application did not respond");
      return;
    }
    if (found.state === "answered") {
      forget(one.key);
      if (found.modal && member()?.key === one.member) openForm(found.modal, (values) => sendForm(one, values));
      return;
    }
    await woken(one.interaction);
  }
}

function fail(one, sentence) {
  if (!asked.includes(one)) return;
  one.sentence = sentence;
  announce(sentence);
  tell();
}

function woken(id) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, LOOK_MS);
    awake.set(id, () => {
      clearTimeout(timer);
      resolve();
    });
  }).finally(() => awake.delete(id));
}

onHint("interaction", (hint) => awake.get(hint?.id)?.());

function tell() {
  for (const listener of listeners) listener();
}
