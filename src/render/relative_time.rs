//! The distance of a moment in words, where a message is shown without Discord.

use jiff::SignedDuration;

use super::Messages;
use super::localizer::Localizer;
use crate::domain::Locale;

const SECONDS_PER_MINUTE: i64 = 60;
const SECONDS_PER_HOUR: i64 = 3600;
const SECONDS_PER_DAY: i64 = 86_400;

impl Messages {
    /// Returns how far a moment is from now in whole minutes, hours or days, such as "2 hours ago" or "in 30 minutes". Negative is in
    /// the past.
    ///
    /// A message in Discord holds a timestamp such as `<t:1767225600:R>`, and the reader's own app words it. This is for programs that
    /// show a message elsewhere.
    pub fn relative_time(&self, from_now: SignedDuration, locale: &Locale) -> String {
        let seconds = from_now.as_secs().abs();
        let (unit, length) = match seconds {
            SECONDS_PER_DAY.. => ("days", SECONDS_PER_DAY),
            SECONDS_PER_HOUR.. => ("hours", SECONDS_PER_HOUR),
            _ => ("minutes", SECONDS_PER_MINUTE),
        };
        let tense = if from_now.is_negative() { "past" } else { "future" };
        let key = format!("relative-time-{tense}-{unit}");
        Localizer::for_locale(locale).format(&key, &[("count", (seconds / length).into())])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_distance_has_the_largest_unit_that_fits() {
        let text = |seconds, language: &str| {
            Messages::new().relative_time(SignedDuration::from_secs(seconds), &Locale::from(language))
        };
        assert_eq!(text(-7200, "en"), "2 hours ago");
        assert_eq!(text(3599, "en"), "in 59 minutes");
        assert_eq!((text(-60, "en"), text(-86_400, "en")), ("1 minute ago".to_owned(), "1 day ago".to_owned()));
        assert_eq!((text(-7200, "nl"), text(-3600, "de")), ("2 uur geleden".to_owned(), "vor 1 Stunde".to_owned()));
        assert_eq!((text(172_800, "fr"), text(172_800, "ja")), ("dans 2 jours".to_owned(), "in 2 days".to_owned()));
    }
}
