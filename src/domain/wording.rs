//! A command in words: what the chat shows while someone types it, and how it is typed.

use std::collections::BTreeMap;

use super::Locale;
use super::command::{Command, CommandOption, OptionName};

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

impl Command {
    /// What people type for it in this language, without the slash.
    pub fn name_in(&self, locale: &Locale) -> &str {
        self.wording.name_in(locale, &self.name)
    }

    /// The command as somebody types it in this language, with what `text_of` has for its options. No text in it begins another
    /// option where the line is pasted: of a name before a colon, the colon stands apart.
    pub fn line(&self, locale: &Locale, text_of: impl Fn(OptionName) -> Option<String>) -> String {
        let option = |option: &CommandOption| {
            let name = option.wording.name_in(locale, option.name.word());
            text_of(option.name).map(|text| format!(" {name}:{}", self.without_names(&text)))
        };
        let options: String = self.options.iter().filter_map(option).collect();
        format!("/{}{options}", self.name_in(locale))
    }

    /// The text with a space before each colon that ends the name of an option, whatever the language, the size of the letters and
    /// the signs between them, which may be gone when it is shown.
    fn without_names(&self, text: &str) -> String {
        let (mut letters, mut without) = (String::new(), String::new());
        for sign in text.chars() {
            if sign == ':' && self.options.iter().any(|option| option.ends_like(&letters)) {
                without.push(' ');
            }
            letters.extend(sign.to_lowercase().filter(|sign| sign.is_alphanumeric() || matches!(sign, '-' | '_')));
            without.push(sign);
        }
        without
    }
}

impl CommandOption {
    fn ends_like(&self, letters: &str) -> bool {
        let local = self.wording.localizations.values().map(|local| local.name.as_str());
        local.chain([self.name.word()]).any(|name| letters.ends_with(&name.to_lowercase()))
    }
}
