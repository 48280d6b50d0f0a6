//! The time in the world, which people can move forward.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use jiff::SignedDuration;
use serde::Deserialize;
use serde_json::{Value, json};

use super::error::{Answered, ApiError};
use super::extract::{Body, read};
use super::session::Session;
use super::world_handle::WorldHandle;

/// The maximum that one call moves the clock. Some scenarios skip days.
const ADVANCE_MAX: SignedDuration = SignedDuration::from_hours(24 * 31);
/// The maximum that all calls together move the clock.
const AHEAD_MAX: SignedDuration = SignedDuration::from_hours(24 * 366 * 10);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Advance {
    advance: String,
}

/// Answers `GET /api/clock` with the time in the world.
pub async fn read_clock(State(session): State<Arc<Session>>) -> Json<Value> {
    Json(now(&session.current()))
}

/// Answers `POST /api/clock`: moves the clock forward.
pub async fn advance(State(session): State<Arc<Session>>, body: Body) -> Answered {
    let Advance { advance } = read(body)?;
    let by: SignedDuration =
        advance.parse().map_err(|_| ApiError::wrong(format!("{advance} is no length of time, such as 1h or 30m")))?;
    if by <= SignedDuration::ZERO || by > ADVANCE_MAX {
        return Err(ApiError::wrong("the clock goes forward, by 31 days at a time at most"));
    }
    let handle = session.current();
    let ahead = handle.world.clock().now().duration_since(jiff::Timestamp::now());
    if ahead + by > AHEAD_MAX {
        return Err(ApiError::not_now(
            "the clock is ten years ahead; POST /api/world sets a new world, where it is now",
        ));
    }
    handle.world.advance_clocks(by);
    Ok(Json(now(&handle)))
}

/// Returns the time in the world as JSON.
pub fn now(handle: &WorldHandle) -> Value {
    json!({ "now": handle.world.clock().now().to_string() })
}
