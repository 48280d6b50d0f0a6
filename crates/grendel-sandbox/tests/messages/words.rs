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

/// Returns the topic in which English has the messages of this family, such as `steps` for `meaning`.
fn topic(family: &str) -> String {
    let is_of_family = |name: &str| name.strip_prefix(family).is_some_and(|rest| rest.starts_with('-'));
    let english = keys("en");
    let key = english.keys().filter_map(|key| key.split_once(".ftl: ")).find(|(_, name)| is_of_family(name));
    key.map_or_else(|| panic!("English has no message `{family}-…`"), |(topic, _)| topic.to_owned())
}

/// Returns a line for each message that these words need and a language lacks.
fn missing(words: &[(&str, Vec<String>)], has: impl Fn(&str, &str) -> bool) -> Vec<String> {
    let mut missing = Vec::new();
    for language in &languages() {
        for (word, keys) in words {
            for key in keys.iter().filter(|key| !has(language, key)) {
                let family = key.strip_suffix(&format!("-{}", word.replace('_', "-"))).unwrap();
                let file = format!("locales/{language}/{}.ftl", topic(family));
                missing.push(format!("{file} has no message `{key}`, which `{word}` needs"));
            }
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
fn a_missing_message_is_named_with_its_file_and_its_word() {
    let words = [
        ("mailbox_missing", of_finding(FindingKind::MailboxMissing)),
        ("dismiss_risk", of_step(StepKind::DismissRisk)),
    ];
    let lacks = [("nl", "no-help-mailbox-missing"), ("de", "step-dismiss-risk")];
    let lines = missing(&words, |language, key| !lacks.contains(&(language, key)));
    let expected = [
        "locales/de/steps.ftl has no message `step-dismiss-risk`, which `dismiss_risk` needs",
        "locales/nl/steps.ftl has no message `no-help-mailbox-missing`, which `mailbox_missing` needs",
    ];
    assert_eq!(lines, expected);
}

#[test]
fn every_key_is_hyphenated() {
    for language in &languages() {
        let wrong: Vec<String> = names(language).into_iter().filter(|key| key.contains('_')).collect();
        assert_eq!(wrong, Vec::<String>::new(), "{language}");
    }
}
