//! Tests of refusals and rate limits.

use jiff::SignedDuration;
use serde_json::json;
use twilight_model::id::Id;

use super::rest::{Rest, client, get_once, post_once, refusal, refusal_body};
use super::{PATIENCE, TestBot, card, unlock};
use crate::discord::{DiscordSettings, GUILD_ID, NORTHWIND_ID, SERVICEDESK_ID};

#[tokio::test]
async fn oversized_and_malformed_messages_are_refused() {
    let bot = TestBot::start().await;
    let mut twice = card("Approve");
    twice["components"][0]["components"][1]["custom_id"] = json!("v1:approve:1");
    let embed = json!({ "description": "x".repeat(4000) });
    let bodies = [
        json!({ "content": "x".repeat(2001) }),
        json!({ "embeds": [embed, embed] }),
        json!({ "embeds": [{ "title": "x".repeat(257) }] }),
        card(&"x".repeat(81)),
        card(""),
        twice,
        json!({ "content": "x", "nonce": "x".repeat(26) }),
        json!({ "content": "x", "allowed_mentions": { "parse": ["users"], "users": ["1"] } }),
    ];
    for body in bodies {
        bot.clock.advance(SignedDuration::from_secs(5));
        assert_eq!(refusal(bot.post(body.clone()).await), (400, 50035), "{body}");
    }
    assert_eq!(refusal(bot.post(json!({ "content": "" })).await), (400, 50006));
    let (_, refused) = refusal_body(bot.post(card(&"x".repeat(81))).await);
    let complaints = refused.pointer("/errors/components/0/components/0/label/_errors");
    assert_eq!(
        complaints.and_then(|complaints| complaints[0]["message"].as_str()),
        Some("Must be 80 or fewer in length."),
        "{refused}"
    );
    assert_eq!(bot.discord.guild().public().count(), 0);
}

#[tokio::test]
async fn an_enforced_nonce_posts_once() {
    let bot = TestBot::start().await;
    let body = json!({ "content": "once", "nonce": "0123456789abcdefghijkl", "enforce_nonce": true });
    let first = bot.post(body.clone()).await.unwrap();
    let second = bot.post(body.clone()).await.unwrap();
    assert_eq!(first.id, second.id);
    assert_eq!(bot.discord.guild().public().count(), 1);
    bot.clock.advance(SignedDuration::from_mins(6));
    assert_ne!(bot.post(body).await.unwrap().id, first.id);
}

#[tokio::test]
async fn the_sixth_message_in_five_seconds_is_answered_with_429() {
    let bot = TestBot::start().await;
    for _ in 0..5 {
        bot.post(json!({ "content": "x" })).await.unwrap();
    }
    assert_eq!(post_once(&bot, SERVICEDESK_ID, &json!({ "content": "x" })).await, 429);
    let refused = bot.recorder.exchanges().pop().unwrap();
    let header =
        |name: &str| refused.response_headers.iter().find(|(key, _)| key == name).map(|(_, text)| text.as_str());
    assert_eq!(header("x-ratelimit-remaining"), Some("0"));
    assert!(header("retry-after").is_some() && header("x-ratelimit-reset-after").is_some());
    bot.rest.post_in(NORTHWIND_ID, &json!({ "content": "x" })).await.unwrap();
    bot.clock.advance(SignedDuration::from_secs(5));
    bot.post(json!({ "content": "x" })).await.unwrap();
}

#[tokio::test]
async fn the_global_rate_limit_covers_every_route() {
    let bot = TestBot::start().await;
    let mut passed = 0;
    while get_once(&bot, "gateway").await == 200 {
        passed += 1;
        assert!(passed <= 200, "the global limit never bites");
    }
    let refused = bot.recorder.exchanges().pop().unwrap();
    assert_eq!(refused.status, Some(429));
    assert!(refused.response_body.contains("\"global\":true"));
}

#[tokio::test]
async fn dropping_the_simulator_closes_its_ports() {
    let bot = TestBot::start().await;
    let client = Rest(client(bot.discord.address(), &bot.discord.settings().bot_token));
    client.gateway().await.unwrap();
    drop(bot);
    tokio::time::sleep(PATIENCE / 50).await;
    assert!(client.gateway().await.is_err());
}

#[tokio::test]
async fn a_message_is_edited_by_its_author_only() {
    let bot = TestBot::start().await;
    let said = bot.discord.member("dana").unwrap().say("my own words").await.unwrap();
    let edit = bot.rest.edit(said.id, &json!({ "content": "x" })).await;
    assert_eq!(refusal(edit), (403, 50005));
    let posted = bot.post(json!({ "content": "mine" })).await.unwrap();
    let edit = json!({ "content": "changed" });
    bot.rest.edit(posted.id.get(), &edit).await.unwrap();
    assert_eq!(bot.discord.guild().message(posted.id.get()).unwrap().edits, 1);
}

#[tokio::test]
async fn only_allowed_mentions_notify() {
    let bot = TestBot::start().await;
    let anna = bot.discord.settings().user("anna").unwrap();
    let lead = bot.discord.settings().role("lead").unwrap();
    let content = format!("@everyone <@{anna}> <@&{lead}>");
    let quiet = bot.post(json!({ "content": content, "allowed_mentions": { "parse": [] } })).await.unwrap();
    let named = json!({ "parse": [], "users": [anna.to_string()] });
    let one = bot.post(json!({ "content": content, "allowed_mentions": named })).await.unwrap();
    let loud = bot.post(json!({ "content": content })).await.unwrap();
    let guild = bot.discord.guild();
    assert!(guild.message(quiet.id.get()).unwrap().mentions.is_empty());
    assert_eq!(guild.message(one.id.get()).unwrap().mentions.users, [anna]);
    let mentions = &guild.message(loud.id.get()).unwrap().mentions;
    assert!(mentions.everyone && mentions.roles == [lead]);
}

#[tokio::test]
async fn a_role_that_not_everyone_can_mention_is_shown_and_not_notified() {
    let mut settings = DiscordSettings { bot_mentions_all_roles: false, ..DiscordSettings::default() };
    settings.roles[1].mentionable = true;
    let (helpdesk, lead) = (settings.role("helpdesk").unwrap(), settings.role("lead").unwrap());
    let bot = TestBot::start_with(settings).await;
    let posted = bot.post(json!({ "content": format!("<@&{helpdesk}> <@&{lead}>") })).await.unwrap();
    let guild = bot.discord.guild();
    let message = guild.message(posted.id.get()).unwrap();
    assert_eq!(message.mentions.roles, [helpdesk, lead]);
    assert_eq!(bot.discord.notified_roles(message), [lead]);
}

#[tokio::test]
async fn commands_are_validated_stored_and_listed() {
    let bot = TestBot::start().await;
    let first = bot.rest.set_commands(&json!([unlock()])).await.unwrap();
    let again = bot.rest.set_commands(&json!([unlock()])).await.unwrap();
    assert_eq!((first[0].id, first[0].version), (again[0].id, again[0].version));
    let mut changed = unlock();
    changed["description"] = json!("Other words");
    let changed = bot.rest.set_commands(&json!([changed])).await.unwrap();
    assert_eq!(changed[0].id, first[0].id);
    assert_ne!(changed[0].version, first[0].version);
    let listed = bot.rest.commands(true).await.unwrap();
    assert_eq!(listed[0].name_localizations.as_ref().unwrap()["nl"], "ontgrendel");
    assert!(bot.rest.commands(false).await.unwrap()[0].name_localizations.is_none());
    for (place, value) in [
        ("/name", json!("Unlock")),
        ("/description", json!("")),
        ("/name_localizations/nl", json!("Ont grendel")),
        ("/name_localizations", json!({ "xx": "naam" })),
        ("/options/0/required", json!(false)),
        ("/options/1/max_length", json!(6001)),
        ("/options/1/name", json!("user")),
    ] {
        let mut command = unlock();
        command["options"][1]["required"] = json!(place == "/options/0/required");
        *command.pointer_mut(place).unwrap() = value;
        let outcome = bot.rest.set_commands(&json!([command])).await;
        assert_eq!(refusal(outcome), (400, 50035), "{place}");
    }
}

#[tokio::test]
async fn unknown_tokens_channels_members_and_routes_are_refused() {
    let mut settings = DiscordSettings::default();
    settings.channels[1].open_to_bot = false;
    let bot = TestBot::start_with(settings).await;
    let closed = bot.rest.post_in(NORTHWIND_ID, &json!({ "content": "x" })).await;
    assert_eq!(refusal(closed), (403, 50001));
    let nowhere = bot.rest.post_in(1, &json!({ "content": "x" })).await;
    assert_eq!(refusal(nowhere), (404, 10003));
    assert_eq!(refusal(bot.rest.0.guild_member(Id::new(GUILD_ID), Id::new(1)).await), (404, 10007));
    let anna = bot.discord.settings().user("anna").unwrap();
    let member = bot.rest.0.guild_member(Id::new(GUILD_ID), Id::new(anna)).await.unwrap().model().await.unwrap();
    assert_eq!(member.user.name, "anna");
    assert_eq!(refusal(bot.rest.0.guild_channels(Id::new(GUILD_ID)).await).0, 404);
    let stranger = Rest(client(bot.discord.address(), "wrong"));
    assert_eq!(refusal(stranger.gateway().await).0, 401);
    bot.faults.add("GET /api/v10/gateway", 1, crate::faults::Fault::Status { status: 503, retry_after: None });
    assert_eq!(refusal(bot.rest.gateway().await).0, 503);
    assert!(bot.rest.gateway().await.is_ok());
    assert!(bot.discord.wait_for(PATIENCE / 50, |_| None::<()>).await.is_err());
}
