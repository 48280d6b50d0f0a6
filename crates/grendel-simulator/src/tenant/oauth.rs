//! Entra's token endpoints, for the application itself and for people who sign in to it.
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
use serde_json::{Value, json};
use uuid::Uuid;

use super::query::decoded;
use super::state::{AccessToken, State};
use super::{ApplicationState, ObservedCall, Tenant};

pub(super) mod authorize;
mod browser;
pub(super) mod device;
mod id_token;
pub(super) mod page;
mod redeem;

/// The lifetime that Entra states; real tokens live 60 to 90 minutes.
const TOKEN_LIFETIME_SECONDS: i64 = 3599;
/// The audience of Exchange in every tenant. A token for it opens nothing here.
const EXCHANGE_AUDIENCE: &str = "https://outlook.office365.com";
const DEVICE_CODE_GRANT: &str = "urn:ietf:params:oauth:grant-type:device_code";

/// One of Entra's errors.
#[derive(Debug)]
pub(super) struct OauthError {
    status: StatusCode,
    error: &'static str,
    code: u32,
    description: String,
}

/// The result of an endpoint.
type OauthResult<T = Value> = Result<T, OauthError>;

/// The fields of a form body.
pub(super) struct FormFields(HashMap<String, String>);

impl FormFields {
    fn of(headers: &HeaderMap, body: &str) -> Self {
        let kind = headers.get("content-type").and_then(|value| value.to_str().ok()).unwrap_or_default();
        let form_encoded = kind.starts_with("application/x-www-form-urlencoded");
        Self::read(if form_encoded { body } else { "" })
    }

    /// Parses a query.
    fn read(text: &str) -> Self {
        let pairs = text.split('&').filter_map(|pair| pair.split_once('='));
        Self(pairs.map(|(name, text)| (decoded(name), decoded(text))).collect())
    }

    /// Returns a field; an empty one counts as missing.
    fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str).filter(|text| !text.is_empty())
    }

    fn required(&self, name: &str) -> OauthResult<&str> {
        self.get(name).ok_or_else(|| {
            let text = format!("The request body must contain the following parameter: '{name}'.");
            oauth_error(StatusCode::BAD_REQUEST, "invalid_request", 900_144, text)
        })
    }
}

/// Answers `/{tenant}/oauth2/v2.0/token`.
pub(super) async fn token(
    Shared(tenant): Shared<Arc<Tenant>>,
    Path(name): Path<String>,
    method: Method,
    headers: HeaderMap,
    body: String,
) -> Response {
    let answer = |form: &FormFields, now| {
        let mut state = tenant.state();
        known_tenant(&state, &name)?;
        match form.required("grant_type")? {
            "client_credentials" => application_token(&mut state, &tenant, form, now),
            "authorization_code" => redeem::code(&mut state, &tenant.address, form, now),
            DEVICE_CODE_GRANT => device::poll(&mut state, &tenant.address, form, now),
            grant => {
                let text = format!("The app requested an unsupported grant type '{grant}'.");
                Err(oauth_error(StatusCode::BAD_REQUEST, "unsupported_grant_type", 70_003, text))
            }
        }
    };
    post_only(&tenant, &format!("/{name}/oauth2/v2.0/token"), &method, &headers, &body, answer)
}

/// Answers `/{tenant}/oauth2/v2.0/devicecode`.
pub(super) async fn device_code(
    Shared(tenant): Shared<Arc<Tenant>>,
    Path(name): Path<String>,
    method: Method,
    headers: HeaderMap,
    body: String,
) -> Response {
    let answer = |form: &FormFields, now| {
        let mut state = tenant.state();
        known_tenant(&state, &name)?;
        device::begin(&mut state, &tenant.address, form, now)
    };
    post_only(&tenant, &format!("/{name}/oauth2/v2.0/devicecode"), &method, &headers, &body, answer)
}

fn post_only(
    tenant: &Tenant,
    path: &str,
    method: &Method,
    headers: &HeaderMap,
    body: &str,
    answer: impl FnOnce(&FormFields, Timestamp) -> OauthResult,
) -> Response {
    let now = tenant.clock.now();
    let correlation_id = headers.get("client-request-id").and_then(|value| value.to_str().ok());
    let answer = if method == Method::POST {
        answer(&FormFields::of(headers, body), now)
    } else {
        let text = "Endpoint only accepts POST requests.".to_owned();
        Err(oauth_error(StatusCode::METHOD_NOT_ALLOWED, "invalid_request", 900_561, text))
    };
    let response = match answer {
        Ok(body) => Json(body).into_response(),
        Err(error) => error.into_response(correlation_id, now),
    };
    tenant.observe(ObservedCall {
        at: now,
        method: method.to_string(),
        path: path.to_owned(),
        status: response.status().as_u16(),
        client_request_id: correlation_id.map(str::to_owned),
        batched: false,
    });
    response
}

fn application_token(state: &mut State, tenant: &Tenant, form: &FormFields, now: Timestamp) -> OauthResult {
    let client = form.required("client_id")?;
    let scope = form.required("scope")?;
    known_client(state, client)?;
    right_secret(state, form)?;
    if !client.eq_ignore_ascii_case(&state.settings.client_id) {
        // It has no application permissions, so nothing is lost by refusing it here already.
        let text = format!("Application '{client}' is not assigned to a role for the application '{scope}'.");
        return Err(bad_request("invalid_grant", 501_051, &text));
    }
    may_sign_in(state, client)?;
    let audience = audience(scope, tenant, &state.settings.organisation)?;
    let token = new_token(state, audience, None, now);
    Ok(json!({
        "token_type": "Bearer",
        "expires_in": TOKEN_LIFETIME_SECONDS,
        "ext_expires_in": TOKEN_LIFETIME_SECONDS,
        "access_token": token,
    }))
}

/// Issues a token. `person` is the person for whom it acts.
fn new_token(state: &mut State, audience: String, person: Option<Delegation>, now: Timestamp) -> String {
    // A token for a person is opaque to clients; only this simulator knows its audience.
    let value = match person {
        Some(_) => format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple()),
        None => application_token_text(state, &audience, now),
    };
    let expires = now + SignedDuration::from_secs(TOKEN_LIFETIME_SECONDS);
    state.tokens.push(AccessToken { value: value.clone(), audience, expires, revoked: false, person });
    state.calls.tokens_issued += 1;
    value
}

/// Returns the text of a token for the application itself, with a random signature
/// (<https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference>).
fn application_token_text(state: &State, audience: &str, now: Timestamp) -> String {
    let settings = &state.settings;
    let claims = json!({
        "aud": audience,
        "appid": settings.client_id,
        "exp": (now + SignedDuration::from_secs(TOKEN_LIFETIME_SECONDS)).as_second(),
        "idtyp": "app",
        "oid": settings.service_principal_id,
        "roles": settings.permissions,
        "tid": settings.tenant_id,
        "ver": "1.0",
    });
    id_token::signed(&claims)
}

/// The person for whom a token acts, and its scopes.
#[derive(Clone, Debug)]
pub(super) struct Delegation {
    pub object_id: String,
    /// The scopes, such as `User.Read`.
    pub scopes: Vec<String>,
}

fn known_tenant(state: &State, name: &str) -> OauthResult<()> {
    if name.eq_ignore_ascii_case(&state.settings.tenant_id) {
        return Ok(());
    }
    let text = format!(
        "Tenant '{name}' not found. Check to make sure you have the correct tenant ID and are signing into the correct \
         cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for \
         the tenant."
    );
    Err(oauth_error(StatusCode::BAD_REQUEST, "invalid_request", 90_002, text))
}

fn known_client(state: &State, client: &str) -> OauthResult<()> {
    let is_known = |id: &str| client.eq_ignore_ascii_case(id);
    if is_known(&state.settings.client_id) || state.settings.sign_in_app.iter().any(|app| is_known(&app.client_id)) {
        return Ok(());
    }
    let text = format!(
        "Application with identifier '{client}' was not found in the directory '{}'. This can happen if the application \
         has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may \
         have sent your authentication request to the wrong tenant.",
        state.settings.organisation
    );
    Err(oauth_error(StatusCode::BAD_REQUEST, "unauthorized_client", 700_016, text))
}

fn right_secret(state: &State, form: &FormFields) -> OauthResult<()> {
    let secret = form.get("client_secret").ok_or_else(|| {
        let text = "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.";
        oauth_error(StatusCode::UNAUTHORIZED, "invalid_client", 7_000_218, text.to_owned())
    })?;
    let client = form.get("client_id").unwrap_or_default();
    let app = state.settings.sign_in_app.as_ref().filter(|app| client.eq_ignore_ascii_case(&app.client_id));
    if *secret == *app.map_or(&state.settings.client_secret, |app| &app.client_secret) {
        return Ok(());
    }
    let text = format!(
        "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not \
         the client secret ID, for a secret added to app '{client}'."
    );
    Err(oauth_error(StatusCode::UNAUTHORIZED, "invalid_client", 7_000_215, text))
}

/// Refuses the application in every state but that in which it gets tokens, as recorded answers do.
fn may_sign_in(state: &State, client: &str) -> OauthResult<()> {
    match state.settings.application_state {
        ApplicationState::Enabled => Ok(()),
        ApplicationState::SecretExpired => {
            let text = format!(
                "The provided client secret keys for app '{client}' are expired. Visit the Azure portal to create new \
                 keys for your app: https://aka.ms/NewClientSecret, or consider using certificate credentials for \
                 added security: https://aka.ms/certCreds."
            );
            Err(oauth_error(StatusCode::UNAUTHORIZED, "invalid_client", 7_000_222, text))
        }
        ApplicationState::Disabled => {
            let text = format!("Application '{client}'({}) is disabled.", state.settings.application_name);
            Err(bad_request("unauthorized_client", 7_000_112, &text))
        }
        ApplicationState::Blocked => {
            let text = "Access has been blocked by Conditional Access policies. The access policy does not allow token \
                        issuance.";
            Err(bad_request("invalid_grant", 53_003, text))
        }
    }
}

fn audience(scope: &str, tenant: &Tenant, organisation: &str) -> OauthResult<String> {
    let Some(resource) = scope.strip_suffix("/.default") else {
        let text = format!(
            "The provided value for scope {scope} is not valid. Client credential flows must have a scope \
                            value with /.default suffixed to the resource identifier (application ID URI)."
        );
        return Err(oauth_error(StatusCode::BAD_REQUEST, "invalid_scope", 1_002_012, text));
    };
    if [tenant.address.as_str(), &tenant.exchange_address, EXCHANGE_AUDIENCE].contains(&resource) {
        return Ok(resource.to_owned());
    }
    let text = format!("The resource principal named {resource} was not found in the tenant named {organisation}.");
    Err(oauth_error(StatusCode::BAD_REQUEST, "invalid_resource", 500_011, text))
}

fn oauth_error(status: StatusCode, error: &'static str, code: u32, description: String) -> OauthError {
    OauthError { status, error, code, description }
}

/// Returns an error with status 400, as most are.
fn bad_request(error: &'static str, code: u32, description: &str) -> OauthError {
    oauth_error(StatusCode::BAD_REQUEST, error, code, description.to_owned())
}

impl OauthError {
    /// Returns the text, such as `AADSTS50057: The user account is disabled.`
    fn text(&self) -> String {
        format!("AADSTS{}: {}", self.code, self.description)
    }

    fn into_response(self, correlation_id: Option<&str>, now: Timestamp) -> Response {
        let trace_id = Uuid::new_v4().to_string();
        let correlation_id = correlation_id.unwrap_or(&trace_id);
        let timestamp = now.strftime("%Y-%m-%d %H:%M:%SZ").to_string();
        let body = json!({
            "error": self.error,
            "error_description": format!(
                "{} Trace ID: {trace_id} Correlation ID: {correlation_id} Timestamp: {timestamp}",
                self.text()
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

/// Returns the body that Entra sends with an injected status.
pub(super) fn token_fault(status: StatusCode, retry_after: Option<u64>) -> Response {
    let text = "The service is temporarily unavailable. Please retry later.".to_owned();
    let error = oauth_error(status, "temporarily_unavailable", 90_033, text);
    let mut response = error.into_response(None, Timestamp::now());
    if let Some(seconds) = retry_after {
        response.headers_mut().insert("retry-after", seconds.into());
    }
    response
}
