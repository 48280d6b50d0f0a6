//! How a password or a pass comes to the one who may see it, in a world.

use std::time::Duration;

use anyhow::{Context as _, ensure};
use tokio::time::Instant;

use super::World;
use grendel_simulator::discord::Message;

/// How long a person waits for the end of all steps.
const PATIENCE: Duration = Duration::from_secs(20);
/// How long after a restart a person waits for a secret that may be lost.
const LOST_PATIENCE: Duration = Duration::from_secs(1);
/// What the card says where a step may have been taken and nobody knows; and where what it made is lost.
const STOPPED: &str = "Stopped";
const LOST: &str = "so it is gone";
/// What it says in any case once nobody can see it any more.
const GONE: &str = "Type the command again for a new one";

impl World {
    /// These approve, one after the other.
    pub async fn approve_as(&self, people: &[&str]) -> anyhow::Result<()> {
        for who in people {
            self.press_button(who, "Approve").await?;
        }
        Ok(())
    }

    /// Somebody presses "Show it once" and reads something that opens the account with this key. Where the power goes meanwhile, it may
    /// be lost, or a person has to look; then the card says so.
    pub async fn reveal_secret_to(&self, who: &str, key: &str) -> anyhow::Result<()> {
        let offered = self.wait_until_within(PATIENCE, Self::ends_with_secret).await;
        let card = offered.with_context(|| format!("nothing to show:\n{}", self.discord.seen_by(who)))?;
        if !card.to_text().contains("[ Show it once ]") {
            return Ok(());
        }
        let sent_at = Instant::now();
        let press = match self.press_button(who, "Show it once").await {
            // The power went between the look at the card and the press.
            Err(_) if self.crashes_bot() && self.says_it_is_lost() => return Ok(()),
            press => press?,
        };
        let told = self.wait_unless_lost(sent_at, PATIENCE, LOST_PATIENCE, |_| press.private_message()).await;
        let Some(told) = told else {
            ensure!(self.crashes_bot(), "{who} is never told");
            return Ok(());
        };
        let words = told.to_text();
        let secret = words.split('`').nth(1);
        let opens = secret.is_some_and(|secret| self.tenant.accepts_secret(key, secret) || self.is_blocked(key));
        ensure!(opens || self.crashes_bot(), "what {who} is shown does not open the account:\n{words}");
        Ok(())
    }

    /// The card comes to offer what was made; or after a power cut, to say that there is nothing.
    pub async fn wait_for_secret_offer(&self) -> anyhow::Result<()> {
        let offered = self.wait_until_within(PATIENCE, Self::ends_with_secret).await;
        offered.map(drop).with_context(|| format!("nothing to show:\n{}", self.discord.seen_by("bram")))
    }

    /// The card comes to say how it ended, or after a power cut, that a person has to look.
    pub async fn wait_for_end(&self, words: &str) -> anyhow::Result<()> {
        let over = |world: &Self| {
            let text = world.newest_card().ok()?.to_text();
            (text.contains(words) || world.crashes_bot() && text.contains(STOPPED)).then_some(())
        };
        self.wait_until_within(PATIENCE, over).await.with_context(|| self.discord.seen_by("bram"))
    }

    /// Nobody can be shown anything any more, and the card says so.
    pub async fn wait_for_secret_gone(&self) -> anyhow::Result<()> {
        let gone = |world: &Self| {
            let card = world.newest_card().ok()?;
            let text = card.to_text();
            (text.contains(GONE) || text.contains(STOPPED)).then_some(())
        };
        self.wait_until_within(PATIENCE, gone).await.with_context(|| self.discord.seen_by("bram"))
    }

    /// Whether the power went between a step and its answer, so that the case stopped before its end.
    pub fn has_stopped_early(&self) -> bool {
        self.crashes_bot() && self.newest_card().is_ok_and(|card| card.to_text().contains(STOPPED))
    }

    fn says_it_is_lost(&self) -> bool {
        self.newest_card().is_ok_and(|card| card.to_text().contains(LOST))
    }

    fn is_blocked(&self, key: &str) -> bool {
        !self.tenant.account(key).enabled
    }

    /// The newest card, once it offers a secret, or where the power has gone, says that there will be none.
    fn ends_with_secret(&self) -> Option<Message> {
        let card = self.newest_card().ok()?;
        let text = card.to_text();
        let over = self.crashes_bot() && (text.contains(STOPPED) || text.contains(LOST));
        (over || text.contains("[ Show it once ]")).then_some(card)
    }
}
