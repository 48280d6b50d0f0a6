//! The token endpoint: client credentials with a secret.
//!
//! <https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow>, errors as in
//! <https://learn.microsoft.com/entra/identity-platform/reference-error-codes>.

use std::collections::HashMap;
use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State as Shared};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use uuid::Uuid;

use super::query::decoded;
use super::state::Token;
use super::{ObservedCall, Tenant};

/// What Entra says; real tokens live 60 to 90 minutes.
const TOKEN_LIFETIME_SECONDS: i64 = 3599;
const EXCHANGE_AUDIENCE: &str = "https://outlook.office365.com";

/// One of Entra's refusals.
struct Refusal {
    status: StatusCode,
    error: &'static str,
    code: u32,
    description: String,
}

/// Answers `/{tenant}/oauth2/v2.0/token`.
pub(super) async fn token(
    Shared(tenant): Shared<Arc<Tenant>>,
    Path(name): Path<String>,
    method: Method,
    headers: HeaderMap,
    body: String,
) -> Response {
    let now = tenant.clock.now();
    let correlation_id = headers.get("client-request-id").and_then(|value| value.to_str().ok());
    let answer = if method == Method::POST {
        issue(&tenant, &name, &headers, &body, now)
    } else {
        let description = "Endpoint only accepts POST requests.".to_owned();
        Err(Refusal { status: StatusCode::METHOD_NOT_ALLOWED, error: "invalid_request", code: 900_561, description })
    };
    let response = match answer {
        Ok(token) => Json(json!({
            "token_type": "Bearer",
            "expires_in": TOKEN_LIFETIME_SECONDS,
            "ext_expires_in": TOKEN_LIFETIME_SECONDS,
            "access_token": token,
        }))
        .into_response(),
        Err(refusal) => refusal.into_response(correlation_id, now),
    };
    tenant.observe(ObservedCall {
        at: now,
        method: method.to_string(),
        path: format!("/{name}/oauth2/v2.0/token"),
        status: response.status().as_u16(),
        client_request_id: correlation_id.map(str::to_owned),
        batched: false,
    });
    response
}

fn issue(tenant: &Tenant, name: &str, headers: &HeaderMap, body: &str, now: Timestamp) -> Result<String, Refusal> {
    let form: HashMap<String, String> = body
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, text)| (decoded(name), decoded(text)))
        .collect();
    let kind = headers.get("content-type").and_then(|value| value.to_str().ok()).unwrap_or_default();
    let form_encoded = kind.starts_with("application/x-www-form-urlencoded");
    let field = |name: &str| form.get(name).filter(|text| form_encoded && !text.is_empty());
    let missing = |name: &str| {
        let text = format!("The request body must contain the following parameter: '{name}'.");
        refusal(StatusCode::BAD_REQUEST, "invalid_request", 900_144, text)
    };
    let mut state = tenant.state();
    if !name.eq_ignore_ascii_case(&state.settings.tenant_id) {
        let text = format!(
            "Tenant '{name}' not found. Check to make sure you have the correct tenant ID and are signing into the \
             correct cloud. Check with your subscription administrator, this may happen if there are no active \
             subscriptions for the tenant."
        );
        return Err(refusal(StatusCode::BAD_REQUEST, "invalid_request", 90_002, text));
    }
    let grant = field("grant_type").ok_or_else(|| missing("grant_type"))?;
    if grant != "client_credentials" {
        let text = format!("The app requested an unsupported grant type '{grant}'.");
        return Err(refusal(StatusCode::BAD_REQUEST, "unsupported_grant_type", 70_003, text));
    }
    let client = field("client_id").ok_or_else(|| missing("client_id"))?;
    let scope = field("scope").ok_or_else(|| missing("scope"))?;
    if !client.eq_ignore_ascii_case(&state.settings.client_id) {
        let text = format!(
            "Application with identifier '{client}' was not found in the directory '{}'. This can happen if the \
             application has not been installed by the administrator of the tenant or consented to by any user in the \
             tenant. You may have sent your authentication request to the wrong tenant.",
            state.settings.organisation
        );
        return Err(refusal(StatusCode::BAD_REQUEST, "unauthorized_client", 700_016, text));
    }
    let secret = field("client_secret").ok_or_else(|| {
        let text = "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.";
        refusal(StatusCode::UNAUTHORIZED, "invalid_client", 7_000_218, text.to_owned())
    })?;
    if *secret != state.settings.client_secret {
        let text = format!(
            "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, \
             not the client secret ID, for a secret added to app '{client}'."
        );
        return Err(refusal(StatusCode::UNAUTHORIZED, "invalid_client", 7_000_215, text));
    }
    let audience = audience(scope, &tenant.address, &state.settings.organisation)?;
    // Opaque to clients; only this simulator knows which service it opens.
    let value = format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple());
    let expires = now + SignedDuration::from_secs(TOKEN_LIFETIME_SECONDS);
    state.tokens.push(Token { value: value.clone(), audience, expires, revoked: false });
    state.calls.tokens_issued += 1;
    Ok(value)
}

fn audience(scope: &str, graph: &str, organisation: &str) -> Result<String, Refusal> {
    let Some(resource) = scope.strip_suffix("/.default") else {
        let text = format!(
            "The provided value for scope {scope} is not valid. Client credential flows must have a scope \
                            value with /.default suffixed to the resource identifier (application ID URI)."
        );
        return Err(refusal(StatusCode::BAD_REQUEST, "invalid_scope", 1_002_012, text));
    };
    if [graph, EXCHANGE_AUDIENCE].contains(&resource) {
        return Ok(resource.to_owned());
    }
    let text = format!("The resource principal named {resource} was not found in the tenant named {organisation}.");
    Err(refusal(StatusCode::BAD_REQUEST, "invalid_resource", 500_011, text))
}

fn refusal(status: StatusCode, error: &'static str, code: u32, description: String) -> Refusal {
    Refusal { status, error, code, description }
}

impl Refusal {
    fn into_response(self, correlation_id: Option<&str>, now: Timestamp) -> Response {
        let trace_id = Uuid::new_v4().to_string();
        let correlation_id = correlation_id.unwrap_or(&trace_id);
        let timestamp = now.strftime("%Y-%m-%d %H:%M:%SZ").to_string();
        let body = json!({
            "error": self.error,
            "error_description": format!(
                "AADSTS{}: {} Trace ID: {trace_id} Correlation ID: {correlation_id} Timestamp: {timestamp}",
                self.code, self.description
            ),
            "error_codes": [self.code],
            "timestamp": timestamp,
            "trace_id": trace_id,
            "correlation_id": correlation_id,
            "error_uri": format!("https://login.microsoftonline.com/error?code={}", self.code),
        });
        (self.status, Json(body)).into_response()
    }
}

/// The body that Entra sends with a status that a story asked for.
pub(super) fn token_trouble(status: StatusCode, retry_after: Option<u64>) -> Response {
    let text = "The service is temporarily unavailable. Please retry later.".to_owned();
    let refusal = refusal(status, "temporarily_unavailable", 90_033, text);
    let mut response = refusal.into_response(None, Timestamp::now());
    if let Some(seconds) = retry_after {
        response.headers_mut().insert("retry-after", seconds.into());
    }
    response
}
