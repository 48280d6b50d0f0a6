//! The person signs in at another organisation, as a guest or as an external member here.

use super::{FindingDefinition, Relevance};
use crate::domain::account_kind::is_external;
use crate::domain::evidence::Fact;

pub(super) const DEFINITION: FindingDefinition = FindingDefinition {
    recognise: |seen, _found| is_external(seen.account).then(|| vec![Fact::Guest]),
    codes: &[],
    ended_by_new_password: false,
    relevance: |_evidence| Relevance::Circumstance,
    in_vain: &[],
    needs_people: Some(|_account, _plan| true),
};
