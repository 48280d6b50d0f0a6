//! Issues a temporary access pass, which stands for password and second factor for a while.

use super::{HeldBackBy, Obstacle, Repeat, StepDefinition};
use crate::domain::account::Account;
use crate::domain::authority::Power;
use crate::domain::condition::Parameters;
use crate::domain::finding::FindingKind;

/// The lifetime of a pass if the policy of the tenant could not be read: Microsoft's own default, in minutes.
/// <https://learn.microsoft.com/graph/api/resources/temporaryaccesspassauthenticationmethodconfiguration>
const LIFETIME_MINUTES_DEFAULT: u32 = 60;

pub(super) const DEFINITION: StepDefinition = StepDefinition {
    action: "issue a temporary access pass to",
    power: Power::Methods,
    permission: "UserAuthMethod-TAP.ReadWrite.All",
    application_role: None,
    // The first pass may have been sent already, and a second one would make it worthless.
    repeat: Repeat::Once,
    issues_secret: true,
    held_back_by: HeldBackBy::Compromise,
    needs_people: true,
    cleans: &[],
    has_work: |_account, _waived| true,
    obstacle,
    parameters,
    is_seen: |before, after| after.pass_from.is_some() && after.pass_from != before.pass_from,
    // Methods are not read again while steps are under way.
    restore: |_account, _before| {},
};

fn obstacle(account: &Account, against: Option<FindingKind>) -> Option<Obstacle> {
    match account.access.passes.known().and_then(Option::as_ref) {
        Some(policy) if !policy.covered => Some(Obstacle::PassesOff),
        // A pass takes the place of the password, and the lock of the password stays.
        Some(_) if against == Some(FindingKind::SmartLockout) => Some(Obstacle::PassKeepsLock),
        Some(_) => None,
        None => Some(Obstacle::CannotTell),
    }
}

fn parameters(account: &Account) -> Parameters {
    let policy = account.access.passes.known().and_then(Option::as_ref);
    let lifetime_minutes = policy.map_or(LIFETIME_MINUTES_DEFAULT, |policy| policy.lifetime_minutes);
    Parameters::Pass { lifetime_minutes }
}
