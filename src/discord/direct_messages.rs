//! Direct messages: Discord has one channel for the bot and each user, which must be opened before the first message.

use reqwest::Method;
use serde_json::json;
use tokio::time::Instant;

use super::rest::{Rest, RestError, RestRequest};
use super::{bodies, inbound};
use crate::ports::{ChatError, DirectMessage};

/// Sends a direct message. Opening a channel that is open returns it, so both calls can be repeated.
/// <https://docs.discord.com/developers/resources/user#create-dm>
pub(super) async fn send(rest: &Rest, message: &DirectMessage, deadline: Instant) -> Result<(), ChatError> {
    let body = json!({ "recipient_id": message.member.to_string() });
    let open = RestRequest::new(Method::POST, "POST /users/@me/channels", "/users/@me/channels".to_owned()).body(&body);
    let opened = rest.send(&open, deadline).await.map_err(RestError::into_chat_error)?;
    let channel = inbound::snowflake(&opened.body["id"]);
    let channel =
        channel.ok_or_else(|| open.unavailable("the response has no channel id".to_owned()).into_chat_error())?;
    let path = format!("/channels/{channel}/messages");
    // Only the nonce makes this POST safe to repeat. A user who takes no direct messages is 403 with code 50007.
    // https://docs.discord.com/developers/topics/opcodes-and-status-codes#json-json-error-codes
    let post =
        RestRequest::new(Method::POST, "POST /channels/{direct}/messages", path).body(&bodies::direct_message(message));
    rest.send(&post, deadline).await.map_err(RestError::into_chat_error).map(drop)
}
