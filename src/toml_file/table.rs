//! Tables and values of a parsed file, with methods that report what is missing or of the wrong kind.

use std::borrow::Cow;
use std::cell::RefCell;
use std::fmt;
use std::ops::RangeInclusive;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Diagnostic, Diagnostics, FilePosition};

/// A location in a file at which diagnostics can be reported.
#[derive(Clone, Copy)]
pub struct Location<'f> {
    file: &'f SourceFile<'f>,
    /// The offset from the start of the file, in bytes.
    at: usize,
}

impl<'f> Location<'f> {
    pub(super) const fn new(file: &'f SourceFile<'f>, at: usize) -> Self {
        Self { file, at }
    }

    /// Reports a diagnostic here.
    pub fn report(self, message: impl Into<String>) {
        let diagnostic = Diagnostic { position: self.position(), message: message.into() };
        self.file.diagnostics.borrow_mut().push(diagnostic);
    }

    /// Returns the position as line and column.
    pub fn position(self) -> FilePosition {
        let before = self.file.text.get(..self.at).unwrap_or(self.file.text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        FilePosition { file: self.file.name.to_owned(), line_and_column: Some((line, column)) }
    }
}

/// A text in the file. It is never blank.
#[derive(Clone, Copy)]
pub struct Text<'f> {
    /// The text.
    pub text: &'f str,
    /// The key of the value. For the text of a key, the key itself.
    pub key: &'f str,
    /// The location of the value.
    pub location: Location<'f>,
}

impl Text<'_> {
    /// Returns what `find` returns for the text. Reports the allowed words if that is `None`.
    ///
    /// `plural` says in the message what the words are, such as "Steps".
    pub fn one_of<'w, T>(
        &self,
        plural: &str,
        words: impl IntoIterator<Item = &'w str>,
        find: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let value = find(self.text);
        if value.is_none() {
            let words = listed(words);
            let (key, text) = (self.key, self.text);
            self.location.report(format!("`{key}` names `{text}`, which is unknown. {plural} are: {words}."));
        }
        value
    }
}

/// An integer type that a value can be read into.
pub trait Number: Copy + PartialOrd + fmt::Display + TryFrom<i64> {}

impl<N: Copy + PartialOrd + fmt::Display + TryFrom<i64>> Number for N {}

/// A table in the file. A method that returns `None` for a value that is there has reported a diagnostic.
#[derive(Clone, Copy)]
pub struct Table<'f> {
    file: &'f SourceFile<'f>,
    key: Option<&'f str>,
    entries: &'f DeTable<'f>,
    at: usize,
}

impl<'f> Table<'f> {
    /// Returns the root table of a file.
    pub(super) const fn root(file: &'f SourceFile<'f>, entries: &'f DeTable<'f>) -> Self {
        Self { file, key: None, entries, at: 0 }
    }

    /// Returns the location of the table.
    pub fn location(&self) -> Location<'f> {
        Location::new(self.file, self.at)
    }

    /// Returns the location of a key, or that of the table if it has no such key.
    pub fn location_of(&self, key: &str) -> Location<'f> {
        let at = self.entries.get_key_value(key).map_or(self.at, |(key, _)| key.span().start);
        Location::new(self.file, at)
    }

    /// Reports every key of the table that is not in the list.
    pub fn allow_keys(&self, keys: &[&'static str]) {
        for key in self.entries.keys().filter(|key| !keys.contains(&key.get_ref().as_ref())) {
            let words = format!("`{}` is not a key here. Keys are: {}.", key.get_ref(), listed(keys.iter().copied()));
            Location::new(self.file, key.span().start).report(words);
        }
    }

    /// Returns the text under a required key.
    pub fn text(&self, key: &'static str) -> Option<Text<'f>> {
        self.required(key)?;
        self.optional_text(key)
    }

    /// Returns the text under an optional key. `None` without a diagnostic if the key is absent.
    pub fn optional_text(&self, key: &'static str) -> Option<Text<'f>> {
        self.as_text(key, self.entries.get(key)?)
    }

    /// Returns the text under a key. Never reports a diagnostic, so that a value can be looked at before it is read.
    pub fn peek(&self, key: &'static str) -> Option<Text<'f>> {
        let value = self.entries.get(key)?;
        Some(Text { text: value.get_ref().as_str()?, key, location: Location::new(self.file, value.span().start) })
    }

    /// Returns the integer under an optional key, which must be in the range. Returns `default` if the key is absent or
    /// invalid.
    pub fn number_or<N: Number>(&self, key: &'static str, default: N, range: &RangeInclusive<N>) -> N {
        self.optional_number(key, range).unwrap_or(default)
    }

    /// Returns the integer under a required key, which must be in the range.
    pub fn number<N: Number>(&self, key: &'static str, range: &RangeInclusive<N>) -> Option<N> {
        self.required(key)?;
        self.optional_number(key, range)
    }

    /// Returns the integer under an optional key, which must be in the range. `None` without a diagnostic if the key is
    /// absent.
    pub fn optional_number<N: Number>(&self, key: &'static str, range: &RangeInclusive<N>) -> Option<N> {
        self.as_number(key, self.entries.get(key)?, range)
    }

    /// Returns the integers in an optional list, each of which must be in the range. `None` without a diagnostic if the
    /// key is absent.
    pub fn optional_numbers<N: Number>(&self, key: &'static str, range: &RangeInclusive<N>) -> Option<Vec<N>> {
        let values = self.as_list(key, self.entries.get(key)?, "a list of whole numbers")?;
        values.iter().map(|value| self.as_number(key, value, range)).collect()
    }

    /// Returns the boolean under an optional key. Returns `default` if the key is absent or invalid.
    pub fn bool_or(&self, key: &'static str, default: bool) -> bool {
        let Some(value) = self.entries.get(key) else { return default };
        let flag = value.get_ref().as_bool().or_else(|| self.wrong_kind(key, value, "`true` or `false`"));
        flag.unwrap_or(default)
    }

    /// Returns the texts in a required list. Reports texts that occur twice.
    pub fn texts(&self, key: &'static str) -> Option<Vec<Text<'f>>> {
        let values = self.as_list(key, self.required(key)?, "a list of texts")?;
        let texts: Vec<Text<'f>> = values.iter().filter_map(|value| self.as_text(key, value)).collect();
        for (index, text) in texts.iter().enumerate() {
            if texts[..index].iter().any(|earlier| earlier.text == text.text) {
                text.location.report(format!("`{key}` lists `{}` twice. Remove one of the two.", text.text));
            }
        }
        (texts.len() == values.len()).then_some(texts)
    }

    /// Returns the texts in an optional list. Reports texts that occur twice. `None` without a diagnostic if the key is
    /// absent.
    pub fn optional_texts(&self, key: &'static str) -> Option<Vec<Text<'f>>> {
        self.has(key).then(|| self.texts(key)).flatten()
    }

    /// Returns the texts in a required list that must not be empty.
    pub fn nonempty_texts(&self, key: &'static str) -> Option<Vec<Text<'f>>> {
        let texts = self.texts(key)?;
        if texts.is_empty() {
            self.location_of(key).report(format!("`{key}` is an empty list. It must have at least one entry."));
            return None;
        }
        Some(texts)
    }

    /// Returns the table under a required key.
    pub fn table(&self, key: &'static str) -> Option<Table<'f>> {
        self.required(key)?;
        self.optional_table(key)
    }

    /// Returns the table under an optional key. `None` without a diagnostic if the key is absent.
    pub fn optional_table(&self, key: &'static str) -> Option<Table<'f>> {
        self.as_table(key, self.entries.get(key)?)
    }

    /// Returns the tables that are written as `[[key]]`. Leaves out and reports values that are not tables.
    pub fn tables(&self, key: &'static str) -> Vec<Table<'f>> {
        let Some(value) = self.entries.get(key) else { return Vec::new() };
        let expected = format!("a section written as `[[{key}]]`");
        let Some(values) = self.as_list(key, value, &expected) else { return Vec::new() };
        values.iter().filter_map(|value| self.as_table(key, value)).collect()
    }

    /// Returns true if the key is present, with a value of any kind.
    pub fn has(&self, key: &'static str) -> bool {
        self.entries.contains_key(key)
    }

    /// Returns true if the value under the key is a text.
    pub fn is_text(&self, key: &'static str) -> bool {
        self.entries.get(key).is_some_and(|value| value.get_ref().is_str())
    }

    /// Returns every key with its text. Leaves out and reports values that are not texts.
    pub fn texts_by_key(&self) -> Vec<(Text<'f>, Text<'f>)> {
        let pair = |(key, value)| Some((self.as_key(key), self.as_text(key.get_ref(), value)?));
        self.entries.iter().filter_map(pair).collect()
    }

    /// Returns every key with its table. Leaves out and reports values that are not tables.
    pub fn tables_by_key(&self) -> Vec<(Text<'f>, Table<'f>)> {
        let pair = |(key, value)| Some((self.as_key(key), self.as_table(key.get_ref(), value)?));
        self.entries.iter().filter_map(pair).collect()
    }

    fn required(&self, key: &'static str) -> Option<&'f Spanned<DeValue<'f>>> {
        let value = self.entries.get(key);
        if value.is_none() {
            let within = self.key.map(|name| format!(" in `{name}`")).unwrap_or_default();
            self.location().report(format!("`{key}` is missing{within}."));
        }
        value
    }

    fn as_key(&self, key: &'f Spanned<Cow<'f, str>>) -> Text<'f> {
        Text { text: key.get_ref(), key: key.get_ref(), location: Location::new(self.file, key.span().start) }
    }

    fn as_text(&self, key: &'f str, value: &'f Spanned<DeValue<'f>>) -> Option<Text<'f>> {
        let location = Location::new(self.file, value.span().start);
        let Some(text) = value.get_ref().as_str() else { return self.wrong_kind(key, value, "a text in quotes") };
        if text.trim().is_empty() {
            location.report(format!("`{key}` is empty."));
            return None;
        }
        Some(Text { text, key, location })
    }

    fn as_table(&self, key: &'f str, value: &'f Spanned<DeValue<'f>>) -> Option<Table<'f>> {
        let Some(entries) = value.get_ref().as_table() else {
            let expected = format!("a section with keys of its own, such as `[{key}]`");
            return self.wrong_kind(key, value, &expected);
        };
        Some(Table { file: self.file, key: Some(key), entries, at: value.span().start })
    }

    fn as_list(
        &self,
        key: &'f str,
        value: &'f Spanned<DeValue<'f>>,
        expected: &str,
    ) -> Option<&'f [Spanned<DeValue<'f>>]> {
        let Some(values) = value.get_ref().as_array() else { return self.wrong_kind(key, value, expected) };
        Some(values)
    }

    fn as_number<N: Number>(&self, key: &str, value: &Spanned<DeValue<'_>>, range: &RangeInclusive<N>) -> Option<N> {
        let (low, high) = (range.start(), range.end());
        let expected = format!("a whole number from {low} to {high}");
        let Some(digits) = value.get_ref().as_integer() else { return self.wrong_kind(key, value, &expected) };
        let number =
            i64::from_str_radix(digits.as_str(), digits.radix()).ok().and_then(|number| N::try_from(number).ok());
        let allowed = number.filter(|number| range.contains(number));
        if allowed.is_none() {
            let location = Location::new(self.file, value.span().start);
            location.report(format!("`{key}` is {digits}. It must be {expected}."));
        }
        allowed
    }

    fn wrong_kind<T>(&self, key: &str, value: &Spanned<DeValue<'_>>, expected: &str) -> Option<T> {
        let actual = match value.get_ref() {
            DeValue::String(_) => "a text",
            DeValue::Integer(_) => "a number",
            DeValue::Float(_) => "a number with a fraction",
            DeValue::Boolean(_) => "`true` or `false`",
            DeValue::Datetime(_) => "a date",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a section with keys of its own",
        };
        let location = Location::new(self.file, value.span().start);
        location.report(format!("`{key}` must be {expected}, but this is {actual}."));
        None
    }
}

/// A file and the diagnostics that were reported for it.
pub(super) struct SourceFile<'f> {
    name: &'f str,
    text: &'f str,
    diagnostics: RefCell<Vec<Diagnostic>>,
}

impl<'f> SourceFile<'f> {
    pub(super) fn new(name: &'f str, text: &'f str) -> Self {
        Self { name, text, diagnostics: RefCell::default() }
    }

    /// Returns the diagnostics, sorted and without duplicates.
    pub(super) fn into_diagnostics(self) -> Diagnostics {
        let mut diagnostics = self.diagnostics.into_inner();
        diagnostics.sort();
        diagnostics.dedup();
        Diagnostics(diagnostics)
    }
}

fn listed<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    words.into_iter().collect::<Vec<&str>>().join(", ")
}
