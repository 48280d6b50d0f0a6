//! The account is a guest: it belongs to another organisation.

use super::{FindingDefinition, Relevance};
use crate::domain::evidence::Fact;

pub(super) const DEFINITION: FindingDefinition = FindingDefinition {
    recognise: |seen, _found| seen.account.guest.then(|| vec![Fact::Guest]),
    codes: &[],
    ended_by_new_password: false,
    relevance: |_evidence| Relevance::Circumstance,
    in_vain: &[],
    needs_people: Some(|_account, _plan| true),
};
