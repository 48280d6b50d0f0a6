//! The directory audit log: who blocked an account, and which authentication methods were registered for it.

use std::cmp::Reverse;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Deserializer};

use super::address::{literal, query};
use super::error::{self, TOO_MANY_PAGES};
use super::graph::{GraphPage, Query};
use super::own_application::OwnApplication;
use crate::domain::ObjectId;
use crate::domain::access::RegisteredMethod;
use crate::domain::account::{Block, Initiator};
use crate::domain::account_kind::is_sync_name;
use crate::ports::TenantError;

/// The application permission that shows the audit log, the sign-in log and the registration report.
pub(super) const LOGS_PERMISSION: &str = "AuditLog.Read.All";

/// The time that audits are kept with a licence; 7 days without
/// (<https://learn.microsoft.com/entra/identity/monitoring-health/reference-reports-data-retention>).
const AUDITS_SINCE: SignedDuration = SignedDuration::from_hours(30 * 24);
/// The most audits of one account that are read; a page can have 1000.
const AUDITS_MAX: usize = 200;

/// The time within which two records are of one block.
const TWIN_WITHIN: SignedDuration = SignedDuration::from_secs(5);

const AUDITS: &str = "GET /auditLogs/directoryAudits";

/// The activities of a block and of its lifting, and the activity and property of one that was made as an update
/// (<https://learn.microsoft.com/entra/identity/monitoring-health/reference-audit-activities>).
const DISABLE_ACCOUNT: &str = "Disable account";
const ENABLE_ACCOUNT: &str = "Enable account";
const UPDATE_USER: &str = "Update user";
const ACCOUNT_ENABLED: &str = "AccountEnabled";
/// Parts of every activity by which a method was registered, by the account itself or by an administrator; the same
/// list.
const REGISTERED: &str = " registered ";
const REGISTERED_WHAT: &str = "security info";

/// The names of the applications that sync Active Directory into the cloud.
const SYNC_APPLICATIONS: &[&str] = &["Microsoft Azure AD Sync", "Microsoft.Azure.SyncFabric"];

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
    /// Returns the latest block of the account; `None` if it has none. A block by our `own` application is a containment.
    ///
    /// A block that was lifted again is none: if the account is blocked all the same, the record of that is not there, or not
    /// yet. Every person and application is taken for a guard of the tenant here; see [`AuditRecord::initiator`].
    ///
    /// # Errors
    ///
    /// There are more records than were read and none of these is a block.
    pub(super) fn last_block(&self, target: &ObjectId, own: &OwnApplication<'_>) -> Result<Option<Block>, TenantError> {
        let blocks: Vec<&AuditRecord> = self.audits.iter().filter(|audit| audit.is_block_of(target)).collect();
        let Some(latest) = blocks.iter().max_by(|one, other| one.order().cmp(&other.order())) else {
            let message = format!("more than {AUDITS_MAX} audits and no block among the latest");
            let too_many = || TenantError::Unavailable(error::own_trouble(AUDITS, TOO_MANY_PAGES, &message));
            return self.complete.then_some(None).ok_or_else(too_many);
        };
        if self.lifted_at(target).is_some() {
            return Ok(None);
        }
        // One block can leave two records. Every read must choose the same one, because two reads are compared.
        let twin = |audit: &&&AuditRecord| {
            audit.activity_display_name.eq_ignore_ascii_case(DISABLE_ACCOUNT)
                && audit.correlation_id.is_some()
                && audit.correlation_id == latest.correlation_id
        };
        let chosen = blocks.iter().find(twin).unwrap_or(latest);
        let (by, by_security) = chosen.initiator(own);
        let at = chosen.activity_date_time;
        let is_earlier = |audit: &&&AuditRecord| {
            // One that is nearer is the twin of this one, whatever its correlation is.
            at.duration_since(audit.activity_date_time) >= TWIN_WITHIN
                && (audit.correlation_id.is_none() || audit.correlation_id != chosen.correlation_id)
                && audit.is_by_the_same(chosen)
        };
        let mut earlier: Vec<Timestamp> =
            blocks.iter().filter(is_earlier).map(|audit| audit.activity_date_time).collect();
        earlier.sort_by_key(|at| Reverse(*at));
        // One block can leave two records within the same second.
        earlier.dedup_by(|one, other| other.duration_since(*one) < TWIN_WITHIN);
        earlier.truncate(Block::EARLIER_MAX);
        Ok(Some(Block { audit_id: chosen.id.clone(), by, at, by_security, earlier }))
    }

    /// Returns the time of the latest lift of a block, unless a later block is recorded.
    pub(super) fn lifted_at(&self, target: &ObjectId) -> Option<Timestamp> {
        let latest = |is_meant: &dyn Fn(&AuditRecord) -> bool| {
            self.audits.iter().filter(|audit| is_meant(audit)).map(|audit| audit.activity_date_time).max()
        };
        let blocked_at = latest(&|audit| audit.is_block_of(target));
        latest(&|audit| audit.is_lift_of(target)).filter(|at| blocked_at.is_none_or(|blocked_at| *at > blocked_at))
    }

    /// Returns the part of the log that was not read.
    pub(super) fn older(&self) -> OlderRecords {
        OlderRecords::than(self.audits.iter().map(|audit| audit.activity_date_time).min(), self.complete)
    }

    /// Returns true if a record that counts is by an application without the id of one, which may be ours.
    pub(super) fn has_unnamed_application(&self, target: &ObjectId) -> bool {
        let counts = |audit: &AuditRecord| audit.is_block_of(target) || audit.is_registration_for(target);
        let is_unnamed = |audit: &AuditRecord| {
            let application = audit.initiated_by.as_ref().and_then(|by| by.app.as_ref());
            application.is_some_and(|app| app.app_id.is_none() && app.service_principal_id.is_some())
        };
        self.audits.iter().any(|audit| is_unnamed(audit) && counts(audit))
    }

    /// Returns the methods that were registered for the account, newest first. Those of our `own` application, such as a
    /// temporary access pass, are left out.
    pub(super) fn registered_methods(&self, target: &ObjectId, own: &OwnApplication<'_>) -> Vec<RegisteredMethod> {
        let registered = |audit: &&AuditRecord| audit.is_registration_for(target) && !audit.is_by_application(own);
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
    #[serde(default, deserialize_with = "null_as_default")]
    activity_display_name: String,
    activity_date_time: Timestamp,
    result: Option<String>,
    result_reason: Option<String>,
    initiated_by: Option<InitiatedBy>,
    #[serde(default, deserialize_with = "null_as_default")]
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

/// The person who acted. Its `displayName` is that of the application that they acted through, such as Graph Explorer, so it
/// is not read.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct UserIdentity {
    id: Option<String>,
    user_principal_name: Option<String>,
    ip_address: Option<String>,
}

/// The application that acted. The audit log names most applications by their service principal alone.
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

    fn is_by_application(&self, own: &OwnApplication<'_>) -> bool {
        let application = self.initiated_by.as_ref().and_then(|by| by.app.as_ref());
        application.is_some_and(|app| own.is(app.app_id.as_deref(), app.service_principal_id.as_deref()))
    }

    /// Returns true if this record and the other name the same person or application.
    fn is_by_the_same(&self, other: &Self) -> bool {
        let id = |audit: &Self| audit.initiated_by.as_ref().and_then(InitiatedBy::id);
        id(self).is_some() && id(self) == id(other)
    }

    fn is_block_of(&self, target: &ObjectId) -> bool {
        self.sets_enabled(target, DISABLE_ACCOUNT, "false")
    }

    fn is_lift_of(&self, target: &ObjectId) -> bool {
        self.sets_enabled(target, ENABLE_ACCOUNT, "true")
    }

    /// Returns true for this activity, and for an update that gave `AccountEnabled` this value.
    fn sets_enabled(&self, target: &ObjectId, activity: &str, value: &str) -> bool {
        let Some(resource) = self.succeeded_on(target) else { return false };
        let is_set = |property: &ModifiedProperty| property.is_enabled_set_to(value);
        self.activity_display_name.eq_ignore_ascii_case(activity)
            || self.activity_display_name.eq_ignore_ascii_case(UPDATE_USER)
                && resource.modified_properties.iter().flatten().any(is_set)
    }

    /// Returns who did it, and true if they may guard the tenant: by the record alone, that is everyone but the sync
    /// engine. A block by our `own` application is a containment.
    fn initiator(&self, own: &OwnApplication<'_>) -> (Initiator, bool) {
        let by = self.initiated_by.as_ref();
        let person = by.and_then(|by| by.user.as_ref()).and_then(UserIdentity::initiator);
        let application = || by.and_then(|by| by.app.as_ref()).and_then(AppIdentity::initiator);
        let initiator = match person.or_else(application).unwrap_or(Initiator::Unknown) {
            Initiator::Application { name } if self.is_by_application(own) => Initiator::Containment { name },
            initiator => initiator,
        };
        let may_guard = !matches!(initiator, Initiator::SyncEngine { .. });
        (initiator, may_guard)
    }
}

impl ModifiedProperty {
    /// Returns true if the change gives `AccountEnabled` this value. Values are JSON in a text, such as `[false]`.
    fn is_enabled_set_to(&self, value: &str) -> bool {
        let new_value = self.new_value.as_deref().unwrap_or_default();
        let bare = new_value.trim_matches(|one: char| one.is_whitespace() || "[]\"".contains(one));
        self.display_name.as_deref() == Some(ACCOUNT_ENABLED) && bare.eq_ignore_ascii_case(value)
    }
}

impl InitiatedBy {
    /// Returns the id of the person or of the application, which no two share.
    fn id(&self) -> Option<String> {
        let person = self.user.as_ref().and_then(|user| user.id.as_ref().or(user.user_principal_name.as_ref()));
        let application = self.app.as_ref().and_then(|app| app.service_principal_id.as_ref().or(app.app_id.as_ref()));
        person.filter(|id| !id.is_empty()).or(application).map(|id| id.to_lowercase())
    }
}

impl UserIdentity {
    fn initiator(&self) -> Option<Initiator> {
        let names = [&self.user_principal_name, &self.id];
        let upn = names.into_iter().flatten().find(|name| !name.is_empty())?.clone();
        if is_sync_name(&upn) {
            return Some(Initiator::SyncEngine { name: upn });
        }
        let object_id = self.id.as_deref().and_then(ObjectId::parse);
        Some(Initiator::Person { object_id, upn, address: filled(self.ip_address.clone()) })
    }
}

/// Reads null as a property that is not there.
fn null_as_default<'de, D: Deserializer<'de>, T: Default + Deserialize<'de>>(deserializer: D) -> Result<T, D::Error> {
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

impl AppIdentity {
    fn initiator(&self) -> Option<Initiator> {
        let names = [&self.display_name, &self.app_id, &self.service_principal_id];
        let name = names.into_iter().flatten().find(|name| !name.is_empty())?.clone();
        let syncs = SYNC_APPLICATIONS.contains(&name.as_str()) || is_sync_name(&name);
        Some(if syncs { Initiator::SyncEngine { name } } else { Initiator::Application { name } })
    }
}
