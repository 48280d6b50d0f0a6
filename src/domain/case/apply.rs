//! What an event means: the only place where a case changes.

use super::super::Fault;
use super::super::approval::{Approval, Demand, Manner};
use super::super::authority::Guard;
use super::super::decision::Vote;
use super::super::diagnosis::{Change, Diagnosis};
use super::super::event::{Event, Recorded};
use super::super::outcome::Outcome;
use super::super::run::{Answer, Handover, Made, Receipt, Run, StepState};
use super::{Asked, Case, Diagnosed, HandingOver, Owing, Phase, WhyCall};

impl Asked {
    /// The same after a change of the approval.
    fn with(&self, change: impl FnOnce(&mut Approval)) -> Self {
        let mut asked = self.clone();
        change(&mut asked.approval);
        asked
    }
}

impl Case {
    /// Makes of the case what the event says. An event that cannot follow here is a fault, and changes nothing.
    pub fn apply(&mut self, recorded: &Recorded) -> Result<(), Fault> {
        match &recorded.event {
            Event::CardPosted { message } => self.card = Some(*message),
            Event::PressRefused { .. } => {}
            event => {
                let fault =
                    || Fault { case: self.number, event: event.name().to_owned(), phase: self.phase.name().to_owned() };
                let is_over = matches!(self.phase, Phase::Closed { .. });
                match event {
                    Event::Joined { joined } if !is_over => self.joined.push(joined.clone()),
                    Event::Called { place, .. }
                        if !is_over && *place == self.called && self.called < self.calls.len() =>
                    {
                        self.called += 1;
                    }
                    event => {
                        let why = call_for(&self.phase, event);
                        self.phase = follow(&self.phase, event, recorded.at).ok_or_else(fault)?;
                        if matches!(event, Event::Closed { .. }) {
                            self.ended_at = Some(recorded.at);
                        }
                        self.calls.extend(why);
                    }
                }
            }
        }
        Ok(())
    }
}

/// Whom this event makes it necessary to call.
fn call_for(phase: &Phase, event: &Event) -> Option<WhyCall> {
    match (phase, event) {
        (Phase::Waiting(asked), Event::RungReached { .. }) => asked.approval.next_rung().map(WhyCall::Silence),
        (_, Event::GlassBroken { .. }) => Some(WhyCall::GlassBroken),
        (_, Event::DebtOverdue { .. }) => Some(WhyCall::Overdue),
        _ => None,
    }
}

/// The phase that follows, or nothing where the event cannot happen.
fn follow(phase: &Phase, event: &Event, at: jiff::Timestamp) -> Option<Phase> {
    Some(match (phase, event) {
        (Phase::Opened, Event::RequesterAccepted { standing }) => Phase::Accepted(standing.clone()),
        (Phase::Accepted(requester), Event::Diagnosed { diagnosis }) => Phase::Diagnosed(Diagnosed {
            requester: requester.clone(),
            diagnosis: (**diagnosis).clone(),
            changes: Vec::new(),
        }),
        (Phase::Diagnosed(diagnosed), Event::ApprovalAsked { plan, rules, escalated, alone_minutes }) => {
            let demand = Demand { rules: rules.clone(), escalated: escalated.clone() };
            let mut approval = Approval::new(*plan, demand, at);
            if let Some(delay_minutes) = *alone_minutes {
                approval.manner = Manner::Alone { delay_minutes };
            }
            Phase::Waiting(Asked { diagnosed: diagnosed.clone(), approval })
        }
        (
            Phase::Waiting(asked),
            Event::Decided { .. } | Event::LookedAt { .. } | Event::RungReached { .. } | Event::GlassBroken { .. },
        ) => while_waiting(asked, event, at)?,
        (Phase::Running(asked, run), Event::Owed { outcome, until }) => owing(asked, run, outcome, *until),
        (Phase::Running(asked, run), Event::SecretKept { outcome, until, epoch }) => {
            let handover = Some(Handover { until: *until, epoch: *epoch, taken: None, end: None });
            let run = Run { handover, ..run.clone() };
            Phase::HandingOver(Box::new(HandingOver { asked: asked.clone(), run, outcome: outcome.clone() }))
        }
        (Phase::HandingOver(handing), Event::SecretTaken { .. } | Event::SecretEnded { .. } | Event::Owed { .. }) => {
            while_handing_over(handing, event, at)?
        }
        (Phase::Waiting(asked), Event::Waived { diagnosis, .. }) => seen_anew(asked, diagnosis, vec![Change::Waived]),
        (Phase::Owing(owing), Event::DebtOverdue { until }) => {
            Phase::Owing(Box::new(Owing { until: *until, is_overdue: true, ..(**owing).clone() }))
        }
        (Phase::Owing(owing), Event::Countersigned { decision }) => {
            let asked = owing.asked.with(|approval| approval.decisions.push(decision.clone()));
            Phase::Owing(Box::new(Owing { asked, ..(**owing).clone() }))
        }
        (Phase::Approved(asked), Event::Lapsed { changes, diagnosis }) => seen_anew(asked, diagnosis, changes.clone()),
        // What ends the case follows right behind.
        (Phase::Waiting(_) | Phase::Approved(_), Event::Withdrawn { .. }) => phase.clone(),
        (Phase::Approved(asked), Event::StepIntended(_)) => {
            let run = advance(&Run::new(&asked.diagnosed.diagnosis.plan), event, at)?;
            Phase::Running(asked.clone(), run)
        }
        (
            Phase::Running(asked, run),
            Event::StepIntended(_)
            | Event::StepAnswered { .. }
            | Event::StepReconciled { .. }
            | Event::StepVerified { .. },
        ) => Phase::Running(asked.clone(), with_secret(asked, run, advance(run, event, at)?, event, at)),
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

/// Another picture than the one that was agreed to: agreement is asked for anew.
fn seen_anew(asked: &Asked, diagnosis: &Diagnosis, changes: Vec<Change>) -> Phase {
    let requester = asked.diagnosed.requester.clone();
    Phase::Diagnosed(Diagnosed { requester, diagnosis: diagnosis.clone(), changes })
}

/// What follows while a secret waits for the one who may see it.
fn while_handing_over(handing: &HandingOver, event: &Event, at: jiff::Timestamp) -> Option<Phase> {
    let mut handing = handing.clone();
    let handover = handing.run.handover.as_mut()?;
    match event {
        Event::SecretTaken { by, .. } => handover.taken = Some((by.clone(), at)),
        Event::SecretEnded { end } => handover.end = Some(*end),
        Event::Owed { outcome, until } => return Some(owing(&handing.asked, &handing.run, outcome, *until)),
        _ => return None,
    }
    Some(Phase::HandingOver(Box::new(handing)))
}

fn owing(asked: &Asked, run: &Run, outcome: &Outcome, until: jiff::Timestamp) -> Phase {
    let (asked, run, outcome) = (asked.clone(), run.clone(), outcome.clone());
    Phase::Owing(Box::new(Owing { asked, run, outcome, until, is_overdue: false }))
}

/// The run, with a note of the password or pass that the step has made, if it has.
fn with_secret(asked: &Asked, before: &Run, mut run: Run, event: &Event, at: jiff::Timestamp) -> Run {
    let (Event::StepAnswered { step, answer: Answer::Taken(_) } | Event::StepReconciled { step, took_effect: true }) =
        event
    else {
        return run;
    };
    let kind = asked.diagnosed.diagnosis.plan.steps[*step];
    if kind.issues_secret()
        && let Some((_, StepState::Intended(intent) | StepState::Unanswered(intent, _))) = before.current()
    {
        run.made.push(Made { step: kind, epoch: intent.epoch, at });
    }
    run
}

/// What follows while people have to agree.
fn while_waiting(asked: &Asked, event: &Event, at: jiff::Timestamp) -> Option<Phase> {
    Some(match event {
        Event::Decided { decision } => {
            let asked = asked.with(|approval| approval.decisions.push(decision.clone()));
            let guard = Guard::of(&asked.diagnosed.diagnosis.account);
            let approved = decision.vote == Vote::Approve && asked.approval.is_met_for(&guard);
            if approved { Phase::Approved(asked) } else { Phase::Waiting(asked) }
        }
        Event::LookedAt { by, .. } => Phase::Waiting(asked.with(|approval| approval.looking.push((by.clone(), at)))),
        Event::RungReached { .. } if asked.approval.next_rung().is_some() => {
            Phase::Waiting(asked.with(|approval| approval.rungs_reached += 1))
        }
        Event::GlassBroken { decision, countersign_minutes } => {
            let (broken, countersign_minutes) = (Box::new(decision.clone()), *countersign_minutes);
            Phase::Approved(asked.with(|approval| approval.manner = Manner::Glass { broken, countersign_minutes }))
        }
        _ => return None,
    })
}

/// The run after an event of its current step, or nothing where the event is about another step or cannot happen there.
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
            Answer::Taken(receipt) => StepState::Taken(intent.clone(), receipt.clone()),
            Answer::Refused(trouble) => StepState::Refused(trouble.clone()),
            Answer::None(trouble) => StepState::Unanswered(intent.clone(), trouble.clone()),
        },
        (StepState::Intended(intent) | StepState::Unanswered(intent, _), Event::StepReconciled { took_effect, .. }) => {
            if *took_effect {
                StepState::Taken(intent.clone(), Receipt { status: None, request_id: None })
            } else {
                StepState::Pending { tries: intent.attempt }
            }
        }
        (StepState::Taken(_, receipt), Event::StepVerified { sight, .. }) => {
            StepState::Verified { sight: sight.clone(), receipt: receipt.clone(), at }
        }
        _ => return None,
    };
    let mut states = run.states.clone();
    states[current] = following;
    Some(Run { states, ..run.clone() })
}
