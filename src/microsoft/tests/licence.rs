//! Answers that say that the tenant has no licence, those that only look like them, and how far each is believed.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::super::error::{gap, inner_trouble};
use super::healthy_tenant::{healthy, stub_answering};
use super::{names, observed_by, plenty, refusal, target};
use crate::domain::account::Account;
use crate::domain::people::Risk;
use crate::domain::reading::{Cause, Topic};
use crate::microsoft::{Microsoft, MicrosoftSettings};
use crate::ports::{Tenant as _, TenantError};

const NO_PREMIUM: &str = "Authentication_RequestFromNonPremiumTenantOrB2CTenant";
const SIGN_INS: &str = "/auditLogs/signIns";
const REGISTRATION: &str = "/reports/authenticationMethods/userRegistrationDetails";

fn now() -> Timestamp {
    "2026-10-08T12:00:00Z".parse().unwrap()
}

fn error(code: &str, message: &str) -> Value {
    json!({ "error": { "code": code, "message": message } })
}

/// The target in a tenant that answers this part so many times with "no premium licence", and the number of its calls.
async fn unlicensed(part: &'static str, times: usize) -> (Account, usize) {
    let calls = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&calls);
    let stub = stub_answering(move |_, _, url| {
        let is_meant = url.starts_with(part);
        if is_meant && counted.fetch_add(1, Ordering::Relaxed) < times {
            return (403, refusal(NO_PREMIUM));
        }
        healthy(url)
    });
    let account = observed_by(&stub.await, Some(&names()), &[]).await;
    (account, calls.load(Ordering::Relaxed))
}

#[tokio::test]
async fn a_missing_premium_licence_is_believed_only_if_every_try_says_so() {
    for (part, topic) in [(SIGN_INS, Topic::SignIns), (REGISTRATION, Topic::SelfService)] {
        let (account, called) = unlicensed(part, 1).await;
        assert!(account.gaps().iter().all(|gap| gap.topic != topic), "{part}: {:?}", account.gaps());
        assert_eq!(called, 2, "{part}");
        let (account, called) = unlicensed(part, usize::MAX).await;
        let cause = account.gaps().into_iter().find(|gap| gap.topic == topic).map(|gap| gap.cause);
        assert_eq!((cause, called), (Some(Cause::NoLicence), 2), "{part}");
    }
}

#[tokio::test]
async fn once_believed_it_costs_no_more_tries() {
    let calls = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&calls);
    let stub = stub_answering(move |_, _, url| match url {
        url if url.starts_with(SIGN_INS) || url.starts_with(REGISTRATION) => {
            counted.fetch_add(1, Ordering::Relaxed);
            (403, refusal(NO_PREMIUM))
        }
        url => healthy(url),
    })
    .await;
    let client = stub.client();
    let (target, names) = (target(), names());
    let sought = crate::ports::ObserveRequest { target: &target, names: Some(&names), groups: &[] };
    for called in [4, 6] {
        Box::pin(client.observe(sought, now(), &plenty())).await.unwrap();
        assert_eq!(calls.load(Ordering::Relaxed), called);
    }
}

#[tokio::test]
async fn a_person_in_a_tenant_without_identity_protection_has_no_risk() {
    let answered = Arc::new(AtomicUsize::new(0));
    let licensed = Arc::clone(&answered);
    let stub = stub_answering(move |_, _, url| match url.starts_with("/identityProtection/") {
        true if licensed.load(Ordering::Relaxed) == 1 => (404, refusal("ResourceNotFound")),
        true => (403, error("Forbidden", "Your tenant is not licensed for this feature.")),
        false => healthy(url),
    })
    .await;
    let client = stub.client();
    let at = |seconds| now() + SignedDuration::from_secs(seconds);
    let standing = client.standing(&target(), at(0), &plenty()).await.unwrap().unwrap();
    assert_eq!(standing.risk, Risk::NotAsked);
    // Where it has answered a moment before, the same words are taken for an outage.
    answered.store(1, Ordering::Relaxed);
    let standing = client.standing(&target(), at(60), &plenty()).await.unwrap().unwrap();
    assert_eq!(standing.risk, Risk::Clear);
    answered.store(2, Ordering::Relaxed);
    let unread = client.standing(&target(), at(120), &plenty()).await.unwrap_err();
    assert!(matches!(unread, TenantError::Unavailable(_)), "{unread}");
    let standing = client.standing(&target(), at(7200), &plenty()).await.unwrap().unwrap();
    assert_eq!(standing.risk, Risk::NotAsked);
}

/// Returns the standing of a person in a tenant where Identity Protection answers this so many times, and then that the
/// person is at risk; with it the number of calls.
async fn standing_after(times: usize, answer: Value, insists: bool) -> (Result<Risk, TenantError>, usize) {
    let stub = stub_answering(move |_, nth, url| match url.starts_with("/identityProtection/") {
        true if nth <= times => (403, answer.clone()),
        true => (200, json!({ "riskState": "atRisk" })),
        false => healthy(url),
    })
    .await;
    let settings = MicrosoftSettings { identity_protection_required: insists, ..stub.settings() };
    let client = Microsoft::new(&settings).unwrap();
    let standing = client.standing(&target(), now(), &plenty()).await;
    (standing.map(|standing| standing.unwrap().risk), stub.risk_calls())
}

#[tokio::test]
async fn an_approver_at_risk_is_not_let_through_by_one_odd_answer_or_by_the_words_of_another_family() {
    let own = || error("Forbidden", "Your tenant is not licensed for this feature.");
    assert!(matches!(standing_after(1, own(), false).await, (Ok(Risk::AtRisk), 2)));
    assert!(matches!(standing_after(2, own(), false).await, (Ok(Risk::NotAsked), 2)));
    let unread = standing_after(2, own(), true).await;
    assert!(matches!(unread, (Err(TenantError::Denied(_)), 2)), "the operator insists on it: {unread:?}");
    for other in [error("AccessDenied", "Please upgrade your subscription"), error(NO_PREMIUM, "No.")] {
        let unread = standing_after(usize::MAX, other, false).await.0;
        assert!(unread.is_err(), "{unread:?}");
    }
}

/// Each family of calls has its own way to say what is missing.
#[test]
fn a_refusal_is_told_apart_by_what_it_says() {
    let nested = r#"{"errorCode":"PermissionScopeNotGranted","message":"Missing scope X.","instanceAnnotations":[]}"#;
    let page = "<!DOCTYPE html><html><body>403 Forbidden</body></html>";
    for (status, body, cause, code) in [
        (403, error("Forbidden", "Your tenant is not licensed for this feature."), Cause::NoLicence, "403 Forbidden"),
        (403, error("Forbidden", "required scopes are missing in the token."), Cause::NoPermission, "403 Forbidden"),
        (400, error("AadPremiumLicenseRequired", "P2"), Cause::NoLicence, "400 AadPremiumLicenseRequired"),
        (403, error("AccessDenied", "Please upgrade your subscription"), Cause::NoLicence, "403 AccessDenied"),
        (403, error("UnknownError", nested), Cause::NoPermission, "403 PermissionScopeNotGranted"),
        (400, error("UnknownError", nested), Cause::NoPermission, "400 PermissionScopeNotGranted"),
        (403, error("UnknownError", page), Cause::Unavailable, "403 gateway_answer"),
        (403, json!("PCFET0NUWVBFIGh0bWw+"), Cause::Unavailable, "403 gateway_answer"),
        (403, error("accessDenied", "Request Authorization failed"), Cause::PermissionOrLicence, "403 accessDenied"),
    ] {
        let status = reqwest::StatusCode::from_u16(status).unwrap();
        let trouble = inner_trouble("GET /x", status, Some(&body), None);
        assert!(!trouble.message.contains("instanceAnnotations") && !trouble.message.contains('<'), "{trouble:?}");
        let gap = gap(Topic::Risk, "X.Read.All", &super::super::error::by_status(trouble));
        assert_eq!((gap.cause, gap.code.as_str()), (cause, code), "{body}");
    }
}
