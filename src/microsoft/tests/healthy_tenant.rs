//! A tenant without trouble: its answer to each query of a batch.

use serde_json::{Value, json};

use super::{RecordedRequest, Reply, Stub, TARGET, batch, fresh_token, refusal, user};
use crate::domain::people::DirectoryRole;

pub(super) const USER_ADMINISTRATOR: &str = "fe930be7-5e62-47db-91af-98c3a49a38b1";
pub(super) const HELPDESK_ADMINISTRATOR: &str = "729827e3-9c14-49f7-bb1b-9608f156bbb8";
pub(super) const GLOBAL_ADMINISTRATOR: &str = "62e90394-69f5-4237-9190-012177145e10";
pub(super) const CUSTOM: &str = "33333333-0000-4000-8000-000000000003";

pub(super) const GROUP: &str = "44444444-0000-4000-8000-000000000004";
pub(super) const UNIT: &str = "55555555-0000-4000-8000-000000000005";
pub(super) const UNIT_SCOPE: &str = "/administrativeUnits/55555555-0000-4000-8000-000000000005";

pub(super) fn assignment(id: &str, template: &str, built_in: bool, scope: &str) -> Value {
    let definition = json!({ "id": id, "templateId": template, "isBuiltIn": built_in });
    json!({ "directoryScopeId": scope, "roleDefinitionId": id, "roleDefinition": definition })
}

pub(super) fn audit(id: &str, activity: &str, at: &str, by: &Value) -> Value {
    let change = json!([{ "displayName": "AccountEnabled", "oldValue": "[true]", "newValue": "[false]" }]);
    json!({
        "id": id, "correlationId": at, "activityDisplayName": activity, "activityDateTime": at, "result": "success",
        "initiatedBy": by, "targetResources": [{ "id": TARGET, "modifiedProperties": change }],
    })
}

pub(super) fn unit(id: &str, name: &str, restricted: bool) -> Value {
    // Graph writes null for false.
    json!({ "id": id, "displayName": name, "isMemberManagementRestricted": restricted.then_some(true) })
}

pub(super) fn pass_policy(state: &str, include: &[&str], exclude: &[&str]) -> Value {
    let targets = |ids: &[&str]| ids.iter().map(|id| json!({ "targetType": "group", "id": id })).collect::<Value>();
    json!({
        "id": "TemporaryAccessPass", "state": state, "defaultLifetimeInMinutes": 90,
        "includeTargets": targets(include), "excludeTargets": targets(exclude),
    })
}

/// The answer of a healthy tenant to a query.
pub(super) fn healthy(url: &str) -> (u16, Value) {
    if url.contains("userRegistrationDetails") {
        return (200, json!({ "id": TARGET, "isSsprEnabled": true, "isSsprRegistered": true }));
    }
    if url.starts_with("/policies/") {
        return (200, pass_policy("enabled", &["all_users"], &[]));
    }
    let empty = [
        "ScheduleInstances",
        "roleDefinitionId%20eq",
        "graph.administrativeUnit",
        "/users?$search",
        "/users?$filter",
        "oauth2PermissionGrants",
    ];
    let value = if empty.iter().any(|part| url.contains(part)) {
        json!([])
    } else if url.starts_with("/directory/administrativeUnits?") {
        json!([unit(UNIT, "North", false)])
    } else if url.contains("/authentication/methods") {
        json!([{ "@odata.type": "#microsoft.graph.passwordAuthenticationMethod", "createdDateTime": null }])
    } else if url.starts_with("/roleManagement/") {
        json!([
            assignment(USER_ADMINISTRATOR, USER_ADMINISTRATOR, true, UNIT_SCOPE),
            assignment(CUSTOM, GLOBAL_ADMINISTRATOR, false, "/"),
        ])
    } else if url.contains("directoryRole") {
        json!([{ "roleTemplateId": HELPDESK_ADMINISTRATOR }, { "roleTemplateId": USER_ADMINISTRATOR }])
    } else if url.contains("transitiveMemberOf/microsoft.graph.group") {
        json!([{ "id": GROUP, "displayName": "All", "isAssignableToRole": null }])
    } else if url.contains("ownedObjects") {
        json!([{ "id": CUSTOM, "displayName": "Tier 0", "isAssignableToRole": true }])
    } else if url.contains("directoryAudits") {
        let by =
            json!({ "user": { "id": TARGET, "userPrincipalName": "bob@contoso.com", "ipAddress": "" }, "app": null });
        json!([
            audit("3", "Update user", "2026-10-02T00:00:00Z", &by),
            audit("2", "Disable account", "2026-10-02T00:00:00Z", &by),
            audit("4", "Enable account", "2026-10-01T12:00:00Z", &by),
            audit("1", "Disable account", "2026-10-01T00:00:00Z", &by),
        ])
    } else if url.contains("signIns") {
        let sign_in = |id: &str, code: u32, day: u32| json!({ "id": id, "createdDateTime": format!("2026-10-0{day}T00:00:00Z"), "status": { "errorCode": code } });
        json!([
            sign_in("a", 50057, 2),
            sign_in("b", 0, 3),
            sign_in("c", 50140, 4),
            sign_in("d", 50126, 5),
            sign_in("a", 50057, 2)
        ])
    } else if url.starts_with("/identityProtection/") {
        return (404, refusal("ResourceNotFound"));
    } else {
        return (200, user());
    };
    (200, json!({ "value": value }))
}

/// A stub that issues tokens and answers each query, in a batch or alone, by `answer`.
pub(super) async fn stub_answering(
    answer: impl Fn(&RecordedRequest, usize, &str) -> (u16, Value) + Clone + Send + Sync + 'static,
) -> Stub {
    let answer = move |request: &RecordedRequest, nth| match request.call.strip_prefix("GET /v1.0") {
        _ if request.is_token() => fresh_token(nth, 3599),
        Some(url) => {
            let (status, body) = answer(request, nth, url);
            Reply::Json(status, body)
        }
        None => batch(request, |url| answer(request, nth, url)),
    };
    Stub::start(answer).await
}

pub(super) fn role(id: &str) -> DirectoryRole {
    DirectoryRole::try_from(id.to_owned()).unwrap()
}
