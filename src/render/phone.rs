//! The size of a card on a phone. No card is longer than a phone's screen.
//!
//! The screen has 412 by 915 points, the most frequent size. Discord's app leaves an embed about 300 points of width
//! beside the author's picture, which is 40 characters, and about 730 points of height between the channel's name and
//! the message box, which is 40 lines of 18 points. A row of buttons is as high as two lines.

use super::card::Card;

/// The characters of a line.
pub const LINE_CHARS: usize = 40;
/// The lines of a screen.
pub const LINES_MAX: usize = 40;

const LINES_PER_ROW: usize = 2;
/// The width of a button without its label, in characters.
const BUTTON_EDGE_CHARS: usize = 4;

/// Returns the height of a card in lines, from its title to its last button.
pub fn lines_of(card: &Card) -> usize {
    let sections = card.sections.iter().map(|section| lines(&section.heading) + lines(&section.text));
    lines(&card.title) + lines(&card.text) + sections.sum::<usize>() + lines(&card.footer) + rows(card) * LINES_PER_ROW
}

/// Returns the height of a text in lines, as it is shown: without formatting marks, and with its timestamps in words.
pub fn lines(text: &str) -> usize {
    text.lines().map(|line| wrapped_lines(&visible_text(line))).sum()
}

/// Wraps at spaces. A word that is longer than a line is broken.
fn wrapped_lines(line: &str) -> usize {
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

/// Returns the number of button rows. Buttons stand side by side as long as they fit.
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

/// Returns the text as a reader sees it, with a long timestamp of each style.
fn visible_text(line: &str) -> String {
    let mut visible_text = String::new();
    let mut rest = line;
    while let Some((before, mark)) = rest.split_once("<t:") {
        let Some((inside, after)) = mark.split_once('>') else { break };
        visible_text.push_str(before);
        visible_text.push_str(match inside.rsplit(':').next() {
            Some("R") => "40_minutes ago",
            Some("t") => "11:59_pm",
            _ => "30 September 2026 11:59",
        });
        rest = after;
    }
    visible_text.push_str(rest);
    let mut letters = visible_text.chars().peekable();
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
    fn the_height_is_that_of_the_visible_text() {
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
