//! Tests of the user client: the actions that it allows and the interactions that the bot receives.

use serde_json::json;
use serenity::model::application::Interaction;

use super::{PATIENCE, TestBot, card};
use crate::discord::{GuildEvent, HELPDESK_ID, NORTHWIND_ID};

#[tokio::test]
async fn a_command_interaction_has_all_its_fields() {
    let mut bot = TestBot::with_unlock().await;
    let (sent, interaction) = bot.anna_types_unlock().await;
    let Interaction::Command(command) = interaction else { panic!("a command") };
    assert_eq!(command.id.get(), sent.id());
    assert_eq!(command.data.name, "unlock");
    assert_eq!(command.data.options[0].value.as_str(), Some("ana@contoso.com"));
    let member = command.member.unwrap();
    assert_eq!(member.roles, [HELPDESK_ID]);
    assert!(member.permissions.is_some());
    assert_eq!((command.locale.as_str(), command.guild_locale.as_deref()), ("nl", Some("en-US")));
    let age = bot.clock.now().as_millisecond() - (i64::try_from(sent.id() >> 22).unwrap() + 1_420_070_400_000);
    assert!((0..2_000).contains(&age), "{age} ms");
}

#[tokio::test]
async fn discords_client_checks_options_and_a_custom_one_does_not() {
    let mut bot = TestBot::with_unlock().await;
    let anna = bot.discord.member("anna").unwrap();
    let long = "x".repeat(6000);
    assert!(anna.type_command("/unlock", &[]).await.is_err());
    assert!(anna.type_command("/unlock", &[("user", "ana"), ("reason", "x")]).await.is_err());
    assert!(anna.type_command("/unlock", &[("user", "ana"), ("reason", &long)]).await.is_err());
    assert!(anna.type_command("/unlock", &[("user", "ana"), ("colour", "red")]).await.is_err());
    anna.type_command_unchecked("/unlock", &[("reason", &long)]).await.unwrap();
    let Interaction::Command(command) = bot.next_interaction().await else { panic!("a command") };
    assert_eq!(command.data.options[0].value.as_str().unwrap().len(), 6000);
}

#[tokio::test]
async fn an_interaction_carries_the_current_roles() {
    let mut bot = TestBot::with_unlock().await;
    let anna = bot.discord.member("anna").unwrap();
    anna.remove_role("helpdesk").unwrap();
    let (_, interaction) = bot.anna_types_unlock().await;
    let Interaction::Command(command) = interaction else { panic!("a command") };
    assert!(command.member.unwrap().roles.is_empty());
    anna.add_role("lead").unwrap();
    assert!(anna.add_role("king").is_err());
}

#[tokio::test]
async fn a_press_needs_an_enabled_button_unless_it_is_stale_or_forged() {
    let mut bot = TestBot::with_unlock().await;
    let posted = bot.post(card("Approve")).await.unwrap();
    let message = bot.discord.guild().message(posted.id.get()).unwrap().clone();
    let bram = bot.discord.member("bram").unwrap();
    assert!(bram.press(&message, "Deny").await.is_err(), "disabled");
    assert!(bram.press(&message, "Look").await.is_err(), "a link");
    assert!(bram.press(&message, "v1:").await.is_err(), "two of them");
    bram.press_raw(&message, "v1:approve:999").await.unwrap();
    let Interaction::Component(forged) = bot.next_interaction().await else { panic!("a press") };
    assert_eq!(forged.data.custom_id, "v1:approve:999");
    let edit = json!({ "components": [] });
    bot.rest.edit(posted.id.get(), &edit).await.unwrap();
    assert!(bram.press(&message, "Approve").await.is_err(), "gone");
    bram.press_stale(&message, "Approve").await.unwrap();
    bram.in_channel("northwind").press_stale(&message, "Approve").await.unwrap();
    bot.next_interaction().await;
    let Interaction::Component(elsewhere) = bot.next_interaction().await else { panic!("a press") };
    assert_eq!(elsewhere.channel_id.get(), NORTHWIND_ID);
}

#[tokio::test]
async fn an_interaction_can_be_replayed_or_unreadable() {
    let mut bot = TestBot::with_unlock().await;
    let (sent, first) = bot.anna_types_unlock().await;
    let anna = bot.discord.member("anna").unwrap();
    anna.replay(&sent).await.unwrap();
    let second = bot.next_interaction().await;
    assert_eq!((first.id(), first.token()), (second.id(), second.token()));
    anna.send_gibberish("blah").await.unwrap();
    let body = bot.next_dispatch("INTERACTION_CREATE").await;
    let understood = serde_json::from_value::<Interaction>(body.clone());
    assert!(understood.is_err(), "{understood:?}");
    assert_eq!(bot.discord.unacknowledged().len(), 2);
    let token = body["token"].as_str().unwrap();
    let id: u64 = body["id"].as_str().unwrap().parse().unwrap();
    let answer = json!({ "type": 4, "data": { "content": "What?", "flags": 64 } });
    bot.rest.respond(id, token, &answer).await.unwrap();
}

#[tokio::test]
async fn autocompletion_choices_are_stored() {
    let mut bot = TestBot::with_unlock().await;
    let sent = bot.discord.member("anna").unwrap().autocomplete("/unlock", &[("user", "an")], "user").await.unwrap();
    let interaction = bot.next_interaction().await;
    assert!(matches!(interaction, Interaction::Autocomplete(_)));
    let choices = json!({ "type": 8, "data": { "choices": [{ "name": "Ana", "value": "ana@contoso.com" }] } });
    bot.respond(&interaction, choices).await.unwrap();
    assert_eq!(sent.interaction().choices[0].0, "Ana");
}

#[tokio::test]
async fn only_options_with_autocomplete_ask_for_completions() {
    let bot = TestBot::with_unlock().await;
    let anna = bot.discord.member("anna").unwrap();
    assert!(anna.autocomplete("/unlock", &[("reason", "an")], "reason").await.is_err());
    assert!(anna.autocomplete("/unlock", &[], "colour").await.is_err());
}

#[tokio::test]
async fn one_invalid_choice_refuses_the_whole_list() {
    let mut bot = TestBot::with_unlock().await;
    let anna = bot.discord.member("anna").unwrap();
    let one = |name: &str, value: &str| json!({ "name": name, "value": value });
    let long = "x".repeat(101);
    let refused = [
        json!(vec![one("Ana", "ana@contoso.com"); 26]),
        json!([one(&long, "ana@contoso.com")]),
        json!([one("", "ana@contoso.com")]),
        json!([one("Ana", &long)]),
        json!([{ "name": "Ana" }]),
    ];
    for choices in refused {
        let sent = anna.autocomplete("/unlock", &[("user", "an")], "user").await.unwrap();
        let interaction = bot.next_interaction().await;
        let answer = bot.respond(&interaction, json!({ "type": 8, "data": { "choices": choices } })).await;
        assert!(answer.is_err() && sent.acknowledged().is_none(), "{choices}");
        bot.respond(&interaction, json!({ "type": 5 })).await.unwrap_err();
    }
    assert_eq!(bot.discord.unacknowledged().len(), 0, "nobody waits for what is not sent yet");
}

#[tokio::test]
async fn events_are_sent_live_and_messages_can_be_read_afterwards() {
    let mut bot = TestBot::with_unlock().await;
    let mut events = bot.discord.events();
    let (sent, interaction) = bot.anna_types_unlock().await;
    bot.respond(&interaction, json!({ "type": 4, "data": { "content": "psst", "flags": 64 } })).await.unwrap();
    bot.post(card("Approve")).await.unwrap();
    sent.wait_for_acknowledgement(PATIENCE).await.unwrap();
    let created = events.recv().await.unwrap();
    let GuildEvent::InteractionCreated { user, action, .. } = created else { panic!("{created:?}") };
    assert_eq!((user.as_str(), action.as_str()), ("anna", "/unlock user:ana@contoso.com"));
    assert!(matches!(events.recv().await.unwrap(), GuildEvent::Acknowledged { .. }));
    assert!(matches!(events.recv().await.unwrap(), GuildEvent::PrivateMessage { .. }));
    assert!(matches!(events.recv().await.unwrap(), GuildEvent::MessagePosted { .. }));
    assert_eq!(bot.discord.private_messages()[0].0, "anna");
    insta::assert_snapshot!(bot.discord.seen_by("anna"), @r"
    ┌ Grendel (only you see this)
    │ psst
    └
    ┌ Grendel
    │ A case
    │
    │ ▌ # Case 1
    │ ▌ Sign-in is blocked
    │ ▌ Plan:
    │ ▌   1. Enable sign-in
    │ ▌ -- v1
    │ [ Approve ] [ Deny (disabled) ] [ Look -> https://example.com/1 ]
    └
    ");
}
