//! The meaning of events for the steps of a run.

use jiff::Timestamp;

use super::super::event::Event;
use super::super::run::{IssuedSecret, Receipt, Run, StepResponse, StepState};
use super::super::step::StepKind;
use super::ApprovalRequest;

/// Returns the run after an event, which is none of its steps' if it is not about the current one.
pub(super) fn run_after(request: &ApprovalRequest, run: &Run, event: &Event, at: Timestamp) -> Run {
    let advanced = advance(run, event, at);
    advanced.map_or_else(|| run.clone(), |next| with_secret(request, run, next, event, at))
}

/// Returns the run after an event of its current step, or `None` if the event is about another step or cannot happen
/// there.
pub(super) fn advance(run: &Run, event: &Event, at: Timestamp) -> Option<Run> {
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
    let mut states = run.states.clone();
    states[current] = following;
    let mut not_covered = run.not_covered.clone();
    if let Event::StepIntended(intent) = event {
        not_covered.extend(&intent.not_covered);
    }
    let found = match event {
        Event::StepVerified { found, .. } => found.as_deref().cloned(),
        _ => run.found.clone(),
    };
    Some(Run { states, not_covered, found, ..run.clone() })
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
        && let Some((_, StepState::Intended(intent) | StepState::Unanswered(intent, _))) = before.current()
    {
        run.issued.push(IssuedSecret { step: kind, epoch: intent.epoch, at, pass, is_known });
    }
    run
}
