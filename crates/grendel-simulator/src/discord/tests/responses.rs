//! Tests of responses, follow-ups, tokens and modals.

use jiff::SignedDuration;
use serde_json::json;
use serenity::model::application::Interaction;

use super::rest::refusal;
use super::{PATIENCE, TestBot, card};
use crate::discord::{APPLICATION_ID, CallbackKind};

#[tokio::test]
async fn a_deferred_private_response_is_completed_by_an_edit() {
    let mut bot = TestBot::with_unlock().await;
    let (sent, interaction) = bot.anna_types_unlock().await;
    bot.respond(&interaction, json!({ "type": 5, "data": { "flags": 64, "attachments": [] } })).await.unwrap();
    assert_eq!(sent.acknowledged().unwrap().answer, CallbackKind::Thinking);
    assert!(sent.private_message().is_none());
    assert_eq!(bot.discord.unfinished().len(), 1);
    let edit = json!({ "content": "Looking" });
    bot.rest.edit_original(interaction.token(), &edit).await.unwrap();
    let private = sent.wait_for_private_message(PATIENCE).await.unwrap();
    assert_eq!((private.content.as_str(), private.edits), ("Looking", 0));
    assert!(bot.discord.unfinished().is_empty());
    assert!(bot.discord.seen_by("anna").contains("Looking"));
    assert!(!bot.discord.seen_by("bram").contains("Looking"));
    let public = bot.rest.message(private.id).await;
    assert_eq!(refusal(public), (404, 10008));
    let original = bot.rest.original(interaction.token()).await.unwrap();
    assert_eq!(original.id.get(), private.id);
}

#[tokio::test]
async fn the_first_follow_up_completes_the_deferred_response_and_stays_private() {
    let mut bot = TestBot::with_unlock().await;
    let (sent, interaction) = bot.anna_types_unlock().await;
    bot.respond(&interaction, json!({ "type": 5, "data": { "flags": 64 } })).await.unwrap();
    let token = interaction.token();
    bot.rest.follow_up(token, &json!({ "content": "one" })).await.unwrap();
    bot.rest.follow_up(token, &json!({ "content": "two", "flags": 64 })).await.unwrap();
    let contents: Vec<String> = sent.private_messages().into_iter().map(|message| message.content).collect();
    assert_eq!(contents, ["one", "two"]);
}

#[tokio::test]
async fn a_response_after_three_seconds_is_refused() {
    let mut bot = TestBot::with_unlock().await;
    let (_, interaction) = bot.anna_types_unlock().await;
    bot.clock.advance(SignedDuration::from_millis(3_100));
    let late = bot.respond(&interaction, json!({ "type": 5, "data": { "flags": 64 } })).await;
    assert_eq!(refusal(late), (404, 10062));
    assert_eq!(bot.discord.unacknowledged().len(), 1);
}

#[tokio::test]
async fn a_second_response_is_refused() {
    let mut bot = TestBot::with_unlock().await;
    let (_, interaction) = bot.anna_types_unlock().await;
    let body = json!({ "type": 4, "data": { "content": "hello", "flags": 64 } });
    bot.respond(&interaction, body.clone()).await.unwrap();
    assert_eq!(refusal(bot.respond(&interaction, body).await), (400, 40060));
}

#[tokio::test]
async fn a_token_is_valid_from_the_first_response_for_15_minutes() {
    let mut bot = TestBot::with_unlock().await;
    let (_, interaction) = bot.anna_types_unlock().await;
    let follow_up = json!({ "content": "more", "flags": 64 });
    let early = bot.rest.follow_up(interaction.token(), &follow_up).await;
    assert_eq!(refusal(early), (404, 10015));
    bot.respond(&interaction, json!({ "type": 4, "data": { "content": "hello" } })).await.unwrap();
    bot.rest.follow_up(interaction.token(), &follow_up).await.unwrap();
    bot.clock.advance(SignedDuration::from_mins(15));
    let late = bot.rest.follow_up(interaction.token(), &follow_up).await;
    assert_eq!(refusal(late), (401, 50027));
    let stranger = bot.rest.follow_up("stranger", &follow_up).await;
    assert_eq!(refusal(stranger), (401, 50027));
}

#[tokio::test]
async fn a_deferred_response_takes_only_the_ephemeral_flag() {
    let mut bot = TestBot::with_unlock().await;
    let (_, interaction) = bot.anna_types_unlock().await;
    let both = bot.respond(&interaction, json!({ "type": 5, "data": { "flags": 64 | 4096 } })).await;
    assert_eq!(refusal(both), (400, 50035));
    let update = bot.respond(&interaction, json!({ "type": 7, "data": { "content": "no" } })).await;
    assert_eq!(refusal(update), (400, 50035));
}

#[tokio::test]
async fn a_modal_is_opened_submitted_and_answered() {
    let mut bot = TestBot::with_unlock().await;
    bot.post(card("Approve")).await.unwrap();
    let message = bot.discord.wait_for(PATIENCE, |guild| guild.public().next().cloned()).await.unwrap();
    let bram = bot.discord.member("bram").unwrap();
    let pressed = bram.press(&message, "approve").await.unwrap();
    let Interaction::Component(press) = bot.next_interaction().await else { panic!("a press") };
    assert_eq!(press.data.custom_id, "v1:approve:1");
    assert_eq!(press.message.id.get(), message.id);
    let interaction = Interaction::Component(press);
    let modal = json!({ "type": 9, "data": { "custom_id": "v1:why:1", "title": "Why?", "components": [
        { "type": 1, "components": [
            { "type": 4, "style": 2, "custom_id": "reason", "label": "Reason", "min_length": 3, "max_length": 20 },
        ]},
    ]}});
    bot.respond(&interaction, modal.clone()).await.unwrap();
    let form = pressed.wait_for_modal(PATIENCE).await.unwrap();
    assert_eq!(form.to_text(), "┌ Why?\n│ Reason *: ____\n│ [ Cancel ] [ Submit ]\n└\n");
    assert!(bram.submit(&form, &[]).await.is_err(), "the field is required");
    assert!(bram.submit(&form, &[("reason", "no")]).await.is_err(), "too short");
    assert!(bot.discord.member("anna").unwrap().submit(&form, &[("reason", "mine")]).await.is_err());
    let submitted = bram.submit(&form, &[("Reason", "not today")]).await.unwrap();
    let interaction = bot.next_interaction().await;
    let Interaction::Modal(submission) = &interaction else { panic!("a modal") };
    assert_eq!(submission.data.custom_id, "v1:why:1");
    assert_eq!(refusal(bot.respond(&interaction, modal).await), (400, 50035), "no modal after a modal");
    let update = json!({ "type": 7, "data": { "content": "Denied", "components": [] } });
    bot.respond(&interaction, update).await.unwrap();
    assert_eq!(submitted.acknowledged().unwrap().answer, CallbackKind::Update);
    let now = bot.discord.guild().message(message.id).unwrap().clone();
    assert_eq!((now.content.as_str(), now.edits, now.components.len()), ("Denied", 1, 0));
    let follow_up = json!({ "content": "noted", "flags": 64 });
    let private = bot.rest.follow_up(interaction.token(), &follow_up).await.unwrap();
    assert_eq!(private.author.id.get(), APPLICATION_ID);
}
