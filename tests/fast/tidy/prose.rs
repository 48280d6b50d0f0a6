//! The prose of comments, as docs/style.md wants it, as far as a machine can tell.

use super::report;
use super::source::{Source, sources};

/// A summary line that begins with one of these asks a question in place of an answer.
const QUESTION_WORDS: &[&str] =
    &["What", "Whether", "Who", "Whose", "Whom", "How", "Where", "When", "Why", "Which", "That", "Nothing", "Nobody"];

/// Turns of phrase that no colleague would say.
const RELICS: &[&str] =
    &["whoever", "whomever", "whichever", "anew", "whence", "nothing where", "somebody else's affair"];

const LINE_COLUMNS_MAX: usize = 140;

#[test]
fn a_summary_says_what_the_item_does() {
    report(&all().iter().flat_map(questions).collect::<Vec<_>>());
}

#[test]
fn comments_are_plain_english() {
    report(&all().iter().flat_map(relics).collect::<Vec<_>>());
}

#[test]
fn comments_fit_on_a_screen() {
    report(&all().iter().flat_map(long_lines).collect::<Vec<_>>());
}

/// Each rule is shown what it is there for.
#[test]
fn the_rules_of_prose_see_what_they_should() {
    let text = "//! What it is.\n\n/// Whether it is so.\nfn a() {}\n\n/// Returns it.\n/// Where it is, too.\nfn b() {} // whoever does it anew\n";
    let source = Source::new("src/a.rs", text);
    assert_eq!((questions(&source).len(), relics(&source).len()), (2, 2));
    assert_eq!(relics(&Source::new("src/a.rs", "let whoever = \"anew\";")).len(), 0);
    assert_eq!(long_lines(&Source::new("src/a.rs", &format!("// {}\n", "a ".repeat(LINE_COLUMNS_MAX / 2)))).len(), 1);
}

fn all() -> Vec<Source> {
    sources(&["src", "tests", "crates"])
}

/// Doc comments whose summary line begins with a question word.
fn questions(source: &Source) -> Vec<String> {
    let mut complaints = Vec::new();
    let (mut at, mut is_inside) = (0, false);
    for line in source.text.split_inclusive('\n') {
        let doc = ["/// ", "//! "].iter().find_map(|start| line.trim_start().strip_prefix(start));
        if let Some(summary) = doc.filter(|_| !is_inside)
            && let Some(word) = QUESTION_WORDS.iter().find(|word| summary.split_whitespace().next() == Some(word))
        {
            let words = format!("the summary begins with `{word}`. Say what the item does or is: \"Returns ...\".");
            complaints.push(source.complain(at, &words));
        }
        is_inside = line.trim_start().starts_with("///") || line.trim_start().starts_with("//!");
        at += line.len();
    }
    complaints
}

fn relics(source: &Source) -> Vec<String> {
    let comments = source.comments.to_lowercase();
    let is_word = |at: usize, relic: &str| {
        let is_end = |letter: Option<char>| !letter.is_some_and(char::is_alphanumeric);
        is_end(comments[..at].chars().next_back()) && is_end(comments[at + relic.len()..].chars().next())
    };
    let found = RELICS.iter().flat_map(|relic| comments.match_indices(relic).map(move |(at, _)| (at, *relic)));
    let found = found.filter(|(at, relic)| is_word(*at, relic));
    found.map(|(at, relic)| source.complain(at, &format!("\"{relic}\": say it as you would to a colleague."))).collect()
}

fn long_lines(source: &Source) -> Vec<String> {
    let mut complaints = Vec::new();
    let mut at = 0;
    for line in source.text.split_inclusive('\n') {
        let columns = line.trim_end().chars().count();
        // An address cannot be broken.
        if columns > LINE_COLUMNS_MAX && line.trim_start().starts_with("//") && !line.contains("://") {
            complaints.push(source.complain(at, &format!("the comment has {columns} columns. Break it at 120.")));
        }
        at += line.len();
    }
    complaints
}
