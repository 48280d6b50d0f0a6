//! Dismisses the risk that Identity Protection sees in an account
//! (<https://learn.microsoft.com/graph/api/riskyuser-dismiss>).

use super::unread;
use crate::domain::case::EffectCheck;
use crate::domain::condition::Condition;
use crate::domain::run::Warrant;
use crate::microsoft::Microsoft;
use crate::microsoft::risk::risk_action_call;
use crate::ports::{Budget, StepResult, TenantError};

const DISMISS: &str = "POST /identityProtection/riskyUsers/dismiss";

pub(super) async fn perform(microsoft: &Microsoft, warrant: &Warrant, budget: &Budget) -> StepResult {
    microsoft.graph.write(&risk_action_call(warrant, DISMISS, "dismiss"), budget).await.into()
}

pub(super) async fn read_back(
    microsoft: &Microsoft,
    check: &EffectCheck,
    budget: &Budget,
) -> Result<Condition, TenantError> {
    let risk = microsoft.graph.risk_state(&check.target, budget).await?;
    Ok(Condition { risk: Some(risk), ..unread(check) })
}
