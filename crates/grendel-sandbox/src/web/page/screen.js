// Whose screen this is: the member and the channel. They stand in the address, so two tabs or two people are two members.

import { readStage } from "./interface.js";

/** What the stage says there is; empty before it was read. */
let stage = { guild: {}, channels: [], roles: [], bot: {}, members: [], stories: [], play: null, stage: 0 };
const onScreens = [];
const onStages = [];

/** Calls `listener` when another member or channel is looked at. */
export const onScreen = (listener) => onScreens.push(listener);
/** Calls `listener` with whether it is a new stage, when what the stage says has changed. */
export const onStage = (listener) => onStages.push(listener);

export const theStage = () => stage;

/** The member whose screen this is. */
export function member() {
  return stage.members.find((one) => one.key === inAddress().member) ?? stage.members[0] ?? null;
}

/** The channel that is open. */
export function channel() {
  return stage.channels.find((one) => one.name === inAddress().channel) ?? stage.channels[0] ?? null;
}

/** The member with this key or id. */
export const memberKnown = (key) => stage.members.find((one) => one.key === key || one.id === key) ?? null;

function inAddress() {
  const [member, channel] = location.hash.replace(/^#/, "").split("/").map(decoded);
  return { member, channel };
}

function decoded(text) {
  try {
    return decodeURIComponent(text ?? "");
  } catch {
    return "";
  }
}

/** The address of somebody's screen, to link to. */
export function addressOf(memberKey, channelName = channel()?.name ?? "") {
  return `#${encodeURIComponent(memberKey)}/${encodeURIComponent(channelName)}`;
}

/** Turns to another member's screen, and another channel where one is named. */
export function turnTo(memberKey, channelName) {
  const address = addressOf(memberKey, channelName);
  if (location.hash !== address) location.hash = address;
}

/** Reads the stage again and tells everyone if anything about it is new. */
export async function refreshStage() {
  const found = await readStage();
  const before = stage;
  if (JSON.stringify(found) === JSON.stringify(before)) return;
  stage = found;
  const isNew = before.stage !== found.stage;
  if (isNew) writeAddress();
  for (const listener of onStages) listener(isNew);
}

/** Whatever the page knows of the stage counts for nothing any more: the sandbox was away, and may have been started anew. */
export function forgetStage() {
  stage = { ...stage, stage: null };
}

/** The address names whom the page shows, also where it named nobody or somebody who is gone. */
function writeAddress() {
  if (member()) history.replaceState(null, "", addressOf(member().key, channel()?.name));
}

addEventListener("hashchange", () => {
  writeAddress();
  for (const listener of onScreens) listener();
});
