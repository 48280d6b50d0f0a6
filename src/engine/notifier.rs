//! Sends notices, the messages that answer no interaction: in a channel, or by direct message.
//!
//! Other ways, such as a webhook or mail, belong here, so that those who send a notice need not know them.

use std::sync::Arc;

use futures_util::future::join_all;

use super::nonces::Nonces;
use crate::domain::{MemberId, MessageId};
use crate::ports::{Chat, ChatError, DirectMessage, Ping};

/// A message to people who must hear something.
///
/// A notice that must survive a crash follows from an event, as the pings of a case do: it is sent again with the same
/// key until the event that it was sent is on disk. A notice that is sent in the background is lost with the program,
/// and if the chat does not answer for a minute.
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

/// The result of sending a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// Somebody has it. The message in the channel, or `None` if there is none.
    Arrived(Option<MessageId>),
    /// No receiver takes it, and trying again does not help.
    Refused,
    /// The chat did not answer, so it may arrive later.
    Unavailable,
}

impl Delivery {
    /// Returns the message in the channel, or `None` if there is none.
    pub const fn message(self) -> Option<MessageId> {
        match self {
            Self::Arrived(message) => message,
            Self::Refused | Self::Unavailable => None,
        }
    }

    /// Returns the result for both: it has arrived if one has, and may still arrive if one may.
    pub fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Arrived(message), other) => Self::Arrived(message.or(other.message())),
            (_, arrived @ Self::Arrived(_)) => arrived,
            (Self::Unavailable, _) | (_, Self::Unavailable) => Self::Unavailable,
            (Self::Refused, Self::Refused) => Self::Refused,
        }
    }

    const fn of_failure(error: &ChatError) -> Self {
        match error {
            ChatError::Unavailable(_) => Self::Unavailable,
            ChatError::TooLate(_) | ChatError::Gone(_) => Self::Refused,
        }
    }
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

    /// Sends a notice, and returns whether somebody got it. A message that cannot be delivered is logged and does not
    /// stop the others.
    pub async fn send(&self, notice: &Notice) -> Delivery {
        match notice {
            Notice::Channel(ping) => match self.chat.ping(ping).await {
                Ok(message) => Delivery::Arrived(Some(message)),
                Err(error) => {
                    tracing::warn!(channel = %ping.channel, key = ping.nonce, %error, "ping failed");
                    Delivery::of_failure(&error)
                }
            },
            Notice::Members { members, key, words } => self.send_directly(members, key, words).await,
            Notice::Operator { key, words } => self.send_directly(&self.operators, key, words).await,
        }
    }

    /// Sends a notice without waiting for the chat.
    pub fn send_in_background(self: &Arc<Self>, notice: Notice) {
        let notifier = Arc::clone(self);
        tokio::spawn(async move {
            notifier.send(&notice).await;
        });
    }

    async fn send_directly(&self, members: &[MemberId], key: &str, words: &str) -> Delivery {
        let send = async |member: &MemberId| {
            let (member, nonce) = (*member, Nonces::of_direct_message(key, *member));
            let message = DirectMessage { member, nonce, words: words.to_owned() };
            match self.chat.direct_message(&message).await {
                Ok(()) => Delivery::Arrived(None),
                Err(error) => {
                    tracing::warn!(%member, key, %error, "direct message failed");
                    Delivery::of_failure(&error)
                }
            }
        };
        join_all(members.iter().map(send)).await.into_iter().fold(Delivery::Refused, Delivery::or)
    }
}
