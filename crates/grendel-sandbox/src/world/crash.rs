//! The bot's power: it goes, it comes back, and a person switches it.

use super::World;
use super::bot_process::Host;

impl World {
    /// The power goes, and comes back.
    pub async fn power_fails(&self) -> anyhow::Result<()> {
        let mut bot = self.bot.lock().await;
        if let Some(bot) = bot.take() {
            bot.kill().await;
        }
        *bot = Some(Host::start(self.ingredients(None)?)?);
        Ok(())
    }

    /// The power goes, and stays away. False where there was no bot to begin with.
    pub async fn power_goes(&self) -> bool {
        let bot = self.bot.lock().await.take();
        let Some(bot) = bot else { return false };
        bot.kill().await;
        true
    }

    /// The power comes back. False where the bot is running already.
    pub async fn power_returns(&self) -> anyhow::Result<bool> {
        let mut bot = self.bot.lock().await;
        if bot.as_ref().is_some_and(|bot| !bot.has_ended()) {
            return Ok(false);
        }
        *bot = Some(Host::start(self.ingredients(None)?)?);
        Ok(true)
    }

    /// Whether there is a bot, and it has not ended.
    pub async fn has_power(&self) -> bool {
        self.bot.lock().await.as_ref().is_some_and(|bot| !bot.has_ended())
    }

    /// Stops the bot as a person would who presses Ctrl-C.
    pub async fn is_switched_off(&self) -> anyhow::Result<()> {
        let bot = self.bot.lock().await.take();
        match bot {
            Some(bot) => bot.stop().await,
            None => Ok(()),
        }
    }

    /// A person takes the time that a person takes.
    pub(super) async fn a_moment_passes(&self) {
        let pace = self.settings().pace;
        if !pace.is_zero() {
            tokio::time::sleep(pace).await;
        }
    }
}
