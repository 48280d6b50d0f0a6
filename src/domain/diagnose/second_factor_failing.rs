//! A second factor was demanded, and it failed or was denied.

use super::{FindingDefinition, Observation, Relevance, second_factor_missing, sign_in_failures};
use crate::domain::evidence::Fact;
use crate::domain::finding::Finding;
use crate::domain::sign_ins::FailedSignIn;
use crate::domain::step::StepKind;

pub(super) const DEFINITION: FindingDefinition = FindingDefinition {
    recognise,
    codes: &[50158, 500_121],
    ended_by_new_password: false,
    relevance: |_evidence| Relevance::Refusal,
    in_vain: &[StepKind::ResetPassword],
    needs_people: Some(|_account, _plan| true),
};

fn recognise(seen: &Observation<'_>, _found: &[Finding]) -> Option<Vec<Fact>> {
    let mut codes = DEFINITION.codes.to_vec();
    if seen.has_second_factor() {
        // A factor that was demanded and not given, although one is registered.
        codes.extend(second_factor_missing::DEFINITION.codes);
    }
    let failures = seen.failures_with(&codes);
    // An owner who denies every prompt has a second factor that works.
    let is_denied = failures.iter().all(|failure| failure.denied);
    if is_denied || is_one_interruption(&failures) {
        return None;
    }
    sign_in_failures::second_factor_evidence(seen, &failures)
}

/// Returns true for a single prompt that nobody answered: Microsoft logs it as soon as it asks, and the person may have closed
/// the window. It is too little to say that the second factor of the owner fails.
fn is_one_interruption(failures: &[&FailedSignIn]) -> bool {
    matches!(failures, [only] if second_factor_missing::DEFINITION.codes.contains(&only.code))
}
