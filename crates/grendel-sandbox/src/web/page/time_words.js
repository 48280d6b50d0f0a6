// Instants in words, as Discord shows them to each reader: `<t:1771784557:R>` and the other styles. Nothing here touches the page.
// https://docs.discord.com/developers/reference#message-formatting-timestamp-styles

const STYLES = {
  t: { timeStyle: "short" },
  T: { timeStyle: "medium" },
  d: { dateStyle: "short" },
  D: { dateStyle: "long" },
  f: { dateStyle: "long", timeStyle: "short" },
  F: { dateStyle: "full", timeStyle: "short" },
  s: { dateStyle: "short", timeStyle: "short" },
  S: { dateStyle: "short", timeStyle: "medium" },
};

/** From the smallest: how many make the next. */
const UNITS = [["second", 60], ["minute", 60], ["hour", 24], ["day", 30], ["month", 12], ["year", Infinity]];

/** An instant in one of Discord's styles. `at` and `now` are milliseconds since 1970. */
export function inStyle(style, at, now, locale) {
  if (Number.isNaN(new Date(at).getTime())) return "an impossible date";
  return style === "R" ? relative(at, now, locale) : formatted(STYLES[style] ?? STYLES.f, at, locale);
}

/** "2 hours ago", "in 30 minutes". */
export function relative(at, now, locale) {
  let amount = Math.round((at - now) / 1000);
  for (const [unit, next] of UNITS) {
    if (Math.abs(amount) < next) {
      return new Intl.RelativeTimeFormat(spoken(locale), { numeric: amount === 0 ? "auto" : "always" }).format(amount, unit);
    }
    // The year is no whole number of these months, but nobody reads that off "10 months ago".
    amount = Math.round(amount / next);
  }
  return "";
}

/** Over a message: the time alone today, the date as well on any other day. */
export function overMessage(at, now, locale) {
  const today = new Date(at).toDateString() === new Date(now).toDateString();
  return formatted(today ? STYLES.t : STYLES.s, at, locale);
}

/** To the second, for lists of what happens. */
export function toTheSecond(at, locale) {
  return formatted({ hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" }, at, locale);
}

/** How long until the words of a relative time change, in milliseconds, at most a minute. */
export function changesIn(at, now) {
  return Math.abs(at - now) < 60_000 ? 1000 : 15_000;
}

const kept = new Map();
/** Making a formatter is dear, and a card holds ten times. */
function formatted(options, at, locale) {
  const key = `${locale} ${JSON.stringify(options)}`;
  if (!kept.has(key)) kept.set(key, new Intl.DateTimeFormat(spoken(locale), options));
  return kept.get(key).format(at);
}

/** The locale where the browser knows it, else its own. */
function spoken(locale) {
  try {
    return Intl.getCanonicalLocales(locale);
  } catch {
    return undefined;
  }
}
