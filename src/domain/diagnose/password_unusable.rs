//! The directory has no password for the account, or none that can be used.

use super::{FindingDefinition, Relevance, sign_in_failures};

pub(super) const DEFINITION: FindingDefinition = FindingDefinition {
    recognise: |seen, _found| {
        let failures = seen.failures_of(&DEFINITION);
        sign_in_failures::password_evidence(seen, &failures)
    },
    codes: &[50056],
    ended_by_new_password: true,
    relevance: |_evidence| Relevance::Refusal,
    in_vain: &[],
    needs_people: None,
};
