//! The languages: keys in, sentences out.

use std::borrow::Cow;
use std::collections::HashMap;

use fluent_templates::fluent_bundle::FluentValue;
use fluent_templates::{LanguageIdentifier, Loader, langid, static_loader};

use crate::domain::Locale;

static_loader! {
    static LANGUAGES = {
        locales: "./locales",
        fallback_language: "en",
        // The marks around what is put in would be seen as boxes in some of Discord's clients.
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

/// One language.
#[derive(Clone)]
pub struct Language {
    id: LanguageIdentifier,
}

/// Every language that there is, by its name: English first.
pub fn languages() -> Vec<Locale> {
    let mut languages: Vec<Locale> = LANGUAGES.locales().map(|id| Locale(id.to_string())).collect();
    languages.sort_by_key(|language| (language.0 != "en", language.0.clone()));
    languages
}

/// What a sentence is filled in with.
pub type Fill<'a> = &'a [(&'static str, FluentValue<'a>)];

impl Language {
    /// The language of a locale: exactly it, or the same language elsewhere, or English.
    pub fn of(locale: &Locale) -> Self {
        let wanted: Option<LanguageIdentifier> = locale.0.parse().ok();
        let known = || LANGUAGES.locales().collect::<Vec<_>>();
        let found = wanted.and_then(|wanted| {
            let exact = known().into_iter().find(|id| **id == wanted);
            exact.or_else(|| known().into_iter().find(|id| id.language == wanted.language)).cloned()
        });
        Self { id: found.unwrap_or(langid!("en")) }
    }

    /// Its name, as BCP 47 writes it.
    pub fn tag(&self) -> String {
        self.id.to_string()
    }

    /// The sentence for a key that has nothing to fill in.
    pub fn say(&self, key: &str) -> String {
        self.fill(key, &[])
    }

    /// The sentence for a key, filled in. A key that no language has is a defect, and shows as such.
    pub fn fill(&self, key: &str, fill: Fill<'_>) -> String {
        let fill: HashMap<Cow<'static, str>, FluentValue<'_>> =
            fill.iter().map(|(name, value)| (Cow::Borrowed(*name), value.clone())).collect();
        LANGUAGES.lookup_with_args(&self.id, key, &fill)
    }

    /// "a", "a or b", "a, b or c".
    pub fn any_of(&self, all: &[String]) -> String {
        self.list("list-or", all)
    }

    /// "a", "a and b", "a, b and c".
    pub fn all_of(&self, all: &[String]) -> String {
        self.list("list-and", all)
    }

    /// "a; b; c", for what has commas of its own.
    pub fn apart(&self, all: &[String]) -> String {
        let next = |sofar: String, next: &String| {
            self.fill("list-apart", &[("rest", sofar.into()), ("next", next.as_str().into())])
        };
        all.split_first().map_or_else(String::new, |(first, rest)| rest.iter().fold(first.clone(), next))
    }

    fn list(&self, key: &str, all: &[String]) -> String {
        match all {
            [] => self.say("no-roles"),
            [only] => only.clone(),
            [rest @ .., last] => self.fill(key, &[("rest", rest.join(", ").into()), ("last", last.as_str().into())]),
        }
    }
}
