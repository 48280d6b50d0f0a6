//! Wrong passwords, one after the other, and no lock yet.

use super::{FindingDefinition, Observation, Relevance, sign_in_failures};
use crate::domain::evidence::Fact;
use crate::domain::finding::{Finding, FindingKind};
use crate::domain::step::StepKind;

pub(super) const DEFINITION: FindingDefinition = FindingDefinition {
    recognise,
    codes: &[50126],
    ended_by_new_password: true,
    relevance: |_evidence| Relevance::Refusal,
    in_vain: &[StepKind::EnableSignIn],
    needs_people: None,
};

/// So many wrong passwords in a row are no typing mistake.
const FAILURES_MIN: usize = 3;

fn recognise(seen: &Observation<'_>, found: &[Finding]) -> Option<Vec<Fact>> {
    let failures = seen.failures_of(&DEFINITION);
    // Once they have led to a lock, they are part of it.
    let is_locked = found.iter().any(|finding| finding.kind == FindingKind::SmartLockout);
    if is_locked || failures.len() < FAILURES_MIN {
        return None;
    }
    sign_in_failures::password_evidence(seen, &failures)
}
