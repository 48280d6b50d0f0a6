//! The list of all calls of the interface.

use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{Method, StatusCode, Uri};
use axum::middleware::from_fn_with_state;
use axum::routing::{MethodRouter, get, patch, post};

use super::error::ApiError;
use super::session::Session;
use super::{accounts, call_log, chat, clock, events, faults, journal, members, origin_guard, page};

/// A call: its method, its path, and the function that answers it.
pub struct Route {
    /// The method, as in `GET`.
    pub method: &'static str,
    /// The path, with its variable parts in braces.
    pub path: &'static str,
    answer: MethodRouter<Arc<Session>>,
}

/// Returns every call, in the order of the interface's description.
pub fn routes() -> Vec<Route> {
    let reads = |path, answer| Route { method: "GET", path, answer };
    let acts = |path, answer| Route { method: "POST", path, answer };
    vec![
        reads("/", get(page::index)),
        reads("/page/{name}", get(page::file)),
        reads("/interface", get(page::interface)),
        reads("/api/world", get(members::world)),
        acts("/api/world", post(members::begin_anew)),
        acts("/api/scenarios/{name}", post(members::play)),
        reads("/api/commands", get(members::commands)),
        reads("/api/members/{key}/messages", get(members::messages)),
        acts("/api/members/{key}/messages", post(chat::message)),
        acts("/api/members/{key}/commands", post(chat::command)),
        acts("/api/members/{key}/completions", post(chat::completion)),
        acts("/api/members/{key}/presses", post(chat::press)),
        acts("/api/members/{key}/selections", post(chat::selection)),
        acts("/api/members/{key}/forms", post(chat::form)),
        acts("/api/members/{key}/dismissals", post(chat::dismissal)),
        reads("/api/interactions/{id}", get(members::interaction)),
        reads("/api/accounts", get(accounts::accounts)),
        Route { method: "PATCH", path: "/api/accounts/{key}", answer: patch(accounts::change) },
        reads("/api/calls", get(call_log::calls)),
        reads("/api/journal", get(journal::journal)),
        reads("/api/trouble", get(faults::trouble)),
        acts("/api/trouble/throttle", post(faults::throttle)),
        acts("/api/trouble/slow", post(faults::slow)),
        acts("/api/trouble/lose-answer", post(faults::lose_answer)),
        acts("/api/trouble/drop-socket", post(faults::drop_socket)),
        acts("/api/trouble/clear", post(faults::clear)),
        acts("/api/bot/kill", post(faults::kill)),
        acts("/api/bot/start", post(faults::start)),
        acts("/api/bot/restart", post(faults::restart)),
        reads("/api/clock", get(clock::read_clock)),
        acts("/api/clock", post(clock::advance)),
        reads("/api/recording", get(members::recording)),
        reads("/api/events", get(events::listen)),
    ]
}

/// Returns a router for all calls, behind the origin check.
pub fn router(session: Arc<Session>, port: u16) -> Router {
    let routes = routes().into_iter().fold(Router::new(), |router, route| router.route(route.path, route.answer));
    routes
        .fallback(nothing_there)
        .method_not_allowed_fallback(not_so)
        .layer(DefaultBodyLimit::max(origin_guard::BODY_BYTES_MAX))
        .layer(from_fn_with_state(port, origin_guard::pass))
        .with_state(session)
}

async fn nothing_there(State(_): State<Arc<Session>>, uri: Uri) -> ApiError {
    ApiError::unknown(format!("there is nothing at {}; GET /interface lists what there is", uri.path()))
}

async fn not_so(State(_): State<Arc<Session>>, method: Method, uri: Uri) -> ApiError {
    let sentence = format!("{} takes no {method}; GET /interface says what it takes", uri.path());
    ApiError::new(StatusCode::METHOD_NOT_ALLOWED, sentence)
}
