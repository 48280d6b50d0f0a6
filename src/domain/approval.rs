//! The approval of a plan: the rules it must meet, the decisions so far, and the time it ends.

pub mod quorum;
pub mod reminders;

use jiff::{SignedDuration, Timestamp};

use self::quorum::seats;
use super::authority::{Guard, reaching_role};
use super::command::{ApprovalRule, Group};
use super::decision::{Decision, Vote};
use super::digest::Digest;
use super::people::{Member, Party, Standing};
use super::receiver::{Receiver, ReceiverRule, ReceiverSource};
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
    /// The rule for who sees what the plan makes.
    pub receiver_rule: Option<ReceiverRule>,
    /// The one person for whom that is, once the approval is complete.
    pub receiver: Option<Receiver>,
    /// The people who asked for the same after the approval was requested. What they decided before does not count any more.
    pub joined: Vec<Party>,
    /// True if the requester was to go on alone before, until others became known.
    pub was_alone: bool,
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
        /// True if nobody else was known when the delay was over.
        checked: bool,
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
        Self {
            plan,
            requirement,
            decisions: Vec::new(),
            asked_at,
            mode: ApprovalMode::FourEyes,
            stages_reached: 0,
            looking: Vec::new(),
            receiver_rule: None,
            receiver: None,
            joined: Vec::new(),
            was_alone: false,
        }
    }

    /// The instant from which on no decision counts, and nothing that was approved is begun.
    pub fn expires_at(&self) -> Timestamp {
        let minutes = match self.mode {
            ApprovalMode::Alone { delay_minutes, .. } => delay_minutes + ALONE_MINUTES,
            ApprovalMode::FourEyes | ApprovalMode::BreakGlass { .. } => {
                self.requirement.rules.iter().map(|rule| rule.window_minutes).min().unwrap_or(0)
            }
        };
        self.after(minutes)
    }

    /// From when on the only one there is may say once more that they mean it.
    pub fn not_before(&self) -> Option<Timestamp> {
        match self.mode {
            ApprovalMode::Alone { delay_minutes, .. } => Some(self.after(delay_minutes)),
            ApprovalMode::FourEyes | ApprovalMode::BreakGlass { .. } => None,
        }
    }

    /// Returns true if the requester is to go on alone.
    pub const fn is_alone(&self) -> bool {
        matches!(self.mode, ApprovalMode::Alone { .. })
    }

    /// Returns true if nobody else was known when the delay of a lone requester was over.
    pub const fn is_alone_checked(&self) -> bool {
        matches!(self.mode, ApprovalMode::Alone { checked: true, .. })
    }

    /// Returns true if the delay of a lone requester is over, and it is to be found out if somebody else is known by
    /// now.
    pub fn is_alone_check_due(&self, at: Timestamp) -> bool {
        let is_over = self.not_before().is_some_and(|from| at >= from) && at < self.expires_at();
        is_over && !self.is_alone_checked()
    }

    pub(super) fn after(&self, minutes: u32) -> Timestamp {
        self.asked_at + SignedDuration::from_mins(i64::from(minutes))
    }

    fn is_met(&self, guard: &Guard) -> bool {
        match &self.mode {
            ApprovalMode::Alone { .. } => self.approvals().next().is_some(),
            ApprovalMode::BreakGlass { .. } => true,
            ApprovalMode::FourEyes => {
                !self.requirement.rules.is_empty() && self.open_places(guard).iter().all(|open| *open == 0)
            }
        }
    }

    /// Returns true if every requirement is met on a target with this guard: enough people, for each escalated step
    /// someone with the authority, and someone who may see what the plan makes.
    pub fn is_met_for(&self, guard: &Guard) -> bool {
        let carried = self.requirement.escalated.iter().all(|step| !self.lacks_authority(*step, guard));
        let is_for_approver = self.receiver_rule.as_ref().is_some_and(|rule| rule.from == ReceiverSource::Approver)
            && self.has_approvers();
        self.is_met(guard) && carried && (!is_for_approver || self.receiving_approver(guard).is_some())
    }

    /// Returns the first approver whose own roles reach the target for every step that makes a secret.
    pub fn receiving_approver(&self, guard: &Guard) -> Option<&Decision> {
        let rule = self.receiver_rule.as_ref()?;
        self.approvals().find(|one| rule.is_reached_by(&one.roles, guard))
    }

    /// Returns true if others than the requester approve.
    const fn has_approvers(&self) -> bool {
        matches!(self.mode, ApprovalMode::FourEyes)
    }

    /// Returns the number of people still needed under each rule on a target with this guard, in the order of the rules. Each person
    /// counts under one rule.
    pub fn open_places(&self, guard: &Guard) -> Vec<usize> {
        let approvals: Vec<&Decision> = self.approvals().collect();
        let places: Vec<usize> = self.requirement.rules.iter().map(|rule| usize::from(rule.quorum)).collect();
        let seated = seats(&places, approvals.len(), |person, rule| {
            self.serves(&self.requirement.rules[rule], approvals[person], guard)
        });
        let taken = |rule: usize| seated.iter().filter(|seat| **seat == Some(rule)).count();
        places.iter().enumerate().map(|(rule, places)| places - taken(rule)).collect()
    }

    /// Those who have approved this very plan and have not asked for the same since, in the order in which they did.
    pub fn approvals(&self) -> impl Iterator<Item = &Decision> {
        let counts = |one: &&Decision| one.vote == Vote::Approve && one.plan == self.plan && !self.has_joined(one);
        self.decisions.iter().filter(counts)
    }

    /// Returns true if the person behind this decision has asked for the same since. A lone requester who asks again decides
    /// for themselves as before.
    pub fn has_joined(&self, decision: &Decision) -> bool {
        let is_them = |joined: &Party| joined.is_same_human(decision.by.id, Some(&decision.account));
        matches!(self.mode, ApprovalMode::FourEyes) && self.joined.iter().any(is_them)
    }

    /// The accounts of those who have approved, in the order in which they did.
    pub fn approvers(&self) -> impl Iterator<Item = &Decision> {
        let others = self.has_approvers();
        self.approvals().filter(move |_| others)
    }

    /// Returns true if no one's authority carries an escalated step yet.
    pub fn lacks_authority(&self, step: StepKind, guard: &Guard) -> bool {
        let power = step.power();
        let carries = |one: &Decision| reaching_role(&one.roles, power, guard).is_some();
        self.requirement.escalated.contains(&step) && !self.approvals().any(carries)
    }

    /// Returns true if the decision counts under this rule.
    fn serves(&self, rule: &ApprovalRule, decision: &Decision, guard: &Guard) -> bool {
        let fresh =
            rule.fresh_sign_in_minutes.is_none_or(|minutes| self.is_fresh(decision.signed_in_at, minutes, decision.at));
        let confirmed = decision.confirmed || !rule.typed_confirmation;
        fresh && confirmed && self.is_asked(rule, decision, guard)
    }

    /// Returns true if the rule asks the one who decided, at that instant and for a target with this guard.
    fn is_asked(&self, rule: &ApprovalRule, decision: &Decision, guard: &Guard) -> bool {
        let admits = |group: &Group| group.admits(&decision.by.roles, decision.holdings(), Some(guard));
        self.groups_at(rule, decision.at).any(admits)
    }

    /// Those whom a rule asks at this instant.
    pub fn groups_at<'a>(&self, rule: &'a ApprovalRule, at: Timestamp) -> impl Iterator<Item = &'a Group> + use<'a> {
        let then = rule.then.as_ref().filter(|next| at >= self.after(next.after_minutes)).map(|next| &next.group);
        std::iter::once(&rule.group).chain(then)
    }

    /// A sign-in counts for so long, and only where it was made after agreement was asked for.
    pub(super) fn is_fresh(&self, signed_in_at: Option<Timestamp>, minutes: u32, at: Timestamp) -> bool {
        let oldest = at - SignedDuration::from_mins(i64::from(minutes));
        // Microsoft says it in whole seconds, and drops what is left of one.
        let asked_at = Timestamp::from_second(self.asked_at.as_second()).unwrap_or(self.asked_at);
        signed_in_at.is_some_and(|signed_in| signed_in >= oldest && signed_in >= asked_at)
    }

    /// Checks that a sign-in counts for a press of this moment. Without minutes none is needed.
    pub(super) fn is_signed_in(
        &self,
        signed_in_at: Option<Timestamp>,
        minutes: Option<u32>,
        at: Timestamp,
    ) -> Result<(), Refusal> {
        let Some(minutes) = minutes else { return Ok(()) };
        if self.is_fresh(signed_in_at, minutes, at) { Ok(()) } else { Err(Refusal::SignInNeeded { minutes }) }
    }

    /// The decision that this ballot makes, or the rule by which it makes none.
    pub fn admit(&self, ballot: Ballot<'_>, parties: Parties<'_>, guard: &Guard) -> Result<Decision, Refusal> {
        let decision = self.of_somebody_else(ballot, parties)?;
        let (member, standing) = (ballot.member.id, ballot.standing);
        let same = |one: &&Decision| {
            one.by.id == member || standing.is_same_human(&one.account) || standing.aliases.members.contains(&one.by.id)
        };
        if let Some(earlier) = self.decisions.iter().find(same) {
            return Err(Refusal::DecidedAlready { vote: earlier.vote });
        }
        if ballot.at >= self.expires_at() {
            return Err(Refusal::TooLate);
        }
        self.is_called_upon(&decision, guard)?;
        self.is_prepared(&decision, guard)?;
        Ok(decision)
    }

    /// Returns the decision by which a member who could have approved countersigns what was done without them. A member
    /// who had approved before the glass was broken may countersign: their approval was not enough then, and there may
    /// be no one else to ask. They sign in for it like an approver; what is done needs no typed confirmation.
    pub fn countersign(&self, ballot: Ballot<'_>, parties: Parties<'_>, guard: &Guard) -> Result<Decision, Refusal> {
        let decision = self.of_somebody_else(ballot, parties)?;
        self.is_called_upon(&decision, guard)?;
        self.signed_in_lately(&decision, guard)?;
        Ok(decision)
    }

    /// Returns the ballot as a decision on this very plan, by a member who is neither a requester nor the target.
    fn of_somebody_else(&self, ballot: Ballot<'_>, parties: Parties<'_>) -> Result<Decision, Refusal> {
        self.may_decide(ballot.member, parties.requesters, ballot.at)?;
        let standing = ballot.standing;
        // The same person may have two memberships, or a second account: the directory account decides too, and the operator may
        // have declared both to be one human.
        if parties.requester_accounts.iter().any(|account| standing.is_same_human(account))
            || parties.requesters.iter().any(|member| standing.aliases.members.contains(member))
        {
            return Err(Refusal::OwnCase);
        }
        if standing.is_same_human(parties.target) {
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
        if self.rules_that_ask(decision, guard).next().is_some() || self.requirement.escalated.iter().any(carries) {
            return Ok(());
        }
        Err(self.may_not_decide(decision.at))
    }

    /// Checks that the member did everything else that the rules ask of them. A denial needs nothing else.
    fn is_prepared(&self, decision: &Decision, guard: &Guard) -> Result<(), Refusal> {
        if decision.vote == Vote::Deny {
            return Ok(());
        }
        if !decision.confirmed && self.rules_that_ask(decision, guard).any(|rule| rule.typed_confirmation) {
            return Err(Refusal::ConfirmationMissing);
        }
        self.signed_in_lately(decision, guard)
    }

    /// Checks that the member signed in as lately as each rule that asks them wants.
    fn signed_in_lately(&self, decision: &Decision, guard: &Guard) -> Result<(), Refusal> {
        let stale = |minutes: &u32| !self.is_fresh(decision.signed_in_at, *minutes, decision.at);
        let wanted =
            self.rules_that_ask(decision, guard).filter_map(|rule| rule.fresh_sign_in_minutes).filter(stale).min();
        wanted.map_or(Ok(()), |minutes| Err(Refusal::SignInNeeded { minutes }))
    }

    fn rules_that_ask<'a>(
        &'a self,
        decision: &'a Decision,
        guard: &'a Guard,
    ) -> impl Iterator<Item = &'a ApprovalRule> {
        self.requirement.rules.iter().filter(|rule| self.is_asked(rule, decision, guard))
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
        Refusal::none_of(&groups)
    }
}

impl Ballot<'_> {
    /// It as a decision, whether it may be or not.
    pub(super) fn decision(&self) -> Decision {
        Decision {
            by: self.member.clone(),
            account: self.standing.object_id,
            upn: self.standing.upn.clone(),
            groups: self.standing.groups.clone(),
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
