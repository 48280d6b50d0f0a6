//! Too many wrong passwords: Microsoft has locked the account for a while.

use super::{FindingDefinition, Observation, Relevance, password_forgotten, sign_in_failures};
use crate::domain::evidence::Fact;
use crate::domain::finding::Finding;
use crate::domain::sign_ins::LockReason;
use crate::domain::step::StepKind;

pub(super) const DEFINITION: FindingDefinition = FindingDefinition {
    recognise,
    codes: &[50053],
    ended_by_new_password: true,
    relevance: |_evidence| Relevance::Refusal,
    in_vain: &[StepKind::EnableSignIn],
    needs_people: Some(|_account, _plan| true),
};

fn recognise(seen: &Observation<'_>, _found: &[Finding]) -> Option<Vec<Fact>> {
    let mut failures = seen.failures_of(&DEFINITION);
    // The same code with another reason is a finding of its own.
    failures.retain(|failure| failure.lock != Some(LockReason::HostileAddress));
    if failures.is_empty() {
        return None;
    }
    // The wrong passwords that led to the lock belong to it.
    failures.extend(seen.failures_of(&password_forgotten::DEFINITION));
    sign_in_failures::password_evidence(seen, &failures)
}
