//! Microsoft has stopped the account from sending mail to the outside.

use super::{FindingDefinition, Relevance};
use crate::domain::evidence::Fact;
use crate::domain::step::StepKind;

pub(super) const DEFINITION: FindingDefinition = FindingDefinition {
    recognise: |seen, _found| Some(vec![Fact::Restricted(seen.mail()?.restriction.known()?.clone()?)]),
    codes: &[],
    ended_by_new_password: false,
    relevance: |_evidence| Relevance::Refusal,
    in_vain: &[],
    needs_people: Some(|_account, plan| !plan.contains(&StepKind::ReleaseSender)),
};
