// Instants in words, as Discord shows them to each reader: `<t:1771784557:R>` and the other styles. This module does
// not touch the page.
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

/** The units from the smallest, each with the number that makes the next. */
const UNITS = [["second", 60], ["minute", 60], ["hour", 24], ["day", 30], ["month", 12], ["year", Infinity]];

/** Returns an instant in one of Discord's styles. `at` and `now` are milliseconds since 1970. */
export function inStyle(style, at, now, locale) {
  if (Number.isNaN(new Date(at).getTime())) return "an impossible date";
  return style === "R" ? relative(at, now, locale) : formatted(STYLES[style] ?? STYLES.f, at, locale);
}

/** Returns a relative time, such as "2 hours ago" or "in 30 minutes". */
export function relative(at, now, locale) {
  let amount = Math.round((at - now) / 1000);
  for (const [unit, next] of UNITS) {
    if (Math.abs(amount) < next) {
      return new Intl.RelativeTimeFormat(spoken(locale), { numeric: amount === 0 ? "auto" : "always" }).format(amount, unit);
    }
    // A year is not a whole number of these months, but "10 months ago" is never so exact.
    amount = Math.round(amount / next);
  }
  return "";
}

/** Returns the time above a message: the time alone today, and the date as well on any other day. */
export function overMessage(at, now, locale) {
  const today = new Date(at).toDateString() === new Date(now).toDateString();
  return formatted(today ? STYLES.t : STYLES.s, at, locale);
}

/** Returns a time to the second, for lists of events. */
export function toTheSecond(at, locale) {
  return formatted({ hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" }, at, locale);
}

/** Returns the milliseconds after which the words of a relative time have to be checked again. */
export function changesIn(at, now) {
  return Math.abs(at - now) < 60_000 ? 1000 : 15_000;
}

const kept = new Map();
/** Returns a formatted instant. Making a formatter is slow and a card has many times, so formatters are kept. */
function formatted(options, at, locale) {
  const key = `${locale} ${JSON.stringify(options)}`;
  if (!kept.has(key)) kept.set(key, new Intl.DateTimeFormat(spoken(locale), options));
  return kept.get(key).format(at);
}

/** Returns the locale if the browser knows it, or undefined for the browser's own. */
function spoken(locale) {
  try {
    return Intl.getCanonicalLocales(locale);
  } catch {
    return undefined;
  }
}
