//! Deleted accounts, which the directory keeps for 30 days
//! (<https://learn.microsoft.com/graph/api/resources/directory>).

use jiff::Timestamp;

use super::address::{literal, query};
use super::batch::{Batch, BatchResults, Slot};
use super::graph::{Graph, GraphPage, Query};
use super::users::{self, UserObject};
use crate::domain::ObjectId;
use crate::domain::account::Account;
use crate::ports::{Budget, TenantError};

const DELETED_USERS: &str = "GET /directory/deletedItems/microsoft.graph.user?$filter";

/// The slots of the two queries for a deleted account.
pub(super) struct DeletedSlots {
    by_mail: Slot<GraphPage<UserObject>>,
    by_name: Slot<GraphPage<UserObject>>,
}

impl DeletedSlots {
    /// Asks for deleted accounts that had this mail address, and for those that had this user principal name. The
    /// directory frees a name by writing the object id before it, so the name is searched for at the end, which takes
    /// an advanced query. The filters are those of users
    /// (<https://learn.microsoft.com/graph/api/directory-deleteditems-list>,
    /// <https://learn.microsoft.com/graph/aad-advanced-queries#user-properties>).
    pub(super) fn add(batch: &mut Batch, typed: &str) -> Self {
        let typed = literal(typed);
        let by_name = deleted_query(&format!("endswith(userPrincipalName,{typed})"), &[("$count", "true")]);
        Self {
            by_mail: batch.add(deleted_query(&format!("mail eq {typed}"), &[])),
            by_name: batch.add(by_name.eventual()),
        }
    }

    /// Returns the account that was deleted last among those that were found.
    pub(super) fn last_deleted(
        self,
        typed: &str,
        results: &mut BatchResults,
        now: Timestamp,
    ) -> Result<Option<Account>, TenantError> {
        let mut found = accounts(results.take(self.by_mail)?, now)?;
        match results.take(self.by_name) {
            // Another name may end in the same way.
            Ok(page) => {
                found.extend(accounts(page, now)?.into_iter().filter(|one| one.upn.eq_ignore_ascii_case(typed)));
            }
            // No document says that this filter works on deleted accounts. If it does not, the mail address has to do.
            Err(TenantError::Rejected(_)) => {}
            Err(error) => return Err(error),
        }
        Ok(found.into_iter().max_by_key(|account| account.deleted_at))
    }
}

fn deleted_query(filter: &str, more: &[(&str, &str)]) -> Query<GraphPage<UserObject>> {
    let options = [&[("$filter", filter), ("$select", users::PROPERTIES)], more].concat();
    Query::get(DELETED_USERS, format!("/directory/deletedItems/microsoft.graph.user{}", query(&options)))
}

impl Graph {
    /// Reads a deleted account; `None` if it was not deleted. It is filtered out of the list, because Microsoft
    /// documents a permission for the deleted users in a list, but none for a single deleted object.
    pub(super) async fn deleted(
        &self,
        target: &ObjectId,
        now: Timestamp,
        budget: &Budget,
    ) -> Result<Option<Account>, TenantError> {
        let page = self.get(&deleted_query(&format!("id eq {}", literal(&target.to_string())), &[]), budget).await?;
        Ok(accounts(page, now)?.into_iter().find(|account| account.object_id == *target))
    }
}

fn accounts(page: GraphPage<UserObject>, now: Timestamp) -> Result<Vec<Account>, TenantError> {
    page.value.into_iter().map(|user| account(user, now)).collect()
}

/// Returns the account under the names that it had before the object id was written into them.
fn account(user: UserObject, now: Timestamp) -> Result<Account, TenantError> {
    let (user, deleted_at) = user.read_deleted(DELETED_USERS)?;
    let blank = Account::blank(user.object_id, now);
    let account = user.onto(Account { deleted_at: Some(deleted_at), ..blank });
    let prefix = account.object_id.to_string().replace('-', "");
    let original = |name: &str| {
        let (start, rest) = name.split_at_checked(prefix.len())?;
        (start.eq_ignore_ascii_case(&prefix) && !rest.is_empty()).then(|| rest.to_owned())
    };
    let upn = original(&account.upn).unwrap_or_else(|| account.upn.clone());
    let display_name = original(&account.display_name).unwrap_or_else(|| account.display_name.clone());
    Ok(Account { upn, display_name, ..account })
}
