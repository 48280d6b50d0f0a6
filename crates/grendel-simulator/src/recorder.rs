//! A recording of all traffic as HTTP Archive 1.2 (<http://www.softwareishard.com/blog/har-12-spec/>).

use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use jiff::Timestamp;
use serde_json::{Value, json};
use tokio::sync::watch;

/// Everything that crossed the wire so far. Clones share one recording.
#[derive(Clone, Debug, Default)]
pub struct Recorder {
    recording: Arc<Mutex<Recording>>,
    length: Arc<watch::Sender<usize>>,
}

#[derive(Debug, Default)]
struct Recording {
    exchanges: Vec<Exchange>,
    sockets: Vec<Socket>,
}

/// One HTTP call and its answer.
#[derive(Clone, Debug)]
pub struct Exchange {
    /// The time at which the call arrived.
    pub started: Timestamp,
    /// The time from the first byte of the call to the last byte of the answer.
    pub took: Duration,
    /// The HTTP method, such as `PATCH`.
    pub method: String,
    /// The whole address, with its query.
    pub url: String,
    /// Name and value, in order.
    pub request_headers: Vec<(String, String)>,
    /// The body as text.
    pub request_body: String,
    /// The HTTP status; `None` if the call was not answered.
    pub status: Option<u16>,
    /// Name and value, in order.
    pub response_headers: Vec<(String, String)>,
    /// The body as text.
    pub response_body: String,
}

#[derive(Debug)]
struct Socket {
    opened: Timestamp,
    url: String,
    frames: Vec<Value>,
}

/// The sender of a frame, from the client's point of view, as browsers write it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// From the client to the service.
    Sent,
    /// From the service to the client.
    Received,
}

/// The id of one WebSocket in the recording.
#[derive(Clone, Copy, Debug)]
pub struct SocketId(usize);

impl Recorder {
    /// Adds a call and its answer.
    pub fn exchange(&self, exchange: Exchange) {
        let length = {
            let mut recording = self.lock();
            recording.exchanges.push(exchange);
            recording.exchanges.len()
        };
        self.length.send_replace(length);
    }

    /// Adds a WebSocket that has just been opened.
    pub fn socket(&self, url: &str, opened: Timestamp) -> SocketId {
        let mut recording = self.lock();
        recording.sockets.push(Socket { opened, url: url.to_owned(), frames: Vec::new() });
        SocketId(recording.sockets.len() - 1)
    }

    /// Adds one text frame of a WebSocket.
    pub fn frame(&self, socket: SocketId, direction: Direction, at: Timestamp, text: &str) {
        let kind = match direction {
            Direction::Sent => "send",
            Direction::Received => "receive",
        };
        let seconds = Duration::from_millis(at.as_millisecond().unsigned_abs()).as_secs_f64();
        let frame = json!({ "type": kind, "time": seconds, "opcode": 1, "data": text });
        self.lock().sockets[socket.0].frames.push(frame);
    }

    /// Returns a copy of every HTTP call so far, in the order of their answers.
    pub fn exchanges(&self) -> Vec<Exchange> {
        self.lock().exchanges.clone()
    }

    /// Returns the HTTP calls without the first `count`.
    pub fn exchanges_after(&self, count: usize) -> Vec<Exchange> {
        self.lock().exchanges.get(count..).unwrap_or_default().to_vec()
    }

    /// Returns a receiver of the number of HTTP calls.
    pub fn length(&self) -> watch::Receiver<usize> {
        self.length.subscribe()
    }

    /// Returns the recording as an HTTP Archive, without the calls to Graph's `/beta`, which no contract describes.
    pub fn to_har(&self) -> Value {
        let recording = self.lock();
        let calls = recording.exchanges.iter().filter(|exchange| !is_beta(exchange)).map(entry_of_exchange);
        let sockets = recording.sockets.iter().map(entry_of_socket);
        archive(&calls.chain(sockets).collect::<Vec<_>>())
    }

    /// Returns the calls to Graph's `/beta` as an HTTP Archive; `None` if there were none.
    pub fn beta_to_har(&self) -> Option<Value> {
        let recording = self.lock();
        let calls: Vec<Value> =
            recording.exchanges.iter().filter(|call| is_beta(call)).map(entry_of_exchange).collect();
        (!calls.is_empty()).then(|| archive(&calls))
    }

    /// Writes the recording as an HTTP Archive, and the calls to Graph's `/beta` as another one beside it.
    pub fn save(&self, path: &Path) -> std::io::Result<()> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        if let Some(beta) = self.beta_to_har() {
            std::fs::write(path.with_extension("beta"), serde_json::to_vec_pretty(&beta)?)?;
        }
        std::fs::write(path, serde_json::to_vec_pretty(&self.to_har())?)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Recording> {
        self.recording.lock().expect("nothing is recorded while panicking")
    }
}

fn archive(entries: &[Value]) -> Value {
    json!({ "log": {
        "version": "1.2",
        "creator": { "name": "grendel", "version": env!("CARGO_PKG_VERSION") },
        "entries": entries,
    }})
}

/// Returns true for a call to Graph's `/beta`. Exchange has a `beta` in its path too, behind `adminapi`.
fn is_beta(exchange: &Exchange) -> bool {
    exchange.url.contains("/beta/auditLogs/")
}

fn entry_of_exchange(exchange: &Exchange) -> Value {
    let took = exchange.took.as_secs_f64() * 1000.0;
    let mut request = json!({
        "method": exchange.method,
        "url": exchange.url,
        "httpVersion": "HTTP/1.1",
        "headers": headers(&exchange.request_headers),
        "queryString": [],
        "cookies": [],
        "headersSize": -1,
        "bodySize": exchange.request_body.len(),
    });
    if !exchange.request_body.is_empty() {
        request["postData"] = json!({
            "mimeType": header(&exchange.request_headers, "content-type"),
            "text": exchange.request_body,
        });
    }
    json!({
        "startedDateTime": exchange.started.to_string(),
        "time": took,
        "request": request,
        "response": {
            // HAR writes 0 if no answer was received.
            "status": exchange.status.unwrap_or(0),
            "statusText": "",
            "httpVersion": "HTTP/1.1",
            "headers": headers(&exchange.response_headers),
            "cookies": [],
            "content": {
                "size": exchange.response_body.len(),
                "mimeType": header(&exchange.response_headers, "content-type"),
                "text": exchange.response_body,
            },
            "redirectURL": "",
            "headersSize": -1,
            "bodySize": exchange.response_body.len(),
        },
        "cache": {},
        "timings": { "send": 0, "wait": took, "receive": 0 },
    })
}

fn entry_of_socket(socket: &Socket) -> Value {
    json!({
        "startedDateTime": socket.opened.to_string(),
        "time": 0,
        "request": {
            "method": "GET", "url": socket.url, "httpVersion": "HTTP/1.1",
            "headers": [], "queryString": [], "cookies": [], "headersSize": -1, "bodySize": 0,
        },
        "response": {
            "status": 101, "statusText": "Switching Protocols", "httpVersion": "HTTP/1.1",
            "headers": [], "cookies": [], "content": { "size": 0, "mimeType": "" },
            "redirectURL": "", "headersSize": -1, "bodySize": 0,
        },
        "cache": {},
        "timings": { "send": 0, "wait": 0, "receive": 0 },
        "_webSocketMessages": socket.frames,
    })
}

fn headers(pairs: &[(String, String)]) -> Vec<Value> {
    pairs.iter().map(|(name, value)| json!({ "name": name, "value": value })).collect()
}

fn header(pairs: &[(String, String)], wanted: &str) -> String {
    let found = pairs.iter().find(|(name, _)| name.eq_ignore_ascii_case(wanted));
    found.map_or_else(String::new, |(_, value)| value.clone())
}
