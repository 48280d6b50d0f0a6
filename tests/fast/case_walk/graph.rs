//! The order of steps where one fails, and what may be said of the end, judged by the journal.

use std::collections::BTreeSet;

use grendel::domain::aim::{Aim, Reach};
use grendel::domain::event::Event;
use grendel::domain::run::{StepResponse, Verification};

use super::Situation;
use super::frozen::GIVING;
use super::promises::last_word;
use super::story::Story;

/// Returns the step of the plan that is to begin next according to the journal, or `None`.
pub fn step_to_begin(situation: &Situation<'_>, story: &Story<'_>) -> Option<usize> {
    let steps = story.diagnosis?.plan.steps.len();
    let asked = story.asked.as_ref()?;
    let next = || (0..steps).find(|step| !asked.verified.contains(step) && !is_never_begun(situation, story, *step));
    match (story.phase, last_word(&situation.history)) {
        ("approved", _) => Some(0),
        ("running", Some(Event::StepReconciled { step, took_effect: false, unknown: None })) => Some(*step),
        (
            "running",
            Some(
                Event::StepVerified { .. }
                | Event::StepReconciled { unknown: Some(_), .. }
                | Event::StepAnswered { answer: StepResponse::Refused(_), .. },
            ),
        ) => next(),
        _ => None,
    }
}

/// A step comes after those before it, but for those that failed; and nothing lets the owner in after a step failed that was to
/// throw an intruder out.
pub fn is_followed(situation: &Situation<'_>, story: &Story<'_>, step: usize) {
    let asked = story.asked.as_ref().unwrap();
    let is_over = |step: usize| asked.verified.contains(&step) || is_never_begun(situation, story, step);
    assert!((0..step).all(is_over), "a step before its turn");
    assert!(!is_never_begun(situation, story, step), "access is given back although the intruder may be in");
}

/// An aim is called reached only if the effect of every step was seen, and the last reading of the account agrees.
pub fn reached_is_what_was_read(situation: &Situation<'_>, story: &Story<'_>) {
    let Some(report) = situation.case.aim_report().filter(|report| report.reach == Reach::Reached) else { return };
    let events = situation.history.iter().map(|recorded| &recorded.event);
    let (mut seen, mut enabled, mut mail) = (BTreeSet::new(), None, None);
    for event in events {
        if let Event::StepVerified { step, verification, found } = event {
            seen.extend((*verification == Verification::Seen).then_some(*step));
            enabled = found.as_ref().map(|found| found.sign_in_enabled);
            mail = found.as_ref().map(|found| (found.forwards, found.rules_on.clone()));
        }
    }
    let steps = story.diagnosis.unwrap().plan.steps.len();
    assert_eq!(seen, (0..steps).collect(), "it is called reached, and nobody saw it: {report:?}");
    if report.aim == Aim::Contain && steps > 0 {
        assert_eq!(
            mail,
            Some((Some(false), Some(Vec::new()))),
            "it is called contained, and mail was read before the end"
        );
        assert_eq!(enabled, Some(false), "it is called contained, and the last reading says that sign-in is open");
        return;
    }
    assert_ne!(enabled, Some(false), "it is called reached, and the last reading says that sign-in is blocked");
}

/// Returns true if a step failed, or lets the owner in although a step that throws an intruder out failed.
fn is_never_begun(situation: &Situation<'_>, story: &Story<'_>, step: usize) -> bool {
    let steps = &story.diagnosis.unwrap().plan.steps;
    let events = situation.history.iter().map(|recorded| &recorded.event);
    let failed: Vec<usize> = events
        .filter_map(|event| match event {
            Event::StepAnswered { step, answer: StepResponse::Refused(_) }
            | Event::StepReconciled { step, unknown: Some(_), .. } => Some(*step),
            _ => None,
        })
        .collect();
    let throws_out = |failed: &usize| !GIVING.contains(&steps[*failed]);
    failed.contains(&step) || GIVING.contains(&steps[step]) && failed.iter().any(throws_out)
}
