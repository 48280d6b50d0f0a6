//! Identity Protection: accounts that are at risk.
//!
//! Both errors have the code `Forbidden`, without a permission and without a licence, and differ only in their
//! message. No vendor page says so; it is how people who received them quote them. That Entra ID P1 is refused like
//! Free, and the code of the 404, are not documented either.

use axum::http::StatusCode;
use jiff::Timestamp;
use serde_json::{Value, json};

use super::account::Account;
use super::audit_log::Activity;
use super::filter::{FilterRules, Operator, Property, ValueType};
use super::query::{Call, Options, PAGE_ITEMS_DEFAULT, PAGE_ITEMS_MAX, pick};
use super::reply::{GraphResult, Reply};
use super::state::State;
use super::{Licence, users};

/// The permissions to read risk. <https://learn.microsoft.com/graph/api/riskyuser-get>
const READ_RISK: &[&str] = &["IdentityRiskyUser.Read.All", "IdentityRiskyUser.ReadWrite.All"];

/// The permission to change risk. <https://learn.microsoft.com/graph/api/riskyuser-dismiss>
const WRITE_RISK: &[&str] = &["IdentityRiskyUser.ReadWrite.All"];

const EQUAL: &[Operator] = &[Operator::Equal];

const fn text(path: &'static str) -> Property {
    Property { path, kind: ValueType::Text, plain: EQUAL, advanced: &[] }
}

/// The filters for risky users. <https://learn.microsoft.com/graph/api/resources/riskyuser>
const RULES: FilterRules = FilterRules {
    type_name: "microsoft.graph.riskyUser",
    known: &[
        "id",
        "isDeleted",
        "isProcessing",
        "riskDetail",
        "riskLastUpdatedDateTime",
        "riskLevel",
        "riskState",
        "userDisplayName",
        "userPrincipalName",
    ],
    filterable: &[text("id"), text("riskState"), text("riskLevel"), text("userPrincipalName")],
};

/// The risk of an account. One that was never suspected has none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Risk {
    /// `atRisk`, `confirmedCompromised`, `remediated`, `dismissed` or `confirmedSafe`.
    pub state: &'static str,
    /// `low`, `medium`, `high`, or `none` if the risk is gone.
    pub level: &'static str,
    /// The cause of the state, such as `adminDismissedAllRiskForUser`; `none` if nobody did anything.
    pub detail: &'static str,
    /// The time of the last change.
    pub updated: Timestamp,
}

/// `GET /identityProtection/riskyUsers/{id}`. Names are not keys here.
pub(super) fn get(state: &mut State, call: &Call, address: &str, id: &str, now: Timestamp) -> GraphResult {
    let options = allowed(state, call, &["$select"], now)?;
    let names = options.selected(RULES.type_name, RULES.known, RULES.known)?;
    let known = state.visible(now).filter(|account| account.object_id.eq_ignore_ascii_case(id)).find_map(written);
    let not_found =
        || Reply::error(StatusCode::NOT_FOUND, "ResourceNotFound", &format!("Risky user '{id}' not found."));
    let risk = known.ok_or_else(not_found)?;
    Ok(Reply::entity(address, &options.context("identityProtection/riskyUsers"), pick(&risk, &names)))
}

/// `GET /identityProtection/riskyUsers`
pub(super) fn list(state: &mut State, call: &Call, address: &str, now: Timestamp) -> GraphResult {
    let options = allowed(state, call, &["$filter", "$select", "$top", "$count", "$skiptoken"], now)?;
    let names = options.selected(RULES.type_name, RULES.known, RULES.known)?;
    let everyone = state.visible(now).filter_map(written).collect();
    let found = options.filtered(everyone, &RULES, false)?;
    let picked = found.iter().map(|risk| pick(risk, &names)).collect();
    let context = options.context("identityProtection/riskyUsers");
    options.page(call, address, &context, picked, (PAGE_ITEMS_DEFAULT, PAGE_ITEMS_MAX))
}

/// A decision of an administrator or an application about a risk.
#[derive(Clone, Copy, Debug)]
pub(super) enum RiskDecision {
    Dismiss,
    ConfirmCompromised,
}

/// `POST /identityProtection/riskyUsers/dismiss` and `…/confirmCompromised`.
pub(super) fn judge(state: &mut State, call: &Call, decision: RiskDecision, now: Timestamp) -> GraphResult {
    let answer = judged(state, call, decision, now);
    users::record(state, call, &answer, now);
    answer
}

fn judged(state: &mut State, call: &Call, decision: RiskDecision, now: Timestamp) -> GraphResult {
    permitted(state, WRITE_RISK, now)?;
    let body: Value = serde_json::from_str(&call.body).unwrap_or(Value::Null);
    let ids = body["userIds"].as_array().filter(|ids| call.has_json_body() && !ids.is_empty());
    let ids = ids.and_then(|ids| ids.iter().map(Value::as_str).collect::<Option<Vec<_>>>());
    let ids = ids.ok_or_else(|| Reply::odata("The payload must be userIds, a list of object ids."))?;
    let known: Option<Vec<String>> = ids
        .iter()
        .map(|id| state.visible(now).find(|account| account.object_id.eq_ignore_ascii_case(id)))
        .map(|account| account.map(|account| account.object_id.clone()))
        .collect();
    // The service's answer for an unknown person is not documented.
    let known =
        known.ok_or_else(|| Reply::error(StatusCode::NOT_FOUND, "ResourceNotFound", "A user was not found."))?;
    let visible_from = now + state.settings.replication_delay;
    let actor = users::application(state);
    for id in known {
        let activity = match decision {
            RiskDecision::Dismiss => Activity::DismissRisk,
            RiskDecision::ConfirmCompromised => Activity::ConfirmCompromised,
        };
        state.edit(&id, visible_from, |account| account.risk = decision.on(account.risk.as_ref(), now));
        state.audit(activity, &id, &actor, now);
    }
    Ok(Reply::no_content())
}

impl RiskDecision {
    /// Returns the risk after the decision. An account that was never suspected cannot be dismissed and stays as it
    /// was.
    fn on(self, risk: Option<&Risk>, now: Timestamp) -> Option<Risk> {
        let (state, level, detail) = match self {
            Self::Dismiss => ("dismissed", "none", "adminDismissedAllRiskForUser"),
            Self::ConfirmCompromised => ("confirmedCompromised", "high", "adminConfirmedUserCompromised"),
        };
        let judged = Risk { state, level, detail, updated: now };
        match self {
            Self::Dismiss => risk.map(|_| judged),
            Self::ConfirmCompromised => Some(judged),
        }
    }
}

fn allowed(state: &mut State, call: &Call, options: &[&str], now: Timestamp) -> GraphResult<Options> {
    permitted(state, READ_RISK, now)?;
    Options::read(call, options)
}

fn permitted(state: &mut State, permissions: &[&str], now: Timestamp) -> GraphResult<()> {
    if !state.count_identity_protection(now) {
        // The service is known to leave out `Retry-After`.
        return Err(Reply::fault(StatusCode::TOO_MANY_REQUESTS, None));
    }
    let forbidden = |message| Err(Reply::error(StatusCode::FORBIDDEN, "Forbidden", message));
    if !state.permits(permissions) {
        return forbidden("You cannot perform the requested operation, required scopes are missing in the token.");
    }
    if state.settings.licence != Licence::P2 {
        return forbidden("Your tenant is not licensed for this feature.");
    }
    Ok(())
}

fn written(account: &Account) -> Option<Value> {
    let risk = account.risk.as_ref()?;
    Some(json!({
        "id": account.object_id,
        "isDeleted": false,
        "isProcessing": false,
        "riskDetail": risk.detail,
        "riskLastUpdatedDateTime": risk.updated.to_string(),
        "riskLevel": risk.level,
        "riskState": risk.state,
        "userDisplayName": account.display_name,
        "userPrincipalName": account.user_principal_name,
    }))
}
