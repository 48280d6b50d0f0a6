//! Reads an interaction into an [`Interaction`]. The only module that uses serenity's model of an interaction.
//!
//! The sender, the channel and the reply token are read without that model, so that an interaction that serenity cannot
//! read is still answered and recorded.

use jiff::Timestamp;
use serde_json::Value;
use serenity::model::application::{
    ActionRowComponent, CommandDataOptionValue, CommandInteraction, CommandType, ComponentInteraction,
    ComponentInteractionDataKind, Interaction as DiscordInteraction, ModalInteraction,
};

use super::bodies::cut;
use crate::domain::{ChannelId, GuildId, InteractionId, Locale, MemberId};
use crate::ports::{ChatMember, GuildChannel, Interaction, InteractionKind, ReplyTo, RoleId};
use crate::render::card::{ButtonId, FormId, NumberKey};
use crate::secret::Secret;

/// The epoch of snowflakes, in Unix milliseconds. <https://docs.discord.com/developers/reference#snowflakes>
const SNOWFLAKE_EPOCH_MS: u64 = 1_420_070_400_000;
/// The length limit of <https://docs.discord.com/developers/components/reference#anatomy-of-a-component-custom-id>. A
/// longer id did not pass Discord.
const CUSTOM_ID_CHARS_MAX: usize = 100;
/// A limit above Discord's own of 32 characters, in case that is raised.
/// <https://docs.discord.com/developers/resources/user#usernames-and-nicknames>
const NAME_CHARS_MAX: usize = 100;
/// The limit for the description of an interaction that is not understood.
const DESCRIPTION_CHARS_MAX: usize = 200;
/// The type of an interaction that asks for autocomplete choices.
/// <https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object-interaction-type>
const AUTOCOMPLETE: u64 = 4;
/// The locale of an interaction without one. <https://docs.discord.com/developers/reference#locales>
const LOCALE_DEFAULT: &str = "en-US";

/// Reads the body of an `INTERACTION_CREATE`. Returns `None` without an id or a token, because no response is possible
/// then.
///
/// <https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object>
pub(super) fn parse(interaction: Value) -> Option<Interaction> {
    let id = snowflake(&interaction["id"])?;
    let token = interaction["token"].as_str()?.to_owned();
    let channel = snowflake(&interaction["guild_id"]).zip(snowflake(&interaction["channel_id"]));
    let channel = channel.map(|(guild, channel)| GuildChannel { guild: GuildId(guild), channel: ChannelId(channel) });
    let sender = sender(&interaction);
    let locale = |key: &str| Locale::from(interaction[key].as_str().unwrap_or(LOCALE_DEFAULT));
    let (member_locale, guild_locale) = (locale("locale"), locale("guild_locale"));
    let kind = if interaction["type"] == AUTOCOMPLETE {
        // Even without a channel or a sender: Discord accepts only a list of choices as the response, which may be
        // empty.
        autocomplete(&interaction["data"])
    } else if channel.is_none() {
        not_understood("it was not sent from a channel of a guild")
    } else if sender.is_none() {
        not_understood("it does not say who sent it")
    } else {
        parse_with_serenity(interaction)
    };
    Some(Interaction {
        id: InteractionId(id),
        sent_at: sent_at(id),
        sender,
        channel,
        member_locale,
        guild_locale,
        reply: ReplyTo { interaction: InteractionId(id), token: Secret::new(token) },
        kind,
    })
}

/// Parses an interaction other than autocomplete with serenity's model.
fn parse_with_serenity(interaction: Value) -> InteractionKind {
    match serde_json::from_value(interaction) {
        Ok(DiscordInteraction::Command(interaction)) => command(interaction),
        Ok(DiscordInteraction::Component(interaction)) => component(&interaction),
        Ok(DiscordInteraction::Modal(interaction)) => modal(interaction),
        Ok(other) => not_understood(&format!("an interaction of type {}", u8::from(other.kind()))),
        Err(error) => not_understood(&format!("it cannot be read: {error}")),
    }
}

fn command(interaction: CommandInteraction) -> InteractionKind {
    if interaction.data.kind != CommandType::ChatInput {
        return not_understood("a command that is not typed");
    }
    let options = interaction.data.options.into_iter().map(|option| match option.value {
        CommandDataOptionValue::String(text) => Some((option.name, text)),
        _ => None,
    });
    match options.collect() {
        Some(options) => InteractionKind::Command { name: interaction.data.name, options },
        None => not_understood("a command with an option that is not text"),
    }
}

/// Reads an autocomplete interaction. Without serenity, because one that it cannot read must not count as a sent
/// command.
/// <https://docs.discord.com/developers/interactions/application-commands#autocomplete>
fn autocomplete(command: &Value) -> InteractionKind {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let focused = command["options"].as_array().into_iter().flatten().find(|option| option["focused"] == true);
    let (option, typed) =
        focused.map_or_else(Default::default, |option| (text(&option["name"]), text(&option["value"])));
    InteractionKind::Autocomplete { command: text(&command["name"]), option, text: typed }
}

fn component(interaction: &ComponentInteraction) -> InteractionKind {
    match interaction.data.kind {
        ComponentInteractionDataKind::Button => match button(&interaction.data.custom_id) {
            Ok(FormId::Button(button)) => InteractionKind::ButtonPress(button),
            Ok(FormId::Number(key)) => InteractionKind::NumberPress(key),
            Err(forged) => forged,
        },
        _ => not_understood("a choice from a menu"),
    }
}

fn modal(interaction: ModalInteraction) -> InteractionKind {
    let button = match button(&interaction.data.custom_id) {
        Ok(button) => button,
        Err(forged) => return forged,
    };
    let components = interaction.data.components.into_iter().flat_map(|row| row.components);
    let mut texts = components.filter_map(|component| match component {
        ActionRowComponent::InputText(field) => field.value,
        _ => None,
    });
    texts.next().map_or_else(
        || not_understood("a form without an answer"),
        |text| match button {
            FormId::Button(button) => InteractionKind::FormSubmit { button, text },
            FormId::Number(key) => InteractionKind::NumberSubmit { key, text },
        },
    )
}

/// Parses a custom id of ours; `Err` is what to record if it is not.
fn button(custom_id: &str) -> Result<FormId, InteractionKind> {
    let number = || NumberKey::parse(custom_id).map(FormId::Number);
    ButtonId::parse(custom_id)
        .map(FormId::Button)
        .or_else(number)
        .ok_or_else(|| InteractionKind::UnknownButton { custom_id: cut(custom_id, CUSTOM_ID_CHARS_MAX) })
}

fn not_understood(what: &str) -> InteractionKind {
    InteractionKind::Unsupported { description: cut(what, DESCRIPTION_CHARS_MAX) }
}

/// Reads the sender: from the member in a guild, from the user elsewhere.
/// <https://docs.discord.com/developers/resources/guild#guild-member-object>
fn sender(interaction: &Value) -> Option<ChatMember> {
    let member = &interaction["member"];
    let user = if member["user"].is_object() { &member["user"] } else { &interaction["user"] };
    let id = MemberId(snowflake(&user["id"])?);
    let names = [&member["nick"], &user["global_name"], &user["username"]];
    let name = names.into_iter().filter_map(Value::as_str).find(|name| !name.is_empty()).unwrap_or_default();
    let roles = member["roles"].as_array().into_iter().flatten().filter_map(snowflake).map(RoleId).collect();
    let username = cut(user["username"].as_str().unwrap_or_default(), NAME_CHARS_MAX);
    Some(ChatMember { id, name: cut(name, NAME_CHARS_MAX), username, roles })
}

/// Reads an id, which Discord writes as a string of digits.
pub(super) fn snowflake(value: &Value) -> Option<u64> {
    value.as_str()?.parse().ok()
}

/// Returns the time at which a snowflake was created, from its upper 42 bits.
fn sent_at(id: u64) -> Timestamp {
    let since_1970_ms =
        i64::try_from((id >> 22) + SNOWFLAKE_EPOCH_MS).expect("42 bits plus the epoch fit into 63 bits");
    Timestamp::from_millisecond(since_1970_ms).expect("42 bits of milliseconds reach to the year 2154")
}
