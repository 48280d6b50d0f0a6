//! Tests of a second tenant beside the first.

use std::collections::HashSet;

use super::TestClient;
use crate::tenant::TenantSettings;

/// Returns the `id` of every item.
async fn ids(sandbox: &TestClient, path: &str) -> HashSet<String> {
    sandbox.get(path).await.each("id").iter().map(|id| (*id).to_owned()).collect()
}

#[tokio::test]
async fn two_tenants_share_no_account() {
    let contoso = TestClient::start().await;
    let northwind = TestClient::with(|settings| *settings = TenantSettings::northwind()).await;
    assert_ne!(contoso.tenant.settings().tenant_id, northwind.tenant.settings().tenant_id);
    assert_ne!(contoso.tenant.settings().service_principal_id, northwind.tenant.settings().service_principal_id);
    let (here, there) = (ids(&contoso, "/users").await, ids(&northwind, "/users").await);
    assert_eq!((there.len(), here.intersection(&there).count()), (3, 0));
    assert!(here.len() > 40, "no two people of one tenant share an id either");
    let held = northwind.get("/roleManagement/directory/roleAssignments?$expand=roleDefinition").await;
    assert_eq!(held.values().len(), 3, "and no group of the first tenant among them");
    assert!(!northwind.tenant.account("niels").enabled);
    assert_eq!(northwind.enable("niels").await.status, 204);
    let niels = northwind.tenant.account("niels").object_id;
    contoso.get(&format!("/users/{niels}")).await.refused(404, "Request_ResourceNotFound");
    northwind.save("northwind");
}

#[tokio::test]
async fn the_credentials_of_one_tenant_are_refused_by_the_other() {
    let contoso = TenantSettings::default();
    let mut northwind = TestClient::with(|settings| *settings = TenantSettings::northwind()).await;
    let refused = northwind.ask_for_token(&[("client_id", &contoso.client_id)]).await;
    assert_eq!((refused.status.as_u16(), &refused.body["error_codes"][0]), (400, &700_016.into()));
    assert!(refused.body["error_description"].as_str().unwrap().contains("'Northwind'"));
    let refused = northwind.ask_for_token(&[("tenant", &contoso.tenant_id)]).await;
    assert_eq!(refused.body["error_codes"][0], 90_002);
    northwind.token = TestClient::start().await.token;
    northwind.get("/users?$top=1").await.refused(401, "InvalidAuthenticationToken");
}
