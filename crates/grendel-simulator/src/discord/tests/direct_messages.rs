//! Tests of the direct messages between the bot and one member.

use serde_json::json;

use super::TestBot;
use super::rest::refusal;
use crate::discord::APPLICATION_ID;

#[tokio::test]
async fn a_direct_message_is_seen_by_its_reader_alone() {
    let bot = TestBot::start().await;
    let anna = bot.discord.settings().user("anna").unwrap();
    let channel = bot.rest.direct_channel(anna).await.unwrap();
    assert_eq!(bot.rest.direct_channel(anna).await.unwrap(), channel, "there is one channel with each user");
    bot.rest.post_in(channel, &json!({ "content": "for Anna" })).await.unwrap();
    assert_eq!(bot.discord.direct_messages_to("anna")[0].content, "for Anna");
    assert!(bot.discord.direct_messages_to("bram").is_empty());
    let guild = bot.discord.guild();
    assert_eq!(guild.public().count(), 0);
    assert_eq!((guild.seen_by("anna").count(), guild.seen_by("bram").count()), (1, 0));
}

/// Discord does not name a channel in what it says about nonces.
#[tokio::test]
async fn a_nonce_counts_once_in_all_channels() {
    let bot = TestBot::start().await;
    let body = json!({ "content": "once", "nonce": "n1", "enforce_nonce": true });
    let mut posted = Vec::new();
    for who in ["anna", "bram"] {
        let channel = bot.rest.direct_channel(bot.discord.settings().user(who).unwrap()).await.unwrap();
        posted.push(bot.rest.post_in(channel, &body).await.unwrap().id);
    }
    assert_eq!(posted[0], posted[1]);
    assert!(bot.discord.direct_messages_to("bram").is_empty());
}

#[tokio::test]
async fn the_bot_hears_that_a_user_takes_no_direct_messages_when_it_sends_one() {
    let bot = TestBot::start().await;
    let anna = bot.discord.settings().user("anna").unwrap();
    bot.discord.refuse_direct_messages("anna");
    let channel = bot.rest.direct_channel(anna).await.unwrap();
    assert_eq!(refusal(bot.rest.post_in(channel, &json!({ "content": "hello" })).await), (403, 50007));
    assert_eq!(refusal(bot.rest.direct_channel(APPLICATION_ID).await), (403, 50007));
    assert_eq!(refusal(bot.rest.direct_channel(7).await), (400, 50033));
}
