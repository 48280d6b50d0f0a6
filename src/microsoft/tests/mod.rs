//! The client against a small server that answers as each test tells it to.

#![allow(clippy::unwrap_used, reason = "a test that panics has failed, which is what it is for")]

mod about_target;
mod access;
mod verify;
mod device;
mod exchange;
mod security_roles;
mod mail;
mod reading;
mod repeats;
mod risk;
mod resolve;
mod search;
mod sign_in;
mod sign_in_log;
mod standing;
mod steps;
mod tokens;
mod well;
mod writing;

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
/// Short, so that a test of a time-out does not last.
const CALL_TIMEOUT: Duration = Duration::from_millis(400);

/// A call as it arrived.
#[derive(Clone, Debug)]
struct Seen {
    /// As in `GET /v1.0/users/x`.
    call: String,
    headers: axum::http::HeaderMap,
    body: String,
}

impl Seen {
    fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    fn is_token(&self) -> bool {
        self.call.ends_with(TOKEN_PATH)
    }

    /// Identity Protection is asked beside everything else, whenever its turn comes.
    fn is_risk(&self) -> bool {
        self.call.contains("/identityProtection/")
    }

    fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }
}

/// What the server does with a call.
enum Reply {
    Json(u16, Value),
    /// With these headers.
    With(u16, Vec<(&'static str, String)>, String),
    /// Nothing, ever.
    Never,
}

impl Reply {
    fn graph_error(status: u16, code: &str) -> Self {
        let inner = json!({ "date": "2026-10-08T12:00:00", "request-id": "inner-id", "client-request-id": "ours" });
        Self::Json(status, json!({ "error": { "code": code, "message": "No.", "innerError": inner } }))
    }
}

/// A token endpoint that gives a new token at every call: `token-1`, `token-2` and so on.
fn fresh_token(nth: usize, expires_in: u32) -> Reply {
    let token = format!("token-{nth}");
    Reply::Json(200, json!({ "token_type": "Bearer", "expires_in": expires_in, "access_token": token }))
}

struct Stub {
    address: String,
    seen: Arc<Mutex<Vec<Seen>>>,
}

impl Stub {
    /// Answers every call by `answer`, which is told how many calls for a token, for a risk, or for anything else, there were with
    /// it.
    async fn start(answer: impl Fn(&Seen, usize) -> Reply + Clone + Send + Sync + 'static) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let seen = Arc::new(Mutex::new(Vec::<Seen>::new()));
        let kept = seen.clone();
        let serve = move |request: Request| {
            let (answer, kept) = (answer.clone(), kept.clone());
            async move {
                let (parts, body) = request.into_parts();
                let body = to_bytes(body, 1 << 20).await.unwrap();
                let call = format!("{} {}", parts.method, parts.uri);
                let body = String::from_utf8(body.to_vec()).unwrap();
                let seen = Seen { call, headers: parts.headers, body };
                let nth = {
                    let mut kept = kept.lock().unwrap();
                    kept.push(seen.clone());
                    let kind = |one: &Seen| (one.is_token(), one.is_risk());
                    kept.iter().filter(|one| kind(one) == kind(&seen)).count()
                };
                respond(answer(&seen, nth)).await
            }
        };
        let routes = axum::Router::new().fallback(serve);
        tokio::spawn(async move { axum::serve(listener, routes).await });
        Self { address, seen }
    }

    /// Gives tokens, knows of no risk, and answers everything else by `answer`.
    async fn with_tokens(answer: impl Fn(&Seen, usize) -> Reply + Clone + Send + Sync + 'static) -> Self {
        let answer = move |seen: &Seen, nth| match seen {
            token if token.is_token() => fresh_token(nth, 3599),
            risk if risk.is_risk() => Reply::Json(404, refusal("ResourceNotFound")),
            _ => answer(seen, nth),
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

    /// One that looks at mail as well.
    fn client_with_mail(&self) -> Microsoft {
        let exchange = Some(format!("{}/exchange", self.address));
        Microsoft::new(&MicrosoftSettings { exchange, ..self.settings() }).unwrap()
    }

    fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }

    fn tokens(&self) -> usize {
        self.seen().iter().filter(|seen| seen.is_token()).count()
    }

    /// Every call but those for a token or a risk.
    fn calls(&self) -> Vec<Seen> {
        self.seen().into_iter().filter(|seen| !seen.is_token() && !seen.is_risk()).collect()
    }

    fn risk_calls(&self) -> usize {
        self.seen().iter().filter(|seen| seen.is_risk()).count()
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

/// Answers a batch: each inner call by `answer`, in the wrong order.
fn batch(seen: &Seen, answer: impl Fn(&str) -> (u16, Value)) -> Reply {
    let body = seen.json();
    let requests = body["requests"].as_array().unwrap();
    let responses = requests.iter().rev().map(|request| {
        let (status, body) = answer(request["url"].as_str().unwrap());
        let headers = if status == 429 { json!({ "retry-after": "1" }) } else { json!({}) };
        json!({ "id": request["id"], "status": status, "headers": headers, "body": body })
    });
    Reply::Json(200, json!({ "responses": responses.collect::<Vec<_>>() }))
}

/// How Graph refuses inside a batch.
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

/// By what the target is called.
fn names() -> Names {
    Names { upn: "anna@contoso.com".to_owned(), display_name: "Anna".to_owned() }
}

/// What is read about the target by this server.
async fn observed_by(stub: &Stub, names: Option<&Names>, groups: &[&str]) -> Account {
    let groups: Vec<String> = groups.iter().map(|&group| group.to_owned()).collect();
    let sought = ObserveRequest { target: &target(), names, groups: &groups };
    let now = "2026-10-08T12:00:00.123Z".parse().unwrap();
    Box::pin(stub.client().observe(sought, now, &plenty())).await.unwrap()
}

/// Asks for what this step changes.
fn look(kind: StepKind) -> EffectCheck {
    EffectCheck { target: target(), kind, before: Condition::default(), step: 0 }
}

/// Asks whether the account may sign in.
fn enabled() -> EffectCheck {
    look(StepKind::EnableSignIn)
}

fn plenty() -> Budget {
    Budget::new(100, Duration::from_secs(30))
}

/// An address where nobody listens.
async fn closed_address() -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    format!("http://{}", listener.local_addr().unwrap())
}
