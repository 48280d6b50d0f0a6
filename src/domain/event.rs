//! What is written down. The journal is a file format: an event that was ever written must be readable for ever.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::account::Account;
use super::approval::Decision;
use super::command::{ApprovalRule, Terms};
use super::finding::Finding;
use super::link::PersonEvent;
use super::people::{Member, Standing};
use super::plan::{Digest, Plan};
use super::refusal::Refusal;
use super::run::{Answer, Intent, Sight};
use super::{ChannelId, GuildId, InteractionId, Locale, MessageId, TenantName, Trouble};

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

/// What was found out about a target, and what follows from it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnosis {
    /// What was read.
    pub account: Account,
    /// What is wrong, gravest first.
    pub findings: Vec<Finding>,
    /// What is to be done.
    pub plan: Plan,
}

impl Diagnosis {
    /// Draws the findings and makes the plan.
    pub fn new(account: Account, terms: &Terms) -> Self {
        let findings = super::finding::findings(&account);
        let plan = Plan::new(&account, &findings, &terms.runbook);
        Self { account, findings, plan }
    }

    /// The digest of what a person is shown of it.
    pub fn digest(&self) -> Digest {
        self.plan.digest(&self.account, &self.findings)
    }
}

words! {
    /// What a button asks for.
    pub enum Verb {
        /// Do it.
        Approve = "approve",
        /// Do not, and why.
        Deny = "deny",
        /// Never mind.
        Withdraw = "withdraw",
    }
}

words! {
    /// What has changed about an account between two readings, as far as an approval rests on it.
    pub enum Change {
        /// Its sign-in was enabled or blocked.
        SignIn = "sign_in",
        /// Somebody else blocked it, or blocked it again.
        BlockedBy = "blocked_by",
        /// It is called otherwise.
        Name = "name",
        /// Its roles or groups.
        Roles = "roles",
        /// Where it is mastered.
        Mastered = "mastered",
        /// Something could be read then and not now, or now and not then.
        Readable = "readable",
        /// What is to be done.
        Plan = "plan",
        /// None of these: the findings rest on other evidence.
        Evidence = "evidence",
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
        answer: Answer,
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
        sight: Sight,
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
            Self::CardPosted { .. } => "card_posted",
            Self::Decided { .. } => "decided",
            Self::PressRefused { .. } => "press_refused",
            Self::Lapsed { .. } => "lapsed",
            Self::StepIntended(_) => "step_intended",
            Self::StepAnswered { .. } => "step_answered",
            Self::StepReconciled { .. } => "step_reconciled",
            Self::StepVerified { .. } => "step_verified",
            Self::Withdrawn { .. } => "withdrawn",
            Self::Closed { .. } => "closed",
            Self::Settled => "settled",
        }
    }
}

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

/// Something that belongs to no case, kept for the audit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stray {
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
    Stray {
        /// What it was.
        stray: Stray,
    },
}

/// An event and when it was written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// When.
    pub at: Timestamp,
    /// What.
    pub event: Event,
}
