//! Every message that a person can receive, made from samples and printed as plain text, so that writers can read it aloud.
//!
//! The samples are cases that went through the domain's real transitions, so a message is here as a person would receive it. To list a
//! new kind of message, [`add`](Listing::add) it beside its neighbours: [`case_messages`] has what a case says by itself,
//! [`button_replies`] the answers to buttons, [`queries`] the answers without a case, [`guidance`] the answers that lead people on, and
//! [`commands`] what the chat shows while a command is typed. A new refusal, event, outcome or verb is listed once `samples` has one.
//! `tests/messages` fails on a sentence of `locales/` that is not listed.

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

/// Where a message is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Surface {
    /// While a command is typed.
    Command,
    /// The message of a case in the channel.
    Card,
    /// An answer that one member sees.
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

/// A message, with who reads it where and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CatalogMessage {
    /// The part of the listing that it belongs to: a short word for a file name.
    pub topic: &'static str,
    /// Where it is read.
    pub surface: Surface,
    /// Who reads it.
    pub reader: String,
    /// What has just happened.
    pub when: String,
    /// True if `text` has only the lines that no earlier message on this surface had.
    pub is_rest: bool,
    /// The text as it is read: without the marks that the chat resolves.
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
    /// A line under this heading; an empty heading stands for none.
    pub fn new(heading: &str, text: &str) -> Self {
        Self { heading: heading.to_owned(), text: text.to_owned() }
    }

    /// The lines of a text without headings.
    pub fn of(text: &str) -> Vec<Self> {
        text.lines().map(|line| Self::new("", line)).collect()
    }
}

/// A growing list of messages in one language. A text that one surface has shown is not listed there again.
pub struct Listing {
    locale: Locale,
    topic: &'static str,
    messages: Vec<CatalogMessage>,
    /// The texts and lines that are listed.
    seen: BTreeSet<(Surface, String)>,
    /// The readers and occasions that have a message listed in full.
    occasions: BTreeSet<(Surface, String, String)>,
}

impl Listing {
    fn new(locale: &Locale) -> Self {
        let (seen, occasions) = (BTreeSet::new(), BTreeSet::new());
        Self { locale: locale.clone(), topic: "", messages: Vec::new(), seen, occasions }
    }

    /// Sets the topic of the messages that are added from now on.
    pub fn topic(&mut self, topic: &'static str) {
        self.topic = topic;
    }

    /// Adds a message. If the reader has the same text listed for another occasion, that occasion is added to its heading instead.
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

    /// Adds a message unless its text is listed, for whatever occasion.
    pub fn add_once(&mut self, surface: Surface, reader: &str, when: &str, text: &str) {
        let text = plain_text::read(text, &self.locale);
        if self.seen.insert((surface, text.clone())) {
            self.push(surface, reader, when, false, text);
        }
    }

    /// Adds a message unless its occasion or its text is listed. For messages that repeat what others say.
    pub fn add_first(&mut self, surface: Surface, reader: &str, when: &str, text: &str) {
        if self.occasions.insert((surface, reader.to_owned(), when.to_owned())) {
            self.add_once(surface, reader, when, text);
        }
    }

    /// Adds what is new in a message of many lines: the whole message if it is the first of its occasion and has more than
    /// [`FEW_LINES`] new lines, else those lines alone, each group under its heading. `about` is appended to the occasion then.
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

    /// Adds what is new on a card.
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

/// Returns all of a card as text.
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

/// Returns lines under their heading, indented unless the heading is empty.
fn section(heading: &str, lines: &[String]) -> String {
    if heading.is_empty() {
        return lines.join("\n");
    }
    let indented: Vec<String> = lines.iter().map(|line| format!("  {line}")).collect();
    format!("{heading}\n{}", indented.join("\n"))
}
