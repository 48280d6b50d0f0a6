//! Takes temporary access passes back that may still let somebody in.

use super::{HeldBackBy, Repeat, StepDefinition};
use crate::domain::authority::Power;
use crate::domain::condition::Parameters;

pub(super) const DEFINITION: StepDefinition = StepDefinition {
    action: "take the temporary access pass back from",
    power: Power::Methods,
    permission: "UserAuthMethod-TAP.ReadWrite.All",
    application_role: None,
    // A pass that is gone already counts as taken back.
    repeat: Repeat::SetToValue,
    issues_secret: false,
    held_back_by: HeldBackBy::Nothing,
    needs_people: false,
    cleans: &[],
    has_work: |account, _waived| !account.access.usable_passes.is_empty(),
    obstacle: |_account, _against| None,
    parameters: |account| Parameters::Passes(account.access.usable_passes.iter().map(|pass| pass.id).collect()),
    is_seen: |before, after| {
        let is_gone = |left: &Vec<_>| before.passes.iter().flatten().all(|pass| !left.contains(pass));
        after.passes.as_ref().is_some_and(is_gone)
    },
    // Methods are not read again while steps are under way.
    restore: |_account, _before| {},
};
