//! Parses the example of a command, which must fit the command's options.

use std::collections::BTreeMap;

use crate::domain::Locale;
use crate::domain::command::CommandOption;
use crate::domain::wording::Texts;
use crate::domain::wording::{Examples, OptionName};
use crate::toml_file::{Table, Text};

/// The key of the example.
pub(super) const KEY: &str = "example";

/// Parses the example of a command and its localizations.
pub(super) fn examples(root: &Table<'_>, options: &[CommandOption]) -> Option<Examples> {
    let texts = root.optional_table(KEY).map(|table| texts(&table, options));
    if let Some(texts) = &texts {
        for option in options.iter().filter(|option| option.required && !texts.contains_key(&option.name)) {
            let message = format!("`{KEY}` has no value for `{}`, which is a required option.", option.name.word());
            root.location_of(KEY).report(message);
        }
    }
    let mut localized = BTreeMap::new();
    for (locale, table) in root.optional_table("localizations").iter().flat_map(Table::tables_by_key) {
        let Some(localized_example) = table.optional_table(KEY) else { continue };
        if texts.is_none() {
            let message = format!(
                "there is no `{KEY}` at the top of the file. Add one there for the languages without their own."
            );
            table.location_of(KEY).report(message);
        }
        localized.insert(Locale(locale.text.to_owned()), self::texts(&localized_example, options));
    }
    let is_valid = root.has(KEY) == texts.is_some();
    is_valid.then(|| Examples { texts: texts.unwrap_or_default(), localized })
}

/// Reads the text of each option that the example has.
pub(super) fn texts(table: &Table<'_>, options: &[CommandOption]) -> Texts {
    let mut texts = Texts::new();
    for (key, text) in table.texts_by_key() {
        let names = options.iter().map(|option| option.name.word());
        let named = Text { key: KEY, ..key };
        let known = |word: &str| options.iter().find(|option| option.name.word() == word);
        let Some(option) = named.one_of("Options", names, known) else { continue };
        check(&text, option, options);
        texts.insert(option.name, text.text.to_owned());
    }
    texts
}

/// Reports a value that Discord would not accept as it is. People copy examples and send them.
fn check(text: &Text<'_>, option: &CommandOption, options: &[CommandOption]) {
    let chars = text.text.chars().count();
    if chars > usize::from(option.chars_max) {
        let message = format!("`{}` has {chars} characters, but the option allows {}.", text.key, option.chars_max);
        text.location.report(message);
    }
    if text.text.contains(|letter: char| letter.is_control() || letter == '`') {
        let message = format!("`{}` must be a single line without backticks, so that it can be copied.", text.key);
        text.location.report(message);
    }
    if option.name == OptionName::Number && !text.text.bytes().all(|byte| byte.is_ascii_digit()) {
        text.location.report(format!("`{}` is `{}`. It must be a whole number.", text.key, text.text));
    }
    let names = options.iter().flat_map(|option| {
        let local = option.wording.localizations.values().map(|local| local.name.as_str());
        std::iter::once(option.name.word()).chain(local)
    });
    for name in names.filter(|name| contains_option(text.text, name)) {
        text.location.report(format!(
            "`{}` contains `{name}:`, which Discord reads as the next option. Use other words.",
            text.key
        ));
    }
}

/// Returns true if Discord would read an option of this name in the text.
fn contains_option(text: &str, name: &str) -> bool {
    let option = format!("{name}:");
    text.split_whitespace().any(|word| word.starts_with(&option))
}
