//! The read of a target in one batch, and the gaps where part of it fails.

use std::time::Duration;

use serde_json::{Value, json};

use super::healthy_tenant::{
    CUSTOM, GLOBAL_ADMINISTRATOR, HELPDESK_ADMINISTRATOR, USER_ADMINISTRATOR, assignment, audit, healthy, role,
    stub_answering,
};
use super::{Reply, Stub, batch, names, plenty, refusal, target};
use crate::domain::account::{Block, Initiator};
use crate::domain::reading::{Cause, Gap, Reading, Topic};
use crate::ports::{Budget, ObserveRequest, Tenant as _, TenantError};

async fn observe(stub: &Stub) -> crate::domain::account::Account {
    super::observed_by(stub, Some(&names()), &[]).await
}

#[tokio::test]
async fn a_diagnosis_is_one_round_trip() {
    let stub = stub_answering(|_, _, url| healthy(url)).await;
    let account = observe(&stub).await;
    assert_eq!((account.upn.as_str(), account.sign_in_enabled, account.guest), ("anna@contoso.com", false, false));
    let mut roles = vec![role(CUSTOM), role(HELPDESK_ADMINISTRATOR), role(USER_ADMINISTRATOR)];
    roles.sort();
    assert_eq!(account.roles, Reading::Read(roles));
    assert_eq!(account.role_assignable_groups, Reading::Read(vec!["Tier 0".to_owned()]));
    let by = Initiator::Person { object_id: Some(target()), upn: "bob@contoso.com".to_owned(), address: None };
    let block = Block { audit_id: "2".to_owned(), by, at: "2026-10-02T00:00:00Z".parse().unwrap(), by_security: false };
    assert_eq!(account.last_block, Reading::Read(Some(block)));
    let codes: Vec<u32> = account.failed_sign_ins.known().unwrap().iter().map(|failure| failure.code).collect();
    assert_eq!(codes, [50126, 50057]);

    let [call] = &stub.calls()[..] else { panic!("{:?}", stub.calls()) };
    let asked = call.json();
    let requests = asked["requests"].as_array().unwrap();
    // One less than a batch takes, because Anna has no last name to search for.
    assert_eq!(requests.len(), 19);
    let urls = requests.iter().map(|request| request["url"].as_str().unwrap()).collect::<Vec<_>>().join("\n");
    assert!(urls.contains("activityDateTime%20ge%202026-09-08T12:00:00Z"), "{urls}");
    assert!(urls.contains("createdDateTime%20ge%202026-10-01T12:00:00Z"), "{urls}");
    let eventual = requests.iter().filter(|request| request["headers"]["ConsistencyLevel"] == "eventual");
    assert_eq!(eventual.count(), 4);
    let reports = urls.lines().filter(|url| url.starts_with("/auditLogs/") || url.starts_with("/reports/"));
    assert_eq!(reports.count(), 3, "of the five that there may be in ten seconds");
}

#[tokio::test]
async fn only_throttled_queries_are_sent_again() {
    let stub = stub_answering(|_, nth, url| match (nth, url.contains("signIns"), url.contains("directoryAudits")) {
        (1, true, _) => (429, refusal("TooManyRequests")),
        (1, _, true) => (503, Value::Null),
        _ => healthy(url),
    })
    .await;
    let account = observe(&stub).await;
    assert!(account.gaps().is_empty());
    let asked: Vec<usize> = stub.calls().iter().map(|call| call.json()["requests"].as_array().unwrap().len()).collect();
    assert_eq!(asked, [19, 2]);
}

#[tokio::test]
async fn a_query_that_fails_is_a_gap_with_its_cause() {
    let stub = stub_answering(|_, _, url| match url {
        url if url.contains("signIns") => (403, refusal("Authentication_RequestFromNonPremiumTenantOrB2CTenant")),
        url if url.contains("directoryAudits") => (429, refusal("TooManyRequests")),
        url if url.contains("directoryRole") => (403, refusal("Authorization_RequestDenied")),
        url if url.contains("ownedObjects") => (500, Value::Null),
        url => healthy(url),
    })
    .await;
    let sought = ObserveRequest { target: &target(), names: None, groups: &[] };
    let (client, poor) = (stub.client(), Budget::new(4, Duration::ZERO));
    let account = client.observe(sought, "2026-10-08T12:00:00Z".parse().unwrap(), &poor).await.unwrap();
    let gap = |topic, cause, permission: &str, code: &str, request_id: &str| Gap {
        topic,
        cause,
        permission: permission.to_owned(),
        code: code.to_owned(),
        request_id: Some(request_id.to_owned()),
    };
    let no_licence = "403 Authentication_RequestFromNonPremiumTenantOrB2CTenant";
    let denied = "403 Authorization_RequestDenied";
    let expected = [
        gap(Topic::Roles, Cause::NoPermission, "RoleManagement.Read.Directory", denied, "inner-id"),
        gap(Topic::Groups, Cause::Unavailable, "GroupMember.Read.All", "500 no_code", "answer-id"),
        gap(Topic::Blocks, Cause::Throttled, "AuditLog.Read.All", "429 TooManyRequests", "inner-id"),
        gap(Topic::SignIns, Cause::NoLicence, "AuditLog.Read.All", no_licence, "inner-id"),
    ];
    assert_eq!(account.gaps(), expected.iter().collect::<Vec<_>>());
}

#[tokio::test]
async fn an_object_with_hidden_properties_is_a_gap() {
    let stub = stub_answering(|_, _, url| {
        if url.contains("graph.group") {
            (200, json!({ "value": [{ "id": CUSTOM, "displayName": null, "isAssignableToRole": null }] }))
        } else {
            healthy(url)
        }
    })
    .await;
    let account = observe(&stub).await;
    let Reading::Unread(gap) = account.role_assignable_groups else { panic!() };
    assert_eq!((gap.cause, gap.code.as_str()), (Cause::NoPermission, "200 properties_hidden"));
}

/// Roles are on several empty pages, up to the one at this call.
async fn paging(last_call: usize) -> Stub {
    Stub::with_tokens(move |request, nth| {
        // The link points to another server, which must not get a token.
        let next = format!("https://elsewhere.example/v1.0/roleManagement/directory/roleAssignments?$skiptoken={nth}");
        let more = json!({ "value": [], "@odata.nextLink": next });
        if request.call.ends_with("/$batch") {
            return batch(request, |url| {
                if url.contains("roleAssignments?$filter=principalId") { (200, more.clone()) } else { healthy(url) }
            });
        }
        let last = json!({ "value": [assignment(GLOBAL_ADMINISTRATOR, GLOBAL_ADMINISTRATOR, true, "/")] });
        Reply::Json(200, if nth == last_call { last } else { more })
    })
    .await
}

#[tokio::test]
async fn roles_are_read_to_the_last_page_or_are_a_gap() {
    let stub = paging(3).await;
    assert!(observe(&stub).await.roles.known().unwrap().contains(&role(GLOBAL_ADMINISTRATOR)));
    assert_eq!(stub.calls()[1].call, "GET /v1.0/roleManagement/directory/roleAssignments?$skiptoken=1");
    let Reading::Unread(gap) = observe(&paging(6).await).await.roles else { panic!() };
    assert_eq!((gap.topic, gap.code.as_str()), (Topic::Roles, "too_many_pages"));
}

#[tokio::test]
async fn no_block_on_a_first_page_of_several_is_a_gap() {
    let next = "https://graph.microsoft.com/v1.0/auditLogs/directoryAudits?$skiptoken=x";
    let stub = stub_answering(move |_, _, url| {
        if url.contains("directoryAudits") {
            (200, json!({ "value": [], "@odata.nextLink": next }))
        } else {
            healthy(url)
        }
    })
    .await;
    assert!(matches!(observe(&stub).await.last_block, Reading::Unread(_)));
    let stub =
        stub_answering(
            |_, _, url| if url.contains("directoryAudits") { (200, json!({ "value": [] })) } else { healthy(url) },
        )
        .await;
    assert_eq!(observe(&stub).await.last_block, Reading::Read(None));
}

#[tokio::test]
async fn the_sync_engine_is_recognised_by_account_and_by_application() {
    for by in [
        json!({ "user": { "userPrincipalName": "Sync_DC1_0123@contoso.onmicrosoft.com" } }),
        json!({ "user": null, "app": { "displayName": "Microsoft.Azure.SyncFabric" } }),
    ] {
        let stub = stub_answering(move |_, _, url| {
            if url.contains("directoryAudits") {
                (200, json!({ "value": [audit("1", "Update user", "2026-10-01T00:00:00Z", &by)] }))
            } else {
                healthy(url)
            }
        })
        .await;
        let block = observe(&stub).await.last_block.known().unwrap().clone().unwrap();
        assert!(matches!(block.by, Initiator::SyncEngine { .. }), "{block:?}");
    }
}

#[tokio::test]
async fn an_account_that_cannot_be_read_is_an_error() {
    let stub = stub_answering(|_, _, _| (404, refusal("Request_ResourceNotFound"))).await;
    let now = "2026-10-08T12:00:00Z".parse().unwrap();
    let sought = ObserveRequest { target: &target(), names: None, groups: &[] };
    let error = stub.client().observe(sought, now, &plenty()).await.unwrap_err();
    assert!(matches!(error, TenantError::NotFound(_)));
    assert_eq!(stub.client().standing(&target(), now, &plenty()).await, Ok(None));
}
