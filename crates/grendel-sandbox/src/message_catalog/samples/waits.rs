//! Cases that wait for Microsoft, and cases in which more than one step fails.

use grendel::domain::Trouble;
use grendel::domain::event::Event;
use grendel::domain::outcome::{LookAt, Outcome};
use grendel::domain::run::{StepResponse, UnknownOutcome};
use jiff::SignedDuration;

use super::{at, close, intended, trouble};

/// Returns the events of these cases, each after those of `approved`.
pub fn lives(approved: &[Event]) -> Vec<Vec<Event>> {
    let after = |more: Vec<Event>| approved.iter().cloned().chain(more).collect::<Vec<Event>>();
    let asked = Trouble { status: Some(429), retry_after_seconds: Some(150), ..trouble() };
    let outage = Trouble { status: Some(503), ..trouble() };
    let paused =
        |trouble: &Trouble| Event::Paused { until: at() + SignedDuration::from_secs(150), trouble: trouble.clone() };
    let put_off = Event::StepAnswered { step: 0, answer: StepResponse::PutOff(asked.clone()) };
    let refused = |step| Event::StepAnswered { step, answer: StepResponse::Refused(trouble()) };
    let unknown = |step| {
        let unknown = Some(UnknownOutcome { trouble: Some(outage.clone()) });
        Event::StepReconciled { step, took_effect: false, unknown }
    };
    let ended = |look_at| close(Outcome::NeedsHuman { step: 0, look_at });
    vec![
        after(vec![intended(0), put_off, paused(&asked)]),
        after(vec![paused(&outage)]),
        after(vec![intended(0), refused(0), ended(LookAt::StepRefused(trouble()))]),
        after(vec![intended(0), unknown(0), ended(LookAt::OutcomeUnknown(Some(outage.clone())))]),
    ]
}
