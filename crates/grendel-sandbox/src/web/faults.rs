//! What can go wrong on request: Microsoft, the line to Discord, the bot's power.

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use serde_json::{Value, json};

use super::error::{Answered, Refused};
use super::extract::{Body, read};
use super::members::Nothing;
use super::session::Theatre;
use super::world_handle::Set;
use grendel_simulator::faults::Fault;

/// The most calls that one switch spoils.
const CALLS_MAX: u32 = 1_000;
/// The longest that Microsoft asks to wait.
const RETRY_AFTER_SECONDS_MAX: u64 = 3_600;
/// The slowest that Microsoft gets.
const SLOW_MS_MAX: u64 = 60_000;
/// Every call of Graph.
const GRAPH: &str = "/v1.0/";

type Asked = State<Arc<Theatre>>;

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
pub async fn trouble(State(theatre): Asked) -> Json<Value> {
    Json(standing(&theatre.set()).await)
}

/// `POST /api/trouble/throttle`.
pub async fn throttle(State(theatre): Asked, body: Body) -> Answered {
    let Throttle { calls, retry_after, call } = read(body)?;
    bounded(calls)?;
    if retry_after.is_some_and(|seconds| seconds > RETRY_AFTER_SECONDS_MAX) {
        return Err(Refused::wrong(format!("`retry_after` is at most {RETRY_AFTER_SECONDS_MAX} seconds")));
    }
    let set = theatre.set();
    set.world.tenant_faults.add(call.as_deref().unwrap_or(GRAPH), calls, Fault::Status { status: 429, retry_after });
    changed(&set).await
}

/// `POST /api/trouble/lose-answer`.
pub async fn lose_answer(State(theatre): Asked, body: Body) -> Answered {
    let LoseAnswer { calls, call } = read(body)?;
    bounded(calls)?;
    let set = theatre.set();
    set.world.tenant_faults.add(call.as_deref().unwrap_or(GRAPH), calls, Fault::LostAnswer);
    changed(&set).await
}

/// `POST /api/trouble/slow`.
pub async fn slow(State(theatre): Asked, body: Body) -> Answered {
    let Slow { ms } = read(body)?;
    if ms > SLOW_MS_MAX {
        return Err(Refused::wrong(format!("`ms` is at most {SLOW_MS_MAX}")));
    }
    let set = theatre.set();
    set.world.tenant_faults.set_latency(Duration::from_millis(ms));
    changed(&set).await
}

/// `POST /api/trouble/drop-socket`.
pub async fn drop_socket(State(theatre): Asked, body: Body) -> Answered {
    let Nothing {} = read(body)?;
    let set = theatre.set();
    set.world.discord.drops_the_connection().await;
    changed(&set).await
}

/// `POST /api/trouble/clear`.
pub async fn clear(State(theatre): Asked, body: Body) -> Answered {
    let Nothing {} = read(body)?;
    let set = theatre.set();
    set.world.tenant_faults.clear();
    set.world.tenant_faults.set_latency(theatre.usual_latency());
    changed(&set).await
}

/// `POST /api/bot/kill`.
pub async fn kill(State(theatre): Asked, body: Body) -> Answered {
    let Nothing {} = read(body)?;
    let set = theatre.set();
    if !set.world.power_goes().await {
        return Err(Refused::not_now("the bot is down already"));
    }
    changed(&set).await
}

/// `POST /api/bot/start`.
pub async fn start(State(theatre): Asked, body: Body) -> Answered {
    let Nothing {} = read(body)?;
    let set = theatre.set();
    if !set.world.power_returns().await? {
        return Err(Refused::not_now("the bot is running already"));
    }
    set.world.comes_up().await?;
    changed(&set).await
}

/// `POST /api/bot/restart`.
pub async fn restart(State(theatre): Asked, body: Body) -> Answered {
    let Nothing {} = read(body)?;
    let set = theatre.set();
    set.world.power_fails().await?;
    set.world.comes_up().await?;
    changed(&set).await
}

fn bounded(calls: u32) -> Answered<()> {
    if (1..=CALLS_MAX).contains(&calls) {
        return Ok(());
    }
    Err(Refused::wrong(format!("`calls` is 1 to {CALLS_MAX}")))
}

async fn changed(set: &Set) -> Answered {
    let standing = standing(set).await;
    set.trouble_has_changed();
    set.hint("trouble", standing.clone());
    Ok(Json(standing))
}

async fn standing(set: &Set) -> Value {
    let faults = &set.world.tenant_faults;
    json!({
        "latency_ms": u64::try_from(faults.latency().as_millis()).unwrap_or(u64::MAX),
        "throttle": faults.left(|fault| matches!(fault, Fault::Status { status: 429, .. })),
        "lose_answers": faults.left(|fault| matches!(fault, Fault::LostAnswer)),
        "connected": set.world.discord.is_connected().await,
        "bot": if set.world.has_power().await { "running" } else { "down" },
    })
}
