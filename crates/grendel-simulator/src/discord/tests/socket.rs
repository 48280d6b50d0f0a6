//! Tests of the gateway with twilight's client: dropped connections and the replay afterwards.

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio_websockets::{ClientBuilder, Message};
use twilight_gateway::{ConfigBuilder, Intents, Session};

use super::TestBot;
use crate::discord::{DiscordSettings, GuildEvent};

/// Checks that three commands typed while the socket is down all arrive after RESUME, in order.
async fn assert_resumed_without_loss(mut bot: TestBot) {
    let anna = bot.discord.member("anna").unwrap();
    let mut typed = Vec::new();
    for name in ["a", "b", "c"] {
        typed.push(anna.type_command("/unlock", &[("user", name)]).await.unwrap().id().to_string());
    }
    for id in typed {
        assert_eq!(bot.next_dispatch("INTERACTION_CREATE").await["id"], json!(id));
    }
}

#[tokio::test]
async fn a_reset_connection_is_resumed_without_loss() {
    let bot = TestBot::with_unlock().await;
    let mut events = bot.discord.events();
    bot.discord.refuse_connections_for(Duration::from_millis(300));
    bot.discord.drop_connections().await;
    while !matches!(events.recv().await.unwrap(), GuildEvent::Disconnected) {}
    assert_resumed_without_loss(bot).await;
}

#[tokio::test]
async fn a_close_without_a_code_is_resumed() {
    let bot = TestBot::with_unlock().await;
    bot.discord.close_connections(None).await;
    assert_resumed_without_loss(bot).await;
}

#[tokio::test]
async fn a_close_with_a_code_is_resumed() {
    let bot = TestBot::with_unlock().await;
    bot.discord.close_connections(Some(4000)).await;
    assert_resumed_without_loss(bot).await;
}

#[tokio::test]
async fn a_requested_reconnect_resumes_the_session() {
    let mut bot = TestBot::with_unlock().await;
    bot.discord.request_reconnect().await;
    bot.next_dispatch("RESUMED").await;
    assert_resumed_without_loss(bot).await;
}

#[tokio::test]
async fn a_hanging_gateway_is_left_and_resumed() {
    let bot = TestBot::with_unlock().await;
    bot.discord.hang_connections_for(Duration::from_millis(500));
    bot.discord.drop_connections().await;
    assert_resumed_without_loss(bot).await;
}

#[tokio::test]
async fn a_restarted_client_resumes_its_session() {
    let mut bot = TestBot::with_unlock().await;
    let mut events = bot.discord.events();
    bot.shard.abort();
    while !matches!(events.recv().await.unwrap(), GuildEvent::Disconnected) {}
    let sent = bot.discord.member("anna").unwrap().type_command("/unlock", &[("user", "ana")]).await.unwrap();
    let config = ConfigBuilder::new(bot.discord.settings().bot_token.clone(), Intents::empty())
        .proxy_url(bot.discord.gateway_address().to_owned())
        .session(Session::new(1, bot.session.clone()))
        .build();
    (bot.shard, bot.received) = super::connect(config);
    assert_eq!(bot.next_dispatch("INTERACTION_CREATE").await["id"], json!(sent.id().to_string()));
    bot.next_dispatch("RESUMED").await;
}

#[tokio::test]
async fn a_forgotten_session_is_replaced_by_a_new_one() {
    let mut bot = TestBot::with_unlock().await;
    bot.discord.drop_connections().await;
    bot.discord.forget_sessions().await;
    // A client waits one to five seconds before it identifies itself again.
    let again = async { while bot.received.recv().await.is_none_or(|frame| frame["t"] != json!("READY")) {} };
    tokio::time::timeout(Duration::from_secs(10), again).await.unwrap();
    assert_resumed_without_loss(bot).await;
}

#[tokio::test]
async fn heartbeats_are_acknowledged_unless_ignored() {
    let settings = DiscordSettings { heartbeat_interval: Duration::from_millis(200), ..DiscordSettings::default() };
    let mut bot = TestBot::start_with(settings).await;
    let beats = async {
        let mut seen = 0;
        while seen < 3 {
            seen += u32::from(bot.received.recv().await.unwrap()["op"] == json!(11));
        }
    };
    tokio::time::timeout(Duration::from_secs(5), beats).await.unwrap();
    bot.discord.ignore_heartbeats(true);
    bot.next_dispatch("RESUMED").await;
}

/// Identifies itself on a bare socket and waits for a dispatch.
pub(super) async fn wait_for_dispatch(bot: &TestBot, intents: u64, dispatch: &str) {
    let uri = format!("{}/?v=10", bot.discord.gateway_address()).parse().unwrap();
    let (mut socket, _) = ClientBuilder::from_uri(uri).connect().await.unwrap();
    let token = &bot.discord.settings().bot_token;
    let identify = json!({ "op": 2, "d": { "token": token, "intents": intents, "properties": {
        "os": "linux", "browser": "test", "device": "test",
    }}});
    socket.send(Message::text(identify.to_string())).await.unwrap();
    loop {
        let frame = socket.next().await.unwrap().unwrap();
        let body: Value = serde_json::from_str(frame.as_text().unwrap()).unwrap();
        if body["t"] == json!(dispatch) {
            return;
        }
    }
}

/// Sends one frame on a bare socket and returns the code that the gateway closes with, or the op of its answer.
async fn close_code_for(bot: &TestBot, path: &str, frame: Value) -> u64 {
    let uri = format!("{}{path}", bot.discord.gateway_address()).parse().unwrap();
    let (mut socket, _) = ClientBuilder::from_uri(uri).connect().await.unwrap();
    _ = socket.send(Message::text(frame.to_string())).await;
    loop {
        let frame = socket.next().await.unwrap().unwrap();
        if let Some((code, _)) = frame.as_close() {
            return u64::from(u16::from(code));
        }
        let body: Value = serde_json::from_str(frame.as_text().unwrap()).unwrap();
        if body["op"] != json!(10) {
            return body["op"].as_u64().unwrap();
        }
    }
}

#[tokio::test]
async fn invalid_frames_are_answered_with_their_close_codes() {
    let bot = TestBot::start().await;
    let token = &bot.discord.settings().bot_token;
    let identify =
        |token: &str, intents: u64| json!({ "op": 2, "d": { "token": token, "intents": intents, "properties": {} } });
    let resume = json!({ "op": 6, "d": { "token": token, "session_id": "unknown", "seq": 1 } });
    assert_eq!(close_code_for(&bot, "/?v=10", identify("wrong", 0)).await, 4004);
    assert_eq!(close_code_for(&bot, "/?v=10", identify(token, 1 << 40)).await, 4013);
    assert_eq!(close_code_for(&bot, "/?v=10", identify(token, 1 << 15)).await, 4014);
    assert_eq!(close_code_for(&bot, "/?v=10", json!({ "op": 99 })).await, 4001);
    assert_eq!(close_code_for(&bot, "/?v=10", json!({ "op": 1, "d": "x".repeat(5000) })).await, 4002);
    assert_eq!(close_code_for(&bot, "/?v=9", identify(token, 0)).await, 4012);
    assert_eq!(close_code_for(&bot, "/?v=10", resume).await, 9);
    assert_eq!(close_code_for(&bot, "/?v=10", identify(token, 1)).await, 0);
}
