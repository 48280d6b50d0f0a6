//! Enables an account in Active Directory. People do it.

use super::{HeldBackBy, Repeat, StepDefinition};
use crate::domain::authority::Power;
use crate::domain::condition::Parameters;

pub(super) const DEFINITION: StepDefinition = StepDefinition {
    action: "ask for the account to be enabled in Active Directory of",
    power: Power::Point,
    permission: "User.Read.All",
    application_role: None,
    repeat: Repeat::ByHand,
    issues_secret: false,
    held_back_by: HeldBackBy::Compromise,
    needs_people: false,
    cleans: &[],
    has_work: |account, _waived| account.on_premises.is_some() && !account.sign_in_enabled,
    obstacle: |_account, _against| None,
    parameters: |_account| Parameters::None,
    // Entra shows what Grendel enabled as well. It is Active Directory's once a sync has left it in place.
    is_seen: |before, after| after.sign_in_enabled && after.last_sync > before.last_sync,
    restore: |account, before| {
        if account.sign_in_enabled {
            account.sign_in_enabled = before.sign_in_enabled;
        }
    },
};
