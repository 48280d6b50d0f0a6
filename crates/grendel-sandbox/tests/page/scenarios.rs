//! Scenarios that are played while people look on, and go on with them.

use std::time::Duration;

use grendel_sandbox::web::Settings;
use serde_json::{Value, json};

use super::{HANNA, Visit};

/// A scenario waits 20 s for what must happen, and then says that it did not.
const PATIENCE: Duration = Duration::from_secs(60);

impl Visit {
    /// Waits for the end of the scenario that is being played and returns it.
    async fn play(&self) -> Value {
        let over = async || {
            let play = self.get("/api/world").await["play"].clone();
            (play["state"] != "playing").then_some(play)
        };
        self.until_within(PATIENCE, "the end of the scenario", over).await
    }
}

#[tokio::test]
async fn a_story_is_played_and_people_go_on_with_it() {
    let visit = Visit::begin().await;
    assert_eq!(visit.post("/api/scenarios/unlock", json!({})).await, json!({ "world": 2 }));
    assert_eq!(visit.get("/api/world").await["play"]["scenario"], "unlock");
    let sentence = Visit::refused(409, visit.try_post("/api/scenarios/denied", json!({})).await);
    assert!(sentence.contains("being played"), "{sentence}");
    assert_eq!(visit.play().await, json!({ "scenario": "unlock", "state": "ended", "error": null }));
    assert_eq!(visit.account(HANNA).await["sign_in"], "enabled");
    let jet = visit.account("blocked-long-ago").await["upn"].clone();
    visit.types("anna", "/unlock", json!({ "user": jet })).await;
    let card = visit.reads("bram", "\"Approve\"").await;
    visit.presses("bram", &card, "Approve").await;
    // A block of which no record is left takes the security team as well.
    let card = visit.reads("eva", "\"Approve\"").await;
    visit.presses("eva", &card, "Approve").await;
    visit.becomes("blocked-long-ago", "sign_in", "enabled").await;
    assert_eq!(visit.post("/api/world", json!({})).await, json!({ "world": 3 }));
    assert_eq!(visit.account(HANNA).await["sign_in"], "blocked");
    assert!(visit.sees("anna").await.is_empty() && visit.get("/api/world").await["play"].is_null());
    let entries = visit.get("/api/journal").await["entries"].clone();
    let is_start = |entry: &Value| entry["case"].is_null();
    assert!(entries.as_array().unwrap().iter().all(is_start), "a new world has no case: {entries}");
    visit.end().await;
}

#[tokio::test]
async fn a_story_that_goes_otherwise_says_where() {
    // Bram takes so long to press that Anna can think better of it.
    let slowly = Settings { pace: Duration::from_secs(3), port: Some(0), ..Settings::default() };
    let visit = Visit::begin_with(slowly).await;
    visit.post("/api/scenarios/unlock", json!({})).await;
    let card = visit.reads("anna", "Withdraw").await;
    visit.presses("anna", &card, "Withdraw").await;
    let play = visit.play().await;
    assert_eq!(play["state"], "failed", "{play}");
    assert!(!play["error"].as_str().unwrap().is_empty(), "{play}");
    visit.post("/api/bot/kill", json!({})).await;
    visit.post("/api/world", json!({})).await;
    assert_eq!(visit.get("/api/trouble").await["bot"], "running");
    visit.end().await;
}

#[tokio::test]
async fn a_story_is_left_in_the_middle() {
    let visit = Visit::begin().await;
    visit.post("/api/scenarios/silence", json!({})).await;
    assert_eq!(visit.post("/api/world", json!({})).await, json!({ "world": 3 }));
    assert!(visit.get("/api/world").await["play"].is_null());
    visit.end().await;
}
