//! What is in the guild at one instant: its people, its commands, its messages, and what was asked of the bot.

use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use super::settings::{Channel, DiscordSettings, Member, Role};

/// Milliseconds of 2015-01-01, where snowflakes begin.
/// <https://docs.discord.com/developers/reference#snowflakes>
const SNOWFLAKE_EPOCH_MS: i64 = 1_420_070_400_000;
/// The time of a snowflake stands above this many bits.
const SNOWFLAKE_TIME_SHIFT: u32 = 22;

/// The guild at one instant. What `wait_for` shows to its closure.
#[derive(Clone, Debug)]
pub struct GuildState {
    pub(super) bot: Member,
    pub(super) roles: Vec<Role>,
    pub(super) members: Vec<Member>,
    pub(super) channels: Vec<Channel>,
    pub(super) commands: Vec<Value>,
    // Both in the order of their ids. Shared, so that a copy of the guild costs little however long the story is.
    pub(super) messages: Vec<Arc<Message>>,
    pub(super) interactions: Vec<Arc<Interaction>>,
    last_id: u64,
}

/// A message as it is now.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// Its snowflake.
    pub id: u64,
    /// Where it stands.
    pub channel_id: u64,
    /// Who wrote it: the bot's user id, or a person's.
    pub author_id: u64,
    /// The name over it.
    pub author: String,
    /// The text above the embeds.
    pub content: String,
    /// As Discord keeps them.
    pub embeds: Vec<Value>,
    /// Action rows, as Discord keeps them.
    pub components: Vec<Value>,
    /// The one person who sees it; `None` when everyone in the channel does.
    pub only_for: Option<u64>,
    /// Still "Grendel is thinking…".
    pub thinking: bool,
    /// How often it was changed after it was complete.
    pub edits: u32,
    /// Whom it notified when it was posted or first completed.
    pub mentions: Mentions,
    /// When it was posted.
    pub created: Timestamp,
    /// When it was last changed.
    pub edited: Option<Timestamp>,
    /// Removed by the bot.
    pub deleted: bool,
    /// Put away by the one person who saw it. The bot is not told. Whether Discord lets it change the message afterwards no page of
    /// Discord's says; here it does.
    pub dismissed: bool,
    /// The interaction that it answers.
    pub interaction_id: Option<u64>,
    pub(super) nonce: Option<Value>,
}

/// Whom a message notifies.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mentions {
    /// `@everyone` or `@here`.
    pub everyone: bool,
    /// User ids.
    pub users: Vec<u64>,
    /// Role ids. Counted even where a role cannot be mentioned by all, so that a test errs on the loud side.
    pub roles: Vec<u64>,
}

impl Mentions {
    /// True when nobody was notified.
    pub fn is_empty(&self) -> bool {
        !self.everyone && self.users.is_empty() && self.roles.is_empty()
    }
}

/// Something that a person asked of the bot, and how it went.
#[derive(Clone, Debug)]
pub struct Interaction {
    /// Its snowflake.
    pub id: u64,
    /// What stories call the person.
    pub who: String,
    /// What they did, as in `/unlock user:ana` or `[ Approve ]`.
    pub what: String,
    /// When they did it.
    pub created: Timestamp,
    /// The first answer.
    pub acknowledged: Option<Acknowledgement>,
    /// The modal that the bot opened, if it did.
    pub modal: Option<Modal>,
    /// What the bot offered for completion.
    pub choices: Vec<(String, Value)>,
    /// The message that `@original` names.
    pub original: Option<u64>,
    /// Everything that was sent with its token, in order.
    pub replies: Vec<u64>,
    /// Where they did it.
    pub channel_id: u64,
    pub(super) kind: Kind,
    pub(super) token: String,
    pub(super) user_id: u64,
    /// The message whose button was pressed, here or before the modal.
    pub(super) source: Option<u64>,
    pub(super) payload: Arc<Value>,
}

/// The kinds that Discord numbers 2 to 5.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Command,
    Component,
    Autocomplete,
    ModalSubmit,
    /// A command whose channel is left out.
    Gibberish,
}

impl Kind {
    /// Discord's number.
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

/// The first answer to an interaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Acknowledgement {
    /// How long the person waited.
    pub after: Duration,
    /// What they got.
    pub answer: Answer,
}

/// What a callback does, with Discord's numbers.
/// <https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-interaction-callback-type>
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// 4: a message.
    Message,
    /// 5: "thinking…", to be completed.
    Thinking,
    /// 6: nothing to see yet.
    DeferredUpdate,
    /// 7: the message with the button changes.
    Update,
    /// 8: choices for an option.
    Choices,
    /// 9: a modal.
    Modal,
}

/// A form that the bot opened for one person.
#[derive(Clone, Debug, PartialEq)]
pub struct Modal {
    /// The interaction that it answers.
    pub interaction_id: u64,
    /// What the bot called it.
    pub custom_id: String,
    /// What the person reads at the top.
    pub title: String,
    /// In order.
    pub fields: Vec<ModalField>,
}

/// One text input of a modal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModalField {
    /// What the bot called it.
    pub custom_id: String,
    /// What the person reads over it.
    pub label: String,
    /// Several lines high.
    pub paragraph: bool,
    /// Cannot be left empty.
    pub required: bool,
    /// The fewest characters.
    pub length_min: usize,
    /// The most characters.
    pub length_max: usize,
    /// Grey text while it is empty.
    pub placeholder: Option<String>,
    /// What stands in it at first.
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
            commands: Vec::new(),
            messages: Vec::new(),
            interactions: Vec::new(),
            last_id: 0,
        }
    }

    /// The messages that everyone in their channel sees, in order.
    pub fn public(&self) -> impl DoubleEndedIterator<Item = &Message> {
        self.undeleted().filter(|message| message.only_for.is_none())
    }

    /// What one person sees in all channels, in order: what is public, and what was whispered to them and not put away.
    pub fn seen_by(&self, key: &str) -> impl DoubleEndedIterator<Item = &Message> {
        let viewer = self.member(key).map(|member| member.user_id);
        let visible =
            move |message: &&Message| message.only_for.is_none() || (message.only_for == viewer && !message.dismissed);
        self.undeleted().filter(visible)
    }

    /// Every private message, with what stories call the person who saw it. Deleted ones too: they were seen.
    pub fn private_messages(&self) -> impl Iterator<Item = (&str, &Message)> {
        self.messages.iter().filter_map(|message| {
            let viewer = message.only_for?;
            Some((self.name_of(viewer), message.as_ref()))
        })
    }

    /// A message as it is now, unless it was deleted.
    pub fn message(&self, id: u64) -> Option<&Message> {
        let at = self.messages.binary_search_by_key(&id, |message| message.id).ok()?;
        Some(self.messages[at].as_ref()).filter(|message| !message.deleted)
    }

    /// An interaction and how it went.
    pub fn interaction(&self, id: u64) -> Option<&Interaction> {
        let at = self.interactions.binary_search_by_key(&id, |interaction| interaction.id).ok()?;
        Some(self.interactions[at].as_ref())
    }

    /// Everything that was asked of the bot, in order.
    pub fn interactions(&self) -> impl DoubleEndedIterator<Item = &Interaction> {
        self.interactions.iter().map(Arc::as_ref)
    }

    /// The registered commands, as Discord keeps them.
    pub fn commands(&self) -> &[Value] {
        &self.commands
    }

    /// How much was ever said and asked here.
    pub fn activity_count(&self) -> usize {
        self.messages.len() + self.interactions.len()
    }

    /// Everyone in the guild but the bot.
    pub fn members(&self) -> &[Member] {
        &self.members
    }

    /// A person as they are now, by what stories call them.
    pub fn member(&self, key: &str) -> Option<&Member> {
        self.members.iter().find(|member| member.key == key)
    }

    /// What stories call the person or bot with this id; empty for a stranger.
    pub fn name_of(&self, user_id: u64) -> &str {
        self.user(user_id).map_or("", |member| &member.key)
    }

    fn undeleted(&self) -> impl DoubleEndedIterator<Item = &Message> {
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

    /// A snowflake whose time is right to the millisecond, greater than all before it.
    pub(super) fn next_id(&mut self, now: Timestamp) -> u64 {
        let ms = u64::try_from(now.as_millisecond() - SNOWFLAKE_EPOCH_MS).unwrap_or_default();
        self.last_id = (self.last_id + 1).max(ms << SNOWFLAKE_TIME_SHIFT);
        self.last_id
    }
}

/// How long ago something was, never less than nothing.
pub(super) fn elapsed(since: Timestamp, now: Timestamp) -> Duration {
    Duration::try_from(now.duration_since(since).max(SignedDuration::ZERO)).unwrap_or_default()
}
