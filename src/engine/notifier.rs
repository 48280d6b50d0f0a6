//! The one way by which people are told what they did not ask for: in a channel, or by direct message.
//!
//! Other ways, such as a webhook or mail, belong here, so that those who send a notice need not know them.

use std::sync::Arc;

use futures_util::future::join_all;

use super::nonces::Nonces;
use crate::domain::{MemberId, MessageId};
use crate::ports::{Chat, DirectMessage, Ping};

/// A message to people who must hear something.
///
/// A notice that must survive a crash follows from an event, as the pings of a case do: it is sent again with the same
/// key until the event that it was sent is on disk. A notice that is sent in the background is lost with the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// A message in a channel, which alerts the roles and members that it names.
    Channel(Ping),
    /// A direct message to each of these members.
    Members {
        /// The members.
        members: Vec<MemberId>,
        /// An idempotency key of any length. No other notice has it.
        key: String,
        /// The text.
        words: String,
    },
    /// A direct message to everyone whom the operator named in `[operator]`.
    Operator {
        /// An idempotency key of any length. No other notice has it.
        key: String,
        /// The text.
        words: String,
    },
}

/// Sends notices.
pub struct Notifier<C> {
    chat: Arc<C>,
    operators: Vec<MemberId>,
}

impl<C: Chat> Notifier<C> {
    /// Creates a notifier. `operators` are told about Grendel's own affairs.
    pub const fn new(chat: Arc<C>, operators: Vec<MemberId>) -> Self {
        Self { chat, operators }
    }

    /// Sends a notice. Returns the message in the channel, or `None` if there is none. A message that cannot be
    /// delivered is logged and does not stop the others.
    pub async fn send(&self, notice: &Notice) -> Option<MessageId> {
        match notice {
            Notice::Channel(ping) => match self.chat.ping(ping).await {
                Ok(message) => Some(message),
                Err(error) => {
                    tracing::warn!(channel = %ping.channel, key = ping.nonce, %error, "ping failed");
                    None
                }
            },
            Notice::Members { members, key, words } => {
                self.send_directly(members, key, words).await;
                None
            }
            Notice::Operator { key, words } => {
                self.send_directly(&self.operators, key, words).await;
                None
            }
        }
    }

    /// Sends a notice without waiting for the chat.
    pub fn send_in_background(self: &Arc<Self>, notice: Notice) {
        let notifier = Arc::clone(self);
        tokio::spawn(async move { notifier.send(&notice).await });
    }

    async fn send_directly(&self, members: &[MemberId], key: &str, words: &str) {
        let send = async |member: &MemberId| {
            let (member, nonce) = (*member, Nonces::of_direct_message(key, *member));
            let message = DirectMessage { member, nonce, words: words.to_owned() };
            if let Err(error) = self.chat.direct_message(&message).await {
                tracing::warn!(%member, key, %error, "direct message failed");
            }
        };
        join_all(members.iter().map(send)).await;
    }
}
