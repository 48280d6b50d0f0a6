//! What a case asks for, and what it is told.

use jiff::Timestamp;

use crate::domain::account::{Account, Names};
use crate::domain::approval::ApprovalRequirement;
use crate::domain::approval::quorum::Candidates;
use crate::domain::approval::reminders::ReminderStage;
use crate::domain::authority::Guard;
use crate::domain::condition::Condition;
use crate::domain::digest::Digest;
use crate::domain::event::{CoRequester, Verb};
use crate::domain::people::{Member, StandingLookup};
use crate::domain::run::{StepResponse, Verification, Warrant};
use crate::domain::step::StepKind;
use crate::domain::{CaseNumber, InteractionId, MemberId, MessageId, ObjectId, RoleName, Trouble};

/// What must happen now.
#[derive(Debug, PartialEq, Eq)]
pub enum Action {
    /// Ask the directory about the requester.
    CheckRequester,
    /// Find and read the target.
    Diagnose,
    /// Find out whether so many people could agree.
    FindApprovers {
        /// To this.
        requirement: ApprovalRequirement,
        /// On a target so guarded.
        guard: Guard,
        /// Not counting the account it is about.
        target: ObjectId,
    },
    /// Call people to the card.
    Ping(DuePing),
    /// Wait for a person, until this instant at most.
    Await {
        /// When something happens by itself.
        until: Timestamp,
    },
    /// Read the target and everyone the step rests on once more.
    Recheck {
        /// The account.
        target: ObjectId,
        /// By what it was called when it was read first, where that was typed: it may be taken for another.
        names: Option<Names>,
        /// The account as it was read before the first step, where one was begun: then only what bounds the steps is read anew.
        before: Option<Box<Account>>,
        /// Those who approved: as members, and by their accounts.
        approvers: Vec<(MemberId, ObjectId)>,
    },
    /// Take the step.
    Perform(Warrant),
    /// Read whether a step whose outcome is unknown took effect.
    Reconcile(EffectCheck),
    /// Read until the effect of a step shows.
    Verify(EffectCheck),
    /// Show how it ended.
    ShowEnd,
    /// Nothing ever again.
    Rest,
}

/// A message that alerts people to a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DuePing {
    /// Its place among the calls of the case, from 0.
    pub place: usize,
    /// Why.
    pub why: PingReason,
}

/// Why people are called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PingReason {
    /// Nobody has decided for a while.
    Silence(ReminderStage),
    /// Somebody acts alone in an emergency.
    GlassBroken,
    /// Nobody has countersigned in time that somebody acted alone.
    Overdue,
}

/// What to look for in the tenant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EffectCheck {
    /// On this account.
    pub target: ObjectId,
    /// The effect of this step.
    pub kind: StepKind,
    /// Given that it was like this before.
    pub before: Condition,
    /// The step's place in the plan.
    pub step: usize,
}

/// What has happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// The command was typed, and nothing else has happened yet.
    Typed,
    /// The directory was asked about the requester.
    RequesterChecked(StandingLookup),
    /// The target was looked for and read.
    TargetLookedUp(TargetLookup),
    /// These people could agree.
    ApproversFound(Candidates),
    /// The card is in the channel.
    CardPosted(MessageId),
    /// People were called, or could not be.
    Pinged {
        /// Which call.
        place: usize,
        /// The message; nothing where the channel did not take it.
        message: Option<MessageId>,
    },
    /// Somebody asked for the same.
    Joined(CoRequester),
    /// Somebody pressed a button.
    Pressed(Press),
    /// Time went by.
    Time,
    /// Everything a step rests on was read once more.
    Rechecked(Box<Recheck>),
    /// A step was called.
    Answered {
        /// Its place in the plan.
        step: usize,
        /// What came of it.
        answer: StepResponse,
    },
    /// It was read whether a step took effect; an error where it could not be read.
    Reconciled {
        /// Its place in the plan.
        step: usize,
        /// Whether it did.
        seen: Result<bool, Trouble>,
    },
    /// The effect of a step was looked for.
    Verified {
        /// Its place in the plan.
        step: usize,
        /// What was seen of it.
        verification: Verification,
    },
    /// A secret was shown to the one who asked for it, or could not be.
    SecretSent {
        /// Whether it arrived.
        arrived: bool,
    },
    /// The channel does not take the card, and will not.
    CardRefused(Trouble),
    /// The end of the case was shown.
    EndShown,
}

/// What came of looking for a target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TargetLookup {
    /// This is it.
    Found {
        /// The account.
        account: Box<Account>,
        /// The latest case some days ago in which something was done to it.
        earlier: Option<CaseNumber>,
    },
    /// This case is about the same account, and is not over.
    UnderWay(CaseNumber),
    /// What was typed cannot name an account.
    Malformed,
    /// Nobody.
    Nobody,
    /// Several, by their sign-in names.
    Several(Vec<String>),
    /// Microsoft did not say.
    Unavailable(Trouble),
}

/// A press on a button of the card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Press {
    /// Who, with the roles that the press itself carries.
    pub member: Member,
    /// The press.
    pub interaction: InteractionId,
    /// Which button.
    pub verb: Verb,
    /// The plan that the button was made for.
    pub plan: Digest,
    /// Why, for those that ask for it; or what else was asked. Text from outside.
    pub reason: Option<String>,
    /// What the directory says of who pressed.
    pub standing: StandingLookup,
    /// When they have signed in for this case, if they did.
    pub signed_in_at: Option<Timestamp>,
    /// The case in which they acted alone, and which nobody has countersigned.
    pub debt: Option<CaseNumber>,
}

/// A second reading, right before a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recheck {
    /// The target.
    pub account: Result<Account, Trouble>,
    /// The requester.
    pub requester: PersonRecheck,
    /// Those who approved.
    pub approvers: Vec<PersonRecheck>,
}

/// Somebody as they are at this instant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonRecheck {
    /// In the directory.
    pub checked: StandingLookup,
    /// Their roles in the chat; none for somebody who has left it.
    pub chat_roles: Result<Vec<RoleName>, Trouble>,
}
