//! `$search` of people: prefix search by words.
//!
//! <https://learn.microsoft.com/graph/search-query-parameter>. Parentheses, `NOT`, and other resources than people are
//! left out.

use serde_json::Value;

use super::reply::Reply;

/// The searchable properties. True if a property is searched word by word
/// (<https://learn.microsoft.com/graph/aad-advanced-queries>).
const SEARCHABLE: &[(&str, bool)] =
    &[("displayName", true), ("givenName", false), ("mail", false), ("surname", false), ("userPrincipalName", false)];

/// A parsed search: alternatives of clauses that must all match.
#[derive(Debug, PartialEq)]
pub(super) struct Search(Vec<Vec<Clause>>);

#[derive(Debug, PartialEq)]
struct Clause {
    property: &'static str,
    by_word: bool,
    /// In lower case.
    words: Vec<String>,
}

impl Search {
    /// Parses the text of `$search`: clauses in double quotes, joined by `AND` and `OR` in capitals. `AND` binds
    /// closer.
    pub(super) fn read(text: &str) -> Result<Self, Reply> {
        // An `&` cannot be searched for, however it is encoded (<https://learn.microsoft.com/graph/known-issues>).
        if text.contains('&') {
            return Err(syntax());
        }
        let mut alternatives = vec![Vec::new()];
        let mut rest = text.trim();
        loop {
            let (clause, after) = clause(rest)?;
            alternatives.last_mut().expect("there is always one").push(clause);
            rest = after.trim_start();
            if rest.is_empty() {
                return Ok(Self(alternatives));
            }
            if let Some(after) = rest.strip_prefix("OR ") {
                alternatives.push(Vec::new());
                rest = after.trim_start();
            } else {
                rest = rest.strip_prefix("AND ").ok_or_else(syntax)?.trim_start();
            }
        }
    }

    /// Returns true if `user` matches.
    pub(super) fn finds(&self, user: &Value) -> bool {
        self.0.iter().any(|clauses| clauses.iter().all(|clause| clause.holds(user)))
    }
}

impl Clause {
    fn holds(&self, user: &Value) -> bool {
        let Some(text) = user[self.property].as_str() else { return false };
        if self.by_word {
            let tokens: Vec<String> = tokens(text).into_iter().chain(joined(text)).collect();
            return self.words.iter().all(|word| tokens.iter().any(|token| token.starts_with(word)));
        }
        text.to_lowercase().starts_with(&self.words.join(" "))
    }
}

/// Returns one quoted clause, and the text behind it.
fn clause(text: &str) -> Result<(Clause, &str), Reply> {
    let text = text.strip_prefix('"').ok_or_else(syntax)?;
    let mut inside = String::new();
    let mut characters = text.char_indices();
    while let Some((at, character)) = characters.next() {
        match character {
            '"' => return Ok((meant(&inside)?, &text[at + 1..])),
            '\\' => inside.extend(characters.next().map(|(_, escaped)| escaped)),
            other => inside.push(other),
        }
    }
    Err(syntax())
}

fn meant(inside: &str) -> Result<Clause, Reply> {
    let (name, wanted) = inside.split_once(':').ok_or_else(syntax)?;
    let Some((property, by_word)) = SEARCHABLE.iter().find(|(known, _)| *known == name) else {
        return Err(Reply::unsupported_query(&format!(
            "Unsupported or invalid search property '{name}' of resource 'User'."
        )));
    };
    let words = if *by_word { tokens(wanted) } else { vec![wanted.trim().to_lowercase()] };
    if words.iter().all(String::is_empty) {
        return Err(syntax());
    }
    Ok(Clause { property, by_word: *by_word, words })
}

/// Returns the words of a name in lower case: split at spaces and signs, before a capital after a small letter, and
/// between letters and digits.
fn tokens(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut last = ' ';
    for character in text.chars() {
        let turns = (last.is_lowercase() && character.is_uppercase()) || last.is_numeric() != character.is_numeric();
        if turns || !character.is_alphanumeric() {
            words.push(String::new());
        }
        if character.is_alphanumeric() {
            words.last_mut().expect("there is always one").extend(character.to_lowercase());
        }
        last = character;
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Returns the words that are joined by signs only, which match as one word too.
fn joined(text: &str) -> impl Iterator<Item = String> {
    let letters =
        |word: &str| word.chars().filter(|letter| letter.is_alphanumeric()).collect::<String>().to_lowercase();
    text.split_whitespace().map(letters).filter(|word| !word.is_empty())
}

fn syntax() -> Reply {
    Reply::odata("Syntax error: the search must be clauses in double quotes, each a property, a colon and a text.")
}
