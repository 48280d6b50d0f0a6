//! The life of one slash command as a state machine: what must happen now ([`Case::next`]), what is written down of it
//! ([`Case::decide`]) and what that means ([`Case::apply`]).

mod apply;
mod decide;

use jiff::Timestamp;

use super::account::Account;
use super::approval::Approval;
use super::command::ApprovalRule;
use super::event::{Change, Diagnosis, Opening, Outcome, Recorded, Verb};
use super::people::{Checked, Member, Standing};
use super::plan::{Condition, Digest, StepKind};
use super::run::{Answer, Run, Sight, StepState, Warrant};
use super::{CaseNumber, Fault, InteractionId, MessageId, ObjectId, Trouble};

/// A case, as its events so far make it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    number: CaseNumber,
    opened_at: Timestamp,
    opening: Opening,
    card: Option<MessageId>,
    phase: Phase,
}

/// Where a case is. Each phase holds just what it needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Typed; the requester is to be checked.
    Opened,
    /// The requester may ask; the target is to be read.
    Accepted(Standing),
    /// The target was read and the plan needs agreement; whether anyone could give it is to be found out.
    Diagnosed(Diagnosed),
    /// People have to agree.
    Waiting(Asked),
    /// They have.
    Approved(Asked),
    /// The steps are being taken.
    Running(Asked, Run),
    /// Over.
    Closed {
        /// How.
        outcome: Outcome,
        /// Where it was when it ended.
        from: Box<Phase>,
        /// Whether the chat shows the end.
        settled: bool,
    },
}

/// A target that was read on behalf of a requester.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnosed {
    /// What the directory said of the requester.
    pub requester: Standing,
    /// What was found.
    pub diagnosis: Diagnosis,
    /// What changed since an earlier plan was approved; empty for a first plan.
    pub changes: Vec<Change>,
}

/// A plan that needs agreement, and the agreement so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The plan and what it rests on.
    pub diagnosed: Diagnosed,
    /// Who has agreed.
    pub approval: Approval,
}

/// The present, as the engine hands it in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Now {
    /// The instant.
    pub at: Timestamp,
    /// The store's epoch: it is another one after each start of the program.
    pub epoch: u64,
}

/// What must happen now.
#[derive(Debug, PartialEq, Eq)]
pub enum Action {
    /// Ask the directory about the requester.
    CheckRequester,
    /// Find and read the target.
    Diagnose,
    /// Find out whether so many people could agree.
    FindApprovers {
        /// Under each of these rules.
        rules: Vec<ApprovalRule>,
        /// Not counting the account it is about.
        target: ObjectId,
    },
    /// Wait for a person, until this instant at most.
    Await {
        /// When the case expires.
        until: Timestamp,
    },
    /// Read the target and everyone the step rests on once more.
    Recheck {
        /// The account.
        target: ObjectId,
        /// The accounts of those who approved.
        approvers: Vec<ObjectId>,
    },
    /// Take the step.
    Perform(Warrant),
    /// Read whether a step whose outcome is unknown took effect.
    LookWhether(Look),
    /// Read until the effect of a step shows.
    Verify(Look),
    /// Show how it ended.
    ShowEnd,
    /// Nothing ever again.
    Rest,
}

/// What to look for in the tenant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
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
    RequesterChecked(Checked),
    /// The target was looked for and read.
    Looked(Looked),
    /// So many people could agree under each rule, in the order of the rules.
    ApproversFound(Vec<u8>),
    /// The card is in the channel.
    CardPosted(MessageId),
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
        answer: Answer,
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
        sight: Sight,
    },
    /// The channel does not take the card, and will not.
    CardRefused(Trouble),
    /// The end of the case was shown.
    EndShown,
}

/// What came of looking for a target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Looked {
    /// This is it.
    Found(Box<Account>),
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
    /// Why, for those that ask for it. Text from outside.
    pub reason: Option<String>,
    /// What the directory says of who pressed.
    pub standing: Checked,
}

/// A second reading, right before a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recheck {
    /// The target.
    pub account: Result<Account, Trouble>,
    /// The requester.
    pub requester: Checked,
    /// Those who approved.
    pub approvers: Vec<Checked>,
}

impl Case {
    /// A case that has just been opened.
    pub const fn open(number: CaseNumber, opening: Opening, at: Timestamp) -> Self {
        Self { number, opened_at: at, opening, card: None, phase: Phase::Opened }
    }

    /// A case as its events left it. The first one must be its opening.
    pub fn replay(number: CaseNumber, events: impl IntoIterator<Item = Recorded>) -> Result<Self, Fault> {
        let mut events = events.into_iter();
        let first = events.next().map(|first| (first.event, first.at));
        let Some((super::event::Event::Opened(opening), at)) = first else {
            return Err(Fault { case: number, event: "opened".to_owned(), phase: "none".to_owned() });
        };
        let mut case = Self::open(number, *opening, at);
        for recorded in events {
            case.apply(&recorded)?;
        }
        Ok(case)
    }

    /// Its number.
    pub const fn number(&self) -> CaseNumber {
        self.number
    }

    /// When the command was typed.
    pub const fn opened_at(&self) -> Timestamp {
        self.opened_at
    }

    /// What was typed, by whom, where, and on which terms.
    pub const fn opening(&self) -> &Opening {
        &self.opening
    }

    /// The message that shows the case, once there is one.
    pub const fn card(&self) -> Option<MessageId> {
        self.card
    }

    /// Where it is.
    pub const fn phase(&self) -> &Phase {
        &self.phase
    }

    /// How it ended, if it has.
    pub const fn outcome(&self) -> Option<&Outcome> {
        match &self.phase {
            Phase::Closed { outcome, .. } => Some(outcome),
            _ => None,
        }
    }

    /// What was found, once the target was read.
    pub fn diagnosed(&self) -> Option<&Diagnosed> {
        self.phase.diagnosed()
    }

    /// The agreement so far, once it was asked for.
    pub fn asked(&self) -> Option<&Asked> {
        self.phase.asked()
    }

    /// The progress of the steps, once the first was begun.
    pub fn run(&self) -> Option<&Run> {
        self.phase.run()
    }

    /// What must happen now.
    pub fn next(&self, now: Now) -> Action {
        match &self.phase {
            Phase::Opened => Action::CheckRequester,
            Phase::Accepted(_) => Action::Diagnose,
            Phase::Diagnosed(diagnosed) => Action::FindApprovers {
                rules: self.opening.terms.approval.clone(),
                target: diagnosed.diagnosis.account.object_id.clone(),
            },
            Phase::Waiting(asked) => Action::Await { until: asked.approval.expires_at() },
            Phase::Approved(asked) => recheck(asked),
            Phase::Running(asked, run) => self.next_of_run(asked, run, now.epoch),
            Phase::Closed { settled: false, .. } => Action::ShowEnd,
            Phase::Closed { settled: true, .. } => Action::Rest,
        }
    }

    fn next_of_run(&self, asked: &Asked, run: &Run, epoch: u64) -> Action {
        let plan = &asked.diagnosed.diagnosis.plan;
        let look = |intent: &super::run::Intent| Look {
            target: plan.target.clone(),
            kind: plan.steps[intent.step],
            before: intent.before.clone(),
            step: intent.step,
        };
        match run.current() {
            Some((_, StepState::Pending { .. })) => recheck(asked),
            Some((_, StepState::Intended(intent))) if intent.epoch == epoch => {
                Action::Perform(Warrant::new(self.number, plan, asked.approval.plan, intent))
            }
            // Another epoch: the program died after this was written, and nobody knows whether the call went out.
            Some((_, StepState::Intended(intent) | StepState::Unanswered(intent, _))) => {
                Action::LookWhether(look(intent))
            }
            Some((_, StepState::Taken(intent, _))) => Action::Verify(look(intent)),
            // Both end the case with the very event that makes them so.
            Some((_, StepState::Refused(_) | StepState::Verified { .. })) | None => Action::Rest,
        }
    }
}

fn recheck(asked: &Asked) -> Action {
    Action::Recheck {
        target: asked.diagnosed.diagnosis.plan.target.clone(),
        approvers: asked.approval.approvers().cloned().collect(),
    }
}

impl Phase {
    /// Its name, for the log.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Opened => "opened",
            Self::Accepted(_) => "accepted",
            Self::Diagnosed(_) => "diagnosed",
            Self::Waiting(_) => "waiting",
            Self::Approved(_) => "approved",
            Self::Running(..) => "running",
            Self::Closed { .. } => "closed",
        }
    }

    fn diagnosed(&self) -> Option<&Diagnosed> {
        match self {
            Self::Opened | Self::Accepted(_) => None,
            Self::Diagnosed(diagnosed) => Some(diagnosed),
            Self::Waiting(asked) | Self::Approved(asked) | Self::Running(asked, _) => Some(&asked.diagnosed),
            Self::Closed { from, .. } => from.diagnosed(),
        }
    }

    fn asked(&self) -> Option<&Asked> {
        match self {
            Self::Opened | Self::Accepted(_) | Self::Diagnosed(_) => None,
            Self::Waiting(asked) | Self::Approved(asked) | Self::Running(asked, _) => Some(asked),
            Self::Closed { from, .. } => from.asked(),
        }
    }

    fn run(&self) -> Option<&Run> {
        match self {
            Self::Running(_, run) => Some(run),
            Self::Closed { from, .. } => from.run(),
            _ => None,
        }
    }
}
