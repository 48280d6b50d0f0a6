//! Sign-ins that prove which account a person has, by authorization code with PKCE
//! (<https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow>) or by a code that is typed on
//! another device (<https://learn.microsoft.com/entra/identity-platform/v2-oauth2-device-code>).
//!
//! The forms are sent without the `oauth2` crate: a code works once, so it must be redeemed once, and the errors of a
//! library may repeat the body. Of a refusal only Microsoft's codes are kept, because its words can repeat what was
//! sent.

use std::time::Duration;

use oauth2::{CsrfToken, PkceCodeChallenge};
use reqwest::header::CONTENT_TYPE;
use serde::Deserialize;

use super::address::query;
use super::bounds::UPN_CHARS_MAX;
use super::error::{self, IDENTITY_MISMATCH, cut};
use super::graph::{Graph, Query};
use super::http::{ApiResponse, HttpClient, SendError, new_request_id};
use super::id_token::{self, ExpectedClaims, IdTokenError};
use super::{MicrosoftSettings, token};
use crate::clock::Clock;
use crate::domain::{ObjectId, Trouble};
use crate::ports::{AuthorizationRequest, Budget, CONTEXT_MISSING, DeviceAuthorization, Identity, TenantError};
use crate::secret::{self, Secret};

/// The names of the calls in errors and in the log.
const TOKEN: &str = "POST /{tenant}/oauth2/v2.0/token";
const DEVICE_CODE: &str = "POST /{tenant}/oauth2/v2.0/devicecode";
const ME: &str = "GET /me";

/// The media type of the forms.
const FORM: &str = "application/x-www-form-urlencoded";
/// The grant type of a device that polls for its token.
const DEVICE_GRANT: &str = "urn:ietf:params:oauth:grant-type:device_code";
/// The pause between polls if Microsoft names none, and what `slow_down` adds to it
/// (<https://www.rfc-editor.org/rfc/rfc8628#section-3.5>).
const POLL_PAUSE: Duration = Duration::from_secs(5);
/// The shortest and the longest pause between polls.
const POLL_PAUSE_MIN: Duration = Duration::from_secs(1);
const POLL_PAUSE_MAX: Duration = Duration::from_secs(60);
/// The longest time that a device code is polled for; Microsoft's are valid for 15 minutes.
const DEVICE_CODE_TTL_MAX: Duration = Duration::from_secs(1800);
/// The calls, and the pauses between tries, that may be spent on reading the account of a device sign-in.
const IDENTITY_CALLS_MAX: u32 = 4;
const IDENTITY_PAUSES_MAX: Duration = Duration::from_secs(20);

/// The sign-ins of one tenant.
pub(super) struct SignInFlows {
    http: HttpClient,
    clock: Clock,
    /// The URL of the tenant's OAuth endpoints, without a slash at its end.
    authority: String,
    /// `None` if the tenant is configured by a domain: then the `tid` of a token cannot be checked, and no sign-in
    /// succeeds.
    tenant: Option<ObjectId>,
    client_id: String,
    client_secret: Secret,
    /// The authentication context that every sign-in must satisfy.
    context: Option<String>,
    /// `profile` adds the `oid` claim; `User.Read` allows `GET /me`.
    scope: String,
}

impl SignInFlows {
    /// `login` and `graph` are addresses without a slash at their ends.
    pub(super) fn new(http: HttpClient, login: &str, graph: &str, settings: &MicrosoftSettings) -> Self {
        Self {
            http,
            clock: settings.clock.clone(),
            authority: format!("{login}/{}/oauth2/v2.0", settings.tenant_id),
            tenant: ObjectId::parse(&settings.tenant_id),
            client_id: settings.sign_in_client_id.clone(),
            client_secret: settings.sign_in_client_secret.clone(),
            context: settings.authentication_context.clone(),
            scope: format!("openid profile {graph}/User.Read"),
        }
    }

    /// Begins a sign-in by authorization code; see [`Tenant::begin_sign_in`](crate::ports::Tenant::begin_sign_in).
    pub(super) fn begin(&self, redirect_uri: &str, reauthenticate: bool) -> AuthorizationRequest {
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let (state, nonce) = (CsrfToken::new_random(), CsrfToken::new_random());
        let claims = self.context.as_deref().map(claims_request);
        let mut options: Vec<(&str, &str)> = vec![
            ("client_id", &self.client_id),
            ("response_type", "code"),
            ("redirect_uri", redirect_uri),
            ("scope", &self.scope),
            ("state", state.secret()),
            ("nonce", nonce.secret()),
            ("code_challenge", challenge.as_str()),
            ("code_challenge_method", challenge.method().as_str()),
            ("prompt", if reauthenticate { "login" } else { "select_account" }),
        ];
        options.extend(claims.as_deref().map(|claims| ("claims", claims)));
        let options = query(&options);
        AuthorizationRequest {
            url: format!("{}/authorize{options}", self.authority),
            redirect_uri: redirect_uri.to_owned(),
            state: Secret::new(state.into_secret()),
            code_verifier: Secret::new(verifier.into_secret()),
            nonce: Secret::new(nonce.into_secret()),
        }
    }

    /// Redeems the code of a sign-in, once, and reads the account.
    pub(super) async fn finish(
        &self,
        graph: &Graph,
        request: &AuthorizationRequest,
        code: &Secret,
        budget: &Budget,
    ) -> Result<Identity, TenantError> {
        let tenant = self.tenant()?;
        let form = [
            ("grant_type", "authorization_code"),
            ("client_id", &self.client_id),
            ("client_secret", self.client_secret.reveal()),
            ("code", code.reveal()),
            ("redirect_uri", &request.redirect_uri),
            ("code_verifier", request.code_verifier.reveal()),
        ];
        let response = self.post(TOKEN, "token", &form, budget).await.map_err(no_response)?;
        let tokens = read(TOKEN, &response)?;
        self.identity(graph, tenant, tokens, Some(&request.nonce), budget).await
    }

    /// Begins a sign-in by device code.
    pub(super) async fn begin_on_device(&self, budget: &Budget) -> Result<DeviceAuthorization, TenantError> {
        self.tenant()?;
        let form = [("client_id", self.client_id.as_str()), ("scope", &self.scope)];
        let response = self.post(DEVICE_CODE, "devicecode", &form, budget).await.map_err(no_response)?;
        let device: DeviceAuthorizationResponse = read(DEVICE_CODE, &response)?;
        Ok(DeviceAuthorization {
            verification_uri: device.verification_uri,
            user_code: Secret::new(device.user_code),
            device_code: Secret::new(device.device_code),
            interval: device.interval.map_or(POLL_PAUSE, Duration::from_secs).clamp(POLL_PAUSE_MIN, POLL_PAUSE_MAX),
            expires_in: Duration::from_secs(device.expires_in).min(DEVICE_CODE_TTL_MAX),
        })
    }

    /// Polls until the code was typed, and reads the account; `None` if the sign-in was declined or the code has
    /// expired.
    pub(super) async fn finish_on_device(
        &self,
        graph: &Graph,
        authorization: &DeviceAuthorization,
    ) -> Result<Option<Identity>, TenantError> {
        let tenant = self.tenant()?;
        let form = [
            ("grant_type", DEVICE_GRANT),
            ("client_id", &self.client_id),
            ("device_code", authorization.device_code.reveal()),
        ];
        let (started, ttl) = (self.clock.now(), authorization.expires_in.min(DEVICE_CODE_TTL_MAX));
        let mut pause = authorization.interval;
        loop {
            let elapsed = Duration::try_from(self.clock.now().duration_since(started)).unwrap_or_default();
            if elapsed + pause >= ttl {
                return Ok(None);
            }
            self.clock.sleep(pause).await;
            match self.post(TOKEN, "token", &form, &Budget::new(1, Duration::ZERO)).await {
                Ok(response) if response.status.is_success() => {
                    let tokens = read(TOKEN, &response)?;
                    let budget = Budget::new(IDENTITY_CALLS_MAX, IDENTITY_PAUSES_MAX);
                    // This flow has no place for a nonce.
                    return self.identity(graph, tenant, tokens, None, &budget).await.map(Some);
                }
                Ok(response) => match token::oauth_error(&response).error.as_deref() {
                    Some("authorization_pending") => {}
                    Some("slow_down") => pause = (pause + POLL_PAUSE).min(POLL_PAUSE_MAX),
                    Some("authorization_declined" | "access_denied" | "expired_token") => return Ok(None),
                    _ if error::is_passing(response.status) => pause = pause.max(response.retry_after.unwrap_or(pause)),
                    _ => return Err(refused(TOKEN, &response)),
                },
                // To poll again changes nothing, and the code expires.
                Err(_) => {}
            }
        }
    }

    /// Returns the account that these tokens are for: read from Graph, and compared with the claims of the identity
    /// token. The tokens are dropped afterwards.
    async fn identity(
        &self,
        graph: &Graph,
        tenant: &ObjectId,
        tokens: GrantedTokens,
        nonce: Option<&Secret>,
        budget: &Budget,
    ) -> Result<Identity, TenantError> {
        let (access_token, id_token) = (Secret::new(tokens.access_token), Secret::new(tokens.id_token));
        let query = Query::get(ME, format!("/me{}", query(&[("$select", "id,userPrincipalName")])));
        let me: SignedInUser = graph.get_as(&query, &access_token, budget).await?;
        let now = self.clock.now();
        let context = self.context.as_deref();
        let expected = ExpectedClaims { client_id: &self.client_id, tenant, object_id: &me.id, nonce, now, context };
        let signed_in_at = id_token::signed_in_at(&id_token, &expected).map_err(|error| match error {
            IdTokenError::Mismatch(what) => mismatch(what),
            IdTokenError::ContextMissing(context) => {
                TenantError::Denied(error::own_trouble(TOKEN, CONTEXT_MISSING, &context))
            }
        })?;
        Ok(Identity { object_id: me.id, upn: cut(&me.user_principal_name, UPN_CHARS_MAX), signed_in_at })
    }

    fn tenant(&self) -> Result<&ObjectId, TenantError> {
        self.tenant.as_ref().ok_or_else(|| mismatch("the tenant is named by a domain, not by its GUID"))
    }

    /// Sends a form once.
    async fn post(
        &self,
        call: &str,
        endpoint: &str,
        form: &[(&str, &str)],
        budget: &Budget,
    ) -> Result<ApiResponse, SendError> {
        // The form has the client secret and the code, so it is wiped once it was sent.
        let form = secret::text_body(form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish());
        let request = self.http.client().post(format!("{}/{endpoint}", self.authority));
        let request = request.header(CONTENT_TYPE, FORM).body(form);
        self.http.send(call, &new_request_id(), request, budget).await
    }
}

/// Returns the `claims` parameter that asks for an authentication context in the ID token
/// (<https://learn.microsoft.com/entra/identity-platform/developer-guide-conditional-access-authentication-context>,
/// <https://openid.net/specs/openid-connect-core-1_0.html#ClaimsParameter>). `amr` is not asked for: v2.0 tokens have none.
fn claims_request(context: &str) -> String {
    serde_json::json!({ "id_token": { "acrs": { "essential": true, "value": context } } }).to_string()
}

/// Parses the body of a success. Errors do not repeat any of it.
fn read<'a, T: Deserialize<'a>>(call: &str, response: &'a ApiResponse) -> Result<T, TenantError> {
    if !response.status.is_success() {
        return Err(refused(call, response));
    }
    let body = response.body.as_deref().unwrap_or_default();
    serde_json::from_slice(body).map_err(|_| error::unreadable(call, "the answer lacks what was asked for"))
}

/// Returns the error for a refusal: `Denied`, unless it may pass or a gateway made it.
fn refused(call: &str, response: &ApiResponse) -> TenantError {
    let trouble = Trouble { message: String::new(), ..token::trouble(call, response) };
    let is_gateways = trouble.code == Trouble::GATEWAY_ANSWER;
    if response.status.is_client_error() && !error::is_passing(response.status) && !is_gateways {
        TenantError::Denied(trouble)
    } else {
        TenantError::Unavailable(trouble)
    }
}

fn no_response(error: SendError) -> TenantError {
    TenantError::Unavailable(error.into_trouble())
}

fn mismatch(what: &'static str) -> TenantError {
    TenantError::Denied(error::own_trouble(TOKEN, IDENTITY_MISMATCH, what))
}

/// <https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow#successful-response-2>
#[derive(Deserialize)]
struct GrantedTokens {
    access_token: String,
    id_token: String,
}

/// <https://learn.microsoft.com/entra/identity-platform/v2-oauth2-device-code#device-authorization-response>
#[derive(Deserialize)]
struct DeviceAuthorizationResponse {
    device_code: String,
    user_code: String,
    verification_uri: String,
    expires_in: u64,
    interval: Option<u64>,
}

/// <https://learn.microsoft.com/graph/api/resources/user>
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct SignedInUser {
    id: ObjectId,
    user_principal_name: String,
}
