//! The private answer to one thing that somebody typed or pressed.

use std::sync::Arc;

use tokio::task::JoinHandle;

use crate::ports::{Chat, ChatError, ReplyTo};
use crate::secret::Secret;

/// An answer that is owed. It is acknowledged from the start, so that the words may take their time.
pub struct Reply {
    to: ReplyTo,
    acknowledged: Option<JoinHandle<()>>,
}

impl Reply {
    /// Acknowledges at once, beside everything else.
    pub fn owe<C: Chat>(chat: &Arc<C>, to: ReplyTo) -> Self {
        let (chat, reply_to) = (Arc::clone(chat), to.clone());
        let acknowledged = tokio::spawn(async move {
            if let Err(error) = chat.acknowledge(&reply_to).await {
                tracing::warn!(interaction = %reply_to.interaction, %error, "could not acknowledge");
            }
        });
        Self { to, acknowledged: Some(acknowledged) }
    }

    /// Another answer in place of one that was given: only the newest is seen.
    pub const fn again(to: ReplyTo) -> Self {
        Self { to, acknowledged: None }
    }

    /// Where it goes.
    pub fn to(&self) -> ReplyTo {
        self.to.clone()
    }

    /// Waits until it was acknowledged: before that nothing can be said.
    pub async fn wait(&mut self) {
        if let Some(acknowledged) = self.acknowledged.take() {
            // An acknowledgement that failed was logged; the words may reach the person all the same.
            let _ = acknowledged.await;
        }
    }

    /// Says words that nobody else may read and that no log may hold: see [`Reply::say`].
    pub async fn tell<C: Chat>(self, chat: &C, words: &Secret) -> bool {
        self.say(chat, words.reveal()).await
    }

    /// Says the words, to the one who typed or pressed and to nobody else. False where they cannot be reached.
    pub async fn say<C: Chat>(mut self, chat: &C, words: &str) -> bool {
        self.wait().await;
        match chat.whisper(&self.to, words).await {
            Ok(()) => return true,
            Err(ChatError::TooLate(reason)) => {
                tracing::info!(interaction = %self.to.interaction, reason, "the answer came too late to be read");
            }
            Err(error) => tracing::warn!(interaction = %self.to.interaction, %error, "could not answer"),
        }
        false
    }
}
