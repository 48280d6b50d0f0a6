//! The first response to an interaction.
//!
//! <https://docs.discord.com/developers/interactions/receiving-and-responding#responding-to-an-interaction>

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;
use jiff::Timestamp;
use serde_json::{Value, json};

use super::Server;
use super::api_error::{ApiError, ApiResult, FormErrors, form_error};
use super::bodies::{self, FLAG_EPHEMERAL};
use super::events::GuildEvent;
use super::guild_state::{
    Acknowledgement, CallbackKind, GuildState, Interaction, InteractionKind, Message, Modal, ModalField, elapsed,
};
use super::limits::{self, check_message, check_modal};
use super::mentions::{DefaultMentions, mentions};
use super::messages::{apply_edit, new_message};
use super::rest::{json_body, number};

/// The time in which the first response must arrive.
const FIRST_ANSWER_MAX: Duration = Duration::from_secs(3);
const CHOICES_MAX: usize = 25;
const CHOICE_CHARS_MAX: usize = 100;

#[derive(serde::Deserialize)]
pub(super) struct WithResponse {
    with_response: Option<bool>,
}

pub(super) async fn respond(
    State(server): State<Arc<Server>>,
    Path((id, token)): Path<(String, String)>,
    Query(query): Query<WithResponse>,
    headers: HeaderMap,
    body: Bytes,
) -> ApiResult {
    let id = number(&id)?;
    let body = json_body(&headers, &body)?;
    let guild = server.guild();
    let interaction = guild.interaction(id).filter(|interaction| interaction.token == token);
    let interaction = interaction.ok_or(ApiError::UNKNOWN_INTERACTION)?;
    if interaction.acknowledged.is_some() {
        return Err(ApiError::ALREADY_ACKNOWLEDGED.into());
    }
    let now = server.now();
    let after = elapsed(interaction.created, now);
    if after > FIRST_ANSWER_MAX {
        return Err(ApiError::UNKNOWN_INTERACTION.into());
    }
    let answer = requested(interaction, &body)?;
    if answer == CallbackKind::Update {
        check_update(&guild, interaction, &body["data"])?;
    }
    let acknowledgement = Acknowledgement { after, answer };
    // Two responses can arrive at once. The second one is refused here.
    server.change(|guild| acknowledge(guild, id, acknowledgement, &body["data"]))?;
    server.notify(GuildEvent::Acknowledged { user: interaction.user_key.clone(), interaction_id: id, after, answer });
    apply(&server, interaction, answer, &body["data"], now)?;
    if query.with_response == Some(true) {
        return Ok(Json(with_response(&server.guild(), id, &body["type"])).into_response());
    }
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Stores the acknowledgement, and with it the choices of an autocompletion, so that a waiting test sees both at once.
fn acknowledge(
    guild: &mut GuildState,
    id: u64,
    acknowledgement: Acknowledgement,
    data: &Value,
) -> Result<(), ApiError> {
    let interaction = guild.interaction_mut(id).expect("interactions are never removed");
    if interaction.acknowledged.is_some() {
        return Err(ApiError::ALREADY_ACKNOWLEDGED.into());
    }
    interaction.acknowledged = Some(acknowledgement);
    if acknowledgement.answer == CallbackKind::Choices {
        let choices = data["choices"].as_array().into_iter().flatten();
        interaction.choices = choices.map(|choice| (text(&choice["name"]), choice["value"].clone())).collect();
    }
    Ok(())
}

/// Returns what the body asks for, after checking that it is allowed.
fn requested(interaction: &Interaction, body: &Value) -> Result<CallbackKind, ApiError> {
    let has_message = interaction.source.is_some();
    let (kind, data) = (interaction.kind, &body["data"]);
    let answer = match (body["type"].as_u64(), kind) {
        (
            Some(4),
            InteractionKind::Command
            | InteractionKind::Gibberish
            | InteractionKind::Component
            | InteractionKind::ModalSubmit,
        ) => CallbackKind::Message,
        (
            Some(5),
            InteractionKind::Command
            | InteractionKind::Gibberish
            | InteractionKind::Component
            | InteractionKind::ModalSubmit,
        ) => CallbackKind::Thinking,
        (Some(6), InteractionKind::Component | InteractionKind::ModalSubmit) if has_message => {
            CallbackKind::DeferredUpdate
        }
        (Some(7), InteractionKind::Component | InteractionKind::ModalSubmit) if has_message => CallbackKind::Update,
        (Some(8), InteractionKind::Autocomplete) => CallbackKind::Choices,
        (Some(9), InteractionKind::Command | InteractionKind::Gibberish | InteractionKind::Component) => {
            CallbackKind::Modal
        }
        _ => {
            let allowed = match kind {
                InteractionKind::Autocomplete => "(8,)",
                InteractionKind::Command | InteractionKind::Gibberish => "(4, 5, 9)",
                InteractionKind::Component => "(4, 5, 6, 7, 9)",
                InteractionKind::ModalSubmit if has_message => "(4, 5, 6, 7)",
                InteractionKind::ModalSubmit => "(4, 5)",
            };
            return Err(form_error("type", &format!("Value of field \"type\" must be one of {allowed}.")));
        }
    };
    match answer {
        CallbackKind::Message => {
            check_message("data", data)?;
            check_not_empty(data)?;
        }
        CallbackKind::Update if !data.is_null() => check_message("data", data)?,
        CallbackKind::Thinking if data["flags"].as_u64().unwrap_or_default() & !FLAG_EPHEMERAL != 0 => {
            return Err(form_error("data.flags", "A deferred message can only be ephemeral."));
        }
        CallbackKind::Choices => check_choices(data)?,
        CallbackKind::Modal => check_modal("data", data)?,
        CallbackKind::Thinking | CallbackKind::DeferredUpdate | CallbackKind::Update => {}
    }
    Ok(answer)
}

/// Refuses a new message with neither text nor embeds.
pub(super) fn check_not_empty(body: &Value) -> Result<(), ApiError> {
    let no_content = body["content"].as_str().unwrap_or_default().is_empty();
    if no_content && body["embeds"].as_array().is_none_or(Vec::is_empty) {
        return Err(ApiError::EMPTY_MESSAGE.into());
    }
    Ok(())
}

fn check_update(guild: &GuildState, interaction: &Interaction, changes: &Value) -> Result<(), ApiError> {
    let message = interaction.source.and_then(|id| guild.message(id)).ok_or(ApiError::UNKNOWN_MESSAGE)?;
    let mut message = message.clone();
    bodies::write(&mut message, changes);
    if bodies::is_empty(&message) { Err(ApiError::EMPTY_MESSAGE.into()) } else { Ok(()) }
}

fn check_choices(data: &Value) -> Result<(), ApiError> {
    let mut errors = FormErrors::default();
    for (index, choice) in errors.list("data", data, "choices", CHOICES_MAX).iter().enumerate() {
        let place = format!("data.choices.{index}");
        errors.required(&place, choice, "name", (1, CHOICE_CHARS_MAX));
        if choice["value"].is_string() {
            errors.text(&place, choice, "value", (0, CHOICE_CHARS_MAX));
        } else if !choice["value"].is_number() {
            errors.add(&format!("{place}.value"), "This field is required");
        }
    }
    errors.into_result()
}

fn apply(
    server: &Server,
    interaction: &Interaction,
    answer: CallbackKind,
    data: &Value,
    now: Timestamp,
) -> Result<(), ApiError> {
    match answer {
        CallbackKind::Message | CallbackKind::Thinking => {
            let thinking = answer == CallbackKind::Thinking;
            reply(server, interaction, data, thinking, now);
        }
        CallbackKind::DeferredUpdate | CallbackKind::Update => {
            let source = interaction.source.expect("updates were allowed only where there is a message");
            server.change(|guild| interaction_mut(guild, interaction.id).original = Some(source));
            if answer == CallbackKind::Update && !data.is_null() {
                apply_edit(server, source, data, DefaultMentions::UsersOnly)?;
            }
        }
        CallbackKind::Choices => {}
        CallbackKind::Modal => {
            let modal = modal(interaction.id, data);
            server.change(|guild| interaction_mut(guild, interaction.id).modal = Some(modal.clone()));
            server.notify(GuildEvent::ModalOpened { user: interaction.user_key.clone(), modal });
        }
    }
    Ok(())
}

fn interaction_mut(guild: &mut GuildState, id: u64) -> &mut Interaction {
    guild.interaction_mut(id).expect("interactions are never removed")
}

/// Posts a response to an interaction in its channel, ephemeral if the flags say so.
pub(super) fn reply(
    server: &Server,
    interaction: &Interaction,
    data: &Value,
    thinking: bool,
    now: Timestamp,
) -> Message {
    let private = data["flags"].as_u64().unwrap_or_default() & FLAG_EPHEMERAL != 0;
    let message = server.change(|guild| {
        let bot = guild.bot.user_id;
        let mut message = new_message(guild, bot, interaction.channel_id, now);
        bodies::write(&mut message, data);
        message.thinking = thinking;
        message.only_for = private.then_some(interaction.user_id);
        message.interaction_id = Some(interaction.id);
        if !thinking {
            message.mentions = mentions(&message.content, &data["allowed_mentions"], DefaultMentions::UsersOnly, guild);
        }
        guild.messages.push(Arc::new(message.clone()));
        let interaction = interaction_mut(guild, interaction.id);
        interaction.original.get_or_insert(message.id);
        interaction.replies.push(message.id);
        message
    });
    // A public "thinking…" is not an event: the message that completes it is.
    if private || !thinking {
        let (user, message) = (interaction.user_key.clone(), message.clone());
        server.notify(if private {
            GuildEvent::PrivateMessage { user, message }
        } else {
            GuildEvent::MessagePosted { message }
        });
    }
    message
}

fn modal(interaction_id: u64, data: &Value) -> Modal {
    let rows = data["components"].as_array().into_iter().flatten();
    let inputs = rows.flat_map(|row| row["components"].as_array().into_iter().flatten());
    let length = |value: &Value, otherwise| value.as_u64().and_then(|n| usize::try_from(n).ok()).unwrap_or(otherwise);
    let field = |input: &Value| ModalField {
        custom_id: text(&input["custom_id"]),
        label: text(&input["label"]),
        paragraph: input["style"] == json!(2),
        // Discord's default for text inputs.
        required: input["required"].as_bool().unwrap_or(true),
        length_min: length(&input["min_length"], 0),
        length_max: length(&input["max_length"], limits::TEXT_INPUT_CHARS_MAX),
        placeholder: input["placeholder"].as_str().map(str::to_owned),
        value: text(&input["value"]),
    };
    Modal {
        interaction_id,
        custom_id: text(&data["custom_id"]),
        title: text(&data["title"]),
        fields: inputs.map(field).collect(),
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// Returns the body for a callback with `with_response`.
/// <https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-callback-interaction-callback-response-object>
fn with_response(guild: &GuildState, id: u64, kind: &Value) -> Value {
    let interaction = guild.interaction(id).expect("interactions are never removed");
    let mut body = json!({ "interaction": { "id": id.to_string(), "type": interaction.kind.number() } });
    let Some(message) = interaction.original.and_then(|id| guild.message(id)) else { return body };
    body["interaction"]["response_message_id"] = json!(message.id.to_string());
    body["interaction"]["response_message_loading"] = json!(message.thinking);
    body["interaction"]["response_message_ephemeral"] = json!(message.only_for.is_some());
    if [json!(4), json!(7)].contains(kind) {
        body["resource"] = json!({ "type": kind, "message": bodies::message(message, guild) });
    }
    body
}
