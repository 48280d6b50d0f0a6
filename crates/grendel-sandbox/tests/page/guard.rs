//! Requests that the page refuses, and secrets that it never serves.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::Visit;

#[tokio::test]
async fn pages_and_names_from_elsewhere_are_refused() {
    let visit = Visit::begin().await;
    let address = visit.server.address();
    let port = address.rsplit(':').next().unwrap().to_owned();
    let refused = [
        ("host", "evil.example".to_owned()),
        ("host", format!("evil.example:{port}")),
        ("host", "127.0.0.1".to_owned()),
        ("host", "127.0.0.1:1".to_owned()),
        ("origin", "https://evil.example".to_owned()),
        ("origin", "null".to_owned()),
        ("origin", "http://127.0.0.1:1".to_owned()),
        ("origin", format!("https://127.0.0.1:{port}")),
        ("origin", format!("http://127.0.0.1:{port}.evil.example")),
    ];
    for (header, value) in refused {
        for path in ["/", "/api/world", "/api/events"] {
            let sent = visit.ask(visit.http.get(visit.url(path)).header(header, &value)).await;
            assert_eq!(sent.0, 403, "{header}: {value} at {path}: {}", sent.1);
        }
        let sent = visit.http.post(visit.url("/api/world")).header(header, &value).body("{}");
        Visit::refused(403, visit.ask(sent).await);
    }
    assert_eq!(visit.get("/api/world").await["world"], 1, "nothing came of it");
    // For a picture or a script a browser sends no `Origin`.
    for site in ["cross-site", "same-site"] {
        for path in ["/api/world", "/api/events", "/api/recording"] {
            let sent = visit.ask(visit.http.get(visit.url(path)).header("sec-fetch-site", site)).await;
            assert_eq!(sent.0, 403, "{site} at {path}: {}", sent.1);
        }
        let followed = visit.ask(visit.http.get(visit.url("/")).header("sec-fetch-site", site)).await;
        assert_eq!(followed.0, 200, "a link from elsewhere leads to the page");
    }
    for site in ["same-origin", "none"] {
        let sent = visit.ask(visit.http.get(visit.url("/api/world")).header("sec-fetch-site", site)).await;
        assert_eq!(sent.0, 200, "{site}: {}", sent.1);
    }
    for (header, value) in [("host", format!("localhost:{port}")), ("origin", address.clone())] {
        assert_eq!(visit.ask(visit.http.get(visit.url("/")).header(header, &value)).await.0, 200, "{header}: {value}");
    }
    visit.end().await;
}

#[tokio::test]
async fn the_page_takes_nothing_from_elsewhere_and_bodies_have_an_end() {
    let visit = Visit::begin().await;
    let page = visit.http.get(visit.url("/")).send().await.unwrap();
    let header = |name: &str| page.headers()[name].to_str().unwrap().to_owned();
    assert!(header("content-security-policy").starts_with("default-src 'none'"));
    assert_eq!((header("x-content-type-options").as_str(), header("cache-control").as_str()), ("nosniff", "no-store"));
    let long = visit.http.post(visit.url("/api/members/anna/messages")).body("x".repeat(200 << 10));
    assert!(Visit::refused(413, visit.ask(long).await).contains("131072"));
    visit.end().await;
}

/// Returns the secrets of the bot and its tenants, as the recording has them.
fn secrets(recording: &Value) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for entry in recording["log"]["entries"].as_array().unwrap() {
        let answer: Value =
            serde_json::from_str(entry["response"]["content"]["text"].as_str().unwrap_or_default()).unwrap_or_default();
        found.extend(answer["access_token"].as_str().map(str::to_owned));
        for header in entry["request"]["headers"].as_array().unwrap() {
            if header["name"].as_str().unwrap().eq_ignore_ascii_case("authorization") {
                found.extend(header["value"].as_str().unwrap().split_whitespace().nth(1).map(str::to_owned));
            }
        }
        let asked = entry["request"]["url"].as_str().unwrap();
        let token = asked.split_once("/interactions/").and_then(|(_, rest)| rest.split('/').nth(1));
        found.extend(token.map(str::to_owned));
    }
    found
}

#[tokio::test]
async fn nothing_but_the_recording_has_a_secret_in_it() {
    let visit = Visit::begin().await;
    let upn = visit.account("password-expired").await["upn"].clone();
    visit.types("anna", "/unlock", json!({ "user": upn })).await;
    let card = visit.reads("gita", "Approve").await;
    visit.presses("gita", &card, "Approve").await;
    visit
        .until("a pass", async || {
            let account = visit.account("password-expired").await;
            account["methods"].to_string().contains("temporary access pass").then_some(())
        })
        .await;
    let secrets = secrets(&visit.get("/api/recording").await);
    assert!(secrets.len() >= 4, "{secrets:?}");
    let mut said = String::new();
    for path in ["/api/world", "/api/commands", "/api/accounts", "/api/calls", "/api/journal", "/api/trouble"] {
        said += &visit.get(path).await.to_string();
    }
    for member in ["anna", "bram", "gita"] {
        said += &Value::from(visit.sees(member).await).to_string();
    }
    let constant = ["a-secret~of.the_sandbox", "ox-simulated-token", "Known-only-to"].map(str::to_owned);
    for secret in secrets.iter().chain(&constant) {
        assert!(!said.contains(secret.as_str()), "{secret} was said");
    }
    visit.end().await;
}
