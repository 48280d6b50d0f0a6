//! The way of a password or a pass to the person who may see it.

use std::time::Duration;

use anyhow::{Context as _, ensure};
use tokio::time::Instant;

use super::World;
use super::browser::secret_on;
use grendel_simulator::discord::Message;

/// The time that a person waits for the end of all steps.
const PATIENCE: Duration = Duration::from_secs(20);
/// The time after a restart that a person waits for a secret that may be lost.
const LOST_PATIENCE: Duration = Duration::from_secs(1);
/// The text of the card if it is unknown whether a step was taken. The second text is for a secret that is lost.
const STOPPED: &str = "Stopped";
const LOST: &str = "so it is gone";
/// The text of the card when no one can see the secret any more.
const GONE: &str = "Type the command again for a new one";

impl World {
    /// Approves as each of these members, one after the other.
    pub async fn approve_as(&self, people: &[&str]) -> anyhow::Result<()> {
        for who in people {
            self.press_button(who, "Approve").await?;
        }
        Ok(())
    }

    /// Presses "Show it once" as this member, and checks that the secret opens the account with this key. After a power
    /// cut the secret may be lost, or a person must check the account. The card then says so.
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
        let (words, secret) = if told.content.contains("](<") {
            // With a page, the chat has only the way to it.
            let asked = self.follow_link(who, &told).await?;
            let shown = self.submit_page(&asked, "yes").await?;
            (shown.page.clone(), secret_on(&shown.page))
        } else {
            let words = told.to_text();
            let secret = words.split('`').nth(1).map(str::to_owned);
            (words, secret)
        };
        let opens = secret.is_some_and(|secret| self.tenant.accepts_secret(key, &secret) || self.is_blocked(key));
        ensure!(opens || self.crashes_bot(), "what {who} is shown does not open the account:\n{words}");
        Ok(())
    }

    /// Waits until the card offers a secret, or says that it is lost after a power cut.
    pub async fn wait_for_secret_offer(&self) -> anyhow::Result<()> {
        let offered = self.wait_until_within(PATIENCE, Self::ends_with_secret).await;
        offered.map(drop).with_context(|| format!("nothing to show:\n{}", self.discord.seen_by("bram")))
    }

    /// Waits until the card has this text, or says that a person must look after a power cut.
    pub async fn wait_for_end(&self, words: &str) -> anyhow::Result<()> {
        let over = |world: &Self| {
            let text = world.newest_card().ok()?.to_text();
            (text.contains(words) || world.crashes_bot() && text.contains(STOPPED)).then_some(())
        };
        self.wait_until_within(PATIENCE, over).await.with_context(|| self.discord.seen_by("bram"))
    }

    /// Waits until the card says that no one can see the secret any more.
    pub async fn wait_for_secret_gone(&self) -> anyhow::Result<()> {
        let gone = |world: &Self| {
            let card = world.newest_card().ok()?;
            let text = card.to_text();
            (text.contains(GONE) || text.contains(STOPPED)).then_some(())
        };
        self.wait_until_within(PATIENCE, gone).await.with_context(|| self.discord.seen_by("bram"))
    }

    /// Returns true if the case stopped early, because the power went between a step and its answer.
    pub fn has_stopped_early(&self) -> bool {
        self.crashes_bot() && self.newest_card().is_ok_and(|card| card.to_text().contains(STOPPED))
    }

    fn says_it_is_lost(&self) -> bool {
        self.newest_card().is_ok_and(|card| card.to_text().contains(LOST))
    }

    fn is_blocked(&self, key: &str) -> bool {
        !self.tenant.account(key).enabled
    }

    /// Returns the newest card if it offers a secret, or says that there is none after a power cut. Otherwise returns
    /// `None`.
    fn ends_with_secret(&self) -> Option<Message> {
        let card = self.newest_card().ok()?;
        let text = card.to_text();
        let over = self.crashes_bot() && (text.contains(STOPPED) || text.contains(LOST));
        (over || text.contains("[ Show it once ]")).then_some(card)
    }
}
