//! The account has no mailbox. The mailbox of a guest is in the home tenant, so a guest misses none here.

use super::{FindingDefinition, Relevance};
use crate::domain::evidence::Fact;

pub(super) const DEFINITION: FindingDefinition = FindingDefinition {
    recognise: |seen, _found| {
        let is_missing = seen.mail()?.mailbox.known() == Some(&None) && !seen.account.guest;
        is_missing.then(|| vec![Fact::NoMailbox])
    },
    codes: &[],
    ended_by_new_password: false,
    relevance: |_evidence| Relevance::Circumstance,
    in_vain: &[],
    needs_people: Some(|account, _plan| !account.guest),
};
