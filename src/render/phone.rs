//! A phone's screen, which no card is longer than.
//!
//! The measure: a phone of 412 by 915 points, the commonest size. Discord's app leaves an embed about 300 points of width beside the
//! picture of whoever wrote, which is 40 letters of its text; and about 730 points of height between the channel's name and the
//! field to write in, which is 40 lines of 18 points. A row of buttons is as high as two lines.

use super::card::Card;

/// How many letters a line has.
pub const LINE_CHARS: usize = 40;
/// How many lines there are.
pub const LINES_MAX: usize = 40;

const LINES_PER_ROW: usize = 2;
/// What a button takes beside its label.
const BUTTON_EDGE_CHARS: usize = 4;

/// How many lines a card takes on a phone, from its title to its last button.
pub fn lines_of(card: &Card) -> usize {
    let sections = card.sections.iter().map(|section| lines(&section.heading) + lines(&section.text));
    lines(&card.title) + lines(&card.text) + sections.sum::<usize>() + lines(&card.footer) + rows(card) * LINES_PER_ROW
}

/// How many lines a text takes, as it is shown: without the marks, and with its times in words.
pub fn lines(text: &str) -> usize {
    text.lines().map(|line| wrapped(&shown(line))).sum()
}

/// Messages go to the next line where there is no room for them; one that is longer than a line is broken.
fn wrapped(line: &str) -> usize {
    let (mut lines, mut used) = (1, 0);
    for word in line.split_whitespace() {
        let chars = word.chars().count();
        let space = usize::from(used > 0);
        if used + space + chars <= LINE_CHARS {
            used += space + chars;
            continue;
        }
        lines += usize::from(used > 0) + (chars - 1) / LINE_CHARS;
        used = (chars - 1) % LINE_CHARS + 1;
    }
    lines
}

/// Buttons stand beside each other as long as there is room.
fn rows(card: &Card) -> usize {
    let (mut rows, mut used) = (0, LINE_CHARS);
    for button in &card.buttons {
        let chars = button.label.chars().count() + BUTTON_EDGE_CHARS;
        if used + chars > LINE_CHARS {
            (rows, used) = (rows + 1, 0);
        }
        used += chars;
    }
    rows
}

/// The text as a reader sees it.
fn shown(line: &str) -> String {
    let mut shown = String::new();
    let mut rest = line;
    while let Some((before, mark)) = rest.split_once("<t:") {
        let Some((inside, after)) = mark.split_once('>') else { break };
        shown.push_str(before);
        shown.push_str(match inside.rsplit(':').next() {
            Some("R") => "40_minutes ago",
            Some("t") => "11:59_pm",
            _ => "30 September 2026 11:59",
        });
        rest = after;
    }
    shown.push_str(rest);
    let mut letters = shown.chars().peekable();
    let mut plain = String::new();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' if letters.peek().is_some_and(char::is_ascii_punctuation) => plain.extend(letters.next()),
            '*' | '`' => {}
            letter => plain.push(letter),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_as_long_as_it_is_shown() {
        assert_eq!(lines(""), 0);
        assert_eq!(lines(&"x".repeat(40)), 1);
        assert_eq!(lines(&"x".repeat(41)), 2);
        assert_eq!(lines(&"x".repeat(81)), 3);
        assert_eq!(lines(&format!("{} {}", "x".repeat(30), "y".repeat(11))), 2);
        assert_eq!(lines(&format!("{} {}", "x".repeat(30), "y".repeat(81))), 4);
        assert_eq!(lines(&format!("**{}**", r"\_".repeat(40))), 1, "marks are not seen");
        assert_eq!(lines("Open until <t:1767225600:t> (<t:1767225600:R>)."), 1);
        assert_eq!(lines("one\ntwo"), 2);
    }
}
