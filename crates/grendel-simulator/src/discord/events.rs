//! What happens in the guild, as it happens, for telling a story live.

use std::time::Duration;

use super::guild_state::{Answer, Message, Modal};

/// One thing that happened.
#[derive(Clone, Debug, PartialEq)]
pub enum GuildEvent {
    /// The bot wrote its commands.
    CommandsRegistered {
        /// Without the slash.
        names: Vec<String>,
    },
    /// A client identified itself to the gateway, or took up its session again.
    Connected {
        /// By RESUME.
        resumed: bool,
    },
    /// The gateway's connection to a client ended.
    Disconnected,
    /// A person wrote an ordinary message.
    Said {
        /// What stories call them.
        who: String,
        /// What they wrote.
        message: Message,
    },
    /// A person did something that the bot is to answer.
    Asked {
        /// What stories call them.
        who: String,
        /// As in `/unlock user:ana` or `[ Approve ]`.
        what: String,
        /// The channel's name.
        channel: String,
        /// The interaction.
        interaction_id: u64,
    },
    /// The first answer to an interaction.
    Acknowledged {
        /// Who waited for it.
        who: String,
        /// The interaction.
        interaction_id: u64,
        /// How long they waited.
        after: Duration,
        /// What they got.
        answer: Answer,
    },
    /// A message for everyone.
    Posted {
        /// As posted.
        message: Message,
    },
    /// A message for everyone has changed.
    Edited {
        /// As it is now.
        message: Message,
    },
    /// A message for one person appeared or changed.
    Whispered {
        /// What stories call them.
        to: String,
        /// As it is now.
        message: Message,
    },
    /// A message was removed by the bot.
    Deleted {
        /// As it was.
        message: Message,
    },
    /// A person put away a message that only they saw.
    Dismissed {
        /// What stories call them.
        who: String,
        /// As it was.
        message: Message,
    },
    /// A form opened for one person.
    ModalOpened {
        /// What stories call them.
        to: String,
        /// The form.
        modal: Modal,
    },
}
