//! A simulated Discord: REST, gateway, and the members of a guild.
//!
//! The bot under test is pointed at [`SimulatedDiscord::address`] (REST) and learns the gateway's address from `GET
//! /gateway`. Tests and scenarios hold the other end:
//!
//! ```text
//! let sent = discord.member("anna")?.type_command("/unlock", &[("user", "ana@contoso.com")]).await?;
//! let card = discord.wait_for(PATIENCE, |guild| guild.public().next_back().cloned()).await?;
//! discord.member("bram")?.press(&card, "Approve").await?;
//! ```

mod sent_interaction;
mod bodies;
mod callbacks;
mod connection;
mod direct_messages;
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

pub use events::GuildEvent;
pub use guild_state::{Acknowledgement, CallbackKind, GuildState, Interaction, Mentions, Message, Modal, ModalField};
pub use sent_interaction::SentInteraction;
pub use settings::{
    APPLICATION_ID, Channel, DiscordSettings, GUILD_ID, HELPDESK_ID, LEAD_ID, Member, NORTHWIND_ID, Rate, Rates, Role,
    SECURITY_ID, SERVICEDESK_ID,
};
pub use user_client::UserClient;

/// The number of events that a slow listener may fall behind before it loses the oldest.
const EVENTS_BEHIND_MAX: usize = 4096;

/// A running simulated Discord. It stops when this is dropped.
#[derive(Debug)]
pub struct SimulatedDiscord {
    server: Arc<Server>,
    /// Taken when the server is stopped.
    rest: Option<oneshot::Sender<()>>,
    gateway: JoinHandle<()>,
}

/// The state that the routes, the gateway and the user clients share.
#[derive(Debug)]
struct Server {
    settings: DiscordSettings,
    clock: SandboxClock,
    recorder: Recorder,
    address: String,
    gateway_address: String,
    /// Copied on a change while a reader holds it, so that readers never block writers.
    guild: Mutex<Arc<GuildState>>,
    changes: watch::Sender<()>,
    events: broadcast::Sender<GuildEvent>,
    buckets: Mutex<rate::Buckets>,
    gateway: gateway::Gateway,
}

impl SimulatedDiscord {
    /// Starts the server on two free ports of 127.0.0.1. `faults` apply to REST; the gateway's faults have methods of
    /// their own.
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
        // A graceful shutdown ends idle connections. An aborted task would leave them open.
        let listener = axum::serve(rest, routes).with_graceful_shutdown(async { _ = stopped.await });
        tokio::spawn(async {
            if let Err(error) = listener.await {
                tracing::error!(%error, "the simulated Discord stopped");
            }
        });
        let gateway = tokio::spawn(connection::listen(Arc::clone(&server), socket));
        Ok(Self { server, rest: Some(stop), gateway })
    }

    /// Returns the address of REST, such as `http://127.0.0.1:40000`, without `/api/v10`.
    pub fn address(&self) -> &str {
        &self.server.address
    }

    /// Returns the address of the gateway, such as `ws://127.0.0.1:40001`. `GET /gateway` returns the same.
    pub fn gateway_address(&self) -> &str {
        &self.server.gateway_address
    }

    /// Returns the settings that it was started with.
    pub fn settings(&self) -> &DiscordSettings {
        &self.server.settings
    }

    /// Returns a client for the member with this key, such as `anna`.
    pub fn member(&self, key: &str) -> anyhow::Result<UserClient> {
        let guild = self.server.guild();
        let member = guild.member(key).with_context(|| format!("nobody in the guild is called {key}"))?;
        Ok(UserClient::new(Arc::clone(&self.server), member))
    }

    /// Returns the guild as it is now.
    pub fn guild(&self) -> Arc<GuildState> {
        self.server.guild()
    }

    /// Returns the events from now on. A listener that falls 4,096 events behind loses the oldest.
    pub fn events(&self) -> broadcast::Receiver<GuildEvent> {
        self.server.events.subscribe()
    }

    /// Waits until `find` returns `Some`; it is called again after each change.
    ///
    /// # Errors
    ///
    /// After `patience`, with all messages in the error's text.
    pub async fn wait_for<T>(
        &self,
        patience: Duration,
        find: impl FnMut(&GuildState) -> Option<T>,
    ) -> anyhow::Result<T> {
        self.server.wait_for(patience, find).await
    }

    /// Returns the interactions without a first response, late ones included. Autocompletions are left out, because
    /// nobody waits for them.
    pub fn unacknowledged(&self) -> Vec<Interaction> {
        let guild = self.server.guild();
        let silent = guild
            .interactions()
            .filter(|one| one.acknowledged.is_none() && one.kind != guild_state::InteractionKind::Autocomplete);
        silent.cloned().collect()
    }

    /// Returns the responses that still say "thinking…".
    pub fn unfinished(&self) -> Vec<Message> {
        let guild = self.server.guild();
        let thinking = guild.messages.iter().filter(|message| message.thinking && !message.deleted);
        thinking.map(|message| Message::clone(message)).collect()
    }

    /// Returns the roles that a message notifies. Discord shows a mention of a role that not everyone can mention, and
    /// notifies nobody, unless the bot has a permission for it.
    /// <https://docs.discord.com/developers/resources/message#allowed-mentions-object>
    pub fn notified_roles(&self, message: &Message) -> Vec<u64> {
        let guild = self.server.guild();
        let notifies = |id: &u64| {
            let is_mentionable = guild.roles.iter().any(|role| role.id == *id && role.mentionable);
            self.server.settings.bot_mentions_all_roles || is_mentionable
        };
        message.mentions.roles.iter().copied().filter(notifies).collect()
    }

    /// Returns every ephemeral message with its reader's key.
    pub fn private_messages(&self) -> Vec<(String, Message)> {
        self.server.guild().private_messages().map(|(who, message)| (who.to_owned(), message.clone())).collect()
    }

    /// Returns the messages that one member sees in all channels, as text.
    pub fn seen_by(&self, key: &str) -> String {
        let guild = self.server.guild();
        guild.seen_by(key).map(Message::to_text).collect()
    }

    /// Resets the gateway's connections: the client sees a TCP RST, and its session can be resumed.
    pub async fn drop_connections(&self) {
        self.server.command(gateway::ConnectionCommand::Reset).await;
    }

    /// Closes the gateway's connections with a close frame, with or without a code.
    pub async fn close_connections(&self, code: Option<u16>) {
        self.server.command(gateway::ConnectionCommand::Close(code)).await;
    }

    /// Asks the clients to reconnect (op 7).
    pub async fn request_reconnect(&self) {
        self.server.command(gateway::ConnectionCommand::Send(gateway::reconnect_frame())).await;
    }

    /// Tells the clients that their session is invalid (op 9). Unless `resumable`, the session is forgotten too.
    pub async fn invalidate_session(&self, resumable: bool) {
        self.server.command(gateway::ConnectionCommand::Send(gateway::invalid_session_frame(resumable))).await;
        if !resumable {
            self.forget_sessions().await;
        }
    }

    /// Forgets every session: the next RESUME is answered with op 9, and what was missed is lost. An open connection
    /// receives nothing more until it identifies itself again.
    pub async fn forget_sessions(&self) {
        self.server.gateway.forget_sessions().await;
    }

    /// Resets every new connection to the gateway for this long, in real time.
    pub fn refuse_connections_for(&self, long: Duration) {
        self.server.gateway.refuse_for(long);
    }

    /// Accepts connections to the gateway but sends nothing on them for this long, in real time.
    pub fn hang_connections_for(&self, long: Duration) {
        self.server.gateway.hang_for(long);
    }

    /// Lays this over the body of every later gateway event of this name, such as `INTERACTION_CREATE`, field by field.
    pub fn lay_over_event(&self, name: &str, body: serde_json::Value) {
        self.server.gateway.lay_over(name, body);
    }

    /// Leaves heartbeats unanswered from now on if `ignore`.
    pub fn ignore_heartbeats(&self, ignore: bool) {
        self.server.gateway.ignore_heartbeats(ignore);
    }

    /// Returns true if a client is connected and ready.
    pub async fn is_connected(&self) -> bool {
        self.server.gateway.is_connected().await
    }
}

impl Drop for SimulatedDiscord {
    fn drop(&mut self) {
        // A server that has already failed does not receive it.
        _ = self.rest.take().map(|stop| stop.send(()));
        self.gateway.abort();
        self.server.gateway.stop();
    }
}

impl Server {
    fn guild(&self) -> Arc<GuildState> {
        Arc::clone(&self.guild.lock().expect("the guild is never left in a panic"))
    }

    /// Changes the guild and wakes those who wait for a change.
    fn change<T>(&self, change: impl FnOnce(&mut GuildState) -> T) -> T {
        let outcome = {
            let mut guild = self.guild.lock().expect("the guild is never left in a panic");
            change(Arc::make_mut(&mut guild))
        };
        self.changes.send_replace(());
        outcome
    }

    /// Sends an event to the listeners, if there are any.
    fn notify(&self, event: GuildEvent) {
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
