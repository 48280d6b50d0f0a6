//! Accounts that were deleted: the directory has them for 30 days more
//! (<https://learn.microsoft.com/graph/api/resources/directory>).

use jiff::Timestamp;
use serde_json::Value;

use super::address::{literal, query};
use super::batch::Asked;
use super::graph::{ApiCall, Graph, GraphPage};
use super::{error, users};
use crate::domain::ObjectId;
use crate::domain::account::Account;
use crate::ports::{Budget, TenantError};

const LIST: &str = "GET /directory/deletedItems/microsoft.graph.user?$filter";

/// Asks who was deleted that had this mail address, and then who had this sign-in name. The name was made free by writing the
/// object id before it, so that it is looked for at the end, which takes an advanced query. Filters are those of users
/// (<https://learn.microsoft.com/graph/api/directory-deleteditems-list>,
/// <https://learn.microsoft.com/graph/aad-advanced-queries#user-properties>).
pub(super) fn calls(typed: &str) -> [ApiCall; 2] {
    let typed = literal(typed);
    let by_name = call(&format!("endswith(userPrincipalName,{typed})"), &[("$count", "true")]);
    [call(&format!("mail eq {typed}"), &[]), ApiCall { eventual: true, ..by_name }]
}

fn call(filter: &str, more: &[(&str, &str)]) -> ApiCall {
    let options = [&[("$filter", filter), ("$select", users::PROPERTIES)], more].concat();
    ApiCall::get(LIST, format!("/directory/deletedItems/microsoft.graph.user{}", query(&options)))
}

/// The account that was deleted last among those that [`calls`] asked for.
pub(super) fn last_among(typed: &str, asked: [Asked; 2], now: Timestamp) -> Result<Option<Account>, TenantError> {
    let [by_mail, by_name] = asked;
    let mut found = accounts(by_mail.part?, now)?;
    match by_name.part {
        // Another name may end in the same way.
        Ok(page) => found.extend(accounts(page, now)?.into_iter().filter(|one| one.upn.eq_ignore_ascii_case(typed))),
        // That such a filter does for deleted accounts as it does for others is not said anywhere; the mail address has to do.
        Err(TenantError::Rejected(_)) => {}
        Err(error) => return Err(error),
    }
    Ok(found.into_iter().max_by_key(|account| account.deleted_at))
}

impl Graph {
    /// This account, where it was deleted. Asked for among all, because Microsoft lists a permission for users there and none for
    /// one object of whatever kind.
    pub(super) async fn deleted(
        &self,
        target: &ObjectId,
        now: Timestamp,
        budget: &Budget,
    ) -> Result<Option<Account>, TenantError> {
        let (value, _) = self.read(&call(&format!("id eq {}", literal(target.as_str())), &[]), budget).await?;
        Ok(accounts(value, now)?.into_iter().find(|account| account.object_id == *target))
    }
}

fn accounts(page: Value, now: Timestamp) -> Result<Vec<Account>, TenantError> {
    let page: GraphPage = error::read(LIST, page)?;
    page.value.into_iter().map(|value| account(LIST, value, now)).collect()
}

/// The account as it was, under the name that it had.
fn account(call: &str, value: Value, now: Timestamp) -> Result<Account, TenantError> {
    let (user, deleted_at) = users::read_deleted(call, value)?;
    let blank = Account::blank(user.object_id.clone(), now);
    let account = user.onto(Account { deleted_at: Some(deleted_at), ..blank });
    let prefix = account.object_id.as_str().replace('-', "");
    let had = |name: &str| {
        let (written, rest) = name.split_at_checked(prefix.len())?;
        (written.eq_ignore_ascii_case(&prefix) && !rest.is_empty()).then(|| rest.to_owned())
    };
    let upn = had(&account.upn).unwrap_or_else(|| account.upn.clone());
    let display_name = had(&account.display_name).unwrap_or_else(|| account.display_name.clone());
    Ok(Account { upn, display_name, ..account })
}
