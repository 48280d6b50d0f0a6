//! Work in Active Directory. People do it, so nothing is called; its effect shows in Entra after a sync.

use super::refused;
use crate::domain::case::EffectCheck;
use crate::domain::condition::Condition;
use crate::domain::run::StepResponse;
use crate::microsoft::Microsoft;
use crate::ports::{Budget, TenantError};

/// No application does this work.
const BY_HAND: &str = "by_hand";

/// No case asks for this: a step that people do is never current in a run.
pub(super) fn refuse() -> StepResponse {
    refused("none", BY_HAND, "people do this in Active Directory")
}

pub(super) async fn read_back(
    microsoft: &Microsoft,
    check: &EffectCheck,
    budget: &Budget,
) -> Result<Condition, TenantError> {
    microsoft.graph.synced_condition(&check.target, budget).await
}
