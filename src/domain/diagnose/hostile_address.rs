//! Sign-ins are tried from an address that Microsoft knows for attacks.

use super::{FindingDefinition, Relevance, sign_in_failures, smart_lockout};
use crate::domain::sign_ins::LockReason;
use crate::domain::step::StepKind;

pub(super) const DEFINITION: FindingDefinition = FindingDefinition {
    recognise: |seen, _found| {
        // Microsoft has one code for two locks: the record of the sign-in says which.
        let mut failures = seen.failures_with(smart_lockout::DEFINITION.codes);
        failures.retain(|failure| failure.lock == Some(LockReason::HostileAddress));
        sign_in_failures::evidence(&failures)
    },
    codes: &[],
    ended_by_new_password: false,
    relevance: |_evidence| Relevance::Refusal,
    in_vain: &[StepKind::ResetPassword, StepKind::EnableSignIn],
    needs_people: Some(|_account, _plan| true),
};
