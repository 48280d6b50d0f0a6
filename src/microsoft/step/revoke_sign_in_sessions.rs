//! Signs an account out everywhere (<https://learn.microsoft.com/graph/api/user-revokesigninsessions>).

use crate::domain::case::EffectCheck;
use crate::domain::condition::Condition;
use crate::domain::run::Warrant;
use crate::microsoft::Microsoft;
use crate::microsoft::address::user_by_id;
use crate::microsoft::service::WriteCall;
use crate::ports::{Budget, StepResult, TenantError};

const REVOKE: &str = "POST /users/{id}/revokeSignInSessions";

/// Microsoft answers with 200, or with another 2xx.
pub(super) async fn perform(microsoft: &Microsoft, warrant: &Warrant, budget: &Budget) -> StepResult {
    let path = user_by_id(warrant.target()) + "/revokeSignInSessions";
    microsoft.graph.write(&WriteCall::post(warrant, REVOKE, path, None), budget).await.into()
}

pub(super) async fn read_back(
    microsoft: &Microsoft,
    check: &EffectCheck,
    budget: &Budget,
) -> Result<Condition, TenantError> {
    microsoft.graph.user_condition(&check.target, budget).await
}
