//! The outcome of a case.

use serde::{Deserialize, Serialize};

use super::diagnosis::Change;
use super::refusal::Refusal;
use super::{CaseNumber, Trouble};

/// The outcome of a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Outcome {
    /// No finding applies, as far as the account could be read.
    NothingFound,
    /// The cause cannot be removed from here; the card says where it can.
    Advised,
    /// A rule said no.
    Refused {
        /// The refusal.
        refusal: Refusal,
    },
    /// Microsoft could not be asked.
    Unavailable {
        /// The failed call.
        trouble: Trouble,
    },
    /// Another case was about the same, and goes on with both.
    Joined {
        /// The other case.
        case: CaseNumber,
    },
    /// An approver denied it.
    Denied,
    /// No one approved in time.
    Expired,
    /// The requester took it back.
    Withdrawn,
    /// Every step was taken.
    Completed,
    /// Grendel could not go on with it. If steps were begun, a person has to look.
    Failed {
        /// The reason.
        why: Breakdown,
    },
    /// It stopped on the way, and a person has to look.
    NeedsHuman {
        /// The step's place in the plan.
        step: usize,
        /// The thing to look at.
        look_at: LookAt,
    },
}

impl Outcome {
    /// Returns true if a case that ended like this and began a step may have changed the account.
    pub const fn may_follow_a_change(&self) -> bool {
        match self {
            Self::Completed | Self::NeedsHuman { .. } | Self::Failed { .. } => true,
            Self::NothingFound
            | Self::Advised
            | Self::Refused { .. }
            | Self::Unavailable { .. }
            | Self::Joined { .. }
            | Self::Denied
            | Self::Expired
            | Self::Withdrawn => false,
        }
    }
}

impl Outcome {
    /// Returns true if a case ended so that nobody gets to see what its steps made: a person stopped it, the right to it was lost on
    /// the way, or the account is no longer the one that people agreed about.
    pub const fn is_stopped(&self) -> bool {
        let Self::NeedsHuman { look_at, .. } = self else { return false };
        matches!(look_at, LookAt::Stopped | LookAt::AuthorityLost(_) | LookAt::AccountChanged(_))
    }
}

words! {
    /// The reason why Grendel itself could not go on with a case.
    pub enum Breakdown {
        /// An event is larger than an entry of the journal.
        TooLarge = "too_large",
        /// The journal and the program disagree about the case.
        Fault = "fault",
        /// The program has a defect: it panicked.
        Defect = "defect",
    }
}

/// The reason why a person has to look.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LookAt {
    /// Microsoft refused the step.
    StepRefused(Trouble),
    /// It is unknown if the step took effect. Without a trouble, Grendel itself was stopped.
    OutcomeUnknown(Option<Trouble>),
    /// The account could not be read again before the step.
    Unreadable(Trouble),
    /// Another initiator changed the account between two tries or steps, in these respects.
    AccountChanged(Vec<Change>),
    /// A requester or approver lost the right between two steps.
    AuthorityLost(Refusal),
    /// The approval ended while the next step waited for the end of a freeze.
    HeldTooLong,
    /// A person denied it, or the requester took it back, while the next step waited: for the end of a freeze, for Microsoft or for
    /// work in Active Directory.
    Stopped,
    /// The time for the work in Active Directory is over, and nobody has said that it is done.
    WorkNotDone,
    /// The work in Active Directory is done by somebody's word, and does not show, which a later step waited for.
    WorkNotSeen,
    /// Microsoft took the step, and it does not show, which a later step waited for.
    EffectNotSeen,
}
