//! Requests to Discord's REST API, with time-outs, retries and the global rate limit.
//!
//! The bodies are serenity's, but the sender is ours: serenity's loses the `retry_after` of a 429 response, has no
//! time-outs, and logs paths, which contain the tokens of interactions.

use std::time::Duration;

use bytes::Bytes;
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderValue, RETRY_AFTER};
use reqwest::{Client, Method, StatusCode, redirect};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio::time::{Instant, timeout_at};

use super::rate_limit::{RateLimiter, ShutOut};
use super::{DiscordSettings, DiscordSettingsError};
use crate::backoff::Backoff;
use crate::clock::Clock;
use crate::ports::ChatError;
use crate::secret;

/// <https://docs.discord.com/developers/reference#api-versioning>
const VERSION: &str = "/api/v10";
/// <https://docs.discord.com/developers/reference#user-agent>, which asks for the library's address and version.
const USER_AGENT: &str = serenity::constants::USER_AGENT;
/// The pauses after attempts without a conclusive response.
const BACK_OFF: Backoff = Backoff::new(Duration::from_millis(250), Duration::from_secs(8));
/// The pause after a 429 response that does not say how long to wait.
const RETRY_AFTER_DEFAULT: Duration = Duration::from_secs(1);
/// The part of Discord's error text that is reported.
const ERROR_CHARS_MAX: usize = 400;

/// Discord's REST API, called with the bot's token.
#[derive(Debug)]
pub(super) struct Rest {
    client: Client,
    base: String,
    rate_limiter: RateLimiter,
    shut_out: ShutOut,
    clock: Clock,
}

/// A request. Every request sent here is safe to repeat: posts carry a nonce, and Discord refuses a second response to
/// an interaction.
#[derive(Debug)]
pub(super) struct RestRequest {
    /// Method and route as the documentation writes them. Used in logs and errors, because the path may contain a
    /// token.
    name: &'static str,
    method: Method,
    path: String,
    /// JSON, which is wiped with the request: an answer may show a password.
    body: Option<Bytes>,
    is_rate_limited: bool,
    /// The time-out for one attempt, if shorter than that of the client.
    attempt_timeout: Option<Duration>,
}

/// A successful response.
#[derive(Debug)]
pub(super) struct RestResponse {
    /// The body; null if it was empty.
    pub(super) body: Value,
    /// The time for which the route accepts no further request. `None` if it accepts one now.
    pub(super) exhausted_for: Option<Duration>,
}

/// A request that failed for good.
#[derive(Debug, thiserror::Error)]
pub(super) enum RestError {
    /// Discord refused the request (4xx).
    #[error("{request} was refused with status {status}, code {code}: {message}")]
    Refused { request: &'static str, status: u16, code: u64, message: String },
    /// No attempt got a conclusive response.
    #[error("{request} failed: {reason}")]
    Unavailable { request: &'static str, reason: String },
}

impl RestRequest {
    pub(super) const fn new(method: Method, name: &'static str, path: String) -> Self {
        Self { name, method, path, body: None, is_rate_limited: true, attempt_timeout: None }
    }

    /// Adds a JSON body.
    pub(super) fn body(mut self, body: &impl Serialize) -> Self {
        self.body = Some(secret::json_body(body));
        self
    }

    /// Exempts the request from the global rate limit, as Discord does for responses to interactions.
    /// <https://docs.discord.com/developers/interactions/receiving-and-responding#endpoints>
    pub(super) const fn exempt_from_rate_limit(mut self) -> Self {
        self.is_rate_limited = false;
        self
    }

    /// Sets the time-out for one attempt.
    pub(super) const fn attempt_timeout(mut self, attempt_timeout: Duration) -> Self {
        self.attempt_timeout = Some(attempt_timeout);
        self
    }

    /// Returns the error for a request without a usable response.
    pub(super) const fn unavailable(&self, reason: String) -> RestError {
        RestError::Unavailable { request: self.name, reason }
    }
}

impl Rest {
    pub(super) fn new(settings: &DiscordSettings) -> Result<Self, DiscordSettingsError> {
        let address = reqwest::Url::parse(&settings.api).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
        if address.is_none() {
            return Err(DiscordSettingsError::Address(settings.api.clone()));
        }
        let mut token = HeaderValue::from_str(&format!("Bot {}", settings.token.reveal().trim()))
            .map_err(|_| DiscordSettingsError::Token)?;
        token.set_sensitive(true);
        let client = Client::builder()
            .default_headers(HeaderMap::from_iter([(AUTHORIZATION, token)]))
            .user_agent(USER_AGENT)
            .connect_timeout(settings.connect_timeout)
            .timeout(settings.call_timeout)
            // Discord never redirects, and another server must not receive the token.
            .redirect(redirect::Policy::none())
            .build()
            .map_err(|error| DiscordSettingsError::Client(reason(&error)))?;
        let base = format!("{}{VERSION}", settings.api.trim_end_matches('/'));
        Ok(Self {
            client,
            base,
            rate_limiter: RateLimiter::new(),
            shut_out: ShutOut::new(),
            clock: settings.clock.clone(),
        })
    }

    /// Sends a request, and repeats it until Discord accepts or refuses it or the deadline leaves no time for another
    /// attempt.
    pub(super) async fn send(&self, request: &RestRequest, deadline: Instant) -> Result<RestResponse, RestError> {
        let mut back_off = BACK_OFF;
        loop {
            let attempt = timeout_at(deadline, self.attempt(request)).await;
            let attempt = attempt.unwrap_or_else(|_| Attempt::Inconclusive("it took too long".to_owned()));
            let (reason, pause) = match attempt {
                Attempt::Succeeded(response) => return Ok(response),
                Attempt::Refused(error) => {
                    // Without a code of its own it is the bot's token, reset while this runs; an interaction's has one.
                    if matches!(error, RestError::Refused { status: 401, code: 0, .. }) {
                        tracing::error!(
                            request = request.name,
                            "discord does not accept the bot's token any more; take a new one from the developer portal, under Bot"
                        );
                    }
                    return Err(error);
                }
                Attempt::Throttled(pause) => ("too many requests (429)".to_owned(), pause),
                Attempt::Inconclusive(reason) => (reason, back_off.next_pause()),
            };
            if Instant::now() + pause >= deadline {
                return Err(request.unavailable(reason));
            }
            tracing::warn!(request = request.name, reason, ?pause, "discord request failed, retrying");
            self.clock.sleep(pause).await;
        }
    }

    async fn attempt(&self, request: &RestRequest) -> Attempt {
        if request.is_rate_limited {
            self.rate_limiter.acquire(&self.clock).await;
        }
        self.shut_out.pass(&self.clock).await;
        let mut builder = self.client.request(request.method.clone(), format!("{}{}", self.base, request.path));
        if let Some(body) = &request.body {
            builder = builder.header(CONTENT_TYPE, "application/json").body(body.clone());
        }
        if let Some(attempt_timeout) = request.attempt_timeout {
            builder = builder.timeout(attempt_timeout);
        }
        let response = match builder.send().await {
            Ok(response) => response,
            Err(error) => return Attempt::Inconclusive(reason(&error)),
        };
        let (status, headers) = (response.status(), response.headers().clone());
        let body = match response.bytes().await {
            Ok(body) => body,
            Err(error) => return Attempt::Inconclusive(reason(&error)),
        };
        match status {
            StatusCode::TOO_MANY_REQUESTS => self.throttled(request, &headers, &body),
            _ if status.is_success() && body.is_empty() => {
                Attempt::Succeeded(RestResponse { body: Value::Null, exhausted_for: exhausted_for(&headers) })
            }
            _ if status.is_success() => {
                let parsed = serde_json::from_slice(&body);
                // Discord repeats the message, and with it what it shows.
                secret::wipe_bytes(body);
                match parsed {
                    Ok(body) => Attempt::Succeeded(RestResponse { body, exhausted_for: exhausted_for(&headers) }),
                    Err(_) => Attempt::Inconclusive("the response is not JSON".to_owned()),
                }
            }
            _ if status.is_client_error() => Attempt::Refused(refused(request.name, status, &body)),
            _ => Attempt::Inconclusive(format!("status {}", status.as_u16())),
        }
    }

    fn throttled(&self, request: &RestRequest, headers: &HeaderMap, body: &[u8]) -> Attempt {
        let body: Option<RateLimitBody> = serde_json::from_slice(body).ok();
        let seconds = body.as_ref().and_then(|body| body.retry_after).or_else(|| number(headers, RETRY_AFTER.as_str()));
        let pause =
            seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok()).unwrap_or(RETRY_AFTER_DEFAULT);
        // Cloudflare, in front of Discord, answers without JSON.
        let shuts_out = body.is_none();
        if shuts_out {
            self.shut_out.close_for(pause);
        }
        let is_global = body.is_some_and(|body| body.global);
        if shuts_out || is_global && request.is_rate_limited {
            self.rate_limiter.pause(pause);
        }
        Attempt::Throttled(pause)
    }
}

impl RestError {
    /// Converts the error into the choice that the engine has. Not for responses to interactions: see `replies`.
    pub(super) fn into_chat_error(self) -> ChatError {
        let text = self.to_string();
        match self {
            // 30046 is "Maximum number of edits to messages older than 1 hour reached. Try again later", and 401 means
            // that the token was withdrawn. Neither means that the card's message is gone.
            // https://docs.discord.com/developers/topics/opcodes-and-status-codes
            Self::Refused { code: 30046, .. } | Self::Refused { status: 401, .. } | Self::Unavailable { .. } => {
                ChatError::Unavailable(text)
            }
            Self::Refused { .. } => ChatError::Gone(text),
        }
    }
}

/// The result of one attempt.
enum Attempt {
    Succeeded(RestResponse),
    /// Too many requests: this one had no effect, and the next may follow after the pause.
    Throttled(Duration),
    /// No response, or one that leaves open whether the request had an effect.
    Inconclusive(String),
    Refused(RestError),
}

/// <https://docs.discord.com/developers/topics/rate-limits#exceeding-a-rate-limit-rate-limit-response-structure>
#[derive(Deserialize)]
struct RateLimitBody {
    retry_after: Option<f64>,
    #[serde(default)]
    global: bool,
}

/// <https://docs.discord.com/developers/reference#error-messages>
#[derive(Deserialize)]
struct ErrorBody {
    #[serde(default)]
    code: u64,
    #[serde(default)]
    message: String,
    #[serde(default)]
    errors: Value,
}

/// Reads from the rate limit headers for how long the route accepts no further request.
/// <https://docs.discord.com/developers/topics/rate-limits#header-format>
fn exhausted_for(headers: &HeaderMap) -> Option<Duration> {
    let remaining = number(headers, "x-ratelimit-remaining")?;
    let reset_after = Duration::try_from_secs_f64(number(headers, "x-ratelimit-reset-after")?).ok()?;
    (remaining < 1.0).then_some(reset_after)
}

fn number(headers: &HeaderMap, name: &str) -> Option<f64> {
    headers.get(name)?.to_str().ok()?.parse().ok()
}

fn refused(request: &'static str, status: StatusCode, body: &[u8]) -> RestError {
    let empty = ErrorBody { code: 0, message: String::new(), errors: Value::Null };
    let body: ErrorBody = serde_json::from_slice(body).unwrap_or(empty);
    let errors = if body.errors.is_null() { String::new() } else { format!(" {}", body.errors) };
    let message = format!("{}{errors}", body.message).chars().take(ERROR_CHARS_MAX).collect();
    RestError::Refused { request, status: status.as_u16(), code: body.code, message }
}

/// Returns the innermost cause. reqwest's own text is left out because it contains the address, and with it the token
/// of an interaction.
fn reason(error: &reqwest::Error) -> String {
    if error.is_timeout() {
        return "the request timed out".to_owned();
    }
    let mut innermost: &dyn std::error::Error = error;
    while let Some(source) = innermost.source() {
        innermost = source;
    }
    if innermost.is::<reqwest::Error>() { "the request failed".to_owned() } else { innermost.to_string() }
}
