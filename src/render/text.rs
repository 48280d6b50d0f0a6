//! Text that came from outside, made safe to stand among our own; and times as the chat shows them.

use jiff::Timestamp;

use super::phone;

/// The most of a name or an address that a card shows, in characters.
pub const NAME_CHARS_MAX: usize = 120;
/// The most of a reason that a card shows, in characters.
pub const REASON_CHARS_MAX: usize = 400;
/// The most of a reason where there is little room, in characters: two lines of a phone.
pub const REASON_CHARS_SHORT: usize = 80;
/// The most of a reason where there is the least room, in characters: what is left of a line of a phone.
pub const REASON_CHARS_LEAST: usize = 24;

/// A word that is no longer than this is left out where it does not fit; of a longer one there is a beginning.
const WORD_CHARS_KEPT: usize = 16;

/// Text from outside as plain text: one line, no formatting, no mention, no link, nothing that turns the direction of
/// reading, and no longer than this, the marks that make it plain among it: they count for the chat, and nobody may push
/// out with them what stands below. What is cut ends in an ellipsis.
pub fn outside(text: &str, chars_max: usize) -> String {
    let (mut plain, mut chars) = (String::new(), 0);
    // How much of it there is room for beside an ellipsis.
    let mut fitting = 0;
    let mut before = ' ';
    for letter in one_line(text, chars_max).chars() {
        let starts_a_word = !before.is_alphanumeric();
        // Discord takes any punctuation after a backslash for itself. An `@` inside of an address needs none.
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

/// Text from outside for the inside of inline code, where a backslash would be seen.
pub fn outside_in_code(text: &str, chars_max: usize) -> String {
    one_line(text, chars_max).replace('`', "'")
}

/// Text from outside for a page that is plain text, and is escaped as a whole by whoever writes it as HTML.
pub fn outside_in_page(text: &str, chars_max: usize) -> String {
    one_line(text, chars_max)
}

/// The time that has passed or is left, in the reader's own words, such as "2 hours ago".
/// <https://discord.com/developers/docs/reference#message-formatting>
pub fn relative(at: Timestamp) -> String {
    format!("<t:{}:R>", at.as_second())
}

/// The time of day in the reader's own zone.
pub fn time_of_day(at: Timestamp) -> String {
    format!("<t:{}:t>", at.as_second())
}

/// The day and the time in the reader's own zone, to be quoted, and how far off that is: "3 March 2026 08:12 (2 hours ago)".
pub fn on_day(at: Timestamp) -> String {
    format!("{} ({})", day(at), relative(at))
}

/// The day and the time in the reader's own zone: "3 March 2026 08:12".
pub fn day(at: Timestamp) -> String {
    format!("<t:{}:f>", at.as_second())
}

/// The time of day, to be quoted, and how far off that is: "08:12 (in 30 minutes)". For what is hours away at most.
pub fn at_time(at: Timestamp) -> String {
    format!("{} ({})", time_of_day(at), relative(at))
}

/// The first words of a line that fit into so many lines of a phone, and an ellipsis where it is longer. The chat's own marks have no
/// space in them, so none is cut in two.
pub fn cut_to_lines(line: &str, lines_max: usize) -> String {
    if phone::lines(line) <= lines_max {
        return line.to_owned();
    }
    let fits = |text: &str| phone::lines(&format!("{}…", text.trim_end())) <= lines_max;
    let mut kept = String::new();
    for word in line.split_inclusive(' ') {
        if !fits(&format!("{kept}{word}")) {
            // A long address is worth its beginning; a mark is nothing by half.
            if !word.contains(['<', '`', '*', '\\']) && word.chars().count() > WORD_CHARS_KEPT {
                let lengths = word.char_indices().map(|(length, _)| length);
                let longest = lengths.take_while(|length| fits(&format!("{kept}{}", &word[..*length]))).last();
                kept += longest.map_or("", |length| &word[..length]);
            }
            break;
        }
        kept += word;
    }
    format!("{}…", kept.trim_end().trim_end_matches([',', ';', ':', '.', '(']).trim_end())
}

/// At most so many characters; what is cut ends in an ellipsis.
pub fn cut(text: &str, chars_max: usize) -> String {
    if text.chars().count() <= chars_max {
        return text.to_owned();
    }
    text.chars().take(chars_max.saturating_sub(1)).chain(['…']).collect()
}

fn one_line(text: &str, chars_max: usize) -> String {
    let visible = text.chars().filter(|letter| !is_unseen(*letter));
    let spaced: String = visible.map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    cut(&spaced.split_whitespace().collect::<Vec<_>>().join(" "), chars_max)
}

/// Whether a sign takes no room, or room in which nothing is seen, or turns the direction of reading: what only changes how others
/// look is among them, since it may stand there a thousand times.
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
    fn formatting_mentions_and_links_become_plain_text() {
        assert_eq!(outside("**bold** _x_ `y`", 100), r"\*\*bold\*\* \_x\_ \`y\`");
        assert_eq!(outside("@everyone <@123> <#4>", 100), r"\@everyone \<\@123\> \<\#4\>");
        assert_eq!(outside("see https://evil.example", 100), r"see https\://evil.example");
        assert_eq!(outside("[click](http://x)", 100), r"\[click\]\(http\://x)");
        assert_eq!(outside("# heading\n- item\n> quote", 100), r"\# heading \- item \> quote");
        assert_eq!(outside("o'brien@contoso.example", 100), "o'brien@contoso.example");
    }

    #[test]
    fn nothing_hides_or_turns_the_text() {
        assert_eq!(outside("a\u{202e}b\u{200b}c\u{7}d", 100), "abc d");
        assert_eq!(outside("a\u{61c}b\u{ad}c\u{3164}d\u{fe0f}e\u{e0041}f\u{180e}g\u{2800}h", 100), "abcdefgh");
        assert_eq!(
            outside("Zoë \u{627}\u{646}\u{627} 安娜 \u{1f512}", 100),
            "Zoë \u{627}\u{646}\u{627} 安娜 \u{1f512}"
        );
        assert_eq!(outside(&"x".repeat(50), 10), "xxxxxxxxx…");
    }

    #[test]
    fn a_line_ends_with_a_whole_word_and_a_whole_mark() {
        assert_eq!(cut_to_lines("short", 2), "short");
        let long = format!("• Seen <t:1767225600:R>, {}", "again ".repeat(30));
        let cut = cut_to_lines(&long, 2);
        assert!(cut.starts_with("• Seen <t:1767225600:R>, again") && cut.ends_with("again…"), "{cut}");
        assert_eq!(phone::lines(&cut), 2);
        assert_eq!(cut_to_lines(&"x".repeat(100), 2), format!("{}…", "x".repeat(79)));
    }

    #[test]
    fn the_marks_that_make_it_plain_count() {
        assert_eq!(outside(&"*".repeat(5), 10), r"\*\*\*\*\*");
        assert_eq!(outside(&"*".repeat(6), 10), r"\*\*\*\*…");
        assert_eq!(outside("x*****", 10), r"x\*\*\*\*…");
        for long in ["*x".repeat(300), "x*".repeat(300), "\\".repeat(300)] {
            assert!((NAME_CHARS_MAX - 1..=NAME_CHARS_MAX).contains(&outside(&long, NAME_CHARS_MAX).chars().count()));
        }
    }
}
