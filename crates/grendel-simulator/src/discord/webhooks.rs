//! What an interaction's token is good for after the first answer: follow-ups, and changes to the answers.
//!
//! <https://docs.discord.com/developers/interactions/receiving-and-responding#followup-messages>

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;

use super::Server;
use super::api_error::{Answered, Refused};
use super::bodies;
use super::callbacks::{check_not_empty, reply};
use super::events::GuildEvent;
use super::guild_state::{Answer, Interaction, elapsed};
use super::limits::check_message;
use super::mentions::Unsaid;
use super::messages::revise;
use super::rest::{json_body, number};

/// How long a token lives.
const TOKEN_LIFE: Duration = Duration::from_secs(15 * 60);

pub(super) async fn follow_up(
    State(server): State<Arc<Server>>,
    Path((application, token)): Path<(String, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> Answered {
    let interaction = acknowledged(&server, &application, &token)?;
    let body = json_body(&headers, &body)?;
    check_message("", &body)?;
    let guild = server.guild();
    // The first follow-up after "thinking…" completes it, and is as private as it was.
    let waiting = interaction.original.and_then(|id| guild.message(id)).filter(|message| message.thinking);
    let message = if let Some(waiting) = waiting {
        revise(&server, waiting.id, &body, Unsaid::UsersOnly)?
    } else {
        check_not_empty(&body)?;
        reply(&server, &interaction, &body, false, server.now())
    };
    Ok(Json(bodies::message(&message, &server.guild())).into_response())
}

pub(super) async fn read_original(
    State(server): State<Arc<Server>>,
    Path((application, token)): Path<(String, String)>,
) -> Answered {
    let interaction = acknowledged(&server, &application, &token)?;
    let guild = server.guild();
    let message = guild.message(original(&interaction)?).ok_or(Refused::UNKNOWN_MESSAGE)?;
    Ok(Json(bodies::message(message, &guild)).into_response())
}

pub(super) async fn edit_original(
    State(server): State<Arc<Server>>,
    Path((application, token)): Path<(String, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> Answered {
    let interaction = acknowledged(&server, &application, &token)?;
    let body = json_body(&headers, &body)?;
    check_message("", &body)?;
    let message = revise(&server, original(&interaction)?, &body, Unsaid::UsersOnly)?;
    Ok(Json(bodies::message(&message, &server.guild())).into_response())
}

pub(super) async fn delete_original(
    State(server): State<Arc<Server>>,
    Path((application, token)): Path<(String, String)>,
) -> Answered {
    let interaction = acknowledged(&server, &application, &token)?;
    let id = original(&interaction)?;
    let message = server.change(|guild| {
        let message = guild.message_mut(id).ok_or(Refused::UNKNOWN_MESSAGE)?;
        message.deleted = true;
        message.thinking = false;
        Ok::<_, Refused>(message.clone())
    })?;
    server.tell(GuildEvent::Deleted { message });
    Ok(StatusCode::NO_CONTENT.into_response())
}

pub(super) async fn edit(
    State(server): State<Arc<Server>>,
    Path((application, token, id)): Path<(String, String, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> Answered {
    let interaction = acknowledged(&server, &application, &token)?;
    let id = number(&id)?;
    if !interaction.replies.contains(&id) && interaction.original != Some(id) {
        return Err(Refused::UNKNOWN_MESSAGE.into());
    }
    let body = json_body(&headers, &body)?;
    check_message("", &body)?;
    let message = revise(&server, id, &body, Unsaid::UsersOnly)?;
    Ok(Json(bodies::message(&message, &server.guild())).into_response())
}

/// The interaction with this token, if the token is still good.
fn acknowledged(server: &Server, application: &str, token: &str) -> Result<Interaction, Refused> {
    if number(application)? != server.settings.application_id {
        return Err(Refused::UNKNOWN_WEBHOOK.into());
    }
    let guild = server.guild();
    let found = guild.interactions().rev().find(|interaction| interaction.token == token);
    let interaction = found.ok_or(Refused::INVALID_WEBHOOK_TOKEN)?;
    if elapsed(interaction.created, server.now()) > TOKEN_LIFE {
        return Err(Refused::INVALID_WEBHOOK_TOKEN.into());
    }
    if interaction.acknowledged.is_none() {
        return Err(Refused::UNKNOWN_WEBHOOK.into());
    }
    Ok(interaction.clone())
}

/// `@original`; modals and choices have none.
fn original(interaction: &Interaction) -> Result<u64, Refused> {
    let silent = |answer| matches!(answer, Answer::Modal | Answer::Choices);
    if interaction.acknowledged.is_some_and(|acknowledgement| silent(acknowledgement.answer)) {
        return Err(Refused::UNKNOWN_MESSAGE.into());
    }
    interaction.original.ok_or_else(|| Refused::UNKNOWN_MESSAGE.into())
}
