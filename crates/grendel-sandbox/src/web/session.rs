//! The place where one world follows another, and what all who ask share.

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

/// Hints that a slow listener may fall behind before it loses the oldest.
const HINTS_BEHIND_MAX: usize = 1024;
/// Listeners at one time: a team around a table, each with a few windows.
const LISTENERS_MAX: usize = 64;

/// The place itself.
pub struct Session {
    settings: Settings,
    handle: RwLock<Arc<WorldHandle>>,
    /// Held while one world follows another.
    change: Mutex<()>,
    /// The number of the latest world that was begun, whether or not it came up: its folder may be there.
    begun: AtomicU64,
    hints: broadcast::Sender<Hint>,
    /// Places for those who listen to hints.
    pub listeners: Arc<Semaphore>,
}

impl Session {
    /// Sets the first world.
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

    /// The world as it is now.
    pub fn current(&self) -> Arc<WorldHandle> {
        Arc::clone(&self.handle.read().expect("nothing panics with this lock"))
    }

    /// Every hint from now on.
    pub fn hints(&self) -> broadcast::Receiver<Hint> {
        self.hints.subscribe()
    }

    /// How long a call to Microsoft takes when nobody has made it slower.
    pub fn usual_latency(&self) -> std::time::Duration {
        self.current().world.settings().tenant_latency
    }

    /// A new, ordinary world, whatever was going on. Gives its number.
    pub async fn begins_anew(self: &Arc<Self>) -> anyhow::Result<u64> {
        let session = Arc::clone(self);
        to_its_end(async move {
            let _change = session.change.lock().await;
            let handle = session.follow(default_world::ordinary(&session.settings)).await?;
            session.put_up(&handle).await
        })
        .await
    }

    /// A new world, as a scenario needs it, and the scenario on it. `None` while another is being played.
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

    /// The simulated services.
    pub fn services(&self) -> Vec<&'static str> {
        let northwind = self.current().world.northwind.is_some().then_some("simulated tenant northwind");
        ["simulated Discord", "simulated tenant contoso"].into_iter().chain(northwind).collect()
    }

    /// Ends the last world, and keeps of it what is to be kept.
    pub async fn close(&self) -> anyhow::Result<()> {
        let _change = self.change.lock().await;
        self.strike(&self.current()).await
    }

    async fn follow(&self, settings: WorldSettings) -> anyhow::Result<Arc<WorldHandle>> {
        let number = self.begun.fetch_add(1, Ordering::Relaxed) + 1;
        raise(&self.settings, number, settings, &self.hints).await
    }

    /// From now on everybody sees this world; the one before is taken down.
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
        // One that has fallen must not keep the next one away.
        if let Err(error) = handle.world.stop_bot().await {
            tracing::warn!(%error, "the bot of the world before did not stop as it should");
        }
        if let Some(har) = &self.settings.har {
            handle.world.recorder.save(&numbered(har, handle.number))?;
        }
        Ok(())
    }
}

/// Does all of it, even where whoever asked has gone: half a change would leave a bot without a world.
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
    // A bot that dies on purpose is for tests; here a person has a switch for that.
    world.crash_after_entries = None;
    world.state = settings.state.as_ref().map(|folder| folder.join(format!("world-{number}")));
    Ok(WorldHandle::new(number, World::start(world).await?, hints.clone()))
}

/// The first world has the name that was asked for; the others have their number behind it.
fn numbered(path: &Path, number: u64) -> PathBuf {
    if number == 1 {
        return path.to_owned();
    }
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let ending = path.extension().map_or_else(String::new, |ending| format!(".{}", ending.to_string_lossy()));
    path.with_file_name(format!("{stem}-{number}{ending}"))
}
