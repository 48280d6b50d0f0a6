//! Every language says everything, with the same things filled in, and never more than the chat takes.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on says where it stopped")]

mod languages;
mod limits;
mod locale_files;
mod lost;
mod people;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::LazyLock;

use grendel::domain::case::{Case, Phase};
use grendel::domain::digest::Digest;
use grendel::domain::event::Verb;
use grendel::domain::{CaseNumber, Locale};
use grendel::render::Messages;
use grendel::render::card::{ButtonId, Card};
use grendel::render::keys::key;
use grendel_sandbox::message_catalog::{self, CatalogMessage, samples};

/// The languages, as in `locales/`.
fn languages() -> Vec<String> {
    Messages::languages().into_iter().map(|language| language.0).collect()
}

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

/// The keys of a language, each as its topic and its name, with the names of its arguments.
fn keys(language: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut keys: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (topic, text) in locale_files::topics(language) {
        let mut current = String::new();
        for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            if !line.starts_with(' ') {
                let (key, _) = line.split_once(" = ").unwrap_or_else(|| panic!("{language}: no key in {line}"));
                current = format!("{topic}.ftl: {key}");
                assert!(keys.insert(current.clone(), BTreeSet::new()).is_none(), "{language} has {current} twice");
            }
            let arguments = line.split('$').skip(1);
            let arguments = arguments.map(|rest| rest.split(|letter: char| !letter.is_alphanumeric()).next());
            keys.entry(current.clone()).or_default().extend(arguments.flatten().map(str::to_owned));
        }
    }
    let names: BTreeSet<&str> = keys.keys().filter_map(|key| Some(key.split_once(": ")?.1)).collect();
    assert_eq!(names.len(), keys.len(), "{language} has a key in two files");
    keys
}

/// A language that lacks a key falls back to English, so nothing but this test says what is left to translate.
#[test]
fn every_language_has_the_keys_and_arguments_of_english() {
    let english = keys("en");
    let mut complaints = Vec::new();
    for language in &languages() {
        let keys = keys(language);
        for (key, arguments) in &english {
            match keys.get(key) {
                None => complaints.push(format!("locales/{language}/{key} is missing")),
                Some(own) if own != arguments => {
                    complaints
                        .push(format!("locales/{language}/{key} has the arguments {own:?}, English has {arguments:?}"));
                }
                Some(_) => {}
            }
        }
        let unknown = keys.keys().filter(|key| !english.contains_key(*key));
        complaints.extend(unknown.map(|key| format!("locales/{language}/{key} is not in English")));
    }
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
    let folders = std::fs::read_dir(locale_files::folder()).unwrap();
    assert_eq!(folders.count(), languages().len(), "a folder of locales/ is not a language");
}

/// The parts of a call to Microsoft that stand for an id in it.
const PARTS_OF_CALLS: [&str; 2] = ["/{tenant}/", "/users/{id}"];

/// A key that is missing, or that lacks something to fill in, shows as such.
fn assert_said(text: &str) {
    let without_calls = PARTS_OF_CALLS.iter().fold(text.to_owned(), |text, part| text.replace(part, "/"));
    for sign in ["Unknown localization", "{", "}", "$"] {
        assert!(!without_calls.contains(sign), "\"{sign}\" is in what people read:\n{text}");
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
    for language in &languages() {
        for case in &OVERLONG_CASES[language] {
            assert_fits(&Messages::new().card(case));
            let details = Messages::new().details(case, &Locale::from(language.as_str()));
            let first = Messages::new().first_answer(case).map(|answer| (answer, MESSAGE_CHARS_MAX));
            for (answer, chars_max) in first.into_iter().chain([(details, EMBED_CHARS_MAX)]) {
                assert_said(&answer);
                assert!(chars(&answer) <= chars_max, "{answer}");
            }
        }
    }
}

#[test]
fn a_card_with_too_much_to_say_is_cut() {
    for language in &languages() {
        assert_fits(&Messages::new().card(&samples::overfull(language)));
    }
}

/// A member who is asked to decide reads the deadline and the plan, however much there is to say.
#[test]
fn a_card_that_is_cut_still_says_what_to_decide() {
    let mut asking = 0;
    let others_decide = |case: &&Case| match case.phase() {
        Phase::Waiting(asked) => asked.approval.not_before().is_none(),
        _ => false,
    };
    for case in OVERLONG_CASES["en"].iter().filter(others_decide) {
        let card = Messages::new().card(case);
        let plan = &case.diagnosed().unwrap().diagnosis.plan;
        let section = |heading: &str| &card.sections.iter().find(|section| section.heading == heading).unwrap().text;
        assert!(section("Decision").contains("Open until"), "{card:#?}");
        assert!(card.title.ends_with("awaits a decision"), "{card:#?}");
        for place in 1..=plan.steps.len() {
            assert!(section("What will be done").contains(&format!("{place}. ")), "{card:#?}");
        }
        asking += 1;
    }
    assert!(asking > 0);
}

#[test]
fn every_refusal_is_worded_and_names_its_rule() {
    let mut rules = BTreeSet::new();
    for language in &languages() {
        for refusal in samples::refusals().into_iter().chain(samples::overlong_refusals()) {
            let words = Messages::new().refusal(&refusal, &Locale(language.clone()));
            assert_said(&words);
            assert!(chars(&words) <= MESSAGE_CHARS_MAX, "{words}");
            let rule = format!("`{}`", refusal.rule());
            assert!(words.ends_with(&rule), "the rule {rule} is not named:\n{words}");
            rules.insert(refusal.rule());
        }
    }
    let english = keys("en");
    let worded = english.keys().filter_map(|key| key.strip_prefix("refusals.ftl: "));
    let worded: Vec<&str> = worded.filter(|key| key.starts_with("refusal-")).collect();
    let is_about = |name: &str, rule: &str| {
        let own = key("refusal", rule);
        name == own || name.starts_with(&format!("{own}-"))
    };
    for name in &worded {
        assert!(rules.iter().any(|rule| is_about(name, rule)), "{name} has no rule");
    }
    for rule in rules {
        assert!(worded.iter().any(|name| is_about(name, rule)), "{rule} has no message");
    }
}

#[test]
fn every_press_that_counts_is_answered() {
    let case = OVERLONG_CASES["en"].last().unwrap();
    for language in &languages() {
        // Details are answered with the details.
        for verb in Verb::ALL.iter().filter(|verb| **verb != Verb::Details) {
            let heard = Messages::new().press_accepted(case, *verb, &Locale(language.clone()));
            assert_said(&heard);
            assert!(chars(&heard) <= MESSAGE_CHARS_MAX, "{heard}");
        }
    }
}

/// The questions are for what cannot be pressed without a word, and fit the form.
#[test]
fn every_question_is_worded_and_fits() {
    let asked_before = [Verb::Deny, Verb::Confirm, Verb::BreakGlass, Verb::Waive];
    for language in &languages() {
        for verb in Verb::ALL {
            let plan = Digest::parse(&"0".repeat(64)).unwrap();
            let button = ButtonId { verb: *verb, case: CaseNumber(u64::MAX), plan };
            let form = Messages::new().form(button, 500, &Locale(language.clone()));
            assert_eq!(form.is_some(), asked_before.contains(verb), "{verb:?}");
            let Some(form) = form else { continue };
            for text in [&form.title, &form.question, &form.placeholder] {
                assert_said(text);
            }
            assert!(chars(&form.title) <= FORM_TITLE_CHARS_MAX && chars(&form.question) <= FORM_TITLE_CHARS_MAX);
            assert!(chars(&form.placeholder) <= PLACEHOLDER_CHARS_MAX);
        }
    }
}

#[test]
fn every_call_is_worded_fits_and_leads_to_the_card() {
    for language in &languages() {
        let calls: Vec<String> = OVERLONG_CASES[language].iter().filter_map(samples::call).collect();
        for call in &calls {
            assert_said(call);
            assert!(chars(call) <= MESSAGE_CHARS_MAX, "{call}");
            assert!(call.ends_with("/channels/1/2/5"), "{call}");
        }
        let different: BTreeSet<&String> = calls.iter().collect();
        assert!(different.len() >= 5, "not every call was made: {different:#?}");
        assert!(calls.iter().any(|call| call.starts_with("<@&")), "nobody is alerted");
    }
}

/// Stands for a password or a pass: everything that can be in one, beside letters.
const PLANTED: &str = "Kb7#mW!x4Q-tR9=z_p*d";

/// A secret arrives as it is: to be copied, not read as formatting; and it is in nothing but the whisper.
#[test]
fn a_secret_is_whispered_as_it_is_and_stands_on_no_card() {
    for language in &languages() {
        let locale = &Locale(language.clone());
        let mut whispered = BTreeSet::new();
        for case in &OVERLONG_CASES[language] {
            if let Some(proof) = samples::receiver_proof(case) {
                let said = Messages::new().secret_message(&proof, case, &[], locale);
                assert!(said.is_none(), "nothing is kept, and something is said");
            }
            let Some(whisper) = samples::whisper(case, locale, PLANTED) else { continue };
            assert_said(&whisper);
            assert!(chars(&whisper) <= MESSAGE_CHARS_MAX, "{whisper}");
            let made = case.run().unwrap().issued.len();
            assert_eq!(whisper.matches(&format!("||`{PLANTED}`||")).count(), made, "{whisper}");
            whispered.insert(made);
        }
        assert_eq!(whispered, BTreeSet::from([1, 2]), "not every kind of whisper was heard");
    }
}

/// Topics that are not messages of Grendel: names that Outlook gives, and words that Discord's app shows.
const NOT_MESSAGES: &[&str] = &["mail-folders", "relative-time"];

/// The longest piece of a sentence that is the same whatever is filled in, for each key and each of its forms.
fn pieces(language: &str) -> Vec<(String, String)> {
    let topics =
        locale_files::topics(language).into_iter().filter(|(topic, _)| !NOT_MESSAGES.contains(&topic.as_str()));
    let text: String = topics.map(|(_, text)| text).collect();
    let mut pieces = Vec::new();
    let mut key = String::new();
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let words = match line.split_once(" = ") {
            Some((name, words)) if !line.starts_with(' ') => {
                name.clone_into(&mut key);
                words
            }
            _ => line.split_once(']').map_or("", |(_, words)| words),
        };
        let longest = words.split(['{', '}']).step_by(2).max_by_key(|piece| piece.len()).unwrap_or_default();
        pieces.push((key.clone(), longest.trim().to_owned()));
    }
    pieces
}

/// Messages that nothing leads to: a rule that always applies gives no reason.
const UNSAID: &[&str] = &["because-always"];

/// Messages that only the fullest cards contain, or have no room for. Which of them occur depends on how long a
/// language's other sentences are.
const BY_ROOM: &[&str] = &[
    "signs-in-all",
    "signs-waived-in-all",
    "withheld-in-short",
    "details-left-out",
    "instead-sending-restricted",
    "instead-suspicious-inbox-rules",
];

/// The meaning of a step is shown if there is room; the same holds for these.
const MEANINGS: &str = "meaning-";

/// A sentence that nothing leads to is one that no one keeps true. A message that is not listed is either never said
/// and should go, or `grendel-sandbox words` has no sample of it yet: see
/// `crates/grendel-sandbox/src/message_catalog/`.
#[test]
fn every_sentence_is_said_somewhere() {
    for language in &languages() {
        let said = listing(language);
        let pieces = pieces(language);
        let unsaid = pieces.iter().filter(|(_, piece)| !said.contains(piece.as_str())).map(|(key, _)| key.as_str());
        assert_eq!(
            unsaid.filter(|key| !BY_ROOM.contains(key) && !key.starts_with(MEANINGS)).collect::<Vec<_>>(),
            UNSAID,
            "`grendel-sandbox words --locale {language}` does not list this: add a sample, or remove it"
        );
    }
}

/// Everything that `grendel-sandbox words` prints, in each language.
static MESSAGES: LazyLock<BTreeMap<String, Vec<CatalogMessage>>> = LazyLock::new(|| {
    let languages = Messages::languages().into_iter();
    languages.map(|language| (language.0.clone(), message_catalog::messages(&language))).collect()
});

fn listing(language: &str) -> String {
    MESSAGES[language].iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

/// The sample cases with texts that are as long as they can be, in each language. Making them takes seconds.
static OVERLONG_CASES: LazyLock<BTreeMap<String, Vec<Case>>> = LazyLock::new(|| {
    languages().into_iter().map(|language| (language.clone(), samples::overlong_cases(&language))).collect()
});

/// A longer snapshot is a topic that has to be split.
const SNAPSHOT_LINES_MAX: usize = 450;

/// The snapshots of a language are one file a topic in a folder of their own, so that a diff is short enough to be read.
#[test]
fn every_topic_of_the_listing_is_as_its_snapshot() {
    for (language, messages) in &*MESSAGES {
        let mut topics: BTreeMap<&str, String> = BTreeMap::new();
        for message in messages {
            let text = message.to_string();
            assert_said(&text);
            topics.entry(message.topic).and_modify(|topic| *topic += "\n").or_default().push_str(&text);
        }
        let folder = format!("snapshots/{language}");
        for (topic, text) in &topics {
            assert!(text.lines().count() <= SNAPSHOT_LINES_MAX, "split {topic}: {} lines", text.lines().count());
            let mut settings = insta::Settings::clone_current();
            settings.set_snapshot_path(&folder);
            settings.set_prepend_module_to_snapshot(false);
            settings.set_omit_expression(true);
            settings.bind(|| insta::assert_snapshot!(*topic, text));
        }
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/messages").join(folder);
        let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
        let stale: Vec<String> = files.filter(|file| !topics.contains_key(file.split('.').next().unwrap())).collect();
        assert!(stale.is_empty(), "snapshots of topics that are gone: {stale:?}");
    }
}

/// Each refusal, verb, command, call, form and page is in the listing, with who reads it where.
#[test]
fn the_listing_has_every_kind_of_message() {
    let listing = listing("en");
    let rules = samples::refusals().into_iter().map(|refusal| format!("refused: `{}`", refusal.rule()));
    let verbs = Verb::ALL.iter().map(|verb| format!("after `{}` has counted", verb.word()));
    let catalog = grendel::catalog::Catalog::built_in();
    let commands = catalog.commands().map(|command| format!("· while typing /{}\n\n/{0}", command.name));
    for heading in rules.chain(verbs).chain(commands) {
        assert!(listing.contains(&heading), "`grendel-sandbox words` does not list this: {heading}");
    }
    for place in ["card in the channel", "private answer", "whispered answer", "form", "page in the browser"] {
        assert!(listing.contains(&format!("## {place} · for ")), "nothing is listed for: {place}");
    }
    let calls: Vec<&str> = listing.lines().filter(|line| line.starts_with("## message that calls people")).collect();
    assert!(calls.len() >= 7, "{calls:#?}");
}

/// Readers of a language that we lack get English; a dialect gets its language.
#[test]
fn other_languages_fall_back() {
    let refusal = grendel::domain::refusal::Refusal::OwnCase;
    let says = |locale: &str| Messages::new().refusal(&refusal, &Locale::from(locale));
    assert_eq!(says("en-GB"), says("en"));
    assert_eq!(says("en-US"), says("en"));
    assert_eq!(says("nl-BE"), says("nl"));
    assert_eq!((says("de-AT"), says("fr-CA")), (says("de"), says("fr")));
    assert_eq!(says("pt-BR"), says("en"));
    assert_eq!(says(""), says("en"));
    let different: BTreeSet<String> = languages().iter().map(|language| says(language)).collect();
    assert_eq!(different.len(), languages().len());
}
