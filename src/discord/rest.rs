//! Calls to Discord's REST interface: how long they may take, how often they are repeated, and what a refusal says.
//!
//! The bodies are serenity's; sending is done here, because serenity's own sender loses the `retry_after` of an answer
//! 429, has no time-outs, and writes paths, which hold the tokens of interactions, into the log.

use std::time::Duration;

use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderValue, RETRY_AFTER};
use reqwest::{Client, Method, StatusCode, redirect};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio::time::{Instant, timeout_at};

use super::bucket::Bucket;
use super::{Settings, SettingsError};
use crate::ports::ChatError;

/// <https://docs.discord.com/developers/reference#api-versioning>
const VERSION: &str = "/api/v10";
/// <https://docs.discord.com/developers/reference#user-agent>, which asks for the library's address and version.
const USER_AGENT: &str = serenity::constants::USER_AGENT;
/// The first pause before a call is repeated; each further one is twice as long, less a random part of up to a half.
const BACK_OFF_FIRST: Duration = Duration::from_millis(250);
const BACK_OFF_MAX: Duration = Duration::from_secs(8);
/// The pause after an answer 429 that does not say how long.
const RETRY_AFTER_UNSAID: Duration = Duration::from_secs(1);
/// What is kept of Discord's words about a refusal.
const REFUSAL_CHARS_MAX: usize = 400;

/// Discord's interface, with the bot's token.
#[derive(Debug)]
pub(super) struct Rest {
    client: Client,
    base: String,
    bucket: Bucket,
}

/// One call. Whatever is called here may be called again with the same effect: posts carry a nonce, and the second answer to
/// an interaction is refused.
#[derive(Debug)]
pub(super) struct Call {
    /// Method and route as the documentation writes them: for logs, without the token that a path may hold.
    name: &'static str,
    method: Method,
    path: String,
    body: Option<Value>,
    counted: bool,
    /// How long one try may take, where that is less than for other calls.
    try_timeout: Option<Duration>,
}

/// What Discord answered.
#[derive(Debug)]
pub(super) struct Answer {
    /// The body; null where there was none.
    pub(super) body: Value,
    /// How long the route takes no further call; nothing where it takes one now.
    pub(super) exhausted_for: Option<Duration>,
}

/// Why a call came to nothing.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failure {
    /// Discord said no.
    #[error("{call} was refused with status {status}, code {code}: {message}")]
    Refused { call: &'static str, status: u16, code: u64, message: String },
    /// No answer that says anything, as often as it was tried.
    #[error("{call} came to nothing: {why}")]
    Unavailable { call: &'static str, why: String },
}

/// How one try ended.
enum Tried {
    Answered(Answer),
    /// Too many calls: this one had no effect.
    Throttled(Duration),
    /// No answer, or one that leaves open whether the call had an effect.
    Nothing(String),
    Refused(Failure),
}

/// <https://docs.discord.com/developers/topics/rate-limits#exceeding-a-rate-limit-rate-limit-response-structure>
#[derive(Deserialize)]
struct TooMany {
    retry_after: Option<f64>,
    #[serde(default)]
    global: bool,
}

/// <https://docs.discord.com/developers/reference#error-messages>
#[derive(Deserialize)]
struct Refusal {
    #[serde(default)]
    code: u64,
    #[serde(default)]
    message: String,
    #[serde(default)]
    errors: Value,
}

impl Call {
    pub(super) const fn new(method: Method, name: &'static str, path: String) -> Self {
        Self { name, method, path, body: None, counted: true, try_timeout: None }
    }

    /// With a body. Every body of ours can be written as JSON.
    pub(super) fn body(mut self, body: &impl Serialize) -> Self {
        self.body = Some(serde_json::to_value(body).expect("keys are text and numbers are finite"));
        self
    }

    /// Not limited together with the others: answers to interactions are not.
    /// <https://docs.discord.com/developers/interactions/receiving-and-responding#endpoints>
    pub(super) const fn uncounted(mut self) -> Self {
        self.counted = false;
        self
    }

    /// One try may take so long.
    pub(super) const fn try_timeout(mut self, try_timeout: Duration) -> Self {
        self.try_timeout = Some(try_timeout);
        self
    }

    /// That it came to nothing.
    pub(super) const fn unavailable(&self, why: String) -> Failure {
        Failure::Unavailable { call: self.name, why }
    }
}

impl Rest {
    pub(super) fn new(settings: &Settings) -> Result<Self, SettingsError> {
        let address = reqwest::Url::parse(&settings.api).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
        if address.is_none() {
            return Err(SettingsError::Address(settings.api.clone()));
        }
        let mut token = HeaderValue::from_str(&format!("Bot {}", settings.token.reveal().trim()))
            .map_err(|_| SettingsError::Token)?;
        token.set_sensitive(true);
        let client = Client::builder()
            .default_headers(HeaderMap::from_iter([(AUTHORIZATION, token)]))
            .user_agent(USER_AGENT)
            .connect_timeout(settings.connect_timeout)
            .timeout(settings.call_timeout)
            // Discord redirects nothing; whoever does must not be shown the token.
            .redirect(redirect::Policy::none())
            .build()
            .map_err(|error| SettingsError::Client(why(&error)))?;
        let base = format!("{}{VERSION}", settings.api.trim_end_matches('/'));
        Ok(Self { client, base, bucket: Bucket::new() })
    }

    /// Calls, and repeats until Discord answers yes or no, or until the deadline does not leave time for another try.
    pub(super) async fn send(&self, call: &Call, deadline: Instant) -> Result<Answer, Failure> {
        let mut back_off = BACK_OFF_FIRST;
        loop {
            let tried = timeout_at(deadline, self.try_once(call)).await;
            let tried = tried.unwrap_or_else(|_| Tried::Nothing("it took too long".to_owned()));
            let (why, pause) = match tried {
                Tried::Answered(answer) => return Ok(answer),
                Tried::Refused(failure) => return Err(failure),
                Tried::Throttled(pause) => ("Discord asks for patience (429)".to_owned(), pause),
                Tried::Nothing(why) => {
                    let pause = back_off.mul_f64(1.0 - fastrand::f64() / 2.0);
                    back_off = (back_off * 2).min(BACK_OFF_MAX);
                    (why, pause)
                }
            };
            if Instant::now() + pause >= deadline {
                return Err(call.unavailable(why));
            }
            tracing::warn!(call = call.name, why, ?pause, "Discord did not take a call; it is tried again");
            tokio::time::sleep(pause).await;
        }
    }

    async fn try_once(&self, call: &Call) -> Tried {
        if call.counted {
            self.bucket.take().await;
        }
        let mut request = self.client.request(call.method.clone(), format!("{}{}", self.base, call.path));
        if let Some(body) = &call.body {
            request = request.json(body);
        }
        if let Some(try_timeout) = call.try_timeout {
            request = request.timeout(try_timeout);
        }
        let response = match request.send().await {
            Ok(response) => response,
            Err(error) => return Tried::Nothing(why(&error)),
        };
        let (status, headers) = (response.status(), response.headers().clone());
        let body = match response.bytes().await {
            Ok(body) => body,
            Err(error) => return Tried::Nothing(why(&error)),
        };
        match status {
            StatusCode::TOO_MANY_REQUESTS => self.throttled(call, &headers, &body),
            _ if status.is_success() && body.is_empty() => {
                Tried::Answered(Answer { body: Value::Null, exhausted_for: exhausted_for(&headers) })
            }
            _ if status.is_success() => match serde_json::from_slice(&body) {
                Ok(body) => Tried::Answered(Answer { body, exhausted_for: exhausted_for(&headers) }),
                Err(_) => Tried::Nothing("the answer is not JSON".to_owned()),
            },
            _ if status.is_client_error() => Tried::Refused(refused(call.name, status, &body)),
            _ => Tried::Nothing(format!("status {}", status.as_u16())),
        }
    }

    fn throttled(&self, call: &Call, headers: &HeaderMap, body: &[u8]) -> Tried {
        let said = serde_json::from_slice(body).unwrap_or(TooMany { retry_after: None, global: false });
        let seconds = said.retry_after.or_else(|| number(headers, RETRY_AFTER.as_str()));
        let pause = seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok()).unwrap_or(RETRY_AFTER_UNSAID);
        if said.global && call.counted {
            self.bucket.pause(pause);
        }
        Tried::Throttled(pause)
    }
}

impl Failure {
    /// What the engine can make of it, where the call is not an answer to an interaction.
    pub(super) fn into_chat_error(self) -> ChatError {
        let words = self.to_string();
        match self {
            // "Maximum number of edits to messages older than 1 hour reached. Try again later", and a token that was
            // withdrawn: an operator's affair, not the card's. https://docs.discord.com/developers/topics/opcodes-and-status-codes
            Self::Refused { code: 30046, .. } | Self::Refused { status: 401, .. } | Self::Unavailable { .. } => {
                ChatError::Unavailable(words)
            }
            Self::Refused { .. } => ChatError::Gone(words),
        }
    }
}

/// The route's bucket is empty for so long, as the answer itself says.
/// <https://docs.discord.com/developers/topics/rate-limits#header-format>
fn exhausted_for(headers: &HeaderMap) -> Option<Duration> {
    let remaining = number(headers, "x-ratelimit-remaining")?;
    let reset_after = Duration::try_from_secs_f64(number(headers, "x-ratelimit-reset-after")?).ok()?;
    (remaining < 1.0).then_some(reset_after)
}

fn number(headers: &HeaderMap, name: &str) -> Option<f64> {
    headers.get(name)?.to_str().ok()?.parse().ok()
}

fn refused(call: &'static str, status: StatusCode, body: &[u8]) -> Failure {
    let nothing = Refusal { code: 0, message: String::new(), errors: Value::Null };
    let said: Refusal = serde_json::from_slice(body).unwrap_or(nothing);
    let places = if said.errors.is_null() { String::new() } else { format!(" {}", said.errors) };
    let message = format!("{}{places}", said.message).chars().take(REFUSAL_CHARS_MAX).collect();
    Failure::Refused { call, status: status.as_u16(), code: said.code, message }
}

/// The innermost reason. The address is left out: it can hold the token of an interaction.
fn why(error: &reqwest::Error) -> String {
    if error.is_timeout() {
        return "no answer in time".to_owned();
    }
    let mut innermost: &dyn std::error::Error = error;
    while let Some(source) = innermost.source() {
        innermost = source;
    }
    if innermost.is::<reqwest::Error>() { "the call failed".to_owned() } else { innermost.to_string() }
}
