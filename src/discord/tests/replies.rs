//! Tests of the private replies to an interaction.

use std::time::Duration;

use serde_json::{Value, json};

use super::stub::{Stub, refusal, response};
use super::{DIGEST, TOKEN, button, discord, reply};
use crate::domain::event::Verb;
use crate::domain::{GuildId, MemberId};
use crate::ports::{Chat, ChatError};
use crate::render::card::{Choice, Form, FormId};

const CALLBACK: &str = "POST /api/v10/interactions/77/reply-token/callback";
const ORIGINAL: &str = "PATCH /api/v10/webhooks/1000/reply-token/messages/@original";

#[tokio::test]
async fn an_acknowledgement_is_private() {
    let stub = Stub::start([response(204, Value::Null)]).await;
    assert_eq!(discord(&stub.address).acknowledge(&reply()).await, Ok(()));
    let received = stub.received();
    assert_eq!(received[0].request, CALLBACK);
    assert_eq!(received[0].authorization, format!("Bot {TOKEN}"));
    assert_eq!(received[0].body["type"], 5);
    assert_eq!(received[0].body["data"]["flags"], 64);
}

/// Cloudflare, in front of Discord, answers without JSON. No rate limit counts an acknowledgement, and it waits all the same.
#[tokio::test]
async fn an_acknowledgement_waits_while_this_machine_is_shut_out() {
    let shut_out = response(429, Value::Null).with("retry-after", "1");
    let stub = Stub::start([shut_out, response(204, Value::Null), response(204, Value::Null)]).await;
    let discord = discord(&stub.address);
    let later = async {
        tokio::time::sleep(Duration::from_millis(300)).await;
        discord.acknowledge(&reply()).await
    };
    let (_, acknowledged) = tokio::join!(discord.member_roles(GuildId(2), MemberId(3)), later);
    assert_eq!(acknowledged, Ok(()));
    let received = stub.received();
    assert!(received[1].at - received[0].at >= Duration::from_millis(950), "{received:?}");
}

#[tokio::test]
async fn an_interaction_that_is_already_acknowledged_counts_as_acknowledged() {
    let stub = Stub::start([refusal(400, 40060)]).await;
    assert_eq!(discord(&stub.address).acknowledge(&reply()).await, Ok(()));
}

#[tokio::test]
async fn a_lost_acknowledgement_is_repeated_within_the_three_seconds() {
    let lost = response(204, Value::Null).after(Duration::from_secs(20));
    let stub = Stub::start([lost, refusal(400, 40060)]).await;
    assert_eq!(discord(&stub.address).acknowledge(&reply()).await, Ok(()));
    assert_eq!(stub.requests(), [CALLBACK, CALLBACK]);
}

#[tokio::test]
async fn an_acknowledgement_of_an_expired_interaction_is_too_late() {
    let stub = Stub::start([refusal(404, 10062)]).await;
    let error = discord(&stub.address).acknowledge(&reply()).await.unwrap_err();
    assert!(matches!(error, ChatError::TooLate(_)), "{error}");
    assert_eq!(stub.requests().len(), 1, "an expired interaction is not retried");
    assert!(!error.to_string().contains("reply-token"), "{error}");
}

#[tokio::test]
async fn a_whisper_edits_the_private_response_and_mentions_no_one() {
    let stub = Stub::start([response(200, json!({ "id": "5" }))]).await;
    assert_eq!(discord(&stub.address).whisper(&reply(), "@everyone look").await, Ok(()));
    let received = stub.received();
    assert_eq!(received[0].request, ORIGINAL);
    assert_eq!(received[0].body["content"], "@everyone look");
    assert_eq!(received[0].body["allowed_mentions"]["parse"], json!([]));
}

#[tokio::test]
async fn a_long_whisper_is_split_into_embeds_or_cut() {
    let stub = Stub::start([response(200, Value::Null), response(200, Value::Null), response(200, Value::Null)]).await;
    let lines = format!("{}\n{}", "é".repeat(2500), "é".repeat(2500));
    for words in ["é".repeat(2000), lines, "é".repeat(6001)] {
        discord(&stub.address).whisper(&reply(), &words).await.unwrap();
    }
    let received = stub.received();
    assert_eq!(received[0].body["content"], "é".repeat(2000));
    let embeds = |body: &Value| {
        let embeds = body["embeds"].as_array().unwrap().iter();
        embeds.map(|embed| embed["description"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(embeds(&received[1].body), ["é".repeat(2500), "é".repeat(2500)], "split between lines");
    assert_eq!(embeds(&received[2].body), ["é".repeat(4096), format!("{}…", "é".repeat(1903))]);
}

#[tokio::test]
async fn a_whisper_after_the_token_expired_or_the_reply_was_dismissed_is_too_late() {
    for (status, code) in [(401, 50027), (404, 10015), (404, 10062), (404, 10008)] {
        let stub = Stub::start([refusal(status, code)]).await;
        let error = discord(&stub.address).whisper(&reply(), "hello").await.unwrap_err();
        assert!(matches!(error, ChatError::TooLate(_)), "{code}: {error}");
        assert_eq!(stub.requests().len(), 1);
    }
}

#[tokio::test]
async fn a_whisper_is_retried_after_a_server_error() {
    let stub = Stub::start([response(503, Value::Null), response(200, json!({ "id": "5" }))]).await;
    assert_eq!(discord(&stub.address).whisper(&reply(), "hello").await, Ok(()));
    assert_eq!(stub.requests(), [ORIGINAL, ORIGINAL]);
}

#[tokio::test]
async fn an_unreachable_discord_is_unavailable_and_its_error_contains_no_token() {
    let error = discord("http://127.0.0.1:1").acknowledge(&reply()).await.unwrap_err();
    assert!(matches!(error, ChatError::Unavailable(_)), "{error}");
    assert!(!error.to_string().contains("token/") && !error.to_string().contains("reply-token"), "{error}");
}

#[tokio::test]
async fn a_form_has_one_required_field() {
    let stub = Stub::start([response(204, Value::Null)]).await;
    let form = Form {
        id: FormId::Button(button(Verb::Deny)),
        title: "t".repeat(60),
        question: "Why not?".to_owned(),
        placeholder: "Because".to_owned(),
        chars_max: 300,
    };
    assert_eq!(discord(&stub.address).open_form(&reply(), &form).await, Ok(()));
    let body = stub.received()[0].body.clone();
    assert_eq!(body["type"], 9);
    assert_eq!(body["data"]["custom_id"], format!("v1:deny:7:{DIGEST}"));
    assert_eq!(body["data"]["title"].as_str().unwrap().chars().count(), 45);
    let row = &body["data"]["components"][0];
    let field = &row["components"][0];
    assert_eq!((&row["type"], &field["type"], &field["style"]), (&json!(1), &json!(4), &json!(2)));
    assert_eq!(
        (&field["required"], &field["min_length"], &field["max_length"]),
        (&json!(true), &json!(1), &json!(300))
    );
    assert_eq!((&field["label"], &field["placeholder"]), (&json!("Why not?"), &json!("Because")));
}

#[tokio::test]
async fn choices_are_cut_to_as_many_as_discord_accepts() {
    let choice = |number: usize| Choice { name: format!("Ana {number}"), value: format!("ana{number}@contoso.com") };
    let choices: Vec<Choice> = (0..40).map(choice).collect();
    let stub = Stub::start([response(204, Value::Null), response(204, Value::Null)]).await;
    assert_eq!(discord(&stub.address).offer_choices(&reply(), &choices).await, Ok(()));
    assert_eq!(discord(&stub.address).offer_choices(&reply(), &[]).await, Ok(()));
    let received = stub.received();
    assert_eq!((received[0].request.as_str(), &received[0].body["type"]), (CALLBACK, &json!(8)));
    let offered = received[0].body["data"]["choices"].as_array().unwrap();
    assert_eq!(
        (offered.len(), &offered[24]["name"], &offered[24]["value"]),
        (25, &json!("Ana 24"), &json!("ana24@contoso.com"))
    );
    assert_eq!(received[1].body, json!({ "type": 8, "data": { "choices": [] } }));
}
