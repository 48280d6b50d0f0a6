//! One world on the page, and the hints that go out while something happens in it.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use tokio::sync::{broadcast, watch};
use tokio::task::JoinHandle;

use super::call_log::Ledger;
use super::events::Hint;
use super::journal::Minutes;
use crate::scenarios::Scenario;
use crate::world::World;
use grendel_simulator::discord::{GuildEvent, Message};

/// The wait after which an interaction without an answer has failed. Discord waits 3 s, and the rest makes sure that it
/// has stopped.
const ANSWER_PATIENCE: Duration = Duration::from_millis(3_050);

/// A world in which people can act, until another one replaces it.
pub struct WorldHandle {
    /// The number of the world, which increases with every world.
    pub number: u64,
    /// The world itself.
    pub world: Arc<World>,
    /// The time at which the world was set up.
    pub began: Timestamp,
    /// The scenario that is played on the world, or `None` if it was not set up for one.
    pub play: watch::Sender<Option<Play>>,
    /// The calls to Microsoft so far.
    pub calls: Ledger,
    /// The journal so far.
    pub journal: Minutes,
    /// The number of faults that were left when listeners were last told.
    told_trouble: AtomicU32,
    hints: broadcast::Sender<Hint>,
    tasks: std::sync::Mutex<Vec<JoinHandle<()>>>,
}

/// The progress of a scenario.
#[derive(Clone, Debug)]
pub struct Play {
    /// The name of the scenario.
    pub scenario: &'static str,
    /// The state of the scenario.
    pub state: PlayState,
}

/// The state of a scenario.
#[derive(Clone, Debug)]
pub enum PlayState {
    /// The scenario is being played.
    Playing,
    /// The scenario went as it should.
    Ended,
    /// The scenario failed, for the reason in this sentence.
    Failed(String),
}

impl Play {
    /// Returns the JSON that the interface sends.
    pub fn to_json(&self) -> Value {
        let (state, error) = match &self.state {
            PlayState::Playing => ("playing", None),
            PlayState::Ended => ("ended", None),
            PlayState::Failed(error) => ("failed", Some(error)),
        };
        json!({ "scenario": self.scenario, "state": state, "error": error })
    }
}

impl WorldHandle {
    /// Begins to watch a world.
    pub fn new(number: u64, world: World, hints: broadcast::Sender<Hint>) -> Arc<Self> {
        let began = world.clock().now();
        let handle = Arc::new(Self {
            number,
            world: Arc::new(world),
            began,
            play: watch::Sender::new(None),
            calls: Ledger::default(),
            journal: Minutes::default(),
            told_trouble: AtomicU32::new(0),
            hints,
            tasks: std::sync::Mutex::default(),
        });
        // These are taken before the first task runs, so that no event is missed.
        let (guild_events, calls, journal) =
            (handle.world.discord.events(), handle.world.recorder.length(), handle.world.journal_growth());
        let ahead = handle.world.ahead();
        handle.keep(tokio::spawn(watch_room(Arc::clone(&handle), guild_events)));
        handle.keep(tokio::spawn(watch_calls(Arc::clone(&handle), calls)));
        handle.keep(tokio::spawn(watch_journal(Arc::clone(&handle), journal)));
        handle.keep(tokio::spawn(watch_clock(Arc::clone(&handle), ahead)));
        handle
    }

    /// Tells the listeners that something has changed. It adds a `world` field to `about`.
    pub fn hint(&self, name: &'static str, mut about: Value) {
        about["world"] = json!(self.number);
        // An error only means that no one listens.
        let _ = self.hints.send(Hint { name, about });
    }

    /// Returns true if the number of faults that are left has changed since the last call.
    pub fn trouble_has_changed(&self) -> bool {
        let left = self.world.tenant_faults.left(|_| true);
        self.told_trouble.swap(left, Ordering::Relaxed) != left
    }

    /// Plays a scenario on the world. The result appears in `play`.
    pub fn plays(self: &Arc<Self>, scenario: &'static Scenario) {
        self.play.send_replace(Some(Play { scenario: scenario.name, state: PlayState::Playing }));
        let handle = Arc::clone(self);
        self.keep(tokio::spawn(async move {
            let played = (scenario.play)(&handle.world).await;
            let state = played.map_or_else(|error| PlayState::Failed(format!("{error:#}")), |()| PlayState::Ended);
            handle.play.send_replace(Some(Play { scenario: scenario.name, state }));
            handle.hint("world", json!({}));
        }));
    }

    /// Returns true if a scenario is being played.
    pub fn is_playing(&self) -> bool {
        self.play.borrow().as_ref().is_some_and(|play| matches!(play.state, PlayState::Playing))
    }

    /// Stops the scenario, and everything that watches the world.
    pub fn ends(&self) {
        let tasks = std::mem::take(&mut *self.tasks.lock().expect("nothing panics with this lock"));
        tasks.iter().for_each(JoinHandle::abort);
    }

    fn keep(&self, task: JoinHandle<()>) {
        let mut tasks = self.tasks.lock().expect("nothing panics with this lock");
        tasks.retain(|task| !task.is_finished());
        tasks.push(task);
    }

    fn hint_room(&self, message: &Message) {
        self.hint("room", json!({ "channel_id": message.channel_id.to_string() }));
    }

    fn hint_interaction(&self, id: u64) {
        let now = self.world.clock().now();
        if let Some(interaction) = self.world.discord.guild().interaction(id) {
            let (who, state) = (&interaction.user_key, super::view::state(interaction, now));
            self.hint("interaction", json!({ "id": id.to_string(), "who": who, "state": state }));
        }
    }
}

async fn watch_room(handle: Arc<WorldHandle>, mut events: broadcast::Receiver<GuildEvent>) {
    loop {
        match events.recv().await {
            Ok(event) => hint_of(&handle, event),
            // Missed events are unknown, so the listeners look at everything again.
            Err(broadcast::error::RecvError::Lagged(_)) => handle.hint("world", json!({})),
            Err(broadcast::error::RecvError::Closed) => return,
        }
    }
}

fn hint_of(handle: &Arc<WorldHandle>, event: GuildEvent) {
    match event {
        GuildEvent::UserMessage { message, .. }
        | GuildEvent::MessagePosted { message }
        | GuildEvent::MessageEdited { message }
        | GuildEvent::PrivateMessage { message, .. }
        | GuildEvent::MessageDeleted { message }
        | GuildEvent::MessageDismissed { message, .. } => handle.hint_room(&message),
        GuildEvent::InteractionCreated { interaction_id, .. } => {
            handle.hint_interaction(interaction_id);
            let waits = Arc::clone(handle);
            handle.keep(tokio::spawn(async move {
                tokio::time::sleep(ANSWER_PATIENCE).await;
                let guild = waits.world.discord.guild();
                if guild.interaction(interaction_id).is_some_and(|interaction| interaction.acknowledged.is_none()) {
                    waits.hint_interaction(interaction_id);
                }
            }));
        }
        GuildEvent::Acknowledged { interaction_id, .. } => handle.hint_interaction(interaction_id),
        GuildEvent::ModalOpened { modal, .. } => handle.hint_interaction(modal.interaction_id),
        GuildEvent::CommandsRegistered { .. } | GuildEvent::Connected { .. } | GuildEvent::Disconnected => {
            handle.hint("trouble", json!({}));
        }
    }
}

async fn watch_calls(handle: Arc<WorldHandle>, mut length: watch::Receiver<usize>) {
    let mut told = 0;
    while length.changed().await.is_ok() {
        let last = handle.calls.catch_up(&handle.world);
        if last > told {
            // A request for the calls adds them too, so the number that was told last decides what is new.
            let wrote = handle.calls.wrote_after(told);
            told = last;
            handle.hint("calls", json!({ "last": last }));
            if wrote {
                handle.hint("accounts", json!({}));
            }
        }
        // Some of the calls may have used up faults.
        if handle.trouble_has_changed() {
            handle.hint("trouble", json!({}));
        }
    }
}

async fn watch_journal(handle: Arc<WorldHandle>, mut length: watch::Receiver<u64>) {
    while length.changed().await.is_ok() {
        let last = *length.borrow_and_update();
        handle.hint("journal", json!({ "last": last }));
    }
}

/// Sends a hint when the clock moves. Scenarios move it as well as people do.
async fn watch_clock(handle: Arc<WorldHandle>, mut ahead: watch::Receiver<SignedDuration>) {
    while ahead.changed().await.is_ok() {
        handle.hint("clock", super::clock::now(&handle));
    }
}
