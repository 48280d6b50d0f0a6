//! Several reads in one request (<https://learn.microsoft.com/graph/json-batching>).
//!
//! [`Batch::add`] returns a [`Slot`] for each query, and [`BatchResults::take`] takes a slot and returns the body that
//! was asked for there. A slot has the type of that body and cannot be copied, so results are never taken by position,
//! and none twice:
//!
//! ```text
//! let mut batch = Batch::default();
//! let audits = batch.add(audits::audits_query(target, now));
//! let user = batch.add(users::user_query(target));
//! let mut results = graph.send_batch(batch, budget).await?;
//! let user = results.take(user)?;          // a UserObject
//! let audits = results.take(audits)?;      // a page of AuditRecords
//! ```

use std::collections::BTreeMap;
use std::marker;
use std::time::Duration;

use reqwest::StatusCode;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::error::{self, BATCH_TOO_LARGE, PART_UNANSWERED};
use super::graph::{FirstPage, Graph, GraphPage, Query};
use super::http::pause_asked;
use super::licence::REPEATS_MAX;
use super::service::ReadCall;
use crate::domain::Trouble;
use crate::domain::known_failure::may_be_licensed;
use crate::ports::{Budget, TenantError};
use crate::secret::Secret;

/// The most queries in one batch, by the vendor's limit
/// (<https://learn.microsoft.com/graph/json-batching#batch-size-limitations>).
const QUERIES_MAX: usize = 20;

/// The name of the call in errors and in the log.
const BATCH: &str = "POST /$batch";

/// Queries to be sent together, at most [`QUERIES_MAX`].
#[derive(Default)]
pub(super) struct Batch {
    calls: Vec<ReadCall>,
}

/// The place of one query in its batch. Its type is that of the body.
#[must_use = "without its slot, the result of a query cannot be taken"]
pub(super) struct Slot<T> {
    index: usize,
    body: marker::PhantomData<fn() -> T>,
}

/// The results of a batch, one for each slot.
pub(super) struct BatchResults {
    parts: Vec<BatchPart>,
}

struct BatchPart {
    call: ReadCall,
    /// `None` once it was taken.
    result: Option<Result<Value, TenantError>>,
}

impl Batch {
    /// Adds a query and returns the slot by which its result is taken.
    pub(super) fn add<T>(&mut self, query: Query<T>) -> Slot<T> {
        self.calls.push(query.call);
        Slot { index: self.calls.len() - 1, body: marker::PhantomData }
    }
}

impl BatchResults {
    fn new(calls: Vec<ReadCall>, results: Vec<Result<Value, TenantError>>) -> Self {
        let parts = calls.into_iter().zip(results).map(|(call, result)| BatchPart { call, result: Some(result) });
        Self { parts: parts.collect() }
    }

    /// Returns the body in this slot.
    ///
    /// # Errors
    ///
    /// The query failed, or its body is not a `T`.
    #[expect(clippy::needless_pass_by_value, reason = "a slot is used up, so that no result is taken twice")]
    pub(super) fn take<T: DeserializeOwned>(&mut self, slot: Slot<T>) -> Result<T, TenantError> {
        let BatchPart { call, result } = &mut self.parts[slot.index];
        let result = result.take().expect("a slot is taken once, because it cannot be copied");
        error::read(call.name, result?)
    }

    /// Returns the first page of the collection in this slot, for [`Graph::all_items`]. Errors are those of
    /// [`BatchResults::take`].
    pub(super) fn take_first_page<T: DeserializeOwned>(
        &mut self,
        slot: Slot<GraphPage<T>>,
    ) -> Result<FirstPage<T>, TenantError> {
        let call = &self.parts[slot.index].call;
        let (name, eventual) = (call.name, call.eventual);
        Ok(FirstPage { name, eventual, page: self.take(slot)? })
    }
}

impl Graph {
    /// Sends the queries of a batch in one request. Those that were throttled, or failed on Microsoft's side, are sent
    /// again without the others, as long as the budget lasts.
    ///
    /// # Errors
    ///
    /// None of the queries was answered, or there are more than [`QUERIES_MAX`]. A query that failed by itself is an
    /// error in its slot.
    pub(super) async fn send_batch(&self, batch: Batch, budget: &Budget) -> Result<BatchResults, TenantError> {
        let Batch { calls } = batch;
        let results = self.rounds(&calls, budget).await?;
        Ok(BatchResults::new(calls, results))
    }

    /// Sends a batch as [`Graph::send_batch`] does. If none of its queries was answered, that error is in every slot.
    pub(super) async fn send_optional_batch(&self, batch: Batch, budget: &Budget) -> BatchResults {
        let Batch { calls } = batch;
        let results = self.rounds(&calls, budget).await;
        let results = results.unwrap_or_else(|error| calls.iter().map(|_| Err(error.clone())).collect());
        BatchResults::new(calls, results)
    }

    async fn rounds(
        &self,
        calls: &[ReadCall],
        budget: &Budget,
    ) -> Result<Vec<Result<Value, TenantError>>, TenantError> {
        if calls.len() > QUERIES_MAX {
            let message = format!("{} queries in a batch that takes {QUERIES_MAX}", calls.len());
            return Err(TenantError::Rejected(error::own_trouble(BATCH, BATCH_TOO_LARGE, &message)));
        }
        let mut results: Vec<_> = calls.iter().map(|call| Err(unanswered(call))).collect();
        let mut pending: Vec<usize> = (0..calls.len()).collect();
        let mut retries = self.service.http.retries();
        let mut token_renewed = false;
        let mut refusals = vec![0; calls.len()];
        for round in 0_usize.. {
            let BatchRound { token, mut responses, request_id } = match self.round(calls, &pending, budget).await {
                Ok(round) => round,
                Err(error) if round == 0 => return Err(error),
                // Results of the rounds before stay, and each of the others has an error already.
                Err(_) => break,
            };
            let mut failed = RetrySet::default();
            for index in std::mem::take(&mut pending) {
                let (name, response) = (calls[index].name, responses.remove(&index.to_string()));
                failed.note(index, response.as_ref(), token_renewed);
                let result = response.map_or_else(
                    || Err(unanswered(&calls[index])),
                    |response| response.read(name, request_id.as_deref()),
                );
                results[index] = match result {
                    Err(TenantError::Denied(trouble)) if self.doubts(name, &mut refusals[index], &trouble) => {
                        if refusals[index] <= REPEATS_MAX {
                            failed.indexes.push(index);
                            failed.throttled = true;
                        }
                        Err(TenantError::Unavailable(trouble))
                    }
                    result => {
                        if result.is_ok() {
                            self.licences.note_answer(name);
                        }
                        result
                    }
                };
            }
            if failed.token_refused {
                self.service.tokens.forget(&token).await;
                token_renewed = true;
            }
            pending = failed.indexes;
            let Some(Err(error)) = pending.first().map(|index| &results[*index]) else { break };
            if failed.throttled && retries.wait(failed.pause, error.trouble().clone(), budget).await.is_err() {
                break;
            }
        }
        Ok(results)
    }

    /// Returns true if this is a refusal for want of a licence that is not believed yet, and counts it.
    fn doubts(&self, call: &'static str, refusals: &mut usize, trouble: &Trouble) -> bool {
        if !may_be_licensed(trouble) {
            return false;
        }
        *refusals += 1;
        !self.licences.believes_refusal(call, *refusals)
    }

    async fn round(&self, calls: &[ReadCall], pending: &[usize], budget: &Budget) -> Result<BatchRound, TenantError> {
        let token = self.service.tokens.token(budget).await?;
        let (body, request_id) = self.service.read(&batch_call(calls, pending), budget).await?;
        let BatchBody { responses } = error::read(BATCH, body)?;
        // Responses come in any order.
        let responses = responses.into_iter().map(|response| (response.id.clone(), response)).collect();
        Ok(BatchRound { token, responses, request_id })
    }
}

/// One request of a batch and its responses.
struct BatchRound {
    /// The token that it was sent with, unless a 401 replaced that on the way.
    token: Secret,
    /// By the id that the query had in the request.
    responses: BTreeMap<String, BatchResponse>,
    request_id: Option<String>,
}

/// The queries of a round that are sent again.
#[derive(Default)]
struct RetrySet {
    /// Their places in the batch.
    indexes: Vec<usize>,
    /// True if one of them was refused for its token.
    token_refused: bool,
    /// True if one of them was throttled or failed on Microsoft's side.
    throttled: bool,
    /// The longest pause that one of them asked for.
    pause: Option<Duration>,
}

impl RetrySet {
    /// Adds the query at this place if it may succeed when it is sent again. A 401 is worth a new token once per batch.
    fn note(&mut self, index: usize, response: Option<&BatchResponse>, token_renewed: bool) {
        let refused = response.is_some_and(|one| one.status() == StatusCode::UNAUTHORIZED) && !token_renewed;
        let throttled = response.is_none_or(BatchResponse::is_passing);
        if refused || throttled {
            self.indexes.push(index);
        }
        self.token_refused |= refused;
        self.throttled |= throttled;
        self.pause = self.pause.max(response.and_then(|one| pause_asked(|name| one.header(name))));
    }
}

#[derive(Deserialize)]
struct BatchBody {
    responses: Vec<BatchResponse>,
}

#[derive(Deserialize)]
struct BatchResponse {
    id: String,
    status: u16,
    #[serde(default)]
    headers: BTreeMap<String, Value>,
    body: Option<Value>,
}

impl BatchResponse {
    /// Returns true if the query may succeed later. A gateway's refusal passes as well, whatever its status.
    fn is_passing(&self) -> bool {
        let trouble = error::inner_trouble(BATCH, self.status(), self.body.as_ref(), None);
        error::is_passing(self.status()) || !self.status().is_success() && trouble.code == Trouble::GATEWAY_ANSWER
    }

    fn status(&self) -> StatusCode {
        StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    fn header(&self, name: &str) -> Option<&str> {
        let (_, value) = self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name))?;
        value.as_str()
    }

    /// Returns the body, or the error that it describes. `batch_request_id` stands in where the response has no id of
    /// its own.
    fn read(self, call: &str, batch_request_id: Option<&str>) -> Result<Value, TenantError> {
        let status = self.status();
        if status.is_success() {
            return Ok(self.body.unwrap_or_default());
        }
        let request_id = self.header("request-id").or(batch_request_id);
        let trouble = error::inner_trouble(call, status, self.body.as_ref(), request_id);
        tracing::debug!(call, status = self.status, request_id = trouble.request_id, "query failed in a batch");
        Err(error::by_status(error::asking_for(pause_asked(|name| self.header(name)), trouble)))
    }
}

fn batch_call(calls: &[ReadCall], pending: &[usize]) -> ReadCall {
    let requests: Vec<Value> = pending.iter().map(|index| request(*index, &calls[*index])).collect();
    ReadCall::post(BATCH, "/$batch".to_owned(), json!({ "requests": requests }))
}

fn request(index: usize, call: &ReadCall) -> Value {
    let mut request = json!({ "id": index.to_string(), "method": call.method().as_str(), "url": call.path });
    if call.eventual {
        request["headers"] = json!({ "ConsistencyLevel": "eventual" });
    }
    request
}

fn unanswered(call: &ReadCall) -> TenantError {
    TenantError::Unavailable(error::own_trouble(call.name, PART_UNANSWERED, "the batch was answered without it"))
}
