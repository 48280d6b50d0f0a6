//! Identity Protection holds the account to be at risk, or refuses its sign-ins for that reason.

use super::{FindingDefinition, Observation, Relevance, sign_in_failures};
use crate::domain::evidence::Fact;
use crate::domain::finding::Finding;
use crate::domain::people::Risk;

pub(super) const DEFINITION: FindingDefinition = FindingDefinition {
    recognise,
    codes: &[50135, 53004],
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
    let failures = sign_in_failures::evidence(&seen.failures_of(&DEFINITION)).unwrap_or_default();
    let evidence: Vec<Fact> = report.into_iter().chain(failures).collect();
    (!evidence.is_empty()).then_some(evidence)
}
