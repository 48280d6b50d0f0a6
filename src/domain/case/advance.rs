//! The meaning of events for the steps of a run.

use jiff::Timestamp;

use super::super::event::Event;
use super::super::run::{IssuedSecret, Receipt, Run, StepResponse, StepState, Tick};
use super::super::step::StepKind;
use super::ApprovalRequest;

/// Returns the run after an event, which is the same if it is about none of its steps.
pub(super) fn run_after(request: &ApprovalRequest, run: &Run, event: &Event, at: Timestamp) -> Run {
    let advanced = advance(run, event, at);
    advanced.map_or_else(|| run.clone(), |next| with_secret(request, run, next, event, at))
}

/// Returns the run after an event of one of its steps, or `None` if the event is about something else or cannot happen there.
pub(super) fn advance(run: &Run, event: &Event, at: Timestamp) -> Option<Run> {
    if let Some(run) = work_done(run, event, at) {
        return Some(run);
    }
    let current = match event {
        Event::StepIntended(intent) => intent.step,
        Event::StepAnswered { step, .. } | Event::StepReconciled { step, .. } | Event::StepVerified { step, .. } => {
            *step
        }
        _ => return None,
    };
    // What a step needs decides if it is begun, and not what its events mean: that rule was another one once, and journals keep.
    let state = run.states.get(current)?;
    let following = match (state, event) {
        (StepState::Pending { tries }, Event::StepIntended(intent))
            if intent.attempt > *tries && !run.steps[current].is_by_hand() =>
        {
            StepState::Intended(intent.clone())
        }
        (StepState::Intended(intent), Event::StepAnswered { answer, .. }) => match answer {
            StepResponse::Taken(receipt) => StepState::Taken(intent.clone(), receipt.clone()),
            StepResponse::Refused(trouble) => StepState::Refused(trouble.clone()),
            StepResponse::None(trouble) => StepState::Unanswered(intent.clone(), trouble.clone()),
            StepResponse::PutOff(_) => StepState::Pending { tries: intent.attempt },
            StepResponse::Withheld => StepState::Pending { tries: intent.attempt - 1 },
        },
        (StepState::Intended(_) | StepState::Unanswered(..), Event::StepReconciled { unknown: Some(unknown), .. }) => {
            StepState::Unknown(unknown.trouble.clone())
        }
        (StepState::Intended(intent) | StepState::Unanswered(intent, _), Event::StepReconciled { took_effect, .. }) => {
            if *took_effect {
                StepState::Taken(intent.clone(), Receipt::default())
            } else {
                StepState::Pending { tries: intent.attempt }
            }
        }
        (StepState::Taken(_, receipt), Event::StepVerified { verification, .. }) => {
            StepState::Verified { verification: verification.clone(), receipt: receipt.clone(), at }
        }
        _ => return None,
    };
    let (mut states, mut tries, mut put_off) = (run.states.clone(), run.tries.clone(), run.put_off.clone());
    if let Event::StepAnswered { answer: StepResponse::PutOff(_), .. } = event {
        put_off[current] = put_off[current].saturating_add(1);
    }
    match &following {
        StepState::Intended(intent) => tries[current] = intent.attempt,
        StepState::Pending { tries: so_far } => tries[current] = *so_far,
        _ => {}
    }
    states[current] = following;
    let mut not_covered = run.not_covered.clone();
    if let Event::StepIntended(intent) = event {
        not_covered.extend(&intent.not_covered);
    }
    let found = match event {
        Event::StepVerified { found, .. } => found.as_deref().cloned(),
        // What was read before says nothing about what this changes.
        Event::StepIntended(_) => None,
        _ => run.found.clone(),
    };
    let called_at = if matches!(event, Event::StepIntended(_)) { Some(at) } else { run.called_at };
    Some(Run { states, not_covered, found, tries, put_off, called_at, ..run.clone() })
}

/// Returns the run after an event about work that people do; `None` if the event is about something else, or cannot happen.
fn work_done(run: &Run, event: &Event, at: Timestamp) -> Option<Run> {
    let mut after = run.clone();
    let is_asked = |step: &usize| run.asked().any(|asked| asked == *step);
    match event {
        Event::WorkAsked { steps, until } if !steps.is_empty() => {
            let may_be_asked = run.to_ask();
            for step in steps {
                may_be_asked.contains(step).then_some(())?;
                after.states[*step] = StepState::Asked { at, until: *until };
            }
            (after.reminders, after.work_until) = (0, Some(*until));
            Some(after)
        }
        Event::WorkTicked { step, by, .. } if is_asked(step) && run.tick_of(*step).is_none() => {
            after.ticks.push(Tick { step: *step, by: by.clone(), at });
            Some(after.after_work(*step))
        }
        Event::WorkReminded if run.asked().next().is_some() => {
            after.reminders = after.reminders.saturating_add(1);
            Some(after)
        }
        Event::StepVerified { step, verification, found } if is_asked(step) => {
            let receipt = Receipt::default();
            after.states[*step] = StepState::Verified { verification: verification.clone(), receipt, at };
            after.found = found.as_deref().cloned();
            Some(after.after_work(*step))
        }
        _ => None,
    }
}

/// The run, with a note of the password or pass that the step has made, if it has.
pub(super) fn with_secret(request: &ApprovalRequest, before: &Run, mut run: Run, event: &Event, at: Timestamp) -> Run {
    let (step, pass, is_answered) = match event {
        Event::StepAnswered { step, answer: StepResponse::Taken(receipt) } => (step, receipt.pass, true),
        // Microsoft made a pass (201) with which nobody can sign in yet. A change of the policy may make it good.
        Event::StepAnswered { step, answer: StepResponse::Refused(trouble) } if trouble.is_of_success() => {
            (step, None, false)
        }
        Event::StepReconciled { step, took_effect: true, .. } => (step, None, false),
        _ => return run,
    };
    let kind = request.diagnosed.diagnosis.plan.steps[*step];
    let is_known = is_answered || kind == StepKind::ResetPassword;
    if kind.issues_secret()
        && let Some(StepState::Intended(intent) | StepState::Unanswered(intent, _)) = before.states.get(*step)
    {
        // It is in memory since the call, however long it took to learn that it counts.
        let at = before.called_at.filter(|_| !is_answered).unwrap_or(at);
        run.issued.push(IssuedSecret { step: kind, epoch: intent.epoch, at, pass, is_known });
    }
    run
}
