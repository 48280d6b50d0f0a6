//! Text that must not be seen.

use std::io;

use bytes::Bytes;
use serde::Serialize;
use serde_json::Value;
use zeroize::{Zeroize as _, Zeroizing};

/// A secret. It has no `Debug`, no `Display` and no `Serialize`, so that it cannot end up in a log, a card or a file by
/// accident; code that needs the text has to ask for it by name. Its memory is overwritten when it is dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Keeps the text.
    pub const fn new(text: String) -> Self {
        Self(text)
    }

    /// The text itself. Every call of this is a place to look at.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl Drop for Secret {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

/// Returns a value as the JSON body of a request. Its memory is overwritten when the last clone is dropped.
///
/// # Panics
///
/// Panics if the value cannot be written as JSON: a map whose keys are not text.
pub fn json_body(value: &impl Serialize) -> Bytes {
    body(|out| serde_json::to_writer(out, value).map_err(io::Error::from))
}

/// Returns what `write` writes, as [`json_body`] does. It is called twice, and must write the same each time.
///
/// # Panics
///
/// Panics if `write` fails.
pub fn body(write: impl Fn(&mut dyn io::Write) -> io::Result<()>) -> Bytes {
    Bytes::from_owner(written(write))
}

/// Returns what `write` writes. The memory has its full size at once, so that it never grows and leaves a copy behind.
fn written(write: impl Fn(&mut dyn io::Write) -> io::Result<()>) -> Zeroizing<Vec<u8>> {
    let mut length = ByteCount(0);
    write(&mut length).expect("what counts takes everything");
    let mut bytes = Zeroizing::new(Vec::with_capacity(length.0));
    write(&mut *bytes).expect("it was written before");
    bytes
}

/// Returns a text as the body of a request, as [`json_body`] does.
pub fn text_body(text: String) -> Bytes {
    Bytes::from_owner(Zeroizing::new(text.into_bytes()))
}

/// Overwrites every text in a JSON value.
pub fn wipe_json(value: &mut Value) {
    match value {
        Value::String(text) => text.zeroize(),
        Value::Array(values) => values.iter_mut().for_each(wipe_json),
        Value::Object(fields) => fields.values_mut().for_each(wipe_json),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Overwrites bytes that came from the network, if nothing else holds them.
pub fn wipe_bytes(bytes: Bytes) {
    if let Ok(mut bytes) = bytes.try_into_mut() {
        bytes.as_mut().zeroize();
    }
}

/// Appends to bytes that may hold a secret. What they outgrow is overwritten.
pub fn append(bytes: &mut Vec<u8>, more: &[u8]) {
    let needed = bytes.len() + more.len();
    if needed > bytes.capacity() {
        let mut larger = Vec::with_capacity(needed.max(2 * bytes.capacity()));
        larger.extend_from_slice(bytes);
        std::mem::replace(bytes, larger).zeroize();
    }
    bytes.extend_from_slice(more);
}

/// Counts what is written.
struct ByteCount(usize);

impl io::Write for ByteCount {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_body_is_written_once_and_at_full_size() {
        let value = json!({ "passwordProfile": { "password": "pässword\"", "forceChangePasswordNextSignIn": true } });
        assert_eq!(json_body(&value), serde_json::to_vec(&value).unwrap());
        let bytes = written(|out| serde_json::to_writer(out, &value).map_err(io::Error::from));
        assert_eq!((bytes.as_slice(), bytes.capacity()), (&*json_body(&value), bytes.len()));
        assert_eq!(text_body("a=b".to_owned()), "a=b");
    }

    #[test]
    fn every_text_of_a_value_is_wiped() {
        let mut value = json!({ "a": ["secret", { "b": "secret" }], "n": 1, "c": "secret" });
        wipe_json(&mut value);
        assert!(!value.to_string().contains("secret"), "{value}");
    }

    #[test]
    fn bytes_grow_without_losing_any() {
        let mut bytes = Vec::new();
        for _ in 0..100 {
            append(&mut bytes, b"0123456789");
        }
        assert_eq!(bytes, b"0123456789".repeat(100));
    }
}
