//! A recording of everything that the simulator sends, for holding against Discord's published schemas.

use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};
use serenity::http::{LightMethod, Request, Route};

use super::{PATIENCE, Stage, card};
use crate::discord::{GUILD_ID, SERVICEDESK_ID};

/// Where the contracts lie beside a checkout that has them.
const CHECK: &str = "../shared/contracts/check";
const RECORDING: &str = "target/har/simulated-discord.har";

#[tokio::test]
async fn what_it_sends_is_what_discord_publishes() {
    let mut stage = Stage::with_unlock().await;
    stage.http.get_guild_commands(GUILD_ID.into()).await.unwrap();
    stage.http.get_guild_commands_with_localizations(GUILD_ID.into()).await.unwrap();
    stage.http.get_bot_gateway().await.unwrap();
    let anna = stage.discord.settings().user("anna").unwrap();
    stage.http.get_member(GUILD_ID.into(), anna.into()).await.unwrap();
    let (_, command) = stage.unlock_by_anna().await;
    stage.answers(&command, json!({ "type": 5, "data": { "flags": 64 } })).await.unwrap();
    stage.answers(&command, json!({ "type": 5 })).await.unwrap_err();
    let edit = json!({ "content": format!("Looking for <@{anna}>") });
    stage.http.edit_original_interaction_response(command.token(), &edit, vec![]).await.unwrap();
    stage.http.get_original_interaction_response(command.token()).await.unwrap();
    let posted = stage.posts(card("Approve")).await.unwrap();
    let mut twice = card("Approve");
    twice["components"][0]["components"][1]["custom_id"] = json!("v1:approve:1");
    stage.posts(twice).await.unwrap_err();
    stage.posts(json!({ "content": "once", "nonce": "abc", "enforce_nonce": true })).await.unwrap();
    stage.http.get_message(SERVICEDESK_ID.into(), posted.id).await.unwrap();
    stage.http.get_messages(SERVICEDESK_ID.into(), None, None).await.unwrap();
    stage.http.get_message(SERVICEDESK_ID.into(), 1.into()).await.unwrap_err();
    let message = stage.discord.guild().message(posted.id.get()).unwrap().clone();
    let bram = stage.discord.member("bram").unwrap();
    let pressed = bram.press(&message, "Approve").await.unwrap();
    let press = stage.interaction().await;
    let modal = json!({ "type": 9, "data": { "custom_id": "m", "title": "Why?", "components": [
        { "type": 1, "components": [{ "type": 4, "style": 1, "custom_id": "reason", "label": "Reason" }] },
    ]}});
    stage.answers(&press, modal).await.unwrap();
    let form = pressed.wait_for_modal(PATIENCE).await.unwrap();
    bram.submit(&form, &[("reason", "because")]).await.unwrap();
    let submission = stage.interaction().await;
    stage.answers(&submission, json!({ "type": 4, "data": { "content": "Noted", "flags": 64 } })).await.unwrap();
    let update = json!({ "content": "Done", "components": [] });
    stage.http.edit_message(SERVICEDESK_ID.into(), posted.id, &update, vec![]).await.unwrap();
    bram.press_raw(&message, "forged").await.unwrap();
    let forged = stage.interaction().await;
    stage.answers(&forged, json!({ "type": 6 })).await.unwrap();
    let follow_up = json!({ "content": "No", "flags": 64 });
    stage.http.create_followup_message(forged.token(), &follow_up, vec![]).await.unwrap();
    bram.send_gibberish("blah").await.unwrap();
    stage.receives("INTERACTION_CREATE").await;
    answers_and_asks_for_the_message(&mut stage).await;
    stage.http.delete_original_interaction_response(submission.token()).await.unwrap();
    stage.discord.member("anna").unwrap().autocomplete("/unlock", &[("user", "a")], "user").await.unwrap();
    let typing = stage.interaction().await;
    stage.answers(&typing, json!({ "type": 8, "data": { "choices": [] } })).await.unwrap();
    for _ in 0..6 {
        _ = stage.posts(json!({ "content": "flood" })).await;
    }
    super::socket::hears(&stage, 1, "GUILD_CREATE").await;
    stage.discord.request_reconnect().await;
    stage.receives("RESUMED").await;
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."));
    stage.recorder.save(&root.join(RECORDING)).unwrap();
    hold_against_the_contracts(root);
}

/// serenity has no method for `with_response`.
async fn answers_and_asks_for_the_message(stage: &mut Stage) {
    let (_, command) = stage.unlock_by_anna().await;
    let (interaction_id, token) = (command.id(), command.token());
    let answer = json!({ "type": 4, "data": { "content": "Hello", "flags": 64 } });
    let request = Request::new(Route::InteractionResponse { interaction_id, token }, LightMethod::Post)
        .params(Some(vec![("with_response", "true".to_owned())]))
        .body(Some(serde_json::to_vec(&answer).unwrap()));
    let answered: Value = stage.http.fire(request).await.unwrap();
    assert_eq!(answered["resource"]["message"]["content"], json!("Hello"));
    assert_eq!(answered["interaction"]["response_message_ephemeral"], json!(true));
}

/// Skipped where the contracts or Python are not there.
fn hold_against_the_contracts(root: &Path) {
    let check = root.join(CHECK);
    if !check.exists() {
        return;
    }
    let outcome = Command::new(check).arg(root.join(RECORDING)).output();
    if let Ok(output) = outcome {
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    }
}
