//! Keeps the card of one case up to date in the channel, without delaying the case.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{mpsc, watch};

use super::message::Message;
use crate::backoff::Backoff;
use crate::clock::Clock;
use crate::domain::{CaseNumber, ChannelId, MessageId};
use crate::ports::{CardMessage, Chat, ChatError};
use crate::render::card::Card;

/// The time between two edits. Discord permits five edits in five seconds in one channel, and the last one must not
/// wait.
/// <https://discord.com/developers/docs/topics/rate-limits>
const EDIT_INTERVAL: Duration = Duration::from_secs(1);
/// The first pause after a chat that could not be reached.
const PAUSE_MIN: Duration = Duration::from_secs(1);
/// The longest pause. Discord's outages last minutes to hours.
const PAUSE_MAX: Duration = Duration::from_secs(60);

/// One version of a card.
#[derive(Clone, PartialEq, Eq)]
pub struct CardVersion {
    /// The card.
    pub card: Card,
    /// True if it will not change any more.
    pub is_final: bool,
}

/// Shows the versions of one card.
pub struct CardUpdater<C> {
    /// The chat.
    pub chat: Arc<C>,
    /// The clock.
    pub clock: Clock,
    /// The case.
    pub case: CaseNumber,
    /// The channel.
    pub channel: ChannelId,
    /// The idempotency key of the first post.
    pub nonce: String,
    /// The message that shows the card, or `None` before the first post.
    pub message: Option<MessageId>,
    /// The mailbox of the case, which is told of the first post and of the final version.
    pub to_case: mpsc::Sender<Message>,
}

impl<C: Chat> CardUpdater<C> {
    /// Shows the newest version each time, skipping those in between. Returns after the final version, or when the case
    /// no longer listens.
    pub async fn run(mut self, mut versions: watch::Receiver<Option<CardVersion>>) {
        let mut backoff = Backoff::new(PAUSE_MIN, PAUSE_MAX);
        let mut shown: Option<CardVersion> = None;
        loop {
            let newer = versions.wait_for(|version| version.is_some() && *version != shown).await;
            let Some(version) = newer.ok().and_then(|version| version.clone()) else { return };
            match self.chat.show(&self.card_message(&version)).await {
                Ok(message) => {
                    backoff.reset();
                    let is_first = self.message.replace(message).is_none();
                    if is_first && self.to_case.send(Message::CardPosted(message)).await.is_err() {
                        return;
                    }
                }
                Err(ChatError::Gone(reason) | ChatError::TooLate(reason)) => {
                    tracing::warn!(case = %self.case, reason, "card refused");
                    if self.message.take().is_some() {
                        // The message was deleted. The case must stay visible, so the card is posted again, as a new
                        // message.
                        self.nonce.push('+');
                        continue;
                    }
                    if self.to_case.send(Message::CardRefused(reason)).await.is_err() {
                        return;
                    }
                }
                Err(ChatError::Unavailable(reason)) => {
                    let pause = backoff.next_pause();
                    tracing::warn!(case = %self.case, reason, pause_ms = pause.as_millis(), "card delayed");
                    self.clock.sleep(pause).await;
                    continue;
                }
            }
            if version.is_final {
                // An error means that the actor of the case has ended.
                let _ = self.to_case.send(Message::EndShown).await;
                return;
            }
            shown = Some(version);
            // Changes within the interval become one edit. The final version does not wait.
            tokio::select! {
                _ = versions.wait_for(|version| version.as_ref().is_some_and(|version| version.is_final)) => {}
                () = self.clock.sleep(EDIT_INTERVAL) => {}
            }
        }
    }

    fn card_message(&self, version: &CardVersion) -> CardMessage {
        CardMessage {
            case: self.case,
            channel: self.channel,
            message: self.message,
            nonce: self.nonce.clone(),
            card: version.card.clone(),
        }
    }
}
