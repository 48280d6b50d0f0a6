//! The socket over which interactions arrive: one shard of twilight's, kept alive, resumed wherever that is possible.

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

use super::Settings;
use super::inbound;
use super::rest::{Call, Failure, Rest};
use crate::ports::Arrival;
use crate::secret::Secret;

/// Interactions that wait to be taken. When they are this many nothing more is read from the socket, and Discord keeps it.
pub(super) const ARRIVALS_MAX: usize = 256;
/// A live socket says something with every heartbeat, each 41.25 s. After so long a new one is opened, which also bounds
/// how long twilight pauses between its own tries; less often than the 1,000 sessions that Discord allows a day.
/// <https://docs.discord.com/developers/events/gateway#session-start-limit-object>
const SILENCE_MAX: Duration = Duration::from_secs(100);
/// How long one question for the gateway's address is repeated before that is worth another line in the log.
const ADDRESS_PATIENCE: Duration = Duration::from_secs(60);
/// How long Discord's confirmation of a close is waited for. The close itself needs none.
const CONFIRMATION_PATIENCE: Duration = Duration::from_secs(1);
/// How long the last arrivals may take to be taken.
const CLOSE_PATIENCE: Duration = Duration::from_secs(5);

/// What a later connection needs to get everything that was sent since the last arrival that was taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GatewaySession {
    /// The session, as Discord calls it.
    pub id: String,
    /// The last event that was handed over and taken.
    pub sequence: u64,
    /// Where the session is resumed, `wss://…`.
    pub resume_url: String,
}

/// Why there is no gateway any more, and why opening it again the same way would not help.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GatewayError {
    /// Discord does not know the token (401, close code 4004).
    #[error("Discord does not accept the bot's token; take a new one from the developer portal, under Bot")]
    Token,
    /// Discord closed the socket for good.
    #[error("Discord closed the gateway for good, with code {code}: {reason}")]
    Closed {
        /// <https://docs.discord.com/developers/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes>
        code: u16,
        /// Discord's words.
        reason: String,
    },
}

/// The running gateway. It closes when this is dropped.
#[derive(Debug)]
pub struct Gateway {
    stop: Option<oneshot::Sender<()>>,
    task: JoinHandle<Result<(), GatewayError>>,
    end: Option<Result<(), GatewayError>>,
}

impl Gateway {
    /// Waits until the gateway ends by itself, which it does only for good.
    pub async fn ended(&mut self) -> Result<(), GatewayError> {
        if let Some(end) = &self.end {
            return end.clone();
        }
        let broken =
            |error| Err(GatewayError::Closed { code: 0, reason: format!("Grendel's own task stopped: {error}") });
        let end = (&mut self.task).await.unwrap_or_else(broken);
        self.end = Some(end.clone());
        end
    }

    /// Closes the socket so that its session can be resumed, and returns after the last session was published. What has
    /// arrived and is not taken within 5 seconds arrives again at the next start.
    pub async fn close(mut self) -> Result<(), GatewayError> {
        self.stop.take();
        self.ended().await
    }
}

/// Starts the gateway in a task of its own.
pub(super) fn open(
    settings: &Settings,
    rest: Arc<Rest>,
    arrivals: mpsc::Sender<Arrival>,
) -> (Gateway, watch::Receiver<Option<GatewaySession>>) {
    let (sessions, published) = watch::channel(settings.resume.clone());
    let (stop, stopped) = oneshot::channel();
    let keeper = Keeper { rest, token: settings.token.clone(), arrivals, current: settings.resume.clone(), sessions };
    let task = tokio::spawn(keeper.keep(stopped));
    (Gateway { stop: Some(stop), task, end: None }, published)
}

/// The one who keeps the socket open.
struct Keeper {
    rest: Arc<Rest>,
    token: Secret,
    arrivals: mpsc::Sender<Arrival>,
    /// Up to which everything was handed over.
    current: Option<GatewaySession>,
    /// Up to which everything was taken.
    sessions: watch::Sender<Option<GatewaySession>>,
}

/// Why one shard is no longer listened to.
enum Ended {
    Silence,
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

impl Keeper {
    async fn keep(mut self, mut stopped: oneshot::Receiver<()>) -> Result<(), GatewayError> {
        loop {
            let address = tokio::select! {
                _ = &mut stopped => return Ok(()),
                address = self.address() => address?,
            };
            let mut shard = self.shard(&address);
            match self.listen(&mut shard, &address, &mut stopped).await? {
                Ended::Silence => tracing::warn!("the gateway says nothing; it is opened again"),
                Ended::Stopped => {
                    close(&mut shard).await;
                    // Whoever takes the arrivals may be gone already; then the last published session stands.
                    if let Ok(Ok(_)) = timeout(CLOSE_PATIENCE, self.arrivals.reserve_many(ARRIVALS_MAX)).await {
                        self.sessions.send_replace(self.current.clone());
                    }
                    return Ok(());
                }
            }
        }
    }

    /// Where the gateway is. Asked until it is known; there is no address to fall back to.
    /// <https://docs.discord.com/developers/events/gateway#get-gateway-bot>
    async fn address(&self) -> Result<String, GatewayError> {
        let call = Call::new(Method::GET, "GET /gateway/bot", "/gateway/bot".to_owned());
        loop {
            let error = match self.rest.send(&call, Instant::now() + ADDRESS_PATIENCE).await {
                Ok(answer) => match answer.body["url"].as_str().filter(|url| is_socket(url)) {
                    Some(url) => return Ok(url.to_owned()),
                    None => "the answer names no wss:// address".to_owned(),
                },
                Err(Failure::Refused { status: 401, .. }) => return Err(GatewayError::Token),
                Err(error) => error.to_string(),
            };
            tracing::warn!(error, "the gateway's address is not known; it is asked for again");
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
    }

    fn shard(&self, address: &str) -> Shard {
        let token = self.token.reveal().trim().to_owned();
        // Interactions belong to no intent and are always sent: https://docs.discord.com/developers/events/gateway#gateway-intents
        let mut config = ConfigBuilder::new(token, Intents::empty()).proxy_url(address.to_owned()).presence(online());
        if let Some(session) = &self.current {
            config = config.session(Session::new(session.sequence, session.id.clone()));
            if is_socket(&session.resume_url) {
                config = config.resume_url(session.resume_url.clone());
            }
        }
        Shard::with_config(ShardId::ONE, config.build())
    }

    async fn listen(
        &mut self,
        shard: &mut Shard,
        address: &str,
        stopped: &mut oneshot::Receiver<()>,
    ) -> Result<Ended, GatewayError> {
        let mut last_close = None;
        loop {
            let unpublished = *self.sessions.borrow() != self.current;
            let item = tokio::select! {
                biased;
                _ = &mut *stopped => return Ok(Ended::Stopped),
                // Every place in the queue is free: all that was handed over was taken.
                taken = self.arrivals.reserve_many(ARRIVALS_MAX), if unpublished => {
                    if taken.is_err() {
                        return Ok(Ended::Stopped);
                    }
                    self.sessions.send_replace(self.current.clone());
                    continue;
                }
                item = timeout(SILENCE_MAX, shard.next()) => item,
            };
            match item {
                Err(_) => return Ok(Ended::Silence),
                Ok(None) => return Err(closed(last_close)),
                Ok(Some(Ok(Message::Close(frame)))) => {
                    tracing::info!(code = frame.as_ref().map(|frame| frame.code), "the gateway's socket was closed");
                    last_close = frame;
                }
                Ok(Some(Ok(Message::Text(text)))) => {
                    if self.hand_over(&text, stopped).await.is_none() {
                        return Ok(Ended::Stopped);
                    }
                }
                Ok(Some(Err(error))) if matches!(error.kind(), ReceiveMessageErrorType::Reconnect) => {
                    let why = error.into_source().map(|source| source.to_string());
                    tracing::warn!(why, "the gateway cannot be reached; it is tried again");
                }
                // The error's own words hold the whole event.
                Ok(Some(Err(_))) => tracing::warn!("the gateway sent something that is no event"),
            }
            self.current = shard.session().map(|session| GatewaySession {
                id: session.id().to_owned(),
                sequence: session.sequence(),
                resume_url: self.resume_url(shard, address),
            });
        }
    }

    /// Waits until there is room. Nothing when the gateway was stopped meanwhile, or nobody takes arrivals any more: the
    /// event then counts as not handed over.
    async fn hand_over(&self, text: &str, stopped: &mut oneshot::Receiver<()>) -> Option<()> {
        let Ok(frame) = serde_json::from_str::<Frame>(text) else { return Some(()) };
        match frame.name.as_deref() {
            Some("READY") => tracing::info!("the gateway is open, with a new session"),
            Some("RESUMED") => tracing::info!("the gateway is open again, with the session it had"),
            Some("INTERACTION_CREATE") => {
                let Some(arrival) = inbound::arrival(frame.body) else {
                    tracing::warn!("an interaction without id or token arrived; it cannot be answered");
                    return Some(());
                };
                tracing::debug!(interaction = arrival.interaction.0, "an interaction arrived");
                return tokio::select! {
                    _ = &mut *stopped => None,
                    handed = self.arrivals.send(arrival) => handed.ok(),
                };
            }
            _ => {}
        }
        Some(())
    }

    /// twilight forgets the address after a failed try; the session is the same one all the same.
    fn resume_url(&self, shard: &Shard, address: &str) -> String {
        let known = || self.current.as_ref().map(|session| session.resume_url.clone());
        shard.resume_url().map(str::to_owned).or_else(known).unwrap_or_else(|| address.to_owned())
    }
}

/// What people see beside Grendel's name. Left out, twilight writes null, which Discord does not document.
/// <https://docs.discord.com/developers/events/gateway-events#update-presence>
fn online<Presence: serde::de::DeserializeOwned>() -> Presence {
    let online = json!({ "status": "online", "activities": [], "since": null, "afk": false });
    serde_json::from_value(online).expect("it is what the page above shows")
}

/// Closes the socket with a code that keeps the session. What still arrives is not handed over and comes again.
/// <https://docs.discord.com/developers/events/gateway#initiating-a-disconnect>
async fn close(shard: &mut Shard) {
    let is_open = |shard: &Shard| !matches!(shard.state(), ShardState::Disconnected { .. } | ShardState::FatallyClosed);
    if !is_open(shard) {
        return;
    }
    shard.close(CloseFrame::RESUME);
    let closed = async {
        while let Some(Ok(Message::Text(_))) = shard.next().await {
            // Where the other side hangs up without confirming, twilight connects once more; that one is not wanted.
            if is_open(shard) {
                break;
            }
        }
    };
    if timeout(CONFIRMATION_PATIENCE, closed).await.is_err() {
        tracing::info!("the gateway did not confirm that it was closed");
    }
}

fn closed(last: Option<CloseFrame<'static>>) -> GatewayError {
    match last {
        Some(frame) if frame.code == 4004 => GatewayError::Token,
        Some(frame) => GatewayError::Closed { code: frame.code, reason: frame.reason.into_owned() },
        None => GatewayError::Closed { code: 0, reason: "it gave no reason".to_owned() },
    }
}

/// twilight panics on an address that is none.
fn is_socket(address: &str) -> bool {
    reqwest::Url::parse(address).is_ok_and(|url| matches!(url.scheme(), "ws" | "wss") && url.has_host())
}
