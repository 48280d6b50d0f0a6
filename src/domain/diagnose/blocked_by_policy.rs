//! A policy of the tenant keeps the account out.

use super::account_at_risk::is_by_risk;
use super::sign_in_failures::GROUPS_MAX;
use super::threads::signed_in_elsewhere;
use super::{FindingDefinition, Observation, Relevance, error_codes};
use crate::domain::account::Account;
use crate::domain::evidence::Fact;
use crate::domain::finding::Finding;
use crate::domain::sign_ins::FailedSignIn;
use crate::domain::step::StepKind;

pub(super) const DEFINITION: FindingDefinition = FindingDefinition {
    recognise,
    codes: &[50131, 53000, 53001, 53002, 53003, 530_035],
    ended_by_new_password: false,
    relevance: |_evidence| Relevance::Refusal,
    in_vain: &[StepKind::ResetPassword, StepKind::EnableSignIn],
    needs_people: Some(|_account, _plan| true),
};

/// Returns the last sign-in that each set of policies kept out in each thread, newest first.
fn recognise(seen: &Observation<'_>, _found: &[Finding]) -> Option<Vec<Fact>> {
    let is_refused = |failure: &&FailedSignIn| is_by_policy(failure, seen.account);
    let failures: Vec<&FailedSignIn> = seen.failures.iter().copied().filter(is_refused).collect();
    let mut last: Vec<&FailedSignIn> = Vec::new();
    for failure in &failures {
        let is_shown = |one: &&FailedSignIn| {
            let (shown, thread) = (one.thread(), failure.thread());
            (one.code, &one.policies) == (failure.code, &failure.policies)
                && (shown == thread || shown.is_same(&thread))
        };
        if !last.iter().any(is_shown) {
            last.push(failure);
        }
    }
    let kept_out = |failure: &FailedSignIn| Fact::KeptOutBy {
        policies: failure.policies.clone(),
        code: failure.code,
        at: failure.at,
        application: failure.application.clone(),
        demands: failure.demands.clone(),
        thread: Some(Box::new(failure.thread())),
    };
    let facts = last.into_iter().take(GROUPS_MAX).map(kept_out).chain(signed_in_elsewhere(seen.account, &failures));
    (!failures.is_empty()).then(|| facts.collect())
}

/// Returns true if a policy refused the sign-in: its code says so, or nobody knows the code and the record says so beside it
/// (<https://learn.microsoft.com/graph/api/resources/signin>: `conditionalAccessStatus`).
fn is_by_policy(failure: &FailedSignIn, account: &Account) -> bool {
    let is_refused = failure.refused_by_policy || !failure.policies.is_empty();
    let by_evidence = || error_codes::meaning(failure.code).is_none() && is_refused && !is_by_risk(failure, account);
    DEFINITION.codes.contains(&failure.code) || by_evidence()
}
