//! The one place that sends: time-outs, budget, request ids, sizes, retries, and a line in the log for every request.

use std::error::Error as _;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimeParser;
use reqwest::header::{DATE, HeaderMap, RETRY_AFTER};
use reqwest::{Client, RequestBuilder, Response, StatusCode, redirect, retry};
use zeroize::Zeroize as _;

use super::MicrosoftSettings;
use super::error::{self, BUDGET_SPENT, CONNECT_FAILED, CONNECTION_LOST, REQUEST_INVALID, TIMED_OUT, cut};
use crate::backoff::Backoff;
use crate::clock::Clock;
use crate::domain::Trouble;
use crate::ports::{Budget, TenantError};
use crate::secret;

/// The most that is read of one body. A page of 200 directory audits has about half a MiB.
const BODY_BYTES_MAX: usize = 4 << 20;
/// The most characters of Microsoft's id of a request, which is a GUID with 36.
const REQUEST_ID_CHARS_MAX: usize = 80;
/// The most tries of one call in all, where a repeat is safe.
const TRIES_MAX: u32 = 4;
/// The longest pause before the second try where the response asks for none; it doubles with every try.
const BACKOFF_FIRST: Duration = Duration::from_millis(500);
/// The longest pause of our own choice.
const BACKOFF_MAX: Duration = Duration::from_secs(8);
/// The time that a connection is kept unused. Load balancers keep theirs longer (Azure: 4 minutes,
/// <https://learn.microsoft.com/azure/load-balancer/load-balancer-tcp-reset>), so a write does not meet a connection
/// that the other side has just closed.
const IDLE_CONNECTION_MAX: Duration = Duration::from_secs(60);

/// Sends requests. Clones share their connections.
#[derive(Clone)]
pub(super) struct HttpClient {
    client: Client,
    clock: Clock,
}

/// A response whose status has arrived.
#[derive(Debug)]
pub(super) struct ApiResponse {
    pub status: StatusCode,
    /// Microsoft's id of the request, at most [`REQUEST_ID_CHARS_MAX`] characters.
    pub request_id: Option<String>,
    /// The pause that it asks for before the next try.
    pub retry_after: Option<Duration>,
    /// `None` if the connection broke before its end, or it has more than [`BODY_BYTES_MAX`].
    pub body: Option<Vec<u8>>,
}

impl Drop for ApiResponse {
    /// Overwrites the body, which may hold a token or a pass.
    fn drop(&mut self) {
        self.body.zeroize();
    }
}

/// The reason why there is no response.
#[derive(Debug)]
pub(super) enum SendError {
    /// The budget had no call left; nothing was sent.
    NoBudget(Trouble),
    /// No connection was made; nothing was sent.
    NotSent(Trouble),
    /// It may have been sent, and may have had its effect.
    NoResponse(Trouble),
}

impl HttpClient {
    /// Follows no redirect, so that a token goes nowhere but to the configured address.
    ///
    /// # Errors
    ///
    /// The TLS backend cannot be set up.
    pub(super) fn new(settings: &MicrosoftSettings) -> Result<Self, reqwest::Error> {
        let client = Client::builder()
            .timeout(settings.call_timeout)
            .connect_timeout(settings.connect_timeout)
            .pool_idle_timeout(IDLE_CONNECTION_MAX)
            .redirect(redirect::Policy::none())
            .retry(retry::never())
            .user_agent(concat!("grendel/", env!("CARGO_PKG_VERSION")))
            .build()?;
        Ok(Self { client, clock: settings.clock.clone() })
    }

    /// Returns the client that builds requests. They are sent by [`HttpClient::send`] only.
    pub(super) const fn client(&self) -> &Client {
        &self.client
    }

    /// Returns the pauses between the tries of one call.
    pub(super) fn retries(&self) -> Retries {
        Retries { clock: self.clock.clone(), backoff: Backoff::new(BACKOFF_FIRST, BACKOFF_MAX), pauses: 0 }
    }

    /// Sends a request once. `call` is the name of the call for people, without names or ids; `id` is sent as
    /// `client-request-id`.
    pub(super) async fn send(
        &self,
        call: &str,
        id: &str,
        request: RequestBuilder,
        budget: &Budget,
    ) -> Result<ApiResponse, SendError> {
        if !budget.take_call() {
            return Err(SendError::NoBudget(error::own_trouble(call, BUDGET_SPENT, "no call was left")));
        }
        let started = Instant::now();
        let result = match request.header("client-request-id", id).send().await {
            Ok(response) => Ok(read_response(response).await),
            Err(error) => Err(send_error(call, id, error)),
        };
        let took_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
        match &result {
            Ok(ApiResponse { status, request_id, .. }) => {
                tracing::debug!(call, id, status = status.as_u16(), request_id, took_ms, "called Microsoft");
            }
            Err(error) => tracing::debug!(call, id, code = error.trouble().code, took_ms, "no response from Microsoft"),
        }
        result
    }

    /// Sends a request that changes nothing, and repeats it where that may help.
    ///
    /// Returns every response that does not pass by waiting, also one with an error status. A success has its body.
    pub(super) async fn read(
        &self,
        call: &str,
        budget: &Budget,
        request: impl Fn() -> RequestBuilder,
        trouble_of: impl Fn(&str, &ApiResponse) -> Trouble,
    ) -> Result<ApiResponse, TenantError> {
        let mut retries = self.retries();
        let mut was_not_found = false;
        loop {
            let sent = self.send(call, &new_request_id(), request(), budget).await;
            let (pause, trouble) = match sent {
                Ok(response) if error::is_passing(response.status) => {
                    let trouble = trouble_of(call, &response);
                    // Exchange says with 500 as well that an object does not exist, also where it could only not find
                    // it just now. It is believed the second time.
                    if trouble.code == error::OBJECT_NOT_FOUND {
                        let is_repeated = std::mem::replace(&mut was_not_found, true);
                        if is_repeated || retries.wait(response.retry_after, trouble, budget).await.is_err() {
                            return Ok(response);
                        }
                        continue;
                    }
                    (response.retry_after, trouble)
                }
                Ok(response) if response.status.is_success() && response.body.is_none() => {
                    (None, error::own_trouble(call, error::ANSWER_UNREADABLE, "it broke off or is too long"))
                }
                Ok(response) => return Ok(response),
                Err(SendError::NoBudget(trouble)) => return Err(TenantError::Unavailable(trouble)),
                Err(SendError::NotSent(trouble) | SendError::NoResponse(trouble)) => (None, trouble),
            };
            retries.wait(pause, trouble, budget).await.map_err(TenantError::Unavailable)?;
        }
    }
}

impl SendError {
    /// Returns the details.
    pub(super) const fn trouble(&self) -> &Trouble {
        match self {
            Self::NoBudget(trouble) | Self::NotSent(trouble) | Self::NoResponse(trouble) => trouble,
        }
    }

    /// Returns the details by value.
    pub(super) fn into_trouble(self) -> Trouble {
        match self {
            Self::NoBudget(trouble) | Self::NotSent(trouble) | Self::NoResponse(trouble) => trouble,
        }
    }
}

/// The pauses between the tries of one call: as long as Microsoft asks for, else an exponential back-off with jitter.
#[derive(Debug)]
pub(super) struct Retries {
    clock: Clock,
    backoff: Backoff,
    pauses: u32,
}

impl Retries {
    /// Waits before the next try, for `pause` if the response asked for one.
    ///
    /// # Errors
    ///
    /// Returns the trouble of the last try if [`TRIES_MAX`] are made, or if the budget has not enough waiting time
    /// left. Where no response came, its code stays: what is out of order is so whatever the budget says, and is waited for.
    pub(super) async fn wait(
        &mut self,
        pause: Option<Duration>,
        trouble: Trouble,
        budget: &Budget,
    ) -> Result<(), Trouble> {
        if self.pauses + 1 >= TRIES_MAX {
            return Err(trouble);
        }
        let own_pause = self.backoff.next_pause();
        let pause = pause.unwrap_or(own_pause);
        if !budget.take_pause(pause) {
            let own = trouble.code.as_str();
            let (code, why) = if trouble.status.is_some() { (BUDGET_SPENT, own) } else { (own, BUDGET_SPENT) };
            let spent = error::own_trouble(&trouble.call, code, &format!("{why}: {}", trouble.message));
            let Trouble { status, request_id, retry_after_seconds, .. } = trouble;
            return Err(Trouble { status, request_id, retry_after_seconds, ..spent });
        }
        self.pauses += 1;
        self.clock.sleep(pause).await;
        Ok(())
    }
}

/// Returns a random `client-request-id`.
pub(super) fn new_request_id() -> String {
    uuid::Uuid::new_v4().to_string()
}

/// Returns the pause that a `Retry-After` header asks for: seconds, or a date
/// (<https://www.rfc-editor.org/rfc/rfc9110#field.retry-after>). A date counts from the `Date` of the same response,
/// because clocks differ.
pub(super) fn pause_asked<'h>(header: impl Fn(&str) -> Option<&'h str>) -> Option<Duration> {
    let text = header(RETRY_AFTER.as_str())?.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let date = |text: &str| DateTimeParser::new().parse_timestamp(text).ok();
    // The machine's time and not the product's: a test may have moved that, and a server knows nothing of it.
    let now = header(DATE.as_str()).and_then(date).unwrap_or_else(Timestamp::now);
    // A date in the past asks for no pause at all.
    Some(Duration::try_from(date(text)?.duration_since(now)).unwrap_or(Duration::ZERO))
}

async fn read_response(mut response: Response) -> ApiResponse {
    let status = response.status();
    let headers = response.headers();
    // Graph and the token endpoint name the header differently.
    let request_id = header(headers, "request-id").or_else(|| header(headers, "x-ms-request-id"));
    let request_id = request_id.map(|id| cut(id, REQUEST_ID_CHARS_MAX));
    let retry_after = pause_asked(|name| header(headers, name));
    let mut body = Some(Vec::new());
    while let Some(bytes) = &mut body {
        match response.chunk().await {
            Ok(Some(chunk)) if bytes.len() + chunk.len() <= BODY_BYTES_MAX => {
                secret::append(bytes, &chunk);
                secret::wipe_bytes(chunk);
            }
            Ok(None) => break,
            Ok(Some(_)) | Err(_) => {
                bytes.zeroize();
                body = None;
            }
        }
    }
    ApiResponse { status, request_id, retry_after, body }
}

fn header<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers.get(name)?.to_str().ok()
}

fn send_error(call: &str, id: &str, error: reqwest::Error) -> SendError {
    // The URL of a call holds names and ids.
    let error = error.without_url();
    let mut message = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        message = format!("{message}: {cause}");
        source = cause.source();
    }
    // Microsoft gave no id, but can find the request by ours if it arrived at all.
    let trouble = |code| Trouble { request_id: Some(id.to_owned()), ..error::own_trouble(call, code, &message) };
    // A time-out while connecting is both; nothing was sent, so it counts as a failed connection.
    if error.is_connect() {
        SendError::NotSent(trouble(CONNECT_FAILED))
    } else if error.is_builder() {
        SendError::NotSent(trouble(REQUEST_INVALID))
    } else if error.is_timeout() {
        SendError::NoResponse(trouble(TIMED_OUT))
    } else {
        SendError::NoResponse(trouble(CONNECTION_LOST))
    }
}
