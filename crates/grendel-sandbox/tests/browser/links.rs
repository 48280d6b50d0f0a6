//! A link to a message leads to it on the page, as it does in Discord, and nothing opens that is outside.

use fantoccini::key::Key;
use grendel_sandbox::web::SandboxServer;
use serde_json::{Value, json};

use super::driver::{DESK, Driver, Look};
use super::keyboard::tabs_to;
use super::person::{Person, server};

/// So low that a card and what follows it are not in sight together.
const LOW: u32 = 560;
/// The beginning of a link to a message.
const DISCORD: &str = "https://discord.com/channels/";

/// The text of a link that is nothing but the address of a card.
const CARD: &str = "#servicedesk › message";

/// Something is said in a channel.
async fn says(server: &SandboxServer, member: &str, channel: &str, content: &str) {
    let address = format!("{}/api/members/{member}/messages", server.address());
    let said = json!({ "channel": channel, "content": content });
    let answer = reqwest::Client::new().post(address).json(&said).send().await.unwrap();
    assert!(answer.status().is_success(), "{}", answer.text().await.unwrap());
}

/// The address of the first card in the channel of the service desk, as the bot writes it.
async fn card_of(server: &SandboxServer) -> String {
    let client = reqwest::Client::new();
    let get = async |path: &str| -> Value {
        client.get(format!("{}{path}", server.address())).send().await.unwrap().json().await.unwrap()
    };
    let seen = get("/api/members/bram/messages?channel=servicedesk").await;
    let is_card = |message: &&Value| message["embeds"].as_array().is_some_and(|embeds| !embeds.is_empty());
    let card = seen["messages"].as_array().unwrap().iter().find(is_card).expect("there is a card");
    format!("{DISCORD}1/{}/{}", card["channel_id"].as_str().unwrap(), card["id"].as_str().unwrap())
}

/// Remembers that a message stood out, which none does for long.
async fn looks_out(person: &Person) {
    let look = "window.hasStoodOut = false; \
                const seen = () => { window.hasStoodOut ||= document.querySelector('li.message.is-found') !== null; }; \
                new MutationObserver(seen).observe(document.body, { attributes: true, childList: true, subtree: true });";
    person.look(look, vec![]).await;
}

/// The card has the focus, has stood out, and is seen from its beginning.
async fn is_at_the_card(person: &Person) {
    let look = "const one = document.activeElement; \
                const from = one.getBoundingClientRect().top - document.querySelector('#log').getBoundingClientRect().top; \
                return one.matches('li.message:has(.embed)') && from > -2 && from < 200";
    person.waits_for("the card is found", look).await;
    person.waits_for("it stood out", "return window.hasStoodOut").await;
    person.waits_for("it stands out no longer", "return document.querySelector('.is-found') === null").await;
    assert_eq!(person.window.windows().await.unwrap().len(), 1, "nothing opened");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_private_answer_leads_to_its_card_without_a_mouse() {
    let (driver, server) = (Driver::start(), server().await);
    let anna = Person::sits_down(&driver, Look { height: LOW, ..DESK }, &server, "anna").await;
    anna.presses("Close the welcome").await;
    anna.types("/unlock hanna.visser@contoso.example").await;
    anna.reads("Zaak 1 is geopend").await;
    anna.types("/cases").await;
    anna.strikes(Key::Enter).await;
    anna.reads(CARD).await;
    tabs_to(&anna, CARD).await;
    looks_out(&anna).await;
    anna.strikes(Key::Enter).await;
    is_at_the_card(&anna).await;
    anna.leaves().await;
    server.close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_turns_to_the_channel_of_its_message_and_to_none_without_it() {
    let (driver, server) = (Driver::start(), server().await);
    let bram = Person::sits_down(&driver, Look { height: LOW, ..DESK }, &server, "bram").await;
    bram.presses("Close the welcome").await;
    bram.types("/unlock hanna.visser@contoso.example").await;
    bram.reads("Withdraw").await;
    let card = card_of(&server).await;
    let (channel, _) = card.rsplit_once('/').unwrap();
    for content in
        [format!("[the card]({card})"), format!("[gone]({channel}/1)"), format!("[elsewhere]({DISCORD}1/2/3)")]
    {
        says(&server, "bram", "northwind", &content).await;
    }
    for line in 1..=9 {
        says(&server, "bram", "servicedesk", &format!("line {line}")).await;
    }
    bram.goes_to(&format!("{}/#bram/northwind", server.address())).await;

    for lost in ["gone", "elsewhere"] {
        bram.look("document.querySelector('#announcements').textContent = ''", vec![]).await;
        bram.presses(&format!("{lost} (leads to the message)")).await;
        let said = "return document.querySelector('#announcements').textContent.includes('is not here')";
        bram.waits_for("it is said that the message is not here", said).await;
        let beside = format!(
            "return document.querySelector('#messages').textContent.includes('{lost} (leads to the message) (not here)')"
        );
        bram.waits_for("those who see it see it as well", &beside).await;
        assert_eq!(bram.look("return location.hash", vec![]).await, "#bram/northwind");
    }
    looks_out(&bram).await;
    bram.presses("the card (leads to the message)").await;
    bram.waits_for("it is the other channel", "return location.hash === '#bram/servicedesk'").await;
    is_at_the_card(&bram).await;
    bram.leaves().await;
    server.close().await.unwrap();
}
