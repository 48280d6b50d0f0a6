//! Tests of reading interactions.

use serde_json::{Value, json};

use super::{DIGEST, button};
use crate::discord::inbound::parse;
use crate::domain::event::Verb;
use crate::domain::{ChannelId, GuildId, InteractionId, Locale, MemberId};
use crate::ports::{ChatMember, GuildChannel, Interaction, InteractionKind, RoleId};

/// 2026-11-22T12:00:00Z.
const ID: u64 = (1_795_348_800_000 - 1_420_070_400_000) << 22;

/// Returns an interaction in a guild, with every field that Discord sends.
fn interaction(kind: u8, body: &Value) -> Value {
    json!({
        "id": ID.to_string(), "application_id": "1000", "type": kind, "token": "reply-token", "version": 1,
        "guild_id": "2", "channel_id": "9", "data": body,
        "guild": { "id": "2", "locale": "nl", "features": [] },
        "channel": { "id": "9", "type": 0, "name": "servicedesk", "permissions": "2147483647" },
        "member": {
            "user": {
                "id": "3", "username": "anna", "global_name": "Anna de Vries", "avatar": null, "discriminator": "0",
                "public_flags": 0,
            },
            "nick": "Anna (IT)", "roles": ["11", "12"], "avatar": null, "joined_at": "2023-04-18T08:12:45.031000+00:00",
            "premium_since": null, "deaf": false, "mute": false, "flags": 0, "pending": false,
            "permissions": "2147483647", "communication_disabled_until": null,
        },
        "app_permissions": "2147483647", "locale": "nl", "guild_locale": "en-US", "entitlements": [], "context": 0,
        "authorizing_integration_owners": { "0": "2" }, "attachment_size_limit": 10_485_760,
    })
}

fn command(options: &Value) -> Value {
    interaction(2, &json!({ "id": "31", "name": "unlock", "type": 1, "guild_id": "2", "options": options }))
}

fn press(custom_id: &str) -> Value {
    let mut interaction = interaction(3, &json!({ "component_type": 2, "custom_id": custom_id, "id": 2 }));
    interaction["message"] = json!({
        "id": "50", "channel_id": "9", "type": 0, "content": "", "embeds": [], "components": [], "attachments": [],
        "mentions": [], "mention_roles": [], "mention_everyone": false, "pinned": false, "tts": false, "flags": 0,
        "timestamp": "2026-11-22T12:00:00.000000+00:00", "edited_timestamp": null,
        "author": {
            "id": "1000", "username": "Grendel", "global_name": null, "avatar": null, "discriminator": "0", "bot": true,
        },
    });
    interaction
}

fn submission(custom_id: &str, rows: &Value) -> Value {
    interaction(5, &json!({ "custom_id": custom_id, "components": rows }))
}

fn what(interaction: &Value) -> InteractionKind {
    parse(interaction).unwrap().kind
}

fn assert_not_understood(interaction: &Value, because: &str) -> Interaction {
    let parsed = parse(interaction).unwrap();
    match &parsed.kind {
        InteractionKind::Unsupported { description } => assert!(description.contains(because), "{description}"),
        other => panic!("{other:?}"),
    }
    parsed
}

#[test]
fn a_command_is_read_with_its_sender_channel_time_and_options() {
    let options = json!([
        { "name": "user", "type": 3, "value": "ana@contoso.com" }, { "name": "reason", "type": 3, "value": "called" },
    ]);
    let parsed = parse(&command(&options)).unwrap();
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let options = vec![pair("user", "ana@contoso.com"), pair("reason", "called")];
    assert_eq!(parsed.kind, InteractionKind::Command { name: "unlock".to_owned(), options });
    assert_eq!(parsed.id, InteractionId(ID));
    assert_eq!(parsed.sent_at.to_string(), "2026-11-22T12:00:00Z");
    let roles = vec![RoleId(11), RoleId(12)];
    let (name, username) = ("Anna (IT)".to_owned(), "anna".to_owned());
    assert_eq!(parsed.sender, Some(ChatMember { id: MemberId(3), name, username, roles }));
    assert_eq!(parsed.channel, Some(GuildChannel { guild: GuildId(2), channel: ChannelId(9) }));
    assert_eq!((parsed.member_locale, parsed.guild_locale), (Locale::from("nl"), Locale::from("en-US")));
    assert_eq!(parsed.reply.interaction, InteractionId(ID));
    assert_eq!(parsed.reply.token.reveal(), "reply-token");
}

#[test]
fn a_thread_belongs_to_its_channel() {
    let places = |kind: u8| {
        let mut sent = command(&json!([]));
        sent["channel_id"] = json!("77");
        sent["channel"] = json!({ "id": "77", "type": kind, "parent_id": "9", "name": "a thread" });
        let parsed = parse(&sent).unwrap();
        (parsed.channel.unwrap().channel, parsed.thread)
    };
    for kind in [10, 11, 12] {
        assert_eq!(places(kind), (ChannelId(9), Some(ChannelId(77))), "{kind}");
    }
    // The parent of an ordinary channel is its category.
    assert_eq!(places(0), (ChannelId(77), None));
}

#[test]
fn a_sender_without_a_nickname_is_named_by_their_global_name_or_username() {
    let mut without_nick = command(&json!([]));
    without_nick["member"]["nick"] = Value::Null;
    assert_eq!(parse(&without_nick).unwrap().sender.unwrap().name, "Anna de Vries");
    without_nick["member"]["user"]["global_name"] = Value::Null;
    assert_eq!(parse(&without_nick).unwrap().sender.unwrap().name, "anna");
}

#[test]
fn a_press_is_read_into_its_button() {
    assert_eq!(what(&press(&format!("v1:approve:7:{DIGEST}"))), InteractionKind::ButtonPress(button(Verb::Approve)));
}

#[test]
fn a_custom_id_that_is_not_ours_is_forged() {
    let custom_id = format!("v1:approve:007:{DIGEST}");
    assert_eq!(what(&press(&custom_id)), InteractionKind::UnknownButton { custom_id });
    match what(&press(&"x".repeat(300))) {
        InteractionKind::UnknownButton { custom_id } => assert_eq!(custom_id.chars().count(), 100),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_submitted_form_is_read_with_its_text() {
    let rows = json!([{ "type": 1, "components": [{ "type": 4, "custom_id": "answer", "value": "not today" }] }]);
    let expected = InteractionKind::FormSubmit { button: button(Verb::Deny), text: "not today".to_owned() };
    assert_eq!(what(&submission(&format!("v1:deny:7:{DIGEST}"), &rows)), expected);
    assert!(matches!(what(&submission("deny", &rows)), InteractionKind::UnknownButton { .. }));
}

#[test]
fn a_form_whose_field_is_in_a_label_is_read_too() {
    let label = json!([{ "type": 18, "component": { "type": 4, "custom_id": "answer", "value": "not today" } }]);
    let expected = InteractionKind::FormSubmit { button: button(Verb::Deny), text: "not today".to_owned() };
    assert_eq!(what(&submission(&format!("v1:deny:7:{DIGEST}"), &label)), expected);
    assert_not_understood(&submission(&format!("v1:deny:7:{DIGEST}"), &json!([])), "form");
}

/// Fields that nobody needs may be missing, null, or of a kind that Discord added since.
#[test]
fn values_that_are_not_used_never_stand_in_the_way() {
    let mut strange = command(&json!([{ "name": "user", "type": 3, "value": "ana@contoso.com" }]));
    let expected = what(&strange);
    strange["context"] = json!(9);
    strange["channel"] = json!({ "type": 99 });
    strange["authorizing_integration_owners"] = json!({ "0": "2", "7": "1" });
    strange["app_permissions"] = Value::Null;
    strange["guild_locale"] = Value::Null;
    strange["something_new"] = json!({ "a": [1, null] });
    strange["member"]["user"]["clan"] = json!({ "tag": "Moon", "badge": null });
    strange["data"]["resolved"] = json!({ "users": { "1": { "id": "1" } }, "members": { "1": { "flags": 10 } } });
    for missing in ["entitlements", "attachment_size_limit", "version", "application_id"] {
        strange.as_object_mut().unwrap().remove(missing);
    }
    let parsed = parse(&strange).unwrap();
    assert_eq!(parsed.kind, expected);
    assert_eq!(parsed.guild_locale, Locale::from("en-US"));
    let mut pressed = press(&format!("v1:approve:7:{DIGEST}"));
    pressed["message"] = json!({ "id": "50", "type": 99 });
    assert_eq!(what(&pressed), InteractionKind::ButtonPress(button(Verb::Approve)));
}

fn autocomplete(options: &Value) -> Value {
    interaction(4, &json!({ "id": "31", "name": "unlock", "type": 1, "guild_id": "2", "options": options }))
}

fn typing(command: &str, option: &str, text: &str) -> InteractionKind {
    InteractionKind::Autocomplete { command: command.to_owned(), option: option.to_owned(), text: text.to_owned() }
}

#[test]
fn autocomplete_is_read_with_the_focused_option_and_its_text() {
    let options = json!([
        { "name": "reason", "type": 3, "value": "called" },
        { "name": "user", "type": 3, "value": "han", "focused": true },
    ]);
    let parsed = parse(&autocomplete(&options)).unwrap();
    assert_eq!(parsed.kind, typing("unlock", "user", "han"));
    assert_eq!(
        (parsed.id, parsed.channel),
        (InteractionId(ID), Some(GuildChannel { guild: GuildId(2), channel: ChannelId(9) }))
    );
    assert_eq!(parsed.sender.unwrap().roles, [RoleId(11), RoleId(12)]);
}

/// Discord accepts only a list as the response, so it must never be read as an interaction that is not understood.
#[test]
fn autocomplete_is_never_read_as_anything_else() {
    let focused = |value: Value| json!([{ "name": "user", "type": 4, "value": value, "focused": true }]);
    assert_eq!(what(&autocomplete(&focused(json!(7)))), typing("unlock", "user", ""));
    assert_eq!(what(&autocomplete(&focused(json!(null)))), typing("unlock", "user", ""));
    assert_eq!(what(&autocomplete(&json!([{ "name": "user", "type": 3, "value": "han" }]))), typing("unlock", "", ""));
    assert_eq!(what(&autocomplete(&json!("?"))), typing("unlock", "", ""));
    assert_eq!(what(&interaction(4, &json!(null))), typing("", "", ""));
    let mut private = autocomplete(&focused(json!("han")));
    private.as_object_mut().unwrap().retain(|key, _| key != "guild_id" && key != "member");
    let private = parse(&private).unwrap();
    assert_eq!((private.kind, private.channel, private.sender), (typing("unlock", "user", "han"), None, None));
}

#[test]
fn other_kinds_of_interactions_are_not_understood() {
    let named = json!({ "id": "31", "name": "unlock", "type": 2, "target_id": "3" });
    assert_not_understood(&interaction(2, &named), "not typed");
    assert_not_understood(&command(&json!([{ "name": "user", "type": 4, "value": 5 }])), "text");
    let inner = json!([{ "name": "now", "type": 1, "options": [] }]);
    assert_not_understood(&command(&inner), "text");
    let mut chosen = press("menu");
    chosen["data"] = json!({ "component_type": 3, "custom_id": "menu", "values": ["a"] });
    assert_not_understood(&chosen, "menu");
}

#[test]
fn an_interaction_outside_of_a_guild_has_no_channel() {
    let mut private = command(&json!([]));
    let user = private["member"]["user"].take();
    let fields = private.as_object_mut().unwrap();
    fields.retain(|name, _| !["guild_id", "guild", "member", "guild_locale"].contains(&name.as_str()));
    fields.insert("user".to_owned(), user);
    let parsed = assert_not_understood(&private, "guild");
    assert_eq!(parsed.channel, None);
    let sender = parsed.sender.unwrap();
    assert_eq!((sender.name.as_str(), sender.roles), ("Anna de Vries", Vec::new()));
}

#[test]
fn an_interaction_that_cannot_be_read_still_has_sender_channel_and_token() {
    let broken = [
        interaction(2, &json!("not an object")),
        interaction(99, &json!({})),
        interaction(5, &json!({ "custom_id": "x", "components": 5 })),
    ];
    for interaction in broken {
        let parsed = assert_not_understood(&interaction, "cannot be read");
        assert_eq!(parsed.channel, Some(GuildChannel { guild: GuildId(2), channel: ChannelId(9) }));
        assert_eq!(parsed.sender.unwrap().roles.len(), 2);
        assert_eq!(parsed.reply.token.reveal(), "reply-token");
    }
}

#[test]
fn an_interaction_without_a_sender_has_none() {
    let mut anonymous = command(&json!([]));
    anonymous["member"] = Value::Null;
    assert_eq!(assert_not_understood(&anonymous, "who").sender, None);
}

#[test]
fn an_interaction_without_id_or_token_is_dropped() {
    for missing in ["id", "token"] {
        let mut interaction = command(&json!([]));
        interaction[missing] = Value::Null;
        assert!(parse(&interaction).is_none());
    }
}
