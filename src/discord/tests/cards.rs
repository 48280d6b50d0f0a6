//! Tests of posting and editing cards.

use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::Instant;

use super::stub::{Stub, message, refusal, response};
use super::{DIGEST, button, discord};
use crate::domain::event::Verb;
use crate::domain::{CaseNumber, ChannelId, GuildId, MemberId, MessageId};
use crate::ports::{CardMessage, Chat, ChatError};
use crate::render::card::{Button, Card, CardStatus, Section, SectionKind};

const POST: &str = "POST /api/v10/channels/9/messages";
const EDIT: &str = "PATCH /api/v10/channels/9/messages/50";

fn showing(message: Option<u64>, title: &str) -> CardMessage {
    let buttons = [(Verb::Approve, "Approve"), (Verb::Deny, "Deny"), (Verb::Withdraw, "Withdraw")];
    let buttons = buttons.map(|(verb, label)| Button { id: button(verb), label: label.to_owned() });
    CardMessage {
        case: CaseNumber(7),
        channel: ChannelId(9),
        message: message.map(MessageId),
        nonce: "case-7".to_owned(),
        card: Card {
            title: title.to_owned(),
            status: CardStatus::Waiting,
            text: "Sign-in is blocked. @everyone".to_owned(),
            sections: vec![Section {
                kind: SectionKind::Plan,
                heading: "Plan".to_owned(),
                text: "1. Enable".to_owned(),
            }],
            footer: "case 7".to_owned(),
            buttons: buttons.to_vec(),
        },
    }
}

#[tokio::test]
async fn the_first_card_is_posted_with_its_nonce_and_later_ones_edit_it() {
    let stub = Stub::start([message("50"), message("50")]).await;
    let discord = discord(&stub.address);
    assert_eq!(discord.show(&showing(None, "first")).await, Ok(MessageId(50)));
    let mut last = showing(Some(50), "last");
    last.card.buttons.clear();
    assert_eq!(discord.show(&last).await, Ok(MessageId(50)));
    assert_eq!(stub.requests(), [POST, EDIT]);
    let (post, edit) = (stub.received()[0].body.clone(), stub.received()[1].body.clone());
    assert_eq!((&post["nonce"], &post["enforce_nonce"]), (&json!("case-7"), &json!(true)));
    assert_eq!(edit["embeds"][0]["title"], "last");
    assert_eq!(edit["components"], json!([]), "a card without buttons removes the old ones");
    assert_eq!([&post["allowed_mentions"]["parse"], &edit["allowed_mentions"]["parse"]], [&json!([]); 2]);
}

#[tokio::test]
async fn a_card_is_an_embed_and_its_buttons_are_coloured_by_their_verb() {
    let stub = Stub::start([message("50")]).await;
    discord(&stub.address).show(&showing(None, "blocked")).await.unwrap();
    let body = stub.received()[0].body.clone();
    let embed = &body["embeds"][0];
    assert_eq!(embed["title"], "blocked");
    assert_eq!(embed["description"], "Sign-in is blocked. @everyone");
    assert_eq!(embed["fields"][0], json!({ "name": "Plan", "value": "1. Enable", "inline": false }));
    assert_eq!(embed["footer"]["text"], "case 7");
    let buttons = body["components"][0]["components"].as_array().unwrap();
    let styles: Vec<&Value> = buttons.iter().map(|button| &button["style"]).collect();
    assert_eq!(styles, [&json!(3), &json!(4), &json!(2)]);
    assert_eq!(buttons[0]["custom_id"], format!("v1:approve:7:{DIGEST}"));
    assert_eq!(buttons[0]["label"], "Approve");
}

#[tokio::test]
async fn a_sixth_button_starts_a_second_row() {
    let stub = Stub::start([message("50")]).await;
    let mut showing = showing(None, "many");
    showing.card.buttons.extend(showing.card.buttons.clone());
    discord(&stub.address).show(&showing).await.unwrap();
    let rows = stub.received()[0].body["components"].as_array().unwrap().clone();
    let sizes: Vec<usize> = rows.iter().map(|row| row["components"].as_array().unwrap().len()).collect();
    assert_eq!(sizes, [5, 1]);
}

#[tokio::test]
async fn the_pause_after_a_429_is_as_long_as_discord_says() {
    let too_many = response(429, json!({ "message": "slow", "retry_after": 0.4, "global": false }));
    let stub = Stub::start([too_many, message("50")]).await;
    assert_eq!(discord(&stub.address).show(&showing(None, "a")).await, Ok(MessageId(50)));
    let received = stub.received();
    assert!(received[1].at - received[0].at >= Duration::from_millis(400));
}

/// Cloudflare, in front of Discord, answers without JSON, and for every request.
#[tokio::test]
async fn a_429_that_is_no_json_holds_every_request() {
    let stub = Stub::start([response(429, Value::Null).with("retry-after", "1"), message("50"), message("50")]).await;
    let discord = discord(&stub.address);
    let another = async {
        tokio::time::sleep(Duration::from_millis(300)).await;
        // What it comes to is another matter.
        _ = discord.member_roles(GuildId(2), MemberId(3)).await;
    };
    let first = showing(Some(50), "a");
    let (shown, ()) = tokio::join!(discord.show(&first), another);
    assert_eq!(shown, Ok(MessageId(50)));
    let received = stub.received();
    assert_eq!(received.len(), 3);
    assert!(received[1].at - received[0].at >= Duration::from_millis(950), "{received:?}");
}

#[tokio::test]
async fn a_pause_beyond_the_deadline_is_not_waited_for() {
    let stub = Stub::start([response(429, Value::Null).with("retry-after", "3600")]).await;
    let start = Instant::now();
    let error = discord(&stub.address).show(&showing(None, "a")).await.unwrap_err();
    assert!(matches!(error, ChatError::Unavailable(_)), "{error}");
    assert!(start.elapsed() < Duration::from_secs(1));
}

#[tokio::test]
async fn a_failed_post_is_repeated_with_the_same_nonce() {
    let lost = message("50").after(Duration::from_secs(20));
    let stub = Stub::start([response(500, json!({ "message": "oops" })), lost, message("50")]).await;
    assert_eq!(discord(&stub.address).show(&showing(None, "a")).await, Ok(MessageId(50)));
    assert_eq!(stub.requests(), [POST, POST, POST]);
    assert!(stub.received().iter().all(|request| request.body["nonce"] == "case-7"));
}

#[tokio::test]
async fn an_unreachable_discord_is_abandoned_at_the_deadline() {
    let start = Instant::now();
    let error = discord("http://127.0.0.1:1").show(&showing(Some(50), "a")).await.unwrap_err();
    assert!(matches!(error, ChatError::Unavailable(_)), "{error}");
    assert!(start.elapsed() < Duration::from_secs(4));
}

#[tokio::test]
async fn a_card_whose_message_or_channel_is_gone_is_not_retried() {
    for (status, code) in [(404, 10003), (404, 10008), (403, 50001), (403, 50013), (400, 50035)] {
        let stub = Stub::start([refusal(status, code)]).await;
        let error = discord(&stub.address).show(&showing(Some(50), "a")).await.unwrap_err();
        assert!(matches!(error, ChatError::Gone(_)), "{code}: {error}");
        assert_eq!(stub.requests().len(), 1);
    }
}

#[tokio::test]
async fn no_edit_overtakes_another() {
    let answers = [30, 0, 20, 0].map(|ms| message("50").after(Duration::from_millis(ms)));
    let stub = Stub::start(answers).await;
    let discord = discord(&stub.address);
    let showings: Vec<CardMessage> = (0..4).map(|number| showing(Some(50), &number.to_string())).collect();
    futures_util::future::join_all(showings.iter().map(|showing| discord.show(showing))).await;
    let titles: Vec<Value> = stub.received().iter().map(|request| request.body["embeds"][0]["title"].clone()).collect();
    assert_eq!(titles, ["0", "1", "2", "3"]);
}

#[tokio::test]
async fn an_exhausted_route_is_not_called_before_its_reset() {
    let last = message("50").with("x-ratelimit-remaining", "0").with("x-ratelimit-reset-after", "0.5");
    let stub = Stub::start([last, message("50")]).await;
    let discord = discord(&stub.address);
    discord.show(&showing(Some(50), "a")).await.unwrap();
    discord.show(&showing(Some(50), "b")).await.unwrap();
    let received = stub.received();
    assert!(received[1].at - received[0].at >= Duration::from_millis(450));
}
