//! Every language says everything, with the same things filled in, and never more than the chat takes.

mod people;
mod samples;

use std::collections::{BTreeMap, BTreeSet};

use grendel::domain::event::Verb;
use grendel::domain::plan::Digest;
use grendel::domain::{CaseNumber, Locale};
use grendel::render::Words;
use grendel::render::card::{ButtonId, Card};

/// The languages, as in `locales/`.
const LANGUAGES: [&str; 2] = ["en", "nl"];

/// Discord's limits, in characters.
/// <https://discord.com/developers/docs/resources/message#embed-object-embed-limits>
const TITLE_CHARS_MAX: usize = 256;
const FIELD_CHARS_MAX: usize = 1024;
const FOOTER_CHARS_MAX: usize = 2048;
const EMBED_CHARS_MAX: usize = 6000;
const LABEL_CHARS_MAX: usize = 80;
const MESSAGE_CHARS_MAX: usize = 2000;
/// <https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-modal>
const FORM_TITLE_CHARS_MAX: usize = 45;
const PLACEHOLDER_CHARS_MAX: usize = 100;

/// The keys of a language, each with the things that are filled in.
fn keys(language: &str) -> BTreeMap<String, BTreeSet<String>> {
    let path = format!("{}/locales/{language}/grendel.ftl", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).unwrap();
    let mut keys: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut current = String::new();
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if !line.starts_with(' ') {
            let (key, _) = line.split_once(" = ").unwrap_or_else(|| panic!("{language}: no key in {line}"));
            key.clone_into(&mut current);
            assert!(keys.insert(current.clone(), BTreeSet::new()).is_none(), "{language} says {key} twice");
        }
        let names = line.split('$').skip(1).map(|rest| rest.split(|letter: char| !letter.is_alphanumeric()).next());
        keys.entry(current.clone()).or_default().extend(names.flatten().map(str::to_owned));
    }
    keys
}

#[test]
fn every_language_has_every_key_with_the_same_things_filled_in() {
    let english = keys("en");
    for language in LANGUAGES {
        assert_eq!(keys(language), english, "{language} differs from English");
    }
    let folder = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/locales")).unwrap();
    assert_eq!(folder.count(), LANGUAGES.len(), "a language is not looked at here");
}

/// A key that is missing, or that lacks something to fill in, shows as such.
fn assert_said(text: &str) {
    for sign in ["Unknown localization", "{", "}", "$"] {
        assert!(!text.contains(sign), "\"{sign}\" is in what people read:\n{text}");
    }
    assert!(!text.trim().is_empty(), "nothing is said");
}

fn chars(text: &str) -> usize {
    text.chars().count()
}

fn assert_fits(card: &Card) {
    let texts = card.sections.iter().flat_map(|section| [&section.heading, &section.text]);
    let all: Vec<&String> = texts.chain([&card.title, &card.text, &card.footer]).collect();
    for text in &all {
        assert_said(text);
    }
    assert!(chars(&card.title) <= TITLE_CHARS_MAX && chars(&card.footer) <= FOOTER_CHARS_MAX, "{card:#?}");
    assert!(card.sections.iter().all(|section| chars(&section.text) <= FIELD_CHARS_MAX), "{card:#?}");
    assert!(card.sections.iter().all(|section| chars(&section.heading) <= TITLE_CHARS_MAX), "{card:#?}");
    let total: usize = all.iter().map(|text| chars(text)).sum();
    assert!(total <= EMBED_CHARS_MAX, "{total} characters: {card:#?}");
    assert!(card.buttons.iter().all(|button| (1..=LABEL_CHARS_MAX).contains(&chars(&button.label))), "{card:#?}");
}

#[test]
fn every_card_is_worded_and_fits() {
    for language in LANGUAGES {
        for case in samples::cases(language) {
            assert_fits(&Words::new().card(&case));
            if let Some(answer) = Words::new().first_answer(&case) {
                assert_said(&answer);
                assert!(chars(&answer) <= MESSAGE_CHARS_MAX, "{answer}");
            }
        }
    }
}

#[test]
fn a_card_with_too_much_to_say_is_cut() {
    for language in LANGUAGES {
        assert_fits(&Words::new().card(&samples::overfull(language)));
    }
}

/// Whoever is asked to decide reads until when, and what for, however much there is to say.
#[test]
fn a_card_that_is_cut_still_says_what_to_decide() {
    let mut asking = 0;
    for card in samples::cases("en").iter().map(|case| Words::new().card(case)).filter(|card| !card.buttons.is_empty())
    {
        let section = |heading: &str| &card.sections.iter().find(|section| section.heading == heading).unwrap().text;
        assert!(section("Decision").contains("Open until"), "{card:#?}");
        assert!(section("Where it stands").contains("Waiting for"), "{card:#?}");
        assert!(section("What will be done").contains("2. Enable sign-in"), "{card:#?}");
        asking += 1;
    }
    assert!(asking > 0);
}

#[test]
fn every_refusal_is_worded_and_names_its_rule() {
    let mut rules = BTreeSet::new();
    for language in LANGUAGES {
        for refusal in samples::refusals() {
            let words = Words::new().refusal(&refusal, &Locale::from(language));
            assert_said(&words);
            assert!(chars(&words) <= MESSAGE_CHARS_MAX, "{words}");
            let rule = format!("`{}`", refusal.rule());
            assert!(words.ends_with(&rule), "the rule {rule} is not named:\n{words}");
            rules.insert(refusal.rule());
        }
    }
    let english = keys("en");
    let worded =
        english.keys().filter_map(|key| key.strip_prefix("refusal-")).map(|key| key.split('-').next().unwrap());
    assert_eq!(worded.collect::<BTreeSet<_>>(), rules, "a rule without words, or words without a rule");
}

#[test]
fn every_press_that_counts_is_answered() {
    let case = samples::cases("en").pop().unwrap();
    for language in LANGUAGES {
        let locale = Locale::from(language);
        for verb in Verb::ALL {
            assert_said(&Words::new().heard(&case, *verb, &locale));
        }
        let plan = Digest::parse(&"0".repeat(64)).unwrap();
        let button = ButtonId { verb: Verb::Deny, case: CaseNumber(u64::MAX), plan };
        let form = Words::new().why_deny(button, 500, &locale);
        for text in [&form.title, &form.question, &form.placeholder] {
            assert_said(text);
        }
        assert!(chars(&form.title) <= FORM_TITLE_CHARS_MAX && chars(&form.question) <= FORM_TITLE_CHARS_MAX);
        assert!(chars(&form.placeholder) <= PLACEHOLDER_CHARS_MAX);
    }
}

/// Whoever speaks another language than ours reads English; a dialect reads its language.
#[test]
fn other_languages_fall_back() {
    let refusal = grendel::domain::refusal::Refusal::OwnCase;
    let says = |locale: &str| Words::new().refusal(&refusal, &Locale::from(locale));
    assert_eq!(says("en-GB"), says("en"));
    assert_eq!(says("nl-BE"), says("nl"));
    assert_eq!(says("pt-BR"), says("en"));
    assert_eq!(says(""), says("en"));
    assert_ne!(says("nl"), says("en"));
}
