//! Active Directory on premises is the master of the account: the cloud cannot keep a change.

use super::{FindingDefinition, Relevance};
use crate::domain::evidence::Fact;

pub(super) const DEFINITION: FindingDefinition = FindingDefinition {
    recognise: |seen, _found| Some(vec![Fact::MasteredOnPremises(seen.account.on_premises.clone()?)]),
    codes: &[],
    ended_by_new_password: false,
    relevance: |_evidence| Relevance::Circumstance,
    in_vain: &[],
    needs_people: Some(|_account, _plan| true),
};
