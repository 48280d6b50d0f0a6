// Keeps the end of what grows in sight, for those who read along. Whoever has scrolled up reads something, and is left there.

/** Whoever is this close to the end reads along, in pixels. */
const NEAR_END = 80;

/**
 * Follows the end of a place that scrolls. What it gives back is called after the place has grown: `go` goes to the end whatever was
 * read, `isThere` says whether one reads along.
 */
export function followEnd(place, onEnd = () => {}) {
  let reads = true;
  const isNear = () => place.scrollHeight - place.scrollTop - place.clientHeight < NEAR_END;
  // A place that is not seen has no size, and nobody has scrolled there.
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
  // It is smaller once somebody types a long command, and has a size again once its tab is opened.
  new ResizeObserver(() => isSeen() && reads && go()).observe(place);
  return { go, isThere: () => reads };
}
