//! `/auditLogs`: sign-ins and directory audits.

use jiff::Timestamp;
use serde_json::Value;

use super::Licence;
use super::filter::{FilterRules, Operator, Property, ValueType};
use super::query::{Call, Options, REPORT_PAGE_ITEMS_MAX};
use super::reply::{GraphResult, Reply};
use super::state::State;

/// The permissions to list sign-ins. <https://learn.microsoft.com/graph/api/signin-list>
const READ_SIGN_INS: &[&str] = &["AuditLog.Read.All"];
/// The clause of a filter for the sign-ins of programs in the background. It is the last one.
/// <https://learn.microsoft.com/graph/api/signin-list?view=graph-rest-beta>
const BACKGROUND: &str = " and signInEventTypes/any(t: t eq 'nonInteractiveUser')";
/// The permissions to see the policies that applied to a sign-in.
const READ_POLICIES: &[&str] =
    &["Policy.Read.All", "Policy.Read.ConditionalAccess", "Policy.ReadWrite.ConditionalAccess"];
/// The permissions to list directory audits. <https://learn.microsoft.com/graph/api/directoryaudit-list>
const READ_AUDITS: &[&str] = &["AuditLog.Read.All", "Directory.Read.All"];

const EQUAL: &[Operator] = &[Operator::Equal];
const EQUAL_OR_START: &[Operator] = &[Operator::Equal, Operator::StartsWith];
const BETWEEN: &[Operator] = &[Operator::Equal, Operator::GreaterOrEqual, Operator::LessOrEqual];

const fn property(path: &'static str, kind: ValueType, plain: &'static [Operator]) -> Property {
    Property { path, kind, plain, advanced: &[] }
}

/// The filters for sign-ins. <https://learn.microsoft.com/graph/api/resources/signin>
const SIGN_IN_RULES: FilterRules = FilterRules {
    type_name: "microsoft.graph.signIn",
    known: &["deviceDetail", "isInteractive", "riskEventTypes_v2", "resourceId"],
    filterable: &[
        property("appDisplayName", ValueType::Text, EQUAL_OR_START),
        property("appId", ValueType::Text, EQUAL),
        property("clientAppUsed", ValueType::Text, EQUAL),
        property("conditionalAccessStatus", ValueType::Text, EQUAL),
        property("correlationId", ValueType::Text, EQUAL),
        property("createdDateTime", ValueType::Instant, BETWEEN),
        property("id", ValueType::Text, EQUAL),
        property("ipAddress", ValueType::Text, EQUAL_OR_START),
        property("status/errorCode", ValueType::Number, EQUAL),
        property("userDisplayName", ValueType::Text, EQUAL_OR_START),
        property("userId", ValueType::Text, EQUAL),
        property("userPrincipalName", ValueType::Text, EQUAL_OR_START),
    ],
};

/// The filters for directory audits. <https://learn.microsoft.com/graph/api/resources/directoryaudit>
const AUDIT_RULES: FilterRules = FilterRules {
    type_name: "microsoft.graph.directoryAudit",
    known: &["additionalDetails", "category", "operationType", "resultReason"],
    filterable: &[
        property("activityDateTime", ValueType::Instant, BETWEEN),
        property("activityDisplayName", ValueType::Text, EQUAL_OR_START),
        property("correlationId", ValueType::Text, EQUAL),
        property("id", ValueType::Text, EQUAL),
        property("initiatedBy/app/appId", ValueType::Text, EQUAL),
        property("initiatedBy/app/displayName", ValueType::Text, EQUAL),
        property("initiatedBy/user/displayName", ValueType::Text, EQUAL),
        property("initiatedBy/user/id", ValueType::Text, EQUAL),
        property("initiatedBy/user/userPrincipalName", ValueType::Text, EQUAL_OR_START),
        property("loggedByService", ValueType::Text, EQUAL),
        property("result", ValueType::Text, EQUAL),
        property("targetResources/displayName", ValueType::Text, EQUAL_OR_START),
        property("targetResources/id", ValueType::Text, EQUAL),
    ],
};

/// `GET /auditLogs/signIns`, newest first.
pub(super) fn sign_ins(state: &mut State, call: &Call, address: &str, now: Timestamp) -> GraphResult {
    let options = allowed(state, call, READ_SIGN_INS, "createdDateTime", now)?;
    logged_sign_ins(state, call, address, now, (&options, false))
}

/// `GET /beta/auditLogs/signIns` of programs in the background, newest first. Without the clause for them the simulator has
/// nothing in `/beta`.
pub(super) fn background_sign_ins(state: &mut State, call: &Call, address: &str, now: Timestamp) -> GraphResult {
    let mut options = allowed(state, call, READ_SIGN_INS, "createdDateTime", now)?;
    let filter = options.filter.take().unwrap_or_default();
    let Some(rest) = filter.strip_suffix(BACKGROUND) else {
        return Err(Reply::odata("The simulator has only sign-ins of programs in /beta."));
    };
    options.filter = Some(rest.to_owned());
    logged_sign_ins(state, call, address, now, (&options, true))
}

fn logged_sign_ins(
    state: &State,
    call: &Call,
    address: &str,
    now: Timestamp,
    (options, background): (&Options, bool),
) -> GraphResult {
    if state.settings.licence == Licence::Free {
        return Err(Reply::not_premium());
    }
    let with_policies = state.permits(READ_POLICIES);
    let kept = now - state.retention();
    let shown_until = now - state.settings.sign_in_delay;
    let entries = state.sign_ins.iter().filter(|entry| entry.at >= kept && entry.at <= shown_until);
    let entries = entries.filter(|entry| entry.background == background);
    let entries = entries.map(|entry| (entry.at, entry.to_graph(with_policies))).collect();
    answer(options, call, address, entries, &SIGN_IN_RULES, "auditLogs/signIns")
}

/// `GET /auditLogs/directoryAudits`, newest first.
pub(super) fn directory_audits(state: &mut State, call: &Call, address: &str, now: Timestamp) -> GraphResult {
    let options = allowed(state, call, READ_AUDITS, "activityDateTime", now)?;
    let kept = now - state.retention();
    let entries = state.audits.iter().filter(|entry| entry.at >= kept && entry.visible_from <= now);
    let entries = entries.map(|entry| (entry.at, entry.value.clone())).collect();
    answer(&options, call, address, entries, &AUDIT_RULES, "auditLogs/directoryAudits")
}

fn allowed(
    state: &mut State,
    call: &Call,
    permissions: &[&str],
    order: &str,
    now: Timestamp,
) -> Result<Options, Reply> {
    state
        .count_report(now)
        .map_err(|seconds| Reply::fault(axum::http::StatusCode::TOO_MANY_REQUESTS, Some(seconds)))?;
    if !state.permits(permissions) {
        return Err(Reply::report_permission_missing(permissions));
    }
    let options = Options::read(call, &["$filter", "$orderby", "$top", "$skiptoken"])?;
    let descending = format!("{order} desc");
    match options.order_by.as_deref() {
        None => Ok(options),
        Some(given) if [order, &descending, &format!("{order} asc")].contains(&given) => Ok(options),
        Some(_) => Err(Reply::odata("Invalid sort clause")),
    }
}

fn answer(
    options: &Options,
    call: &Call,
    address: &str,
    mut entries: Vec<(Timestamp, Value)>,
    rules: &FilterRules,
    context: &str,
) -> GraphResult {
    entries.sort_by_key(|(at, _)| *at);
    let ascending = options.order_by.as_deref().is_some_and(|order| !order.ends_with(" desc"));
    if !ascending {
        entries.reverse();
    }
    let values = entries.into_iter().map(|(_, value)| value).collect();
    let found = options.filtered(values, rules, false)?;
    options.page(call, address, context, found, (REPORT_PAGE_ITEMS_MAX, REPORT_PAGE_ITEMS_MAX))
}
