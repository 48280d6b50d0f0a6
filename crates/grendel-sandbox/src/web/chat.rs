//! The actions of members: they type, press, select, fill in, write and dismiss.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use super::error::{Answered, ApiError};
use super::extract::{Body, id, read};
use super::session::Session;
use super::world_handle::WorldHandle;
use grendel_simulator::discord::{Message, UserClient};

/// The time that Discord's clients wait for completions.
const COMPLETION_PATIENCE: Duration = Duration::from_secs(3);
/// The maximum length of a message. <https://docs.discord.com/developers/resources/message#create-message>
const MESSAGE_CHARS_MAX: usize = 2_000;
/// The maximum number of actions in one world. A world keeps everything in memory until it ends.
const DEEDS_MAX: usize = 20_000;
/// The number of Discord's button style for a link.
const STYLE_LINK: u64 = 5;

type Asked = State<Arc<Session>>;
type Options = BTreeMap<String, Value>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Typed {
    channel: String,
    command: String,
    #[serde(default)]
    options: Options,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Completion {
    channel: String,
    command: String,
    #[serde(default)]
    options: Options,
    focused: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Press {
    message: String,
    custom_id: Option<String>,
    label: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Selection {
    message: String,
    custom_id: String,
    values: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Filled {
    interaction: String,
    #[serde(default)]
    values: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Said {
    channel: String,
    content: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dismissal {
    message: String,
}

/// Answers `POST /api/members/{key}/commands`: a member types a command.
pub async fn command(State(session): Asked, Path(key): Path<String>, body: Body) -> Answered {
    let Typed { channel, command, options } = read(body)?;
    let handle = session.current();
    let actor = handle.actor(&key, Some(&channel))?;
    let typed = handle.typed(&command, &options)?;
    let attempt = actor.type_command(&command, &borrowed(&typed)).await.map_err(|error| cannot(&error))?;
    Ok(interaction(attempt.id()))
}

/// Answers `POST /api/members/{key}/completions`: a member asks for completions.
pub async fn completion(State(session): Asked, Path(key): Path<String>, body: Body) -> Answered {
    let Completion { channel, command, mut options, focused } = read(body)?;
    let handle = session.current();
    let actor = handle.actor(&key, Some(&channel))?;
    options.entry(focused.clone()).or_insert_with(|| json!(""));
    let typed = handle.typed(&command, &options)?;
    let attempt = actor.autocomplete(&command, &borrowed(&typed), &focused).await.map_err(|error| cannot(&error))?;
    if attempt.wait_for_acknowledgement(COMPLETION_PATIENCE).await.is_err() {
        let sentence = "the bot offered nothing within 3 s; Discord would say that loading options failed";
        return Err(ApiError::new(StatusCode::GATEWAY_TIMEOUT, sentence));
    }
    let offered = attempt.interaction().choices;
    let choices: Vec<Value> = offered.iter().map(|(name, value)| json!({ "name": name, "value": value })).collect();
    Ok(Json(json!({ "choices": choices })))
}

/// Answers `POST /api/members/{key}/presses`: a member presses a button.
pub async fn press(State(session): Asked, Path(key): Path<String>, body: Body) -> Answered {
    let Press { message, custom_id, label } = read(body)?;
    let handle = session.current();
    let actor = handle.actor(&key, None)?;
    let message = handle.message(&key, &message)?;
    let button = button(&message, custom_id.as_deref(), label.as_deref())?;
    let attempt = actor.press(&message, &button).await.map_err(|error| cannot(&error))?;
    Ok(interaction(attempt.id()))
}

/// Answers `POST /api/members/{key}/selections`: a member selects from a menu.
pub async fn selection(State(session): Asked, Path(key): Path<String>, body: Body) -> Answered {
    let Selection { message, custom_id, values } = read(body)?;
    let handle = session.current();
    let actor = handle.actor(&key, None)?;
    let message = handle.message(&key, &message)?;
    let attempt = actor.select(&message, &custom_id, &values).await.map_err(|error| cannot(&error))?;
    Ok(interaction(attempt.id()))
}

/// Answers `POST /api/members/{key}/forms`: a member submits a form.
pub async fn form(State(session): Asked, Path(key): Path<String>, body: Body) -> Answered {
    let Filled { interaction: opener, values } = read(body)?;
    let handle = session.current();
    let actor = handle.actor(&key, None)?;
    let guild = handle.world.discord.guild();
    let opened = guild.interaction(id(&opener)?).filter(|interaction| interaction.user_key == key);
    let modal = opened.and_then(|interaction| interaction.modal.as_ref());
    let modal = modal.ok_or_else(|| ApiError::unknown(format!("interaction {opener} opened no form for {key}")))?;
    let values: Vec<(&str, &str)> = values.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let attempt = actor.submit(modal, &values).await.map_err(|error| cannot(&error))?;
    Ok(interaction(attempt.id()))
}

/// Answers `POST /api/members/{key}/messages`: a member writes a message.
pub async fn message(State(session): Asked, Path(key): Path<String>, body: Body) -> Answered {
    let Said { channel, content } = read(body)?;
    let handle = session.current();
    let actor = handle.actor(&key, Some(&channel))?;
    let length = content.chars().count();
    if content.trim().is_empty() || length > MESSAGE_CHARS_MAX {
        return Err(ApiError::wrong(format!("a message has 1 to {MESSAGE_CHARS_MAX} characters, not {length}")));
    }
    let said = actor.say(&content).await?;
    Ok(Json(json!({ "message": said.id.to_string() })))
}

/// Answers `POST /api/members/{key}/dismissals`: a member dismisses a private message.
pub async fn dismissal(State(session): Asked, Path(key): Path<String>, body: Body) -> Answered {
    let Dismissal { message } = read(body)?;
    let handle = session.current();
    let actor = handle.actor(&key, None)?;
    let message = handle.message(&key, &message)?;
    actor.dismiss(&message).map_err(|error| cannot(&error))?;
    Ok(Json(json!({ "message": message.id.to_string() })))
}

fn interaction(id: u64) -> Json<Value> {
    Json(json!({ "interaction": id.to_string() }))
}

/// Turns the error of an action that is impossible now into an answer. The simulator's error says what is impossible.
fn cannot(error: &anyhow::Error) -> ApiError {
    ApiError::not_now(format!("{error:#}"))
}

fn borrowed(typed: &[(String, String)]) -> Vec<(&str, &str)> {
    typed.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect()
}

impl WorldHandle {
    /// Returns a member, in a channel if one is given. Fails if the world has reached its maximum number of actions.
    fn actor(&self, key: &str, channel: Option<&str>) -> Answered<UserClient> {
        self.knows(key)?;
        if self.world.discord.guild().activity_count() >= DEEDS_MAX {
            let sentence =
                format!("this world has seen {DEEDS_MAX} deeds, which is all it keeps; POST /api/world sets a new one");
            return Err(ApiError::not_now(sentence));
        }
        let actor = self.world.discord.member(key)?;
        let Some(channel) = channel else { return Ok(actor) };
        self.channel(channel)?;
        Ok(actor.in_channel(channel))
    }

    /// Returns the options as text, in the order in which the command declares them.
    fn typed(&self, command: &str, options: &Options) -> Answered<Vec<(String, String)>> {
        let name = command
            .strip_prefix('/')
            .ok_or_else(|| ApiError::wrong(format!("{command} does not begin with a slash")))?;
        let name = name.split(' ').next().unwrap_or_default();
        let guild = self.world.discord.guild();
        let Some(registered) = guild.commands().iter().find(|command| command["name"] == json!(name)) else {
            let names: Vec<&str> = guild.commands().iter().filter_map(|command| command["name"].as_str()).collect();
            return Err(ApiError::unknown(format!("there is no command /{name}. There are: /{}", names.join(", /"))));
        };
        let known = registered["options"].as_array().map_or(&[][..], Vec::as_slice);
        let place = |name: &str| known.iter().position(|option| option["name"] == json!(name));
        let mut typed = Vec::new();
        for (name, value) in options {
            let text = match value {
                Value::String(text) => text.clone(),
                Value::Number(_) | Value::Bool(_) => value.to_string(),
                _ => return Err(ApiError::wrong(format!("the option {name} is neither text, number nor yes or no"))),
            };
            let place = place(name).ok_or_else(|| ApiError::wrong(format!("{command} has no option {name}")))?;
            typed.push((place, name.clone(), text));
        }
        typed.sort_unstable();
        Ok(typed.into_iter().map(|(_, name, text)| (name, text)).collect())
    }
}

/// Returns the custom id of the button with this custom id or label.
fn button(message: &Message, custom_id: Option<&str>, label: Option<&str>) -> Answered<String> {
    let rows = message.components.iter().flat_map(|row| row["components"].as_array().into_iter().flatten());
    let meant = |button: &&Value| match (custom_id, label) {
        (Some(custom_id), _) => button["custom_id"] == json!(custom_id),
        (None, Some(label)) => button["label"].as_str().is_some_and(|known| known.eq_ignore_ascii_case(label)),
        (None, None) => false,
    };
    let named = custom_id.or(label).ok_or_else(|| ApiError::wrong("say which button, by `custom_id` or `label`"))?;
    let found = rows.clone().find(meant);
    let found = found.ok_or_else(|| ApiError::not_now(format!("the message has no button {named} now")))?;
    if found["style"] == json!(STYLE_LINK) {
        return Err(ApiError::wrong(format!("{named} is a link, which is opened and not pressed")));
    }
    if found["disabled"] == json!(true) {
        return Err(ApiError::not_now(format!("{named} is disabled now")));
    }
    found["custom_id"].as_str().map(str::to_owned).ok_or_else(|| ApiError::wrong(format!("{named} is no button")))
}
