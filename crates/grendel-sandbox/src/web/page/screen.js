// The member and the channel of this screen. The address holds both, so two tabs or two people can be two members.

import { readWorld } from "./interface.js";

/** The world as the sandbox last described it. It is empty before the first read. */
let world = { guild: {}, channels: [], roles: [], bot: {}, members: [], scenarios: [], play: null, world: 0 };
const onScreens = [];
const onWorlds = [];

/** Calls `listener` when the screen turns to another member or channel. */
export const onScreen = (listener) => onScreens.push(listener);
/** Calls `listener` when the description of the world has changed, with whether it is a new world. */
export const onWorld = (listener) => onWorlds.push(listener);

export const theWorld = () => world;

/** Returns the member whose screen this is. */
export function member() {
  return world.members.find((one) => one.key === inAddress().member) ?? world.members[0] ?? null;
}

/** Returns the open channel. */
export function channel() {
  return world.channels.find((one) => one.name === inAddress().channel) ?? world.channels[0] ?? null;
}

/** Returns the member with this key or id. */
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

/** Returns the address of a member's screen, to link to. */
export function addressOf(memberKey, channelName = channel()?.name ?? "") {
  return `#${encodeURIComponent(memberKey)}/${encodeURIComponent(channelName)}`;
}

/** Turns to another member's screen, and to another channel if one is named. */
export function turnTo(memberKey, channelName) {
  const address = addressOf(memberKey, channelName);
  if (location.hash !== address) location.hash = address;
}

/** Reads the world again and tells all listeners if it has changed. */
export async function refreshWorld() {
  const found = await readWorld();
  const before = world;
  if (JSON.stringify(found) === JSON.stringify(before)) return;
  world = found;
  const isNew = before.world !== found.world;
  if (isNew) writeAddress();
  for (const listener of onWorlds) listener(isNew);
}

/** Forgets the number of the world. The sandbox was away and may have been restarted. */
export function forgetWorld() {
  world = { ...world, world: null };
}

/** Writes the shown member and channel into the address, also if it named none or a member who is gone. */
function writeAddress() {
  if (member()) history.replaceState(null, "", addressOf(member().key, channel()?.name));
}

addEventListener("hashchange", () => {
  writeAddress();
  for (const listener of onScreens) listener();
});
