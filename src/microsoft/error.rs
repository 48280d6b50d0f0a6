//! Errors in the terms of the ports: Graph's error bodies, and codes of our own where there is no response.

use std::time::Duration;

use reqwest::StatusCode;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::http::ApiResponse;
use crate::domain::Trouble;
use crate::domain::known_failure;
use crate::domain::reading::{Cause, Gap, Reading, Topic};
use crate::ports::TenantError;

/// The budget had no call or no waiting time left.
pub(super) const BUDGET_SPENT: &str = "budget_spent";
/// No connection was made, so nothing was sent.
pub(super) const CONNECT_FAILED: &str = Trouble::CONNECT_FAILED;
/// No response came in time.
pub(super) const TIMED_OUT: &str = Trouble::TIMED_OUT;
/// The connection broke before the response was complete.
pub(super) const CONNECTION_LOST: &str = Trouble::CONNECTION_LOST;
/// The request could not be serialized, so nothing was sent.
pub(super) const REQUEST_INVALID: &str = "request_invalid";
/// The body of a response is too long, or not what the API documents.
pub(super) const ANSWER_UNREADABLE: &str = "answer_unreadable";
/// The response to a batch has none for this query.
pub(super) const PART_UNANSWERED: &str = "part_unanswered";
/// There are more queries than one batch takes.
pub(super) const BATCH_TOO_LARGE: &str = "batch_too_large";
/// There are more pages than Grendel reads.
pub(super) const TOO_MANY_PAGES: &str = "too_many_pages";
/// There are more administrative units than Grendel asks about.
pub(super) const TOO_MANY_UNITS: &str = "too_many_units";
/// The target could join more groups than Grendel asks about, or is in more groups than it keeps.
pub(super) const TOO_MANY_GROUPS: &str = "too_many_groups";
/// Graph returned an object without the properties that were asked for, as it does where the application may see ids
/// only
/// (<https://learn.microsoft.com/graph/permissions-overview#limited-information-returned-for-inaccessible-member-objects>).
pub(super) const PROPERTIES_HIDDEN: &str = "properties_hidden";
/// An identity token is not for the account, the tenant or the sign-in that it has to be for.
pub(super) const IDENTITY_MISMATCH: &str = "identity_mismatch";

/// The exception of Exchange for an object that does not exist, without its namespace.
pub(super) const OBJECT_NOT_FOUND: &str = "ManagementObjectNotFoundException";

/// Stands for a code where the error has none.
const NO_CODE: &str = "no_code";
/// The most characters of a code or an id; the longest code that Graph documents has 49.
const CODE_CHARS_MAX: usize = 80;
/// The code inside the text by which Privileged Identity Management says that a permission is missing. It comes with
/// 403, and with 400.
const SCOPE_NOT_GRANTED: &str = "PermissionScopeNotGranted";

/// Returns a trouble of our own, for a response that is missing or cannot be read.
pub(super) fn own_trouble(call: &str, code: &str, message: &str) -> Trouble {
    Trouble {
        call: call.to_owned(),
        status: None,
        code: code.to_owned(),
        message: cut(message, Trouble::MESSAGE_CHARS_MAX),
        request_id: None,
        retry_after_seconds: None,
    }
}

/// Returns a trouble with the vendor's code and words, cut to their limits.
pub(super) fn vendor_trouble(
    call: &str,
    status: StatusCode,
    code: Option<&str>,
    message: &str,
    request_id: Option<&str>,
) -> Trouble {
    Trouble {
        call: call.to_owned(),
        status: Some(status.as_u16()),
        code: cut(code.unwrap_or(NO_CODE), CODE_CHARS_MAX),
        message: cut(message, Trouble::MESSAGE_CHARS_MAX),
        request_id: request_id.map(|id| cut(id, CODE_CHARS_MAX)),
        retry_after_seconds: None,
    }
}

/// Returns the trouble with the pause that the response asks for, in whole seconds, rounded up.
pub(super) fn asking_for(pause: Option<Duration>, trouble: Trouble) -> Trouble {
    let seconds = |pause: Duration| u32::try_from(pause.as_millis().div_ceil(1000)).unwrap_or(u32::MAX);
    Trouble { retry_after_seconds: pause.map(seconds), ..trouble }
}

/// Reads the error in a response of Graph, whose body may be empty or no JSON.
pub(super) fn graph_trouble(call: &str, response: &ApiResponse) -> Trouble {
    let body = response.body.as_deref().filter(|body| !body.is_empty());
    // Other text than JSON is what a gateway writes, as it is in a batch.
    let body = body.map(|body| serde_json::from_slice(body).unwrap_or_else(|_| Value::String(String::new())));
    let trouble = inner_trouble(call, response.status, body.as_ref(), response.request_id.as_deref());
    asking_for(response.retry_after, trouble)
}

/// Reads the error in a response inside a batch. `request_id` is used where the body names none.
///
/// A body that is no JSON is text in Base64 there (<https://learn.microsoft.com/graph/json-batching>), or Graph wraps
/// it as the message of an `UnknownError`. Neither is an answer of the service: it is that of a gateway in front of it.
pub(super) fn inner_trouble(call: &str, status: StatusCode, body: Option<&Value>, request_id: Option<&str>) -> Trouble {
    let error = body.and_then(|body| GraphError::deserialize(body.get("error")?).ok()).unwrap_or_default();
    let own_id = error.inner_error.and_then(|inner| inner.request_id);
    let request_id = own_id.as_deref().or(request_id);
    let (code, message) = (error.code.filter(|code| !code.is_empty()), error.message.unwrap_or_default());
    if matches!(body, Some(Value::String(_))) || message.trim_start().starts_with('<') {
        return gateway_trouble(call, status, request_id);
    }
    match serde_json::from_str::<NestedError>(&message) {
        Ok(nested) => vendor_trouble(call, status, Some(&nested.error_code), &nested.message, request_id),
        Err(_) => vendor_trouble(call, status, code.as_deref(), &message, request_id),
    }
}

/// Returns the trouble of an answer that is not the service's own.
pub(super) fn gateway_trouble(call: &str, status: StatusCode, request_id: Option<&str>) -> Trouble {
    let words = "a gateway in front of the service answered, not the service itself";
    vendor_trouble(call, status, Some(Trouble::GATEWAY_ANSWER), words, request_id)
}

/// Returns the error that the engine chooses by, according to the status.
pub(super) fn by_status(trouble: Trouble) -> TenantError {
    match trouble.status {
        _ if trouble.code == Trouble::GATEWAY_ANSWER => TenantError::Unavailable(trouble),
        _ if trouble.code == SCOPE_NOT_GRANTED => TenantError::Denied(trouble),
        Some(404) => TenantError::NotFound(trouble),
        Some(401 | 403) => TenantError::Denied(trouble),
        Some(408 | 429) => TenantError::Unavailable(trouble),
        Some(400..=499) => TenantError::Rejected(trouble),
        _ => TenantError::Unavailable(trouble),
    }
}

/// Returns true if a call that changes nothing may succeed later (<https://learn.microsoft.com/graph/throttling>).
pub(super) fn is_passing(status: StatusCode) -> bool {
    matches!(status, StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_MANY_REQUESTS) || status.is_server_error()
}

/// Parses a body.
pub(super) fn read<T: DeserializeOwned>(call: &str, value: Value) -> Result<T, TenantError> {
    let unreadable = |error: serde_json::Error| unreadable(call, &error.to_string());
    serde_json::from_value(value).map_err(unreadable)
}

/// Returns the error for a body that is not what the API documents.
pub(super) fn unreadable(call: &str, message: &str) -> TenantError {
    TenantError::Unavailable(own_trouble(call, ANSWER_UNREADABLE, message))
}

/// Returns the error for an object without the properties that were asked for.
pub(super) fn hidden(call: &str, what: &str) -> TenantError {
    TenantError::Denied(Trouble { status: Some(200), ..own_trouble(call, PROPERTIES_HIDDEN, what) })
}

/// Returns true if the service refused a call because the tenant has no licence for it.
pub(super) fn lacks_licence(error: &TenantError) -> bool {
    let (TenantError::Denied(trouble) | TenantError::Rejected(trouble)) = error else { return false };
    known_failure::lacks_licence(trouble)
}

/// Returns the gap that this error leaves in an account.
pub(super) fn gap(topic: Topic, permission: &str, error: &TenantError) -> Gap {
    let trouble = error.trouble();
    let cause = match (error, trouble.status) {
        // The permission may well be there.
        _ if trouble.call == Trouble::APPLICATION_TOKEN => Cause::Unavailable,
        _ if lacks_licence(error) => Cause::NoLicence,
        (TenantError::Denied(_), _) if known_failure::is_unexplained(trouble) => Cause::PermissionOrLicence,
        (TenantError::Denied(_), _) => Cause::NoPermission,
        (_, Some(429)) => Cause::Throttled,
        _ => Cause::Unavailable,
    };
    let code = match trouble.status {
        Some(status) => format!("{status} {}", trouble.code),
        None => trouble.code.clone(),
    };
    Gap { topic, cause, permission: permission.to_owned(), code, request_id: trouble.request_id.clone() }
}

/// Returns the value, or the gap that the error leaves.
pub(super) fn reading<T>(topic: Topic, permission: &str, result: Result<T, TenantError>) -> Reading<T> {
    match result {
        Ok(value) => Reading::Read(value),
        Err(error) => Reading::Unread(gap(topic, permission, &error)),
    }
}

/// Returns at most this many characters of a text. Control characters become spaces: JSON writes each with six bytes.
pub(super) fn cut(text: &str, chars_max: usize) -> String {
    text.chars().take(chars_max).map(|one| if one.is_control() { ' ' } else { one }).collect()
}

/// <https://learn.microsoft.com/graph/errors>
#[derive(Default, Deserialize)]
struct GraphError {
    code: Option<String>,
    message: Option<String>,
    // Some services write it in lower case.
    #[serde(rename = "innerError", alias = "innererror")]
    inner_error: Option<InnerError>,
}

/// The error of another service, which Privileged Identity Management passes on as the text of its own.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct NestedError {
    error_code: String,
    message: String,
}

#[derive(Deserialize)]
struct InnerError {
    #[serde(rename = "request-id")]
    request_id: Option<String>,
}
