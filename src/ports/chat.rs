//! The chat: commands arrive from it, and cards and private answers go to it.

use std::future::Future;

use crate::domain::{CaseNumber, ChannelId, GuildId, InteractionId, MemberId, MessageId};
use crate::render::card::{Card, Choice, Form, NumberButton};
use crate::secret::Secret;

/// A chat. Every method has a time-out of its own and ends with an error after it.
pub trait Chat: Send + Sync + 'static {
    /// Tells the sender, and only the sender, that the interaction was received.
    fn acknowledge(&self, reply: &ReplyTo) -> impl Future<Output = Result<(), ChatError>> + Send;

    /// Tells the sender of a press below a private answer that it was received. What is whispered next replaces that
    /// answer.
    fn acknowledge_in_place(&self, reply: &ReplyTo) -> impl Future<Output = Result<(), ChatError>> + Send;

    /// Sends the sender a private answer, or replaces an earlier one together with its button. Must be called after `acknowledge`.
    fn whisper(&self, reply: &ReplyTo, words: &str) -> impl Future<Output = Result<(), ChatError>> + Send;

    /// Replaces an earlier private answer by one with a button below it.
    fn whisper_with_button(
        &self,
        reply: &ReplyTo,
        words: &str,
        button: &NumberButton,
    ) -> impl Future<Output = Result<(), ChatError>> + Send;

    /// Opens a form for the sender, in place of `acknowledge`.
    fn open_form(&self, reply: &ReplyTo, form: &Form) -> impl Future<Output = Result<(), ChatError>> + Send;

    /// Answers an [`Autocomplete`](super::InteractionKind::Autocomplete) with at most [`Choice::OFFERED_MAX`] choices.
    fn offer_choices(&self, reply: &ReplyTo, choices: &[Choice]) -> impl Future<Output = Result<(), ChatError>> + Send;

    /// Posts a card, or edits the message that shows the case already. Returns the id of the message.
    ///
    /// Idempotent for minutes: a first card that is posted twice with the same nonce makes one message.
    fn show(&self, card: &CardMessage) -> impl Future<Output = Result<MessageId, ChatError>> + Send;

    /// Posts a message that alerts the roles and members it names, and no others. Returns the id of the message.
    ///
    /// Idempotent for minutes: two calls with the same nonce make one message.
    fn ping(&self, ping: &Ping) -> impl Future<Output = Result<MessageId, ChatError>> + Send;

    /// Sends a member a direct message, which nobody else sees. It alerts them.
    ///
    /// Idempotent for minutes: two calls with the same nonce make one message.
    ///
    /// # Errors
    ///
    /// [`ChatError::Gone`] if the member takes no direct messages from Grendel.
    fn direct_message(&self, message: &DirectMessage) -> impl Future<Output = Result<(), ChatError>> + Send;

    /// Reads the roles that a member has now. Returns `None` if the guild has no such member.
    fn member_roles(
        &self,
        guild: GuildId,
        member: MemberId,
    ) -> impl Future<Output = Result<Option<Vec<RoleId>>, ChatError>> + Send;
}

/// The message that shows the card of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardMessage {
    /// The case.
    pub case: CaseNumber,
    /// The channel.
    pub channel: ChannelId,
    /// The message to edit, or `None` to post a new one.
    pub message: Option<MessageId>,
    /// An idempotency key for the first post, of at most 25 characters. No other case has it.
    pub nonce: String,
    /// The card.
    pub card: Card,
}

/// A message that alerts people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ping {
    /// The channel.
    pub channel: ChannelId,
    /// An idempotency key of at most 25 characters. No other message has it.
    pub nonce: String,
    /// The text. It mentions the roles and members below.
    pub words: String,
    /// The roles to alert.
    pub roles: Vec<RoleId>,
    /// The members to alert.
    pub members: Vec<MemberId>,
}

/// A message to one member, outside of every channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DirectMessage {
    /// The member.
    pub member: MemberId,
    /// An idempotency key of at most 25 characters. No other message has it, in whatever channel.
    pub nonce: String,
    /// The text. It never holds a secret: it stays with the chat's operator for ever.
    pub words: String,
}

/// The reasons for which a chat does not do what was asked. Each variant is a choice that the engine has.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChatError {
    /// The interaction can no longer be answered.
    #[error("it is too late to answer: {0}")]
    TooLate(String),
    /// The message or the channel does not exist, or Grendel has no permission to write there. Trying again does not
    /// help.
    #[error("the chat will not take it: {0}")]
    Gone(String),
    /// The chat could not be reached, or reported a passing failure. Trying again may help.
    #[error("the chat is unavailable: {0}")]
    Unavailable(String),
}

/// The chat's id of a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RoleId(pub u64);

/// The address of the response to one interaction. It is valid for minutes and is never stored.
#[derive(Clone)]
pub struct ReplyTo {
    /// The interaction.
    pub interaction: InteractionId,
    /// The token that authorizes the response.
    pub token: Secret,
}
