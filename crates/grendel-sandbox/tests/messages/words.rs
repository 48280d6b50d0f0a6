//! The messages that follow from the words of the domain: each step and each finding has its own in every language.

use std::collections::BTreeSet;

use grendel::domain::finding::FindingKind;
use grendel::domain::step::StepKind;
use grendel::render::keys::{of_finding, of_step};

use super::{keys, languages};

/// The names of the keys of a language, without the topics.
fn names(language: &str) -> BTreeSet<String> {
    keys(language).keys().filter_map(|key| Some(key.split_once(": ")?.1.to_owned())).collect()
}

/// Returns a line for each message that these words need and a language lacks.
fn missing(words: &[(&str, Vec<String>)], has: impl Fn(&str, &str) -> bool) -> Vec<String> {
    let mut missing = Vec::new();
    for language in &languages() {
        for (word, keys) in words {
            let lacking = keys.iter().filter(|key| !has(language, key));
            missing
                .extend(lacking.map(|key| format!("locales/{language} has no message `{key}`, which `{word}` needs")));
        }
    }
    missing
}

fn words() -> Vec<(&'static str, Vec<String>)> {
    let steps = StepKind::ALL.iter().map(|step| (step.word(), of_step(*step)));
    let findings = FindingKind::ALL.iter().map(|kind| (kind.word(), of_finding(*kind)));
    steps.chain(findings).collect()
}

#[test]
fn every_step_and_every_finding_has_its_messages_in_every_language() {
    let missing = missing(&words(), |language, key| names(language).contains(key));
    assert!(missing.is_empty(), "\n{}\n", missing.join("\n"));
}

#[test]
fn a_missing_message_is_named_with_its_language_and_its_word() {
    let has = |language: &str, key: &str| {
        names(language).contains(key) && (language, key) != ("nl", "no-help-mailbox-missing")
    };
    let lines = missing(&words(), has);
    assert_eq!(lines, ["locales/nl has no message `no-help-mailbox-missing`, which `mailbox_missing` needs"]);
}

#[test]
fn every_key_is_hyphenated() {
    for language in &languages() {
        let wrong: Vec<String> = names(language).into_iter().filter(|key| key.contains('_')).collect();
        assert_eq!(wrong, Vec::<String>::new(), "{language}");
    }
}
