//! One API of Microsoft with tokens of its own: reads, which may be repeated, and writes, which take a warrant.
//!
//! A [`ReadCall`] and a [`WriteCall`] are different types, and a [`WriteCall`] can only be made from a [`Warrant`]. The
//! warrant itself travels to [`Service::write`], which takes the id of the request from it.

use reqwest::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use reqwest::{Method, RequestBuilder, StatusCode};
use serde_json::Value;
use zeroize::Zeroizing;

use super::error;
use super::http::{ApiResponse, HttpClient, SendError};
use super::own_application::permissions_of;
use super::token::TokenCache;
use crate::domain::Trouble;
use crate::domain::known_failure::missing_permission;
use crate::domain::run::{Receipt, StepResponse, Warrant};
use crate::domain::step::StepKind;
use crate::ports::{Budget, TenantError};
use crate::secret::{self, Secret};

/// The media type of a body.
const JSON: &str = "application/json";

/// An API, as one application of one tenant sees it.
pub(super) struct Service {
    pub tokens: TokenCache,
    pub http: HttpClient,
    /// The URL that every path is appended to, without a slash at its end.
    pub base: String,
    /// The headers of every request.
    pub headers: HeaderMap,
    /// Reads the error that this API puts into the body of a response.
    pub trouble_of: fn(&str, &ApiResponse) -> Trouble,
}

/// A call that changes nothing in the tenant.
pub(super) struct ReadCall {
    /// Method and path with placeholders, as in `GET /users/{id}`: for people, so without names or ids.
    pub name: &'static str,
    /// Path and query, percent-encoded, to be appended to the base.
    pub path: String,
    /// Sends the header `ConsistencyLevel: eventual`, which advanced queries need
    /// (<https://learn.microsoft.com/graph/aad-advanced-queries>).
    pub eventual: bool,
    /// The URL that the path is appended to, in place of that of the service.
    pub base: Option<String>,
    /// The body of a read that its API takes as POST; `None` is a GET.
    body: Option<Value>,
    /// A header of this call, which takes the place of the one that every request has.
    header: Option<(HeaderName, HeaderValue)>,
}

impl ReadCall {
    /// A GET.
    pub(super) const fn get(name: &'static str, path: String) -> Self {
        Self { name, path, eventual: false, base: None, body: None, header: None }
    }

    /// A read that its API takes as POST: a batch of reads, or a cmdlet that reads.
    pub(super) const fn post(name: &'static str, path: String, body: Value) -> Self {
        Self { name, path, eventual: false, base: None, body: Some(body), header: None }
    }

    /// Returns the call with this header in place of the one that every request has.
    pub(super) fn with_header(self, name: HeaderName, value: HeaderValue) -> Self {
        Self { header: Some((name, value)), ..self }
    }

    /// Returns the HTTP method.
    pub(super) const fn method(&self) -> Method {
        if self.body.is_none() { Method::GET } else { Method::POST }
    }
}

/// A call that changes something in the tenant, with the warrant that allows it.
pub(super) struct WriteCall<'w> {
    warrant: &'w Warrant,
    name: &'static str,
    method: Method,
    path: String,
    body: Option<Value>,
    /// As in [`ReadCall`].
    header: Option<(HeaderName, HeaderValue)>,
}

impl Drop for WriteCall<'_> {
    /// Overwrites the body, which may hold a password.
    fn drop(&mut self) {
        self.body.iter_mut().for_each(secret::wipe_json);
    }
}

impl<'w> WriteCall<'w> {
    /// A POST. `name` and `path` are as in [`ReadCall`].
    pub(super) const fn post(warrant: &'w Warrant, name: &'static str, path: String, body: Option<Value>) -> Self {
        Self { warrant, name, method: Method::POST, path, body, header: None }
    }

    /// A DELETE. `name` and `path` are as in [`ReadCall`].
    pub(super) const fn delete(warrant: &'w Warrant, name: &'static str, path: String) -> Self {
        Self { warrant, name, method: Method::DELETE, path, body: None, header: None }
    }

    /// A PATCH. `name` and `path` are as in [`ReadCall`].
    pub(super) const fn patch(warrant: &'w Warrant, name: &'static str, path: String, body: Value) -> Self {
        Self { warrant, name, method: Method::PATCH, path, body: Some(body), header: None }
    }

    /// As in [`ReadCall`].
    pub(super) fn with_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.header = Some((name, value));
        self
    }
}

impl Service {
    /// Makes a call that changes nothing, and repeats it where that may help. Returns the body and Microsoft's request
    /// id.
    pub(super) async fn read(&self, call: &ReadCall, budget: &Budget) -> Result<(Value, Option<String>), TenantError> {
        let token = self.tokens.token(budget).await?;
        let mut response = self.read_with(call, &token, budget).await?;
        // A token can be revoked before its end, so one refusal is answered with a new token.
        if response.status == StatusCode::UNAUTHORIZED {
            self.tokens.forget(&token).await;
            let token = self.tokens.token(budget).await?;
            response = self.read_with(call, &token, budget).await?;
        }
        let request_id = response.request_id.clone();
        Ok((self.body_of(call, response)?, request_id))
    }

    /// Makes a call that changes nothing with the token of a person, which is never replaced by another.
    pub(super) async fn read_as(&self, call: &ReadCall, token: &Secret, budget: &Budget) -> Result<Value, TenantError> {
        self.body_of(call, self.read_with(call, token, budget).await?)
    }

    /// Makes a call that changes something, as [`Service::send_write`] does, and drops the body of the response.
    pub(super) async fn write(&self, call: &WriteCall<'_>, budget: &Budget) -> StepResponse {
        match self.send_write(call, budget).await {
            Ok(response) => StepResponse::Taken(receipt(&response)),
            Err(answer) => answer,
        }
    }

    /// Makes a call that changes something and returns the response by which Microsoft took it.
    ///
    /// The call is repeated only where it certainly had no effect: after a 401 with a new token, after a 429, and where
    /// no connection was made. Every try has the same `client-request-id`, the operation id of the warrant.
    ///
    /// # Errors
    ///
    /// `StepResponse::Withheld` if the budget withholds writes. `StepResponse::Refused` is what Microsoft itself said, and
    /// never what a gateway on the way did. `StepResponse::PutOff` is a call that was not sent: no token could be had, no
    /// connection was made, or the budget had no call left. So it had no effect, as no try before it had.
    /// Every other failure is `StepResponse::None`: Microsoft refused nothing then, so the engine reads the account and may
    /// try again.
    pub(super) async fn send_write(&self, call: &WriteCall<'_>, budget: &Budget) -> Result<ApiResponse, StepResponse> {
        let operation = call.warrant.operation().to_string();
        let mut retries = self.http.retries();
        let mut token_renewed = false;
        loop {
            let token = match self.tokens.token(budget).await {
                Ok(token) => token,
                Err(TenantError::Denied(trouble)) => return Err(StepResponse::Refused(trouble)),
                Err(error) => return Err(StepResponse::PutOff(error.trouble().clone())),
            };
            if budget.withholds_writes() {
                return Err(StepResponse::Withheld);
            }
            let request = self.write_request(call, &token);
            let response = match self.http.send(call.name, &operation, request, budget).await {
                Ok(response) => response,
                Err(SendError::NotSent(trouble)) => {
                    match unless_withheld(retries.wait(None, trouble, budget), budget).await? {
                        Ok(()) => continue,
                        Err(trouble) => return Err(StepResponse::PutOff(trouble)),
                    }
                }
                Err(SendError::NoBudget(trouble)) => return Err(StepResponse::PutOff(trouble)),
                Err(SendError::NoResponse(trouble)) => return Err(StepResponse::None(trouble)),
            };
            if response.status.is_success() {
                return Ok(response);
            }
            let trouble = (self.trouble_of)(call.name, &response);
            // A gateway may have replaced the answer to a call that the service took, whatever status it writes.
            if trouble.code == Trouble::GATEWAY_ANSWER {
                return Err(StepResponse::None(trouble));
            }
            match response.status {
                StatusCode::UNAUTHORIZED if !token_renewed => {
                    token_renewed = true;
                    self.tokens.forget(&token).await;
                }
                StatusCode::TOO_MANY_REQUESTS => {
                    let wait = retries.wait(response.retry_after, trouble, budget);
                    if let Err(trouble) = unless_withheld(wait, budget).await? {
                        return Err(StepResponse::Refused(trouble));
                    }
                }
                StatusCode::FORBIDDEN => {
                    let trouble = self.with_missing_role(trouble, call.warrant.kind(), &token, budget).await;
                    return Err(StepResponse::Refused(trouble));
                }
                status => return Err(refused_or_unknown(status, trouble)),
            }
        }
    }

    /// Notes in the trouble of a step that Graph denied if the application has the permission for it: then a directory
    /// role is missing, as Microsoft demands for passwords and for accounts that hold roles
    /// (<https://learn.microsoft.com/graph/api/user-update>).
    ///
    /// A token lists the permissions as they were when it was issued, so a new one is asked, which also has those that
    /// were granted since.
    async fn with_missing_role(&self, trouble: Trouble, step: StepKind, token: &Secret, budget: &Budget) -> Trouble {
        let is_denied = ["Authorization_RequestDenied", "accessDenied", "Forbidden"].contains(&trouble.code.as_str());
        if !is_denied || permissions_of(token.reveal()).is_none() {
            return trouble;
        }
        if self.fresh_token_has(step.permission(), token, budget).await { granted(trouble) } else { trouble }
    }

    /// Returns true if a new token, in place of this one, has the permission.
    async fn fresh_token_has(&self, permission: &str, token: &Secret, budget: &Budget) -> bool {
        self.tokens.forget(token).await;
        self.tokens.token(budget).await.is_ok_and(|fresh| has_permission(&fresh, permission) == Some(true))
    }

    /// Returns the right of the application to a read that Microsoft denied; `None` if it lacks the permission, or that cannot be
    /// told.
    pub(super) async fn right_to_read(&self, denied: &Trouble, budget: &Budget) -> Option<RightToRead> {
        let permission = missing_permission(denied)?;
        let token = self.tokens.token(budget).await.ok()?;
        if has_permission(&token, permission)? {
            return Some(RightToRead::Granted);
        }
        // A token lists the permissions as they were when it was issued, and lives for an hour.
        self.fresh_token_has(permission, &token, budget).await.then_some(RightToRead::GrantedSince)
    }

    async fn read_with(&self, call: &ReadCall, token: &Secret, budget: &Budget) -> Result<ApiResponse, TenantError> {
        self.http.read(call.name, budget, || self.read_request(call, token), self.trouble_of).await
    }

    fn read_request(&self, call: &ReadCall, token: &Secret) -> RequestBuilder {
        let url = format!("{}{}", call.base.as_ref().unwrap_or(&self.base), call.path);
        let request = self.request(call.method(), url, call.header.as_ref(), token);
        let request = if call.eventual { request.header("ConsistencyLevel", "eventual") } else { request };
        match &call.body {
            Some(body) => request.json(body),
            None => request,
        }
    }

    fn write_request(&self, call: &WriteCall<'_>, token: &Secret) -> RequestBuilder {
        let request =
            self.request(call.method.clone(), format!("{}{}", self.base, call.path), call.header.as_ref(), token);
        match &call.body {
            // It may hold a password, so it is wiped once it was sent.
            Some(body) => request.header(CONTENT_TYPE, JSON).body(secret::json_body(body)),
            // Not every server takes a POST of unknown length (RFC 9110, section 8.6).
            None => request.header(CONTENT_LENGTH, 0),
        }
    }

    fn request(
        &self,
        method: Method,
        url: String,
        header: Option<&(HeaderName, HeaderValue)>,
        token: &Secret,
    ) -> RequestBuilder {
        let mut headers = self.headers.clone();
        if let Some((name, value)) = header {
            headers.insert(name, value.clone());
        }
        let request = self.http.client().request(method, url);
        request.headers(headers).bearer_auth(token.reveal())
    }

    fn body_of(&self, call: &ReadCall, mut response: ApiResponse) -> Result<Value, TenantError> {
        if !response.status.is_success() {
            return Err(error::by_status((self.trouble_of)(call.name, &response)));
        }
        let body = Zeroizing::new(response.body.take().unwrap_or_default());
        serde_json::from_slice(&body).map_err(|error| error::unreadable(call.name, &error.to_string()))
    }
}

/// The right of the application to a read that Microsoft denied.
pub(super) enum RightToRead {
    /// The application had the permission, so something else is missing.
    Granted,
    /// The permission was granted after the token was issued. There is a new one now.
    GrantedSince,
}

/// Returns true if this token of the application lists the permission; `None` if it cannot be read.
fn has_permission(token: &Secret, permission: &str) -> Option<bool> {
    permissions_of(token.reveal()).map(|held| held.iter().any(|one| one == permission))
}

/// Notes in the trouble of a call that Microsoft denied that the application has the permission for it.
pub(super) fn granted(trouble: Trouble) -> Trouble {
    let message = format!("{}{}", Trouble::PERMISSION_GRANTED, trouble.message);
    Trouble { message: error::cut(&message, Trouble::MESSAGE_CHARS_MAX), ..trouble }
}

/// Waits before a write is sent again. Returns an error at once if writes are withheld meanwhile: a call that waits had no
/// effect so far.
async fn unless_withheld<R>(wait: impl Future<Output = R>, budget: &Budget) -> Result<R, StepResponse> {
    tokio::select! {
        biased;
        () = budget.until_writes_are_withheld() => Err(StepResponse::Withheld),
        waited = wait => Ok(waited),
    }
}

/// Returns what the journal keeps of a response by which Microsoft took a call.
pub(super) fn receipt(response: &ApiResponse) -> Receipt {
    let (status, request_id) = (Some(response.status.as_u16()), response.request_id.clone());
    Receipt { status, request_id, ..Receipt::default() }
}

/// Returns the outcome of a step that could not read what it has to know first, and so changed nothing.
pub(super) fn response_of(error: TenantError) -> StepResponse {
    match error {
        TenantError::NotFound(trouble) | TenantError::Denied(trouble) | TenantError::Rejected(trouble) => {
            StepResponse::Refused(trouble)
        }
        TenantError::Unavailable(trouble) => StepResponse::PutOff(trouble),
    }
}

/// Returns the outcome of a write that failed with this status. A 408 is the server's own time-out: what it had read by
/// then may have taken effect.
fn refused_or_unknown(status: StatusCode, trouble: Trouble) -> StepResponse {
    if status.is_client_error() && status != StatusCode::REQUEST_TIMEOUT {
        StepResponse::Refused(trouble)
    } else {
        StepResponse::None(trouble)
    }
}
