// The requests of this screen's member to the bot. Each is followed until the bot answers with a message or a form, or
// is too late.

import { announce } from "./announcer.js";
import { freshId } from "./dom.js";
import { onHint } from "./hints.js";
import * as sandbox from "./interface.js";
import { openForm } from "./form_dialog.js";
import { channel, member } from "./screen.js";

/** The pause before the page looks at an interaction again without a hint, in milliseconds. */
const LOOK_MS = 400;
/** The time after which the page gives up. It is longer than the 3 s for which Discord waits for a first answer. */
const GIVE_UP_MS = 8000;

/**
 * The requests that are not finished: `{ key, member, channel, message, customId, what, interaction, sentence }`.
 * `message` is the message with the button that was pressed. `sentence` says what went wrong, once a request has
 * failed.
 */
const asked = [];
const listeners = [];
const awake = new Map();

/** Calls `listener` when a request is made, answered or given up. */
export const onAsked = (listener) => listeners.push(listener);
/** Returns the unfinished requests of this member in this channel. */
export const askedBy = (memberKey, channelName) =>
  asked.filter((one) => one.member === memberKey && one.channel === channelName);

/** Types a command. Returns whether the sandbox accepted it. */
export const typeCommand = (name, options) =>
  follow({ what: `/${name}` }, (as, where) => sandbox.command(as, where, name, options));

/** Presses a button under a message. */
export const pressButton = (message, customId, label) =>
  follow({ message, customId, what: label }, (as) => sandbox.press(as, message, customId));

/** Chooses from a list under a message. */
export const chooseFrom = (message, customId, values) =>
  follow({ message, customId, what: "Choose" }, (as) => sandbox.select(as, message, customId, values));

/** Sends a form that the bot opened. */
const sendForm = (before, values) =>
  follow({ message: before.message, what: before.what }, (as) => sandbox.submit(as, before.interaction, values));

/** Removes the notice of a failed request. */
export function forget(key) {
  const at = asked.findIndex((one) => one.key === key);
  if (at >= 0) asked.splice(at, 1);
  tell();
}

/** Forgets all requests, because a new world has none. */
export function forgetAll() {
  asked.length = 0;
  tell();
}

async function follow(deed, send) {
  const [as, where] = [member().key, channel().name];
  // A new try replaces the failure that the member has already seen.
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

/** Waits until the interaction is answered. Shows the form if the answer is one. */
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
