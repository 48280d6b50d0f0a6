//! All mail of the account is forwarded outside.

use super::{FindingDefinition, Relevance};
use crate::domain::compromise::SignKind;

pub(super) const DEFINITION: FindingDefinition = FindingDefinition {
    // The sign is a finding of its own, because a step helps against it.
    recognise: |seen, _found| seen.sign(SignKind::ForwardingOutside),
    codes: &[],
    ended_by_new_password: false,
    relevance: |_evidence| Relevance::Suspicion,
    in_vain: &[],
    needs_people: Some(|_account, _plan| true),
};
