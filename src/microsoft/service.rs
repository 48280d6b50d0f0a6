//! One service of Microsoft's, with tokens of its own: reads that may be repeated, and writes that are not.

use reqwest::header::{CONTENT_LENGTH, HeaderMap};
use reqwest::{Method, RequestBuilder, StatusCode};
use serde_json::Value;

use super::error;
use super::http::{ApiResponse, HttpClient, Retries, SendError};
use super::token::TokenCache;
use crate::domain::Trouble;
use crate::domain::run::{Answer, Receipt};
use crate::ports::{Budget, TenantError};
use crate::secret::Secret;

/// A service, as one application of one tenant sees it.
pub(super) struct Service {
    pub tokens: TokenCache,
    pub http: HttpClient,
    /// What stands before every path, without a slash at its end.
    pub base: String,
    /// What goes along with every call.
    pub headers: HeaderMap,
    /// How this service says what went wrong.
    pub trouble_of: fn(&str, &ApiResponse) -> Trouble,
}

/// One call.
pub(super) struct ApiCall {
    /// For people: method and path with placeholders, as in `PATCH /users/{id}`.
    pub name: &'static str,
    pub method: Method,
    /// Path and query, encoded, from behind the base.
    pub path: String,
    /// Whether the header `ConsistencyLevel: eventual` goes along
    /// (<https://learn.microsoft.com/graph/aad-advanced-queries>).
    pub eventual: bool,
    pub body: Option<Value>,
}

impl ApiCall {
    /// A call that asks for something.
    pub(super) fn get(name: &'static str, path: String) -> Self {
        Self { name, method: Method::GET, path, eventual: false, body: None }
    }

    /// A call that hands something over.
    pub(super) fn post(name: &'static str, path: String, body: Option<Value>) -> Self {
        Self { name, method: Method::POST, path, eventual: false, body }
    }
}

impl Service {
    /// Makes a call that changes nothing, again where that may help, and gives its body and its request id.
    pub(super) async fn read(&self, call: &ApiCall, budget: &Budget) -> Result<(Value, Option<String>), TenantError> {
        let token = self.tokens.token(budget).await?;
        let mut answered = self.read_with(call, &token, budget).await?;
        if answered.status == StatusCode::UNAUTHORIZED {
            self.tokens.forget(&token).await;
            let token = self.tokens.token(budget).await?;
            answered = self.read_with(call, &token, budget).await?;
        }
        let request_id = answered.request_id.clone();
        Ok((self.body_of(call, answered)?, request_id))
    }

    /// The same as somebody else: with this token and no other.
    pub(super) async fn read_as(&self, call: &ApiCall, token: &Secret, budget: &Budget) -> Result<Value, TenantError> {
        self.body_of(call, self.read_with(call, token, budget).await?)
    }

    /// Makes a call that changes something, as [`Service::send`] does, and says what came of it.
    pub(super) async fn write(&self, call: &ApiCall, id: &str, budget: &Budget) -> Answer {
        match self.send(call, id, budget).await {
            Ok(answered) => Answer::Taken(receipt(&answered)),
            Err(answer) => answer,
        }
    }

    /// Makes a call that changes something. It is repeated only where it certainly had no effect: after a 401 with a new
    /// token, after a 429, and where no connection came about. What Microsoft took is given with its body; anything else is
    /// an answer already.
    ///
    /// `Refused` is what Microsoft said itself. Whatever else came between is `None`, even where we know that nothing was
    /// sent: Microsoft refused nothing, so to read and try again is what helps.
    pub(super) async fn send(&self, call: &ApiCall, id: &str, budget: &Budget) -> Result<ApiResponse, Answer> {
        let mut patience = Retries::default();
        let mut renewed = false;
        loop {
            let token = match self.tokens.token(budget).await {
                Ok(token) => token,
                Err(TenantError::Denied(trouble)) => return Err(Answer::Refused(trouble)),
                Err(error) => return Err(Answer::None(error.trouble().clone())),
            };
            let answered = match self.http.send(call.name, id, self.request(call, &token), budget).await {
                Ok(answered) => answered,
                Err(SendError::NotSent(trouble)) => match patience.wait(None, trouble, budget).await {
                    Ok(()) => continue,
                    Err(trouble) => return Err(Answer::None(trouble)),
                },
                Err(SendError::NoBudget(trouble) | SendError::NoResponse(trouble)) => {
                    return Err(Answer::None(trouble));
                }
            };
            if answered.status.is_success() {
                return Ok(answered);
            }
            let trouble = (self.trouble_of)(call.name, &answered);
            match answered.status {
                StatusCode::UNAUTHORIZED if !renewed => {
                    renewed = true;
                    self.tokens.forget(&token).await;
                }
                StatusCode::TOO_MANY_REQUESTS => {
                    if let Err(trouble) = patience.wait(answered.retry_after, trouble, budget).await {
                        return Err(Answer::Refused(trouble));
                    }
                }
                status => return Err(refused_or_unknown(status, trouble)),
            }
        }
    }

    async fn read_with(&self, call: &ApiCall, token: &Secret, budget: &Budget) -> Result<ApiResponse, TenantError> {
        self.http.read(call.name, budget, || self.request(call, token), self.trouble_of).await
    }

    fn request(&self, call: &ApiCall, token: &Secret) -> RequestBuilder {
        let request = self.http.client().request(call.method.clone(), format!("{}{}", self.base, call.path));
        let request = request.headers(self.headers.clone()).bearer_auth(token.reveal());
        let request = if call.eventual { request.header("ConsistencyLevel", "eventual") } else { request };
        match &call.body {
            Some(body) => request.json(body),
            None if call.method == Method::GET => request,
            // Said aloud, because not every server takes a POST of unknown length (RFC 9110, section 8.6).
            None => request.header(CONTENT_LENGTH, 0),
        }
    }

    fn body_of(&self, call: &ApiCall, answered: ApiResponse) -> Result<Value, TenantError> {
        if !answered.status.is_success() {
            return Err(error::by_status((self.trouble_of)(call.name, &answered)));
        }
        let body = answered.body.unwrap_or_default();
        serde_json::from_slice(&body).map_err(|error| error::unreadable(call.name, &error.to_string()))
    }
}

/// What to keep of an answer by which Microsoft took a call.
pub(super) fn receipt(answered: &ApiResponse) -> Receipt {
    Receipt { status: Some(answered.status.as_u16()), request_id: answered.request_id.clone() }
}

/// What a step comes to that could not read what it has to know first: nothing was changed.
pub(super) fn answer_of(error: TenantError) -> Answer {
    match error {
        TenantError::NotFound(trouble) | TenantError::Denied(trouble) | TenantError::Rejected(trouble) => {
            Answer::Refused(trouble)
        }
        TenantError::Unavailable(trouble) if trouble.status == Some(StatusCode::TOO_MANY_REQUESTS.as_u16()) => {
            Answer::Refused(trouble)
        }
        TenantError::Unavailable(trouble) => Answer::None(trouble),
    }
}

/// A 408 is the server's own time-out: what it had read by then it may have done.
fn refused_or_unknown(status: StatusCode, trouble: Trouble) -> Answer {
    if status.is_client_error() && status != StatusCode::REQUEST_TIMEOUT {
        Answer::Refused(trouble)
    } else {
        Answer::None(trouble)
    }
}
