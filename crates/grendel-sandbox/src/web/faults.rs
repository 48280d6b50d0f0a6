//! The faults that a person can switch on: at Microsoft, on the connection to Discord, and in the bot's power supply.

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

/// The maximum number of calls that one fault affects.
const CALLS_MAX: u32 = 1_000;
/// The longest wait, in seconds, that Microsoft asks for.
const RETRY_AFTER_SECONDS_MAX: u64 = 3_600;
/// The longest delay of a call to Microsoft, in milliseconds.
const SLOW_MS_MAX: u64 = 60_000;
/// The beginning of the path of every Graph call.
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

/// Answers `GET /api/trouble` with the faults that are switched on.
pub async fn trouble(State(session): Asked) -> Json<Value> {
    Json(standing(&session.current()).await)
}

/// Answers `POST /api/trouble/throttle`: Microsoft answers the next calls with status 429.
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

/// Answers `POST /api/trouble/lose-answer`: the answers to the next calls are lost.
pub async fn lose_answer(State(session): Asked, body: Body) -> Answered {
    let LoseAnswer { calls, call } = read(body)?;
    bounded(calls)?;
    let handle = session.current();
    handle.world.tenant_faults.add(call.as_deref().unwrap_or(GRAPH), calls, Fault::LostAnswer);
    changed(&handle).await
}

/// Answers `POST /api/trouble/slow`: sets the delay of calls to Microsoft.
pub async fn slow(State(session): Asked, body: Body) -> Answered {
    let Slow { ms } = read(body)?;
    if ms > SLOW_MS_MAX {
        return Err(ApiError::wrong(format!("`ms` is at most {SLOW_MS_MAX}")));
    }
    let handle = session.current();
    handle.world.tenant_faults.set_latency(Duration::from_millis(ms));
    changed(&handle).await
}

/// Answers `POST /api/trouble/drop-socket`: drops the bot's connection to Discord.
pub async fn drop_socket(State(session): Asked, body: Body) -> Answered {
    let Nothing {} = read(body)?;
    let handle = session.current();
    handle.world.discord.drop_connections().await;
    changed(&handle).await
}

/// Answers `POST /api/trouble/clear`: switches all faults off.
pub async fn clear(State(session): Asked, body: Body) -> Answered {
    let Nothing {} = read(body)?;
    let handle = session.current();
    handle.world.tenant_faults.clear();
    handle.world.tenant_faults.set_latency(session.usual_latency());
    changed(&handle).await
}

/// Answers `POST /api/bot/kill`: cuts the bot's power.
pub async fn kill(State(session): Asked, body: Body) -> Answered {
    let Nothing {} = read(body)?;
    let handle = session.current();
    if !handle.world.cut_power().await {
        return Err(ApiError::not_now("the bot is down already"));
    }
    changed(&handle).await
}

/// Answers `POST /api/bot/start`: restores the bot's power.
pub async fn start(State(session): Asked, body: Body) -> Answered {
    let Nothing {} = read(body)?;
    let handle = session.current();
    if !handle.world.restore_power().await? {
        return Err(ApiError::not_now("the bot is running already"));
    }
    handle.world.wait_for_bot().await?;
    changed(&handle).await
}

/// Answers `POST /api/bot/restart`: cuts the bot's power and restores it.
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
