//! Checks for enough people, before anyone is asked.

use grendel::domain::account::{Account, Unit};
use grendel::domain::approval::ApprovalRequirement;
use grendel::domain::approval::quorum::{Candidate, Candidates};
use grendel::domain::authority::{Guard, Shield};
use grendel::domain::command::{ApprovalRule, Group, NextGroup};
use grendel::domain::people::{HeldRole, Holdings};
use grendel::domain::reading::Reading;
use grendel::domain::refusal::Refusal;
use grendel::domain::step::StepKind;
use grendel::domain::{ObjectId, RoleName};

use super::tom;
use crate::cast::{account_id, member, role, rule, standing};

/// Returns a person with these roles in the chat and in the directory.
fn person(number: u8, chat: &[&str], directory: &[&str]) -> Candidate {
    let member = member(u64::from(number), "somebody", chat);
    Candidate { member: Some(member), standing: Some(standing(number, directory)) }
}

fn in_directory(roles: &[&str]) -> Group {
    Group { directory_roles: roles.iter().copied().map(role).collect(), ..Group::default() }
}

fn met(rules: &[ApprovalRule], escalated: &[StepKind], people: Vec<Candidate>) -> Result<(), Refusal> {
    let demand = ApprovalRequirement { rules: rules.to_vec(), escalated: escalated.to_vec() };
    let others = people.len();
    demand.can_be_met(&Candidates { people, others, ..Candidates::default() }, &Guard::of(&tom()))
}

fn too_few(rule: &ApprovalRule, able: u8) -> Result<(), Refusal> {
    let (from, directory) = (rule.group.from.clone(), rule.group.directory_roles.clone());
    Err(Refusal::NobodyCanApprove { from, directory, groups: Vec::new(), quorum: rule.quorum, able })
}

#[test]
fn as_many_are_needed_as_the_rule_says() {
    let two = rule(&["lead"], 2);
    let lead = |number| person(number, &["lead"], &[]);
    assert_eq!(met(std::slice::from_ref(&two), &[], vec![]), too_few(&two, 0));
    assert_eq!(met(std::slice::from_ref(&two), &[], vec![lead(3), person(5, &["helpdesk"], &[])]), too_few(&two, 1));
    assert_eq!(met(std::slice::from_ref(&two), &[], vec![lead(3), lead(4)]), Ok(()));
}

#[test]
fn one_person_cannot_fill_two_rules() {
    let rules = [rule(&["lead"], 1), rule(&["security"], 1)];
    let both = |number| person(number, &["lead", "security"], &[]);
    assert_eq!(met(&rules, &[], vec![both(3)]), too_few(&rules[1], 1));
    assert_eq!(met(&rules, &[], vec![both(3), both(4)]), Ok(()));
    // The first person moves to make room.
    assert_eq!(met(&rules, &[], vec![both(3), person(4, &["lead"], &[])]), Ok(()));
    assert_eq!(met(&rules, &[], vec![both(3), person(4, &["helpdesk"], &[])]), too_few(&rules[1], 1));
}

#[test]
fn the_next_group_counts_though_it_is_asked_later() {
    let next = NextGroup { group: in_directory(&["Security Administrator"]), after_minutes: 15 };
    let patient = ApprovalRule { then: Some(next), ..rule(&["lead"], 1) };
    let guard = person(5, &[], &["Security Administrator"]);
    assert_eq!(met(&[rule(&["lead"], 1)], &[], vec![guard.clone()]), too_few(&rule(&["lead"], 1), 0));
    assert_eq!(met(&[patient], &[], vec![guard]), Ok(()));
}

#[test]
fn whoever_could_not_be_looked_at_counts_as_able() {
    let two_lists = Group { from: vec!["lead".into()], ..in_directory(&["Security Administrator"]) };
    let both = ApprovalRule { group: two_lists, ..rule(&[], 1) };
    let known = |chat: Option<&[&str]>, directory: Option<&[&str]>| Candidate {
        member: chat.map(|roles| member(3, "somebody", roles)),
        standing: directory.map(|roles| standing(3, roles)),
    };
    let able = |candidate: Candidate| met(std::slice::from_ref(&both), &[], vec![candidate]).is_ok();
    assert!(able(known(None, None)));
    assert!(able(known(Some(&["lead"]), None)));
    assert!(!able(known(Some(&["helpdesk"]), None)), "the chat rules them out");
    assert!(!able(known(Some(&["lead"]), Some(&[]))), "the directory rules them out");
    assert!(able(known(Some(&["lead"]), Some(&["Security Administrator"]))));
    let nobody = ApprovalRule { group: Group::default(), ..rule(&[], 1) };
    assert_eq!(met(std::slice::from_ref(&nobody), &[], vec![known(None, None)]), too_few(&nobody, 0));
}

#[test]
fn whoever_was_not_looked_at_may_be_the_one() {
    let demand = ApprovalRequirement { rules: vec![rule(&["lead"], 2)], escalated: vec![StepKind::EnableSignIn] };
    let guard = Guard::of(&tom());
    assert_eq!(demand.can_be_met(&Candidates { more: true, ..Candidates::default() }, &guard), Ok(()));
    assert!(demand.can_be_met(&Candidates { others: 9, ..Candidates::default() }, &guard).is_err());
}

#[test]
fn somebody_must_reach_what_is_beyond_the_requester() {
    let rules = [rule(&["lead"], 1)];
    let step = StepKind::EnableSignIn;
    let lead = || person(3, &["lead"], &[]);
    let who_could = [
        "Authentication Administrator",
        "User Administrator",
        "Privileged Authentication Administrator",
        "Global Administrator",
    ];
    let nobody = Refusal::NobodyReaches { step, shields: Vec::new(), who_could: who_could.map(role).to_vec() };
    assert_eq!(met(&rules, &[step], vec![lead()]), Err(nobody));
    assert_eq!(met(&rules, &[step], vec![lead(), person(4, &[], &["User Administrator"])]), Ok(()));
    assert_eq!(met(&rules, &[step], vec![person(3, &["lead"], &["User Administrator"])]), Ok(()));
    let unread = Candidate { standing: None, ..person(4, &[], &[]) };
    assert_eq!(met(&rules, &[step], vec![lead(), unread]), Ok(()), "nobody knows what they hold");
}

#[test]
fn who_reaches_depends_on_what_shields_the_target() {
    let administrator = Account { roles: Reading::Read(vec![role("Global Administrator")]), ..tom() };
    let demand = ApprovalRequirement { rules: vec![rule(&["lead"], 1)], escalated: vec![StepKind::EnableSignIn] };
    let met_by = |directory: &str| {
        let people = vec![person(3, &["lead"], &[directory])];
        demand.can_be_met(&Candidates { people, others: 1, ..Candidates::default() }, &Guard::of(&administrator))
    };
    assert_eq!(met_by("Privileged Authentication Administrator"), Ok(()));
    let Err(Refusal::NobodyReaches { shields, who_could, .. }) = met_by("User Administrator") else {
        panic!("a user administrator reached a global one")
    };
    assert_eq!(shields, [Shield::Role(role("Global Administrator"))]);
    assert_eq!(who_could, ["Privileged Authentication Administrator", "Global Administrator"].map(role));
}

#[test]
fn a_group_admits_by_one_list_or_by_both_and_an_empty_one_nobody() {
    let roles = |names: &[&str]| names.iter().copied().map(role).map(HeldRole::tenant_wide).collect::<Vec<_>>();
    let (lead, none) = (["lead".into()], []);
    let (guard, reader) = (roles(&["Security Administrator"]), roles(&["Reports Reader"]));
    let chat = Group { from: lead.to_vec(), ..Group::default() };
    let directory = in_directory(&["Security Administrator"]);
    let both = Group { from: lead.to_vec(), ..directory.clone() };
    // The group, then whether it admits a lead, a guard, a lead who is a guard, and a lead with another role.
    let rows = [
        (chat, [true, false, true, true]),
        (directory, [false, true, true, false]),
        (both, [false, false, true, false]),
        (Group::default(), [false; 4]),
    ];
    for (group, expected) in rows {
        let admits = [
            group.admits(&lead, holding(&[]), None),
            group.admits(&none, holding(&guard), None),
            group.admits(&lead, holding(&guard), None),
            group.admits(&lead, holding(&reader), None),
        ];
        assert_eq!(admits, expected, "{group:?}");
        for chat in [&lead[..], &none[..]] {
            let admitted = [&guard, &reader, &Vec::new()].iter().any(|held| group.admits(chat, holding(held), None));
            assert!(!admitted || group.may_admit(chat), "{group:?} rules out whom it admits");
        }
    }
}

/// Returns these roles, and no group.
fn holding(roles: &[HeldRole]) -> Holdings<'_> {
    Holdings { roles, groups: &[] }
}

#[test]
fn a_role_for_a_unit_counts_only_for_targets_that_are_known_to_be_in_the_unit() {
    let unit = |number: u8, restricted| Unit { id: account_id(number), name: "North".to_owned(), restricted };
    let guards = in_directory(&["Security Administrator"]);
    let held = [HeldRole { unit: Some(account_id(0xa0)), ..HeldRole::tenant_wide(role("Security Administrator")) }];
    let admits = |units: Vec<Unit>| {
        let guard = Guard { units, ..Guard::default() };
        guards.admits(&[], holding(&held), Some(&guard))
    };
    assert!(admits(vec![unit(0xa1, false), unit(0xa0, false)]));
    assert!(!admits(vec![unit(0xa1, false)]), "in another unit");
    assert!(!admits(Vec::new()), "in none, or they could not be read");
    assert!(guards.admits(&[], holding(&held), None), "for some target");
    let restricted = Guard { shields: vec![Shield::RestrictedManagement], units: vec![unit(0xa0, false)] };
    assert!(!guards.admits(&[], holding(&held), Some(&restricted)), "another unit restricts the target");
}

#[test]
fn membership_of_a_group_will_do_instead_of_a_directory_role_and_only_by_its_object_id() {
    let (wanted, other) = (account_id(0xb0), account_id(0xb1));
    let group =
        Group { from: vec!["lead".into()], directory_groups: vec![wanted], ..in_directory(&["Reports Reader"]) };
    let lead = ["lead".into()];
    let reader = [HeldRole::tenant_wide(role("Reports Reader"))];
    let admits = |chat: &[RoleName], roles: &[HeldRole], groups: &[ObjectId]| {
        group.admits(chat, Holdings { roles, groups }, Some(&Guard::default()))
    };
    assert!(admits(&lead, &[], &[wanted]) && admits(&lead, &reader, &[other]));
    assert!(!admits(&lead, &[], &[other]) && !admits(&lead, &[], &[]), "the chat role alone");
    assert!(!admits(&[], &reader, &[wanted]), "the directory alone");
}
