//! No other finding applies, as far as the account could be read.

use super::{FindingDefinition, Observation, Relevance};
use crate::domain::evidence::Fact;
use crate::domain::finding::Finding;
use crate::domain::step::StepKind;

pub(super) const DEFINITION: FindingDefinition = FindingDefinition {
    recognise,
    codes: &[],
    ended_by_new_password: false,
    relevance: |_evidence| Relevance::Unanswered,
    in_vain: &[StepKind::ResetPassword, StepKind::EnableSignIn],
    needs_people: Some(|_account, _plan| true),
};

/// Returns the last failed sign-in as evidence: it failed for another reason than a lock, or has succeeded since.
fn recognise(seen: &Observation<'_>, found: &[Finding]) -> Option<Vec<Fact>> {
    let last = seen.account.failed_sign_ins.known().and_then(|failures| failures.first());
    let evidence = last.map(|failure| Fact::LastFailure {
        code: failure.code,
        at: failure.at,
        application: failure.application.clone(),
    });
    found.is_empty().then(|| evidence.into_iter().collect())
}
