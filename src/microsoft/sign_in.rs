//! Signing in: which account somebody has, proved by authorisation code with PKCE
//! (<https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow>) or by a code that is typed on another device
//! (<https://learn.microsoft.com/entra/identity-platform/v2-oauth2-device-code>).
//!
//! The forms are sent by hand: a code works once, so it is redeemed once, and the errors of a library may hold the answer. Of
//! what Microsoft says in a refusal only its codes are kept, because its words can repeat what was sent.

use std::time::{Duration, Instant};

use jiff::Timestamp;
use oauth2::{CsrfToken, PkceCodeChallenge};
use serde::Deserialize;

use super::address::query;
use super::error::{self, IDENTITY_MISMATCH};
use super::graph::{ApiCall, Graph};
use super::http::{ApiResponse, HttpClient, SendError, new_id};
use super::id_token::{self, ExpectedClaims};
use super::{MicrosoftSettings, token};
use crate::domain::{ObjectId, Trouble};
use crate::ports::{AuthorizationRequest, Budget, DeviceAuthorization, Identity, TenantError};
use crate::secret::Secret;

/// The names of the calls in errors and in the log.
const TOKEN: &str = "POST /{tenant}/oauth2/v2.0/token";
const DEVICE_CODE: &str = "POST /{tenant}/oauth2/v2.0/devicecode";
const ME: &str = "GET /me";

/// How a device asks for its token.
const DEVICE_GRANT: &str = "urn:ietf:params:oauth:grant-type:device_code";
/// The pause between asking where Microsoft names none, and what is added where it asks for more patience
/// (<https://www.rfc-editor.org/rfc/rfc8628#section-3.5>).
const PAUSE: Duration = Duration::from_secs(5);
/// The shortest and the longest pause that we make.
const PAUSE_MIN: Duration = Duration::from_secs(1);
const PAUSE_MAX: Duration = Duration::from_secs(60);
/// The longest that we wait for a code to be typed; Microsoft gives 15 minutes.
const GOOD_FOR_MAX: Duration = Duration::from_secs(1800);
/// What asking who has typed the code may cost, once they have: calls, and pauses between tries.
const IDENTIFY_CALLS_MAX: u32 = 4;
const IDENTIFY_PAUSES_MAX: Duration = Duration::from_secs(20);

/// Proves which account of one tenant somebody has.
pub(super) struct SignInFlows {
    http: HttpClient,
    /// Where the tenant's endpoints are, without a slash at its end.
    authority: String,
    /// Nothing where the tenant is named by a domain: then no token can be held against it.
    tenant: Option<ObjectId>,
    client_id: String,
    client_secret: Secret,
    /// What is asked for: who they are (`profile` brings the `oid`), and to read that in the directory.
    scope: String,
}

impl SignInFlows {
    /// `login` and `graph` are addresses without a slash at their ends.
    pub(super) fn new(http: HttpClient, login: &str, graph: &str, settings: &MicrosoftSettings) -> Self {
        Self {
            http,
            authority: format!("{login}/{}/oauth2/v2.0", settings.tenant_id),
            tenant: ObjectId::parse(&settings.tenant_id),
            client_id: settings.client_id.clone(),
            client_secret: settings.client_secret.clone(),
            scope: format!("openid profile {graph}/User.Read"),
        }
    }

    pub(super) fn begin(&self, redirect_uri: &str, reauthenticate: bool) -> AuthorizationRequest {
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let (state, nonce) = (CsrfToken::new_random(), CsrfToken::new_random());
        let options = query(&[
            ("client_id", &self.client_id),
            ("response_type", "code"),
            ("redirect_uri", redirect_uri),
            ("scope", &self.scope),
            ("state", state.secret()),
            ("nonce", nonce.secret()),
            ("code_challenge", challenge.as_str()),
            ("code_challenge_method", challenge.method().as_str()),
            ("prompt", if reauthenticate { "login" } else { "select_account" }),
        ]);
        AuthorizationRequest {
            url: format!("{}/authorize{options}", self.authority),
            redirect_uri: redirect_uri.to_owned(),
            state: Secret::new(state.into_secret()),
            code_verifier: Secret::new(verifier.into_secret()),
            nonce: Secret::new(nonce.into_secret()),
        }
    }

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
        let answered = self.post(TOKEN, "token", &form, budget).await.map_err(unanswered)?;
        let tokens = read(TOKEN, &answered)?;
        self.identity(graph, tenant, tokens, Some(&request.nonce), budget).await
    }

    pub(super) async fn begin_on_device(&self, budget: &Budget) -> Result<DeviceAuthorization, TenantError> {
        self.tenant()?;
        let form = [("client_id", self.client_id.as_str()), ("scope", &self.scope)];
        let answered = self.post(DEVICE_CODE, "devicecode", &form, budget).await.map_err(unanswered)?;
        let codes: DeviceAuthorizationResponse = read(DEVICE_CODE, &answered)?;
        Ok(DeviceAuthorization {
            verification_uri: codes.verification_uri,
            user_code: Secret::new(codes.user_code),
            device_code: Secret::new(codes.device_code),
            interval: codes.interval.map_or(PAUSE, Duration::from_secs).clamp(PAUSE_MIN, PAUSE_MAX),
            expires_in: Duration::from_secs(codes.expires_in).min(GOOD_FOR_MAX),
        })
    }

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
        let end = Instant::now() + authorization.expires_in.min(GOOD_FOR_MAX);
        let mut pause = authorization.interval;
        loop {
            if Instant::now() + pause >= end {
                return Ok(None);
            }
            tokio::time::sleep(pause).await;
            match self.post(TOKEN, "token", &form, &Budget::new(1, Duration::ZERO)).await {
                Ok(answered) if answered.status.is_success() => {
                    let tokens = read(TOKEN, &answered)?;
                    let budget = Budget::new(IDENTIFY_CALLS_MAX, IDENTIFY_PAUSES_MAX);
                    // No nonce can be sent along on this way.
                    return self.identity(graph, tenant, tokens, None, &budget).await.map(Some);
                }
                Ok(answered) => match token::oauth_error(&answered).error.as_deref() {
                    Some("authorization_pending") => {}
                    Some("slow_down") => pause = (pause + PAUSE).min(PAUSE_MAX),
                    Some("authorization_declined" | "access_denied" | "expired_token") => return Ok(None),
                    _ if error::is_passing(answered.status) => pause = pause.max(answered.retry_after.unwrap_or(pause)),
                    _ => return Err(refused(TOKEN, &answered)),
                },
                // Asking again changes nothing, and the code has an end.
                Err(_) => {}
            }
        }
    }

    /// Who these tokens are for: asked of the directory, and held against what the identity token claims. The tokens end here.
    async fn identity(
        &self,
        graph: &Graph,
        tenant: &ObjectId,
        tokens: GrantedTokens,
        nonce: Option<&Secret>,
        budget: &Budget,
    ) -> Result<Identity, TenantError> {
        let (access_token, id_token) = (Secret::new(tokens.access_token), Secret::new(tokens.id_token));
        let call = ApiCall::get(ME, format!("/me{}", query(&[("$select", "id,userPrincipalName")])));
        let me: SignedInUser = error::read(ME, graph.read_as(&call, &access_token, budget).await?)?;
        let now = Timestamp::now();
        let expected = ExpectedClaims { client_id: &self.client_id, tenant, object_id: &me.id, nonce, now };
        let signed_in_at = id_token::signed_in_at(&id_token, &expected).map_err(mismatch)?;
        Ok(Identity { object_id: me.id, upn: me.user_principal_name, signed_in_at })
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
        let request = self.http.client().post(format!("{}/{endpoint}", self.authority)).form(form);
        self.http.send(call, &new_id(), request, budget).await
    }
}

/// What a success holds, without a word of it in the error.
fn read<'a, T: Deserialize<'a>>(call: &str, answered: &'a ApiResponse) -> Result<T, TenantError> {
    if !answered.status.is_success() {
        return Err(refused(call, answered));
    }
    let body = answered.body.as_deref().unwrap_or_default();
    serde_json::from_slice(body).map_err(|_| error::unreadable(call, "the answer lacks what was asked for"))
}

/// Whoever is not let in is denied, unless it may pass.
fn refused(call: &str, answered: &ApiResponse) -> TenantError {
    let trouble = Trouble { message: String::new(), ..token::trouble(call, answered) };
    if answered.status.is_client_error() && !error::is_passing(answered.status) {
        TenantError::Denied(trouble)
    } else {
        TenantError::Unavailable(trouble)
    }
}

fn unanswered(lost: SendError) -> TenantError {
    TenantError::Unavailable(lost.into_trouble())
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
