//! The private answer to one interaction.

use std::sync::Arc;

use tokio::task::JoinHandle;

use crate::ports::{Chat, ChatError, ReplyTo};
use crate::render::card::NumberButton;
use crate::secret::Secret;

/// An answer that is owed to the sender of an interaction.
pub struct Reply {
    to: ReplyTo,
    acknowledgement: Option<JoinHandle<()>>,
}

impl Reply {
    /// Acknowledges the interaction in the background. The answer itself may take longer than the 3 s that Discord
    /// allows for the acknowledgement.
    pub fn acknowledge<C: Chat>(chat: &Arc<C>, to: ReplyTo) -> Self {
        let (chat, reply_to) = (Arc::clone(chat), to.clone());
        let acknowledgement = tokio::spawn(async move {
            if let Err(error) = chat.acknowledge(&reply_to).await {
                tracing::warn!(interaction = %reply_to.interaction, %error, "acknowledgement failed");
            }
        });
        Self { to, acknowledgement: Some(acknowledgement) }
    }

    /// Acknowledges a form that was opened below a private answer, in the background. The answer to it replaces the
    /// private answer.
    pub fn acknowledge_in_place<C: Chat>(chat: &Arc<C>, to: ReplyTo) -> Self {
        let (chat, reply_to) = (Arc::clone(chat), to.clone());
        let acknowledgement = tokio::spawn(async move {
            if let Err(error) = chat.acknowledge_in_place(&reply_to).await {
                tracing::warn!(interaction = %reply_to.interaction, %error, "acknowledgement failed");
            }
        });
        Self { to, acknowledgement: Some(acknowledgement) }
    }

    /// Replaces an answer that was already given to the interaction.
    pub const fn replace(to: ReplyTo) -> Self {
        Self { to, acknowledgement: None }
    }

    /// Returns the address of the answer.
    pub fn to(&self) -> ReplyTo {
        self.to.clone()
    }

    /// Waits until the interaction is acknowledged. Nothing can be sent before that.
    pub async fn acknowledged(&mut self) {
        if let Some(acknowledgement) = self.acknowledgement.take() {
            // A failure is logged where it happens. The answer may reach the person all the same.
            let _ = acknowledgement.await;
        }
    }

    /// Sends a text to the sender of the interaction alone. Returns false if it could not be delivered.
    pub async fn send<C: Chat>(mut self, chat: &C, words: &str) -> bool {
        self.acknowledged().await;
        match chat.whisper(&self.to, words).await {
            Ok(()) => return true,
            Err(ChatError::TooLate(reason)) => {
                tracing::info!(interaction = %self.to.interaction, reason, "answer too late");
            }
            Err(error) => tracing::warn!(interaction = %self.to.interaction, %error, "answer failed"),
        }
        false
    }

    /// Sends a text that no log may hold. Returns false if it could not be delivered.
    pub async fn send_secret<C: Chat>(self, chat: &C, words: &Secret) -> bool {
        self.send(chat, words.reveal()).await
    }

    /// Sends a text without waiting for the chat.
    pub fn send_in_background<C: Chat>(self, chat: &Arc<C>, words: String) {
        let chat = Arc::clone(chat);
        tokio::spawn(async move { self.send(chat.as_ref(), &words).await });
    }

    /// Sends a text with a button below it, without waiting for the chat.
    pub fn send_button_in_background<C: Chat>(mut self, chat: &Arc<C>, words: String, button: NumberButton) {
        let chat = Arc::clone(chat);
        tokio::spawn(async move {
            self.acknowledged().await;
            if let Err(error) = chat.whisper_with_button(&self.to, &words, &button).await {
                tracing::warn!(interaction = %self.to.interaction, %error, "answer failed");
            }
        });
    }
}
