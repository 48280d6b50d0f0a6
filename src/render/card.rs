//! What the chat shows, as plain values: the words are in here, how they are sent is the chat's own affair.

use std::fmt;

use crate::domain::CaseNumber;
use crate::domain::digest::Digest;
use crate::domain::event::Verb;

/// The message in the channel that shows a case. It is within the chat's limits when it leaves `render`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// What it is about, in a line.
    pub title: String,
    /// A hint for the eye; never the only one.
    pub status: CardStatus,
    /// The verdict.
    pub text: String,
    /// Everything else, in the order of reading.
    pub sections: Vec<Section>,
    /// The case number and whatever else identifies it.
    pub footer: String,
    /// What can be pressed.
    pub buttons: Vec<Button>,
}

/// How a card feels, shown as a colour beside the words that say so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardStatus {
    /// Somebody is waited for.
    Waiting,
    /// Something is being done.
    Running,
    /// It went well.
    Succeeded,
    /// It ended without anything being done.
    Unchanged,
    /// Somebody has to look.
    NeedsAttention,
}

/// What a section is about. The order here is the order of reading, on every card and for as long as it is there: a person who is
/// woken at night looks for the same thing in the same place. Above all of them stand the title, which says in words how the case
/// stands, and the verdict in one sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SectionKind {
    /// Evidence: what is not as it was when somebody agreed.
    Changes,
    /// Evidence: why to look twice who this is.
    Warnings,
    /// Evidence: what the verdict rests on.
    Evidence,
    /// Evidence: what speaks for a compromise.
    Signs,
    /// Evidence: what could not be looked at.
    Gaps,
    /// The plan: each step, and on whose authority. Once it was begun, also how each step stands.
    Plan,
    /// The plan: what would not help.
    Ineffective,
    /// The plan: what people do themselves.
    Advice,
    /// The decision: who asked, and why.
    Request,
    /// The decision: who must decide, who did, and how long is left.
    Decision,
    /// Where the case stands, while it goes on.
    Progress,
    /// How it ended.
    Outcome,
}

impl SectionKind {
    /// All of them, from top to bottom.
    pub const ALL: [Self; 12] = [
        Self::Changes,
        Self::Warnings,
        Self::Evidence,
        Self::Signs,
        Self::Gaps,
        Self::Plan,
        Self::Ineffective,
        Self::Advice,
        Self::Request,
        Self::Decision,
        Self::Progress,
        Self::Outcome,
    ];
}

/// A headed part of a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// What it is about.
    pub kind: SectionKind,
    /// Its heading.
    pub heading: String,
    /// Its lines.
    pub text: String,
}

/// Something to press.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Button {
    /// What it means.
    pub id: ButtonId,
    /// What it says.
    pub label: String,
}

/// What a button means, all of it: which word to which plan of which case. Written `v1:<verb>:<case>:<digest>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ButtonId {
    /// What is asked for.
    pub verb: Verb,
    /// Of which case.
    pub case: CaseNumber,
    /// On which plan.
    pub plan: Digest,
}

impl ButtonId {
    /// Reads what [`fmt::Display`] writes, and nothing else.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split(':');
        let (version, verb, case, plan) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
        let id =
            Self { verb: Verb::from_word(verb)?, case: CaseNumber(case.parse().ok()?), plan: Digest::parse(plan)? };
        // Whatever reads the same and is written otherwise (`+7`, `007`, upper case) was not made here.
        (version == "v1" && parts.next().is_none() && id.to_string() == text).then_some(id)
    }

    /// The case of a button as another version of Grendel writes them; nothing where it is no button of any version.
    pub fn of_another_version(text: &str) -> Option<CaseNumber> {
        let mut parts = text.split(':');
        let (version, _verb, case) = (parts.next()?, parts.next()?, parts.next()?);
        let number = version.strip_prefix('v').filter(|number| *number != "1")?;
        let is_version = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        let number = case.parse().ok().map(CaseNumber).filter(|number| number.to_string() == case);
        number.filter(|_| is_version)
    }
}

impl fmt::Display for ButtonId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "v1:{}:{}:{}", self.verb.word(), self.case, self.plan)
    }
}

/// What may be picked from a list while an option is typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What the list shows; plain text.
    pub name: String,
    /// What the option then says.
    pub value: String,
}

impl Choice {
    /// The most that are offered at once, and the most characters of a name and of a value.
    /// <https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-option-choice-structure>
    pub const OFFERED_MAX: usize = 25;
    /// See [`Choice::OFFERED_MAX`].
    pub const CHARS_MAX: usize = 100;
}

/// A question that is asked before a button counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// The button that it completes.
    pub id: ButtonId,
    /// Its title.
    pub title: String,
    /// What is asked.
    pub question: String,
    /// A hint inside the empty field.
    pub placeholder: String,
    /// The longest answer, in characters. An answer is always asked for.
    pub chars_max: u16,
}
