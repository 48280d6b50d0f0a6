//! The client against a stub server whose answers each test defines.

#![allow(clippy::unwrap_used, reason = "a test that panics has failed, which is what it is for")]

mod audits;
mod batch;
mod device;
mod eligible;
mod exchange;
mod healthy_tenant;
mod kinds;
mod licence;
mod mail;
mod mailbox_place;
mod methods;
mod observe;
mod read_back;
mod recipients;
mod resolve;
mod retries;
mod risk;
mod search;
mod security_roles;
mod sign_in;
mod sign_in_log;
mod standing;
mod steps;
mod target_facts;
mod tokens;
mod warrant;
mod writes;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::response::Response;
use serde_json::{Value, json};

use super::{Microsoft, MicrosoftSettings};
use crate::domain::ObjectId;
use crate::domain::account::{Account, Names};
use crate::domain::case::EffectCheck;
use crate::domain::condition::Condition;
use crate::domain::step::StepKind;
use crate::ports::{Budget, ObserveRequest, Tenant as _};
use crate::secret::Secret;

const TARGET: &str = "11111111-0000-4000-8000-000000000001";
const TOKEN_PATH: &str = "/contoso.com/oauth2/v2.0/token";
/// Short, so that a test of a time-out is quick.
const CALL_TIMEOUT: Duration = Duration::from_millis(400);

/// A request as it arrived.
#[derive(Clone, Debug)]
struct RecordedRequest {
    /// Method, path and query, as in `GET /v1.0/users/x`.
    call: String,
    headers: axum::http::HeaderMap,
    body: String,
}

impl RecordedRequest {
    fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    fn is_token(&self) -> bool {
        self.call.ends_with(TOKEN_PATH)
    }

    /// Returns true for a call to Identity Protection, which runs beside all others.
    fn is_risk(&self) -> bool {
        self.call.contains("/identityProtection/")
    }

    /// Returns true for the calls for the roles that a target could activate and the groups that it could join, which
    /// run beside all others too.
    fn is_eligibility(&self) -> bool {
        let lists = ["/roleEligibilityScheduleInstances?", "/privilegedAccess/group/eligibilityScheduleInstances?"];
        lists.iter().any(|list| self.call.contains(&[list, "$filter=principalId"].concat()))
    }

    /// Returns true for the read of a log, which runs beside all others.
    fn is_log(&self) -> bool {
        self.call.starts_with("GET ") && self.call.contains("/auditLogs/")
    }

    fn is_batch(&self) -> bool {
        self.call.ends_with("/$batch")
    }

    fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }
}

/// The response of the stub.
enum Reply {
    Json(u16, Value),
    /// Status, headers and body.
    With(u16, Vec<(&'static str, String)>, String),
    /// No response at all.
    Never,
}

impl Reply {
    fn graph_error(status: u16, code: &str) -> Self {
        let inner = json!({ "date": "2026-10-08T12:00:00", "request-id": "inner-id", "client-request-id": "ours" });
        Self::Json(status, json!({ "error": { "code": code, "message": "No.", "innerError": inner } }))
    }
}

/// The response of a token endpoint with a new token at every call: `token-1`, `token-2` and so on.
fn fresh_token(nth: usize, expires_in: u32) -> Reply {
    let token = format!("token-{nth}");
    Reply::Json(200, json!({ "token_type": "Bearer", "expires_in": expires_in, "access_token": token }))
}

struct Stub {
    address: String,
    requests: Arc<Mutex<Vec<RecordedRequest>>>,
}

impl Stub {
    /// Answers every call by `answer`. Its second argument counts the calls of the same kind so far, with this one: for
    /// a token, for a risk, for the roles that a target could activate, for a log, or any other.
    async fn start(answer: impl Fn(&RecordedRequest, usize) -> Reply + Clone + Send + Sync + 'static) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let requests = Arc::new(Mutex::new(Vec::<RecordedRequest>::new()));
        let recorded = requests.clone();
        let serve = move |request: Request| {
            let (answer, recorded) = (answer.clone(), recorded.clone());
            async move {
                let (parts, body) = request.into_parts();
                let body = to_bytes(body, 1 << 20).await.unwrap();
                let call = format!("{} {}", parts.method, parts.uri);
                let body = String::from_utf8(body.to_vec()).unwrap();
                let request = RecordedRequest { call, headers: parts.headers, body };
                let nth = {
                    let mut recorded = recorded.lock().unwrap();
                    recorded.push(request.clone());
                    let kind =
                        |one: &RecordedRequest| (one.is_token(), one.is_risk(), one.is_eligibility(), one.is_log());
                    recorded.iter().filter(|one| kind(one) == kind(&request)).count()
                };
                respond(answer(&request, nth)).await
            }
        };
        let routes = axum::Router::new().fallback(serve);
        tokio::spawn(async move { axum::serve(listener, routes).await });
        Self { address, requests }
    }

    /// Issues tokens, has no risks and empty logs, and answers everything else by `answer`.
    async fn with_tokens(answer: impl Fn(&RecordedRequest, usize) -> Reply + Clone + Send + Sync + 'static) -> Self {
        let answer = move |request: &RecordedRequest, nth| match request {
            token if token.is_token() => fresh_token(nth, 3599),
            risk if risk.is_risk() => Reply::Json(404, refusal("ResourceNotFound")),
            empty if empty.is_eligibility() || empty.is_log() => Reply::Json(200, json!({ "value": [] })),
            _ => answer(request, nth),
        };
        Self::start(answer).await
    }

    fn settings(&self) -> MicrosoftSettings {
        MicrosoftSettings {
            login: self.address.clone(),
            graph: self.address.clone(),
            exchange: None,
            consents: true,
            call_timeout: CALL_TIMEOUT,
            ..MicrosoftSettings::new("contoso.com".to_owned(), "app-1".to_owned(), Secret::new("s+cret&".to_owned()))
        }
    }

    fn client(&self) -> Microsoft {
        Microsoft::new(&self.settings()).unwrap()
    }

    /// A client with Exchange.
    fn client_with_mail(&self) -> Microsoft {
        let exchange = Some(format!("{}/exchange", self.address));
        Microsoft::new(&MicrosoftSettings { exchange, ..self.settings() }).unwrap()
    }

    fn requests(&self) -> Vec<RecordedRequest> {
        self.requests.lock().unwrap().clone()
    }

    fn tokens(&self) -> usize {
        self.requests().iter().filter(|request| request.is_token()).count()
    }

    /// All calls but those for a token, a risk, a log or the roles that a target could activate. An observation begins with
    /// two of them, in any order: the batch of facts and that of evidence.
    fn calls(&self) -> Vec<RecordedRequest> {
        let is_beside = |one: &RecordedRequest| one.is_token() || one.is_risk() || one.is_eligibility() || one.is_log();
        self.requests().into_iter().filter(|request| !is_beside(request)).collect()
    }

    /// The queries of every batch with a query whose URL contains `part`.
    fn batches_asking(&self, part: &str) -> Vec<Vec<Value>> {
        let batches = self.requests().into_iter().filter(RecordedRequest::is_batch);
        let queries = batches.map(|one| one.json()["requests"].as_array().unwrap().clone());
        queries.filter(|queries| queries.iter().any(|one| one["url"].as_str().unwrap().contains(part))).collect()
    }

    fn risk_calls(&self) -> usize {
        self.requests().iter().filter(|request| request.is_risk()).count()
    }
}

async fn respond(reply: Reply) -> Response {
    let (status, headers, body) = match reply {
        Reply::Json(status, body) => (status, vec![("content-type", "application/json".to_owned())], body.to_string()),
        Reply::With(status, headers, body) => (status, headers, body),
        Reply::Never => std::future::pending().await,
    };
    let response = headers
        .into_iter()
        .fold(Response::builder().status(status), |response, (name, value)| response.header(name, value));
    response.header("request-id", "answer-id").body(Body::from(body)).unwrap()
}

/// Answers a batch: each query by `answer`, and in the reverse order.
fn batch(request: &RecordedRequest, answer: impl Fn(&str) -> (u16, Value)) -> Reply {
    let body = request.json();
    let requests = body["requests"].as_array().unwrap();
    let responses = requests.iter().rev().map(|request| {
        let (status, body) = answer(request["url"].as_str().unwrap());
        let headers = if status == 429 { json!({ "retry-after": "1" }) } else { json!({}) };
        json!({ "id": request["id"], "status": status, "headers": headers, "body": body })
    });
    Reply::Json(200, json!({ "responses": responses.collect::<Vec<_>>() }))
}

/// The body of a refusal of Graph.
fn refusal(code: &str) -> Value {
    json!({ "error": { "code": code, "message": "No.", "innerError": { "request-id": "inner-id" } } })
}

fn user() -> Value {
    json!({
        "id": TARGET,
        "userPrincipalName": "anna@contoso.com",
        "displayName": "Anna",
        "accountEnabled": false,
        "userType": "Member",
        "signInSessionsValidFromDateTime": "2026-01-01T00:00:00Z",
    })
}

fn target() -> ObjectId {
    ObjectId::parse(TARGET).unwrap()
}

/// The names of the target.
fn names() -> Names {
    Names { upn: "anna@contoso.com".to_owned(), display_name: "Anna".to_owned() }
}

/// Reads the target from this stub.
async fn observed_by(stub: &Stub, names: Option<&Names>, groups: &[&str]) -> Account {
    let groups: Vec<String> = groups.iter().map(|&group| group.to_owned()).collect();
    let sought = ObserveRequest { target: &target(), names, groups: &groups };
    let now = "2026-10-08T12:00:00.123Z".parse().unwrap();
    Box::pin(stub.client().observe(sought, now, &plenty())).await.unwrap()
}

/// The read-back of this step.
fn check(kind: StepKind) -> EffectCheck {
    EffectCheck { target: target(), kind, before: Condition::default(), step: 0 }
}

/// A read-back of `accountEnabled`.
fn enabled() -> EffectCheck {
    check(StepKind::EnableSignIn)
}

fn plenty() -> Budget {
    Budget::new(100, Duration::from_secs(30))
}

/// An address that no server listens at.
async fn closed_address() -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    format!("http://{}", listener.local_addr().unwrap())
}
