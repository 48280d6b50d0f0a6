//! The private replies to an interaction, which only its sender sees.

use std::time::Duration;

use reqwest::Method;
use serenity::builder::{
    CreateAutocompleteResponse, CreateEmbed, CreateInteractionResponse, CreateInteractionResponseMessage,
    EditInteractionResponse,
};
use tokio::time::Instant;

use super::bodies;
use super::rest::{Rest, RestError, RestRequest};
use crate::ports::{ChatError, ReplyTo};
use crate::render::card::{Choice, Form, NumberButton};
use crate::secret;

/// The time in which the initial response is attempted. Discord waits for it 3 seconds, counted from the press:
/// <https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-callback>.
const INITIAL_RESPONSE_TIMEOUT: Duration = Duration::from_millis(2500);
/// The time-out of one attempt, so that a lost one leaves time for another.
const INITIAL_RESPONSE_ATTEMPT_TIMEOUT: Duration = Duration::from_secs(1);
/// <https://docs.discord.com/developers/resources/message#create-message>
const WHISPER_CHARS_MAX: usize = 2000;
/// The limits of one embed, and of all embeds of a message together.
/// <https://docs.discord.com/developers/resources/message#embed-object-embed-limits>
const EMBED_CHARS_MAX: usize = 4096;
const EMBEDS_CHARS_MAX: usize = 6000;

/// "Interaction has already been acknowledged". Only Grendel holds the token, so it was acknowledged by an attempt
/// whose response was lost, or before a restart.
const ALREADY_ACKNOWLEDGED: u64 = 40060;
/// Unknown webhook, unknown interaction and invalid webhook token mean that the token has expired. Unknown message
/// means that the receiver dismissed the reply.
/// <https://docs.discord.com/developers/topics/opcodes-and-status-codes#json-json-error-codes>
const TOO_LATE: [u64; 4] = [10015, 10062, 50027, 10008];

pub(super) async fn acknowledge(rest: &Rest, reply: &ReplyTo) -> Result<(), ChatError> {
    let private = CreateInteractionResponseMessage::new().ephemeral(true);
    initial_response(rest, reply, &CreateInteractionResponse::Defer(private)).await
}

/// Acknowledges a form that was opened by a button of a private answer: the next edit of the original response edits
/// that answer.
pub(super) async fn acknowledge_in_place(rest: &Rest, reply: &ReplyTo) -> Result<(), ChatError> {
    initial_response(rest, reply, &CreateInteractionResponse::Acknowledge).await
}

pub(super) async fn ask(rest: &Rest, reply: &ReplyTo, form: &Form) -> Result<(), ChatError> {
    initial_response(rest, reply, &bodies::modal(form)).await
}

pub(super) async fn offer(rest: &Rest, reply: &ReplyTo, choices: &[Choice]) -> Result<(), ChatError> {
    let offered = choices.iter().take(Choice::OFFERED_MAX);
    let list = offered
        .fold(CreateAutocompleteResponse::new(), |list, choice| list.add_string_choice(&choice.name, &choice.value));
    initial_response(rest, reply, &CreateInteractionResponse::Autocomplete(list)).await
}

pub(super) async fn whisper(
    rest: &Rest,
    application: u64,
    reply: &ReplyTo,
    (text, button): (&str, Option<&NumberButton>),
    deadline: Instant,
) -> Result<(), ChatError> {
    let name = "PATCH /webhooks/{application}/{token}/messages/@original";
    let path = format!("/webhooks/{application}/{}/messages/@original", reply.token.reveal());
    // Without components, Discord would leave the buttons of the replaced answer.
    let body = EditInteractionResponse::new()
        .allowed_mentions(bodies::no_mentions())
        .components(button.map(bodies::number_row).into_iter().collect());
    let body = if text.chars().count() <= WHISPER_CHARS_MAX {
        body.content(text)
    } else {
        // Embeds hold three times as much.
        let parts = split(&bodies::cut(text, EMBEDS_CHARS_MAX));
        body.embeds(parts.into_iter().map(|part| CreateEmbed::new().description(part)).collect())
    };
    let request = RestRequest::new(Method::PATCH, name, path).body(&body).exempt_from_rate_limit();
    let sent = rest.send(&request, deadline).await;
    sent.map(|mut response| secret::wipe_json(&mut response.body)).map_err(into_chat_error)
}

/// Splits a text into parts that fit into an embed each, between lines if possible.
fn split(text: &str) -> Vec<String> {
    let mut parts = Vec::new();
    let mut rest = text;
    while rest.chars().count() > EMBED_CHARS_MAX {
        let most = rest.char_indices().nth(EMBED_CHARS_MAX).map_or(rest.len(), |(at, _)| at);
        let at = rest[..most].rfind('\n').unwrap_or(most);
        parts.push(rest[..at].to_owned());
        rest = rest[at..].trim_start_matches('\n');
    }
    parts.push(rest.to_owned());
    parts
}

async fn initial_response(rest: &Rest, reply: &ReplyTo, body: &CreateInteractionResponse) -> Result<(), ChatError> {
    let name = "POST /interactions/{interaction}/{token}/callback";
    let path = format!("/interactions/{}/{}/callback", reply.interaction, reply.token.reveal());
    let request = RestRequest::new(Method::POST, name, path)
        .body(body)
        .exempt_from_rate_limit()
        .attempt_timeout(INITIAL_RESPONSE_ATTEMPT_TIMEOUT);
    match rest.send(&request, Instant::now() + INITIAL_RESPONSE_TIMEOUT).await {
        Ok(_) | Err(RestError::Refused { code: ALREADY_ACKNOWLEDGED, .. }) => Ok(()),
        Err(error) => Err(into_chat_error(error)),
    }
}

fn into_chat_error(error: RestError) -> ChatError {
    match &error {
        RestError::Refused { status, code, .. } if *status == 404 || TOO_LATE.contains(code) => {
            ChatError::TooLate(error.to_string())
        }
        _ => error.into_chat_error(),
    }
}
