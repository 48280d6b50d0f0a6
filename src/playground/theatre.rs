//! The place where one stage follows another, and what all who ask share.

use std::path::{Path, PathBuf};
use std::sync::{Arc, RwLock};

use serde_json::json;
use tokio::sync::{Mutex, Semaphore, broadcast};

use super::events::Hint;
use super::set::Set;
use super::{Settings, cast};
use crate::stories::Story;
use crate::stories::stage::{Settings as StageSettings, Stage};

/// Hints that a slow listener may fall behind before it loses the oldest.
const HINTS_BEHIND_MAX: usize = 1024;
/// Listeners at one time: a team around a table, each with a few windows.
const LISTENERS_MAX: usize = 64;

/// The place itself.
pub struct Theatre {
    settings: Settings,
    set: RwLock<Arc<Set>>,
    /// Held while one stage follows another.
    change: Mutex<()>,
    hints: broadcast::Sender<Hint>,
    /// Places for those who listen to hints.
    pub listeners: Arc<Semaphore>,
}

impl Theatre {
    /// Sets the first stage.
    pub async fn open(settings: Settings) -> anyhow::Result<Self> {
        let hints = broadcast::Sender::new(HINTS_BEHIND_MAX);
        let set = raise(&settings, 1, cast::ordinary(&settings), &hints).await?;
        let listeners = Arc::new(Semaphore::new(LISTENERS_MAX));
        Ok(Self { settings, set: RwLock::new(set), change: Mutex::new(()), hints, listeners })
    }

    /// The stage as it is now.
    pub fn set(&self) -> Arc<Set> {
        Arc::clone(&self.set.read().expect("nothing panics with this lock"))
    }

    /// Every hint from now on.
    pub fn hints(&self) -> broadcast::Receiver<Hint> {
        self.hints.subscribe()
    }

    /// How long a call to Microsoft takes when nobody has made it slower.
    pub fn usual_latency(&self) -> std::time::Duration {
        self.set().stage.settings().tenant_latency
    }

    /// A new, ordinary stage, whatever was going on. Gives its number.
    pub async fn begins_anew(&self) -> anyhow::Result<u64> {
        let _change = self.change.lock().await;
        let set = self.follow(cast::ordinary(&self.settings)).await?;
        self.put_up(&set).await
    }

    /// A new stage, as a story needs it, and the story on it. `None` while another is being played.
    pub async fn plays(&self, story: &'static Story) -> anyhow::Result<Option<u64>> {
        let _change = self.change.lock().await;
        if self.set().is_playing() {
            return Ok(None);
        }
        let mut settings = cast::watched(&self.settings);
        (story.prepare)(&mut settings);
        let set = self.follow(settings).await?;
        set.plays(story);
        self.put_up(&set).await.map(Some)
    }

    /// Where the simulated services listen.
    pub fn services(&self) -> Vec<(&'static str, String)> {
        let stage = &self.set().stage;
        let of = |name, tenant: &crate::sandbox::tenant::SimulatedTenant| (name, tenant.address().to_owned());
        let northwind = stage.northwind.iter().map(|tenant| of("simulated tenant northwind", tenant));
        let discord = ("simulated Discord", stage.discord.address().to_owned());
        [discord, of("simulated tenant contoso", &stage.tenant)].into_iter().chain(northwind).collect()
    }

    /// Ends the last stage, and keeps of it what is to be kept.
    pub async fn close(&self) -> anyhow::Result<()> {
        let _change = self.change.lock().await;
        self.strike(&self.set()).await
    }

    async fn follow(&self, settings: StageSettings) -> anyhow::Result<Arc<Set>> {
        raise(&self.settings, self.set().number + 1, settings, &self.hints).await
    }

    /// From now on everybody sees this stage; the one before is taken down.
    async fn put_up(&self, set: &Arc<Set>) -> anyhow::Result<u64> {
        let before = {
            let mut current = self.set.write().expect("nothing panics with this lock");
            std::mem::replace(&mut *current, Arc::clone(set))
        };
        set.hint("stage", json!({}));
        self.strike(&before).await?;
        Ok(set.number)
    }

    async fn strike(&self, set: &Set) -> anyhow::Result<()> {
        set.ends();
        let stopped = set.stage.is_switched_off().await;
        if let Some(har) = &self.settings.har {
            set.stage.recorder.save(&numbered(har, set.number))?;
        }
        // One that has fallen has said so in the log; it must not keep the next one away.
        if let Err(error) = stopped {
            tracing::warn!(%error, "the bot of the stage before did not stop as it should");
        }
        Ok(())
    }
}

async fn raise(
    settings: &Settings,
    number: u64,
    mut stage: StageSettings,
    hints: &broadcast::Sender<Hint>,
) -> anyhow::Result<Arc<Set>> {
    // A bot that dies on purpose is for tests; here a person has a switch for that.
    stage.crash_after_entries = None;
    stage.state = settings.state.as_ref().map(|folder| folder.join(format!("stage-{number}")));
    Ok(Set::new(number, Stage::start(stage).await?, hints.clone()))
}

/// The first stage has the name that was asked for; the others have their number behind it.
fn numbered(path: &Path, number: u64) -> PathBuf {
    if number == 1 {
        return path.to_owned();
    }
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let ending = path.extension().map_or_else(String::new, |ending| format!(".{}", ending.to_string_lossy()));
    path.with_file_name(format!("{stem}-{number}{ending}"))
}
