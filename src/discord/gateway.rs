//! The gateway: the WebSocket over which interactions arrive. A supervisor keeps one shard of twilight open and resumes
//! its session whenever that is possible.

use std::sync::Arc;
use std::time::Duration;

use futures_util::StreamExt as _;
use reqwest::Method;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tokio::sync::{mpsc, oneshot, watch};
use tokio::task::JoinHandle;
use tokio::time::{Instant, timeout};
use twilight_gateway::error::ReceiveMessageErrorType;
use twilight_gateway::{CloseFrame, ConfigBuilder, Intents, Message, Session, Shard, ShardId, ShardState};

use super::DiscordSettings;
use super::inbound;
use super::rest::{Rest, RestError, RestRequest};
use crate::clock::Clock;
use crate::ports::Interaction;
use crate::secret::Secret;

/// The capacity of the queue of interactions. While it is full nothing more is read from the socket, and Discord
/// buffers.
pub(super) const INTERACTIONS_MAX: usize = 256;
/// The time without any frame after which the shard is replaced. A live socket receives a frame with every heartbeat,
/// each 41.25 s. The limit also bounds how long twilight waits between its own attempts. It keeps us below the 1,000
/// sessions a day that Discord allows.
/// <https://docs.discord.com/developers/events/gateway#session-start-limit-object>
const SILENCE_MAX: Duration = Duration::from_secs(100);
/// The time for which one request for the gateway's address is retried before the failure is logged.
const ADDRESS_TIMEOUT: Duration = Duration::from_secs(60);
/// The pause after such a failure. Retries within one request back off by themselves.
const ADDRESS_PAUSE: Duration = Duration::from_secs(1);
/// The longest pause before Discord is asked again if a session may be started. The limit is one of a day.
const SESSION_PAUSE_MAX: Duration = Duration::from_secs(24 * 60 * 60);
/// The time to wait for Discord's close frame. Our own close is complete without it.
const CLOSE_FRAME_TIMEOUT: Duration = Duration::from_secs(1);
/// The time in which the receiver may take the last interactions before the gateway closes.
const DRAIN_TIMEOUT: Duration = Duration::from_secs(5);

/// The session that a later connection resumes to receive everything after the last interaction that was taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GatewaySession {
    /// Discord's session id.
    pub id: String,
    /// The sequence number of the last event that was handed over and taken.
    pub sequence: u64,
    /// The address at which the session is resumed, `wss://...`.
    pub resume_url: String,
}

/// A reason for which the gateway stopped for good. Opening it again with the same settings would fail again.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GatewayError {
    /// Discord does not know the token (401, close code 4004).
    #[error("Discord does not accept the bot's token; take a new one from the developer portal, under Bot")]
    Token,
    /// Discord closed the socket with a code that forbids reconnecting.
    #[error("Discord closed the gateway for good, with code {code}: {reason}")]
    Closed {
        /// <https://docs.discord.com/developers/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes>
        code: u16,
        /// Discord's text.
        reason: String,
    },
}

/// The running gateway. Dropping it closes the socket.
#[derive(Debug)]
pub struct Gateway {
    stop: Option<oneshot::Sender<()>>,
    task: JoinHandle<Result<(), GatewayError>>,
    end: Option<Result<(), GatewayError>>,
}

impl Gateway {
    /// Waits until the gateway stops for good.
    pub async fn ended(&mut self) -> Result<(), GatewayError> {
        if let Some(end) = &self.end {
            return end.clone();
        }
        let panicked =
            |error| Err(GatewayError::Closed { code: 0, reason: format!("the gateway's task stopped: {error}") });
        let end = (&mut self.task).await.unwrap_or_else(panicked);
        self.end = Some(end.clone());
        end
    }

    /// Closes the socket so that its session can be resumed, and returns after the last session was published. An
    /// interaction that is not taken within 5 seconds arrives again at the next start.
    pub async fn close(mut self) -> Result<(), GatewayError> {
        self.stop.take();
        self.ended().await
    }
}

/// Starts the gateway in a background task. Returns it with the channel on which its sessions are published.
pub(super) fn open(
    settings: &DiscordSettings,
    rest: Arc<Rest>,
    interactions: mpsc::Sender<Interaction>,
) -> (Gateway, watch::Receiver<Option<GatewaySession>>) {
    let (sessions, published) = watch::channel(settings.resume.clone());
    let (stop, stopped) = oneshot::channel();
    let (token, clock, current) = (settings.token.clone(), settings.clock.clone(), settings.resume.clone());
    let supervisor = Supervisor { rest, token, clock, interactions, current, sessions };
    let task = tokio::spawn(supervisor.run(stopped));
    (Gateway { stop: Some(stop), task, end: None }, published)
}

/// The task that keeps the socket open.
struct Supervisor {
    rest: Arc<Rest>,
    token: Secret,
    clock: Clock,
    interactions: mpsc::Sender<Interaction>,
    /// The session up to the last event that was handed over.
    current: Option<GatewaySession>,
    /// The session up to the last event that was taken.
    sessions: watch::Sender<Option<GatewaySession>>,
}

/// The reason for which a shard is abandoned.
enum ListenEnd {
    Silence,
    /// The next connection would start a session.
    NoSession,
    Stopped,
}

/// <https://docs.discord.com/developers/events/gateway-events#payload-structure>
#[derive(Deserialize)]
struct Frame {
    #[serde(rename = "t")]
    name: Option<String>,
    #[serde(rename = "d", default)]
    body: Value,
}

impl Supervisor {
    async fn run(mut self, mut stopped: oneshot::Receiver<()>) -> Result<(), GatewayError> {
        let mut pause = Duration::ZERO;
        loop {
            let address = async {
                self.clock.sleep(pause).await;
                self.address().await
            };
            let address = tokio::select! {
                _ = &mut stopped => return Ok(()),
                address = address => address?,
            };
            pause = Duration::ZERO;
            let mut shard = self.shard(&address);
            match self.listen(&mut shard, &address, &mut stopped).await? {
                ListenEnd::Silence => tracing::warn!("gateway silent, reconnecting"),
                ListenEnd::NoSession => {
                    tracing::info!("gateway session lost, starting another");
                    pause = ADDRESS_PAUSE;
                    // A queue that is entirely free means that every interaction was taken.
                    if self.interactions.capacity() == INTERACTIONS_MAX {
                        self.sessions.send_replace(self.current.clone());
                    }
                }
                ListenEnd::Stopped => {
                    close(&mut shard).await;
                    // The receiver may be gone already; then the session that was published last stays.
                    if let Ok(Ok(_)) = timeout(DRAIN_TIMEOUT, self.interactions.reserve_many(INTERACTIONS_MAX)).await {
                        self.sessions.send_replace(self.current.clone());
                    }
                    return Ok(());
                }
            }
        }
    }

    /// Returns the gateway's address. Retries until Discord answers, because there is no address to fall back to.
    /// <https://docs.discord.com/developers/events/gateway#get-gateway-bot>
    async fn address(&self) -> Result<String, GatewayError> {
        let request = RestRequest::new(Method::GET, "GET /gateway/bot", "/gateway/bot".to_owned());
        loop {
            let error = match self.rest.send(&request, Instant::now() + ADDRESS_TIMEOUT).await {
                Ok(response) => match response.body["url"].as_str().filter(|url| is_websocket_address(url)) {
                    // A session that is resumed is not a new one.
                    Some(url) => match no_session_left(&response.body).filter(|_| self.current.is_none()) {
                        None => return Ok(url.to_owned()),
                        Some(pause) => {
                            tracing::error!(?pause, "no gateway session is left for now, waiting");
                            self.clock.sleep(pause).await;
                            continue;
                        }
                    },
                    None => "the response has no wss:// address".to_owned(),
                },
                Err(RestError::Refused { status: 401, .. }) => return Err(GatewayError::Token),
                Err(error) => error.to_string(),
            };
            tracing::warn!(error, "gateway address unknown, retrying");
            self.clock.sleep(ADDRESS_PAUSE).await;
        }
    }

    fn shard(&self, address: &str) -> Shard {
        let token = self.token.reveal().trim().to_owned();
        // Interactions need no intent: https://docs.discord.com/developers/events/gateway#gateway-intents
        let mut config = ConfigBuilder::new(token, Intents::empty()).proxy_url(address.to_owned()).presence(online());
        if let Some(session) = &self.current {
            config = config.session(Session::new(session.sequence, session.id.clone()));
            if is_websocket_address(&session.resume_url) {
                config = config.resume_url(session.resume_url.clone());
            }
        }
        Shard::with_config(ShardId::ONE, config.build())
    }

    /// Reads from a shard until it is silent, has no session left to resume, or the gateway is stopped.
    async fn listen(
        &mut self,
        shard: &mut Shard,
        address: &str,
        stopped: &mut oneshot::Receiver<()>,
    ) -> Result<ListenEnd, GatewayError> {
        let mut last_close = None;
        loop {
            let unpublished = *self.sessions.borrow() != self.current;
            let item = tokio::select! {
                biased;
                _ = &mut *stopped => return Ok(ListenEnd::Stopped),
                // A queue that is entirely free means that every interaction was taken.
                drained = self.interactions.reserve_many(INTERACTIONS_MAX), if unpublished => {
                    if drained.is_err() {
                        return Ok(ListenEnd::Stopped);
                    }
                    self.sessions.send_replace(self.current.clone());
                    continue;
                }
                item = timeout(SILENCE_MAX, shard.next()) => item,
            };
            let is_unreachable = matches!(item, Ok(Some(Err(_))));
            match item {
                Err(_) => return Ok(ListenEnd::Silence),
                Ok(None) => return Err(closed(last_close)),
                Ok(Some(Ok(Message::Close(frame)))) => {
                    tracing::info!(code = frame.as_ref().map(|frame| frame.code), "gateway socket closed");
                    last_close = frame;
                }
                Ok(Some(Ok(Message::Text(text)))) => {
                    if self.hand_over(&text, stopped).await.is_none() {
                        return Ok(ListenEnd::Stopped);
                    }
                }
                Ok(Some(Err(error))) if matches!(error.kind(), ReceiveMessageErrorType::Reconnect) => {
                    let reason = error.into_source().map(|source| source.to_string());
                    tracing::warn!(reason, "gateway unreachable, retrying");
                }
                // The text of the error contains the event, which may hold an interaction token.
                Ok(Some(Err(_))) => tracing::warn!("malformed gateway event ignored"),
            }
            self.current = shard.session().map(|session| GatewaySession {
                id: session.id().to_owned(),
                sequence: session.sequence(),
                resume_url: self.resume_url(shard, address),
            });
            // twilight would start a session on its own, without asking whether one is left.
            let is_disconnected = matches!(shard.state(), ShardState::Disconnected { .. });
            if self.current.is_none() && is_disconnected && !is_unreachable {
                return Ok(ListenEnd::NoSession);
            }
        }
    }

    /// Queues the interaction that a frame holds, if it holds one, and waits for room in the queue.
    ///
    /// Returns `None` if the gateway was stopped meanwhile or the receiver is gone. The event then counts as not handed
    /// over.
    async fn hand_over(&self, text: &str, stopped: &mut oneshot::Receiver<()>) -> Option<()> {
        let Ok(frame) = serde_json::from_str::<Frame>(text) else { return Some(()) };
        match frame.name.as_deref() {
            Some("READY") => tracing::info!("gateway open, new session"),
            Some("RESUMED") => tracing::info!("gateway open, session resumed"),
            Some("INTERACTION_CREATE") => {
                let Some(interaction) = inbound::parse(&frame.body) else {
                    tracing::warn!("interaction without id or token ignored");
                    return Some(());
                };
                tracing::debug!(interaction = interaction.id.0, "interaction arrived");
                return tokio::select! {
                    _ = &mut *stopped => None,
                    sent = self.interactions.send(interaction) => sent.ok(),
                };
            }
            _ => {}
        }
        Some(())
    }

    /// Returns the address at which the current session is resumed. twilight forgets it after a failed attempt,
    /// although the session is still the same.
    fn resume_url(&self, shard: &Shard, address: &str) -> String {
        let known = || self.current.as_ref().map(|session| session.resume_url.clone());
        shard.resume_url().map(str::to_owned).or_else(known).unwrap_or_else(|| address.to_owned())
    }
}

/// Returns the presence that is shown beside the bot's name. Without one, twilight sends null, which Discord does not
/// document.
/// <https://docs.discord.com/developers/events/gateway-events#update-presence>
fn online<Presence: serde::de::DeserializeOwned>() -> Presence {
    let online = json!({ "status": "online", "activities": [], "since": null, "afk": false });
    serde_json::from_value(online).expect("these are the fields of the page above")
}

/// Closes the socket with a code that keeps the session. Events that still arrive are not handed over, so Discord sends
/// them again when the session is resumed.
/// <https://docs.discord.com/developers/events/gateway#initiating-a-disconnect>
async fn close(shard: &mut Shard) {
    let is_open = |shard: &Shard| !matches!(shard.state(), ShardState::Disconnected { .. } | ShardState::FatallyClosed);
    if !is_open(shard) {
        return;
    }
    shard.close(CloseFrame::RESUME);
    let closed = async {
        while let Some(Ok(Message::Text(_))) = shard.next().await {
            // If the other side hangs up without a close frame, twilight reconnects. That connection is not wanted.
            if is_open(shard) {
                break;
            }
        }
    };
    if timeout(CLOSE_FRAME_TIMEOUT, closed).await.is_err() {
        tracing::info!("gateway closed without a close frame");
    }
}

/// Converts the last close frame into the error that is reported.
fn closed(last: Option<CloseFrame<'static>>) -> GatewayError {
    match last {
        Some(frame) if frame.code == 4004 => GatewayError::Token,
        Some(frame) => GatewayError::Closed { code: frame.code, reason: frame.reason.into_owned() },
        None => GatewayError::Closed { code: 0, reason: "no reason given".to_owned() },
    }
}

/// Returns the time until another session may be started if none is left now. Discord resets the token of a bot that
/// starts one all the same.
/// <https://docs.discord.com/developers/events/gateway#session-start-limit-object>
fn no_session_left(answer: &Value) -> Option<Duration> {
    let limit = &answer["session_start_limit"];
    let reset_after = limit["reset_after"].as_u64().map_or(SESSION_PAUSE_MAX, Duration::from_millis);
    (limit["remaining"].as_u64() == Some(0)).then_some(reset_after.clamp(ADDRESS_PAUSE, SESSION_PAUSE_MAX))
}

/// Returns true if the text is a WebSocket address. twilight panics on any other.
fn is_websocket_address(address: &str) -> bool {
    reqwest::Url::parse(address).is_ok_and(|url| matches!(url.scheme(), "ws" | "wss") && url.has_host())
}
