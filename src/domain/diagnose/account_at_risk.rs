//! Identity Protection holds the account to be at risk, or refuses its sign-ins for that reason.

use super::{FindingDefinition, Observation, Relevance, error_codes, sign_in_failures};
use crate::domain::account::Account;
use crate::domain::evidence::Fact;
use crate::domain::finding::Finding;
use crate::domain::people::Risk;
use crate::domain::sign_ins::FailedSignIn;

pub(super) const DEFINITION: FindingDefinition = FindingDefinition {
    recognise,
    codes: &[50135, 53004, 530_032],
    ended_by_new_password: false,
    relevance: |evidence| {
        let is_refused = evidence.iter().any(|fact| matches!(fact, Fact::Failures(_)));
        if is_refused { Relevance::Refusal } else { Relevance::Suspicion }
    },
    in_vain: &[],
    needs_people: Some(|_account, _plan| true),
};

/// One judgement from two places: Identity Protection itself, and the sign-ins that it made Microsoft refuse.
fn recognise(seen: &Observation<'_>, _found: &[Finding]) -> Option<Vec<Fact>> {
    let is_at_risk = seen.account.risk.known() == Some(&Risk::AtRisk);
    let report = is_at_risk.then(|| Fact::AtRisk { report: seen.account.access.risk.clone() });
    let is_refused = |failure: &&FailedSignIn| is_by_risk(failure, seen.account);
    let refused: Vec<&FailedSignIn> = seen.failures.iter().copied().filter(is_refused).collect();
    let failures = sign_in_failures::evidence(seen, &refused).unwrap_or_default();
    let evidence: Vec<Fact> = report.into_iter().chain(failures).collect();
    (!evidence.is_empty()).then_some(evidence)
}

/// Returns true if the sign-in was refused because of risk: its code says so, or nobody knows the code, no policy is named, and the
/// record says both that it was refused and that it was a risk. Where policies are not shown, the one that refused it may be any.
pub(super) fn is_by_risk(failure: &FailedSignIn, account: &Account) -> bool {
    let is_unnamed = failure.refused_by_policy && failure.policies.is_empty() && account.policies.known().is_some();
    let by_evidence = || error_codes::meaning(failure.code).is_none() && is_unnamed && failure.at_risk;
    DEFINITION.codes.contains(&failure.code) || by_evidence()
}
