//! The promises of each step, stated a second time: the one place in these tests that a new step has to be added to.
//!
//! The table does not use what the product says of its steps, so that an oracle can judge the product by it.

use grendel::domain::authority::Power;
use grendel::domain::step::{Repeat, StepKind};

/// The promises of one step.
pub struct Row {
    pub step: StepKind,
    /// The power that it takes, as Microsoft names it.
    pub power: Power,
    pub repeat: Repeat,
    /// True if it makes a password or a pass.
    pub issues_secret: bool,
    /// True if it gives access back, so that it waits while the account looks compromised.
    pub gives_access: bool,
}

const fn row(step: StepKind, power: Power, repeat: Repeat, issues_secret: bool, gives_access: bool) -> Row {
    Row { step, power, repeat, issues_secret, gives_access }
}

/// Every step in the order in which steps are taken: those that throw an intruder out or clean up, then those that let the owner
/// in, and mail to the outside last.
pub const STEPS: [Row; 15] = [
    row(StepKind::BlockSignIn, Power::Sensitive, Repeat::SetToValue, false, false),
    row(StepKind::ResetPassword, Power::Reset, Repeat::Once, true, false),
    row(StepKind::DisableOnPremises, Power::Point, Repeat::ByHand, false, false),
    row(StepKind::ResetPasswordOnPremises, Power::Point, Repeat::ByHand, false, false),
    row(StepKind::RevokeTemporaryAccessPass, Power::Methods, Repeat::SetToValue, false, false),
    // Invalidating refresh tokens goes with resetting the password.
    row(StepKind::RevokeSignInSessions, Power::Reset, Repeat::SetToValue, false, false),
    row(StepKind::ClearForwarding, Power::Mailbox, Repeat::SetToValue, false, false),
    row(StepKind::DisableInboxRules, Power::Mailbox, Repeat::SetToValue, false, false),
    row(StepKind::ConfirmCompromised, Power::ConfirmRisk, Repeat::SetToValue, false, false),
    row(StepKind::DismissRisk, Power::DismissRisk, Repeat::SetToValue, false, true),
    row(StepKind::EnableOnPremises, Power::Point, Repeat::ByHand, false, true),
    row(StepKind::IssueTemporaryAccessPass, Power::Methods, Repeat::Once, true, true),
    // accountEnabled is among the sensitive properties.
    row(StepKind::EnableSignIn, Power::Sensitive, Repeat::SetToValue, false, true),
    row(StepKind::PointToSelfService, Power::Point, Repeat::ReadOnly, false, true),
    row(StepKind::ReleaseSender, Power::Sender, Repeat::Once, false, true),
];

/// Returns the place of a step in the order in which steps are taken.
///
/// # Panics
///
/// If the table lacks the step.
pub fn place(step: StepKind) -> usize {
    let place = STEPS.iter().position(|row| row.step == step);
    place.unwrap_or_else(|| panic!("add {} to tests/fast/step_table.rs", step.word()))
}

#[test]
fn every_step_keeps_the_promises_of_the_table() {
    assert_eq!(STEPS.map(|row| row.step), StepKind::ALL, "every step, in the order in which steps are taken");
    for Row { step, power, repeat, issues_secret, gives_access } in STEPS {
        assert_eq!(step.power(), power, "{}", step.word());
        assert_eq!(step.repeat(), repeat, "{}", step.word());
        assert_eq!(step.issues_secret(), issues_secret, "{}", step.word());
        assert_eq!(step.gives_access(), gives_access, "{}", step.word());
    }
}

#[test]
fn the_steps_that_give_access_back_come_last() {
    assert!(STEPS.is_sorted_by_key(|row| row.gives_access));
}
