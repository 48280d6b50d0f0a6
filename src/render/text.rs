//! Escaping and truncating of text from outside, and Discord's notation for timestamps.

use jiff::Timestamp;

use super::phone;

/// A name or an address, in characters.
pub const NAME_CHARS_MAX: usize = 120;
/// A reason, in characters.
pub const REASON_CHARS_MAX: usize = 400;
/// A reason where there is little room, in characters: two lines on a phone.
pub const REASON_CHARS_SHORT: usize = 80;
/// A reason where there is the least room, in characters: the rest of a line on a phone.
pub const REASON_CHARS_LEAST: usize = 24;

/// A longer word that does not fit is cut; a word up to this length, in characters, is left out.
const WORD_CHARS_KEPT: usize = 16;

/// Escapes text from outside for a message: one line without formatting, mentions, links or characters that change
/// the direction of reading.
///
/// The result has at most `chars_max` characters, the backslashes included, because Discord counts them: text from
/// outside must not push out the text below it. A truncated text ends in an ellipsis.
pub fn escape(text: &str, chars_max: usize) -> String {
    let (mut plain, mut chars) = (String::new(), 0);
    // The length in bytes up to which an ellipsis still fits.
    let mut fitting = 0;
    let mut before = ' ';
    for letter in one_line(text, chars_max).chars() {
        let starts_a_word = !before.is_alphanumeric();
        // Discord takes every punctuation character after a backslash literally. An `@` within an address needs no
        // backslash.
        let escaped = matches!(letter, '\\' | '*' | '_' | '~' | '`' | '|' | '<' | '>' | '[' | ']')
            || matches!(letter, '@' | '#' | '-' | '+' | ':' | '(') && starts_a_word
            || letter == ':' && !starts_a_word;
        if escaped {
            plain.push('\\');
        }
        plain.push(letter);
        before = letter;
        chars += 1 + usize::from(escaped);
        if chars < chars_max {
            fitting = plain.len();
        }
    }
    if chars > chars_max {
        plain.truncate(fitting);
        plain.push('…');
    }
    plain
}

/// Prepares text from outside for inline code, where Discord would show a backslash.
pub fn escape_in_code(text: &str, chars_max: usize) -> String {
    one_line(text, chars_max).replace('`', "'")
}

/// Returns a timestamp for a page, which knows no time zone of its reader: `2026-11-30 03:21 UTC`.
pub fn utc(at: Timestamp) -> String {
    at.strftime("%Y-%m-%d %H:%M UTC").to_string()
}

/// Returns a timestamp that the reader's app shows as a distance, such as "2 hours ago".
/// <https://discord.com/developers/docs/reference#message-formatting>
pub fn relative(at: Timestamp) -> String {
    format!("<t:{}:R>", at.as_second())
}

/// Returns a timestamp that the reader's app shows as a time of day in the reader's time zone, such as "08:12".
pub fn time_of_day(at: Timestamp) -> String {
    format!("<t:{}:t>", at.as_second())
}

/// Returns the date, the time and the distance, such as "3 March 2026 08:12 (2 hours ago)".
pub fn date_time_and_distance(at: Timestamp) -> String {
    format!("{} ({})", date_time(at), relative(at))
}

/// Returns a timestamp that the reader's app shows as date and time in the reader's time zone, such as "3 March 2026
/// 08:12".
pub fn date_time(at: Timestamp) -> String {
    format!("<t:{}:f>", at.as_second())
}

/// Returns the time of day and the distance, such as "08:12 (in 30 minutes)". For moments that are a few hours away
/// at most.
pub fn time_and_distance(at: Timestamp) -> String {
    format!("{} ({})", time_of_day(at), relative(at))
}

/// Truncates a line to the words that fit into `lines_max` lines on a phone, followed by an ellipsis. A timestamp has
/// no spaces, so it is never cut in two.
pub fn truncate_to_lines(line: &str, lines_max: usize) -> String {
    if phone::lines(line) <= lines_max {
        return line.to_owned();
    }
    let fits = |text: &str| phone::lines(&format!("{}…", text.trim_end())) <= lines_max;
    let mut line_start = String::new();
    for word in line.split_inclusive(' ') {
        if !fits(&format!("{line_start}{word}")) {
            // The beginning of a long address is worth showing; half a timestamp or half an escape is not.
            if !word.contains(['<', '`', '*', '\\']) && word.chars().count() > WORD_CHARS_KEPT {
                let lengths = word.char_indices().map(|(length, _)| length);
                let longest = lengths.take_while(|length| fits(&format!("{line_start}{}", &word[..*length]))).last();
                line_start += longest.map_or("", |length| &word[..length]);
            }
            break;
        }
        line_start += word;
    }
    format!("{}…", line_start.trim_end().trim_end_matches([',', ';', ':', '.', '(']).trim_end())
}

/// Truncates a text to `chars_max` characters. A truncated text ends in an ellipsis.
pub fn truncate(text: &str, chars_max: usize) -> String {
    if text.chars().count() <= chars_max {
        return text.to_owned();
    }
    text.chars().take(chars_max.saturating_sub(1)).chain(['…']).collect()
}

/// Reduces text from outside to one line of visible characters, without escaping. For text that is not formatted,
/// such as a page that is escaped as a whole when it is written as HTML.
pub fn one_line(text: &str, chars_max: usize) -> String {
    let visible = text.chars().filter(|letter| !is_unseen(*letter));
    let spaced: String = visible.map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    truncate(&spaced.split_whitespace().collect::<Vec<_>>().join(" "), chars_max)
}

/// Returns true if a character is invisible, occupies no room, or changes the direction of reading. Variation
/// selectors are included, because any number of them can follow a character.
/// <https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing>
/// <https://www.unicode.org/Public/UCD/latest/ucd/DerivedCoreProperties.txt> (`Default_Ignorable_Code_Point`)
const fn is_unseen(letter: char) -> bool {
    matches!(
        letter,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{2800}' | '\u{3164}'
    ) || matches!(letter, '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}')
        || matches!(letter, '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}')
        || matches!(letter, '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}')
        || matches!(letter, '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formatting_mentions_and_links_are_escaped() {
        assert_eq!(escape("**bold** _x_ `y`", 100), r"\*\*bold\*\* \_x\_ \`y\`");
        assert_eq!(escape("@everyone <@123> <#4>", 100), r"\@everyone \<\@123\> \<\#4\>");
        assert_eq!(escape("see https://evil.example", 100), r"see https\://evil.example");
        assert_eq!(escape("[click](http://x)", 100), r"\[click\]\(http\://x)");
        assert_eq!(escape("# heading\n- item\n> quote", 100), r"\# heading \- item \> quote");
        assert_eq!(escape("o'brien@contoso.example", 100), "o'brien@contoso.example");
    }

    #[test]
    fn invisible_and_bidirectional_characters_are_removed() {
        assert_eq!(escape("a\u{202e}b\u{200b}c\u{7}d", 100), "abc d");
        assert_eq!(escape("a\u{61c}b\u{ad}c\u{3164}d\u{fe0f}e\u{e0041}f\u{180e}g\u{2800}h", 100), "abcdefgh");
        assert_eq!(escape("Zoë \u{627}\u{646}\u{627} 安娜 \u{1f512}", 100), "Zoë \u{627}\u{646}\u{627} 安娜 \u{1f512}");
        assert_eq!(escape(&"x".repeat(50), 10), "xxxxxxxxx…");
    }

    #[test]
    fn a_truncated_line_ends_with_a_whole_word_and_a_whole_timestamp() {
        assert_eq!(truncate_to_lines("short", 2), "short");
        let long = format!("• Seen <t:1767225600:R>, {}", "again ".repeat(30));
        let cut = truncate_to_lines(&long, 2);
        assert!(cut.starts_with("• Seen <t:1767225600:R>, again") && cut.ends_with("again…"), "{cut}");
        assert_eq!(phone::lines(&cut), 2);
        assert_eq!(truncate_to_lines(&"x".repeat(100), 2), format!("{}…", "x".repeat(79)));
    }

    #[test]
    fn backslashes_count_towards_the_length() {
        assert_eq!(escape(&"*".repeat(5), 10), r"\*\*\*\*\*");
        assert_eq!(escape(&"*".repeat(6), 10), r"\*\*\*\*…");
        assert_eq!(escape("x*****", 10), r"x\*\*\*\*…");
        for long in ["*x".repeat(300), "x*".repeat(300), "\\".repeat(300)] {
            assert!((NAME_CHARS_MAX - 1..=NAME_CHARS_MAX).contains(&escape(&long, NAME_CHARS_MAX).chars().count()));
        }
    }
}
