//! Tests of administrative units.

use serde_json::json;

use super::TestClient;
use crate::tenant::fixtures::{MANAGEMENT, ROTTERDAM, UNITS};

const CAST: &str = "microsoft.graph.administrativeUnit";

#[tokio::test]
async fn an_accounts_units_are_listed() {
    let sandbox = TestClient::start().await;
    let units = async |key: &str| {
        let id = sandbox.tenant.account(key).object_id;
        let select = "$select=id,displayName,isMemberManagementRestricted&$count=true";
        sandbox.get_from_index(&format!("/users/{id}/transitiveMemberOf/{CAST}?{select}")).await
    };
    let rotterdam = units("blocked-in-rotterdam").await;
    let wanted = json!([{ "id": ROTTERDAM.id, "displayName": "Rotterdam", "isMemberManagementRestricted": false }]);
    assert_eq!(rotterdam.ok()["value"], wanted);
    assert_eq!(rotterdam.body["@odata.count"], 1);
    assert_eq!(units("blocked-in-the-hague").await.each("displayName"), ["The Hague"]);
    assert_eq!(units("restricted-management").await.values()[0]["isMemberManagementRestricted"], true);
    assert!(units("blocked-by-a-colleague").await.values().is_empty());
    sandbox.tenant.adjust(|settings| settings.permissions.retain(|held| held != "AdministrativeUnit.Read.All"));
    let hidden = units("blocked-in-rotterdam").await;
    assert_eq!((&hidden.values()[0]["id"], &hidden.values()[0]["displayName"]), (&json!(ROTTERDAM.id), &json!(null)));
    sandbox.save("units-of");
}

#[tokio::test]
async fn listing_units_needs_the_index_and_a_permission() {
    let sandbox = TestClient::start().await;
    let id = sandbox.tenant.account("blocked-in-rotterdam").object_id;
    let inherited = format!("/users/{id}/transitiveMemberOf/{CAST}?$count=true");
    let direct = format!("/users/{id}/memberOf/{CAST}?$count=true");
    sandbox.get(&inherited).await.refused(400, "Request_UnsupportedQuery");
    let uncounted = sandbox.get_from_index(&format!("/users/{id}/transitiveMemberOf/{CAST}")).await;
    uncounted.refused(400, "Request_UnsupportedQuery");
    let nobody = format!("/users/nobody@contoso.example/transitiveMemberOf/{CAST}?$count=true");
    sandbox.get_from_index(&nobody).await.refused(404, "Request_ResourceNotFound");
    let message = sandbox.get_from_index(&direct).await;
    message.refused(403, "Authorization_RequestDenied");
    sandbox.tenant.adjust(|settings| settings.permissions.push("Directory.Read.All".to_owned()));
    assert_eq!(sandbox.get_from_index(&direct).await.each("displayName"), ["Rotterdam"]);
    sandbox.save("units-index");
}

#[tokio::test]
async fn a_unit_is_read_by_its_id() {
    let sandbox = TestClient::start().await;
    let path = format!("/directory/administrativeUnits/{}", MANAGEMENT.id);
    let answer = sandbox.get(&format!("{path}?$select=displayName,isMemberManagementRestricted")).await;
    assert_eq!((&answer.ok()["displayName"], answer.body.as_object().unwrap().len()), (&json!("Management"), 3));
    assert_eq!(answer.body["isMemberManagementRestricted"], true);
    assert_eq!(sandbox.get(&path).await.ok()["id"], MANAGEMENT.id);
    let unknown = "/directory/administrativeUnits/11111111-2222-4333-8444-555555555555";
    sandbox.get(unknown).await.refused(404, "Request_ResourceNotFound");
    sandbox.tenant.adjust(|settings| settings.permissions.retain(|held| held != "AdministrativeUnit.Read.All"));
    sandbox.get(&path).await.refused(403, "Authorization_RequestDenied");
    sandbox.save("units-one");
    sandbox.tenant.adjust(|settings| settings.permissions.push("AdministrativeUnit.Read.All".to_owned()));
    sandbox.get(&format!("{path}?$select=shoeSize")).await.refused(400, "BadRequest");
    sandbox.get(&format!("{path}?$expand=members")).await.refused(400, "BadRequest");
}

#[tokio::test]
async fn units_and_memberships_agree() {
    let sandbox = TestClient::start().await;
    let assignments = sandbox.get("/roleManagement/directory/roleAssignments").await;
    let scopes: Vec<&str> = assignments.each("directoryScopeId").into_iter().filter(|scope| *scope != "/").collect();
    assert_eq!(scopes.len(), 4);
    assert!(scopes.iter().all(|scope| UNITS.iter().any(|unit| unit.scope == *scope)), "{scopes:?}");
    for (key, restricted) in [("restricted-management", true), ("blocked-in-rotterdam", false), ("anna", false)] {
        let id = sandbox.tenant.account(key).object_id;
        let answer = sandbox.get(&format!("/users/{id}?$select=isManagementRestricted")).await;
        assert_eq!(answer.ok()["isManagementRestricted"], restricted, "{key}");
    }
    sandbox.tenant.change("blocked-in-rotterdam", |account| account.units.push(&MANAGEMENT));
    sandbox.enable("blocked-in-rotterdam").await.refused(403, "Authorization_RequestDenied");
    sandbox.tenant.change("blocked-in-rotterdam", |account| account.units.retain(|unit| !unit.restricted));
    assert_eq!(sandbox.enable("blocked-in-rotterdam").await.status, 204);
    sandbox.save("units-agree");
}

#[tokio::test]
async fn a_units_member_is_found_by_id() {
    let sandbox = TestClient::start().await;
    let path = |key: &str| {
        let id = sandbox.tenant.account(key).object_id;
        format!("/directory/administrativeUnits/{}/members/{id}", ROTTERDAM.id)
    };
    let member = sandbox.get(&path("blocked-in-rotterdam")).await;
    assert_eq!(member.ok()["id"], json!(sandbox.tenant.account("blocked-in-rotterdam").object_id));
    sandbox.get(&path("blocked-in-the-hague")).await.refused(404, "Request_ResourceNotFound");
    sandbox.tenant.adjust(|settings| settings.permissions.retain(|held| held != "AdministrativeUnit.Read.All"));
    sandbox.get(&path("blocked-in-rotterdam")).await.refused(403, "Authorization_RequestDenied");
    sandbox.save("member-of-a-unit");
}
