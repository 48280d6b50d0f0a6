//! The tenant itself: which domains are its own.

use std::sync::Mutex;

use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;

use super::address::query;
use super::error;
use super::graph::{ApiCall, Graph, GraphPage};
use crate::ports::{Budget, TenantError};

/// The application permission that shows the organisation, among others; it is there already for the accounts
/// (<https://learn.microsoft.com/graph/api/organization-list>).
pub(super) const DOMAINS_PERMISSION: &str = "User.Read.All";

const ORGANISATION: &str = "GET /organization";

/// How long an answer is good for. A tenant gets a new domain on few days of its life, and until we know of it mail to it counts as
/// mail to the outside.
const GOOD_FOR: SignedDuration = SignedDuration::from_hours(1);

/// The tenant's own domains, and when they were read.
#[derive(Default)]
pub(super) struct DomainCache(Mutex<Option<(Timestamp, Vec<String>)>>);

impl DomainCache {
    fn known(&self, now: Timestamp) -> Option<Vec<String>> {
        let kept = self.0.lock().expect("nothing panics with this lock");
        let (at, domains) = kept.as_ref()?;
        (now.duration_since(*at).abs() < GOOD_FOR).then(|| domains.clone())
    }

    fn keep(&self, now: Timestamp, domains: Vec<String>) {
        *self.0.lock().expect("nothing panics with this lock") = Some((now, domains));
    }
}

impl Graph {
    /// The domains that the tenant has proved to be its own, read at most an hour ago.
    pub(super) async fn domains(&self, now: Timestamp, budget: &Budget) -> Result<Vec<String>, TenantError> {
        if let Some(domains) = self.domains.known(now) {
            return Ok(domains);
        }
        let call = ApiCall::get(ORGANISATION, format!("/organization{}", query(&[("$select", "id,verifiedDomains")])));
        let (value, _) = self.read(&call, budget).await?;
        let page: GraphPage = error::read(ORGANISATION, value)?;
        let mut domains = Vec::new();
        for organisation in page.value {
            let organisation: Organisation = error::read(ORGANISATION, organisation)?;
            domains.extend(organisation.verified_domains.into_iter().map(|domain| domain.name));
        }
        // Every tenant has one at least, so that none is not the truth.
        if domains.is_empty() {
            return Err(error::hidden(ORGANISATION, "verifiedDomains"));
        }
        self.domains.keep(now, domains.clone());
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
