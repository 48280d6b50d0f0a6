//! Sets a new password in Active Directory. People do it: no application can for an account of Active Directory
//! (<https://learn.microsoft.com/entra/identity/authentication/concept-sspr-writeback>).

use super::{HeldBackBy, Repeat, StepDefinition, restore_lighter_risk};
use crate::domain::authority::Power;
use crate::domain::condition::Parameters;

pub(super) const DEFINITION: StepDefinition = StepDefinition {
    action: "ask for a new password in Active Directory for",
    power: Power::Point,
    permission: "User.Read.All",
    application_role: None,
    repeat: Repeat::ByHand,
    // The person who sets it has it, and Grendel never does.
    issues_secret: false,
    held_back_by: HeldBackBy::Nothing,
    needs_people: false,
    cleans: &[],
    has_work: |account, _waived| account.on_premises.is_some(),
    obstacle: |_account, _against| None,
    parameters: |_account| Parameters::None,
    // The time does not say if it was set once or twice.
    is_seen: |before, after| after.password_changed_at > before.password_changed_at,
    // A new password can remediate a risk, and it invalidates the sessions as well.
    restore: |account, before| {
        restore_lighter_risk(account, before);
        account.password_changed_at = before.password_changed_at;
        account.sessions_valid_from = before.sessions_valid_from;
    },
};
