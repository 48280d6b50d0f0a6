//! The events of a case. The journal is a file format: an event that was ever written must be readable for ever.

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

/// The opening of a case: what was typed, by whom, where, and the terms.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opening {
    /// The tenant that the channel belongs to.
    pub tenant: TenantName,
    /// The command, without the slash.
    pub command: String,
    /// Its terms as they were then.
    pub terms: Terms,
    /// The requester.
    pub member: Member,
    /// The target, as typed. Text from outside.
    pub user: String,
    /// The reason, as typed. Text from outside.
    pub reason: Option<String>,
    /// A reference, as typed. Text from outside.
    pub ticket: Option<String>,
    /// The place.
    pub origin: Origin,
}

/// The place in which a command was typed, and the languages of its answers.
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
    /// The meaning of a button.
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
        /// No one else is known, and the requester confirms.
        Proceed = "proceed",
        /// An emergency action was right.
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
    },
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
    },
    /// The step's effect was looked for.
    StepVerified {
        /// The step's place in the plan.
        step: usize,
        /// The result of looking.
        #[serde(rename = "sight")]
        verification: Verification,
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

/// A member who asked for what was already asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoRequester {
    /// The member.
    pub member: Member,
    /// Their account.
    pub account: ObjectId,
    /// The reason, as typed. Text from outside.
    pub reason: Option<String>,
    /// In this case of theirs.
    pub case: CaseNumber,
}

/// Something that belongs to no case, kept for the audit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnroutedInteraction {
    /// The member, if known.
    pub member: Option<Member>,
    /// The channel, if there was one.
    pub channel: Option<ChannelId>,
    /// The interaction itself.
    pub interaction: InteractionId,
    /// A description in our own words; anything from outside is cut.
    pub what: String,
    /// The refusal.
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
        /// The change.
        person: PersonEvent,
    },
    /// Of neither.
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
