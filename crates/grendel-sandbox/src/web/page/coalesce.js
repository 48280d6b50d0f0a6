// Keeps repeated work from piling up: one run at a time, and one more where it was asked for meanwhile.

/** What runs `work` when asked: never twice at once, and again afterwards if it was asked for while it ran. */
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

/** What runs `work` once nobody has asked for so many milliseconds. */
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
