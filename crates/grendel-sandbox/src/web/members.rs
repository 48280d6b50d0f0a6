//! The calls that read: the world, the commands, the messages, and the state of an interaction.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use serde_json::{Value, json};

use super::error::{Answered, ApiError};
use super::extract::{Asking, Body, id, query, read};
use super::session::Session;
use super::world_handle::WorldHandle;
use super::{default_world, view};
use crate::scenarios;
use grendel_simulator::discord::{Channel, Member, Message};

/// The number of messages of a channel that are shown, from the newest back. People do not scroll further up.
const MESSAGES_MAX: usize = 500;

type Asked = State<Arc<Session>>;

#[derive(serde::Deserialize)]
pub struct InChannel {
    channel: String,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Nothing {}

/// Answers `GET /api/world` with the world and its people.
pub async fn world(State(session): Asked) -> Json<Value> {
    let handle = session.current();
    let (guild, settings) = (handle.world.discord.guild(), handle.world.discord.settings());
    let roles: Vec<Value> =
        settings.roles.iter().map(|role| json!({ "id": role.id.to_string(), "name": role.name })).collect();
    let scenarios: Vec<Value> =
        scenarios::scenarios().map(|scenario| json!({ "name": scenario.name, "about": scenario.about })).collect();
    Json(json!({
        "world": handle.number,
        "guild": { "name": settings.guild_name, "locale": settings.guild_locale },
        "channels": settings.channels.iter().map(|one| channel(&handle, one)).collect::<Vec<_>>(),
        "roles": roles,
        "bot": { "name": settings.application_name, "id": settings.application_id.to_string() },
        "members": guild.members().iter().map(|one| member(&handle, one)).collect::<Vec<_>>(),
        "scenarios": scenarios,
        "play": handle.play.borrow().as_ref().map(super::world_handle::Play::to_json),
    }))
}

fn channel(handle: &WorldHandle, channel: &Channel) -> Value {
    let tenant = match channel.name.as_str() {
        "servicedesk" => Some("contoso"),
        "northwind" if handle.world.northwind.is_some() => Some("northwind"),
        _ => None,
    };
    json!({ "id": channel.id.to_string(), "name": channel.name, "tenant": tenant })
}

fn member(handle: &WorldHandle, member: &Member) -> Value {
    let settings = handle.world.discord.settings();
    let held = settings.roles.iter().filter(|role| member.roles.contains(&role.id));
    let roles: Vec<&str> = held.map(|role| role.name.as_str()).collect();
    json!({
        "key": member.key,
        "id": member.user_id.to_string(),
        "name": member.display_name,
        "about": default_world::about(&member.key),
        "roles": roles,
        "locale": member.locale,
    })
}

/// Answers `POST /api/world`: starts a new, ordinary world.
pub async fn begin_anew(State(session): Asked, body: Body) -> Answered {
    let Nothing {} = read(body)?;
    Ok(Json(json!({ "world": session.begins_anew().await? })))
}

/// Answers `POST /api/scenarios/{name}`: starts a new world and plays a scenario on it.
pub async fn play(State(session): Asked, Path(name): Path<String>, body: Body) -> Answered {
    let Nothing {} = read(body)?;
    let scenario = scenarios::scenario(&name)
        .ok_or_else(|| ApiError::unknown(format!("there is no scenario {name}; GET /api/world lists them")))?;
    let number = session.plays(scenario).await?;
    let number = number.ok_or_else(|| {
        ApiError::not_now("a scenario is being played; wait for its end, or leave it with POST /api/world")
    })?;
    Ok(Json(json!({ "world": number })))
}

/// Answers `GET /api/commands` with the commands that the bot has registered.
pub async fn commands(State(session): Asked) -> Json<Value> {
    Json(json!({ "commands": session.current().world.discord.guild().commands() }))
}

/// Answers `GET /api/members/{key}/messages` with the messages that a member sees.
pub async fn messages(State(session): Asked, Path(key): Path<String>, asked: Asking<InChannel>) -> Answered {
    let InChannel { channel } = query(asked)?;
    let handle = session.current();
    handle.knows(&key)?;
    let channel = handle.channel(&channel)?;
    let (guild, bot) = (handle.world.discord.guild(), handle.world.discord.settings().application_id);
    let reader = guild.member(&key).ok_or_else(|| ApiError::unknown(format!("{key} has left")))?;
    // The page has one list, so a member's direct messages stand in it too.
    let is_there = |message: &&Message| message.channel_id == channel || message.direct_to.is_some();
    let there = guild.seen_by(&key).filter(is_there);
    let mut messages: Vec<Value> =
        there.rev().take(MESSAGES_MAX).map(|message| view::message(message, &guild, reader, bot)).collect();
    messages.reverse();
    Ok(Json(json!({ "messages": messages })))
}

/// Answers `GET /api/interactions/{id}` with the state of an interaction.
pub async fn interaction(State(session): Asked, Path(text): Path<String>) -> Answered {
    let (handle, id) = (session.current(), id(&text)?);
    let guild = handle.world.discord.guild();
    let found = guild.interaction(id).ok_or_else(|| ApiError::unknown(format!("there is no interaction {id}")))?;
    Ok(Json(view::interaction(found, handle.world.clock().now())))
}

/// Answers `GET /api/recording` with everything that crossed the wire.
pub async fn recording(State(session): Asked) -> impl axum::response::IntoResponse {
    let handle = session.current();
    let name = format!("attachment; filename=\"grendel-world-{}.har\"", handle.number);
    ([(axum::http::header::CONTENT_DISPOSITION, name)], Json(handle.world.recorder.to_har()))
}
