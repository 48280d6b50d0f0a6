//! The time in the world, which people can move forward.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use jiff::SignedDuration;
use serde::Deserialize;
use serde_json::{Value, json};

use super::error::{Answered, Refused};
use super::extract::{Body, read};
use super::session::Theatre;
use super::world_handle::Set;

/// The furthest that one call goes. Stories skip days.
const ADVANCE_MAX: SignedDuration = SignedDuration::from_hours(24 * 31);
/// The furthest that all of them go.
const AHEAD_MAX: SignedDuration = SignedDuration::from_hours(24 * 366 * 10);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Advance {
    advance: String,
}

/// `GET /api/clock`.
pub async fn read_clock(State(theatre): State<Arc<Theatre>>) -> Json<Value> {
    Json(now(&theatre.set()))
}

/// `POST /api/clock`.
pub async fn advance(State(theatre): State<Arc<Theatre>>, body: Body) -> Answered {
    let Advance { advance } = read(body)?;
    let by: SignedDuration =
        advance.parse().map_err(|_| Refused::wrong(format!("{advance} is no length of time, such as 1h or 30m")))?;
    if by <= SignedDuration::ZERO || by > ADVANCE_MAX {
        return Err(Refused::wrong("the clock goes forward, by 31 days at a time at most"));
    }
    let set = theatre.set();
    let ahead = set.world.clock().now().duration_since(jiff::Timestamp::now());
    if ahead + by > AHEAD_MAX {
        return Err(Refused::not_now(
            "the clock is ten years ahead; POST /api/world sets a new world, where it is now",
        ));
    }
    set.world.advance(by);
    Ok(Json(now(&set)))
}

/// What the clock says.
pub fn now(set: &Set) -> Value {
    json!({ "now": set.world.clock().now().to_string() })
}
