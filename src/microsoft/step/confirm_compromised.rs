//! Tells Identity Protection that an account is compromised
//! (<https://learn.microsoft.com/graph/api/riskyuser-confirmcompromised>).

use super::unread;
use crate::domain::case::EffectCheck;
use crate::domain::condition::Condition;
use crate::domain::run::Warrant;
use crate::microsoft::Microsoft;
use crate::microsoft::risk::risk_action_call;
use crate::ports::{Budget, StepResult, TenantError};

const CONFIRM: &str = "POST /identityProtection/riskyUsers/confirmCompromised";

pub(super) async fn perform(microsoft: &Microsoft, warrant: &Warrant, budget: &Budget) -> StepResult {
    microsoft.graph.write(&risk_action_call(warrant, CONFIRM, "confirmCompromised"), budget).await.into()
}

pub(super) async fn read_back(
    microsoft: &Microsoft,
    check: &EffectCheck,
    budget: &Budget,
) -> Result<Condition, TenantError> {
    let risk = microsoft.graph.risk_state(&check.target, budget).await?;
    Ok(Condition { risk: Some(risk), ..unread(check) })
}
