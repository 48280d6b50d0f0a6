//! Resolves the marks of the chat: times, mentions and links become the text that a reader sees.

use jiff::Timestamp;

use super::samples::{now, texts};
use grendel::domain::Locale;
use grendel::render::Messages;

/// Returns the text as a reader sees it at [`now`]. Bold, code and spoilers keep their marks, because the marks show
/// how the text looks.
pub fn read(text: &str, locale: &Locale) -> String {
    let (mut read, mut rest, mut in_code) = (String::new(), text, false);
    while let Some(letter) = rest.chars().next() {
        let mark = if in_code { None } else { mark(rest, locale) };
        if let Some((seen, left)) = mark {
            read += &seen;
            rest = left;
            continue;
        }
        in_code ^= letter == '`';
        read.push(letter);
        rest = &rest[letter.len_utf8()..];
    }
    read
}

/// Resolves the mark at the beginning of the text. Returns the text that a reader sees and the rest behind the mark, or
/// `None` if there is no mark.
/// <https://discord.com/developers/docs/reference#message-formatting>
fn mark<'a>(text: &'a str, locale: &Locale) -> Option<(String, &'a str)> {
    if let Some(rest) = text.strip_prefix('\\') {
        let letter = rest.chars().next().filter(char::is_ascii_punctuation)?;
        return Some((letter.to_string(), &rest[letter.len_utf8()..]));
    }
    let (inside, rest) = text.strip_prefix('<')?.split_once('>')?;
    let seen = if let Some(time) = inside.strip_prefix("t:") {
        let (second, style) = time.split_once(':').unwrap_or((time, ""));
        moment(Timestamp::from_second(second.parse().ok()?).ok()?, style, locale)
    } else if inside.starts_with("@&") {
        "@lead".to_owned()
    } else if inside.starts_with('@') {
        format!("@{}", texts::ANNA)
    } else if inside.starts_with("https://") {
        inside.to_owned()
    } else {
        return None;
    };
    Some((seen, rest))
}

fn moment(at: Timestamp, style: &str, locale: &Locale) -> String {
    match style {
        // Discord's app words a relative time in the language of the reader.
        "R" => Messages::new().relative_time(at.duration_since(now()), locale),
        "t" => at.strftime("%H:%M").to_string(),
        "d" | "D" => at.strftime("%Y-%m-%d").to_string(),
        _ => at.strftime("%Y-%m-%d %H:%M").to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message_catalog::samples::at;

    fn reads(text: &str, language: &str) -> String {
        read(text, &Locale::from(language))
    }

    #[test]
    fn times_are_read_as_at_one_moment() {
        let (past, ahead) = (at().as_second() - 7200, at().as_second() + 2100);
        assert_eq!(reads(&format!("blocked <t:{past}:R>."), "en"), "blocked 2 hours ago.");
        assert_eq!(reads(&format!("tot <t:{ahead}:R>"), "nl"), "tot over 30 minuten");
        assert_eq!(reads(&format!("um <t:{past}:t>"), "de"), "um 01:00");
    }

    #[test]
    fn marks_that_nobody_sees_are_gone_and_others_stay() {
        assert_eq!(reads(r"**a\_b** \<x\> `c\_d` ||`e\*`||", "en"), r"**a_b** <x> `c\_d` ||`e\*`||");
        assert_eq!(
            reads("<@&1> <@2>, [sign in](<https://a.example>)", "en"),
            "@lead @Anna de Vries, [sign in](https://a.example)"
        );
        assert_eq!(reads("a < b", "en"), "a < b");
    }
}
