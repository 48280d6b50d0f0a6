//! Tests of the device code flow.

use jiff::SignedDuration;
use serde_json::json;

use super::{TestClient, TestResponse, finish};

async fn begin(sandbox: &TestClient) -> TestResponse {
    let settings = sandbox.tenant.settings();
    let url = format!("{}/{}/oauth2/v2.0/devicecode", sandbox.tenant.address(), settings.tenant_id);
    let fields = [("client_id", settings.client_id.as_str()), ("scope", "openid profile User.Read")];
    finish(sandbox.http.post(url).form(&fields)).await
}

async fn poll(sandbox: &TestClient, begun: &TestResponse, changed: &[(&str, &str)]) -> TestResponse {
    let device_code = begun.body["device_code"].as_str().unwrap();
    let grant = "urn:ietf:params:oauth:grant-type:device_code";
    let mut fields = vec![("grant_type", grant), ("scope", ""), ("device_code", device_code)];
    fields.retain(|(name, _)| changed.iter().all(|(changed, _)| changed != name));
    fields.extend(changed);
    sandbox.ask_for_token(&fields).await
}

#[track_caller]
fn refused_with(answer: &TestResponse, status: u16, error: &str) {
    assert_eq!((answer.status.as_u16(), answer.body["error"].as_str()), (status, Some(error)), "{}", answer.body);
}

#[tokio::test]
async fn a_device_code_is_pending_until_it_is_entered() {
    let mut sandbox = TestClient::start().await;
    let begun = begin(&sandbox).await;
    let user_code = begun.ok()["user_code"].as_str().unwrap();
    assert_eq!((user_code.len(), &begun.body["expires_in"], &begun.body["interval"]), (9, &json!(900), &json!(5)));
    assert!(begun.body["message"].as_str().unwrap().contains(user_code));
    refused_with(&poll(&sandbox, &begun, &[]).await, 400, "authorization_pending");
    assert!(sandbox.tenant.enter_device_code("anna", "WRONGCODE").is_err());
    let disabled = sandbox.tenant.enter_device_code("disabled-operator", user_code).unwrap_err();
    assert!(disabled.to_string().starts_with("AADSTS50057: "), "{disabled}");
    refused_with(&poll(&sandbox, &begun, &[]).await, 400, "authorization_pending");
    sandbox.tenant.enter_device_code("anna", &user_code.to_lowercase()).unwrap();
    assert!(sandbox.tenant.enter_device_code("bram", user_code).is_err(), "a code is typed in once");
    refused_with(&poll(&sandbox, &begun, &[("client_secret", "")]).await, 401, "invalid_client");
    let answer = poll(&sandbox, &begun, &[]).await;
    assert!(answer.ok()["id_token"].is_string());
    sandbox.token = answer.body["access_token"].as_str().unwrap().to_owned();
    assert_eq!(sandbox.get("/me").await.ok()["userPrincipalName"], "anna.devries@contoso.example");
    refused_with(&poll(&sandbox, &begun, &[]).await, 400, "invalid_grant");
    sandbox.tenant.adjust(|settings| settings.allows_public_client_flows = true);
    let begun = begin(&sandbox).await;
    sandbox.tenant.enter_device_code("bram", begun.ok()["user_code"].as_str().unwrap()).unwrap();
    poll(&sandbox, &begun, &[("client_secret", "")]).await.ok();
    sandbox.save("device-code");
}

#[tokio::test]
async fn a_device_code_can_be_declined_and_expires() {
    let sandbox = TestClient::start().await;
    let begun = begin(&sandbox).await;
    sandbox.tenant.decline_device_code(begun.ok()["user_code"].as_str().unwrap()).unwrap();
    refused_with(&poll(&sandbox, &begun, &[]).await, 400, "authorization_declined");
    let begun = begin(&sandbox).await;
    sandbox.clock.advance(SignedDuration::from_mins(15));
    refused_with(&poll(&sandbox, &begun, &[]).await, 400, "expired_token");
    let user_code = begun.body["user_code"].as_str().unwrap();
    assert!(sandbox.tenant.enter_device_code("anna", user_code).is_err());
    refused_with(&poll(&sandbox, &begun, &[("device_code", "made-up")]).await, 400, "bad_verification_code");
    sandbox.save("device-code-declined");
}

#[tokio::test]
async fn the_device_login_page_accepts_a_code() {
    let sandbox = TestClient::start().await;
    let begun = begin(&sandbox).await;
    let page = begun.ok()["verification_uri"].as_str().unwrap();
    let shown = sandbox.http.get(page).send().await.unwrap().text().await.unwrap();
    assert!(shown.contains(r#"name="code""#) && shown.contains("Bram Bakker"), "{shown}");
    let bram = sandbox.tenant.account("bram").object_id;
    let form = [("code", begun.body["user_code"].as_str().unwrap()), ("account", &bram)];
    assert_eq!(sandbox.http.post(page).form(&form).send().await.unwrap().status(), 200);
    assert_eq!(sandbox.http.post(page).form(&form).send().await.unwrap().status(), 400);
    poll(&sandbox, &begun, &[]).await.ok();
}
