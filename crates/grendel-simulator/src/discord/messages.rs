//! The messages of a channel: posting, reading, editing.
//!
//! <https://docs.discord.com/developers/resources/message>

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::IntoResponse;
use jiff::Timestamp;
use serde_json::{Value, json};

use super::Server;
use super::api_error::{ApiError, ApiResult, form_error};
use super::bodies;
use super::events::GuildEvent;
use super::guild_state::{GuildState, Message, elapsed};
use super::limits::check_message;
use super::mentions::{DefaultMentions, mentions};
use super::rest::{json_body, number};

/// The time for which a nonce counts. Discord says "the past few minutes" without a number.
const NONCE_TTL: Duration = Duration::from_secs(5 * 60);
const LIST_DEFAULT: usize = 50;
const LIST_MAX: usize = 100;

#[derive(serde::Deserialize)]
pub(super) struct MessageQuery {
    limit: Option<usize>,
    before: Option<u64>,
    after: Option<u64>,
    around: Option<u64>,
}

pub(super) async fn create(
    State(server): State<Arc<Server>>,
    Path(channel): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> ApiResult {
    let channel = open_channel(&server.guild(), &channel)?;
    let body = json_body(&headers, &body)?;
    check_message("", &body)?;
    let direct_to = server.guild().direct_partner(channel);
    if direct_to.is_some_and(|partner| server.guild().closed_to_bot.contains(&partner)) {
        return Err(ApiError::CANNOT_MESSAGE_USER.into());
    }
    let now = server.now();
    let (message, is_new) = server.change(|guild| {
        if let Some(earlier) = same_nonce(guild, &body, now) {
            return Ok((earlier, false));
        }
        let bot = guild.bot.user_id;
        let mut message = new_message(guild, bot, channel, now);
        message.direct_to = direct_to;
        bodies::write(&mut message, &body);
        if bodies::is_empty(&message) {
            return Err(ApiError::from(ApiError::EMPTY_MESSAGE));
        }
        message.mentions = mentions(&message.content, &body["allowed_mentions"], DefaultMentions::Everything, guild);
        message.nonce = Some(body["nonce"].clone()).filter(|nonce| !nonce.is_null());
        guild.messages.push(Arc::new(message.clone()));
        Ok((message, true))
    })?;
    if is_new {
        let posted = message.clone();
        server.notify(match direct_to.map(|reader| server.guild().key_of(reader).to_owned()) {
            Some(user) => GuildEvent::PrivateMessage { user, message: posted },
            None => GuildEvent::MessagePosted { message: posted },
        });
    }
    Ok(Json(bodies::message(&message, &server.guild())).into_response())
}

pub(super) async fn edit(
    State(server): State<Arc<Server>>,
    Path((channel, id)): Path<(String, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> ApiResult {
    let channel = open_channel(&server.guild(), &channel)?;
    let id = number(&id)?;
    let body = json_body(&headers, &body)?;
    let guild = server.guild();
    let message = reachable(&guild, channel, id)?;
    if message.author_id != guild.bot.user_id {
        return Err(ApiError::NOT_THE_AUTHOR.into());
    }
    check_message("", &body)?;
    let edited = apply_edit(&server, id, &body, DefaultMentions::Everything)?;
    Ok(Json(bodies::message(&edited, &server.guild())).into_response())
}

pub(super) async fn read(State(server): State<Arc<Server>>, Path((channel, id)): Path<(String, String)>) -> ApiResult {
    let guild = server.guild();
    let channel = open_channel(&guild, &channel)?;
    let message = reachable(&guild, channel, number(&id)?)?;
    Ok(Json(bodies::message(message, &guild)).into_response())
}

pub(super) async fn list(
    State(server): State<Arc<Server>>,
    Path(channel): Path<String>,
    Query(query): Query<MessageQuery>,
) -> ApiResult {
    let guild = server.guild();
    let channel = open_channel(&guild, &channel)?;
    let limit = query.limit.unwrap_or(LIST_DEFAULT);
    if !(1..=LIST_MAX).contains(&limit) {
        return Err(form_error("limit", "int value should be between 1 and 100."));
    }
    let readable = |message: &&Message| message.channel_id == channel && message.only_for.is_none();
    let mut found: Vec<&Message> = guild.undeleted().filter(readable).collect();
    found.retain(|message| query.before.is_none_or(|id| message.id < id));
    found.retain(|message| query.after.is_none_or(|id| message.id > id));
    if let Some(around) = query.around {
        found.sort_by_key(|message| message.id.abs_diff(around));
        found.truncate(limit);
        found.sort_by_key(|message| message.id);
    }
    // With `after`, the oldest messages are nearest. Otherwise the newest are wanted.
    let surplus = found.len().saturating_sub(limit);
    let found = if query.after.is_some() { &found[..found.len() - surplus] } else { &found[surplus..] };
    let bodies: Vec<Value> = found.iter().rev().map(|message| bodies::message(message, &guild)).collect();
    Ok(Json(bodies).into_response())
}

/// Edits one of the bot's messages. Completing a "thinking…" response does not count as an edit.
pub(super) fn apply_edit(
    server: &Server,
    id: u64,
    body: &Value,
    default: DefaultMentions,
) -> Result<Message, ApiError> {
    let now = server.now();
    let (edited, viewer) = server.change(|guild| {
        let mut message = guild.message(id).cloned().ok_or(ApiError::UNKNOWN_MESSAGE)?;
        bodies::write(&mut message, body);
        if bodies::is_empty(&message) {
            return Err(ApiError::from(ApiError::EMPTY_MESSAGE));
        }
        if message.thinking {
            message.thinking = false;
            message.mentions = mentions(&message.content, &body["allowed_mentions"], default, guild);
        } else {
            message.edits += 1;
        }
        message.edited = Some(now);
        let viewer = message.only_for.or(message.direct_to).map(|viewer| guild.key_of(viewer).to_owned());
        guild.message_mut(id).expect("it was there above").clone_from(&message);
        Ok((message, viewer))
    })?;
    let message = edited.clone();
    server.notify(match viewer {
        Some(user) => GuildEvent::PrivateMessage { user, message },
        None => GuildEvent::MessageEdited { message },
    });
    Ok(edited)
}

/// Returns an empty message with a new id.
pub(super) fn new_message(guild: &mut GuildState, author_id: u64, channel_id: u64, now: Timestamp) -> Message {
    Message {
        id: guild.next_id(now),
        channel_id,
        author_id,
        author: guild.user(author_id).map(|author| author.display_name.clone()).unwrap_or_default(),
        content: String::new(),
        embeds: Vec::new(),
        components: Vec::new(),
        only_for: None,
        direct_to: None,
        thinking: false,
        edits: 0,
        mentions: super::guild_state::Mentions::default(),
        created: now,
        edited: None,
        deleted: false,
        dismissed: false,
        interaction_id: None,
        nonce: None,
    }
}

fn open_channel(guild: &GuildState, channel: &str) -> Result<u64, ApiError> {
    let id = number(channel)?;
    if guild.direct_partner(id).is_some() {
        return Ok(id);
    }
    let channel = guild.channel(id).ok_or(ApiError::UNKNOWN_CHANNEL)?;
    if !channel.open_to_bot {
        return Err(ApiError::MISSING_ACCESS.into());
    }
    Ok(channel.id)
}

/// Returns a message that the channel's routes reach. Ephemeral messages are reached by their token only.
fn reachable(guild: &GuildState, channel: u64, id: u64) -> Result<&Message, ApiError> {
    let found = guild.message(id).filter(|message| message.channel_id == channel && message.only_for.is_none());
    found.ok_or_else(|| ApiError::UNKNOWN_MESSAGE.into())
}

/// Returns the message that was posted before with the same enforced nonce. Discord looks for one by the same author,
/// and names no channel.
fn same_nonce(guild: &GuildState, body: &Value, now: Timestamp) -> Option<Message> {
    let nonce = Some(&body["nonce"]).filter(|nonce| !nonce.is_null() && body["enforce_nonce"] == json!(true))?;
    let same = |message: &&Message| {
        message.author_id == guild.bot.user_id
            && message.nonce.as_ref() == Some(nonce)
            && elapsed(message.created, now) < NONCE_TTL
    };
    guild.undeleted().filter(|message| message.only_for.is_none()).rev().find(same).cloned()
}
