//! The calls to Microsoft, as they happen: single calls, and the parts of a batch.

use std::sync::{Arc, Mutex};

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::error::Answered;
use super::extract::{Asking, query};
use super::session::Session;
use super::view::milliseconds;
use crate::world::World;
use grendel_simulator::recorder::Exchange;
use grendel_simulator::tenant::SimulatedTenant;

/// A query for the entries after a number.
#[derive(Deserialize)]
pub struct After {
    /// The number of the last entry that the caller already has.
    #[serde(default)]
    pub after: usize,
}

/// The calls of one world so far.
#[derive(Default)]
pub struct Ledger {
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    exchanges: usize,
    calls: Vec<Call>,
}

#[derive(Clone, Serialize)]
struct Call {
    number: usize,
    at: String,
    tenant: &'static str,
    service: &'static str,
    method: String,
    path: String,
    status: Option<u16>,
    ms: Option<f64>,
    writes: bool,
    inside: Option<usize>,
}

/// Answers `GET /api/calls` with the calls after a number.
pub async fn calls(State(session): State<Arc<Session>>, asked: Asking<After>) -> Answered {
    let After { after } = query(asked)?;
    let handle = session.current();
    let last = handle.calls.catch_up(&handle.world);
    let kept = handle.calls.kept.lock().expect("nothing panics with this lock");
    Ok(Json(json!({ "calls": kept.calls.get(after..).unwrap_or_default(), "last": last })))
}

impl Ledger {
    /// Returns true if a call after this number wrote to the tenant.
    pub fn wrote_after(&self, number: usize) -> bool {
        let kept = self.kept.lock().expect("nothing panics with this lock");
        kept.calls.iter().skip(number).any(|call| call.writes)
    }

    /// Adds the calls that were recorded since the last look. Returns the number of the last call.
    pub fn catch_up(&self, world: &World) -> usize {
        let mut kept = self.kept.lock().expect("nothing panics with this lock");
        let new = world.recorder.exchanges_after(kept.exchanges);
        kept.exchanges += new.len();
        for exchange in &new {
            add(&mut kept.calls, world, exchange);
        }
        kept.calls.len()
    }
}

/// Adds an exchange with a tenant. Calls to Discord are left out, because the page shows their effects in the room.
fn add(calls: &mut Vec<Call>, world: &World, exchange: &Exchange) {
    let tenants = [("contoso", Some(&world.tenant)), ("northwind", world.northwind.as_ref())];
    let found = tenants.into_iter().find_map(|(name, tenant)| Some((name, place(tenant?, exchange)?)));
    let Some((tenant, (service, path))) = found else { return };
    let number = calls.len() + 1;
    let asks = path.ends_with("/$batch") || service == "login" || path.contains("InvokeCommand Get-");
    let call = Call {
        number,
        at: exchange.started.to_string(),
        tenant,
        service,
        method: exchange.method.clone(),
        path: path.clone(),
        status: exchange.status,
        ms: Some(milliseconds(exchange.took)).filter(|_| exchange.status.is_some()),
        writes: exchange.method != "GET" && !asks,
        inside: None,
    };
    let whole = call.clone();
    calls.push(call);
    if path.ends_with("/$batch") {
        parts(calls, &whole, exchange);
    }
}

/// Adds each part of a batch as a call of its own. The parts have no duration, because only the whole batch was
/// measured.
fn parts(calls: &mut Vec<Call>, whole: &Call, exchange: &Exchange) {
    let read = |text: &str| serde_json::from_str::<Value>(text).unwrap_or_default();
    let (asked, answered) = (read(&exchange.request_body), read(&exchange.response_body));
    let answers = answered["responses"].as_array().map_or(&[][..], Vec::as_slice);
    for part in asked["requests"].as_array().into_iter().flatten() {
        let answer = answers.iter().find(|answer| answer["id"] == part["id"]);
        let method = part["method"].as_str().unwrap_or_default().to_owned();
        let number = calls.len() + 1;
        calls.push(Call {
            number,
            writes: method != "GET",
            method,
            path: format!("/v1.0{}", part["url"].as_str().unwrap_or_default()),
            status: answer.and_then(|answer| answer["status"].as_u64()).and_then(|status| u16::try_from(status).ok()),
            ms: None,
            inside: Some(whole.number),
            ..whole.clone()
        });
    }
}

/// Returns the service and the path of a call, or `None` if it went elsewhere. The query of a sign-in or a token
/// request is left out, because it may hold secrets.
fn place(tenant: &SimulatedTenant, exchange: &Exchange) -> Option<(&'static str, String)> {
    let at = |address: &str| exchange.url.strip_prefix(address).filter(|path| path.starts_with('/'));
    if let Some(path) = at(tenant.exchange_address()) {
        let body: Value = serde_json::from_str(&exchange.request_body).unwrap_or_default();
        let command = body["CmdletInput"]["CmdletName"].as_str().unwrap_or_default();
        return Some(("exchange", format!("{path} {command}").trim_end().to_owned()));
    }
    let path = at(tenant.address())?;
    if path.contains("/oauth2/") {
        return Some(("login", path.split('?').next().unwrap_or_default().to_owned()));
    }
    Some(("graph", path.to_owned()))
}
