//! Microsoft Graph: queries with a known body, and collections with all their pages.

use std::marker;

use reqwest::header::HeaderMap;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::MicrosoftSettings;
use super::error::{self, TOO_MANY_PAGES};
use super::http::HttpClient;
use super::licence::{LicenceBeliefs, REPEATS_MAX};
use super::organisation::DomainCache;
use super::own_application::ServicePrincipalCache;
use super::risk::RiskCache;
use super::service::{ReadCall, Service, WriteCall};
use super::token::TokenCache;
use crate::clock::Clock;
use crate::domain::ObjectId;
use crate::domain::known_failure::may_be_licensed;
use crate::domain::run::StepResponse;
use crate::ports::{Budget, TenantError};
use crate::secret::Secret;

/// The most pages that are read of one collection.
const PAGES_MAX: usize = 5;
/// The version that every path is under.
const VERSION: &str = "/v1.0";
/// The version that may change without notice. Nothing that a verdict needs is read from it.
const BETA: &str = "/beta";

/// Microsoft Graph, as one application of one tenant sees it.
pub(super) struct Graph {
    pub(super) service: Service,
    /// True if the tenant has Identity Protection.
    pub(super) identity_protection: bool,
    /// True if the tenant is known to have it, so that a risk that is not there for want of a licence is unread.
    pub(super) identity_protection_required: bool,
    /// True if a diagnosis reads which applications an account has consented to.
    pub(super) consents: bool,
    /// The address of the version that has the sign-ins of programs in the background; `None` if they are not read.
    pub(super) background: Option<String>,
    /// The groups that are looked for among those of a person who asks or approves.
    pub(super) approver_groups: Vec<ObjectId>,
    pub(super) risks: RiskCache,
    pub(super) domains: DomainCache,
    pub(super) licences: LicenceBeliefs,
    pub(super) service_principal: ServicePrincipalCache,
    /// The id of our own application.
    pub(super) client_id: String,
    pub(super) clock: Clock,
}

/// A GET whose body is a `T`, a resource as Graph writes it.
pub(super) struct Query<T> {
    pub(super) call: ReadCall,
    body: marker::PhantomData<fn() -> T>,
}

/// One page of a collection.
#[derive(Deserialize)]
pub(super) struct GraphPage<T> {
    pub value: Vec<T>,
    /// The URL of the next page; `None` on the last one.
    #[serde(rename = "@odata.nextLink")]
    pub next_link: Option<String>,
}

/// The first page of a collection, and what it takes to ask for the others.
pub(super) struct FirstPage<T> {
    /// The name of the call that read it.
    pub name: &'static str,
    pub eventual: bool,
    pub page: GraphPage<T>,
}

impl<T> Query<T> {
    /// `name` and `path` are as in [`ReadCall`].
    pub(super) const fn get(name: &'static str, path: String) -> Self {
        Self { call: ReadCall::get(name, path), body: marker::PhantomData }
    }

    /// Puts it under another address than the usual one.
    pub(super) fn under(mut self, base: String) -> Self {
        self.call.base = Some(base);
        self
    }

    /// Makes it an advanced query, which reads an index that is seconds behind
    /// (<https://learn.microsoft.com/graph/aad-advanced-queries>).
    pub(super) const fn eventual(mut self) -> Self {
        self.call.eventual = true;
        self
    }
}

impl Graph {
    /// `address` is that of Graph, without a slash at its end.
    pub(super) fn new(http: HttpClient, tokens: TokenCache, address: &str, settings: &MicrosoftSettings) -> Self {
        let base = format!("{address}{VERSION}");
        Self {
            service: Service { tokens, http, base, headers: HeaderMap::new(), trouble_of: error::graph_trouble },
            identity_protection: settings.identity_protection,
            identity_protection_required: settings.identity_protection_required,
            consents: settings.consents,
            background: settings.background_sign_ins.then(|| format!("{address}{BETA}")),
            approver_groups: settings.approver_groups.clone(),
            risks: RiskCache::default(),
            domains: DomainCache::default(),
            licences: LicenceBeliefs::default(),
            service_principal: ServicePrincipalCache::default(),
            client_id: settings.client_id.clone(),
            clock: settings.clock.clone(),
        }
    }

    /// Asks, and repeats that where it may help.
    pub(super) async fn get<T: DeserializeOwned>(&self, query: &Query<T>, budget: &Budget) -> Result<T, TenantError> {
        self.get_with_id(query, budget).await.map(|(body, _)| body)
    }

    /// Asks as [`Graph::get`] does, and returns Microsoft's request id with the body.
    pub(super) async fn get_with_id<T: DeserializeOwned>(
        &self,
        query: &Query<T>,
        budget: &Budget,
    ) -> Result<(T, Option<String>), TenantError> {
        let (body, request_id) = self.read_licensed(&query.call, budget).await?;
        Ok((error::read(query.call.name, body)?, request_id))
    }

    /// Reads, and repeats the call while Microsoft says that the tenant has no licence for it, until that is believed.
    async fn read_licensed(&self, call: &ReadCall, budget: &Budget) -> Result<(Value, Option<String>), TenantError> {
        let mut retries = self.service.http.retries();
        let mut refusals = 0;
        loop {
            let trouble = match self.service.read(call, budget).await {
                Err(TenantError::Denied(trouble)) if may_be_licensed(&trouble) => trouble,
                result => {
                    if result.is_ok() {
                        self.licences.note_answer(call.name);
                    }
                    return result;
                }
            };
            refusals += 1;
            if self.licences.believes_refusal(call.name, refusals) {
                return Err(TenantError::Denied(trouble));
            }
            if refusals > REPEATS_MAX || retries.wait(None, trouble.clone(), budget).await.is_err() {
                return Err(TenantError::Unavailable(trouble));
            }
        }
    }

    /// Asks with the token of a person, and no other.
    pub(super) async fn get_as<T: DeserializeOwned>(
        &self,
        query: &Query<T>,
        token: &Secret,
        budget: &Budget,
    ) -> Result<T, TenantError> {
        error::read(query.call.name, self.service.read_as(&query.call, token, budget).await?)
    }

    /// Makes a call that changes something; see [`Service::write`].
    pub(super) async fn write(&self, call: &WriteCall<'_>, budget: &Budget) -> StepResponse {
        self.service.write(call, budget).await
    }

    /// Returns the items of a collection on all its pages.
    ///
    /// # Errors
    ///
    /// A page that cannot be read, or more than [`PAGES_MAX`] of them: part of a collection is never returned as the
    /// whole.
    pub(super) async fn all_items<T: DeserializeOwned>(
        &self,
        first: FirstPage<T>,
        budget: &Budget,
    ) -> Result<Vec<T>, TenantError> {
        let FirstPage { name, eventual, page: GraphPage { value: mut items, next_link: mut next } } = first;
        let mut pages = 1;
        while let Some(link) = next {
            if pages == PAGES_MAX {
                let message = format!("more than {PAGES_MAX} pages");
                return Err(TenantError::Unavailable(error::own_trouble(name, TOO_MANY_PAGES, &message)));
            }
            let mut query = Query::<GraphPage<T>>::get(name, path_of(name, &link)?);
            query.call.eventual = eventual;
            let page = self.get(&query, budget).await?;
            items.extend(page.value);
            next = page.next_link;
            pages += 1;
        }
        Ok(items)
    }
}

/// Returns path and query of a link to a next page. They are appended to the configured address, wherever the link
/// points, so that no token goes elsewhere.
fn path_of(call: &str, link: &str) -> Result<String, TenantError> {
    let path = link.split_once("://").and_then(|(_, rest)| rest.split_once(VERSION)).map(|(_, path)| path.to_owned());
    path.filter(|path| path.starts_with('/')).ok_or_else(|| error::unreadable(call, "the link to the next page"))
}
