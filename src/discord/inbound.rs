//! Reads an interaction into an [`Interaction`].
//!
//! Only the fields that are used are read. A model of all of them, such as serenity's, refuses an interaction for a
//! value that nobody needs and that Discord added since. What cannot be read all the same is answered and recorded.

use jiff::Timestamp;
use serde_json::Value;

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
/// The types of interactions.
/// <https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object-interaction-type>
const COMMAND: u64 = 2;
const COMPONENT: u64 = 3;
const AUTOCOMPLETE: u64 = 4;
const MODAL_SUBMIT: u64 = 5;
/// The type of a command that is typed, and that of an option with text.
/// <https://docs.discord.com/developers/interactions/application-commands#application-command-object>
const CHAT_INPUT: u64 = 1;
const TEXT_OPTION: u64 = 3;
/// <https://docs.discord.com/developers/components/reference#component-object-component-types>
const BUTTON: u64 = 2;
const TEXT_INPUT: u64 = 4;
/// The types of channels that are threads: of an announcement channel, public, and private. Only members who can view
/// the channel of a thread can open it (<https://docs.discord.com/developers/topics/threads#permissions>).
const THREADS: [u64; 3] = [10, 11, 12];
/// The locale of an interaction without one. <https://docs.discord.com/developers/reference#locales>
const LOCALE_DEFAULT: &str = "en-US";

/// Reads the body of an `INTERACTION_CREATE`. Returns `None` without an id or a token, because no response is possible
/// then.
///
/// <https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object>
pub(super) fn parse(interaction: &Value) -> Option<Interaction> {
    let id = snowflake(&interaction["id"])?;
    let token = interaction["token"].as_str()?.to_owned();
    let (sent_in, parent) = (snowflake(&interaction["channel_id"]), parent_of_thread(&interaction["channel"]));
    let channel = snowflake(&interaction["guild_id"]).zip(parent.or(sent_in));
    let channel = channel.map(|(guild, channel)| GuildChannel { guild: GuildId(guild), channel: ChannelId(channel) });
    let sender = sender(interaction);
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
        done(interaction)
    };
    Some(Interaction {
        id: InteractionId(id),
        sent_at: sent_at(id),
        sender,
        channel,
        thread: parent.and(sent_in).map(ChannelId),
        member_locale,
        guild_locale,
        reply: ReplyTo { interaction: InteractionId(id), token: Secret::new(token) },
        kind,
    })
}

/// Returns the channel that a thread belongs to; `None` for a channel that is no thread. Others have a `parent_id` as
/// well: that of their category. <https://docs.discord.com/developers/resources/channel#channel-object>
fn parent_of_thread(channel: &Value) -> Option<u64> {
    let is_thread = channel["type"].as_u64().is_some_and(|kind| THREADS.contains(&kind));
    snowflake(&channel["parent_id"]).filter(|_| is_thread)
}

/// Reads what was done, of an interaction other than autocomplete.
fn done(interaction: &Value) -> InteractionKind {
    let data = &interaction["data"];
    match interaction["type"].as_u64() {
        Some(COMMAND) => command(data),
        Some(COMPONENT) => component(data),
        Some(MODAL_SUBMIT) => modal(data),
        Some(other) => not_understood(&format!("it cannot be read: it is of the unknown type {other}")),
        None => not_understood("it cannot be read: it has no type"),
    }
}

/// <https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object>
fn command(data: &Value) -> InteractionKind {
    let Some(name) = data["name"].as_str() else { return not_understood("it cannot be read: the command has no name") };
    if data["type"].as_u64() != Some(CHAT_INPUT) {
        return not_understood("a command that is not typed");
    }
    let text = |option: &Value| match (option["name"].as_str(), option["value"].as_str()) {
        (Some(name), Some(text)) if option["type"].as_u64() == Some(TEXT_OPTION) => {
            Some((name.to_owned(), text.to_owned()))
        }
        _ => None,
    };
    let options: Option<Vec<_>> = data["options"].as_array().into_iter().flatten().map(text).collect();
    match options {
        Some(options) => InteractionKind::Command { name: name.to_owned(), options },
        None => not_understood("a command with an option that is not text"),
    }
}

/// Reads an autocomplete interaction. What is missing is empty, because one that cannot be read must not count as a
/// sent command.
/// <https://docs.discord.com/developers/interactions/application-commands#autocomplete>
fn autocomplete(command: &Value) -> InteractionKind {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let focused = command["options"].as_array().into_iter().flatten().find(|option| option["focused"] == true);
    let (option, typed) =
        focused.map_or_else(Default::default, |option| (text(&option["name"]), text(&option["value"])));
    InteractionKind::Autocomplete { command: text(&command["name"]), option, text: typed }
}

/// <https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object>
fn component(data: &Value) -> InteractionKind {
    if data["component_type"].as_u64() != Some(BUTTON) {
        return not_understood("a choice from a menu");
    }
    match button(data["custom_id"].as_str().unwrap_or_default()) {
        Ok(FormId::Button(button)) => InteractionKind::ButtonPress(button),
        Ok(FormId::Number(key)) => InteractionKind::NumberPress(key),
        Err(forged) => forged,
    }
}

/// Reads a form. Its fields are in rows, or in labels, which hold one each.
/// <https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object>
fn modal(data: &Value) -> InteractionKind {
    let Some(rows) = data["components"].as_array() else {
        return not_understood("it cannot be read: the form has no fields");
    };
    let button = match button(data["custom_id"].as_str().unwrap_or_default()) {
        Ok(button) => button,
        Err(forged) => return forged,
    };
    let fields = rows.iter().flat_map(|row| {
        let in_row = row["components"].as_array().into_iter().flatten();
        in_row.chain(row.get("component"))
    });
    let mut texts = fields.filter(|field| field["type"].as_u64() == Some(TEXT_INPUT));
    let text = texts.next().and_then(|field| field["value"].as_str()).map(str::to_owned);
    text.map_or_else(
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
