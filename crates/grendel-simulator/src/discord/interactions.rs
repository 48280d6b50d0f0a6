//! Interactions as Discord dispatches them to the bot.
//!
//! <https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object>

use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::Server;
use super::bodies;
use super::events::GuildEvent;
use super::guild_state::{GuildState, Interaction, InteractionKind};
use super::settings::{Channel, DiscordSettings, Member};

/// The permissions of ordinary members in the channels: view, send, read history, use commands.
pub(super) const MEMBER_PERMISSIONS: u64 = 1 << 10 | 1 << 11 | 1 << 16 | 1 << 31;
/// The permissions of the bot in the channels: view, send, embed links, read history.
const APP_PERMISSIONS: u64 = 1 << 10 | 1 << 11 | 1 << 14 | 1 << 16;
/// *Mention @everyone, @here and All Roles*. <https://docs.discord.com/developers/topics/permissions>
const MENTION_EVERYONE: u64 = 1 << 17;
/// 10 MiB, for members without Nitro.
const ATTACHMENT_BYTES_MAX: u64 = 10 << 20;
const TOKEN_CHARS: usize = 96;
/// <https://docs.discord.com/developers/resources/channel#channel-object-channel-types>
const PUBLIC_THREAD: u8 = 11;

/// An interaction that has no id yet.
pub(super) struct InteractionRequest<'a> {
    pub(super) user_id: u64,
    pub(super) channel_id: u64,
    pub(super) kind: InteractionKind,
    pub(super) action: &'a str,
    pub(super) payload: Value,
    pub(super) source: Option<u64>,
    pub(super) claimed_origin: Option<ClaimedOrigin>,
}

/// Another origin than the channel: a thread of it, or one that only a forger's interaction has.
#[derive(Clone, Copy, Debug)]
pub(super) enum ClaimedOrigin {
    /// Another guild.
    Guild(u64),
    /// A direct message.
    DirectMessage,
    /// A public thread of the channel, with this id.
    Thread(u64),
}

impl ClaimedOrigin {
    fn apply(self, body: &mut Value) {
        match self {
            Self::Guild(id) => {
                let id = json!(id.to_string());
                body["guild"]["id"] = id.clone();
                body["channel"]["guild_id"] = id.clone();
                body["guild_id"] = id;
            }
            Self::Thread(id) => {
                let (thread, channel) = (json!(id.to_string()), body["channel"].clone());
                body["channel"] = json!({
                    "id": thread, "type": 11, "guild_id": channel["guild_id"], "name": "a thread",
                    "parent_id": channel["id"], "owner_id": body["member"]["user"]["id"],
                    "last_message_id": null, "rate_limit_per_user": 0, "flags": 0,
                    "message_count": 1, "member_count": 1, "total_message_sent": 1,
                    "permissions": channel["permissions"],
                    "thread_metadata": {
                        "archived": false, "auto_archive_duration": 1440, "locked": false,
                        "archive_timestamp": "2026-01-01T00:00:00.000000+00:00",
                        "create_timestamp": "2026-01-01T00:00:00.000000+00:00",
                    },
                });
                body["channel_id"] = thread;
            }
            Self::DirectMessage => {
                body["user"] = body["member"]["user"].clone();
                body["channel"]["type"] = json!(1);
                body["context"] = json!(1);
                let fields = body.as_object_mut().expect("the envelope is an object");
                fields.retain(|key, _| !["guild", "guild_id", "guild_locale", "member"].contains(&key.as_str()));
            }
        }
    }
}

impl Server {
    /// Gives the request an id and a token, and dispatches it. Returns the id.
    pub(super) async fn dispatch(&self, request: InteractionRequest<'_>) -> anyhow::Result<u64> {
        let now = self.now();
        let token = token();
        let (interaction, body, channel) = self.change(|guild| {
            let id = guild.next_id(now);
            let member = guild.user(request.user_id).cloned();
            let member = member.ok_or_else(|| anyhow::anyhow!("the person has left the guild"))?;
            let channel = guild.channel(request.channel_id).cloned();
            let channel = channel.ok_or_else(|| anyhow::anyhow!("there is no channel {}", request.channel_id))?;
            let mut body = envelope(&self.settings, guild, &member, &channel);
            body["id"] = json!(id.to_string());
            body["token"] = json!(token);
            body["type"] = json!(request.kind.number());
            body["data"] = request.payload;
            if request.kind == InteractionKind::Gibberish {
                let fields = body.as_object_mut().expect("the envelope is an object");
                fields.retain(|key, _| key != "channel" && key != "channel_id");
            }
            if let Some(message) = request.source.and_then(|id| guild.message(id)) {
                body["message"] = bodies::message(message, guild);
            }
            if let Some(claimed_origin) = request.claimed_origin {
                claimed_origin.apply(&mut body);
            }
            let body = Arc::new(body);
            let interaction = Interaction {
                id,
                user_key: member.key,
                action: request.action.to_owned(),
                created: now,
                acknowledged: None,
                modal: None,
                choices: Vec::new(),
                original: None,
                replies: Vec::new(),
                kind: request.kind,
                token,
                user_id: request.user_id,
                channel_id: channel.id,
                source: request.source,
                payload: Arc::clone(&body),
            };
            guild.interactions.push(Arc::new(interaction.clone()));
            anyhow::Ok((interaction, body, channel.name))
        })?;
        let (user, action, interaction_id) = (interaction.user_key, interaction.action, interaction.id);
        self.notify(GuildEvent::InteractionCreated { user, action, channel, interaction_id });
        self.gateway.dispatch("INTERACTION_CREATE", &body).await;
        Ok(interaction_id)
    }

    /// Dispatches an interaction once more, with the same id and token.
    pub(super) async fn dispatch_again(&self, id: u64) -> anyhow::Result<()> {
        let payload = self.guild().interaction(id).map(|interaction| Arc::clone(&interaction.payload));
        let payload = payload.ok_or_else(|| anyhow::anyhow!("there is no interaction {id}"))?;
        self.gateway.dispatch("INTERACTION_CREATE", &payload).await;
        Ok(())
    }
}

/// Returns the fields that every interaction from a guild has.
fn envelope(settings: &DiscordSettings, guild: &GuildState, member: &Member, channel: &Channel) -> Value {
    let guild_id = settings.guild_id.to_string();
    let mut who = bodies::member(member, guild);
    who["permissions"] = json!(MEMBER_PERMISSIONS.to_string());
    json!({
        "version": 1,
        "application_id": settings.application_id.to_string(),
        "guild_id": guild_id,
        "guild": { "id": guild_id, "locale": settings.guild_locale, "features": [] },
        "guild_locale": settings.guild_locale,
        "channel_id": channel.id.to_string(),
        "channel": text_channel(settings, channel),
        "member": who,
        "locale": member.locale,
        "app_permissions": app_permissions(settings).to_string(),
        "entitlements": [],
        "authorizing_integration_owners": { "0": guild_id },
        "context": 0,
        "attachment_size_limit": ATTACHMENT_BYTES_MAX,
    })
}

const fn app_permissions(settings: &DiscordSettings) -> u64 {
    if settings.bot_mentions_all_roles { APP_PERMISSIONS | MENTION_EVERYONE } else { APP_PERMISSIONS }
}

/// Returns a channel as an interaction or a guild has it. A thread has a type of its own, and names its channel.
/// <https://docs.discord.com/developers/resources/channel#channel-object>
fn text_channel(settings: &DiscordSettings, channel: &Channel) -> Value {
    let mut body = ordinary_channel(settings, channel);
    if let Some(parent) = channel.parent {
        body["type"] = json!(PUBLIC_THREAD);
        body["parent_id"] = json!(parent.to_string());
        body["thread_metadata"] = json!({
            "archived": false, "locked": false, "auto_archive_duration": 1440,
            "archive_timestamp": "2026-01-01T08:00:00.000000+00:00",
        });
        body["owner_id"] = json!(settings.members.first().map(|member| member.user_id.to_string()));
        body["message_count"] = json!(0);
        body["member_count"] = json!(1);
        body["total_message_sent"] = json!(0);
        let fields = body.as_object_mut().expect("a channel is an object");
        fields.retain(|key, _| !["position", "topic", "nsfw", "permission_overwrites"].contains(&key.as_str()));
    }
    body
}

fn ordinary_channel(settings: &DiscordSettings, channel: &Channel) -> Value {
    json!({
        "id": channel.id.to_string(),
        "type": 0,
        "guild_id": settings.guild_id.to_string(),
        "name": channel.name,
        "position": 0,
        "parent_id": null,
        "topic": null,
        "nsfw": false,
        "rate_limit_per_user": 0,
        "last_message_id": null,
        "flags": 0,
        "permissions": MEMBER_PERMISSIONS.to_string(),
        "permission_overwrites": [],
    })
}

fn token() -> String {
    (0..TOKEN_CHARS).map(|_| fastrand::alphanumeric()).collect()
}

/// Returns the body of `GUILD_CREATE`, for a bot with the intent GUILDS.
/// <https://docs.discord.com/developers/events/gateway-events#guild-create>
pub(super) fn guild_create(settings: &DiscordSettings, guild: &GuildState) -> Value {
    let everyone = json!({ "id": settings.guild_id.to_string(), "name": "@everyone", "mentionable": false });
    let named = guild
        .roles
        .iter()
        .map(|role| json!({ "id": role.id.to_string(), "name": role.name, "mentionable": role.mentionable }));
    let roles: Vec<Value> = std::iter::once(everyone).chain(named).zip(0_u64..).map(complete_role).collect();
    let bot = bodies::member(&guild.bot, guild);
    let channels = |threads: bool| {
        let wanted = guild.channels.iter().filter(|channel| channel.parent.is_some() == threads);
        wanted.map(|channel| text_channel(settings, channel)).collect::<Vec<_>>()
    };
    let mut body = bare_guild();
    let own = json!({
        "id": settings.guild_id.to_string(), "name": settings.guild_name, "preferred_locale": settings.guild_locale,
        "owner_id": guild.members.first().unwrap_or(&guild.bot).user_id.to_string(),
        "roles": roles,
        "channels": channels(false),
        "threads": channels(true),
        "members": [bot], "member_count": guild.members.len() + 1, "joined_at": bot["joined_at"],
    });
    body.extend(own.as_object().cloned().unwrap_or_default());
    Value::Object(body)
}

/// Returns a guild in which nothing is configured.
fn bare_guild() -> Map<String, Value> {
    let body = json!({
        "large": false, "unavailable": false,
        "application_id": null, "description": null, "icon": null, "splash": null, "banner": null,
        "discovery_splash": null, "vanity_url_code": null, "hub_type": null, "incidents_data": null,
        "afk_channel_id": null, "afk_timeout": 300, "system_channel_id": null, "system_channel_flags": 0,
        "rules_channel_id": null, "public_updates_channel_id": null, "safety_alerts_channel_id": null,
        "default_message_notifications": 1, "explicit_content_filter": 0, "mfa_level": 0, "nsfw_level": 0,
        "verification_level": 1, "premium_tier": 0, "premium_progress_bar_enabled": false, "features": [],
        "emojis": [], "stickers": [], "threads": [], "presences": [], "voice_states": [], "stage_instances": [],
        "guild_scheduled_events": [], "soundboard_sounds": [],
    });
    body.as_object().cloned().unwrap_or_default()
}

fn complete_role((mut role, position): (Value, u64)) -> Value {
    let colours = json!({ "primary_color": 0, "secondary_color": null, "tertiary_color": null });
    role["color"] = json!(0);
    role["colors"] = colours;
    role["hoist"] = json!(false);
    role["position"] = json!(position);
    role["permissions"] = json!(MEMBER_PERMISSIONS.to_string());
    role["managed"] = json!(false);
    // IN_PROMPT, the only value that the published types have.
    role["flags"] = json!(1);
    role
}
