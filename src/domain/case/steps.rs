//! Decides which events follow around steps: if the next one may begin, and how one went.

use super::super::account::{Account, RememberedBlock};
use super::super::approval::quorum::Candidates;
use super::super::approval::{Approval, ApprovalMode};
use super::super::authority::{Guard, shields};
use super::super::compromise::SignKind;
use super::super::condition::Condition;
use super::super::decision::{Decision, Vote};
use super::super::diagnosis::{Change, Diagnosis};
use super::super::event::Event;
use super::super::evidence::Fact;
use super::super::outcome::{LookAt, Outcome};
use super::super::people::{Member, StandingLookup};
use super::super::policy;
use super::super::refusal::Refusal;
use super::super::run::{
    ATTEMPTS_MAX, Intent, Run, StepResponse, StepState, UnknownOutcome, Verification, operation_id,
};
use super::super::step::{Repeat, StepKind};
use super::super::{ObjectId, Trouble};
use super::advance::run_after;
use super::decide::close;
use super::{ApprovalRequest, Case, Now, PersonRecheck, Recheck};

impl Case {
    pub(super) fn on_recheck(
        &self,
        request: &ApprovalRequest,
        run: Option<&Run>,
        recheck: Recheck,
        now: Now,
    ) -> Vec<Event> {
        let unbegun = Run::new(&request.diagnosed.diagnosis.plan);
        let so_far = run.unwrap_or(&unbegun);
        let (step, tries) = match self.current_step(so_far, now) {
            // The plan begins with work that people do.
            None if run.is_none() => (0, 0),
            Some((step, StepState::Pending { tries })) => (step, *tries),
            // Nothing is rechecked while a call may be under way.
            Some(_) | None => return Vec::new(),
        };
        if self.is_next_step_stopped(now) || self.is_all_paused(now) {
            return Vec::new();
        }
        let untouched = so_far.begun().is_empty();
        if untouched && now.at >= request.approval.expires_at() {
            return close(Outcome::Expired);
        }
        if let Some(paused) = recheck.passing_trouble().and_then(|trouble| self.pause_after(request, &trouble, now)) {
            return vec![paused];
        }
        if !untouched && self.is_too_late_for(request.diagnosed.diagnosis.plan.steps[step], now) {
            return needs_human(step, LookAt::HeldTooLong);
        }
        let end = |outcome, look_at| if untouched { close(outcome) } else { needs_human(step, look_at) };
        let account = match recheck.account {
            Ok(account) => account,
            Err(trouble) => {
                return end(Outcome::Unavailable { trouble: trouble.clone() }, LookAt::Unreadable(trouble));
            }
        };
        let approved = &request.diagnosed.diagnosis;
        let seen = self.seen_again(request, &so_far.begun(), account.clone());
        if !approved.holds_for(&seen, request.approval.receiver_rule.as_ref()) {
            let changes = changes(approved, &seen);
            let stopped = LookAt::AccountChanged(changes.clone());
            return if untouched { self.lapse(request, changes, seen, now) } else { needs_human(step, stopped) };
        }
        if untouched && let Some(events) = self.when_alone(request, recheck.others, now) {
            return events;
        }
        let people = (recheck.requester, recheck.approvers);
        let kind = approved.plan.steps[step];
        let limit = recheck.limit.filter(|_| self.hands_out(kind));
        let makes_none = !untouched && !kind.issues_secret();
        let holds = Ok(())
            .and_then(|()| {
                if makes_none { Ok(()) } else { self.may_still_hand_over(request, &account, recheck.target_known) }
            })
            .and_then(|()| self.authority_still_holds(request, step, &account, people))
            .and_then(|()| limit.map_or(Ok(()), |limit| Err(Refusal::SecretLimitReached { limit })));
        if let Err(refusal) = holds {
            return end(Outcome::Refused { refusal: refusal.clone() }, LookAt::AuthorityLost(refusal));
        }
        if kind.is_by_hand() {
            return self.ask_for_work(so_far, now).into_iter().collect();
        }
        // Later, mail is not read again.
        let not_covered = if untouched { approved.not_covered(&seen) } else { Vec::new() };
        // The tries that were put off before anything was begun have ids of their own.
        let attempt = tries.max(if untouched { self.put_off } else { 0 }).saturating_add(1);
        let intent = self.intent(request, (step, attempt), &account, now);
        vec![Event::StepIntended(Intent { not_covered, ..intent })]
    }

    /// Returns true if the step gives access back, and what was agreed does not last any more: the program was away for longer.
    fn is_too_late_for(&self, step: StepKind, now: Now) -> bool {
        step.gives_access() && self.held_until().is_some_and(|until| now.at >= until)
    }

    /// Returns the events that follow if the requester goes on alone and somebody else is known by now. Not having looked counts as
    /// if there were somebody.
    fn when_alone(&self, request: &ApprovalRequest, others: Option<Candidates>, now: Now) -> Option<Vec<Event>> {
        let others = others.unwrap_or(Candidates { more: true, ..Candidates::default() });
        let events = request.approval.is_alone().then(|| self.on_others_found(request, &others, now))?;
        (!events.is_empty()).then_some(events)
    }

    fn intent(&self, request: &ApprovalRequest, (step, attempt): (usize, u8), account: &Account, now: Now) -> Intent {
        let operation = operation_id(self.number, self.opened_at, request.approval.plan, step, attempt);
        // Rules that were added since are not switched off, so the step has worked although they are on.
        let rules_on = Condition::from(&request.diagnosed.diagnosis.account).rules_on;
        let before = Condition { rules_on, ..Condition::from(account) };
        Intent { step, attempt, operation, epoch: now.epoch, before, not_covered: Vec::new() }
    }

    /// Returns the events that follow from a second reading. Effects of steps that were begun are not changes.
    fn seen_again(&self, request: &ApprovalRequest, begun: &[StepKind], account: Account) -> Diagnosis {
        let diagnosis = &request.diagnosed.diagnosis;
        let account = without_effect(begun, account, &diagnosis.account);
        let (earlier, waivers) = (diagnosis.earlier(), diagnosis.waivers.clone());
        // The directory does not know of these. A containment that was made since is news; what this case did itself is not.
        let known = &diagnosis.account.remembered_block;
        let is_news =
            |seen: &RememberedBlock| seen.case != self.number && known.as_ref().is_none_or(|known| known.at < seen.at);
        let remembered_block = account.remembered_block.clone().filter(is_news).or_else(|| known.clone());
        let unseen_since = diagnosis.account.unseen_since;
        let mut account = Account { unseen_since, remembered_block, ..account };
        account.access.add_own_passes(diagnosis.account.access.own_passes().cloned());
        // The person who was called back is still the same.
        let identity = diagnosis.identity.clone();
        let seen = Diagnosis::with(account, &self.opening.terms, &self.target_ref, earlier, waivers);
        Diagnosis { identity, ..seen }.about(&self.opening.complaint).without(&diagnosis.out_of_reach())
    }

    /// Returns the events that follow if the account is no longer what was approved and no step was begun.
    fn lapse(&self, request: &ApprovalRequest, changes: Vec<Change>, seen: Diagnosis, now: Now) -> Vec<Event> {
        let end = self.end_of(&request.diagnosed.requester, &seen, now);
        let lapsed = Event::Lapsed { changes, diagnosis: Box::new(seen) };
        std::iter::once(lapsed).chain(end.map(|outcome| Event::Closed { outcome })).collect()
    }

    /// Everyone the step rests on must still be who they were when it was planned and approved, and what they are now must
    /// still be enough for what was asked.
    fn authority_still_holds(
        &self,
        request: &ApprovalRequest,
        step: usize,
        account: &Account,
        (requester, approvers): (PersonRecheck, Vec<PersonRecheck>),
    ) -> Result<(), Refusal> {
        let allow = &self.opening.terms.allow;
        let chat_roles = requester.chat_roles.map_err(|trouble| Refusal::StandingUnread { trouble })?;
        policy::may_type(&Member { roles: chat_roles, ..self.opening.member.clone() }, allow)?;
        let checked = unless_somebody_else(requester.checked, &request.diagnosed.requester.object_id);
        if !matches!(request.approval.mode, ApprovalMode::FourEyes) {
            // They decided themselves.
            policy::may_approve(checked.clone())?;
        }
        let mut people = vec![policy::may_request(checked, allow)?.roles];
        let approval = as_they_are_now(&request.approval, approvers, &Guard::of(account))?;
        people.extend(approval.approvers().map(|one| one.roles.clone()));
        policy::reach(request.diagnosed.diagnosis.plan.steps[step], account, people.iter().map(Vec::as_slice))
    }
}

/// The approval with everybody who gave it as they are now, if it is still enough.
fn as_they_are_now(approval: &Approval, present: Vec<PersonRecheck>, guard: &Guard) -> Result<Approval, Refusal> {
    if !matches!(approval.mode, ApprovalMode::FourEyes) {
        return Ok(approval.clone());
    }
    let (mut now, mut gone) = (approval.clone(), Vec::new());
    let mut present = present.into_iter();
    let counts = |one: &Decision| approval.approvers().any(|other| other == one);
    for decision in now.decisions.iter_mut().filter(|one| counts(one)) {
        // A person who was not looked up counts for nothing.
        let Some(PersonRecheck { checked, chat_roles }) = present.next() else {
            gone.push(decision.by.name.clone());
            (decision.by.roles, decision.roles, decision.groups) = (Vec::new(), Vec::new(), Vec::new());
            continue;
        };
        let chat_roles = chat_roles.map_err(|trouble| Refusal::StandingUnread { trouble })?;
        match policy::may_approve(unless_somebody_else(checked, &decision.account)) {
            Ok(standing) => {
                let lost = decision.by.roles.iter().any(|role| !chat_roles.contains(role));
                let has_left = decision.groups.iter().any(|group| !standing.groups.contains(group));
                if lost || has_left || decision.roles.iter().any(|held| !standing.roles.contains(held)) {
                    gone.push(decision.by.name.clone());
                }
                (decision.by.roles, decision.roles, decision.groups) = (chat_roles, standing.roles, standing.groups);
            }
            Err(Refusal::StandingUnread { trouble }) => return Err(Refusal::StandingUnread { trouble }),
            Err(_) => {
                return Err(Refusal::ApprovalGone { names: vec![decision.by.name.clone()] });
            }
        }
    }
    if now.is_met_for(guard) {
        return Ok(now);
    }
    // Who has asked for the same since does not count any more, and was not looked up.
    let joined = approval.decisions.iter().filter(|one| one.vote == Vote::Approve && approval.has_joined(one));
    gone.extend(joined.map(|one| one.by.name.clone()));
    Err(Refusal::ApprovalGone { names: gone })
}

/// Returns the account as it would be without the steps that were begun: what they may have done is put back. After the
/// first step, only what bounds the others is read again; sign-ins, methods and mail are those from before.
fn without_effect(begun: &[StepKind], mut account: Account, before: &Account) -> Account {
    for step in begun {
        step.restore(&mut account, before);
    }
    account
}

fn needs_human(step: usize, look_at: LookAt) -> Vec<Event> {
    close(Outcome::NeedsHuman { step, look_at })
}

/// Returns the person's account if it is still the one by which they asked or approved: a member may have been linked
/// to another account since.
fn unless_somebody_else(checked: StandingLookup, account: &ObjectId) -> StandingLookup {
    match checked {
        StandingLookup::Read(standing) if standing.object_id != *account => StandingLookup::NotLinked,
        checked => checked,
    }
}

pub(super) fn on_answer(
    case: &Case,
    (request, run): (&ApprovalRequest, &Run),
    step: usize,
    answer: StepResponse,
    now: Now,
) -> Vec<Event> {
    let attempt = match run.states.get(step) {
        Some(StepState::Intended(intent)) if intent.epoch == now.epoch => intent.attempt,
        _ => return Vec::new(),
    };
    let put_off = match &answer {
        StepResponse::Refused(trouble) if trouble.is_throttled() => Some(trouble),
        StepResponse::PutOff(trouble) => Some(trouble),
        _ => None,
    };
    if let Some(trouble) = put_off
        && let Some(paused) = case.pause_of_step(request, trouble, attempt, now)
    {
        return vec![Event::StepAnswered { step, answer: StepResponse::PutOff(trouble.clone()) }, paused];
    }
    // There is no time left to wait. It had no effect, so nobody has to wonder.
    let answer = put_off.cloned().map_or(answer, StepResponse::Refused);
    with_end(request, run, Event::StepAnswered { step, answer }, now)
}

/// Returns the event of a step, and the end of the run if no step is left that may be begun.
fn with_end(request: &ApprovalRequest, run: &Run, event: Event, now: Now) -> Vec<Event> {
    let end = run_after(request, run, &event, now.at).outcome();
    std::iter::once(event).chain(end.map(|outcome| Event::Closed { outcome })).collect()
}

pub(super) fn on_reconciled(
    case: &Case,
    (request, run): (&ApprovalRequest, &Run),
    step: usize,
    seen: Result<bool, Trouble>,
    now: Now,
) -> Vec<Event> {
    let (intent, trouble) = match run.states.get(step) {
        // In its own epoch the call may still be under way, and nothing that is seen is the last word on it.
        Some(StepState::Intended(intent)) if intent.epoch != now.epoch => (intent, None),
        Some(StepState::Unanswered(intent, trouble)) => (intent, Some(trouble.clone())),
        _ => return Vec::new(),
    };
    let reconciled =
        |took_effect, unknown| with_end(request, run, Event::StepReconciled { step, took_effect, unknown }, now);
    let unknown = |trouble| reconciled(false, Some(UnknownOutcome { trouble }));
    let took_effect = match seen {
        _ if case.is_all_paused(now) => return Vec::new(),
        Ok(seen) => seen,
        Err(unreadable) => {
            let paused = case.pause_after(request, &unreadable, now);
            return paused.map_or_else(|| unknown(Some(unreadable)), |paused| vec![paused]);
        }
    };
    // What was put off had no effect, so it does not count.
    let put_off = run.put_off[step].max(if run.begun().len() == 1 { case.put_off } else { 0 });
    let attempt = intent.attempt.saturating_sub(put_off);
    let may_repeat = match request.diagnosed.diagnosis.plan.steps[step].repeat() {
        // A step that is taken once more has its tries again.
        Repeat::ReadOnly | Repeat::SetToValue => attempt < ATTEMPTS_MAX.saturating_mul(run.rounds + 1),
        Repeat::Once | Repeat::ByHand => false,
    };
    match trouble {
        _ if took_effect => reconciled(true, None),
        // A call can get lost once. What is out of order gets time, as long as the approval lasts.
        Some(trouble) if may_repeat => {
            let is_asked = trouble.retry_after_seconds.is_some();
            let paused = case.pause_after(request, &trouble, now).filter(|_| attempt > 1 || is_asked);
            reconciled(false, None).into_iter().chain(paused).collect()
        }
        None if may_repeat => reconciled(false, None),
        trouble => unknown(trouble),
    }
}

pub(super) fn on_verified(
    (request, run): (&ApprovalRequest, &Run),
    step: usize,
    verification: Verification,
    found: Option<Box<Condition>>,
    now: Now,
) -> Vec<Event> {
    if !matches!(run.states.get(step), Some(StepState::Taken(..))) {
        return Vec::new();
    }
    with_end(request, run, Event::StepVerified { step, verification, found }, now)
}

fn kinds_of(diagnosis: &Diagnosis) -> Vec<SignKind> {
    diagnosis.signs.iter().map(|sign| sign.kind).collect()
}

/// Returns the differences between two readings, in a form that a card can show.
fn changes(then: &Diagnosis, now: &Diagnosis) -> Vec<Change> {
    let (before, after) = (&then.account, &now.account);
    let blocker = |diagnosis: &Diagnosis| {
        let facts = diagnosis.findings.iter().flat_map(|finding| &finding.evidence);
        facts.filter(|fact| matches!(fact, Fact::BlockedBy { .. })).find_map(Fact::material)
    };
    // The record of a block that is newer than what was approved says that it was blocked again.
    let recorded = after.last_block.known().and_then(Option::as_ref).filter(|_| blocker(now).is_some());
    let is_late = then.lacks_record_of_block() && recorded.is_some_and(|block| block.at <= before.observed_at);
    let readable = |account: &Account| account.gaps().iter().map(|gap| gap.topic).collect::<Vec<_>>();
    let differs = [
        (Change::SignIn, before.sign_in_enabled != after.sign_in_enabled),
        (Change::BlockedBy, blocker(then) != blocker(now) && blocker(now).is_some() && !is_late),
        (Change::BlockRecorded, is_late),
        (Change::Name, before.upn != after.upn),
        (Change::Roles, shields(before) != shields(after) || before.eligible_roles != after.eligible_roles),
        (Change::Risk, before.risk.known() != after.risk.known()),
        (Change::Groups, before.groups.known() != after.groups.known()),
        (Change::Warnings, then.warnings != now.warnings),
        (Change::Mastered, before.on_premises.is_some() != after.on_premises.is_some()),
        (Change::Readable, readable(before) != readable(after)),
        (Change::Signs, kinds_of(then) != kinds_of(now)),
        (Change::Plan, then.plan.steps != now.plan.steps),
    ];
    let changes: Vec<Change> = differs.into_iter().filter(|(_, differs)| *differs).map(|(change, _)| change).collect();
    if changes.is_empty() { vec![Change::Evidence] } else { changes }
}

#[cfg(test)]
mod tests {
    use jiff::{SignedDuration, Timestamp};

    use super::changes;
    use crate::domain::ObjectId;
    use crate::domain::account::{Account, Block, Initiator};
    use crate::domain::complaint::Complaint;
    use crate::domain::diagnose::findings;
    use crate::domain::diagnosis::{Change, Diagnosis};
    use crate::domain::plan::Plan;
    use crate::domain::reading::Reading;

    const READ_AT: Timestamp = Timestamp::constant(1_740_992_400, 0);

    /// A blocked account as it was read then, with the record of a block so many minutes later.
    fn blocked(block: Option<i64>) -> Diagnosis {
        let block = block.map(|minutes| Block {
            audit_id: "audit-1".to_owned(),
            by: Initiator::Unknown,
            at: READ_AT + SignedDuration::from_mins(minutes),
            by_security: false,
            earlier: Vec::new(),
        });
        let target = ObjectId::parse("1b2c3d4e-0000-4000-8000-000000000002").unwrap();
        let last_block = Reading::Read(block);
        let account = Account { sign_in_enabled: false, last_block, ..Account::blank(target, READ_AT) };
        Diagnosis {
            findings: findings(&account),
            account,
            signs: Vec::new(),
            waivers: Vec::new(),
            identity: None,
            complaint: Complaint::default(),
            warnings: Vec::new(),
            plan: Plan { target, steps: Vec::new(), withheld: Vec::new() },
        }
    }

    #[test]
    fn a_newer_block_is_not_the_late_record_of_the_one_that_was_approved() {
        assert_eq!(changes(&blocked(None), &blocked(Some(-10))), [Change::BlockRecorded]);
        assert_eq!(changes(&blocked(None), &blocked(Some(10))), [Change::BlockedBy]);
    }
}
