//! The simulated Discord under the clients that the bot uses: serenity's REST and twilight's gateway.

#![allow(clippy::unwrap_used, reason = "a test stops where something is not as it should be")]

mod answers;
mod contract;
mod limits;
mod menus;
mod user_client;
mod socket;

use std::time::Duration;

use futures_util::StreamExt;
use serde_json::{Value, json};
use serenity::http::{Http, HttpBuilder};
use serenity::model::application::Interaction;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio::task::JoinHandle;
use twilight_gateway::{Config, ConfigBuilder, Intents, Message as Frame, Shard, ShardId};

use super::{DiscordSettings, SimulatedDiscord};
use crate::clock::SandboxClock;
use crate::faults::Faults;
use crate::recorder::Recorder;

const PATIENCE: Duration = Duration::from_secs(5);

/// The simulator, and a bot that does only what the test says.
struct Stage {
    discord: SimulatedDiscord,
    http: Http,
    received: UnboundedReceiver<Value>,
    shard: JoinHandle<()>,
    recorder: Recorder,
    faults: Faults,
    clock: SandboxClock,
    session: String,
}

/// Runs a twilight shard that passes on every text frame.
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

impl Drop for Stage {
    fn drop(&mut self) {
        self.shard.abort();
    }
}

impl Stage {
    async fn set() -> Self {
        Self::set_with(DiscordSettings::default()).await
    }

    async fn set_with(settings: DiscordSettings) -> Self {
        let (recorder, faults, clock) = (Recorder::default(), Faults::default(), SandboxClock::default());
        let token = settings.bot_token.clone();
        let application = settings.application_id;
        let discord = SimulatedDiscord::start(settings, recorder.clone(), faults.clone(), clock.clone()).await.unwrap();
        let http = HttpBuilder::new(&token)
            .proxy(discord.address())
            .ratelimiter_disabled(true)
            .application_id(application.into())
            .build();
        // Without a presence twilight writes null, which Discord's schema does not have.
        let online = json!({ "activities": [{ "name": "doors", "type": 3 }], "afk": false, "status": "online" });
        let config = ConfigBuilder::new(token, Intents::empty())
            .proxy_url(discord.gateway_address().to_owned())
            .presence(serde_json::from_value(online).unwrap())
            .build();
        let (shard, received) = connect(config);
        let mut stage = Self { discord, http, received, shard, recorder, faults, clock, session: String::new() };
        let ready = stage.receives("READY").await;
        ready["session_id"].as_str().unwrap().clone_into(&mut stage.session);
        stage
    }

    /// As `set`, with `/unlock` registered by serenity.
    async fn with_unlock() -> Self {
        let stage = Self::set().await;
        stage.http.create_guild_commands(stage.discord.settings().guild_id.into(), &json!([unlock()])).await.unwrap();
        stage
    }

    /// Waits for a dispatch by its name and returns its body.
    async fn receives(&mut self, name: &str) -> Value {
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

    /// Waits for an interaction, which serenity must understand.
    async fn interaction(&mut self) -> Interaction {
        let body = self.receives("INTERACTION_CREATE").await;
        serde_json::from_value(body).unwrap()
    }

    async fn answers(&self, interaction: &Interaction, body: Value) -> serenity::Result<()> {
        let token = interaction.token();
        self.http.create_interaction_response(interaction.id(), token, &body, vec![]).await
    }

    async fn posts(&self, body: Value) -> serenity::Result<serenity::model::channel::Message> {
        self.http.send_message(super::SERVICEDESK_ID.into(), vec![], &body).await
    }

    /// Anna types `/unlock`; returns her attempt and what the bot received.
    async fn unlock_by_anna(&mut self) -> (super::SentInteraction, Interaction) {
        let anna = self.discord.member("anna").unwrap();
        let attempt = anna.type_command("/unlock", &[("user", "ana@contoso.com")]).await.unwrap();
        (attempt, self.interaction().await)
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

/// Status and code of a refusal.
fn refusal<T: std::fmt::Debug>(outcome: serenity::Result<T>) -> (u16, isize) {
    match outcome {
        Err(serenity::Error::Http(serenity::http::HttpError::UnsuccessfulRequest(response))) => {
            (response.status_code.as_u16(), response.error.code)
        }
        other => panic!("not refused: {other:?}"),
    }
}
