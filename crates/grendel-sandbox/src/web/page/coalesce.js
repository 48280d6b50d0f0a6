// Keeps repeated work from piling up: one run at a time, and one more run if it was requested meanwhile.

/** Returns a function that runs `work`, never twice at once. A call during a run starts one more run afterwards. */
export function coalesced(work) {
  let running = false;
  let again = false;
  return async function run() {
    if (running) {
      again = true;
      return;
    }
    running = true;
    try {
      do {
        again = false;
        await work();
      } while (again);
    } finally {
      running = false;
    }
  };
}

/** Returns a function that runs `work` once it has not been called for this many milliseconds. */
export function debounced(work, pause) {
  let waiting = 0;
  const run = (...words) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => work(...words), pause);
  };
  run.cancel = () => clearTimeout(waiting);
  return run;
}

export const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
