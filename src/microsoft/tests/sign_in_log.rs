//! The sign-in log.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::healthy_tenant::{healthy, stub_answering};
use super::{RecordedRequest, Reply, Stub, batch, fresh_token, observed_by, plenty, target};
use crate::domain::account::Account;
use crate::domain::compromise::possible_signs;
use crate::domain::reading::{Cause, Gap, Omission, Reading, Topic};
use crate::domain::sign_ins::{LockReason, PolicyDemand, SignInDevice, SuccessfulSignIns};
use crate::microsoft::{Microsoft, MicrosoftSettings};
use crate::ports::{ObserveRequest, Tenant as _};

/// The account in a tenant whose log has these sign-ins.
async fn logged(sign_ins: Value) -> Account {
    let stub = stub_answering(move |_, _, url| {
        if url.contains("signIns") { (200, json!({ "value": sign_ins.clone() })) } else { healthy(url) }
    })
    .await;
    observed_by(&stub, None, &[]).await
}

fn sign_in(id: u32, code: u32, reason: &str, details: Option<&str>) -> Value {
    json!({
        "id": id.to_string(), "createdDateTime": format!("2026-10-08T10:00:{id:02}Z"),
        "status": { "errorCode": code, "failureReason": reason, "additionalDetails": details },
        "appDisplayName": "Exchange Online", "clientAppUsed": "Exchange ActiveSync", "ipAddress": "192.0.2.7",
        "location": { "countryOrRegion": "NL" },
    })
}

#[tokio::test]
async fn a_failure_has_application_client_address_and_country() {
    let account = logged(json!([sign_in(1, 50126, "", None)])).await;
    let [failed] = &account.failed_sign_ins.known().unwrap()[..] else { panic!("{account:?}") };
    let text = |text: &Option<String>| text.clone().unwrap();
    let said = [&failed.application, &failed.client, &failed.address, &failed.country].map(text);
    assert_eq!(said, ["Exchange Online", "Exchange ActiveSync", "192.0.2.7", "NL"]);
}

#[tokio::test]
async fn a_lock_has_its_reason() {
    let too_many =
        "The account is locked, you've tried to sign in too many times with an incorrect user ID or password.";
    let hostile = "Sign-in was blocked because it came from an IP address with Malicious activity.";
    let protections = "Sign-in was blocked by built-in protections due to high confidence of risk.";
    let account = logged(json!([
        sign_in(5, 50053, protections, None),
        sign_in(4, 50053, too_many, None),
        sign_in(3, 50053, hostile, None),
        sign_in(2, 50053, "Something new.", None),
        sign_in(1, 50126, too_many, None),
    ]))
    .await;
    let locks: Vec<_> = account.failed_sign_ins.known().unwrap().iter().map(|failed| failed.lock).collect();
    assert_eq!(
        locks,
        [Some(LockReason::HighRisk), Some(LockReason::TooManyTries), Some(LockReason::HostileAddress), None, None]
    );
}

#[tokio::test]
async fn a_prompt_that_was_not_answered_is_not_denied() {
    let denied = [
        "MFA denied; user declined the authentication",
        "MFA Denied; Phone App Reported Fraud",
        "MFA denied; fraud code entered",
        "MFA denied",
    ];
    let not_denied = ["MFA denied; user did not respond to mobile app notification", "MFA denied; invalid code", ""];
    for (details, is_denied) in denied.map(|text| (text, true)).into_iter().chain(not_denied.map(|text| (text, false)))
    {
        let account =
            logged(json!([sign_in(2, 500_121, "", Some(details)), sign_in(1, 50074, "", Some(details))])).await;
        let said: Vec<bool> = account.failed_sign_ins.known().unwrap().iter().map(|failed| failed.denied).collect();
        assert_eq!(said, [is_denied, false], "{details}");
    }
}

/// Today's text does not say which of the two it was.
#[tokio::test]
async fn a_prompt_that_was_denied_or_timed_out_is_unclear() {
    let today = "The user didn't complete the MFA prompt. They may have decided not to authenticate, timed out while doing \
                 other work, or has an issue with their authentication setup.";
    for (code, details, is_unclear) in [
        (500_121, today, true),
        (50074, today, false),
        (500_121, "MFA denied; user declined the authentication", false),
    ] {
        let account = logged(json!([sign_in(1, code, "", Some(details))])).await;
        let failed = &account.failed_sign_ins.known().unwrap()[0];
        assert_eq!((failed.prompt_unclear, failed.denied && is_unclear), (is_unclear, false), "{code} {details}");
    }
}

#[tokio::test]
async fn a_refusal_by_conditional_access_is_a_failure_whatever_the_code() {
    let mut refused = sign_in(2, 0, "Other.", None);
    refused["conditionalAccessStatus"] = "failure".into();
    refused["appliedConditionalAccessPolicies"] = json!([
        { "displayName": "Managed", "result": "failure", "enforcedGrantControls": ["CompliantDevice", "Mfa", "new"] },
    ]);
    let mut succeeded = sign_in(1, 0, "Other.", None);
    succeeded["conditionalAccessStatus"] = "success".into();
    let account = logged(json!([refused, succeeded])).await;
    let [failed] = &account.failed_sign_ins.known().unwrap()[..] else { panic!("{account:?}") };
    assert_eq!(
        (failed.code, failed.refused_by_policy, failed.policies.as_slice()),
        (0, true, &["Managed".to_owned()][..])
    );
    assert_eq!(failed.demands, [PolicyDemand::SecondFactor, PolicyDemand::CompliantDevice]);
    assert_eq!(account.successful_sign_ins[0].count, 1);
}

#[tokio::test]
async fn a_record_without_a_code_says_neither_that_it_failed_nor_that_it_succeeded() {
    let mut nothing = sign_in(1, 0, "", None);
    for status in [Value::Null, json!({ "errorCode": null, "failureReason": null, "additionalDetails": null })] {
        nothing["status"] = status;
        let account = logged(json!([nothing.clone()])).await;
        assert_eq!((account.failed_sign_ins, account.successful_sign_ins), (Reading::Read(Vec::new()), Vec::new()));
    }
}

#[tokio::test]
async fn an_unknown_code_keeps_microsofts_own_words_and_the_risk_beside_it() {
    let mut unknown = sign_in(2, 999_999, "The thing is not allowed.", None);
    unknown["riskState"] = "atRisk".into();
    let account = logged(json!([unknown, sign_in(1, 50126, "Error validating credentials.", None)])).await;
    let [unknown, known] = &account.failed_sign_ins.known().unwrap()[..] else { panic!("{account:?}") };
    assert_eq!((unknown.reason.as_deref(), unknown.at_risk), (Some("The thing is not allowed."), true));
    assert_eq!((known.reason.as_deref(), known.at_risk), (None, false));
}

fn on_device(id: u32, code: u32, name: &str, city: &str, address: &str) -> Value {
    let mut sign_in = sign_in(id, code, "", None);
    sign_in["deviceDetail"] = json!({
        "deviceId": "", "displayName": name, "operatingSystem": "Windows10", "browser": "Edge 142.0.0", "isCompliant": null,
    });
    sign_in["location"] = json!({ "city": city, "state": null, "countryOrRegion": "NL" });
    sign_in["ipAddress"] = address.into();
    sign_in
}

#[tokio::test]
async fn successes_are_kept_by_thread_those_that_failed_too_first() {
    let mut proved = on_device(3, 0, "PHONE-1", "Utrecht", "192.0.2.7");
    proved["status"]["additionalDetails"] = "MFA completed in Azure AD".into();
    let mut claimed = on_device(8, 0, "PHONE-1", "Utrecht", "192.0.2.9");
    claimed["status"]["additionalDetails"] = "MFA requirement satisfied by claim in the token".into();
    let account = logged(json!([
        on_device(9, 53000, "LAPTOP-1", "Utrecht", "192.0.2.7"),
        claimed,
        proved,
        on_device(2, 0, "LAPTOP-1", "Utrecht", "192.0.2.8"),
        on_device(1, 0, "LAPTOP-1", "Lyon", "198.51.100.8"),
    ]))
    .await;
    let at = |second: u32| format!("2026-10-08T10:00:{second:02}Z").parse().unwrap();
    let threads = account.successful_threads.iter().map(|one| {
        let (name, city) = (one.thread.device.name.as_deref().unwrap(), one.thread.city.as_deref().unwrap());
        (name, city, one.last_at, one.second_factor_at)
    });
    let expected = [
        ("LAPTOP-1", "Utrecht", at(2), None),
        ("PHONE-1", "Utrecht", at(8), Some(at(3))),
        ("LAPTOP-1", "Lyon", at(1), None),
    ];
    assert_eq!(threads.collect::<Vec<_>>(), expected);
    let failed = &account.failed_sign_ins.known().unwrap()[0];
    let device = SignInDevice {
        name: Some("LAPTOP-1".to_owned()),
        system: Some("Windows10".to_owned()),
        browser: Some("Edge 142.0.0".to_owned()),
    };
    assert_eq!((&failed.device, failed.city.as_deref()), (&device, Some("Utrecht")));
}

#[tokio::test]
async fn a_failure_names_the_policies_that_stopped_it() {
    let mut stopped = sign_in(1, 53003, "", None);
    stopped["appliedConditionalAccessPolicies"] = json!([
        { "displayName": "Require MFA", "result": "notApplied" },
        { "displayName": "Block legacy clients", "result": "failure" },
        { "displayName": "Try out", "result": "reportOnlyFailure" },
    ]);
    let account = logged(json!([stopped])).await;
    let failed = &account.failed_sign_ins.known().unwrap()[0];
    assert_eq!((&failed.policies, account.policies), (&vec!["Block legacy clients".to_owned()], Reading::Read(())));
}

#[tokio::test]
async fn hidden_policies_are_a_gap_if_one_stopped_a_sign_in() {
    for (code, missed) in [(53003, true), (530_032, false), (50131, true), (53004, false), (50126, false), (0, false)] {
        let account = logged(json!([sign_in(1, code, "", None)])).await;
        let gaps = account.gaps();
        assert_eq!(gaps.len(), usize::from(missed), "{code}: {gaps:?}");
        if let [gap] = gaps[..] {
            let said = (gap.topic, gap.cause, gap.permission.as_str());
            assert_eq!(said, (Topic::Policies, Cause::NoPermission, "Policy.Read.All"));
        }
    }
}

#[tokio::test]
async fn arrivals_are_grouped_by_country() {
    let from = |id, country: Option<&str>, address: &str| {
        let mut sign_in = sign_in(id, 0, "", None);
        sign_in["location"] = json!({ "countryOrRegion": country });
        sign_in["ipAddress"] = json!(address);
        sign_in
    };
    let interrupted = sign_in(9, 50140, "", None);
    let account = logged(json!([
        interrupted,
        from(5, Some("NL"), "192.0.2.5"),
        from(5, Some("NL"), "192.0.2.5"),
        from(3, Some("VN"), "192.0.2.3"),
        from(2, Some(""), ""),
        from(1, Some("NL"), "192.0.2.1"),
    ]))
    .await;
    let successful_sign_ins =
        |country: Option<&str>, (first, last): (u32, u32), count, address: Option<&str>| SuccessfulSignIns {
            country: country.map(str::to_owned),
            first_at: format!("2026-10-08T10:00:{first:02}Z").parse().unwrap(),
            last_at: format!("2026-10-08T10:00:{last:02}Z").parse().unwrap(),
            count,
            address: address.map(str::to_owned),
        };
    let expected = vec![
        successful_sign_ins(Some("NL"), (1, 5), 2, Some("192.0.2.5")),
        successful_sign_ins(Some("VN"), (3, 3), 1, Some("192.0.2.3")),
        successful_sign_ins(None, (2, 2), 1, None),
    ];
    assert_eq!((account.successful_sign_ins, account.failed_sign_ins), (expected, Reading::Read(Vec::new())));
}

/// The omissions of an account whose log has one page of these records, and a next one.
async fn with_further_page(log: &'static str, records: Value) -> Account {
    let stub = stub_answering(move |_, _, url| {
        let next = format!("https://graph.microsoft.com/v1.0/auditLogs/{log}?$skiptoken=x");
        let page = json!({ "value": records.clone(), "@odata.nextLink": next });
        if url.contains(log) { (200, page) } else { healthy(url) }
    })
    .await;
    observed_by(&stub, None, &[]).await
}

/// A page of a log can be empty and not the last.
#[tokio::test]
async fn a_log_with_an_empty_page_before_others_is_not_empty() {
    for (log, topic) in [("signIns", Topic::SignIns), ("directoryAudits", Topic::Registrations)] {
        let account = with_further_page(log, json!([])).await;
        assert_eq!(account.omissions, [Omission { topic, count: 0, possible_sign: true }], "{log}");
        assert!(possible_signs(&account).contains(&topic), "{log}");
    }
}

#[tokio::test]
async fn a_log_that_goes_on_hides_a_sign_only_if_the_rest_is_recent() {
    for (at, hides) in [("2026-10-08T10:00:00Z", true), ("2026-10-02T10:00:00Z", false)] {
        let mut oldest = sign_in(1, 50126, "", None);
        oldest["createdDateTime"] = at.into();
        let account = with_further_page("signIns", json!([sign_in(2, 50126, "", None), oldest])).await;
        assert_eq!(!account.omissions.is_empty(), hides, "{at}");
    }
}

/// The failed sign-ins in the background of an account, and the paths that were asked for.
async fn in_background(background_sign_ins: bool, status: u16) -> (usize, usize) {
    let empty = |url: &str| if url.contains("/auditLogs/") { (200, json!({ "value": [] })) } else { healthy(url) };
    let stub = Stub::start(move |request: &RecordedRequest, nth| match request.call.strip_prefix("GET /v1.0") {
        _ if request.is_token() => fresh_token(nth, 3599),
        _ if request.call.starts_with("GET /beta/") && status == 200 => {
            Reply::Json(200, json!({ "value": [sign_in(1, 50126, "", None), sign_in(2, 0, "", None)] }))
        }
        _ if request.call.starts_with("GET /beta/") && status == 0 => Reply::Never,
        _ if request.call.starts_with("GET /beta/") => {
            Reply::Json(status, json!({ "error": { "code": "UnknownError" } }))
        }
        Some(url) => {
            let (status, body) = empty(url);
            Reply::Json(status, body)
        }
        None => batch(request, empty),
    })
    .await;
    let call_timeout = Duration::from_secs(5);
    let settings = MicrosoftSettings { background_sign_ins, call_timeout, ..stub.settings() };
    let client = Microsoft::new(&settings).unwrap();
    let sought = ObserveRequest { target: &target(), names: None, groups: &[] };
    let now = "2026-10-08T12:00:00Z".parse().unwrap();
    let account = Box::pin(client.observe(sought, now, &plenty())).await.unwrap();
    assert_eq!(account.gaps(), Vec::<&Gap>::new(), "no verdict needs them");
    let asked =
        stub.requests().iter().filter(|request| request.call.starts_with("GET /beta/auditLogs/signIns?")).count();
    (account.background_failures.len(), asked)
}

#[tokio::test]
async fn sign_ins_in_the_background_are_read_only_where_the_operator_wants_it_and_missed_by_nobody() {
    assert_eq!(in_background(false, 200).await, (0, 0));
    assert_eq!(in_background(true, 200).await, (1, 1));
    assert_eq!(in_background(true, 403).await, (0, 1));
    assert_eq!(in_background(true, 503).await, (0, 1));
    let started = Instant::now();
    assert_eq!(in_background(true, 0).await, (0, 1));
    assert!(started.elapsed() < Duration::from_secs(3), "no verdict waits for them");
}
