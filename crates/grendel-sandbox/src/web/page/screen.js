// Whose screen this is: the member and the channel. They stand in the address, so two tabs or two people are two members.

import { readWorld } from "./interface.js";

/** What the world says there is; empty before it was read. */
let world = { guild: {}, channels: [], roles: [], bot: {}, members: [], scenarios: [], play: null, world: 0 };
const onScreens = [];
const onWorlds = [];

/** Calls `listener` when another member or channel is looked at. */
export const onScreen = (listener) => onScreens.push(listener);
/** Calls `listener` with whether it is a new world, when what the world says has changed. */
export const onWorld = (listener) => onWorlds.push(listener);

export const theWorld = () => world;

/** The member whose screen this is. */
export function member() {
  return world.members.find((one) => one.key === inAddress().member) ?? world.members[0] ?? null;
}

/** The channel that is open. */
export function channel() {
  return world.channels.find((one) => one.name === inAddress().channel) ?? world.channels[0] ?? null;
}

/** The member with this key or id. */
export const memberKnown = (key) => world.members.find((one) => one.key === key || one.id === key) ?? null;

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

/** Reads the world again and tells everyone if anything about it is new. */
export async function refreshWorld() {
  const found = await readWorld();
  const before = world;
  if (JSON.stringify(found) === JSON.stringify(before)) return;
  world = found;
  const isNew = before.world !== found.world;
  if (isNew) writeAddress();
  for (const listener of onWorlds) listener(isNew);
}

/** Whatever the page knows of the world counts for nothing any more: the sandbox was away, and may have been started anew. */
export function forgetWorld() {
  world = { ...world, world: null };
}

/** The address names whom the page shows, also where it named nobody or somebody who is gone. */
function writeAddress() {
  if (member()) history.replaceState(null, "", addressOf(member().key, channel()?.name));
}

addEventListener("hashchange", () => {
  writeAddress();
  for (const listener of onScreens) listener();
});
