//! Message keys that follow from the words of the domain: `verdict-mailbox-missing` from `mailbox_missing`.

use crate::domain::finding::FindingKind;
use crate::domain::step::StepKind;

/// Returns the key of the message that a family has about a word: `key("verdict", "mailbox_missing")` is
/// `verdict-mailbox-missing`.
pub fn key(family: &str, word: &str) -> String {
    format!("{family}-{word}").replace('_', "-")
}

/// Returns the key of a variant of a message; the key itself if there is no variant.
pub fn variant(key: &str, variant: Option<&str>) -> String {
    variant.map_or_else(|| key.to_owned(), |variant| format!("{key}-{variant}"))
}

/// Returns the keys of the messages that every language has about this step, without their variants.
pub fn of_step(step: StepKind) -> Vec<String> {
    let secret: &[&str] = if step.issues_secret() { &["made", "secret"] } else { &[] };
    let people: &[&str] = if step.needs_people() { &["instead"] } else { &[] };
    [&["step", "meaning"], secret, people].concat().into_iter().map(|family| key(family, step.word())).collect()
}

/// Returns the keys of the messages that every language has about this finding, without their variants.
pub fn of_finding(kind: FindingKind) -> Vec<String> {
    let people: &[&str] = if kind.can_need_people() { &["instead"] } else { &[] };
    let code: &[&str] = if has_code(kind) { &["code"] } else { &[] };
    [&["verdict", "no-help"], people, code].concat().into_iter().map(|family| key(family, kind.word())).collect()
}

/// Returns true if failed sign-ins speak for this finding, each with its code in words.
fn has_code(kind: FindingKind) -> bool {
    // It shares its code with smart lockout.
    kind == FindingKind::HostileAddress || !kind.codes().is_empty()
}
