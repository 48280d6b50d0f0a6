//! Every scenario, played on the page: its cards are drawn, fit a phone, and are kept as pictures.

use std::path::Path;
use std::time::Duration;

use grendel_sandbox::web::SandboxServer;
use serde_json::{Value, json};

use super::driver::{DESK, Driver, Look, PHONE, PHONE_BY_NIGHT};
use super::person::{Person, server};

/// A height at which a picture shows a whole card.
const TALL: u32 = 1_600;
/// The longest time that a scenario may take.
const SCENARIO_PATIENCE: Duration = Duration::from_secs(60);

/// Plays a scenario to its end.
async fn plays(server: &SandboxServer, name: &str) {
    let (client, address) = (reqwest::Client::new(), server.address());
    let begun = client.post(format!("{address}/api/scenarios/{name}")).json(&json!({})).send().await.unwrap();
    assert!(begun.status().is_success(), "{name} does not begin: {}", begun.text().await.unwrap());
    let deadline = tokio::time::Instant::now() + SCENARIO_PATIENCE;
    loop {
        let world: Value = client.get(format!("{address}/api/world")).send().await.unwrap().json().await.unwrap();
        match world["play"]["state"].as_str() {
            Some("ended") => return,
            Some("playing") if tokio::time::Instant::now() < deadline => {}
            other => panic!("{name} is {other:?}: {}", world["play"]),
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// Takes a picture of each card of the channel. Returns their heights, in pixels.
async fn cards(person: &Person, scenario: &str) -> Vec<u64> {
    let count = "return document.querySelectorAll('#messages li:not(.is-private):has(.embed)').length";
    let count = person.look(count, vec![]).await.as_u64().unwrap();
    let mut heights = Vec::new();
    for place in 0..count {
        let show = "const card = document.querySelectorAll('#messages li:not(.is-private):has(.embed)')[arguments[0]]; \
                    const log = document.querySelector('#log'); \
                    log.scrollTop += card.getBoundingClientRect().top - log.getBoundingClientRect().top; return Math.round(card.getBoundingClientRect().height)";
        heights.push(person.look(show, vec![json!(place)]).await.as_u64().unwrap());
        person.keeps_a_picture(&format!("{scenario}-card-{}", place + 1)).await;
    }
    heights
}

#[tokio::test(flavor = "multi_thread")]
async fn every_card_is_drawn_and_none_is_longer_than_a_phone() {
    let (driver, server) = (Driver::start(), server().await);
    let people = [
        Person::sits_down(&driver, Look { height: TALL, ..DESK }, &server, "bram").await,
        Person::sits_down(&driver, Look { height: TALL, ..PHONE_BY_NIGHT }, &server, "bram").await,
    ];
    let (mut seen, mut too_long) = (0, Vec::new());
    for scenario in grendel_sandbox::scenarios::scenarios() {
        plays(&server, scenario.name).await;
        for person in &people {
            let drawn = "return document.querySelector('#play-banner').dataset.state === 'ended'";
            person.waits_for(&format!("{} has ended on the page", scenario.name), drawn).await;
            let heights = cards(person, scenario.name).await;
            person.fits(scenario.name).await;
            seen += heights.len();
            let is_phone = person.look.width == PHONE.width;
            let long = heights.iter().filter(|height| is_phone && **height > u64::from(PHONE.height));
            too_long.extend(long.map(|height| format!("{}: {height} pixels", scenario.name)));
        }
    }
    let pictures = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/pictures"));
    assert!(pictures.exists(), "no picture was kept");
    assert!(seen >= 90, "few cards were seen: {seen}");
    assert!(too_long.is_empty(), "longer than a phone: {too_long:#?}");
    for person in people {
        person.leaves().await;
    }
    server.close().await.unwrap();
}
