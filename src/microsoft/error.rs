//! What went wrong, in the words of the ports: Graph's error bodies, and our own codes where no answer came.

use reqwest::StatusCode;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::http::ApiResponse;
use crate::domain::Trouble;
use crate::domain::reading::{Cause, Gap, Reading, Topic};
use crate::ports::TenantError;

/// The budget had no call or no patience left.
pub(super) const BUDGET_SPENT: &str = "budget_spent";
/// No connection came about, so nothing was sent.
pub(super) const CONNECT_FAILED: &str = "connect_failed";
/// No answer came in time.
pub(super) const TIMED_OUT: &str = "timed_out";
/// The connection broke before the answer was there.
pub(super) const CONNECTION_LOST: &str = "connection_lost";
/// The request could not be written down, so nothing was sent.
pub(super) const REQUEST_INVALID: &str = "request_invalid";
/// There was an answer, too long or not of the shape that is promised.
pub(super) const ANSWER_UNREADABLE: &str = "answer_unreadable";
/// A batch was answered, and this part of it was not.
pub(super) const PART_UNANSWERED: &str = "part_unanswered";
/// There are more pages than we read.
pub(super) const TOO_MANY_PAGES: &str = "too_many_pages";
/// There are more administrative units than we ask about.
pub(super) const TOO_MANY_UNITS: &str = "too_many_units";
/// The object is there, and its properties are not: what Graph answers to an application that may see ids only.
/// <https://learn.microsoft.com/graph/permissions-overview#limited-information-returned-for-inaccessible-member-objects>
pub(super) const PROPERTIES_HIDDEN: &str = "properties_hidden";

/// Whoever signed in is not who they must be, or cannot be told to be.
pub(super) const IDENTITY_MISMATCH: &str = "identity_mismatch";

/// An error that has no code of its own.
const NO_CODE: &str = "no_code";
/// The most that is kept of a code or an id; the longest code that Graph documents has 49 characters.
const CODE_CHARS_MAX: usize = 80;
/// The code for a report that needs a licence (<https://learn.microsoft.com/graph/api/signin-list>).
const NO_LICENCE: &str = "Authentication_RequestFromNonPremiumTenantOrB2CTenant";

/// A trouble of our own, where no answer came or none that can be read.
pub(super) fn own_trouble(call: &str, code: &str, message: &str) -> Trouble {
    Trouble {
        call: call.to_owned(),
        status: None,
        code: code.to_owned(),
        message: cut(message, Trouble::MESSAGE_CHARS_MAX),
        request_id: None,
    }
}

/// A trouble made of codes and words from outside.
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
    }
}

/// What Graph says in this answer; the body may be empty or no JSON.
pub(super) fn graph_trouble(call: &str, answered: &ApiResponse) -> Trouble {
    let body = answered.body.as_deref().and_then(|body| serde_json::from_slice(body).ok());
    inner_trouble(call, answered.status, body.as_ref(), answered.request_id.as_deref())
}

/// The same for an answer inside a batch, where `request_id` is the one of the batch.
pub(super) fn inner_trouble(call: &str, status: StatusCode, body: Option<&Value>, request_id: Option<&str>) -> Trouble {
    let error = body.and_then(|body| GraphError::deserialize(body.get("error")?).ok()).unwrap_or_default();
    let own_id = error.inner_error.and_then(|inner| inner.request_id);
    let (code, message) = (error.code.filter(|code| !code.is_empty()), error.message.unwrap_or_default());
    vendor_trouble(call, status, code.as_deref(), &message, own_id.as_deref().or(request_id))
}

/// The choice that this trouble leaves to whoever called, by its status.
pub(super) fn by_status(trouble: Trouble) -> TenantError {
    match trouble.status {
        Some(404) => TenantError::NotFound(trouble),
        Some(401 | 403) => TenantError::Denied(trouble),
        Some(408 | 429) => TenantError::Unavailable(trouble),
        Some(400..=499) => TenantError::Rejected(trouble),
        _ => TenantError::Unavailable(trouble),
    }
}

/// Whether asking again later may help with a call that changes nothing.
/// <https://learn.microsoft.com/graph/throttling>
pub(super) fn is_passing(status: StatusCode) -> bool {
    matches!(status, StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_MANY_REQUESTS) || status.is_server_error()
}

/// The answer as this type.
pub(super) fn read<T: DeserializeOwned>(call: &str, value: Value) -> Result<T, TenantError> {
    let unreadable = |error: serde_json::Error| unreadable(call, &error.to_string());
    serde_json::from_value(value).map_err(unreadable)
}

/// There was an answer, and it is not what is promised.
pub(super) fn unreadable(call: &str, message: &str) -> TenantError {
    TenantError::Unavailable(own_trouble(call, ANSWER_UNREADABLE, message))
}

/// The object came without the properties that were asked for.
pub(super) fn hidden(call: &str, what: &str) -> TenantError {
    TenantError::Denied(Trouble { status: Some(200), ..own_trouble(call, PROPERTIES_HIDDEN, what) })
}

/// What is not known because of this error.
pub(super) fn gap(topic: Topic, permission: &str, error: &TenantError) -> Gap {
    let trouble = error.trouble();
    let cause = match (error, trouble.status) {
        (TenantError::Denied(_), _) if trouble.code == NO_LICENCE => Cause::NoLicence,
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

/// What was read, or what is not known because of the error.
pub(super) fn reading<T>(topic: Topic, permission: &str, result: Result<T, TenantError>) -> Reading<T> {
    match result {
        Ok(value) => Reading::Read(value),
        Err(error) => Reading::Unread(gap(topic, permission, &error)),
    }
}

/// At most so many characters of a text.
pub(super) fn cut(text: &str, chars_max: usize) -> String {
    text.chars().take(chars_max).collect()
}

/// <https://learn.microsoft.com/graph/errors>
#[derive(Default, Deserialize)]
struct GraphError {
    code: Option<String>,
    message: Option<String>,
    // Some services write it in small letters.
    #[serde(rename = "innerError", alias = "innererror")]
    inner_error: Option<InnerError>,
}

#[derive(Deserialize)]
struct InnerError {
    #[serde(rename = "request-id")]
    request_id: Option<String>,
}
