//! The sandbox that one can sit in, driven through its interface alone, as any program would.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on says where it stopped")]

mod conversations;
mod documented;
mod guard;
mod hints;
mod program;
mod room;
mod scenarios;
mod switches;
mod tenants;

use std::future::Future;
use std::time::{Duration, Instant};

use grendel_sandbox::web::{SandboxServer, Settings};
use serde_json::{Value, json};

/// The longest wait for something that must happen.
const PATIENCE: Duration = Duration::from_secs(20);
const HANNA: &str = "blocked-by-a-colleague";
const HANNA_UPN: &str = "hanna.visser@contoso.example";

/// A server and a client that drives it.
struct Visit {
    server: SandboxServer,
    http: reqwest::Client,
}

impl Visit {
    /// With people who take little time, and a Microsoft that is near.
    async fn begin() -> Self {
        let (pace, tenant_latency) = (Duration::from_millis(20), Duration::from_millis(5));
        Self::begin_with(Settings { port: Some(0), pace, tenant_latency, ..Settings::default() }).await
    }

    async fn begin_with(settings: Settings) -> Self {
        Self { server: SandboxServer::open(settings).await.unwrap(), http: reqwest::Client::new() }
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.server.address())
    }

    async fn ask(&self, request: reqwest::RequestBuilder) -> (u16, Value) {
        let answer = request.send().await.unwrap();
        let status = answer.status().as_u16();
        let text = answer.text().await.unwrap();
        (status, serde_json::from_str(&text).unwrap_or(Value::String(text)))
    }

    /// Returns the resource at this path.
    async fn get(&self, path: &str) -> Value {
        let (status, answer) = self.ask(self.http.get(self.url(path))).await;
        assert_eq!(status, 200, "GET {path}: {answer}");
        answer
    }

    /// Does something, whatever comes of it.
    async fn try_post(&self, path: &str, body: Value) -> (u16, Value) {
        self.ask(self.http.post(self.url(path)).json(&body)).await
    }

    async fn post(&self, path: &str, body: Value) -> Value {
        let (status, answer) = self.try_post(path, body.clone()).await;
        assert_eq!(status, 200, "POST {path} {body}: {answer}");
        answer
    }

    async fn try_patch(&self, path: &str, body: Value) -> (u16, Value) {
        self.ask(self.http.patch(self.url(path)).json(&body)).await
    }

    /// A sentence of refusal, with this status.
    fn refused(status: u16, (got, answer): (u16, Value)) -> String {
        assert_eq!(got, status, "{answer}");
        answer["error"].as_str().unwrap_or_else(|| panic!("no sentence: {answer}")).to_owned()
    }

    /// Looks until it finds something.
    async fn until<T, F: Future<Output = Option<T>>>(&self, what: &str, look: impl Fn() -> F) -> T {
        self.until_within(PATIENCE, what, look).await
    }

    async fn until_within<T, F>(&self, patience: Duration, what: &str, look: impl Fn() -> F) -> T
    where
        F: Future<Output = Option<T>>,
    {
        let begun = Instant::now();
        while begun.elapsed() < patience {
            if let Some(found) = look().await {
                return found;
            }
            tokio::time::sleep(Duration::from_millis(15)).await;
        }
        panic!("waited in vain for {what}; bram sees:\n{:#}", json!(self.sees("bram").await));
    }

    async fn sees(&self, key: &str) -> Vec<Value> {
        let seen = self.get(&format!("/api/members/{key}/messages?channel=servicedesk")).await;
        seen["messages"].as_array().unwrap().clone()
    }

    /// The newest message that this member sees and that says this.
    async fn reads(&self, key: &str, words: &str) -> Value {
        let look = async || self.sees(key).await.into_iter().rfind(|message| message.to_string().contains(words));
        self.until(words, look).await
    }

    /// The newest private answer that this member sees, when it is complete.
    async fn is_told(&self, key: &str) -> Value {
        let complete = |message: &Value| message["ephemeral"] == true && message["thinking"] == false;
        self.until("an answer", async || self.sees(key).await.into_iter().rfind(complete)).await
    }

    /// Types a command, and gives the interaction.
    async fn types(&self, key: &str, command: &str, options: Value) -> String {
        let body = json!({ "channel": "servicedesk", "command": command, "options": options });
        interaction(&self.post(&format!("/api/members/{key}/commands"), body).await)
    }

    async fn presses(&self, key: &str, message: &Value, label: &str) -> String {
        let body = json!({ "message": message["id"], "label": label });
        interaction(&self.post(&format!("/api/members/{key}/presses"), body).await)
    }

    async fn account(&self, key: &str) -> Value {
        let accounts = self.get("/api/accounts").await;
        let mut accounts = accounts["accounts"].as_array().unwrap().iter();
        accounts.find(|account| account["key"] == key).unwrap().clone()
    }

    /// The account comes to be like this.
    async fn becomes(&self, key: &str, name: &str, value: &str) {
        let look = async || (self.account(key).await[name] == value).then_some(());
        self.until(&format!("{key}: {name} {value}"), look).await;
    }

    async fn end(self) {
        self.server.close().await.unwrap();
    }
}

fn interaction(answer: &Value) -> String {
    answer["interaction"].as_str().unwrap().to_owned()
}
