//! Decides which events follow from a press on a button.

use super::super::ObjectId;
use super::super::approval::{Ballot, Parties};
use super::super::authority::Guard;
use super::super::compromise::Waiver;
use super::super::decision::Vote;
use super::super::diagnosis::Diagnosis;
use super::super::event::{Event, Verb};
use super::super::outcome::{LookAt, Outcome};
use super::super::people::{Member, Standing};
use super::super::policy;
use super::super::refusal::Refusal;
use super::super::run::Run;
use super::{ApprovalRequest, AwaitingCountersign, Case, Now, Phase, Press};

/// The facts about a member that a press needs before it can be decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PressLookup {
    /// No more than the press says.
    Nothing,
    /// The member's account in the directory.
    Standing,
    /// The member's account, and the target's guard.
    Receiver,
}

impl Case {
    /// Checks the part of a press that needs no look-up. Returns the facts about the member that the rest needs.
    pub fn may_press(&self, member: &Member, verb: Verb, now: Now) -> Result<PressLookup, Refusal> {
        let requester = self.opening.member.id;
        match (&self.phase, verb) {
            // Details changes nothing: it is answered before it comes here, and no case receives it.
            (_, Verb::Details) => Err(Refusal::NotUnderstood),
            (Phase::Closed { .. }, _) => Err(Refusal::CaseClosed),
            (Phase::Waiting(_) | Phase::Approved(_), Verb::Withdraw) if member.id == requester => {
                Ok(PressLookup::Nothing)
            }
            (Phase::Waiting(request), Verb::BreakGlass) if member.id == requester => {
                self.is_identity_checked(request)?;
                self.may_break_glass(request)
            }
            (Phase::Waiting(request), Verb::Proceed) if member.id == requester => {
                self.is_identity_checked(request)?;
                Self::may_proceed(request, now)
            }
            (Phase::Waiting(request), Verb::CalledBack | Verb::Seen | Verb::Vouched) => {
                self.may_record_check(request, member, verb)
            }
            (Phase::Running(..), Verb::Withdraw) if member.id == requester && self.is_waiting(now) => {
                Ok(PressLookup::Nothing)
            }
            (Phase::Running(_, run), Verb::DisabledOnPremises | Verb::ResetOnPremises | Verb::EnabledOnPremises) => {
                verb.work().map_or(Err(Refusal::NoWork), |work| self.may_tick(run, member, work))
            }
            (_, Verb::DisabledOnPremises | Verb::ResetOnPremises | Verb::EnabledOnPremises) => Err(Refusal::NoWork),
            (Phase::Waiting(request) | Phase::Approved(request), Verb::Deny) if request.approval.is_alone() => {
                self.may_deny_alone(member.id)
            }
            (Phase::Approved(request) | Phase::Running(request, _), Verb::Deny) if self.is_waiting(now) => {
                self.may_deny_while_held(request, member, now)
            }
            (Phase::Waiting(request), Verb::Confirm) if request.approval.is_alone() && member.id == requester => {
                self.is_identity_checked(request)?;
                Self::may_proceed(request, now)
            }
            // While nobody else is known, there is nothing to decide but to deny it.
            (Phase::Waiting(request), Verb::Approve | Verb::Confirm | Verb::Look | Verb::Waive)
                if request.approval.is_alone() =>
            {
                Err(if member.id == requester { Refusal::OwnCase } else { Refusal::NotWaiting { running: false } })
            }
            (Phase::Waiting(_), Verb::Withdraw | Verb::BreakGlass | Verb::Proceed)
            | (Phase::Approved(_), Verb::Withdraw) => Err(Refusal::NotYours { requester }),
            (Phase::Running(..), Verb::Withdraw) if self.is_waiting(now) => Err(Refusal::NotYours { requester }),
            (Phase::Waiting(request), Verb::Approve | Verb::Confirm | Verb::Deny | Verb::Look | Verb::Waive) => {
                request.approval.may_decide(member, &self.requesters(), now.at)?;
                may_follow(request, verb)?;
                if matches!(verb, Verb::Approve | Verb::Confirm) {
                    self.is_identity_checked(request)?;
                }
                Ok(if verb == Verb::Look { PressLookup::Nothing } else { PressLookup::Standing })
            }
            (Phase::AwaitingCountersign(awaiting), Verb::Countersign) => {
                awaiting.request.approval.may_decide(member, &self.requesters(), now.at)?;
                Ok(PressLookup::Standing)
            }
            (Phase::DeliveringSecret(delivering), Verb::ShowSecret) => self.may_see_secret(delivering, member, now),
            (_, Verb::ShowSecret) => Err(Refusal::NoSecret),
            (_, Verb::Countersign) => Err(Refusal::NothingToCountersign),
            (Phase::AwaitingCountersign(_) | Phase::DeliveringSecret(_), _) => Err(Refusal::CaseClosed),
            (Phase::Approved(_) | Phase::Running(..), _) => Err(Refusal::NotWaiting { running: true }),
            (Phase::Opened | Phase::Accepted(_) | Phase::Diagnosed(_), _) => {
                Err(Refusal::NotWaiting { running: false })
            }
        }
    }

    pub(super) fn on_press(&self, press: &Press, now: Now) -> Result<Vec<Event>, Refusal> {
        self.may_press(&press.member, press.verb, now)?;
        let (by, interaction) = (press.member.clone(), press.interaction);
        match (press.verb, &self.phase) {
            (Verb::Withdraw, Phase::Running(request, run)) => {
                let withdrawn = Event::Withdrawn { by, interaction };
                Ok(self.stopped(request, run, withdrawn, now))
            }
            (Verb::Withdraw, _) => {
                let withdrawn = Event::Withdrawn { by, interaction };
                Ok(vec![withdrawn, Event::Closed { outcome: Outcome::Withdrawn }])
            }
            (
                Verb::DisabledOnPremises | Verb::ResetOnPremises | Verb::EnabledOnPremises,
                Phase::Running(request, run),
            ) => Self::on_tick(request, run, press),
            (Verb::Look, Phase::Waiting(request)) => {
                let is_new = request.approval.looking.iter().all(|(other, _)| other.id != by.id);
                Ok(if is_new { vec![Event::LookedAt { by, interaction }] } else { Vec::new() })
            }
            (Verb::Deny, Phase::Waiting(request) | Phase::Approved(request)) if request.approval.is_alone() => {
                self.on_denied_alone(request, press, now)
            }
            (Verb::Confirm, Phase::Waiting(request)) if request.approval.is_alone() => {
                self.on_proceed(request, press, now)
            }
            (Verb::Approve | Verb::Confirm, Phase::Waiting(request)) => {
                self.on_vote(request, press, Vote::Approve, now)
            }
            (Verb::Deny, Phase::Waiting(request)) => self.on_vote(request, press, Vote::Deny, now),
            (Verb::Deny, Phase::Approved(request) | Phase::Running(request, _)) => {
                self.on_denied_while_held(request, press, now)
            }
            (Verb::BreakGlass, Phase::Waiting(request)) => self.on_break_glass(request, press, now),
            (Verb::Proceed, Phase::Waiting(request)) => self.on_proceed(request, press, now),
            (Verb::Countersign, Phase::AwaitingCountersign(awaiting)) => self.on_countersign(awaiting, press, now),
            (Verb::Waive, Phase::Waiting(request)) => self.on_waive(request, press, now),
            (Verb::ShowSecret, Phase::DeliveringSecret(delivering)) => self.on_show_secret(delivering, press, now),
            (Verb::CalledBack | Verb::Seen | Verb::Vouched, Phase::Waiting(request)) => {
                self.on_identity(request, press, now)
            }
            // Whatever else there is was refused above.
            (
                Verb::Look
                | Verb::Approve
                | Verb::Confirm
                | Verb::Deny
                | Verb::BreakGlass
                | Verb::Proceed
                | Verb::Countersign
                | Verb::Waive
                | Verb::CalledBack
                | Verb::Seen
                | Verb::Vouched
                | Verb::ShowSecret
                | Verb::DisabledOnPremises
                | Verb::ResetOnPremises
                | Verb::EnabledOnPremises
                | Verb::Details,
                _,
            ) => Err(Refusal::NotWaiting { running: false }),
        }
    }

    fn on_vote(&self, request: &ApprovalRequest, press: &Press, vote: Vote, now: Now) -> Result<Vec<Event>, Refusal> {
        let standing = policy::may_approve(press.standing.clone())?;
        let account = &request.diagnosed.diagnosis.account;
        let confirmed = press.verb == Verb::Confirm;
        let typed = press.reason.as_deref().unwrap_or_default();
        if confirmed && !typed.trim().eq_ignore_ascii_case(&account.upn) {
            return Err(Refusal::NotConfirmed);
        }
        // What was typed to confirm is no reason.
        let reason = press.reason.as_deref().filter(|_| !confirmed);
        let ballot = Ballot { reason, confirmed, ..ballot(press, &standing, vote, now) };
        let (requesters, accounts) = (self.requesters(), self.requester_accounts(request));
        let parties = Parties { requesters: &requesters, requester_accounts: &accounts, target: &account.object_id };
        let decision = request.approval.admit(ballot, parties, &Guard::of(account))?;
        if vote == Vote::Approve {
            self.is_within_limit(press)?;
        }
        let receiver = self.receiver_with(request, &decision);
        let denied = (vote == Vote::Deny).then_some(Event::Closed { outcome: Outcome::Denied });
        Ok(std::iter::once(Event::Decided { decision, receiver }).chain(denied).collect())
    }

    fn may_deny_while_held(
        &self,
        request: &ApprovalRequest,
        member: &Member,
        now: Now,
    ) -> Result<PressLookup, Refusal> {
        if request.approval.is_alone() {
            return self.may_deny_alone(member.id);
        }
        request.approval.may_decide(member, &self.requesters(), now.at)?;
        Ok(PressLookup::Standing)
    }

    /// A person who may decide denies a case that waits for the end of a freeze, even if they approved it before: they may
    /// know more by now.
    fn on_denied_while_held(&self, request: &ApprovalRequest, press: &Press, now: Now) -> Result<Vec<Event>, Refusal> {
        if request.approval.is_alone() {
            let denied = self.on_denied_alone(request, press, now)?;
            return Ok(self.ended_while_held(request, denied, now));
        }
        let standing = policy::may_approve(press.standing.clone())?;
        let account = &request.diagnosed.diagnosis.account;
        let ballot = ballot(press, &standing, Vote::Deny, now);
        let (requesters, accounts) = (self.requesters(), self.requester_accounts(request));
        let parties = Parties { requesters: &requesters, requester_accounts: &accounts, target: &account.object_id };
        let decision = request.approval.countersign(ballot, parties, &Guard::of(account))?;
        let denied = vec![Event::Decided { decision, receiver: None }, Event::Closed { outcome: Outcome::Denied }];
        Ok(self.ended_while_held(request, denied, now))
    }

    /// Returns the same events, with the end of a run instead of a denial where steps were begun.
    fn ended_while_held(&self, request: &ApprovalRequest, events: Vec<Event>, now: Now) -> Vec<Event> {
        match (&self.phase, events.into_iter().next()) {
            (Phase::Running(_, run), Some(denied)) => self.stopped(request, run, denied, now),
            (_, denied) => denied.into_iter().chain([Event::Closed { outcome: Outcome::Denied }]).collect(),
        }
    }

    /// Returns the events that end a run before its next step, because a person said so. A pass that was made is taken
    /// back.
    fn stopped(&self, request: &ApprovalRequest, run: &Run, why: Event, now: Now) -> Vec<Event> {
        let step = run.current().map(|(step, _)| step).or_else(|| run.asked().next()).unwrap_or_default();
        let outcome = Outcome::NeedsHuman { step, look_at: LookAt::Stopped };
        std::iter::once(why).chain(self.over(request, run, vec![Event::Closed { outcome }], now)).collect()
    }

    /// Checks that the member may have to do with one more secret, if this case makes one.
    pub(super) fn is_within_limit(&self, press: &Press) -> Result<(), Refusal> {
        let limit = press.limit.filter(|_| self.makes_secrets_for_someone());
        limit.map_or(Ok(()), |limit| Err(Refusal::SecretLimitReached { limit }))
    }

    pub(super) fn requester_accounts(&self, request: &ApprovalRequest) -> Vec<ObjectId> {
        let joined = self.joined.iter().map(|joined| joined.account);
        std::iter::once(request.diagnosed.requester.object_id).chain(joined).collect()
    }

    /// The requester, who wants to go on without anybody else: still the same, and in time for what is shown.
    pub(super) fn requester_again(
        &self,
        request: &ApprovalRequest,
        press: &Press,
        now: Now,
    ) -> Result<Standing, Refusal> {
        policy::may_approve(press.standing.clone())?;
        let standing = policy::may_request(press.standing.clone(), &self.opening.terms.allow)?;
        if standing.object_id != request.diagnosed.requester.object_id {
            return Err(Refusal::NotYours { requester: self.opening.member.id });
        }
        if press.plan != request.approval.plan {
            return Err(Refusal::StalePlan);
        }
        if now.at >= request.approval.expires_at() {
            return Err(Refusal::TooLate);
        }
        Ok(standing)
    }

    /// A member who may decide waives signs and takes responsibility for that. Earlier approvals were for another plan.
    fn on_waive(&self, request: &ApprovalRequest, press: &Press, now: Now) -> Result<Vec<Event>, Refusal> {
        let standing = policy::may_approve(press.standing.clone())?;
        let Some(reason) = press.reason.clone() else { return Err(Refusal::ReasonMissing) };
        let before = &request.diagnosed.diagnosis;
        let account = &before.account;
        let ballot = Ballot { confirmed: true, ..ballot(press, &standing, Vote::Approve, now) };
        let (requesters, accounts) = (self.requesters(), self.requester_accounts(request));
        let parties = Parties { requesters: &requesters, requester_accounts: &accounts, target: &account.object_id };
        let decision = request.approval.admit(ballot, parties, &Guard::of(account))?;
        let (by, signs, topics) = (decision.by, before.waivable(), before.waivable_topics());
        let waiver = Waiver { by, account: decision.account, signs, topics, reason, at: now.at };
        let waivers = before.waivers.iter().cloned().chain([waiver.clone()]).collect();
        let (terms, earlier) = (&self.opening.terms, before.earlier());
        let diagnosis = Diagnosis {
            identity: before.identity.clone(),
            ..Diagnosis::with(account.clone(), terms, &self.target_ref, earlier, waivers)
        }
        .about(&self.opening.complaint)
        .without(&before.out_of_reach());
        let end = self.end_of(&request.diagnosed.requester, &diagnosis, now);
        let waived = Event::Waived { waiver, interaction: press.interaction, diagnosis: Box::new(diagnosis) };
        Ok(std::iter::once(waived).chain(end.map(|outcome| Event::Closed { outcome })).collect())
    }

    fn on_countersign(&self, awaiting: &AwaitingCountersign, press: &Press, now: Now) -> Result<Vec<Event>, Refusal> {
        let standing = policy::may_approve(press.standing.clone())?;
        let request = &awaiting.request;
        let account = &request.diagnosed.diagnosis.account;
        let (requesters, accounts) = (self.requesters(), self.requester_accounts(request));
        let parties = Parties { requesters: &requesters, requester_accounts: &accounts, target: &account.object_id };
        let ballot = ballot(press, &standing, Vote::Approve, now);
        let decision = request.approval.countersign(ballot, parties, &Guard::of(account))?;
        Ok(vec![Event::Countersigned { decision }, Event::Closed { outcome: awaiting.outcome.clone() }])
    }
}

/// Checks that a press can follow on what is shown: a plan without steps cannot be approved, and without signs nothing
/// can be waived.
pub(super) fn may_follow(request: &ApprovalRequest, verb: Verb) -> Result<(), Refusal> {
    let diagnosis = &request.diagnosed.diagnosis;
    match verb {
        Verb::Approve | Verb::Confirm | Verb::Proceed | Verb::BreakGlass if diagnosis.plan.steps.is_empty() => {
            Err(Refusal::NothingToApprove)
        }
        Verb::Waive if !diagnosis.can_be_waived() => Err(Refusal::NothingToWaive),
        _ => Ok(()),
    }
}

pub(super) fn ballot<'a>(press: &'a Press, standing: &'a Standing, vote: Vote, now: Now) -> Ballot<'a> {
    Ballot {
        member: &press.member,
        standing,
        vote,
        plan: press.plan,
        reason: press.reason.as_deref(),
        at: now.at,
        signed_in_at: press.signed_in_at,
        confirmed: false,
        interaction: press.interaction,
    }
}
