//! The facts about a target beside its roles: units, groups, risk and look-alikes.

use std::sync::Arc;

use serde_json::{Value, json};

use super::healthy_tenant::{CUSTOM, GROUP, HELPDESK_ADMINISTRATOR, UNIT, healthy, stub_answering, unit};
use super::{Stub, names, plenty, refusal, target, user};
use crate::domain::ObjectId;
use crate::domain::access::{RiskLevel, RiskReport, RiskState};
use crate::domain::account::{Account, LookAlike, Names, Unit};
use crate::domain::people::Risk;
use crate::domain::reading::{Cause, Omission, Reading, Topic};
use crate::ports::Tenant as _;

const OTHER_UNIT: &str = "66666666-0000-4000-8000-000000000006";

type Answer = (u16, Value);

/// A tenant that gives these answers, and those of a healthy tenant where there is `None`.
async fn tenant(answer: impl Fn(&str) -> Option<Answer> + Send + Sync + 'static) -> Stub {
    let answer = Arc::new(answer);
    stub_answering(move |_, _, url| answer(url).unwrap_or_else(|| healthy(url))).await
}

async fn observe(stub: &Stub, groups: &[&str]) -> Account {
    super::observed_by(stub, Some(&names()), groups).await
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

/// The only gap of an account: its topic, cause and permission.
fn only_gap(account: &Account) -> (Topic, Cause, &str) {
    let gaps = account.gaps();
    let [gap] = gaps[..] else { panic!("{gaps:?}") };
    (gap.topic, gap.cause, &gap.permission)
}

/// The target, or a group that it is in, is in two units; `member` answers whether the target itself is.
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
async fn a_unit_counts_only_if_the_account_itself_is_a_member() {
    let north = Unit { id: ObjectId::parse(UNIT).unwrap(), name: "North".to_owned(), restricted: false };
    let board = Unit { id: ObjectId::parse(OTHER_UNIT).unwrap(), name: "Board".to_owned(), restricted: true };
    let account = in_units(|_| Some((200, user()))).await;
    assert_eq!(account.units, Reading::Read(vec![north, board.clone()]));
    // North has a group as its member, and the target is in that group.
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
async fn groups_that_cannot_be_read_are_a_gap_only_if_a_rule_names_groups() {
    // A group that the target owns is not one that it is in.
    let without_owned = tenant(|url| url.contains("ownedObjects").then(denied)).await;
    assert_eq!(observe(&without_owned, &["All"]).await.groups, Reading::Read(vec!["All".to_owned()]));
    let unread = tenant(|url| url.contains("transitiveMemberOf/microsoft.graph.group").then(denied)).await;
    let topics = |account: Account| account.gaps().iter().map(|gap| gap.topic).collect::<Vec<_>>();
    assert_eq!(topics(observe(&unread, &["All"]).await), [Topic::Groups, Topic::NamedGroups]);
    assert_eq!(topics(observe(&unread, &[]).await), [Topic::Groups]);
}

#[tokio::test]
async fn a_risk_that_cannot_be_read_is_a_gap() {
    let risk = |answer: Option<Answer>| observed(move |url| url.contains("riskyUsers").then(|| answer.clone())?);
    let at_risk = risk(Some((200, json!({ "riskState": "atRisk" })))).await;
    assert_eq!(at_risk.risk, Reading::Read(Risk::AtRisk));
    let says = json!({
        "riskState": "remediated", "riskLevel": "medium", "riskDetail": "userPerformedSecuredPasswordReset",
        "riskLastUpdatedDateTime": "2026-10-07T00:00:00Z",
    });
    let was_at_risk = risk(Some((200, says))).await;
    let report = RiskReport {
        level: RiskLevel::Medium,
        state: RiskState::Remediated,
        detail: Some("userPerformedSecuredPasswordReset".to_owned()),
        at: "2026-10-07T00:00:00Z".parse().ok(),
    };
    assert_eq!((was_at_risk.risk, was_at_risk.access.risk), (Reading::Read(Risk::Clear), Some(report)));
    let unheard_of = risk(Some((200, json!({ "riskState": "new", "riskLevel": "new", "riskDetail": "none" })))).await;
    let report = unheard_of.access.risk.unwrap();
    assert_eq!((report.level, report.state, report.detail), (RiskLevel::Hidden, RiskState::AtRisk, None));
    assert_eq!(risk(None).await.risk, Reading::Read(Risk::Clear));
    let unread = risk(Some(denied())).await;
    assert_eq!(only_gap(&unread), (Topic::Risk, Cause::NoPermission, "IdentityRiskyUser.Read.All"));
}

#[tokio::test]
async fn a_role_for_a_unit_that_is_not_known_to_be_unrestricted_counts_as_restricted() {
    let says = |answer: Answer| {
        observed(move |url| url.starts_with("/directory/administrativeUnits?").then(|| answer.clone()))
    };
    let restricted = |restricted| list([unit(OTHER_UNIT, "Board", true), unit(UNIT, "North", restricted)]);
    assert!(!says(restricted(false)).await.role_in_restricted_unit);
    assert!(says(restricted(true)).await.role_in_restricted_unit);
    // A unit that is not in the list may be restricted, and so may one that cannot be read.
    for unread in [denied(), list([]), list([json!({ "id": UNIT })])] {
        assert!(says(unread).await.role_in_restricted_unit);
    }
    assert!(observed(|url| url.contains("/roleAssignments?").then(denied)).await.role_in_restricted_unit);
}

fn found(id: u32, upn: &str, name: &str) -> Value {
    json!({ "id": format!("88888888-0000-4000-8000-00000000000{id}"), "userPrincipalName": upn, "displayName": name })
}

fn alike(upn: &str, name: &str) -> LookAlike {
    LookAlike { upn: upn.to_owned(), display_name: name.to_owned() }
}

#[tokio::test]
async fn an_account_one_edit_away_is_a_look_alike() {
    let stub = tenant(|url| {
        let first = [
            // The same name, the account itself, one edit away, and more than one.
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
            _ => None,
        }
    })
    .await;
    let expected = vec![alike("Ann@contoso.com", "Ann"), alike("b@contoso.com", "anna \"the & boss\" de vris")];
    let names = Names { display_name: "Anna \"the & Boss\" de Vries".to_owned(), ..names() };
    assert_eq!(super::observed_by(&stub, Some(&names), &[]).await.look_alikes, Reading::Read(expected));
    let [evidence] = &stub.batches_asking("$search=")[..] else { panic!("{:?}", stub.calls()) };
    assert_eq!(evidence.len(), 11);
    let searches = evidence.iter().filter(|one| one["url"].as_str().unwrap().contains("$search="));
    let searches: Vec<_> = searches.collect();
    assert!(searches.len() == 2 && searches.iter().all(|one| one["headers"]["ConsistencyLevel"] == "eventual"));
}

#[tokio::test]
async fn at_most_five_look_alikes_are_returned() {
    let account = observed(|url| {
        let many = (0..9).map(|nth| found(nth, &format!("ann{nth}@contoso.com"), "X"));
        url.contains("startswith").then(|| list(many))
    })
    .await;
    assert_eq!(account.look_alikes.known().unwrap().len(), 5);
    assert_eq!(account.omissions, [Omission { topic: Topic::LookAlikes, count: 4, possible_sign: false }]);
}

/// With more accounts than one page has, none that looks alike among the first proves nothing.
#[tokio::test]
async fn look_alikes_on_a_further_page_are_not_none() {
    let first_page = |upn: &'static str| {
        observed(move |url| {
            let next = "https://graph.microsoft.com/v1.0/users?$skiptoken=x";
            let page = json!({ "value": [found(1, upn, "X")], "@odata.nextLink": next });
            url.contains("startswith").then_some((200, page))
        })
    };
    let account = first_page("somebody@contoso.com").await;
    assert_eq!(only_gap(&account), (Topic::LookAlikes, Cause::Unavailable, "User.Read.All"));
    assert_eq!(account.gaps()[0].code, "too_many_pages");
    let account = first_page("ann@contoso.com").await;
    assert_eq!(account.look_alikes, Reading::Read(vec![alike("ann@contoso.com", "X")]));
    assert_eq!(account.omissions, [Omission { topic: Topic::LookAlikes, count: 0, possible_sign: false }]);
}

#[tokio::test]
async fn a_search_that_fails_is_a_gap() {
    for part in ["/users?$search", "/users?$filter"] {
        let account = observed(move |url| url.contains(part).then(denied)).await;
        assert_eq!(only_gap(&account), (Topic::LookAlikes, Cause::NoPermission, "User.Read.All"));
    }
}

#[tokio::test]
async fn no_look_alikes_are_searched_for_without_a_name() {
    let stub = tenant(|_| None).await;
    let account = super::observed_by(&stub, None, &[]).await;
    assert_eq!(account.look_alikes, Reading::Read(Vec::new()));
    assert!(stub.batches_asking("/users?").is_empty());
}

#[tokio::test]
async fn only_an_account_that_may_be_in_units_takes_another_round_trip() {
    let stub = tenant(|url| {
        let unit = list([unit(OTHER_UNIT, "Board", true)]);
        url.contains("graph.administrativeUnit").then_some(unit)
    })
    .await;
    observe(&stub, &[]).await;
    assert_eq!(stub.calls().len(), 3, "two batches, and one more");
    let [asked] = &stub.batches_asking("/directory/administrativeUnits/")[..] else { panic!("{:?}", stub.calls()) };
    let [request] = &asked[..] else { panic!("{asked:?}") };
    assert!(request["url"].as_str().unwrap().starts_with("/directory/administrativeUnits/"), "{request}");
}

#[tokio::test]
async fn what_is_left_out_is_counted_once_however_often_an_account_is_read() {
    let stub = tenant(|url| {
        let group = |nth| {
            let id = format!("99999999-0000-4000-8000-0000000000{nth}");
            json!({ "id": id, "displayName": format!("{nth}{}", "x".repeat(100)), "isAssignableToRole": true })
        };
        url.contains("ownedObjects").then(|| list((10..99).map(group)))
    })
    .await;
    let mut account = observe(&stub, &[]).await;
    let first = account.omissions.clone();
    let kept = account.role_assignable_groups.known().unwrap().len();
    let left_out = u32::try_from(89 - kept).unwrap();
    assert_eq!(first, [Omission { topic: Topic::Groups, count: left_out, possible_sign: false }]);
    for minutes in 1..4 {
        let later = account.observed_at + jiff::SignedDuration::from_mins(minutes);
        account = stub.client().observe_again(&account, &[], later, &plenty()).await.unwrap();
        assert_eq!(account.omissions, first, "after {minutes} more readings");
    }
}

#[tokio::test]
async fn between_two_steps_only_the_facts_of_authority_are_read_again() {
    let stub = tenant(|url| match url {
        url if url.contains("riskyUsers") => Some((200, json!({ "riskState": "atRisk", "riskLevel": "high" }))),
        url if url.contains("accountEnabled") => {
            let mut user = user();
            user["accountEnabled"] = json!(true);
            user["lastPasswordChangeDateTime"] = json!("2026-10-08T12:00:00Z");
            Some((200, user))
        }
        url if url.contains("transitiveMemberOf") => Some(list([])),
        _ => None,
    })
    .await;
    let well_stub = tenant(|_| None).await;
    let before = observe(&well_stub, &["All"]).await;
    assert_eq!(before.groups, Reading::Read(vec!["All".to_owned()]));
    let later = "2026-10-08T12:10:00Z".parse().unwrap();
    let after = stub.client().observe_again(&before, &["All".to_owned()], later, &plenty()).await.unwrap();

    let [only] = &stub.calls()[..] else { panic!("{:?}", stub.calls()) };
    let asked = only.json();
    let urls = asked["requests"].as_array().unwrap().iter().map(|request| request["url"].as_str().unwrap());
    let urls: Vec<&str> = urls.collect();
    assert_eq!(urls.len(), 7);
    assert!(urls.iter().all(|url| !url.starts_with("/auditLogs/") && !url.starts_with("/reports/")), "{urls:?}");

    assert_eq!(
        (after.sign_in_enabled, after.risk.known(), after.groups.known()),
        (true, Some(&Risk::AtRisk), Some(&vec![]))
    );
    assert_eq!(after.access.risk.as_ref().map(|report| report.level), Some(RiskLevel::High));
    assert_eq!((after.roles.known().unwrap().len(), after.observed_at), (2, later));
    // Everything else is as it was before.
    let expected = Account {
        sign_in_enabled: true,
        risk: after.risk.clone(),
        roles: after.roles.clone(),
        groups: after.groups.clone(),
        access: crate::domain::access::Access { risk: after.access.risk.clone(), ..before.access.clone() },
        observed_at: later,
        ..before.clone()
    };
    assert_eq!(after, expected);
    assert!(!before.failed_sign_ins.known().unwrap().is_empty() && before.last_block.known().unwrap().is_some());
}
