//! The standing of a person: roles with scope and end, eligible roles, and risk.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use jiff::Timestamp;
use serde_json::{Value, json};

use super::healthy_tenant::{
    CUSTOM, GLOBAL_ADMINISTRATOR, HELPDESK_ADMINISTRATOR, UNIT, UNIT_SCOPE, USER_ADMINISTRATOR, assignment, healthy,
    role, stub_answering,
};
use super::{Reply, Stub, TARGET, batch, plenty, refusal, target};
use crate::domain::people::{DirectoryRole, HeldRole, Risk, Standing};
use crate::domain::{ObjectId, Trouble};
use crate::microsoft::{Microsoft, MicrosoftSettings};
use crate::ports::{ObserveRequest, Tenant as _, TenantError};

const NOW: &str = "2026-10-08T12:00:00Z";
const BEFORE: &str = "2026-10-08T11:59:59Z";
const LATER: &str = "2026-10-08T16:00:00Z";

fn now() -> Timestamp {
    NOW.parse().unwrap()
}

async fn standing(stub: &Stub) -> Result<Standing, TenantError> {
    stub.client().standing(&target(), now(), &plenty()).await.map(Option::unwrap)
}

/// The standing in a tenant with these assignments, memberships, schedule and eligible roles; `None` is a refusal.
async fn held_where(assigned: Value, member: &[&str], schedule: Option<Value>, eligible: Option<Value>) -> Standing {
    let member: Vec<Value> = member.iter().map(|id| json!({ "roleTemplateId": id })).collect();
    let stub = stub_answering(move |_, _, url| {
        let list = |value: Option<Value>| match value {
            Some(value) => (200, json!({ "value": value })),
            None => (403, refusal("Authorization_RequestDenied")),
        };
        match url {
            url if url.contains("/roleAssignments?") => list(Some(assigned.clone())),
            url if url.contains("directoryRole") => list(Some(member.clone().into())),
            url if url.contains("/roleAssignmentScheduleInstances?") => list(schedule.clone()),
            url if url.contains("/roleEligibilityScheduleInstances?") => list(eligible.clone()),
            url => healthy(url),
        }
    })
    .await;
    standing(&stub).await.unwrap()
}

fn user_administrator(scope: &str) -> Value {
    assignment(USER_ADMINISTRATOR, USER_ADMINISTRATOR, true, scope)
}

/// The assignment as a schedule has it.
fn until(mut assignment: Value, kind: &str, end: Option<&str>) -> Value {
    assignment["assignmentType"] = json!(kind);
    assignment["memberType"] = json!("Direct");
    assignment["endDateTime"] = json!(end);
    assignment
}

fn in_unit(id: &str, unit: &str) -> HeldRole {
    HeldRole { role: role(id), unit: ObjectId::parse(unit), until: None }
}

fn wide(id: &str, until: Option<&str>) -> HeldRole {
    HeldRole { role: role(id), unit: None, until: until.map(|at| at.parse().unwrap()) }
}

#[tokio::test]
async fn roles_are_for_the_tenant_or_for_a_unit() {
    let stub = stub_answering(|_, _, url| healthy(url)).await;
    let standing = standing(&stub).await.unwrap();
    // User Administrator is assigned for an administrative unit only, whatever the memberships show. A custom role does
    // not become Global Administrator by the template id that its author chose.
    let expected = [wide(CUSTOM, None), wide(HELPDESK_ADMINISTRATOR, None), in_unit(USER_ADMINISTRATOR, UNIT)];
    assert!(standing.roles.iter().all(|held| expected.contains(held)) && standing.roles.len() == 3, "{standing:?}");
    assert_eq!((standing.enabled, standing.risk, stub.calls().len()), (false, Risk::Clear, 1));
    assert_eq!(standing.eligible, Vec::<DirectoryRole>::new());
}

#[tokio::test]
async fn a_role_with_any_other_scope_does_not_count() {
    for scope in ["/33333333-0000-4000-8000-000000000003", "/administrativeUnits/", "/administrativeUnits/x", ""] {
        let standing = held_where(json!([user_administrator(scope)]), &[], Some(json!([])), Some(json!([]))).await;
        assert_eq!(standing.roles, [], "{scope}");
    }
}

#[tokio::test]
async fn a_role_has_its_end_and_does_not_count_after_it() {
    let tenant = user_administrator("/");
    let unit = user_administrator(UNIT_SCOPE);
    let scheduled = |tenant_until, unit_until| {
        json!([until(tenant.clone(), "Activated", tenant_until), until(unit.clone(), "Assigned", unit_until)])
    };
    let both = json!([tenant, unit]);
    let standing = held_where(both.clone(), &[], Some(scheduled(Some(LATER), None)), None).await;
    assert_eq!(standing.roles, [wide(USER_ADMINISTRATOR, Some(LATER)), in_unit(USER_ADMINISTRATOR, UNIT)]);

    // Each scope has its own end, and a membership does not revive a role that has ended.
    for end in [BEFORE, NOW] {
        let schedule = scheduled(Some(end), None);
        let standing = held_where(both.clone(), &[USER_ADMINISTRATOR], Some(schedule), None).await;
        assert_eq!(standing.roles, [in_unit(USER_ADMINISTRATOR, UNIT)], "{end}");
    }
    let standing = held_where(both.clone(), &[], Some(scheduled(None, Some(BEFORE))), None).await;
    assert_eq!(standing.roles, [wide(USER_ADMINISTRATOR, None)]);
}

#[tokio::test]
async fn a_permanent_assignment_outlasts_an_activation() {
    let tenant = user_administrator("/");
    let schedule = json!([until(tenant.clone(), "Activated", Some(BEFORE)), until(tenant.clone(), "Assigned", None)]);
    let standing = held_where(json!([tenant.clone()]), &[], Some(schedule), None).await;
    assert_eq!(standing.roles, [wide(USER_ADMINISTRATOR, None)]);

    let schedule =
        json!([until(tenant.clone(), "Activated", Some(BEFORE)), until(tenant.clone(), "Activated", Some(LATER))]);
    let standing = held_where(json!([tenant]), &[], Some(schedule), None).await;
    assert_eq!(standing.roles, [wide(USER_ADMINISTRATOR, Some(LATER))]);
}

#[tokio::test]
async fn roles_count_without_schedules() {
    let standing = held_where(json!([user_administrator("/")]), &[], None, None).await;
    assert_eq!((standing.roles, standing.eligible), (vec![wide(USER_ADMINISTRATOR, None)], vec![]));
}

#[tokio::test]
async fn an_eligible_role_is_listed_and_does_not_count() {
    let helpdesk = assignment(HELPDESK_ADMINISTRATOR, HELPDESK_ADMINISTRATOR, true, "/");
    let custom = assignment(CUSTOM, GLOBAL_ADMINISTRATOR, false, "/");
    let ended = assignment(GLOBAL_ADMINISTRATOR, GLOBAL_ADMINISTRATOR, true, "/");
    let eligible = json!([
        until(helpdesk.clone(), "", None),
        until(user_administrator("/"), "", Some(LATER)),
        until(custom, "", None),
        until(ended, "", Some(BEFORE)),
    ]);
    let assigned = json!([helpdesk, user_administrator(UNIT_SCOPE)]);
    // Memberships still show a role that was activated a while ago.
    let member = [HELPDESK_ADMINISTRATOR, USER_ADMINISTRATOR, CUSTOM];
    let standing = held_where(assigned, &member, Some(json!([])), Some(eligible)).await;
    assert_eq!(standing.roles, [wide(HELPDESK_ADMINISTRATOR, None), in_unit(USER_ADMINISTRATOR, UNIT)]);
    // User Administrator is held for a unit and eligible for the tenant.
    let mut could = vec![role(CUSTOM), role(USER_ADMINISTRATOR)];
    could.sort();
    assert_eq!(standing.eligible, could);

    // A role for the tenant includes every unit.
    let eligible = json!([user_administrator(UNIT_SCOPE)]);
    let standing = held_where(json!([user_administrator("/")]), &[], None, Some(eligible)).await;
    assert_eq!(standing.eligible, []);
}

#[tokio::test]
async fn roles_that_cannot_be_read_are_an_error() {
    for part in ["/roleAssignments?", "directoryRole"] {
        let stub = stub_answering(move |_, _, url| {
            if url.contains(part) { (403, refusal("Authorization_RequestDenied")) } else { healthy(url) }
        })
        .await;
        assert!(matches!(standing(&stub).await, Err(TenantError::Denied(_))), "{part}");
    }
}

/// The risk in a tenant where Identity Protection answers so.
async fn risk(status: u16, body: Value) -> Result<Risk, TenantError> {
    let stub = stub_answering(move |_, _, url| {
        if url == "/identityProtection/riskyUsers/11111111-0000-4000-8000-000000000001" {
            (status, body.clone())
        } else {
            healthy(url)
        }
    })
    .await;
    standing(&stub).await.map(|standing| standing.risk)
}

#[tokio::test]
async fn only_the_known_harmless_states_are_clear() {
    for state in ["none", "confirmedSafe", "remediated", "dismissed"] {
        assert_eq!(risk(200, json!({ "riskState": state })).await, Ok(Risk::Clear), "{state}");
    }
    for state in ["atRisk", "confirmedCompromised", "unknownFutureValue", "ofTomorrow", ""] {
        assert_eq!(risk(200, json!({ "riskState": state })).await, Ok(Risk::AtRisk), "{state}");
    }
    assert_eq!(risk(404, refusal("ResourceNotFound")).await, Ok(Risk::Clear));
}

#[tokio::test]
async fn a_risk_that_cannot_be_read_is_an_error() {
    for (status, body) in [(403, refusal("Forbidden")), (400, refusal("BadRequest")), (200, json!({ "id": CUSTOM }))] {
        let error = risk(status, body).await.unwrap_err();
        assert_eq!(error.trouble().call, "GET /identityProtection/riskyUsers/{id}");
    }
}

/// Reads a standing with tokens that list these permissions, one after the other, in a tenant that shows the risk from the
/// token at `from` on. Returns the number of tokens as well.
async fn standing_with(permissions: [&'static str; 2], from: usize) -> (Result<Standing, TenantError>, usize) {
    let token = |permission: &str| {
        let claims = json!({ "oid": TARGET, "appid": "app-1", "roles": [permission] }).to_string();
        format!("e30.{}.c2ln", BASE64_URL_SAFE_NO_PAD.encode(claims))
    };
    let tokens = permissions.map(token);
    let stub = Stub::start(move |request, nth| {
        let header = request.header("authorization").unwrap_or_default();
        let is_let_in = tokens.iter().skip(from).any(|token| header.contains(token.as_str()));
        match request.call.strip_prefix("GET /v1.0") {
            _ if request.is_token() => {
                let token = &tokens[(nth - 1).min(1)];
                Reply::Json(200, json!({ "token_type": "Bearer", "expires_in": 3599, "access_token": token }))
            }
            Some(_) if request.is_risk() && is_let_in => Reply::Json(200, json!({ "riskState": "none" })),
            Some(_) if request.is_risk() => Reply::graph_error(403, "Forbidden"),
            Some(url) => {
                let (status, body) = healthy(url);
                Reply::Json(status, body)
            }
            None => batch(request, healthy),
        }
    })
    .await;
    (standing(&stub).await, stub.tokens())
}

#[tokio::test]
async fn a_denied_read_says_if_the_permission_is_there_and_is_repeated_once_it_was_granted() {
    let (risk, other) = ("IdentityRiskyUser.Read.All", "User.Read.All");
    let (granted_since, tokens) = standing_with([other, risk], 1).await;
    assert_eq!((granted_since.unwrap().risk, tokens), (Risk::Clear, 2));
    for (permissions, is_granted, tokens) in [([other, other], false, 2), ([risk, risk], true, 1)] {
        let (denied, fetched) = standing_with(permissions, 2).await;
        let Err(TenantError::Denied(trouble)) = denied else { panic!() };
        assert_eq!((trouble.message.starts_with(Trouble::PERMISSION_GRANTED), fetched), (is_granted, tokens));
    }
}

#[tokio::test]
async fn a_tenant_without_identity_protection_is_not_asked() {
    let stub = stub_answering(|_, _, url| {
        assert!(!url.starts_with("/identityProtection"), "{url}");
        healthy(url)
    })
    .await;
    let client = Microsoft::new(&MicrosoftSettings { identity_protection: false, ..stub.settings() }).unwrap();
    let standing = client.standing(&target(), now(), &plenty()).await.unwrap().unwrap();
    assert_eq!(standing.risk, Risk::NotAsked);
    let sought = ObserveRequest { target: &target(), names: None, groups: &[] };
    let observed = client.observe(sought, now(), &plenty()).await.unwrap();
    assert_eq!((observed.risk.known(), observed.access.risk), (Some(&Risk::NotAsked), None));
}
