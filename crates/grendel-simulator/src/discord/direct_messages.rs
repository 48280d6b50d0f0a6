//! Direct messages: the channel between the bot and one user.
//!
//! <https://docs.discord.com/developers/resources/user#create-dm>

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::IntoResponse;
use serde_json::{Value, json};

use super::api_error::{ApiError, ApiResult};
use super::guild_state::{GuildState, Message};
use super::rest::{json_body, snowflake};
use super::{Server, SimulatedDiscord, bodies};

/// Discord's number of the channel type.
/// <https://docs.discord.com/developers/resources/channel#channel-object-channel-types>
const CHANNEL_DM: u64 = 1;

/// A channel between the bot and one user.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct DirectChannel {
    pub(super) id: u64,
    pub(super) user_id: u64,
}

/// Opens the channel with a user, or returns the one that is open.
pub(super) async fn open(State(server): State<Arc<Server>>, headers: HeaderMap, body: Bytes) -> ApiResult {
    let body = json_body(&headers, &body)?;
    let recipient = snowflake(&body["recipient_id"]).ok_or(ApiError::INVALID_RECIPIENTS)?;
    let now = server.now();
    let channel = server.change(|guild| {
        if guild.user(recipient).is_none() {
            return Err(ApiError::from(ApiError::INVALID_RECIPIENTS));
        }
        // A bot cannot write to itself.
        if recipient == guild.bot.user_id {
            return Err(ApiError::from(ApiError::CANNOT_MESSAGE_USER));
        }
        if let Some(channel) = guild.direct_channels.iter().find(|channel| channel.user_id == recipient) {
            return Ok(*channel);
        }
        let channel = DirectChannel { id: guild.next_id(now), user_id: recipient };
        guild.direct_channels.push(channel);
        Ok(channel)
    })?;
    Ok(Json(channel_body(channel, &server.guild())).into_response())
}

fn channel_body(channel: DirectChannel, guild: &GuildState) -> Value {
    let last = guild.direct_messages(channel.user_id).last().map(|message| message.id.to_string());
    let recipients: Vec<Value> =
        guild.user(channel.user_id).map(|user| bodies::user(user, guild)).into_iter().collect();
    json!({
        "id": channel.id.to_string(),
        "type": CHANNEL_DM,
        "last_message_id": last,
        "flags": 0,
        "recipients": recipients,
    })
}

impl GuildState {
    /// Returns the direct messages that the bot sent to a user, in order.
    pub fn direct_messages(&self, user_id: u64) -> impl DoubleEndedIterator<Item = &Message> {
        self.undeleted().filter(move |message| message.direct_to == Some(user_id))
    }

    /// Returns the user with whom the bot has this channel, or `None` if it is no such channel.
    pub(super) fn direct_partner(&self, channel_id: u64) -> Option<u64> {
        self.direct_channels.iter().find(|channel| channel.id == channel_id).map(|channel| channel.user_id)
    }
}

impl SimulatedDiscord {
    /// Returns the direct messages that the bot sent to the member with this key, in order.
    pub fn direct_messages_to(&self, key: &str) -> Vec<Message> {
        let guild = self.guild();
        guild.member(key).into_iter().flat_map(|member| guild.direct_messages(member.user_id)).cloned().collect()
    }

    /// Makes the member with this key take no more direct messages from the bot. Discord tells the bot so only when it
    /// sends one.
    pub fn refuse_direct_messages(&self, key: &str) {
        self.server.change(|guild| {
            let refusing = guild.member(key).map(|member| member.user_id);
            guild.closed_to_bot.extend(refusing);
        });
    }
}
