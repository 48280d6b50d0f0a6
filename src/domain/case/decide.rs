//! Decides which events follow from what happened, except for presses and steps.

use super::super::account::Account;
use super::super::approval::ApprovalRequirement;
use super::super::approval::quorum::Candidates;
use super::super::approval::reminders::ReminderStage;
use super::super::authority::Guard;
use super::super::diagnosis::Diagnosis;
use super::super::event::{CoRequester, Event};
use super::super::finding::FindingKind;
use super::super::outcome::{LookAt, Outcome};
use super::super::people::{Standing, StandingLookup};
use super::super::policy::{self, Verdict};
use super::super::receiver::{ReceiverRule, ReceiverSource};
use super::super::refusal::Refusal;
use super::super::run::Run;
use super::super::step::StepKind;
use super::super::target_ref::TargetRef;
use super::handover::on_revoked;
use super::steps::{on_answer, on_reconciled, on_verified};
use super::{ApprovalRequest, AwaitingCountersign, Case, DiagnosedTarget, DuePing, Input, Now, Phase, TargetLookup};
use crate::domain::MessageId;
use jiff::SignedDuration;

/// The time between two pings about an overdue countersignature, in hours.
const OVERDUE_CALL_HOURS: i64 = 24;

impl Case {
    /// Returns the events that follow from the input; none if it has no meaning in this phase. `Err` is the answer to a
    /// member who pressed something that they are not allowed to.
    pub fn decide(&self, input: Input, now: Now) -> Result<Vec<Event>, Refusal> {
        if matches!(input, Input::Time)
            && let Some(event) = self.follow_freeze(now)
        {
            return Ok(vec![event]);
        }
        Ok(match (&self.phase, input) {
            (_, Input::CardPosted(message)) if self.card.is_none() => vec![Event::CardPosted { message }],
            (_, Input::Pressed(press)) => return self.on_press(&press, now),
            (_, Input::Pinged { place, message }) => self.on_pinged(place, message),
            (phase, Input::Joined(joined)) => self.on_joined(phase, joined),
            // A plan that no one can see cannot be decided.
            (Phase::Waiting(_), Input::CardRefused(trouble)) if self.card.is_none() => {
                close(Outcome::Unavailable { trouble })
            }
            (Phase::Opened, Input::Typed) => self.on_typed(),
            (Phase::Opened, Input::RequesterChecked(checked)) => self.on_requester(checked),
            (Phase::Accepted(requester), Input::TargetLookedUp(looked)) => self.on_target(requester, looked, now),
            (Phase::Diagnosed(diagnosed), Input::ApproversFound(able)) => self.on_approvers(diagnosed, &able, now),
            (Phase::Waiting(request) | Phase::Approved(request), Input::ApproversFound(others))
                if request.approval.is_alone() =>
            {
                self.on_others_found(request, &others, now)
            }
            (Phase::Waiting(request), Input::Time) => on_silence(request, now),
            (Phase::Approved(request), Input::Time) if self.is_next_step_stopped(now) => on_held(request, now),
            (Phase::Running(request, run), Input::Time) if self.is_next_step_stopped(now) => {
                self.over(request, run, self.on_held_run(run, now), now)
            }
            (Phase::AwaitingCountersign(awaiting), Input::Time) => on_debt(awaiting, now),
            (Phase::Approved(request), Input::Rechecked(recheck)) => self.on_recheck(request, None, *recheck, now),
            (Phase::Running(request, run), Input::Time) => self.on_time_of_run(request, run, now),
            (Phase::Running(request, run), Input::WorkLookedFor(seen)) if run.waits_for_people() => {
                let seen = seen.as_deref();
                self.over(request, run, self.on_work_looked_for(request, run, Some(seen), now), now)
            }
            (Phase::Running(request, run), Input::Rechecked(recheck)) => {
                self.over(request, run, self.on_recheck(request, Some(run), *recheck, now), now)
            }
            (Phase::Running(request, run), Input::Answered { step, answer }) => {
                self.over(request, run, on_answer(self, (request, run), step, answer, now), now)
            }
            (Phase::Running(request, run), Input::Reconciled { step, seen }) => {
                self.over(request, run, on_reconciled(self, (request, run), step, seen, now), now)
            }
            (Phase::Running(request, run), Input::Verified { step, verification, found }) => {
                self.over(request, run, on_verified((request, run), step, verification, found, now), now)
            }
            (Phase::DeliveringSecret(delivering), Input::Time) => self.on_kept_secret(delivering, now),
            (Phase::DeliveringSecret(delivering), Input::SecretSent { arrived }) => {
                self.on_sent_secret(delivering, arrived, now)
            }
            (Phase::DeliveringSecret(delivering), Input::Revoked { answer }) => on_revoked(delivering, answer, now),
            (Phase::Closed { settled: false, .. }, Input::EndShown) => vec![Event::Settled],
            _ => Vec::new(),
        })
    }

    fn on_typed(&self) -> Vec<Event> {
        let may = policy::may_type(&self.opening.member, &self.opening.terms.allow);
        may.map_or_else(|refusal| close(Outcome::Refused { refusal }), |()| Vec::new())
    }

    fn on_pinged(&self, place: usize, message: Option<MessageId>) -> Vec<Event> {
        let is_due = self.due_ping().is_some_and(|DuePing { place: due, .. }| due == place);
        if is_due { vec![Event::Pinged { place, message }] } else { Vec::new() }
    }

    /// A member who asks for the same becomes a requester too, and can decide it no more than the first.
    fn on_joined(&self, phase: &Phase, joined: CoRequester) -> Vec<Event> {
        let is_new = self.joined.iter().all(|earlier| earlier.case != joined.case);
        if matches!(phase, Phase::Closed { .. }) || !is_new { Vec::new() } else { vec![Event::Joined { joined }] }
    }

    fn on_requester(&self, checked: StandingLookup) -> Vec<Event> {
        let may = policy::may_request(checked, &self.opening.terms.allow).and_then(|standing| {
            let wanted = self.opening.terms.allow.fresh_sign_in_minutes;
            policy::is_signed_in(self.opening.signed_in_at, wanted, self.opened_at).map(|()| standing)
        });
        match may {
            Ok(standing) => vec![Event::RequesterAccepted { standing }],
            Err(refusal) => close(Outcome::Refused { refusal }),
        }
    }

    fn on_target(&self, requester: &Standing, looked: TargetLookup, now: Now) -> Vec<Event> {
        let (account, earlier) = match looked {
            TargetLookup::Found { account, earlier } => (account, earlier),
            TargetLookup::UnderWay(case) => return close(Outcome::Joined { case }),
            TargetLookup::Malformed => return close(Outcome::Refused { refusal: Refusal::TargetMalformed }),
            TargetLookup::Nobody => return close(Outcome::Refused { refusal: Refusal::TargetUnknown }),
            TargetLookup::Several(upns) => {
                return close(Outcome::Refused { refusal: Refusal::TargetAmbiguous { upns } });
            }
            TargetLookup::Unavailable(trouble) => return close(Outcome::Unavailable { trouble }),
        };
        if let Some(refusal) = self.names_another(&account) {
            return close(Outcome::Refused { refusal });
        }
        let diagnosis = Diagnosis::new(*account, &self.opening.terms, &self.target_ref, earlier);
        let diagnosis = Box::new(diagnosis.about(&self.opening.complaint));
        let end = self.end_of(requester, &diagnosis, now);
        let diagnosed = Event::Diagnosed { diagnosis };
        std::iter::once(diagnosed).chain(end.map(|outcome| Event::Closed { outcome })).collect()
    }

    /// Returns a refusal if the text names one account and its id is another's: it was renamed since the list was made,
    /// or the text was forged. The requester may have read only the name.
    pub fn names_another(&self, account: &Account) -> Option<Refusal> {
        let TargetRef::Picked(pick) = &self.target_ref else { return None };
        // The name of a deleted account is free for the next one.
        (!pick.named.is_of(&account.upn) && account.deleted_at.is_none())
            .then(|| Refusal::TargetRenamed { upn: account.upn.clone() })
    }

    /// Returns the outcome if the case ends at once with this diagnosis, or `None` if it goes on to ask for approval.
    pub(super) fn end_of(&self, requester: &Standing, diagnosis: &Diagnosis, now: Now) -> Option<Outcome> {
        match policy::verdict(&self.opening.terms, requester, diagnosis, now.at) {
            Verdict::Ask(_) => None,
            Verdict::Refuse(refusal) => Some(Outcome::Refused { refusal }),
            Verdict::Allow => {
                let nothing = diagnosis.findings.iter().all(|finding| finding.kind == FindingKind::NothingFound);
                Some(if nothing { Outcome::NothingFound } else { Outcome::Advised })
            }
        }
    }

    pub(super) fn on_approvers(&self, diagnosed: &DiagnosedTarget, candidates: &Candidates, now: Now) -> Vec<Event> {
        // The hours may have changed since it was found.
        let requirement = match self.verdict(diagnosed, now) {
            Verdict::Ask(requirement) => requirement,
            Verdict::Refuse(refusal) => return close(Outcome::Refused { refusal }),
            Verdict::Allow => return Vec::new(),
        };
        let guard = Guard::of(&diagnosed.diagnosis.account);
        let receiver = receiver_rule(diagnosed, &requirement);
        let asking = (&self.opening.member, diagnosed.requester.roles.as_slice());
        if let Some(Err(refusal)) = receiver.as_ref().map(|rule| candidates.could_see(rule, asking, &guard)) {
            return close(Outcome::Refused { refusal });
        }
        let is_for_requester = receiver.as_ref().is_some_and(|rule| rule.from == ReceiverSource::Requester);
        if let Some(limit) = candidates.limit.filter(|_| is_for_requester) {
            return close(Outcome::Refused { refusal: Refusal::SecretLimitReached { limit } });
        }
        let plan = diagnosed.diagnosis.digest_with(receiver.as_ref());
        let Err(refusal) = requirement.can_be_met(candidates, &guard) else {
            let (rules, escalated) = (requirement.rules, requirement.escalated);
            return vec![Event::ApprovalAsked { plan, rules, escalated, alone_minutes: None, receiver }];
        };
        if let Some(lesser) = self.without_taking_back(diagnosed, candidates, now) {
            return vec![lesser];
        }
        self.without_approvers(diagnosed, requirement, candidates, (plan, receiver), refusal)
    }

    /// A run that waits for the end of a freeze ends with its approval too, or with the time that people have for their work. What
    /// was done stays done, and a person looks at what was not.
    fn on_held_run(&self, run: &Run, now: Now) -> Vec<Event> {
        match (run.current(), self.held_until()) {
            (Some((step, _)), Some(until)) if now.at >= until => {
                close(Outcome::NeedsHuman { step, look_at: LookAt::HeldTooLong })
            }
            _ => Vec::new(),
        }
    }

    /// Returns the events of a run for which nothing has to be read: people are asked for their work, and reminded of it.
    fn on_time_of_run(&self, request: &ApprovalRequest, run: &Run, now: Now) -> Vec<Event> {
        if self.is_all_paused(now) {
            return Vec::new();
        }
        match self.ask_for_work(run, now) {
            Some(asked) => vec![asked],
            None if run.waits_for_people() => {
                self.over(request, run, self.on_work_looked_for(request, run, None, now), now)
            }
            None => Vec::new(),
        }
    }

    /// Returns the diagnosis again without taking a pass back, if the people who are known can agree to the rest and not to
    /// that. A pass takes a higher role than the other steps of a containment, and its absence must not prevent them.
    fn without_taking_back(&self, diagnosed: &DiagnosedTarget, known: &Candidates, now: Now) -> Option<Event> {
        let step = StepKind::RevokeTemporaryAccessPass;
        let steps = &diagnosed.diagnosis.plan.steps;
        if !matches!(self.phase, Phase::Diagnosed(_)) || !steps.contains(&step) || steps.len() == 1 {
            return None;
        }
        let lesser = DiagnosedTarget { diagnosis: diagnosed.diagnosis.clone().without(&[step]), ..diagnosed.clone() };
        let Verdict::Ask(requirement) = self.verdict(&lesser, now) else { return None };
        let can_be_met = requirement.can_be_met(known, &Guard::of(&lesser.diagnosis.account)).is_ok();
        can_be_met.then(|| Event::Diagnosed { diagnosis: Box::new(lesser.diagnosis) })
    }
}

/// Returns the rule for who sees what the plan makes; `None` if it makes nothing to see.
pub(super) fn receiver_rule(diagnosed: &DiagnosedTarget, requirement: &ApprovalRequirement) -> Option<ReceiverRule> {
    let guard = Guard::of(&diagnosed.diagnosis.account);
    let roles = &diagnosed.requester.roles;
    ReceiverRule::new(diagnosed.diagnosis.secret_steps(), &requirement.rules, roles, &guard)
}

fn on_silence(request: &ApprovalRequest, now: Now) -> Vec<Event> {
    if now.at >= request.approval.expires_at() {
        return close(Outcome::Expired);
    }
    match request.approval.next_reminder_stage() {
        Some(ReminderStage { at, kind, .. }) if now.at >= at => vec![Event::ReminderStageReached { stage: kind }],
        _ => Vec::new(),
    }
}

/// An approval ends as it would without a freeze.
fn on_held(request: &ApprovalRequest, now: Now) -> Vec<Event> {
    if now.at >= request.approval.expires_at() { close(Outcome::Expired) } else { Vec::new() }
}

fn on_debt(awaiting: &AwaitingCountersign, now: Now) -> Vec<Event> {
    let until = now.at + SignedDuration::from_hours(OVERDUE_CALL_HOURS);
    if now.at >= awaiting.until { vec![Event::CountersignOverdue { until }] } else { Vec::new() }
}

pub(super) fn close(outcome: Outcome) -> Vec<Event> {
    vec![Event::Closed { outcome }]
}
