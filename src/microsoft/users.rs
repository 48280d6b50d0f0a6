//! Users: the properties of an account that lie on the user object, also of one that was deleted.

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::Value;

use super::address::{query, user_by_id};
use super::error;
use super::graph::{Graph, Query};
use super::service::WriteCall;
use crate::domain::ObjectId;
use crate::domain::account::{Account, OnPremises};
use crate::domain::condition::Condition;
use crate::domain::run::Warrant;
use crate::ports::{Budget, TenantError};

const USER: &str = "GET /users/{id}";
const UPDATE_USER: &str = "PATCH /users/{id}";

/// The properties that are read of an account, deleted or not.
pub(super) const PROPERTIES: &str = "id,userPrincipalName,displayName,accountEnabled,userType,isManagementRestricted,\
    signInSessionsValidFromDateTime,lastPasswordChangeDateTime,deletedDateTime,onPremisesSyncEnabled,\
    onPremisesDomainName,onPremisesSamAccountName,onPremisesLastSyncDateTime";

/// The part of an account that lies on the user object.
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

impl User {
    /// Returns the account with the properties of the user in it, all but `password_changed_at`.
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

/// Asks for a user by object id.
pub(super) fn user_query(id: &ObjectId) -> Query<UserObject> {
    Query::get(USER, user_by_id(id) + &query(&[("$select", PROPERTIES)]))
}

/// Changes properties of the target of a warrant. Microsoft answers with 204
/// (<https://learn.microsoft.com/graph/api/user-update>).
pub(super) fn update_call(warrant: &Warrant, properties: Value) -> WriteCall<'_> {
    WriteCall::patch(warrant, UPDATE_USER, user_by_id(warrant.target()), properties)
}

impl Graph {
    /// Reads the properties of a user that a step changes on the user object.
    pub(super) async fn user_condition(&self, target: &ObjectId, budget: &Budget) -> Result<Condition, TenantError> {
        let select = "id,accountEnabled,signInSessionsValidFromDateTime,lastPasswordChangeDateTime";
        let query = Query::get(USER, user_by_id(target) + &query(&[("$select", select)]));
        let user: SignInProperties = self.get(&query, budget).await?;
        Ok(Condition {
            sign_in_enabled: user.account_enabled.ok_or_else(account_enabled_hidden)?,
            sessions_valid_from: user.sign_in_sessions_valid_from_date_time,
            password_changed_at: user.last_password_change_date_time,
            ..Condition::default()
        })
    }

    /// Reads the user principal name of a user.
    pub(super) async fn upn(&self, target: &ObjectId, budget: &Budget) -> Result<String, TenantError> {
        let query = Query::get(USER, user_by_id(target) + &query(&[("$select", "id,userPrincipalName")]));
        let user: UserName = self.get(&query, budget).await?;
        user.user_principal_name.ok_or_else(|| error::hidden(USER, "userPrincipalName"))
    }
}

fn account_enabled_hidden() -> TenantError {
    error::hidden(USER, "accountEnabled was not shown; the permission for it is User.Read.All")
}

/// <https://learn.microsoft.com/graph/api/resources/user>
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct UserObject {
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
    /// Returns the user.
    ///
    /// # Errors
    ///
    /// `accountEnabled` is hidden, which means that a permission is missing.
    pub(super) fn read(self) -> Result<User, TenantError> {
        let enabled = self.account_enabled.ok_or_else(account_enabled_hidden)?;
        Ok(self.with_enabled(enabled))
    }

    /// Returns a deleted user and when it was deleted. A deleted user need not have `accountEnabled`.
    ///
    /// # Errors
    ///
    /// `deletedDateTime` is hidden. `call` is the name of the call that read the user.
    pub(super) fn read_deleted(self, call: &str) -> Result<(User, Timestamp), TenantError> {
        let deleted_at = self.deleted_date_time.ok_or_else(|| error::hidden(call, "deletedDateTime"))?;
        let enabled = self.account_enabled.unwrap_or(true);
        Ok((self.with_enabled(enabled), deleted_at))
    }

    fn with_enabled(self, enabled: bool) -> User {
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
            // Old accounts have no type; the name of an invited one has the mark.
            guest: self.user_type.map_or_else(|| upn.contains("#EXT#"), |kind| kind.eq_ignore_ascii_case("Guest")),
            management_restricted: self.is_management_restricted.unwrap_or(false),
            sessions_valid_from: self.sign_in_sessions_valid_from_date_time,
            password_changed_at: self.last_password_change_date_time,
            upn,
        }
    }
}

/// <https://learn.microsoft.com/graph/api/resources/user>
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct SignInProperties {
    account_enabled: Option<bool>,
    sign_in_sessions_valid_from_date_time: Option<Timestamp>,
    last_password_change_date_time: Option<Timestamp>,
}

/// <https://learn.microsoft.com/graph/api/resources/user>
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct UserName {
    user_principal_name: Option<String>,
}
