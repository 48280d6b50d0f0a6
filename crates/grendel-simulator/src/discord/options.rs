//! Builds the options of a command interaction from what a person types.

use anyhow::{Context, bail, ensure};
use serde_json::{Value, json};

use super::bodies;
use super::guild_state::GuildState;

const SUBCOMMAND: u64 = 1;
const SUBCOMMAND_GROUP: u64 = 2;
const STRING: u64 = 3;
const INTEGER: u64 = 4;
const BOOLEAN: u64 = 5;
const USER: u64 = 6;
/// The longest text that Discord's clients accept for an option.
const STRING_CHARS_MAX: u64 = 6000;

/// The client that a command is typed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ClientKind {
    /// One of Discord's own, which checks required options, lengths and choices.
    Official,
    /// A program that checks nothing.
    Custom,
}

/// Returns the payload of `/name` or `/name sub`. The option with the name `focused` is marked as being typed.
pub(super) fn command_payload(
    guild: &GuildState,
    command: &Value,
    path: &[&str],
    typed: &[(&str, &str)],
    client: ClientKind,
    focused: Option<&str>,
) -> anyhow::Result<Value> {
    let mut payload = json!({
        "id": command["id"], "name": command["name"], "type": command["type"], "guild_id": command["guild_id"],
    });
    let mut resolved = json!({});
    let options = options(guild, command, path, typed, client, focused, &mut resolved)?;
    if !options.is_empty() {
        payload["options"] = json!(options);
    }
    if resolved != json!({}) {
        payload["resolved"] = resolved;
    }
    Ok(payload)
}

fn options(
    guild: &GuildState,
    part: &Value,
    path: &[&str],
    typed: &[(&str, &str)],
    client: ClientKind,
    focused: Option<&str>,
    resolved: &mut Value,
) -> anyhow::Result<Vec<Value>> {
    let known: &[Value] = part["options"].as_array().map_or(&[], Vec::as_slice);
    let below = |option: &&Value| matches!(option["type"].as_u64(), Some(SUBCOMMAND | SUBCOMMAND_GROUP));
    if let Some((next, rest)) = path.split_first() {
        let found = known.iter().filter(below).find(|option| option["name"] == json!(next));
        let sub = found.with_context(|| format!("there is no subcommand {next}"))?;
        let inner = options(guild, sub, rest, typed, client, focused, resolved)?;
        return Ok(vec![json!({ "name": next, "type": sub["type"], "options": inner })]);
    }
    ensure!(client == ClientKind::Custom || !known.iter().any(|option| below(&option)), "a subcommand is missing");
    let mut filled = Vec::new();
    for (name, text) in typed {
        let option = known.iter().find(|option| option["name"] == json!(name));
        let option = option.with_context(|| format!("the command has no option {name}"))?;
        if client == ClientKind::Official && focused != Some(name) {
            check_text(option, name, text)?;
        }
        let mut value = json!({ "name": name, "type": option["type"], "value": value(guild, option, text, resolved)? });
        if focused == Some(name) {
            value["focused"] = json!(true);
        }
        filled.push(value);
    }
    if client == ClientKind::Official && focused.is_none() {
        let required = known.iter().filter(|option| option["required"] == json!(true));
        for name in required.filter_map(|option| option["name"].as_str()) {
            ensure!(typed.iter().any(|(typed, _)| *typed == name), "the option {name} is required");
        }
    }
    Ok(filled)
}

/// Checks a text as Discord's clients do before they send it.
fn check_text(option: &Value, name: &str, text: &str) -> anyhow::Result<()> {
    if option["type"].as_u64() != Some(STRING) {
        return Ok(());
    }
    let length = text.chars().count() as u64;
    let least = option["min_length"].as_u64().unwrap_or(0).max(1);
    let most = option["max_length"].as_u64().unwrap_or(STRING_CHARS_MAX);
    ensure!((least..=most).contains(&length), "{name} takes {least} to {most} characters, not {length}");
    if let Some(choices) = option["choices"].as_array() {
        ensure!(choices.iter().any(|choice| choice["value"] == json!(text)), "{text} is not a choice of {name}");
    }
    Ok(())
}

fn value(guild: &GuildState, option: &Value, text: &str, resolved: &mut Value) -> anyhow::Result<Value> {
    Ok(match option["type"].as_u64() {
        Some(STRING) => json!(text),
        Some(INTEGER) => json!(text.parse::<i64>().with_context(|| format!("{text} is not a whole number"))?),
        Some(BOOLEAN) => json!(text.parse::<bool>().with_context(|| format!("{text} is neither true nor false"))?),
        Some(USER) => {
            let member = guild.member(text).or_else(|| guild.user(text.parse().ok()?));
            let member = member.with_context(|| format!("nobody in the guild is called {text}"))?;
            let id = member.user_id.to_string();
            resolved["users"][&id] = bodies::user(member, guild);
            let mut partial = bodies::member(member, guild);
            let fields = partial.as_object_mut().context("members are objects")?;
            fields.retain(|key, _| !["user", "deaf", "mute"].contains(&key.as_str()));
            fields.insert("permissions".to_owned(), json!(super::interactions::MEMBER_PERMISSIONS.to_string()));
            resolved["members"][&id] = partial;
            json!(id)
        }
        other => bail!("the simulated people cannot fill in options of type {other:?}"),
    })
}
