//! The first answer to an interaction.
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
use super::api_error::{Answered, Complaints, Refused, complaint};
use super::bodies::{self, FLAG_EPHEMERAL};
use super::events::GuildEvent;
use super::guild_state::{Acknowledgement, Answer, GuildState, Interaction, Kind, Message, Modal, ModalField, elapsed};
use super::limits::{self, check_message, check_modal};
use super::mentions::{Unsaid, mentions};
use super::messages::{blank, revise};
use super::rest::{json_body, number};

/// After this the token is worth nothing unless there was an answer.
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
) -> Answered {
    let id = number(&id)?;
    let body = json_body(&headers, &body)?;
    let guild = server.guild();
    let interaction = guild.interaction(id).filter(|interaction| interaction.token == token);
    let interaction = interaction.ok_or(Refused::UNKNOWN_INTERACTION)?;
    if interaction.acknowledged.is_some() {
        return Err(Refused::ALREADY_ACKNOWLEDGED.into());
    }
    let now = server.now();
    let after = elapsed(interaction.created, now);
    if after > FIRST_ANSWER_MAX {
        return Err(Refused::UNKNOWN_INTERACTION.into());
    }
    let answer = answer(interaction, &body)?;
    if answer == Answer::Update {
        check_update(&guild, interaction, &body["data"])?;
    }
    let acknowledgement = Acknowledgement { after, answer };
    // Two answers can arrive at once: the second finds the first here.
    server.change(|guild| accept(guild, id, acknowledgement, &body["data"]))?;
    server.tell(GuildEvent::Acknowledged { who: interaction.who.clone(), interaction_id: id, after, answer });
    carry_out(&server, interaction, answer, &body["data"], now)?;
    if query.with_response == Some(true) {
        return Ok(Json(with_response(&server.guild(), id, &body["type"])).into_response());
    }
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Choices are there as soon as the answer is: whoever is typing sees both at once.
fn accept(guild: &mut GuildState, id: u64, acknowledgement: Acknowledgement, given: &Value) -> Result<(), Refused> {
    let interaction = guild.interaction_mut(id).expect("interactions are never removed");
    if interaction.acknowledged.is_some() {
        return Err(Refused::ALREADY_ACKNOWLEDGED.into());
    }
    interaction.acknowledged = Some(acknowledgement);
    if acknowledgement.answer == Answer::Choices {
        let choices = given["choices"].as_array().into_iter().flatten();
        interaction.choices = choices.map(|choice| (text(&choice["name"]), choice["value"].clone())).collect();
    }
    Ok(())
}

/// What the body asks for, once it is sure that it can be carried out.
fn answer(interaction: &Interaction, body: &Value) -> Result<Answer, Refused> {
    let has_message = interaction.source.is_some();
    let (kind, given) = (interaction.kind, &body["data"]);
    let answer = match (body["type"].as_u64(), kind) {
        (Some(4), Kind::Command | Kind::Gibberish | Kind::Component | Kind::ModalSubmit) => Answer::Message,
        (Some(5), Kind::Command | Kind::Gibberish | Kind::Component | Kind::ModalSubmit) => Answer::Thinking,
        (Some(6), Kind::Component | Kind::ModalSubmit) if has_message => Answer::DeferredUpdate,
        (Some(7), Kind::Component | Kind::ModalSubmit) if has_message => Answer::Update,
        (Some(8), Kind::Autocomplete) => Answer::Choices,
        (Some(9), Kind::Command | Kind::Gibberish | Kind::Component) => Answer::Modal,
        _ => {
            let allowed = match kind {
                Kind::Autocomplete => "(8,)",
                Kind::Command | Kind::Gibberish => "(4, 5, 9)",
                Kind::Component => "(4, 5, 6, 7, 9)",
                Kind::ModalSubmit if has_message => "(4, 5, 6, 7)",
                Kind::ModalSubmit => "(4, 5)",
            };
            return Err(complaint("type", &format!("Value of field \"type\" must be one of {allowed}.")));
        }
    };
    match answer {
        Answer::Message => {
            check_message("data", given)?;
            check_not_empty(given)?;
        }
        Answer::Update if !given.is_null() => check_message("data", given)?,
        Answer::Thinking if given["flags"].as_u64().unwrap_or_default() & !FLAG_EPHEMERAL != 0 => {
            return Err(complaint("data.flags", "A deferred message can only be ephemeral."));
        }
        Answer::Choices => check_choices(given)?,
        Answer::Modal => check_modal("data", given)?,
        Answer::Thinking | Answer::DeferredUpdate | Answer::Update => {}
    }
    Ok(answer)
}

/// Refuses a new message with neither words nor embeds.
pub(super) fn check_not_empty(body: &Value) -> Result<(), Refused> {
    let no_content = body["content"].as_str().unwrap_or_default().is_empty();
    if no_content && body["embeds"].as_array().is_none_or(Vec::is_empty) {
        return Err(Refused::EMPTY_MESSAGE.into());
    }
    Ok(())
}

fn check_update(guild: &GuildState, interaction: &Interaction, changes: &Value) -> Result<(), Refused> {
    let message = interaction.source.and_then(|id| guild.message(id)).ok_or(Refused::UNKNOWN_MESSAGE)?;
    let mut message = message.clone();
    bodies::write(&mut message, changes);
    if bodies::is_empty(&message) { Err(Refused::EMPTY_MESSAGE.into()) } else { Ok(()) }
}

fn check_choices(given: &Value) -> Result<(), Refused> {
    let mut complaints = Complaints::default();
    for (index, choice) in complaints.list("data", given, "choices", CHOICES_MAX).iter().enumerate() {
        let place = format!("data.choices.{index}");
        complaints.required(&place, choice, "name", (1, CHOICE_CHARS_MAX));
        if choice["value"].is_string() {
            complaints.text(&place, choice, "value", (0, CHOICE_CHARS_MAX));
        } else if !choice["value"].is_number() {
            complaints.add(&format!("{place}.value"), "This field is required");
        }
    }
    complaints.into_result()
}

fn carry_out(
    server: &Server,
    interaction: &Interaction,
    answer: Answer,
    given: &Value,
    now: Timestamp,
) -> Result<(), Refused> {
    match answer {
        Answer::Message | Answer::Thinking => {
            let thinking = answer == Answer::Thinking;
            reply(server, interaction, given, thinking, now);
        }
        Answer::DeferredUpdate | Answer::Update => {
            let source = interaction.source.expect("updates were allowed only where there is a message");
            server.change(|guild| own(guild, interaction.id).original = Some(source));
            if answer == Answer::Update && !given.is_null() {
                revise(server, source, given, Unsaid::UsersOnly)?;
            }
        }
        Answer::Choices => {}
        Answer::Modal => {
            let modal = modal(interaction.id, given);
            server.change(|guild| own(guild, interaction.id).modal = Some(modal.clone()));
            server.tell(GuildEvent::ModalOpened { to: interaction.who.clone(), modal });
        }
    }
    Ok(())
}

fn own(guild: &mut GuildState, id: u64) -> &mut Interaction {
    guild.interaction_mut(id).expect("interactions are never removed")
}

/// Puts a message in answer to an interaction into its channel, for all or for the person who asked.
pub(super) fn reply(
    server: &Server,
    interaction: &Interaction,
    given: &Value,
    thinking: bool,
    now: Timestamp,
) -> Message {
    let private = given["flags"].as_u64().unwrap_or_default() & FLAG_EPHEMERAL != 0;
    let message = server.change(|guild| {
        let bot = guild.bot.user_id;
        let mut message = blank(guild, bot, interaction.channel_id, now);
        bodies::write(&mut message, given);
        message.thinking = thinking;
        message.only_for = private.then_some(interaction.user_id);
        message.interaction_id = Some(interaction.id);
        if !thinking {
            message.mentions = mentions(&message.content, &given["allowed_mentions"], Unsaid::UsersOnly, guild);
        }
        guild.messages.push(Arc::new(message.clone()));
        let interaction = own(guild, interaction.id);
        interaction.original.get_or_insert(message.id);
        interaction.replies.push(message.id);
        message
    });
    // That the bot is thinking is worth a word where one person sees it; in the channel the message itself is.
    if private || !thinking {
        let (to, message) = (interaction.who.clone(), message.clone());
        server.tell(if private { GuildEvent::Whispered { to, message } } else { GuildEvent::Posted { message } });
    }
    message
}

fn modal(interaction_id: u64, given: &Value) -> Modal {
    let rows = given["components"].as_array().into_iter().flatten();
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
        custom_id: text(&given["custom_id"]),
        title: text(&given["title"]),
        fields: inputs.map(field).collect(),
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// The callback as an object, for those who ask for it.
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
