//! Interactions as Discord sends them → [`Arrival`]s. The only place that names serenity's model of an interaction.
//!
//! Who, where and how to answer are read without it, so that what serenity cannot read is still answered and written
//! down.

use jiff::Timestamp;
use serde_json::Value;
use serenity::model::application::{
    ActionRowComponent, CommandDataOptionValue, CommandInteraction, CommandType, ComponentInteraction,
    ComponentInteractionDataKind, Interaction, ModalInteraction,
};

use super::buttons::cut;
use crate::domain::{ChannelId, GuildId, InteractionId, Locale, MemberId};
use crate::ports::{Arrival, ReplyTo, RoleId, Sender, Sent};
use crate::render::card::ButtonId;
use crate::secret::Secret;

/// The first millisecond that a snowflake can name. <https://docs.discord.com/developers/reference#snowflakes>
const SNOWFLAKE_EPOCH_MS: u64 = 1_420_070_400_000;
/// <https://docs.discord.com/developers/components/reference#anatomy-of-a-component-custom-id>; longer is forged anyway.
const CUSTOM_ID_CHARS_MAX: usize = 100;
/// Members' names have at most 32 characters; this is for the day on which they have more.
/// <https://docs.discord.com/developers/resources/user#usernames-and-nicknames>
const NAME_CHARS_MAX: usize = 100;
/// What is kept of why something is not understood.
const WHAT_CHARS_MAX: usize = 200;
/// The type of an interaction that asks what an option may become.
/// <https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object-interaction-type>
const AUTOCOMPLETE: u64 = 4;
/// What Discord takes for the language of somebody who has none. <https://docs.discord.com/developers/reference#locales>
const LOCALE_UNSAID: &str = "en-US";

/// Reads the body of an `INTERACTION_CREATE`. Nothing where it lacks even what an answer needs.
///
/// <https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object>
pub(super) fn arrival(interaction: Value) -> Option<Arrival> {
    let id = snowflake(&interaction["id"])?;
    let token = interaction["token"].as_str()?.to_owned();
    let place = snowflake(&interaction["guild_id"]).zip(snowflake(&interaction["channel_id"]));
    let sender = sender(&interaction);
    let locale = |key: &str| Locale::from(interaction[key].as_str().unwrap_or(LOCALE_UNSAID));
    let (member_locale, guild_locale) = (locale("locale"), locale("guild_locale"));
    let what = if interaction["type"] == AUTOCOMPLETE {
        // Wherever it comes from and whatever it lacks: no other answer is taken for it than a list, which may be empty.
        typing(&interaction["data"])
    } else if place.is_none() {
        not_understood("it was not sent from a channel of a guild")
    } else if sender.is_none() {
        not_understood("it does not say who sent it")
    } else {
        sent(interaction)
    };
    Some(Arrival {
        interaction: InteractionId(id),
        sent_at: sent_at(id),
        sender,
        place: place.map(|(guild, channel)| (GuildId(guild), ChannelId(channel))),
        member_locale,
        guild_locale,
        reply: ReplyTo { interaction: InteractionId(id), token: Secret::new(token) },
        what,
    })
}

fn sent(interaction: Value) -> Sent {
    match serde_json::from_value(interaction) {
        Ok(Interaction::Command(command)) => typed(command),
        Ok(Interaction::Component(component)) => pressed(&component),
        Ok(Interaction::Modal(modal)) => answered(modal),
        Ok(other) => not_understood(&format!("an interaction of type {}", u8::from(other.kind()))),
        Err(error) => not_understood(&format!("it cannot be read: {error}")),
    }
}

fn typed(command: CommandInteraction) -> Sent {
    if command.data.kind != CommandType::ChatInput {
        return not_understood("a command that is not typed");
    }
    let options = command.data.options.into_iter().map(|option| match option.value {
        CommandDataOptionValue::String(text) => Some((option.name, text)),
        _ => None,
    });
    match options.collect() {
        Some(options) => Sent::Command { name: command.data.name, options },
        None => not_understood("a command with something else than text"),
    }
}

/// An option that is being typed. Read without serenity: nothing that cannot be read may be taken for something that was sent.
/// <https://docs.discord.com/developers/interactions/application-commands#autocomplete>
fn typing(command: &Value) -> Sent {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let focused = command["options"].as_array().into_iter().flatten().find(|option| option["focused"] == true);
    let (option, said) =
        focused.map_or_else(Default::default, |option| (text(&option["name"]), text(&option["value"])));
    Sent::Typing { command: text(&command["name"]), option, text: said }
}

fn pressed(component: &ComponentInteraction) -> Sent {
    match component.data.kind {
        ComponentInteractionDataKind::Button => {
            button(&component.data.custom_id).map_or_else(|forged| forged, Sent::Press)
        }
        _ => not_understood("a choice from a menu"),
    }
}

fn answered(modal: ModalInteraction) -> Sent {
    let button = match button(&modal.data.custom_id) {
        Ok(button) => button,
        Err(forged) => return forged,
    };
    let components = modal.data.components.into_iter().flat_map(|row| row.components);
    let mut texts = components.filter_map(|component| match component {
        ActionRowComponent::InputText(field) => field.value,
        _ => None,
    });
    texts.next().map_or_else(|| not_understood("a form without an answer"), |text| Sent::Answer { button, text })
}

fn button(custom_id: &str) -> Result<ButtonId, Sent> {
    ButtonId::parse(custom_id).ok_or_else(|| Sent::Forged { custom_id: cut(custom_id, CUSTOM_ID_CHARS_MAX) })
}

fn not_understood(what: &str) -> Sent {
    Sent::NotUnderstood { what: cut(what, WHAT_CHARS_MAX) }
}

/// In a guild there is a member around the user, elsewhere the user alone.
/// <https://docs.discord.com/developers/resources/guild#guild-member-object>
fn sender(interaction: &Value) -> Option<Sender> {
    let member = &interaction["member"];
    let user = if member["user"].is_object() { &member["user"] } else { &interaction["user"] };
    let id = MemberId(snowflake(&user["id"])?);
    let names = [&member["nick"], &user["global_name"], &user["username"]];
    let name = names.into_iter().filter_map(Value::as_str).find(|name| !name.is_empty()).unwrap_or_default();
    let roles = member["roles"].as_array().into_iter().flatten().filter_map(snowflake).map(RoleId).collect();
    Some(Sender { id, name: cut(name, NAME_CHARS_MAX), roles })
}

/// An id, which Discord writes as text.
pub(super) fn snowflake(value: &Value) -> Option<u64> {
    value.as_str()?.parse().ok()
}

/// A snowflake holds in its upper 42 bits when it was made.
fn sent_at(id: u64) -> Timestamp {
    let since_1970_ms = i64::try_from((id >> 22) + SNOWFLAKE_EPOCH_MS).expect("42 bits and a little fit into 63");
    Timestamp::from_millisecond(since_1970_ms).expect("42 bits of milliseconds end in the year 2154")
}
