//! The approval of a plan: the rules it must meet, the decisions so far, and the time it ends.

pub mod quorum;
pub mod reminders;

use jiff::{SignedDuration, Timestamp};

use self::quorum::seats;
use super::authority::{Guard, reaching_role};
use super::command::{ApprovalRule, Group};
use super::decision::{Decision, Vote};
use super::digest::Digest;
use super::people::{HeldRole, Member, Standing};
use super::refusal::Refusal;
use super::step::StepKind;
use super::{InteractionId, MemberId, ObjectId};

/// The requirements that must be met before a plan runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApprovalRequirement {
    /// Every one of these must be met, each by people of its own. Never empty.
    pub rules: Vec<ApprovalRule>,
    /// The requester's roles do not reach the target for these: those of one who approves must.
    pub escalated: Vec<StepKind>,
}

/// The agreement that a plan needs, and has so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approval {
    /// The plan it is about.
    pub plan: Digest,
    /// The requirements.
    pub requirement: ApprovalRequirement,
    /// The decisions so far.
    pub decisions: Vec<Decision>,
    /// The time at which the approval was requested.
    pub asked_at: Timestamp,
    /// The way in which it is given.
    pub mode: ApprovalMode,
    /// The number of reminder stages that were reached.
    pub stages_reached: usize,
    /// The members who said that they are looking at the case, and since when.
    pub looking: Vec<(Member, Timestamp)>,
}

/// The way in which an approval is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ApprovalMode {
    /// By others than the requester.
    FourEyes,
    /// The requester confirms again after a delay, because no one else is known.
    Alone {
        /// The delay, in minutes.
        delay_minutes: u32,
    },
    /// By the requester at once, who answers for it afterwards.
    BreakGlass {
        /// The decision that broke the glass.
        broken: Box<Decision>,
        /// The time in which a second person must countersign after the last step, in minutes.
        countersign_minutes: u32,
    },
}

/// A decision that a member wants to make.
#[derive(Clone, Copy, Debug)]
pub struct Ballot<'a> {
    /// The member.
    pub member: &'a Member,
    /// The member's account in the directory, as read now.
    pub standing: &'a Standing,
    /// The vote.
    pub vote: Vote,
    /// To which plan.
    pub plan: Digest,
    /// The reason.
    pub reason: Option<&'a str>,
    /// The time of the press.
    pub at: Timestamp,
    /// The time at which they signed in for this case, or `None`.
    pub signed_in_at: Option<Timestamp>,
    /// True if they typed the target's sign-in name.
    pub confirmed: bool,
    /// The press by which they say it.
    pub interaction: InteractionId,
}

/// The people whose decision does not count in a case.
#[derive(Clone, Copy, Debug)]
pub struct Parties<'a> {
    /// Those who asked.
    pub requesters: &'a [MemberId],
    /// The accounts of those who asked, as far as they are known.
    pub requester_accounts: &'a [ObjectId],
    /// The target of the case.
    pub target: &'a ObjectId,
}

/// The time in which a lone requester must confirm again after the delay, in minutes.
const ALONE_MINUTES: u32 = 60;

impl Approval {
    /// Asks others for it, as of now.
    pub const fn new(plan: Digest, requirement: ApprovalRequirement, asked_at: Timestamp) -> Self {
        let mode = ApprovalMode::FourEyes;
        Self { plan, requirement, decisions: Vec::new(), asked_at, mode, stages_reached: 0, looking: Vec::new() }
    }

    /// The instant from which on no decision counts, and nothing that was approved is begun.
    pub fn expires_at(&self) -> Timestamp {
        let minutes = match self.mode {
            ApprovalMode::Alone { delay_minutes } => delay_minutes + ALONE_MINUTES,
            ApprovalMode::FourEyes | ApprovalMode::BreakGlass { .. } => {
                self.requirement.rules.iter().map(|rule| rule.window_minutes).min().unwrap_or(0)
            }
        };
        self.after(minutes)
    }

    /// From when on the only one there is may say once more that they mean it.
    pub fn not_before(&self) -> Option<Timestamp> {
        match self.mode {
            ApprovalMode::Alone { delay_minutes } => Some(self.after(delay_minutes)),
            ApprovalMode::FourEyes | ApprovalMode::BreakGlass { .. } => None,
        }
    }

    pub(super) fn after(&self, minutes: u32) -> Timestamp {
        self.asked_at + SignedDuration::from_mins(i64::from(minutes))
    }

    fn is_met(&self) -> bool {
        match &self.mode {
            ApprovalMode::Alone { .. } => self.approvals().next().is_some(),
            ApprovalMode::BreakGlass { .. } => true,
            ApprovalMode::FourEyes => {
                !self.requirement.rules.is_empty() && self.open_places().iter().all(|open| *open == 0)
            }
        }
    }

    /// Returns true if every requirement is met on a target with this guard: enough people, and for each escalated step
    /// someone with the authority.
    pub fn is_met_for(&self, guard: &Guard) -> bool {
        self.is_met() && self.requirement.escalated.iter().all(|step| !self.lacks_authority(*step, guard))
    }

    /// Returns the number of people still needed under each rule, in the order of the rules. Each person counts under
    /// one rule.
    pub fn open_places(&self) -> Vec<usize> {
        let approvals: Vec<&Decision> = self.approvals().collect();
        let places: Vec<usize> = self.requirement.rules.iter().map(|rule| usize::from(rule.quorum)).collect();
        let seated = seats(&places, approvals.len(), |person, rule| {
            self.serves(&self.requirement.rules[rule], approvals[person])
        });
        let taken = |rule: usize| seated.iter().filter(|seat| **seat == Some(rule)).count();
        places.iter().enumerate().map(|(rule, places)| places - taken(rule)).collect()
    }

    /// Those who have approved this very plan, in the order in which they did.
    pub fn approvals(&self) -> impl Iterator<Item = &Decision> {
        self.decisions.iter().filter(|one| one.vote == Vote::Approve && one.plan == self.plan)
    }

    /// The accounts of those who have approved, in the order in which they did.
    pub fn approvers(&self) -> impl Iterator<Item = &Decision> {
        let others = matches!(self.mode, ApprovalMode::FourEyes);
        self.approvals().filter(move |_| others)
    }

    /// Returns true if no one's authority carries an escalated step yet.
    pub fn lacks_authority(&self, step: StepKind, guard: &Guard) -> bool {
        let power = step.power();
        let carries = |one: &Decision| reaching_role(&one.roles, power, guard).is_some();
        self.requirement.escalated.contains(&step) && !self.approvals().any(carries)
    }

    /// Returns true if the decision counts under this rule.
    fn serves(&self, rule: &ApprovalRule, decision: &Decision) -> bool {
        let fresh =
            rule.fresh_sign_in_minutes.is_none_or(|minutes| self.is_fresh(decision.signed_in_at, minutes, decision.at));
        let confirmed = decision.confirmed || !rule.typed_confirmation;
        fresh && confirmed && self.is_asked(rule, &decision.by, &decision.roles, decision.at)
    }

    /// Returns true if the rule asks a member with these roles at this instant.
    fn is_asked(&self, rule: &ApprovalRule, member: &Member, roles: &[HeldRole], at: Timestamp) -> bool {
        self.groups_at(rule, at).any(|group| group.admits(&member.roles, roles))
    }

    /// Those whom a rule asks at this instant.
    pub fn groups_at<'a>(&self, rule: &'a ApprovalRule, at: Timestamp) -> impl Iterator<Item = &'a Group> + use<'a> {
        let then = rule.then.as_ref().filter(|next| at >= self.after(next.after_minutes)).map(|next| &next.group);
        std::iter::once(&rule.group).chain(then)
    }

    /// A sign-in counts for so long, and only where it was made after agreement was asked for.
    fn is_fresh(&self, signed_in_at: Option<Timestamp>, minutes: u32, at: Timestamp) -> bool {
        let oldest = at - SignedDuration::from_mins(i64::from(minutes));
        // Microsoft says it in whole seconds, and drops what is left of one.
        let asked_at = Timestamp::from_second(self.asked_at.as_second()).unwrap_or(self.asked_at);
        signed_in_at.is_some_and(|signed_in| signed_in >= oldest && signed_in >= asked_at)
    }

    /// The decision that this ballot makes, or the rule by which it makes none.
    pub fn admit(&self, ballot: Ballot<'_>, parties: Parties<'_>, guard: &Guard) -> Result<Decision, Refusal> {
        let decision = self.of_somebody_else(ballot, parties)?;
        let same = |one: &&Decision| one.by.id == decision.by.id || one.account == decision.account;
        if let Some(earlier) = self.decisions.iter().find(same) {
            return Err(Refusal::DecidedAlready { vote: earlier.vote });
        }
        if ballot.at >= self.expires_at() {
            return Err(Refusal::TooLate);
        }
        self.is_called_upon(&decision, guard)?;
        self.is_prepared(&decision)?;
        Ok(decision)
    }

    /// Returns the decision by which a member who could have approved countersigns what was done without them. A member
    /// who had approved before the glass was broken may countersign: their approval was not enough then, and there may
    /// be no one else to ask.
    pub fn countersign(&self, ballot: Ballot<'_>, parties: Parties<'_>, guard: &Guard) -> Result<Decision, Refusal> {
        let decision = self.of_somebody_else(ballot, parties)?;
        self.is_called_upon(&decision, guard)?;
        Ok(decision)
    }

    /// Returns the ballot as a decision on this very plan, by a member who is neither a requester nor the target.
    fn of_somebody_else(&self, ballot: Ballot<'_>, parties: Parties<'_>) -> Result<Decision, Refusal> {
        self.may_decide(ballot.member, parties.requesters, ballot.at)?;
        let account = &ballot.standing.object_id;
        // The same person may have two memberships, or a second account: the directory account decides too.
        if parties.requester_accounts.contains(account) {
            return Err(Refusal::OwnCase);
        }
        if account == parties.target {
            return Err(Refusal::OwnAccountDecision);
        }
        if ballot.plan != self.plan {
            return Err(Refusal::StalePlan);
        }
        Ok(ballot.decision())
    }

    /// Returns true if a member with these roles was asked at all, by a rule or for an escalated step.
    fn is_called_upon(&self, decision: &Decision, guard: &Guard) -> Result<(), Refusal> {
        let carries = |step: &StepKind| reaching_role(&decision.roles, step.power(), guard).is_some();
        if self.rules_that_ask(decision).next().is_some() || self.requirement.escalated.iter().any(carries) {
            return Ok(());
        }
        Err(self.may_not_decide(decision.at))
    }

    /// Checks that the member did everything else that the rules ask of them. A denial needs nothing else.
    fn is_prepared(&self, decision: &Decision) -> Result<(), Refusal> {
        if decision.vote == Vote::Deny {
            return Ok(());
        }
        if !decision.confirmed && self.rules_that_ask(decision).any(|rule| rule.typed_confirmation) {
            return Err(Refusal::ConfirmationMissing);
        }
        let stale = |minutes: &u32| !self.is_fresh(decision.signed_in_at, *minutes, decision.at);
        let wanted = self.rules_that_ask(decision).filter_map(|rule| rule.fresh_sign_in_minutes).filter(stale).min();
        wanted.map_or(Ok(()), |minutes| Err(Refusal::SignInNeeded { minutes }))
    }

    fn rules_that_ask<'a>(&'a self, decision: &'a Decision) -> impl Iterator<Item = &'a ApprovalRule> {
        self.requirement.rules.iter().filter(|rule| self.is_asked(rule, &decision.by, &decision.roles, decision.at))
    }

    /// Returns true if nothing in the chat rules this member out. The directory is asked afterwards.
    pub fn may_decide(&self, member: &Member, requesters: &[MemberId], at: Timestamp) -> Result<(), Refusal> {
        if requesters.contains(&member.id) {
            return Err(Refusal::OwnCase);
        }
        let may = |rule: &ApprovalRule| self.groups_at(rule, at).any(|group| group.may_admit(&member.roles));
        if !self.requirement.escalated.is_empty() || self.requirement.rules.iter().any(may) {
            return Ok(());
        }
        Err(self.may_not_decide(at))
    }

    fn may_not_decide(&self, at: Timestamp) -> Refusal {
        let groups: Vec<&Group> = self.requirement.rules.iter().flat_map(|rule| self.groups_at(rule, at)).collect();
        let mut wanted: Vec<_> = groups.iter().flat_map(|group| group.from.iter().cloned()).collect();
        let mut directory: Vec<_> = groups.iter().flat_map(|group| group.directory_roles.iter().copied()).collect();
        wanted.sort();
        wanted.dedup();
        directory.sort();
        directory.dedup();
        Refusal::MayNotDecide { wanted, directory }
    }
}

impl Ballot<'_> {
    /// It as a decision, whether it may be or not.
    pub(super) fn decision(&self) -> Decision {
        Decision {
            by: self.member.clone(),
            account: self.standing.object_id,
            roles: self.standing.roles.clone(),
            vote: self.vote,
            plan: self.plan,
            reason: self.reason.map(str::to_owned),
            at: self.at,
            signed_in_at: self.signed_in_at,
            confirmed: self.confirmed,
            interaction: self.interaction,
        }
    }
}
