//! Rate limits: one bucket a route, and one for everything. Fixed windows.

use std::collections::HashMap;
use std::time::Duration;

use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use super::settings::Rate;

/// The windows of all buckets.
#[derive(Debug, Default)]
pub(super) struct Buckets {
    windows: HashMap<String, RateWindow>,
}

#[derive(Clone, Copy, Debug)]
struct RateWindow {
    ends: Timestamp,
    used: u32,
}

/// The state of one bucket after a call.
#[derive(Clone, Debug)]
pub(super) struct BucketState {
    bucket: String,
    rate: Rate,
    remaining: u32,
    ends: Timestamp,
    now: Timestamp,
    full: bool,
}

impl Buckets {
    /// Counts one call.
    pub(super) fn count(&mut self, bucket: &str, rate: Rate, now: Timestamp) -> BucketState {
        let per = SignedDuration::try_from(rate.per).unwrap_or(SignedDuration::ZERO);
        let fresh = RateWindow { ends: now + per, used: 0 };
        let window = self.windows.entry(bucket.to_owned()).or_insert(fresh);
        if window.ends <= now {
            *window = fresh;
        }
        let full = window.used >= rate.calls;
        if !full {
            window.used += 1;
        }
        BucketState {
            bucket: bucket.to_owned(),
            rate,
            remaining: rate.calls - window.used,
            ends: window.ends,
            now,
            full,
        }
    }
}

impl BucketState {
    /// Returns the response 429 if the bucket was full before this call.
    pub(super) fn refusal(&self, global: bool) -> Option<Response> {
        self.full.then(|| {
            let mut response = too_many(self.reset_after(), true, global);
            if !global {
                self.write_headers(response.headers_mut());
            }
            response
        })
    }

    /// Writes the rate limit headers of the bucket.
    /// <https://docs.discord.com/developers/topics/rate-limits#header-format>
    pub(super) fn write_headers(&self, headers: &mut HeaderMap) {
        let ends = Duration::from_millis(self.ends.as_millisecond().unsigned_abs()).as_secs_f64();
        put(headers, "x-ratelimit-limit", &self.rate.calls.to_string());
        put(headers, "x-ratelimit-remaining", &self.remaining.to_string());
        put(headers, "x-ratelimit-reset", &format!("{ends:.3}"));
        put(headers, "x-ratelimit-reset-after", &format!("{:.3}", self.reset_after().as_secs_f64()));
        put(headers, "x-ratelimit-bucket", &bucket_id(&self.bucket));
    }

    fn reset_after(&self) -> Duration {
        super::guild_state::elapsed(self.now, self.ends)
    }
}

/// Returns Discord's response 429. `Retry-After` holds whole seconds, the body the exact time.
pub(super) fn too_many(retry_after: Duration, with_header: bool, global: bool) -> Response {
    let body = json!({
        "message": "You are being rate limited.",
        "retry_after": retry_after.as_secs_f64(),
        "global": global,
        "code": 0,
    });
    let mut response = (StatusCode::TOO_MANY_REQUESTS, axum::Json(body)).into_response();
    let headers = response.headers_mut();
    if with_header {
        let seconds = retry_after.as_millis().div_ceil(1000);
        put(headers, "retry-after", &seconds.to_string());
    }
    put(headers, "x-ratelimit-scope", if global { "global" } else { "user" });
    if global {
        put(headers, "x-ratelimit-global", "true");
    }
    response
}

fn put(headers: &mut HeaderMap, name: &'static str, value: &str) {
    let value = HeaderValue::from_str(value).expect("numbers and hexadecimal digits are visible ASCII");
    headers.insert(HeaderName::from_static(name), value);
}

/// Returns an opaque but stable id, as Discord's are.
fn bucket_id(bucket: &str) -> String {
    format!("{:08x}{:08x}", crc32fast::hash(bucket.as_bytes()), bucket.len())
}
