//! Lists every message that a person can receive, as plain text for writers to read aloud.
//!
//! The messages come from sample cases that went through the real transitions of the domain, so each reads as a person
//! would receive it. To list a new kind of message, [`add`](Listing::add) it beside its neighbours: [`case_messages`]
//! has the messages of a case, [`button_replies`] the answers to buttons, [`queries`] the answers without a case,
//! [`guidance`] the answers that tell people what to do next, and [`commands`] the texts that the chat shows while a
//! person types a command. A new refusal, event, outcome or verb is listed once `samples` has one. `tests/messages`
//! fails on a sentence of `locales/` that is not listed.

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

/// A message with at most this many new lines is listed by those lines alone.
const FEW_LINES: usize = 3;

/// A place in which a person reads a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Surface {
    /// The message box, while a person types a command.
    Command,
    /// The message of a case in the channel.
    Card,
    /// An answer that only one member sees.
    Answer,
    /// An answer that holds a secret.
    SecretAnswer,
    /// A message in the channel that mentions people.
    Ping,
    /// A question that opens when a button is pressed.
    Form,
    /// A page in the browser.
    Page,
}

impl Surface {
    const fn word(self) -> &'static str {
        match self {
            Self::Command => "command wording",
            Self::Card => "card in the channel",
            Self::Answer => "private answer",
            Self::SecretAnswer => "whispered answer",
            Self::Ping => "message that calls people",
            Self::Form => "form",
            Self::Page => "page in the browser",
        }
    }
}

/// A message, with its reader, its place and its occasion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CatalogMessage {
    /// The part of the listing that the message belongs to: a short word for a file name.
    pub topic: &'static str,
    /// The place in which a person reads it.
    pub surface: Surface,
    /// The person who reads it, in a few words.
    pub reader: String,
    /// The event that has just happened, in a few words.
    pub when: String,
    /// True if `text` has only the lines that no earlier message on this surface had.
    pub is_rest: bool,
    /// The text as a person reads it, with the marks of the chat resolved.
    pub text: String,
}

impl fmt::Display for CatalogMessage {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rest = if self.is_rest { ", what else it can say" } else { "" };
        writeln!(out, "## {}{rest} · for {} · {}\n", self.surface.word(), self.reader, self.when)?;
        writeln!(out, "{}", self.text)
    }
}

/// Returns every message in this language, roughly in the order in which people receive them.
pub fn messages(locale: &Locale) -> Vec<CatalogMessage> {
    let mut listing = Listing::new(locale);
    commands::list(&mut listing);
    case_messages::list(&mut listing);
    button_replies::list(&mut listing);
    queries::list(&mut listing);
    guidance::list(&mut listing);
    listing.messages
}

/// A line of a message.
pub struct MessageLine {
    heading: String,
    text: String,
}

impl MessageLine {
    /// Creates a line under this heading. An empty heading stands for none.
    pub fn new(heading: &str, text: &str) -> Self {
        Self { heading: heading.to_owned(), text: text.to_owned() }
    }

    /// Splits a text without headings into its lines.
    pub fn of(text: &str) -> Vec<Self> {
        text.lines().map(|line| Self::new("", line)).collect()
    }
}

/// A growing list of messages in one language. A text that one surface has shown is not listed there again.
pub struct Listing {
    locale: Locale,
    topic: &'static str,
    messages: Vec<CatalogMessage>,
    /// The texts and lines that the listing already has.
    seen: BTreeSet<(Surface, String)>,
    /// The occasions that already have a message in full, by reader.
    occasions: BTreeSet<(Surface, String, String)>,
}

impl Listing {
    fn new(locale: &Locale) -> Self {
        let (seen, occasions) = (BTreeSet::new(), BTreeSet::new());
        Self { locale: locale.clone(), topic: "", messages: Vec::new(), seen, occasions }
    }

    /// Sets the topic of all messages that are added after this call.
    pub fn topic(&mut self, topic: &'static str) {
        self.topic = topic;
    }

    /// Adds a message. If the same reader already has this text for another occasion, adds the new occasion to its
    /// heading instead.
    pub fn add(&mut self, surface: Surface, reader: &str, when: &str, text: &str) {
        let text = plain_text::read(text, &self.locale);
        if self.seen.insert((surface, text.clone())) {
            self.push(surface, reader, when, false, text);
            return;
        }
        let is_same = |message: &&mut CatalogMessage| {
            message.surface == surface && message.reader == reader && message.text == text
        };
        if let Some(message) = self.messages.iter_mut().find(is_same)
            && !message.when.split("; ").any(|known| known == when)
        {
            message.when = format!("{}; {when}", message.when);
        }
    }

    /// Adds a message unless its text is already listed for any occasion.
    pub fn add_once(&mut self, surface: Surface, reader: &str, when: &str, text: &str) {
        let text = plain_text::read(text, &self.locale);
        if self.seen.insert((surface, text.clone())) {
            self.push(surface, reader, when, false, text);
        }
    }

    /// Adds a message unless its occasion or its text is already listed. Meant for messages that repeat others.
    pub fn add_first(&mut self, surface: Surface, reader: &str, when: &str, text: &str) {
        if self.occasions.insert((surface, reader.to_owned(), when.to_owned())) {
            self.add_once(surface, reader, when, text);
        }
    }

    /// Adds the new lines of a message of many lines. Lists the whole message if it is the first of its occasion and
    /// has more than `FEW_LINES` new lines. Otherwise lists the new lines alone, each group under its heading, and
    /// appends `about` to the occasion.
    pub fn add_lines(
        &mut self,
        surface: Surface,
        reader: &str,
        (when, about): (&str, &str),
        whole: &str,
        lines: &[MessageLine],
    ) {
        let mut rest: Vec<(String, Vec<String>)> = Vec::new();
        for MessageLine { heading, text: line } in lines {
            let (heading, line) = (plain_text::read(heading, &self.locale), plain_text::read(line, &self.locale));
            if !self.seen.insert((surface, format!("{heading}\n{line}"))) {
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
        if is_much && self.occasions.insert((surface, reader.to_owned(), when.to_owned())) {
            self.push(surface, reader, when, false, plain_text::read(whole, &self.locale));
        } else {
            let parts = rest.into_iter().map(|(heading, lines)| section(&heading, &lines));
            let text = parts.collect::<Vec<_>>().join("\n");
            self.push(surface, reader, &format!("{when}{about}"), true, text);
        }
    }

    /// Adds the new lines of a card.
    pub fn add_card(&mut self, when: (&str, &str), card: &Card) {
        let state = card.title.rsplit(" · ").next().unwrap_or_default();
        let mut lines = vec![MessageLine::new("", state), MessageLine::new("", &card.text)];
        for section in &card.sections {
            lines.extend(section.text.lines().map(|line| MessageLine::new(&section.heading, line)));
        }
        lines.extend(card.buttons.iter().map(|button| MessageLine::new("", &format!("[{}]", button.label))));
        self.add_lines(Surface::Card, "the channel", when, &card_text(card), &lines);
    }

    fn push(&mut self, surface: Surface, reader: &str, when: &str, is_rest: bool, text: String) {
        let (reader, when) = (reader.to_owned(), when.to_owned());
        self.messages.push(CatalogMessage { topic: self.topic, surface, reader, when, is_rest, text });
    }
}

/// Returns the whole card as text.
fn card_text(card: &Card) -> String {
    let mut parts = vec![card.title.clone(), card.text.clone()];
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    parts.extend(card.sections.iter().map(|part| section(&part.heading, &lines(&part.text))));
    let buttons: Vec<String> = card.buttons.iter().map(|button| format!("[{}]", button.label)).collect();
    parts.push(buttons.join(" "));
    parts.push(card.footer.clone());
    parts.retain(|part| !part.is_empty());
    parts.join("\n")
}

/// Returns lines under their heading. Indents them unless the heading is empty.
fn section(heading: &str, lines: &[String]) -> String {
    if heading.is_empty() {
        return lines.join("\n");
    }
    let indented: Vec<String> = lines.iter().map(|line| format!("  {line}")).collect();
    format!("{heading}\n{}", indented.join("\n"))
}
