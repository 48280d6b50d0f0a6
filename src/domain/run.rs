//! The progress of an approved plan, step by step, and the warrant without which no step is taken.

mod by_hand;
mod secrets;
mod warrant;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

pub use self::by_hand::{SYNC_MINUTES, Tick};
pub use self::warrant::Warrant;
use super::access::MethodId;
use super::condition::Condition;
use super::digest::Digest;
use super::outcome::{LookAt, Outcome};
use super::people::Member;
use super::plan::Plan;
use super::step::StepKind;
use super::{CaseNumber, OperationId, Trouble};

/// The most tries of a step whose outcome is unknown.
pub const ATTEMPTS_MAX: u8 = 3;

/// The state of each step of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The steps of the plan, in its order.
    pub steps: Vec<StepKind>,
    /// One for each step of the plan, in its order.
    pub states: Vec<StepState>,
    /// The secrets that its steps made, in their order.
    pub issued: Vec<IssuedSecret>,
    /// The state of what the steps made; `None` until the last step is over.
    pub delivery: Option<SecretDelivery>,
    /// The state of taking a pass back that nobody has seen; `None` if none has to be.
    pub revocation: Option<Revocation>,
    /// The steps that the account needs beside the plan, as far as it was seen.
    pub not_covered: Vec<StepKind>,
    /// The condition of the account as it was read after the last step; `None` before that, or if it could not be read.
    pub found: Option<Condition>,
    /// The tries of each step so far.
    pub tries: Vec<u8>,
    /// The tries of each step that Microsoft put off: they had no effect.
    pub put_off: Vec<u8>,
    /// The work in Active Directory that people have ticked off.
    pub ticks: Vec<Tick>,
    /// The number of times that steps were taken once more, because work in Active Directory was done.
    pub rounds: u8,
    /// The number of reminders of the work in Active Directory.
    pub reminders: u8,
    /// The time of the latest call; `None` before the first.
    pub called_at: Option<Timestamp>,
    /// The end of the time for that work; `None` if nobody was asked for any.
    pub work_until: Option<Timestamp>,
}

/// The record that a step made a password or a pass. The secret itself is in memory only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IssuedSecret {
    /// The step.
    pub step: StepKind,
    /// The store's epoch then: in another one, the secret is lost.
    pub epoch: u64,
    /// The time.
    pub at: Timestamp,
    /// The id of a pass, if Microsoft said it. Nobody signs in with it.
    pub pass: Option<MethodId>,
    /// True if this program had the secret itself then: Microsoft's answer brought the pass, or the password is our own.
    pub is_known: bool,
}

/// The state of taking a pass back that nobody has seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Revocation {
    /// On disk that it will be called; perhaps it was.
    Intended {
        /// The number of the try, from 1.
        attempt: u8,
        /// The id of the call.
        operation: OperationId,
        /// The store's epoch: another one means that the program has died since.
        epoch: u64,
    },
    /// It was called, and no answer came.
    Unanswered {
        /// The number of the try, from 1.
        attempt: u8,
        /// The time at which it was given up.
        at: Timestamp,
        /// The failed call.
        trouble: Trouble,
    },
    /// Microsoft has taken the pass back.
    Done,
    /// Microsoft refused.
    Refused(Trouble),
}

/// The way of a secret from Grendel's memory to the one who may see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecretDelivery {
    /// Until then it is kept.
    pub until: Timestamp,
    /// The store's epoch in which it was made.
    pub epoch: u64,
    /// The member who asked for it, and when. From then on no one else gets it.
    pub taken: Option<(Member, Timestamp)>,
    /// The end of the delivery.
    pub end: Option<DeliveryEnd>,
}

/// The most tries to take a pass back.
pub const REVOCATIONS_MAX: u8 = 5;
/// The time between two tries to take a pass back, in minutes.
pub const REVOCATION_PAUSE_MINUTES: i64 = 1;

/// The longest time that a secret is in memory, in minutes.
pub const SECRET_KEPT_MINUTES: i64 = 10;

words! {
    /// The end of a delivery.
    pub enum DeliveryEnd {
        /// It was shown to the one who asked for it.
        Seen = "seen",
        /// No one asked for it in time.
        Expired = "expired",
        /// Grendel was stopped, and it was in memory only.
        Restarted = "restarted",
        /// It was sent, and perhaps did not arrive.
        Undelivered = "undelivered",
        /// The one person for whom it was may not see it any more.
        Forfeited = "forfeited",
        /// A step that must come before did not take effect, so it was offered to no one.
        Withheld = "withheld",
        /// It was made, and the answer that holds it never arrived, so nobody has it.
        Unanswered = "unanswered",
    }
}

/// The state of one step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StepState {
    /// Not begun; so many tries came to nothing before.
    Pending {
        /// Tries so far.
        tries: u8,
    },
    /// On disk that it will be called; perhaps it was.
    Intended(Intent),
    /// It was called, and no answer came.
    Unanswered(Intent, Trouble),
    /// Microsoft took it, or reading has shown that it took effect.
    Taken(Intent, Receipt),
    /// Taken, and looked for.
    Verified {
        /// The result of looking for its effect.
        verification: Verification,
        /// Microsoft's response.
        receipt: Receipt,
        /// The time of the last look.
        at: Timestamp,
    },
    /// People were asked for it, and it does not show yet.
    Asked {
        /// The time at which they were asked.
        at: Timestamp,
        /// The end of the time that they have.
        until: Timestamp,
    },
    /// Microsoft refused it.
    Refused(Trouble),
    /// It is unknown if it took effect, and it is not called again. Without a trouble, Grendel itself was stopped.
    Unknown(Option<Trouble>),
}

impl StepState {
    /// Returns true if Microsoft took the step.
    pub const fn is_taken(&self) -> bool {
        matches!(self, Self::Taken(..) | Self::Verified { .. })
    }

    /// Returns the thing to look at, if the step came to nothing or nobody knows; `None` otherwise.
    fn failure(&self) -> Option<LookAt> {
        match self {
            Self::Refused(trouble) => Some(LookAt::StepRefused(trouble.clone())),
            Self::Unknown(trouble) => Some(LookAt::OutcomeUnknown(trouble.clone())),
            Self::Pending { .. }
            | Self::Intended(_)
            | Self::Unanswered(..)
            | Self::Taken(..)
            | Self::Asked { .. }
            | Self::Verified { .. } => None,
        }
    }
}

/// The intent to call a step, recorded before the call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Intent {
    /// The place of the step in the plan, from 0.
    pub step: usize,
    /// The number of the try, from 1.
    pub attempt: u8,
    /// The id of the call.
    pub operation: OperationId,
    /// The store's epoch: another one means that the program has died since.
    pub epoch: u64,
    /// The state of the account right before.
    pub before: Condition,
    /// The steps that the account needs by now and that the approved plan does not cover: somebody has added something since.
    /// Only a plan that takes access away goes on then.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_covered: Vec<StepKind>,
}

/// A step that is given up because nobody knows if it took effect.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnknownOutcome {
    /// The failed call; `None` if Grendel itself was stopped.
    pub trouble: Option<Trouble>,
}

/// The result of looking for a step's effect.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verification {
    /// It shows.
    Seen,
    /// It does not show yet, which is not failed.
    NotYet,
    /// It could not be looked for.
    Unreadable(Trouble),
}

/// Microsoft's response to a step that it accepted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// The HTTP status; none where no answer came and reading has shown the effect.
    pub status: Option<u16>,
    /// The id by which Microsoft finds the call.
    pub request_id: Option<String>,
    /// The id of the temporary access pass that was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pass: Option<MethodId>,
}

/// The result of a call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepResponse {
    /// Microsoft took it.
    Taken(Receipt),
    /// Microsoft refused it, so it had no effect.
    Refused(Trouble),
    /// No answer: it may have had its effect.
    None(Trouble),
    /// Microsoft put it off, so it had no effect, and it is called again after a pause.
    PutOff(Trouble),
    /// Grendel did not send it, because the tenant was frozen meanwhile.
    Withheld,
}

impl Run {
    /// Returns a run in which no step has begun.
    pub fn new(plan: &Plan) -> Self {
        let count = plan.steps.len();
        Self {
            steps: plan.steps.clone(),
            states: vec![StepState::Pending { tries: 0 }; count],
            issued: Vec::new(),
            delivery: None,
            revocation: None,
            not_covered: Vec::new(),
            found: None,
            tries: vec![0; count],
            put_off: vec![0; count],
            ticks: Vec::new(),
            rounds: 0,
            reminders: 0,
            called_at: None,
            work_until: None,
        }
    }

    /// Returns true if Microsoft took this step of the plan.
    pub fn took(&self, kind: StepKind, plan: &Plan) -> bool {
        let taken = |state: &StepState| matches!(state, StepState::Taken(..) | StepState::Verified { .. });
        plan.steps.iter().zip(&self.states).any(|(step, state)| *step == kind && taken(state))
    }

    /// Returns the first step that Grendel can go on with, and its place; `None` if none is left but work that people do, and what
    /// waits for it. A step that failed is over, and so are those that need it: they are never begun. The others go on.
    pub fn current(&self) -> Option<(usize, &StepState)> {
        self.current_besides(None)
    }

    /// Returns the same, passing over the step at this place.
    pub fn current_besides(&self, waiting: Option<usize>) -> Option<(usize, &StepState)> {
        let may_go_on = |step: usize| {
            let is_ours = !self.steps[step].is_by_hand() && waiting != Some(step);
            is_ours && !self.is_over(step) && !self.waits_for_work(step)
        };
        self.states.iter().enumerate().find(|(step, _)| may_go_on(*step))
    }

    /// Returns true if the step at this place is over: it is done, or it failed, or it is never begun.
    pub fn is_over(&self, step: usize) -> bool {
        match &self.states[step] {
            StepState::Verified { .. } | StepState::Refused(_) | StepState::Unknown(_) => true,
            StepState::Pending { .. } => self.stopped_by(step).is_some(),
            StepState::Intended(_) | StepState::Unanswered(..) | StepState::Taken(..) | StepState::Asked { .. } => {
                false
            }
        }
    }

    /// Returns true if every step is over.
    pub fn is_finished(&self) -> bool {
        (0..self.states.len()).all(|step| self.is_over(step))
    }

    /// Returns the place of the failed step without which the step at this place is not begun; `None` if there is none.
    pub fn stopped_by(&self, step: usize) -> Option<usize> {
        let kind = self.steps[step];
        let is_needed = |other: &usize| kind.needs(self.steps[*other]);
        let is_missing = |other: &usize| self.failure(*other).is_some() || self.is_unseen(step, *other);
        (0..self.steps.len()).filter(is_needed).find(is_missing)
    }

    /// Returns true if no other step is to come after the one at this place.
    pub fn is_last(&self, step: usize) -> bool {
        (0..self.states.len()).all(|other| other == step || self.is_over(other))
    }

    /// Returns the steps that failed with their places, and the thing to look at for each.
    pub fn failures(&self) -> impl Iterator<Item = (usize, LookAt)> {
        (0..self.states.len()).filter_map(|step| Some((step, self.failure(step).or_else(|| self.missed(step))?)))
    }

    /// Returns the thing to look at, if the step at this place came to nothing or nobody knows; `None` otherwise.
    fn failure(&self, step: usize) -> Option<LookAt> {
        self.states[step].failure().filter(|_| !self.is_left_to_master(step))
    }

    /// Returns the steps that were begun, each once: what is found changed by them is no change by others. One that Microsoft put
    /// off was not.
    pub fn begun(&self) -> Vec<StepKind> {
        let is_begun = |step: &usize| match self.states[*step] {
            StepState::Pending { tries } => tries > self.put_off[*step],
            _ => true,
        };
        (0..self.steps.len()).filter(is_begun).map(|step| self.steps[step]).collect()
    }

    /// Returns the outcome of the run if every step is over, or `None` if one is still to come. The first step that failed is
    /// the one that a person has to look at first.
    pub fn outcome(&self) -> Option<Outcome> {
        if !self.is_finished() {
            return None;
        }
        let failure = self.failures().next();
        Some(failure.map_or(Outcome::Completed, |(step, look_at)| Outcome::NeedsHuman { step, look_at }))
    }
}

/// The id of one call, made of what it is about, so that the same try always has the same id and no other try has it.
pub(super) fn operation_id(
    case: CaseNumber,
    opened_at: Timestamp,
    plan: Digest,
    step: usize,
    attempt: u8,
) -> OperationId {
    let about = format!("grendel/operation/v1\n{case}\n{opened_at}\n{plan}\n{step}\n{attempt}");
    let hash: [u8; 32] = Sha256::digest(about).into();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash[..16]);
    // Version 8 is for ids of one's own making: https://www.rfc-editor.org/rfc/rfc9562#section-5.8
    OperationId::new(Uuid::new_v8(bytes))
}
