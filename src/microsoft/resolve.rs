//! The account that a requester means by what they typed.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Deserialize;

use super::address::{literal, query, user_by_id, user_by_name};
use super::batch::{Batch, BatchResults, Slot};
use super::bounds::bounded;
use super::deleted::DeletedSlots;
use super::error::cut;
use super::graph::{Graph, GraphPage, Query};
use crate::domain::ObjectId;
use crate::domain::account::Names;
use crate::domain::target_ref::TargetRef;
use crate::ports::{Budget, Resolution, TenantError};

/// The most characters of the name of a candidate. They are listed in an answer, and not acted on.
const CANDIDATE_CHARS_MAX: usize = 120;

const GET_BY_ID: &str = "GET /users/{id}";
const GET_BY_NAME: &str = "GET /users/{userPrincipalName}";
const SEARCH: &str = "GET /users?$filter";

const SELECT: (&str, &str) = ("$select", "id,userPrincipalName,displayName");

impl Graph {
    /// Returns the account that is meant.
    ///
    /// A user principal name comes before a mail address, because it is unique and people sign in with it, and an
    /// account that exists before one that was deleted. All of it is read in one round trip.
    pub(super) async fn resolve(
        &self,
        target: &TargetRef,
        now: Timestamp,
        budget: &Budget,
    ) -> Result<Resolution, TenantError> {
        match target {
            TargetRef::ObjectId(id) => self.identified(*id, budget).await,
            TargetRef::Picked(pick) => self.identified(pick.object_id, budget).await,
            TargetRef::Address(address) => self.addressed(address, now, budget).await,
            TargetRef::Malformed => Ok(Resolution::Malformed),
        }
    }

    /// Returns the account with this user principal name, mail address or alias.
    async fn addressed(&self, address: &str, now: Timestamp, budget: &Budget) -> Result<Resolution, TenantError> {
        let mut batch = Batch::default();
        let by_name: Slot<NamedUser> = batch.add(Query::get(GET_BY_NAME, user_by_name(address) + &query(&[SELECT])));
        let by_mail = mail_queries(address).map(|query| batch.add(query));
        let deleted = DeletedSlots::add(&mut batch, address);
        let mut results = self.send_batch(batch, budget).await?;
        match results.take(by_name) {
            Ok(user) => return Ok(user.resolved()),
            Err(TenantError::NotFound(_)) => {}
            Err(error) => return Err(error),
        }
        if let Some(resolved) = found_by_mail(by_mail, &mut results)? {
            return Ok(resolved);
        }
        let deleted = deleted.last_deleted(address, &mut results, now)?;
        Ok(deleted.map_or(Resolution::NotFound, |account| Resolution::Deleted(Box::new(bounded(&account)))))
    }

    /// Returns the account with this id, with its names: people know it by name in the list that they picked it from, or
    /// copied the id from a list of names, and may take it for another.
    async fn identified(&self, id: ObjectId, budget: &Budget) -> Result<Resolution, TenantError> {
        let query: Query<NamedUser> = Query::get(GET_BY_ID, user_by_id(&id) + &query(&[SELECT]));
        match self.get(&query, budget).await {
            // The id is the one that was given, whatever the response says.
            Ok(user) => Ok(Resolution::Account(id, Some(user.names()))),
            // It was deleted meanwhile, or never existed. The diagnosis finds out which.
            Err(TenantError::NotFound(_)) => Ok(Resolution::Account(id, None)),
            Err(error) => Err(error),
        }
    }
}

/// Asks for accounts with this mail address or alias. The three filters are queries of their own, because Microsoft
/// does not document that they can be combined; the prefix of an alias is asked for in both cases, because it does not
/// document that a filter ignores case there.
fn mail_queries(address: &str) -> [Query<GraphPage<NamedUser>>; 3] {
    let alias = |prefix: &str| format!("proxyAddresses/any(p:p eq {})", literal(&format!("{prefix}:{address}")));
    [format!("mail eq {}", literal(address)), alias("smtp"), alias("SMTP")].map(|filter| {
        let top = Resolution::CANDIDATES_MAX.to_string();
        let options = [("$filter", filter.as_str()), SELECT, ("$top", &top)];
        Query::get(SEARCH, format!("/users{}", query(&options)))
    })
}

/// Returns the accounts that [`mail_queries`] found; `None` if there are none.
///
/// # Errors
///
/// One of the queries failed: then another account may have the address.
fn found_by_mail(
    slots: [Slot<GraphPage<NamedUser>>; 3],
    results: &mut BatchResults,
) -> Result<Option<Resolution>, TenantError> {
    let mut found: BTreeMap<ObjectId, NamedUser> = BTreeMap::new();
    for slot in slots {
        found.extend(results.take(slot)?.value.into_iter().map(|user| (user.id, user)));
    }
    if found.len() > 1 {
        let upn = |user: NamedUser| cut(&user.names().upn, CANDIDATE_CHARS_MAX);
        let mut names: Vec<String> = found.into_values().map(upn).collect();
        names.sort();
        names.truncate(Resolution::CANDIDATES_MAX);
        return Ok(Some(Resolution::Ambiguous(names)));
    }
    Ok(found.into_values().next().map(NamedUser::resolved))
}

/// <https://learn.microsoft.com/graph/api/resources/user>
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct NamedUser {
    id: ObjectId,
    user_principal_name: Option<String>,
    display_name: Option<String>,
}

impl NamedUser {
    fn resolved(self) -> Resolution {
        Resolution::Account(self.id, Some(self.names()))
    }

    fn names(self) -> Names {
        let upn = self.user_principal_name.unwrap_or_default();
        Names { display_name: self.display_name.filter(|name| !name.is_empty()).unwrap_or_else(|| upn.clone()), upn }
    }
}
