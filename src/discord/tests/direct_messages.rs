//! Tests of direct messages.

use serde_json::json;

use super::discord;
use super::stub::{Stub, message, refusal, response};
use crate::domain::MemberId;
use crate::ports::{Chat, ChatError, DirectMessage};

fn for_anna() -> DirectMessage {
    DirectMessage { member: MemberId(3), nonce: "n".to_owned(), words: "Glass broken by <@4>".to_owned() }
}

#[tokio::test]
async fn a_direct_message_opens_the_channel_and_alerts_its_reader_alone() {
    let stub = Stub::start([response(200, json!({ "id": "31", "type": 1 })), message("5")]).await;
    assert_eq!(discord(&stub.address).direct_message(&for_anna()).await, Ok(()));
    assert_eq!(stub.requests(), ["POST /api/v10/users/@me/channels", "POST /api/v10/channels/31/messages"]);
    let received = stub.received();
    assert_eq!(received[0].body, json!({ "recipient_id": "3" }));
    let body = &received[1].body;
    assert_eq!((&body["nonce"], &body["enforce_nonce"]), (&json!("n"), &json!(true)));
    assert_eq!(body["allowed_mentions"]["parse"], json!([]));
}

#[tokio::test]
async fn a_member_who_takes_no_direct_messages_is_not_asked_again() {
    let stub = Stub::start([response(200, json!({ "id": "31" })), refusal(403, 50007)]).await;
    let error = discord(&stub.address).direct_message(&for_anna()).await.unwrap_err();
    assert!(matches!(error, ChatError::Gone(_)), "{error}");
    assert_eq!(stub.requests().len(), 2);
}

#[tokio::test]
async fn a_channel_that_cannot_be_opened_sends_nothing() {
    let stub = Stub::start([refusal(400, 50033)]).await;
    let error = discord(&stub.address).direct_message(&for_anna()).await.unwrap_err();
    assert!(matches!(error, ChatError::Gone(_)), "{error}");
    assert_eq!(stub.requests(), ["POST /api/v10/users/@me/channels"]);
}
