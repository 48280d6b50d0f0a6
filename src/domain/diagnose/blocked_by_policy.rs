//! A policy of the tenant keeps the account out.

use super::sign_in_failures::GROUPS_MAX;
use super::{FindingDefinition, Observation, Relevance};
use crate::domain::evidence::Fact;
use crate::domain::finding::Finding;
use crate::domain::sign_ins::FailedSignIn;
use crate::domain::step::StepKind;

pub(super) const DEFINITION: FindingDefinition = FindingDefinition {
    recognise,
    codes: &[50131, 53000, 53001, 53002, 53003, 530_032, 530_035],
    ended_by_new_password: false,
    relevance: |_evidence| Relevance::Refusal,
    in_vain: &[StepKind::ResetPassword, StepKind::EnableSignIn],
    needs_people: Some(|_account, _plan| true),
};

/// Returns the last sign-in that each set of policies kept out, newest first.
fn recognise(seen: &Observation<'_>, _found: &[Finding]) -> Option<Vec<Fact>> {
    let mut last: Vec<&FailedSignIn> = Vec::new();
    for failure in seen.failures_of(&DEFINITION) {
        if last.iter().all(|one| (one.code, &one.policies) != (failure.code, &failure.policies)) {
            last.push(failure);
        }
    }
    let kept_out = |failure: &FailedSignIn| Fact::KeptOutBy {
        policies: failure.policies.clone(),
        code: failure.code,
        at: failure.at,
        application: failure.application.clone(),
    };
    (!last.is_empty()).then(|| last.into_iter().take(GROUPS_MAX).map(kept_out).collect())
}
