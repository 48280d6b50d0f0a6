//! Who may do what to whom, held against Microsoft's own table, and the shape of ours.

use std::path::Path;

use grendel::domain::account::{Account, Reading, Topic};
use grendel::domain::authority::{Power, Shield, power_for, reaches, shields, who_could};
use grendel::domain::people::{DirectoryRole, Standing};
use grendel::domain::plan::StepKind;

use crate::cast::{HELEN, TOM, account_id, gap, healthy_account, role, standing};

const POWERS: [Power; 2] = [Power::Reset, Power::Sensitive];

/// The roles that can act on others at all, from the least to the most.
const ACTORS: [&str; 6] = [
    "Password Administrator",
    "Helpdesk Administrator",
    "Authentication Administrator",
    "User Administrator",
    "Privileged Authentication Administrator",
    "Global Administrator",
];

const ALMIGHTY: [&str; 2] = ["Privileged Authentication Administrator", "Global Administrator"];

/// What shields a target, for each row of Microsoft's table; several where a row speaks for several.
fn shields_of_row(target: &str, listed: &[String]) -> Vec<Vec<Shield>> {
    match target {
        "NONE" => vec![Vec::new()],
        "ROLE_ASSIGNABLE_GROUP" => vec![vec![Shield::RoleAssignableGroup]],
        // A role that is scoped to such a unit: whether a unit is one is not read, so the row is that of the unknown.
        "RESTRICTED_MANAGEMENT_SCOPE" => vec![vec![Shield::Unknown]],
        "OTHER" => {
            let others = DirectoryRole::names().filter(|name| !listed.iter().any(|listed| listed == name));
            let others = others.map(|name| vec![Shield::Role(role(name))]);
            others.chain([vec![Shield::Role(role_nobody_knows())], vec![Shield::Unknown]]).collect()
        }
        name => vec![vec![Shield::Role(role(name))]],
    }
}

fn role_nobody_knows() -> DirectoryRole {
    DirectoryRole::with_template(account_id(0xee))
}

fn actor(roles: &[&str]) -> Standing {
    standing(HELEN, roles)
}

/// One row of Microsoft's table.
struct Row {
    power: Power,
    target: String,
    allowed: Vec<bool>,
}

/// Microsoft's table, where it is at hand.
fn reference() -> Option<(Vec<String>, Vec<Row>)> {
    let path = Path::new("../shared/reference/role-matrix.csv");
    let Ok(text) = std::fs::read_to_string(path) else {
        eprintln!("skipped: {} is not here, so the matrix is held against its shape alone", path.display());
        return None;
    };
    let mut lines = text.lines().filter(|line| !line.starts_with('#'));
    let actors = lines.next().unwrap().split(',').skip(2).map(str::to_owned).collect();
    let rows = lines.map(|line| {
        let fields: Vec<&str> = line.split(',').collect();
        let power = match fields[0] {
            "reset" => Power::Reset,
            "sensitive" => Power::Sensitive,
            other => panic!("an action that this test does not know: {other}"),
        };
        let allowed = fields[2..].iter().map(|field| *field == "1").collect();
        Row { power, target: fields[1].to_owned(), allowed }
    });
    Some((actors, rows.collect()))
}

#[test]
fn every_actor_reaches_exactly_the_targets_that_microsoft_lists() {
    let Some((actors, rows)) = reference() else { return };
    assert_eq!(actors, ACTORS, "the columns of the table");
    let listed: Vec<String> = rows.iter().map(|row| row.target.clone()).collect();
    let mut compared = 0;
    for row in &rows {
        for target in shields_of_row(&row.target, &listed) {
            for (actor_role, allowed) in actors.iter().zip(&row.allowed) {
                let (power, reached) = (row.power, reaches(&actor(&[actor_role]), row.power, &target));
                assert_eq!(reached, *allowed, "{actor_role} {power:?} {target:?}");
                compared += 1;
            }
        }
    }
    assert!(compared > 38 * 6, "only {compared} combinations were compared");
}

#[test]
fn every_pair_of_roles_on_both_sides_follows_from_the_single_ones() {
    let Some((actors, rows)) = reference() else { return };
    let listed: Vec<String> = rows.iter().map(|row| row.target.clone()).collect();
    for (first, second) in pairs(&rows).filter(|(first, second)| first.power == second.power) {
        let power = first.power;
        for target in joined(&shields_of_row(&first.target, &listed), &shields_of_row(&second.target, &listed)) {
            let reached_by = |index: usize| first.allowed[index] && second.allowed[index];
            for (left, right) in pairs(&[0, 1, 2, 3, 4, 5]) {
                let roles = [actors[*left].as_str(), actors[*right].as_str()];
                let expected = reached_by(*left) || reached_by(*right);
                assert_eq!(reaches(&actor(&roles), power, &target), expected, "{roles:?} {power:?} {target:?}");
            }
        }
    }
}

fn pairs<T>(all: &[T]) -> impl Iterator<Item = (&T, &T)> {
    all.iter().flat_map(move |first| all.iter().map(move |second| (first, second)))
}

fn joined(left: &[Vec<Shield>], right: &[Vec<Shield>]) -> Vec<Vec<Shield>> {
    left.iter().flat_map(|one| right.iter().map(move |other| [one.clone(), other.clone()].concat())).collect()
}

#[test]
fn several_target_roles_must_all_allow() {
    let target = [Shield::Role(role("Directory Readers")), Shield::Role(role("Groups Administrator"))];
    assert!(!reaches(&actor(&["Helpdesk Administrator"]), Power::Reset, &target));
    assert!(reaches(&actor(&["User Administrator"]), Power::Reset, &target));
}

/// Entra asks one assignment for the whole target: two roles that each reach past one half reach past nothing.
#[test]
fn two_actor_roles_do_not_add_up() {
    let target = [Shield::Role(role("Authentication Administrator")), Shield::Role(role("User Administrator"))];
    for power in POWERS {
        assert!(!reaches(&actor(&["Authentication Administrator", "User Administrator"]), power, &target));
        assert!(reaches(&actor(&["Reports Reader", "Global Administrator"]), power, &target));
    }
}

#[test]
fn roles_that_administer_nobody_reach_nobody() {
    for name in DirectoryRole::names().filter(|name| !ACTORS.contains(name)) {
        for power in POWERS {
            assert!(!reaches(&actor(&[name]), power, &[]), "{name} {power:?}");
        }
    }
    assert!(!reaches(&actor(&[]), Power::Reset, &[]));
    let unknown = Standing { roles: vec![role_nobody_knows()], ..actor(&[]) };
    assert!(!reaches(&unknown, Power::Reset, &[]));
}

#[test]
fn what_the_table_does_not_list_takes_the_almighty() {
    let others = ["Security Administrator", "Exchange Administrator", "Global Reader", "Directory Writers"];
    let shields = others.map(|name| Shield::Role(role(name))).into_iter().chain([
        Shield::Role(role_nobody_knows()),
        Shield::RoleAssignableGroup,
        Shield::Unknown,
    ]);
    for shield in shields {
        for power in POWERS {
            let could = who_could(power, std::slice::from_ref(&shield));
            assert_eq!(could, ALMIGHTY.map(role), "{power:?} {shield:?}");
        }
    }
}

/// Microsoft: only a role that is assigned for the unit itself does, and Grendel counts none of those.
#[test]
fn nobody_reaches_into_a_restricted_management_unit() {
    for power in POWERS {
        assert_eq!(who_could(power, &[Shield::RestrictedManagement]), []);
    }
}

#[test]
fn the_almighty_reach_everyone_and_a_sensitive_action_takes_no_less_than_a_reset() {
    for name in DirectoryRole::names() {
        let target = [Shield::Role(role(name))];
        let [reset, sensitive] = POWERS.map(|power| who_could(power, &target));
        for almighty in ALMIGHTY.map(role) {
            assert!(reset.contains(&almighty) && sensitive.contains(&almighty), "{name}");
        }
        assert!(sensitive.iter().all(|role| reset.contains(role)), "{name}");
    }
}

#[test]
fn a_shield_never_makes_a_target_easier_to_reach() {
    for power in POWERS {
        let bare = who_could(power, &[]);
        for name in DirectoryRole::names() {
            let shielded = who_could(power, &[Shield::Role(role(name))]);
            assert!(shielded.iter().all(|role| bare.contains(role)), "{power:?} {name}");
        }
    }
}

#[test]
fn nobody_resets_a_global_administrator_from_the_help_desk() {
    let target = [Shield::Role(role("Global Administrator"))];
    for name in
        ["Password Administrator", "Helpdesk Administrator", "Authentication Administrator", "User Administrator"]
    {
        assert!(POWERS.iter().all(|power| !reaches(&actor(&[name]), *power, &target)), "{name}");
    }
}

#[test]
fn each_step_needs_the_power_that_microsoft_names_for_it() {
    for step in StepKind::ALL {
        let expected = match step {
            // accountEnabled is among the sensitive properties.
            StepKind::EnableSignIn => Power::Sensitive,
            // Invalidating refresh tokens goes with resetting the password.
            StepKind::RevokeSignInSessions => Power::Reset,
        };
        assert_eq!(power_for(*step), expected, "{}", step.word());
    }
}

#[test]
fn an_account_is_shielded_by_all_it_holds_and_by_all_that_could_not_be_read() {
    assert_eq!(shields(&healthy_account(TOM)), []);
    let laden = Account {
        roles: Reading::Read(vec![role("Reports Reader"), role("Reports Reader"), role("Guest Inviter")]),
        role_assignable_groups: Reading::Read(vec!["Tier 0".to_owned()]),
        management_restricted: true,
        ..healthy_account(TOM)
    };
    let mut expected = vec![
        Shield::Role(role("Reports Reader")),
        Shield::Role(role("Guest Inviter")),
        Shield::RoleAssignableGroup,
        Shield::RestrictedManagement,
    ];
    expected.sort();
    assert_eq!(shields(&laden), expected);
    let roles_unread = Account { roles: Reading::Unread(gap(Topic::Roles)), ..healthy_account(TOM) };
    let groups_unread = Account { role_assignable_groups: Reading::Unread(gap(Topic::Groups)), ..healthy_account(TOM) };
    assert_eq!(shields(&roles_unread), [Shield::Unknown]);
    assert_eq!(shields(&groups_unread), [Shield::Unknown]);
}
