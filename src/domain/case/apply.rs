//! The meaning of events: the only place where a case changes.

use super::super::Fault;
use super::super::approval::{Approval, ApprovalMode, ApprovalRequirement};
use super::super::authority::Guard;
use super::super::decision::Vote;
use super::super::diagnosis::{Change, Diagnosis};
use super::super::event::{Event, RecordedEvent};
use super::super::outcome::Outcome;
use super::super::run::{IssuedSecret, Receipt, Run, SecretDelivery, StepResponse, StepState};
use super::{ApprovalRequest, AwaitingCountersign, Case, DeliveringSecret, DiagnosedTarget, Phase, PingReason};

impl ApprovalRequest {
    /// The same after a change of the approval.
    fn with(&self, change: impl FnOnce(&mut Approval)) -> Self {
        let mut request = self.clone();
        change(&mut request.approval);
        request
    }
}

impl Case {
    /// Makes of the case what the event says. An event that cannot follow here is a fault, and changes nothing.
    pub fn apply(&mut self, recorded: &RecordedEvent) -> Result<(), Fault> {
        match &recorded.event {
            Event::CardPosted { message } => self.card = Some(*message),
            Event::PressRefused { .. } => {}
            event => {
                let fault =
                    || Fault { case: self.number, event: event.name().to_owned(), phase: self.phase.name().to_owned() };
                let is_over = matches!(self.phase, Phase::Closed { .. });
                match event {
                    Event::Joined { joined } if !is_over => self.joined.push(joined.clone()),
                    Event::Pinged { place, .. }
                        if !is_over && *place == self.pings_sent && self.pings_sent < self.pings.len() =>
                    {
                        self.pings_sent += 1;
                    }
                    event => {
                        let why = ping_for(&self.phase, event);
                        self.phase = follow(&self.phase, event, recorded.at).ok_or_else(fault)?;
                        if matches!(event, Event::Closed { .. }) {
                            self.ended_at = Some(recorded.at);
                        }
                        self.pings.extend(why);
                    }
                }
            }
        }
        Ok(())
    }
}

/// Returns the reason to ping people that this event gives, if any.
fn ping_for(phase: &Phase, event: &Event) -> Option<PingReason> {
    match (phase, event) {
        (Phase::Waiting(request), Event::ReminderStageReached { .. }) => {
            request.approval.next_reminder_stage().map(PingReason::Silence)
        }
        (_, Event::GlassBroken { .. }) => Some(PingReason::GlassBroken),
        (_, Event::CountersignOverdue { .. }) => Some(PingReason::Overdue),
        _ => None,
    }
}

/// Returns the next phase, or `None` if the event cannot happen in this one.
fn follow(phase: &Phase, event: &Event, at: jiff::Timestamp) -> Option<Phase> {
    Some(match (phase, event) {
        (Phase::Opened, Event::RequesterAccepted { standing }) => Phase::Accepted(standing.clone()),
        (Phase::Accepted(requester), Event::Diagnosed { diagnosis }) => Phase::Diagnosed(DiagnosedTarget {
            requester: requester.clone(),
            diagnosis: (**diagnosis).clone(),
            changes: Vec::new(),
        }),
        (Phase::Diagnosed(diagnosed), Event::ApprovalAsked { plan, rules, escalated, alone_minutes }) => {
            let requirement = ApprovalRequirement { rules: rules.clone(), escalated: escalated.clone() };
            let mut approval = Approval::new(*plan, requirement, at);
            if let Some(delay_minutes) = *alone_minutes {
                approval.mode = ApprovalMode::Alone { delay_minutes };
            }
            Phase::Waiting(ApprovalRequest { diagnosed: diagnosed.clone(), approval })
        }
        (
            Phase::Waiting(request),
            Event::Decided { .. }
            | Event::LookedAt { .. }
            | Event::ReminderStageReached { .. }
            | Event::GlassBroken { .. },
        ) => while_waiting(request, event, at)?,
        (Phase::Running(request, run), Event::CountersignRequired { outcome, until }) => {
            await_countersign(request, run, outcome, *until)
        }
        (Phase::Running(request, run), Event::SecretKept { outcome, until, epoch }) => {
            let delivery = SecretDelivery { until: *until, epoch: *epoch, taken: None, end: None };
            await_receiver(request, run, outcome, delivery)
        }
        (
            Phase::DeliveringSecret(delivering),
            Event::SecretTaken { .. } | Event::SecretEnded { .. } | Event::CountersignRequired { .. },
        ) => while_delivering(delivering, event, at)?,
        (Phase::Waiting(request), Event::Waived { diagnosis, .. }) => {
            seen_anew(request, diagnosis, vec![Change::Waived])
        }
        (Phase::AwaitingCountersign(awaiting), Event::CountersignOverdue { until }) => {
            Phase::AwaitingCountersign(Box::new(overdue(awaiting, *until)))
        }
        (Phase::AwaitingCountersign(awaiting), Event::Countersigned { decision }) => {
            let request = awaiting.request.with(|approval| approval.decisions.push(decision.clone()));
            Phase::AwaitingCountersign(Box::new(AwaitingCountersign { request, ..(**awaiting).clone() }))
        }
        (Phase::Approved(request), Event::Lapsed { changes, diagnosis }) => {
            seen_anew(request, diagnosis, changes.clone())
        }
        // What ends the case follows right behind.
        (Phase::Waiting(_) | Phase::Approved(_), Event::Withdrawn { .. }) => phase.clone(),
        (Phase::Approved(request), Event::StepIntended(_)) => {
            let run = advance(&Run::new(&request.diagnosed.diagnosis.plan), event, at)?;
            Phase::Running(request.clone(), run)
        }
        (
            Phase::Running(request, run),
            Event::StepIntended(_)
            | Event::StepAnswered { .. }
            | Event::StepReconciled { .. }
            | Event::StepVerified { .. },
        ) => Phase::Running(request.clone(), with_secret(request, run, advance(run, event, at)?, event, at)),
        (Phase::Closed { outcome, from, settled: false }, Event::Settled) => {
            Phase::Closed { outcome: outcome.clone(), from: from.clone(), settled: true }
        }
        (Phase::Closed { .. }, _) => return None,
        (open, Event::Closed { outcome }) => {
            Phase::Closed { outcome: outcome.clone(), from: Box::new(open.clone()), settled: false }
        }
        _ => return None,
    })
}

/// Returns the same countersignature, overdue until the next ping.
fn overdue(awaiting: &AwaitingCountersign, until: jiff::Timestamp) -> AwaitingCountersign {
    AwaitingCountersign { until, is_overdue: true, ..awaiting.clone() }
}

/// Returns the phase in which a secret of a finished run waits for its receiver.
fn await_receiver(request: &ApprovalRequest, run: &Run, outcome: &Outcome, delivery: SecretDelivery) -> Phase {
    let run = Run { delivery: Some(delivery), ..run.clone() };
    Phase::DeliveringSecret(Box::new(DeliveringSecret { request: request.clone(), run, outcome: outcome.clone() }))
}

/// Returns the phase after a second reading that differs from the approved one: the new plan needs a new approval.
fn seen_anew(request: &ApprovalRequest, diagnosis: &Diagnosis, changes: Vec<Change>) -> Phase {
    let requester = request.diagnosed.requester.clone();
    Phase::Diagnosed(DiagnosedTarget { requester, diagnosis: diagnosis.clone(), changes })
}

/// Returns the phase that follows while a secret waits for its receiver.
fn while_delivering(delivering: &DeliveringSecret, event: &Event, at: jiff::Timestamp) -> Option<Phase> {
    let mut delivering = delivering.clone();
    let delivery = delivering.run.delivery.as_mut()?;
    match event {
        Event::SecretTaken { by, .. } => delivery.taken = Some((by.clone(), at)),
        Event::SecretEnded { end } => delivery.end = Some(*end),
        Event::CountersignRequired { outcome, until } => {
            return Some(await_countersign(&delivering.request, &delivering.run, outcome, *until));
        }
        _ => return None,
    }
    Some(Phase::DeliveringSecret(Box::new(delivering)))
}

fn await_countersign(request: &ApprovalRequest, run: &Run, outcome: &Outcome, until: jiff::Timestamp) -> Phase {
    let (request, run, outcome) = (request.clone(), run.clone(), outcome.clone());
    Phase::AwaitingCountersign(Box::new(AwaitingCountersign { request, run, outcome, until, is_overdue: false }))
}

/// The run, with a note of the password or pass that the step has made, if it has.
fn with_secret(request: &ApprovalRequest, before: &Run, mut run: Run, event: &Event, at: jiff::Timestamp) -> Run {
    let (Event::StepAnswered { step, answer: StepResponse::Taken(_) }
    | Event::StepReconciled { step, took_effect: true }) = event
    else {
        return run;
    };
    let kind = request.diagnosed.diagnosis.plan.steps[*step];
    if kind.issues_secret()
        && let Some((_, StepState::Intended(intent) | StepState::Unanswered(intent, _))) = before.current()
    {
        run.issued.push(IssuedSecret { step: kind, epoch: intent.epoch, at });
    }
    run
}

/// Returns the phase that follows while the approval is open.
fn while_waiting(request: &ApprovalRequest, event: &Event, at: jiff::Timestamp) -> Option<Phase> {
    Some(match event {
        Event::Decided { decision } => {
            let request = request.with(|approval| approval.decisions.push(decision.clone()));
            let guard = Guard::of(&request.diagnosed.diagnosis.account);
            let approved = decision.vote == Vote::Approve && request.approval.is_met_for(&guard);
            if approved { Phase::Approved(request) } else { Phase::Waiting(request) }
        }
        Event::LookedAt { by, .. } => Phase::Waiting(request.with(|approval| approval.looking.push((by.clone(), at)))),
        Event::ReminderStageReached { .. } if request.approval.next_reminder_stage().is_some() => {
            Phase::Waiting(request.with(|approval| approval.stages_reached += 1))
        }
        Event::GlassBroken { decision, countersign_minutes } => {
            let (broken, countersign_minutes) = (Box::new(decision.clone()), *countersign_minutes);
            Phase::Approved(
                request.with(|approval| approval.mode = ApprovalMode::BreakGlass { broken, countersign_minutes }),
            )
        }
        _ => return None,
    })
}

/// Returns the run after an event of its current step, or `None` if the event is about another step or cannot happen
/// there.
fn advance(run: &Run, event: &Event, at: jiff::Timestamp) -> Option<Run> {
    let (current, state) = run.current()?;
    let step = match event {
        Event::StepIntended(intent) => intent.step,
        Event::StepAnswered { step, .. } | Event::StepReconciled { step, .. } | Event::StepVerified { step, .. } => {
            *step
        }
        _ => return None,
    };
    if step != current {
        return None;
    }
    let following = match (state, event) {
        (StepState::Pending { tries }, Event::StepIntended(intent)) if intent.attempt == tries + 1 => {
            StepState::Intended(intent.clone())
        }
        (StepState::Intended(intent), Event::StepAnswered { answer, .. }) => match answer {
            StepResponse::Taken(receipt) => StepState::Taken(intent.clone(), receipt.clone()),
            StepResponse::Refused(trouble) => StepState::Refused(trouble.clone()),
            StepResponse::None(trouble) => StepState::Unanswered(intent.clone(), trouble.clone()),
        },
        (StepState::Intended(intent) | StepState::Unanswered(intent, _), Event::StepReconciled { took_effect, .. }) => {
            if *took_effect {
                StepState::Taken(intent.clone(), Receipt { status: None, request_id: None })
            } else {
                StepState::Pending { tries: intent.attempt }
            }
        }
        (StepState::Taken(_, receipt), Event::StepVerified { verification, .. }) => {
            StepState::Verified { verification: verification.clone(), receipt: receipt.clone(), at }
        }
        _ => return None,
    };
    let mut states = run.states.clone();
    states[current] = following;
    Some(Run { states, ..run.clone() })
}
