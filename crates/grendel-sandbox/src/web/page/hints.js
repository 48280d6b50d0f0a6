// Listens to what the sandbox says has changed. A hint only says what to fetch again, so one that is lost loses nothing.

const KINDS = ["room", "accounts", "calls", "journal", "trouble", "interaction", "world", "clock"];
/** The sandbox says something every 15 seconds, so after this a look does no harm. */
const LOOK_ANYWAY_MS = 20_000;
const REST_AFTER_MS = 30_000;

const listeners = new Map();
const onConnections = [];

/** Calls `listener` with what the hint says, and with nothing after a silence in which hints may have been lost. */
export function onHint(kind, listener) {
  listeners.set(kind, [...(listeners.get(kind) ?? []), listener]);
}

/** Calls `listener` with whether the sandbox is there, when that changes. */
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

/** Begins to listen, and goes on as long as the page is open: the browser connects again by itself. */
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
    // After some errors a browser gives up; the sandbox may only have been started anew.
    if (mine.readyState === EventSource.CLOSED) setTimeout(() => mine === source && listen(), 2000);
  });
  for (const kind of KINDS) {
    mine.addEventListener(kind, (event) => tell(kind, read(event.data)));
  }
}

/** A browser has six connections to one place, so a tab that nobody has looked at for a while gives its own back. */
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

/** As if everything had changed. */
export function lookAtEverything() {
  for (const kind of KINDS) tell(kind, null);
}

setInterval(() => connected && lookAtEverything(), LOOK_ANYWAY_MS);
