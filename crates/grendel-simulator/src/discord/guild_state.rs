//! The state of the guild at one instant: members, commands, messages and interactions.

use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use super::direct_messages::DirectChannel;
use super::settings::{Channel, DiscordSettings, Member, Role};

/// Milliseconds of 2015-01-01 since the Unix epoch, where snowflakes begin.
/// <https://docs.discord.com/developers/reference#snowflakes>
const SNOWFLAKE_EPOCH_MS: i64 = 1_420_070_400_000;
/// The number of bits of a snowflake below its time.
const SNOWFLAKE_TIME_SHIFT: u32 = 22;

/// The guild at one instant.
#[derive(Clone, Debug)]
pub struct GuildState {
    pub(super) bot: Member,
    pub(super) roles: Vec<Role>,
    pub(super) members: Vec<Member>,
    pub(super) channels: Vec<Channel>,
    pub(super) direct_channels: Vec<DirectChannel>,
    /// The users who take no direct messages from the bot.
    pub(super) closed_to_bot: Vec<u64>,
    pub(super) commands: Vec<Value>,
    // Both are in the order of their ids. Their elements are shared, so that a copy of a long history is cheap.
    pub(super) messages: Vec<Arc<Message>>,
    pub(super) interactions: Vec<Arc<Interaction>>,
    last_id: u64,
}

/// A message as it is now.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// Its snowflake.
    pub id: u64,
    /// The channel's snowflake.
    pub channel_id: u64,
    /// The user id of the bot or the person who wrote it.
    pub author_id: u64,
    /// The author's display name.
    pub author: String,
    /// The text above the embeds.
    pub content: String,
    /// The embeds as Discord stores them.
    pub embeds: Vec<Value>,
    /// The action rows as Discord stores them.
    pub components: Vec<Value>,
    /// The user id of the one person who sees an ephemeral message; `None` for a public one.
    pub only_for: Option<u64>,
    /// The user id of the person whose direct messages it is in; `None` for a message in a channel of the guild.
    pub direct_to: Option<u64>,
    /// True while it says "Grendel is thinking…".
    pub thinking: bool,
    /// The number of edits after it was complete.
    pub edits: u32,
    /// The mentions that notified people when it was posted or first completed.
    pub mentions: Mentions,
    /// The time of posting.
    pub created: Timestamp,
    /// The time of the last edit.
    pub edited: Option<Timestamp>,
    /// True after the bot deleted it.
    pub deleted: bool,
    /// True after its reader dismissed it. The bot is not notified. Discord's pages do not say if it can still edit
    /// the message; here it can.
    pub dismissed: bool,
    /// The snowflake of the interaction that it answers.
    pub interaction_id: Option<u64>,
    pub(super) nonce: Option<Value>,
}

/// The users and roles that a message notifies.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mentions {
    /// `@everyone` or `@here`.
    pub everyone: bool,
    /// User ids.
    pub users: Vec<u64>,
    /// Role ids. A role that not everyone can mention is counted too, so that a test sees too many mentions rather
    /// than too few.
    pub roles: Vec<u64>,
}

impl Mentions {
    /// Returns true if nobody was notified.
    pub fn is_empty(&self) -> bool {
        !self.everyone && self.users.is_empty() && self.roles.is_empty()
    }
}

/// An interaction that a person sent, and its responses.
#[derive(Clone, Debug)]
pub struct Interaction {
    /// Its snowflake.
    pub id: u64,
    /// The key of the person who sent it.
    pub user_key: String,
    /// A description, such as `/unlock user:ana` or `[ Approve ]`.
    pub action: String,
    /// The instant at which it was sent.
    pub created: Timestamp,
    /// The first response.
    pub acknowledged: Option<Acknowledgement>,
    /// The modal that the bot opened.
    pub modal: Option<Modal>,
    /// The choices that the bot offered for an autocompletion.
    pub choices: Vec<(String, Value)>,
    /// The message that `@original` names.
    pub original: Option<u64>,
    /// The messages that were sent with its token, in order.
    pub replies: Vec<u64>,
    /// The channel's snowflake.
    pub channel_id: u64,
    pub(super) kind: InteractionKind,
    pub(super) token: String,
    pub(super) user_id: u64,
    /// The message whose button was pressed, here or before the modal.
    pub(super) source: Option<u64>,
    pub(super) payload: Arc<Value>,
}

/// The kinds of interactions, which Discord numbers 2 to 5.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum InteractionKind {
    Command,
    Component,
    Autocomplete,
    ModalSubmit,
    /// A command without its channel.
    Gibberish,
}

impl InteractionKind {
    /// Returns Discord's number of the kind.
    /// <https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object-interaction-type>
    pub(super) fn number(self) -> u64 {
        match self {
            Self::Command | Self::Gibberish => 2,
            Self::Component => 3,
            Self::Autocomplete => 4,
            Self::ModalSubmit => 5,
        }
    }
}

/// The first response to an interaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Acknowledgement {
    /// The time that the person waited.
    pub after: Duration,
    /// The kind of the response.
    pub answer: CallbackKind,
}

/// The kinds of responses, with Discord's numbers.
/// <https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-interaction-callback-type>
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallbackKind {
    /// 4: a message.
    Message,
    /// 5: "thinking…", to be completed.
    Thinking,
    /// 6: an acknowledgement without any visible change.
    DeferredUpdate,
    /// 7: an edit of the message with the button.
    Update,
    /// 8: choices for an autocompletion.
    Choices,
    /// 9: a modal.
    Modal,
}

/// A form that the bot opened for one person.
#[derive(Clone, Debug, PartialEq)]
pub struct Modal {
    /// The snowflake of the interaction that it answers.
    pub interaction_id: u64,
    /// The bot's custom id.
    pub custom_id: String,
    /// The title that the person reads.
    pub title: String,
    /// The text inputs, in order.
    pub fields: Vec<ModalField>,
}

/// One text input of a modal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModalField {
    /// The bot's custom id.
    pub custom_id: String,
    /// The text above the field.
    pub label: String,
    /// True if the field has several lines.
    pub paragraph: bool,
    /// True if the field must be filled in.
    pub required: bool,
    /// The fewest characters that it takes.
    pub length_min: usize,
    /// The most characters that it takes.
    pub length_max: usize,
    /// The grey text while it is empty.
    pub placeholder: Option<String>,
    /// The text that is filled in at first.
    pub value: String,
}

impl GuildState {
    pub(super) fn new(settings: &DiscordSettings) -> Self {
        let bot = Member {
            key: settings.application_name.to_lowercase(),
            display_name: settings.application_name.clone(),
            user_id: settings.application_id,
            roles: Vec::new(),
            locale: settings.guild_locale.clone(),
        };
        Self {
            bot,
            roles: settings.roles.clone(),
            members: settings.members.clone(),
            channels: settings.channels.clone(),
            direct_channels: Vec::new(),
            closed_to_bot: Vec::new(),
            commands: Vec::new(),
            messages: Vec::new(),
            interactions: Vec::new(),
            last_id: 0,
        }
    }

    /// Returns the public messages, in order.
    pub fn public(&self) -> impl DoubleEndedIterator<Item = &Message> {
        self.undeleted().filter(|message| message.only_for.is_none() && message.direct_to.is_none())
    }

    /// Returns the messages that one person sees in all channels, in order: public ones, their direct messages, and
    /// ephemeral ones that they have not dismissed.
    pub fn seen_by(&self, key: &str) -> impl DoubleEndedIterator<Item = &Message> {
        let viewer = self.member(key).map(|member| member.user_id);
        let hidden: Vec<u64> =
            self.channels.iter().filter(|channel| !channel.is_seen_by(key)).map(|channel| channel.id).collect();
        let visible = move |message: &&Message| match (message.direct_to, message.only_for) {
            (None, None) => !hidden.contains(&message.channel_id),
            (None, only_for) => only_for == viewer && !message.dismissed,
            (direct_to, _) => direct_to == viewer,
        };
        self.undeleted().filter(visible)
    }

    /// Returns every ephemeral message with its reader's key. Deleted ones are included, because they were seen.
    pub fn private_messages(&self) -> impl Iterator<Item = (&str, &Message)> {
        self.messages.iter().filter_map(|message| {
            let viewer = message.only_for?;
            Some((self.key_of(viewer), message.as_ref()))
        })
    }

    /// Returns a message as it is now, or `None` if it was deleted.
    pub fn message(&self, id: u64) -> Option<&Message> {
        let at = self.messages.binary_search_by_key(&id, |message| message.id).ok()?;
        Some(self.messages[at].as_ref()).filter(|message| !message.deleted)
    }

    /// Returns an interaction with its responses.
    pub fn interaction(&self, id: u64) -> Option<&Interaction> {
        let at = self.interactions.binary_search_by_key(&id, |interaction| interaction.id).ok()?;
        Some(self.interactions[at].as_ref())
    }

    /// Returns every interaction, in order.
    pub fn interactions(&self) -> impl DoubleEndedIterator<Item = &Interaction> {
        self.interactions.iter().map(Arc::as_ref)
    }

    /// Returns the registered commands as Discord stores them.
    pub fn commands(&self) -> &[Value] {
        &self.commands
    }

    /// Returns the number of messages and interactions so far.
    pub fn activity_count(&self) -> usize {
        self.messages.len() + self.interactions.len()
    }

    /// Returns everyone in the guild but the bot.
    pub fn members(&self) -> &[Member] {
        &self.members
    }

    /// Returns a person as they are now, by their key.
    pub fn member(&self, key: &str) -> Option<&Member> {
        self.members.iter().find(|member| member.key == key)
    }

    /// Returns the key of the person or bot with this id; empty if the id is unknown.
    pub fn key_of(&self, user_id: u64) -> &str {
        self.user(user_id).map_or("", |member| &member.key)
    }

    pub(super) fn undeleted(&self) -> impl DoubleEndedIterator<Item = &Message> {
        self.messages.iter().map(Arc::as_ref).filter(|message| !message.deleted)
    }

    pub(super) fn user(&self, id: u64) -> Option<&Member> {
        self.members.iter().chain([&self.bot]).find(|member| member.user_id == id)
    }

    pub(super) fn channel(&self, id: u64) -> Option<&Channel> {
        self.channels.iter().find(|channel| channel.id == id)
    }

    pub(super) fn message_mut(&mut self, id: u64) -> Option<&mut Message> {
        let at = self.messages.binary_search_by_key(&id, |message| message.id).ok()?;
        Some(Arc::make_mut(&mut self.messages[at])).filter(|message| !message.deleted)
    }

    pub(super) fn interaction_mut(&mut self, id: u64) -> Option<&mut Interaction> {
        let at = self.interactions.binary_search_by_key(&id, |interaction| interaction.id).ok()?;
        Some(Arc::make_mut(&mut self.interactions[at]))
    }

    /// Returns a new snowflake: its time is right to the millisecond, and it is greater than all before it.
    pub(super) fn next_id(&mut self, now: Timestamp) -> u64 {
        let ms = u64::try_from(now.as_millisecond() - SNOWFLAKE_EPOCH_MS).unwrap_or_default();
        self.last_id = (self.last_id + 1).max(ms << SNOWFLAKE_TIME_SHIFT);
        self.last_id
    }
}

/// Returns the time between two instants, zero if `now` is before `since`.
pub(super) fn elapsed(since: Timestamp, now: Timestamp) -> Duration {
    Duration::try_from(now.duration_since(since).max(SignedDuration::ZERO)).unwrap_or_default()
}
