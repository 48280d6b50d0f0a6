//! The initiator of a block, and whether they guard the tenant.

use serde_json::{Value, json};

use super::healthy_tenant::{CUSTOM, UNIT_SCOPE, audit, healthy, stub_answering};
use super::{observed_by, refusal, user};
use crate::domain::account::{Block, Initiator};

const BLOCKER: &str = "77777777-0000-4000-8000-000000000007";
const SECURITY_ADMINISTRATOR: &str = "194ae4cb-b126-40b2-bd5b-6091b380977d";
const SECURITY_OPERATOR: &str = "5f2222b1-57c3-48ba-8ad5-d4759f1fde6f";

type Answer = (u16, Value);

/// The block with this `initiatedBy`, in a tenant with these answers about the holders of security roles.
async fn block(by: Value, holders: impl Fn(&str) -> Option<Answer> + Clone + Send + Sync + 'static) -> Block {
    block_of(by, false, holders).await
}

/// As [`block`], of an account that may be synced.
async fn block_of(
    by: Value,
    synced: bool,
    holders: impl Fn(&str) -> Option<Answer> + Clone + Send + Sync + 'static,
) -> Block {
    let stub = stub_answering(move |_, _, url| match url {
        url if synced && url.contains("onPremisesSyncEnabled") => {
            let mut user = user();
            user["onPremisesSyncEnabled"] = true.into();
            (200, user)
        }
        url if url.contains("directoryAudits") => {
            (200, json!({ "value": [audit("1", "Disable account", "2026-10-01T00:00:00Z", &by)] }))
        }
        url if url.contains("roleDefinitionId%20eq") => holders(url).unwrap_or((200, json!({ "value": [] }))),
        url => healthy(url),
    })
    .await;
    observed_by(&stub, None, &[]).await.last_block.known().unwrap().clone().unwrap()
}

async fn by_security(by: Value, holders: impl Fn(&str) -> Option<Answer> + Clone + Send + Sync + 'static) -> bool {
    block(by, holders).await.by_security
}

fn person() -> Value {
    json!({ "user": { "id": BLOCKER, "userPrincipalName": "bob@contoso.com" } })
}

fn application(id: Option<&str>, name: &str) -> Value {
    json!({ "app": { "appId": id, "displayName": name, "servicePrincipalId": CUSTOM } })
}

#[expect(clippy::unnecessary_wraps, reason = "the callers return an `Option`")]
fn denied() -> Option<Answer> {
    Some((403, refusal("Authorization_RequestDenied")))
}

#[expect(clippy::unnecessary_wraps, reason = "the callers return an `Option`")]
fn held(id: &str, kind: Option<&str>) -> Option<Answer> {
    let principal = kind.map(|kind| json!({ "@odata.type": format!("#microsoft.graph.{kind}"), "id": id }));
    Some((200, json!({ "value": [{ "principalId": id, "directoryScopeId": UNIT_SCOPE, "principal": principal }] })))
}

#[tokio::test]
async fn every_application_but_the_sync_engine_may_guard() {
    let by = |by: Value| by_security(by, |_| None);
    assert!(by(application(Some("app-2"), "Defender")).await);
    assert!(by(application(None, "Defender")).await);
    assert!(by(Value::Null).await);
    // Anybody can choose a name, so that of the sync engine counts only where the sync writes.
    let person = json!({ "user": { "id": BLOCKER, "userPrincipalName": "Sync_DC1_0123456789ab@contoso.com" } });
    for engine in [application(None, "Microsoft Azure AD Sync"), person] {
        assert!(by(engine.clone()).await, "{engine}");
        assert!(!block_of(engine.clone(), true, |_| None).await.by_security, "{engine}");
    }
}

#[tokio::test]
async fn our_own_block_is_a_containment() {
    let own = block(application(Some("APP-1"), "Grendel"), |_| None).await;
    assert_eq!((own.by, own.by_security), (Initiator::Containment { name: "Grendel".to_owned() }, true));
    // A name proves nothing, because anybody can choose it.
    for (id, name) in [(Some("app-2"), "Grendel"), (None, "app-1")] {
        let by = block(application(id, name), |_| None).await.by;
        assert_eq!(by, Initiator::Application { name: name.to_owned() });
    }
}

#[tokio::test]
async fn a_person_who_holds_or_could_activate_a_security_role_guards() {
    assert!(!by_security(person(), |_| None).await);
    for collection in ["/roleAssignments?", "/roleEligibilityScheduleInstances?"] {
        for role in [SECURITY_ADMINISTRATOR, SECURITY_OPERATOR] {
            let holds = |id: &'static str, kind: &'static str| {
                by_security(person(), move |url: &str| {
                    (url.contains(collection) && url.contains(role)).then(|| held(id, Some(kind)))?
                })
            };
            assert!(holds(BLOCKER, "user").await, "{collection} {role}");
            assert!(!holds(CUSTOM, "user").await && !holds(CUSTOM, "servicePrincipal").await);
            // The person may be a member of the group.
            assert!(holds(CUSTOM, "group").await, "{collection} {role}");
        }
    }
}

#[tokio::test]
async fn a_person_may_guard_if_the_roles_cannot_be_read() {
    assert!(by_security(person(), |url: &str| url.contains("/roleAssignments?").then(denied)?).await);
    assert!(by_security(person(), |_| held(CUSTOM, None)).await);
    assert!(by_security(json!({ "user": { "userPrincipalName": "bob@contoso.com" } }), |_| None).await);
    // Without a licence there are no eligible roles.
    let without = |status, code| {
        by_security(person(), move |url: &str| url.contains("Eligibility").then(|| (status, refusal(code))))
    };
    assert!(!without(400, "AadPremiumLicenseRequired").await && !without(403, "UnknownError").await);
}
