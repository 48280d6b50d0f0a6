//! Disables an account in Active Directory. People do it.

use super::{HeldBackBy, Repeat, StepDefinition};
use crate::domain::account::{Account, Initiator};
use crate::domain::authority::Power;
use crate::domain::condition::Parameters;

pub(super) const DEFINITION: StepDefinition = StepDefinition {
    action: "ask for the account to be disabled in Active Directory of",
    power: Power::Point,
    permission: "User.Read.All",
    application_role: None,
    repeat: Repeat::ByHand,
    issues_secret: false,
    held_back_by: HeldBackBy::Nothing,
    needs_people: false,
    cleans: &[],
    has_work: |account, _waived| account.on_premises.is_some() && may_be_enabled_there(account),
    obstacle: |_account, _against| None,
    parameters: |_account| Parameters::None,
    // Entra shows the block of Grendel as well. It is Active Directory's once a sync has left it in place.
    is_seen: |before, after| !after.sign_in_enabled && after.last_sync > before.last_sync,
    restore: |account, before| {
        if !account.sign_in_enabled {
            account.sign_in_enabled = before.sign_in_enabled;
        }
    },
};

/// Returns true unless the account is blocked and the sync did it: then Active Directory has disabled it.
fn may_be_enabled_there(account: &Account) -> bool {
    let block = account.last_block.known().and_then(Option::as_ref);
    account.sign_in_enabled || !block.is_some_and(|block| matches!(block.by, Initiator::SyncEngine { .. }))
}
