//! A pass that nobody gets to see, because the case ends before its last step.

use super::{taken_back, taking, waiting};
use crate::message_catalog::samples::locks::{failure, with};
use crate::message_catalog::samples::texts::TYPED;
use crate::message_catalog::samples::{approvals, close, intended, member, soon};
use grendel::domain::InteractionId;
use grendel::domain::access::PassPolicy;
use grendel::domain::account::Account;
use grendel::domain::diagnosis::Diagnosis;
use grendel::domain::event::Event;
use grendel::domain::outcome::{Breakdown, LookAt, Outcome};
use grendel::domain::reading::Reading;
use grendel::domain::run::{DeliveryEnd, Receipt, StepResponse, Verification};
use grendel::domain::step::StepKind;
use grendel::domain::target_ref::TargetRef;

/// Returns histories of a pass that nobody gets to see, because the case ends before its last step.
pub(super) fn lives() -> [Vec<Event>; 2] {
    let terms = taking(&[StepKind::IssueTemporaryAccessPass, StepKind::EnableSignIn], &[], None);
    let mut account = Account { sign_in_enabled: false, ..with(vec![failure(50055)]) };
    account.access.passes = Reading::Read(Some(PassPolicy { covered: true, lifetime_minutes: 60 }));
    let found = Diagnosis::new(account, &terms, &TargetRef::parse(TYPED), None);
    let answer = StepResponse::Taken(Receipt { status: Some(201), ..Receipt::default() });
    let seen = Event::StepVerified { step: 0, verification: Verification::Seen, found: None };
    let mut stopped = waiting(&found, terms.approval);
    stopped.extend(approvals(&found));
    stopped.extend([intended(0), Event::StepAnswered { step: 0, answer }, seen]);
    let mut broken = stopped.clone();
    broken.push(close(Outcome::Failed { why: Breakdown::Defect }));
    let outcome = Outcome::NeedsHuman { step: 1, look_at: LookAt::Stopped };
    stopped.push(Event::Withdrawn { by: member(1), interaction: InteractionId(8) });
    stopped.push(Event::SecretKept { outcome: outcome.clone(), until: soon(), epoch: 1 });
    stopped.push(Event::SecretEnded { end: DeliveryEnd::Withheld });
    stopped.extend(taken_back(false));
    stopped.push(close(outcome));
    [stopped, broken]
}
