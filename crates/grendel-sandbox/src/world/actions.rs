//! What people do in the channel, as often as it takes until somebody notices.

use std::time::Duration;

use anyhow::{Context as _, bail, ensure};
use tokio::time::Instant;

use super::World;
use grendel_simulator::discord::{Message, SentInteraction};

/// How long a person waits before they do again what nobody seems to have noticed. Discord says "did not respond" after 3 s.
const PERSONS_PATIENCE: Duration = Duration::from_secs(4);
/// How often they do it.
const TRIES_MAX: usize = 3;
/// How long a person waits for what may have been lost with a crash.
const LOST_PATIENCE: Duration = Duration::from_secs(1);
/// The longest time after a restart in which the bot takes what Discord sends again.
const RETAKEN_PATIENCE: Duration = Duration::from_millis(1500);
/// The longest time after a restart in which the bot answers what it takes.
const ANSWERED_PATIENCE: Duration = Duration::from_millis(400);

impl World {
    /// Somebody types `/unlock`; again, if nothing comes of it. Gives the command and the card that came of it.
    pub async fn open_unlock_case(
        &self,
        who: &str,
        options: &[(&str, &str)],
    ) -> anyhow::Result<(SentInteraction, Message)> {
        self.open_case(who, "/unlock", options).await
    }

    /// The same with another command.
    pub async fn open_case(
        &self,
        who: &str,
        command: &str,
        options: &[(&str, &str)],
    ) -> anyhow::Result<(SentInteraction, Message)> {
        let before = self.cards().len();
        self.pause().await;
        for _ in 0..TRIES_MAX {
            let attempt = self.discord.member(who)?.type_command(command, options).await?;
            let card = self.wait_until_within(PERSONS_PATIENCE, |world| world.cards().get(before).cloned()).await;
            if let Ok(card) = card {
                // Read, before anybody decides; or lost with the power.
                let _ = self.answer_unless_lost(&attempt).await;
                return Ok((attempt, card));
            }
        }
        bail!("no card came of {command}; {who} sees:\n{}", self.discord.seen_by(who))
    }

    /// Somebody types `/unlock`.
    pub async fn type_unlock(&self, who: &str, options: &[(&str, &str)]) -> anyhow::Result<SentInteraction> {
        self.pause().await;
        self.discord.member(who)?.type_command("/unlock", options).await
    }

    /// Somebody types `/unlock` and is told, privately, why nothing comes of it.
    pub async fn expect_rejection(&self, who: &str, user: &str, why: &str) -> anyhow::Result<()> {
        let attempt = self.type_unlock(who, &[("user", user)]).await?;
        let told = self.wait_until_within(PERSONS_PATIENCE, |_| attempt.private_message()).await;
        if told.is_ok() {
            return self.expect_answer(&attempt, why).await.map(drop);
        }
        // Killed before it could answer: then the channel says that it has to be typed again.
        self.wait_for_card_text("Type the command again").await.map(drop)
    }

    /// The card comes to say this.
    pub async fn wait_for_card_text(&self, words: &str) -> anyhow::Result<Message> {
        let says = |message: &&Message| message.to_text().contains(words);
        let found = self.wait_until(|world| world.discord.guild().public().rfind(says).cloned()).await;
        found.with_context(|| format!("no card says \"{words}\"; the channel shows:\n{}", self.discord.seen_by("bram")))
    }

    /// A message calls these roles to a card, by their names, and says this.
    pub async fn wait_for_mention(&self, roles: &[&str], words: &str) -> anyhow::Result<Message> {
        let settings = self.discord.settings();
        let mut wanted: Vec<u64> = roles.iter().filter_map(|role| settings.role(role)).collect();
        wanted.sort_unstable();
        let calls = |message: &&Message| message.embeds.is_empty() && message.content.contains(words);
        let call = self.wait_until(|world| world.discord.guild().public().rfind(calls).cloned()).await;
        let call = call.with_context(|| format!("nobody is called with \"{words}\""))?;
        let mut called = call.mentions.roles.clone();
        called.sort_unstable();
        ensure!(called == wanted, "this should call {roles:?}:\n{}", call.to_text());
        Ok(call)
    }

    /// Somebody gets this private answer.
    pub async fn expect_answer(&self, attempt: &SentInteraction, words: &str) -> anyhow::Result<Message> {
        let answer = self.wait_until(|_| attempt.private_message()).await.context("nobody answered")?;
        ensure!(answer.to_text().contains(words), "expected \"{words}\", but was told:\n{}", answer.to_text());
        Ok(answer)
    }

    /// Somebody comes to read this in the answer to what they did, soon or never.
    pub async fn wait_for_answer(&self, attempt: &SentInteraction, words: &str) -> anyhow::Result<Message> {
        let said = |message: &Message| message.to_text().contains(words);
        self.wait_until_within(PERSONS_PATIENCE, |_| attempt.private_message().filter(said)).await
    }

    /// The same where the answer may be lost with the power.
    pub async fn expect_answer_unless_crashed(&self, attempt: &SentInteraction, words: &str) -> anyhow::Result<()> {
        if self.crashes_bot() {
            let told = self.answer_unless_lost(attempt).await;
            return told.map_or(Ok(()), |answer| {
                ensure!(answer.to_text().contains(words), "expected \"{words}\", but was told:\n{}", answer.to_text());
                Ok(())
            });
        }
        self.expect_answer(attempt, words).await.map(drop)
    }

    /// Waits for a private answer that may be lost with a crash.
    pub(super) async fn answer_unless_lost(&self, attempt: &SentInteraction) -> Option<Message> {
        let patience = if self.restarted_at().is_some() { ANSWERED_PATIENCE } else { LOST_PATIENCE };
        self.wait_unless_lost(Instant::now(), patience, ANSWERED_PATIENCE, |_| attempt.private_message()).await
    }

    /// Somebody reads the details of the newest card, which say this; again where the power went meanwhile. A phone has not always room
    /// for all of it on the card.
    pub async fn expect_details(&self, who: &str, words: &str) -> anyhow::Result<Message> {
        for _ in 0..TRIES_MAX {
            let details = self.press_button(who, "Details").await?;
            if let Ok(said) = self.wait_for_answer(&details, words).await {
                return Ok(said);
            }
        }
        bail!("the details do not say \"{words}\"; {who} sees:\n{}", self.discord.seen_by(who))
    }

    /// Somebody presses a button of the newest card that has it; again, if nobody seems to notice.
    pub async fn press_button(&self, who: &str, button: &str) -> anyhow::Result<SentInteraction> {
        let mut pressed = None;
        self.pause().await;
        for _ in 0..TRIES_MAX {
            // What was pressed may have counted although nobody could be told: then the button is gone.
            let Some(card) = self.card_with(button).await else { break };
            let sent_at = Instant::now();
            let attempt = self.discord.member(who)?.press(&card, button).await?;
            let gone = |world: &Self| world.discord.guild().message(card.id).is_none_or(|now| !has(now, button));
            let heard = |world: &Self| (attempt.acknowledged().is_some() || gone(world)).then_some(());
            if self.wait_unless_lost(sent_at, PERSONS_PATIENCE, RETAKEN_PATIENCE, heard).await.is_some() {
                return Ok(attempt);
            }
            pressed = Some(attempt);
        }
        pressed.with_context(|| format!("{who} cannot press {button}:\n{}", self.discord.seen_by(who)))
    }

    /// Somebody presses a button that asks for something, and fills that in; again, if nobody seems to notice.
    pub async fn submit_form(&self, who: &str, button: &str, text: &str) -> anyhow::Result<SentInteraction> {
        let mut sent = None;
        for _ in 0..TRIES_MAX {
            if self.card_with(button).await.is_none() {
                break;
            }
            let sent_at = Instant::now();
            let press = self.press_button(who, button).await?;
            let form = self.wait_unless_lost(sent_at, PERSONS_PATIENCE, RETAKEN_PATIENCE, |_| press.modal()).await;
            let Some(form) = form else { continue };
            self.pause().await;
            let question = form.fields.first().context("the form asks nothing")?.custom_id.clone();
            let sent_at = Instant::now();
            let attempt = self.discord.member(who)?.submit(&form, &[(&question, text)]).await?;
            let heard = |_: &Self| attempt.acknowledged();
            if self.wait_unless_lost(sent_at, PERSONS_PATIENCE, RETAKEN_PATIENCE, heard).await.is_some() {
                return Ok(attempt);
            }
            sent = Some(attempt);
        }
        sent.with_context(|| format!("{who} could not fill in {button}:\n{}", self.discord.seen_by(who)))
    }

    /// Somebody denies with a reason.
    pub async fn deny(&self, who: &str, reason: &str) -> anyhow::Result<SentInteraction> {
        let is_dutch = self.cards().iter().any(|card| has(card, "Afwijzen"));
        self.submit_form(who, if is_dutch { "Afwijzen" } else { "Deny" }, reason).await
    }

    /// The newest card in the channel. What calls people to a card is none.
    pub fn newest_card(&self) -> anyhow::Result<Message> {
        self.cards().pop().context("there is no card")
    }

    fn cards(&self) -> Vec<Message> {
        self.discord.guild().public().filter(|message| !message.embeds.is_empty()).cloned().collect()
    }

    /// The newest card with this button, as soon as there is one.
    async fn card_with(&self, button: &str) -> Option<Message> {
        let newest = |world: &Self| world.cards().into_iter().rfind(|card| has(card, button));
        self.wait_until_within(LOST_PATIENCE, newest).await.ok()
    }
}

fn has(card: &Message, button: &str) -> bool {
    card.to_text().to_lowercase().contains(&format!("[ {} ]", button.to_lowercase()))
}
