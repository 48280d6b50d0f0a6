//! Graph's answers and errors.

use axum::Json;
use axum::http::header::{CONTENT_TYPE, DATE, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use serde_json::{Map, Value, json};
use uuid::Uuid;

/// An answer without the ids of its call.
#[derive(Clone, Debug)]
pub(super) struct Reply {
    pub status: StatusCode,
    /// Whole seconds for `Retry-After`.
    pub retry_after: Option<u64>,
    pub body: Option<Value>,
}

/// The result of an operation.
pub(super) type GraphResult<T = Reply> = Result<T, Reply>;

/// The ids of a call in the answer's headers and in its error.
#[derive(Clone, Debug)]
pub(super) struct CallIds {
    pub request_id: String,
    pub client_request_id: String,
    pub at: Timestamp,
}

impl CallIds {
    /// Takes over the caller's id. Without one, `client-request-id` repeats Graph's own.
    pub(super) fn new(client_request_id: Option<&str>, at: Timestamp) -> Self {
        let request_id = Uuid::new_v4().to_string();
        let client_request_id = client_request_id.unwrap_or(&request_id).to_owned();
        Self { request_id, client_request_id, at }
    }
}

impl Reply {
    pub(super) fn ok(body: Value) -> Self {
        Self { status: StatusCode::OK, retry_after: None, body: Some(body) }
    }

    /// Returns 200 with one object. `context` is its metadata context, such as `users(id)`.
    pub(super) fn entity(address: &str, context: &str, properties: Value) -> Self {
        let mut body = json!({ "@odata.context": format!("{address}/v1.0/$metadata#{context}/$entity") });
        if let (Value::Object(body), Value::Object(properties)) = (&mut body, properties) {
            body.extend(properties);
        }
        Self::ok(body)
    }

    pub(super) fn no_content() -> Self {
        Self { status: StatusCode::NO_CONTENT, retry_after: None, body: None }
    }

    pub(super) fn error(status: StatusCode, code: &str, message: &str) -> Self {
        let body = json!({ "error": { "code": code, "message": message } });
        Self { status, retry_after: None, body: Some(body) }
    }

    /// Returns a 400 of the directory.
    pub(super) fn bad_request(message: &str) -> Self {
        Self::error(StatusCode::BAD_REQUEST, "Request_BadRequest", message)
    }

    /// Returns a 400 of the layer that parses query options, before any service is called.
    pub(super) fn odata(message: &str) -> Self {
        Self::error(StatusCode::BAD_REQUEST, "BadRequest", message)
    }

    /// Returns a 400 for a query that is well formed but not supported.
    pub(super) fn unsupported_query(message: &str) -> Self {
        Self::error(StatusCode::BAD_REQUEST, "Request_UnsupportedQuery", message)
    }

    pub(super) fn unknown_segment(segment: &str) -> Self {
        Self::bad_request(&format!("Resource not found for the segment '{segment}'."))
    }

    pub(super) fn wrong_method() -> Self {
        let message = "Specified HTTP method is not allowed for the request target.";
        Self::error(StatusCode::METHOD_NOT_ALLOWED, "Request_BadRequest", message)
    }

    pub(super) fn not_found(key: &str) -> Self {
        let message = format!(
            "Resource '{key}' does not exist or one of its queried reference-property objects are not present."
        );
        Self::error(StatusCode::NOT_FOUND, "Request_ResourceNotFound", &message)
    }

    pub(super) fn invalid_token(message: &str) -> Self {
        Self::error(StatusCode::UNAUTHORIZED, "InvalidAuthenticationToken", message)
    }

    pub(super) fn denied() -> Self {
        let message = "Insufficient privileges to complete the operation.";
        Self::error(StatusCode::FORBIDDEN, "Authorization_RequestDenied", message)
    }

    pub(super) fn report_permission_missing(permissions: &[&str]) -> Self {
        let message = format!("Calling principal does not have required MSGraph permissions {}", permissions.join(","));
        Self::error(StatusCode::FORBIDDEN, "Authentication_MSGraphPermissionMissing", &message)
    }

    pub(super) fn not_premium() -> Self {
        let message = "Neither tenant is B2C or tenant doesn't have premium license";
        Self::error(StatusCode::FORBIDDEN, "Authentication_RequestFromNonPremiumTenantOrB2CTenant", message)
    }

    /// Returns the answer to a call that meets a fault or a rate limit.
    pub(super) fn fault(status: StatusCode, retry_after: Option<u64>) -> Self {
        let (code, message) = match status.as_u16() {
            401 => ("InvalidAuthenticationToken", "Access token has expired or is not yet valid."),
            403 => ("Authorization_RequestDenied", "Insufficient privileges to complete the operation."),
            404 => ("Request_ResourceNotFound", "Resource does not exist."),
            429 => ("TooManyRequests", "Too many requests. Try again after the time that Retry-After gives."),
            503 => ("ServiceUnavailable", "The service is temporarily unavailable."),
            504 => ("GatewayTimeout", "The gateway timed out."),
            400..=499 => ("Request_BadRequest", "The request is not valid."),
            _ => ("InternalServerError", "An internal server error occurred."),
        };
        Self { retry_after, ..Self::error(status, code, message) }
    }

    /// Returns the answer with the ids of its call as `innerError` in its error.
    pub(super) fn identified(mut self, ids: &CallIds) -> Self {
        if let Some(error) = self.body.as_mut().and_then(|body| body.get_mut("error")) {
            error["innerError"] = json!({
                // Graph omits the zone here and means UTC.
                "date": ids.at.strftime("%Y-%m-%dT%H:%M:%S").to_string(),
                "request-id": ids.request_id,
                "client-request-id": ids.client_request_id,
            });
        }
        self
    }

    /// Returns the answer as HTTP.
    pub(super) fn into_response(self, ids: &CallIds) -> Response {
        let reply = self.identified(ids);
        let mut response = match reply.body {
            Some(body) => (reply.status, Json(body)).into_response(),
            None => reply.status.into_response(),
        };
        let headers = response.headers_mut();
        let mut set = |name: HeaderName, text: &str| {
            // The caller's id came from a header, so it is valid in one.
            headers.insert(name, HeaderValue::from_str(text).unwrap_or(HeaderValue::from_static("")));
        };
        set(HeaderName::from_static("request-id"), &ids.request_id);
        set(HeaderName::from_static("client-request-id"), &ids.client_request_id);
        set(DATE, &ids.at.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string());
        if let Some(seconds) = reply.retry_after {
            set(RETRY_AFTER, &seconds.to_string());
        }
        if reply.status == StatusCode::UNAUTHORIZED {
            let realm =
                r#"Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize""#;
            set(WWW_AUTHENTICATE, realm);
        }
        if reply.status.is_success() && headers.contains_key(CONTENT_TYPE) {
            let json =
                "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8";
            headers.insert(CONTENT_TYPE, HeaderValue::from_static(json));
        }
        response
    }

    /// Returns the answer as an item of `$batch`.
    pub(super) fn into_batch_item(self, id: &str, ids: &CallIds) -> Value {
        let reply = self.identified(ids);
        let mut headers = Map::new();
        if let Some(seconds) = reply.retry_after {
            headers.insert("Retry-After".to_owned(), seconds.to_string().into());
        }
        let mut item = json!({ "id": id, "status": reply.status.as_u16() });
        if let Some(body) = reply.body {
            headers.insert("Content-Type".to_owned(), "application/json".into());
            item["body"] = body;
        }
        item["headers"] = Value::Object(headers);
        item
    }
}

/// Returns the body that Graph sends with an injected status.
pub(super) fn graph_fault(status: StatusCode, retry_after: Option<u64>) -> Response {
    Reply::fault(status, retry_after).into_response(&CallIds::new(None, Timestamp::now()))
}
