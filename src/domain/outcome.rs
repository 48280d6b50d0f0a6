//! How a case ends.

use serde::{Deserialize, Serialize};

use super::diagnosis::Change;
use super::refusal::Refusal;
use super::{CaseNumber, Trouble};

/// How a case ends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Outcome {
    /// Nothing is wrong, as far as could be looked.
    NothingFound,
    /// What is wrong cannot be undone from here; the card says where it can.
    Advised,
    /// A rule said no.
    Refused {
        /// Which.
        refusal: Refusal,
    },
    /// Microsoft could not be asked.
    Unavailable {
        /// What it said.
        trouble: Trouble,
    },
    /// Another case was about the same, and goes on with both.
    Joined {
        /// That one.
        case: CaseNumber,
    },
    /// Somebody who may said no.
    Denied,
    /// Nobody said yes in time.
    Expired,
    /// The requester took it back.
    Withdrawn,
    /// Every step was taken.
    Completed,
    /// It stopped on the way, and a person has to look.
    NeedsHuman {
        /// The step's place in the plan.
        step: usize,
        /// What there is to look at.
        look_at: LookAt,
    },
}

/// Why a person has to look.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LookAt {
    /// Microsoft refused the step.
    StepRefused(Trouble),
    /// Whether the step took effect could not be established; the trouble is missing where Grendel itself was stopped.
    OutcomeUnknown(Option<Trouble>),
    /// The account could not be read again before the step.
    Unreadable(Trouble),
    /// Between two tries or steps, the account was changed by somebody else, in these respects.
    AccountChanged(Vec<Change>),
    /// Between two steps, whoever it rested on lost the right.
    AuthorityLost(Refusal),
}
