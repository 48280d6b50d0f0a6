//! The JSON objects that Discord sends: users, members, messages.
//!
//! <https://docs.discord.com/developers/resources/user>, `/guild` and `/message`.

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::guild_state::{GuildState, Interaction, InteractionKind, Message};
use super::settings::Member;

/// The flag of an ephemeral message.
pub(super) const FLAG_EPHEMERAL: u64 = 1 << 6;
const FLAG_LOADING: u64 = 1 << 7;
const MESSAGE_DEFAULT: u64 = 0;
const MESSAGE_CHAT_INPUT_COMMAND: u64 = 20;
/// The join date of every member; nothing depends on it.
const JOINED_AT: &str = "2023-04-18T08:12:45.031000+00:00";

pub(super) fn user(member: &Member, guild: &GuildState) -> Value {
    let mut user = json!({
        "id": member.user_id.to_string(),
        "username": member.key,
        "global_name": member.display_name,
        "avatar": null,
        "discriminator": "0",
        "public_flags": 0,
        "flags": 0,
        "primary_guild": null,
    });
    if member.user_id == guild.bot.user_id {
        user["bot"] = json!(true);
    }
    user
}

pub(super) fn member(member: &Member, guild: &GuildState) -> Value {
    let roles: Vec<String> = member.roles.iter().map(u64::to_string).collect();
    json!({
        "user": user(member, guild),
        "roles": roles,
        "avatar": null,
        "banner": null,
        "communication_disabled_until": null,
        "flags": 0,
        "joined_at": JOINED_AT,
        "nick": null,
        "pending": false,
        "premium_since": null,
        "mute": false,
        "deaf": false,
    })
}

/// Returns a message as REST and the gateway show it to the bot.
pub(super) fn message(message: &Message, guild: &GuildState) -> Value {
    let flags =
        if message.only_for.is_some() { FLAG_EPHEMERAL } else { 0 } | if message.thinking { FLAG_LOADING } else { 0 };
    let author = guild.user(message.author_id).map(|author| user(author, guild));
    let mentions = message.mentions.users.iter().filter_map(|id| guild.user(*id));
    let roles: Vec<String> = message.mentions.roles.iter().map(u64::to_string).collect();
    // Without the intent MESSAGE_CONTENT a bot sees the messages of others without their text.
    let own = message.author_id == guild.bot.user_id;
    let mut body = json!({
        "id": message.id.to_string(),
        "channel_id": message.channel_id.to_string(),
        "type": MESSAGE_DEFAULT,
        "author": author,
        "content": if own { &message.content } else { "" },
        "embeds": message.embeds,
        "components": message.components,
        "attachments": [],
        "mentions": mentions.map(|member| user(member, guild)).collect::<Vec<_>>(),
        "mention_roles": roles,
        "mention_everyone": message.mentions.everyone,
        "timestamp": timestamp(message.created),
        "edited_timestamp": message.edited.map(timestamp),
        "flags": flags,
        "pinned": false,
        "tts": false,
    });
    if let Some(nonce) = &message.nonce {
        body["nonce"] = nonce.clone();
    }
    if let Some(interaction) = message.interaction_id.and_then(|id| guild.interaction(id)) {
        body["application_id"] = json!(guild.bot.user_id.to_string());
        body["webhook_id"] = json!(guild.bot.user_id.to_string());
        body["interaction_metadata"] = origin(interaction, guild);
        if interaction.kind == InteractionKind::Command && interaction.original == Some(message.id) {
            body["type"] = json!(MESSAGE_CHAT_INPUT_COMMAND);
        }
    }
    body
}

/// Returns the part of a message that names the interaction which it answers.
fn origin(interaction: &Interaction, guild: &GuildState) -> Value {
    let who = guild.user(interaction.user_id).map(|member| user(member, guild));
    let owners = interaction.payload["authorizing_integration_owners"].clone();
    let mut origin = json!({
        "id": interaction.id.to_string(), "user": who, "authorizing_integration_owners": owners,
    });
    match (interaction.kind, interaction.source) {
        (InteractionKind::Command | InteractionKind::Gibberish | InteractionKind::Autocomplete, _) => {
            origin["type"] = json!(2);
        }
        (InteractionKind::Component, source) => {
            origin["type"] = json!(3);
            origin["interacted_message_id"] = json!(source.map(|id| id.to_string()));
        }
        (InteractionKind::ModalSubmit, source) => {
            let mut trigger = origin.clone();
            trigger["type"] = json!(if source.is_some() { 3 } else { 2 });
            if let Some(source) = source {
                trigger["interacted_message_id"] = json!(source.to_string());
            }
            origin["type"] = json!(5);
            origin["triggering_interaction_metadata"] = trigger;
        }
    }
    origin
}

/// Copies content, embeds and components of a checked body into a message. Fields that the body lacks stay as they
/// are.
pub(super) fn write(message: &mut Message, body: &Value) {
    if let Some(content) = body.get("content") {
        content.as_str().unwrap_or_default().clone_into(&mut message.content);
    }
    if let Some(embeds) = body.get("embeds") {
        message.embeds = embeds.as_array().into_iter().flatten().map(embed).collect();
    }
    if let Some(rows) = body.get("components") {
        let mut ids = 1_u64..;
        message.components = rows.as_array().into_iter().flatten().map(|row| component(row, &mut ids)).collect();
    }
}

/// Returns true if the message has nothing to show.
pub(super) fn is_empty(message: &Message) -> bool {
    message.content.is_empty() && message.embeds.is_empty()
}

fn embed(embed: &Value) -> Value {
    let mut kept = without_nulls(embed);
    kept["type"] = json!("rich");
    if let Some(fields) = kept["fields"].as_array_mut() {
        for field in fields {
            field["inline"] = json!(field["inline"].as_bool().unwrap_or_default());
        }
    }
    if kept["fields"].is_null() {
        kept.as_object_mut().and_then(|embed| embed.remove("fields"));
    }
    kept
}

/// Returns a component as Discord stores it, with a number if it had none.
fn component(part: &Value, ids: &mut impl Iterator<Item = u64>) -> Value {
    let mut kept = without_nulls(part);
    if kept["id"].as_u64().unwrap_or_default() == 0 {
        kept["id"] = json!(ids.next());
    }
    if let Some(inner) = part["components"].as_array() {
        kept["components"] = inner.iter().map(|inner| component(inner, ids)).collect();
    }
    kept
}

fn without_nulls(value: &Value) -> Value {
    match value {
        Value::Object(fields) => {
            let kept = fields.iter().filter(|(_, value)| !value.is_null());
            Value::Object(kept.map(|(key, value)| (key.clone(), without_nulls(value))).collect::<Map<_, _>>())
        }
        Value::Array(items) => items.iter().map(without_nulls).collect(),
        other => other.clone(),
    }
}

/// Returns a time as Discord writes it: with microseconds and a numeric offset.
pub(super) fn timestamp(at: Timestamp) -> String {
    format!("{at:.6}").replace('Z', "+00:00")
}
