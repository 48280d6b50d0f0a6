//! A stand-in for Discord's REST interface: it answers what it was told to, in turn, and keeps what it was asked.

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

/// A running stand-in.
pub(super) struct Stub {
    pub(super) address: String,
    shared: Arc<Mutex<Shared>>,
}

#[derive(Default)]
struct Shared {
    answers: VecDeque<Scripted>,
    calls: Vec<Heard>,
}

/// One call that was made.
#[derive(Clone, Debug)]
pub(super) struct Heard {
    /// `METHOD /path?query`.
    pub(super) call: String,
    pub(super) authorization: String,
    pub(super) body: Value,
    pub(super) at: Instant,
}

/// What one call is answered.
#[derive(Clone, Debug)]
pub(super) struct Scripted {
    status: u16,
    body: Value,
    headers: Vec<(&'static str, &'static str)>,
    after: Duration,
}

pub(super) fn answer(status: u16, body: Value) -> Scripted {
    Scripted { status, body, headers: Vec::new(), after: Duration::ZERO }
}

pub(super) fn refusal(status: u16, code: u64) -> Scripted {
    answer(status, json!({ "code": code, "message": "No" }))
}

pub(super) fn message(id: &str) -> Scripted {
    answer(200, json!({ "id": id }))
}

impl Scripted {
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
    /// Answers these in turn, and 404 afterwards.
    pub(super) async fn start(answers: impl IntoIterator<Item = Scripted>) -> Self {
        let shared = Arc::new(Mutex::new(Shared { answers: answers.into_iter().collect(), calls: Vec::new() }));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let routes = Router::new().fallback(hear).with_state(Arc::clone(&shared));
        tokio::spawn(async move { axum::serve(listener, routes).await });
        Self { address, shared }
    }

    pub(super) fn heard(&self) -> Vec<Heard> {
        self.shared.lock().unwrap().calls.clone()
    }

    pub(super) fn calls(&self) -> Vec<String> {
        self.heard().into_iter().map(|heard| heard.call).collect()
    }
}

async fn hear(State(shared): State<Arc<Mutex<Shared>>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
    let authorization = parts.headers.get(header::AUTHORIZATION).map(|value| value.to_str().unwrap().to_owned());
    let scripted = {
        let mut shared = shared.lock().unwrap();
        shared.calls.push(Heard {
            call: format!("{} {}", parts.method, parts.uri),
            authorization: authorization.unwrap_or_default(),
            body: serde_json::from_slice(&body).unwrap_or(Value::Null),
            at: Instant::now(),
        });
        shared.answers.pop_front().unwrap_or_else(|| refusal(404, 0))
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
