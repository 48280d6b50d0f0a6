//! A simulated Discord: REST, gateway, and the people in a guild.
//!
//! The bot under test is pointed at [`SimulatedDiscord::address`] (REST) and learns the gateway's address from
//! `GET /gateway`. Stories and tests hold the other end:
//!
//! ```text
//! let typed = discord.member("anna")?.types("/unlock", &[("user", "ana@contoso.com")]).await?;
//! let card = discord.wait_for(PATIENCE, |guild| guild.public().next_back().cloned()).await?;
//! discord.member("bram")?.presses(&card, "Approve").await?;
//! ```

mod attempt;
mod bodies;
mod callbacks;
mod connection;
mod events;
mod gateway;
mod interactions;
mod limits;
mod mentions;
mod messages;
mod options;
mod user_client;
mod rate;
mod api_error;
mod registration;
mod rest;
mod guild_state;
mod view;
mod select_menu;
mod settings;
mod webhooks;

#[cfg(test)]
mod tests;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use anyhow::Context;
use jiff::Timestamp;
use tokio::net::TcpListener;
use tokio::sync::{broadcast, oneshot, watch};
use tokio::task::JoinHandle;

use super::clock::SandboxClock;
use super::faults::Faults;
use super::recorder::Recorder;
use super::wire::{self, Wire};

pub use attempt::SentInteraction;
pub use events::GuildEvent;
pub use guild_state::{Acknowledgement, Answer, GuildState, Interaction, Mentions, Message, Modal, ModalField};
pub use settings::{
    APPLICATION_ID, Channel, DiscordSettings, GUILD_ID, HELPDESK_ID, LEAD_ID, Member, NORTHWIND_ID, Rate, Rates, Role,
    SECURITY_ID, SERVICEDESK_ID,
};
pub use user_client::UserClient;

/// Events that a slow listener may fall behind before it loses the oldest.
const EVENTS_BEHIND_MAX: usize = 4096;

/// A running simulated Discord. It stops when this is dropped.
#[derive(Debug)]
pub struct SimulatedDiscord {
    server: Arc<Server>,
    /// Taken when it stops.
    rest: Option<oneshot::Sender<()>>,
    gateway: JoinHandle<()>,
}

/// What the routes, the gateway and the people share.
#[derive(Debug)]
struct Server {
    settings: DiscordSettings,
    clock: SandboxClock,
    recorder: Recorder,
    address: String,
    gateway_address: String,
    /// Copied when it changes while someone looks at it, so that a look never holds up a change.
    guild: Mutex<Arc<GuildState>>,
    changes: watch::Sender<()>,
    events: broadcast::Sender<GuildEvent>,
    buckets: Mutex<rate::Buckets>,
    gateway: gateway::Gateway,
}

impl SimulatedDiscord {
    /// Listens on two ports of 127.0.0.1. `faults` apply to REST; for the socket there are methods.
    pub async fn start(
        settings: DiscordSettings,
        recorder: Recorder,
        faults: Faults,
        clock: SandboxClock,
    ) -> anyhow::Result<Self> {
        let rest = TcpListener::bind(("127.0.0.1", 0)).await.context("no port for the simulated Discord")?;
        let socket = TcpListener::bind(("127.0.0.1", 0)).await.context("no port for the simulated gateway")?;
        let server = Arc::new(Server {
            guild: Mutex::new(Arc::new(GuildState::new(&settings))),
            settings,
            clock: clock.clone(),
            recorder: recorder.clone(),
            address: format!("http://{}", rest.local_addr()?),
            gateway_address: format!("ws://{}", socket.local_addr()?),
            changes: watch::Sender::new(()),
            events: broadcast::Sender::new(EVENTS_BEHIND_MAX),
            buckets: Mutex::default(),
            gateway: gateway::Gateway::default(),
        });
        let layer = Wire { recorder, faults, clock, address: server.address.clone(), error: rest::fault };
        let routes = wire::wrap(rest::routes(Arc::clone(&server)), layer);
        let (stop, stopped) = oneshot::channel();
        // Idle connections end with it; a task that is merely aborted would leave them to answer for ever.
        let listener = axum::serve(rest, routes).with_graceful_shutdown(async { _ = stopped.await });
        tokio::spawn(async {
            if let Err(error) = listener.await {
                tracing::error!(%error, "the simulated Discord stopped");
            }
        });
        let gateway = tokio::spawn(connection::listen(Arc::clone(&server), socket));
        Ok(Self { server, rest: Some(stop), gateway })
    }

    /// Where REST is, as in `http://127.0.0.1:40000`; `/api/v10` follows.
    pub fn address(&self) -> &str {
        &self.server.address
    }

    /// Where the gateway is, as in `ws://127.0.0.1:40001`; `GET /gateway` says the same.
    pub fn gateway_address(&self) -> &str {
        &self.server.gateway_address
    }

    /// What it was started with.
    pub fn settings(&self) -> &DiscordSettings {
        &self.server.settings
    }

    /// The person with this key, as in `anna`.
    pub fn member(&self, key: &str) -> anyhow::Result<UserClient> {
        let guild = self.server.guild();
        let member = guild.member(key).with_context(|| format!("nobody in the guild is called {key}"))?;
        Ok(UserClient::new(Arc::clone(&self.server), member))
    }

    /// The guild as it is now.
    pub fn guild(&self) -> Arc<GuildState> {
        self.server.guild()
    }

    /// Everything that happens from now on. A listener that falls 4,096 events behind loses the oldest.
    pub fn events(&self) -> broadcast::Receiver<GuildEvent> {
        self.server.events.subscribe()
    }

    /// Waits until `find` finds something; it is asked again after each change. The error shows what everyone saw.
    pub async fn wait_for<T>(
        &self,
        patience: Duration,
        find: impl FnMut(&GuildState) -> Option<T>,
    ) -> anyhow::Result<T> {
        self.server.wait_for(patience, find).await
    }

    /// Interactions that have no first answer, late ones among them. Letters that were typed are none: nobody waits for those.
    pub fn unacknowledged(&self) -> Vec<Interaction> {
        let guild = self.server.guild();
        let silent = guild
            .interactions()
            .filter(|one| one.acknowledged.is_none() && one.kind != guild_state::Kind::Autocomplete);
        silent.cloned().collect()
    }

    /// Replies that still say "thinking…".
    pub fn unfinished(&self) -> Vec<Message> {
        let guild = self.server.guild();
        let thinking = guild.messages.iter().filter(|message| message.thinking && !message.deleted);
        thinking.map(|message| Message::clone(message)).collect()
    }

    /// Every private message with what stories call the person who saw it.
    pub fn private_messages(&self) -> Vec<(String, Message)> {
        self.server.guild().private_messages().map(|(who, message)| (who.to_owned(), message.clone())).collect()
    }

    /// What one person sees in all channels, as text for a terminal.
    pub fn seen_by(&self, key: &str) -> String {
        let guild = self.server.guild();
        guild.seen_by(key).map(Message::to_text).collect()
    }

    /// Resets the gateway's connections: the client sees a TCP RST, and its session can be resumed.
    pub async fn drop_connections(&self) {
        self.server.order(gateway::Order::Reset).await;
    }

    /// Closes the gateway's connections with a close frame, with or without a code.
    pub async fn close_connections(&self, code: Option<u16>) {
        self.server.order(gateway::Order::Close(code)).await;
    }

    /// Asks clients to reconnect (op 7).
    pub async fn request_reconnect(&self) {
        self.server.order(gateway::Order::Send(gateway::reconnect_frame())).await;
    }

    /// Tells clients that their session is invalid (op 9). Unless `resumable`, it is also forgotten.
    pub async fn invalidate_session(&self, resumable: bool) {
        self.server.order(gateway::Order::Send(gateway::invalid_session_frame(resumable))).await;
        if !resumable {
            self.forget_sessions().await;
        }
    }

    /// Forgets every session: the next RESUME is answered with op 9, and what was missed is lost. A connection that is
    /// up hears nothing more until it identifies itself again.
    pub async fn forget_sessions(&self) {
        self.server.gateway.forget().await;
    }

    /// Resets every new connection to the gateway for this long, in real time.
    pub fn refuse_connections_for(&self, long: Duration) {
        self.server.gateway.refuse_for(long);
    }

    /// Accepts connections to the gateway and says nothing on them for this long, in real time.
    pub fn hang_connections_for(&self, long: Duration) {
        self.server.gateway.hang_for(long);
    }

    /// Whether heartbeats are left without an answer from now on.
    pub fn ignore_heartbeats(&self, ignore: bool) {
        self.server.gateway.ignore_heartbeats(ignore);
    }

    /// Whether a client is connected and ready.
    pub async fn is_connected(&self) -> bool {
        self.server.gateway.is_connected().await
    }
}

impl Drop for SimulatedDiscord {
    fn drop(&mut self) {
        // A server that has already failed does not hear it.
        _ = self.rest.take().map(|stop| stop.send(()));
        self.gateway.abort();
        self.server.gateway.stop();
    }
}

impl Server {
    fn guild(&self) -> Arc<GuildState> {
        Arc::clone(&self.guild.lock().expect("the guild is never left in a panic"))
    }

    /// Changes the guild and lets everyone look again.
    fn change<T>(&self, change: impl FnOnce(&mut GuildState) -> T) -> T {
        let outcome = {
            let mut guild = self.guild.lock().expect("the guild is never left in a panic");
            change(Arc::make_mut(&mut guild))
        };
        self.changes.send_replace(());
        outcome
    }

    /// Tells those who listen; nobody need to.
    fn tell(&self, event: GuildEvent) {
        _ = self.events.send(event);
    }

    fn now(&self) -> Timestamp {
        self.clock.now()
    }

    async fn wait_for<T>(
        &self,
        patience: Duration,
        mut find: impl FnMut(&GuildState) -> Option<T>,
    ) -> anyhow::Result<T> {
        let mut changes = self.changes.subscribe();
        let search = async {
            loop {
                changes.borrow_and_update();
                if let Some(found) = find(&self.guild()) {
                    return found;
                }
                changes.changed().await.expect("the sender lives as long as the server");
            }
        };
        tokio::time::timeout(patience, search).await.map_err(|_| {
            let guild = self.guild();
            let seen: String = guild.messages.iter().map(|message| message.to_text()).collect();
            anyhow::anyhow!("waited {patience:?} in vain; what there is to see:\n{seen}")
        })
    }
}
