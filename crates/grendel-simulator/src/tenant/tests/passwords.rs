//! Tests of setting passwords, and of accounts that are out of reach.

use jiff::SignedDuration;
use serde_json::{Value, json};

use super::{TestClient, TestResponse};

const STRONG: &str = "Tulp-Fiets-Regen-42";

async fn set(sandbox: &TestClient, key: &str, password: &str) -> TestResponse {
    let body = json!({ "passwordProfile": { "password": password, "forceChangePasswordNextSignIn": true } });
    sandbox.patch(&sandbox.tenant.account(key), body).await
}

#[tokio::test]
async fn a_new_password_works_and_ends_a_smart_lockout() {
    let sandbox = TestClient::start().await;
    let before = sandbox.tenant.account("smart-lockout");
    assert!(!sandbox.tenant.accepts_secret("smart-lockout", &before.credentials.password), "locked out");
    assert_eq!(set(&sandbox, "smart-lockout", STRONG).await.status, 204);
    assert!(sandbox.tenant.accepts_secret("smart-lockout", STRONG));
    assert!(!sandbox.tenant.accepts_secret("smart-lockout", &before.credentials.password));
    let account = sandbox.tenant.account("smart-lockout");
    assert!(account.credentials.must_change && account.last_password_change > before.last_password_change);
    let path = format!("/users/{}?$select=lastPasswordChangeDateTime,passwordPolicies", account.object_id);
    let read = sandbox.get(&path).await;
    let changed: jiff::Timestamp = read.ok()["lastPasswordChangeDateTime"].as_str().unwrap().parse().unwrap();
    assert!(sandbox.clock.now().duration_since(changed) < SignedDuration::from_secs(10));
    assert_eq!(read.body["passwordPolicies"], Value::Null);
    let audits = sandbox.tenant.audits_of(&account.object_id);
    assert_eq!(audits[0]["activityDisplayName"], "Reset user password");
    let application = &audits[0]["initiatedBy"]["app"];
    assert_eq!(application["servicePrincipalId"], sandbox.tenant.settings().service_principal_id);
    assert_eq!(application["appId"], Value::Null);
    let writes = sandbox.tenant.writes();
    assert_eq!(writes[0].body["passwordProfile"]["password"], "(withheld)");
    sandbox.tenant.change("smart-lockout", |account| account.enabled = false);
    assert!(!sandbox.tenant.accepts_secret("smart-lockout", STRONG), "blocked");
    sandbox.save("passwords");
}

#[tokio::test]
async fn weak_passwords_are_refused() {
    let sandbox = TestClient::start().await;
    let long = format!("Aa1{}", "x".repeat(254));
    for weak in ["", "Ab1-x", "onlysmallletters", "smallletters2", "Tulp-Fiets-Régen-42", &long] {
        let refused = set(&sandbox, "password-forgotten", weak).await;
        let said = refused.refused(400, "Request_BadRequest");
        assert!(said.contains("complexity"), "{weak}: {said}");
    }
    for profile in [json!({}), json!({ "shoes": 2 }), json!({ "password": 2 }), json!("x")] {
        let account = sandbox.tenant.account("password-forgotten");
        let refused = sandbox.patch(&account, json!({ "passwordProfile": profile })).await;
        refused.refused(400, "Request_BadRequest");
    }
    assert!(sandbox.tenant.writes().iter().all(|write| !write.took_effect));
}

#[tokio::test]
async fn a_password_reset_needs_a_permission_and_a_role_that_reaches_the_target() {
    let sandbox = TestClient::start().await;
    let cases = [
        // The key, the status with User Administrator, and the status with Privileged Authentication Administrator.
        ("password-forgotten", 204, 204),
        ("anna", 204, 204),
        ("finn", 204, 204),
        ("blocked-administrator", 204, 204),
        ("chidi", 403, 204),
        ("gita", 403, 204),
        ("blocked-administrator-of-a-restricted-unit", 403, 204),
        ("member-of-a-role-assignable-group", 403, 204),
        ("owner-of-a-role-assignable-group", 403, 204),
        ("managed-elsewhere", 403, 403),
        ("synced-and-locked", 400, 400),
        ("guest-not-blocked", 400, 400),
    ];
    let roles = |held: &[&str]| {
        let held = held.iter().map(|role| (*role).to_owned()).collect();
        sandbox.tenant.adjust(|settings| settings.application_roles = held);
    };
    for (key, some, all) in cases {
        roles(&["User Administrator"]);
        assert_eq!(set(&sandbox, key, STRONG).await.status, some, "{key}");
        roles(&["Privileged Authentication Administrator"]);
        assert_eq!(set(&sandbox, key, STRONG).await.status, all, "{key}");
        roles(&["Helpdesk Administrator"]);
        assert_eq!(set(&sandbox, key, STRONG).await.status, 403, "{key}");
    }
    roles(&["User Administrator"]);
    sandbox.tenant.adjust(|settings| settings.permissions.retain(|held| held != "User-PasswordProfile.ReadWrite.All"));
    set(&sandbox, "password-forgotten", STRONG).await.refused(403, "Authorization_RequestDenied");
    sandbox.save("passwords-rights");
}
