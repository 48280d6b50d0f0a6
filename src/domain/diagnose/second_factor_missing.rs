//! A second factor is demanded, and none is registered.

use super::{FindingDefinition, Relevance, sign_in_failures};
use crate::domain::step::StepKind;

pub(super) const DEFINITION: FindingDefinition = FindingDefinition {
    recognise: |seen, _found| {
        // If one is registered, it is the second factor that fails.
        let failures = if seen.has_second_factor() { Vec::new() } else { seen.failures_of(&DEFINITION) };
        sign_in_failures::second_factor_evidence(seen, &failures)
    },
    codes: &[50072, 50074, 50076, 50079],
    ended_by_new_password: false,
    relevance: |_evidence| Relevance::Refusal,
    in_vain: &[StepKind::ResetPassword],
    needs_people: Some(|_account, _plan| true),
};
