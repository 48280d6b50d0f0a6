//! Tests of enabling sign-in and revoking sessions, and of their refusals.

use std::time::Duration;

use jiff::SignedDuration;
use serde_json::json;

use super::{CLIENT_REQUEST_ID, TestClient};
use crate::faults::Fault;
use crate::tenant::{Activity, SyncedWrites};

#[tokio::test]
async fn enabling_sign_in_is_audited_with_its_initiator() {
    let sandbox = TestClient::start().await;
    let account = sandbox.tenant.account("blocked-by-a-colleague");
    let answer = sandbox.enable("blocked-by-a-colleague").await;
    assert_eq!(answer.status, 204);
    let read = sandbox.get(&format!("/users/{}?$select=accountEnabled", account.object_id)).await;
    assert_eq!(read.ok()["accountEnabled"], true);
    let writes = sandbox.tenant.writes();
    assert_eq!(writes.len(), 1);
    assert_eq!((writes[0].method.as_str(), writes[0].status), ("PATCH", 204));
    assert_eq!(writes[0].path, format!("/v1.0/users/{}", account.object_id));
    assert_eq!(writes[0].body, json!({ "accountEnabled": true }));
    assert_eq!(writes[0].client_request_id.as_deref(), Some(CLIENT_REQUEST_ID));
    let audits = sandbox.tenant.audits_of(&account.object_id);
    assert_eq!(audits.len(), 2);
    assert_eq!(audits[1]["activityDisplayName"], "Enable account");
    assert_eq!(audits[1]["initiatedBy"]["app"]["displayName"], "Grendel");
    sandbox.save("writes-enable");
}

#[tokio::test]
async fn a_write_is_visible_after_the_replication_delay() {
    let lag = |settings: &mut crate::tenant::TenantSettings| {
        settings.replication_delay = SignedDuration::from_secs(30);
        settings.audit_delay = SignedDuration::from_mins(3);
    };
    let sandbox = TestClient::with(lag).await;
    let account = sandbox.tenant.account("blocked-by-a-colleague");
    assert_eq!(sandbox.enable("blocked-by-a-colleague").await.status, 204);
    let path = format!("/users/{}?$select=accountEnabled", account.object_id);
    let audits = format!("/auditLogs/directoryAudits?$filter=targetResources/any(t:t/id eq '{}')", account.object_id);
    assert_eq!(sandbox.get(&path).await.ok()["accountEnabled"], false);
    assert!(sandbox.tenant.read(&account.object_id).unwrap().enabled);
    sandbox.clock.advance(SignedDuration::from_secs(31));
    assert_eq!(sandbox.get(&path).await.ok()["accountEnabled"], true);
    assert_eq!(sandbox.get(&audits).await.values().len(), 1);
    sandbox.clock.advance(SignedDuration::from_mins(3));
    assert_eq!(sandbox.get(&audits).await.values().len(), 2);
    sandbox.save("writes-lag");
}

#[tokio::test]
async fn sessions_are_revoked() {
    let sandbox = TestClient::start().await;
    let before = sandbox.tenant.account("wrong-passwords").sessions_valid_from;
    let answer = sandbox.revoke("wrong-passwords").await;
    assert_eq!(answer.ok()["value"], true);
    let account = sandbox.tenant.account("wrong-passwords");
    assert!(account.sessions_valid_from > before);
    let answer = sandbox.get(&format!("/users/{}?$select=signInSessionsValidFromDateTime", account.object_id)).await;
    let seen = answer.ok()["signInSessionsValidFromDateTime"].as_str().unwrap();
    assert!(seen.ends_with('Z') && !seen.contains('.'), "{seen}");
    let audits = sandbox.tenant.audits_of(&account.object_id);
    assert_eq!(audits[0]["activityDisplayName"], "Update StsRefreshTokenValidFrom Timestamp");
    sandbox.save("writes-revoke");
}

#[tokio::test]
async fn a_synced_account_is_changed_on_premises() {
    let sandbox = TestClient::with(|settings| settings.synced_writes = SyncedWrites::Refused).await;
    let answer = sandbox.enable("blocked-by-sync").await;
    assert!(answer.refused(400, "Request_BadRequest").contains("on-premises mastered Directory Sync objects"));
    assert!(!sandbox.tenant.account("blocked-by-sync").enabled);
    let writes = sandbox.tenant.writes();
    assert_eq!((writes[0].status, writes[0].took_effect), (400, false));
    sandbox.save("writes-synced");
}

#[tokio::test]
async fn accounts_that_outrank_the_application_cannot_be_changed() {
    let sandbox = TestClient::start().await;
    let outranking = [
        "blocked-administrator",
        "blocked-global-administrator",
        "member-of-a-role-assignable-group",
        "owner-of-a-role-assignable-group",
        "restricted-management",
    ];
    for key in outranking {
        sandbox.enable(key).await.refused(403, "Authorization_RequestDenied");
        sandbox.revoke(key).await.refused(403, "Authorization_RequestDenied");
    }
    let role = "Privileged Authentication Administrator".to_owned();
    sandbox.tenant.adjust(|settings| settings.application_roles = vec![role]);
    for key in &outranking[..4] {
        assert_eq!(sandbox.enable(key).await.status, 204, "{key}");
    }
    sandbox.enable("restricted-management").await.refused(403, "Authorization_RequestDenied");
    sandbox.save("writes-outranked");
}

#[tokio::test]
async fn other_writes_are_refused() {
    let sandbox = TestClient::start().await;
    let account = sandbox.tenant.account("nothing-wrong");
    let denied = [json!({ "displayName": "X" }), json!({ "accountEnabled": true, "jobTitle": "X" })];
    for body in denied {
        sandbox.patch(&account, body).await.refused(403, "Authorization_RequestDenied");
    }
    for body in [json!({}), json!({ "accountEnabled": "yes" }), json!({ "shoeSize": 44 })] {
        sandbox.patch(&account, body).await.refused(400, "Request_BadRequest");
    }
    sandbox.tenant.adjust(|settings| settings.permissions = vec!["User.Read.All".to_owned()]);
    sandbox.enable("nothing-wrong").await.refused(403, "Authorization_RequestDenied");
    sandbox.revoke("nothing-wrong").await.refused(403, "Authorization_RequestDenied");
    assert!(sandbox.tenant.writes().iter().all(|write| !write.took_effect));
}

#[tokio::test]
async fn a_lost_answer_leaves_its_effect() {
    let sandbox = TestClient::start().await;
    let account = sandbox.tenant.account("blocked-by-a-colleague");
    for (fault, enabled) in [(Fault::LostCall, false), (Fault::LostAnswer, true)] {
        sandbox.faults.add("PATCH /v1.0/users/", 1, fault);
        let path = format!("/users/{}", account.object_id);
        let call = sandbox.call(reqwest::Method::PATCH, &path).json(&json!({ "accountEnabled": true }));
        assert!(call.timeout(Duration::from_millis(100)).send().await.unwrap_err().is_timeout());
        assert_eq!(sandbox.tenant.account("blocked-by-a-colleague").enabled, enabled);
    }
    sandbox.save("writes-lost");
}

#[tokio::test]
async fn a_change_in_the_portal_is_audited() {
    let sandbox = TestClient::start().await;
    let mut observed = sandbox.tenant.observe();
    let anna = sandbox.tenant.person("anna");
    sandbox.tenant.change_as("nothing-wrong", &anna, Activity::DisableAccount, |account| account.enabled = false);
    let account = sandbox.tenant.account("nothing-wrong");
    let filter =
        format!("activityDisplayName eq 'Disable account' and targetResources/any(t:t/id eq '{}')", account.object_id);
    let answer = sandbox.get(&format!("/auditLogs/directoryAudits?$filter={filter}")).await;
    assert_eq!(answer.values()[0]["initiatedBy"]["user"]["userPrincipalName"], "anna.devries@contoso.example");
    let call = observed.recv().await.unwrap();
    assert_eq!((call.method.as_str(), call.status, call.batched), ("GET", 200, false));
    sandbox.tenant.change("nothing-wrong", |account| account.enabled = true);
    let found = sandbox.tenant.wait_for(Duration::from_secs(1), |tenant| {
        Some(tenant.account("nothing-wrong")).filter(|account| account.enabled)
    });
    found.await.unwrap();
    let missing = sandbox.tenant.wait_for(Duration::from_millis(20), |tenant| tenant.writes().pop());
    assert!(missing.await.is_err());
    sandbox.save("writes-portal");
}
