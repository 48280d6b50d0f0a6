//! The actions of people in the channel, repeated until the bot reacts.

use std::time::Duration;

use anyhow::{Context as _, bail, ensure};
use jiff::SignedDuration;
use tokio::time::Instant;

use super::World;
use grendel_simulator::discord::{Message, SentInteraction};

/// The time after which a person repeats an action that has had no visible effect. Discord says "did not respond" after
/// 3 s.
const PERSONS_PATIENCE: Duration = Duration::from_secs(4);
/// The maximum number of attempts.
const TRIES_MAX: usize = 3;
/// The time that a person waits for something that a crash may have lost.
const LOST_PATIENCE: Duration = Duration::from_secs(1);
/// The time that a person waits for something that time brings, before more of it passes.
const PASSING_PATIENCE: Duration = Duration::from_secs(10);
/// The longest time after a restart in which the bot receives what Discord sends again.
const RETAKEN_PATIENCE: Duration = Duration::from_millis(1500);
/// The longest time after a restart in which the bot answers what it has received.
const ANSWERED_PATIENCE: Duration = Duration::from_millis(400);

impl World {
    /// Types `/unlock` as this member, and again if no card appears. Returns the command and its card.
    pub async fn open_unlock_case(
        &self,
        who: &str,
        options: &[(&str, &str)],
    ) -> anyhow::Result<(SentInteraction, Message)> {
        self.open_case(who, "/unlock", options).await
    }

    /// Types a command as this member, and again if no card appears. Returns the command and its card.
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
                // The member reads the answer before anyone decides. A crash may have lost it.
                let _ = self.answer_unless_lost(&attempt).await;
                return Ok((attempt, card));
            }
        }
        bail!("no card came of {command}; {who} sees:\n{}", self.discord.seen_by(who))
    }

    /// Types `/unlock` as this member.
    pub async fn type_unlock(&self, who: &str, options: &[(&str, &str)]) -> anyhow::Result<SentInteraction> {
        self.pause().await;
        self.discord.member(who)?.type_command("/unlock", options).await
    }

    /// Types `/unlock` as this member, and expects a private answer that refuses it with this reason.
    pub async fn expect_rejection(&self, who: &str, user: &str, why: &str) -> anyhow::Result<()> {
        let attempt = self.type_unlock(who, &[("user", user)]).await?;
        let told = self.wait_until_within(PERSONS_PATIENCE, |_| attempt.private_message()).await;
        if told.is_ok() {
            return self.expect_answer(&attempt, why).await.map(drop);
        }
        // The bot was killed before it could answer, so the channel asks the member to type the command again.
        self.wait_for_card_text("Type the command again").await.map(drop)
    }

    /// Types `/freeze` or `/unfreeze` as this member, with a reason, and again if no answer comes.
    pub async fn control(&self, who: &str, command: &str, reason: &str) -> anyhow::Result<SentInteraction> {
        self.pause().await;
        for _ in 0..TRIES_MAX {
            let sent_at = Instant::now();
            let attempt = self.discord.member(who)?.type_command(command, &[("reason", reason)]).await?;
            let answer = |_: &Self| attempt.private_message();
            if self.wait_unless_lost(sent_at, PERSONS_PATIENCE, RETAKEN_PATIENCE, answer).await.is_some() {
                return Ok(attempt);
            }
        }
        bail!("no answer came of {command}; {who} sees:\n{}", self.discord.seen_by(who))
    }

    /// Waits until a card has this text, and returns it.
    pub async fn wait_for_card_text(&self, words: &str) -> anyhow::Result<Message> {
        let says = |message: &&Message| message.to_text().contains(words);
        let found = self.wait_until(|world| world.discord.guild().public().rfind(says).cloned()).await;
        found.with_context(|| format!("no card says \"{words}\"; the channel shows:\n{}", self.discord.seen_by("bram")))
    }

    /// Lets this much time pass until a card has this text, and returns the card. If it does not appear, as much time passes
    /// again: a bot that was started again looks later than it would have.
    pub async fn wait_as_time_passes(&self, time: SignedDuration, words: &str) -> anyhow::Result<Message> {
        let says = |message: &&Message| message.to_text().contains(words);
        for _ in 0..TRIES_MAX {
            self.advance_time(time).await?;
            let look = |world: &Self| world.discord.guild().public().rfind(says).cloned();
            if let Ok(card) = self.wait_until_within(PASSING_PATIENCE, look).await {
                return Ok(card);
            }
        }
        bail!("time passes, and no card says \"{words}\"; the channel shows:\n{}", self.discord.seen_by("bram"))
    }

    /// Waits for a message that mentions the roles with these names and has this text.
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

    /// Waits until this member has a direct message with this text, and only one.
    pub async fn wait_for_direct_message(&self, who: &str, words: &str) -> anyhow::Result<Message> {
        let with_words = |world: &Self| {
            let mut all = world.discord.direct_messages_to(who);
            all.retain(|message| message.content.contains(words));
            all
        };
        let first = self.wait_until(|world| with_words(world).into_iter().next()).await;
        let first = first.with_context(|| format!("{who} has no direct message with \"{words}\""))?;
        let all = with_words(self);
        ensure!(all.len() == 1, "{who} was told {} times: \"{words}\"", all.len());
        Ok(first)
    }

    /// Waits for the private answer to an interaction, which must have this text.
    pub async fn expect_answer(&self, attempt: &SentInteraction, words: &str) -> anyhow::Result<Message> {
        let answer = self.wait_until(|_| attempt.private_message()).await.context("nobody answered")?;
        ensure!(answer.to_text().contains(words), "expected \"{words}\", but was told:\n{}", answer.to_text());
        Ok(answer)
    }

    /// Waits for this text in the answer to an interaction, as long as a person would. Fails if it does not appear.
    pub async fn wait_for_answer(&self, attempt: &SentInteraction, words: &str) -> anyhow::Result<Message> {
        let said = |message: &Message| message.to_text().contains(words);
        self.wait_until_within(PERSONS_PATIENCE, |_| attempt.private_message().filter(said)).await
    }

    /// Waits for the private answer to an interaction, which must have this text. A crash may have lost the answer.
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

    /// Waits for a private answer. Returns `None` if a crash has lost it.
    pub(super) async fn answer_unless_lost(&self, attempt: &SentInteraction) -> Option<Message> {
        let patience = if self.restarted_at().is_some() { ANSWERED_PATIENCE } else { LOST_PATIENCE };
        self.wait_unless_lost(Instant::now(), patience, ANSWERED_PATIENCE, |_| attempt.private_message()).await
    }

    /// Reads the details of the newest card as this member, and expects this text there. It tries again after a power
    /// cut. Some text is only in the details, because the card must fit on a phone.
    pub async fn expect_details(&self, who: &str, words: &str) -> anyhow::Result<Message> {
        for _ in 0..TRIES_MAX {
            let details = self.press_button(who, "Details").await?;
            if let Ok(said) = self.wait_for_answer(&details, words).await {
                return Ok(said);
            }
        }
        bail!("the details do not say \"{words}\"; {who} sees:\n{}", self.discord.seen_by(who))
    }

    /// Presses a button of the newest card that has it as this member, and again if the bot does not react.
    pub async fn press_button(&self, who: &str, button: &str) -> anyhow::Result<SentInteraction> {
        let mut pressed = None;
        self.pause().await;
        for _ in 0..TRIES_MAX {
            // The press may have counted although the bot could not say so. In that case the button is gone.
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

    /// Presses a button that opens a form as this member, and submits the form. It tries again if the bot does not
    /// react.
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

    /// Denies a request as this member, with a reason.
    pub async fn deny(&self, who: &str, reason: &str) -> anyhow::Result<SentInteraction> {
        let is_dutch = self.cards().iter().any(|card| has(card, "Afwijzen"));
        self.submit_form(who, if is_dutch { "Afwijzen" } else { "Deny" }, reason).await
    }

    /// Returns the newest card in the channel. A message that only mentions people does not count as a card.
    pub fn newest_card(&self) -> anyhow::Result<Message> {
        self.cards().pop().context("there is no card")
    }

    fn cards(&self) -> Vec<Message> {
        self.discord.guild().public().filter(|message| !message.embeds.is_empty()).cloned().collect()
    }

    /// Waits for a card with this button, and returns the newest one. Returns `None` if none appears.
    async fn card_with(&self, button: &str) -> Option<Message> {
        let newest = |world: &Self| world.cards().into_iter().rfind(|card| has(card, button));
        self.wait_until_within(LOST_PATIENCE, newest).await.ok()
    }
}

fn has(card: &Message, button: &str) -> bool {
    card.to_text().to_lowercase().contains(&format!("[ {} ]", button.to_lowercase()))
}
