//! The tenant's own domains.

use std::sync::Mutex;

use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;

use super::address::query;
use super::error;
use super::graph::{Graph, GraphPage, Query};
use crate::ports::{Budget, TenantError};

/// An application permission that shows the organisation, and that Grendel needs for accounts anyway
/// (<https://learn.microsoft.com/graph/api/organization-list>).
pub(super) const DOMAINS_PERMISSION: &str = "User.Read.All";

const ORGANISATION: &str = "GET /organization";

/// The time that the domains are cached. New domains are rare, and mail to one that is not known yet counts as mail to
/// the outside.
const TTL: SignedDuration = SignedDuration::from_hours(1);

/// A cache of the tenant's own domains, with the instant of the read.
#[derive(Default)]
pub(super) struct DomainCache(Mutex<Option<(Timestamp, Vec<String>)>>);

impl DomainCache {
    fn get(&self, now: Timestamp) -> Option<Vec<String>> {
        let cached = self.0.lock().expect("nothing panics with this lock");
        let (at, domains) = cached.as_ref()?;
        (now.duration_since(*at).abs() < TTL).then(|| domains.clone())
    }

    fn put(&self, now: Timestamp, domains: Vec<String>) {
        *self.0.lock().expect("nothing panics with this lock") = Some((now, domains));
    }
}

impl Graph {
    /// Returns the verified domains of the tenant, read at most an hour ago.
    pub(super) async fn domains(&self, now: Timestamp, budget: &Budget) -> Result<Vec<String>, TenantError> {
        if let Some(domains) = self.domains.get(now) {
            return Ok(domains);
        }
        let options = query(&[("$select", "id,verifiedDomains")]);
        let query = Query::get(ORGANISATION, format!("/organization{options}"));
        let page: GraphPage<Organisation> = self.get(&query, budget).await?;
        let mut domains = Vec::new();
        for organisation in page.value {
            domains.extend(organisation.verified_domains.into_iter().map(|domain| domain.name));
        }
        // Every tenant has at least one, so an empty list means that the property is hidden.
        if domains.is_empty() {
            return Err(error::hidden(ORGANISATION, "verifiedDomains"));
        }
        self.domains.put(now, domains.clone());
        Ok(domains)
    }
}

/// <https://learn.microsoft.com/graph/api/resources/organization>
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Organisation {
    #[serde(default)]
    verified_domains: Vec<VerifiedDomain>,
}

#[derive(Deserialize)]
struct VerifiedDomain {
    name: String,
}
