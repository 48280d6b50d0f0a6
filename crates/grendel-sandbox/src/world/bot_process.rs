//! A bot that can be stopped in two ways: politely, and as if the power had gone.

use std::time::Duration;

use anyhow::Context as _;
use tokio::runtime::Runtime;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use grendel::bot::{self, Ingredients};

/// How long a stop may take.
const STOP_SECONDS_MAX: u64 = 30;

/// A bot in a runtime of its own, so that all it does can end at one instant.
pub struct BotProcess {
    /// Taken when it ends; a runtime that is just dropped would block where that is not allowed.
    runtime: Option<Runtime>,
    stop: Option<oneshot::Sender<()>>,
    ended: JoinHandle<anyhow::Result<()>>,
}

impl BotProcess {
    /// Starts it. Whether it came up is learnt from what it does.
    pub fn start(ingredients: Ingredients) -> anyhow::Result<Self> {
        let mut builder = tokio::runtime::Builder::new_multi_thread();
        let runtime = builder.worker_threads(2).thread_name("bot").enable_all().build()?;
        let (stop, stopped) = oneshot::channel();
        let ended = runtime.spawn(bot::run(ingredients, async {
            // A host that is gone stops its bot too.
            let _ = stopped.await;
        }));
        Ok(Self { runtime: Some(runtime), stop: Some(stop), ended })
    }

    /// Whether it has ended by itself.
    pub fn has_ended(&self) -> bool {
        self.ended.is_finished()
    }

    /// Ends it as a person would who presses Ctrl-C.
    pub async fn stop(mut self) -> anyhow::Result<()> {
        // It may have ended by itself.
        let _ = self.stop.take().map(|stop| stop.send(()));
        let ended = tokio::time::timeout(Duration::from_secs(STOP_SECONDS_MAX), &mut self.ended).await;
        self.bury().await;
        ended.context("the bot did not stop")?.context("the bot panicked")?
    }

    /// Ends it between two instructions: nothing more is said, written or tidied up.
    pub async fn kill(mut self) {
        self.bury().await;
    }

    /// Waits until every thread of the runtime is gone, and with them whatever they held.
    async fn bury(&mut self) {
        let Some(runtime) = self.runtime.take() else { return };
        let patience = Duration::from_secs(STOP_SECONDS_MAX);
        // A panic in there has nothing left to spoil.
        let _ = tokio::task::spawn_blocking(move || runtime.shutdown_timeout(patience)).await;
    }
}

impl Drop for BotProcess {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}
