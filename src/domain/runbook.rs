//! The steps that help, by finding, as a command file says it.

use serde::{Deserialize, Serialize};

use super::finding::FindingKind;
use super::step::StepKind;

/// The steps that help against one finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunbookEntry {
    /// The finding; `None` if the steps are taken whatever was found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finding: Option<FindingKind>,
    /// These.
    pub steps: Vec<RunbookStep>,
}

/// A step as a runbook names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum RunbookStep {
    /// This one.
    Step(StepKind),
    /// Whatever hands out a credential: the first of [`Terms::credentials`](crate::domain::command::Terms::credentials) that is open to the account.
    Credential,
}

impl RunbookStep {
    const CREDENTIAL: &str = "give_credential";

    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Step(step) => step.word(),
            Self::Credential => Self::CREDENTIAL,
        }
    }

    /// The one that this word stands for.
    pub fn from_word(word: &str) -> Option<Self> {
        if word == Self::CREDENTIAL { Some(Self::Credential) } else { StepKind::from_word(word).map(Self::Step) }
    }

    /// Every word there is.
    pub fn words() -> impl Iterator<Item = &'static str> {
        StepKind::ALL.iter().map(|step| step.word()).chain([Self::CREDENTIAL])
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
        /// They reset the password themselves.
        SelfService = "self_service",
        /// They get a pass, good for a while.
        TemporaryAccessPass = "temporary_access_pass",
        /// They get a password, good for one sign-in.
        TemporaryPassword = "temporary_password",
    }
}

impl Credential {
    /// The step that hands it out.
    pub const fn step(self) -> StepKind {
        match self {
            Self::SelfService => StepKind::PointToSelfService,
            Self::TemporaryAccessPass => StepKind::IssueTemporaryAccessPass,
            Self::TemporaryPassword => StepKind::ResetPassword,
        }
    }
}
