//! The sign-in log.

use serde_json::{Value, json};

use super::healthy_tenant::{healthy, stub_answering};
use super::observed_by;
use crate::domain::account::Account;
use crate::domain::compromise::possible_signs;
use crate::domain::reading::{Cause, Omission, Reading, Topic};
use crate::domain::sign_ins::{LockReason, SuccessfulSignIns};

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
    let account = logged(json!([
        sign_in(4, 50053, too_many, None),
        sign_in(3, 50053, hostile, None),
        sign_in(2, 50053, "Something new.", None),
        sign_in(1, 50126, too_many, None),
    ]))
    .await;
    let locks: Vec<_> = account.failed_sign_ins.known().unwrap().iter().map(|failed| failed.lock).collect();
    assert_eq!(locks, [Some(LockReason::TooManyTries), Some(LockReason::HostileAddress), None, None]);
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
    for (code, missed) in [(53003, true), (530_032, true), (50131, true), (53004, false), (50126, false), (0, false)] {
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
