//! The read of a target in one round trip, and the gaps where part of it fails.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
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
    let at = |text: &str| text.parse().unwrap();
    let (at, earlier) = (at("2026-10-02T00:00:00Z"), vec![at("2026-10-01T00:00:00Z")]);
    let block = Block { audit_id: "2".to_owned(), by, at, by_security: false, earlier };
    assert_eq!(account.last_block, Reading::Read(Some(block)));
    let codes: Vec<u32> = account.failed_sign_ins.known().unwrap().iter().map(|failure| failure.code).collect();
    assert_eq!(codes, [50126, 50057]);

    assert_eq!(stub.calls().len(), 2, "{:?}", stub.calls());
    let [facts] = &stub.batches_asking("accountEnabled")[..] else { panic!("{:?}", stub.calls()) };
    let [evidence] = &stub.batches_asking("/authentication/methods")[..] else { panic!("{:?}", stub.calls()) };
    // Anna has no last name to search for.
    assert_eq!((facts.len(), evidence.len()), (7, 10));
    let queries: Vec<&Value> = facts.iter().chain(evidence).collect();
    let eventual = queries.iter().filter(|request| request["headers"]["ConsistencyLevel"] == "eventual");
    assert_eq!(eventual.count(), 4);
    let batched = queries.iter().map(|request| request["url"].as_str().unwrap().to_owned());
    let logs = stub.requests().into_iter().filter(super::RecordedRequest::is_log).map(|log| log.call);
    let urls = batched.chain(logs).collect::<Vec<_>>().join("\n");
    assert!(urls.contains("activityDateTime%20ge%202026-09-08T12:00:00Z"), "{urls}");
    assert!(urls.contains("createdDateTime%20ge%202026-10-01T12:00:00Z"), "{urls}");
    let reports = urls.lines().filter(|url| url.contains("/auditLogs/") || url.starts_with("/reports/"));
    assert_eq!(reports.count(), 3, "of the five that there may be in ten seconds");
}

/// The account in a tenant in which the calls whose name contains `part` have this response.
async fn with_trouble(part: &'static str, trouble: fn() -> Reply) -> crate::domain::account::Account {
    let stub = Stub::start(move |request, nth| match request.call.strip_prefix("GET /v1.0") {
        _ if request.is_token() => super::fresh_token(nth, 3599),
        _ if request.call.contains(part) || request.is_batch() && request.body.contains(part) => trouble(),
        Some(url) => {
            let (status, body) = healthy(url);
            Reply::Json(status, body)
        }
        None => batch(request, healthy),
    })
    .await;
    let sought = ObserveRequest { target: &target(), names: Some(&names()), groups: &[] };
    let now = "2026-10-08T12:00:00Z".parse().unwrap();
    // A response that is too long is asked for again, so the pauses are left out.
    let hasty = Budget::new(100, Duration::ZERO);
    Box::pin(stub.client().observe(sought, now, &hasty)).await.unwrap()
}

/// Anybody can make a log long, and any of these can be away: that is a gap, and the account can still be contained.
#[tokio::test]
async fn no_log_and_no_evidence_keeps_an_account_from_being_observed() {
    let too_long = || Reply::With(200, Vec::new(), " ".repeat(5 << 20));
    let away = || Reply::With(503, Vec::new(), String::new());
    let evidence = [Topic::LookAlikes, Topic::Methods, Topic::SelfService, Topic::Passes, Topic::Grants];
    for (part, topics) in [
        ("/auditLogs/signIns", &[Topic::SignIns][..]),
        ("/auditLogs/directoryAudits", &[Topic::Blocks][..]),
        ("/authentication/methods", &evidence[..]),
    ] {
        for trouble in [too_long, away] {
            let account = with_trouble(part, trouble).await;
            let gaps: Vec<Topic> = account.gaps().iter().map(|gap| gap.topic).collect();
            assert_eq!((account.upn.as_str(), &gaps[..]), ("anna@contoso.com", topics), "{part}");
        }
    }
}

#[tokio::test]
async fn only_throttled_queries_are_sent_again() {
    let asked = Arc::new(Mutex::new(BTreeSet::new()));
    let stub = stub_answering(move |_, _, url| {
        let is_first = asked.lock().unwrap().insert(url.to_owned());
        match url {
            url if is_first && url.contains("ownedObjects") => (429, refusal("TooManyRequests")),
            url if is_first && url.contains("graph.administrativeUnit") => (503, Value::Null),
            url => healthy(url),
        }
    })
    .await;
    let account = observe(&stub).await;
    assert!(account.gaps().is_empty());
    let asked: Vec<usize> = stub.batches_asking("ownedObjects").iter().map(Vec::len).collect();
    assert_eq!(asked, [7, 2]);
}

#[tokio::test]
async fn a_query_that_fails_is_a_gap_with_its_cause() {
    let mut unlicensed = refusal("Forbidden");
    unlicensed["error"]["message"] = json!("Your tenant is not licensed for this feature.");
    let stub = stub_answering(move |_, _, url| match url {
        url if url.contains("signIns") => (403, unlicensed.clone()),
        url if url.contains("directoryAudits") => (429, refusal("TooManyRequests")),
        url if url.contains("directoryRole") => (403, refusal("Authorization_RequestDenied")),
        url if url.contains("ownedObjects") => (500, Value::Null),
        url => healthy(url),
    })
    .await;
    let sought = ObserveRequest { target: &target(), names: None, groups: &[] };
    // For a token and seven calls at the same time.
    let (client, poor) = (stub.client(), Budget::new(8, Duration::ZERO));
    let account = client.observe(sought, "2026-10-08T12:00:00Z".parse().unwrap(), &poor).await.unwrap();
    let gap = |topic, cause, permission: &str, code: &str, request_id: &str| Gap {
        topic,
        cause,
        permission: permission.to_owned(),
        code: code.to_owned(),
        request_id: Some(request_id.to_owned()),
    };
    let denied = "403 Authorization_RequestDenied";
    let expected = [
        gap(Topic::Roles, Cause::NoPermission, "RoleManagement.Read.Directory", denied, "inner-id"),
        gap(Topic::Groups, Cause::Unavailable, "GroupMember.Read.All", "500 no_code", "answer-id"),
        gap(Topic::Blocks, Cause::Throttled, "AuditLog.Read.All", "429 budget_spent", "inner-id"),
        gap(Topic::SignIns, Cause::NoLicence, "AuditLog.Read.All", "403 Forbidden", "inner-id"),
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

/// Roles are on this many pages, all but the last of them empty.
async fn paging(pages: usize) -> Stub {
    Stub::with_tokens(move |request, _| {
        let page: usize = request.call.split_once("skiptoken=").map_or(1, |(_, page)| page.parse().unwrap());
        // The link points to another server, which must not get a token.
        let next = page + 1;
        let next = format!("https://elsewhere.example/v1.0/roleManagement/directory/roleAssignments?$skiptoken={next}");
        let more = json!({ "value": [], "@odata.nextLink": next });
        if request.is_batch() {
            return batch(request, |url| {
                if url.contains("roleAssignments?$filter=principalId") { (200, more.clone()) } else { healthy(url) }
            });
        }
        let last = json!({ "value": [assignment(GLOBAL_ADMINISTRATOR, GLOBAL_ADMINISTRATOR, true, "/")] });
        Reply::Json(200, if page == pages { last } else { more })
    })
    .await
}

#[tokio::test]
async fn roles_are_read_to_the_last_page_or_are_a_gap() {
    let stub = paging(3).await;
    assert!(observe(&stub).await.roles.known().unwrap().contains(&role(GLOBAL_ADMINISTRATOR)));
    let second = "GET /v1.0/roleManagement/directory/roleAssignments?$skiptoken=2";
    assert!(stub.calls().iter().any(|call| call.call == second), "{:?}", stub.calls());
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
        json!({ "user": { "userPrincipalName": "Sync_DC1_0123456789ab@contoso.onmicrosoft.com" } }),
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
