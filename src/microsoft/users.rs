//! Users: the properties of an account that lie on the user object, also of one that was deleted.

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::Value;

use super::address::{query, user_by_id};
use super::error::{self, cut};
use super::graph::{Graph, Query};
use super::service::WriteCall;
use crate::domain::ObjectId;
use crate::domain::account::{Account, OnPremises};
use crate::domain::condition::Condition;
use crate::domain::provenance::{Invitation, Provenance};
use crate::domain::run::Warrant;
use crate::ports::{Budget, TenantError};

const USER: &str = "GET /users/{id}";
const UPDATE_USER: &str = "PATCH /users/{id}";

/// The properties that are read of an account, deleted or not.
pub(super) const PROPERTIES: &str = "id,userPrincipalName,displayName,accountEnabled,userType,isManagementRestricted,\
    signInSessionsValidFromDateTime,lastPasswordChangeDateTime,deletedDateTime,onPremisesSyncEnabled,\
    onPremisesDomainName,onPremisesSamAccountName,onPremisesLastSyncDateTime,createdDateTime,creationType,\
    externalUserState,identities,mail,assignedPlans";

/// The most characters of the home of an account from outside, and of an issuer: both are domains, or a word of
/// Microsoft's. A longer one is only shown.
pub(super) const DOMAIN_CHARS_MAX: usize = 100;
/// The mark in the sign-in name of an account from another organisation. Before it stands the person's own address,
/// with the last underscore for the "@" (<https://learn.microsoft.com/entra/external-id/user-properties>).
const EXTERNAL_MARK: &str = "#EXT#";
/// `signInType` of an identity that another organisation or a social provider vouches for
/// (<https://learn.microsoft.com/graph/api/resources/objectidentity>).
const FEDERATED: &str = "federated";
/// `issuer` of an identity that signs in with a code sent by mail.
const MAIL_ISSUER: &str = "mail";
/// `service` of a plan with a mailbox in Exchange Online
/// (<https://learn.microsoft.com/graph/api/resources/assignedplan>).
const EXCHANGE: &str = "exchange";
/// The plan of Exchange that many licences contain for other services, without a mailbox
/// (<https://learn.microsoft.com/entra/identity/users/licensing-service-plan-reference>).
const EXCHANGE_FOUNDATION: &str = "113feb6c-3fe4-4440-bddc-54d774bf0318";
/// The values of `capabilityStatus` under which a plan is in use.
const PLAN_IN_USE: [&str; 2] = ["Enabled", "Warning"];

/// The part of an account that lies on the user object.
pub(super) struct User {
    pub object_id: ObjectId,
    pub upn: String,
    pub display_name: String,
    pub enabled: bool,
    pub on_premises: Option<OnPremises>,
    pub guest: bool,
    pub provenance: Provenance,
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
            provenance: self.provenance,
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
        self.condition_of(target, select, budget).await
    }

    /// Reads the same, and the time of the last sync.
    pub(super) async fn synced_condition(&self, target: &ObjectId, budget: &Budget) -> Result<Condition, TenantError> {
        let select = "id,accountEnabled,signInSessionsValidFromDateTime,lastPasswordChangeDateTime,\
            onPremisesLastSyncDateTime";
        self.condition_of(target, select, budget).await
    }

    async fn condition_of(&self, target: &ObjectId, select: &str, budget: &Budget) -> Result<Condition, TenantError> {
        let query = Query::get(USER, user_by_id(target) + &query(&[("$select", select)]));
        let user: SignInProperties = self.get(&query, budget).await?;
        Ok(Condition {
            sign_in_enabled: user.account_enabled.ok_or_else(account_enabled_hidden)?,
            sessions_valid_from: user.sign_in_sessions_valid_from_date_time,
            password_changed_at: user.last_password_change_date_time,
            last_sync: user.on_premises_last_sync_date_time,
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
    created_date_time: Option<Timestamp>,
    creation_type: Option<String>,
    external_user_state: Option<String>,
    identities: Option<Vec<ObjectIdentity>>,
    mail: Option<String>,
    assigned_plans: Option<Vec<AssignedPlan>>,
}

/// <https://learn.microsoft.com/graph/api/resources/objectidentity>
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ObjectIdentity {
    sign_in_type: Option<String>,
    issuer: Option<String>,
}

/// <https://learn.microsoft.com/graph/api/resources/assignedplan>
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct AssignedPlan {
    service: Option<String>,
    service_plan_id: Option<String>,
    capability_status: Option<String>,
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
        let provenance = self.provenance();
        let upn = self.user_principal_name;
        User {
            provenance,
            object_id: self.id,
            enabled,
            display_name: self.display_name.filter(|name| !name.is_empty()).unwrap_or_else(|| upn.clone()),
            on_premises: (self.on_premises_sync_enabled == Some(true)).then_some(OnPremises {
                domain: self.on_premises_domain_name,
                account_name: self.on_premises_sam_account_name,
                last_sync: self.on_premises_last_sync_date_time,
                password_writeback: None,
                password_resets_risk: None,
            }),
            // Old accounts have no type; the name of an invited one has the mark.
            guest: self
                .user_type
                .map_or_else(|| upn.contains(EXTERNAL_MARK), |kind| kind.eq_ignore_ascii_case("Guest")),
            management_restricted: self.is_management_restricted.unwrap_or(false),
            sessions_valid_from: self.sign_in_sessions_valid_from_date_time,
            password_changed_at: self.last_password_change_date_time,
            upn,
        }
    }

    /// Returns where the account comes from. An empty list of identities says as little as none.
    fn provenance(&self) -> Provenance {
        let identities = self.identities.as_deref().filter(|identities| !identities.is_empty());
        let is_foreign = |one: &&ObjectIdentity| {
            is(one.sign_in_type.as_deref(), FEDERATED) || is(one.issuer.as_deref(), MAIL_ISSUER)
        };
        let foreign = identities.into_iter().flatten().find(is_foreign);
        let issuer = foreign.map(|one| one.issuer.as_deref().unwrap_or(FEDERATED));
        let invitation = match self.external_user_state.as_deref() {
            Some("PendingAcceptance") => Some(Invitation::Pending),
            Some(_) => Some(Invitation::Accepted),
            None => is(self.creation_type.as_deref(), "Invitation").then_some(Invitation::Recorded),
        };
        let has_mail_plan = |plans: &Vec<AssignedPlan>| {
            let is_in_use =
                |one: &AssignedPlan| PLAN_IN_USE.iter().any(|status| is(one.capability_status.as_deref(), status));
            let has_mailbox = |one: &AssignedPlan| {
                is(one.service.as_deref(), EXCHANGE) && !is(one.service_plan_id.as_deref(), EXCHANGE_FOUNDATION)
            };
            plans.iter().any(|one| has_mailbox(one) && is_in_use(one))
        };
        Provenance {
            identities_read: identities.is_some(),
            issuer: issuer.map(|issuer| cut(issuer, DOMAIN_CHARS_MAX)),
            invitation,
            home: self.home(foreign.is_some() || invitation.is_some()).map(|home| cut(&home, DOMAIN_CHARS_MAX)),
            created_at: self.created_date_time,
            mail_plan: self.assigned_plans.as_ref().map(has_mail_plan),
        }
    }

    /// Returns the domain in which the person of an account from outside is at home: that in the sign-in name, or else
    /// that of the mail address. `None` if neither has one.
    fn home(&self, is_marked: bool) -> Option<String> {
        let name = &self.user_principal_name;
        let own = name.to_ascii_uppercase().find(EXTERNAL_MARK).and_then(|at| name.get(..at));
        let in_name = own.and_then(|own| own.rsplit_once('_')).map(|(_, domain)| domain);
        let of_mail = || self.mail.as_deref().and_then(|mail| mail.rsplit_once('@')).map(|(_, domain)| domain);
        let domain = in_name.or_else(|| if is_marked || own.is_some() { of_mail() } else { None });
        domain.filter(|domain| domain.contains('.')).map(str::to_lowercase)
    }
}

/// Returns true if a property has this value; the service is not consistent in capitals.
fn is(text: Option<&str>, word: &str) -> bool {
    text.is_some_and(|text| text.eq_ignore_ascii_case(word))
}

/// <https://learn.microsoft.com/graph/api/resources/user>
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct SignInProperties {
    account_enabled: Option<bool>,
    sign_in_sessions_valid_from_date_time: Option<Timestamp>,
    last_password_change_date_time: Option<Timestamp>,
    on_premises_last_sync_date_time: Option<Timestamp>,
}

/// <https://learn.microsoft.com/graph/api/resources/user>
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct UserName {
    user_principal_name: Option<String>,
}
