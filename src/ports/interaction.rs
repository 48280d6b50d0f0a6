//! Interactions: the things that people type and press in the chat.

use jiff::Timestamp;

use super::chat::{ReplyTo, RoleId};
use crate::domain::{ChannelId, GuildId, InteractionId, Locale, MemberId};
use crate::render::card::{ButtonId, NumberKey};

/// An interaction, as the chat delivered it. The chat may deliver the same one more than once.
#[derive(Clone)]
pub struct Interaction {
    /// The id. Two interactions never share one.
    pub id: InteractionId,
    /// The time at which it was sent, by the chat's clock.
    pub sent_at: Timestamp,
    /// The member who sent it, or `None` if the chat does not say.
    pub sender: Option<ChatMember>,
    /// The channel it was sent in, or `None` outside of a guild. For a thread it is the channel that the thread belongs
    /// to.
    pub channel: Option<GuildChannel>,
    /// The thread it was sent in, or `None` if it was not sent in one.
    pub thread: Option<ChannelId>,
    /// The language of the sender.
    pub member_locale: Locale,
    /// The language of the guild.
    pub guild_locale: Locale,
    /// The address of the response.
    pub reply: ReplyTo,
    /// The kind, with its content.
    pub kind: InteractionKind,
}

/// A channel and the guild it is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GuildChannel {
    /// The guild.
    pub guild: GuildId,
    /// The channel.
    pub channel: ChannelId,
}

/// The sender of an interaction, with the roles that the interaction itself states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChatMember {
    /// The id.
    pub id: MemberId,
    /// The display name, which the member chooses freely. Text from outside.
    pub name: String,
    /// The unique name, without the `@`; empty if the chat does not say. Text from outside.
    pub username: String,
    /// The roles, by id.
    pub roles: Vec<RoleId>,
}

/// The kinds of interactions. All text is from outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InteractionKind {
    /// A slash command.
    Command {
        /// The name, without the slash.
        name: String,
        /// The options, as pairs of name and text.
        options: Vec<(String, String)>,
    },
    /// A request for suggestions while an option is typed. Nothing is requested yet.
    Autocomplete {
        /// The name of the command, without the slash.
        command: String,
        /// The name of the option.
        option: String,
        /// The text so far.
        text: String,
    },
    /// A press of a button.
    ButtonPress(ButtonId),
    /// A form that was filled in.
    FormSubmit {
        /// The button that opened the form.
        button: ButtonId,
        /// The text.
        text: String,
    },
    /// A press of the button that asks for the number on a sign-in's page.
    NumberPress(NumberKey),
    /// The number that was typed into the form of that button.
    NumberSubmit {
        /// The button.
        key: NumberKey,
        /// The text.
        text: String,
    },
    /// A press of a component that has no id of ours.
    UnknownButton {
        /// The custom id, cut to a limit.
        custom_id: String,
    },
    /// An interaction that Grendel does not support or cannot read.
    Unsupported {
        /// A short description, for the journal.
        description: String,
    },
}
