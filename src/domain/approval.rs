//! Who must agree to a plan, who did, and until when it may be said.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::command::ApprovalRule;
use super::people::{Member, Standing};
use super::plan::Digest;
use super::refusal::Refusal;
use super::{InteractionId, MemberId, ObjectId};

words! {
    /// What a person says to a plan.
    pub enum Vote {
        /// Do it.
        Approve = "approve",
        /// Do not.
        Deny = "deny",
    }
}

/// One person's word on one plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Who.
    pub by: Member,
    /// Their directory account.
    pub account: ObjectId,
    /// What they said.
    pub vote: Vote,
    /// The digest of the plan that they were shown.
    pub plan: Digest,
    /// Why, in their words. Text from outside.
    pub reason: Option<String>,
    /// When.
    pub at: Timestamp,
    /// The press by which they said it.
    pub interaction: InteractionId,
}

/// The agreement that a plan needs, and has so far.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    /// The plan it is about.
    pub plan: Digest,
    /// Every one of them must be met.
    pub rules: Vec<ApprovalRule>,
    /// Who has said what.
    pub decisions: Vec<Decision>,
    /// When it was asked for.
    pub asked_at: Timestamp,
}

/// A decision that somebody wants to make.
#[derive(Clone, Copy, Debug)]
pub struct Ballot<'a> {
    /// Who.
    pub member: &'a Member,
    /// What the directory says of them now.
    pub standing: &'a Standing,
    /// What they say.
    pub vote: Vote,
    /// To which plan.
    pub plan: Digest,
    /// Why.
    pub reason: Option<&'a str>,
    /// When.
    pub at: Timestamp,
    /// The press by which they say it.
    pub interaction: InteractionId,
}

/// Whose word does not count in a case.
#[derive(Clone, Copy, Debug)]
pub struct Parties<'a> {
    /// Who asked.
    pub requester: MemberId,
    /// The account of who asked.
    pub requester_account: &'a ObjectId,
    /// Whose account it is about.
    pub target: &'a ObjectId,
}

impl Approval {
    /// Asks for it, as of now.
    pub const fn new(plan: Digest, rules: Vec<ApprovalRule>, asked_at: Timestamp) -> Self {
        Self { plan, rules, decisions: Vec::new(), asked_at }
    }

    /// The instant from which on no decision counts, and nothing that was approved is begun.
    pub fn expires_at(&self) -> Timestamp {
        let shortest = self.rules.iter().map(|rule| rule.window_minutes).min().unwrap_or(0);
        self.asked_at + SignedDuration::from_mins(i64::from(shortest))
    }

    /// Whether every rule has the votes it asks for.
    pub fn is_met(&self) -> bool {
        !self.rules.is_empty() && self.rules.iter().all(|rule| self.votes_for(rule) >= usize::from(rule.quorum))
    }

    /// How many have approved under this rule.
    pub fn votes_for(&self, rule: &ApprovalRule) -> usize {
        let counts =
            |one: &&Decision| one.vote == Vote::Approve && one.plan == self.plan && one.by.holds_one_of(&rule.from);
        self.decisions.iter().filter(counts).count()
    }

    /// The accounts of those who have approved, in the order in which they did.
    pub fn approvers(&self) -> impl Iterator<Item = &ObjectId> {
        self.decisions.iter().filter(|one| one.vote == Vote::Approve).map(|one| &one.account)
    }

    /// The decision that this ballot makes, or the rule by which it makes none.
    pub fn admit(&self, ballot: Ballot<'_>, parties: Parties<'_>) -> Result<Decision, Refusal> {
        let Ballot { member, standing, vote, plan, reason, at, interaction } = ballot;
        self.may_decide(member, parties.requester)?;
        // The same person may have two memberships, or a second account: the directory account decides too.
        if standing.object_id == *parties.requester_account {
            return Err(Refusal::OwnCase);
        }
        if standing.object_id == *parties.target {
            return Err(Refusal::OwnAccountDecision);
        }
        if plan != self.plan {
            return Err(Refusal::StalePlan);
        }
        if at >= self.expires_at() {
            return Err(Refusal::TooLate);
        }
        let same = |one: &&Decision| one.by.id == member.id || one.account == standing.object_id;
        if let Some(earlier) = self.decisions.iter().find(same) {
            return Err(Refusal::DecidedAlready { vote: earlier.vote });
        }
        let account = standing.object_id.clone();
        Ok(Decision { by: member.clone(), account, vote, plan, reason: reason.map(str::to_owned), at, interaction })
    }

    /// Whether the chat's own word on this member lets them decide; what the directory says comes after.
    pub fn may_decide(&self, member: &Member, requester: MemberId) -> Result<(), Refusal> {
        if member.id == requester {
            return Err(Refusal::OwnCase);
        }
        if self.rules.iter().any(|rule| member.holds_one_of(&rule.from)) {
            return Ok(());
        }
        let mut wanted: Vec<_> = self.rules.iter().flat_map(|rule| rule.from.iter().cloned()).collect();
        wanted.sort();
        wanted.dedup();
        Err(Refusal::MayNotDecide { wanted })
    }
}
