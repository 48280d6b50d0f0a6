//! The tenant's logs: who blocked an account, and which sign-ins failed.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use serde_json::Value;

use super::address::{literal, query};
use super::error::{self, TOO_MANY_PAGES};
use super::graph::{Call, Page};
use crate::domain::ObjectId;
use crate::domain::account::{Block, Initiator};
use crate::domain::sign_ins::FailedSignIn;
use crate::ports::TenantError;

/// The application permission that shows both logs.
pub(super) const LOGS_PERMISSION: &str = "AuditLog.Read.All";

/// How far back audits are kept with a licence; 7 days without
/// (<https://learn.microsoft.com/entra/identity/monitoring-health/reference-reports-data-retention>).
const AUDITS_SINCE: SignedDuration = SignedDuration::from_hours(30 * 24);
/// The most audits about one account that are read; a page can have 1000.
const AUDITS_MAX: usize = 200;
/// How far back sign-ins are looked at.
const SIGN_INS_SINCE: SignedDuration = SignedDuration::from_hours(7 * 24);
/// The most sign-ins that are read.
const SIGN_INS_MAX: usize = 50;

const AUDITS: &str = "GET /auditLogs/directoryAudits";
const SIGN_INS: &str = "GET /auditLogs/signIns";

/// What an audit of a block is called, and what it is called as a change of a property
/// (<https://learn.microsoft.com/entra/identity/monitoring-health/reference-audit-activities>).
const DISABLE_ACCOUNT: &str = "Disable account";
const UPDATE_USER: &str = "Update user";
const ACCOUNT_ENABLED: &str = "AccountEnabled";

/// Applications that sync Active Directory into the cloud.
const SYNC_APPLICATIONS: &[&str] = &["Microsoft Azure AD Sync", "Microsoft.Azure.SyncFabric"];
/// How the account begins that the sync engine signs in with
/// (<https://learn.microsoft.com/entra/identity/hybrid/connect/reference-connect-accounts-permissions>).
const SYNC_ACCOUNT_PREFIX: &str = "Sync_";

/// 50058: no session for a silent sign-in. 50140: "keep me signed in?". Both are steps of a sign-in that goes on
/// (<https://learn.microsoft.com/entra/identity-platform/reference-error-codes>).
const NO_FAILURES: &[u32] = &[0, 50058, 50140];

/// Asks for what was done to an account. Names of activities have changed over time, so they are told apart by us.
pub(super) fn audits_call(target: &ObjectId, now: Timestamp) -> Call {
    let about = literal(target.as_str());
    let since = whole_seconds(now - AUDITS_SINCE);
    let filter = format!("targetResources/any(t:t/id eq {about}) and activityDateTime ge {since}");
    let top = AUDITS_MAX.to_string();
    let options = [("$filter", filter.as_str()), ("$orderby", "activityDateTime desc"), ("$top", &top)];
    Call::get(AUDITS, format!("/auditLogs/directoryAudits{}", query(&options)))
}

/// Asks for the latest interactive sign-ins of an account. By its id, because guests are logged under another name.
pub(super) fn sign_ins_call(target: &ObjectId, now: Timestamp) -> Call {
    let user = literal(target.as_str());
    let since = whole_seconds(now - SIGN_INS_SINCE);
    let filter = format!("userId eq {user} and createdDateTime ge {since}");
    let top = SIGN_INS_MAX.to_string();
    Call::get(SIGN_INS, format!("/auditLogs/signIns{}", query(&[("$filter", &filter), ("$top", &top)])))
}

/// The latest record of a block in what [`audits_call`] asked for. That there is none is said only where all records were
/// on this page. Of every person it says that they may guard the tenant; of an application, unless it is `own_id`, too.
pub(super) fn last_block(target: &ObjectId, own_id: &str, value: Value) -> Result<Option<Block>, TenantError> {
    let page: Page = error::read(AUDITS, value)?;
    let audits = page.value.into_iter().map(|audit| error::read(AUDITS, audit));
    let mut audits = audits.collect::<Result<Vec<Audit>, _>>()?;
    audits.retain(|audit| audit.is_block_of(target));
    let latest = audits.iter().max_by(|one, other| one.order().cmp(&other.order()));
    let Some(latest) = latest else {
        return if page.next_link.is_none() {
            Ok(None)
        } else {
            let message = format!("more than {AUDITS_MAX} audits and no block among the latest");
            Err(TenantError::Unavailable(error::own_trouble(AUDITS, TOO_MANY_PAGES, &message)))
        };
    };
    // One block can leave two records; the same one must be chosen however often we look.
    let twin = |audit: &&Audit| {
        audit.activity_display_name.eq_ignore_ascii_case(DISABLE_ACCOUNT)
            && audit.correlation_id.is_some()
            && audit.correlation_id == latest.correlation_id
    };
    let chosen = audits.iter().find(twin).unwrap_or(latest);
    let (by, by_security) = chosen.by(own_id);
    Ok(Some(Block { audit_id: chosen.id.clone(), by, at: chosen.activity_date_time, by_security }))
}

/// The sign-ins that failed in what [`sign_ins_call`] asked for, newest first.
pub(super) fn failed_sign_ins(value: Value) -> Result<Vec<FailedSignIn>, TenantError> {
    let page: Page = error::read(SIGN_INS, value)?;
    let mut failed = Vec::new();
    // Duplicates can appear.
    let mut seen = BTreeSet::new();
    for sign_in in page.value {
        let sign_in: SignIn = error::read(SIGN_INS, sign_in)?;
        let code = sign_in.status.and_then(|status| status.error_code).unwrap_or(0);
        if !NO_FAILURES.contains(&code) && seen.insert(sign_in.id) {
            let (application, address) = (filled(sign_in.app_display_name), filled(sign_in.ip_address));
            failed.push(FailedSignIn {
                code,
                at: sign_in.created_date_time,
                application,
                address,
                ..Default::default()
            });
        }
    }
    failed.sort_by_key(|failure| Reverse(failure.at));
    Ok(failed)
}

/// An instant as filters take it.
fn whole_seconds(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// Logs write an empty text where they know nothing.
fn filled(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.is_empty())
}

/// <https://learn.microsoft.com/graph/api/resources/directoryaudit>
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Audit {
    id: String,
    correlation_id: Option<String>,
    activity_display_name: String,
    activity_date_time: Timestamp,
    result: Option<String>,
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

/// <https://learn.microsoft.com/graph/api/resources/signin>
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct SignIn {
    id: String,
    created_date_time: Timestamp,
    app_display_name: Option<String>,
    ip_address: Option<String>,
    status: Option<SignInStatus>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct SignInStatus {
    error_code: Option<u32>,
}

impl Audit {
    fn order(&self) -> (Timestamp, &str) {
        (self.activity_date_time, &self.id)
    }

    fn is_block_of(&self, target: &ObjectId) -> bool {
        let about = |resource: &&TargetResource| {
            resource.id.as_deref().is_some_and(|id| id.eq_ignore_ascii_case(target.as_str()))
        };
        let Some(resource) = self.target_resources.iter().find(about) else { return false };
        // What was tried and failed has blocked nobody.
        if !self.result.as_deref().is_none_or(|result| result.eq_ignore_ascii_case("success")) {
            return false;
        }
        let activity = self.activity_display_name.as_str();
        activity.eq_ignore_ascii_case(DISABLE_ACCOUNT)
            || activity.eq_ignore_ascii_case(UPDATE_USER)
                && resource.modified_properties.iter().flatten().any(ModifiedProperty::is_block)
    }

    /// Who did it, and whether they guard the tenant, as far as the record tells: everyone may but the sync engine and the
    /// application with this id.
    fn by(&self, own_id: &str) -> (Initiator, bool) {
        let by = self.initiated_by.as_ref();
        let person = by.and_then(|by| by.user.as_ref()).and_then(UserIdentity::initiator);
        let application = by.and_then(|by| by.app.as_ref());
        let is_own =
            || application.and_then(|app| app.app_id.as_deref()).is_some_and(|id| id.eq_ignore_ascii_case(own_id));
        let initiator = person.or_else(|| application.and_then(AppIdentity::initiator)).unwrap_or(Initiator::Unknown);
        let may_guard = match &initiator {
            Initiator::Person { .. } | Initiator::Containment { .. } | Initiator::Unknown => true,
            Initiator::Application { .. } => !is_own(),
            Initiator::SyncEngine { .. } => false,
        };
        (initiator, may_guard)
    }
}

impl ModifiedProperty {
    /// Values are JSON in a text, such as `[false]`.
    fn is_block(&self) -> bool {
        let new_value = self.new_value.as_deref().unwrap_or_default();
        let bare = new_value.trim_matches(|sign: char| sign.is_whitespace() || "[]\"".contains(sign));
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
