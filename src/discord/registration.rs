//! The registration of slash commands in a guild. Commands are written only if they differ from those that Discord has.

use reqwest::Method;
use serde_json::{Map, Value};
use serenity::builder::{CreateCommand, CreateCommandOption};
use serenity::model::application::CommandOptionType;
use tokio::time::Instant;

use super::rest::{Rest, RestError, RestRequest};
use crate::domain::GuildId;
use crate::domain::command::{Command, CommandOption};
use crate::ports::ChatError;

/// The fields of a command, an option or a choice that are ours. Every other field in Discord's copy is Discord's own:
/// ids, versions, and fields that did not exist when this was written.
/// <https://docs.discord.com/developers/interactions/application-commands#application-command-object>
const OUR_FIELDS: [&str; 16] = [
    "autocomplete",
    "channel_types",
    "choices",
    "default_member_permissions",
    "description",
    "description_localizations",
    "max_length",
    "max_value",
    "min_length",
    "min_value",
    "name",
    "name_localizations",
    "nsfw",
    "options",
    "required",
    "value",
];
/// The field for the type of a command or an option.
const TYPE: &str = "type";
/// The type of a slash command, which Discord also assumes for a command without a type.
const CHAT_INPUT: u64 = 1;

/// Replaces the guild's commands with these. Returns true if they had to be written.
///
/// The commands set no permissions: a guild restricts who sees them in its settings under Integrations, and Grendel
/// checks itself who may use them.
pub(super) async fn register(
    rest: &Rest,
    application: u64,
    guild: GuildId,
    commands: &[&Command],
    deadline: Instant,
) -> Result<bool, ChatError> {
    let wanted: Vec<Value> = commands.iter().map(|command| normalized(command_body(command))).collect();
    let path = format!("/applications/{application}/guilds/{guild}/commands");
    let name = "GET /applications/{application}/guilds/{guild}/commands";
    let read = RestRequest::new(Method::GET, name, format!("{path}?with_localizations=true"));
    let present = rest.send(&read, deadline).await.map_err(RestError::into_chat_error)?.body;
    let present = present.as_array().cloned().unwrap_or_default().into_iter().map(normalized).collect();
    if sorted(present) == sorted(wanted.clone()) {
        return Ok(false);
    }
    let name = "PUT /applications/{application}/guilds/{guild}/commands";
    let write = RestRequest::new(Method::PUT, name, path).body(&wanted);
    rest.send(&write, deadline).await.map_err(RestError::into_chat_error)?;
    tracing::info!(guild = guild.0, commands = wanted.len(), "guild commands written");
    Ok(true)
}

fn command_body(command: &Command) -> Value {
    let mut builder = CreateCommand::new(&command.name)
        .description(&command.wording.description)
        .set_options(command.options.iter().map(option_body).collect());
    for (locale, local) in &command.wording.localizations {
        builder = builder.name_localized(&locale.0, &local.name).description_localized(&locale.0, &local.description);
    }
    serde_json::to_value(builder).expect("keys are text and numbers are finite")
}

fn option_body(option: &CommandOption) -> CreateCommandOption {
    let wording = &option.wording;
    let mut builder = CreateCommandOption::new(CommandOptionType::String, option.name.word(), &wording.description)
        .required(option.required)
        .set_autocomplete(option.completes);
    let choices = option.name.choices();
    for choice in choices {
        let labels = wording.labels_of(choice).map(|(locale, label)| (&locale.0, label));
        builder = builder.add_string_choice_localized(choice.replace('_', " "), *choice, labels);
    }
    if choices.is_empty() {
        builder = builder.max_length(option.chars_max);
    }
    if option.required && choices.is_empty() {
        builder = builder.min_length(1);
    }
    for (locale, local) in &wording.localizations {
        builder = builder.name_localized(&locale.0, &local.name).description_localized(&locale.0, &local.description);
    }
    builder
}

/// Returns a command with our fields only, without those that have their default value.
fn normalized(mut command: Value) -> Value {
    if command[TYPE] == CHAT_INPUT
        && let Some(fields) = command.as_object_mut()
    {
        fields.remove(TYPE);
    }
    normalized_part(command)
}

fn normalized_part(part: Value) -> Value {
    let Value::Object(fields) = part else { return part };
    let mut normalized = Map::new();
    for (key, value) in fields {
        let value = match value {
            Value::Array(parts) if key == "options" || key == "choices" => {
                parts.into_iter().map(normalized_part).collect()
            }
            other => other,
        };
        let is_default = match &value {
            Value::Null | Value::Bool(false) => true,
            Value::Array(parts) => parts.is_empty(),
            Value::Object(fields) => fields.is_empty(),
            _ => false,
        };
        if !is_default && (key == TYPE || OUR_FIELDS.contains(&key.as_str())) {
            normalized.insert(key, value);
        }
    }
    Value::Object(normalized)
}

fn sorted(mut commands: Vec<Value>) -> Vec<Value> {
    commands.sort_by_key(|command| command["name"].to_string());
    commands
}
