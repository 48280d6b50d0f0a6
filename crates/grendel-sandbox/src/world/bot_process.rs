//! A bot that can end in two ways: in an orderly way, and as in a power cut.

use std::time::Duration;

use anyhow::Context as _;
use tokio::runtime::Runtime;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use super::crash::CrashPoint;
use grendel::bot::{self, BotOptions};
use grendel::store::Store;

/// The maximum time that an orderly end may take, in seconds.
const STOP_SECONDS_MAX: u64 = 30;

/// A bot in a runtime of its own, so that everything it does can end at one instant.
pub struct BotProcess {
    /// The runtime, or `None` once the bot has ended. A runtime that is dropped blocks, which is not allowed inside
    /// another one.
    runtime: Option<Runtime>,
    stop: Option<oneshot::Sender<()>>,
    ended: JoinHandle<anyhow::Result<()>>,
    /// Dropped when the runtime is gone, which lets a store continue that stopped at the crash point.
    crash_point: Option<CrashPoint>,
    /// A clone of the bot's store. While there is one, the end of the bot's tasks does not wait for the store's thread, which
    /// may be stopped at the crash point. `None` once the bot has ended.
    store: Option<Store>,
}

impl BotProcess {
    /// Starts a bot. It does not wait until the bot is connected.
    pub fn start(ingredients: BotOptions, crash_point: Option<CrashPoint>) -> anyhow::Result<Self> {
        let mut builder = tokio::runtime::Builder::new_multi_thread();
        let runtime = builder.worker_threads(2).thread_name("bot").enable_all().build()?;
        let (stop, stopped) = oneshot::channel();
        let store = Some(ingredients.store.clone());
        let ended = runtime.spawn(bot::run(ingredients, async {
            // Dropping the process stops its bot too.
            let _ = stopped.await;
        }));
        Ok(Self { runtime: Some(runtime), stop: Some(stop), ended, crash_point, store })
    }

    /// Returns true if the bot has ended by itself.
    pub fn has_ended(&self) -> bool {
        self.ended.is_finished()
    }

    /// Returns the bot's store, or `None` once the bot has ended.
    pub fn store(&self) -> Option<&Store> {
        self.store.as_ref()
    }

    /// Ends the bot as Ctrl-C does.
    ///
    /// # Errors
    ///
    /// Returns the bot's own error, or says that it panicked or did not end in time.
    pub async fn stop(mut self) -> anyhow::Result<()> {
        // The receiver is gone if the bot has ended by itself.
        let _ = self.stop.take().map(|stop| stop.send(()));
        let ended = tokio::time::timeout(Duration::from_secs(STOP_SECONDS_MAX), &mut self.ended).await;
        self.end_runtime().await;
        ended.context("the bot did not stop")?.context("the bot panicked")?
    }

    /// Ends the bot between two instructions. From then on it sends and writes nothing.
    pub async fn kill(mut self) {
        self.end_runtime().await;
    }

    /// Waits until every task of the runtime is gone, and then until the store's folder is free.
    async fn end_runtime(&mut self) {
        let Some(runtime) = self.runtime.take() else { return };
        let (crash_point, store) = (self.crash_point.take(), self.store.take());
        let patience = Duration::from_secs(STOP_SECONDS_MAX);
        let end = move || {
            runtime.shutdown_timeout(patience);
            // The order matters: no task is left that could act on what the store's thread says from here on.
            drop(crash_point);
            drop(store);
        };
        // A panic in a bot that is being killed changes nothing.
        let _ = tokio::task::spawn_blocking(end).await;
    }
}

impl Drop for BotProcess {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}
