//! The Discord adapter: turns interactions into [`Interaction`]s, and cards and replies into calls.
//!
//! Request bodies are serenity's, the socket is twilight's. No module outside this folder names either
//! crate.

mod gateway;
mod inbound;
mod rate_limit;
mod rest;
mod replies;
mod bodies;
mod direct_messages;
mod outbound;
mod registration;

#[cfg(test)]
mod tests;

use std::sync::Arc;
use std::time::Duration;

use reqwest::Method;
use tokio::sync::{mpsc, watch};
use tokio::time::Instant;

pub use gateway::{Gateway, GatewayError, GatewaySession};

use crate::clock::Clock;
use crate::domain::command::Command;
use crate::domain::{GuildId, MemberId, MessageId};
use crate::ports::{CardMessage, Chat, ChatError, DirectMessage, Interaction, Ping, ReplyTo, RoleId};
use crate::render::card::{Choice, Form, NumberButton};
use crate::secret::Secret;
use outbound::Outbound;
use rest::{Rest, RestError, RestRequest};

/// The settings of the connection to Discord.
#[derive(Clone)]
pub struct DiscordSettings {
    /// The base address of the REST API, without a path: `https://discord.com`, a proxy or the simulator.
    pub api: String,
    /// The application id, as the developer portal shows it.
    pub application_id: u64,
    /// The bot's token, without the prefix `Bot `.
    pub token: Secret,
    /// The time-out for opening a connection.
    pub connect_timeout: Duration,
    /// The time-out for one attempt of a request, including the connection.
    pub call_timeout: Duration,
    /// The time after which a card, a whisper or a lookup of a member is abandoned, all attempts included.
    pub give_up_after: Duration,
    /// The clock that every wait goes through.
    pub clock: Clock,
    /// The session of the previous run. Resuming it delivers the events sent since then.
    pub resume: Option<GatewaySession>,
}

impl DiscordSettings {
    /// Returns the settings for the real Discord with the default time-outs.
    pub fn new(application_id: u64, token: Secret) -> Self {
        Self {
            api: "https://discord.com".to_owned(),
            application_id,
            token,
            connect_timeout: Duration::from_secs(3),
            call_timeout: Duration::from_secs(10),
            give_up_after: Duration::from_secs(60),
            clock: Clock::system(),
            resume: None,
        }
    }
}

/// An error in the [`DiscordSettings`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DiscordSettingsError {
    /// The base address is not an `http` or `https` URL.
    #[error("`{0}` is not an address of Discord; it should read like https://discord.com")]
    Address(String),
    /// The token contains characters that an HTTP header cannot carry.
    #[error(
        "the bot's token contains characters that no token has; copy it again from the developer portal, under Bot"
    )]
    Token,
    /// The HTTP client cannot be built.
    #[error("the HTTP client for Discord cannot be built: {0}")]
    Client(String),
}

/// The outgoing side of Discord. Implements [`Chat`].
#[derive(Debug)]
pub struct Discord {
    rest: Arc<Rest>,
    outbound: Outbound,
    application_id: u64,
    give_up_after: Duration,
}

/// Both sides of Discord: requests and the gateway.
#[derive(Debug)]
pub struct DiscordConnection {
    /// The outgoing side.
    pub discord: Discord,
    /// The interactions, in Discord's order. A full queue stops reading from the socket, so no interaction is dropped.
    pub interactions: mpsc::Receiver<Interaction>,
    /// The session with which the next run should start. A session is published once every interaction it covers was
    /// received from `interactions`. A loop that receives and stores interactions and stores this session therefore
    /// loses none.
    pub sessions: watch::Receiver<Option<GatewaySession>>,
    /// The socket. Dropping it closes the connection.
    pub gateway: Gateway,
}

impl Discord {
    /// Returns the outgoing side alone, without a gateway.
    pub fn new(settings: &DiscordSettings) -> Result<Self, DiscordSettingsError> {
        let rest = Arc::new(Rest::new(settings)?);
        Ok(Self {
            outbound: Outbound::new(Arc::clone(&rest), settings.clock.clone()),
            rest,
            application_id: settings.application_id,
            give_up_after: settings.give_up_after,
        })
    }

    /// Starts both sides. The gateway connects and reconnects in a background task.
    ///
    /// # Panics
    ///
    /// Panics outside of a Tokio runtime.
    pub fn connect(settings: &DiscordSettings) -> Result<DiscordConnection, DiscordSettingsError> {
        let discord = Self::new(settings)?;
        let (sender, interactions) = mpsc::channel(gateway::INTERACTIONS_MAX);
        let (gateway, sessions) = gateway::open(settings, Arc::clone(&discord.rest), sender);
        Ok(DiscordConnection { discord, interactions, sessions, gateway })
    }

    /// Replaces the guild's commands with these. Reads them first and writes only if they differ.
    ///
    /// Returns true if it wrote.
    pub async fn register(&self, guild: GuildId, commands: &[&Command]) -> Result<bool, ChatError> {
        registration::register(&self.rest, self.application_id, guild, commands, self.deadline()).await
    }

    fn deadline(&self) -> Instant {
        Instant::now() + self.give_up_after
    }
}

impl Chat for Discord {
    async fn acknowledge(&self, reply: &ReplyTo) -> Result<(), ChatError> {
        replies::acknowledge(&self.rest, reply).await
    }

    async fn whisper(&self, reply: &ReplyTo, text: &str) -> Result<(), ChatError> {
        replies::whisper(&self.rest, self.application_id, reply, (text, None), self.deadline()).await
    }

    async fn acknowledge_in_place(&self, reply: &ReplyTo) -> Result<(), ChatError> {
        replies::acknowledge_in_place(&self.rest, reply).await
    }

    async fn whisper_with_button(&self, reply: &ReplyTo, text: &str, button: &NumberButton) -> Result<(), ChatError> {
        replies::whisper(&self.rest, self.application_id, reply, (text, Some(button)), self.deadline()).await
    }

    async fn open_form(&self, reply: &ReplyTo, form: &Form) -> Result<(), ChatError> {
        replies::ask(&self.rest, reply, form).await
    }

    async fn offer_choices(&self, reply: &ReplyTo, choices: &[Choice]) -> Result<(), ChatError> {
        replies::offer(&self.rest, reply, choices).await
    }

    async fn show(&self, card: &CardMessage) -> Result<MessageId, ChatError> {
        self.outbound.show(card, self.deadline()).await
    }

    async fn ping(&self, ping: &Ping) -> Result<MessageId, ChatError> {
        let path = format!("/channels/{}/messages", ping.channel);
        // Only the nonce makes this POST safe to repeat.
        let request =
            RestRequest::new(Method::POST, "POST /channels/{channel}/messages", path).body(&bodies::ping(ping));
        let response = self.rest.send(&request, self.deadline()).await.map_err(RestError::into_chat_error)?;
        let id = inbound::snowflake(&response.body["id"]).map(MessageId);
        id.ok_or_else(|| request.unavailable("the response has no message id".to_owned()).into_chat_error())
    }

    async fn direct_message(&self, message: &DirectMessage) -> Result<(), ChatError> {
        direct_messages::send(&self.rest, message, self.deadline()).await
    }

    async fn member_roles(&self, guild: GuildId, member: MemberId) -> Result<Option<Vec<RoleId>>, ChatError> {
        /// "Unknown Member" and "Unknown User".
        /// <https://docs.discord.com/developers/topics/opcodes-and-status-codes#json-json-error-codes>
        const NO_SUCH_MEMBER: [u64; 2] = [10007, 10013];
        let path = format!("/guilds/{guild}/members/{member}");
        let request = RestRequest::new(Method::GET, "GET /guilds/{guild}/members/{member}", path);
        match self.rest.send(&request, self.deadline()).await {
            Ok(response) => match response.body["roles"].as_array() {
                Some(roles) => Ok(Some(roles.iter().filter_map(inbound::snowflake).map(RoleId).collect())),
                None => Err(request.unavailable("the response has no roles".to_owned()).into_chat_error()),
            },
            Err(RestError::Refused { code, .. }) if NO_SUCH_MEMBER.contains(&code) => Ok(None),
            Err(error) => Err(error.into_chat_error()),
        }
    }
}
