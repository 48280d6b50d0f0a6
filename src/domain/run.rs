//! The progress of an approved plan, step by step, and the warrant without which no step is taken.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::access::MethodId;
use super::condition::{Condition, Parameters};
use super::diagnosis::Diagnosis;
use super::digest::Digest;
use super::people::Member;
use super::plan::Plan;
use super::step::StepKind;
use super::{CaseNumber, ObjectId, OperationId, Trouble};

/// The most tries of a step whose outcome is unknown.
pub const ATTEMPTS_MAX: u8 = 3;

/// The state of each step of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
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
    /// Microsoft refused it.
    Refused(Trouble),
}

impl StepState {
    /// Returns true if Microsoft took the step.
    pub const fn is_taken(&self) -> bool {
        matches!(self, Self::Taken(..) | Self::Verified { .. })
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
    /// Grendel did not send it, because the tenant was frozen meanwhile.
    Withheld,
}

/// The right to take one step once. Only [`super::case::Case::next`] makes one, from an approved plan and an intent
/// that is on disk; the code that takes steps demands one.
#[derive(Debug, PartialEq, Eq)]
pub struct Warrant {
    case: CaseNumber,
    target: ObjectId,
    digest: Digest,
    kind: StepKind,
    parameters: Parameters,
    step: usize,
    operation: OperationId,
}

impl Warrant {
    pub(super) fn new(case: CaseNumber, diagnosis: &Diagnosis, digest: Digest, intent: &Intent) -> Self {
        let kind = diagnosis.plan.steps[intent.step];
        Self {
            case,
            target: diagnosis.plan.target,
            digest,
            kind,
            parameters: kind.parameters(&diagnosis.account),
            step: intent.step,
            operation: intent.operation,
        }
    }

    /// The warrant to take passes back that an approved step of the same plan has made. Without an id, it is for the one
    /// pass that an account has.
    pub(super) fn of_revocation(
        case: CaseNumber,
        diagnosis: &Diagnosis,
        digest: Digest,
        operation: OperationId,
        passes: Vec<MethodId>,
    ) -> Self {
        Self {
            case,
            target: diagnosis.plan.target,
            digest,
            kind: StepKind::RevokeTemporaryAccessPass,
            parameters: Parameters::Passes(passes),
            step: diagnosis.plan.steps.len(),
            operation,
        }
    }

    /// Makes a warrant without a case, for tests of the code that carries one out.
    #[cfg(test)]
    pub(crate) fn for_test(target: ObjectId, kind: StepKind, parameters: Parameters, operation: OperationId) -> Self {
        let (case, digest) = (CaseNumber(1), Digest::of(""));
        Self { case, target, digest, kind, parameters, step: 0, operation }
    }

    /// The case that it was approved in.
    pub const fn case(&self) -> CaseNumber {
        self.case
    }

    /// The account it is about.
    pub const fn target(&self) -> &ObjectId {
        &self.target
    }

    /// The digest that the approvers named.
    pub const fn digest(&self) -> Digest {
        self.digest
    }

    /// Returns the step.
    pub const fn kind(&self) -> StepKind {
        self.kind
    }

    /// Returns its parameters.
    pub const fn parameters(&self) -> &Parameters {
        &self.parameters
    }

    /// The place of the step in the plan, from 0.
    pub const fn step(&self) -> usize {
        self.step
    }

    /// The id to send with the call (`client-request-id`).
    pub const fn operation(&self) -> &OperationId {
        &self.operation
    }
}

impl Run {
    /// Returns a run in which no step has begun.
    pub fn new(plan: &Plan) -> Self {
        let states = vec![StepState::Pending { tries: 0 }; plan.steps.len()];
        Self { states, issued: Vec::new(), delivery: None, revocation: None, not_covered: Vec::new() }
    }

    /// Returns true if Microsoft took this step of the plan.
    pub fn took(&self, kind: StepKind, plan: &Plan) -> bool {
        let taken = |state: &StepState| matches!(state, StepState::Taken(..) | StepState::Verified { .. });
        plan.steps.iter().zip(&self.states).any(|(step, state)| *step == kind && taken(state))
    }

    /// The first step that is not over, and where it is. A refused step is over: it ends the run, unless the others go on
    /// without it.
    pub fn current(&self) -> Option<(usize, &StepState)> {
        let over = |state: &StepState| matches!(state, StepState::Verified { .. } | StepState::Refused(_));
        self.states.iter().enumerate().find(|(_, state)| !over(state))
    }

    /// Returns true if one of its steps made a pass, even if its id is not known.
    pub fn has_made_pass(&self) -> bool {
        self.issued.iter().any(|issued| issued.step == StepKind::IssueTemporaryAccessPass)
    }

    /// Returns the passes that its steps made, as far as their ids are known.
    pub fn passes(&self) -> Vec<MethodId> {
        self.issued.iter().filter_map(|issued| issued.pass).collect()
    }

    /// Returns true if every step of the plan that must come before a secret is handed over took effect.
    ///
    /// Of two steps it is enough that Microsoft took them. The instant from which sessions are valid may show minutes later
    /// (<https://learn.microsoft.com/graph/api/user-revokesigninsessions>), and so may that of a new password; waiting for
    /// it would lose most passwords, which are kept for minutes. The card says which effect is not visible yet.
    pub fn has_shut_out(&self, plan: &Plan) -> bool {
        let shows_late = |step| matches!(step, StepKind::RevokeSignInSessions | StepKind::ResetPassword);
        let is_seen = |state: &StepState| matches!(state, StepState::Verified { verification: Verification::Seen, .. });
        let has_effect = |step, state: &StepState| is_seen(state) || shows_late(step) && state.is_taken();
        let steps = plan.steps.iter().zip(&self.states);
        steps.into_iter().all(|(step, state)| !step.comes_before_secrets() || has_effect(*step, state))
    }

    /// Returns the first step that Microsoft refused, with the failed call; `None` if it refused none.
    pub fn refused(&self) -> Option<(usize, &Trouble)> {
        self.states.iter().enumerate().find_map(|(step, state)| match state {
            StepState::Refused(trouble) => Some((step, trouble)),
            _ => None,
        })
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
