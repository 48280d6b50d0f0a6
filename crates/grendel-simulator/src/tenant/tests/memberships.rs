//! Tests of roles and groups.

use super::TestClient;

async fn roles_of(sandbox: &TestClient, key: &str) -> Vec<String> {
    let id = sandbox.tenant.account(key).object_id;
    let path = "transitiveMemberOf/microsoft.graph.directoryRole?$count=true&$select=id,displayName,roleTemplateId";
    let answer = sandbox.get_from_index(&format!("/users/{id}/{path}")).await;
    answer.each("displayName").iter().map(|name| (*name).to_owned()).collect()
}

#[tokio::test]
async fn direct_assignments_have_their_scope() {
    let sandbox = TestClient::start().await;
    let id = sandbox.tenant.account("hugo-of-one-unit").object_id;
    let path = "/roleManagement/directory/roleAssignments";
    let answer = sandbox.get(&format!("{path}?$filter=principalId eq '{id}'&$expand=roleDefinition")).await;
    let assignment = &answer.values()[0];
    assert_eq!(assignment["roleDefinition"]["displayName"], "User Administrator");
    assert_eq!(assignment["roleDefinitionId"], "fe930be7-5e62-47db-91af-98c3a49a38b1");
    assert!(assignment["directoryScopeId"].as_str().unwrap().starts_with("/administrativeUnits/"));
    let id = sandbox.tenant.account("ines-through-a-group").object_id;
    let answer = sandbox.get(&format!("{path}?$filter=principalId eq '{id}'")).await;
    assert!(answer.values().is_empty(), "what comes through a group is not listed under the person");
    let group = super::super::fixtures::UNLOCKERS.id;
    let answer = sandbox.get(&format!("{path}?$filter=principalId eq '{group}'")).await;
    assert_eq!(answer.each("principalId"), [group]);
    sandbox.save("roles-direct");
}

#[tokio::test]
async fn tenant_wide_roles_include_those_through_groups() {
    let sandbox = TestClient::start().await;
    assert_eq!(roles_of(&sandbox, "anna").await, ["User Administrator"]);
    assert_eq!(roles_of(&sandbox, "ines-through-a-group").await, ["User Administrator"]);
    assert_eq!(roles_of(&sandbox, "hugo-of-one-unit").await, [""; 0], "not tenant-wide");
    assert_eq!(roles_of(&sandbox, "dana").await, [""; 0]);
    sandbox.save("roles-transitive");
}

#[tokio::test]
async fn groups_say_if_they_are_role_assignable() {
    let sandbox = TestClient::start().await;
    let id = sandbox.tenant.account("ines-through-a-group").object_id;
    let select = "$select=id,displayName,isAssignableToRole";
    let member_of = format!("/users/{id}/transitiveMemberOf/microsoft.graph.group?{select}&$count=true");
    let answer = sandbox.get_from_index(&member_of).await;
    assert_eq!(answer.each("displayName"), ["Unlockers", "Everyone"]);
    assert_eq!(answer.body["@odata.count"], 2);
    assert_eq!(answer.values()[0]["isAssignableToRole"], true);
    let owner = sandbox.tenant.account("owner-of-a-role-assignable-group").object_id;
    let answer = sandbox.get(&format!("/users/{owner}/ownedObjects/microsoft.graph.group?{select}")).await;
    assert_eq!(answer.each("displayName"), ["Exchange engineers"]);
    let kept = ["User.Read.All".to_owned(), "AuditLog.Read.All".to_owned()];
    sandbox.tenant.adjust(|settings| settings.permissions = kept.to_vec());
    let answer = sandbox.get_from_index(&member_of).await;
    assert!(answer.values()[0]["displayName"].is_null(), "without its permission only ids come back");
    assert!(answer.values()[0]["id"].is_string());
    sandbox.save("groups");
}

#[tokio::test]
async fn the_index_needs_the_header_and_count() {
    let sandbox = TestClient::start().await;
    let id = sandbox.tenant.account("anna").object_id;
    let path = format!("/users/{id}/transitiveMemberOf/microsoft.graph.directoryRole");
    sandbox.get(&format!("{path}?$count=true")).await.refused(400, "Request_UnsupportedQuery");
    sandbox.get_from_index(&path).await.refused(400, "Request_UnsupportedQuery");
    let nobody = "/users/nobody@contoso.example/transitiveMemberOf/microsoft.graph.group?$count=true";
    sandbox.get_from_index(nobody).await.refused(404, "Request_ResourceNotFound");
    sandbox.tenant.adjust(|settings| settings.permissions.clear());
    sandbox.get_from_index(&format!("{path}?$count=true")).await.refused(403, "Authorization_RequestDenied");
    sandbox.get("/roleManagement/directory/roleAssignments").await.refused(403, "Authorization_RequestDenied");
    sandbox.save("roles-refused");
}
