//! Discord's error bodies: a code, a message, and for an invalid form body the tree of its errors.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};

/// The result of a route.
pub(super) type ApiResult = Result<Response, ApiError>;

/// An error that Discord answers a call with.
/// <https://docs.discord.com/developers/topics/opcodes-and-status-codes#json-json-error-codes>
#[derive(Debug)]
pub(super) struct ApiError {
    status: StatusCode,
    code: u32,
    message: String,
    errors: Option<Value>,
}

/// Status, code and message of the errors without a tree.
impl ApiError {
    pub(super) const UNKNOWN_CHANNEL: (u16, u32, &str) = (404, 10003, "Unknown Channel");
    pub(super) const UNKNOWN_GUILD: (u16, u32, &str) = (404, 10004, "Unknown Guild");
    pub(super) const UNKNOWN_MEMBER: (u16, u32, &str) = (404, 10007, "Unknown Member");
    pub(super) const UNKNOWN_MESSAGE: (u16, u32, &str) = (404, 10008, "Unknown Message");
    pub(super) const UNKNOWN_WEBHOOK: (u16, u32, &str) = (404, 10015, "Unknown Webhook");
    pub(super) const UNKNOWN_INTERACTION: (u16, u32, &str) = (404, 10062, "Unknown interaction");
    pub(super) const WRONG_APPLICATION: (u16, u32, &str) =
        (403, 20012, "You are not authorized to perform this action on this application");
    pub(super) const TOO_MANY_COMMANDS: (u16, u32, &str) =
        (400, 30032, "Maximum number of application commands reached (100).");
    pub(super) const ALREADY_ACKNOWLEDGED: (u16, u32, &str) =
        (400, 40060, "Interaction has already been acknowledged.");
    pub(super) const MISSING_ACCESS: (u16, u32, &str) = (403, 50001, "Missing Access");
    pub(super) const NOT_THE_AUTHOR: (u16, u32, &str) = (403, 50005, "Cannot edit a message authored by another user");
    pub(super) const EMPTY_MESSAGE: (u16, u32, &str) = (400, 50006, "Cannot send an empty message");
    pub(super) const CANNOT_MESSAGE_USER: (u16, u32, &str) = (403, 50007, "Cannot send messages to this user");
    pub(super) const INVALID_WEBHOOK_TOKEN: (u16, u32, &str) = (401, 50027, "Invalid Webhook Token");
    pub(super) const INVALID_RECIPIENTS: (u16, u32, &str) = (400, 50033, "Invalid Recipient(s)");
    pub(super) const INVALID_JSON: (u16, u32, &str) = (400, 50109, "The request body contains invalid JSON.");
    pub(super) const UNAUTHORIZED: (u16, u32, &str) = (401, 0, "401: Unauthorized");
    pub(super) const NOT_FOUND: (u16, u32, &str) = (404, 0, "404: Not Found");
    pub(super) const METHOD_NOT_ALLOWED: (u16, u32, &str) = (405, 0, "405: Method Not Allowed");
}

impl From<(u16, u32, &str)> for ApiError {
    fn from((status, code, message): (u16, u32, &str)) -> Self {
        let status = StatusCode::from_u16(status).expect("the constants above are statuses");
        Self { status, code, message: message.to_owned(), errors: None }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let mut body = json!({ "code": self.code, "message": self.message });
        if let Some(errors) = self.errors {
            body["errors"] = errors;
        }
        (self.status, Json(body)).into_response()
    }
}

/// `Invalid Form Body`.
const INVALID_FORM_BODY: u32 = 50035;

/// The errors in a form body, each with its place, such as `embeds.0.title`.
#[derive(Debug, Default)]
pub(super) struct FormErrors {
    tree: Map<String, Value>,
}

impl FormErrors {
    /// Adds an error at a place.
    pub(super) fn add(&mut self, place: &str, message: &str) {
        let mut here = &mut self.tree;
        for part in place.split('.').filter(|part| !part.is_empty()) {
            let next = here.entry(part).or_insert_with(|| json!({}));
            here = next.as_object_mut().expect("every branch is inserted as an object");
        }
        // Discord's OpenAPI document has an integer as the inner code, its pages have a word. Digits in a string
        // satisfy the published schema and clients that read a string.
        let error = json!({ "code": INVALID_FORM_BODY.to_string(), "message": message });
        let errors = here.entry("_errors").or_insert_with(|| json!([]));
        errors.as_array_mut().expect("errors are inserted as a list").push(error);
    }

    /// Adds an error unless the text has `min` to `max` characters.
    pub(super) fn length(&mut self, place: &str, text: &str, min: usize, max: usize) {
        let length = text.chars().count();
        if length > max && min == 0 {
            self.add(place, &format!("Must be {max} or fewer in length."));
        } else if length < min || length > max {
            self.add(place, &format!("Must be between {min} and {max} in length."));
        }
    }

    /// Returns the text at `key` and checks its length. An absent text and null are the same.
    pub(super) fn text<'a>(
        &mut self,
        place: &str,
        body: &'a Value,
        key: &str,
        lengths: (usize, usize),
    ) -> Option<&'a str> {
        let place = join(place, key);
        match &body[key] {
            Value::Null => None,
            Value::String(text) => {
                self.length(&place, text, lengths.0, lengths.1);
                Some(text)
            }
            _ => {
                self.add(&place, "Could not interpret value as string.");
                None
            }
        }
    }

    /// Returns the text at `key` as `text` does, and adds an error if it is missing.
    pub(super) fn required<'a>(
        &mut self,
        place: &str,
        body: &'a Value,
        key: &str,
        lengths: (usize, usize),
    ) -> Option<&'a str> {
        if body[key].is_null() {
            self.add(&join(place, key), "This field is required");
        }
        self.text(place, body, key, lengths)
    }

    /// Returns the list at `key` and checks its length. An absent list and null are an empty list.
    pub(super) fn list<'a>(&mut self, place: &str, body: &'a Value, key: &str, max: usize) -> &'a [Value] {
        let place = join(place, key);
        match &body[key] {
            Value::Null => &[],
            Value::Array(items) => {
                if items.len() > max {
                    self.add(&place, &format!("Must be {max} or fewer in length."));
                }
                items
            }
            _ => {
                self.add(&place, "Only iterables may be used in a ListType");
                &[]
            }
        }
    }

    /// Returns `Err` with the whole tree if there is any error.
    pub(super) fn into_result(self) -> Result<(), ApiError> {
        if self.tree.is_empty() {
            return Ok(());
        }
        Err(ApiError {
            status: StatusCode::BAD_REQUEST,
            code: INVALID_FORM_BODY,
            message: "Invalid Form Body".to_owned(),
            errors: Some(Value::Object(self.tree)),
        })
    }
}

/// Returns an error with this single entry in its tree.
pub(super) fn form_error(place: &str, message: &str) -> ApiError {
    let mut errors = FormErrors::default();
    errors.add(place, message);
    errors.into_result().expect_err("one complaint was just added")
}

/// Appends a key or an index to a place.
pub(super) fn join(place: &str, key: &str) -> String {
    if place.is_empty() { key.to_owned() } else { format!("{place}.{key}") }
}
