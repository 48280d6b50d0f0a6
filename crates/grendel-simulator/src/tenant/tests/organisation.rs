//! Tests of the organisation, consents, deleted accounts, units, and holders of roles.

use serde_json::{Value, json};

use super::TestClient;

#[tokio::test]
async fn the_organisation_has_its_domains_and_units() {
    let sandbox = TestClient::start().await;
    let tenant = sandbox.get("/organization?$select=id,verifiedDomains").await;
    assert_eq!(tenant.each("id"), [sandbox.tenant.settings().tenant_id]);
    let domains = tenant.values()[0]["verifiedDomains"].as_array().unwrap();
    let names: Vec<&str> = domains.iter().map(|domain| domain["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["contoso.onmicrosoft.com", "contoso.example", "contoso-labs.example"]);
    let units = sandbox.get("/directory/administrativeUnits?$select=id,displayName,isMemberManagementRestricted").await;
    assert_eq!(units.each("displayName"), ["Rotterdam", "The Hague", "Management"]);
    sandbox.save("organisation");
    sandbox.tenant.adjust(|settings| settings.permissions.clear());
    sandbox.get("/organization").await.refused(403, "Authorization_RequestDenied");
    sandbox.get("/directory/administrativeUnits").await.refused(403, "Authorization_RequestDenied");
}

#[tokio::test]
async fn consents_need_a_permission_that_is_not_granted_by_default() {
    let sandbox = TestClient::start().await;
    let id = sandbox.tenant.account("consented-app").object_id;
    let path = format!("/users/{id}/oauth2PermissionGrants");
    sandbox.get(&path).await.refused(403, "Authorization_RequestDenied");
    sandbox.tenant.adjust(|settings| settings.permissions.push("Directory.Read.All".to_owned()));
    let consents = sandbox.get(&path).await;
    assert_eq!(consents.each("scope"), ["Mail.Read offline_access"]);
    assert_eq!(consents.each("principalId"), [id]);
    sandbox.save("organisation-consents");
}

#[tokio::test]
async fn a_deleted_account_is_listed_among_deleted_items_only() {
    let sandbox = TestClient::start().await;
    let account = sandbox.tenant.account("account-deleted");
    let id = &account.object_id;
    sandbox.get(&format!("/users/{}", account.user_principal_name)).await.refused(404, "Request_ResourceNotFound");
    sandbox.get(&format!("/users/{id}")).await.refused(404, "Request_ResourceNotFound");
    let path = "/directory/deletedItems/microsoft.graph.user";
    let filter = format!(
        "{path}?$filter=mail eq '{}'&$select=id,userPrincipalName,deletedDateTime",
        account.user_principal_name
    );
    let found = sandbox.get(&filter).await;
    assert_eq!(found.each("id"), [id.as_str()]);
    let name = format!("{}{}", id.replace('-', ""), account.user_principal_name);
    assert_eq!(found.each("userPrincipalName"), [name.as_str()]);
    assert!(found.values()[0]["deletedDateTime"].is_string());
    let by_name = sandbox.get(&format!("{path}?$filter=userPrincipalName eq '{name}'&$select=id")).await;
    assert_eq!(by_name.each("id"), [id.as_str()]);
    assert!(sandbox.get(&format!("{path}?$filter=mail eq 'anna.devries@contoso.example'")).await.values().is_empty());
    sandbox.save("organisation-deleted");
    // The vendor's list of permissions has no row for this path, so the call is not recorded.
    let item = sandbox.get(&format!("/directory/deletedItems/{id}")).await;
    assert_eq!((&item.ok()["@odata.type"], &item.body["id"]), (&json!("#microsoft.graph.user"), &json!(id)));
    let anna = sandbox.tenant.account("anna").object_id;
    sandbox.get(&format!("/directory/deletedItems/{anna}")).await.refused(404, "Request_ResourceNotFound");
}

#[tokio::test]
async fn holders_of_a_role_are_expanded_on_request() {
    let sandbox = TestClient::start().await;
    let role = crate::tenant::roles::USER_ADMINISTRATOR.template_id;
    let path = format!("/roleManagement/directory/roleAssignments?$filter=roleDefinitionId eq '{role}'");
    let named = sandbox.get(&format!("{path}&$expand=principal")).await;
    let principal = |item: &Value| item["principal"]["displayName"].as_str().unwrap().to_owned();
    let names: Vec<String> = named.values().iter().map(principal).collect();
    assert!(names.contains(&"Anna de Vries".to_owned()) && names.contains(&"Unlockers".to_owned()), "{names:?}");
    assert!(sandbox.get(&path).await.values()[0].get("principal").is_none());
    let path =
        format!("/roleManagement/directory/roleEligibilityScheduleInstances?$filter=roleDefinitionId eq '{role}'");
    assert!(!sandbox.get(&path).await.values().is_empty());
    sandbox.save("organisation-roles");
}

#[tokio::test]
async fn all_of_these_reads_fit_in_one_batch() {
    let sandbox = TestClient::start().await;
    let id = sandbox.tenant.account("compromised").object_id;
    let urls = [
        format!("/users/{id}?$select=lastPasswordChangeDateTime,passwordPolicies"),
        format!("/users/{id}/authentication/methods"),
        format!("/reports/authenticationMethods/userRegistrationDetails/{id}"),
        format!("/identityProtection/riskyUsers/{id}"),
        "/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/temporaryAccessPass".to_owned(),
        "/organization?$select=id,verifiedDomains".to_owned(),
        "/directory/administrativeUnits?$select=id,displayName".to_owned(),
        "/directory/deletedItems/microsoft.graph.user?$filter=mail%20eq%20'x@contoso.example'".to_owned(),
    ];
    let requests =
        urls.iter().enumerate().map(|(place, url)| json!({ "id": place.to_string(), "method": "GET", "url": url }));
    let answer = sandbox.batch(requests.collect()).await;
    let responses = answer.ok()["responses"].as_array().unwrap();
    assert!(responses.iter().all(|response| response["status"] == 200), "{responses:?}");
    assert_eq!(responses.len(), urls.len());
    sandbox.save("organisation-batch");
}
