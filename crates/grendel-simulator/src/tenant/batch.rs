//! `POST /$batch` (<https://learn.microsoft.com/graph/json-batching>).

use std::collections::{HashMap, HashSet};

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::query::Call;
use super::reply::{CallIds, Reply};
use super::{ObservedCall, Tenant, graph};
use crate::canned::CannedAnswer;
use crate::faults::Fault;

/// The most requests in a batch. <https://learn.microsoft.com/graph/json-batching#batch-size-limitations>
const REQUESTS_MAX: usize = 20;

/// One request of a batch.
struct Inner {
    id: String,
    depends_on: Vec<String>,
    call: Call,
    has_body: bool,
}

/// The answer to one request of a batch.
enum BatchAnswer {
    /// One that the simulator made.
    Own(Reply),
    /// One that it was given.
    Canned(CannedAnswer),
}

impl BatchAnswer {
    fn status(&self) -> StatusCode {
        match self {
            Self::Own(reply) => reply.status,
            Self::Canned(answer) => answer.status(),
        }
    }

    fn into_item(self, id: &str, ids: &CallIds) -> Value {
        match self {
            Self::Own(reply) => reply.into_batch_item(id, ids),
            Self::Canned(answer) => answer.into_batch_item(id),
        }
    }
}

/// Answers a whole batch. The answers are in another order than the requests on purpose, because Graph guarantees
/// none.
pub(super) async fn answer(tenant: &Tenant, call: &Call, ids: &CallIds) -> Reply {
    let reply = match read(call) {
        Ok(requests) => {
            let mut responses = run(tenant, requests, ids).await;
            responses.reverse();
            Reply::ok(json!({ "responses": responses }))
        }
        Err(refusal) => refusal,
    };
    tenant.state().calls.batches += 1;
    tenant.observe(ObservedCall::of(call, reply.status, ids.at, false));
    reply
}

async fn run(tenant: &Tenant, requests: Vec<Inner>, ids: &CallIds) -> Vec<Value> {
    let mut statuses: HashMap<String, StatusCode> = HashMap::new();
    let mut responses = Vec::new();
    // Dependencies name earlier requests only, so the given order is a valid order.
    for request in requests {
        let failed = request.depends_on.iter().any(|id| statuses.get(id).is_none_or(|status| !status.is_success()));
        let item = if failed {
            let message = "The request could not be performed because it depends on a request that failed.";
            BatchAnswer::Own(Reply::error(StatusCode::FAILED_DEPENDENCY, "FailedDependency", message))
        } else {
            one(tenant, &request).await
        };
        statuses.insert(request.id.clone(), item.status());
        responses.push(item.into_item(&request.id, ids));
    }
    responses
}

/// Answers one request. An injected fault answers only this request, not the batch.
async fn one(tenant: &Tenant, request: &Inner) -> BatchAnswer {
    let own = |reply| BatchAnswer::Own(reply);
    if request.has_body && !request.call.has_json_body() {
        return own(Reply::odata("Write request id : content-type header not specified or not application/json."));
    }
    match tenant.faults.take(&request.call.line(), &request.call.body) {
        None => own(graph::inner(tenant, &request.call)),
        Some(Fault::Slow(pause)) => {
            tokio::time::sleep(pause).await;
            own(graph::inner(tenant, &request.call))
        }
        Some(Fault::Status { status, retry_after }) => {
            let status = StatusCode::from_u16(status).expect("stories use real statuses");
            own(Reply::fault(status, retry_after))
        }
        Some(Fault::Answer(answer)) => BatchAnswer::Canned(answer),
        Some(Fault::LostCall) => own(Reply::fault(StatusCode::GATEWAY_TIMEOUT, None)),
        Some(Fault::LostAnswer) => {
            graph::inner(tenant, &request.call);
            own(Reply::fault(StatusCode::GATEWAY_TIMEOUT, None))
        }
    }
}

fn read(call: &Call) -> Result<Vec<Inner>, Reply> {
    if !call.has_json_body() {
        return Err(Reply::odata("The batch request needs the header Content-Type: application/json."));
    }
    let body: Value = serde_json::from_str(&call.body).map_err(|_| Reply::odata("Invalid batch payload format."))?;
    let requests = body["requests"].as_array().ok_or_else(|| Reply::odata("Invalid batch payload format."))?;
    if requests.is_empty() {
        return Err(Reply::odata("Batch request contains no steps."));
    }
    if requests.len() > REQUESTS_MAX {
        let message = format!("Number of batch request steps exceeds the maximum value of {REQUESTS_MAX}.");
        return Err(Reply::odata(&message));
    }
    let mut earlier: HashSet<String> = HashSet::new();
    let mut read = Vec::with_capacity(requests.len());
    for request in requests {
        let inner = inner(call, request)?;
        if let Some(unknown) = inner.depends_on.iter().find(|id| !earlier.contains(*id)) {
            return Err(Reply::odata(&format!("Invalid dependency '{unknown}' of request '{}'.", inner.id)));
        }
        if !earlier.insert(inner.id.clone()) {
            return Err(Reply::odata(&format!("Duplicate request id '{}'.", inner.id)));
        }
        read.push(inner);
    }
    Ok(read)
}

fn inner(outer: &Call, request: &Value) -> Result<Inner, Reply> {
    let field = |name: &str| {
        let text = request[name].as_str().filter(|text| !text.is_empty());
        text.ok_or_else(|| Reply::odata(&format!("Invalid batch payload format: every request needs '{name}'.")))
    };
    let (id, method, url) = (field("id")?, field("method")?, field("url")?);
    let versioned = ["/v1.0/", "/beta/", "v1.0/", "beta/"].iter().any(|prefix| url.starts_with(prefix));
    if url.contains("://") || url.starts_with("//") || versioned {
        return Err(Reply::odata(&format!("Invalid request URL '{url}': it is relative to the version.")));
    }
    let headers = request["headers"].as_object();
    let header = |wanted: &str| {
        let found = headers?.iter().find(|(name, _)| name.eq_ignore_ascii_case(wanted))?;
        found.1.as_str().map(str::to_owned)
    };
    let (path, raw_query) = url.split_once('?').unwrap_or((url, ""));
    let body = request.get("body").filter(|body| !body.is_null());
    let call = Call {
        method: method.to_uppercase(),
        path: format!("/v1.0/{}", path.trim_start_matches('/')),
        raw_query: raw_query.to_owned(),
        eventual: header("consistencylevel").is_some_and(|level| level.eq_ignore_ascii_case("eventual")),
        bearer: outer.bearer.clone(),
        client_request_id: header("client-request-id").or_else(|| outer.client_request_id.clone()),
        content_type: header("content-type"),
        body: body.map(Value::to_string).unwrap_or_default(),
    };
    let depends_on = request["dependsOn"].as_array().map(Vec::as_slice).unwrap_or_default();
    let depends_on = depends_on.iter().filter_map(Value::as_str).map(str::to_owned).collect();
    Ok(Inner { id: id.to_owned(), depends_on, call, has_body: body.is_some() })
}
