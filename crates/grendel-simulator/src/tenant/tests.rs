//! Tests of the simulated tenant over HTTP, as a client calls it.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by failing")]

use std::path::Path;

use reqwest::{Method, RequestBuilder, StatusCode};
use serde_json::{Value, json};

use super::{Account, SimulatedTenant, TenantSettings};
use crate::clock::SandboxClock;
use crate::faults::Faults;
use crate::recorder::Recorder;

mod active_directory;
mod batches;
mod device;
mod exchange;
mod filters;
mod memberships;
mod methods;
mod organisation;
mod passwords;
mod pim;
mod reports;
mod risk;
mod search;
mod sign_in;
mod account_builder;
mod tenants;
mod tokens;
mod units;
mod users;
mod writes;

/// A tenant and a client with a token.
struct TestClient {
    tenant: SimulatedTenant,
    recorder: Recorder,
    faults: Faults,
    clock: SandboxClock,
    http: reqwest::Client,
    token: String,
}

/// A status and a body; `null` if there was none.
struct TestResponse {
    status: StatusCode,
    headers: reqwest::header::HeaderMap,
    body: Value,
}

impl TestClient {
    async fn start() -> Self {
        Self::with(|_| {}).await
    }

    async fn with(change: impl FnOnce(&mut TenantSettings)) -> Self {
        let (recorder, faults, clock) = (Recorder::default(), Faults::default(), SandboxClock::default());
        let mut settings = TenantSettings::default();
        change(&mut settings);
        let tenant = SimulatedTenant::start(settings, recorder.clone(), faults.clone(), clock.clone()).await.unwrap();
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        let mut sandbox = Self { tenant, recorder, faults, clock, http, token: String::new() };
        sandbox.token = sandbox.new_token().await;
        sandbox
    }

    async fn new_token(&self) -> String {
        let answer = self.ask_for_token(&[]).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        answer.body["access_token"].as_str().unwrap().to_owned()
    }

    /// Asks for a token with these fields changed; an empty text leaves a field out.
    async fn ask_for_token(&self, changed: &[(&str, &str)]) -> TestResponse {
        let settings = self.tenant.settings();
        let scope = format!("{}/.default", self.tenant.address());
        let usual = [
            ("tenant", settings.tenant_id.as_str()),
            ("grant_type", "client_credentials"),
            ("client_id", &settings.client_id),
            ("client_secret", &settings.client_secret),
            ("scope", &scope),
        ];
        let field = |(name, usual)| (name, changed.iter().find(|(changed, _)| *changed == name).map_or(usual, |c| c.1));
        let added = changed.iter().filter(|(name, _)| usual.iter().all(|(usual, _)| usual != name)).copied();
        let fields = usual.into_iter().map(field).chain(added).filter(|(_, text)| !text.is_empty());
        let fields: Vec<(&str, &str)> = fields.collect();
        let url = format!("{}/{}/oauth2/v2.0/token", self.tenant.address(), fields[0].1);
        finish(self.http.post(url).form(&fields[1..])).await
    }

    fn call(&self, method: Method, path: &str) -> RequestBuilder {
        let url = format!("{}/v1.0{path}", self.tenant.address());
        self.http.request(method, url).bearer_auth(&self.token).header("client-request-id", CLIENT_REQUEST_ID)
    }

    async fn get(&self, path: &str) -> TestResponse {
        finish(self.call(Method::GET, path)).await
    }

    async fn get_from_index(&self, path: &str) -> TestResponse {
        finish(self.call(Method::GET, path).header("ConsistencyLevel", "eventual")).await
    }

    async fn patch(&self, account: &Account, body: Value) -> TestResponse {
        finish(self.call(Method::PATCH, &format!("/users/{}", account.object_id)).json(&body)).await
    }

    async fn enable(&self, key: &str) -> TestResponse {
        self.patch(&self.tenant.account(key), json!({ "accountEnabled": true })).await
    }

    async fn revoke(&self, key: &str) -> TestResponse {
        let path = format!("/users/{}/revokeSignInSessions", self.tenant.account(key).object_id);
        finish(self.call(Method::POST, &path)).await
    }

    async fn batch(&self, requests: Value) -> TestResponse {
        finish(self.call(Method::POST, "/$batch").json(&json!({ "requests": requests }))).await
    }

    /// Saves the recording, so that it can be checked against the vendor's published schemas. Tests that send invalid
    /// calls do not save theirs.
    fn save(&self, name: &str) {
        let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).join("target/har");
        self.recorder.save(&folder.join(format!("tenant-{name}.har"))).unwrap();
    }
}

const CLIENT_REQUEST_ID: &str = "6a2f9ab4-6a0e-4d1c-9f0e-cd8d5a6ce0ab";

async fn finish(request: RequestBuilder) -> TestResponse {
    let response = request.send().await.unwrap();
    let (status, headers) = (response.status(), response.headers().clone());
    let text = response.text().await.unwrap();
    let body = if text.is_empty() { Value::Null } else { serde_json::from_str(&text).unwrap() };
    TestResponse { status, headers, body }
}

impl TestResponse {
    #[track_caller]
    fn ok(&self) -> &Value {
        assert_eq!(self.status, 200, "{}", self.body);
        &self.body
    }

    #[track_caller]
    fn values(&self) -> &Vec<Value> {
        self.ok()["value"].as_array().unwrap()
    }

    /// Returns one property of every item of a list.
    #[track_caller]
    fn each(&self, name: &str) -> Vec<&str> {
        self.values().iter().map(|item| item[name].as_str().unwrap()).collect()
    }

    #[track_caller]
    fn refused(&self, status: u16, code: &str) -> &str {
        assert_eq!((self.status.as_u16(), self.body["error"]["code"].as_str()), (status, Some(code)), "{}", self.body);
        let inner = &self.body["error"]["innerError"];
        assert_eq!(inner["request-id"], self.headers["request-id"].to_str().unwrap());
        assert_eq!(inner["client-request-id"], self.headers["client-request-id"].to_str().unwrap());
        self.body["error"]["message"].as_str().unwrap()
    }
}

#[tokio::test]
async fn answers_have_the_ids_of_their_call() {
    let sandbox = TestClient::start().await;
    let answer = sandbox.get("/users?$top=1").await;
    assert_eq!(answer.headers["client-request-id"], CLIENT_REQUEST_ID);
    assert_ne!(answer.headers["request-id"], CLIENT_REQUEST_ID);
    assert!(answer.headers["date"].to_str().unwrap().ends_with(" GMT"));
}

#[tokio::test]
async fn paths_that_are_not_simulated_are_refused() {
    let sandbox = TestClient::start().await;
    let message = sandbox.get("/policies").await;
    assert_eq!(message.refused(400, "Request_BadRequest"), "Resource not found for the segment 'policies'.");
    let key = &sandbox.tenant.account("anna").object_id;
    let message = sandbox.get(&format!("/users/{key}/shoes")).await;
    assert_eq!(message.refused(400, "Request_BadRequest"), "Resource not found for the segment 'shoes'.");
    let deleted = finish(sandbox.call(Method::DELETE, &format!("/users/{key}"))).await;
    deleted.refused(405, "Request_BadRequest");
    let url = format!("{}/beta/users", sandbox.tenant.address());
    finish(sandbox.http.get(url).bearer_auth(&sandbox.token)).await.refused(400, "BadRequest");
}

#[tokio::test]
async fn injected_faults_have_the_services_own_bodies() {
    use crate::faults::Fault;

    let sandbox = TestClient::start().await;
    sandbox.faults.add("GET /v1.0/users", 1, Fault::Status { status: 429, retry_after: Some(7) });
    let throttled = sandbox.get("/users?$top=1").await;
    throttled.refused(429, "TooManyRequests");
    assert_eq!(throttled.headers["retry-after"], "7");
    sandbox.faults.add("GET /v1.0/users", 1, Fault::Status { status: 503, retry_after: None });
    sandbox.get("/users?$top=1").await.refused(503, "ServiceUnavailable");
    sandbox.faults.add("/oauth2/", 1, Fault::Status { status: 503, retry_after: Some(1) });
    let answer = sandbox.ask_for_token(&[]).await;
    assert_eq!((answer.status.as_u16(), &answer.body["error"]), (503, &json!("temporarily_unavailable")));
    sandbox.get("/users?$top=1").await.ok();
    sandbox.save("trouble");
}

#[tokio::test]
async fn canned_answers_are_given_word_for_word() {
    use crate::canned::{CallPattern, CannedAnswer};
    use crate::faults::Fault;

    let sandbox = TestClient::start().await;
    let page = CannedAnswer::text(502, "<html>").with_header("Content-Type", "text/html");
    sandbox.faults.add_like(CallPattern::line("^GET /v1.0/users").unwrap(), None, Fault::Answer(page));
    let response = sandbox.call(Method::GET, "/users?$top=1").send().await.unwrap();
    assert_eq!((response.status().as_u16(), response.headers()["content-type"].as_bytes()), (502, &b"text/html"[..]));
    assert_eq!(response.text().await.unwrap(), "<html>");
    let part = |id: &str, url: &str| json!({ "id": id, "method": "GET", "url": url });
    let batch = sandbox.batch(json!([part("1", "/users?$top=1"), part("2", "/organization")])).await;
    let parts = batch.ok()["responses"].as_array().unwrap();
    let part = |id: &str| parts.iter().find(|part| part["id"] == id).unwrap();
    assert_eq!((&part("1")["status"], &part("1")["body"]), (&json!(502), &json!("PGh0bWw+")));
    assert_eq!(part("2")["status"], 200);
    let nuls = CannedAnswer::nuls(403, 64);
    sandbox.faults.add_like(CallPattern::line("^GET /v1.0/groups").unwrap(), Some(1), Fault::Answer(nuls));
    let response = sandbox.call(Method::GET, "/groups?$top=1").send().await.unwrap();
    assert_eq!(response.bytes().await.unwrap(), vec![0; 64]);
}
