//! The layer around both simulators: records every call and injects the faults.

use std::time::{Duration, Instant};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;

use super::clock::SandboxClock;
use super::faults::{Fault, Faults};
use super::recorder::{Exchange, Recorder};

/// The most bytes that a simulator reads of one body. Graph has the same limit.
const BODY_BYTES_MAX: usize = 4 << 20;

/// The settings of the layer.
#[derive(Clone)]
pub struct Wire {
    /// Records the calls.
    pub recorder: Recorder,
    /// Decides which calls fail.
    pub faults: Faults,
    /// Gives the time of a call.
    pub clock: SandboxClock,
    /// The simulator's base address, such as `http://127.0.0.1:40000`.
    pub address: String,
    /// Makes the body that this service sends with an injected status.
    pub error: fn(StatusCode, Option<u64>) -> Response,
}

/// Puts the layer around a simulator's routes.
pub fn wrap(routes: Router, wire: Wire) -> Router {
    routes.layer(from_fn_with_state(wire, pass))
}

async fn pass(State(wire): State<Wire>, request: Request, next: Next) -> Response {
    let started = wire.clock.now();
    let begun = Instant::now();
    let (parts, body) = request.into_parts();
    let body = axum::body::to_bytes(body, BODY_BYTES_MAX).await.unwrap_or_default();
    let path = parts.uri.path_and_query().map_or("/", |path| path.as_str());
    let mut exchange = Exchange {
        started,
        took: Duration::ZERO,
        method: parts.method.to_string(),
        url: format!("{}{path}", wire.address),
        request_headers: pairs(&parts.headers),
        request_body: text(&body),
        status: None,
        response_headers: Vec::new(),
        response_body: String::new(),
    };
    let call = called(&parts.method, path, &body);
    let latency = wire.faults.latency();
    if !latency.is_zero() {
        tokio::time::sleep(latency).await;
    }
    let response = match wire.faults.take(&call, &exchange.request_body) {
        Some(Fault::LostCall) => return never_answered(&wire, exchange).await,
        Some(Fault::LostAnswer) => {
            next.run(Request::from_parts(parts, Body::from(body))).await;
            return never_answered(&wire, exchange).await;
        }
        Some(Fault::Status { status, retry_after }) => {
            let status = StatusCode::from_u16(status).expect("stories use real statuses");
            (wire.error)(status, retry_after)
        }
        Some(Fault::Answer(answer)) => answer.into_response(),
        Some(Fault::Slow(pause)) => {
            tokio::time::sleep(pause).await;
            next.run(Request::from_parts(parts, Body::from(body))).await
        }
        None => next.run(Request::from_parts(parts, Body::from(body))).await,
    };
    let (parts, body) = response.into_parts();
    let body = axum::body::to_bytes(body, BODY_BYTES_MAX).await.unwrap_or_default();
    exchange.took = begun.elapsed();
    exchange.status = Some(parts.status.as_u16());
    exchange.response_headers = pairs(&parts.headers);
    exchange.response_body = text(&body);
    wire.recorder.exchange(exchange);
    Response::from_parts(parts, Body::from(body))
}

/// Returns the call as `METHOD /path?query`, which faults match. The name of an Exchange cmdlet is appended, because
/// all cmdlets share one path.
fn called(method: &Method, path: &str, body: &[u8]) -> String {
    if !path.contains("/InvokeCommand") {
        return format!("{method} {path}");
    }
    let body: serde_json::Value = serde_json::from_slice(body).unwrap_or_default();
    format!("{method} {path} {}", body["CmdletInput"]["CmdletName"].as_str().unwrap_or_default())
}

/// Waits until the client times out, as it would if the network lost the answer.
async fn never_answered(wire: &Wire, exchange: Exchange) -> Response {
    wire.recorder.exchange(exchange);
    std::future::pending().await
}

fn pairs(headers: &HeaderMap) -> Vec<(String, String)> {
    let value = |value: &axum::http::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    headers.iter().map(|(name, text)| (name.to_string(), value(text))).collect()
}

fn text(body: &Bytes) -> String {
    String::from_utf8_lossy(body).into_owned()
}
