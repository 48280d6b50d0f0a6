//! Events of the guild, for listeners that follow it live.

use std::time::Duration;

use super::guild_state::{CallbackKind, Message, Modal};

/// Something that happened in the guild.
#[derive(Clone, Debug, PartialEq)]
pub enum GuildEvent {
    /// The bot registered its commands.
    CommandsRegistered {
        /// The commands' names without the slash.
        names: Vec<String>,
    },
    /// A client identified itself to the gateway or resumed its session.
    Connected {
        /// True after RESUME.
        resumed: bool,
    },
    /// The gateway's connection to a client ended.
    Disconnected,
    /// A person wrote an ordinary message.
    UserMessage {
        /// The author's key.
        user: String,
        /// The message.
        message: Message,
    },
    /// A person sent an interaction to the bot.
    InteractionCreated {
        /// The sender's key.
        user: String,
        /// A description, such as `/unlock user:ana` or `[ Approve ]`.
        action: String,
        /// The channel's name.
        channel: String,
        /// The interaction's snowflake.
        interaction_id: u64,
    },
    /// The bot sent the first response to an interaction.
    Acknowledged {
        /// The key of the person who sent the interaction.
        user: String,
        /// The interaction's snowflake.
        interaction_id: u64,
        /// The time that the person waited.
        after: Duration,
        /// The kind of the response.
        answer: CallbackKind,
    },
    /// The bot posted a public message.
    MessagePosted {
        /// The message as posted.
        message: Message,
    },
    /// A public message changed.
    MessageEdited {
        /// The message as it is now.
        message: Message,
    },
    /// An ephemeral or direct message appeared or changed.
    PrivateMessage {
        /// The reader's key.
        user: String,
        /// The message as it is now.
        message: Message,
    },
    /// The bot deleted a message.
    MessageDeleted {
        /// The message as it was.
        message: Message,
    },
    /// A person dismissed an ephemeral message.
    MessageDismissed {
        /// The reader's key.
        user: String,
        /// The message as it was.
        message: Message,
    },
    /// The bot opened a modal.
    ModalOpened {
        /// The reader's key.
        user: String,
        /// The modal.
        modal: Modal,
    },
}
