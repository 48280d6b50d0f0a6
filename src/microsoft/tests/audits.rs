//! The directory audit: our own deeds, forms of records that real servers write, and earlier blocks by the same initiator.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use super::healthy_tenant::{audit, healthy, stub_answering};
use super::{Reply, Stub, TARGET, batch, observed_by};
use crate::domain::account::{Account, Block, Initiator};

/// The object id of our service principal.
const OWN: &str = "7d5e0c1e-3f0a-4c55-9c0d-2f6f3c1f8a10";
const OTHER: &str = "8f35f4e9-5c91-42db-a1f7-d77ada4cc0a2";

fn application(service_principal: &str, name: &str) -> Value {
    json!({ "user": null, "app": { "appId": null, "displayName": name, "servicePrincipalId": service_principal } })
}

fn blocked(id: &str, at: &str, by: &Value) -> Value {
    audit(id, "Disable account", at, by)
}

/// A tenant with these records. Its tokens name our service principal, or nobody can read them; `lookup` is the answer to a
/// look-up of it.
async fn tenant(records: Value, readable: bool, lookup: (u16, Value)) -> Stub {
    let claims = BASE64_URL_SAFE_NO_PAD.encode(json!({ "oid": OWN, "appid": "app-1" }).to_string());
    let token = if readable { format!("e30.{claims}.c2ln") } else { "opaque".to_owned() };
    let answer = move |url: &str| match url {
        _ if url.contains("directoryAudits") => (200, json!({ "value": records })),
        _ if url.starts_with("/servicePrincipals") => lookup.clone(),
        _ => healthy(url),
    };
    Stub::start(move |request, _| match request.call.strip_prefix("GET /v1.0") {
        _ if request.is_token() => {
            Reply::Json(200, json!({ "token_type": "Bearer", "expires_in": 3599, "access_token": token }))
        }
        Some(url) => {
            let (status, body) = answer(url);
            Reply::Json(status, body)
        }
        None => batch(request, &answer),
    })
    .await
}

fn lookups(stub: &Stub) -> usize {
    stub.requests().iter().filter(|request| request.call.contains("/servicePrincipals")).count()
}

fn last_block(account: &Account) -> Option<Block> {
    account.last_block.known().unwrap().clone()
}

async fn block_of(records: Value) -> Option<Block> {
    last_block(&account_with(records).await)
}

async fn account_with(records: Value) -> Account {
    let stub =
        stub_answering(
            move |_, _, url| {
                if url.contains("directoryAudits") { (200, json!({ "value": records })) } else { healthy(url) }
            },
        )
        .await;
    observed_by(&stub, None, &[]).await
}

#[tokio::test]
async fn our_own_block_is_known_by_the_service_principal_of_our_token_and_never_by_a_name() {
    for (service_principal, is_own) in [(OWN, true), (OTHER, false)] {
        let records = json!([blocked("1", "2026-10-02T00:00:00Z", &application(service_principal, "Grendel"))]);
        let stub = tenant(records, true, (500, json!({}))).await;
        let by = last_block(&observed_by(&stub, None, &[]).await).unwrap().by;
        assert_eq!(matches!(by, Initiator::Containment { .. }), is_own, "{by:?}");
        assert_eq!(lookups(&stub), 0, "the token says it");
    }
}

#[tokio::test]
async fn where_the_token_cannot_be_read_our_service_principal_is_looked_up_if_a_record_needs_it() {
    let records = json!([blocked("1", "2026-10-02T00:00:00Z", &application(OWN, "Grendel"))]);
    let stub = tenant(records.clone(), false, (200, json!({ "id": OWN }))).await;
    let by = last_block(&observed_by(&stub, None, &[]).await).unwrap().by;
    assert!(matches!(by, Initiator::Containment { .. }), "{by:?}");
    assert_eq!(lookups(&stub), 1);

    // Without the permission it is somebody else's, and treated as security's.
    let refusal = json!({ "error": { "code": "Authorization_RequestDenied", "message": "Insufficient privileges." } });
    let stub = tenant(records, false, (403, refusal)).await;
    let block = last_block(&observed_by(&stub, None, &[]).await).unwrap();
    assert!(matches!(block.by, Initiator::Application { .. }) && block.by_security, "{block:?}");

    let nobody = json!({ "user": { "id": OTHER, "userPrincipalName": "bob@contoso.com" }, "app": null });
    let stub = tenant(json!([blocked("1", "2026-10-02T00:00:00Z", &nobody)]), false, (200, json!({ "id": OWN }))).await;
    observed_by(&stub, None, &[]).await;
    assert_eq!(lookups(&stub), 0, "nothing needs it");
}

#[tokio::test]
async fn a_pass_of_ours_is_no_new_method() {
    let mut record = audit("1", "Admin registered security info", "2026-10-08T11:00:00Z", &application(OWN, "Grendel"));
    record["resultReason"] = "Admin registered temporary access pass method for user".into();
    let stub = tenant(json!([record]), true, (500, json!({}))).await;
    assert_eq!(observed_by(&stub, None, &[]).await.access.registered_lately, []);
}

/// Microsoft Entra Connect signs in as an application of its own today.
#[tokio::test]
async fn the_sync_engine_is_known_by_its_new_name_too() {
    let by = application(OTHER, "ConnectSyncProvisioning_DC1_0a1b2c3d4e5f");
    let block = block_of(json!([blocked("1", "2026-10-02T00:00:00Z", &by)])).await.unwrap();
    assert!(matches!(block.by, Initiator::SyncEngine { .. }), "{block:?}");
}

/// A block that the sync made is nobody's decision here, so a name that only looks like the engine's must not pass for it.
#[tokio::test]
async fn a_person_whose_name_begins_like_that_of_the_sync_engine_is_a_person() {
    for upn in ["Sync_team@contoso.com", "Sync_ops_lead@contoso.com", "Sync__1234@contoso.com"] {
        let by = json!({ "user": { "id": OTHER, "userPrincipalName": upn }, "app": null });
        let block = block_of(json!([blocked("1", "2026-10-02T00:00:00Z", &by)])).await.unwrap();
        assert!(matches!(block.by, Initiator::Person { .. }), "{block:?}");
    }
}

#[tokio::test]
async fn a_person_is_named_and_not_the_application_that_they_acted_through() {
    let user = |upn: Value| json!({ "user": { "id": OTHER, "displayName": "Graph Explorer", "userPrincipalName": upn }, "app": null });
    for (upn, shown) in [(json!("carla@contoso.com"), "carla@contoso.com"), (Value::Null, OTHER)] {
        let block = block_of(json!([blocked("1", "2026-10-02T00:00:00Z", &user(upn))])).await.unwrap();
        assert!(matches!(&block.by, Initiator::Person { upn, .. } if upn == shown), "{block:?}");
    }
}

#[tokio::test]
async fn records_in_other_forms_are_read_and_do_not_count() {
    let group = json!({
        "id": "id", "correlationId": null, "activityDisplayName": "Add member to group", "result": "success",
        "activityDateTime": "2018-01-09T21:20:02.7215374Z",
        "initiatedBy": { "user": { "id": OTHER, "displayName": "Audry", "userPrincipalName": "bob@contoso.com" }, "app": null },
        "targetResources": [
            { "id": OTHER, "Type": "Group", "modifiedProperties": [{ "displayName": "Action Client Name", "newValue": "DirectorySync" }] },
            { "id": TARGET, "Type": "User", "modifiedProperties": [] },
        ],
    });
    let empty = json!({
        "id": "2", "activityDisplayName": null, "activityDateTime": "2026-10-02T00:00:00Z", "initiatedBy": null,
        "targetResources": null,
    });
    assert_eq!(block_of(json!([group, empty])).await, None);
}

#[tokio::test]
async fn earlier_blocks_by_the_same_initiator_are_counted_and_those_of_others_are_not() {
    let automation = application(OTHER, "Contoso SOAR");
    let at = |day: u32| format!("2026-10-0{day}T08:00:00Z");
    let mut twin = audit("5", "Update user", &at(3), &automation);
    twin["correlationId"] = at(3).into();
    let records = json!([
        blocked("1", &at(5), &automation),
        blocked("2", &at(3), &automation),
        twin,
        blocked("3", &at(4), &application(OWN, "Contoso SOAR")),
        blocked("4", &at(1), &automation),
    ]);
    // One block leaves two records, which need not have the same correlation.
    let seconds_before = blocked("6", "2026-10-05T07:59:58Z", &automation);
    let records = records.as_array().unwrap().iter().cloned().chain([seconds_before]);
    let block = block_of(records.collect()).await.unwrap();
    let earlier: Vec<String> = block.earlier.iter().map(ToString::to_string).collect();
    assert_eq!((block.audit_id.as_str(), earlier), ("1", vec![at(3), at(1)]));

    let many: Vec<Value> = (1..=9).map(|day| blocked(&day.to_string(), &at(day), &automation)).collect();
    assert_eq!(block_of(many.into()).await.unwrap().earlier.len(), Block::EARLIER_MAX);
}

/// The record of the present block may not be there yet. An older one by a colleague must not stand in for it.
#[tokio::test]
async fn a_block_that_was_lifted_since_says_nothing_of_the_present_one() {
    let by = application(OTHER, "Contoso SOAR");
    let blocks = || blocked("1", "2026-10-02T08:00:00Z", &by);
    let mut update = audit("2", "Update user", "2026-10-02T09:00:00Z", &by);
    update["targetResources"][0]["modifiedProperties"][0]["newValue"] = "[true]".into();
    for lift in [audit("2", "Enable account", "2026-10-02T09:00:00Z", &by), update] {
        let account = account_with(json!([lift, blocks()])).await;
        assert_eq!((last_block(&account), account.lifted_at), (None, Some("2026-10-02T09:00:00Z".parse().unwrap())));
    }
    let enabled = audit("2", "Enable account", "2026-10-02T09:00:00Z", &by);
    let account = account_with(json!([blocked("3", "2026-10-02T10:00:00Z", &by), enabled, blocks()])).await;
    assert!(last_block(&account).is_some() && account.lifted_at.is_none(), "it was blocked since");
}
