// Keeps the end of a growing list in sight. A reader who has scrolled up is left in place.

/** The distance from the end at which a reader counts as following it, in pixels. */
const NEAR_END = 80;

/**
 * Follows the end of a place that scrolls. The caller uses the returned functions after the place has grown: `go`
 * scrolls to the end, and `isThere` returns whether the reader follows the end.
 */
export function followEnd(place, onEnd = () => {}) {
  let reads = true;
  const isNear = () => place.scrollHeight - place.scrollTop - place.clientHeight < NEAR_END;
  // A hidden place has no size, so its scroll position says nothing about the reader.
  const isSeen = () => place.clientHeight > 0;
  const go = () => {
    reads = true;
    place.scrollTop = place.scrollHeight;
    onEnd();
  };
  place.addEventListener("scroll", () => {
    if (!isSeen()) return;
    reads = isNear();
    if (reads) onEnd();
  });
  // The place shrinks under a long command, and gets its size back when its tab opens.
  new ResizeObserver(() => isSeen() && reads && go()).observe(place);
  return { go, isThere: () => reads };
}
