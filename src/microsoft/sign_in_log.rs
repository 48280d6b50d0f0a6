//! The log of sign-ins: which failed and why, and from where somebody did get in.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use serde_json::Value;

use super::address::{literal, query};
use super::audits::{filled, whole_seconds};
use super::error;
use super::graph::{ApiCall, GraphPage};
use crate::domain::ObjectId;
use crate::domain::sign_ins::{Arrivals, FailedSignIn, LockReason};
use crate::ports::TenantError;

/// The application permission that shows which policies stopped a sign-in.
pub(super) const POLICIES_PERMISSION: &str = "Policy.Read.All";

/// How far back sign-ins are looked at.
const SIGN_INS_SINCE: SignedDuration = SignedDuration::from_hours(7 * 24);
/// The most sign-ins that are read.
const SIGN_INS_MAX: usize = 50;

const SIGN_INS: &str = "GET /auditLogs/signIns";

/// 50058: no session for a silent sign-in. 50140: "keep me signed in?". Both are steps of a sign-in that goes on, and neither
/// failures nor arrivals (<https://learn.microsoft.com/entra/identity-platform/reference-error-codes>; the next ones too).
const INTERRUPTS: &[u32] = &[50058, 50140];
const SUCCESS: u32 = 0;
/// Locked, for one of two reasons.
const LOCKED: u32 = 50053;
/// The second factor failed, or its owner said no.
const STRONG_AUTHENTICATION_FAILED: u32 = 500_121;

/// In the words for a lock. There is no other mark of the reason.
const MALICIOUS: &str = "malicious";
const TOO_MANY_TIMES: &str = "too many times";
/// In the words for a second factor that was refused: `MFA denied; user declined the authentication`, `MFA denied; phone app
/// reported fraud`. What was not answered at all begins in the same way, `MFA denied; user did not respond`, so that what is
/// behind the `;` counts
/// (<https://github.com/Azure/Azure-Sentinel/blob/master/Solutions/Microsoft%20Entra%20ID/Analytic%20Rules/ExplicitMFADeny.yaml>).
const REFUSED: &[&str] = &["denied", "declined", "fraud"];

/// What the log tells.
pub(super) struct SignInLog {
    /// Those that failed, newest first.
    pub failed: Vec<FailedSignIn>,
    /// Those that did not, by country, the latest first.
    pub arrivals: Vec<Arrivals>,
    /// Whether it shows which policies stopped a sign-in, where one did.
    pub policies: Result<(), TenantError>,
}

/// Asks for the latest interactive sign-ins of an account. By its id, because guests are logged under another name.
pub(super) fn call(target: &ObjectId, now: Timestamp) -> ApiCall {
    let user = literal(target.as_str());
    let since = whole_seconds(now - SIGN_INS_SINCE);
    let filter = format!("userId eq {user} and createdDateTime ge {since}");
    let top = SIGN_INS_MAX.to_string();
    ApiCall::get(SIGN_INS, format!("/auditLogs/signIns{}", query(&[("$filter", &filter), ("$top", &top)])))
}

/// Reads what [`call`] asked for.
pub(super) fn read(value: Value) -> Result<SignInLog, TenantError> {
    let page: GraphPage = error::read(SIGN_INS, value)?;
    let sign_ins = page.value.into_iter().map(|sign_in| error::read(SIGN_INS, sign_in));
    let mut sign_ins = sign_ins.collect::<Result<Vec<SignInRecord>, _>>()?;
    // Duplicates can appear.
    let mut seen = BTreeSet::new();
    sign_ins.retain(|sign_in| seen.insert(sign_in.id.clone()));
    sign_ins.sort_by_key(|sign_in| Reverse(sign_in.created_date_time));

    let hides_policies = sign_ins.iter().any(SignInRecord::hides_policies);
    let policies = if hides_policies {
        Err(error::hidden(SIGN_INS, "appliedConditionalAccessPolicies were not shown"))
    } else {
        Ok(())
    };
    let arrivals = arrivals(sign_ins.iter().filter(|sign_in| sign_in.code() == SUCCESS));
    sign_ins.retain(|sign_in| sign_in.code() != SUCCESS && !INTERRUPTS.contains(&sign_in.code()));
    Ok(SignInLog { failed: sign_ins.into_iter().map(SignInRecord::failed).collect(), arrivals, policies })
}

/// By country. The sign-ins come newest first.
fn arrivals<'s>(sign_ins: impl Iterator<Item = &'s SignInRecord>) -> Vec<Arrivals> {
    let mut by_country: BTreeMap<Option<String>, Arrivals> = BTreeMap::new();
    for sign_in in sign_ins {
        let (country, at) = (sign_in.country(), sign_in.created_date_time);
        let arrivals = by_country.entry(country.clone()).or_insert_with(|| Arrivals {
            country,
            first_at: at,
            last_at: at,
            count: 0,
            address: filled(sign_in.ip_address.clone()),
        });
        arrivals.first_at = at;
        arrivals.count += 1;
    }
    let mut arrivals: Vec<Arrivals> = by_country.into_values().collect();
    arrivals.sort_by_key(|arrivals| Reverse(arrivals.last_at));
    arrivals
}

/// Whether Conditional Access or security defaults have stopped a sign-in that ended with this code.
const fn is_by_policy(code: u32) -> bool {
    matches!(code, 50131 | 53000..=53003 | 530_032 | 530_035)
}

/// <https://learn.microsoft.com/graph/api/resources/signin>
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct SignInRecord {
    id: String,
    created_date_time: Timestamp,
    app_display_name: Option<String>,
    client_app_used: Option<String>,
    ip_address: Option<String>,
    location: Option<SignInLocation>,
    status: Option<SignInStatus>,
    /// Left out where we may not see them.
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

    /// Why it was locked, as far as the words for it tell.
    fn lock(&self) -> Option<LockReason> {
        let reason = self.status.as_ref().filter(|_| self.code() == LOCKED)?.failure_reason.as_ref()?.to_lowercase();
        let known = [(MALICIOUS, LockReason::HostileAddress), (TOO_MANY_TIMES, LockReason::TooManyTries)];
        known.into_iter().find(|(words, _)| reason.contains(words)).map(|(_, lock)| lock)
    }

    /// Whether the owner of the second factor said no to it.
    fn is_denied(&self) -> bool {
        let status = self.status.as_ref().filter(|_| self.code() == STRONG_AUTHENTICATION_FAILED);
        let details = status.and_then(|status| status.additional_details.as_deref()).unwrap_or_default().to_lowercase();
        let reason = details.split_once(';').map_or(details.as_str(), |(_, reason)| reason);
        REFUSED.iter().any(|word| reason.contains(word))
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
