//! The wording of a command: the texts that the chat shows while a person types it, in each language.

use std::collections::BTreeMap;

use super::Locale;

words! {
    /// The meaning of an option.
    pub enum OptionName {
        /// The account that the command is about.
        User = "user",
        /// The reason of the request.
        Reason = "reason",
        /// The number of the request in the team's service desk.
        Ticket = "ticket",
        /// The trouble of the owner.
        Symptom = "symptom",
        /// The code on the owner's screen.
        Code = "code",
        /// The number of a case.
        Number = "number",
        /// The writes that a freeze stops.
        Scope = "scope",
    }
}

impl OptionName {
    /// Returns the words that the option takes, for the chat to offer; empty if it takes any text. They are those of
    /// [`FreezeScope::CHOICES`](super::freeze::FreezeScope::CHOICES) and of [`Symptom`](super::complaint::Symptom), which tests
    /// compare.
    pub const fn choices(self) -> &'static [&'static str] {
        match self {
            Self::Scope => &["access", "everything"],
            Self::Symptom => {
                &["cannot_sign_in_at_all", "prompted_again_and_again", "on_one_device", "mail_does_not_go_out"]
            }
            Self::User | Self::Reason | Self::Ticket | Self::Code | Self::Number => &[],
        }
    }
}

/// The texts that the chat shows for a command or an option.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wording {
    /// The description in English, which the chat shows in every language without a localization.
    pub description: String,
    /// Name and description in other languages.
    pub localizations: BTreeMap<Locale, LocalWording>,
}

/// Name and description in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalWording {
    /// The name that people type in this language.
    pub name: String,
    /// The description in this language.
    pub description: String,
    /// The labels of an option's choices in this language, by the words of the choices. A choice without a label keeps the
    /// English one.
    pub choices: BTreeMap<String, String>,
}

/// The text of each option in an example.
pub type Texts = BTreeMap<OptionName, String>;

/// An example of the command, as its file gives it. `/help` composes the text of a required option that the example lacks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Examples {
    /// The texts in English.
    pub texts: Texts,
    /// The texts that are different in other languages.
    pub localized: BTreeMap<Locale, Texts>,
}

impl Examples {
    /// Returns the text of an option in a language, or in English if the language has no text of its own.
    pub fn of(&self, option: OptionName, locale: &Locale) -> Option<&str> {
        let local = self.localized.get(locale).and_then(|texts| texts.get(&option));
        local.or_else(|| self.texts.get(&option)).map(String::as_str)
    }

    /// Takes over the translations of `source` if both have the same texts in English.
    pub fn take_translations(&mut self, source: &Self) {
        if self.texts == source.texts {
            self.localized.extend(source.localized.clone());
        }
    }
}

impl Wording {
    /// Returns the description in a language, or in English. As in the chat, one region of a language does not stand in for another.
    /// <https://discord.com/developers/docs/interactions/application-commands#localization>
    pub fn description_in(&self, locale: &Locale) -> &str {
        self.localizations.get(locale).map_or(&self.description, |local| &local.description)
    }

    /// Returns the labels of a choice in other languages.
    pub fn labels_of(&self, choice: &str) -> impl Iterator<Item = (&Locale, &str)> {
        self.localizations.iter().filter_map(move |(locale, local)| Some((locale, local.choices.get(choice)?.as_str())))
    }

    /// Returns the name in a language, or `default` if the language has no name of its own.
    pub fn name_in<'a>(&'a self, locale: &Locale, default: &'a str) -> &'a str {
        self.localizations.get(locale).map_or(default, |local| &local.name)
    }

    /// Takes over the translations of `source` if both have the same description in English: a translation says what that says.
    pub fn take_translations(&mut self, source: &Self) {
        if self.description == source.description {
            self.localizations.extend(source.localizations.clone());
        }
    }
}
