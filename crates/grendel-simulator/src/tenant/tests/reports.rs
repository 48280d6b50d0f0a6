//! Tests of sign-ins and directory audits.

use jiff::SignedDuration;

use super::{TestClient, TestResponse};
use crate::tenant::{Licence, SignInAttempt};

async fn blocks_of(sandbox: &TestClient, key: &str) -> TestResponse {
    let id = sandbox.tenant.account(key).object_id;
    let since = sandbox.clock.now() - SignedDuration::from_hours(24 * 30);
    let filter = format!(
        "activityDisplayName eq 'Disable account' and targetResources/any(t:t/id eq '{id}') and activityDateTime ge {since}"
    );
    let path = format!("/auditLogs/directoryAudits?$filter={filter}&$orderby=activityDateTime desc&$top=10");
    sandbox.get(&path).await
}

async fn error_codes(sandbox: &TestClient, key: &str) -> Vec<i64> {
    let id = sandbox.tenant.account(key).object_id;
    let since = sandbox.clock.now() - SignedDuration::from_hours(24 * 7);
    let filter = format!("userId eq '{id}' and createdDateTime ge {since}");
    let answer = sandbox.get(&format!("/auditLogs/signIns?$filter={filter}&$top=50")).await;
    answer.values().iter().map(|entry| entry["status"]["errorCode"].as_i64().unwrap()).collect()
}

#[tokio::test]
async fn the_audit_log_names_the_initiator_of_a_block() {
    let sandbox = TestClient::start().await;
    let blocked = blocks_of(&sandbox, "blocked-by-a-colleague").await;
    let entry = &blocked.values()[0];
    assert_eq!(entry["initiatedBy"]["user"]["userPrincipalName"], "chidi.okafor@contoso.example");
    assert_eq!(entry["initiatedBy"]["user"]["ipAddress"], "203.0.113.24");
    let at: jiff::Timestamp = entry["activityDateTime"].as_str().unwrap().parse().unwrap();
    let ago = sandbox.clock.now().duration_since(at);
    assert!((SignedDuration::from_mins(119)..SignedDuration::from_mins(121)).contains(&ago), "{ago}");
    let blocked = blocks_of(&sandbox, "blocked-by-a-security-app").await;
    assert_eq!(blocked.values()[0]["initiatedBy"]["app"]["displayName"], "Contoso Incident Response");
    let blocked = blocks_of(&sandbox, "blocked-by-sync").await;
    let name = blocked.values()[0]["initiatedBy"]["user"]["userPrincipalName"].as_str().unwrap();
    assert!(name.starts_with("Sync_"), "{name}");
    let id = sandbox.tenant.account("blocked-long-ago").object_id;
    let ever = sandbox.get(&format!("/auditLogs/directoryAudits?$filter=targetResources/any(t:t/id eq '{id}')")).await;
    assert!(ever.values().is_empty(), "out of retention");
    assert_eq!(sandbox.tenant.audits_of(&id).len(), 1);
    sandbox.tenant.adjust(|settings| settings.licence = Licence::Free);
    assert_eq!(blocks_of(&sandbox, "blocked-by-a-colleague").await.values().len(), 1);
    sandbox.save("reports-audits");
}

#[tokio::test]
async fn sign_ins_of_programs_in_the_background_are_in_beta_only() {
    let sandbox = TestClient::start().await;
    sandbox.tenant.record_sign_in("nothing-wrong", &SignInAttempt::new(50126, "203.0.113.24").in_background());
    assert_eq!(error_codes(&sandbox, "nothing-wrong").await, [0]);
    let id = sandbox.tenant.account("nothing-wrong").object_id;
    let of_programs = "signInEventTypes/any(t: t eq 'nonInteractiveUser')";
    // The dots lead out of `/v1.0`.
    let beta = format!("/../beta/auditLogs/signIns?$filter=userId eq '{id}' and {of_programs}");
    let answer = sandbox.get(&beta).await;
    let codes: Vec<_> = answer.values().iter().map(|entry| entry["status"]["errorCode"].as_i64().unwrap()).collect();
    assert_eq!(codes, [50126]);
    let recorded = |har: &serde_json::Value| har.to_string().contains("/beta/auditLogs/");
    assert!(!recorded(&sandbox.recorder.to_har()), "no contract describes /beta");
    assert!(recorded(&sandbox.recorder.beta_to_har().unwrap()));
}

#[tokio::test]
async fn sign_ins_are_listed_newest_first() {
    let sandbox = TestClient::start().await;
    assert_eq!(error_codes(&sandbox, "wrong-passwords").await, [50126, 50126, 50126, 50126, 0]);
    assert_eq!(error_codes(&sandbox, "smart-lockout").await, [50053, 50053, 50126, 50126, 50053, 50126, 50126]);
    assert_eq!(error_codes(&sandbox, "nothing-wrong").await, [0]);
    let all = sandbox.get("/auditLogs/signIns?$top=3").await;
    let next = all.ok()["@odata.nextLink"].as_str().unwrap().split_once("/v1.0").unwrap().1.to_owned();
    let following = sandbox.get(&next).await;
    assert_ne!(all.values()[2]["id"], following.values()[0]["id"]);
    let guest = sandbox.get("/auditLogs/signIns?$filter=userPrincipalName eq 'kofi.mensah@fabrikam.example'").await;
    assert_eq!(guest.values().len(), 1);
    sandbox.save("reports-sign-ins");
}

#[tokio::test]
async fn a_sign_in_is_in_the_log_after_the_delay() {
    let late = |settings: &mut crate::tenant::TenantSettings| settings.sign_in_delay = SignedDuration::from_mins(4);
    let sandbox = TestClient::with(late).await;
    let before = error_codes(&sandbox, "nothing-wrong").await;
    sandbox.tenant.record_sign_in("nothing-wrong", &SignInAttempt::new(50126, "203.0.113.24"));
    assert_eq!(error_codes(&sandbox, "nothing-wrong").await, before);
    let id = sandbox.tenant.account("nothing-wrong").object_id;
    let activity = format!("/users/{id}?$select=signInActivity");
    let last = sandbox.get(&activity).await.ok()["signInActivity"]["lastSignInDateTime"].clone();
    sandbox.clock.advance(SignedDuration::from_mins(5));
    assert_eq!(error_codes(&sandbox, "nothing-wrong").await, [50126, 0]);
    assert_ne!(sandbox.get(&activity).await.ok()["signInActivity"]["lastSignInDateTime"], last);
    sandbox.save("reports-delay");
}

#[tokio::test]
async fn reports_need_a_permission_and_sign_ins_a_licence() {
    let sandbox = TestClient::with(|settings| settings.licence = Licence::Free).await;
    let answer = sandbox.get("/auditLogs/signIns?$top=1").await;
    answer.refused(403, "Authentication_RequestFromNonPremiumTenantOrB2CTenant");
    sandbox.tenant.adjust(|settings| settings.permissions = vec!["User.Read.All".to_owned()]);
    sandbox.get("/auditLogs/signIns?$top=1").await.refused(403, "Authentication_MSGraphPermissionMissing");
    sandbox.get("/auditLogs/directoryAudits?$top=1").await.refused(403, "Authentication_MSGraphPermissionMissing");
    sandbox.save("reports-refused");
}

#[tokio::test]
async fn reports_share_one_rate_limit() {
    let sandbox = TestClient::with(|settings| settings.reports_per_ten_seconds = Some(5)).await;
    for path in ["/auditLogs/signIns?$top=1", "/auditLogs/directoryAudits?$top=1"].iter().cycle().take(5) {
        sandbox.get(path).await.ok();
    }
    let throttled = sandbox.get("/auditLogs/signIns?$top=1").await;
    throttled.refused(429, "TooManyRequests");
    let seconds: i64 = throttled.headers["retry-after"].to_str().unwrap().parse().unwrap();
    assert!((1..=10).contains(&seconds), "{seconds}");
    sandbox.clock.advance(SignedDuration::from_secs(seconds));
    sandbox.get("/auditLogs/signIns?$top=1").await.ok();
    sandbox.save("reports-throttled");
}

#[tokio::test]
async fn unsupported_report_queries_are_refused() {
    let sandbox = TestClient::start().await;
    let refused = [
        "/auditLogs/signIns?$filter=status/errorCode ne 0",
        "/auditLogs/signIns?$filter=isInteractive eq true",
        "/auditLogs/directoryAudits?$filter=contains(activityDisplayName,'account')",
    ];
    for path in refused {
        sandbox.get(path).await.refused(400, "Request_UnsupportedQuery");
    }
    let malformed = [
        "/auditLogs/signIns?$filter=createdDateTime ge '2026-01-01T00:00:00Z'",
        "/auditLogs/signIns?$filter=userId eq",
        "/auditLogs/directoryAudits?$orderby=result desc",
        "/auditLogs/directoryAudits?$select=id",
    ];
    for path in malformed {
        sandbox.get(path).await.refused(400, "BadRequest");
    }
    sandbox.get("/auditLogs/signIns?$top=1001").await.refused(400, "Request_BadRequest");
}
