//! Reading a TOML file that a person wrote: every mistake in it at once, each with its place, what stands there and what may.

use std::borrow::Cow;
use std::cell::RefCell;
use std::fmt;
use std::ops::RangeInclusive;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Where something stands: `commands/unlock.toml:23:13`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file, as it was named to us.
    pub file: String,
    /// Line and column, both from 1, the column in characters; none for a file as a whole.
    pub position: Option<(usize, usize)>,
}

impl Place {
    /// A file as a whole.
    pub fn whole(file: impl fmt::Display) -> Self {
        Self { file: file.to_string(), position: None }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.position {
            Some((line, column)) => write!(out, "{}:{line}:{column}", self.file),
            None => out.write_str(&self.file),
        }
    }
}

/// One thing that is wrong in a file, in a sentence for the one who wrote it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mistake {
    /// Where.
    pub place: Place,
    /// What stands there, and what may.
    pub words: String,
}

impl fmt::Display for Mistake {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}", self.place, self.words)
    }
}

/// Everything that is wrong, one line each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mistakes(pub Vec<Mistake>);

impl Mistakes {
    /// A single mistake.
    pub fn one(place: Place, words: impl Into<String>) -> Self {
        Self(vec![Mistake { place, words: words.into() }])
    }

    /// `Ok` where there is none.
    pub fn none_or_all(self) -> Result<(), Self> {
        if self.0.is_empty() { Ok(()) } else { Err(self) }
    }
}

impl fmt::Display for Mistakes {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines: Vec<String> = self.0.iter().map(Mistake::to_string).collect();
        out.write_str(&lines.join("\n"))
    }
}

impl std::error::Error for Mistakes {}

/// Reads a text as TOML and hands its tables to `reader`. `reader` returns nothing only after it has reported why; what it
/// returns counts only where nothing was reported.
pub fn read<T>(file: &str, text: &str, reader: impl FnOnce(Table<'_>) -> Option<T>) -> Result<T, Mistakes> {
    let (tree, errors) = DeTable::parse_recoverable(text);
    let file = File { name: file, text, mistakes: RefCell::default() };
    for error in &errors {
        let at = error.span().map_or(0, |span| span.start);
        Mark { file: &file, at }.mistake(syntax_words(error.message()));
    }
    // A key given twice leaves a tree that can be read on; after anything else more mistakes would only mislead.
    let readable = errors.iter().all(|error| error.message() == DUPLICATE_KEY);
    let root = Table { file: &file, key: None, entries: tree.get_ref(), at: 0 };
    let value = if readable { reader(root) } else { None };
    let mut mistakes = file.mistakes.into_inner();
    mistakes.sort();
    mistakes.dedup();
    Mistakes(mistakes).none_or_all()?;
    Ok(value.expect("without a mistake the reader returns a value"))
}

/// What the parser says of a key that is there twice.
const DUPLICATE_KEY: &str = "duplicate key";

fn syntax_words(message: &str) -> String {
    if message == DUPLICATE_KEY {
        return "this key stands here for the second time. Keep one of the two.".to_owned();
    }
    format!("this cannot be read as TOML: {message}. Texts stand in \"quotes\", lists in [brackets].")
}

struct File<'f> {
    name: &'f str,
    text: &'f str,
    mistakes: RefCell<Vec<Mistake>>,
}

/// A spot in the file that mistakes can be reported at.
#[derive(Clone, Copy)]
pub struct Mark<'f> {
    file: &'f File<'f>,
    at: usize,
}

impl Mark<'_> {
    /// Reports a mistake here.
    pub fn mistake(self, words: impl Into<String>) {
        let mistake = Mistake { place: self.place(), words: words.into() };
        self.file.mistakes.borrow_mut().push(mistake);
    }

    /// Where this is.
    pub fn place(self) -> Place {
        let before = self.file.text.get(..self.at).unwrap_or(self.file.text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        Place { file: self.file.name.to_owned(), position: Some((line, column)) }
    }
}

/// A text in the file. Never empty.
#[derive(Clone, Copy)]
pub struct Text<'f> {
    /// What stands there.
    pub text: &'f str,
    /// The key that it stands under; for a key, the key itself.
    pub key: &'f str,
    /// Where it stands.
    pub mark: Mark<'f>,
}

impl Text<'_> {
    /// The one that this word stands for; a mistake that lists the words where it is none. `singular` and `plural` say what
    /// the words are.
    pub fn one_of<T>(
        &self,
        (singular, plural): (&str, &str),
        words: impl IntoIterator<Item = &'static str>,
        find: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let found = find(self.text);
        if found.is_none() {
            let words = listed(words);
            let (key, text) = (self.key, self.text);
            self.mark.mistake(format!("`{key}` names `{text}`, which is no {singular}. {plural} are: {words}."));
        }
        found
    }
}

/// A kind of number that a file can hold.
pub trait Number: Copy + PartialOrd + fmt::Display + TryFrom<i64> {}

impl<N: Copy + PartialOrd + fmt::Display + TryFrom<i64>> Number for N {}

/// A table in the file. A method that returns nothing has reported why, unless it says otherwise.
#[derive(Clone, Copy)]
pub struct Table<'f> {
    file: &'f File<'f>,
    key: Option<&'f str>,
    entries: &'f DeTable<'f>,
    at: usize,
}

impl<'f> Table<'f> {
    /// Where the table begins.
    pub fn mark(&self) -> Mark<'f> {
        Mark { file: self.file, at: self.at }
    }

    /// Where the key stands, or the table where it is not there.
    pub fn mark_of(&self, key: &str) -> Mark<'f> {
        let at = self.entries.get_key_value(key).map_or(self.at, |(key, _)| key.span().start);
        Mark { file: self.file, at }
    }

    /// Reports every key that is none of these.
    pub fn only(&self, keys: &[&'static str]) {
        for key in self.entries.keys().filter(|key| !keys.contains(&key.get_ref().as_ref())) {
            let words = format!("`{}` is not a key here. Keys are: {}.", key.get_ref(), listed(keys.iter().copied()));
            Mark { file: self.file, at: key.span().start }.mistake(words);
        }
    }

    /// The text under a key that must be there.
    pub fn text(&self, key: &'static str) -> Option<Text<'f>> {
        self.required(key)?;
        self.text_if_any(key)
    }

    /// The text under a key; nothing where there is no such key.
    pub fn text_if_any(&self, key: &'static str) -> Option<Text<'f>> {
        self.as_text(key, self.entries.get(key)?)
    }

    /// The text under a key, and no mistake where there is none: for looking ahead.
    pub fn peek(&self, key: &'static str) -> Option<Text<'f>> {
        let value = self.entries.get(key)?;
        Some(Text { text: value.get_ref().as_str()?, key, mark: Mark { file: self.file, at: value.span().start } })
    }

    /// The whole number under a key, in this range; `default` where there is no such key, or a mistake.
    pub fn number_or<N: Number>(&self, key: &'static str, default: N, range: &RangeInclusive<N>) -> N {
        self.number_if_any(key, range).unwrap_or(default)
    }

    /// The whole number under a key that must be there, in this range.
    pub fn number<N: Number>(&self, key: &'static str, range: &RangeInclusive<N>) -> Option<N> {
        self.required(key)?;
        self.number_if_any(key, range)
    }

    /// The whole number under a key, in this range; nothing where there is no such key.
    pub fn number_if_any<N: Number>(&self, key: &'static str, range: &RangeInclusive<N>) -> Option<N> {
        self.as_number(key, self.entries.get(key)?, range)
    }

    /// The whole numbers under a key, each in this range; nothing where there is no such key.
    pub fn numbers_if_any<N: Number>(&self, key: &'static str, range: &RangeInclusive<N>) -> Option<Vec<N>> {
        let values = self.as_list(key, self.entries.get(key)?, "a list of whole numbers")?;
        values.iter().map(|value| self.as_number(key, value, range)).collect()
    }

    /// The `true` or `false` under a key; `default` where there is no such key, or a mistake.
    pub fn flag_or(&self, key: &'static str, default: bool) -> bool {
        let Some(value) = self.entries.get(key) else { return default };
        let flag = value.get_ref().as_bool().or_else(|| self.wrong_kind(key, value, "`true` or `false`"));
        flag.unwrap_or(default)
    }

    /// The texts in a list that must be there, each once.
    pub fn texts(&self, key: &'static str) -> Option<Vec<Text<'f>>> {
        let values = self.as_list(key, self.required(key)?, "a list of texts")?;
        let texts: Vec<Text<'f>> = values.iter().filter_map(|value| self.as_text(key, value)).collect();
        for (index, text) in texts.iter().enumerate() {
            if texts[..index].iter().any(|earlier| earlier.text == text.text) {
                text.mark.mistake(format!("`{key}` names `{}` a second time. Once is enough.", text.text));
            }
        }
        (texts.len() == values.len()).then_some(texts)
    }

    /// The texts in a list that must be there and must not be empty.
    pub fn some_texts(&self, key: &'static str) -> Option<Vec<Text<'f>>> {
        let texts = self.texts(key)?;
        if texts.is_empty() {
            self.mark_of(key).mistake(format!("`{key}` is an empty list. It must name at least one."));
            return None;
        }
        Some(texts)
    }

    /// The table under a key that must be there.
    pub fn table(&self, key: &'static str) -> Option<Table<'f>> {
        self.required(key)?;
        self.table_if_any(key)
    }

    /// The table under a key; nothing where there is no such key.
    pub fn table_if_any(&self, key: &'static str) -> Option<Table<'f>> {
        self.as_table(key, self.entries.get(key)?)
    }

    /// The tables that are written as `[[key]]`; none where there is no such key.
    pub fn tables(&self, key: &'static str) -> Vec<Table<'f>> {
        let Some(value) = self.entries.get(key) else { return Vec::new() };
        let expected = format!("a section that is written as `[[{key}]]`");
        let Some(values) = self.as_list(key, value, &expected) else { return Vec::new() };
        values.iter().filter_map(|value| self.as_table(key, value)).collect()
    }

    /// Whether there is such a key.
    pub fn has(&self, key: &'static str) -> bool {
        self.entries.contains_key(key)
    }

    /// Whether the key stands for a text, whatever else it should be.
    pub fn is_text(&self, key: &'static str) -> bool {
        self.entries.get(key).is_some_and(|value| value.get_ref().is_str())
    }

    /// Every key with its text.
    pub fn texts_by_key(&self) -> Vec<(Text<'f>, Text<'f>)> {
        let pair = |(key, value)| Some((self.as_key(key), self.as_text(key.get_ref(), value)?));
        self.entries.iter().filter_map(pair).collect()
    }

    /// Every key with its table.
    pub fn tables_by_key(&self) -> Vec<(Text<'f>, Table<'f>)> {
        let pair = |(key, value)| Some((self.as_key(key), self.as_table(key.get_ref(), value)?));
        self.entries.iter().filter_map(pair).collect()
    }

    fn required(&self, key: &'static str) -> Option<&'f Spanned<DeValue<'f>>> {
        let value = self.entries.get(key);
        if value.is_none() {
            let within = self.key.map(|name| format!(" in `{name}`")).unwrap_or_default();
            self.mark().mistake(format!("`{key}` is missing{within}."));
        }
        value
    }

    fn as_key(&self, key: &'f Spanned<Cow<'f, str>>) -> Text<'f> {
        Text { text: key.get_ref(), key: key.get_ref(), mark: Mark { file: self.file, at: key.span().start } }
    }

    fn as_text(&self, key: &'f str, value: &'f Spanned<DeValue<'f>>) -> Option<Text<'f>> {
        let mark = Mark { file: self.file, at: value.span().start };
        let Some(text) = value.get_ref().as_str() else { return self.wrong_kind(key, value, "a text in quotes") };
        if text.trim().is_empty() {
            mark.mistake(format!("`{key}` is empty."));
            return None;
        }
        Some(Text { text, key, mark })
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
            let mark = Mark { file: self.file, at: value.span().start };
            mark.mistake(format!("`{key}` is {digits}. It must be {expected}."));
        }
        allowed
    }

    fn wrong_kind<T>(&self, key: &str, value: &Spanned<DeValue<'_>>, expected: &str) -> Option<T> {
        let found = match value.get_ref() {
            DeValue::String(_) => "a text",
            DeValue::Integer(_) => "a number",
            DeValue::Float(_) => "a number with a fraction",
            DeValue::Boolean(_) => "`true` or `false`",
            DeValue::Datetime(_) => "a date",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a section with keys of its own",
        };
        let mark = Mark { file: self.file, at: value.span().start };
        mark.mistake(format!("`{key}` must be {expected}, and this is {found}."));
        None
    }
}

fn listed<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    words.into_iter().collect::<Vec<&str>>().join(", ")
}
