//! The actions that a case asks for, and the inputs that it gets.

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
use crate::domain::receiver::ReceiverRule;
use crate::domain::run::{StepResponse, Verification, Warrant};
use crate::domain::step::StepKind;
use crate::domain::velocity::SecretLimit;
use crate::domain::{CaseNumber, InteractionId, MemberId, MessageId, ObjectId, RoleName, Trouble};

/// An action that must happen now.
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
        /// And one of them, or the requester, to see what the plan makes.
        receiver: Option<ReceiverRule>,
    },
    /// Call people to the card.
    Ping(DuePing),
    /// Wait for a person, until this instant at most.
    Await {
        /// The time at which something happens by itself.
        until: Timestamp,
    },
    /// Wait for people who do work in Active Directory, until this instant at most, and look now and then if it shows.
    AwaitWork {
        /// The account.
        target: ObjectId,
        /// The time at which something happens by itself.
        until: Timestamp,
        /// True if it has to be looked then: for work that is ticked off, that is the last time.
        is_last_look: bool,
    },
    /// Read the target and everyone the step rests on once more.
    Recheck {
        /// The account.
        target: ObjectId,
        /// By what it was called when it was read first: it may be taken for another.
        names: Names,
        /// The account as it was read before the first step, if a step was begun: then only what bounds the steps is
        /// read again.
        before: Option<Box<Account>>,
        /// Those who approved: as members, and by their accounts.
        approvers: Vec<(MemberId, ObjectId)>,
    },
    /// Write down what a freeze means for the case, or that it is over.
    FollowFreeze,
    /// Take the step.
    Perform(Warrant),
    /// Take a pass back that nobody has seen.
    Revoke(Warrant),
    /// Read whether a step whose outcome is unknown took effect.
    Reconcile(EffectCheck),
    /// Read until the effect of a step shows.
    Verify(EffectCheck),
    /// Show how it ended.
    ShowEnd,
    /// The case is over for good.
    Rest,
}

/// A message that alerts people to a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DuePing {
    /// Its place among the calls of the case, from 0.
    pub place: usize,
    /// The reason.
    pub why: PingReason,
}

/// The reason for a ping.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PingReason {
    /// No one has decided for a while.
    Silence(ReminderStage),
    /// A member acts alone in an emergency.
    GlassBroken,
    /// People are asked for work in Active Directory.
    WorkAsked,
    /// The same people are reminded that it is not done yet.
    WorkReminded,
    /// An emergency action was not countersigned in time.
    Overdue,
    /// The requester may go on alone after a delay, because nobody else is known.
    AloneOpened,
    /// The requester goes on alone.
    AloneProceeds,
    /// Others are known by now, so the requester does not go on alone: they decide.
    AloneEnded,
    /// A pass that nobody has seen could not be taken back.
    PassLeft,
}

impl PingReason {
    /// Returns true if the operator hears of it too: someone acts without the agreement of another person, or a pass is left
    /// that may let somebody in.
    pub const fn concerns_operator(&self) -> bool {
        match self {
            Self::Silence(_) | Self::AloneEnded | Self::WorkAsked | Self::WorkReminded => false,
            Self::GlassBroken | Self::Overdue | Self::AloneOpened | Self::AloneProceeds | Self::PassLeft => true,
        }
    }
}

/// The effect of a step to look for in the tenant.
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

/// An input to a case.
#[expect(clippy::large_enum_variant, reason = "an input is taken at once, and never stored")]
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
        /// The index of the ping.
        place: usize,
        /// The message; `None` if the channel did not accept it.
        message: Option<MessageId>,
    },
    /// Another member asked for the same.
    Joined(CoRequester),
    /// A member pressed a button.
    Pressed(Press),
    /// Time went by.
    Time,
    /// Everything a step rests on was read once more.
    Rechecked(Box<Recheck>),
    /// A step was called.
    Answered {
        /// Its place in the plan.
        step: usize,
        /// Microsoft's response.
        answer: StepResponse,
    },
    /// It was read whether a step took effect; an error where it could not be read.
    Reconciled {
        /// Its place in the plan.
        step: usize,
        /// The result of looking: true if the effect shows.
        seen: Result<bool, Trouble>,
    },
    /// The effect of a step was looked for.
    Verified {
        /// Its place in the plan.
        step: usize,
        /// The result of looking.
        verification: Verification,
        /// After the last step: the condition of the account, if it was read.
        found: Option<Box<Condition>>,
    },
    /// The account was read, to see if work in Active Directory shows.
    WorkLookedFor(Result<Box<Condition>, Trouble>),
    /// A secret was shown to the one who asked for it, or could not be.
    SecretSent {
        /// True if it was delivered.
        arrived: bool,
    },
    /// A pass that nobody has seen was to be taken back.
    Revoked {
        /// Microsoft's response.
        answer: StepResponse,
    },
    /// The channel does not take the card, and will not.
    CardRefused(Trouble),
    /// The end of the case was shown.
    EndShown,
}

impl Input {
    /// Returns the same with less evidence about the target, for an event that would be too large; `None` if the input has
    /// no evidence.
    pub fn with_less_evidence(&self) -> Option<Self> {
        match self {
            Self::TargetLookedUp(TargetLookup::Found { account, earlier }) => {
                let account = Box::new(account.with_less_evidence());
                Some(Self::TargetLookedUp(TargetLookup::Found { account, earlier: *earlier }))
            }
            Self::Rechecked(recheck) => {
                let account = Ok(recheck.account.as_ref().ok()?.with_less_evidence());
                Some(Self::Rechecked(Box::new(Recheck { account, ..(**recheck).clone() })))
            }
            _ => None,
        }
    }
}

/// The result of resolving a target.
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
    /// The text cannot name an account.
    Malformed,
    /// There is no such account.
    Nobody,
    /// Several, by their sign-in names.
    Several(Vec<String>),
    /// Microsoft did not say.
    Unavailable(Trouble),
}

/// A press on a button of the card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Press {
    /// The member, with the roles that the press itself carries.
    pub member: Member,
    /// The press.
    pub interaction: InteractionId,
    /// The button.
    pub verb: Verb,
    /// The plan that the button was made for.
    pub plan: Digest,
    /// The reason, for buttons that ask for one, or the answer to another question. Text from outside.
    pub reason: Option<String>,
    /// The member's account in the directory.
    pub standing: StandingLookup,
    /// The time at which they signed in for this case, or `None`.
    pub signed_in_at: Option<Timestamp>,
    /// The case in which they acted alone and which is not countersigned yet.
    pub debt: Option<CaseNumber>,
    /// The target's guard as read with the press, or `None` if it was not read.
    pub guard: Option<Guard>,
    /// True if the target, as read with the press, has a role, or could give itself one, or may.
    pub target_privileged: bool,
    /// The limit on secrets that keeps the member from this, or `None`.
    pub limit: Option<SecretLimit>,
    /// True if Grendel knows the person whose account the case is about.
    pub target_known: bool,
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
    /// The limit on secrets that one of these people has reached, or `None`.
    pub limit: Option<SecretLimit>,
    /// The people who are known by now, for a case with which the requester goes on alone. `None` if it was not looked,
    /// which counts as if there were somebody.
    pub others: Option<Candidates>,
    /// True if Grendel knows the person whose account the case is about.
    pub target_known: bool,
}

/// A person as they are at this instant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonRecheck {
    /// In the directory.
    pub checked: StandingLookup,
    /// Their roles in the chat; empty if they have left it.
    pub chat_roles: Result<Vec<RoleName>, Trouble>,
}
