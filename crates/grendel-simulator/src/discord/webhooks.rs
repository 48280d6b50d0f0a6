//! The routes that take an interaction's token: follow-ups, and changes to responses.
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
use super::api_error::{ApiError, ApiResult};
use super::bodies;
use super::callbacks::{check_not_empty, reply};
use super::events::GuildEvent;
use super::guild_state::{CallbackKind, Interaction, elapsed};
use super::limits::check_message;
use super::mentions::DefaultMentions;
use super::messages::apply_edit;
use super::rest::{json_body, number};

/// The time for which a token is valid.
const TOKEN_LIFE: Duration = Duration::from_secs(15 * 60);

pub(super) async fn follow_up(
    State(server): State<Arc<Server>>,
    Path((application, token)): Path<(String, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> ApiResult {
    let interaction = acknowledged(&server, &application, &token)?;
    let body = json_body(&headers, &body)?;
    check_message("", &body)?;
    let guild = server.guild();
    // The first follow-up after "thinking…" completes that message and stays as private as it was.
    let waiting = interaction.original.and_then(|id| guild.message(id)).filter(|message| message.thinking);
    let message = if let Some(waiting) = waiting {
        apply_edit(&server, waiting.id, &body, DefaultMentions::UsersOnly)?
    } else {
        check_not_empty(&body)?;
        reply(&server, &interaction, &body, false, server.now())
    };
    Ok(Json(bodies::message(&message, &server.guild())).into_response())
}

pub(super) async fn read_original(
    State(server): State<Arc<Server>>,
    Path((application, token)): Path<(String, String)>,
) -> ApiResult {
    let interaction = acknowledged(&server, &application, &token)?;
    let guild = server.guild();
    let message = guild.message(original(&interaction)?).ok_or(ApiError::UNKNOWN_MESSAGE)?;
    Ok(Json(bodies::message(message, &guild)).into_response())
}

pub(super) async fn edit_original(
    State(server): State<Arc<Server>>,
    Path((application, token)): Path<(String, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> ApiResult {
    let interaction = acknowledged(&server, &application, &token)?;
    let body = json_body(&headers, &body)?;
    check_message("", &body)?;
    let message = apply_edit(&server, original(&interaction)?, &body, DefaultMentions::UsersOnly)?;
    Ok(Json(bodies::message(&message, &server.guild())).into_response())
}

pub(super) async fn delete_original(
    State(server): State<Arc<Server>>,
    Path((application, token)): Path<(String, String)>,
) -> ApiResult {
    let interaction = acknowledged(&server, &application, &token)?;
    let id = original(&interaction)?;
    let message = server.change(|guild| {
        let message = guild.message_mut(id).ok_or(ApiError::UNKNOWN_MESSAGE)?;
        message.deleted = true;
        message.thinking = false;
        Ok::<_, ApiError>(message.clone())
    })?;
    server.notify(GuildEvent::MessageDeleted { message });
    Ok(StatusCode::NO_CONTENT.into_response())
}

pub(super) async fn edit(
    State(server): State<Arc<Server>>,
    Path((application, token, id)): Path<(String, String, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> ApiResult {
    let interaction = acknowledged(&server, &application, &token)?;
    let id = number(&id)?;
    if !interaction.replies.contains(&id) && interaction.original != Some(id) {
        return Err(ApiError::UNKNOWN_MESSAGE.into());
    }
    let body = json_body(&headers, &body)?;
    check_message("", &body)?;
    let message = apply_edit(&server, id, &body, DefaultMentions::UsersOnly)?;
    Ok(Json(bodies::message(&message, &server.guild())).into_response())
}

/// Returns the acknowledged interaction with this token, or `Err` if the token is not valid.
fn acknowledged(server: &Server, application: &str, token: &str) -> Result<Interaction, ApiError> {
    if number(application)? != server.settings.application_id {
        return Err(ApiError::UNKNOWN_WEBHOOK.into());
    }
    let guild = server.guild();
    let found = guild.interactions().rev().find(|interaction| interaction.token == token);
    let interaction = found.ok_or(ApiError::INVALID_WEBHOOK_TOKEN)?;
    if elapsed(interaction.created, server.now()) > TOKEN_LIFE {
        return Err(ApiError::INVALID_WEBHOOK_TOKEN.into());
    }
    if interaction.acknowledged.is_none() {
        return Err(ApiError::UNKNOWN_WEBHOOK.into());
    }
    Ok(interaction.clone())
}

/// Returns the message that `@original` names. Modals and choices have none.
fn original(interaction: &Interaction) -> Result<u64, ApiError> {
    let silent = |answer| matches!(answer, CallbackKind::Modal | CallbackKind::Choices);
    if interaction.acknowledged.is_some_and(|acknowledgement| silent(acknowledgement.answer)) {
        return Err(ApiError::UNKNOWN_MESSAGE.into());
    }
    interaction.original.ok_or_else(|| ApiError::UNKNOWN_MESSAGE.into())
}
