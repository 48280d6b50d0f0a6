//! A command in words: what the chat shows while someone types it, and how it is typed.

use std::collections::BTreeMap;

use super::Locale;

words! {
    /// What an option means.
    pub enum OptionName {
        /// Whose account it is about.
        User = "user",
        /// Why it is asked.
        Reason = "reason",
        /// A reference to wherever the team keeps its requests.
        Ticket = "ticket",
        /// The number of a case.
        Number = "number",
    }
}

/// The words that the chat shows while someone types.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wording {
    /// In the language that is shown when there is no better one.
    pub description: String,
    /// Name and description in other languages.
    pub localizations: BTreeMap<Locale, LocalWording>,
}

/// Name and description in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalWording {
    /// What people type in this language.
    pub name: String,
    /// What it does, in this language.
    pub description: String,
}

/// What is typed into each option of an example.
pub type Texts = BTreeMap<OptionName, String>;

/// One example of how the command is typed, as its file gives it. What is not given is made up when it is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Examples {
    /// In the language that is shown when there is no better one.
    pub texts: Texts,
    /// What is typed otherwise in other languages.
    pub localized: BTreeMap<Locale, Texts>,
}

impl Examples {
    /// What is typed into this option in this language.
    pub fn of(&self, option: OptionName, locale: &Locale) -> Option<&str> {
        let local = self.localized.get(locale).and_then(|texts| texts.get(&option));
        local.or_else(|| self.texts.get(&option)).map(String::as_str)
    }
}

impl Wording {
    /// What it does, in this language. The chat shows the same: a dialect does not stand in for another.
    /// <https://discord.com/developers/docs/interactions/application-commands#localization>
    pub fn description_in(&self, locale: &Locale) -> &str {
        self.localizations.get(locale).map_or(&self.description, |local| &local.description)
    }

    /// What people type for it in this language; `otherwise` where it has no name of its own there.
    pub fn name_in<'a>(&'a self, locale: &Locale, otherwise: &'a str) -> &'a str {
        self.localizations.get(locale).map_or(otherwise, |local| &local.name)
    }
}
