//! A simulated Discord: REST, gateway, and the people in a guild.
//!
//! The bot under test is pointed at [`SimulatedDiscord::address`] (REST) and learns the gateway's address from
//! `GET /gateway`. Stories and tests hold the other end:
//!
//! ```text
//! let typed = discord.member("anna")?.types("/unlock", &[("user", "ana@contoso.com")]).await?;
//! let card = discord.wait_for(PATIENCE, |room| room.public().next_back().cloned()).await?;
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

pub use attempt::Attempt;
pub use events::RoomEvent;
pub use guild_state::{Acknowledgement, Answer, Interaction, Message, Modal, ModalField, Pings, Room};
pub use settings::{
    APPLICATION_ID, Channel, GUILD_ID, HELPDESK_ID, LEAD_ID, Member, NORTHWIND_ID, Rate, Rates, Role, SECURITY_ID,
    SERVICEDESK_ID, Settings,
};
pub use user_client::Actor;

/// Events that a slow listener may fall behind before it loses the oldest.
const EVENTS_BEHIND_MAX: usize = 4096;

/// A running simulated Discord. It stops when this is dropped.
#[derive(Debug)]
pub struct SimulatedDiscord {
    world: Arc<World>,
    /// Taken when it stops.
    rest: Option<oneshot::Sender<()>>,
    gateway: JoinHandle<()>,
}

/// What the routes, the gateway and the people share.
#[derive(Debug)]
struct World {
    settings: Settings,
    clock: SandboxClock,
    recorder: Recorder,
    address: String,
    gateway_address: String,
    /// Copied when it changes while someone looks at it, so that a look never holds up a change.
    room: Mutex<Arc<Room>>,
    changes: watch::Sender<()>,
    events: broadcast::Sender<RoomEvent>,
    buckets: Mutex<rate::Buckets>,
    gateway: gateway::Gateway,
}

impl SimulatedDiscord {
    /// Listens on two ports of 127.0.0.1. `faults` apply to REST; for the socket there are methods.
    pub async fn start(
        settings: Settings,
        recorder: Recorder,
        faults: Faults,
        clock: SandboxClock,
    ) -> anyhow::Result<Self> {
        let rest = TcpListener::bind(("127.0.0.1", 0)).await.context("no port for the simulated Discord")?;
        let socket = TcpListener::bind(("127.0.0.1", 0)).await.context("no port for the simulated gateway")?;
        let world = Arc::new(World {
            room: Mutex::new(Arc::new(Room::new(&settings))),
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
        let layer = Wire { recorder, faults, clock, address: world.address.clone(), error: rest::fault };
        let routes = wire::wrap(rest::routes(Arc::clone(&world)), layer);
        let (stop, stopped) = oneshot::channel();
        // Idle connections end with it; a task that is merely aborted would leave them to answer for ever.
        let server = axum::serve(rest, routes).with_graceful_shutdown(async { _ = stopped.await });
        tokio::spawn(async {
            if let Err(error) = server.await {
                tracing::error!(%error, "the simulated Discord stopped");
            }
        });
        let gateway = tokio::spawn(connection::listen(Arc::clone(&world), socket));
        Ok(Self { world, rest: Some(stop), gateway })
    }

    /// Where REST is, as in `http://127.0.0.1:40000`; `/api/v10` follows.
    pub fn address(&self) -> &str {
        &self.world.address
    }

    /// Where the gateway is, as in `ws://127.0.0.1:40001`; `GET /gateway` says the same.
    pub fn gateway_address(&self) -> &str {
        &self.world.gateway_address
    }

    /// What it was started with.
    pub fn settings(&self) -> &Settings {
        &self.world.settings
    }

    /// The person with this key, as in `anna`.
    pub fn member(&self, key: &str) -> anyhow::Result<Actor> {
        let room = self.world.room();
        let member = room.member(key).with_context(|| format!("nobody in the guild is called {key}"))?;
        Ok(Actor::new(Arc::clone(&self.world), member))
    }

    /// The guild as it is now.
    pub fn room(&self) -> Arc<Room> {
        self.world.room()
    }

    /// Everything that happens from now on. A listener that falls 4,096 events behind loses the oldest.
    pub fn events(&self) -> broadcast::Receiver<RoomEvent> {
        self.world.events.subscribe()
    }

    /// Waits until `find` finds something; it is asked again after each change. The error shows what everyone saw.
    pub async fn wait_for<T>(&self, patience: Duration, find: impl FnMut(&Room) -> Option<T>) -> anyhow::Result<T> {
        self.world.wait_for(patience, find).await
    }

    /// Interactions that have no first answer, late ones among them. Letters that were typed are none: nobody waits for those.
    pub fn unacknowledged(&self) -> Vec<Interaction> {
        let room = self.world.room();
        let silent =
            room.interactions().filter(|one| one.acknowledged.is_none() && one.kind != guild_state::Kind::Autocomplete);
        silent.cloned().collect()
    }

    /// Replies that still say "thinking…".
    pub fn unfinished(&self) -> Vec<Message> {
        let room = self.world.room();
        let thinking = room.messages.iter().filter(|message| message.thinking && !message.deleted);
        thinking.map(|message| Message::clone(message)).collect()
    }

    /// Every private message with what stories call the person who saw it.
    pub fn whispers(&self) -> Vec<(String, Message)> {
        self.world.room().whispers().map(|(who, message)| (who.to_owned(), message.clone())).collect()
    }

    /// What one person sees in all channels, as text for a terminal.
    pub fn seen_by(&self, key: &str) -> String {
        let room = self.world.room();
        room.seen_by(key).map(Message::to_text).collect()
    }

    /// Resets the gateway's connections: the client sees a TCP RST, and its session can be resumed.
    pub async fn drops_the_connection(&self) {
        self.world.order(gateway::Order::Reset).await;
    }

    /// Closes the gateway's connections with a close frame, with or without a code.
    pub async fn closes_the_connection(&self, code: Option<u16>) {
        self.world.order(gateway::Order::Close(code)).await;
    }

    /// Asks clients to reconnect (op 7).
    pub async fn asks_to_reconnect(&self) {
        self.world.order(gateway::Order::Send(gateway::reconnect_frame())).await;
    }

    /// Tells clients that their session is invalid (op 9). Unless `resumable`, it is also forgotten.
    pub async fn invalidates_the_session(&self, resumable: bool) {
        self.world.order(gateway::Order::Send(gateway::invalid_session_frame(resumable))).await;
        if !resumable {
            self.forgets_sessions().await;
        }
    }

    /// Forgets every session: the next RESUME is answered with op 9, and what was missed is lost. A connection that is
    /// up hears nothing more until it identifies itself again.
    pub async fn forgets_sessions(&self) {
        self.world.gateway.forget().await;
    }

    /// Resets every new connection to the gateway for this long, in real time.
    pub fn refuses_connections_for(&self, long: Duration) {
        self.world.gateway.refuse_for(long);
    }

    /// Accepts connections to the gateway and says nothing on them for this long, in real time.
    pub fn hangs_connections_for(&self, long: Duration) {
        self.world.gateway.hang_for(long);
    }

    /// Whether heartbeats are left without an answer from now on.
    pub fn ignores_heartbeats(&self, ignore: bool) {
        self.world.gateway.ignore_heartbeats(ignore);
    }

    /// Whether a client is connected and ready.
    pub async fn is_connected(&self) -> bool {
        self.world.gateway.is_connected().await
    }
}

impl Drop for SimulatedDiscord {
    fn drop(&mut self) {
        // A server that has already failed does not hear it.
        _ = self.rest.take().map(|stop| stop.send(()));
        self.gateway.abort();
        self.world.gateway.stop();
    }
}

impl World {
    fn room(&self) -> Arc<Room> {
        Arc::clone(&self.room.lock().expect("the room is never left in a panic"))
    }

    /// Changes the room and lets everyone look again.
    fn change<T>(&self, change: impl FnOnce(&mut Room) -> T) -> T {
        let outcome = {
            let mut room = self.room.lock().expect("the room is never left in a panic");
            change(Arc::make_mut(&mut room))
        };
        self.changes.send_replace(());
        outcome
    }

    /// Tells those who listen; nobody need to.
    fn tell(&self, event: RoomEvent) {
        _ = self.events.send(event);
    }

    fn now(&self) -> Timestamp {
        self.clock.now()
    }

    async fn wait_for<T>(&self, patience: Duration, mut find: impl FnMut(&Room) -> Option<T>) -> anyhow::Result<T> {
        let mut changes = self.changes.subscribe();
        let search = async {
            loop {
                changes.borrow_and_update();
                if let Some(found) = find(&self.room()) {
                    return found;
                }
                changes.changed().await.expect("the sender lives as long as the world");
            }
        };
        tokio::time::timeout(patience, search).await.map_err(|_| {
            let room = self.room();
            let seen: String = room.messages.iter().map(|message| message.to_text()).collect();
            anyhow::anyhow!("waited {patience:?} in vain; what there is to see:\n{seen}")
        })
    }
}
