//! What is asked of a target beyond its roles: units, groups, risk, who blocked it, and who is called almost like it.

use std::sync::Arc;

use serde_json::{Value, json};

use super::well::{
    CUSTOM, GROUP, HELPDESK_ADMINISTRATOR, UNIT, UNIT_SCOPE, USER_ADMINISTRATOR, assignment, audit, observing, unit,
    well,
};
use super::{Stub, plenty, refusal, target, user};
use crate::domain::ObjectId;
use crate::domain::account::{Account, Cause, LookAlike, Reading, Topic, Unit};
use crate::domain::people::Risk;
use crate::ports::Tenant as _;

const OTHER_UNIT: &str = "66666666-0000-4000-8000-000000000006";
const BLOCKER: &str = "77777777-0000-4000-8000-000000000007";
const SECURITY_ADMINISTRATOR: &str = "194ae4cb-b126-40b2-bd5b-6091b380977d";
const SECURITY_OPERATOR: &str = "5f2222b1-57c3-48ba-8ad5-d4759f1fde6f";

type Answer = (u16, Value);

/// A tenant that answers so where the answer is not nothing, and well elsewhere.
async fn tenant(answer: impl Fn(&str) -> Option<Answer> + Send + Sync + 'static) -> Stub {
    let answer = Arc::new(answer);
    observing(move |_, _, url| answer(url).unwrap_or_else(|| well(url))).await
}

async fn observe(stub: &Stub, groups: &[&str]) -> Account {
    let groups: Vec<String> = groups.iter().map(|&group| group.to_owned()).collect();
    let now = "2026-10-08T12:00:00Z".parse().unwrap();
    stub.client().observe(&target(), &groups, now, &plenty()).await.unwrap()
}

async fn observed(answer: impl Fn(&str) -> Option<Answer> + Send + Sync + 'static) -> Account {
    observe(&tenant(answer).await, &[]).await
}

fn list(items: impl IntoIterator<Item = Value>) -> Answer {
    (200, json!({ "value": items.into_iter().collect::<Value>() }))
}

fn denied() -> Answer {
    (403, refusal("Authorization_RequestDenied"))
}

/// What could not be read, and the permission for it.
fn only_gap(account: &Account) -> (Topic, Cause, &str) {
    let gaps = account.gaps();
    let [gap] = gaps[..] else { panic!("{gaps:?}") };
    (gap.topic, gap.cause, &gap.permission)
}

/// The target is in these units, or in a group that is; `member` says in which itself.
async fn in_units(member: impl Fn(&str) -> Option<Answer> + Send + Sync + 'static) -> Account {
    observed(move |url| {
        if url.contains("graph.administrativeUnit") {
            return Some(list([unit(UNIT, "North", false), unit(OTHER_UNIT, "Board", true)]));
        }
        let unit = url.strip_prefix("/directory/administrativeUnits/")?;
        let (unit, _) = unit.split_once(&format!("/members/{}", target()))?;
        member(unit)
    })
    .await
}

#[tokio::test]
async fn units_are_those_that_have_the_account_itself() {
    let north = Unit { id: ObjectId::parse(UNIT).unwrap(), name: "North".to_owned(), restricted: false };
    let board = Unit { id: ObjectId::parse(OTHER_UNIT).unwrap(), name: "Board".to_owned(), restricted: true };
    let account = in_units(|_| Some((200, user()))).await;
    assert_eq!(account.units, Reading::Read(vec![north, board.clone()]));
    // North has but a group that the target is in.
    let account =
        in_units(|unit| Some(if unit == UNIT { (404, refusal("Request_ResourceNotFound")) } else { (200, user()) }))
            .await;
    assert_eq!(account.units, Reading::Read(vec![board]));
    let account = in_units(|unit| Some(if unit == UNIT { denied() } else { (200, user()) })).await;
    assert_eq!(only_gap(&account), (Topic::Units, Cause::NoPermission, "AdministrativeUnit.Read.All"));
}

#[tokio::test]
async fn units_that_cannot_be_read_are_a_gap() {
    let bare = json!({ "id": UNIT, "displayName": null });
    let many = (0..9).map(|nth| unit(&format!("66666666-0000-4000-8000-00000000000{nth}"), "Many", false));
    let answers = [denied(), list([bare]), list(many)];
    for answer in answers {
        let account = observed(move |url| url.contains("graph.administrativeUnit").then(|| answer.clone()));
        assert_eq!(only_gap(&account.await).0, Topic::Units);
    }
}

#[tokio::test]
async fn groups_are_found_by_name_and_by_id() {
    let stub = tenant(|url| {
        let groups = [json!({ "id": GROUP, "displayName": "VIPs" }), json!({ "id": CUSTOM, "displayName": "All" })];
        url.contains("transitiveMemberOf/microsoft.graph.group").then(|| list(groups))
    })
    .await;
    let asked = ["Board", "vips", &GROUP.to_uppercase(), CUSTOM, HELPDESK_ADMINISTRATOR, "VIP"];
    let found: Vec<String> = asked[1..4].iter().map(|&group| group.to_owned()).collect();
    assert_eq!(observe(&stub, &asked).await.groups, Reading::Read(found));
}

#[tokio::test]
async fn groups_are_missed_only_where_they_were_asked_about() {
    // What the target owns is not what it is in.
    let without_owned = tenant(|url| url.contains("ownedObjects").then(denied)).await;
    assert_eq!(observe(&without_owned, &["All"]).await.groups, Reading::Read(vec!["All".to_owned()]));
    let unread = tenant(|url| url.contains("transitiveMemberOf/microsoft.graph.group").then(denied)).await;
    let topics = |account: Account| account.gaps().iter().map(|gap| gap.topic).collect::<Vec<_>>();
    assert_eq!(topics(observe(&unread, &["All"]).await), [Topic::Groups, Topic::NamedGroups]);
    assert_eq!(topics(observe(&unread, &[]).await), [Topic::Groups]);
}

#[tokio::test]
async fn a_target_whose_risk_cannot_be_read_can_be_looked_at() {
    let risk = |answer: Option<Answer>| observed(move |url| url.contains("riskyUsers").then(|| answer.clone())?);
    let at_risk = risk(Some((200, json!({ "riskState": "atRisk" })))).await;
    assert_eq!(at_risk.risk, Reading::Read(Risk::AtRisk));
    assert_eq!(risk(None).await.risk, Reading::Read(Risk::Clear));
    let unread = risk(Some(denied())).await;
    assert_eq!(only_gap(&unread), (Topic::Risk, Cause::NoPermission, "IdentityRiskyUser.Read.All"));
}

#[tokio::test]
async fn a_role_for_a_restricted_unit_is_known_as_one() {
    let says = |answer: Answer| observed(move |url| url.contains(&format!("/{UNIT}?")).then(|| answer.clone()));
    let restricted = |restricted| (200, unit(UNIT, "North", restricted));
    assert!(!says(restricted(false)).await.role_in_restricted_unit);
    assert!(says(restricted(true)).await.role_in_restricted_unit);
    // What could not be read may be.
    let gone = (404, refusal("Request_ResourceNotFound"));
    for unread in [denied(), gone, (200, json!({ "id": UNIT }))] {
        assert!(says(unread).await.role_in_restricted_unit);
    }
    assert!(observed(|url| url.contains("/roleAssignments?").then(denied)).await.role_in_restricted_unit);
}

#[tokio::test]
async fn more_units_than_fit_in_the_batch_may_be_restricted() {
    for (units, may_be) in [(6, false), (7, true)] {
        let stub = tenant(move |url| {
            let id = |nth: u32| format!("66666666-0000-4000-8000-00000000000{nth}");
            let held = |nth| {
                let scope = format!("/administrativeUnits/{}", id(nth));
                assignment(USER_ADMINISTRATOR, USER_ADMINISTRATOR, true, &scope)
            };
            if url.contains("/roleAssignments?") {
                return Some(list((0..units).map(held)));
            }
            if url.contains("graph.administrativeUnit") {
                return Some(list((0..8).map(|nth| unit(&id(nth), "Many", false))));
            }
            url.starts_with("/directory/").then(|| (200, unit(UNIT, "Many", false)))
        })
        .await;
        let account = observe(&stub, &[]).await;
        assert_eq!((account.role_in_restricted_unit, account.gaps().len()), (may_be, 0));
        assert_eq!(account.units.known().unwrap().len(), 8);
        assert!(stub.calls()[1].json()["requests"].as_array().unwrap().len() <= 20);
    }
}

/// Whether those may guard the tenant who blocked the account, by this record, where the person's roles are these answers.
async fn by_security(by: Value, roles: impl Fn(&str) -> Option<Answer> + Send + Sync + 'static) -> bool {
    let account = observed(move |url| {
        if url.contains("directoryAudits") {
            return Some(list([audit("1", "Disable account", "2026-10-01T00:00:00Z", &by)]));
        }
        url.contains(BLOCKER).then(|| roles(url).unwrap_or_else(|| list([])))
    })
    .await;
    account.last_block.known().unwrap().as_ref().unwrap().by_security
}

fn person() -> Value {
    json!({ "user": { "id": BLOCKER, "userPrincipalName": "bob@contoso.com" } })
}

fn application(id: Option<&str>, name: &str) -> Value {
    json!({ "app": { "appId": id, "displayName": name, "servicePrincipalId": CUSTOM } })
}

#[tokio::test]
async fn every_application_may_guard_but_our_own_and_the_sync_engine() {
    let by = |by: Value| by_security(by, |_| None);
    assert!(by(application(Some("app-2"), "Defender")).await);
    assert!(by(application(None, "Defender")).await);
    assert!(!by(application(Some("APP-1"), "Grendel")).await);
    // A name is nobody's own.
    assert!(by(application(Some("app-2"), "Grendel")).await && by(application(None, "app-1")).await);
    assert!(!by(application(None, "Microsoft Azure AD Sync")).await);
    assert!(!by(json!({ "user": { "id": BLOCKER, "userPrincipalName": "Sync_DC1_01@contoso.com" } })).await);
    assert!(by(Value::Null).await);
}

#[tokio::test]
async fn a_person_guards_who_holds_a_security_role_or_could() {
    let assigned = |id: &'static str, scope: &'static str, part: &'static str| {
        by_security(person(), move |url| url.contains(part).then(|| list([assignment(id, id, true, scope)])))
    };
    assert!(!by_security(person(), |_| None).await);
    assert!(!assigned(USER_ADMINISTRATOR, "/", "/roleAssignments?").await);
    assert!(assigned(SECURITY_ADMINISTRATOR, "/", "/roleAssignments?").await);
    assert!(assigned(SECURITY_OPERATOR, UNIT_SCOPE, "/roleAssignments?").await);
    assert!(assigned(SECURITY_OPERATOR, "/", "/roleEligibilityScheduleInstances?").await);
    let through_group =
        |url: &str| url.contains("directoryRole").then(|| list([json!({ "roleTemplateId": SECURITY_ADMINISTRATOR })]));
    assert!(by_security(person(), through_group).await);
}

#[tokio::test]
async fn a_person_may_guard_of_whom_that_cannot_be_read() {
    for part in ["/roleAssignments?", "directoryRole"] {
        assert!(by_security(person(), move |url| url.contains(part).then(denied)).await, "{part}");
    }
    assert!(by_security(json!({ "user": { "userPrincipalName": "bob@contoso.com" } }), |_| None).await);
    // Without a licence nobody is eligible.
    assert!(!by_security(person(), |url| url.contains("Eligibility").then(denied)).await);
}

fn found(id: u32, upn: &str, name: &str) -> Value {
    json!({ "id": format!("88888888-0000-4000-8000-00000000000{id}"), "userPrincipalName": upn, "displayName": name })
}

fn alike(upn: &str, name: &str) -> LookAlike {
    LookAlike { upn: upn.to_owned(), display_name: name.to_owned() }
}

/// The target is called Anna "the & Boss" de Vries.
fn anna(url: &str) -> Option<Answer> {
    let mut user = user();
    user["displayName"] = json!("Anna \"the & Boss\" de Vries");
    url.contains("accountEnabled").then_some((200, user))
}

#[tokio::test]
async fn accounts_are_named_that_this_one_can_be_mistaken_for() {
    let stub = tenant(|url| {
        let first = [
            // The account itself, and what is no edit away or more than one.
            found(1, "a@contoso.com", "Anna \"the & Boss\" de Vries"),
            json!({ "id": target(), "userPrincipalName": "anna1@contoso.com", "displayName": "Anna" }),
            found(2, "b@contoso.com", "anna \"the & boss\" de vris"),
            found(3, "c@contoso.com", "Anna Jansen"),
        ];
        let starts = [found(4, "Ann@contoso.com", "Ann"), found(5, "anna@fabrikam.com", "X")];
        match url {
            url if url.contains("displayName:Anna%22") => Some(list(first)),
            url if url.contains("displayName:Vries%22") => {
                Some(list([found(2, "b@contoso.com", "anna \"the & boss\" de vris")]))
            }
            url if url.contains("startswith(userPrincipalName,%27ann%27)") => Some(list(starts)),
            url => anna(url),
        }
    })
    .await;
    let expected = vec![alike("Ann@contoso.com", "Ann"), alike("b@contoso.com", "anna \"the & boss\" de vris")];
    assert_eq!(observe(&stub, &[]).await.look_alikes, Reading::Read(expected));
    let asked = stub.calls()[1].json();
    let searches =
        asked["requests"].as_array().unwrap().iter().filter(|one| one["url"].as_str().unwrap().contains("$search="));
    let searches: Vec<_> = searches.collect();
    assert!(searches.len() == 2 && searches.iter().all(|one| one["headers"]["ConsistencyLevel"] == "eventual"));
}

#[tokio::test]
async fn at_most_five_are_named() {
    let account = observed(|url| {
        let many = (0..9).map(|nth| found(nth, &format!("ann{nth}@contoso.com"), "X"));
        url.contains("startswith").then(|| list(many))
    })
    .await;
    assert_eq!(account.look_alikes.known().unwrap().len(), 5);
}

#[tokio::test]
async fn a_search_that_fails_is_not_nobody() {
    for part in ["/users?$search", "/users?$filter"] {
        let account = observed(move |url| url.contains(part).then(denied)).await;
        assert_eq!(only_gap(&account), (Topic::LookAlikes, Cause::NoPermission, "User.Read.All"));
    }
}

#[tokio::test]
async fn without_an_answer_the_target_may_be_shielded() {
    let stub = Stub::with_tokens(|seen, nth| match nth {
        1 => super::batch(seen, well),
        _ => super::Reply::graph_error(400, "BadRequest"),
    })
    .await;
    let account = observe(&stub, &[]).await;
    assert_eq!(only_gap(&account).0, Topic::LookAlikes);
    assert!(account.role_in_restricted_unit && account.last_block.known().unwrap().as_ref().unwrap().by_security);
}
