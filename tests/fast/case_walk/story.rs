//! A case as its journal tells it, and what follows from that by rules of our own: who may decide, what is enough, when what is
//! due. Nothing here asks the case, the policy or the matrix: what is promised is not judged by what is to keep it.

use grendel::domain::account::Account;
use grendel::domain::command::{ApprovalRule, Group, Terms, When};
use grendel::domain::compromise::Waiver;
use grendel::domain::decision::{Decision, Vote};
use grendel::domain::diagnosis::Diagnosis;
use grendel::domain::digest::Digest;
use grendel::domain::event::CoRequester;
use grendel::domain::event::{Event, RecordedEvent};
use grendel::domain::outcome::Outcome;
use grendel::domain::people::{HeldRole, Member, Risk, Standing, StandingLookup};
use grendel::domain::reading::Reading;
use grendel::domain::receiver::ReceiverRule;
use grendel::domain::run::Intent;
use grendel::domain::step::StepKind;
use grendel::domain::{MemberId, ObjectId, RoleName};
use jiff::{SignedDuration, Timestamp};

pub use super::places::can_fill;
use super::receivers;
use super::secrets::Kept;
use crate::cast::{HELEN, TOM, account_id};

/// The roles that may let an ordinary account sign in again, and those that may do so to one that holds anything itself.
const ENABLE: [&str; 4] = [
    "Authentication Administrator",
    "User Administrator",
    "Privileged Authentication Administrator",
    "Global Administrator",
];
const HIGHEST: [&str; 2] = ["Privileged Authentication Administrator", "Global Administrator"];
/// These may sign an ordinary account out too.
const REVOKE: [&str; 2] = ["Helpdesk Administrator", "Password Administrator"];

/// The events of a case so far.
pub struct Story<'a> {
    pub terms: &'a Terms,
    pub requester: Option<&'a Standing>,
    pub diagnosis: Option<&'a Diagnosis>,
    pub asked: Option<Ask<'a>>,
    pub joined: Vec<&'a CoRequester>,
    /// The number of those who had joined when the latest step was intended.
    pub joined_at_intent: usize,
    /// The reasons for pings in order, and the number of those that are not due any more.
    pub reasons: Vec<&'static str>,
    pub called: usize,
    pub has_card: bool,
    pub owed: Option<Owed<'a>>,
    pub waived: Vec<&'a Waiver>,
    pub kept: Option<Kept<'a>>,
    pub closed: Option<&'a Outcome>,
    pub is_settled: bool,
    /// The name of the phase that all this amounts to.
    pub phase: &'static str,
}

/// The latest request for an approval, and the decisions on it.
pub struct Ask<'a> {
    pub at: Timestamp,
    pub plan: Digest,
    pub rules: &'a [ApprovalRule],
    pub escalated: &'a [StepKind],
    pub alone_minutes: Option<u32>,
    pub receiver: Option<&'a ReceiverRule>,
    /// True if nobody else was known when the delay was over.
    pub checked: bool,
    /// The words on it, each with the instant at which it was written down.
    pub decisions: Vec<(&'a Decision, Timestamp)>,
    pub glass: Option<(&'a Decision, Timestamp)>,
    pub rungs: usize,
    pub looking: Vec<MemberId>,
    pub intents: Vec<&'a Intent>,
    pub verified: Vec<usize>,
}

/// A debt that has to be countersigned.
pub struct Owed<'a> {
    pub outcome: &'a Outcome,
    pub until: Timestamp,
    pub countersigned: Option<&'a Decision>,
}

impl<'a> Story<'a> {
    pub fn of(history: &'a [RecordedEvent]) -> Self {
        let Event::Opened(opening) = &history[0].event else { panic!("a case begins with its opening") };
        let mut story = Self {
            terms: &opening.terms,
            requester: None,
            diagnosis: None,
            asked: None,
            joined: Vec::new(),
            joined_at_intent: 0,
            reasons: Vec::new(),
            called: 0,
            has_card: false,
            owed: None,
            waived: Vec::new(),
            kept: None,
            closed: None,
            is_settled: false,
            phase: "opened",
        };
        for recorded in &history[1..] {
            story.goes_on(recorded);
        }
        story.phase = story.phase_now();
        story
    }

    fn goes_on(&mut self, RecordedEvent { at, event }: &'a RecordedEvent) {
        match event {
            Event::RequesterAccepted { standing } => self.requester = Some(standing),
            Event::Diagnosed { diagnosis } => self.diagnosis = Some(diagnosis),
            Event::Lapsed { diagnosis, .. } | Event::Waived { diagnosis, .. } => {
                self.diagnosis = Some(diagnosis);
                self.asked = None;
                if let Event::Waived { waiver, .. } = event {
                    self.waived.push(waiver);
                }
            }
            Event::SecretKept { outcome, until, epoch } => {
                self.kept = Some(Kept { outcome, until: *until, epoch: *epoch, taken_by: None, end: None });
            }
            Event::SecretTaken { by, .. } => self.kept.as_mut().unwrap().taken_by = Some(by.id),
            Event::SecretEnded { end } => self.kept.as_mut().unwrap().end = Some(*end),
            Event::ApprovalAsked { plan, rules, escalated, alone_minutes, receiver } => {
                let ended = self.asked.is_some().then_some("alone ended");
                self.reasons.extend(alone_minutes.map(|_| "alone opened").or(ended));
                self.asked = Some(Ask {
                    at: *at,
                    plan: *plan,
                    rules,
                    escalated,
                    alone_minutes: *alone_minutes,
                    receiver: receiver.as_ref(),
                    checked: false,
                    decisions: Vec::new(),
                    glass: None,
                    rungs: 0,
                    looking: Vec::new(),
                    intents: Vec::new(),
                    verified: Vec::new(),
                });
            }
            Event::Joined { joined } => self.joined.push(joined),
            Event::Pinged { place, .. } => self.called = place + 1,
            Event::CardPosted { .. } => self.has_card = true,
            Event::CountersignRequired { outcome, until } => {
                self.owed = Some(Owed { outcome, until: *until, countersigned: None });
            }
            Event::CountersignOverdue { until } => {
                self.reasons.push("overdue");
                self.owed.as_mut().unwrap().until = *until;
            }
            Event::Countersigned { decision } => self.owed.as_mut().unwrap().countersigned = Some(decision),
            Event::Closed { outcome } => self.closed = Some(outcome),
            Event::Settled => self.is_settled = true,
            _ => self.is_asked_further(*at, event),
        }
    }

    /// Returns the place of the call that is due, and its reason. After the end only the operator is still called.
    pub fn due_call(&self) -> Option<(usize, &'static str)> {
        const TO_OPERATOR: [&str; 5] = ["alone opened", "alone proceeds", "glass", "overdue", "pass left"];
        let is_due = |reason: &str| self.closed.is_none() || !self.is_settled && TO_OPERATOR.contains(&reason);
        let mut unsent = self.reasons.iter().copied().enumerate().skip(self.called).filter(|_| self.has_card);
        unsent.find(|(_, reason)| is_due(reason))
    }

    fn is_asked_further(&mut self, at: Timestamp, event: &'a Event) {
        if let Event::StepIntended(_) = event {
            self.joined_at_intent = self.joined.len();
        }
        let Some(asked) = &mut self.asked else { return };
        match event {
            Event::Decided { decision, .. } => {
                asked.decisions.push((decision, at));
                let goes_on = asked.alone_minutes.is_some() && decision.vote == Vote::Approve;
                self.reasons.extend(goes_on.then_some("alone proceeds"));
            }
            Event::AloneChecked => asked.checked = true,
            Event::GlassBroken { decision, .. } => {
                asked.glass = Some((decision, at));
                self.reasons.push("glass");
            }
            Event::ReminderStageReached { stage } => {
                asked.rungs += 1;
                self.reasons.push(stage.word());
            }
            Event::LookedAt { by, .. } => asked.looking.push(by.id),
            Event::WorkAsked { .. } => self.reasons.push("work asked"),
            Event::WorkReminded => self.reasons.push("work reminded"),
            Event::StepIntended(intent) => asked.intents.push(intent),
            Event::StepVerified { step, .. } => asked.verified.push(*step),
            _ => {}
        }
    }

    fn phase_now(&self) -> &'static str {
        match &self.asked {
            _ if self.closed.is_some() => "closed",
            _ if self.owed.is_some() => "awaiting_countersign",
            _ if self.kept.as_ref().is_some_and(|kept| kept.end.is_none()) => "delivering_secret",
            Some(asked) if !asked.intents.is_empty() => "running",
            Some(_) if self.is_approved() => "approved",
            Some(_) => "waiting",
            None if self.diagnosis.is_some() => "diagnosed",
            None if self.requester.is_some() => "accepted",
            None => "opened",
        }
    }

    pub fn account(&self) -> &'a Account {
        &self.diagnosis.unwrap().account
    }

    /// Returns true if the request is approved: by a broken glass, by the confirmation of a lone requester, or by
    /// meeting all rules.
    pub fn is_approved(&self) -> bool {
        self.is_approved_without(&self.joined)
    }

    /// Returns true if the request was approved when the latest step was intended.
    pub fn was_approved(&self) -> bool {
        self.is_approved_without(&self.joined[..self.joined_at_intent])
    }

    fn is_approved_without(&self, joined: &[&CoRequester]) -> bool {
        let asked = self.asked.as_ref().unwrap();
        let people: Vec<Voice<'_>> = asked.voices(joined);
        match asked.alone_minutes {
            _ if asked.glass.is_some() => true,
            Some(_) => !people.is_empty(),
            None => {
                asked.is_enough(&people, self.account()) && !receivers::lacks_receiver(asked, &people, self.account())
            }
        }
    }

    /// Returns true if a member cannot decide because of their part in the case.
    pub fn is_party(&self, member: &Member, account: &ObjectId) -> bool {
        let by_member = member.id == MemberId(1) || self.joined.iter().any(|one| one.member.id == member.id);
        let asks = [account_id(HELEN), account_id(TOM)].contains(account);
        let by_account = asks || self.joined.iter().any(|one| one.account == *account);
        by_member || by_account
    }

    /// Returns true if a member has decided on the plan that is shown now.
    pub fn has_decided(&self, member: &Member, account: &ObjectId) -> bool {
        let same = |one: &Decision| one.by.id == member.id || one.account == *account;
        self.asked.as_ref().is_some_and(|asked| asked.decisions.iter().any(|(one, _)| same(one)))
    }

    /// Returns true if nothing in the chat rules this member out.
    pub fn is_heard(&self, member: &Member, now: Timestamp) -> bool {
        let asked = self.asked.as_ref().unwrap();
        let has_asked = member.id == MemberId(1) || self.joined.iter().any(|one| one.member.id == member.id);
        let may = |group: &Group| {
            let anybody = group.from.is_empty() && !group.directory_roles.is_empty();
            anybody || group.from.iter().any(|role| member.roles.contains(role))
        };
        let is_asked = asked.rules.iter().any(|rule| asked.groups(rule, now).into_iter().any(may));
        !has_asked && (is_asked || !asked.escalated.is_empty())
    }
}

/// An approver, with the roles that count.
pub struct Voice<'a> {
    pub decision: &'a Decision,
    pub chat: Vec<RoleName>,
    pub directory: Vec<HeldRole>,
}

impl<'a> Ask<'a> {
    pub fn expiry(&self) -> Timestamp {
        match self.alone_minutes {
            Some(delay) => self.after(delay + 60),
            None => self.after(self.rules.iter().map(|rule| rule.window_minutes).min().unwrap()),
        }
    }

    /// Returns true if others approve, and not the requester alone.
    pub fn rests_on_others(&self) -> bool {
        self.alone_minutes.is_none() && self.glass.is_none()
    }

    pub fn after(&self, minutes: u32) -> Timestamp {
        self.at + SignedDuration::from_mins(i64::from(minutes))
    }

    /// Everybody who has approved and has not asked for the same since, as they were when they approved.
    pub fn voices(&self, joined: &[&CoRequester]) -> Vec<Voice<'a>> {
        let asks = |by: &Decision| joined.iter().any(|one| one.member.id == by.by.id || one.account == by.account);
        let has_joined = |by: &Decision| self.rests_on_others() && asks(by);
        let approved = self.decisions.iter().filter(|(by, _)| by.vote == Vote::Approve && !has_joined(by));
        let voice = |decision: &'a Decision| Voice {
            decision,
            chat: decision.by.roles.clone(),
            directory: decision.roles.clone(),
        };
        approved.map(|(decision, _)| voice(decision)).collect()
    }

    /// Returns true if each rule gets as many of these people as it asks for, no one twice, and each step beyond the
    /// requester has someone with the authority.
    pub fn is_enough(&self, people: &[Voice<'_>], account: &Account) -> bool {
        let is_carried = |step: &StepKind| people.iter().any(|voice| reaches(*step, account, &voice.directory));
        let fits = |person: usize, rule: usize| self.serves(&people[person], &self.rules[rule]);
        let quorums: Vec<u8> = self.rules.iter().map(|rule| rule.quorum).collect();
        !self.rules.is_empty() && can_fill(&quorums, people.len(), &fits) && self.escalated.iter().all(is_carried)
    }

    fn serves(&self, voice: &Voice<'_>, rule: &ApprovalRule) -> bool {
        let is_in =
            self.groups(rule, voice.decision.at).iter().any(|group| is_in(group, &voice.chat, &voice.directory));
        let is_fresh = self.is_fresh(rule, voice.decision.signed_in_at, voice.decision.at);
        is_in && is_fresh && (voice.decision.confirmed || !rule.typed_confirmation)
    }

    /// Returns true if a sign-in is good for the rule: not older than it says, and not from before the request.
    pub fn is_fresh(&self, rule: &ApprovalRule, signed_in_at: Option<Timestamp>, at: Timestamp) -> bool {
        let Some(minutes) = rule.fresh_sign_in_minutes else { return true };
        signed_in_at.is_some_and(|signed_in| {
            signed_in >= self.at && at.duration_since(signed_in) <= SignedDuration::from_mins(i64::from(minutes))
        })
    }

    /// Those whom the rule asks at this instant.
    pub fn groups<'b>(&self, rule: &'b ApprovalRule, at: Timestamp) -> Vec<&'b Group> {
        let mut groups = vec![&rule.group];
        if let Some(next) = &rule.then
            && at >= self.after(next.after_minutes)
        {
            groups.push(&next.group);
        }
        groups
    }

    /// Returns the rules that ask a member with these roles at this instant.
    pub fn rules_for(&self, chat: &[RoleName], directory: &[HeldRole], at: Timestamp) -> Vec<&'a ApprovalRule> {
        let asks = |rule: &&ApprovalRule| self.groups(rule, at).iter().any(|group| is_in(group, chat, directory));
        self.rules.iter().filter(asks).collect()
    }
}

/// Returns true if a member with these roles belongs to the group.
pub fn is_in(group: &Group, chat: &[RoleName], directory: &[HeldRole]) -> bool {
    let by_chat = group.from.is_empty() || group.from.iter().any(|role| chat.contains(role));
    let one_of_theirs = |held: &HeldRole| group.directory_roles.contains(&held.role);
    let by_directory = group.directory_roles.is_empty() || directory.iter().any(one_of_theirs);
    let is_anybody = group.from.is_empty() && group.directory_roles.is_empty();
    by_chat && by_directory && !is_anybody
}

/// Returns true if a holder of these roles for the whole tenant may take the step on this account by hand.
pub fn reaches(step: StepKind, account: &Account, roles: &[HeldRole]) -> bool {
    let holds_nothing = |reading: &Reading<Vec<String>>| matches!(reading, Reading::Read(groups) if groups.is_empty());
    let has_no_role = matches!(&account.roles, Reading::Read(roles) if roles.is_empty());
    let is_ordinary = has_no_role && holds_nothing(&account.role_assignable_groups);
    let one_of =
        |names: &[&str]| roles.iter().any(|held| held.unit.is_none() && names.contains(&held.role.name().as_ref()));
    if account.management_restricted {
        return false;
    }
    match step {
        _ if !is_ordinary => one_of(&HIGHEST),
        StepKind::EnableSignIn => one_of(&ENABLE),
        StepKind::RevokeSignInSessions | StepKind::ResetPassword => one_of(&ENABLE) || one_of(&REVOKE),
        other => panic!("no case of the walk takes {}", other.word()),
    }
}

/// The rules of the terms that apply, as far as a walk has conditions.
pub fn rules_that_apply(terms: &Terms, is_escalated: bool) -> Vec<ApprovalRule> {
    let applies = |rule: &&ApprovalRule| {
        rule.when.iter().any(|when| match when {
            When::Always => true,
            When::OutOfReach => is_escalated,
            other => panic!("no walk has {other:?}"),
        })
    };
    terms.approval.iter().filter(applies).cloned().collect()
}

/// Returns the account if it is in order.
pub fn in_order(checked: &StandingLookup) -> Option<&Standing> {
    match checked {
        StandingLookup::Read(standing) if standing.enabled && standing.risk != Risk::AtRisk => Some(standing),
        _ => None,
    }
}

/// Returns the account if the terms let it ask.
pub fn may_ask<'a>(checked: &'a StandingLookup, terms: &Terms) -> Option<&'a Standing> {
    let holds = |one: &&Standing| one.roles.iter().any(|held| terms.allow.directory_roles.contains(&held.role));
    in_order(checked).filter(holds)
}
