//! The bot's power: it goes, it comes back, and a person switches it.

use super::World;
use super::bot_process::BotProcess;

impl World {
    /// The power goes, and comes back.
    pub async fn cycle_power(&self) -> anyhow::Result<()> {
        let mut bot = self.bot.lock().await;
        if let Some(bot) = bot.take() {
            bot.kill().await;
        }
        *bot = Some(BotProcess::start(self.ingredients(None)?)?);
        Ok(())
    }

    /// The power goes, and stays away. False where there was no bot to begin with.
    pub async fn cut_power(&self) -> bool {
        let bot = self.bot.lock().await.take();
        let Some(bot) = bot else { return false };
        bot.kill().await;
        true
    }

    /// The power comes back. False where the bot is running already.
    pub async fn restore_power(&self) -> anyhow::Result<bool> {
        let mut bot = self.bot.lock().await;
        if bot.as_ref().is_some_and(|bot| !bot.has_ended()) {
            return Ok(false);
        }
        *bot = Some(BotProcess::start(self.ingredients(None)?)?);
        Ok(true)
    }

    /// Whether there is a bot, and it has not ended.
    pub async fn is_bot_running(&self) -> bool {
        self.bot.lock().await.as_ref().is_some_and(|bot| !bot.has_ended())
    }

    /// Stops the bot as a person would who presses Ctrl-C.
    pub async fn stop_bot(&self) -> anyhow::Result<()> {
        let bot = self.bot.lock().await.take();
        match bot {
            Some(bot) => bot.stop().await,
            None => Ok(()),
        }
    }

    /// A person takes the time that a person takes.
    pub(super) async fn pause(&self) {
        let pace = self.settings().pace;
        if !pace.is_zero() {
            tokio::time::sleep(pace).await;
        }
    }
}
