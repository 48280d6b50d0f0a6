//! Tokens from Entra ID: fetched once however many wait, kept until shortly before their end.

use std::pin::Pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use oauth2::basic::BasicClient;
use oauth2::{
    AsyncHttpClient, AuthType, ClientId, ClientSecret, EndpointNotSet, EndpointSet, HttpRequest, HttpResponse,
    RequestTokenError, Scope, TokenResponse as _, TokenUrl, http,
};
use reqwest::{RequestBuilder, StatusCode};
use serde::Deserialize;
use tokio::sync::Mutex;

use super::error::{self, BUDGET_SPENT, REQUEST_INVALID};
use super::http::{ApiResponse, HttpClient};
use crate::domain::Trouble;
use crate::ports::{Budget, TenantError};
use crate::secret::Secret;

/// How long before its end a token is replaced. Tokens live for 60 to 90 minutes
/// (<https://learn.microsoft.com/entra/identity-platform/access-tokens#token-lifetime>).
const RENEW_BEFORE_END: Duration = Duration::from_secs(300);
/// The name of the call in errors and in the log.
const CALL: &str = "POST /{tenant}/oauth2/v2.0/token";

/// The tokens for one resource, by client credentials
/// (<https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow>).
pub(super) struct TokenCache {
    http: HttpClient,
    client: BasicClient<EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointSet>,
    scope: Scope,
    /// Locked while a token is fetched, so that the others wait for it.
    kept: Mutex<TokenState>,
    /// How many fetches have ended.
    ended: AtomicU64,
}

#[derive(Default)]
struct TokenState {
    token: Option<AccessToken>,
    /// Why the last fetch gave none. Only for those who waited for it.
    failure: Option<TenantError>,
}

struct AccessToken {
    text: Secret,
    renew_at: Instant,
}

impl TokenCache {
    /// Nothing is fetched yet. `resource` is the address whose `/.default` is asked for.
    pub(super) fn new(
        http: HttpClient,
        url: TokenUrl,
        client_id: &str,
        client_secret: &Secret,
        resource: &str,
    ) -> Self {
        let client = BasicClient::new(ClientId::new(client_id.to_owned()))
            .set_client_secret(ClientSecret::new(client_secret.reveal().to_owned()))
            .set_auth_type(AuthType::RequestBody)
            .set_token_uri(url);
        let scope = Scope::new(format!("{resource}/.default"));
        Self { http, client, scope, kept: Mutex::default(), ended: AtomicU64::new(0) }
    }

    /// A token that is good for some minutes yet. Whoever finds none fetches it at the cost of their own budget; whoever
    /// waited meanwhile gets the same token or the same error. A failure is not remembered beyond them.
    pub(super) async fn token(&self, budget: &Budget) -> Result<Secret, TenantError> {
        let ended_before = self.ended.load(Ordering::Acquire);
        let mut kept = self.kept.lock().await;
        if let Some(token) = &kept.token
            && Instant::now() < token.renew_at
        {
            return Ok(token.text.clone());
        }
        let waited = self.ended.load(Ordering::Acquire) != ended_before;
        if waited && let Some(failure) = &kept.failure {
            return Err(failure.clone());
        }
        *kept = TokenState::default();
        let fetched = self.fetch(budget).await;
        let result = match fetched {
            Ok(token) => {
                let text = token.text.clone();
                kept.token = Some(token);
                Ok(text)
            }
            Err(failure) => {
                // One caller's budget is nothing to the others.
                kept.failure = Some(failure.clone()).filter(|failure| failure.trouble().code != BUDGET_SPENT);
                Err(failure)
            }
        };
        self.ended.fetch_add(1, Ordering::Release);
        result
    }

    /// Forgets a token that was refused, unless it has been replaced already.
    pub(super) async fn forget(&self, refused: &Secret) {
        let mut kept = self.kept.lock().await;
        if kept.token.as_ref().is_some_and(|token| token.text == *refused) {
            kept.token = None;
        }
    }

    async fn fetch(&self, budget: &Budget) -> Result<AccessToken, TenantError> {
        // From before the call, so that our count never ends after Microsoft's.
        let asked_at = Instant::now();
        let paid = BudgetedClient { http: &self.http, budget };
        let asked = self.client.exchange_client_credentials().add_scope(self.scope.clone()).request_async(&paid).await;
        let answer = asked.map_err(|error| match error {
            RequestTokenError::Request(error) => error,
            // Their text may hold the answer, and with it a token.
            RequestTokenError::ServerResponse(_) | RequestTokenError::Parse(..) | RequestTokenError::Other(_) => {
                error::unreadable(CALL, "the answer holds no token")
            }
        })?;
        let lifetime = answer.expires_in().unwrap_or_default();
        let renew_at = asked_at.checked_add(lifetime.saturating_sub(RENEW_BEFORE_END)).unwrap_or(asked_at);
        Ok(AccessToken { text: Secret::new(answer.access_token().secret().clone()), renew_at })
    }
}

/// Sends for oauth2, at the cost of a budget.
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
        let request = reqwest::Request::try_from(request).map_err(|error| invalid(error.to_string()))?;
        let again = || {
            let copy = request.try_clone().expect("a body that is held in memory can be copied");
            RequestBuilder::from_parts(self.http.client().clone(), copy)
        };
        let answered = self.http.read(CALL, self.budget, again, trouble).await?;
        if !answered.status.is_success() {
            return Err(denied(&answered));
        }
        let body = answered.body.unwrap_or_default();
        http::Response::builder().status(StatusCode::OK).body(body).map_err(|error| invalid(error.to_string()))
    }
}

/// Whoever is not let in at the door is denied, whatever the status (400 and 401 are usual).
fn denied(answered: &ApiResponse) -> TenantError {
    let trouble = trouble(CALL, answered);
    if answered.status.is_client_error() { TenantError::Denied(trouble) } else { TenantError::Unavailable(trouble) }
}

/// What Entra says in this answer; the body may be empty or no JSON.
pub(super) fn oauth_error(answered: &ApiResponse) -> OAuthError {
    serde_json::from_slice(answered.body.as_deref().unwrap_or_default()).unwrap_or_default()
}

/// The same, for people.
pub(super) fn trouble(call: &str, answered: &ApiResponse) -> Trouble {
    let refusal = oauth_error(answered);
    let code = refusal.error_codes.first().map(|code| format!("AADSTS{code}")).or(refusal.error);
    // What follows repeats the ids and the time, on lines of their own or on the same.
    let description = refusal.error_description.unwrap_or_default();
    let message = description.split("Trace ID:").next().unwrap_or_default().trim_end();
    let request_id = refusal.trace_id.or(refusal.correlation_id).or_else(|| answered.request_id.clone());
    error::vendor_trouble(call, answered.status, code.as_deref(), message, request_id.as_deref())
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
