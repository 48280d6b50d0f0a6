//! Answers to one interaction, which only the one who typed or pressed can see.

use std::time::Duration;

use reqwest::Method;
use serenity::builder::{
    CreateAutocompleteResponse, CreateEmbed, CreateInteractionResponse, CreateInteractionResponseMessage,
    EditInteractionResponse,
};
use tokio::time::Instant;

use super::buttons;
use super::rest::{Call, Failure, Rest};
use crate::ports::{ChatError, ReplyTo};
use crate::render::card::{Choice, Form};

/// How long the first answer is tried. Discord waits 3 seconds for it, counted from the press:
/// <https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-callback>.
const FIRST_ANSWER_PATIENCE: Duration = Duration::from_millis(2500);
/// How long one try of it may take, so that a lost one leaves time for another.
const FIRST_ANSWER_TRY_PATIENCE: Duration = Duration::from_secs(1);
/// <https://docs.discord.com/developers/resources/message#create-message>
const WHISPER_CHARS_MAX: usize = 2000;
/// Of one embed, and of all together.
/// <https://docs.discord.com/developers/resources/message#embed-object-embed-limits>
const EMBED_CHARS_MAX: usize = 4096;
const EMBEDS_CHARS_MAX: usize = 6000;

/// "Interaction has already been acknowledged". Only we hold its token, so it was us: in a try whose answer was lost, or
/// before a restart.
const ALREADY_ACKNOWLEDGED: u64 = 40060;
/// Unknown webhook, unknown interaction, invalid webhook token: the token has run out. Unknown message: they dismissed it.
/// <https://docs.discord.com/developers/topics/opcodes-and-status-codes#json-json-error-codes>
const TOO_LATE: [u64; 4] = [10015, 10062, 50027, 10008];

pub(super) async fn acknowledge(rest: &Rest, reply: &ReplyTo) -> Result<(), ChatError> {
    let private = CreateInteractionResponseMessage::new().ephemeral(true);
    first_answer(rest, reply, &CreateInteractionResponse::Defer(private)).await
}

pub(super) async fn ask(rest: &Rest, reply: &ReplyTo, form: &Form) -> Result<(), ChatError> {
    first_answer(rest, reply, &buttons::modal(form)).await
}

pub(super) async fn offer(rest: &Rest, reply: &ReplyTo, choices: &[Choice]) -> Result<(), ChatError> {
    let fitting = choices.iter().take(Choice::OFFERED_MAX);
    let offered = fitting.fold(CreateAutocompleteResponse::new(), |offered, choice| {
        offered.add_string_choice(&choice.name, &choice.value)
    });
    first_answer(rest, reply, &CreateInteractionResponse::Autocomplete(offered)).await
}

pub(super) async fn whisper(
    rest: &Rest,
    application: u64,
    reply: &ReplyTo,
    words: &str,
    deadline: Instant,
) -> Result<(), ChatError> {
    let name = "PATCH /webhooks/{application}/{token}/messages/@original";
    let path = format!("/webhooks/{application}/{}/messages/@original", reply.token.reveal());
    let body = EditInteractionResponse::new().allowed_mentions(buttons::nobody());
    let body = if words.chars().count() <= WHISPER_CHARS_MAX {
        body.content(words)
    } else {
        // There is room for three times as much in embeds.
        let parts = parted(&buttons::cut(words, EMBEDS_CHARS_MAX));
        body.embeds(parts.into_iter().map(|part| CreateEmbed::new().description(part)).collect())
    };
    let call = Call::new(Method::PATCH, name, path).body(&body).uncounted();
    rest.send(&call, deadline).await.map(drop).map_err(too_late)
}

/// The words in as few parts as hold them, each of whole lines where it can be.
fn parted(words: &str) -> Vec<String> {
    let mut parts = Vec::new();
    let mut rest = words;
    while rest.chars().count() > EMBED_CHARS_MAX {
        let most = rest.char_indices().nth(EMBED_CHARS_MAX).map_or(rest.len(), |(at, _)| at);
        let at = rest[..most].rfind('\n').unwrap_or(most);
        parts.push(rest[..at].to_owned());
        rest = rest[at..].trim_start_matches('\n');
    }
    parts.push(rest.to_owned());
    parts
}

async fn first_answer(rest: &Rest, reply: &ReplyTo, body: &CreateInteractionResponse) -> Result<(), ChatError> {
    let name = "POST /interactions/{interaction}/{token}/callback";
    let path = format!("/interactions/{}/{}/callback", reply.interaction, reply.token.reveal());
    let call = Call::new(Method::POST, name, path).body(body).uncounted().try_timeout(FIRST_ANSWER_TRY_PATIENCE);
    match rest.send(&call, Instant::now() + FIRST_ANSWER_PATIENCE).await {
        Ok(_) | Err(Failure::Refused { code: ALREADY_ACKNOWLEDGED, .. }) => Ok(()),
        Err(failure) => Err(too_late(failure)),
    }
}

fn too_late(failure: Failure) -> ChatError {
    match &failure {
        Failure::Refused { status, code, .. } if *status == 404 || TOO_LATE.contains(code) => {
            ChatError::TooLate(failure.to_string())
        }
        _ => failure.into_chat_error(),
    }
}
