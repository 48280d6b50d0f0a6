//! Commands as Discord shows them while someone types. They are written only where they differ from what is there.

use reqwest::Method;
use serde_json::{Map, Value};
use serenity::builder::{CreateCommand, CreateCommandOption};
use serenity::model::application::CommandOptionType;
use tokio::time::Instant;

use super::rest::{Call, Failure, Rest};
use crate::domain::GuildId;
use crate::domain::command::{Command, CommandOption};
use crate::ports::ChatError;

/// What Grendel says about a command, an option or a choice. Everything else in Discord's copy is Discord's own: ids,
/// versions, and fields that will be invented after this was written.
/// <https://docs.discord.com/developers/interactions/application-commands#application-command-object>
const OURS: [&str; 15] = [
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
];
/// The kind of a command, the kind of an option.
const TYPE: &str = "type";
/// A command that is typed, which is what a command without a type is.
const CHAT_INPUT: u64 = 1;

/// Makes the guild's commands these and no others. Says whether anything had to be written.
///
/// Who may see them is left to the guild, in its settings under Integrations; who may use them Grendel decides itself.
pub(super) async fn register(
    rest: &Rest,
    application: u64,
    guild: GuildId,
    commands: &[&Command],
    deadline: Instant,
) -> Result<bool, ChatError> {
    let wanted: Vec<Value> = commands.iter().map(|command| normal(written(command))).collect();
    let path = format!("/applications/{application}/guilds/{guild}/commands");
    let name = "GET /applications/{application}/guilds/{guild}/commands";
    let read = Call::new(Method::GET, name, format!("{path}?with_localizations=true"));
    let present = rest.send(&read, deadline).await.map_err(Failure::into_chat_error)?.body;
    let present = present.as_array().cloned().unwrap_or_default().into_iter().map(normal).collect();
    if sorted(present) == sorted(wanted.clone()) {
        return Ok(false);
    }
    let name = "PUT /applications/{application}/guilds/{guild}/commands";
    let write = Call::new(Method::PUT, name, path).body(&wanted);
    rest.send(&write, deadline).await.map_err(Failure::into_chat_error)?;
    tracing::info!(guild = guild.0, commands = wanted.len(), "the guild's commands were written");
    Ok(true)
}

fn written(command: &Command) -> Value {
    let mut builder = CreateCommand::new(&command.name)
        .description(&command.wording.description)
        .set_options(command.options.iter().map(option).collect());
    for (locale, local) in &command.wording.localizations {
        builder = builder.name_localized(&locale.0, &local.name).description_localized(&locale.0, &local.description);
    }
    serde_json::to_value(builder).expect("keys are text and numbers are finite")
}

fn option(option: &CommandOption) -> CreateCommandOption {
    let wording = &option.wording;
    let mut builder = CreateCommandOption::new(CommandOptionType::String, option.name.word(), &wording.description)
        .required(option.required)
        .max_length(option.chars_max)
        .set_autocomplete(option.completes);
    if option.required {
        builder = builder.min_length(1);
    }
    for (locale, local) in &wording.localizations {
        builder = builder.name_localized(&locale.0, &local.name).description_localized(&locale.0, &local.description);
    }
    builder
}

/// A command with nothing but what Grendel says, and without what means the same as saying nothing.
fn normal(mut command: Value) -> Value {
    if command[TYPE] == CHAT_INPUT
        && let Some(fields) = command.as_object_mut()
    {
        fields.remove(TYPE);
    }
    normal_part(command)
}

fn normal_part(part: Value) -> Value {
    let Value::Object(fields) = part else { return part };
    let mut kept = Map::new();
    for (key, value) in fields {
        let value = match value {
            Value::Array(parts) if key == "options" => parts.into_iter().map(normal_part).collect(),
            other => other,
        };
        let says_nothing = match &value {
            Value::Null | Value::Bool(false) => true,
            Value::Array(parts) => parts.is_empty(),
            Value::Object(fields) => fields.is_empty(),
            _ => false,
        };
        if !says_nothing && (key == TYPE || OURS.contains(&key.as_str())) {
            kept.insert(key, value);
        }
    }
    Value::Object(kept)
}

fn sorted(mut commands: Vec<Value>) -> Vec<Value> {
    commands.sort_by_key(|command| command["name"].to_string());
    commands
}
