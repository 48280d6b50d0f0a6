//! The session, in which one world follows another, and the state that all callers share.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, RwLock};

use anyhow::Context as _;
use serde_json::json;
use tokio::sync::{Mutex, Semaphore, broadcast};

use super::events::Hint;
use super::world_handle::WorldHandle;
use super::{Settings, default_world};
use crate::scenarios::Scenario;
use crate::world::{World, WorldSettings};

/// The number of hints that a slow listener may fall behind before it loses the oldest.
const HINTS_BEHIND_MAX: usize = 1024;
/// The maximum number of listeners at one time. It is enough for a team in which each person has a few windows.
const LISTENERS_MAX: usize = 64;

/// The session: the settings, the current world, and the hints to its listeners.
pub struct Session {
    settings: Settings,
    handle: RwLock<Arc<WorldHandle>>,
    /// Locked while one world replaces another.
    change: Mutex<()>,
    /// The number of the latest world that was begun. It counts worlds that failed to start, because their folder may
    /// exist.
    begun: AtomicU64,
    hints: broadcast::Sender<Hint>,
    /// The free places for listeners to hints.
    pub listeners: Arc<Semaphore>,
}

impl Session {
    /// Starts the first world.
    pub async fn open(settings: Settings) -> anyhow::Result<Self> {
        let hints = broadcast::Sender::new(HINTS_BEHIND_MAX);
        let handle = raise(&settings, 1, default_world::ordinary(&settings), &hints).await?;
        let listeners = Arc::new(Semaphore::new(LISTENERS_MAX));
        Ok(Self {
            settings,
            handle: RwLock::new(handle),
            change: Mutex::new(()),
            begun: AtomicU64::new(1),
            hints,
            listeners,
        })
    }

    /// Returns the current world.
    pub fn current(&self) -> Arc<WorldHandle> {
        Arc::clone(&self.handle.read().expect("nothing panics with this lock"))
    }

    /// Returns a receiver of every hint from now on.
    pub fn hints(&self) -> broadcast::Receiver<Hint> {
        self.hints.subscribe()
    }

    /// Returns the time that a call to Microsoft takes when no one has made it slower.
    pub fn usual_latency(&self) -> std::time::Duration {
        self.current().world.settings().tenant_latency
    }

    /// Replaces the current world with a new, ordinary one. Returns the number of the new world.
    pub async fn begins_anew(self: &Arc<Self>) -> anyhow::Result<u64> {
        let session = Arc::clone(self);
        to_its_end(async move {
            let _change = session.change.lock().await;
            let handle = session.follow(default_world::ordinary(&session.settings)).await?;
            session.put_up(&handle).await
        })
        .await
    }

    /// Replaces the current world with one that this scenario needs, and plays the scenario. Returns the number of the
    /// new world, or `None` if another scenario is being played.
    pub async fn plays(self: &Arc<Self>, scenario: &'static Scenario) -> anyhow::Result<Option<u64>> {
        let session = Arc::clone(self);
        to_its_end(async move {
            let _change = session.change.lock().await;
            if session.current().is_playing() {
                return Ok(None);
            }
            let mut settings = default_world::watched(&session.settings);
            (scenario.prepare)(&mut settings);
            let handle = session.follow(settings).await?;
            handle.plays(scenario);
            session.put_up(&handle).await.map(Some)
        })
        .await
    }

    /// Returns the names of the simulated services.
    pub fn services(&self) -> Vec<&'static str> {
        let northwind = self.current().world.northwind.is_some().then_some("simulated tenant northwind");
        ["simulated Discord", "simulated tenant contoso"].into_iter().chain(northwind).collect()
    }

    /// Ends the last world, and writes its recording.
    pub async fn close(&self) -> anyhow::Result<()> {
        let _change = self.change.lock().await;
        self.strike(&self.current()).await
    }

    async fn follow(&self, settings: WorldSettings) -> anyhow::Result<Arc<WorldHandle>> {
        let number = self.begun.fetch_add(1, Ordering::Relaxed) + 1;
        raise(&self.settings, number, settings, &self.hints).await
    }

    /// Makes this world the current one, and ends the one before. Returns the number of the new world.
    async fn put_up(&self, handle: &Arc<WorldHandle>) -> anyhow::Result<u64> {
        let before = {
            let mut current = self.handle.write().expect("nothing panics with this lock");
            std::mem::replace(&mut *current, Arc::clone(handle))
        };
        handle.hint("world", json!({}));
        self.strike(&before).await?;
        Ok(handle.number)
    }

    async fn strike(&self, handle: &WorldHandle) -> anyhow::Result<()> {
        handle.ends();
        // A bot that has failed must not prevent the next world.
        if let Err(error) = handle.world.stop_bot().await {
            tracing::warn!(%error, "the bot of the world before did not stop as it should");
        }
        if let Some(har) = &self.settings.har {
            handle.world.recorder.save(&numbered(har, handle.number))?;
        }
        Ok(())
    }
}

/// Runs a change to its end, even if the caller has gone. Half a change would leave a world without a bot.
async fn to_its_end<T: Send + 'static>(
    change: impl Future<Output = anyhow::Result<T>> + Send + 'static,
) -> anyhow::Result<T> {
    tokio::spawn(change).await.context("one world did not follow the other")?
}

async fn raise(
    settings: &Settings,
    number: u64,
    mut world: WorldSettings,
    hints: &broadcast::Sender<Hint>,
) -> anyhow::Result<Arc<WorldHandle>> {
    // A bot that is killed at a crash point is for tests. On the page a person switches the power off.
    world.crash_after_entries = None;
    world.state = settings.state.as_ref().map(|folder| folder.join(format!("world-{number}")));
    Ok(WorldHandle::new(number, World::start(world).await?, hints.clone()))
}

/// Returns the file name for the recording of this world. The first world has the name that was asked for, and the
/// others add their number.
fn numbered(path: &Path, number: u64) -> PathBuf {
    if number == 1 {
        return path.to_owned();
    }
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let ending = path.extension().map_or_else(String::new, |ending| format!(".{}", ending.to_string_lossy()));
    path.with_file_name(format!("{stem}-{number}{ending}"))
}
