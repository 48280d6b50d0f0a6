//! Every message that a person can receive, made of samples, as plain text: to be read aloud by those who write them.
//!
//! The samples are cases that go through the domain's real transitions, so a message stands here as somebody would get it. To add one
//! to the listing, [`tell`](Telling::tell) it where its neighbours are: [`lives`] has what a case says by itself, [`presses`] what a
//! press is answered, [`inquiries`] what is answered without a case, [`lost`] what leads on whoever is lost, [`commands`] what the chat shows while someone types. A new
//! refusal, event, outcome or verb is listed by itself once `samples` has one. `tests/words.rs` holds that no sentence of `locales/` is left out.

pub mod commands;
pub mod queries;
pub mod case_messages;
pub mod guidance;
mod plain_text;
pub mod button_replies;
pub mod samples;

use std::collections::BTreeSet;
use std::fmt;

use grendel::domain::Locale;
use grendel::render::card::Card;

/// A message of which no more lines than this are new is not told whole.
const FEW_LINES: usize = 3;

/// Where a message is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// While a command is typed.
    Command,
    /// The message of a case in the channel.
    Card,
    /// An answer that one member sees and nobody else.
    Answer,
    /// An answer that holds a secret.
    Whisper,
    /// A message in the channel that calls people.
    Call,
    /// A question that opens when a button is pressed.
    Form,
    /// A page in the browser.
    Page,
}

impl Place {
    const fn word(self) -> &'static str {
        match self {
            Self::Command => "command wording",
            Self::Card => "card in the channel",
            Self::Answer => "private answer",
            Self::Whisper => "whispered answer",
            Self::Call => "message that calls people",
            Self::Form => "form",
            Self::Page => "page in the browser",
        }
    }
}

/// A message, with who reads it where and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Where.
    pub place: Place,
    /// Who.
    pub reader: String,
    /// What has just happened.
    pub when: String,
    /// Whether these are only the lines that were not in an earlier message of that place.
    pub is_rest: bool,
    /// As it is read: without the marks of the chat that nobody sees.
    pub text: String,
}

impl fmt::Display for Message {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rest = if self.is_rest { ", what else it can say" } else { "" };
        writeln!(out, "## {}{rest} · for {} · {}\n", self.place.word(), self.reader, self.when)?;
        writeln!(out, "{}", self.text)
    }
}

/// Every message in this language, in the order in which people get to read them.
pub fn messages(locale: &Locale) -> Vec<Message> {
    let mut telling = Telling::new(locale);
    commands::tell(&mut telling);
    case_messages::tell(&mut telling);
    button_replies::tell(&mut telling);
    queries::tell(&mut telling);
    guidance::tell(&mut telling);
    telling.messages
}

/// A line of a message.
pub struct Line {
    heading: String,
    text: String,
}

impl Line {
    /// A line under this heading, which is empty where it stands under none.
    pub fn new(heading: &str, text: &str) -> Self {
        Self { heading: heading.to_owned(), text: text.to_owned() }
    }
}

/// A listing that grows. What was told once in a place is not told there again.
pub struct Telling {
    locale: Locale,
    messages: Vec<Message>,
    told: BTreeSet<(Place, String)>,
    moments: BTreeSet<(Place, String, String)>,
}

impl Telling {
    fn new(locale: &Locale) -> Self {
        Self { locale: locale.clone(), messages: Vec::new(), told: BTreeSet::new(), moments: BTreeSet::new() }
    }

    /// Tells a message. Where somebody reads the very same at another moment, that is said in its first line.
    pub fn tell(&mut self, place: Place, reader: &str, when: &str, text: &str) {
        let text = plain_text::read(text, &self.locale);
        if self.told.insert((place, text.clone())) {
            self.add(place, reader, when, false, text);
            return;
        }
        let is_same =
            |message: &&mut Message| message.place == place && message.reader == reader && message.text == text;
        if let Some(message) = self.messages.iter_mut().find(is_same)
            && !message.when.split("; ").any(|known| known == when)
        {
            message.when = format!("{}; {when}", message.when);
        }
    }

    /// Tells a message, unless the same was told before, at whatever moment.
    pub fn tell_once(&mut self, place: Place, reader: &str, when: &str, text: &str) {
        let text = plain_text::read(text, &self.locale);
        if self.told.insert((place, text.clone())) {
            self.add(place, reader, when, false, text);
        }
    }

    /// Tells a message that says what others say too: only the first of each moment.
    pub fn tell_first(&mut self, place: Place, reader: &str, when: &str, text: &str) {
        if self.moments.insert((place, reader.to_owned(), when.to_owned())) {
            self.tell_once(place, reader, when, text);
        }
    }

    /// Tells a message of many lines, as far as there is anything new in it: whole where it is the first of its moment and much of it
    /// is new, and else only the new lines, each with the heading that it stands under and with what the message is about.
    pub fn tell_lines(&mut self, place: Place, reader: &str, (when, about): (&str, &str), whole: &str, lines: &[Line]) {
        let mut rest: Vec<(String, Vec<String>)> = Vec::new();
        for Line { heading, text: line } in lines {
            let (heading, line) = (plain_text::read(heading, &self.locale), plain_text::read(line, &self.locale));
            if !self.told.insert((place, format!("{heading}\n{line}"))) {
                continue;
            }
            match rest.last_mut() {
                Some((last, lines)) if *last == heading => lines.push(line),
                _ => rest.push((heading, vec![line])),
            }
        }
        if rest.is_empty() {
            return;
        }
        let is_much = rest.iter().map(|(_, lines)| lines.len()).sum::<usize>() > FEW_LINES;
        if is_much && self.moments.insert((place, reader.to_owned(), when.to_owned())) {
            self.add(place, reader, when, false, plain_text::read(whole, &self.locale));
        } else {
            let parts = rest.into_iter().map(|(heading, lines)| part(&heading, &lines));
            let text = parts.collect::<Vec<_>>().join("\n");
            self.add(place, reader, &format!("{when}{about}"), true, text);
        }
    }

    /// Tells a card.
    pub fn tell_card(&mut self, when: (&str, &str), card: &Card) {
        let stands = card.title.rsplit(" · ").next().unwrap_or_default();
        let mut lines = vec![Line::new("", stands), Line::new("", &card.text)];
        for section in &card.sections {
            lines.extend(section.text.lines().map(|line| Line::new(&section.heading, line)));
        }
        lines.extend(card.buttons.iter().map(|button| Line::new("", &format!("[{}]", button.label))));
        self.tell_lines(Place::Card, "the channel", when, &whole(card), &lines);
    }

    fn add(&mut self, place: Place, reader: &str, when: &str, is_rest: bool, text: String) {
        let (reader, when) = (reader.to_owned(), when.to_owned());
        self.messages.push(Message { place, reader, when, is_rest, text });
    }
}

fn whole(card: &Card) -> String {
    let mut parts = vec![card.title.clone(), card.text.clone()];
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    parts.extend(card.sections.iter().map(|section| part(&section.heading, &lines(&section.text))));
    let buttons: Vec<String> = card.buttons.iter().map(|button| format!("[{}]", button.label)).collect();
    parts.push(buttons.join(" "));
    parts.push(card.footer.clone());
    parts.retain(|part| !part.is_empty());
    parts.join("\n")
}

/// Lines under a heading.
fn part(heading: &str, lines: &[String]) -> String {
    if heading.is_empty() {
        return lines.join("\n");
    }
    let indented: Vec<String> = lines.iter().map(|line| format!("  {line}")).collect();
    format!("{heading}\n{}", indented.join("\n"))
}
