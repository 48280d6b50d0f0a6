//! The description of the interface: every call is in it, and every call in it works.

use std::collections::BTreeSet;

use grendel_sandbox::web::routes;
use serde_json::{Value, json};

use super::{HANNA_UPN, Visit};

const DESCRIPTION: &str = include_str!("../../src/web/interface.md");
const BASE: &str = "http://127.0.0.1:4242";

/// One example: the method, the path with its query, and the body.
#[derive(Debug)]
struct Example {
    method: String,
    path: String,
    body: Option<String>,
}

/// The words of a shell's line; quotes hold together what they hold.
fn words(line: &str) -> Vec<String> {
    let (mut words, mut word, mut quoted) = (Vec::new(), String::new(), false);
    for letter in line.chars() {
        match letter {
            '\'' => quoted = !quoted,
            ' ' if !quoted => words.push(std::mem::take(&mut word)),
            letter => word.push(letter),
        }
    }
    words.push(word);
    words.into_iter().filter(|word| !word.is_empty()).collect()
}

fn examples() -> Vec<Example> {
    let lines = DESCRIPTION.lines().filter(|line| line.starts_with("curl "));
    let example = |line: &str| {
        let words = words(line);
        let behind = |flag: &str| words.iter().position(|word| word == flag).map(|at| words[at + 1].clone());
        let url = words.iter().find(|word| word.starts_with(BASE)).unwrap_or_else(|| panic!("no address: {line}"));
        let body = behind("-d");
        let method = behind("-X").unwrap_or_else(|| if body.is_some() { "POST" } else { "GET" }.to_owned());
        Example { method, path: url[BASE.len()..].to_owned(), body }
    };
    lines.map(example).collect()
}

/// Returns true if a path matches this route: braces match anything.
fn is_of(route: &str, path: &str) -> bool {
    let path = path.split('?').next().unwrap_or_default();
    let (route, path): (Vec<&str>, Vec<&str>) = (route.split('/').collect(), path.split('/').collect());
    let is_same = |(route, path): (&&str, &&str)| route == path || (route.starts_with('{') && !path.is_empty());
    route.len() == path.len() && route.iter().zip(&path).all(is_same)
}

#[test]
fn every_call_is_described_and_every_description_is_of_a_call() {
    let examples = examples();
    let undescribed: Vec<String> = routes()
        .iter()
        .filter(|route| {
            !examples.iter().any(|example| example.method == route.method && is_of(route.path, &example.path))
        })
        .map(|route| format!("{} {}", route.method, route.path))
        .collect();
    assert!(undescribed.is_empty(), "no example of {undescribed:?} in interface.md");
    for example in &examples {
        let known = routes().iter().any(|route| route.method == example.method && is_of(route.path, &example.path));
        assert!(known, "{example:?} is no call");
    }
}

impl Visit {
    /// Fills the placeholders of this example with things that exist.
    async fn filled(&self, text: &str, path: &str) -> String {
        let mut text = text.to_owned();
        if text.contains("$MESSAGE") {
            let message = match path.rsplit('/').next().unwrap() {
                "dismissals" => self.sees("anna").await.into_iter().find(|message| message["ephemeral"] == true),
                _ => Some(self.reads("bram", "\"Deny\"").await),
            };
            text = text.replace("$MESSAGE", message.expect("there is one")["id"].as_str().unwrap());
        }
        if text.contains("$INTERACTION") {
            self.reads("bram", "\"Deny\"").await;
            let opened = self.presses_deny().await;
            text = text.replace("$INTERACTION", &opened);
        }
        text
    }

    /// A press that has opened a form.
    async fn presses_deny(&self) -> String {
        let card = self.reads("bram", "\"Deny\"").await;
        let id = self.presses("bram", &card, "Deny").await;
        let open = async || (!self.get(&format!("/api/interactions/{id}")).await["modal"].is_null()).then_some(());
        self.until("a form", open).await;
        id
    }
}

#[tokio::test]
async fn every_example_works_as_it_stands() {
    let visit = Visit::begin().await;
    let mut unexpected = BTreeSet::new();
    for example in examples() {
        let path = example.path.as_str();
        // Leaving a world during a scenario removes its people, so a new world is opened first.
        if path.contains("$INTERACTION") {
            visit.leaves_the_story().await;
            visit.types("anna", "/unlock", json!({ "user": HANNA_UPN })).await;
            visit.is_told("anna").await;
        }
        let url = visit.filled(path, path).await;
        let method = example.method.parse().unwrap();
        let mut request = visit.http.request(method, visit.url(&url));
        if let Some(body) = &example.body {
            let body = visit.filled(body, path).await;
            let is_json = serde_json::from_str::<Value>(&body).is_ok();
            assert!(is_json, "{body}");
            request = request.header("content-type", "application/x-www-form-urlencoded").body(body);
        }
        let answer = request.send().await.unwrap();
        let status = answer.status().as_u16();
        if path != "/api/events" {
            let text = answer.text().await.unwrap();
            let expected = match path.rsplit('/').next().unwrap() {
                // Nothing of Grendel's has a menu, and the text says so.
                "selections" => &[409][..],
                // The bot may or may not offer something.
                "completions" => &[200, 504],
                _ => &[200],
            };
            if !expected.contains(&status) {
                unexpected.insert(format!("{} {path} -> {status}: {text}", example.method));
            }
        }
    }
    assert!(unexpected.is_empty(), "{unexpected:#?}");
    visit.end().await;
}

impl Visit {
    async fn leaves_the_story(&self) {
        self.post("/api/world", json!({})).await;
    }
}
