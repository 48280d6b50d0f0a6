//! What Identity Protection says of an account.

use serde::Deserialize;

use super::batch::Asked;
use super::error;
use super::graph::{Call, Graph};
use crate::domain::ObjectId;
use crate::domain::people::Risk;
use crate::ports::TenantError;

/// The application permission that shows risk.
pub(super) const RISK_PERMISSION: &str = "IdentityRiskyUser.Read.All";

const RISKY_USER: &str = "GET /identityProtection/riskyUsers/{id}";

/// Where nothing stands against the account, or nothing any more. Every other state, also one that Microsoft adds, is a risk
/// (<https://learn.microsoft.com/graph/api/resources/riskyuser#riskstate-values>).
const CLEAR: &[&str] = &["none", "confirmedSafe", "remediated", "dismissed"];

impl Graph {
    /// Asks for the risk, for [`read`], where there is anyone to ask.
    pub(super) fn risk_call(&self, person: &ObjectId) -> Option<Call> {
        let call = || Call::get(RISKY_USER, format!("/identityProtection/riskyUsers/{person}"));
        self.identity_protection.then(call)
    }
}

/// Reads what [`Graph::risk_call`] asked for. Of an account that never was at risk there is no record.
pub(super) fn read(asked: Option<Asked>) -> Result<Risk, TenantError> {
    let Some(asked) = asked else { return Ok(Risk::NotAsked) };
    let value = match asked.part {
        Ok(value) => value,
        Err(TenantError::NotFound(_)) => return Ok(Risk::Clear),
        Err(error) => return Err(error),
    };
    let user: RiskyUser = error::read(RISKY_USER, value)?;
    let state = user.risk_state.ok_or_else(|| error::hidden(RISKY_USER, "riskState"))?;
    Ok(if CLEAR.contains(&state.as_str()) { Risk::Clear } else { Risk::AtRisk })
}

/// <https://learn.microsoft.com/graph/api/resources/riskyuser>
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RiskyUser {
    risk_state: Option<String>,
}
