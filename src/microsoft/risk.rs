//! What Identity Protection says of an account.
//!
//! It takes one call a second from all the applications of a tenant together, so it is never asked in a batch, never twice at
//! once, and not again about somebody whom it was asked about a moment ago
//! (<https://learn.microsoft.com/graph/throttling-limits#identity-protection-and-conditional-access-service-limits>).

use std::collections::HashMap;
use std::sync::Mutex;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use reqwest::StatusCode;
use serde::Deserialize;
use serde_json::Value;
use tokio::time::{Instant, sleep_until};

use super::error;
use super::graph::{ApiCall, Graph};
use crate::domain::ObjectId;
use crate::domain::access::{RiskLevel, RiskReport, RiskState};
use crate::domain::people::Risk;
use crate::ports::{Budget, TenantError};

/// The application permission that shows risk.
pub(super) const RISK_PERMISSION: &str = "IdentityRiskyUser.Read.All";

const RISKY_USER: &str = "GET /identityProtection/riskyUsers/{id}";

/// Where nothing stands against the account, or nothing any more. Every other state, also one that Microsoft adds, is a risk
/// (<https://learn.microsoft.com/graph/api/resources/riskyuser#riskstate-values>).
const CLEAR: &[RiskState] = &[RiskState::None, RiskState::ConfirmedSafe, RiskState::Remediated, RiskState::Dismissed];
/// What stands where a risk has no detail.
const NO_DETAIL: &str = "none";

/// How long an answer is good for: as long as a vote and the steps that follow on it. Microsoft takes minutes to see a risk.
const GOOD_FOR: SignedDuration = SignedDuration::from_secs(10);
/// The most answers that are remembered.
const REMEMBERED_MAX: usize = 1000;
/// Between two calls, once Microsoft has said that they come too fast; it need not say how long to wait.
const SPACING: Duration = Duration::from_millis(1100);
/// Rounds of tries, each with its own pauses.
const ROUNDS_MAX: u32 = 3;

/// What was heard lately, and whose turn it is to ask.
#[derive(Default)]
pub(super) struct RiskCache {
    heard: Mutex<HashMap<ObjectId, (Timestamp, RiskReading)>>,
    turn: tokio::sync::Mutex<Option<Instant>>,
}

/// What it said of somebody.
#[derive(Clone)]
pub(super) struct RiskReading {
    pub risk: Risk,
    /// In more than a word; nothing where it knows nothing of them.
    pub report: Option<RiskReport>,
}

impl RiskCache {
    fn heard(&self, person: &ObjectId, now: Timestamp) -> Option<RiskReading> {
        let heard = self.heard.lock().expect("nothing panics with this lock");
        let (at, told) = heard.get(person)?;
        (now.duration_since(*at).abs() < GOOD_FOR).then(|| told.clone())
    }

    fn hear(&self, person: &ObjectId, now: Timestamp, told: RiskReading) {
        let mut heard = self.heard.lock().expect("nothing panics with this lock");
        heard.retain(|_, (at, _)| now.duration_since(*at).abs() < GOOD_FOR);
        if heard.len() < REMEMBERED_MAX {
            heard.insert(person.clone(), (now, told));
        }
    }
}

impl Graph {
    /// Whether Identity Protection holds something against a person, at most ten seconds ago.
    pub(super) async fn risk(&self, person: &ObjectId, now: Timestamp, budget: &Budget) -> Result<Risk, TenantError> {
        self.risk_told(person, now, budget).await.map(|told| told.risk)
    }

    /// What Identity Protection says of a person, at most ten seconds ago. Where the tenant is said to have none, nobody is asked.
    pub(super) async fn risk_told(
        &self,
        person: &ObjectId,
        now: Timestamp,
        budget: &Budget,
    ) -> Result<RiskReading, TenantError> {
        if !self.identity_protection {
            return Ok(RiskReading { risk: Risk::NotAsked, report: None });
        }
        if let Some(told) = self.risks.heard(person, now) {
            return Ok(told);
        }
        let mut spaced_from = self.risks.turn.lock().await;
        // Whoever was before us in the queue may have asked about the same person.
        if let Some(told) = self.risks.heard(person, now) {
            return Ok(told);
        }
        let call = ApiCall::get(RISKY_USER, format!("/identityProtection/riskyUsers/{person}"));
        let mut rounds = 0;
        let answer = loop {
            if let Some(last) = *spaced_from {
                sleep_until(last + SPACING).await;
            }
            let answer = self.read(&call, budget).await;
            rounds += 1;
            let too_fast = answer.as_ref().is_err_and(is_throttled);
            if too_fast || spaced_from.is_some() {
                *spaced_from = Some(Instant::now());
            }
            if !too_fast || rounds == ROUNDS_MAX {
                break answer;
            }
        };
        let told = match answer {
            Ok((value, _)) => read(value)?,
            // Of an account that never was at risk there is no record.
            Err(TenantError::NotFound(_)) => RiskReading { risk: Risk::Clear, report: None },
            Err(error) => return Err(error),
        };
        self.risks.hear(person, now, told.clone());
        Ok(told)
    }
}

fn is_throttled(error: &TenantError) -> bool {
    error.trouble().status == Some(StatusCode::TOO_MANY_REQUESTS.as_u16())
}

fn read(value: Value) -> Result<RiskReading, TenantError> {
    let user: RiskyUser = error::read(RISKY_USER, value)?;
    let state = user.risk_state.ok_or_else(|| error::hidden(RISKY_USER, "riskState"))?;
    let state = match state.as_str() {
        "none" => RiskState::None,
        "confirmedSafe" => RiskState::ConfirmedSafe,
        "remediated" => RiskState::Remediated,
        "dismissed" => RiskState::Dismissed,
        "confirmedCompromised" => RiskState::ConfirmedCompromised,
        _ => RiskState::AtRisk,
    };
    let level = match user.risk_level.as_deref() {
        Some("none") => RiskLevel::None,
        Some("low") => RiskLevel::Low,
        Some("medium") => RiskLevel::Medium,
        Some("high") => RiskLevel::High,
        _ => RiskLevel::Hidden,
    };
    let detail = user.risk_detail.filter(|detail| detail != NO_DETAIL);
    let report = RiskReport { level, state, detail, at: user.risk_last_updated_date_time };
    let risk = if CLEAR.contains(&state) { Risk::Clear } else { Risk::AtRisk };
    Ok(RiskReading { risk, report: Some(report) })
}

/// <https://learn.microsoft.com/graph/api/resources/riskyuser>
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::struct_field_names, reason = "they are the vendor's")]
struct RiskyUser {
    risk_state: Option<String>,
    risk_level: Option<String>,
    risk_detail: Option<String>,
    risk_last_updated_date_time: Option<Timestamp>,
}
