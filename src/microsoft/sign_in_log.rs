//! The sign-in log: the failed sign-ins with their reasons, and the countries and threads of those that succeeded.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;

use super::address::{literal, query};
use super::audits::{OlderRecords, filled, whole_seconds};
use super::error::{self, cut};
use super::graph::{GraphPage, Query};
use crate::domain::ObjectId;
use crate::domain::diagnose::error_codes::meaning;
use crate::domain::sign_ins::{
    FailedSignIn, LockReason, PolicyDemand, SignInDevice, SignInThread, SuccessfulSignIns, SuccessfulThread,
};
use crate::ports::TenantError;

/// The application permission that shows the policies that were applied to a sign-in.
pub(super) const POLICIES_PERMISSION: &str = "Policy.Read.All";

/// The age of the oldest sign-ins that are read.
const SIGN_INS_SINCE: SignedDuration = SignedDuration::from_hours(7 * 24);
/// The most sign-ins that are read. An intruder can add failed ones at will, so more than a person makes in three days.
const SIGN_INS_MAX: usize = 100;

/// The most threads of successful sign-ins that are kept.
const THREADS_MAX: usize = 12;
/// The most characters of Microsoft's own words for a code.
const REASON_CHARS_MAX: usize = 160;

const SIGN_INS: &str = "GET /auditLogs/signIns";

/// 50058: no session for a silent sign-in. 50140: "keep me signed in?". Both are steps of a sign-in that goes on, so
/// they count neither as failures nor as successes. These and the next codes are from
/// <https://learn.microsoft.com/entra/identity-platform/reference-error-codes>.
const INTERRUPTS: &[u32] = &[50058, 50140];
const SUCCESS: u32 = 0;
/// The account is locked, or the attempt refused, for one of three reasons that share the code.
const LOCKED: u32 = 50053;
/// The second factor failed or was denied by its owner.
const STRONG_AUTHENTICATION_FAILED: u32 = 500_121;

/// Parts of the words for a lock. Nothing else distinguishes the reasons.
const MALICIOUS: &str = "malicious";
const TOO_MANY_TIMES: &str = "too many times";
const BUILT_IN_PROTECTIONS: &str = "built-in protections";
/// Parts of the words for a second factor that its owner denied: `MFA denied; user declined the authentication`, `MFA
/// denied; phone app reported fraud`. A prompt that was not answered begins in the same way, `MFA denied; user did not
/// respond`, so only what follows the `;` counts
/// (<https://github.com/Azure/Azure-Sentinel/blob/master/Solutions/Microsoft%20Entra%20ID/Analytic%20Rules/ExplicitMFADeny.yaml>).
const DENIED: &[&str] = &["denied", "declined", "fraud"];
/// Parts of the words of today for a second factor that was not given, whatever the reason: `The user didn't complete the MFA prompt.
/// They may have decided not to authenticate, timed out while doing other work, or has an issue with their authentication setup.`
const NOT_COMPLETED: &[&str] = &["complete the mfa prompt", "decided not to authenticate"];
/// Parts of the words for a second factor that was given at that moment: `MFA completed in Azure AD`, `MFA successfully completed`.
/// One that the device remembered is `MFA requirement satisfied by claim in the token`.
const SECOND_FACTOR_GIVEN: &str = "completed";

/// The values of `riskState` and of `riskLevelDuringSignIn` that say that a sign-in was a risk.
/// <https://learn.microsoft.com/graph/api/resources/signin>
const RISK_STATES: &[&str] = &["atRisk", "confirmedCompromised"];
const RISK_LEVELS: &[&str] = &["medium", "high"];

/// The latest sign-ins of an account.
pub(super) struct SignInLog {
    /// Those that failed, newest first.
    pub failed: Vec<FailedSignIn>,
    /// Those that succeeded, by country, the latest first.
    pub successful_sign_ins: Vec<SuccessfulSignIns>,
    /// The same by thread: those of threads in which something failed first, then the latest.
    pub successful_threads: Vec<SuccessfulThread>,
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
        let (succeeded, others): (Vec<_>, Vec<_>) = sign_ins.into_iter().partition(SignInRecord::is_success);
        let failed: Vec<FailedSignIn> =
            others.into_iter().filter(SignInRecord::is_failure).map(SignInRecord::failed).collect();
        let successful_sign_ins = successful_sign_ins(succeeded.iter());
        let successful_threads = successful_threads(&succeeded, &failed);
        Self { failed, successful_sign_ins, successful_threads, older, policies }
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

/// Groups sign-ins, which are newest first, by thread.
fn successful_threads(sign_ins: &[SignInRecord], failed: &[FailedSignIn]) -> Vec<SuccessfulThread> {
    let mut threads: Vec<SuccessfulThread> = Vec::new();
    for sign_in in sign_ins {
        let thread = sign_in.thread();
        let second_factor_at = sign_in.gives_second_factor().then_some(sign_in.created_date_time);
        match threads.iter_mut().find(|known| known.thread == thread || known.thread.is_same(&thread)) {
            Some(known) => known.second_factor_at = known.second_factor_at.or(second_factor_at),
            None => threads.push(SuccessfulThread { thread, last_at: sign_in.created_date_time, second_factor_at }),
        }
    }
    // These decide what is over.
    let failed_too = |one: &SuccessfulThread| failed.iter().any(|failure| failure.thread().is_same(&one.thread));
    threads.sort_by_key(|one| (!failed_too(one), Reverse(one.last_at)));
    threads.truncate(THREADS_MAX);
    threads
}

/// Returns true if a sign-in with this code was stopped by Conditional Access or by security defaults.
const fn is_by_policy(code: u32) -> bool {
    matches!(code, 50131 | 53000..=53003 | 530_035)
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
    conditional_access_status: Option<String>,
    device_detail: Option<DeviceDetail>,
    risk_state: Option<String>,
    risk_level_during_sign_in: Option<String>,
    /// Left out if the application lacks the permission.
    applied_conditional_access_policies: Option<Vec<AppliedPolicy>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct SignInLocation {
    city: Option<String>,
    country_or_region: Option<String>,
}

/// <https://learn.microsoft.com/graph/api/resources/devicedetail>. The texts are empty for what is not known.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct DeviceDetail {
    display_name: Option<String>,
    operating_system: Option<String>,
    browser: Option<String>,
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
    enforced_grant_controls: Option<Vec<String>>,
}

impl AppliedPolicy {
    fn has_refused(&self) -> bool {
        self.result.as_deref() == Some("failure")
    }
}

impl SignInRecord {
    fn code(&self) -> Option<u32> {
        self.status.as_ref().and_then(|status| status.error_code)
    }

    fn is_code(&self, code: u32) -> bool {
        self.code() == Some(code)
    }

    /// Returns true if Conditional Access refused it. The code can be 0 all the same.
    fn is_refused_by_policy(&self) -> bool {
        self.conditional_access_status.as_deref() == Some("failure")
    }

    fn is_success(&self) -> bool {
        self.is_code(SUCCESS) && !self.is_refused_by_policy()
    }

    /// Returns true if it failed. A record without a code that nothing refused says neither that it failed nor that it succeeded.
    fn is_failure(&self) -> bool {
        let is_interrupt = self.code().is_some_and(|code| INTERRUPTS.contains(&code));
        let has_failed = self.code().is_some_and(|code| code != SUCCESS) || self.is_refused_by_policy();
        has_failed && !is_interrupt
    }

    fn details(&self) -> String {
        let details = self.status.as_ref().and_then(|status| status.additional_details.as_deref());
        details.unwrap_or_default().to_lowercase()
    }

    fn gives_second_factor(&self) -> bool {
        self.details().contains(SECOND_FACTOR_GIVEN)
    }

    fn thread(&self) -> SignInThread {
        let city = self.location.as_ref().and_then(|location| location.city.clone());
        SignInThread {
            device: self.device(),
            application: filled(self.app_display_name.clone()),
            client: filled(self.client_app_used.clone()),
            city: filled(city),
            country: self.country(),
            address: filled(self.ip_address.clone()),
        }
    }

    fn device(&self) -> SignInDevice {
        let Some(detail) = &self.device_detail else { return SignInDevice::default() };
        SignInDevice {
            name: filled(detail.display_name.clone()),
            system: filled(detail.operating_system.clone()),
            browser: filled(detail.browser.clone()),
        }
    }

    fn country(&self) -> Option<String> {
        filled(self.location.as_ref().and_then(|location| location.country_or_region.clone()))
    }

    fn hides_policies(&self) -> bool {
        let code = self.code().unwrap_or(SUCCESS);
        let is_stopped = is_by_policy(code) || self.is_refused_by_policy() && meaning(code).is_none();
        is_stopped && self.applied_conditional_access_policies.is_none()
    }

    /// Returns the reason for a lock; `None` if the sign-in did not fail for one, or if the words for it are unknown.
    fn lock(&self) -> Option<LockReason> {
        let reason = self.status.as_ref().filter(|_| self.is_code(LOCKED))?.failure_reason.as_ref()?.to_lowercase();
        let known = [
            (MALICIOUS, LockReason::HostileAddress),
            (TOO_MANY_TIMES, LockReason::TooManyTries),
            (BUILT_IN_PROTECTIONS, LockReason::HighRisk),
        ];
        known.into_iter().find(|(words, _)| reason.contains(words)).map(|(_, lock)| lock)
    }

    /// Returns true if the owner of the second factor denied it.
    fn is_denied(&self) -> bool {
        let details = self.details();
        let reason = details.split_once(';').map_or(details.as_str(), |(_, reason)| reason);
        self.is_code(STRONG_AUTHENTICATION_FAILED) && DENIED.iter().any(|word| reason.contains(word))
    }

    /// Returns true if the second factor was not given, and the words leave open why not.
    fn is_prompt_unclear(&self) -> bool {
        let details = self.details();
        self.is_code(STRONG_AUTHENTICATION_FAILED) && NOT_COMPLETED.iter().any(|words| details.contains(words))
    }

    fn is_at_risk(&self) -> bool {
        let is_one_of =
            |text: &Option<String>, words: &[&str]| text.as_deref().is_some_and(|text| words.contains(&text));
        is_one_of(&self.risk_state, RISK_STATES) || is_one_of(&self.risk_level_during_sign_in, RISK_LEVELS)
    }

    /// Returns Microsoft's own words for a code that Grendel does not know. `Other.` is what stands there when there are none.
    fn reason(&self) -> Option<String> {
        let status = self.status.as_ref()?;
        let code = status.error_code.filter(|code| *code != SUCCESS && meaning(*code).is_none())?;
        let own = filled(status.failure_reason.clone()).filter(|reason| !reason.starts_with("Other"));
        let words = own.or_else(|| filled(status.additional_details.clone()));
        words.filter(|words| !words.contains(&code.to_string())).map(|words| cut(&words, REASON_CHARS_MAX))
    }

    fn failed(self) -> FailedSignIn {
        let SignInThread { device, application, client, city, country, address } = self.thread();
        let policies = self.applied_conditional_access_policies.iter().flatten();
        let stopped: Vec<&AppliedPolicy> = policies.filter(|policy| policy.has_refused()).collect();
        let controls = stopped.iter().flat_map(|policy| policy.enforced_grant_controls.iter().flatten());
        let demands: BTreeSet<PolicyDemand> = controls.filter_map(|control| demand(control)).collect();
        FailedSignIn {
            code: self.code().unwrap_or(SUCCESS),
            at: self.created_date_time,
            application,
            address,
            client,
            country,
            city,
            device,
            lock: self.lock(),
            denied: self.is_denied(),
            prompt_unclear: self.is_prompt_unclear(),
            policies: stopped.iter().filter_map(|policy| filled(policy.display_name.clone())).collect(),
            demands: demands.into_iter().collect(),
            refused_by_policy: self.is_refused_by_policy(),
            at_risk: self.is_at_risk(),
            reason: self.reason(),
        }
    }
}

/// Returns the demand that a grant control of a policy makes; `None` for one that Grendel has no words for.
/// <https://learn.microsoft.com/graph/api/resources/conditionalaccessgrantcontrols>
fn demand(control: &str) -> Option<PolicyDemand> {
    let known = [
        ("block", PolicyDemand::Block),
        ("mfa", PolicyDemand::SecondFactor),
        ("compliantDevice", PolicyDemand::CompliantDevice),
        ("RequireCompliantDevice", PolicyDemand::CompliantDevice),
        ("domainJoinedDevice", PolicyDemand::JoinedDevice),
        ("RequireDomainJoinedDevice", PolicyDemand::JoinedDevice),
        ("approvedApplication", PolicyDemand::ApprovedApplication),
        ("RequireApprovedApp", PolicyDemand::ApprovedApplication),
        ("RequireCompliantApp", PolicyDemand::ApprovedApplication),
        ("compliantApplication", PolicyDemand::ApprovedApplication),
        ("passwordChange", PolicyDemand::NewPassword),
    ];
    known.into_iter().find(|(word, _)| word.eq_ignore_ascii_case(control)).map(|(_, demand)| demand)
}
