//! The histories of cases in which one person acts alone.

use super::super::texts::EMERGENCY;
use super::super::{asked, close, decision, decision_of, diagnosis, id, intended, member, soon, trouble};
use super::{bounded, half_read, last_refused, rich_rule, taken};
use grendel::domain::MessageId;
use grendel::domain::command::{ApprovalRule, When};
use grendel::domain::decision::{Decision, Vote};
use grendel::domain::diagnosis::Diagnosis;
use grendel::domain::event::Event;
use grendel::domain::outcome::Outcome;
use grendel::domain::run::StepResponse;

/// Returns every history of this module.
pub fn lives() -> Vec<Vec<Event>> {
    let broken = [Outcome::Completed, last_refused()].map(in_an_emergency);
    [alone(), no_longer_alone(), denied_alone()].into_iter().chain(broken).collect()
}

/// Returns the history of a requester who has no one else to ask, and who therefore confirms alone.
fn alone() -> Vec<Event> {
    let found = diagnosis(half_read());
    let mut life = begun_alone(&found);
    let decision = Decision { account: id(3), ..decision_of(1, Vote::Approve, &found) };
    life.push(Event::Decided { decision, receiver: None });
    life.push(Event::Pinged { place: 1, message: Some(MessageId(7)) });
    life.extend(taken(0));
    life.extend(taken(1));
    life.push(close(Outcome::Completed));
    life
}

/// Returns the history of the same until the delay is over.
fn begun_alone(found: &Diagnosis) -> Vec<Event> {
    let (plan, rules) = (found.digest(), vec![ApprovalRule { quorum: 1, ..rich_rule(&[When::Always]) }]);
    vec![
        Event::RequesterAccepted { standing: bounded(3) },
        Event::Diagnosed { diagnosis: Box::new(found.clone()) },
        Event::ApprovalAsked { plan, rules, escalated: Vec::new(), alone_minutes: Some(60), receiver: None },
        Event::CardPosted { message: MessageId(5) },
        Event::Pinged { place: 0, message: Some(MessageId(6)) },
        Event::AloneChecked,
    ]
}

/// Returns the history of a requester who was alone until somebody else became known.
fn no_longer_alone() -> Vec<Event> {
    let found = diagnosis(half_read());
    let mut life = begun_alone(&found);
    life.extend([
        asked(&found, vec![rich_rule(&[When::Always])]),
        Event::Pinged { place: 1, message: Some(MessageId(7)) },
        decision(Vote::Deny, &found),
        close(Outcome::Denied),
    ]);
    life
}

/// Returns the history of a requester alone, whom somebody denies it.
fn denied_alone() -> Vec<Event> {
    let found = diagnosis(half_read());
    let mut life = begun_alone(&found);
    life.extend([decision(Vote::Deny, &found), close(Outcome::Denied)]);
    life
}

/// Returns the history of an emergency decision that is countersigned too late.
fn in_an_emergency(outcome: Outcome) -> Vec<Event> {
    let found = diagnosis(half_read());
    let decision = decision_of(2, Vote::Approve, &found);
    let broken = Decision { by: member(1), account: id(3), reason: Some(EMERGENCY.to_owned()), ..decision.clone() };
    let mut life = vec![
        Event::RequesterAccepted { standing: bounded(3) },
        Event::Diagnosed { diagnosis: found.clone() },
        Event::ApprovalAsked {
            plan: found.digest(),
            rules: vec![rich_rule(&[When::Always])],
            escalated: Vec::new(),
            alone_minutes: None,
            receiver: None,
        },
        Event::CardPosted { message: MessageId(5) },
        Event::GlassBroken { decision: broken, countersign_minutes: 240, receiver: None },
        Event::Pinged { place: 0, message: Some(MessageId(6)) },
    ];
    life.extend(taken(0));
    if outcome == Outcome::Completed {
        life.extend(taken(1));
    } else {
        let refused = StepResponse::Refused(trouble());
        life.extend([intended(1), Event::StepAnswered { step: 1, answer: refused }]);
    }
    life.extend([
        Event::CountersignRequired { outcome: outcome.clone(), until: soon() },
        Event::CountersignOverdue { until: soon() },
        Event::Pinged { place: 1, message: None },
        Event::Countersigned { decision },
        close(outcome),
    ]);
    life
}
