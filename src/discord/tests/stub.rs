//! A stub of Discord's REST API. It returns scripted responses in order and records the requests.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderName, StatusCode, header};
use axum::response::Response;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::time::Instant;

/// A running stub.
pub(super) struct Stub {
    pub(super) address: String,
    state: Arc<Mutex<StubState>>,
}

#[derive(Default)]
struct StubState {
    responses: VecDeque<ScriptedResponse>,
    requests: Vec<ReceivedRequest>,
}

/// A request that the stub received.
#[derive(Clone, Debug)]
pub(super) struct ReceivedRequest {
    /// `METHOD /path?query`.
    pub(super) request: String,
    pub(super) authorization: String,
    pub(super) body: Value,
    pub(super) at: Instant,
}

/// The response to one request.
#[derive(Clone, Debug)]
pub(super) struct ScriptedResponse {
    status: u16,
    body: Value,
    headers: Vec<(&'static str, &'static str)>,
    after: Duration,
}

pub(super) fn response(status: u16, body: Value) -> ScriptedResponse {
    ScriptedResponse { status, body, headers: Vec::new(), after: Duration::ZERO }
}

pub(super) fn refusal(status: u16, code: u64) -> ScriptedResponse {
    response(status, json!({ "code": code, "message": "No" }))
}

pub(super) fn message(id: &str) -> ScriptedResponse {
    response(200, json!({ "id": id }))
}

impl ScriptedResponse {
    pub(super) fn with(mut self, name: &'static str, value: &'static str) -> Self {
        self.headers.push((name, value));
        self
    }

    pub(super) fn after(mut self, after: Duration) -> Self {
        self.after = after;
        self
    }
}

impl Stub {
    /// Starts a stub that returns these responses in order, and 404 afterwards.
    pub(super) async fn start(responses: impl IntoIterator<Item = ScriptedResponse>) -> Self {
        let state =
            Arc::new(Mutex::new(StubState { responses: responses.into_iter().collect(), requests: Vec::new() }));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let routes = Router::new().fallback(respond).with_state(Arc::clone(&state));
        tokio::spawn(async move { axum::serve(listener, routes).await });
        Self { address, state }
    }

    pub(super) fn received(&self) -> Vec<ReceivedRequest> {
        self.state.lock().unwrap().requests.clone()
    }

    pub(super) fn requests(&self) -> Vec<String> {
        self.received().into_iter().map(|received| received.request).collect()
    }
}

async fn respond(State(state): State<Arc<Mutex<StubState>>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
    let authorization = parts.headers.get(header::AUTHORIZATION).map(|value| value.to_str().unwrap().to_owned());
    let scripted = {
        let mut state = state.lock().unwrap();
        state.requests.push(ReceivedRequest {
            request: format!("{} {}", parts.method, parts.uri),
            authorization: authorization.unwrap_or_default(),
            body: serde_json::from_slice(&body).unwrap_or(Value::Null),
            at: Instant::now(),
        });
        state.responses.pop_front().unwrap_or_else(|| refusal(404, 0))
    };
    tokio::time::sleep(scripted.after).await;
    let mut response =
        Response::new(if scripted.body.is_null() { Body::empty() } else { Body::from(scripted.body.to_string()) });
    *response.status_mut() = StatusCode::from_u16(scripted.status).unwrap();
    for (name, value) in scripted.headers {
        response.headers_mut().insert(HeaderName::from_static(name), value.parse().unwrap());
    }
    response
}
