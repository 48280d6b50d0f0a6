//! The meaning of events: the only place where a case changes.

use super::super::Fault;
use super::super::approval::{Approval, ApprovalMode, ApprovalRequirement};
use super::super::authority::Guard;
use super::super::decision::Vote;
use super::super::diagnosis::{Change, Diagnosis};
use super::super::event::{CoRequester, Event, RecordedEvent};
use super::super::outcome::Outcome;
use super::super::people::Standing;
use super::super::run::{Revocation, Run, SecretDelivery, StepResponse};
use super::advance::{advance, with_secret};
use super::pausing::Pause;
use super::{ApprovalRequest, AwaitingCountersign, Case, DeliveringSecret, DiagnosedTarget, Phase, PingReason};

impl ApprovalRequest {
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
            Event::Parked { freeze } if self.is_open_to_freezes() => self.parked = Some(*freeze),
            Event::Resumed if self.is_open_to_freezes() && self.parked.is_some() => self.parked = None,
            Event::Paused { until, trouble } if matches!(self.phase, Phase::Approved(_) | Phase::Running(..)) => {
                let step = self.put_off_step(recorded.at);
                self.pause = Some(Pause { until: *until, trouble: trouble.clone(), step });
                self.pauses_in_a_row = self.pauses_in_a_row.saturating_add(1);
            }
            event => {
                let fault =
                    || Fault { case: self.number, event: event.name().to_owned(), phase: self.phase.name().to_owned() };
                let is_over = matches!(self.phase, Phase::Closed { .. });
                match event {
                    Event::Joined { joined } if !is_over => {
                        self.joined.push(joined.clone());
                        self.phase = with_joined(&self.phase, joined);
                        if matches!(self.phase, Phase::Waiting(_)) {
                            // It waits for people now.
                            self.pause = None;
                        }
                    }
                    Event::Pinged { place, .. } if self.due_ping().is_some_and(|due| due.place == *place) => {
                        self.pings_sent = place + 1;
                    }
                    event => {
                        let why = ping_for(&self.phase, event);
                        if matches!(event, Event::StepAnswered { answer: StepResponse::PutOff(_), .. }) {
                            self.put_off = self.put_off.saturating_add(1);
                        }
                        self.phase = follow(&self.phase, event, recorded.at).ok_or_else(fault)?;
                        if matches!(event, Event::Closed { .. }) {
                            self.ended_at = Some(recorded.at);
                        }
                        self.pings.extend(why);
                        self.go_on_after_pause(event);
                    }
                }
            }
        }
        Ok(())
    }
}

/// Returns the phase after a member asked for the same. If they had approved, that does not count any more, and the case
/// waits for somebody else, unless a step was begun: then the next step does not find the approval that it needs.
fn with_joined(phase: &Phase, joined: &CoRequester) -> Phase {
    let discounted = |request: &ApprovalRequest| request.with(|approval| approval.joined.push(joined.party()));
    match phase {
        Phase::Waiting(request) => Phase::Waiting(discounted(request)),
        Phase::Approved(request) => {
            let request = discounted(request);
            let guard = Guard::of(&request.diagnosed.diagnosis.account);
            if request.approval.is_met_for(&guard) {
                return Phase::Approved(request);
            }
            // The decision that completes the approval next fixes the receiver again.
            Phase::Waiting(request.with(|approval| approval.receiver = None))
        }
        Phase::Running(request, run) => Phase::Running(discounted(request), run.clone()),
        phase => phase.clone(),
    }
}

/// Returns the reason to ping people that this event gives, if any.
fn ping_for(phase: &Phase, event: &Event) -> Option<PingReason> {
    match (phase, event) {
        (Phase::Waiting(request), Event::ReminderStageReached { .. }) => {
            request.approval.next_reminder_stage().map(PingReason::Silence)
        }
        (Phase::Diagnosed(_), Event::ApprovalAsked { alone_minutes: Some(_), .. }) => Some(PingReason::AloneOpened),
        (Phase::Waiting(_) | Phase::Approved(_), Event::ApprovalAsked { .. }) => Some(PingReason::AloneEnded),
        (Phase::Waiting(request), Event::Decided { decision, .. })
            if request.approval.is_alone() && decision.vote == Vote::Approve =>
        {
            Some(PingReason::AloneProceeds)
        }
        (Phase::DeliveringSecret(delivering), Event::Closed { .. } | Event::CountersignRequired { .. })
            if delivering.run.revocation.as_ref().is_some_and(|revocation| *revocation != Revocation::Done) =>
        {
            Some(PingReason::PassLeft)
        }
        (_, Event::WorkAsked { .. }) => Some(PingReason::WorkAsked),
        (_, Event::WorkReminded) => Some(PingReason::WorkReminded),
        (_, Event::GlassBroken { .. }) => Some(PingReason::GlassBroken),
        (_, Event::CountersignOverdue { .. }) => Some(PingReason::Overdue),
        _ => None,
    }
}

/// Returns the next phase, or `None` if the event cannot happen in this one.
fn follow(phase: &Phase, event: &Event, at: jiff::Timestamp) -> Option<Phase> {
    Some(match (phase, event) {
        (Phase::Opened, Event::RequesterAccepted { standing }) => Phase::Accepted(standing.clone()),
        (Phase::Accepted(requester), Event::Diagnosed { diagnosis }) => seen_anew(requester, diagnosis, Vec::new()),
        (Phase::Diagnosed(seen), Event::Diagnosed { diagnosis }) => {
            seen_anew(&seen.requester, diagnosis, seen.changes.clone())
        }
        (Phase::Diagnosed(diagnosed), Event::ApprovalAsked { plan, rules, escalated, alone_minutes, receiver }) => {
            let requirement = ApprovalRequirement { rules: rules.clone(), escalated: escalated.clone() };
            let mut approval = Approval { receiver_rule: receiver.clone(), ..Approval::new(*plan, requirement, at) };
            if let Some(delay_minutes) = *alone_minutes {
                approval.mode = ApprovalMode::Alone { delay_minutes, checked: false };
            }
            Phase::Waiting(ApprovalRequest { diagnosed: diagnosed.clone(), approval })
        }
        (Phase::Waiting(request) | Phase::Approved(request), event) if request.approval.is_alone() => {
            while_alone(phase, request, event, at)?
        }
        (
            Phase::Waiting(request),
            Event::Decided { .. }
            | Event::LookedAt { .. }
            | Event::ReminderStageReached { .. }
            | Event::IdentityChecked { .. }
            | Event::GlassBroken { .. },
        ) => while_waiting(request, event, at)?,
        (Phase::Running(request, run), Event::CountersignRequired { outcome, until }) => {
            await_countersign(request, run, outcome, *until)
        }
        (Phase::Running(request, run), Event::SecretKept { outcome, until, epoch }) => {
            let delivery = SecretDelivery { until: *until, epoch: *epoch, taken: None, end: None };
            await_receiver(request, run, outcome, delivery)
        }
        (Phase::DeliveringSecret(delivering), event) if !matches!(event, Event::Closed { .. }) => {
            while_delivering(delivering, event, at)?
        }
        (Phase::Waiting(request), Event::Waived { diagnosis, .. }) => {
            seen_anew(&request.diagnosed.requester, diagnosis, vec![Change::Waived])
        }
        (Phase::AwaitingCountersign(awaiting), Event::CountersignOverdue { until }) => {
            Phase::AwaitingCountersign(Box::new(overdue(awaiting, *until)))
        }
        (Phase::AwaitingCountersign(awaiting), Event::Countersigned { decision }) => {
            let request = awaiting.request.with(|approval| approval.decisions.push(decision.clone()));
            Phase::AwaitingCountersign(Box::new(AwaitingCountersign { request, ..(**awaiting).clone() }))
        }
        // What ends the case follows right behind.
        (Phase::Waiting(_) | Phase::Approved(_) | Phase::Running(..), Event::Withdrawn { .. }) => phase.clone(),
        (
            Phase::Approved(request),
            Event::Lapsed { .. } | Event::StepIntended(_) | Event::WorkAsked { .. } | Event::Decided { .. },
        ) => while_approved(request, event, at)?,
        (Phase::Running(request, run), event) if is_of_steps(event) => while_running(request, run, event, at)?,
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

/// Returns true if the event can change the steps of a run.
const fn is_of_steps(event: &Event) -> bool {
    matches!(
        event,
        Event::StepIntended(_)
            | Event::Decided { .. }
            | Event::StepAnswered { .. }
            | Event::StepReconciled { .. }
            | Event::StepVerified { .. }
            | Event::WorkAsked { .. }
            | Event::WorkTicked { .. }
            | Event::WorkReminded
    )
}

/// Returns the phase that follows before the first step is taken.
fn while_approved(request: &ApprovalRequest, event: &Event, at: jiff::Timestamp) -> Option<Phase> {
    Some(match event {
        Event::Lapsed { changes, diagnosis } => seen_anew(&request.diagnosed.requester, diagnosis, changes.clone()),
        Event::StepIntended(_) | Event::WorkAsked { .. } => begin(request, event, at)?,
        event => Phase::Approved(with_denial(request, event)?),
    })
}

/// Returns the same with a denial, which a person gave while the case waited for the end of a freeze.
fn with_denial(request: &ApprovalRequest, event: &Event) -> Option<ApprovalRequest> {
    let Event::Decided { decision, .. } = event else { return None };
    let is_denial = decision.vote == Vote::Deny;
    is_denial.then(|| request.with(|approval| approval.decisions.push(decision.clone())))
}

/// Returns the phase that follows while the steps are being taken.
fn while_running(request: &ApprovalRequest, run: &Run, event: &Event, at: jiff::Timestamp) -> Option<Phase> {
    if let Some(denied) = with_denial(request, event) {
        return Some(Phase::Running(denied, run.clone()));
    }
    let after = with_secret(request, run, advance(run, event, at)?, event, at);
    let is_untaken =
        matches!(event, Event::StepAnswered { answer: StepResponse::Withheld | StepResponse::PutOff(_), .. });
    if is_untaken && after.begun().is_empty() {
        // Nothing of the plan was begun, so the approval is as good as before, and ends when it would have ended.
        return Some(Phase::Approved(request.clone()));
    }
    Some(Phase::Running(request.clone(), after))
}

/// Returns the phase that follows while the requester is to go on alone, or does so and no step was begun.
fn while_alone(phase: &Phase, request: &ApprovalRequest, event: &Event, at: jiff::Timestamp) -> Option<Phase> {
    let is_waiting = matches!(phase, Phase::Waiting(_));
    Some(match event {
        Event::ApprovalAsked { plan, rules, escalated, alone_minutes: None, receiver } => {
            let requirement = ApprovalRequirement { rules: rules.clone(), escalated: escalated.clone() };
            let approval = Approval::new(*plan, requirement, at);
            let approval = Approval { was_alone: true, receiver_rule: receiver.clone(), ..approval };
            Phase::Waiting(ApprovalRequest { diagnosed: request.diagnosed.clone(), approval })
        }
        Event::AloneChecked if is_waiting && !request.approval.is_alone_checked() => {
            Phase::Waiting(request.with(|approval| {
                if let ApprovalMode::Alone { checked, .. } = &mut approval.mode {
                    *checked = true;
                }
            }))
        }
        Event::Decided { decision, .. } if !is_waiting && decision.vote == Vote::Deny => {
            Phase::Approved(request.with(|approval| approval.decisions.push(decision.clone())))
        }
        Event::Decided { .. } if is_waiting => while_waiting(request, event, at)?,
        // What ends the case follows right behind.
        Event::Withdrawn { .. } => phase.clone(),
        Event::Lapsed { changes, diagnosis } if !is_waiting => {
            seen_anew(&request.diagnosed.requester, diagnosis, changes.clone())
        }
        Event::StepIntended(_) | Event::WorkAsked { .. } if !is_waiting => begin(request, event, at)?,
        Event::Closed { outcome } => {
            Phase::Closed { outcome: outcome.clone(), from: Box::new(phase.clone()), settled: false }
        }
        _ => return None,
    })
}

/// Returns the phase in which the first step is taken.
fn begin(request: &ApprovalRequest, event: &Event, at: jiff::Timestamp) -> Option<Phase> {
    let run = advance(&Run::new(&request.diagnosed.diagnosis.plan), event, at)?;
    Some(Phase::Running(request.clone(), run))
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
fn seen_anew(requester: &Standing, diagnosis: &Diagnosis, changes: Vec<Change>) -> Phase {
    Phase::Diagnosed(DiagnosedTarget { requester: requester.clone(), diagnosis: diagnosis.clone(), changes })
}

/// Returns the phase that follows while a secret waits for its receiver.
fn while_delivering(delivering: &DeliveringSecret, event: &Event, at: jiff::Timestamp) -> Option<Phase> {
    let mut delivering = delivering.clone();
    let delivery = delivering.run.delivery.as_mut()?;
    match event {
        Event::SecretTaken { by, .. } => delivery.taken = Some((by.clone(), at)),
        Event::SecretEnded { end } => delivery.end = Some(*end),
        Event::RevocationIntended { attempt, operation, epoch } => {
            let (attempt, operation, epoch) = (*attempt, *operation, *epoch);
            delivering.run.revocation = Some(Revocation::Intended { attempt, operation, epoch });
        }
        Event::RevocationAnswered { answer } => {
            delivering.run.revocation = Some(answered(delivering.run.revocation.as_ref()?, answer, at)?);
        }
        Event::CountersignRequired { outcome, until } => {
            return Some(await_countersign(&delivering.request, &delivering.run, outcome, *until));
        }
        _ => return None,
    }
    Some(Phase::DeliveringSecret(Box::new(delivering)))
}

/// Returns the state after the answer to a call that takes a pass back, or `None` if none was called.
fn answered(revocation: &Revocation, answer: &StepResponse, at: jiff::Timestamp) -> Option<Revocation> {
    let Revocation::Intended { attempt, .. } = revocation else { return None };
    Some(match answer {
        StepResponse::Taken(_) => Revocation::Done,
        StepResponse::Refused(trouble) | StepResponse::PutOff(trouble) => Revocation::Refused(trouble.clone()),
        // No freeze holds up that a pass is taken back.
        StepResponse::Withheld => return None,
        StepResponse::None(trouble) => Revocation::Unanswered { attempt: *attempt, at, trouble: trouble.clone() },
    })
}

fn await_countersign(request: &ApprovalRequest, run: &Run, outcome: &Outcome, until: jiff::Timestamp) -> Phase {
    let (request, run, outcome) = (request.clone(), run.clone(), outcome.clone());
    Phase::AwaitingCountersign(Box::new(AwaitingCountersign { request, run, outcome, until, is_overdue: false }))
}

/// Returns the phase that follows while the approval is open.
fn while_waiting(request: &ApprovalRequest, event: &Event, at: jiff::Timestamp) -> Option<Phase> {
    Some(match event {
        Event::Decided { decision, receiver } => {
            let request = request.with(|approval| {
                approval.decisions.push(decision.clone());
                approval.receiver.clone_from(receiver);
            });
            let guard = Guard::of(&request.diagnosed.diagnosis.account);
            let approved = decision.vote == Vote::Approve && request.approval.is_met_for(&guard);
            if approved { Phase::Approved(request) } else { Phase::Waiting(request) }
        }
        Event::LookedAt { by, .. } => Phase::Waiting(request.with(|approval| approval.looking.push((by.clone(), at)))),
        Event::ReminderStageReached { .. } if request.approval.next_reminder_stage().is_some() => {
            Phase::Waiting(request.with(|approval| approval.stages_reached += 1))
        }
        Event::IdentityChecked { identity, plan, .. } => {
            let mut request = request.with(|approval| approval.plan = *plan);
            request.diagnosed.diagnosis.identity = Some(identity.clone());
            Phase::Waiting(request)
        }
        Event::GlassBroken { decision, countersign_minutes, receiver } => {
            let (broken, countersign_minutes) = (Box::new(decision.clone()), *countersign_minutes);
            Phase::Approved(request.with(|approval| {
                approval.mode = ApprovalMode::BreakGlass { broken, countersign_minutes };
                approval.receiver.clone_from(receiver);
            }))
        }
        _ => return None,
    })
}
