//! The guild's commands: listing them, and overwriting all of them.
//!
//! <https://docs.discord.com/developers/interactions/application-commands>

use std::collections::HashSet;
use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::IntoResponse;
use serde_json::{Map, Value, json};

use super::Server;
use super::api_error::{ApiError, ApiResult, FormErrors, form_error, join};
use super::events::GuildEvent;
use super::guild_state::GuildState;
use super::rest::{json_body, number, snowflake};

const SLASH_COMMANDS_MAX: usize = 100;
const NAME_CHARS_MAX: usize = 32;
const DESCRIPTION_CHARS_MAX: usize = 100;
const OPTIONS_MAX: usize = 25;
const CHOICES_MAX: usize = 25;
const CHOICE_CHARS_MAX: usize = 100;
const STRING_OPTION_CHARS_MAX: u64 = 6000;
const COMMAND_CHARS_MAX: usize = 8000;
const CHAT_INPUT: u64 = 1;
const SUBCOMMAND: u64 = 1;
const SUBCOMMAND_GROUP: u64 = 2;
const STRING_OPTION: u64 = 3;
const OPTION_TYPES: std::ops::RangeInclusive<u64> = 1..=11;
/// The locales that Discord supports. <https://docs.discord.com/developers/reference#locales>
const LOCALES: [&str; 34] = [
    "ar", "bg", "cs", "da", "de", "el", "en-GB", "en-US", "es-419", "es-ES", "fi", "fr", "he", "hi", "hr", "hu", "id",
    "it", "ja", "ko", "lt", "nl", "no", "pl", "pt-BR", "ro", "ru", "sv-SE", "th", "tr", "uk", "vi", "zh-CN", "zh-TW",
];

#[derive(serde::Deserialize)]
pub(super) struct WithLocalizations {
    with_localizations: Option<bool>,
}

pub(super) async fn list(
    State(server): State<Arc<Server>>,
    Path((application, guild)): Path<(String, String)>,
    Query(query): Query<WithLocalizations>,
) -> ApiResult {
    check_scope(&server, &application, &guild)?;
    let mut commands = server.guild().commands.clone();
    if query.with_localizations != Some(true) {
        commands.iter_mut().for_each(drop_localizations);
    }
    Ok(Json(commands).into_response())
}

pub(super) async fn overwrite(
    State(server): State<Arc<Server>>,
    Path((application, guild)): Path<(String, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> ApiResult {
    check_scope(&server, &application, &guild)?;
    let body = json_body(&headers, &body)?;
    let wanted = body.as_array().ok_or_else(|| form_error("", "Only iterables may be used in a ListType"))?;
    check_commands(wanted)?;
    let now = server.clock.now();
    let settings = (server.settings.application_id, server.settings.guild_id);
    let commands = server.change(|guild| {
        let mut commands = Vec::with_capacity(wanted.len());
        for command in wanted {
            let id = guild.next_id(now);
            commands.push(stored(guild, command, id, settings));
        }
        guild.commands.clone_from(&commands);
        commands
    });
    let names = commands.iter().filter_map(|command| Some(command["name"].as_str()?.to_owned())).collect();
    server.notify(GuildEvent::CommandsRegistered { names });
    Ok(Json(commands).into_response())
}

fn check_scope(server: &Server, application: &str, guild: &str) -> Result<(), ApiError> {
    if number(application)? != server.settings.application_id {
        return Err(ApiError::WRONG_APPLICATION.into());
    }
    if number(guild)? != server.settings.guild_id {
        return Err(ApiError::MISSING_ACCESS.into());
    }
    Ok(())
}

/// Returns a command as Discord stores it. A command with a known name keeps its id, and an unchanged one its version.
fn stored(guild: &GuildState, wanted: &Value, fresh_id: u64, (application_id, guild_id): (u64, u64)) -> Value {
    let mut command = json!({
        "application_id": application_id.to_string(),
        "guild_id": guild_id.to_string(),
        "type": wanted["type"].as_u64().unwrap_or(CHAT_INPUT),
        "name": wanted["name"],
        "name_localizations": wanted["name_localizations"],
        "description": wanted["description"].as_str().unwrap_or_default(),
        "description_localizations": wanted["description_localizations"],
        "default_member_permissions": snowflake(&wanted["default_member_permissions"]).map(|bits| bits.to_string()),
        "nsfw": wanted["nsfw"].as_bool().unwrap_or_default(),
        "contexts": wanted["contexts"],
        "integration_types": wanted["integration_types"].as_array().map_or_else(|| json!([0]), |kinds| json!(kinds)),
    });
    if let Some(options) = wanted["options"].as_array().filter(|options| !options.is_empty()) {
        command["options"] = options.iter().map(stored_option).collect();
    }
    let same = |old: &&Value| old["name"] == command["name"] && old["type"] == command["type"];
    let (mut id, mut version) = (json!(fresh_id.to_string()), json!(fresh_id.to_string()));
    if let Some(old) = guild.commands.iter().find(same) {
        id = old["id"].clone();
        let mut bare = old.clone();
        let kept = bare.as_object_mut().expect("commands are objects");
        kept.remove("id");
        let old_version = kept.remove("version");
        if bare == command {
            version = old_version.expect("every stored command has a version");
        }
    }
    command["id"] = id;
    command["version"] = version;
    command
}

/// Returns an option as Discord stores it: without nulls and defaults.
fn stored_option(option: &Value) -> Value {
    let empty = Map::new();
    let said = option.as_object().unwrap_or(&empty).iter();
    let kept = said.filter(|(_, value)| !value.is_null() && **value != json!(false) && **value != json!([]));
    let mut stored: Map<String, Value> = kept.map(|(key, value)| (key.clone(), value.clone())).collect();
    for inner in ["options", "choices"] {
        if let Some(Value::Array(items)) = stored.get(inner) {
            let items: Value = items.iter().map(stored_option).collect();
            stored.insert(inner.to_owned(), items);
        }
    }
    Value::Object(stored)
}

fn drop_localizations(part: &mut Value) {
    if let Some(fields) = part.as_object_mut() {
        fields.remove("name_localizations");
        fields.remove("description_localizations");
        for inner in ["options", "choices"] {
            if let Some(Value::Array(items)) = fields.get_mut(inner) {
                items.iter_mut().for_each(drop_localizations);
            }
        }
    }
}

fn check_commands(commands: &[Value]) -> Result<(), ApiError> {
    let slash = |command: &&Value| command["type"].as_u64().unwrap_or(CHAT_INPUT) == CHAT_INPUT;
    if commands.iter().filter(slash).count() > SLASH_COMMANDS_MAX {
        return Err(ApiError::TOO_MANY_COMMANDS.into());
    }
    let mut errors = FormErrors::default();
    let mut names = HashSet::new();
    for (index, command) in commands.iter().enumerate() {
        let place = index.to_string();
        let kind = command["type"].as_u64().unwrap_or(CHAT_INPUT);
        if !names.insert((kind, command["name"].as_str())) {
            errors.add(&place, "Application command names must be unique");
        }
        if kind != CHAT_INPUT {
            errors.required(&place, command, "name", (1, NAME_CHARS_MAX));
            continue;
        }
        check_wording(&mut errors, &place, command);
        check_options(&mut errors, &place, command, 0);
        if longest(command) > COMMAND_CHARS_MAX {
            errors.add(&place, "Command exceeds maximum size (8000)");
        }
    }
    errors.into_result()
}

/// Checks a name and a description with their localizations.
fn check_wording(errors: &mut FormErrors, place: &str, part: &Value) {
    if let Some(name) = errors.required(place, part, "name", (1, NAME_CHARS_MAX))
        && !is_command_name(name)
    {
        errors.add(&join(place, "name"), "Command name is invalid");
    }
    errors.required(place, part, "description", (1, DESCRIPTION_CHARS_MAX));
    for (key, most) in [("name_localizations", NAME_CHARS_MAX), ("description_localizations", DESCRIPTION_CHARS_MAX)] {
        let Some(texts) = part[key].as_object() else { continue };
        for locale in texts.keys() {
            let here = join(place, key);
            if !LOCALES.contains(&locale.as_str()) {
                errors.add(&here, &format!("Unknown locale {locale}"));
            }
            let text = errors.required(&here, &part[key], locale, (1, most));
            if key == "name_localizations" && !text.is_some_and(is_command_name) {
                errors.add(&join(&here, locale), "Command name is invalid");
            }
        }
    }
}

/// Returns true for `^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$`, in lower case if the script has one.
fn is_command_name(name: &str) -> bool {
    name.chars().all(|letter| letter.is_alphanumeric() || "-_'".contains(letter)) && name.to_lowercase() == name
}

fn check_options(errors: &mut FormErrors, place: &str, part: &Value, depth: usize) {
    let mut names = HashSet::new();
    let mut optional_seen = false;
    for (index, option) in errors.list(place, part, "options", OPTIONS_MAX).iter().enumerate() {
        let here = join(&join(place, "options"), &index.to_string());
        check_wording(errors, &here, option);
        if !names.insert(option["name"].as_str()) {
            errors.add(&join(&here, "name"), "Option name already exists");
        }
        let kind = option["type"].as_u64().unwrap_or_default();
        if !OPTION_TYPES.contains(&kind) || (kind == SUBCOMMAND_GROUP && depth > 0) || (kind == SUBCOMMAND && depth > 1)
        {
            errors.add(&join(&here, "type"), "Value of field \"type\" is not valid here.");
        }
        if kind == SUBCOMMAND || kind == SUBCOMMAND_GROUP {
            check_options(errors, &here, option, depth + 1);
            continue;
        }
        let required = option["required"].as_bool().unwrap_or_default();
        if required && optional_seen {
            errors.add(&here, "Required options must be placed before non-required options");
        }
        optional_seen |= !required;
        check_values(errors, &here, option, kind);
    }
}

/// Checks the values that an option accepts.
fn check_values(errors: &mut FormErrors, place: &str, option: &Value, kind: u64) {
    let choices = errors.list(place, option, "choices", CHOICES_MAX);
    for (index, choice) in choices.iter().enumerate() {
        let here = join(&join(place, "choices"), &index.to_string());
        errors.required(&here, choice, "name", (1, CHOICE_CHARS_MAX));
        if kind == STRING_OPTION {
            errors.required(&here, choice, "value", (1, CHOICE_CHARS_MAX));
        }
    }
    if !choices.is_empty() && option["autocomplete"] == json!(true) {
        errors.add(&join(place, "autocomplete"), "Autocomplete cannot be used with choices");
    }
    for (key, least) in [("min_length", 0), ("max_length", 1)] {
        let length = &option[key];
        let fits = length.as_u64().is_some_and(|length| (least..=STRING_OPTION_CHARS_MAX).contains(&length));
        if !length.is_null() && (kind != STRING_OPTION || !fits) {
            errors.add(&join(place, key), &format!("int value should be between {least} and 6000."));
        }
    }
}

/// Returns the characters that count towards the 8,000: the longest localization of every name, description and value.
fn longest(part: &Value) -> usize {
    let wording = ["name", "description"].iter().map(|key| {
        let own = part[*key].as_str().map_or(0, |text| text.chars().count());
        let others = part[format!("{key}_localizations")].as_object().into_iter().flat_map(Map::values);
        others.filter_map(Value::as_str).map(|text| text.chars().count()).fold(own, usize::max)
    });
    let value = part["value"].as_str().map_or(0, |text| text.chars().count());
    let inner = ["options", "choices"].iter().filter_map(|key| part[*key].as_array()).flatten().map(longest);
    wording.sum::<usize>() + value + inner.sum::<usize>()
}
