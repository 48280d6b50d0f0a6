//! Decides what one person may do alone: after a delay where nobody else is known, or at once by breaking the glass.
//! Neither is wider than the rules that it bypasses.

use super::super::account::Account;
use super::super::approval::ApprovalRequirement;
use super::super::approval::quorum::Candidates;
use super::super::authority::Guard;
use super::super::command::ApprovalRule;
use super::super::decision::Vote;
use super::super::diagnosis::Diagnosis;
use super::super::digest::Digest;
use super::super::emergency::{Emergency, EmergencyLimit};
use super::super::event::{Event, Verb};
use super::super::outcome::Outcome;
use super::super::people::Standing;
use super::super::policy::{self, Verdict};
use super::super::receiver::ReceiverRule;
use super::super::refusal::Refusal;
use super::decide::close;
use super::press::{ballot, may_follow};
use super::{Action, ApprovalMode, ApprovalRequest, Case, DiagnosedTarget, Now, Phase, Press, PressLookup};
use crate::domain::approval::Ballot;

impl Case {
    /// Returns the action that finds out whether anybody else is known by now, or `None` if the case is not one that
    /// the requester goes on with alone, or if its steps are being taken.
    pub fn look_for_others(&self, now: Now) -> Option<Action> {
        let (Phase::Waiting(request) | Phase::Approved(request)) = &self.phase else { return None };
        request.approval.is_alone().then(|| self.find_approvers(&request.diagnosed, now))
    }

    /// Returns the events that follow if too few people are known who could approve. The requester may break the glass,
    /// or go on alone if they are the only person that Grendel knows at all.
    pub(super) fn without_approvers(
        &self,
        diagnosed: &DiagnosedTarget,
        requirement: ApprovalRequirement,
        candidates: &Candidates,
        (plan, receiver): (Digest, Option<ReceiverRule>),
        nobody: Refusal,
    ) -> Vec<Event> {
        let (terms, diagnosis) = (&self.opening.terms, &diagnosed.diagnosis);
        let ApprovalRequirement { rules, escalated } = requirement;
        let may_hand_over =
            |emergency| self.may_hand_over(emergency, diagnosis, &diagnosis.account, candidates.target_known);
        let is_named = terms.break_glass.as_ref().is_some_and(|glass| glass.people.contains(&self.opening.member.id));
        if escalated.is_empty() && is_named && may_hand_over(Emergency::BreakGlass).is_ok() {
            return vec![Event::ApprovalAsked { plan, rules, escalated, alone_minutes: None, receiver }];
        }
        let is_only_one = candidates.others == 0 && !candidates.more;
        // One person stands in for one approval, and never for two.
        let replaces_one = rules.iter().map(|rule| u32::from(rule.quorum)).sum::<u32>() <= 1;
        let may = escalated.is_empty() && is_only_one && replaces_one;
        let Some(alone) = terms.alone.as_ref().filter(|_| may) else {
            return close(Outcome::Refused { refusal: nobody });
        };
        if let Err(refusal) = may_hand_over(Emergency::Alone) {
            return close(Outcome::Refused { refusal });
        }
        // The rules stay: the requester meets what else they ask for, and who sees a secret is theirs to say.
        vec![Event::ApprovalAsked { plan, rules, escalated, alone_minutes: Some(alone.delay_minutes), receiver }]
    }

    /// Returns the events that follow from another look for people, while the requester is to go on alone. If somebody
    /// else is known by now, the case asks them like any other, or is refused.
    pub(super) fn on_others_found(&self, request: &ApprovalRequest, candidates: &Candidates, now: Now) -> Vec<Event> {
        let events = self.on_approvers(&request.diagnosed, candidates, now);
        if !matches!(events.as_slice(), [Event::ApprovalAsked { alone_minutes: Some(_), .. }]) {
            return events;
        }
        let is_due = matches!(self.phase, Phase::Waiting(_)) && request.approval.is_alone_check_due(now.at);
        is_due.then_some(Event::AloneChecked).into_iter().collect()
    }

    /// Checks that nothing which the plan makes for somebody to see is out of bounds for a person alone.
    fn may_hand_over(
        &self,
        emergency: Emergency,
        diagnosis: &Diagnosis,
        account: &Account,
        target_known: bool,
    ) -> Result<(), Refusal> {
        let makes_secret = diagnosis.plan.steps.iter().any(|step| step.issues_secret()) && !diagnosis.stays_closed();
        if !makes_secret {
            return Ok(());
        }
        let terms = &self.opening.terms;
        let allowed = match emergency {
            Emergency::Alone => terms.alone.as_ref().is_some_and(|alone| alone.secrets),
            Emergency::BreakGlass => terms.break_glass.as_ref().is_some_and(|glass| glass.secrets),
        };
        let limit = if policy::is_privileged(account) {
            Some(EmergencyLimit::Privileged)
        } else if target_known {
            Some(EmergencyLimit::Known)
        } else {
            (!allowed).then_some(EmergencyLimit::Command)
        };
        limit.map_or(Ok(()), |limit| Err(Refusal::SecretNotAlone { limit }))
    }

    /// Checks the same again right before a step and before a secret is shown, with the account as it is now: it may
    /// have got a role, and its owner may have become known. A case with four eyes passes.
    pub(super) fn may_still_hand_over(
        &self,
        request: &ApprovalRequest,
        account: &Account,
        target_known: bool,
    ) -> Result<(), Refusal> {
        let emergency = match request.approval.mode {
            ApprovalMode::FourEyes => return Ok(()),
            ApprovalMode::Alone { .. } => Emergency::Alone,
            ApprovalMode::BreakGlass { .. } => Emergency::BreakGlass,
        };
        self.may_hand_over(emergency, &request.diagnosed.diagnosis, account, target_known)
    }

    /// Checks that a secret which was made in an emergency may still be shown to somebody. `guard` is that of the target
    /// at this moment; a role that the target could activate since counts like one that it has.
    pub(super) fn may_still_show(
        &self,
        request: &ApprovalRequest,
        press: &Press,
        guard: &Guard,
    ) -> Result<(), Refusal> {
        let is_emergency = !matches!(request.approval.mode, ApprovalMode::FourEyes);
        if is_emergency && (!guard.shields.is_empty() || press.target_privileged) {
            return Err(Refusal::SecretNotAlone { limit: EmergencyLimit::Privileged });
        }
        self.may_still_hand_over(request, &request.diagnosed.diagnosis.account, press.target_known)
    }

    pub(super) fn may_break_glass(&self, request: &ApprovalRequest) -> Result<PressLookup, Refusal> {
        let named =
            self.opening.terms.break_glass.as_ref().filter(|glass| glass.people.contains(&self.opening.member.id));
        may_follow(request, Verb::BreakGlass)?;
        // Who goes on alone, or has broken the glass, has nothing left to break.
        let waits_for_others = matches!(request.approval.mode, ApprovalMode::FourEyes);
        let may = named.is_some() && waits_for_others;
        if may { Ok(PressLookup::Standing) } else { Err(Refusal::NotNamedForBreakGlass) }
    }

    /// The requester acts on their own: with the authority that they have, for a reason, and once.
    pub(super) fn on_break_glass(
        &self,
        request: &ApprovalRequest,
        press: &Press,
        now: Now,
    ) -> Result<Vec<Event>, Refusal> {
        let standing = self.requester_again(request, press, now)?;
        let account = &request.diagnosed.diagnosis.account;
        let typed = press.reason.as_deref().unwrap_or_default();
        let (confirmed, reason) = match without_name(typed, &account.upn) {
            Some(reason) => (true, reason),
            None => (false, typed.trim()),
        };
        if reason.is_empty() {
            return Err(Refusal::ReasonMissing);
        }
        if let Some(case) = press.debt {
            return Err(Refusal::CountersignPending { case });
        }
        for step in &request.diagnosed.diagnosis.plan.steps {
            policy::reach(*step, account, [standing.roles.as_slice()])?;
        }
        let Some(glass) = &self.opening.terms.break_glass else { return Err(Refusal::NotNamedForBreakGlass) };
        self.is_within_limit(press)?;
        self.may_hand_over(Emergency::BreakGlass, &request.diagnosed.diagnosis, account, press.target_known)?;
        self.is_prepared(request, press, glass.fresh_sign_in_minutes, confirmed, now)?;
        let ballot = Ballot { reason: Some(reason), confirmed, ..ballot(press, &standing, Vote::Approve, now) };
        let (countersign_minutes, receiver) = (glass.countersign_minutes, self.receiver_alone(request));
        Ok(vec![Event::GlassBroken { decision: ballot.decision(), countersign_minutes, receiver }])
    }

    pub(super) fn may_proceed(request: &ApprovalRequest, now: Now) -> Result<PressLookup, Refusal> {
        may_follow(request, Verb::Proceed)?;
        match request.approval.not_before() {
            // What was found out before the delay was over is out of date.
            Some(from) if now.at < from || !request.approval.is_alone_checked() => Err(Refusal::TooSoon { from }),
            Some(_) => Ok(PressLookup::Standing),
            None => Err(Refusal::OwnCase),
        }
    }

    /// The requester goes on, because nobody else is known.
    pub(super) fn on_proceed(&self, request: &ApprovalRequest, press: &Press, now: Now) -> Result<Vec<Event>, Refusal> {
        let standing = self.requester_again(request, press, now)?;
        let account = &request.diagnosed.diagnosis.account;
        let Some(alone) = &self.opening.terms.alone else { return Err(Refusal::OwnCase) };
        let confirmed = press.verb == Verb::Confirm;
        let typed = press.reason.as_deref().unwrap_or_default();
        if confirmed && !typed.trim().eq_ignore_ascii_case(&account.upn) {
            return Err(Refusal::NotConfirmed);
        }
        self.is_within_limit(press)?;
        self.may_hand_over(Emergency::Alone, &request.diagnosed.diagnosis, account, press.target_known)?;
        self.is_prepared(request, press, alone.fresh_sign_in_minutes, confirmed, now)?;
        let ballot = Ballot { reason: None, confirmed, ..ballot(press, &standing, Vote::Approve, now) };
        Ok(vec![Event::Decided { decision: ballot.decision(), receiver: self.receiver_alone(request) }])
    }

    /// Checks that the lone person does everything else that the rules ask of an approver. The rules are those of the
    /// plan and those of this moment: an emergency does not outlast a rule that refuses.
    fn is_prepared(
        &self,
        request: &ApprovalRequest,
        press: &Press,
        own_sign_in_minutes: Option<u32>,
        confirmed: bool,
        now: Now,
    ) -> Result<(), Refusal> {
        let present: Vec<ApprovalRule> = match self.verdict(&request.diagnosed, now) {
            Verdict::Ask(requirement) => requirement.rules,
            Verdict::Refuse(refusal) => return Err(refusal),
            Verdict::Allow => Vec::new(),
        };
        let rules = || request.approval.requirement.rules.iter().chain(&present);
        if !confirmed && rules().any(|rule| rule.typed_confirmation) {
            return Err(Refusal::ConfirmationMissing);
        }
        let is_stale = |minutes: &u32| !request.approval.is_fresh(press.signed_in_at, *minutes, now.at);
        let wanted = rules().filter_map(|rule| rule.fresh_sign_in_minutes).chain(own_sign_in_minutes);
        wanted.filter(is_stale).min().map_or(Ok(()), |minutes| Err(Refusal::SignInNeeded { minutes }))
    }

    /// Checks that a member may deny what the requester is to do alone. Everybody whom Grendel knows may, whatever
    /// their roles; the directory is asked afterwards.
    pub(super) fn may_deny_alone(&self, member: crate::domain::MemberId) -> Result<PressLookup, Refusal> {
        if self.requesters().contains(&member) { Err(Refusal::OwnCase) } else { Ok(PressLookup::Standing) }
    }

    pub(super) fn on_denied_alone(
        &self,
        request: &ApprovalRequest,
        press: &Press,
        now: Now,
    ) -> Result<Vec<Event>, Refusal> {
        let standing: Standing = policy::in_good_standing(press.standing.clone())?;
        let party = standing.party(press.member.id);
        let has_asked = self.requester_accounts(request).iter().any(|account| party.has_account(account))
            || self.requesters().iter().any(|member| party.is_same_human(*member, None));
        if has_asked {
            return Err(Refusal::OwnCase);
        }
        if party.has_account(&request.diagnosed.diagnosis.account.object_id) {
            return Err(Refusal::OwnAccountDecision);
        }
        if press.plan != request.approval.plan {
            return Err(Refusal::StalePlan);
        }
        let decision = ballot(press, &standing, Vote::Deny, now).decision();
        Ok(vec![Event::Decided { decision, receiver: None }, Event::Closed { outcome: Outcome::Denied }])
    }
}

/// Returns the text behind the account's sign-in name, or `None` if it does not begin with that.
fn without_name<'a>(typed: &'a str, upn: &str) -> Option<&'a str> {
    let typed = typed.trim_start();
    let (name, rest) = (typed.get(..upn.len())?, typed.get(upn.len()..)?);
    let ends = rest.chars().next().is_none_or(|next| !next.is_alphanumeric() && !matches!(next, '.' | '-' | '_'));
    let separators = |letter: char| letter.is_whitespace() || matches!(letter, ':' | ',' | ';' | '–' | '—');
    (name.eq_ignore_ascii_case(upn) && ends).then(|| rest.trim_matches(separators))
}
