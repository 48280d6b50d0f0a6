//! The contents of a card and its controls, as plain values. The chat adapter decides how they are sent.

use std::fmt;

use crate::domain::CaseNumber;
use crate::domain::digest::Digest;
use crate::domain::event::Verb;

/// The message in the channel that shows a case. When it leaves `render` it is within Discord's limits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// The case, the command and the status, in one line.
    pub title: String,
    /// The status as a colour. The title says the same in words.
    pub status: CardStatus,
    /// The verdict, in one sentence.
    pub text: String,
    /// The sections, in the order of reading.
    pub sections: Vec<Section>,
    /// The case number, the tenant and the digest of the plan.
    pub footer: String,
    /// The buttons, in the order in which they are shown.
    pub buttons: Vec<Button>,
}

/// The status of a case as far as its colour shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardStatus {
    /// The case waits for a person.
    Waiting,
    /// Steps are being taken.
    Running,
    /// The steps were taken.
    Succeeded,
    /// The case ended and nothing was changed.
    Unchanged,
    /// A person has to act.
    NeedsAttention,
}

/// The subject of a section. The variants are in the order of reading, and each section keeps its place on every
/// card: a person who is woken at night finds the same thing in the same place. The title and the verdict stand above
/// all sections.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SectionKind {
    /// Evidence: the changes to the account since it was approved.
    Changes,
    /// Evidence: reasons to check the identity of the target twice.
    Warnings,
    /// Evidence: the facts that the verdict rests on.
    Evidence,
    /// Evidence: the signs of a compromise.
    Signs,
    /// Evidence: the facts that could not be read.
    Gaps,
    /// The plan: each step and the authority for it. Once the run has begun, also the state of each step.
    Plan,
    /// The plan: remedies that would not help.
    Ineffective,
    /// The plan: advice on what people do themselves.
    Advice,
    /// The decision: the requester and the reason.
    Request,
    /// The decision: the approvers who are needed, the decisions so far, and the time that is left.
    Decision,
    /// The state of the case while it is open.
    Progress,
    /// The end of the case.
    Outcome,
}

impl SectionKind {
    /// Every section, from top to bottom.
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

/// A part of a card with a heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// The subject.
    pub kind: SectionKind,
    /// The heading.
    pub heading: String,
    /// The lines, separated by line breaks.
    pub text: String,
}

/// A button.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Button {
    /// The meaning of a press.
    pub id: ButtonId,
    /// The label.
    pub label: String,
}

/// The whole meaning of a button: the verb, the case and the plan. Written as `v1:<verb>:<case>:<digest>`.
///
/// # Examples
///
/// ```
/// use grendel::render::card::ButtonId;
///
/// let text = format!("v1:approve:7:{}", "0".repeat(64));
/// assert_eq!(ButtonId::parse(&text).expect("a button").to_string(), text);
/// assert!(ButtonId::parse(&text.replace(":7:", ":007:")).is_none());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ButtonId {
    /// The action.
    pub verb: Verb,
    /// The case.
    pub case: CaseNumber,
    /// The digest of the plan that the card showed.
    pub plan: Digest,
}

impl ButtonId {
    /// Parses the output of [`fmt::Display`]; `None` for any other text.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split(':');
        let (version, verb, case, plan) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
        let id =
            Self { verb: Verb::from_word(verb)?, case: CaseNumber(case.parse().ok()?), plan: Digest::parse(plan)? };
        // A number such as `+7` or `007`, or upper-case digits, would parse to the same value, but Grendel does not
        // write them.
        (version == "v1" && parts.next().is_none() && id.to_string() == text).then_some(id)
    }

    /// Returns the case of a button that another version of Grendel made; `None` if the text is not such a button.
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

/// The key of the button that asks for the number on a sign-in's page. It cannot be guessed, and it is valid for one
/// member and as long as the sign-in. Written as `v1:number:<key>`.
///
/// # Examples
///
/// ```
/// use grendel::render::card::NumberKey;
///
/// let key = NumberKey(7);
/// assert_eq!(NumberKey::parse(&key.to_string()), Some(key));
/// assert_eq!(NumberKey::parse("v1:number:7"), None);
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct NumberKey(pub u128);

impl NumberKey {
    /// Parses the output of [`fmt::Display`]; `None` for any other text.
    pub fn parse(text: &str) -> Option<Self> {
        let key = Self(u128::from_str_radix(text.strip_prefix("v1:number:")?, 16).ok()?);
        (key.to_string() == text).then_some(key)
    }
}

impl fmt::Display for NumberKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "v1:number:{:032x}", self.0)
    }
}

/// Hides the key: a press can be logged.
impl fmt::Debug for NumberKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("NumberKey(…)")
    }
}

/// The button below a private answer that asks for the number on a sign-in's page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberButton {
    /// The key.
    pub key: NumberKey,
    /// The label.
    pub label: String,
}

/// An entry of the list that Discord offers while an option is typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The text in the list, without formatting.
    pub name: String,
    /// The value of the option if the entry is picked.
    pub value: String,
}

impl Choice {
    /// Discord's limit on the entries of a list.
    /// <https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-option-choice-structure>
    pub const OFFERED_MAX: usize = 25;
    /// Discord's limit on a name and on a value, in characters. See [`Choice::OFFERED_MAX`].
    pub const CHARS_MAX: usize = 100;
}

/// A form with one text field, which is filled in before a press counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// The button that was pressed.
    pub id: FormId,
    /// The title.
    pub title: String,
    /// The label of the field.
    pub question: String,
    /// The hint in the empty field.
    pub placeholder: String,
    /// The longest text, in characters. The field is always required.
    pub chars_max: u16,
}

/// The button that a form belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormId {
    /// A button of a card.
    Button(ButtonId),
    /// The button below the private answer of a sign-in.
    Number(NumberKey),
}

impl fmt::Display for FormId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Button(id) => id.fmt(out),
            Self::Number(key) => key.fmt(out),
        }
    }
}
