//! Tests of activated and eligible roles.

use jiff::SignedDuration;
use serde_json::{Value, json};

use super::{TestClient, TestResponse};
use crate::tenant::fixtures::UNLOCKERS;
use crate::tenant::{GroupAccess, JoinableGroup, Licence};

const USER_ADMINISTRATOR: &str = "fe930be7-5e62-47db-91af-98c3a49a38b1";

async fn instances(sandbox: &TestClient, kind: &str, key: &str) -> TestResponse {
    let id = sandbox.tenant.account(key).object_id;
    let filter = format!("$filter=principalId eq '{id}'&$expand=roleDefinition");
    sandbox.get(&format!("/roleManagement/directory/{kind}ScheduleInstances?{filter}")).await
}

async fn assignments(sandbox: &TestClient, key: &str) -> Vec<Value> {
    let id = sandbox.tenant.account(key).object_id;
    let path = format!("/roleManagement/directory/roleAssignments?$filter=principalId eq '{id}'");
    sandbox.get(&path).await.values().clone()
}

#[tokio::test]
async fn an_activated_role_ends_at_its_end_time() {
    let mut sandbox = TestClient::start().await;
    let answer = instances(&sandbox, "roleAssignment", "activated-for-an-hour").await;
    let active = &answer.values()[0];
    assert_eq!((&active["assignmentType"], &active["memberType"]), (&json!("Activated"), &json!("Direct")));
    assert_eq!((&active["directoryScopeId"], &active["roleDefinitionId"]), (&json!("/"), &json!(USER_ADMINISTRATOR)));
    assert_eq!(active["roleDefinition"]["displayName"], "User Administrator");
    let end: jiff::Timestamp = active["endDateTime"].as_str().unwrap().parse().unwrap();
    let left = end.duration_since(sandbox.clock.now());
    assert!((SignedDuration::from_mins(59)..=SignedDuration::from_mins(60)).contains(&left), "{left}");
    assert_eq!(assignments(&sandbox, "activated-for-an-hour").await.len(), 1);
    assert!(sandbox.tenant.account("activated-for-an-hour").is_privileged(sandbox.clock.now()));

    sandbox.clock.advance(left - SignedDuration::from_secs(2));
    sandbox.token = sandbox.new_token().await;
    assert_eq!(instances(&sandbox, "roleAssignment", "activated-for-an-hour").await.values().len(), 1);
    sandbox.clock.advance(SignedDuration::from_secs(3));
    assert!(instances(&sandbox, "roleAssignment", "activated-for-an-hour").await.values().is_empty());
    assert!(assignments(&sandbox, "activated-for-an-hour").await.is_empty());
    let id = sandbox.tenant.account("activated-for-an-hour").object_id;
    let roles = format!("/users/{id}/transitiveMemberOf/microsoft.graph.directoryRole?$count=true");
    assert!(sandbox.get_from_index(&roles).await.values().is_empty());
    assert!(!sandbox.tenant.account("activated-for-an-hour").is_privileged(sandbox.clock.now()));
    let eligible = instances(&sandbox, "roleEligibility", "activated-for-an-hour").await;
    assert_eq!(eligible.values().len(), 1, "it can be activated again");
    sandbox.save("pim-activation");
}

#[tokio::test]
async fn an_eligible_role_is_not_held() {
    let sandbox = TestClient::start().await;
    let eligible = instances(&sandbox, "roleEligibility", "only-eligible").await;
    assert_eq!(eligible.values()[0]["roleDefinition"]["displayName"], "User Administrator");
    assert_eq!(eligible.values()[0]["endDateTime"], json!(null));
    assert!(instances(&sandbox, "roleAssignment", "only-eligible").await.values().is_empty());
    assert!(assignments(&sandbox, "only-eligible").await.is_empty());
    let standing = instances(&sandbox, "roleAssignment", "hugo-of-one-unit").await;
    assert_eq!(standing.values()[0]["assignmentType"], "Assigned");
    assert_eq!(standing.values()[0]["endDateTime"], json!(null));
    assert!(standing.values()[0]["directoryScopeId"].as_str().unwrap().starts_with("/administrativeUnits/"));
    assert!(instances(&sandbox, "roleEligibility", "anna").await.values().is_empty());
    sandbox.tenant.change("only-eligible", |account| {
        account.eligible[0].until = Some(account.eligible[0].from + SignedDuration::from_hours(1));
    });
    assert!(instances(&sandbox, "roleEligibility", "only-eligible").await.values().is_empty());
    sandbox.save("pim-eligible");
}

const JOINABLE: &str = "/identityGovernance/privilegedAccess/group/eligibilityScheduleInstances";

async fn joinable(sandbox: &TestClient, key: &str) -> TestResponse {
    let id = sandbox.tenant.account(key).object_id;
    sandbox.get(&format!("{JOINABLE}?$filter=principalId eq '{id}'")).await
}

#[tokio::test]
async fn a_group_that_can_be_joined_is_listed_for_its_principal() {
    let sandbox = TestClient::start().await;
    assert!(joinable(&sandbox, "nothing-wrong").await.values().is_empty());
    sandbox.tenant.change("nothing-wrong", |account| {
        let (group, from) = (&UNLOCKERS, account.created);
        account.joinable_groups.push(JoinableGroup { group, access: GroupAccess::Owner, from, until: None });
        let until = Some(from + SignedDuration::from_hours(1));
        account.joinable_groups.push(JoinableGroup { group, access: GroupAccess::Member, from, until });
    });
    let answer = joinable(&sandbox, "nothing-wrong").await;
    let [listed] = &answer.values()[..] else { panic!("the other has ended") };
    assert_eq!((&listed["groupId"], &listed["accessId"]), (&json!(UNLOCKERS.id), &json!("owner")));
    assert_eq!((&listed["memberType"], &listed["endDateTime"]), (&json!("direct"), &json!(null)));
    let of_group = sandbox.get(&format!("{JOINABLE}?$filter=groupId eq '{}'", UNLOCKERS.id)).await;
    assert_eq!(of_group.values().len(), 1);
    assert!(joinable(&sandbox, "anna").await.values().is_empty());
    sandbox.save("pim-groups");
    sandbox.get(JOINABLE).await.refused(400, "Request_BadRequest");
    sandbox.get(&format!("{JOINABLE}?$filter=accessId eq 'member'")).await.refused(400, "Request_UnsupportedQuery");
    sandbox.tenant.adjust(|settings| settings.licence = Licence::P1);
    joinable(&sandbox, "anna").await.refused(400, "AadPremiumLicenseRequired");
    // A permission for directory roles does not do.
    sandbox.tenant.adjust(|settings| settings.permissions.retain(|held| !held.ends_with(".AzureADGroup")));
    joinable(&sandbox, "anna").await.refused(403, "UnknownError");
}

#[tokio::test]
async fn pim_needs_a_licence_and_a_permission() {
    let sandbox = TestClient::start().await;
    sandbox.tenant.adjust(|settings| settings.licence = Licence::P1);
    for kind in ["roleAssignment", "roleEligibility"] {
        let message = instances(&sandbox, kind, "anna").await;
        assert!(message.refused(400, "AadPremiumLicenseRequired").contains("Microsoft Entra ID P2"));
    }
    assert_eq!(assignments(&sandbox, "activated-for-an-hour").await.len(), 1, "roles themselves need no licence");
    sandbox.tenant.adjust(|settings| {
        settings.licence = Licence::P2;
        settings.permissions.retain(|held| held != "RoleManagement.Read.Directory");
    });
    let refused = instances(&sandbox, "roleAssignment", "anna").await;
    let inner: Value = serde_json::from_str(refused.refused(403, "UnknownError")).unwrap();
    assert_eq!(inner["errorCode"], "PermissionScopeNotGranted");
    instances(&sandbox, "roleEligibility", "anna").await.ok();
    sandbox.tenant.adjust(|settings| settings.permissions = vec!["RoleAssignmentSchedule.Read.Directory".to_owned()]);
    instances(&sandbox, "roleAssignment", "anna").await.ok();
    instances(&sandbox, "roleEligibility", "anna").await.refused(403, "UnknownError");
    sandbox.save("pim-refused");
    let path = "/roleManagement/directory/roleAssignmentScheduleInstances";
    sandbox.get(&format!("{path}?$expand=shoes")).await.refused(400, "BadRequest");
    sandbox.get(&format!("{path}?$filter=shoeSize eq '44'")).await.refused(400, "BadRequest");
    sandbox.get(&format!("{path}?$filter=endDateTime eq null")).await.refused(400, "Request_UnsupportedQuery");
}
