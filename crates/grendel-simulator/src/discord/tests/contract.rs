//! A recording of everything that the simulator sends, checked against Discord's published schemas.

use std::path::Path;
use std::process::Command;

use serde_json::json;
use twilight_model::id::Id;

use super::{PATIENCE, TestBot, card};
use crate::discord::{GUILD_ID, SERVICEDESK_ID};

/// The program that checks a recording, in checkouts that have it beside them.
const CHECK: &str = "../shared/contracts/check";
const RECORDING: &str = "target/har/simulated-discord.har";

#[tokio::test]
async fn everything_sent_matches_discords_published_schemas() {
    let mut bot = TestBot::with_unlock().await;
    bot.rest.commands(false).await.unwrap();
    bot.rest.commands(true).await.unwrap();
    bot.rest.0.gateway().authed().await.unwrap();
    let anna = bot.discord.settings().user("anna").unwrap();
    bot.rest.0.guild_member(Id::new(GUILD_ID), Id::new(anna)).await.unwrap();
    let (_, command) = bot.anna_types_unlock().await;
    bot.respond(&command, json!({ "type": 5, "data": { "flags": 64 } })).await.unwrap();
    bot.respond(&command, json!({ "type": 5 })).await.unwrap_err();
    let edit = json!({ "content": format!("Looking for <@{anna}>") });
    bot.rest.edit_original(command.token(), &edit).await.unwrap();
    bot.rest.original(command.token()).await.unwrap();
    let posted = bot.post(card("Approve")).await.unwrap();
    let mut twice = card("Approve");
    twice["components"][0]["components"][1]["custom_id"] = json!("v1:approve:1");
    bot.post(twice).await.unwrap_err();
    bot.post(json!({ "content": "once", "nonce": "abc", "enforce_nonce": true })).await.unwrap();
    bot.rest.message(posted.id.get()).await.unwrap();
    let direct = bot.rest.direct_channel(anna).await.unwrap();
    bot.rest.post_in(direct, &json!({ "content": "for you" })).await.unwrap();
    bot.rest.direct_channel(1).await.unwrap_err();
    bot.discord.refuse_direct_messages("anna");
    bot.rest.post_in(direct, &json!({ "content": "not for you" })).await.unwrap_err();
    bot.rest.0.channel_messages(Id::new(SERVICEDESK_ID)).await.unwrap();
    bot.rest.message(1).await.unwrap_err();
    let message = bot.discord.guild().message(posted.id.get()).unwrap().clone();
    let bram = bot.discord.member("bram").unwrap();
    let pressed = bram.press(&message, "Approve").await.unwrap();
    let press = bot.next_interaction().await;
    let modal = json!({ "type": 9, "data": { "custom_id": "m", "title": "Why?", "components": [
        { "type": 1, "components": [{ "type": 4, "style": 1, "custom_id": "reason", "label": "Reason" }] },
    ]}});
    bot.respond(&press, modal).await.unwrap();
    let form = pressed.wait_for_modal(PATIENCE).await.unwrap();
    bram.submit(&form, &[("reason", "because")]).await.unwrap();
    let submission = bot.next_interaction().await;
    bot.respond(&submission, json!({ "type": 4, "data": { "content": "Noted", "flags": 64 } })).await.unwrap();
    let update = json!({ "content": "Done", "components": [] });
    bot.rest.edit(posted.id.get(), &update).await.unwrap();
    bram.press_raw(&message, "forged").await.unwrap();
    let forged = bot.next_interaction().await;
    bot.respond(&forged, json!({ "type": 6 })).await.unwrap();
    let follow_up = json!({ "content": "No", "flags": 64 });
    bot.rest.follow_up(forged.token(), &follow_up).await.unwrap();
    bram.send_gibberish("blah").await.unwrap();
    bot.next_dispatch("INTERACTION_CREATE").await;
    respond_and_read(&mut bot).await;
    bot.rest.delete_original(submission.token()).await.unwrap();
    bot.discord.member("anna").unwrap().autocomplete("/unlock", &[("user", "a")], "user").await.unwrap();
    let typing = bot.next_interaction().await;
    bot.respond(&typing, json!({ "type": 8, "data": { "choices": [] } })).await.unwrap();
    for _ in 0..6 {
        super::rest::post_once(&bot, SERVICEDESK_ID, &json!({ "content": "flood" })).await;
    }
    super::socket::wait_for_dispatch(&bot, 1, "GUILD_CREATE").await;
    bot.discord.request_reconnect().await;
    bot.next_dispatch("RESUMED").await;
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."));
    bot.recorder.save(&root.join(RECORDING)).unwrap();
    check_contracts(root);
}

async fn respond_and_read(bot: &mut TestBot) {
    let (_, command) = bot.anna_types_unlock().await;
    let answer = json!({ "type": 4, "data": { "content": "Hello", "flags": 64 } });
    let response = bot.rest.respond_and_read(command.id().get(), command.token(), &answer).await.unwrap();
    assert_eq!(response.resource.unwrap().message.unwrap().content, "Hello");
    assert_eq!(response.interaction.response_message_ephemeral, Some(true));
}

/// Does nothing if the program or Python is missing.
fn check_contracts(root: &Path) {
    let check = root.join(CHECK);
    if !check.exists() {
        return;
    }
    let outcome = Command::new(check).arg(root.join(RECORDING)).output();
    if let Ok(output) = outcome {
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    }
}
