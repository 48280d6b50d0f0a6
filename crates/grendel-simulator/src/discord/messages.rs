//! Messages of a channel: posting, reading, editing.
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
use super::api_error::{Answered, Refused, complaint};
use super::bodies;
use super::events::GuildEvent;
use super::guild_state::{GuildState, Message, elapsed};
use super::limits::check_message;
use super::mentions::{Unsaid, mentions};
use super::rest::{json_body, number};

/// "The past few minutes" in which a nonce counts. Discord names no number.
const NONCE_KEPT: Duration = Duration::from_secs(5 * 60);
const LIST_DEFAULT: usize = 50;
const LIST_MAX: usize = 100;

#[derive(serde::Deserialize)]
pub(super) struct Window {
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
) -> Answered {
    let channel = open_channel(&server.guild(), &channel)?;
    let body = json_body(&headers, &body)?;
    check_message("", &body)?;
    let now = server.now();
    let (message, is_new) = server.change(|guild| {
        if let Some(earlier) = same_nonce(guild, &body, now) {
            return Ok((earlier, false));
        }
        let bot = guild.bot.user_id;
        let mut message = blank(guild, bot, channel, now);
        bodies::write(&mut message, &body);
        if bodies::is_empty(&message) {
            return Err(Refused::from(Refused::EMPTY_MESSAGE));
        }
        message.mentions = mentions(&message.content, &body["allowed_mentions"], Unsaid::Everything, guild);
        message.nonce = Some(body["nonce"].clone()).filter(|nonce| !nonce.is_null());
        guild.messages.push(Arc::new(message.clone()));
        Ok((message, true))
    })?;
    if is_new {
        server.tell(GuildEvent::Posted { message: message.clone() });
    }
    Ok(Json(bodies::message(&message, &server.guild())).into_response())
}

pub(super) async fn edit(
    State(server): State<Arc<Server>>,
    Path((channel, id)): Path<(String, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> Answered {
    let channel = open_channel(&server.guild(), &channel)?;
    let id = number(&id)?;
    let body = json_body(&headers, &body)?;
    let guild = server.guild();
    let message = reachable(&guild, channel, id)?;
    if message.author_id != guild.bot.user_id {
        return Err(Refused::NOT_THE_AUTHOR.into());
    }
    check_message("", &body)?;
    let edited = revise(&server, id, &body, Unsaid::Everything)?;
    Ok(Json(bodies::message(&edited, &server.guild())).into_response())
}

pub(super) async fn read(State(server): State<Arc<Server>>, Path((channel, id)): Path<(String, String)>) -> Answered {
    let guild = server.guild();
    let channel = open_channel(&guild, &channel)?;
    let message = reachable(&guild, channel, number(&id)?)?;
    Ok(Json(bodies::message(message, &guild)).into_response())
}

pub(super) async fn list(
    State(server): State<Arc<Server>>,
    Path(channel): Path<String>,
    Query(window): Query<Window>,
) -> Answered {
    let guild = server.guild();
    let channel = open_channel(&guild, &channel)?;
    let limit = window.limit.unwrap_or(LIST_DEFAULT);
    if !(1..=LIST_MAX).contains(&limit) {
        return Err(complaint("limit", "int value should be between 1 and 100."));
    }
    let mut found: Vec<&Message> = guild.public().filter(|message| message.channel_id == channel).collect();
    found.retain(|message| window.before.is_none_or(|id| message.id < id));
    found.retain(|message| window.after.is_none_or(|id| message.id > id));
    if let Some(around) = window.around {
        found.sort_by_key(|message| message.id.abs_diff(around));
        found.truncate(limit);
        found.sort_by_key(|message| message.id);
    }
    // After a message the oldest are nearest; else the newest are wanted.
    let surplus = found.len().saturating_sub(limit);
    let found = if window.after.is_some() { &found[..found.len() - surplus] } else { &found[surplus..] };
    let bodies: Vec<Value> = found.iter().rev().map(|message| bodies::message(message, &guild)).collect();
    Ok(Json(bodies).into_response())
}

/// Changes a message of the bot's own, checked before. Completing a "thinking" reply is not an edit.
pub(super) fn revise(server: &Server, id: u64, body: &Value, unsaid: Unsaid) -> Result<Message, Refused> {
    let now = server.now();
    let (edited, viewer) = server.change(|guild| {
        let mut message = guild.message(id).cloned().ok_or(Refused::UNKNOWN_MESSAGE)?;
        bodies::write(&mut message, body);
        if bodies::is_empty(&message) {
            return Err(Refused::from(Refused::EMPTY_MESSAGE));
        }
        if message.thinking {
            message.thinking = false;
            message.mentions = mentions(&message.content, &body["allowed_mentions"], unsaid, guild);
        } else {
            message.edits += 1;
        }
        message.edited = Some(now);
        let viewer = message.only_for.map(|viewer| guild.name_of(viewer).to_owned());
        guild.message_mut(id).expect("it was there above").clone_from(&message);
        Ok((message, viewer))
    })?;
    let message = edited.clone();
    server.tell(match viewer {
        Some(to) => GuildEvent::Whispered { to, message },
        None => GuildEvent::Edited { message },
    });
    Ok(edited)
}

/// An empty message that is about to be filled.
pub(super) fn blank(guild: &mut GuildState, author_id: u64, channel_id: u64, now: Timestamp) -> Message {
    Message {
        id: guild.next_id(now),
        channel_id,
        author_id,
        author: guild.user(author_id).map(|author| author.display_name.clone()).unwrap_or_default(),
        content: String::new(),
        embeds: Vec::new(),
        components: Vec::new(),
        only_for: None,
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

fn open_channel(guild: &GuildState, channel: &str) -> Result<u64, Refused> {
    let channel = guild.channel(number(channel)?).ok_or(Refused::UNKNOWN_CHANNEL)?;
    if !channel.open_to_bot {
        return Err(Refused::MISSING_ACCESS.into());
    }
    Ok(channel.id)
}

/// A message that the channel's routes reach: private ones have only their token.
fn reachable(guild: &GuildState, channel: u64, id: u64) -> Result<&Message, Refused> {
    let found = guild.message(id).filter(|message| message.channel_id == channel && message.only_for.is_none());
    found.ok_or_else(|| Refused::UNKNOWN_MESSAGE.into())
}

/// The message that an enforced nonce has already made.
fn same_nonce(guild: &GuildState, body: &Value, now: Timestamp) -> Option<Message> {
    let nonce = Some(&body["nonce"]).filter(|nonce| !nonce.is_null() && body["enforce_nonce"] == json!(true))?;
    let same = |message: &&Message| {
        message.author_id == guild.bot.user_id
            && message.nonce.as_ref() == Some(nonce)
            && elapsed(message.created, now) < NONCE_KEPT
    };
    guild.public().rev().find(same).cloned()
}
