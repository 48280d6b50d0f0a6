//! Tests of the simulated Discord with clients that are not ours: twilight's for REST and for the gateway.

#![allow(clippy::unwrap_used, reason = "a test stops where something is not as it should be")]

mod responses;
mod contract;
mod direct_messages;
mod limits;
mod menus;
mod rest;
mod socket;
mod user_client;

use std::time::Duration;

use futures_util::StreamExt;
use serde_json::{Value, json};
use serenity::model::application::Interaction;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio::task::JoinHandle;
use twilight_gateway::{Config, ConfigBuilder, Intents, Message as Frame, Shard, ShardId};
use twilight_model::channel::Message;

use self::rest::Rest;
use super::{DiscordSettings, SimulatedDiscord};
use crate::clock::SandboxClock;
use crate::faults::Faults;
use crate::recorder::Recorder;

const PATIENCE: Duration = Duration::from_secs(5);

/// The simulator and a bot that does only what the test says.
struct TestBot {
    discord: SimulatedDiscord,
    rest: Rest,
    received: UnboundedReceiver<Value>,
    shard: JoinHandle<()>,
    recorder: Recorder,
    faults: Faults,
    clock: SandboxClock,
    session: String,
}

/// Starts a twilight shard and returns the text frames that it receives, parsed.
fn connect(config: Config) -> (JoinHandle<()>, UnboundedReceiver<Value>) {
    let mut shard = Shard::with_config(ShardId::ONE, config);
    let (sender, received) = unbounded_channel();
    let running = tokio::spawn(async move {
        while let Some(frame) = shard.next().await {
            let Ok(Frame::Text(text)) = frame else { continue };
            let frame: Value = serde_json::from_str(&text).unwrap();
            if sender.send(frame).is_err() {
                return;
            }
        }
    });
    (running, received)
}

impl Drop for TestBot {
    fn drop(&mut self) {
        self.shard.abort();
    }
}

impl TestBot {
    async fn start() -> Self {
        Self::start_with(DiscordSettings::default()).await
    }

    async fn start_with(settings: DiscordSettings) -> Self {
        let (recorder, faults, clock) = (Recorder::default(), Faults::default(), SandboxClock::default());
        let token = settings.bot_token.clone();
        let discord = SimulatedDiscord::start(settings, recorder.clone(), faults.clone(), clock.clone()).await.unwrap();
        let rest = Rest(rest::client(discord.address(), &token));
        // Without a presence twilight writes null, which Discord's schema does not have.
        let online = json!({ "activities": [{ "name": "doors", "type": 3 }], "afk": false, "status": "online" });
        let config = ConfigBuilder::new(token, Intents::empty())
            .proxy_url(discord.gateway_address().to_owned())
            .presence(serde_json::from_value(online).unwrap())
            .build();
        let (shard, received) = connect(config);
        let mut bot = Self { discord, rest, received, shard, recorder, faults, clock, session: String::new() };
        let ready = bot.next_dispatch("READY").await;
        ready["session_id"].as_str().unwrap().clone_into(&mut bot.session);
        bot
    }

    /// Starts with `/unlock` registered.
    async fn with_unlock() -> Self {
        let bot = Self::start().await;
        bot.rest.set_commands(&json!([unlock()])).await.unwrap();
        bot
    }

    /// Waits for a dispatch with this name and returns its body.
    async fn next_dispatch(&mut self, name: &str) -> Value {
        let wait = async {
            loop {
                let frame = self.received.recv().await.expect("the shard runs");
                if frame["t"] == json!(name) {
                    return frame["d"].clone();
                }
            }
        };
        tokio::time::timeout(PATIENCE, wait).await.unwrap_or_else(|_| panic!("no {name} came"))
    }

    /// Waits for an interaction, which must be one that serenity's models read.
    async fn next_interaction(&mut self) -> Interaction {
        let body = self.next_dispatch("INTERACTION_CREATE").await;
        serde_json::from_value(body).unwrap()
    }

    /// Sends the first answer to an interaction.
    async fn respond(&self, interaction: &Interaction, body: Value) -> Result<(), twilight_http::Error> {
        self.rest.respond(interaction.id().get(), interaction.token(), &body).await
    }

    /// Posts a message in the channel of the service desk.
    async fn post(&self, body: Value) -> Result<Message, twilight_http::Error> {
        self.rest.post(&body).await
    }

    /// Lets Anna type `/unlock`. Returns her side of the interaction and the bot's.
    async fn anna_types_unlock(&mut self) -> (super::SentInteraction, Interaction) {
        let anna = self.discord.member("anna").unwrap();
        let sent = anna.type_command("/unlock", &[("user", "ana@contoso.com")]).await.unwrap();
        (sent, self.next_interaction().await)
    }
}

fn unlock() -> Value {
    json!({
        "type": 1, "name": "unlock", "description": "Find out why someone cannot sign in",
        "name_localizations": { "nl": "ontgrendel" },
        "description_localizations": { "nl": "Zoek uit waarom iemand niet kan aanmelden" },
        "options": [
            { "type": 3, "name": "user", "description": "Who", "required": true, "max_length": 320, "autocomplete": true },
            { "type": 3, "name": "reason", "description": "Why", "min_length": 3, "max_length": 500 },
        ],
    })
}

fn card(label: &str) -> Value {
    json!({
        "content": "A case", "enforce_nonce": false, "allowed_mentions": { "parse": [] },
        "embeds": [{ "title": "Case 1", "description": "Sign-in is blocked", "fields": [
            { "name": "Plan", "value": "1. Enable sign-in", "inline": false },
        ], "footer": { "text": "v1" } }],
        "components": [{ "type": 1, "components": [
            { "type": 2, "style": 3, "custom_id": "v1:approve:1", "label": label },
            { "type": 2, "style": 4, "custom_id": "v1:deny:1", "label": "Deny", "disabled": true },
            { "type": 2, "style": 5, "url": "https://example.com/1", "label": "Look" },
        ]}],
    })
}
