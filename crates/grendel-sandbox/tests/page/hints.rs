//! The stream of hints.

use std::time::Duration;

use serde_json::{Value, json};

use super::{HANNA_UPN, Visit};

/// A listener to the page's event stream.
struct Listener {
    answer: reqwest::Response,
    text: String,
}

impl Listener {
    async fn begin(visit: &Visit) -> Self {
        let answer = visit.http.get(visit.url("/api/events")).send().await.unwrap();
        assert_eq!(answer.headers()["content-type"], "text/event-stream");
        Self { answer, text: String::new() }
    }

    /// The next hint: its name, and what it says.
    async fn next(&mut self) -> (String, Value) {
        loop {
            if let Some((event, rest)) = self.text.split_once("\n\n") {
                let (event, rest) = (event.to_owned(), rest.to_owned());
                self.text = rest;
                let line = |name: &str| event.lines().find_map(|line| line.strip_prefix(name)).map(str::to_owned);
                let Some(name) = line("event: ") else { continue };
                return (name, serde_json::from_str(&line("data: ").unwrap()).unwrap());
            }
            let chunk = tokio::time::timeout(Duration::from_secs(10), self.answer.chunk()).await;
            self.text += std::str::from_utf8(&chunk.expect("a hint").unwrap().expect("the stream goes on")).unwrap();
        }
    }

    async fn until(&mut self, name: &str, is_meant: impl Fn(&Value) -> bool) -> Value {
        loop {
            let (found, about) = self.next().await;
            if found == name && is_meant(&about) {
                return about;
            }
        }
    }
}

#[tokio::test]
async fn two_listen_at_once_and_both_hear_everything() {
    let visit = Visit::begin().await;
    let (mut one, mut other) = (Listener::begin(&visit).await, Listener::begin(&visit).await);
    for listener in [&mut one, &mut other] {
        assert_eq!(listener.next().await, ("world".to_owned(), json!({ "world": 1 })));
    }
    let id = visit.types("anna", "/unlock", json!({ "user": HANNA_UPN })).await;
    let card = visit.reads("bram", "Approve").await;
    visit.presses("bram", &card, "Approve").await;
    visit.reads("bram", "can sign in again").await;
    for listener in [&mut one, &mut other] {
        let is_it = |about: &Value| about["id"] == json!(id) && about["state"] == "answered";
        assert_eq!(listener.until("interaction", is_it).await["who"], "anna");
        let room = listener.until("room", |_| true).await;
        assert_eq!((&room["channel_id"], &room["world"]), (&card["channel_id"], &json!(1)));
        listener.until("journal", |about| about["last"].as_u64() > Some(2)).await;
        listener.until("calls", |about| about["last"].as_u64() > Some(2)).await;
        listener.until("accounts", |_| true).await;
    }
    visit.post("/api/clock", json!({ "advance": "1m" })).await;
    one.until("clock", |about| about["now"].is_string()).await;
    visit.post("/api/trouble/slow", json!({ "ms": 7 })).await;
    one.until("trouble", |about| about["latency_ms"] == 7).await;
    visit.post("/api/trouble/throttle", json!({ "calls": 1, "retry_after": 1 })).await;
    one.until("trouble", |about| about["throttle"] == 1).await;
    visit.types("bram", "/whoami", json!({})).await;
    loop {
        one.until("trouble", |_| true).await;
        if visit.get("/api/trouble").await["throttle"] == 0 {
            break;
        }
    }
    visit.post("/api/world", json!({})).await;
    for listener in [&mut one, &mut other] {
        listener.until("world", |about| about["world"] == 2).await;
    }
    // Scenarios move the clock as well.
    visit.post("/api/scenarios/expired", json!({})).await;
    one.until("clock", |about| about["world"] == 3).await;
    visit.end().await;
}

#[tokio::test]
async fn who_waits_too_long_hears_that_it_failed() {
    let visit = Visit::begin().await;
    visit.post("/api/bot/kill", json!({})).await;
    let mut listener = Listener::begin(&visit).await;
    let id = visit.types("anna", "/unlock", json!({ "user": HANNA_UPN })).await;
    listener.until("interaction", |about| about["id"] == json!(id) && about["state"] == "failed").await;
    visit.end().await;
}

#[tokio::test]
async fn there_is_room_for_so_many_listeners_and_no_more() {
    let visit = Visit::begin().await;
    let mut listeners = Vec::new();
    for _ in 0..64 {
        listeners.push(Listener::begin(&visit).await);
    }
    let refused = visit.ask(visit.http.get(visit.url("/api/events"))).await;
    assert!(Visit::refused(503, refused).contains("too many"));
    drop(listeners);
    let again = async || {
        let answer = visit.http.get(visit.url("/api/events")).send().await.unwrap();
        (answer.status() == 200).then_some(())
    };
    visit.until("a place", again).await;
    visit.end().await;
}
