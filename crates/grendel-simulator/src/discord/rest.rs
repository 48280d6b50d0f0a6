//! The routes of the REST interface, version 10, and the checks before them.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, patch, post};
use axum::{Json, Router};
use serde_json::{Value, json};

use super::api_error::{ApiError, ApiResult, form_error};
use super::{Server, bodies, callbacks, direct_messages, messages, rate, registration, webhooks};

/// The sessions that a bot is allowed to start in a day.
/// <https://docs.discord.com/developers/events/gateway#session-start-limit-object>
const SESSIONS_PER_DAY: u32 = 1000;
const DAY_MS: u32 = 86_400_000;

pub(super) fn routes(server: Arc<Server>) -> Router {
    let version_10 = Router::new()
        .route("/gateway", get(gateway))
        .route("/gateway/bot", get(gateway_bot))
        .route(
            "/applications/{application}/guilds/{guild}/commands",
            get(registration::list).put(registration::overwrite),
        )
        .route("/interactions/{id}/{token}/callback", post(callbacks::respond))
        .route("/webhooks/{application}/{token}", post(webhooks::follow_up))
        .route(
            "/webhooks/{application}/{token}/messages/@original",
            get(webhooks::read_original).patch(webhooks::edit_original).delete(webhooks::delete_original),
        )
        .route("/webhooks/{application}/{token}/messages/{message}", patch(webhooks::edit))
        .route("/users/@me/channels", post(direct_messages::open))
        .route("/channels/{channel}/messages", get(messages::list).post(messages::create))
        .route("/channels/{channel}/messages/{message}", get(messages::read).patch(messages::edit))
        .route("/guilds/{guild}/members/{user}", get(member));
    Router::new()
        .nest("/api/v10", version_10)
        .fallback(async || ApiError::from(ApiError::NOT_FOUND))
        .method_not_allowed_fallback(async || ApiError::from(ApiError::METHOD_NOT_ALLOWED))
        .layer(from_fn_with_state(Arc::clone(&server), admit))
        .with_state(server)
}

/// Returns Discord's response with an injected status.
pub(super) fn fault(status: StatusCode, retry_after: Option<u64>) -> Response {
    let wait = Duration::from_secs(retry_after.unwrap_or(1));
    if status == StatusCode::TOO_MANY_REQUESTS {
        return rate::too_many(wait, retry_after.is_some(), false);
    }
    let reason = status.canonical_reason().unwrap_or("Error");
    let body = json!({ "message": format!("{}: {reason}", status.as_u16()), "code": 0 });
    let mut response = (status, Json(body)).into_response();
    if let Some(seconds) = retry_after {
        response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    }
    response
}

/// Checks the token and the rate limits before any route.
async fn admit(State(server): State<Arc<Server>>, request: Request, next: Next) -> Response {
    let path = request.uri().path().trim_start_matches("/api/v10").to_owned();
    let parts: Vec<&str> = path.split('/').skip(1).collect();
    // The interaction's token in the path is enough for these, and they do not count towards the bot's global rate limit.
    // <https://docs.discord.com/developers/interactions/receiving-and-responding#endpoints>
    let has_own_token = matches!(parts.first(), Some(&("interactions" | "webhooks")));
    let authorized = request.headers().get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    if !has_own_token && authorized != Some(&format!("Bot {}", server.settings.bot_token)) {
        return ApiError::from(ApiError::UNAUTHORIZED).into_response();
    }
    let rates = server.settings.rates;
    let route = match (request.method(), parts.as_slice()) {
        (&Method::POST, ["channels", channel, "messages"]) => Some((format!("post {channel}"), rates.posts)),
        (&Method::PATCH, ["channels", channel, "messages", _]) => Some((format!("edit {channel}"), rates.edits)),
        (_, ["webhooks", _, token, ..]) => Some((format!("webhook {token}"), rates.webhook)),
        _ => None,
    };
    let now = server.now();
    let state = {
        let mut buckets = server.buckets.lock().expect("no call is counted while panicking");
        if !has_own_token && let Some(refusal) = buckets.count("global", rates.global, now).refusal(true) {
            return refusal;
        }
        route.map(|(bucket, rate)| buckets.count(&bucket, rate, now))
    };
    if let Some(refusal) = state.as_ref().and_then(|state| state.refusal(false)) {
        return refusal;
    }
    let mut response = next.run(request).await;
    if let Some(state) = state {
        state.write_headers(response.headers_mut());
    }
    response
}

async fn gateway(State(server): State<Arc<Server>>) -> Json<Value> {
    Json(json!({ "url": server.gateway_address }))
}

async fn gateway_bot(State(server): State<Arc<Server>>) -> Json<Value> {
    let limit = json!({
        "total": SESSIONS_PER_DAY, "remaining": SESSIONS_PER_DAY, "reset_after": DAY_MS, "max_concurrency": 1,
    });
    Json(json!({ "url": server.gateway_address, "shards": 1, "session_start_limit": limit }))
}

async fn member(State(server): State<Arc<Server>>, Path((guild, user)): Path<(String, String)>) -> ApiResult {
    if number(&guild)? != server.settings.guild_id {
        return Err(ApiError::UNKNOWN_GUILD.into());
    }
    let user = number(&user)?;
    let guild = server.guild();
    let member = guild.user(user).ok_or(ApiError::UNKNOWN_MEMBER)?;
    Ok(Json(bodies::member(member, &guild)).into_response())
}

/// Parses a snowflake in a path.
pub(super) fn number(text: &str) -> Result<u64, ApiError> {
    text.parse().map_err(|_| form_error("id", &format!("Value \"{text}\" is not snowflake.")))
}

/// Parses a snowflake in a body: a string, or a number from a careless client.
pub(super) fn snowflake(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| value.as_str()?.parse().ok())
}

/// Parses the body. `Err` unless its content type is JSON and it is valid.
pub(super) fn json_body(headers: &HeaderMap, body: &Bytes) -> Result<Value, ApiError> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !kind.starts_with("application/json") {
        return Err(form_error("", "Expected \"Content-Type\" header to be one of {'application/json'}."));
    }
    serde_json::from_slice(body).map_err(|_| ApiError::INVALID_JSON.into())
}
