//! Allows the sign-in of an account.

use serde_json::json;

use crate::domain::case::EffectCheck;
use crate::domain::condition::Condition;
use crate::domain::run::Warrant;
use crate::microsoft::{Microsoft, users};
use crate::ports::{Budget, StepResult, TenantError};

pub(super) async fn perform(microsoft: &Microsoft, warrant: &Warrant, budget: &Budget) -> StepResult {
    let call = users::update_call(warrant, json!({ "accountEnabled": true }));
    microsoft.graph.write(&call, budget).await.into()
}

pub(super) async fn read_back(
    microsoft: &Microsoft,
    check: &EffectCheck,
    budget: &Budget,
) -> Result<Condition, TenantError> {
    microsoft.graph.user_condition(&check.target, budget).await
}
