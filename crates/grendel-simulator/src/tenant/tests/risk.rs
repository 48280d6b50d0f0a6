//! Tests of Identity Protection.

use jiff::SignedDuration;
use serde_json::json;

use super::{TestClient, TestResponse};
use crate::tenant::Licence;

async fn risk_of(sandbox: &TestClient, key: &str) -> TestResponse {
    let id = sandbox.tenant.account(key).object_id;
    sandbox.get(&format!("/identityProtection/riskyUsers/{id}")).await
}

#[tokio::test]
async fn risk_is_known_of_accounts_that_were_suspected_only() {
    let sandbox = TestClient::start().await;
    let operator = risk_of(&sandbox, "risky-operator").await;
    assert_eq!((&operator.ok()["riskState"], &operator.body["riskLevel"]), (&json!("atRisk"), &json!("high")));
    assert_eq!(operator.body["id"], sandbox.tenant.account("risky-operator").object_id);
    assert_eq!(risk_of(&sandbox, "risky-and-blocked").await.ok()["riskLevel"], "medium");
    let former = risk_of(&sandbox, "formerly-risky").await;
    assert_eq!((&former.ok()["riskState"], &former.body["riskLevel"]), (&json!("dismissed"), &json!("none")));
    assert_eq!(former.body["riskDetail"], "adminDismissedAllRiskForUser");
    risk_of(&sandbox, "anna").await.refused(404, "ResourceNotFound");
    let by_name = format!("/identityProtection/riskyUsers/{}", "sanne.vos@contoso.example");
    sandbox.get(&by_name).await.refused(404, "ResourceNotFound");
    sandbox.tenant.change("risky-operator", |account| account.risk = None);
    risk_of(&sandbox, "risky-operator").await.refused(404, "ResourceNotFound");
    sandbox.save("risk");
}

#[tokio::test]
async fn risky_users_are_filtered_by_state() {
    let sandbox = TestClient::start().await;
    let path = "/identityProtection/riskyUsers";
    assert_eq!(sandbox.get(path).await.values().len(), 7);
    let found = sandbox.get(&format!("{path}?$filter=riskState eq 'atRisk'&$select=id,userPrincipalName")).await;
    assert_eq!(
        found.each("userPrincipalName"),
        [
            "sanne.vos@contoso.example",
            "tim.huisman@contoso.example",
            "jamila.saidi@contoso.example",
            "nadia.ferrara@contoso.example",
            "femke.aalbers@contoso.example",
            "petra.novotna@contoso.example",
        ]
    );
    let id = sandbox.tenant.account("formerly-risky").object_id;
    let found = sandbox.get(&format!("{path}?$filter=id eq '{id}'")).await;
    assert_eq!(found.each("riskState"), ["dismissed"]);
    sandbox.save("risk-list");
    sandbox.get(&format!("{path}?$filter=shoeSize eq '44'")).await.refused(400, "BadRequest");
    sandbox.get(&format!("{path}?$expand=history")).await.refused(400, "BadRequest");
}

#[tokio::test]
async fn risk_needs_a_licence_and_a_permission() {
    let sandbox = TestClient::start().await;
    sandbox.tenant.adjust(|settings| settings.licence = Licence::P1);
    let refused = risk_of(&sandbox, "risky-operator").await;
    assert_eq!(refused.refused(403, "Forbidden"), "Your tenant is not licensed for this feature.");
    sandbox.tenant.adjust(|settings| {
        settings.licence = Licence::P2;
        settings.permissions.retain(|held| !held.starts_with("IdentityRiskyUser."));
    });
    let refused = risk_of(&sandbox, "risky-operator").await;
    assert!(refused.refused(403, "Forbidden").contains("required scopes are missing"));
    sandbox.save("risk-refused");
}

#[tokio::test]
async fn identity_protection_has_its_own_rate_limit() {
    let sandbox = TestClient::start().await;
    for _ in 0..3 {
        risk_of(&sandbox, "risky-operator").await.ok();
    }
    sandbox.tenant.adjust(|settings| settings.identity_protection_per_second = Some(1));
    sandbox.clock.advance(SignedDuration::from_secs(2));
    risk_of(&sandbox, "risky-operator").await.ok();
    let throttled = risk_of(&sandbox, "risky-and-blocked").await;
    throttled.refused(429, "TooManyRequests");
    assert!(!throttled.headers.contains_key("retry-after"), "the service leaves it out");
    sandbox.clock.advance(SignedDuration::from_secs(2));
    risk_of(&sandbox, "risky-and-blocked").await.ok();
    sandbox.save("risk-throttled");
}
