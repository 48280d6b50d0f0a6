//! The bot's REST calls, sent by twilight's client: bodies are sent as a test writes them, and every answer must be
//! one that `twilight_model` reads.

use serde_json::Value;
use twilight_http::error::ErrorType;
use twilight_http::request::Request;
use twilight_http::response::marker::ListBody;
use twilight_http::routing::Route;
use twilight_http::{Client, Error, Response};
use twilight_model::application::command::Command;
use twilight_model::application::interaction::callback::InteractionCallbackResponse;
use twilight_model::channel::Message;
use twilight_model::id::Id;

use super::TestBot;
use crate::discord::{APPLICATION_ID, GUILD_ID, SERVICEDESK_ID};

/// A client of the simulated Discord at `address` that sends every call once and at once. The client repeats a call
/// that is answered with 429 for as long as that takes, so tests about rate limits use another one.
pub(super) fn client(address: &str, token: &str) -> Client {
    let host = address.strip_prefix("http://").expect("the simulator has no TLS");
    Client::builder()
        .token(token.to_owned())
        .proxy(host.to_owned(), true)
        .ratelimiter(None)
        .remember_invalid_token(false)
        .build()
}

/// The calls that tests make.
pub(super) struct Rest(pub Client);

impl Rest {
    /// Posts a message in the channel of the service desk.
    pub async fn post(&self, body: &Value) -> Result<Message, Error> {
        self.post_in(SERVICEDESK_ID, body).await
    }

    /// Posts a message in this channel.
    pub async fn post_in(&self, channel_id: u64, body: &Value) -> Result<Message, Error> {
        message(self.send(&Route::CreateMessage { channel_id }, body).await?).await
    }

    /// Opens the channel for direct messages with a user and returns its id.
    pub async fn direct_channel(&self, user_id: u64) -> Result<u64, Error> {
        let opened = self.0.create_private_channel(Id::new(user_id)).await?;
        Ok(opened.model().await.expect("twilight reads the channel").id.get())
    }

    /// Edits a message in the channel of the service desk.
    pub async fn edit(&self, message_id: u64, body: &Value) -> Result<Message, Error> {
        message(self.send(&Route::UpdateMessage { channel_id: SERVICEDESK_ID, message_id }, body).await?).await
    }

    /// Reads a message in the channel of the service desk.
    pub async fn message(&self, message_id: u64) -> Result<Message, Error> {
        message(self.0.message(Id::new(SERVICEDESK_ID), Id::new(message_id)).await?).await
    }

    /// Sends the first answer to an interaction.
    pub async fn respond(&self, interaction_id: u64, interaction_token: &str, body: &Value) -> Result<(), Error> {
        let route = Route::InteractionCallback { interaction_id, interaction_token, with_response: false };
        self.send::<()>(&route, body).await.map(drop)
    }

    /// Sends the first answer to an interaction and returns what Discord made of it.
    pub async fn respond_and_read(
        &self,
        interaction_id: u64,
        interaction_token: &str,
        body: &Value,
    ) -> Result<InteractionCallbackResponse, Error> {
        let route = Route::InteractionCallback { interaction_id, interaction_token, with_response: true };
        let answer = self.send::<InteractionCallbackResponse>(&route, body).await?;
        Ok(answer.model().await.expect("twilight reads the callback's response"))
    }

    /// Reads the original response of an interaction.
    pub async fn original(&self, token: &str) -> Result<Message, Error> {
        message(self.0.interaction(Id::new(APPLICATION_ID)).response(token).await?).await
    }

    /// Edits the original response of an interaction.
    pub async fn edit_original(&self, interaction_token: &str, body: &Value) -> Result<Message, Error> {
        let route = Route::UpdateInteractionOriginal { application_id: APPLICATION_ID, interaction_token };
        message(self.send(&route, body).await?).await
    }

    /// Deletes the original response of an interaction.
    pub async fn delete_original(&self, token: &str) -> Result<(), Error> {
        self.0.interaction(Id::new(APPLICATION_ID)).delete_response(token).await.map(drop)
    }

    /// Sends a follow-up message with an interaction's token.
    pub async fn follow_up(&self, token: &str, body: &Value) -> Result<Message, Error> {
        let wait = Some(true);
        let route =
            Route::ExecuteWebhook { thread_id: None, token, wait, with_components: None, webhook_id: APPLICATION_ID };
        message(self.send(&route, body).await?).await
    }

    /// Registers the guild's commands in place of all it had.
    pub async fn set_commands(&self, body: &Value) -> Result<Vec<Command>, Error> {
        let route = Route::SetGuildCommands { application_id: APPLICATION_ID, guild_id: GUILD_ID };
        let stored = self.send::<ListBody<Command>>(&route, body).await?;
        Ok(stored.model().await.expect("twilight reads the commands"))
    }

    /// Lists the guild's commands, with the names and descriptions of every language or without.
    pub async fn commands(&self, with_localizations: bool) -> Result<Vec<Command>, Error> {
        let interactions = self.0.interaction(Id::new(APPLICATION_ID));
        let listed = interactions.guild_commands(Id::new(GUILD_ID)).with_localizations(with_localizations).await?;
        Ok(listed.model().await.expect("twilight reads the commands"))
    }

    /// Asks where the gateway is.
    pub async fn gateway(&self) -> Result<String, Error> {
        let answer = self.0.gateway().await?;
        Ok(answer.model().await.expect("twilight reads the gateway's address").url)
    }

    /// Sends a body as it is. The bot's token is left out where an interaction's token is in the path, as twilight's own
    /// calls do.
    async fn send<T: Unpin>(&self, route: &Route<'_>, body: &Value) -> Result<Response<T>, Error> {
        let has_own_token = matches!(
            route,
            Route::InteractionCallback { .. } | Route::ExecuteWebhook { .. } | Route::UpdateInteractionOriginal { .. }
        );
        let request = Request::builder(route).json(body).use_authorization_token(!has_own_token);
        self.0.request(request.build()?).await
    }
}

async fn message(answer: Response<Message>) -> Result<Message, Error> {
    Ok(answer.model().await.expect("twilight reads the message"))
}

/// Returns the status and the code of a refusal. The code is 0 where the body is not one of Discord's errors.
pub(super) fn refusal<T: std::fmt::Debug>(outcome: Result<T, Error>) -> (u16, u64) {
    let (status, body) = refusal_body(outcome);
    (status, body["code"].as_u64().unwrap_or_default())
}

/// Returns the status and the body of a refusal.
pub(super) fn refusal_body<T: std::fmt::Debug>(outcome: Result<T, Error>) -> (u16, Value) {
    match outcome.map_err(|error| error.into_parts().0) {
        Err(ErrorType::Response { status, body, .. }) => {
            (status.get(), serde_json::from_slice(&body).expect("twilight has read it"))
        }
        Err(ErrorType::Parsing { body }) => panic!("twilight cannot read {}", String::from_utf8_lossy(&body)),
        Err(other) => panic!("not refused but failed: {other:?}"),
        Ok(answer) => panic!("not refused: {answer:?}"),
    }
}

/// Posts a message once, whatever the answer is, and returns its status.
pub(super) async fn post_once(bot: &TestBot, channel_id: u64, body: &Value) -> u16 {
    let address = format!("{}/api/v10/channels/{channel_id}/messages", bot.discord.address());
    send_once(bot, reqwest::Client::new().post(address).json(body)).await
}

/// Reads a path once, whatever the answer is, and returns its status.
pub(super) async fn get_once(bot: &TestBot, path: &str) -> u16 {
    send_once(bot, reqwest::Client::new().get(format!("{}/api/v10/{path}", bot.discord.address()))).await
}

async fn send_once(bot: &TestBot, request: reqwest::RequestBuilder) -> u16 {
    let authorization = format!("Bot {}", bot.discord.settings().bot_token);
    request.header("authorization", authorization).send().await.expect("the simulator answers").status().as_u16()
}
