//! What is written down. The journal is a file format: an event that was ever written must be readable for ever.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::approval::reminders::ReminderStageKind;
use super::command::{ApprovalRule, Terms};
use super::compromise::Waiver;
use super::decision::Decision;
use super::diagnosis::{Change, Diagnosis};
use super::digest::Digest;
use super::link::PersonEvent;
use super::outcome::Outcome;
use super::people::{Member, Standing};
use super::refusal::Refusal;
use super::run::{DeliveryEnd, Intent, StepResponse, Verification};
use super::step::StepKind;
use super::{CaseNumber, ChannelId, GuildId, InteractionId, Locale, MessageId, ObjectId, TenantName};

/// How a case begins: what was typed, by whom, where, and on which terms.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opening {
    /// The tenant that the channel belongs to.
    pub tenant: TenantName,
    /// The command, without the slash.
    pub command: String,
    /// Its terms as they were then.
    pub terms: Terms,
    /// Who typed it.
    pub member: Member,
    /// Whose account it is about, as typed. Text from outside.
    pub user: String,
    /// Why, as typed. Text from outside.
    pub reason: Option<String>,
    /// A reference, as typed. Text from outside.
    pub ticket: Option<String>,
    /// Where.
    pub origin: Origin,
}

/// Where a command was typed, and in which languages its answers are read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// The guild.
    pub guild: GuildId,
    /// The channel: the card goes there.
    pub channel: ChannelId,
    /// The command itself.
    pub interaction: InteractionId,
    /// The language of the one who typed.
    pub member_locale: Locale,
    /// The language of the guild: the card is written in it.
    pub guild_locale: Locale,
}

words! {
    /// What a button asks for.
    pub enum Verb {
        /// Do it.
        Approve = "approve",
        /// Do it, and this is whom it is about.
        Confirm = "confirm",
        /// Do not, and why.
        Deny = "deny",
        /// I am looking at it.
        Look = "look",
        /// Never mind.
        Withdraw = "withdraw",
        /// Do it without anybody else, and why.
        BreakGlass = "break_glass",
        /// Nobody else is there, and I still mean it.
        Proceed = "proceed",
        /// What was done alone was right.
        Countersign = "countersign",
        /// These signs of a compromise are none, and why.
        Waive = "waive",
        /// Show me the password or the pass, once.
        ShowSecret = "show_secret",
        /// Tell me everything. It is answered, and nothing comes of it.
        Details = "details",
    }
}

/// One event of a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// Somebody typed a command.
    Opened(Box<Opening>),
    /// The requester may ask.
    RequesterAccepted {
        /// What the directory said of them.
        standing: Standing,
    },
    /// The target was read.
    Diagnosed {
        /// What was found.
        diagnosis: Box<Diagnosis>,
    },
    /// The plan waits for agreement from here on.
    ApprovalAsked {
        /// The digest of what is shown.
        plan: Digest,
        /// Whose agreement.
        rules: Vec<ApprovalRule>,
        /// Steps that the requester's roles do not reach: those of one who approves must.
        #[serde(default)]
        escalated: Vec<StepKind>,
        /// Set where nobody else is known: the requester may go on after so many minutes.
        #[serde(default)]
        alone_minutes: Option<u32>,
    },
    /// Nobody has decided for a while: the next rung is reached.
    #[serde(rename = "rung_reached")]
    ReminderStageReached {
        /// What it is.
        #[serde(rename = "rung")]
        stage: ReminderStageKind,
    },
    /// People were called to the card, or could not be.
    #[serde(rename = "called")]
    Pinged {
        /// The call's place among those of the case.
        place: usize,
        /// The message; nothing where the channel did not take it.
        message: Option<MessageId>,
    },
    /// Somebody asked for the same, and is answered here.
    Joined {
        /// Who.
        joined: CoRequester,
    },
    /// Somebody who may decide says that they are looking at it.
    LookedAt {
        /// Who.
        by: Member,
        /// The press itself.
        interaction: InteractionId,
    },
    /// The requester acts alone in an emergency.
    GlassBroken {
        /// What they said.
        decision: Decision,
        /// How long somebody else has to countersign it, after the last step.
        countersign_minutes: u32,
    },
    /// What was done alone is to be countersigned.
    #[serde(rename = "owed")]
    CountersignRequired {
        /// How the case will have ended.
        outcome: Outcome,
        /// By then.
        until: Timestamp,
    },
    /// It was not countersigned in time.
    #[serde(rename = "debt_overdue")]
    CountersignOverdue {
        /// When everybody is called next.
        until: Timestamp,
    },
    /// Somebody else has countersigned it.
    Countersigned {
        /// What they said.
        decision: Decision,
    },
    /// The card is in the channel.
    CardPosted {
        /// The message.
        message: MessageId,
    },
    /// Somebody decided.
    Decided {
        /// What.
        decision: Decision,
    },
    /// Somebody pressed what they may not.
    PressRefused {
        /// Who.
        member: Member,
        /// What they pressed.
        verb: Verb,
        /// The press itself.
        interaction: InteractionId,
        /// Why not.
        refusal: Refusal,
    },
    /// The account has changed since the plan was approved: what was agreed no longer holds.
    Lapsed {
        /// What has changed.
        changes: Vec<Change>,
        /// What is found now.
        diagnosis: Box<Diagnosis>,
    },
    /// The next step will be called now.
    StepIntended(Intent),
    /// The call came to this.
    StepAnswered {
        /// The step's place in the plan.
        step: usize,
        /// What came of it.
        answer: StepResponse,
    },
    /// After an unknown outcome: whether reading shows that the step took effect.
    StepReconciled {
        /// The step's place in the plan.
        step: usize,
        /// Whether it did.
        took_effect: bool,
    },
    /// The step's effect was looked for.
    StepVerified {
        /// The step's place in the plan.
        step: usize,
        /// What was seen of it.
        #[serde(rename = "sight")]
        verification: Verification,
    },
    /// Somebody has said of signs of a compromise that they are none, so that the plan is another.
    Waived {
        /// Who, and why.
        waiver: Waiver,
        /// The press itself.
        interaction: InteractionId,
        /// What follows.
        diagnosis: Box<Diagnosis>,
    },
    /// The steps are over, and what they made is kept in memory for the one who may see it.
    SecretKept {
        /// How the case will have ended.
        outcome: Outcome,
        /// For so long.
        until: Timestamp,
        /// The store's epoch in which it was made: in another one it is lost.
        epoch: u64,
    },
    /// Somebody asked to see it. It will be shown to them now, and to nobody else.
    SecretTaken {
        /// Who.
        by: Member,
        /// The press itself.
        interaction: InteractionId,
    },
    /// It is in nobody's memory but theirs, or in nobody's.
    SecretEnded {
        /// What became of it.
        end: DeliveryEnd,
    },
    /// The requester took it back.
    Withdrawn {
        /// Who, as they were when they pressed.
        by: Member,
        /// The press itself.
        interaction: InteractionId,
    },
    /// The case is over.
    Closed {
        /// How.
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
            Self::Waived { .. } => "waived",
            Self::SecretKept { .. } => "secret_kept",
            Self::SecretTaken { .. } => "secret_taken",
            Self::SecretEnded { .. } => "secret_ended",
            Self::Withdrawn { .. } => "withdrawn",
            Self::Closed { .. } => "closed",
            Self::Settled => "settled",
        }
    }
}

/// Somebody who asked for what was asked for already.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoRequester {
    /// Who.
    pub member: Member,
    /// Their account.
    pub account: ObjectId,
    /// Why, as typed. Text from outside.
    pub reason: Option<String>,
    /// In this case of theirs.
    pub case: CaseNumber,
}

/// Something that belongs to no case, kept for the audit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnroutedInteraction {
    /// Who did it, where that is known.
    pub member: Option<Member>,
    /// Where.
    pub channel: Option<ChannelId>,
    /// The interaction itself.
    pub interaction: InteractionId,
    /// What it was, in our words; what came from outside is cut.
    pub what: String,
    /// Why nothing came of it.
    pub refusal: Refusal,
}

/// One entry of the journal: an event of a case, something that became of a person, or something that belongs to neither.
/// Reading one is the journal's affair: it tells them apart first, so that an error names what is wrong inside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Entry {
    /// Of a case.
    Case(Event),
    /// Of a person.
    Person {
        /// What became of them.
        person: PersonEvent,
    },
    /// Of neither.
    Unrouted {
        /// What it was.
        #[serde(rename = "stray")]
        unrouted: UnroutedInteraction,
    },
}

/// An event and when it was written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordedEvent {
    /// When.
    pub at: Timestamp,
    /// What.
    pub event: Event,
}
