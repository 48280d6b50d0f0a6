//! Microsoft Graph: the service, and collections with all their pages.

use reqwest::header::HeaderMap;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::MicrosoftSettings;
use super::batch::Asked;
use super::error::{self, TOO_MANY_PAGES};
use super::http::HttpClient;
use super::organisation::DomainCache;
use super::risk::RiskCache;
pub(super) use super::service::ApiCall;
use super::service::Service;
use super::token::TokenCache;
use crate::ports::{Budget, TenantError};
use crate::secret::Secret;

/// The most pages that are read of one collection.
const PAGES_MAX: usize = 5;
/// The version that every path is under.
const VERSION: &str = "/v1.0";

/// Microsoft Graph, as one application of one tenant sees it.
pub(super) struct Graph {
    pub(super) service: Service,
    /// Whether Identity Protection can be asked.
    pub(super) identity_protection: bool,
    /// Whether the applications are asked about that an account has let in.
    pub(super) consents: bool,
    /// What it said lately.
    pub(super) risks: RiskCache,
    /// The tenant's own domains, as they were read lately.
    pub(super) domains: DomainCache,
    /// As which application we come.
    pub(super) client_id: String,
}

impl Graph {
    /// Graph at this address, without a slash at its end.
    pub(super) fn new(http: HttpClient, tokens: TokenCache, address: &str, settings: &MicrosoftSettings) -> Self {
        let base = format!("{address}{VERSION}");
        let service = Service { tokens, http, base, headers: HeaderMap::new(), trouble_of: error::graph_trouble };
        let (identity_protection, client_id) = (settings.identity_protection, settings.client_id.clone());
        let consents = settings.consents;
        Self {
            service,
            identity_protection,
            consents,
            risks: RiskCache::default(),
            domains: DomainCache::default(),
            client_id,
        }
    }

    /// Makes a call that changes nothing, as [`Service::read`] does.
    pub(super) async fn read(&self, call: &ApiCall, budget: &Budget) -> Result<(Value, Option<String>), TenantError> {
        self.service.read(call, budget).await
    }

    /// The same as somebody else: with this token and no other.
    pub(super) async fn read_as(&self, call: &ApiCall, token: &Secret, budget: &Budget) -> Result<Value, TenantError> {
        self.service.read_as(call, token, budget).await
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
        call: &ApiCall,
        first: Value,
        budget: &Budget,
    ) -> Result<Vec<T>, TenantError> {
        let mut page: GraphPage = error::read(call.name, first)?;
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
            let next = ApiCall { eventual: call.eventual, ..ApiCall::get(call.name, path_of(call.name, &next_link)?) };
            page = error::read(call.name, self.read(&next, budget).await?.0)?;
        }
        Ok(items)
    }
}

/// Part of a collection.
#[derive(Deserialize)]
pub(super) struct GraphPage {
    pub value: Vec<Value>,
    #[serde(rename = "@odata.nextLink")]
    pub next_link: Option<String>,
}

/// A link is followed at the address that was configured, wherever it points, so that no token leaves it.
fn path_of(call: &str, link: &str) -> Result<String, TenantError> {
    let path = link.split_once("://").and_then(|(_, rest)| rest.split_once(VERSION)).map(|(_, path)| path.to_owned());
    path.filter(|path| path.starts_with('/')).ok_or_else(|| error::unreadable(call, "the link to the next page"))
}
