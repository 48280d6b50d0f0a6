//! Tests of methods, temporary access passes and registrations.

use jiff::SignedDuration;
use reqwest::Method;
use serde_json::{Value, json};

use super::{TestClient, TestResponse, finish};
use crate::tenant::Licence;

async fn make_pass(sandbox: &TestClient, key: &str, body: Value) -> TestResponse {
    let id = sandbox.tenant.account(key).object_id;
    let path = format!("/users/{id}/authentication/temporaryAccessPassMethods");
    finish(sandbox.call(Method::POST, &path).json(&body)).await
}

async fn methods(sandbox: &TestClient, key: &str) -> TestResponse {
    let id = sandbox.tenant.account(key).object_id;
    sandbox.get(&format!("/users/{id}/authentication/methods")).await
}

#[tokio::test]
async fn a_pass_is_returned_once_and_works_until_it_expires() {
    let sandbox = TestClient::start().await;
    let body = json!({ "lifetimeInMinutes": 60, "isUsableOnce": true });
    let made = make_pass(&sandbox, "second-factor-failing", body.clone()).await;
    assert_eq!((made.status.as_u16(), &made.body["methodUsabilityReason"]), (201, &json!("EnabledByPolicy")));
    let first = made.body["temporaryAccessPass"].as_str().unwrap();
    assert_eq!(first.len(), 8);
    assert!(sandbox.tenant.accepts_secret("second-factor-failing", first));
    let listed = methods(&sandbox, "second-factor-failing").await;
    let pass = &listed.values()[3];
    assert_eq!(pass["@odata.type"], "#microsoft.graph.temporaryAccessPassAuthenticationMethod");
    assert_eq!((&pass["temporaryAccessPass"], &pass["isUsable"]), (&Value::Null, &json!(true)));
    let again = make_pass(&sandbox, "second-factor-failing", body).await;
    let second = again.body["temporaryAccessPass"].as_str().unwrap();
    assert!(!sandbox.tenant.accepts_secret("second-factor-failing", first), "replaced");
    assert!(sandbox.tenant.accepts_secret("second-factor-failing", second));
    assert_eq!(methods(&sandbox, "second-factor-failing").await.values().len(), 4, "one at a time");
    sandbox.clock.advance(SignedDuration::from_mins(59));
    assert!(sandbox.tenant.accepts_secret("second-factor-failing", second));
    sandbox.clock.advance(SignedDuration::from_mins(2));
    assert!(!sandbox.tenant.accepts_secret("second-factor-failing", second), "over");
    let account = sandbox.tenant.account("second-factor-failing");
    let audits = sandbox.tenant.audits_of(&account.object_id);
    assert_eq!(audits[0]["activityDisplayName"], "Admin registered security info");
    assert!(sandbox.tenant.writes().iter().all(|write| write.status == 201 && write.took_effect));
    sandbox.save("methods-pass");
}

#[tokio::test]
async fn a_pass_outside_of_its_policy_is_refused() {
    let sandbox = TestClient::start().await;
    let policy = "/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/temporaryAccessPass";
    let read = sandbox.get(policy).await;
    assert_eq!((&read.ok()["state"], &read.body["maximumLifetimeInMinutes"]), (&json!("enabled"), &json!(480)));
    for lifetime in [9, 59, 481] {
        let refused = make_pass(&sandbox, "anna", json!({ "lifetimeInMinutes": lifetime })).await;
        assert!(refused.refused(400, "badRequest").contains("between 60 and 480"));
    }
    let refused = make_pass(&sandbox, "guest-not-blocked", json!({})).await;
    assert!(refused.refused(400, "badRequest").contains("external guest"));
    make_pass(&sandbox, "managed-elsewhere", json!({})).await.refused(403, "accessDenied");
    sandbox.tenant.adjust(|settings| settings.pass_policy.once_only = true);
    make_pass(&sandbox, "anna", json!({ "isUsableOnce": false })).await.refused(400, "badRequest");
    sandbox.tenant.adjust(|settings| settings.pass_policy.enabled = false);
    let refused = make_pass(&sandbox, "anna", json!({})).await;
    assert!(refused.refused(400, "badRequest").contains("UserCredentialPolicy does not allow"));
    sandbox.tenant.adjust(|settings| settings.permissions.retain(|held| held != "UserAuthMethod-TAP.ReadWrite.All"));
    make_pass(&sandbox, "anna", json!({})).await.refused(403, "accessDenied");
    sandbox.save("methods-policy");
}

#[tokio::test]
async fn methods_and_registrations_are_listed() {
    let sandbox = TestClient::start().await;
    let types = |answer: &TestResponse| -> Vec<String> {
        let names = answer.each("@odata.type").into_iter();
        names.map(|name| name.trim_start_matches("#microsoft.graph.").to_owned()).collect()
    };
    let everyday =
        ["passwordAuthenticationMethod", "microsoftAuthenticatorAuthenticationMethod", "phoneAuthenticationMethod"];
    assert_eq!(types(&methods(&sandbox, "nothing-wrong").await), everyday);
    assert_eq!(types(&methods(&sandbox, "second-factor-missing").await), everyday[..1]);
    assert_eq!(types(&methods(&sandbox, "guest-not-blocked").await), [""; 0]);
    assert_eq!(methods(&sandbox, "new-method").await.values().len(), 4);
    for (key, enabled, registered) in
        [("nothing-wrong", true, true), ("password-expired", false, true), ("password-unusable", true, false)]
    {
        let id = sandbox.tenant.account(key).object_id;
        let path = format!("/reports/authenticationMethods/userRegistrationDetails/{id}");
        let details = sandbox.get(&path).await;
        assert_eq!(details.ok()["isSsprEnabled"], enabled, "{key}");
        assert_eq!(details.body["isSsprRegistered"], registered, "{key}");
        assert_eq!(details.body["isSsprCapable"], enabled && registered, "{key}");
        sandbox.tenant.adjust(|settings| settings.licence = Licence::Free);
        sandbox.get(&path).await.refused(403, "Authentication_RequestFromNonPremiumTenantOrB2CTenant");
        sandbox.tenant.adjust(|settings| settings.licence = Licence::P1);
    }
    sandbox.tenant.adjust(|settings| settings.reports_per_ten_seconds = Some(1));
    let id = sandbox.tenant.account("anna").object_id;
    let path = format!("/reports/authenticationMethods/userRegistrationDetails/{id}");
    sandbox.get(&path).await.refused(429, "TooManyRequests");
    sandbox.tenant.adjust(|settings| settings.permissions.clear());
    methods(&sandbox, "anna").await.refused(403, "accessDenied");
    sandbox.save("methods");
}

/// A guest by type who signs in here has a password and can get a pass; a member who signs in elsewhere cannot.
#[tokio::test]
async fn where_the_person_signs_in_decides_about_passes() {
    let sandbox = TestClient::start().await;
    let refused = make_pass(&sandbox, "external-member", json!({})).await;
    assert!(refused.refused(400, "badRequest").contains("external guest"));
    assert_eq!(make_pass(&sandbox, "internal-guest", json!({})).await.status, 201);
    sandbox.save("keys-external-passes");
}
