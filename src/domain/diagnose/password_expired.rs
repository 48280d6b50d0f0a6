//! The password has expired.

use super::{FindingDefinition, Relevance, sign_in_failures};
use crate::domain::step::StepKind;

pub(super) const DEFINITION: FindingDefinition = FindingDefinition {
    recognise: |seen, _found| {
        let failures = seen.failures_of(&DEFINITION);
        sign_in_failures::password_evidence(seen, &failures)
    },
    codes: &[50055, 50144],
    ended_by_new_password: true,
    relevance: |_evidence| Relevance::Refusal,
    in_vain: &[StepKind::EnableSignIn],
    needs_people: Some(|_account, plan| {
        // With a pass they get in, and the password is as expired as before.
        plan.is_empty() || plan.contains(&StepKind::IssueTemporaryAccessPass)
    }),
};
