//! Steps that fail although Grendel has their permission.

use super::super::locks::{failure, with};
use super::super::texts::TYPED;
use super::super::{approvals, close, intended, soon, trouble};
use super::{taken_back, taking, waiting};
use grendel::domain::Trouble;
use grendel::domain::access::PassPolicy;
use grendel::domain::diagnosis::Diagnosis;
use grendel::domain::event::Event;
use grendel::domain::outcome::{LookAt, Outcome};
use grendel::domain::reading::Reading;
use grendel::domain::run::{DeliveryEnd, Receipt, StepResponse, Verification};
use grendel::domain::step::StepKind;
use grendel::domain::target_ref::TargetRef;

/// Returns histories of steps for which a directory role is missing, and of a pass that is of no use: as the first step
/// and as the second.
pub(super) fn lives() -> Vec<Vec<Event>> {
    let (revoke, issue) = (StepKind::RevokeSignInSessions, StepKind::IssueTemporaryAccessPass);
    let roles = [revoke, StepKind::ResetPassword].map(lacking_role);
    roles.into_iter().chain([useless_pass(&[issue]), useless_pass(&[revoke, issue])]).collect()
}

/// Returns the history of these steps up to their approval.
fn approved(steps: &[StepKind]) -> Vec<Event> {
    let terms = taking(steps, &[], None);
    let mut account = with(vec![failure(50055)]);
    account.access.passes = Reading::Read(Some(PassPolicy { covered: true, lifetime_minutes: 60 }));
    let found = Diagnosis::new(account, &terms, &TargetRef::parse(TYPED), None);
    assert_eq!(found.plan.steps, steps);
    let mut life = waiting(&found, terms.approval);
    life.extend(approvals(&found));
    life
}

fn lacking_role(step: StepKind) -> Vec<Event> {
    let message = format!("{}{}", Trouble::PERMISSION_GRANTED, trouble().message);
    let cause = Trouble { message, ..trouble() };
    let answer = StepResponse::Refused(cause.clone());
    let end = close(Outcome::NeedsHuman { step: 0, look_at: LookAt::StepRefused(cause) });
    approved(&[step]).into_iter().chain([intended(0), Event::StepAnswered { step: 0, answer }, end]).collect()
}

/// Returns the history of these steps, of which the last makes a pass that nobody can sign in with.
fn useless_pass(steps: &[StepKind]) -> Vec<Event> {
    let cause = Trouble {
        call: "POST /users/{id}/authentication/temporaryAccessPassMethods".to_owned(),
        status: Some(201),
        code: "DisabledByPolicy".to_owned(),
        message: String::new(),
        ..trouble()
    };
    let last = steps.len() - 1;
    let mut life = approved(steps);
    for step in 0..last {
        let answer = StepResponse::Taken(Receipt { status: Some(204), ..Receipt::default() });
        let seen = Event::StepVerified { step, verification: Verification::Seen, found: None };
        life.extend([intended(step), Event::StepAnswered { step, answer }, seen]);
    }
    let answer = StepResponse::Refused(cause.clone());
    let outcome = Outcome::NeedsHuman { step: last, look_at: LookAt::StepRefused(cause) };
    life.extend([intended(last), Event::StepAnswered { step: last, answer }]);
    life.push(Event::SecretKept { outcome: outcome.clone(), until: soon(), epoch: 1 });
    life.push(Event::SecretEnded { end: DeliveryEnd::Withheld });
    life.extend(taken_back(false));
    life.push(close(outcome));
    life
}
