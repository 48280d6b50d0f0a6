//! One world with what is known of it, and the hints that go out while something happens on it.

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
use crate::scenarios::Story;
use crate::world::World;
use grendel_simulator::discord::{Message, RoomEvent};

/// When an interaction without an answer has failed: Discord waits 3 s, and a little more makes sure that it has stopped waiting.
const ANSWER_PATIENCE: Duration = Duration::from_millis(3_050);

/// A world in which people can do something, until there is another.
pub struct Set {
    /// Counts up with every world.
    pub number: u64,
    /// The world itself.
    pub world: Arc<World>,
    /// When it was set.
    pub began: Timestamp,
    /// The story that is played on it, if it was set for one.
    pub play: watch::Sender<Option<Play>>,
    /// The calls to Microsoft so far.
    pub calls: Ledger,
    /// The journal so far.
    pub journal: Minutes,
    /// How much was still to go wrong when that was last told.
    told_trouble: AtomicU32,
    hints: broadcast::Sender<Hint>,
    tasks: std::sync::Mutex<Vec<JoinHandle<()>>>,
}

/// How a story goes.
#[derive(Clone, Debug)]
pub struct Play {
    /// Its name.
    pub story: &'static str,
    /// How far it is.
    pub state: PlayState,
}

/// How far a story is.
#[derive(Clone, Debug)]
pub enum PlayState {
    /// It is played.
    Playing,
    /// It went as it should.
    Ended,
    /// It went otherwise, as this sentence says.
    Failed(String),
}

impl Play {
    /// As the interface writes it.
    pub fn to_json(&self) -> Value {
        let (state, error) = match &self.state {
            PlayState::Playing => ("playing", None),
            PlayState::Ended => ("ended", None),
            PlayState::Failed(error) => ("failed", Some(error)),
        };
        json!({ "story": self.story, "state": state, "error": error })
    }
}

impl Set {
    /// Begins to watch a world.
    pub fn new(number: u64, world: World, hints: broadcast::Sender<Hint>) -> Arc<Self> {
        let began = world.clock().now();
        let set = Arc::new(Self {
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
        // Before the first of them runs, so that nothing is missed.
        let (room, calls, journal) =
            (set.world.discord.events(), set.world.recorder.length(), set.world.journal_growth());
        let ahead = set.world.ahead();
        set.keep(tokio::spawn(watch_room(Arc::clone(&set), room)));
        set.keep(tokio::spawn(watch_calls(Arc::clone(&set), calls)));
        set.keep(tokio::spawn(watch_journal(Arc::clone(&set), journal)));
        set.keep(tokio::spawn(watch_clock(Arc::clone(&set), ahead)));
        set
    }

    /// Tells those who listen that something has changed; a `world` is added.
    pub fn hint(&self, name: &'static str, mut about: Value) {
        about["world"] = json!(self.number);
        // Nobody need listen.
        let _ = self.hints.send(Hint { name, about });
    }

    /// Whether more or less is still to go wrong with Microsoft than when this was last asked.
    pub fn trouble_has_changed(&self) -> bool {
        let left = self.world.tenant_faults.left(|_| true);
        self.told_trouble.swap(left, Ordering::Relaxed) != left
    }

    /// Plays a story on it. What comes of it is seen in `play`.
    pub fn plays(self: &Arc<Self>, story: &'static Story) {
        self.play.send_replace(Some(Play { story: story.name, state: PlayState::Playing }));
        let set = Arc::clone(self);
        self.keep(tokio::spawn(async move {
            let played = (story.play)(&set.world).await;
            let state = played.map_or_else(|error| PlayState::Failed(format!("{error:#}")), |()| PlayState::Ended);
            set.play.send_replace(Some(Play { story: story.name, state }));
            set.hint("world", json!({}));
        }));
    }

    /// Whether a story is being played.
    pub fn is_playing(&self) -> bool {
        self.play.borrow().as_ref().is_some_and(|play| matches!(play.state, PlayState::Playing))
    }

    /// Nothing more is watched or played.
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
        if let Some(interaction) = self.world.discord.room().interaction(id) {
            let (who, state) = (&interaction.who, super::view::state(interaction, now));
            self.hint("interaction", json!({ "id": id.to_string(), "who": who, "state": state }));
        }
    }
}

async fn watch_room(set: Arc<Set>, mut room: broadcast::Receiver<RoomEvent>) {
    loop {
        match room.recv().await {
            Ok(event) => hint_of(&set, event),
            // What was missed is seen with the next look.
            Err(broadcast::error::RecvError::Lagged(_)) => set.hint("world", json!({})),
            Err(broadcast::error::RecvError::Closed) => return,
        }
    }
}

fn hint_of(set: &Arc<Set>, event: RoomEvent) {
    match event {
        RoomEvent::Said { message, .. }
        | RoomEvent::Posted { message }
        | RoomEvent::Edited { message }
        | RoomEvent::Whispered { message, .. }
        | RoomEvent::Deleted { message }
        | RoomEvent::Dismissed { message, .. } => set.hint_room(&message),
        RoomEvent::Asked { interaction_id, .. } => {
            set.hint_interaction(interaction_id);
            let waits = Arc::clone(set);
            set.keep(tokio::spawn(async move {
                tokio::time::sleep(ANSWER_PATIENCE).await;
                let room = waits.world.discord.room();
                if room.interaction(interaction_id).is_some_and(|interaction| interaction.acknowledged.is_none()) {
                    waits.hint_interaction(interaction_id);
                }
            }));
        }
        RoomEvent::Acknowledged { interaction_id, .. } => set.hint_interaction(interaction_id),
        RoomEvent::ModalOpened { modal, .. } => set.hint_interaction(modal.interaction_id),
        RoomEvent::CommandsRegistered { .. } | RoomEvent::Connected { .. } | RoomEvent::Disconnected => {
            set.hint("trouble", json!({}));
        }
    }
}

async fn watch_calls(set: Arc<Set>, mut length: watch::Receiver<usize>) {
    let mut told = 0;
    while length.changed().await.is_ok() {
        let last = set.calls.catch_up(&set.world);
        if last > told {
            // Whoever asks for the calls takes them in as well, so only what was told before says what is new.
            let wrote = set.calls.wrote_after(told);
            told = last;
            set.hint("calls", json!({ "last": last }));
            if wrote {
                set.hint("accounts", json!({}));
            }
        }
        // What was to go wrong has gone wrong with some of the calls.
        if set.trouble_has_changed() {
            set.hint("trouble", json!({}));
        }
    }
}

async fn watch_journal(set: Arc<Set>, mut length: watch::Receiver<u64>) {
    while length.changed().await.is_ok() {
        let last = *length.borrow_and_update();
        set.hint("journal", json!({ "last": last }));
    }
}

/// Stories move it as well as people do.
async fn watch_clock(set: Arc<Set>, mut ahead: watch::Receiver<SignedDuration>) {
    while ahead.changed().await.is_ok() {
        set.hint("clock", super::clock::now(&set));
    }
}
