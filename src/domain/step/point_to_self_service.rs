//! Tells the owner how to reset the password without an administrator. Changes nothing at Microsoft.

use super::{HeldBackBy, Obstacle, Repeat, StepDefinition};
use crate::domain::account::Account;
use crate::domain::authority::Power;
use crate::domain::condition::Parameters;
use crate::domain::finding::FindingKind;

pub(super) const DEFINITION: StepDefinition = StepDefinition {
    action: "show the way to self-service to",
    power: Power::Point,
    permission: "AuditLog.Read.All",
    application_role: None,
    repeat: Repeat::ReadOnly,
    issues_secret: false,
    // An intruder may have registered the methods by which self-service resets the password.
    held_back_by: HeldBackBy::PossibleCompromise,
    needs_people: true,
    cleans: &[],
    has_work: |_account, _waived| true,
    obstacle,
    parameters: |_account| Parameters::None,
    is_seen: |_before, _after| true,
    restore: |_account, _before| {},
};

/// Without password writeback, self-service sets no password of an account of Active Directory. It cannot be read if the tenant has
/// it (<https://learn.microsoft.com/entra/identity/authentication/concept-sspr-writeback>).
fn obstacle(account: &Account, _against: Option<FindingKind>) -> Option<Obstacle> {
    match account.on_premises.as_ref().map(|on_premises| on_premises.password_writeback) {
        Some(Some(false)) => return Some(Obstacle::WritebackOff),
        Some(None) => return Some(Obstacle::CannotTell),
        Some(Some(true)) | None => {}
    }
    match account.access.self_service.known().and_then(Option::as_ref) {
        Some(policy) if !policy.enabled => Some(Obstacle::SelfServiceOff),
        Some(policy) if !policy.registered => Some(Obstacle::SelfServiceNotRegistered),
        Some(_) => None,
        None => Some(Obstacle::CannotTell),
    }
}
