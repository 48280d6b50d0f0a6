//! The risk that Identity Protection sees in an account.
//!
//! Identity Protection takes one call a second from all the applications of a tenant together
//! (<https://learn.microsoft.com/graph/throttling-limits#identity-protection-and-conditional-access-service-limits>).
//! So a diagnosis never asks it in a batch, asks one question at a time, and caches the answers for some seconds.

use std::collections::HashMap;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};
use reqwest::StatusCode;
use serde::Deserialize;
use serde_json::json;

use super::error;
use super::graph::{Graph, Query};
use super::licence::REPEATS_MAX;
use super::service::WriteCall;
use crate::domain::ObjectId;
use crate::domain::access::{RiskLevel, RiskReport, RiskState};
use crate::domain::known_failure::lacks_identity_protection;
use crate::domain::people::Risk;
use crate::domain::run::Warrant;
use crate::ports::{Budget, TenantError};

/// The application permission that shows risk.
pub(super) const RISK_PERMISSION: &str = "IdentityRiskyUser.Read.All";

const RISKY_USER: &str = "GET /identityProtection/riskyUsers/{id}";

/// The states in which nothing stands against an account. Every other state, also one that Microsoft adds later, is a
/// risk (<https://learn.microsoft.com/graph/api/resources/riskyuser#riskstate-values>).
const CLEAR: &[RiskState] = &[RiskState::None, RiskState::ConfirmedSafe, RiskState::Remediated, RiskState::Dismissed];
/// `riskDetail` of a risk without one.
const NO_DETAIL: &str = "none";

/// The time that a risk is cached: enough for an approval and the steps that follow it. Microsoft takes minutes to see
/// a risk.
const TTL: SignedDuration = SignedDuration::from_secs(10);
/// The time for which an answer shows that the tenant has the licence, and for which a missing one is believed.
const BELIEVED_FOR: SignedDuration = SignedDuration::from_hours(1);
/// The most risks in the cache.
const CACHED_MAX: usize = 1000;
/// The time between two calls once Microsoft has throttled one. A 429 of this API need not have a `Retry-After`.
const SPACING: Duration = Duration::from_millis(1100);
/// The most rounds of tries, each with the pauses of one call.
const ROUNDS_MAX: u32 = 3;

/// A cache of risks by account, bounded by age and size, and the queue of callers that ask for more.
#[derive(Default)]
pub(super) struct RiskCache {
    risks: Mutex<HashMap<ObjectId, (Timestamp, RiskReading)>>,
    /// Held by the caller whose turn it is. The instant is that of the last call, once one was throttled.
    turn: tokio::sync::Mutex<Option<Instant>>,
    licence: Mutex<RiskLicence>,
}

/// The signs of the tenant's licence for Identity Protection.
#[derive(Clone, Copy, Default)]
struct RiskLicence {
    /// The time of the last answer that only a licensed tenant gets.
    licensed_at: Option<Timestamp>,
    /// The time at which every try said that there is no licence.
    missing_at: Option<Timestamp>,
}

/// The risk of an account.
#[derive(Clone)]
pub(super) struct RiskReading {
    pub risk: Risk,
    /// The details; `None` if Identity Protection has no record of the account.
    pub report: Option<RiskReport>,
}

impl RiskCache {
    fn get(&self, person: &ObjectId, now: Timestamp) -> Option<RiskReading> {
        let risks = self.risks.lock().expect("nothing panics with this lock");
        let (at, reading) = risks.get(person)?;
        (now.duration_since(*at).abs() < TTL).then(|| reading.clone())
    }

    /// Returns the error that this one counts as, after so many that say in a row that the tenant has no licence. It is
    /// believed only if every try says so, and not where Identity Protection has answered lately: then it is taken for
    /// an outage, because whether an account is at risk is not to be forgotten for one odd answer.
    fn judged(&self, error: TenantError, refusals: usize, now: Timestamp) -> TenantError {
        if !is_unlicensed(&error) {
            return error;
        }
        let mut licence = self.licence.lock().expect("nothing panics with this lock");
        let is_lately = |at: Option<Timestamp>| at.is_some_and(|at| now.duration_since(at).abs() < BELIEVED_FOR);
        let is_missing = !is_lately(licence.licensed_at) && (is_lately(licence.missing_at) || refusals > REPEATS_MAX);
        if is_missing {
            licence.missing_at = Some(licence.missing_at.filter(|at| is_lately(Some(*at))).unwrap_or(now));
            return error;
        }
        TenantError::Unavailable(error.trouble().clone())
    }

    fn put(&self, person: &ObjectId, now: Timestamp, reading: RiskReading) {
        *self.licence.lock().expect("nothing panics with this lock") =
            RiskLicence { licensed_at: Some(now), missing_at: None };
        let mut risks = self.risks.lock().expect("nothing panics with this lock");
        risks.retain(|_, (at, _)| now.duration_since(*at).abs() < TTL);
        if risks.len() < CACHED_MAX {
            risks.insert(*person, (now, reading));
        }
    }
}

/// Asks for the risk of an account.
fn risky_user_query(person: &ObjectId) -> Query<RiskyUser> {
    Query::get(RISKY_USER, format!("/identityProtection/riskyUsers/{person}"))
}

/// Changes the risk of the target of a warrant: `action` is `dismiss` or `confirmCompromised`, and `name` the name of
/// the call. Microsoft answers with 204. One account a call, because no document says how many it takes.
pub(super) fn risk_action_call<'w>(warrant: &'w Warrant, name: &'static str, action: &str) -> WriteCall<'w> {
    let body = json!({ "userIds": [warrant.target().to_string()] });
    WriteCall::post(warrant, name, format!("/identityProtection/riskyUsers/{action}"), Some(body))
}

impl Graph {
    /// Reads the risk of a person, at most ten seconds old. In a tenant without a licence for Identity Protection
    /// nobody has one: it must be usable all the same. Where the operator says that the tenant has it, a risk that
    /// cannot be read stays unread.
    pub(super) async fn risk(&self, person: &ObjectId, now: Timestamp, budget: &Budget) -> Result<Risk, TenantError> {
        match self.risk_reading(person, now, budget).await {
            Ok(reading) => Ok(reading.risk),
            Err(error) if is_unlicensed(&error) && !self.identity_protection_required => Ok(Risk::NotAsked),
            Err(error) => Err(error),
        }
    }

    /// Reads the risk of an account with its details, at most ten seconds old. A tenant without Identity Protection is
    /// not asked.
    pub(super) async fn risk_reading(
        &self,
        person: &ObjectId,
        now: Timestamp,
        budget: &Budget,
    ) -> Result<RiskReading, TenantError> {
        if !self.identity_protection {
            return Ok(RiskReading { risk: Risk::NotAsked, report: None });
        }
        if let Some(reading) = self.risks.get(person, now) {
            return Ok(reading);
        }
        let mut spaced_from = self.risks.turn.lock().await;
        // The caller before this one in the queue may have asked about the same account.
        if let Some(reading) = self.risks.get(person, now) {
            return Ok(reading);
        }
        let query = risky_user_query(person);
        let (mut rounds, mut refusals) = (0, 0);
        let result = loop {
            if let Some(last) = *spaced_from {
                self.clock.sleep(SPACING.saturating_sub(last.elapsed())).await;
            }
            let result = self.get(&query, budget).await;
            rounds += 1;
            let throttled = result.as_ref().is_err_and(is_throttled);
            if throttled || spaced_from.is_some() {
                *spaced_from = Some(Instant::now());
            }
            let doubted = match result {
                Err(error) if is_unlicensed(&error) => {
                    refusals += 1;
                    self.risks.judged(error, refusals, now)
                }
                Err(error) if throttled => error,
                result => break result,
            };
            let is_doubted = throttled || matches!(doubted, TenantError::Unavailable(_)) && refusals <= REPEATS_MAX;
            if !is_doubted || rounds == ROUNDS_MAX {
                break Err(doubted);
            }
            if !throttled && spaced_from.is_none() {
                self.clock.sleep(SPACING).await;
            }
        };
        let reading = match result {
            Ok(user) => user.read()?,
            // An account that never was at risk has no record.
            Err(TenantError::NotFound(_)) => RiskReading { risk: Risk::Clear, report: None },
            Err(error) => return Err(error),
        };
        self.risks.put(person, now, reading.clone());
        Ok(reading)
    }

    /// Reads the risk state of an account past the cache, to verify a step that changes it.
    pub(super) async fn risk_state(&self, target: &ObjectId, budget: &Budget) -> Result<RiskState, TenantError> {
        match self.get(&risky_user_query(target), budget).await {
            Ok(user) => user.state(),
            // An account that never was at risk has no record.
            Err(TenantError::NotFound(_)) => Ok(RiskState::None),
            Err(error) => Err(error),
        }
    }
}

/// Returns true if Identity Protection says, in its own words, that the tenant has no licence for it.
fn is_unlicensed(error: &TenantError) -> bool {
    matches!(error, TenantError::Denied(trouble) if lacks_identity_protection(trouble))
}

fn is_throttled(error: &TenantError) -> bool {
    error.trouble().status == Some(StatusCode::TOO_MANY_REQUESTS.as_u16())
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

impl RiskyUser {
    fn state(&self) -> Result<RiskState, TenantError> {
        let state = self.risk_state.as_deref().ok_or_else(|| error::hidden(RISKY_USER, "riskState"))?;
        Ok(match state {
            "none" => RiskState::None,
            "confirmedSafe" => RiskState::ConfirmedSafe,
            "remediated" => RiskState::Remediated,
            "dismissed" => RiskState::Dismissed,
            "confirmedCompromised" => RiskState::ConfirmedCompromised,
            // `atRisk`, and every state that Microsoft adds later.
            _ => RiskState::AtRisk,
        })
    }

    fn read(self) -> Result<RiskReading, TenantError> {
        let state = self.state()?;
        let level = match self.risk_level.as_deref() {
            Some("none") => RiskLevel::None,
            Some("low") => RiskLevel::Low,
            Some("medium") => RiskLevel::Medium,
            Some("high") => RiskLevel::High,
            _ => RiskLevel::Hidden,
        };
        let detail = self.risk_detail.filter(|detail| detail != NO_DETAIL);
        let report = RiskReport { level, state, detail, at: self.risk_last_updated_date_time };
        let risk = if CLEAR.contains(&state) { Risk::Clear } else { Risk::AtRisk };
        Ok(RiskReading { risk, report: Some(report) })
    }
}
