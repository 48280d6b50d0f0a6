//! The JSON of messages and interactions, as a member sees them.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use grendel_simulator::discord::{GuildState, Interaction, Member, Message, Modal, ModalField};

/// The time that Discord waits for a first answer. Then it says "The application did not respond".
/// <https://docs.discord.com/developers/interactions/receiving-and-responding#responding-to-an-interaction>
const FIRST_ANSWER_MAX: SignedDuration = SignedDuration::from_secs(3);

/// Returns the state of an interaction: "waiting" for a first answer, "answered", or "failed" if none came in time.
pub fn state(interaction: &Interaction, now: Timestamp) -> &'static str {
    if interaction.acknowledged.is_some() {
        "answered"
    } else if now.duration_since(interaction.created) > FIRST_ANSWER_MAX {
        "failed"
    } else {
        "waiting"
    }
}

/// Returns a message as this member sees it.
pub fn message(message: &Message, guild: &GuildState, reader: &Member, bot: u64) -> Value {
    let pings = &message.mentions;
    let is_called = pings.users.contains(&reader.user_id) || pings.roles.iter().any(|role| reader.roles.contains(role));
    json!({
        "id": message.id.to_string(),
        "channel_id": message.channel_id.to_string(),
        "author": {
            "id": message.author_id.to_string(), "name": message.author, "bot": message.author_id == bot,
        },
        "content": message.content,
        "embeds": message.embeds,
        "components": message.components,
        "ephemeral": message.only_for.is_some(),
        "direct": message.direct_to.is_some(),
        "thinking": message.thinking,
        // Discord marks a message as edited only if it was changed after it was complete.
        "edited": message.edited.filter(|_| message.edits > 0).map(|at| at.to_string()),
        "created": message.created.to_string(),
        "interaction": message.interaction_id.and_then(|id| guild.interaction(id)).map(|asked| origin(asked, guild, reader)),
        "pings": pings.everyone || is_called,
    })
}

/// Returns the line above an answer. Only the member who typed the command sees its options.
fn origin(interaction: &Interaction, guild: &GuildState, reader: &Member) -> Value {
    let what = if interaction.user_key == reader.key {
        interaction.action.as_str()
    } else {
        interaction.action.split(' ').next().filter(|word| word.starts_with('/')).unwrap_or_default()
    };
    let name = guild.member(&interaction.user_key).map(|member| member.display_name.as_str());
    json!({ "id": interaction.id.to_string(), "who": interaction.user_key, "name": name, "what": what })
}

/// Returns an interaction and its result.
pub fn interaction(interaction: &Interaction, now: Timestamp) -> Value {
    let after = interaction.acknowledged.map(|acknowledgement| milliseconds(acknowledgement.after));
    json!({
        "id": interaction.id.to_string(),
        "who": interaction.user_key,
        "what": interaction.action,
        "state": state(interaction, now),
        "after_ms": after,
        "modal": interaction.modal.as_ref().map(modal),
        "messages": interaction.replies.iter().map(u64::to_string).collect::<Vec<_>>(),
    })
}

/// Returns a duration in milliseconds, rounded to a tenth.
pub fn milliseconds(duration: Duration) -> f64 {
    (duration.as_secs_f64() * 10_000.0).round() / 10.0
}

fn modal(modal: &Modal) -> Value {
    json!({ "title": modal.title, "fields": modal.fields.iter().map(field).collect::<Vec<_>>() })
}

fn field(field: &ModalField) -> Value {
    json!({
        "custom_id": field.custom_id,
        "label": field.label,
        "style": if field.paragraph { "paragraph" } else { "short" },
        "placeholder": field.placeholder,
        "value": field.value,
        "required": field.required,
        "min_length": field.length_min,
        "max_length": field.length_max,
    })
}
