//! The roles that a target could get by itself, through the groups that it could join.

use serde_json::{Value, json};

use super::super::eligible::{GROUPS_MAX, JOINABLE_GROUPS_PERMISSION};
use super::healthy_tenant::{
    GLOBAL_ADMINISTRATOR, GROUP, HELPDESK_ADMINISTRATOR, USER_ADMINISTRATOR, assignment, healthy, role, stub_answering,
};
use super::{names, observed_by, refusal};
use crate::domain::account::Account;
use crate::domain::people::DirectoryRole;
use crate::domain::reading::{Cause, Reading, Topic};

type Answer = (u16, Value);

const GLOBAL_READER: &str = "f2ef992c-3afb-46b9-b7cf-a126ee74c451";

/// The beginning of the addresses of the three lists.
const JOINABLE: &str = "/identityGovernance/privilegedAccess/group/eligibilityScheduleInstances?$filter=principalId";
const ACTIVATABLE: &str = "/roleManagement/directory/roleEligibilityScheduleInstances?$filter=principalId";
const ASSIGNED: &str = "/roleManagement/directory/roleAssignments?$filter=principalId";

/// The target in a tenant that gives these answers, and those of a healthy one where there is `None`.
async fn observed(answer: impl Fn(&str) -> Option<Answer> + Clone + Send + Sync + 'static) -> Account {
    let stub = stub_answering(move |_, _, url| answer(url).unwrap_or_else(|| healthy(url))).await;
    observed_by(&stub, Some(&names()), &[]).await
}

fn list(items: &Value) -> Answer {
    (200, json!({ "value": items }))
}

fn joinable(group: &str, access: &str, until: Option<&str>) -> Value {
    json!({ "groupId": group, "accessId": access, "memberType": "Direct", "endDateTime": until })
}

fn built_in(role: &str) -> Value {
    json!([assignment(role, role, true, "/")])
}

/// Returns the gap of the eligible roles: its cause, permission and code.
fn gap(account: &Account) -> (Cause, &str, &str) {
    let gap = account.eligible_roles.gap().unwrap();
    assert_eq!(gap.topic, Topic::EligibleRoles);
    (gap.cause, &gap.permission, &gap.code)
}

#[tokio::test]
async fn the_roles_of_a_group_that_the_target_could_join_are_its_own_to_take() {
    for access in ["member", "owner"] {
        let account = observed(move |url| match url {
            url if url.starts_with(JOINABLE) => Some(list(&json!([joinable(GROUP, access, None)]))),
            // The group holds one role, and could activate another.
            url if url.starts_with(ASSIGNED) && url.contains(GROUP) => Some(list(&built_in(GLOBAL_ADMINISTRATOR))),
            url if url.starts_with(ACTIVATABLE) && url.contains(GROUP) => Some(list(&built_in(GLOBAL_READER))),
            _ => None,
        });
        let mut could: Vec<DirectoryRole> = vec![role(GLOBAL_ADMINISTRATOR), role(GLOBAL_READER)];
        could.sort();
        assert_eq!(account.await.eligible_roles, Reading::Read(could), "{access}");
    }
}

#[tokio::test]
async fn a_group_that_holds_no_role_or_can_no_longer_be_joined_gives_none() {
    let none = observed(|url| match url {
        url if url.starts_with(JOINABLE) => Some(list(&json!([joinable(GROUP, "member", None)]))),
        url if url.starts_with(ASSIGNED) && url.contains(GROUP) => Some(list(&json!([]))),
        _ => None,
    });
    assert_eq!(none.await.eligible_roles, Reading::Read(vec![]));
    let ended = observed(|url| match url {
        url if url.starts_with(JOINABLE) => {
            Some(list(&json!([joinable(GROUP, "member", Some("2026-10-08T11:59:00Z"))])))
        }
        url if url.contains(GROUP) => Some((500, Value::Null)),
        _ => None,
    });
    assert_eq!(ended.await.eligible_roles, Reading::Read(vec![]));
}

#[tokio::test]
async fn groups_that_cannot_be_read_leave_the_eligible_roles_unread() {
    let account = observed(|url| match url {
        url if url.starts_with(JOINABLE) => Some((403, refusal("UnknownError"))),
        url if url.starts_with(ACTIVATABLE) => Some(list(&built_in(GLOBAL_ADMINISTRATOR))),
        _ => None,
    });
    assert_eq!(gap(&account.await), (Cause::NoPermission, JOINABLE_GROUPS_PERMISSION, "403 UnknownError"));

    let account = observed(|url| match url {
        url if url.starts_with(JOINABLE) => Some(list(&json!([joinable(GROUP, "member", None)]))),
        url if url.starts_with(ASSIGNED) && url.contains(GROUP) => Some((403, refusal("Denied"))),
        _ => None,
    });
    assert_eq!(gap(&account.await), (Cause::NoPermission, "RoleManagement.Read.Directory", "403 Denied"));

    let account = observed(|url| match url {
        url if url.starts_with(JOINABLE) => Some(list(&json!([{ "groupId": null, "accessId": "member" }]))),
        _ => None,
    });
    assert_eq!(gap(&account.await).2, "200 properties_hidden");
}

#[tokio::test]
async fn more_groups_than_are_asked_about_leave_the_eligible_roles_unread() {
    let id = |nth: usize| format!("77777777-0000-4000-8000-{nth:012}");
    let with = |count: usize| {
        let groups: Value = (0..count).map(|nth| joinable(&id(nth), "member", None)).collect();
        observed(move |url| match url {
            url if url.starts_with(JOINABLE) => Some(list(&groups)),
            url if url.starts_with(ASSIGNED) && url.contains("7777-") => Some(list(&built_in(GLOBAL_ADMINISTRATOR))),
            _ => None,
        })
    };
    assert_eq!(with(GROUPS_MAX).await.eligible_roles, Reading::Read(vec![role(GLOBAL_ADMINISTRATOR)]));
    let account = with(GROUPS_MAX + 1).await;
    assert_eq!(gap(&account), (Cause::Unavailable, "RoleManagement.Read.Directory", "too_many_groups"));
}

#[tokio::test]
async fn a_tenant_without_the_licence_has_no_groups_to_join() {
    let no_licence = || Some((400, refusal("AadPremiumLicenseRequired")));
    // The permission was not granted either, as there is no use for it.
    let without = observed(move |url| match url {
        url if url.starts_with(ACTIVATABLE) => no_licence(),
        url if url.starts_with(JOINABLE) => Some((403, refusal("UnknownError"))),
        _ => None,
    });
    assert_eq!(without.await.eligible_roles, Reading::Read(vec![]));
    let of_groups_only = observed(move |url| match url {
        url if url.starts_with(JOINABLE) => no_licence(),
        url if url.starts_with(ACTIVATABLE) => Some(list(&built_in(GLOBAL_ADMINISTRATOR))),
        _ => None,
    });
    assert_eq!(of_groups_only.await.eligible_roles, Reading::Read(vec![role(GLOBAL_ADMINISTRATOR)]));
    // What the target holds already is not named again.
    let held = observed(move |url| match url {
        url if url.starts_with(ACTIVATABLE) => Some(list(&json!([
            assignment(USER_ADMINISTRATOR, USER_ADMINISTRATOR, true, "/"),
            assignment(HELPDESK_ADMINISTRATOR, HELPDESK_ADMINISTRATOR, true, "/"),
        ]))),
        _ => None,
    });
    assert_eq!(held.await.eligible_roles, Reading::Read(vec![]));
}
