//! How a command may be typed: the example that its file gives, held against its options.

use std::collections::BTreeMap;

use crate::domain::Locale;
use crate::domain::command::CommandOption;
use crate::domain::wording::Texts;
use crate::domain::wording::{Examples, OptionName};
use crate::toml_file::{Table, Text};

/// The key of an example.
pub(super) const KEY: &str = "example";

/// The example of a command, with what is typed otherwise in other languages.
pub(super) fn examples(root: &Table<'_>, options: &[CommandOption]) -> Option<Examples> {
    let texts = root.table_if_any(KEY).map(|table| texts(&table, options));
    if let Some(texts) = &texts {
        for option in options.iter().filter(|option| option.required && !texts.contains_key(&option.name)) {
            let words = format!("`{KEY}` gives nothing for `{}`, which is required.", option.name.word());
            root.mark_of(KEY).mistake(words);
        }
    }
    let mut localized = BTreeMap::new();
    for (locale, table) in root.table_if_any("localizations").iter().flat_map(Table::tables_by_key) {
        let Some(given) = table.table_if_any(KEY) else { continue };
        if texts.is_none() {
            let words = format!("`{KEY}` stands here, and not at the top. Say there what is shown in other languages.");
            table.mark_of(KEY).mistake(words);
        }
        localized.insert(Locale(locale.text.to_owned()), self::texts(&given, options));
    }
    let is_read = root.has(KEY) == texts.is_some();
    is_read.then(|| Examples { texts: texts.unwrap_or_default(), localized })
}

/// Reads the text of each option that the example has.
pub(super) fn texts(table: &Table<'_>, options: &[CommandOption]) -> Texts {
    let mut texts = Texts::new();
    for (key, text) in table.texts_by_key() {
        let words = options.iter().map(|option| option.name.word());
        let named = Text { key: KEY, ..key };
        let known = |word: &str| options.iter().find(|option| option.name.word() == word);
        let Some(option) = named.one_of(("option of this command", "Options"), words, known) else { continue };
        check(&text, option, options);
        texts.insert(option.name, text.text.to_owned());
    }
    texts
}

/// What is shown is copied and sent, so it must arrive as it stands there.
fn check(text: &Text<'_>, option: &CommandOption, options: &[CommandOption]) {
    let chars = text.text.chars().count();
    if chars > usize::from(option.chars_max) {
        let words = format!("`{}` has {chars} characters, and the option takes {}.", text.key, option.chars_max);
        text.mark.mistake(words);
    }
    if text.text.contains(|letter: char| letter.is_control() || letter == '`') {
        let words = format!("`{}` must be one line without backticks, so that it can be copied.", text.key);
        text.mark.mistake(words);
    }
    if option.name == OptionName::Number && !text.text.bytes().all(|byte| byte.is_ascii_digit()) {
        text.mark.mistake(format!("`{}` is `{}`. It must be a whole number.", text.key, text.text));
    }
    let names = options.iter().flat_map(|option| {
        let local = option.wording.localizations.values().map(|local| local.name.as_str());
        std::iter::once(option.name.word()).chain(local)
    });
    for name in names.filter(|name| reads_on(text.text, name)) {
        text.mark.mistake(format!("`{}` holds `{name}:`, which begins the next option. Put it otherwise.", text.key));
    }
}

fn reads_on(text: &str, name: &str) -> bool {
    let option = format!("{name}:");
    text.split_whitespace().any(|word| word.starts_with(&option))
}
