//! Tests of select menus and of dismissed messages.

use serde_json::{Value, json};
use serenity::model::application::{ComponentInteractionDataKind, Interaction};

use super::rest::refusal;
use super::{PATIENCE, TestBot};

fn menu(options: &[(&str, &str)], most: u64) -> Value {
    let options: Vec<Value> = options.iter().map(|(label, value)| json!({ "label": label, "value": value })).collect();
    json!({ "content": "Which?", "components": [{ "type": 1, "components": [
        { "type": 3, "custom_id": "which", "placeholder": "which account", "max_values": most, "options": options },
    ]}]})
}

fn owned(values: &[&str]) -> Vec<String> {
    values.iter().map(|value| (*value).to_owned()).collect()
}

#[tokio::test]
async fn a_menu_submits_only_offered_values() {
    let mut bot = TestBot::start().await;
    let posted = bot.post(menu(&[("Hanna", "1"), ("Hans", "2")], 1)).await.unwrap();
    let message = bot.discord.guild().message(posted.id.get()).unwrap().clone();
    assert!(message.to_text().contains("[ which account: Hanna / Hans ]"));
    let anna = bot.discord.member("anna").unwrap();
    for wrong in [&["3"][..], &[], &["1", "2"]] {
        assert!(anna.select(&message, "which", &owned(wrong)).await.is_err(), "{wrong:?}");
    }
    assert!(anna.select(&message, "who", &owned(&["1"])).await.is_err());
    let sent = anna.select(&message, "which", &owned(&["2"])).await.unwrap();
    let Interaction::Component(chosen) = bot.next_interaction().await else { panic!("a component") };
    let ComponentInteractionDataKind::StringSelect { values } = &chosen.data.kind else { panic!("a menu") };
    assert_eq!((values, sent.interaction().action.as_str()), (&owned(&["2"]), "[ Hans ]"));
}

#[tokio::test]
async fn invalid_menus_are_refused() {
    let bot = TestBot::start().await;
    let many: Vec<String> = (0..26).map(|number| number.to_string()).collect();
    let many: Vec<(&str, &str)> = many.iter().map(|number| (number.as_str(), number.as_str())).collect();
    let bodies = [menu(&[], 1), menu(&many, 1), menu(&[("a", "1"), ("b", "1")], 1), menu(&[("a", "1")], 2), {
        let mut beside = menu(&[("a", "1")], 1);
        let button = json!({ "type": 2, "style": 1, "custom_id": "b", "label": "B" });
        beside["components"][0]["components"].as_array_mut().unwrap().push(button);
        beside
    }];
    for body in bodies {
        assert_eq!(refusal(bot.post(body.clone()).await), (400, 50035), "{body}");
    }
}

#[tokio::test]
async fn a_dismissed_message_stays_hidden_when_the_bot_edits_it() {
    let mut bot = TestBot::with_unlock().await;
    let (sent, interaction) = bot.anna_types_unlock().await;
    bot.respond(&interaction, json!({ "type": 4, "data": { "content": "hush", "flags": 64 } })).await.unwrap();
    let whisper = sent.wait_for_private_message(PATIENCE).await.unwrap();
    let (anna, bram) = (bot.discord.member("anna").unwrap(), bot.discord.member("bram").unwrap());
    assert!(bram.dismiss(&whisper).is_err());
    anna.dismiss(&whisper).unwrap();
    assert!(anna.visible_messages().is_empty());
    let changed = json!({ "content": "hush again" });
    bot.rest.edit_original(interaction.token(), &changed).await.unwrap();
    assert!(anna.visible_messages().is_empty());
}
