//! Tokens from Entra ID, fetched once for all who wait and cached until shortly before they expire.

use std::pin::Pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use bytes::Bytes;
use oauth2::basic::BasicClient;
use oauth2::{
    AsyncHttpClient, AuthType, ClientId, ClientSecret, EndpointNotSet, EndpointSet, HttpRequest, HttpResponse,
    RequestTokenError, Scope, TokenResponse as _, TokenUrl, http,
};
use reqwest::{RequestBuilder, StatusCode};
use serde::Deserialize;
use tokio::sync::Mutex;
use zeroize::Zeroizing;

use super::MicrosoftSettings;
use super::error::{self, BUDGET_SPENT, REQUEST_INVALID};
use super::http::{ApiResponse, HttpClient};
use super::own_application::object_id_of;
use crate::domain::{ObjectId, Trouble};
use crate::ports::{Budget, TenantError};
use crate::secret::Secret;

/// The time before its expiry at which a token is replaced. Tokens live for 60 to 90 minutes
/// (<https://learn.microsoft.com/entra/identity-platform/access-tokens#token-lifetime>).
const RENEW_BEFORE_EXPIRY: Duration = Duration::from_secs(300);
/// The name of the call in errors and in the log.
const CALL: &str = Trouble::APPLICATION_TOKEN;

/// The token for one resource, by client credentials
/// (<https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow>).
pub(super) struct TokenCache {
    http: HttpClient,
    client: BasicClient<EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointSet>,
    scope: Scope,
    /// Locked while a token is fetched, so that the other callers wait for it.
    state: Mutex<TokenState>,
    /// The object id of the service principal that the latest token was issued to, once one could be read.
    object_id: std::sync::Mutex<Option<ObjectId>>,
    /// Counts the fetches that have ended, by which a caller sees that one ended while it waited.
    fetches: AtomicU64,
}

#[derive(Default)]
struct TokenState {
    token: Option<AccessToken>,
    /// The error of the last fetch, for the callers that waited for it.
    failure: Option<TenantError>,
    /// The code of the refusal that is in the log already: it lasts until somebody mends the application.
    logged: Option<String>,
}

struct AccessToken {
    text: Secret,
    renew_at: Instant,
}

impl TokenCache {
    /// Fetches nothing yet. `resource` is the URL whose `/.default` scope is asked for.
    pub(super) fn new(http: HttpClient, url: TokenUrl, settings: &MicrosoftSettings, resource: &str) -> Self {
        let client = BasicClient::new(ClientId::new(settings.client_id.clone()))
            .set_client_secret(ClientSecret::new(settings.client_secret.reveal().to_owned()))
            .set_auth_type(AuthType::RequestBody)
            .set_token_uri(url);
        let scope = Scope::new(format!("{resource}/.default"));
        let object_id = std::sync::Mutex::default();
        Self { http, client, scope, state: Mutex::default(), object_id, fetches: AtomicU64::new(0) }
    }

    /// Returns a token that is valid for some minutes yet.
    ///
    /// The first caller that finds none fetches it from its own budget. Those that wait meanwhile get the same token,
    /// or the same error; a later caller tries again.
    pub(super) async fn token(&self, budget: &Budget) -> Result<Secret, TenantError> {
        let fetches_before = self.fetches.load(Ordering::Acquire);
        let mut state = self.state.lock().await;
        if let Some(token) = &state.token
            && Instant::now() < token.renew_at
        {
            return Ok(token.text.clone());
        }
        let waited = self.fetches.load(Ordering::Acquire) != fetches_before;
        if waited && let Some(failure) = &state.failure {
            return Err(failure.clone());
        }
        *state = TokenState { logged: state.logged.take(), ..TokenState::default() };
        let fetched = self.fetch(budget).await;
        let result = match fetched {
            Ok(token) => {
                let text = token.text.clone();
                *state = TokenState { token: Some(token), ..TokenState::default() };
                Ok(text)
            }
            Err(failure) => {
                if let TenantError::Denied(trouble) = &failure
                    && state.logged.as_ref() != Some(&trouble.code)
                {
                    let Trouble { call, code, request_id, .. } = trouble;
                    tracing::error!(call, code, request_id, scope = %*self.scope, "the application gets no token");
                    state.logged = Some(code.clone());
                }
                // The others have budgets of their own.
                state.failure = Some(failure.clone()).filter(|failure| !is_of_budget(failure.trouble()));
                Err(failure)
            }
        };
        self.fetches.fetch_add(1, Ordering::Release);
        result
    }

    /// Returns the object id of our service principal in the tenant; `None` before the first token, or if a token
    /// cannot be read.
    pub(super) fn object_id(&self) -> Option<ObjectId> {
        *self.object_id.lock().expect("nothing panics with this lock")
    }

    /// Drops a token that was refused, unless it has been replaced already.
    pub(super) async fn forget(&self, refused: &Secret) {
        let mut state = self.state.lock().await;
        if state.token.as_ref().is_some_and(|token| token.text == *refused) {
            state.token = None;
        }
    }

    async fn fetch(&self, budget: &Budget) -> Result<AccessToken, TenantError> {
        // Taken before the call, so that a token expires here no later than at Microsoft.
        let requested_at = Instant::now();
        let client = BudgetedClient { http: &self.http, budget };
        let request = self.client.exchange_client_credentials().add_scope(self.scope.clone());
        let response = request.request_async(&client).await.map_err(|error| match error {
            RequestTokenError::Request(error) => error,
            // Their text may repeat the body, and with it a token.
            RequestTokenError::ServerResponse(_) | RequestTokenError::Parse(..) | RequestTokenError::Other(_) => {
                error::unreadable(CALL, "the answer holds no token")
            }
        })?;
        if let Some(object_id) = object_id_of(response.access_token().secret(), self.client.client_id()) {
            // It is another one once the application was removed from the tenant and added again.
            *self.object_id.lock().expect("nothing panics with this lock") = Some(object_id);
        }
        let lifetime = response.expires_in().unwrap_or_default();
        let renew_at = requested_at.checked_add(lifetime.saturating_sub(RENEW_BEFORE_EXPIRY)).unwrap_or(requested_at);
        Ok(AccessToken { text: Secret::new(response.access_token().secret().clone()), renew_at })
    }
}

/// Returns true if a call was given up because the budget was spent.
fn is_of_budget(trouble: &Trouble) -> bool {
    trouble.code == BUDGET_SPENT || trouble.message.starts_with(BUDGET_SPENT)
}

/// Sends the requests of the `oauth2` crate, at the cost of a budget.
struct BudgetedClient<'b> {
    http: &'b HttpClient,
    budget: &'b Budget,
}

impl<'c> AsyncHttpClient<'c> for BudgetedClient<'_> {
    type Error = TenantError;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, TenantError>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.send(request))
    }
}

impl BudgetedClient<'_> {
    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, TenantError> {
        let invalid = |message: String| TenantError::Rejected(error::own_trouble(CALL, REQUEST_INVALID, &message));
        // The form has the client secret.
        let request = request.map(Zeroizing::new).map(Bytes::from_owner);
        let request = reqwest::Request::try_from(request).map_err(|error| invalid(error.to_string()))?;
        let copy = || {
            let copy = request.try_clone().expect("a body that is held in memory can be copied");
            RequestBuilder::from_parts(self.http.client().clone(), copy)
        };
        let mut response = self.http.read(CALL, self.budget, copy, trouble).await?;
        if !response.status.is_success() {
            return Err(denied(&response));
        }
        // The crate `oauth2` parses it, and drops it without wiping.
        let body = response.body.take().unwrap_or_default();
        http::Response::builder().status(StatusCode::OK).body(body).map_err(|error| invalid(error.to_string()))
    }
}

/// Returns the error for a refusal of the token endpoint, which is `Denied` for every client error (400 and 401 are
/// usual), unless a gateway made it.
fn denied(response: &ApiResponse) -> TenantError {
    let trouble = trouble(CALL, response);
    if response.status.is_client_error() && trouble.code != Trouble::GATEWAY_ANSWER {
        TenantError::Denied(trouble)
    } else {
        TenantError::Unavailable(trouble)
    }
}

/// Reads the error in a response of Entra ID, whose body may be empty or no JSON.
pub(super) fn oauth_error(response: &ApiResponse) -> OAuthError {
    serde_json::from_slice(response.body.as_deref().unwrap_or_default()).unwrap_or_default()
}

/// Reads the error in a response of Entra ID, for people. A refusal that does not name one is that of a gateway
/// (<https://www.rfc-editor.org/rfc/rfc6749#section-5.2>).
pub(super) fn trouble(call: &str, response: &ApiResponse) -> Trouble {
    let error = oauth_error(response);
    if error.error.is_none() && error.error_codes.is_empty() && response.status.is_client_error() {
        return error::gateway_trouble(call, response.status, response.request_id.as_deref());
    }
    let code = error.error_codes.first().map(|code| format!("AADSTS{code}")).or(error.error);
    // After the words come the ids and the time once more, on lines of their own or on the same.
    let description = error.error_description.unwrap_or_default();
    let message = description.split("Trace ID:").next().unwrap_or_default().trim_end();
    let request_id = error.trace_id.or(error.correlation_id).or_else(|| response.request_id.clone());
    error::vendor_trouble(call, response.status, code.as_deref(), message, request_id.as_deref())
}

/// <https://learn.microsoft.com/entra/identity-platform/reference-error-codes#handling-error-codes-in-your-application>
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct OAuthError {
    pub error: Option<String>,
    error_description: Option<String>,
    error_codes: Vec<u64>,
    trace_id: Option<String>,
    correlation_id: Option<String>,
}
