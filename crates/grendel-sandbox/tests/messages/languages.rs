//! The languages beside each other, as they are written: what one of them says in two forms the others do too, none is left in
//! English, and each keeps its own rules of writing.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey};
use grendel::catalog::Catalog;
use grendel::domain::Locale;
use grendel::domain::command::Command;

use grendel_sandbox::message_catalog::Surface;
use grendel_sandbox::message_catalog::samples::texts;

use super::{MESSAGES, languages, locale_files};

/// Stands in a sentence for what is filled in.
const FILLED: char = '\u{fffc}';
/// The space that stands before a French sign and inside of French quotes.
const NARROW: char = '\u{202f}';

/// Returns the languages besides English.
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
    is_as_in_english: bool,
}

fn sentences(language: &str) -> BTreeMap<String, Sentence> {
    let text: String = locale_files::topics(language).into_iter().map(|(_, text)| text).collect();
    let resource =
        fluent_syntax::parser::parse(text).unwrap_or_else(|(_, mistakes)| panic!("{language}: {mistakes:?}"));
    let messages = resource.body.into_iter().filter_map(|entry| match entry {
        Entry::Message(message) => {
            let is_as_in_english = message.comment.is_some_and(|comment| comment.content == [AS_IN_ENGLISH]);
            Some((message.id.name, message.value.unwrap(), is_as_in_english))
        }
        Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => None,
        other => panic!("{language}: {other:?}"),
    });
    messages
        .map(|(key, pattern, is_as_in_english)| {
            let mut sentence = Sentence { is_as_in_english, ..Sentence::default() };
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

/// The comment above a message that is meant to be the same as in English: a name, or a word that both languages have.
const AS_IN_ENGLISH: &str = "As in English.";

#[test]
fn a_message_that_is_the_same_as_in_english_says_so() {
    let english = sentences("en");
    // "5 minutes" is French as well.
    let words = |text: &str| text.split(' ').filter(|word| word.contains(char::is_alphabetic)).count();
    let mut complaints = Vec::new();
    for language in &others() {
        for (key, sentence) in sentences(language) {
            let Some(original) = english.get(&key) else { continue };
            let least = if sentence.choices.is_empty() { 1 } else { 2 };
            let is_same = sentence.texts.iter().any(|text| original.texts.contains(text) && words(text) >= least);
            match (is_same, sentence.is_as_in_english) {
                (true, false) => complaints.push(format!(
                    "{language}: {key} is in English. Translate it, or put `# {AS_IN_ENGLISH}` above it"
                )),
                (false, true) => complaints.push(format!("{language}: {key} is not as in English, and says so")),
                _ => {}
            }
        }
    }
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

/// If English has plural forms, every language does, in the forms that it has, and no number is called by another one.
/// <https://www.unicode.org/cldr/charts/latest/supplemental/language_plural_rules.html>
#[test]
fn every_language_counts_where_english_does() {
    let english = sentences("en");
    for language in &languages() {
        for (key, sentence) in sentences(language) {
            let choices = |sentence: &Sentence| -> Vec<String> {
                sentence.choices.iter().map(|choice| choice.by.clone()).collect()
            };
            for by in english.get(&key).map(choices).unwrap_or_default() {
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

/// Numbers that may be zero: the form "one" must not cover zero for them, as it does in French.
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

/// Checks that each sign that French sets apart is preceded by the narrow no-break space.
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
            let local = wording.localizations.get(&Locale::from("fr"));
            assert_eq!(local.map_or(Ok(()), |local| is_spaced(&local.description)), Ok(()), "{}", command.name);
        }
    }
}

/// Texts composed of several sentences keep the rule as well: no sign comes from the code. Text from outside is left as
/// it is.
#[test]
fn french_signs_stand_apart_in_all_that_is_said() {
    let said = MESSAGES["fr"].iter().filter(|message| message.surface != Surface::Command);
    let said: Vec<&str> = said.map(|message| message.text.as_str()).collect();
    let mut said = said.join("\n") + "\n";
    let described: Vec<String> = Catalog::built_in().commands().map(described_in_french).collect();
    let outside = [texts::DENIAL, texts::WAIVED, texts::DEFINITION].into_iter();
    for text in outside.chain(described.iter().map(String::as_str)) {
        said = said.replace(text, "…");
        // A card may cut it.
        let ends = text.char_indices().map(|(end, _)| end).filter(|end| *end > 10);
        for end in ends.collect::<Vec<_>>().into_iter().rev() {
            said = said.replace(&format!("{}…", &text[..end]), "…");
        }
    }
    // What the listing sets out in pairs is put together by the listing.
    let lines = said.lines().filter(|line| !line.starts_with("  ") || line.contains(NARROW));
    let wrong: BTreeSet<String> = lines.filter_map(|line| is_spaced(&prose(line)).err()).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Returns a command's description as it stands in a list: its spaces are those of any text from outside.
fn described_in_french(command: &Command) -> String {
    let described = command.wording.description_in(&Locale::from("fr"));
    described.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The commands that a text names, each as it is typed.
fn commands_named(text: &str) -> BTreeSet<String> {
    let pieces = text.split([' ', '`', ',', ';', '.', '(', NARROW]);
    let named = pieces.filter_map(|piece| piece.strip_prefix('/')).filter(|name| name.starts_with(char::is_alphabetic));
    named.map(|name| name.chars().take_while(|letter| letter.is_alphanumeric()).collect()).collect()
}

/// A reader who is told to type `/link` finds that command in their Discord, in their language.
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

/// Discord shows a command in English where it is not worded otherwise, so nothing but this test says what is left to translate.
/// Discord's limits are held by the catalog.
#[test]
fn every_command_is_worded_in_every_language() {
    let mut complaints = Vec::new();
    for language in &others() {
        let (locale, file) = (Locale(language.to_owned()), format!("locales/{language}/commands.toml"));
        let mut names = BTreeSet::new();
        for command in Catalog::built_in().commands() {
            let name = &command.name;
            if !names.insert(name_in(command, language)) {
                complaints.push(format!("{file}: two commands have the name of {name}"));
            }
            let options =
                command.options.iter().map(|option| (format!("{name}.option.{}", option.name.word()), &option.wording));
            let mut option_names = BTreeSet::new();
            for (section, wording) in std::iter::once((name.clone(), &command.wording)).chain(options) {
                match wording.localizations.get(&locale) {
                    None => complaints.push(format!("{file}: [{section}] is missing")),
                    Some(local) if local.description == wording.description => {
                        complaints.push(format!("{file}: [{section}] is in English"));
                    }
                    Some(local) if !option_names.insert(&local.name) => {
                        complaints.push(format!("{file}: [{section}] has the name of another option"));
                    }
                    Some(_) => {}
                }
            }
        }
    }
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}
