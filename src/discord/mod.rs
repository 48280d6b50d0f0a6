//! Discord: what people type and press arrives here, and what Grendel shows and whispers leaves here.
//!
//! The bodies and models are serenity's, the socket is twilight's. Nothing outside this folder names either.

mod gateway;
mod inbound;
mod bucket;
mod rest;
mod replies;
mod buttons;
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
use crate::ports::{Arrival, Calling, Chat, ChatError, ReplyTo, RoleId, Showing};
use crate::render::card::{Choice, Form};
use crate::secret::Secret;
use outbound::Outbound;
use rest::{Call, Failure, Rest};

/// What the connection to Discord needs to know.
#[derive(Clone)]
pub struct Settings {
    /// Where Discord is, without a path: `https://discord.com`, or what stands in for it.
    pub api: String,
    /// The application, as the developer portal shows it.
    pub application_id: u64,
    /// The bot's token, without `Bot `.
    pub token: Secret,
    /// How long the connection for a call may take.
    pub connect_timeout: Duration,
    /// How long one try of a call may take, the connection included.
    pub call_timeout: Duration,
    /// How long a card, a whisper or a question about a member is tried in all.
    pub give_up_after: Duration,
    /// What every wait goes through.
    pub clock: Clock,
    /// The session that an earlier run left, so that what was sent since arrives.
    pub resume: Option<GatewaySession>,
}

impl Settings {
    /// The real Discord, with this application and its bot's token.
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

/// What is wrong with the settings.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SettingsError {
    /// The address of Discord is none.
    #[error("`{0}` is no address of Discord; it should read like https://discord.com")]
    Address(String),
    /// The token cannot be sent.
    #[error("the bot's token holds characters that no token has; copy it again from the developer portal, under Bot")]
    Token,
    /// There is no HTTP client.
    #[error("the HTTP client for Discord cannot be made: {0}")]
    Client(String),
}

/// Discord, as far as Grendel speaks to it.
#[derive(Debug)]
pub struct Discord {
    rest: Arc<Rest>,
    outbound: Outbound,
    application_id: u64,
    give_up_after: Duration,
}

/// Everything that a connection consists of.
#[derive(Debug)]
pub struct Connection {
    /// What is sent.
    pub discord: Discord,
    /// What arrives, in Discord's order. A full queue holds up the socket; nothing is dropped.
    pub arrivals: mpsc::Receiver<Arrival>,
    /// The session to start the next run with. It is published when every arrival that it covers was taken out of
    /// `arrivals`; whoever stores it from the same loop that takes and stores arrivals loses none.
    pub sessions: watch::Receiver<Option<GatewaySession>>,
    /// The socket; it closes when this is dropped.
    pub gateway: Gateway,
}

impl Discord {
    /// Discord without its gateway: nothing arrives.
    pub fn new(settings: &Settings) -> Result<Self, SettingsError> {
        let rest = Arc::new(Rest::new(settings)?);
        Ok(Self {
            outbound: Outbound::new(Arc::clone(&rest)),
            rest,
            application_id: settings.application_id,
            give_up_after: settings.give_up_after,
        })
    }

    /// Discord with its gateway, which keeps trying to reach Discord in the background. Must be called within a runtime.
    pub fn connect(settings: &Settings) -> Result<Connection, SettingsError> {
        let discord = Self::new(settings)?;
        let (sender, arrivals) = mpsc::channel(gateway::ARRIVALS_MAX);
        let (gateway, sessions) = gateway::open(settings, Arc::clone(&discord.rest), sender);
        Ok(Connection { discord, arrivals, sessions, gateway })
    }

    /// Makes the guild's commands these and no others, with one read and, only where something differs, one write. Says
    /// whether it wrote.
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

    async fn whisper(&self, reply: &ReplyTo, words: &str) -> Result<(), ChatError> {
        replies::whisper(&self.rest, self.application_id, reply, words, self.deadline()).await
    }

    async fn ask(&self, reply: &ReplyTo, form: &Form) -> Result<(), ChatError> {
        replies::ask(&self.rest, reply, form).await
    }

    async fn offer(&self, reply: &ReplyTo, choices: &[Choice]) -> Result<(), ChatError> {
        replies::offer(&self.rest, reply, choices).await
    }

    async fn show(&self, showing: &Showing) -> Result<MessageId, ChatError> {
        self.outbound.show(showing, self.deadline()).await
    }

    async fn call(&self, calling: &Calling) -> Result<MessageId, ChatError> {
        let path = format!("/channels/{}/messages", calling.channel);
        // It may be repeated only because of its nonce.
        let call = Call::new(Method::POST, "POST /channels/{channel}/messages", path).body(&buttons::calling(calling));
        let answer = self.rest.send(&call, self.deadline()).await.map_err(Failure::into_chat_error)?;
        let id = inbound::snowflake(&answer.body["id"]).map(MessageId);
        id.ok_or_else(|| call.unavailable("the answer names no message".to_owned()).into_chat_error())
    }

    async fn roles_of(&self, guild: GuildId, member: MemberId) -> Result<Option<Vec<RoleId>>, ChatError> {
        /// "Unknown Member" and "Unknown User".
        /// <https://docs.discord.com/developers/topics/opcodes-and-status-codes#json-json-error-codes>
        const NO_SUCH_MEMBER: [u64; 2] = [10007, 10013];
        let path = format!("/guilds/{guild}/members/{member}");
        let call = Call::new(Method::GET, "GET /guilds/{guild}/members/{member}", path);
        match self.rest.send(&call, self.deadline()).await {
            Ok(answer) => match answer.body["roles"].as_array() {
                Some(roles) => Ok(Some(roles.iter().filter_map(inbound::snowflake).map(RoleId).collect())),
                None => Err(call.unavailable("the answer names no roles".to_owned()).into_chat_error()),
            },
            Err(Failure::Refused { code, .. }) if NO_SUCH_MEMBER.contains(&code) => Ok(None),
            Err(failure) => Err(failure.into_chat_error()),
        }
    }
}
