//! Hours of the week in which a team is there, and whether an instant is in them.

use jiff::Timestamp;
use jiff::civil::{Time, Weekday};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

const DAYS: [(&str, Weekday); 7] = [
    ("mon", Weekday::Monday),
    ("tue", Weekday::Tuesday),
    ("wed", Weekday::Wednesday),
    ("thu", Weekday::Thursday),
    ("fri", Weekday::Friday),
    ("sat", Weekday::Saturday),
    ("sun", Weekday::Sunday),
];

/// Hours of some days of the week in one time zone, written `mon-fri 08:00-18:00 Europe/Amsterdam`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Hours {
    first_day: Weekday,
    last_day: Weekday,
    from: Time,
    until: Time,
    zone: TimeZone,
    written: String,
}

impl Hours {
    /// Reads what [`std::fmt::Display`] writes. One day may stand alone (`sat`), a span of days may pass Sunday (`sat-mon`); the
    /// hours end on the day on which they begin, at `24:00` at the latest; the zone is one of the IANA's.
    pub fn parse(text: &str) -> Option<Self> {
        let mut words = text.split_whitespace();
        let (days, hours, zone) = (words.next()?, words.next()?, words.next()?);
        let (first_day, last_day) = days.split_once('-').unwrap_or((days, days));
        let (from, until) = hours.split_once('-')?;
        let (from, until) = (time(from)?, if until == "24:00" { Time::MAX } else { time(until)? });
        let zone = TimeZone::get(zone).ok()?;
        let read = Self {
            first_day: day(first_day)?,
            last_day: day(last_day)?,
            from,
            until,
            zone,
            written: text.split_whitespace().collect::<Vec<_>>().join(" "),
        };
        (words.next().is_none() && from < until).then_some(read)
    }

    /// Returns true if the instant is in these hours: from the first minute on, and before the last.
    pub fn contain(&self, at: Timestamp) -> bool {
        let there = at.to_zoned(self.zone.clone());
        let days_after_first = there.weekday().since(self.first_day);
        let is_day = days_after_first <= self.last_day.since(self.first_day);
        is_day && (self.from..self.until).contains(&there.time())
    }
}

fn day(word: &str) -> Option<Weekday> {
    DAYS.iter().find(|(name, _)| *name == word).map(|(_, day)| *day)
}

fn time(text: &str) -> Option<Time> {
    let (hour, minute) = text.split_once(':')?;
    let two_digits = |part: &str| (part.len() == 2).then(|| part.parse().ok()).flatten();
    Time::new(two_digits(hour)?, two_digits(minute)?, 0, 0).ok()
}

impl std::fmt::Display for Hours {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.written)
    }
}

impl TryFrom<String> for Hours {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text)
            .ok_or_else(|| format!("`{text}` is no span of hours, such as mon-fri 08:00-18:00 Europe/Amsterdam"))
    }
}

impl From<Hours> for String {
    fn from(hours: Hours) -> Self {
        hours.written
    }
}

#[cfg(test)]
mod tests {
    use super::Hours;

    fn contain(hours: &str, at: &str) -> bool {
        Hours::parse(hours).expect("these are hours").contain(at.parse().expect("this is an instant"))
    }

    #[test]
    fn an_office_is_open_in_its_own_time_zone() {
        let office = "mon-fri 08:00-18:00 Europe/Amsterdam";
        // Amsterdam is two hours ahead of UTC in summer and one in winter.
        assert!(contain(office, "2026-07-01T06:00:00Z"));
        assert!(!contain(office, "2026-07-01T05:59:59Z"));
        assert!(!contain(office, "2026-12-01T06:30:00Z"));
        assert!(contain(office, "2026-12-01T16:59:59Z"));
        assert!(!contain(office, "2026-12-01T17:00:00Z"), "the last minute is before six");
        assert!(!contain(office, "2026-11-22T12:00:00Z"), "it is a Sunday");
    }

    #[test]
    fn days_may_pass_sunday_and_hours_may_end_at_midnight() {
        let weekend = "sat-mon 00:00-24:00 UTC";
        for (at, open) in [("2026-11-20", false), ("2026-11-21", true), ("2026-11-23", true), ("2026-11-24", false)] {
            assert_eq!(contain(weekend, &format!("{at}T23:59:00Z")), open, "{at}");
        }
        assert!(contain("wed 09:00-12:00 UTC", "2026-11-25T10:00:00Z"));
    }

    #[test]
    fn whatever_else_is_written_is_no_span_of_hours() {
        for text in [
            "",
            "mon-fri",
            "mon-fri 08:00-18:00",
            "mon-fri 8:00-18:00 UTC",
            "mon-fri 18:00-08:00 UTC",
            "mon-fri 08:00-25:00 UTC",
            "maa-vri 08:00-18:00 UTC",
            "mon-fri 08:00-18:00 Mars/Olympus",
            "mon-fri 08:00-18:00 UTC and more",
        ] {
            assert_eq!(Hours::parse(text), None, "{text}");
        }
    }
}
