//! Enables the sign-in of an account.

use super::{HeldBackBy, Repeat, StepDefinition};
use crate::domain::authority::Power;
use crate::domain::condition::Parameters;

pub(super) const DEFINITION: StepDefinition = StepDefinition {
    action: "enable the sign-in of",
    power: Power::Sensitive,
    permission: "User.EnableDisableAccount.All",
    application_role: None,
    repeat: Repeat::SetToValue,
    issues_secret: false,
    held_back_by: HeldBackBy::Compromise,
    needs_people: false,
    cleans: &[],
    has_work: |account, _waived| !account.sign_in_enabled,
    obstacle: |_account, _against| None,
    parameters: |_account| Parameters::None,
    is_seen: |_before, after| after.sign_in_enabled,
    restore: |account, before| {
        if account.sign_in_enabled {
            account.sign_in_enabled = before.sign_in_enabled;
        }
    },
};
