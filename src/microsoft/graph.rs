//! Microsoft Graph: reads that may be repeated, writes that are not, and collections with all their pages.

use reqwest::header::CONTENT_LENGTH;
use reqwest::{Method, RequestBuilder, StatusCode};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::Settings;
use super::batch::Asked;
use super::error::{self, TOO_MANY_PAGES};
use super::http::{Answered, Http, Lost, Patience};
use super::risk::Risks;
use super::token::Tokens;
use crate::domain::Trouble;
use crate::domain::run::{Answer, Receipt};
use crate::ports::{Budget, TenantError};
use crate::secret::Secret;

/// The most pages that are read of one collection.
const PAGES_MAX: usize = 5;
/// The version that every path is under.
const VERSION: &str = "/v1.0";

/// Microsoft Graph, as one application of one tenant sees it.
pub(super) struct Graph {
    pub(super) tokens: Tokens,
    http: Http,
    address: String,
    /// Whether Identity Protection can be asked.
    pub(super) identity_protection: bool,
    /// What it said lately.
    pub(super) risks: Risks,
    /// As which application we come.
    pub(super) client_id: String,
}

/// One call to Graph.
pub(super) struct Call {
    /// For people: method and path with placeholders, as in `PATCH /users/{id}`.
    pub name: &'static str,
    pub method: Method,
    /// Path and query, encoded, from behind the version.
    pub path: String,
    /// Whether the header `ConsistencyLevel: eventual` goes along
    /// (<https://learn.microsoft.com/graph/aad-advanced-queries>).
    pub eventual: bool,
    pub body: Option<Value>,
}

impl Call {
    /// A call that asks for something.
    pub(super) fn get(name: &'static str, path: String) -> Self {
        Self { name, method: Method::GET, path, eventual: false, body: None }
    }
}

impl Graph {
    /// Graph at this address, without a slash at its end.
    pub(super) fn new(http: Http, tokens: Tokens, address: &str, settings: &Settings) -> Self {
        let (identity_protection, client_id) = (settings.identity_protection, settings.client_id.clone());
        Self { tokens, http, address: address.to_owned(), identity_protection, risks: Risks::default(), client_id }
    }

    /// Makes a call that changes nothing, again where that may help, and gives its body and its request id.
    pub(super) async fn read(&self, call: &Call, budget: &Budget) -> Result<(Value, Option<String>), TenantError> {
        let token = self.tokens.token(budget).await?;
        let mut answered = self.read_with(call, &token, budget).await?;
        if answered.status == StatusCode::UNAUTHORIZED {
            self.tokens.forget(&token).await;
            let token = self.tokens.token(budget).await?;
            answered = self.read_with(call, &token, budget).await?;
        }
        let request_id = answered.request_id.clone();
        Ok((body_of(call, answered)?, request_id))
    }

    /// The same as somebody else: with this token and no other.
    pub(super) async fn read_as(&self, call: &Call, token: &Secret, budget: &Budget) -> Result<Value, TenantError> {
        body_of(call, self.read_with(call, token, budget).await?)
    }

    /// Makes a call that changes something. It is repeated only where it certainly had no effect: after a 401 with a new
    /// token, after a 429, and where no connection came about.
    ///
    /// `Refused` is what Microsoft said itself. Whatever else came between is `None`, even where we know that nothing was
    /// sent: Microsoft refused nothing, so to read and try again is what helps.
    pub(super) async fn write(&self, call: &Call, id: &str, budget: &Budget) -> Answer {
        let mut patience = Patience::default();
        let mut renewed = false;
        loop {
            let token = match self.tokens.token(budget).await {
                Ok(token) => token,
                Err(TenantError::Denied(trouble)) => return Answer::Refused(trouble),
                Err(error) => return Answer::None(error.trouble().clone()),
            };
            let answered = match self.http.send(call.name, id, self.request(call, &token), budget).await {
                Ok(answered) => answered,
                Err(Lost::NotSent(trouble)) => match patience.wait(None, trouble, budget).await {
                    Ok(()) => continue,
                    Err(trouble) => return Answer::None(trouble),
                },
                Err(Lost::NoBudget(trouble) | Lost::NoAnswer(trouble)) => return Answer::None(trouble),
            };
            let trouble = error::graph_trouble(call.name, &answered);
            match answered.status {
                status if status.is_success() => return Answer::Taken(receipt(answered)),
                StatusCode::UNAUTHORIZED if !renewed => {
                    renewed = true;
                    self.tokens.forget(&token).await;
                }
                StatusCode::TOO_MANY_REQUESTS => {
                    if let Err(trouble) = patience.wait(answered.retry_after, trouble, budget).await {
                        return Answer::Refused(trouble);
                    }
                }
                status => return refused_or_unknown(status, trouble),
            }
        }
    }

    /// The items of a collection that was asked for in a batch, to its end.
    pub(super) async fn gather<T: DeserializeOwned>(
        &self,
        asked: Asked,
        budget: &Budget,
    ) -> Result<Vec<T>, TenantError> {
        self.collect(&asked.call, asked.part?, budget).await
    }

    /// The items of a collection whose first page is there, with those of the pages that follow. A collection that is not
    /// read to its end is an error.
    async fn collect<T: DeserializeOwned>(
        &self,
        call: &Call,
        first: Value,
        budget: &Budget,
    ) -> Result<Vec<T>, TenantError> {
        let mut page: Page = error::read(call.name, first)?;
        let mut items = Vec::new();
        for read in 1.. {
            for item in page.value {
                items.push(error::read(call.name, item)?);
            }
            let Some(next_link) = page.next_link else { break };
            if read == PAGES_MAX {
                let message = format!("more than {PAGES_MAX} pages");
                return Err(TenantError::Unavailable(error::own_trouble(call.name, TOO_MANY_PAGES, &message)));
            }
            let next = Call { eventual: call.eventual, ..Call::get(call.name, path_of(call.name, &next_link)?) };
            page = error::read(call.name, self.read(&next, budget).await?.0)?;
        }
        Ok(items)
    }

    async fn read_with(&self, call: &Call, token: &Secret, budget: &Budget) -> Result<Answered, TenantError> {
        self.http.read(call.name, budget, || self.request(call, token), error::graph_trouble).await
    }

    fn request(&self, call: &Call, token: &Secret) -> RequestBuilder {
        let url = format!("{}{VERSION}{}", self.address, call.path);
        let request = self.http.client().request(call.method.clone(), url).bearer_auth(token.reveal());
        let request = if call.eventual { request.header("ConsistencyLevel", "eventual") } else { request };
        match &call.body {
            Some(body) => request.json(body),
            None if call.method == Method::GET => request,
            // Said aloud, because not every server takes a POST of unknown length (RFC 9110, section 8.6).
            None => request.header(CONTENT_LENGTH, 0),
        }
    }
}

/// Part of a collection.
#[derive(Deserialize)]
pub(super) struct Page {
    pub value: Vec<Value>,
    #[serde(rename = "@odata.nextLink")]
    pub next_link: Option<String>,
}

fn body_of(call: &Call, answered: Answered) -> Result<Value, TenantError> {
    if !answered.status.is_success() {
        return Err(error::by_status(error::graph_trouble(call.name, &answered)));
    }
    let body = answered.body.unwrap_or_default();
    serde_json::from_slice(&body).map_err(|error| error::unreadable(call.name, &error.to_string()))
}

/// A link is followed at the address that was configured, wherever it points, so that no token leaves it.
fn path_of(call: &str, link: &str) -> Result<String, TenantError> {
    let path = link.split_once("://").and_then(|(_, rest)| rest.split_once(VERSION)).map(|(_, path)| path.to_owned());
    path.filter(|path| path.starts_with('/')).ok_or_else(|| error::unreadable(call, "the link to the next page"))
}

fn receipt(answered: Answered) -> Receipt {
    Receipt { status: Some(answered.status.as_u16()), request_id: answered.request_id }
}

/// A 408 is the server's own time-out: what it had read by then it may have done.
fn refused_or_unknown(status: StatusCode, trouble: Trouble) -> Answer {
    if status.is_client_error() && status != StatusCode::REQUEST_TIMEOUT {
        Answer::Refused(trouble)
    } else {
        Answer::None(trouble)
    }
}
