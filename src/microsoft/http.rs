//! The one place that sends: time-outs, budget, ids, sizes, repeats, and a line in the log for every call.

use std::error::Error as _;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimeParser;
use reqwest::header::{DATE, HeaderMap, RETRY_AFTER};
use reqwest::{Client, RequestBuilder, Response, StatusCode, redirect, retry};

use super::error::{self, BUDGET_SPENT, CONNECT_FAILED, CONNECTION_LOST, REQUEST_INVALID, TIMED_OUT};
use crate::domain::Trouble;
use crate::ports::{Budget, TenantError};

/// The most that is read of one answer. A page of 200 directory audits has about half a MiB.
const ANSWER_BYTES_MAX: usize = 4 << 20;
/// How often one call is tried in all, where repeating it is safe.
const TRIES_MAX: u32 = 4;
/// The longest pause before the second try where the answer names none; it doubles with every try.
const BACK_OFF_FIRST: Duration = Duration::from_millis(500);
/// The longest pause of our own choosing.
const BACK_OFF_MAX: Duration = Duration::from_secs(8);
/// How long a connection is kept unused. Shorter than load balancers keep theirs (Azure: 4 minutes,
/// <https://learn.microsoft.com/azure/load-balancer/load-balancer-tcp-reset>), so that a step does not meet a connection
/// that the other side has just closed.
const IDLE_CONNECTION_MAX: Duration = Duration::from_secs(60);

/// Sends calls. Clones share their connections.
#[derive(Clone)]
pub(super) struct HttpClient {
    client: Client,
}

/// An answer: its status has arrived.
#[derive(Debug)]
pub(super) struct ApiResponse {
    pub status: StatusCode,
    /// By which Microsoft finds the call.
    pub request_id: Option<String>,
    /// The pause that was asked for.
    pub retry_after: Option<Duration>,
    /// None where it broke off or had more than [`ANSWER_BYTES_MAX`].
    pub body: Option<Vec<u8>>,
}

/// Why there is no answer.
#[derive(Debug)]
pub(super) enum SendError {
    /// No call was left in the budget; nothing was sent.
    NoBudget(Trouble),
    /// No connection came about; nothing was sent.
    NotSent(Trouble),
    /// It was sent, perhaps, and may have had its effect.
    NoResponse(Trouble),
}

impl HttpClient {
    /// No redirect is followed, so that a token goes nowhere but to the address that was configured.
    pub(super) fn new(call_timeout: Duration, connect_timeout: Duration) -> Result<Self, reqwest::Error> {
        let client = Client::builder()
            .timeout(call_timeout)
            .connect_timeout(connect_timeout)
            .pool_idle_timeout(IDLE_CONNECTION_MAX)
            .redirect(redirect::Policy::none())
            .retry(retry::never())
            .user_agent(concat!("grendel/", env!("CARGO_PKG_VERSION")))
            .build()?;
        Ok(Self { client })
    }

    /// The client to build requests with; they are sent by [`Http::send`] only.
    pub(super) const fn client(&self) -> &Client {
        &self.client
    }

    /// Sends once. `call` is the name of the call for people, without names or ids in it; `id` goes along as
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
        let begun = Instant::now();
        let result = match request.header("client-request-id", id).send().await {
            Ok(response) => Ok(answered(response).await),
            Err(error) => Err(lost(call, id, error)),
        };
        let took_ms = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
        match &result {
            Ok(ApiResponse { status, request_id, .. }) => {
                tracing::debug!(call, id, status = status.as_u16(), request_id, took_ms, "called Microsoft");
            }
            Err(lost) => tracing::debug!(call, id, code = lost.trouble().code, took_ms, "no answer from Microsoft"),
        }
        result
    }

    /// Sends a call that changes nothing, again where that may help. Whatever the answer says that does not pass by
    /// waiting is given back as it is; a success has its body.
    pub(super) async fn read(
        &self,
        call: &str,
        budget: &Budget,
        request: impl Fn() -> RequestBuilder,
        trouble_of: impl Fn(&str, &ApiResponse) -> Trouble,
    ) -> Result<ApiResponse, TenantError> {
        let mut patience = Retries::default();
        loop {
            let sent = self.send(call, &new_id(), request(), budget).await;
            let (asked, trouble) = match sent {
                Ok(answered) if error::is_passing(answered.status) => {
                    (answered.retry_after, trouble_of(call, &answered))
                }
                Ok(answered) if answered.status.is_success() && answered.body.is_none() => {
                    (None, error::own_trouble(call, error::ANSWER_UNREADABLE, "it broke off or is too long"))
                }
                Ok(answered) => return Ok(answered),
                Err(SendError::NoBudget(trouble)) => return Err(TenantError::Unavailable(trouble)),
                Err(SendError::NotSent(trouble) | SendError::NoResponse(trouble)) => (None, trouble),
            };
            patience.wait(asked, trouble, budget).await.map_err(TenantError::Unavailable)?;
        }
    }
}

impl SendError {
    /// What happened.
    pub(super) const fn trouble(&self) -> &Trouble {
        match self {
            Self::NoBudget(trouble) | Self::NotSent(trouble) | Self::NoResponse(trouble) => trouble,
        }
    }

    /// The same, to keep.
    pub(super) fn into_trouble(self) -> Trouble {
        match self {
            Self::NoBudget(trouble) | Self::NotSent(trouble) | Self::NoResponse(trouble) => trouble,
        }
    }
}

/// How often and how long we have waited for one call.
#[derive(Debug, Default)]
pub(super) struct Retries {
    pauses: u32,
}

impl Retries {
    /// Waits as long as was asked, else for a random part of a time that doubles (full jitter). Gives the trouble back
    /// where there is no patience left.
    pub(super) async fn wait(
        &mut self,
        asked: Option<Duration>,
        trouble: Trouble,
        budget: &Budget,
    ) -> Result<(), Trouble> {
        if self.pauses + 1 >= TRIES_MAX {
            return Err(trouble);
        }
        let pause = asked.unwrap_or_else(|| {
            let longest = BACK_OFF_FIRST.saturating_mul(1 << self.pauses).min(BACK_OFF_MAX);
            longest.mul_f64(fastrand::f64())
        });
        if !budget.take_pause(pause) {
            let message = format!("{}: {}", trouble.code, trouble.message);
            let spent = error::own_trouble(&trouble.call, BUDGET_SPENT, &message);
            return Err(Trouble { status: trouble.status, request_id: trouble.request_id, ..spent });
        }
        self.pauses += 1;
        tokio::time::sleep(pause).await;
        Ok(())
    }
}

/// A fresh `client-request-id`.
pub(super) fn new_id() -> String {
    uuid::Uuid::new_v4().to_string()
}

/// The pause that these headers ask for: seconds, or a date (<https://www.rfc-editor.org/rfc/rfc9110#field.retry-after>).
/// A date counts from the answer's own, because clocks differ.
pub(super) fn pause_asked<'h>(header: impl Fn(&str) -> Option<&'h str>) -> Option<Duration> {
    let text = header(RETRY_AFTER.as_str())?.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let date = |text: &str| DateTimeParser::new().parse_timestamp(text).ok();
    let now = header(DATE.as_str()).and_then(date).unwrap_or_else(Timestamp::now);
    // A date that is over asks for no pause at all.
    Some(Duration::try_from(date(text)?.duration_since(now)).unwrap_or(Duration::ZERO))
}

async fn answered(mut response: Response) -> ApiResponse {
    let status = response.status();
    let headers = response.headers();
    // Graph and the token endpoint each have a name of their own for it.
    let request_id = header(headers, "request-id").or_else(|| header(headers, "x-ms-request-id")).map(str::to_owned);
    let retry_after = pause_asked(|name| header(headers, name));
    let mut body = Some(Vec::new());
    while let Some(bytes) = &mut body {
        match response.chunk().await {
            Ok(Some(chunk)) if bytes.len() + chunk.len() <= ANSWER_BYTES_MAX => bytes.extend_from_slice(&chunk),
            Ok(None) => break,
            Ok(Some(_)) | Err(_) => body = None,
        }
    }
    ApiResponse { status, request_id, retry_after, body }
}

fn header<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers.get(name)?.to_str().ok()
}

fn lost(call: &str, id: &str, error: reqwest::Error) -> SendError {
    // The address of a call holds names and ids.
    let error = error.without_url();
    let mut message = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        message = format!("{message}: {cause}");
        source = cause.source();
    }
    // Where Microsoft gave no id, ours finds the call if it arrived at all.
    let trouble = |code| Trouble { request_id: Some(id.to_owned()), ..error::own_trouble(call, code, &message) };
    // A time-out while connecting is both; what counts is that nothing was sent.
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
