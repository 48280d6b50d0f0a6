//! The role matrix, compared with Microsoft's own table, and its shape.

mod table;

use grendel::domain::account::{Account, Unit};
use grendel::domain::authority::{
    Guard, Power, Shield, is_listed, reaching_role, shields, who_could, who_could_in_their_unit,
};
use grendel::domain::people::{DirectoryRole, HeldRole, Standing};
use grendel::domain::reading::{Reading, Topic};
use grendel::domain::step::StepKind;

use crate::cast::{HELEN, TOM, account_id, gap, healthy_account, role, standing};
use table::Table;

/// The powers that Microsoft's table bounds by what the target holds.
const BOUNDED: [Power; 3] = [Power::Reset, Power::Sensitive, Power::Methods];

const ALMIGHTY: [&str; 2] = ["Privileged Authentication Administrator", "Global Administrator"];

/// The units of the cast, by the last digits of their object ids.
const SALES: u8 = 0xa1;
const PURCHASE: u8 = 0xa2;
const BOARD: u8 = 0xa3;

fn role_nobody_knows() -> DirectoryRole {
    DirectoryRole::with_template(account_id(0xee))
}

/// Every role that Grendel knows by name, and one that it does not.
fn every_role() -> Vec<DirectoryRole> {
    DirectoryRole::names().map(role).chain([role_nobody_knows()]).collect()
}

fn actor(roles: &[&DirectoryRole]) -> Standing {
    let held = roles.iter().map(|role| HeldRole::tenant_wide(*(*role)));
    Standing { roles: held.collect(), ..standing(HELEN, &[]) }
}

fn actor_for_unit(name: &str, unit: u8) -> Standing {
    let held = HeldRole { unit: Some(account_id(unit)), ..HeldRole::tenant_wide(role(name)) };
    Standing { roles: vec![held], ..standing(HELEN, &[]) }
}

fn unit(id: u8, restricted: bool) -> Unit {
    Unit { id: account_id(id), name: format!("Unit {id}"), restricted }
}

fn guard(shields: &[Shield]) -> Guard {
    Guard { shields: shields.to_vec(), units: Vec::new() }
}

fn in_unit(shields: &[Shield], unit: Unit) -> Guard {
    Guard { shields: shields.to_vec(), units: vec![unit] }
}

fn reaches(actor: &Standing, power: Power, guard: &Guard) -> bool {
    reaching_role(&actor.roles, power, guard).is_some()
}

/// Returns the shields of a target, for each row of Microsoft's table; several if a row stands for several roles.
fn shields_of_row(target: &str) -> Vec<Vec<Shield>> {
    match target {
        "NONE" => vec![Vec::new()],
        "ROLE_ASSIGNABLE_GROUP" => vec![vec![Shield::RoleAssignableGroup]],
        "RESTRICTED_MANAGEMENT_SCOPE" => vec![vec![Shield::RoleInRestrictedUnit]],
        "OTHER" => {
            let others = every_role().into_iter().filter(|role| !is_listed(role));
            others.map(Shield::Role).chain([Shield::Unknown]).map(|shield| vec![shield]).collect()
        }
        name => vec![vec![Shield::Role(role(name))]],
    }
}

#[test]
fn every_actor_may_do_exactly_what_microsoft_lists() {
    let Some(table) = Table::at_hand() else { return };
    let targets: Vec<&str> = table.targets().collect();
    let of_roles = |role: &DirectoryRole| targets.iter().any(|name| *name == role.name());
    assert!(every_role().iter().all(|role| is_listed(role) == of_roles(role)), "the rows of the table");
    let mut compared = 0;
    for target in &targets {
        for (shields, step) in
            shields_of_row(target).iter().flat_map(|row| StepKind::ALL.iter().map(move |step| (row, step)))
        {
            for actor_role in every_role() {
                let expected = table.allows(&actor_role.name(), *step, target);
                let reached = reaches(&actor(&[&actor_role]), step.power(), &guard(shields));
                assert_eq!(reached, expected, "{actor_role} {} {shields:?}", step.word());
                assert_eq!(who_could(step.power(), shields).contains(&actor_role), expected);
                compared += 1;
            }
        }
    }
    assert!(compared > targets.len() * StepKind::ALL.len() * 27, "only {compared} combinations were compared");
}

#[test]
fn every_pair_of_roles_on_both_sides_follows_from_the_single_ones() {
    let Some(table) = Table::at_hand() else { return };
    let targets: Vec<&str> = table.targets().collect();
    let actors: Vec<DirectoryRole> = table.actors.iter().map(|name| role(name)).collect();
    let actors: Vec<_> = pairs(&actors).map(|(left, right)| (left, right, actor(&[left, right]))).collect();
    for (first, second) in pairs(&targets).filter(|(first, second)| first <= second) {
        for (power, step) in step_of_each_power() {
            let alone = |role: &DirectoryRole| {
                table.allows(&role.name(), step, first) && table.allows(&role.name(), step, second)
            };
            let expected: Vec<bool> = actors.iter().map(|(left, right, _)| alone(left) || alone(right)).collect();
            for target in joined(&shields_of_row(first), &shields_of_row(second)) {
                let target = guard(&target);
                for ((left, right, standing), expected) in actors.iter().zip(&expected) {
                    assert_eq!(reaches(standing, power, &target), *expected, "{left}, {right} {power:?} {target:?}");
                }
            }
        }
    }
}

fn step_of_each_power() -> impl Iterator<Item = (Power, StepKind)> {
    let with = |power: Power| StepKind::ALL.iter().copied().find(|step| step.power() == power);
    Power::ALL.iter().map(move |power| (*power, with(*power).unwrap()))
}

fn pairs<T>(all: &[T]) -> impl Iterator<Item = (&T, &T)> {
    all.iter().flat_map(move |first| all.iter().map(move |second| (first, second)))
}

fn joined(left: &[Vec<Shield>], right: &[Vec<Shield>]) -> Vec<Vec<Shield>> {
    left.iter().flat_map(|one| right.iter().map(move |other| [one.clone(), other.clone()].concat())).collect()
}

/// The shape of the table, whether Microsoft's is at hand or not.
#[test]
fn who_reaches_an_ordinary_account_is_bounded_below_and_above() {
    let names = |roles: Vec<DirectoryRole>| roles.iter().map(|role| role.name().into_owned()).collect::<Vec<_>>();
    let everyone =
        ["Password Administrator", "Helpdesk Administrator", "Authentication Administrator", "User Administrator"];
    assert_eq!(names(who_could(Power::Reset, &[])), [&everyone[..], &ALMIGHTY].concat());
    assert_eq!(names(who_could(Power::Sensitive, &[])), [&everyone[2..], &ALMIGHTY].concat());
    assert_eq!(names(who_could(Power::Methods, &[])), [&everyone[2..3], &ALMIGHTY].concat());
    for shield in every_role().into_iter().map(Shield::Role) {
        let [reset, sensitive, methods] = BOUNDED.map(|power| who_could(power, std::slice::from_ref(&shield)));
        for almighty in ALMIGHTY.map(role) {
            assert!([&reset, &sensitive, &methods].iter().all(|row| row.contains(&almighty)), "{shield:?}");
        }
        assert!(sensitive.iter().all(|role| reset.contains(role)), "enabling takes no less than a reset: {shield:?}");
        assert!(methods.iter().all(|role| sensitive.contains(role)), "a pass takes no less than enabling: {shield:?}");
        let [password, helpdesk] = [role(everyone[0]), role(everyone[1])];
        assert!(!reset.contains(&password) || reset.contains(&helpdesk), "the help desk reaches further: {shield:?}");
        for (power, row) in BOUNDED.into_iter().zip([&reset, &sensitive, &methods]) {
            let bare = who_could(power, &[]);
            assert!(row.iter().all(|role| bare.contains(role)), "a role makes nobody easier to reach: {shield:?}");
        }
    }
}

#[test]
fn several_target_roles_must_all_allow() {
    let target = guard(&[Shield::Role(role("Directory Readers")), Shield::Role(role("Groups Administrator"))]);
    assert!(!reaches(&standing(HELEN, &["Helpdesk Administrator"]), Power::Reset, &target));
    assert!(reaches(&standing(HELEN, &["User Administrator"]), Power::Reset, &target));
}

/// Entra asks one assignment for the whole target: two roles that each reach past one half reach past nothing.
#[test]
fn two_actor_roles_do_not_add_up() {
    let halves = ["Authentication Administrator", "User Administrator"];
    let target = guard(&halves.map(|name| Shield::Role(role(name))));
    for power in [Power::Reset, Power::Sensitive] {
        assert!(!reaches(&standing(HELEN, &halves), power, &target));
        let held = standing(HELEN, &["Reports Reader", "Global Administrator"]);
        assert_eq!(reaching_role(&held.roles, power, &target), Some(&held.roles[1]), "the role that reaches is named");
    }
}

#[test]
fn what_the_table_does_not_list_takes_the_almighty() {
    let others = ["Security Administrator", "Exchange Administrator", "Global Reader", "Directory Writers"];
    let shields = others.map(|name| Shield::Role(role(name))).into_iter().chain([
        Shield::Role(role_nobody_knows()),
        Shield::RoleAssignableGroup,
        Shield::RoleInRestrictedUnit,
        Shield::Unknown,
    ]);
    for shield in shields {
        for power in BOUNDED {
            let could = who_could(power, std::slice::from_ref(&shield));
            assert_eq!(could, ALMIGHTY.map(role), "{power:?} {shield:?}");
        }
    }
}

#[test]
fn nobody_touches_a_global_administrator_from_the_help_desk() {
    let target = guard(&[Shield::Role(role("Global Administrator"))]);
    for name in
        ["Password Administrator", "Helpdesk Administrator", "Authentication Administrator", "User Administrator"]
    {
        assert!(BOUNDED.iter().all(|power| !reaches(&standing(HELEN, &[name]), *power, &target)), "{name}");
    }
}

/// Microsoft names roles for these, and the target does not matter: who holds the highest role can be hacked as well.
#[test]
fn over_risk_and_mail_the_target_s_roles_do_not_count() {
    let rows: [(Power, &[&str]); 4] = [
        (Power::DismissRisk, &["Security Operator", "Security Administrator", "Global Administrator"]),
        (Power::ConfirmRisk, &["Security Administrator", "Global Administrator"]),
        (Power::Sender, &["Exchange Administrator", "Security Administrator", "Global Administrator"]),
        (Power::Mailbox, &["Exchange Administrator", "Global Administrator"]),
    ];
    let others = [Shield::RoleInRestrictedUnit, Shield::RoleAssignableGroup, Shield::Unknown];
    for shield in every_role().into_iter().map(Shield::Role).chain(others) {
        for (power, names) in rows {
            let expected: Vec<DirectoryRole> = names.iter().copied().map(role).collect();
            assert_eq!(who_could(power, &[]), expected, "{power:?}");
            assert_eq!(who_could(power, std::slice::from_ref(&shield)), expected, "{power:?} {shield:?}");
        }
    }
}

#[test]
fn no_role_for_the_whole_tenant_reaches_into_restricted_management() {
    for shields in [vec![Shield::RestrictedManagement], vec![Shield::RestrictedManagement, Shield::Unknown]] {
        let target = in_unit(&shields, unit(BOARD, true));
        for power in Power::ALL.iter().filter(|power| !matches!(power, Power::Sender | Power::Mailbox | Power::Point)) {
            assert_eq!(who_could(*power, &shields), []);
            for role in every_role() {
                assert!(!reaches(&actor(&[&role]), *power, &target), "{role} {power:?}");
            }
        }
    }
}

/// "Modify email and mailbox settings in Exchange": allowed, says Microsoft's table of what restricted management blocks.
#[test]
fn restricted_management_leaves_mail_alone() {
    for power in [Power::Sender, Power::Mailbox] {
        assert_eq!(who_could(power, &[Shield::RestrictedManagement]), who_could(power, &[]));
    }
}

#[test]
fn a_role_for_that_very_unit_reaches_into_restricted_management() {
    let shields = [Shield::RestrictedManagement];
    let both = Guard { shields: shields.to_vec(), units: vec![unit(SALES, false), unit(BOARD, true)] };
    for (id, expected) in [(BOARD, true), (SALES, false), (PURCHASE, false)] {
        let helpdesk = actor_for_unit("Helpdesk Administrator", id);
        assert_eq!(reaches(&helpdesk, Power::Reset, &both), expected, "a role for unit {id:x}");
    }
    let with_role = [Shield::RestrictedManagement, Shield::Role(role("Directory Readers"))];
    let target = in_unit(&with_role, unit(BOARD, true));
    let almighty = actor_for_unit("Privileged Authentication Administrator", BOARD);
    assert!(!reaches(&almighty, Power::Reset, &target), "it holds a role itself");
}

/// By Microsoft's list of the roles that can be held for a unit, and its word that those reach no administrator.
#[test]
fn a_role_for_a_unit_reaches_those_in_it_who_hold_nothing() {
    let plain = in_unit(&[], unit(SALES, false));
    let may = |power: Power| -> &'static [&'static str] {
        match power {
            Power::Reset | Power::Point => &[
                "Password Administrator",
                "Helpdesk Administrator",
                "Authentication Administrator",
                "User Administrator",
                "Privileged Authentication Administrator",
            ],
            Power::Sensitive => {
                &["Authentication Administrator", "User Administrator", "Privileged Authentication Administrator"]
            }
            Power::Methods => &["Authentication Administrator", "Privileged Authentication Administrator"],
            Power::DismissRisk | Power::ConfirmRisk | Power::Sender | Power::Mailbox => &[],
        }
    };
    for (power, name) in Power::ALL.iter().flat_map(|power| DirectoryRole::names().map(move |name| (*power, name))) {
        let expected = may(power).contains(&name);
        assert_eq!(reaches(&actor_for_unit(name, SALES), power, &plain), expected, "{name} {power:?}");
        assert_eq!(who_could_in_their_unit(power, &[]).contains(&role(name)), expected, "{name} {power:?}");
        assert!(!reaches(&actor_for_unit(name, PURCHASE), power, &plain), "another unit: {name} {power:?}");
        assert!(!reaches(&actor_for_unit(name, SALES), power, &guard(&[])), "in no unit: {name} {power:?}");
        let roles = every_role().into_iter().map(Shield::Role);
        for shield in roles.chain([Shield::RoleAssignableGroup, Shield::RoleInRestrictedUnit, Shield::Unknown]) {
            let shielded = in_unit(std::slice::from_ref(&shield), unit(SALES, false));
            assert!(!reaches(&actor_for_unit(name, SALES), power, &shielded), "{name} {power:?} {shield:?}");
        }
    }
}

#[test]
fn a_role_that_could_be_activated_counts_for_nothing() {
    let eligible = Standing { eligible: every_role(), ..standing(HELEN, &[]) };
    let reader = Standing { eligible: every_role(), ..standing(HELEN, &["Global Reader"]) };
    for power in Power::ALL {
        for target in [guard(&[]), in_unit(&[], unit(SALES, false))] {
            assert!(!reaches(&eligible, *power, &target) && !reaches(&reader, *power, &target), "{power:?}");
        }
    }
}

#[test]
fn an_account_is_shielded_by_all_it_holds_and_by_all_that_could_not_be_read() {
    let healthy = || healthy_account(TOM);
    assert_eq!(Guard::of(&healthy()), Guard::default());
    let laden = Account {
        roles: Reading::Read(vec![role("Reports Reader"), role("Reports Reader"), role("Guest Inviter")]),
        role_assignable_groups: Reading::Read(vec!["Tier 0".to_owned()]),
        role_in_restricted_unit: true,
        management_restricted: true,
        ..healthy()
    };
    let mut expected = vec![
        Shield::Role(role("Reports Reader")),
        Shield::Role(role("Guest Inviter")),
        Shield::RoleInRestrictedUnit,
        Shield::RoleAssignableGroup,
        Shield::RestrictedManagement,
    ];
    expected.sort();
    assert_eq!(shields(&laden), expected);
    let roles_unread = Account { roles: Reading::Unread(gap(Topic::Roles)), ..healthy() };
    let groups_unread = Account { role_assignable_groups: Reading::Unread(gap(Topic::Groups)), ..healthy() };
    assert_eq!(shields(&roles_unread), [Shield::Unknown]);
    assert_eq!(shields(&groups_unread), [Shield::Unknown]);
}

#[test]
fn an_account_is_in_the_units_that_were_read_and_in_no_others() {
    let in_sales = Account { units: Reading::Read(vec![unit(SALES, false)]), ..healthy_account(TOM) };
    assert_eq!(Guard::of(&in_sales), in_unit(&[], unit(SALES, false)));
    // What the account and its unit say differs for a while after a change. The stricter one counts.
    let in_board = Account { units: Reading::Read(vec![unit(BOARD, true)]), ..healthy_account(TOM) };
    assert_eq!(Guard::of(&in_board), in_unit(&[Shield::RestrictedManagement], unit(BOARD, true)));
    let unread = Account { units: Reading::Unread(gap(Topic::Units)), ..healthy_account(TOM) };
    assert!(!reaches(&actor_for_unit("User Administrator", SALES), Power::Reset, &Guard::of(&unread)));
    assert!(reaches(&standing(HELEN, &["User Administrator"]), Power::Reset, &Guard::of(&unread)));
}
