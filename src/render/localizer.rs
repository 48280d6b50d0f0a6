//! The localizer: formats the messages of `locales/` in one language.

use std::borrow::Cow;
use std::collections::HashMap;

use fluent_templates::fluent_bundle::FluentValue;
use fluent_templates::{LanguageIdentifier, Loader, langid, static_loader};

use super::keys::key;
use crate::domain::Locale;

static_loader! {
    static LOCALES = {
        locales: "./locales",
        fallback_language: "en",
        // Some of Discord's clients show Fluent's isolation marks around an argument as boxes.
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

/// Returns the languages that have a folder in `locales/`, English first and the others by name.
pub fn languages() -> Vec<Locale> {
    let mut languages: Vec<Locale> = LOCALES.locales().map(|id| Locale(id.to_string())).collect();
    languages.sort_by_key(|language| (language.0 != "en", language.0.clone()));
    languages
}

/// The arguments of a message, by name.
pub type Arguments<'a> = &'a [(&'static str, FluentValue<'a>)];

/// Formats messages in one language. A message that the language lacks is formatted in English.
#[derive(Clone)]
pub struct Localizer {
    id: LanguageIdentifier,
}

impl Localizer {
    /// Returns the localizer for a locale: for exactly this one, else for the same language in another region, else for English.
    pub fn for_locale(locale: &Locale) -> Self {
        let wanted: Option<LanguageIdentifier> = locale.0.parse().ok();
        let known = || LOCALES.locales().collect::<Vec<_>>();
        let id = wanted.and_then(|wanted| {
            let exact = known().into_iter().find(|id| **id == wanted);
            exact.or_else(|| known().into_iter().find(|id| id.language == wanted.language)).cloned()
        });
        Self { id: id.unwrap_or(langid!("en")) }
    }

    /// Returns the BCP 47 tag of the language, such as `nl`.
    pub fn tag(&self) -> String {
        self.id.to_string()
    }

    /// Formats a message that has no arguments.
    pub fn text(&self, key: &str) -> String {
        self.format(key, &[])
    }

    /// Formats the message that a family has about a word of the domain, without arguments; see [`key`].
    pub fn text_of(&self, family: &str, word: &str) -> String {
        self.text(&key(family, word))
    }

    /// Formats a message with its arguments. A key that English lacks is a defect; the text then names the key.
    pub fn format(&self, key: &str, arguments: Arguments<'_>) -> String {
        let arguments: HashMap<Cow<'static, str>, FluentValue<'_>> =
            arguments.iter().map(|(name, value)| (Cow::Borrowed(*name), value.clone())).collect();
        LOCALES.lookup_with_args(&self.id, key, &arguments)
    }

    /// Joins texts to "a", "a or b", "a, b or c".
    pub fn join_or(&self, texts: &[String]) -> String {
        self.join("list-or", texts)
    }

    /// Joins texts to "a", "a and b", "a, b and c".
    pub fn join_and(&self, texts: &[String]) -> String {
        self.join("list-and", texts)
    }

    /// Joins texts to "a; b; c". For texts that contain commas.
    pub fn join_semicolons(&self, texts: &[String]) -> String {
        let append = |joined: String, next: &String| {
            self.format("list-apart", &[("rest", joined.into()), ("next", next.as_str().into())])
        };
        texts.split_first().map_or_else(String::new, |(first, rest)| rest.iter().fold(first.clone(), append))
    }

    fn join(&self, key: &str, texts: &[String]) -> String {
        match texts {
            [] => self.text("no-roles"),
            [only] => only.clone(),
            [rest @ .., last] => self.format(key, &[("rest", rest.join(", ").into()), ("last", last.as_str().into())]),
        }
    }
}
