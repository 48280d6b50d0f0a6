//! The account is in a restricted management administrative unit.

use super::{FindingDefinition, Observation, Relevance};
use crate::domain::evidence::Fact;
use crate::domain::finding::Finding;

pub(super) const DEFINITION: FindingDefinition = FindingDefinition {
    recognise,
    codes: &[],
    ended_by_new_password: false,
    relevance: |_evidence| Relevance::Circumstance,
    in_vain: &[],
    needs_people: Some(|_account, _plan| true),
};

/// Two readings of one thing: the account itself, and the units that it is in. Either is enough.
fn recognise(seen: &Observation<'_>, _found: &[Finding]) -> Option<Vec<Fact>> {
    let units = seen.account.units.known().into_iter().flatten();
    let units: Vec<String> = units.filter(|unit| unit.restricted).map(|unit| unit.name.clone()).collect();
    let is_managed = seen.account.management_restricted || !units.is_empty();
    is_managed.then(|| vec![Fact::ManagedIn { units }])
}
