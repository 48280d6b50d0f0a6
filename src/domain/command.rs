//! What one command file says.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::finding::FindingKind;
use super::people::DirectoryRole;
use super::plan::StepKind;
use super::{Locale, RoleName};

/// A slash command: its wording, and what it is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Command {
    /// What people type, without the slash.
    pub name: String,
    /// What the chat shows for it.
    pub wording: Wording,
    /// What can be said with it, required ones first.
    pub options: Vec<CommandOption>,
    /// What comes of it.
    pub purpose: Purpose,
}

impl Command {
    /// The terms of the cases that it opens; nothing where it opens none.
    pub const fn terms(&self) -> Option<&Terms> {
        match &self.purpose {
            Purpose::Case(terms) => Some(terms),
            Purpose::Answer(_) => None,
        }
    }
}

/// What comes of a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A case, on these terms.
    Case(Terms),
    /// An answer, to the one who typed it and to nobody else.
    Answer(Inquiry),
}

words! {
    /// What can be answered without a case. Everybody may ask it, as far as it is about themselves.
    pub enum Inquiry {
        /// Proves which directory account the member has.
        Link = "link",
        /// Takes that back.
        Unlink = "unlink",
        /// Says who Grendel thinks the member is, and what they may do.
        WhoAmI = "whoami",
        /// Lists cases.
        Cases = "cases",
        /// Tells one case.
        Case = "case",
    }
}

impl Inquiry {
    /// The options that it takes, each of which must be there and required; it takes no others.
    pub const fn options(self) -> &'static [OptionName] {
        match self {
            Self::Link | Self::Unlink | Self::WhoAmI | Self::Cases => &[],
            Self::Case => &[OptionName::Number],
        }
    }
}

/// The words that the chat shows while someone types.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wording {
    /// In the language that is shown when there is no better one.
    pub description: String,
    /// Name and description in other languages.
    pub localizations: BTreeMap<Locale, LocalWording>,
}

/// Name and description in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalWording {
    /// What people type in this language.
    pub name: String,
    /// What it does, in this language.
    pub description: String,
}

words! {
    /// What an option means.
    pub enum OptionName {
        /// Whose account it is about.
        User = "user",
        /// Why it is asked.
        Reason = "reason",
        /// A reference to wherever the team keeps its requests.
        Ticket = "ticket",
        /// The number of a case.
        Number = "number",
    }
}

/// One option of a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommandOption {
    /// Which of the options Grendel understands it is.
    pub name: OptionName,
    /// What the chat shows for it.
    pub wording: Wording,
    /// Whether the command cannot be sent without it.
    pub required: bool,
    /// The longest text it takes, in characters.
    pub chars_max: u16,
}

/// What holds for a case from its first event to its last: a case keeps the terms it was opened with, whatever becomes of
/// the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// Who may type the command.
    pub allow: Allow,
    /// What helps against what, in the order in which it is done.
    pub runbook: Vec<RunbookEntry>,
    /// Who must agree before anything is done. Never empty where the runbook has a step.
    pub approval: Vec<ApprovalRule>,
}

/// Who may type a command: a member with one of these roles in the chat, whose directory account holds one of these roles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Allow {
    /// One of these in the chat.
    pub discord_roles: Vec<RoleName>,
    /// One of these in the directory, active now.
    pub directory_roles: Vec<DirectoryRole>,
}

/// The steps that help against one finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunbookEntry {
    /// Against this.
    pub finding: FindingKind,
    /// These, in this order.
    pub steps: Vec<StepKind>,
}

/// Whose agreement is needed, how much of it, and how long it may take.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApprovalRule {
    /// Members with one of these roles in the chat. Never empty.
    pub from: Vec<RoleName>,
    /// How many of them; at least one.
    pub quorum: u8,
    /// How long the case waits for them.
    pub window_minutes: u32,
}
