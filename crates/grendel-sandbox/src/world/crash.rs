//! The bot's power, which fails at a chosen journal length or when a person switches it off.

use std::panic::resume_unwind;
use std::sync::atomic::Ordering;
use std::sync::mpsc;

use anyhow::Context as _;

use super::World;
use super::bot_process::BotProcess;
use grendel::bot::store_folder;
use grendel::store::{GrowthObserver, Store};

/// The journal length at which a bot is killed.
///
/// The store calls its observer when a group of writes is on disk and before it answers any caller. At the crash point
/// the observer does not return until the bot is dead, so no action of the bot can depend on the last group. Then it
/// ends the store's thread. The disk holds what a kill at that instant leaves.
pub struct CrashPoint {
    /// Dropped when the bot is dead.
    _is_alive: mpsc::Sender<()>,
}

impl CrashPoint {
    /// Returns a crash point, and the observer that stops the store there.
    fn after(entries_max: u64) -> (Self, impl FnMut(u64) + Send + 'static) {
        let (is_alive, death) = mpsc::channel::<()>();
        let observer = move |entries| {
            if entries >= entries_max {
                // No value is ever sent, so this returns when the sender is dropped.
                let _ = death.recv();
                // Not `panic!`, which would print a message about a defect.
                resume_unwind(Box::new("the bot was killed"));
            }
        };
        (Self { _is_alive: is_alive }, observer)
    }
}

impl World {
    /// Starts a bot on the world's state. It is killed when its journal has this many entries, or never with `None`.
    pub(super) async fn start_bot(&self, crash_after_entries: Option<u64>) -> anyhow::Result<BotProcess> {
        let (crash_point, mut crash_observer) = crash_after_entries.map(CrashPoint::after).unzip();
        let journal = self.journal.clone();
        let observer: GrowthObserver = Box::new(move |entries| {
            journal.send_replace(entries);
            if let Some(observer) = &mut crash_observer {
                observer(entries);
            }
        });
        let folder = store_folder(&self.state_folder());
        let opened = tokio::task::spawn_blocking(move || Store::open_observed(&folder, observer)).await;
        let store = opened.context("opening the store panicked")??;
        self.journal.send_replace(store.entries_on_disk());
        BotProcess::start(self.ingredients(store)?, crash_point)
    }

    /// Cuts the power and restores it.
    pub async fn cycle_power(&self) -> anyhow::Result<()> {
        let mut bot = self.bot.lock().await;
        if let Some(bot) = bot.take() {
            bot.kill().await;
        }
        *bot = Some(self.start_bot(None).await?);
        Ok(())
    }

    /// Cuts the power. Returns false if there was no bot.
    pub async fn cut_power(&self) -> bool {
        let bot = self.bot.lock().await.take();
        let Some(bot) = bot else { return false };
        bot.kill().await;
        true
    }

    /// Restores the power. Returns false if the bot is running already.
    pub async fn restore_power(&self) -> anyhow::Result<bool> {
        let mut bot = self.bot.lock().await;
        if bot.as_ref().is_some_and(|bot| !bot.has_ended()) {
            return Ok(false);
        }
        // A bot that has ended by itself may still hold the folder.
        drop(bot.take());
        *bot = Some(self.start_bot(None).await?);
        Ok(true)
    }

    /// Returns true if there is a bot that has not ended.
    pub async fn is_bot_running(&self) -> bool {
        self.bot.lock().await.as_ref().is_some_and(|bot| !bot.has_ended())
    }

    /// Stops the bot as Ctrl-C does.
    pub async fn stop_bot(&self) -> anyhow::Result<()> {
        let bot = self.bot.lock().await.take();
        match bot {
            Some(bot) => bot.stop().await,
            None => Ok(()),
        }
    }

    /// Kills the bot if its journal has reached the crash point, and starts another one. Fails if the bot ended by
    /// itself.
    pub(super) async fn restart_after_crash(&self) -> anyhow::Result<()> {
        let mut bot = self.bot.lock().await;
        if bot.as_ref().is_some_and(BotProcess::has_ended) {
            // Stopping a bot that has ended returns its error.
            let ended = bot.take().expect("there is one, as the line above found").stop().await;
            return ended.and(Err(anyhow::anyhow!("the bot ended without being stopped")));
        }
        if !self.is_at_crash_point() || self.has_crashed.swap(true, Ordering::Relaxed) {
            return Ok(());
        }
        if let Some(bot) = bot.take() {
            bot.kill().await;
        }
        *bot = Some(self.start_bot(None).await?);
        *self.restarted_at.lock().expect("no one panics while holding it") = Some(tokio::time::Instant::now());
        Ok(())
    }

    /// Waits as long as a person takes before each action.
    pub(super) async fn pause(&self) {
        let pace = self.settings().pace;
        if !pace.is_zero() {
            tokio::time::sleep(pace).await;
        }
    }
}
