//! Users: what the directory says of an account, and of one that was deleted.

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::Value;

use super::address::{query, user_by_id};
use super::error;
use super::graph::ApiCall;
use crate::domain::ObjectId;
use crate::domain::account::{Account, OnPremises};
use crate::ports::TenantError;

const GET_BY_ID: &str = "GET /users/{id}";

/// What is asked of an account that is there or was.
pub(super) const PROPERTIES: &str = "id,userPrincipalName,displayName,accountEnabled,userType,isManagementRestricted,\
    signInSessionsValidFromDateTime,lastPasswordChangeDateTime,deletedDateTime,onPremisesSyncEnabled,\
    onPremisesDomainName,onPremisesSamAccountName,onPremisesLastSyncDateTime";

/// Everything about an account that lies on the user itself.
pub(super) struct User {
    pub object_id: ObjectId,
    pub upn: String,
    pub display_name: String,
    pub enabled: bool,
    pub on_premises: Option<OnPremises>,
    pub guest: bool,
    pub management_restricted: bool,
    pub sessions_valid_from: Option<Timestamp>,
    pub password_changed_at: Option<Timestamp>,
}

/// Asks for the account, for [`read`].
pub(super) fn call(target: &ObjectId) -> ApiCall {
    ApiCall::get(GET_BY_ID, user_by_id(target) + &query(&[("$select", PROPERTIES)]))
}

/// Reads what [`call`] asked for.
pub(super) fn read(value: Value) -> Result<User, TenantError> {
    let user: UserObject = error::read(GET_BY_ID, value)?;
    let enabled = user.account_enabled.ok_or_else(account_enabled_hidden)?;
    Ok(user.read(enabled))
}

/// Reads an account that was deleted, and when it was. Whether it could sign in then need not be said.
pub(super) fn read_deleted(call: &str, value: Value) -> Result<(User, Timestamp), TenantError> {
    let user: UserObject = error::read(call, value)?;
    let deleted_at = user.deleted_date_time.ok_or_else(|| error::hidden(call, "deletedDateTime"))?;
    let enabled = user.account_enabled.unwrap_or(true);
    Ok((user.read(enabled), deleted_at))
}

impl User {
    /// The account with what lies on the user, but for when its password was changed.
    pub(super) fn onto(self, account: Account) -> Account {
        Account {
            object_id: self.object_id,
            upn: self.upn,
            display_name: self.display_name,
            sign_in_enabled: self.enabled,
            on_premises: self.on_premises,
            guest: self.guest,
            management_restricted: self.management_restricted,
            sessions_valid_from: self.sessions_valid_from,
            ..account
        }
    }
}

fn account_enabled_hidden() -> TenantError {
    error::hidden(GET_BY_ID, "accountEnabled was not shown; the permission for it is User.Read.All")
}

/// <https://learn.microsoft.com/graph/api/resources/user>
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct UserObject {
    id: ObjectId,
    user_principal_name: String,
    display_name: Option<String>,
    account_enabled: Option<bool>,
    user_type: Option<String>,
    is_management_restricted: Option<bool>,
    sign_in_sessions_valid_from_date_time: Option<Timestamp>,
    last_password_change_date_time: Option<Timestamp>,
    deleted_date_time: Option<Timestamp>,
    on_premises_sync_enabled: Option<bool>,
    on_premises_domain_name: Option<String>,
    on_premises_sam_account_name: Option<String>,
    on_premises_last_sync_date_time: Option<Timestamp>,
}

impl UserObject {
    fn read(self, enabled: bool) -> User {
        let upn = self.user_principal_name;
        User {
            object_id: self.id,
            enabled,
            display_name: self.display_name.filter(|name| !name.is_empty()).unwrap_or_else(|| upn.clone()),
            on_premises: (self.on_premises_sync_enabled == Some(true)).then_some(OnPremises {
                domain: self.on_premises_domain_name,
                account_name: self.on_premises_sam_account_name,
                last_sync: self.on_premises_last_sync_date_time,
            }),
            // Old accounts have no type; an invited one has the mark in its name.
            guest: self.user_type.map_or_else(|| upn.contains("#EXT#"), |kind| kind.eq_ignore_ascii_case("Guest")),
            management_restricted: self.is_management_restricted.unwrap_or(false),
            sessions_valid_from: self.sign_in_sessions_valid_from_date_time,
            password_changed_at: self.last_password_change_date_time,
            upn,
        }
    }
}
