//! The events of a case. The journal is a file format: an event that was ever written must be readable for ever.

mod co_requester;
mod opening;
mod unrouted;
mod verb;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

pub use self::co_requester::CoRequester;
pub use self::opening::{Opening, Origin};
pub use self::unrouted::{Repetition, UnroutedInteraction};
pub use self::verb::Verb;
use super::approval::reminders::ReminderStageKind;
use super::command::ApprovalRule;
use super::compromise::Waiver;
use super::condition::Condition;
use super::decision::Decision;
use super::diagnosis::{Change, Diagnosis};
use super::digest::Digest;
use super::freeze::Freeze;
use super::identity::CheckedIdentity;
use super::link::PersonEvent;
use super::operation::OperationEvent;
use super::outcome::Outcome;
use super::people::{Member, Standing};
use super::receiver::{Receiver, ReceiverRule};
use super::refusal::Refusal;
use super::run::{DeliveryEnd, Intent, StepResponse, UnknownOutcome, Verification};
use super::step::StepKind;
use super::tenant_freeze::TenantEvent;
use super::{InteractionId, MessageId, OperationId, Trouble};

/// One event of a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// A member used a command.
    Opened(Box<Opening>),
    /// The requester may ask.
    RequesterAccepted {
        /// The requester's account in the directory.
        standing: Standing,
    },
    /// The target was read.
    Diagnosed {
        /// The diagnosis.
        diagnosis: Box<Diagnosis>,
    },
    /// The plan waits for agreement from here on.
    ApprovalAsked {
        /// The digest of what is shown.
        plan: Digest,
        /// The rules that ask for approval.
        rules: Vec<ApprovalRule>,
        /// Steps that the requester's roles do not reach: those of one who approves must.
        #[serde(default)]
        escalated: Vec<StepKind>,
        /// Set if no one else is known: the requester may go on after so many minutes.
        #[serde(default)]
        alone_minutes: Option<u32>,
        /// The rule for who sees what the plan makes; `None` if it makes nothing to see, and in journals from before
        /// such rules.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        receiver: Option<ReceiverRule>,
    },
    /// The delay of a lone requester is over, and nobody else was known then.
    AloneChecked,
    /// No one has decided for a while: the next reminder stage is reached.
    #[serde(rename = "rung_reached")]
    ReminderStageReached {
        /// The kind of the stage.
        #[serde(rename = "rung")]
        stage: ReminderStageKind,
    },
    /// People were called to the card, or could not be.
    #[serde(rename = "called")]
    Pinged {
        /// The call's place among those of the case.
        place: usize,
        /// The message; `None` if the channel did not accept it.
        message: Option<MessageId>,
    },
    /// Another member asked for the same, and gets their answer here.
    Joined {
        /// The other member.
        joined: CoRequester,
    },
    /// A member who may decide says that they are looking at it.
    LookedAt {
        /// The member.
        by: Member,
        /// The press itself.
        interaction: InteractionId,
    },
    /// The requester acts alone in an emergency.
    GlassBroken {
        /// The decision that broke the glass.
        decision: Decision,
        /// The time to countersign after the last step, in minutes.
        countersign_minutes: u32,
        /// The one person for whom a secret of this plan is from here on, where a rule names no roles for that.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        receiver: Option<Receiver>,
    },
    /// An emergency action waits for its countersignature.
    #[serde(rename = "owed")]
    CountersignRequired {
        /// The outcome once it was countersigned.
        outcome: Outcome,
        /// By then.
        until: Timestamp,
    },
    /// It was not countersigned in time.
    #[serde(rename = "debt_overdue")]
    CountersignOverdue {
        /// The time of the next ping.
        until: Timestamp,
    },
    /// A second person countersigned.
    Countersigned {
        /// Their decision.
        decision: Decision,
    },
    /// The card is in the channel.
    CardPosted {
        /// The message.
        message: MessageId,
    },
    /// A member decided.
    Decided {
        /// The decision.
        decision: Decision,
        /// The one person for whom a secret of this plan is from here on; `Some` only where this decision completes the
        /// approval and no rule names roles for that.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        receiver: Option<Receiver>,
    },
    /// A member pressed a button that they are not allowed to.
    PressRefused {
        /// The member.
        member: Member,
        /// The button.
        verb: Verb,
        /// The press itself.
        interaction: InteractionId,
        /// The refusal.
        refusal: Refusal,
    },
    /// The account has changed since the plan was approved: what was agreed no longer holds.
    Lapsed {
        /// The changes.
        changes: Vec<Change>,
        /// The new diagnosis.
        diagnosis: Box<Diagnosis>,
    },
    /// The next step will be called now.
    StepIntended(Intent),
    /// The call came to this.
    StepAnswered {
        /// The step's place in the plan.
        step: usize,
        /// Microsoft's response.
        answer: StepResponse,
    },
    /// After an unknown outcome: whether reading shows that the step took effect.
    StepReconciled {
        /// The step's place in the plan.
        step: usize,
        /// True if it took effect.
        took_effect: bool,
        /// Set if nobody knows, and the step is given up. Only what needs it is not begun then.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        unknown: Option<UnknownOutcome>,
    },
    /// The step's effect was looked for.
    StepVerified {
        /// The step's place in the plan.
        step: usize,
        /// The result of looking.
        #[serde(rename = "sight")]
        verification: Verification,
        /// After the last step: the condition of the account as it was read then.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        found: Option<Box<Condition>>,
    },
    /// People are asked for work in Active Directory.
    WorkAsked {
        /// The places of the steps in the plan.
        steps: Vec<usize>,
        /// By then.
        until: Timestamp,
    },
    /// A member says that work in Active Directory is done.
    WorkTicked {
        /// The step's place in the plan.
        step: usize,
        /// The member.
        by: Member,
        /// The press itself.
        interaction: InteractionId,
    },
    /// The people who were asked for work in Active Directory are reminded.
    WorkReminded,
    /// Microsoft asks for a pause, or is out of order: the case waits, and goes on by itself.
    Paused {
        /// The end of the wait.
        until: Timestamp,
        /// The failed call.
        trouble: Trouble,
    },
    /// A member waived signs of a compromise, which changes the plan.
    Waived {
        /// The waiver.
        waiver: Waiver,
        /// The press itself.
        interaction: InteractionId,
        /// The new diagnosis.
        diagnosis: Box<Diagnosis>,
    },
    /// A requester recorded how they made sure who is calling, which changes what approvers approve.
    IdentityChecked {
        /// The check.
        identity: CheckedIdentity,
        /// The press itself.
        interaction: InteractionId,
        /// The digest of what is shown from here on.
        plan: Digest,
    },
    /// The steps are over, and what they made is kept in memory for the one who may see it.
    SecretKept {
        /// The outcome once the secret was delivered.
        outcome: Outcome,
        /// For so long.
        until: Timestamp,
        /// The store's epoch in which it was made: in another one it is lost.
        epoch: u64,
    },
    /// A member asked to see the secret. It is now shown to them and to no one else.
    SecretTaken {
        /// The member.
        by: Member,
        /// The press itself.
        interaction: InteractionId,
    },
    /// The secret is no longer in memory.
    SecretEnded {
        /// The reason.
        end: DeliveryEnd,
    },
    /// The tenant is frozen, and something that is still to come waits until that is lifted.
    Parked {
        /// The freeze.
        freeze: Freeze,
    },
    /// The freeze no longer holds the case.
    Resumed,
    /// A pass that nobody has seen will be taken back now.
    RevocationIntended {
        /// The number of the try, from 1.
        attempt: u8,
        /// The id of the call.
        operation: OperationId,
        /// The store's epoch.
        epoch: u64,
    },
    /// The call that takes a pass back came to this.
    RevocationAnswered {
        /// Microsoft's response.
        answer: StepResponse,
    },
    /// The requester took it back.
    Withdrawn {
        /// The member, as they were when they pressed.
        by: Member,
        /// The press itself.
        interaction: InteractionId,
    },
    /// The case is over.
    Closed {
        /// The outcome.
        outcome: Outcome,
    },
    /// The chat shows the end of the case.
    Settled,
}

impl Event {
    /// The event's name in the journal.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Opened(_) => "opened",
            Self::RequesterAccepted { .. } => "requester_accepted",
            Self::Diagnosed { .. } => "diagnosed",
            Self::ApprovalAsked { .. } => "approval_asked",
            Self::AloneChecked => "alone_checked",
            Self::ReminderStageReached { .. } => "rung_reached",
            Self::Pinged { .. } => "called",
            Self::Joined { .. } => "joined",
            Self::LookedAt { .. } => "looked_at",
            Self::GlassBroken { .. } => "glass_broken",
            Self::CountersignRequired { .. } => "owed",
            Self::CountersignOverdue { .. } => "debt_overdue",
            Self::Countersigned { .. } => "countersigned",
            Self::CardPosted { .. } => "card_posted",
            Self::Decided { .. } => "decided",
            Self::PressRefused { .. } => "press_refused",
            Self::Lapsed { .. } => "lapsed",
            Self::StepIntended(_) => "step_intended",
            Self::StepAnswered { .. } => "step_answered",
            Self::StepReconciled { .. } => "step_reconciled",
            Self::StepVerified { .. } => "step_verified",
            Self::WorkAsked { .. } => "work_asked",
            Self::WorkTicked { .. } => "work_ticked",
            Self::WorkReminded => "work_reminded",
            Self::Paused { .. } => "paused",
            Self::Waived { .. } => "waived",
            Self::IdentityChecked { .. } => "identity_checked",
            Self::SecretKept { .. } => "secret_kept",
            Self::SecretTaken { .. } => "secret_taken",
            Self::SecretEnded { .. } => "secret_ended",
            Self::Parked { .. } => "parked",
            Self::Resumed => "resumed",
            Self::RevocationIntended { .. } => "revocation_intended",
            Self::RevocationAnswered { .. } => "revocation_answered",
            Self::Withdrawn { .. } => "withdrawn",
            Self::Closed { .. } => "closed",
            Self::Settled => "settled",
        }
    }
}

/// One entry of the journal: an event of a case, of a person, of a tenant or of the program itself, or something that belongs
/// to none of them.
/// Reading one is the journal's affair: it tells them apart first, so that an error names what is wrong inside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Entry {
    /// Of a case.
    Case(Event),
    /// Of a person.
    Person {
        /// The change.
        person: PersonEvent,
    },
    /// Of a whole tenant.
    Tenant {
        /// The change.
        #[serde(rename = "whole_tenant")]
        tenant: TenantEvent,
    },
    /// Of the program itself.
    Operation {
        /// The event.
        #[serde(rename = "program")]
        operation: OperationEvent,
    },
    /// Of none of these.
    Unrouted {
        /// The interaction.
        #[serde(rename = "stray")]
        unrouted: UnroutedInteraction,
    },
}

/// An event and when it was written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordedEvent {
    /// The time.
    pub at: Timestamp,
    /// The event.
    pub event: Event,
}
