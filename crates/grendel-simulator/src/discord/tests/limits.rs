//! What is refused, and how often one may call.

use jiff::SignedDuration;
use serde_json::json;

use super::{PATIENCE, Stage, card, refusal, unlock};
use crate::discord::{APPLICATION_ID, DiscordSettings, GUILD_ID, NORTHWIND_ID, SERVICEDESK_ID};

#[tokio::test]
async fn oversized_and_malformed_messages_are_refused() {
    let stage = Stage::set().await;
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
        stage.clock.advance(SignedDuration::from_secs(5));
        assert_eq!(refusal(stage.posts(body.clone()).await), (400, 50035), "{body}");
    }
    assert_eq!(refusal(stage.posts(json!({ "content": "" })).await), (400, 50006));
    let serenity::Error::Http(error) = stage.posts(card(&"x".repeat(81))).await.unwrap_err() else { panic!() };
    let serenity::http::HttpError::UnsuccessfulRequest(response) = error else { panic!("{error}") };
    assert_eq!(response.error.errors[0].path, "components.0.components.0.label");
    assert_eq!(stage.discord.guild().public().count(), 0);
}

#[tokio::test]
async fn an_enforced_nonce_posts_once() {
    let stage = Stage::set().await;
    let body = json!({ "content": "once", "nonce": "0123456789abcdefghijkl", "enforce_nonce": true });
    let first = stage.posts(body.clone()).await.unwrap();
    let second = stage.posts(body.clone()).await.unwrap();
    assert_eq!(first.id, second.id);
    assert_eq!(stage.discord.guild().public().count(), 1);
    stage.clock.advance(SignedDuration::from_mins(6));
    assert_ne!(stage.posts(body).await.unwrap().id, first.id);
}

#[tokio::test]
async fn the_sixth_message_in_five_seconds_waits() {
    let stage = Stage::set().await;
    for _ in 0..5 {
        stage.posts(json!({ "content": "x" })).await.unwrap();
    }
    assert_eq!(refusal(stage.posts(json!({ "content": "x" })).await).0, 429);
    let refused = stage.recorder.exchanges().pop().unwrap();
    let header =
        |name: &str| refused.response_headers.iter().find(|(key, _)| key == name).map(|(_, text)| text.as_str());
    assert_eq!(header("x-ratelimit-remaining"), Some("0"));
    assert!(header("retry-after").is_some() && header("x-ratelimit-reset-after").is_some());
    stage.http.send_message(NORTHWIND_ID.into(), vec![], &json!({ "content": "x" })).await.unwrap();
    stage.clock.advance(SignedDuration::from_secs(5));
    stage.posts(json!({ "content": "x" })).await.unwrap();
}

#[tokio::test]
async fn everything_together_is_limited_too() {
    let stage = Stage::set().await;
    let mut passed = 0;
    while stage.http.get_gateway().await.is_ok() {
        passed += 1;
        assert!(passed <= 200, "the global limit never bites");
    }
    let refused = stage.recorder.exchanges().pop().unwrap();
    assert_eq!(refused.status, Some(429));
    assert!(refused.response_body.contains("\"global\":true"));
}

#[tokio::test]
async fn it_is_gone_when_it_is_dropped() {
    let stage = Stage::set().await;
    let http = serenity::http::HttpBuilder::new(&stage.discord.settings().bot_token)
        .proxy(stage.discord.address())
        .ratelimiter_disabled(true)
        .build();
    http.get_gateway().await.unwrap();
    drop(stage);
    tokio::time::sleep(PATIENCE / 50).await;
    assert!(http.get_gateway().await.is_err());
}

#[tokio::test]
async fn only_the_author_edits() {
    let stage = Stage::set().await;
    let said = stage.discord.member("dana").unwrap().say("my own words").await.unwrap();
    let edit = stage.http.edit_message(SERVICEDESK_ID.into(), said.id.into(), &json!({ "content": "x" }), vec![]).await;
    assert_eq!(refusal(edit), (403, 50005));
    let posted = stage.posts(json!({ "content": "mine" })).await.unwrap();
    let edit = json!({ "content": "changed" });
    stage.http.edit_message(SERVICEDESK_ID.into(), posted.id, &edit, vec![]).await.unwrap();
    assert_eq!(stage.discord.guild().message(posted.id.get()).unwrap().edits, 1);
}

#[tokio::test]
async fn nobody_is_pinged_against_the_allowed_mentions() {
    let stage = Stage::set().await;
    let anna = stage.discord.settings().user("anna").unwrap();
    let lead = stage.discord.settings().role("lead").unwrap();
    let content = format!("@everyone <@{anna}> <@&{lead}>");
    let quiet = stage.posts(json!({ "content": content, "allowed_mentions": { "parse": [] } })).await.unwrap();
    let named = json!({ "parse": [], "users": [anna.to_string()] });
    let one = stage.posts(json!({ "content": content, "allowed_mentions": named })).await.unwrap();
    let loud = stage.posts(json!({ "content": content })).await.unwrap();
    let guild = stage.discord.guild();
    assert!(guild.message(quiet.id.get()).unwrap().mentions.is_empty());
    assert_eq!(guild.message(one.id.get()).unwrap().mentions.users, [anna]);
    let mentions = &guild.message(loud.id.get()).unwrap().mentions;
    assert!(mentions.everyone && mentions.roles == [lead]);
}

#[tokio::test]
async fn commands_are_checked_kept_and_listed() {
    let stage = Stage::set().await;
    let first = stage.http.create_guild_commands(GUILD_ID.into(), &json!([unlock()])).await.unwrap();
    let again = stage.http.create_guild_commands(GUILD_ID.into(), &json!([unlock()])).await.unwrap();
    assert_eq!((first[0].id, first[0].version), (again[0].id, again[0].version));
    let mut changed = unlock();
    changed["description"] = json!("Other words");
    let changed = stage.http.create_guild_commands(GUILD_ID.into(), &json!([changed])).await.unwrap();
    assert_eq!(changed[0].id, first[0].id);
    assert_ne!(changed[0].version, first[0].version);
    let listed = stage.http.get_guild_commands_with_localizations(GUILD_ID.into()).await.unwrap();
    assert_eq!(listed[0].name_localizations.as_ref().unwrap()["nl"], "ontgrendel");
    assert!(stage.http.get_guild_commands(GUILD_ID.into()).await.unwrap()[0].name_localizations.is_none());
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
        let outcome = stage.http.create_guild_commands(GUILD_ID.into(), &json!([command])).await;
        assert_eq!(refusal(outcome), (400, 50035), "{place}");
    }
}

#[tokio::test]
async fn strangers_and_unknown_places_are_refused() {
    let mut settings = DiscordSettings::default();
    settings.channels[1].open_to_bot = false;
    let stage = Stage::set_with(settings).await;
    let closed = stage.http.send_message(NORTHWIND_ID.into(), vec![], &json!({ "content": "x" })).await;
    assert_eq!(refusal(closed), (403, 50001));
    let nowhere = stage.http.send_message(1.into(), vec![], &json!({ "content": "x" })).await;
    assert_eq!(refusal(nowhere), (404, 10003));
    assert_eq!(refusal(stage.http.get_member(GUILD_ID.into(), 1.into()).await), (404, 10007));
    let anna = stage.discord.settings().user("anna").unwrap();
    assert_eq!(stage.http.get_member(GUILD_ID.into(), anna.into()).await.unwrap().user.name, "anna");
    assert_eq!(refusal(stage.http.get_channels(GUILD_ID.into()).await).0, 404);
    let stranger = serenity::http::HttpBuilder::new("wrong")
        .proxy(stage.discord.address())
        .ratelimiter_disabled(true)
        .application_id(APPLICATION_ID.into())
        .build();
    assert_eq!(refusal(stranger.get_gateway().await).0, 401);
    stage.faults.add("GET /api/v10/gateway", 1, crate::faults::Fault::Status { status: 503, retry_after: None });
    assert_eq!(refusal(stage.http.get_gateway().await).0, 503);
    assert!(stage.http.get_gateway().await.is_ok());
    assert!(stage.discord.wait_for(PATIENCE / 50, |_| None::<()>).await.is_err());
}
