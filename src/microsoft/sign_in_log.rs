//! The sign-in log: the failed sign-ins with their reasons, and the countries of those that succeeded.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;

use super::address::{literal, query};
use super::audits::{OlderRecords, filled, whole_seconds};
use super::error;
use super::graph::{GraphPage, Query};
use crate::domain::ObjectId;
use crate::domain::sign_ins::{FailedSignIn, LockReason, SuccessfulSignIns};
use crate::ports::TenantError;

/// The application permission that shows the policies that were applied to a sign-in.
pub(super) const POLICIES_PERMISSION: &str = "Policy.Read.All";

/// The age of the oldest sign-ins that are read.
const SIGN_INS_SINCE: SignedDuration = SignedDuration::from_hours(7 * 24);
/// The most sign-ins that are read. An intruder can add failed ones at will, so more than a person makes in three days.
const SIGN_INS_MAX: usize = 100;

const SIGN_INS: &str = "GET /auditLogs/signIns";

/// 50058: no session for a silent sign-in. 50140: "keep me signed in?". Both are steps of a sign-in that goes on, so
/// they count neither as failures nor as successes. These and the next codes are from
/// <https://learn.microsoft.com/entra/identity-platform/reference-error-codes>.
const INTERRUPTS: &[u32] = &[50058, 50140];
const SUCCESS: u32 = 0;
/// The account is locked, for one of two reasons that share the code.
const LOCKED: u32 = 50053;
/// The second factor failed or was denied by its owner.
const STRONG_AUTHENTICATION_FAILED: u32 = 500_121;

/// Parts of the words for a lock. Nothing else distinguishes the reasons.
const MALICIOUS: &str = "malicious";
const TOO_MANY_TIMES: &str = "too many times";
/// Parts of the words for a second factor that its owner denied: `MFA denied; user declined the authentication`, `MFA
/// denied; phone app reported fraud`. A prompt that was not answered begins in the same way, `MFA denied; user did not
/// respond`, so only what follows the `;` counts
/// (<https://github.com/Azure/Azure-Sentinel/blob/master/Solutions/Microsoft%20Entra%20ID/Analytic%20Rules/ExplicitMFADeny.yaml>).
const DENIED: &[&str] = &["denied", "declined", "fraud"];

/// The latest sign-ins of an account.
pub(super) struct SignInLog {
    /// Those that failed, newest first.
    pub failed: Vec<FailedSignIn>,
    /// Those that succeeded, by country, the latest first.
    pub successful_sign_ins: Vec<SuccessfulSignIns>,
    /// The part of the log that was not read.
    pub older: OlderRecords,
    /// An error if a policy stopped a sign-in and the log does not show which.
    pub policies: Result<(), TenantError>,
}

/// Asks for the latest interactive sign-ins of an account, by its id, because guests are logged under another name.
pub(super) fn sign_ins_query(target: &ObjectId, now: Timestamp) -> Query<GraphPage<SignInRecord>> {
    let user = literal(&target.to_string());
    let since = whole_seconds(now - SIGN_INS_SINCE);
    let filter = format!("userId eq {user} and createdDateTime ge {since}");
    let top = SIGN_INS_MAX.to_string();
    Query::get(SIGN_INS, format!("/auditLogs/signIns{}", query(&[("$filter", &filter), ("$top", &top)])))
}

impl From<GraphPage<SignInRecord>> for SignInLog {
    fn from(page: GraphPage<SignInRecord>) -> Self {
        let mut sign_ins = page.value;
        // The log can repeat a record.
        let mut seen = BTreeSet::new();
        sign_ins.retain(|sign_in| seen.insert(sign_in.id.clone()));
        sign_ins.sort_by_key(|sign_in| Reverse(sign_in.created_date_time));

        let oldest = sign_ins.last().map(|sign_in| sign_in.created_date_time);
        let older = OlderRecords::than(oldest, page.next_link.is_none());
        let hides_policies = sign_ins.iter().any(SignInRecord::hides_policies);
        let policies = if hides_policies {
            Err(error::hidden(SIGN_INS, "appliedConditionalAccessPolicies were not shown"))
        } else {
            Ok(())
        };
        let successful_sign_ins = successful_sign_ins(sign_ins.iter().filter(|sign_in| sign_in.code() == SUCCESS));
        sign_ins.retain(|sign_in| sign_in.code() != SUCCESS && !INTERRUPTS.contains(&sign_in.code()));
        Self { failed: sign_ins.into_iter().map(SignInRecord::failed).collect(), successful_sign_ins, older, policies }
    }
}

/// Groups sign-ins, which are newest first, by country.
fn successful_sign_ins<'s>(sign_ins: impl Iterator<Item = &'s SignInRecord>) -> Vec<SuccessfulSignIns> {
    let mut by_country: BTreeMap<Option<String>, SuccessfulSignIns> = BTreeMap::new();
    for sign_in in sign_ins {
        let (country, at) = (sign_in.country(), sign_in.created_date_time);
        let successful_sign_ins = by_country.entry(country.clone()).or_insert_with(|| SuccessfulSignIns {
            country,
            first_at: at,
            last_at: at,
            count: 0,
            address: filled(sign_in.ip_address.clone()),
        });
        successful_sign_ins.first_at = at;
        successful_sign_ins.count += 1;
    }
    let mut successful_sign_ins: Vec<SuccessfulSignIns> = by_country.into_values().collect();
    successful_sign_ins.sort_by_key(|successful_sign_ins| Reverse(successful_sign_ins.last_at));
    successful_sign_ins
}

/// Returns true if a sign-in with this code was stopped by Conditional Access or by security defaults.
const fn is_by_policy(code: u32) -> bool {
    matches!(code, 50131 | 53000..=53003 | 530_032 | 530_035)
}

/// <https://learn.microsoft.com/graph/api/resources/signin>
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct SignInRecord {
    id: String,
    created_date_time: Timestamp,
    app_display_name: Option<String>,
    client_app_used: Option<String>,
    ip_address: Option<String>,
    location: Option<SignInLocation>,
    status: Option<SignInStatus>,
    /// Left out if the application lacks the permission.
    applied_conditional_access_policies: Option<Vec<AppliedPolicy>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct SignInLocation {
    country_or_region: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct SignInStatus {
    error_code: Option<u32>,
    failure_reason: Option<String>,
    additional_details: Option<String>,
}

/// <https://learn.microsoft.com/graph/api/resources/appliedconditionalaccesspolicy>
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct AppliedPolicy {
    display_name: Option<String>,
    result: Option<String>,
}

impl SignInRecord {
    fn code(&self) -> u32 {
        self.status.as_ref().and_then(|status| status.error_code).unwrap_or(SUCCESS)
    }

    fn country(&self) -> Option<String> {
        filled(self.location.as_ref().and_then(|location| location.country_or_region.clone()))
    }

    fn hides_policies(&self) -> bool {
        is_by_policy(self.code()) && self.applied_conditional_access_policies.is_none()
    }

    /// Returns the reason for a lock; `None` if the sign-in did not fail for one, or if the words for it are unknown.
    fn lock(&self) -> Option<LockReason> {
        let reason = self.status.as_ref().filter(|_| self.code() == LOCKED)?.failure_reason.as_ref()?.to_lowercase();
        let known = [(MALICIOUS, LockReason::HostileAddress), (TOO_MANY_TIMES, LockReason::TooManyTries)];
        known.into_iter().find(|(words, _)| reason.contains(words)).map(|(_, lock)| lock)
    }

    /// Returns true if the owner of the second factor denied it.
    fn is_denied(&self) -> bool {
        let status = self.status.as_ref().filter(|_| self.code() == STRONG_AUTHENTICATION_FAILED);
        let details = status.and_then(|status| status.additional_details.as_deref()).unwrap_or_default().to_lowercase();
        let reason = details.split_once(';').map_or(details.as_str(), |(_, reason)| reason);
        DENIED.iter().any(|word| reason.contains(word))
    }

    fn failed(self) -> FailedSignIn {
        let policies = self.applied_conditional_access_policies.iter().flatten();
        let stopped = policies.filter(|policy| policy.result.as_deref() == Some("failure"));
        FailedSignIn {
            code: self.code(),
            at: self.created_date_time,
            country: self.country(),
            lock: self.lock(),
            denied: self.is_denied(),
            policies: stopped.filter_map(|policy| filled(policy.display_name.clone())).collect(),
            application: filled(self.app_display_name),
            address: filled(self.ip_address),
            client: filled(self.client_app_used),
        }
    }
}
