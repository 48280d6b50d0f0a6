//! What can go wrong on request: Microsoft, the line to Discord, the bot's power.

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use serde_json::{Value, json};

use super::error::{Answered, ApiError};
use super::extract::{Body, read};
use super::members::Nothing;
use super::session::Session;
use super::world_handle::WorldHandle;
use grendel_simulator::faults::Fault;

/// The most calls that one switch spoils.
const CALLS_MAX: u32 = 1_000;
/// The longest that Microsoft asks to wait.
const RETRY_AFTER_SECONDS_MAX: u64 = 3_600;
/// The slowest that Microsoft gets.
const SLOW_MS_MAX: u64 = 60_000;
/// Every call of Graph.
const GRAPH: &str = "/v1.0/";

type Asked = State<Arc<Session>>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Throttle {
    calls: u32,
    retry_after: Option<u64>,
    call: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LoseAnswer {
    calls: u32,
    call: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Slow {
    ms: u64,
}

/// `GET /api/trouble`.
pub async fn trouble(State(session): Asked) -> Json<Value> {
    Json(standing(&session.current()).await)
}

/// `POST /api/trouble/throttle`.
pub async fn throttle(State(session): Asked, body: Body) -> Answered {
    let Throttle { calls, retry_after, call } = read(body)?;
    bounded(calls)?;
    if retry_after.is_some_and(|seconds| seconds > RETRY_AFTER_SECONDS_MAX) {
        return Err(ApiError::wrong(format!("`retry_after` is at most {RETRY_AFTER_SECONDS_MAX} seconds")));
    }
    let handle = session.current();
    handle.world.tenant_faults.add(call.as_deref().unwrap_or(GRAPH), calls, Fault::Status { status: 429, retry_after });
    changed(&handle).await
}

/// `POST /api/trouble/lose-answer`.
pub async fn lose_answer(State(session): Asked, body: Body) -> Answered {
    let LoseAnswer { calls, call } = read(body)?;
    bounded(calls)?;
    let handle = session.current();
    handle.world.tenant_faults.add(call.as_deref().unwrap_or(GRAPH), calls, Fault::LostAnswer);
    changed(&handle).await
}

/// `POST /api/trouble/slow`.
pub async fn slow(State(session): Asked, body: Body) -> Answered {
    let Slow { ms } = read(body)?;
    if ms > SLOW_MS_MAX {
        return Err(ApiError::wrong(format!("`ms` is at most {SLOW_MS_MAX}")));
    }
    let handle = session.current();
    handle.world.tenant_faults.set_latency(Duration::from_millis(ms));
    changed(&handle).await
}

/// `POST /api/trouble/drop-socket`.
pub async fn drop_socket(State(session): Asked, body: Body) -> Answered {
    let Nothing {} = read(body)?;
    let handle = session.current();
    handle.world.discord.drop_connections().await;
    changed(&handle).await
}

/// `POST /api/trouble/clear`.
pub async fn clear(State(session): Asked, body: Body) -> Answered {
    let Nothing {} = read(body)?;
    let handle = session.current();
    handle.world.tenant_faults.clear();
    handle.world.tenant_faults.set_latency(session.usual_latency());
    changed(&handle).await
}

/// `POST /api/bot/kill`.
pub async fn kill(State(session): Asked, body: Body) -> Answered {
    let Nothing {} = read(body)?;
    let handle = session.current();
    if !handle.world.cut_power().await {
        return Err(ApiError::not_now("the bot is down already"));
    }
    changed(&handle).await
}

/// `POST /api/bot/start`.
pub async fn start(State(session): Asked, body: Body) -> Answered {
    let Nothing {} = read(body)?;
    let handle = session.current();
    if !handle.world.restore_power().await? {
        return Err(ApiError::not_now("the bot is running already"));
    }
    handle.world.wait_for_bot().await?;
    changed(&handle).await
}

/// `POST /api/bot/restart`.
pub async fn restart(State(session): Asked, body: Body) -> Answered {
    let Nothing {} = read(body)?;
    let handle = session.current();
    handle.world.cycle_power().await?;
    handle.world.wait_for_bot().await?;
    changed(&handle).await
}

fn bounded(calls: u32) -> Answered<()> {
    if (1..=CALLS_MAX).contains(&calls) {
        return Ok(());
    }
    Err(ApiError::wrong(format!("`calls` is 1 to {CALLS_MAX}")))
}

async fn changed(handle: &WorldHandle) -> Answered {
    let standing = standing(handle).await;
    handle.trouble_has_changed();
    handle.hint("trouble", standing.clone());
    Ok(Json(standing))
}

async fn standing(handle: &WorldHandle) -> Value {
    let faults = &handle.world.tenant_faults;
    json!({
        "latency_ms": u64::try_from(faults.latency().as_millis()).unwrap_or(u64::MAX),
        "throttle": faults.left(|fault| matches!(fault, Fault::Status { status: 429, .. })),
        "lose_answers": faults.left(|fault| matches!(fault, Fault::LostAnswer)),
        "connected": handle.world.discord.is_connected().await,
        "bot": if handle.world.is_bot_running().await { "running" } else { "down" },
    })
}
