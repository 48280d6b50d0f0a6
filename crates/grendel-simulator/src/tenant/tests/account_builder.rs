//! Tests of the past of the fixture accounts, as a client reads it.

use reqwest::Method;
use serde_json::{Value, json};

use super::{TestClient, TestResponse, finish};

async fn sign_ins(sandbox: &TestClient, key: &str) -> Vec<Value> {
    let id = sandbox.tenant.account(key).object_id;
    let answer = sandbox.get(&format!("/auditLogs/signIns?$filter=userId eq '{id}'&$top=50")).await;
    answer.values().clone()
}

async fn decide_risk(sandbox: &TestClient, decision: &str, body: Value) -> TestResponse {
    finish(sandbox.call(Method::POST, &format!("/identityProtection/riskyUsers/{decision}")).json(&body)).await
}

#[tokio::test]
async fn the_newest_sign_in_has_the_failure_reason() {
    let sandbox = TestClient::start().await;
    let newest = [
        ("sign-in-blocked-by-containment", 50057, "disabled"),
        ("smart-lockout", 50053, "too many times"),
        ("hostile-address", 50053, "malicious activity"),
        ("password-expired", 50055, "expired"),
        ("password-unusable", 50056, "null password"),
        ("password-forgotten", 50126, "invalid username or password"),
        ("second-factor-missing", 50072, "enroll"),
        ("second-factor-failing", 50074, "Strong authentication"),
        ("prompt-denied", 500_121, "strong authentication request"),
        ("blocked-by-policy", 53003, "Conditional Access"),
        ("account-at-risk", 50135, "account risk"),
        ("synced-and-locked", 50053, "too many times"),
        ("managed-elsewhere", 50126, "invalid"),
        ("guest-not-blocked", 0, "Other"),
        ("mailbox-missing", 0, "Other"),
    ];
    for (key, code, words) in newest {
        let entry = sign_ins(&sandbox, key).await[0].clone();
        assert_eq!(entry["status"]["errorCode"], code, "{key}");
        assert!(entry["status"]["failureReason"].as_str().unwrap().contains(words), "{key}");
    }
    let phone = sign_ins(&sandbox, "smart-lockout").await.pop().unwrap();
    assert_eq!(phone["clientAppUsed"], "Exchange ActiveSync");
    let denied = &sign_ins(&sandbox, "prompt-denied").await[0];
    assert_eq!(denied["status"]["additionalDetails"], "MFA denied; user declined the authentication");
    assert_eq!(denied["location"]["countryOrRegion"], "VN");
    let risky = &sign_ins(&sandbox, "compromised").await[0];
    assert_eq!((&risky["riskState"], &risky["location"]["countryOrRegion"]), (&json!("atRisk"), &json!("NG")));
    sandbox.save("keys-sign-ins");
}

#[tokio::test]
async fn policies_are_visible_with_the_permission_to_read_them() {
    let sandbox = TestClient::start().await;
    let blocked = sign_ins(&sandbox, "blocked-by-policy").await[0].clone();
    assert_eq!(blocked["conditionalAccessStatus"], "failure");
    let policies = blocked["appliedConditionalAccessPolicies"].as_array().unwrap();
    let failed = policies.iter().find(|policy| policy["result"] == "failure").unwrap();
    assert_eq!(failed["displayName"], "Block sign-in from outside Europe");
    sandbox.tenant.adjust(|settings| settings.permissions.retain(|held| held != "Policy.Read.All"));
    assert!(sign_ins(&sandbox, "blocked-by-policy").await[0].get("appliedConditionalAccessPolicies").is_none());
    sandbox.save("keys-policies");
}

#[tokio::test]
async fn the_audit_log_has_each_accounts_activities() {
    let sandbox = TestClient::start().await;
    let newest = |key: &str| sandbox.tenant.audits_of(&sandbox.tenant.account(key).object_id).pop().unwrap();
    let contained = newest("sign-in-blocked-by-containment");
    let application = &contained["initiatedBy"]["app"];
    assert_eq!(application["servicePrincipalId"], sandbox.tenant.settings().service_principal_id);
    assert_eq!(application["appId"], Value::Null);
    let added = newest("new-method");
    assert_eq!(added["activityDisplayName"], "User registered security info");
    assert_eq!(added["initiatedBy"]["user"]["userPrincipalName"], "lars.holm@contoso.example");
    assert_eq!(newest("account-deleted")["activityDisplayName"], "Delete user");
    let id = sandbox.tenant.account("new-method").object_id;
    let read = sandbox.get(&format!("/auditLogs/directoryAudits?$filter=targetResources/any(t:t/id eq '{id}')")).await;
    assert_eq!(read.each("loggedByService"), ["Authentication Methods"]);
    let id = sandbox.tenant.account("consented-app").object_id;
    let read = sandbox.get(&format!("/auditLogs/directoryAudits?$filter=initiatedBy/user/id eq '{id}'")).await;
    assert_eq!(read.each("activityDisplayName"), ["Consent to application"]);
    assert_eq!(read.values()[0]["targetResources"][0]["displayName"], "Inbox Sorter Pro");
    sandbox.save("keys-audits");
}

#[tokio::test]
async fn a_risk_is_dismissed_or_confirmed() {
    let sandbox = TestClient::start().await;
    let account = sandbox.tenant.account("account-at-risk");
    let who = json!({ "userIds": [account.object_id] });
    assert_eq!(decide_risk(&sandbox, "confirmCompromised", who.clone()).await.status, 204);
    assert_eq!(sandbox.tenant.account("account-at-risk").risk.unwrap().state, "confirmedCompromised");
    assert_eq!(decide_risk(&sandbox, "dismiss", who.clone()).await.status, 204);
    let path = format!("/identityProtection/riskyUsers/{}", account.object_id);
    let read = sandbox.get(&path).await;
    assert_eq!((&read.ok()["riskState"], &read.body["riskLevel"]), (&json!("dismissed"), &json!("none")));
    assert_eq!(sandbox.tenant.audits_of(&account.object_id).len(), 2);
    assert_eq!(sandbox.tenant.writes().iter().filter(|write| write.took_effect).count(), 2);
    sandbox.tenant.adjust(|settings| settings.identity_protection_per_second = Some(1));
    assert_eq!(decide_risk(&sandbox, "dismiss", who.clone()).await.status, 204, "a second time");
    decide_risk(&sandbox, "dismiss", who.clone()).await.refused(429, "TooManyRequests");
    sandbox.tenant.adjust(|settings| {
        settings.identity_protection_per_second = None;
        settings.permissions.retain(|held| held != "IdentityRiskyUser.ReadWrite.All");
    });
    decide_risk(&sandbox, "dismiss", who).await.refused(403, "Forbidden");
    sandbox.save("keys-risk");
    sandbox.tenant.adjust(|settings| settings.permissions.push("IdentityRiskyUser.ReadWrite.All".to_owned()));
    decide_risk(&sandbox, "dismiss", json!({ "userIds": [] })).await.refused(400, "BadRequest");
}
