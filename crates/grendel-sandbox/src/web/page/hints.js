// Listens to the sandbox's hints of changes. A hint only says what to fetch again, so a lost hint loses no data.

const KINDS = ["room", "accounts", "calls", "journal", "trouble", "interaction", "world", "clock"];
/**
 * The pause between fetches of everything, in milliseconds, in case a hint was lost. It is longer than the 15 seconds
 * between the sandbox's comments.
 */
const LOOK_ANYWAY_MS = 20_000;
const REST_AFTER_MS = 30_000;

const listeners = new Map();
const onConnections = [];

/**
 * Calls `listener` with each hint of this kind. Calls it without a hint after a silence in which hints may have been
 * lost.
 */
export function onHint(kind, listener) {
  listeners.set(kind, [...(listeners.get(kind) ?? []), listener]);
}

/** Calls `listener` with whether the sandbox can be reached, when that changes. */
export function onConnection(listener) {
  onConnections.push(listener);
}

let connected = null;
function say(now) {
  if (connected === now) return;
  connected = now;
  for (const listener of onConnections) listener(now);
}

function tell(kind, hint) {
  for (const listener of listeners.get(kind) ?? []) listener(hint);
}

let source = null;

/** Begins to listen. The browser connects again by itself as long as the page is open. */
export function listen() {
  source?.close();
  source = new EventSource("/api/events");
  const mine = source;
  mine.addEventListener("open", () => {
    say(true);
    lookAtEverything();
  });
  mine.addEventListener("error", () => {
    say(false);
    // A browser gives up after some errors, although the sandbox may only have been restarted.
    if (mine.readyState === EventSource.CLOSED) setTimeout(() => mine === source && listen(), 2000);
  });
  for (const kind of KINDS) {
    mine.addEventListener(kind, (event) => tell(kind, read(event.data)));
  }
}

/** The timer that closes the connection of a hidden tab. A browser allows only six connections to one place. */
let resting = 0;
document.addEventListener("visibilitychange", () => {
  clearTimeout(resting);
  if (document.hidden) {
    resting = setTimeout(() => source?.close(), REST_AFTER_MS);
  } else if (source?.readyState === EventSource.CLOSED) {
    listen();
  }
});

function read(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

/** Fetches everything again, as if everything had changed. */
export function lookAtEverything() {
  for (const kind of KINDS) tell(kind, null);
}

setInterval(() => connected && lookAtEverything(), LOOK_ANYWAY_MS);
