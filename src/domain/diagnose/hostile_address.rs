//! Sign-ins are tried from an address that Microsoft knows for attacks, or in a way that its own protections hold to be one.

use super::threads::{is_owners, owners_success};
use super::{FindingDefinition, Observation, Relevance, sign_in_failures, smart_lockout};
use crate::domain::evidence::Fact;
use crate::domain::finding::Finding;
use crate::domain::sign_ins::LockReason;
use crate::domain::step::StepKind;

pub(super) const DEFINITION: FindingDefinition = FindingDefinition {
    recognise,
    codes: &[],
    ended_by_new_password: false,
    relevance: |evidence| {
        // Microsoft refuses the attempt, not the account.
        let is_elsewhere = evidence.iter().any(|fact| matches!(fact, Fact::SignedInElsewhere { .. }));
        if is_elsewhere { Relevance::Aside } else { Relevance::Refusal }
    },
    in_vain: &[StepKind::ResetPassword, StepKind::EnableSignIn],
    needs_people: Some(|_account, _plan| true),
};

/// The owner is told to be able to sign in only if all of this is done by others, and the owner has signed in since. A hotel or a
/// proxy of the owner's can be such an address.
fn recognise(seen: &Observation<'_>, _found: &[Finding]) -> Option<Vec<Fact>> {
    // Microsoft has one code for three refusals: the record of the sign-in says which.
    let mut failures = seen.failures_with(smart_lockout::DEFINITION.codes);
    failures.retain(|failure| matches!(failure.lock, Some(LockReason::HostileAddress | LockReason::HighRisk)));
    let times = || failures.iter().map(|failure| failure.at);
    let (first_at, last_at) = (times().min()?, times().max()?);
    let by_others = failures.iter().all(|failure| !is_owners(&failure.thread(), first_at, seen.account));
    let owners = by_others.then(|| owners_success(seen.account, first_at, last_at)).flatten();
    let elsewhere = owners.map(|one| Fact::SignedInElsewhere { at: one.last_at, thread: Box::new(one.thread.clone()) });
    Some(sign_in_failures::groups(&failures).into_iter().chain(elsewhere).collect())
}
