//! Tests of reading and finding accounts.

use serde_json::{Value, json};

use super::TestClient;
use crate::tenant::Licence;

#[tokio::test]
async fn select_returns_exactly_the_requested_properties() {
    let sandbox = TestClient::start().await;
    let account = sandbox.tenant.account("blocked-by-a-colleague");
    let answer = sandbox.get(&format!("/users/{}?$select=accountEnabled,displayName", account.object_id)).await;
    let mut body = answer.ok().clone();
    let context = body.as_object_mut().unwrap().remove("@odata.context").unwrap();
    assert!(context.as_str().unwrap().ends_with("/v1.0/$metadata#users(accountEnabled,displayName)/$entity"));
    assert_eq!(body, json!({ "accountEnabled": false, "displayName": "Hanna Visser" }));
    let answer = sandbox.get(&format!("/users/{}", account.object_id)).await;
    assert_eq!(answer.ok().as_object().unwrap().len(), 12, "eleven properties and the context");
    let answer =
        sandbox.get(&format!("/users/{}?$select=signInActivity,onPremisesSyncEnabled", account.object_id)).await;
    assert!(answer.ok()["signInActivity"]["lastSuccessfulSignInDateTime"].is_string());
    assert_eq!(answer.ok()["onPremisesSyncEnabled"], Value::Null);
    sandbox.save("users-select");
}

#[tokio::test]
async fn an_unknown_property_is_refused() {
    let sandbox = TestClient::start().await;
    let message = sandbox.get("/users?$select=id,shoeSize").await;
    assert!(message.refused(400, "BadRequest").contains("Could not find a property named 'shoeSize'"));
    sandbox.get("/users?$filter=shoeSize eq '44'").await.refused(400, "BadRequest");
    sandbox.get("/users?$skip=3").await.refused(400, "BadRequest");
    sandbox.get("/users?$top=many").await.refused(400, "BadRequest");
    sandbox.get("/users?$top=1000").await.refused(400, "Request_BadRequest");
}

#[tokio::test]
async fn names_with_special_characters_are_found() {
    let sandbox = TestClient::start().await;
    let cases = [
        ("guest", "/users/kofi.mensah_fabrikam.example%23EXT%23@contoso.onmicrosoft.com"),
        ("apostrophe", "/users/siobhan.o'brien@contoso.example"),
        ("apostrophe", "/users/siobhan.o%27brien%40contoso.example"),
        ("apostrophe", "/users('siobhan.o%27%27brien@contoso.example')"),
        ("dollar", "/users('$kassa@contoso.example')"),
        ("dollar", "/users('%24kassa%40contoso.example')"),
        ("percent", "/users/100%25thuis@contoso.example"),
        ("mail-differs", "/users/V.VanDijk@contoso.example"),
    ];
    for (key, path) in cases {
        let answer = sandbox.get(&format!("{path}?$select=id")).await;
        assert_eq!(answer.ok()["id"], sandbox.tenant.account(key).object_id, "{path}");
    }
    sandbox.save("users-keys");
}

#[tokio::test]
async fn mail_addresses_and_display_names_are_not_keys() {
    let sandbox = TestClient::start().await;
    for path in ["/users/vera@contoso.example", "/users/sales@contoso.example", "/users/nobody@contoso.example"] {
        sandbox.get(path).await.refused(404, "Request_ResourceNotFound");
    }
    sandbox.save("users-no-keys");
    sandbox.get("/users/$kassa@contoso.example").await.refused(400, "Request_BadRequest");
    sandbox.get("/users('siobhan.o'brien@contoso.example')").await.refused(400, "Request_BadRequest");
}

#[tokio::test]
async fn accounts_are_found_by_address() {
    let sandbox = TestClient::start().await;
    let cases: [(&str, &[&str]); 6] = [
        ("mail eq 'vera@contoso.example'", &["mail-differs"]),
        ("proxyAddresses/any(p:p eq 'smtp:sales@contoso.example')", &["shared-alias-first", "shared-alias-second"]),
        ("mail eq 'siobhan.o%27%27brien@contoso.example'", &["apostrophe"]),
        ("userPrincipalName eq '$kassa@contoso.example'", &["dollar"]),
        ("startswith(displayName,'Anna') or startswith(mail,'bram')", &["anna", "bram"]),
        ("id in ('nobody') or proxyAddresses/any(x:startswith(x,'smtp:vera.dev'))", &["mail-differs"]),
    ];
    for (filter, keys) in cases {
        let answer = sandbox.get(&format!("/users?$filter={filter}&$select=id&$top=10")).await;
        let wanted: Vec<String> = keys.iter().map(|key| sandbox.tenant.account(key).object_id).collect();
        assert_eq!(answer.each("id"), wanted, "{filter}");
    }
    let filter = "/users?$filter=endswith(mail,'@fabrikam.example')&$count=true";
    sandbox.get(filter).await.refused(400, "Request_UnsupportedQuery");
    let found = sandbox.get_from_index(filter).await;
    assert_eq!((found.values().len(), &found.body["@odata.count"]), (1, &json!(1)));
    let filter = "/users?$filter=contains(displayName,'nna')";
    let message = sandbox.get(filter).await;
    assert_eq!(
        message.refused(400, "Request_UnsupportedQuery"),
        "Unsupported property filter clause operator 'Contains'."
    );
    sandbox.save("users-find");
}

#[tokio::test]
async fn a_long_list_is_paged() {
    let sandbox = TestClient::start().await;
    let mut names: Vec<String> = Vec::new();
    let mut path = "/users?$select=userPrincipalName&$top=12".to_owned();
    loop {
        let answer = sandbox.get(&path).await;
        names.extend(answer.each("userPrincipalName").iter().map(|name| (*name).to_owned()));
        let Some(next) = answer.body["@odata.nextLink"].as_str() else { break };
        path = next.split_once("/v1.0").unwrap().1.to_owned();
    }
    assert_eq!(names.len(), 79);
    names.sort();
    names.dedup();
    assert_eq!(names.len(), 79);
    sandbox.save("users-pages");
}

#[tokio::test]
async fn reading_needs_a_permission() {
    let sandbox = TestClient::with(|settings| settings.permissions = vec!["User.ReadBasic.All".to_owned()]).await;
    let key = sandbox.tenant.account("anna").object_id;
    sandbox.get(&format!("/users/{key}?$select=id,displayName")).await.ok();
    sandbox.get(&format!("/users/{key}?$select=accountEnabled")).await.refused(403, "Authorization_RequestDenied");
    sandbox.get("/users").await.refused(403, "Authorization_RequestDenied");
    sandbox.tenant.adjust(|settings| {
        settings.permissions = vec!["User.Read.All".to_owned(), "AuditLog.Read.All".to_owned()];
        settings.licence = Licence::Free;
    });
    let answer = sandbox.get(&format!("/users/{key}?$select=signInActivity")).await;
    answer.refused(403, "Authentication_RequestFromNonPremiumTenantOrB2CTenant");
    sandbox.save("users-permissions");
}
