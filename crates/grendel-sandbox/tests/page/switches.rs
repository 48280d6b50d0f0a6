//! The switches of the page: faults, the bot's power, the clock.

use serde_json::json;

use super::{HANNA, HANNA_UPN, Visit};

#[tokio::test]
async fn the_power_goes_in_the_middle_and_the_case_goes_on() {
    let visit = Visit::begin().await;
    visit.types("anna", "/unlock", json!({ "user": HANNA_UPN })).await;
    let card = visit.reads("bram", "Approve").await;
    visit.is_told("anna").await;
    assert_eq!(visit.post("/api/bot/kill", json!({})).await["bot"], "down");
    assert!(Visit::refused(409, visit.try_post("/api/bot/kill", json!({})).await).contains("down already"));
    let lost = visit.presses("bram", &card, "Approve").await;
    let state = async || visit.get(&format!("/api/interactions/{lost}")).await["state"].clone();
    assert_eq!(state().await, "waiting");
    visit.until("a failure", async || (state().await == "failed").then_some(())).await;
    let up = visit.post("/api/bot/start", json!({})).await;
    assert_eq!((&up["bot"], &up["connected"]), (&json!("running"), &json!(true)));
    assert!(Visit::refused(409, visit.try_post("/api/bot/start", json!({})).await).contains("running already"));
    let again = async || {
        let body = json!({ "message": card["id"], "label": "Approve" });
        // A press that no one saw answered may still count once the bot hears of it.
        visit.try_post("/api/members/bram/presses", body).await;
        (visit.account(HANNA).await["sign_in"] == "enabled").then_some(())
    };
    visit.until("Hanna's sign-in", again).await;
    visit.reads("bram", "can sign in again").await;
    assert_eq!(visit.post("/api/bot/restart", json!({})).await["bot"], "running");
    visit.end().await;
}

#[tokio::test]
async fn a_lost_answer_is_seen_and_looked_after() {
    let visit = Visit::begin().await;
    visit.types("anna", "/unlock", json!({ "user": HANNA_UPN })).await;
    let card = visit.reads("bram", "Approve").await;
    let set = visit.post("/api/trouble/lose-answer", json!({ "calls": 1, "call": "PATCH" })).await;
    assert_eq!(set["lose_answers"], 1);
    visit.presses("bram", &card, "Approve").await;
    visit.reads("bram", "can sign in again").await;
    assert_eq!(visit.get("/api/trouble").await["lose_answers"], 0);
    let calls = visit.get("/api/calls").await;
    let mut patches = calls["calls"].as_array().unwrap().iter().filter(|call| call["method"] == "PATCH");
    assert!(patches.all(|patch| patch["status"].is_null() && patch["ms"].is_null()), "{calls}");
    visit.end().await;
}

#[tokio::test]
async fn trouble_is_counted_and_taken_back() {
    let visit = Visit::begin().await;
    let usual = visit.get("/api/trouble").await;
    assert_eq!((&usual["throttle"], &usual["connected"]), (&json!(0), &json!(true)));
    visit.post("/api/trouble/slow", json!({ "ms": 40 })).await;
    let set = visit.post("/api/trouble/throttle", json!({ "calls": 2, "retry_after": 1 })).await;
    assert_eq!((&set["throttle"], &set["latency_ms"]), (&json!(2), &json!(40)));
    visit.types("anna", "/unlock", json!({ "user": HANNA_UPN })).await;
    visit.reads("bram", "Approve").await;
    assert_eq!(visit.get("/api/trouble").await["throttle"], 0);
    let calls = visit.get("/api/calls").await;
    assert!(calls["calls"].as_array().unwrap().iter().any(|call| call["status"] == 429), "{calls}");
    visit.post("/api/trouble/throttle", json!({ "calls": 9 })).await;
    assert_eq!(visit.post("/api/trouble/clear", json!({})).await, usual);
    visit.post("/api/trouble/drop-socket", json!({})).await;
    let connected = async || (visit.get("/api/trouble").await["connected"] == true).then_some(());
    visit.until("the connection", connected).await;
    visit.end().await;
}

#[tokio::test]
async fn the_clock_runs_out_on_a_case() {
    let visit = Visit::begin().await;
    visit.types("anna", "/unlock", json!({ "user": HANNA_UPN })).await;
    visit.reads("bram", "Approve").await;
    let before = visit.get("/api/clock").await["now"].as_str().unwrap().parse::<jiff::Timestamp>().unwrap();
    let after = visit.post("/api/clock", json!({ "advance": "1h" })).await;
    let after = after["now"].as_str().unwrap().parse::<jiff::Timestamp>().unwrap();
    assert!((3600..3700).contains(&after.duration_since(before).as_secs()), "{before} {after}");
    visit.reads("bram", "Not decided in time").await;
    visit.end().await;
}

#[tokio::test]
async fn completions_end_after_three_seconds() {
    let visit = Visit::begin().await;
    visit.post("/api/bot/kill", json!({})).await;
    let begun = std::time::Instant::now();
    let typed =
        json!({ "channel": "servicedesk", "command": "/unlock", "options": { "user": "han" }, "focused": "user" });
    let sentence = Visit::refused(504, visit.try_post("/api/members/anna/completions", typed).await);
    assert!(sentence.contains("within 3 s") && begun.elapsed().as_secs() < 6, "{sentence}");
    visit.end().await;
}
