//! What there is to see: the world, the commands, the messages, and how an interaction went.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use serde_json::{Value, json};

use super::error::{Answered, Refused};
use super::extract::{Asking, Body, id, query, read};
use super::session::Theatre;
use super::world_handle::Set;
use super::{default_world, view};
use crate::scenarios;
use grendel_simulator::discord::{Channel, Member};

/// The newest messages of a channel that are shown; nobody reads further up.
const MESSAGES_MAX: usize = 500;

type Asked = State<Arc<Theatre>>;

#[derive(serde::Deserialize)]
pub struct InChannel {
    channel: String,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Nothing {}

/// `GET /api/world`.
pub async fn world(State(theatre): Asked) -> Json<Value> {
    let set = theatre.set();
    let (room, settings) = (set.world.discord.room(), set.world.discord.settings());
    let roles: Vec<Value> =
        settings.roles.iter().map(|role| json!({ "id": role.id.to_string(), "name": role.name })).collect();
    let stories: Vec<Value> =
        scenarios::scenarios().map(|story| json!({ "name": story.name, "about": story.about })).collect();
    Json(json!({
        "world": set.number,
        "guild": { "name": settings.guild_name, "locale": settings.guild_locale },
        "channels": settings.channels.iter().map(|one| channel(&set, one)).collect::<Vec<_>>(),
        "roles": roles,
        "bot": { "name": settings.application_name, "id": settings.application_id.to_string() },
        "members": room.members().iter().map(|one| member(&set, one)).collect::<Vec<_>>(),
        "stories": stories,
        "play": set.play.borrow().as_ref().map(super::world_handle::Play::to_json),
    }))
}

fn channel(set: &Set, channel: &Channel) -> Value {
    let tenant = match channel.name.as_str() {
        "servicedesk" => Some("contoso"),
        "northwind" if set.world.northwind.is_some() => Some("northwind"),
        _ => None,
    };
    json!({ "id": channel.id.to_string(), "name": channel.name, "tenant": tenant })
}

fn member(set: &Set, member: &Member) -> Value {
    let settings = set.world.discord.settings();
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

/// `POST /api/world`.
pub async fn begin_anew(State(theatre): Asked, body: Body) -> Answered {
    let Nothing {} = read(body)?;
    Ok(Json(json!({ "world": theatre.begins_anew().await? })))
}

/// `POST /api/stories/{name}`.
pub async fn play(State(theatre): Asked, Path(name): Path<String>, body: Body) -> Answered {
    let Nothing {} = read(body)?;
    let story = scenarios::scenario(&name)
        .ok_or_else(|| Refused::unknown(format!("there is no story {name}; GET /api/world lists them")))?;
    let number = theatre.plays(story).await?;
    let number = number.ok_or_else(|| {
        Refused::not_now("a story is being played; wait for its end, or leave it with POST /api/world")
    })?;
    Ok(Json(json!({ "world": number })))
}

/// `GET /api/commands`.
pub async fn commands(State(theatre): Asked) -> Json<Value> {
    Json(json!({ "commands": theatre.set().world.discord.room().commands() }))
}

/// `GET /api/members/{key}/messages`.
pub async fn messages(State(theatre): Asked, Path(key): Path<String>, asked: Asking<InChannel>) -> Answered {
    let InChannel { channel } = query(asked)?;
    let set = theatre.set();
    set.knows(&key)?;
    let channel = set.channel(&channel)?;
    let (room, bot) = (set.world.discord.room(), set.world.discord.settings().application_id);
    let reader = room.member(&key).ok_or_else(|| Refused::unknown(format!("{key} has left")))?;
    let there = room.seen_by(&key).filter(|message| message.channel_id == channel);
    let mut messages: Vec<Value> =
        there.rev().take(MESSAGES_MAX).map(|message| view::message(message, &room, reader, bot)).collect();
    messages.reverse();
    Ok(Json(json!({ "messages": messages })))
}

/// `GET /api/interactions/{id}`.
pub async fn interaction(State(theatre): Asked, Path(text): Path<String>) -> Answered {
    let (set, id) = (theatre.set(), id(&text)?);
    let room = set.world.discord.room();
    let found = room.interaction(id).ok_or_else(|| Refused::unknown(format!("there is no interaction {id}")))?;
    Ok(Json(view::interaction(found, set.world.clock().now())))
}

/// `GET /api/recording`.
pub async fn recording(State(theatre): Asked) -> impl axum::response::IntoResponse {
    let set = theatre.set();
    let name = format!("attachment; filename=\"grendel-world-{}.har\"", set.number);
    ([(axum::http::header::CONTENT_DISPOSITION, name)], Json(set.world.recorder.to_har()))
}
