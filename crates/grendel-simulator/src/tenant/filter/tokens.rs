//! The tokens of a filter.

#[derive(Clone, Debug, PartialEq)]
pub(super) enum FilterToken {
    /// A path, an operator, a function, or an unquoted literal.
    Word(String),
    Text(String),
    Open,
    Close,
    Comma,
    Colon,
}

/// Splits a filter into tokens. `None` if a quote is not closed or a character is not allowed in a filter.
pub(super) fn tokens(text: &str) -> Option<Vec<FilterToken>> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let (token, length) = match first {
            '(' => (FilterToken::Open, 1),
            ')' => (FilterToken::Close, 1),
            ',' => (FilterToken::Comma, 1),
            ':' => (FilterToken::Colon, 1),
            '\'' => quoted(rest)?,
            _ => {
                // Instants contain colons, paths do not.
                let colon = first.is_ascii_digit();
                let belongs = |c: char| c.is_ascii_alphanumeric() || "_./-+@".contains(c) || (colon && c == ':');
                let length = rest.find(|c| !belongs(c)).unwrap_or(rest.len());
                if length == 0 {
                    return None;
                }
                (FilterToken::Word(rest[..length].to_owned()), length)
            }
        };
        tokens.push(token);
        rest = rest[length..].trim_start();
    }
    Some(tokens)
}

/// Returns a quoted text, in which quotes are doubled, and the bytes that it took.
fn quoted(rest: &str) -> Option<(FilterToken, usize)> {
    let mut text = String::new();
    let mut at = 1;
    loop {
        let end = at + rest[at..].find('\'')?;
        text.push_str(&rest[at..end]);
        if !rest[end + 1..].starts_with('\'') {
            return Some((FilterToken::Text(text), end + 1));
        }
        text.push('\'');
        at = end + 2;
    }
}
