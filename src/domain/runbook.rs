//! The runbook of a command file: the steps that help against each finding.

use serde::{Deserialize, Serialize};

use super::finding::FindingKind;
use super::step::StepKind;

/// The steps that help against one finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunbookEntry {
    /// The finding; `None` if the steps are taken whatever was found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finding: Option<FindingKind>,
    /// The steps.
    pub steps: Vec<RunbookStep>,
}

/// A step as a runbook names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum RunbookStep {
    /// A step by its own word.
    Step(StepKind),
    /// The first credential of [`Terms::credentials`](crate::domain::command::Terms::credentials) that is open to the
    /// account.
    Credential,
}

impl RunbookStep {
    const CREDENTIAL: &str = "give_credential";

    /// Returns the word in command files.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Step(step) => step.word(),
            Self::Credential => Self::CREDENTIAL,
        }
    }

    /// Returns the step of this word, or `None` if there is none. A step that people do is none of a runbook: it follows from the
    /// one in whose place they do it.
    pub fn from_word(word: &str) -> Option<Self> {
        if word == Self::CREDENTIAL {
            return Some(Self::Credential);
        }
        StepKind::from_word(word).filter(|step| !step.is_by_hand()).map(Self::Step)
    }

    /// Returns every word.
    pub fn words() -> impl Iterator<Item = &'static str> {
        let steps = StepKind::ALL.iter().filter(|step| !step.is_by_hand());
        steps.map(|step| step.word()).chain([Self::CREDENTIAL])
    }
}

impl TryFrom<String> for RunbookStep {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::from_word(&text).ok_or_else(|| format!("`{text}` is no step"))
    }
}

impl From<RunbookStep> for String {
    fn from(step: RunbookStep) -> Self {
        step.word().to_owned()
    }
}

impl From<StepKind> for RunbookStep {
    fn from(step: StepKind) -> Self {
        Self::Step(step)
    }
}

words! {
    /// A credential for an owner who cannot sign in.
    pub enum Credential {
        /// The owner resets the password without an administrator.
        SelfService = "self_service",
        /// A pass that is valid for a while.
        TemporaryAccessPass = "temporary_access_pass",
        /// A password that is valid for one sign-in.
        TemporaryPassword = "temporary_password",
    }
}

impl Credential {
    /// Returns the step that hands it out.
    pub const fn step(self) -> StepKind {
        match self {
            Self::SelfService => StepKind::PointToSelfService,
            Self::TemporaryAccessPass => StepKind::IssueTemporaryAccessPass,
            Self::TemporaryPassword => StepKind::ResetPassword,
        }
    }
}
