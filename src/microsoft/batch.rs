//! Several reads in one call (<https://learn.microsoft.com/graph/json-batching>).

use std::collections::BTreeMap;
use std::time::Duration;

use reqwest::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use super::error::{self, PART_UNANSWERED};
use super::graph::{ApiCall, Graph};
use super::http::{Retries, pause_asked};
use crate::ports::{Budget, TenantError};
use crate::secret::Secret;

/// The most calls that one batch holds, says Microsoft.
pub(super) const CALLS_MAX: usize = 20;

/// What came of one call in a batch.
pub(super) type Part = Result<Value, TenantError>;

/// One call of a batch, and what came of it.
pub(super) struct Asked {
    pub call: ApiCall,
    pub part: Part,
}

/// Takes the next ones of those that were asked together; there must be as many.
pub(super) fn next<const N: usize>(asked: &mut impl Iterator<Item = Asked>) -> [Asked; N] {
    std::array::from_fn(|_| asked.next().expect("every call of a batch has a part"))
}

impl Graph {
    /// Makes these calls together, at most 20, and gives what came of each, in their order. Calls that were throttled or failed
    /// on Microsoft's side are made again, only they, as long as the budget lasts. An error means that none was answered.
    pub(super) async fn together(&self, calls: Vec<ApiCall>, budget: &Budget) -> Result<Vec<Asked>, TenantError> {
        let parts = self.batch(&calls, budget).await?;
        Ok(calls.into_iter().zip(parts).map(|(call, part)| Asked { call, part }).collect())
    }

    async fn batch(&self, calls: &[ApiCall], budget: &Budget) -> Result<Vec<Part>, TenantError> {
        debug_assert!(calls.len() <= CALLS_MAX, "{} calls do not fit in a batch", calls.len());
        let mut parts: Vec<Part> = calls.iter().map(|call| Err(unanswered(call))).collect();
        let mut pending: Vec<usize> = (0..calls.len()).collect();
        let mut patience = Retries::default();
        let mut renewed = false;
        for round in 0.. {
            let Round { token, mut answers, request_id } = match self.round(calls, &pending, budget).await {
                Ok(round) => round,
                Err(error) if round == 0 => return Err(error),
                // What was read before stays read, and what was not has said why.
                Err(_) => break,
            };
            let mut again = Again::default();
            for at in std::mem::take(&mut pending) {
                let answer = answers.remove(&at.to_string());
                again.note(at, answer.as_ref(), renewed);
                parts[at] =
                    answer.map_or_else(|| Err(unanswered(&calls[at])), |it| it.read(&calls[at], request_id.as_deref()));
            }
            if again.refused {
                self.service.tokens.forget(&token).await;
                renewed = true;
            }
            pending = again.calls;
            let Some(Err(error)) = pending.first().map(|at| &parts[*at]) else { break };
            if again.throttled && patience.wait(again.longest, error.trouble().clone(), budget).await.is_err() {
                break;
            }
        }
        Ok(parts)
    }

    async fn round(&self, calls: &[ApiCall], pending: &[usize], budget: &Budget) -> Result<Round, TenantError> {
        let token = self.service.tokens.token(budget).await?;
        let (body, request_id) = self.read(&batch_of(calls, pending), budget).await?;
        let Answers { responses } = error::read(NAME, body)?;
        // Answers come in any order.
        let answers = responses.into_iter().map(|answer| (answer.id.clone(), answer)).collect();
        Ok(Round { token, answers, request_id })
    }
}

/// The name of the call in errors and in the log.
const NAME: &str = "POST /$batch";

#[derive(Deserialize)]
struct Answers {
    responses: Vec<Answer>,
}

#[derive(Deserialize)]
struct Answer {
    id: String,
    status: u16,
    #[serde(default)]
    headers: BTreeMap<String, Value>,
    body: Option<Value>,
}

/// What came back of one batch.
struct Round {
    /// The token that it was sent with, if that was not replaced on the way.
    token: Secret,
    answers: BTreeMap<String, Answer>,
    request_id: Option<String>,
}

/// The calls that are to be made once more.
#[derive(Default)]
struct Again {
    calls: Vec<usize>,
    /// One of them was refused for its token.
    refused: bool,
    /// One of them may succeed later.
    throttled: bool,
    /// The longest pause that one of them asked for.
    longest: Option<Duration>,
}

impl Answer {
    fn status(&self) -> StatusCode {
        StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    fn header(&self, name: &str) -> Option<&str> {
        let (_, value) = self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name))?;
        value.as_str()
    }

    fn read(self, call: &ApiCall, batch_request_id: Option<&str>) -> Part {
        let status = self.status();
        if status.is_success() {
            return Ok(self.body.unwrap_or_default());
        }
        let request_id = self.header("request-id").or(batch_request_id);
        let trouble = error::inner_trouble(call.name, status, self.body.as_ref(), request_id);
        tracing::debug!(call = call.name, status = self.status, request_id = trouble.request_id, "failed in a batch");
        Err(error::by_status(trouble))
    }
}

impl Again {
    /// Notes whether the call at this place is to be made once more. `renewed` says whether its token was a new one.
    fn note(&mut self, at: usize, answer: Option<&Answer>, renewed: bool) {
        let refused = answer.is_some_and(|answer| answer.status() == StatusCode::UNAUTHORIZED) && !renewed;
        let throttled = answer.is_none_or(|answer| error::is_passing(answer.status()));
        if refused || throttled {
            self.calls.push(at);
        }
        self.refused |= refused;
        self.throttled |= throttled;
        self.longest = self.longest.max(answer.and_then(|answer| pause_asked(|name| answer.header(name))));
    }
}

fn batch_of(calls: &[ApiCall], pending: &[usize]) -> ApiCall {
    let requests: Vec<Value> = pending.iter().map(|at| request(*at, &calls[*at])).collect();
    let body = json!({ "requests": requests });
    ApiCall::post(NAME, "/$batch".to_owned(), Some(body))
}

fn request(at: usize, call: &ApiCall) -> Value {
    let mut request = json!({ "id": at.to_string(), "method": call.method.as_str(), "url": call.path });
    if call.eventual {
        request["headers"] = json!({ "ConsistencyLevel": "eventual" });
    }
    request
}

fn unanswered(call: &ApiCall) -> TenantError {
    TenantError::Unavailable(error::own_trouble(call.name, PART_UNANSWERED, "the batch was answered without it"))
}
