//! Answers given word for word, such as those that real servers are known to give.

use axum::body::Body;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::Response;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use regex_lite::Regex;
use serde_json::{Map, Value, json};

/// An answer that the simulated service does not make itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CannedAnswer {
    /// The HTTP status.
    pub status: u16,
    /// Name and value. Without `Content-Type`, that of the body's own form is sent.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: CannedBody,
}

/// The body of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CannedBody {
    /// JSON.
    Json(Value),
    /// Text of any other kind; it may be empty.
    Text(String),
    /// This many NUL bytes, as Exchange is known to send instead of an error.
    Nuls(usize),
}

/// The calls that are answered: those whose line, and whose body too, matches.
#[derive(Clone, Debug)]
pub struct CallPattern {
    line: Regex,
    bodies: Vec<Regex>,
}

impl CannedAnswer {
    /// Returns an answer with a JSON body.
    pub const fn json(status: u16, body: Value) -> Self {
        Self { status, headers: Vec::new(), body: CannedBody::Json(body) }
    }

    /// Returns an answer with a body that is not JSON.
    pub fn text(status: u16, body: &str) -> Self {
        Self { status, headers: Vec::new(), body: CannedBody::Text(body.to_owned()) }
    }

    /// Returns an answer whose body is so many NUL bytes, although it says that it is JSON.
    pub fn nuls(status: u16, count: usize) -> Self {
        Self { status, headers: Vec::new(), body: CannedBody::Nuls(count) }
            .with_header("Content-Type", "application/json; charset=utf-8")
    }

    /// Adds a header.
    #[must_use]
    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Returns the status.
    ///
    /// # Panics
    ///
    /// If it is not an HTTP status.
    pub(crate) fn status(&self) -> StatusCode {
        StatusCode::from_u16(self.status).expect("a canned answer has a real status")
    }

    /// Returns the answer as HTTP.
    pub(crate) fn into_response(self) -> Response {
        let mut response = Response::builder().status(self.status());
        if !self.has_content_type() {
            response = response.header(CONTENT_TYPE, self.body.content_type());
        }
        for (name, value) in &self.headers {
            response = response.header(name, value);
        }
        response.body(Body::from(self.body.into_bytes())).expect("a canned answer has real headers")
    }

    /// Returns the answer as an item of Graph's `$batch`, where a body that is no JSON is text in base64
    /// (<https://learn.microsoft.com/graph/json-batching#response-format>).
    pub(crate) fn into_batch_item(self, id: &str) -> Value {
        let mut headers: Map<String, Value> = Map::new();
        if !self.has_content_type() {
            headers.insert("Content-Type".to_owned(), self.body.content_type().into());
        }
        headers.extend(self.headers.iter().map(|(name, value)| (name.clone(), value.as_str().into())));
        let mut item = json!({ "id": id, "status": self.status, "headers": headers });
        match self.body {
            CannedBody::Json(body) => item["body"] = body,
            other => item["body"] = STANDARD.encode(other.into_bytes()).into(),
        }
        item
    }

    fn has_content_type(&self) -> bool {
        self.headers.iter().any(|(name, _)| name.eq_ignore_ascii_case(CONTENT_TYPE.as_str()))
    }
}

impl CannedBody {
    const fn content_type(&self) -> &'static str {
        match self {
            Self::Json(_) => "application/json",
            Self::Text(_) | Self::Nuls(_) => "text/plain; charset=utf-8",
        }
    }

    fn into_bytes(self) -> Vec<u8> {
        match self {
            Self::Json(body) => body.to_string().into_bytes(),
            Self::Text(text) => text.into_bytes(),
            Self::Nuls(count) => vec![0; count],
        }
    }
}

impl CallPattern {
    /// Matches calls by a regular expression on `METHOD /path?query`, decoded, with the cmdlet behind it for Exchange.
    pub fn line(pattern: &str) -> anyhow::Result<Self> {
        Ok(Self { line: Regex::new(pattern)?, bodies: Vec::new() })
    }

    /// Demands that this regular expression matches the body of the call too.
    pub fn and_body(mut self, pattern: &str) -> anyhow::Result<Self> {
        self.bodies.push(Regex::new(pattern)?);
        Ok(self)
    }

    pub(crate) fn matches(&self, line: &str, body: &str) -> bool {
        self.line.is_match(line) && self.bodies.iter().all(|pattern| pattern.is_match(body))
    }
}

/// Lays one JSON value over another: objects field by field, everything else as a whole.
pub(crate) fn lay_over(under: &mut Value, over: &Value) {
    match (under, over) {
        (Value::Object(under), Value::Object(over)) => {
            for (name, value) in over {
                lay_over(under.entry(name.clone()).or_insert(Value::Null), value);
            }
        }
        (under, over) => *under = over.clone(),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot go on says where it stopped")]
mod tests {
    use super::*;

    #[test]
    fn a_call_is_met_by_its_line_and_its_body() {
        let pattern = CallPattern::line(r"POST /adminapi/\S* Get-Mailbox$").unwrap().and_body("\"Identity\"").unwrap();
        assert!(pattern.matches("POST /adminapi/beta/1/InvokeCommand Get-Mailbox", r#"{"Identity":"1"}"#));
        assert!(!pattern.matches("POST /adminapi/beta/1/InvokeCommand Get-MailboxRule", r#"{"Identity":"1"}"#));
        assert!(!pattern.matches("POST /adminapi/beta/1/InvokeCommand Get-Mailbox", "{}"));
    }

    #[test]
    fn a_part_of_a_batch_that_is_no_json_is_base64() {
        let item = CannedAnswer::text(502, "<html>").with_header("Content-Type", "text/html").into_batch_item("7");
        let expected =
            json!({ "id": "7", "status": 502, "headers": { "Content-Type": "text/html" }, "body": "PGh0bWw+" });
        assert_eq!(item, expected);
    }

    #[test]
    fn objects_are_laid_over_each_other_field_by_field() {
        let mut under = json!({ "member": { "nick": "Anna", "roles": ["1"] }, "context": 0 });
        lay_over(&mut under, &json!({ "member": { "roles": [], "user": { "clan": null } } }));
        let expected = json!({ "member": { "nick": "Anna", "roles": [], "user": { "clan": null } }, "context": 0 });
        assert_eq!(under, expected);
    }
}
