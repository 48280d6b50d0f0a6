//! The directory audit log: who blocked an account, and which authentication methods were registered for it.

use std::cmp::Reverse;

use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;

use super::address::{literal, query};
use super::error::{self, TOO_MANY_PAGES};
use super::graph::{GraphPage, Query};
use crate::domain::ObjectId;
use crate::domain::access::RegisteredMethod;
use crate::domain::account::{Block, Initiator};
use crate::ports::TenantError;

/// The application permission that shows the audit log, the sign-in log and the registration report.
pub(super) const LOGS_PERMISSION: &str = "AuditLog.Read.All";

/// The time that audits are kept with a licence; 7 days without
/// (<https://learn.microsoft.com/entra/identity/monitoring-health/reference-reports-data-retention>).
const AUDITS_SINCE: SignedDuration = SignedDuration::from_hours(30 * 24);
/// The most audits of one account that are read; a page can have 1000.
const AUDITS_MAX: usize = 200;

const AUDITS: &str = "GET /auditLogs/directoryAudits";

/// The activity of a block, and the activity and property of one that was made as an update
/// (<https://learn.microsoft.com/entra/identity/monitoring-health/reference-audit-activities>).
const DISABLE_ACCOUNT: &str = "Disable account";
const UPDATE_USER: &str = "Update user";
const ACCOUNT_ENABLED: &str = "AccountEnabled";
/// Parts of every activity by which a method was registered, by the account itself or by an administrator; the same
/// list.
const REGISTERED: &str = " registered ";
const REGISTERED_WHAT: &str = "security info";

/// The names of the applications that sync Active Directory into the cloud.
const SYNC_APPLICATIONS: &[&str] = &["Microsoft Azure AD Sync", "Microsoft.Azure.SyncFabric"];
/// The beginning of the name of the account that the sync engine signs in with
/// (<https://learn.microsoft.com/entra/identity/hybrid/connect/reference-connect-accounts-permissions>).
const SYNC_ACCOUNT_PREFIX: &str = "Sync_";

/// Asks for the audits of an account. The names of activities have changed over time, so they are not part of the
/// filter.
pub(super) fn audits_query(target: &ObjectId, now: Timestamp) -> Query<GraphPage<AuditRecord>> {
    let about = literal(&target.to_string());
    let since = whole_seconds(now - AUDITS_SINCE);
    let filter = format!("targetResources/any(t:t/id eq {about}) and activityDateTime ge {since}");
    let top = AUDITS_MAX.to_string();
    let options = [("$filter", filter.as_str()), ("$orderby", "activityDateTime desc"), ("$top", &top)];
    Query::get(AUDITS, format!("/auditLogs/directoryAudits{}", query(&options)))
}

/// The latest audits of an account, at most [`AUDITS_MAX`].
pub(super) struct AuditLog {
    audits: Vec<AuditRecord>,
    /// True if there are no more.
    complete: bool,
}

/// The part of a log that was not read: its older records, since a log is read newest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OlderRecords {
    /// All was read.
    None,
    /// The records before this instant were not read.
    Before(Timestamp),
    /// There are records, and none of them was read: a page can be empty and not the last
    /// (<https://learn.microsoft.com/graph/paging>).
    All,
}

impl OlderRecords {
    /// `oldest` is the time of the oldest record that was read, and `complete` true if there are no more.
    pub(super) fn than(oldest: Option<Timestamp>, complete: bool) -> Self {
        if complete { Self::None } else { oldest.map_or(Self::All, Self::Before) }
    }
}

impl From<GraphPage<AuditRecord>> for AuditLog {
    fn from(page: GraphPage<AuditRecord>) -> Self {
        Self { complete: page.next_link.is_none(), audits: page.value }
    }
}

impl AuditLog {
    /// Returns the latest block of the account; `None` if it has none. A block by the application `own_id` is a
    /// containment.
    ///
    /// Every person and application is taken for a guard of the tenant here; see [`AuditRecord::initiator`].
    ///
    /// # Errors
    ///
    /// There are more records than were read and none of these is a block.
    pub(super) fn last_block(&self, target: &ObjectId, own_id: &str) -> Result<Option<Block>, TenantError> {
        let blocks: Vec<&AuditRecord> = self.audits.iter().filter(|audit| audit.is_block_of(target)).collect();
        let Some(latest) = blocks.iter().max_by(|one, other| one.order().cmp(&other.order())) else {
            let message = format!("more than {AUDITS_MAX} audits and no block among the latest");
            let too_many = || TenantError::Unavailable(error::own_trouble(AUDITS, TOO_MANY_PAGES, &message));
            return self.complete.then_some(None).ok_or_else(too_many);
        };
        // One block can leave two records. Every read must choose the same one, because two reads are compared.
        let twin = |audit: &&&AuditRecord| {
            audit.activity_display_name.eq_ignore_ascii_case(DISABLE_ACCOUNT)
                && audit.correlation_id.is_some()
                && audit.correlation_id == latest.correlation_id
        };
        let chosen = blocks.iter().find(twin).unwrap_or(latest);
        let (by, by_security) = chosen.initiator(own_id);
        Ok(Some(Block { audit_id: chosen.id.clone(), by, at: chosen.activity_date_time, by_security }))
    }

    /// Returns the part of the log that was not read.
    pub(super) fn older(&self) -> OlderRecords {
        OlderRecords::than(self.audits.iter().map(|audit| audit.activity_date_time).min(), self.complete)
    }

    /// Returns the methods that were registered for the account, newest first. Those of the application `own_id`, such
    /// as a temporary access pass, are left out.
    pub(super) fn registered_methods(&self, target: &ObjectId, own_id: &str) -> Vec<RegisteredMethod> {
        let registered = |audit: &&AuditRecord| audit.is_registration_for(target) && !audit.is_by_application(own_id);
        let mut registered: Vec<&AuditRecord> = self.audits.iter().filter(registered).collect();
        registered.sort_by_key(|audit| Reverse(audit.order()));
        registered.into_iter().map(AuditRecord::registered_method).collect()
    }
}

/// Returns an instant as filters take it, without fractions of a second.
pub(super) fn whole_seconds(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// Returns `None` for an empty text, which logs write in place of null.
pub(super) fn filled(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.is_empty())
}

/// <https://learn.microsoft.com/graph/api/resources/directoryaudit>
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct AuditRecord {
    id: String,
    correlation_id: Option<String>,
    activity_display_name: String,
    activity_date_time: Timestamp,
    result: Option<String>,
    result_reason: Option<String>,
    initiated_by: Option<InitiatedBy>,
    #[serde(default)]
    target_resources: Vec<TargetResource>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct TargetResource {
    id: Option<String>,
    modified_properties: Option<Vec<ModifiedProperty>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ModifiedProperty {
    display_name: Option<String>,
    new_value: Option<String>,
}

#[derive(Deserialize)]
struct InitiatedBy {
    user: Option<UserIdentity>,
    app: Option<AppIdentity>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct UserIdentity {
    id: Option<String>,
    display_name: Option<String>,
    user_principal_name: Option<String>,
    ip_address: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct AppIdentity {
    display_name: Option<String>,
    app_id: Option<String>,
    service_principal_id: Option<String>,
}

impl AuditRecord {
    fn order(&self) -> (Timestamp, &str) {
        (self.activity_date_time, &self.id)
    }

    /// Returns the entry of the target if the activity succeeded.
    fn succeeded_on(&self, target: &ObjectId) -> Option<&TargetResource> {
        let about = |resource: &&TargetResource| {
            resource.id.as_deref().is_some_and(|id| id.eq_ignore_ascii_case(&target.to_string()))
        };
        let resource = self.target_resources.iter().find(about)?;
        self.result.as_deref().is_none_or(|result| result.eq_ignore_ascii_case("success")).then_some(resource)
    }

    fn is_registration_for(&self, target: &ObjectId) -> bool {
        let activity = self.activity_display_name.to_lowercase();
        activity.contains(REGISTERED) && activity.contains(REGISTERED_WHAT) && self.succeeded_on(target).is_some()
    }

    fn registered_method(&self) -> RegisteredMethod {
        let person = self.initiated_by.as_ref().and_then(|by| by.user.as_ref());
        RegisteredMethod {
            audit_id: self.id.clone(),
            at: self.activity_date_time,
            // The reason names the method.
            what: filled(self.result_reason.clone()).unwrap_or_else(|| self.activity_display_name.clone()),
            address: person.and_then(|person| filled(person.ip_address.clone())),
        }
    }

    fn is_by_application(&self, id: &str) -> bool {
        let application = self.initiated_by.as_ref().and_then(|by| by.app.as_ref());
        application.and_then(|app| app.app_id.as_deref()).is_some_and(|own| own.eq_ignore_ascii_case(id))
    }

    fn is_block_of(&self, target: &ObjectId) -> bool {
        let Some(resource) = self.succeeded_on(target) else { return false };
        let activity = self.activity_display_name.as_str();
        activity.eq_ignore_ascii_case(DISABLE_ACCOUNT)
            || activity.eq_ignore_ascii_case(UPDATE_USER)
                && resource.modified_properties.iter().flatten().any(ModifiedProperty::is_block)
    }

    /// Returns who did it, and true if they may guard the tenant: by the record alone, that is everyone but the sync
    /// engine. The application `own_id` is Grendel's, so a block by it is a containment.
    fn initiator(&self, own_id: &str) -> (Initiator, bool) {
        let by = self.initiated_by.as_ref();
        let person = by.and_then(|by| by.user.as_ref()).and_then(UserIdentity::initiator);
        let application = || by.and_then(|by| by.app.as_ref()).and_then(AppIdentity::initiator);
        let initiator = match person.or_else(application).unwrap_or(Initiator::Unknown) {
            Initiator::Application { name } if self.is_by_application(own_id) => Initiator::Containment { name },
            initiator => initiator,
        };
        let may_guard = !matches!(initiator, Initiator::SyncEngine { .. });
        (initiator, may_guard)
    }
}

impl ModifiedProperty {
    /// Returns true if the change blocks the account. Values are JSON in a text, such as `[false]`.
    fn is_block(&self) -> bool {
        let new_value = self.new_value.as_deref().unwrap_or_default();
        let bare = new_value.trim_matches(|one: char| one.is_whitespace() || "[]\"".contains(one));
        self.display_name.as_deref() == Some(ACCOUNT_ENABLED) && bare.eq_ignore_ascii_case("false")
    }
}

impl UserIdentity {
    fn initiator(&self) -> Option<Initiator> {
        let names = [&self.user_principal_name, &self.display_name, &self.id];
        let upn = names.into_iter().flatten().find(|name| !name.is_empty())?.clone();
        if upn.starts_with(SYNC_ACCOUNT_PREFIX) {
            return Some(Initiator::SyncEngine { name: upn });
        }
        let object_id = self.id.as_deref().and_then(ObjectId::parse);
        Some(Initiator::Person { object_id, upn, address: filled(self.ip_address.clone()) })
    }
}

impl AppIdentity {
    fn initiator(&self) -> Option<Initiator> {
        let names = [&self.display_name, &self.app_id, &self.service_principal_id];
        let name = names.into_iter().flatten().find(|name| !name.is_empty())?.clone();
        let syncs = SYNC_APPLICATIONS.contains(&name.as_str()) || name.starts_with(SYNC_ACCOUNT_PREFIX);
        Some(if syncs { Initiator::SyncEngine { name } } else { Initiator::Application { name } })
    }
}
