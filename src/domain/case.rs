//! The life of one slash command as a state machine: what must happen now ([`Case::next`]), what is written down of it
//! ([`Case::decide`]) and what that means ([`Case::apply`]).

mod advance;
mod apply;
mod audience;
mod decide;
mod emergency;
mod handover;
mod held;
mod identity;
mod io;
mod next;
mod pausing;
mod phase;
mod pings;
mod press;
mod reach;
mod replay;
mod secret_parties;
mod steps;
mod work;

use jiff::{SignedDuration, Timestamp};

pub use self::audience::Reader;
pub use self::handover::ReceiverProof;
pub use self::io::{Action, DuePing, EffectCheck, Input, PersonRecheck, PingReason, Press, Recheck, TargetLookup};
pub use self::pausing::Pause;
pub use self::press::PressLookup;
pub use self::secret_parties::{SecretParties, SecretParty};
use super::approval::{Approval, ApprovalMode};
use super::diagnosis::{Change, Diagnosis};
use super::event::{CoRequester, Event, Opening};
use super::freeze::Freeze;
use super::outcome::{Breakdown, Outcome};
use super::people::Standing;
use super::run::{DeliveryEnd, Revocation, Run};
use super::step::StepKind;
use super::target_ref::TargetRef;
use super::{CaseNumber, MemberId, MessageId, ObjectId};

/// A case, as its events so far make it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    number: CaseNumber,
    opened_at: Timestamp,
    ended_at: Option<Timestamp>,
    opening: Opening,
    target_ref: TargetRef,
    card: Option<MessageId>,
    joined: Vec<CoRequester>,
    pings: Vec<PingReason>,
    pings_sent: usize,
    parked: Option<Freeze>,
    pause: Option<Pause>,
    pauses_in_a_row: u8,
    put_off: u8,
    step_after_fault: bool,
    phase: Phase,
}

/// The phase of a case. Each phase holds exactly what belongs to it.
#[expect(clippy::large_enum_variant, reason = "a case is in one phase, and few cases are in memory")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Typed; the requester is to be checked.
    Opened,
    /// The requester may ask; the target is to be read.
    Accepted(Standing),
    /// The target was read and the plan needs agreement; whether anyone could give it is to be found out.
    Diagnosed(DiagnosedTarget),
    /// People have to agree.
    Waiting(ApprovalRequest),
    /// They have.
    Approved(ApprovalRequest),
    /// The steps are being taken.
    Running(ApprovalRequest, Run),
    /// The steps are over; what they made waits for the one who may see it.
    DeliveringSecret(Box<DeliveringSecret>),
    /// A member acted alone, and a second person has to countersign.
    AwaitingCountersign(Box<AwaitingCountersign>),
    /// Over.
    Closed {
        /// The outcome.
        outcome: Outcome,
        /// The phase in which it ended.
        from: Box<Phase>,
        /// True if the chat shows the end.
        settled: bool,
    },
}

/// A target that was read on behalf of a requester.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiagnosedTarget {
    /// The requester's account in the directory.
    pub requester: Standing,
    /// The diagnosis.
    pub diagnosis: Diagnosis,
    /// The changes since an earlier plan was approved; empty for a first plan.
    pub changes: Vec<Change>,
}

/// A plan that needs agreement, and the agreement so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApprovalRequest {
    /// The plan and what it rests on.
    pub diagnosed: DiagnosedTarget,
    /// The approval.
    pub approval: Approval,
}

/// A run that made a password or a pass which no one has seen yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeliveringSecret {
    /// The plan, and who agreed to it.
    pub request: ApprovalRequest,
    /// The run so far, with what it made.
    pub run: Run,
    /// The outcome once the secret was delivered.
    pub outcome: Outcome,
}

/// A run that rests on one person alone until it is countersigned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AwaitingCountersign {
    /// The plan, and who broke the glass.
    pub request: ApprovalRequest,
    /// The run.
    pub run: Run,
    /// The outcome once it was countersigned.
    pub outcome: Outcome,
    /// By when it should be countersigned; after that, when everybody is called next.
    pub until: Timestamp,
    /// True if the time to countersign is over.
    pub is_overdue: bool,
}

/// The present, as the engine hands it in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Now {
    /// The instant.
    pub at: Timestamp,
    /// The store's epoch: it is another one after each start of the program.
    pub epoch: u64,
    /// The freeze of the case's tenant, or `None`.
    pub freeze: Option<Freeze>,
}

impl Case {
    /// A case that has just been opened.
    pub fn open(number: CaseNumber, opening: Opening, at: Timestamp) -> Self {
        let (joined, pings) = (Vec::new(), Vec::new());
        let (card, ended_at, parked, pause, phase) = (None, None, None, None, Phase::Opened);
        let target_ref = TargetRef::parse(&opening.user);
        let (pings_sent, pauses_in_a_row, put_off, step_after_fault) = (0, 0, 0, false);
        Self {
            number,
            opened_at: at,
            ended_at,
            opening,
            target_ref,
            card,
            joined,
            pings,
            pings_sent,
            parked,
            pause,
            pauses_in_a_row,
            put_off,
            step_after_fault,
            phase,
        }
    }

    /// Its number.
    pub const fn number(&self) -> CaseNumber {
        self.number
    }

    /// Returns the time at which the command was typed.
    pub const fn opened_at(&self) -> Timestamp {
        self.opened_at
    }

    /// Returns the time at which the case ended, or `None` while it is open.
    pub const fn ended_at(&self) -> Option<Timestamp> {
        self.ended_at
    }

    /// Returns the opening: the command, its requester, its place and its terms.
    pub const fn opening(&self) -> &Opening {
        &self.opening
    }

    /// Returns the target as the requester named it.
    pub const fn target_ref(&self) -> &TargetRef {
        &self.target_ref
    }

    /// The message that shows the case, once there is one.
    pub const fn card(&self) -> Option<MessageId> {
        self.card
    }

    /// Those who asked for the same later.
    pub fn joined(&self) -> &[CoRequester] {
        &self.joined
    }

    /// Everybody who asked.
    pub fn requesters(&self) -> Vec<MemberId> {
        let joined = self.joined.iter().map(|joined| joined.member.id);
        std::iter::once(self.opening.member.id).chain(joined).collect()
    }

    /// The case's target, once it is known.
    pub fn target(&self) -> Option<&ObjectId> {
        self.diagnosed().map(|diagnosed| &diagnosed.diagnosis.account.object_id)
    }

    /// Returns the account of the member who acts or acted alone in an emergency, until that was countersigned.
    pub fn countersign_owed_by(&self) -> Option<&ObjectId> {
        let request = self.approval_request().filter(|_| self.outcome().is_none())?;
        match &request.approval.mode {
            ApprovalMode::BreakGlass { broken, .. } => Some(&broken.account),
            ApprovalMode::FourEyes | ApprovalMode::Alone { .. } => None,
        }
    }

    /// Returns the phase.
    pub const fn phase(&self) -> &Phase {
        &self.phase
    }

    /// Returns the outcome, or `None` while the case is open.
    pub const fn outcome(&self) -> Option<&Outcome> {
        match &self.phase {
            Phase::Closed { outcome, .. } => Some(outcome),
            _ => None,
        }
    }

    /// Returns the diagnosis, or `None` before the target was read.
    pub fn diagnosed(&self) -> Option<&DiagnosedTarget> {
        self.phase.diagnosed()
    }

    /// The agreement so far, once it was asked for.
    pub fn approval_request(&self) -> Option<&ApprovalRequest> {
        self.phase.approval_request()
    }

    /// Returns true if the case set a password that no one has seen or will see. An unseen pass does not count: it
    /// replaces nothing.
    pub fn left_unseen_password(&self) -> bool {
        let sets = |run: &&Run| run.issued.iter().any(|issued| issued.step == StepKind::ResetPassword);
        let run = self.run().filter(|run| sets(run) && self.outcome().is_some());
        run.is_some_and(|run| run.delivery.as_ref().is_none_or(|delivery| delivery.end != Some(DeliveryEnd::Seen)))
    }

    /// Returns true if the case made a pass that its receiver has not seen, and that was not taken back.
    pub fn leaves_pass(&self) -> bool {
        self.run().is_some_and(|run| {
            let is_seen = run.delivery.as_ref().is_some_and(|delivery| delivery.end == Some(DeliveryEnd::Seen));
            run.has_made_pass() && !is_seen && run.revocation != Some(Revocation::Done)
        })
    }

    /// The progress of the steps, once the first was begun.
    pub fn run(&self) -> Option<&Run> {
        self.phase.run()
    }

    /// Returns true if a step was begun, also one that the journal names after an event that cannot follow.
    pub fn may_have_begun_a_step(&self) -> bool {
        self.run().is_some() || self.step_after_fault
    }

    /// Returns the same with less evidence about the target, for an event about a press that would be too large; `None` if
    /// no approval is awaited. What was shown stays what it was.
    pub fn with_less_evidence(&self) -> Option<Self> {
        let Phase::Waiting(request) = &self.phase else { return None };
        let mut request = request.clone();
        let diagnosis = &mut request.diagnosed.diagnosis;
        diagnosis.account = diagnosis.account.with_less_evidence();
        Some(Self { phase: Phase::Waiting(request), ..self.clone() })
    }

    /// Returns the events that end a case with which Grendel itself cannot go on. Of a member who acted alone a
    /// countersignature is still needed; while the case waits for one, it does not end.
    pub fn broken_down(&self, why: Breakdown, now: Now) -> Vec<Event> {
        let outcome = Outcome::Failed { why };
        let acted = match &self.phase {
            Phase::Closed { .. } | Phase::AwaitingCountersign(_) => return Vec::new(),
            Phase::Running(request, _) => Some(request),
            Phase::DeliveringSecret(delivering) => Some(&delivering.request),
            Phase::Opened | Phase::Accepted(_) | Phase::Diagnosed(_) | Phase::Waiting(_) | Phase::Approved(_) => None,
        };
        match acted.map(|request| &request.approval.mode) {
            Some(ApprovalMode::BreakGlass { countersign_minutes, .. }) => {
                let until = now.at + SignedDuration::from_mins(i64::from(*countersign_minutes));
                vec![Event::CountersignRequired { outcome, until }]
            }
            Some(ApprovalMode::FourEyes | ApprovalMode::Alone { .. }) | None => vec![Event::Closed { outcome }],
        }
    }
}
