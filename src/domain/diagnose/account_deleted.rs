//! The account was deleted.

use super::{FindingDefinition, Relevance};
use crate::domain::evidence::Fact;

pub(super) const DEFINITION: FindingDefinition = FindingDefinition {
    recognise: |seen, _found| Some(vec![Fact::Deleted { at: seen.account.deleted_at? }]),
    codes: &[],
    ended_by_new_password: false,
    relevance: |_evidence| Relevance::Decisive,
    in_vain: &[],
    needs_people: Some(|_account, _plan| true),
};
