//! The languages beside each other, as they are written: what one of them says in two forms the others do too, none is left in
//! English, and each keeps its own rules of writing.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey};
use grendel::catalog::Catalog;
use grendel::domain::Locale;
use grendel::domain::command::Command;

use grendel_sandbox::message_catalog::samples::texts;
use grendel_sandbox::message_catalog::{Place, messages};

use super::{languages, locale_files};

/// Stands in a sentence for what is filled in.
const FILLED: char = '\u{fffc}';
/// The space that stands before a French sign and inside of French quotes.
const NARROW: char = '\u{202f}';

/// The languages that somebody has translated into.
fn others() -> Vec<String> {
    languages().into_iter().filter(|language| language != "en").collect()
}

/// The forms that a sentence chooses from by a number: which number, and for each form the text.
struct Choice {
    by: String,
    forms: BTreeMap<String, String>,
}

/// A sentence as it is written: each text that can come of it, and what it chooses by.
#[derive(Default)]
struct Sentence {
    texts: Vec<String>,
    choices: Vec<Choice>,
}

fn sentences(language: &str) -> BTreeMap<String, Sentence> {
    let text: String = locale_files::topics(language).into_iter().map(|(_, text)| text).collect();
    let resource =
        fluent_syntax::parser::parse(text).unwrap_or_else(|(_, mistakes)| panic!("{language}: {mistakes:?}"));
    let messages = resource.body.into_iter().filter_map(|entry| match entry {
        Entry::Message(message) => Some((message.id.name, message.value.unwrap())),
        Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => None,
        other => panic!("{language}: {other:?}"),
    });
    messages
        .map(|(key, pattern)| {
            let mut sentence = Sentence::default();
            let text = read(&pattern, &mut sentence.choices);
            let forms = sentence.choices.iter().flat_map(|choice| choice.forms.values().cloned());
            sentence.texts = forms.chain([text]).collect();
            (key, sentence)
        })
        .collect()
}

/// The text of a pattern, with a sign where something is filled in or chosen.
fn read(pattern: &Pattern<String>, choices: &mut Vec<Choice>) -> String {
    let mut text = String::new();
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => text += value,
            PatternElement::Placeable { expression: Expression::Inline(_) } => text.push(FILLED),
            PatternElement::Placeable { expression: Expression::Select { selector, variants } } => {
                let InlineExpression::VariableReference { id } = selector else { panic!("{selector:?}") };
                let forms = variants.iter().map(|variant| {
                    let (VariantKey::Identifier { name: form } | VariantKey::NumberLiteral { value: form }) =
                        &variant.key;
                    (form.clone(), read(&variant.value, &mut Vec::new()))
                });
                choices.push(Choice { by: id.name.clone(), forms: forms.collect() });
                text.push(FILLED);
            }
        }
    }
    text
}

/// Without what is typed or copied as it stands: inline code, addresses, mentions and times.
fn prose(text: &str) -> String {
    let mut prose = String::new();
    for (place, piece) in text.split('`').enumerate() {
        prose += if place % 2 == 0 { piece } else { "\u{fffc}" };
    }
    let words = prose.split(' ').map(|word| {
        let start = ["https://", "<"].iter().filter_map(|start| word.find(start)).min();
        start.map_or(word.to_owned(), |start| format!("{}{FILLED}", &word[..start]))
    });
    words.collect::<Vec<_>>().join(" ")
}

/// What may be the same as in English: names, and words that both languages have.
const AS_IN_ENGLISH: &[(&str, &[&str])] = &[
    ("nl", &["asked-ticket", "button-details", "example-user", "method-authenticator", "method-windows-hello"]),
    ("de", &["asked-ticket", "button-details", "example-user", "method-authenticator", "method-windows-hello"]),
    ("fr", &["example-user", "method-authenticator", "method-windows-hello"]),
];

#[test]
fn nothing_is_left_in_english() {
    let english = sentences("en");
    for language in &others() {
        let allowed = AS_IN_ENGLISH.iter().find(|(one, _)| one == language).map_or(&[][..], |(_, keys)| *keys);
        let sentences = sentences(language);
        // "5 minutes" is French as well.
        let words = |text: &str| text.split(' ').filter(|word| word.contains(char::is_alphabetic)).count();
        let left = sentences.iter().filter(|(key, sentence)| {
            let says_it_too = |text: &&String| english[*key].texts.contains(text);
            let least = if sentence.choices.is_empty() { 1 } else { 2 };
            sentence.texts.iter().filter(says_it_too).any(|text| words(text) >= least)
        });
        assert_eq!(left.map(|(key, _)| key.as_str()).collect::<Vec<_>>(), allowed, "{language}");
    }
}

/// Where English counts, every language does; in the forms that the language has, and no number is said to be another.
/// <https://www.unicode.org/cldr/charts/latest/supplemental/language_plural_rules.html>
#[test]
fn every_language_counts_where_english_does() {
    let english = sentences("en");
    for language in &languages() {
        for (key, sentence) in sentences(language) {
            let choices = |sentence: &Sentence| -> Vec<String> {
                sentence.choices.iter().map(|choice| choice.by.clone()).collect()
            };
            for by in choices(&english[&key]) {
                assert!(choices(&sentence).contains(&by), "{language} does not count {by} in {key}");
            }
            for Choice { by, forms } in &sentence.choices {
                let known = |form: &String| form.parse::<u32>().is_ok() || form == "one" || form == "other";
                assert!(forms.keys().all(known), "{language}: {key} has a form that the language has not");
                let has = |form: &str| forms.contains_key(form);
                assert!(has("other") && (has("one") || has("0")), "{language}: {key} does not tell one {by} from more");
            }
        }
    }
}

/// What may be none at all: there "one" must not speak for it, as it does in French.
const MAY_BE_NONE: &[&str] = &["able", "before", "inside", "outside"];

#[test]
fn french_does_not_say_one_of_none() {
    let choices = sentences("fr")
        .into_iter()
        .flat_map(|(key, sentence)| sentence.choices.into_iter().map(move |choice| (key.clone(), choice)));
    for (key, Choice { by, forms }) in choices.filter(|(_, choice)| MAY_BE_NONE.contains(&choice.by.as_str())) {
        let says_how_many = forms.get("one").is_none_or(|one| one.contains(FILLED));
        assert!(forms.contains_key("0") || says_how_many, "{key} says one where {by} may be none");
    }
}

/// Quotes that are not typed: they open and close, and in French stand apart from what they hold.
#[test]
fn quotes_and_apostrophes_are_those_of_the_language() {
    for (language, open, close) in [("de", '„', '“'), ("fr", '«', '»')] {
        for (key, sentence) in sentences(language) {
            for text in sentence.texts.iter().map(|text| prose(text)) {
                assert!(!text.contains(['"', '\'']), "{language}: {key} has typewriter quotes: {text}");
                let of_others: String = "„“”«»‹›".chars().filter(|sign| ![open, close].contains(sign)).collect();
                assert!(!text.contains(|sign| of_others.contains(sign)), "{language}: {key}: {text}");
                let quotes: String = text.chars().filter(|sign| [open, close].contains(sign)).collect();
                assert_eq!(
                    quotes,
                    format!("{open}{close}").repeat(quotes.chars().count() / 2),
                    "{language}: {key}: {text}"
                );
            }
        }
    }
}

/// Whether each sign that French sets apart is, by the narrow space that does not break.
fn is_spaced(text: &str) -> Result<(), String> {
    let signs: Vec<char> = text.chars().collect();
    for (place, sign) in signs.iter().enumerate() {
        let before = place.checked_sub(1).map(|before| signs[before]);
        let is_digit = |sign: Option<&char>| sign.is_some_and(char::is_ascii_digit);
        let wrong = match sign {
            // A time of day.
            ':' if is_digit(before.as_ref()) && is_digit(signs.get(place + 1)) => false,
            ';' | ':' | '!' | '?' | '»' => before != Some(NARROW),
            '«' => signs.get(place + 1) != Some(&NARROW),
            _ => false,
        };
        if wrong {
            let around: String = signs[place.saturating_sub(20)..signs.len().min(place + 20)].iter().collect();
            return Err(format!("{sign} in: {around}"));
        }
    }
    Ok(())
}

#[test]
fn french_signs_stand_apart() {
    for (key, sentence) in sentences("fr") {
        for text in &sentence.texts {
            assert_eq!(is_spaced(&prose(text)), Ok(()), "{key}");
        }
    }
    for command in Catalog::built_in().commands() {
        let wordings = std::iter::once(&command.wording).chain(command.options.iter().map(|option| &option.wording));
        for wording in wordings {
            assert_eq!(is_spaced(&wording.localizations[&Locale::from("fr")].description), Ok(()), "{}", command.name);
        }
    }
}

/// What is put together from several sentences keeps the rule as well: no sign comes from the code. What comes from outside is as it is.
#[test]
fn french_signs_stand_apart_in_all_that_is_said() {
    let said = messages(&Locale::from("fr")).into_iter().filter(|message| message.place != Place::Command);
    let mut said: String = said.map(|message| message.text + "\n").collect();
    let described: Vec<String> = Catalog::built_in().commands().map(described_in_french).collect();
    let outside = [texts::DENIAL, texts::WAIVED, texts::DEFINITION].into_iter();
    for text in outside.chain(described.iter().map(String::as_str)) {
        said = said.replace(text, "…");
    }
    // What the listing sets out in pairs is put together by the listing.
    let lines = said.lines().filter(|line| !line.starts_with("  ") || line.contains(NARROW));
    let wrong: BTreeSet<String> = lines.filter_map(|line| is_spaced(&prose(line)).err()).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// What a command's file says of it, as it stands in a list: its spaces are those of any text from outside.
fn described_in_french(command: &Command) -> String {
    let described = &command.wording.localizations[&Locale::from("fr")].description;
    described.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The commands that a text names, each as it is typed.
fn commands_named(text: &str) -> BTreeSet<String> {
    let pieces = text.split([' ', '`', ',', ';', '.', '(', NARROW]);
    let named = pieces.filter_map(|piece| piece.strip_prefix('/')).filter(|name| name.starts_with(char::is_alphabetic));
    named.map(|name| name.chars().take_while(|letter| letter.is_alphanumeric()).collect()).collect()
}

/// Whoever reads "type /link" finds that command in their Discord, in their language.
#[test]
fn the_commands_that_are_named_are_there() {
    for language in &languages() {
        let names: BTreeSet<String> =
            Catalog::built_in().commands().map(|command| name_in(command, language)).collect();
        let mut named = BTreeSet::new();
        for (key, sentence) in sentences(language) {
            for text in &sentence.texts {
                let unknown: Vec<String> = commands_named(text).difference(&names).cloned().collect();
                assert!(unknown.is_empty(), "{language}: {key} names {unknown:?}");
                named.extend(commands_named(text));
            }
        }
        assert!(named.len() >= 3, "{language} names only {named:?}");
    }
}

fn name_in(command: &Command, language: &str) -> String {
    let local = command.wording.localizations.get(&Locale(language.to_owned()));
    local.map_or(&command.name, |local| &local.name).clone()
}

/// Every language but English, which is what Discord shows where there is nothing else, words each command and each option in its own
/// way, and calls no two the same. Discord's limits are held by the catalog.
#[test]
fn every_command_is_worded_in_every_language() {
    for language in &others() {
        let locale = Locale(language.to_owned());
        let mut names = BTreeSet::new();
        for command in Catalog::built_in().commands() {
            assert!(names.insert(name_in(command, language)), "{language}: {} is called as another", command.name);
            let mut options = BTreeSet::new();
            for wording in std::iter::once(&command.wording).chain(command.options.iter().map(|option| &option.wording))
            {
                let local = wording.localizations.get(&locale);
                let local = local.unwrap_or_else(|| panic!("{language}: {} is not worded", command.name));
                assert_ne!(local.description, wording.description, "{language}: {} is in English", command.name);
                assert!(options.insert(&local.name), "{language}: an option of {} is called as another", command.name);
            }
        }
    }
}
