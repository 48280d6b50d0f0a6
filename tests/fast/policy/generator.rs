//! Rules only ever ask for more: held against many sets of rules, drawn with fixed seeds.

use fastrand::Rng;
use grendel::domain::CaseNumber;
use grendel::domain::account::{Account, LookAlike};
use grendel::domain::approval::{Approval, ApprovalRequirement};
use grendel::domain::authority::Guard;
use grendel::domain::command::{ApprovalRule, Group, NextGroup, When, WhenName};
use grendel::domain::decision::{Decision, Vote};
use grendel::domain::diagnosis::Diagnosis;
use grendel::domain::hours::Hours;
use grendel::domain::people::{Member, Risk, Standing};
use grendel::domain::policy::{self, Verdict};
use grendel::domain::reading::{Reading, Topic};
use grendel::domain::refusal::Refusal;
use grendel::domain::target_ref::TargetRef;
use grendel::domain::{InteractionId, RoleName};

use super::{tom, with};
use crate::cast::{HELEN, after_seconds, gap, member, on_premises, role, rule, standing};

const DRAWS: u64 = 3_000;
const CHAT: [&str; 3] = ["lead", "security", "chief"];
const DIRECTORY: [&str; 4] =
    ["Helpdesk Administrator", "User Administrator", "Security Administrator", "Global Administrator"];

fn some<T: Copy>(rng: &mut Rng, all: &[T]) -> Vec<T> {
    all.iter().copied().filter(|_| rng.u8(..3) == 0).collect()
}

fn group(rng: &mut Rng) -> Group {
    let from: Vec<RoleName> = some(rng, &CHAT).into_iter().map(RoleName::from).collect();
    let directory_roles = some(rng, &DIRECTORY).into_iter().map(role).collect();
    Group { from, directory_roles, ..Group::default() }
}

fn condition(rng: &mut Rng) -> When {
    let hours = ["mon-sun 00:00-24:00 UTC", "sat 10:00-11:00 UTC"];
    match rng.choice(WhenName::ALL).unwrap() {
        WhenName::Always => When::Always,
        WhenName::TargetPrivileged => When::TargetPrivileged,
        WhenName::TargetInGroup => When::TargetInGroup(vec!["Board".to_owned()]),
        WhenName::TargetSynced => When::TargetSynced,
        WhenName::TargetGuest => When::TargetGuest,
        WhenName::SignsOfCompromise => When::SignsOfCompromise,
        WhenName::SecretIssued => When::SecretIssued,
        WhenName::BlockedBySecurity => When::BlockedBySecurity,
        WhenName::OutOfReach => When::OutOfReach,
        WhenName::OutsideHours => When::OutsideHours(Hours::parse(rng.choice(hours).unwrap()).unwrap()),
        WhenName::LookAlike => When::LookAlike,
        WhenName::AskedRecently => When::AskedRecently,
    }
}

fn drawn_rule(rng: &mut Rng) -> ApprovalRule {
    let then = NextGroup { group: group(rng), after_minutes: rng.u32(1..60) };
    ApprovalRule {
        when: (0..rng.u8(1..3)).map(|_| condition(rng)).collect(),
        group: group(rng),
        window_minutes: rng.u32(10..60),
        then: rng.bool().then_some(then),
        fresh_sign_in_minutes: (rng.u8(..4) == 0).then_some(5),
        typed_confirmation: rng.u8(..4) == 0,
        refuse: (rng.u8(..8) == 0).then(|| "No.".to_owned()),
        ..rule(&[], rng.u8(1..3))
    }
}

fn reading<T>(rng: &mut Rng, topic: Topic, usual: T, other: T) -> Reading<T> {
    match rng.u8(..4) {
        0 => Reading::Unread(gap(topic)),
        1 => Reading::Read(other),
        _ => Reading::Read(usual),
    }
}

fn drawn_account(rng: &mut Rng) -> Account {
    let tim = LookAlike { upn: "tim@contoso.com".to_owned(), display_name: "Tim".to_owned() };
    let guest = rng.u8(..4) == 0;
    Account {
        guest,
        on_premises: (rng.u8(..8) == 0).then(on_premises),
        roles: reading(rng, Topic::Roles, Vec::new(), vec![role("Reports Reader")]),
        groups: reading(rng, Topic::NamedGroups, Vec::new(), vec!["Board".to_owned()]),
        risk: reading(rng, Topic::Risk, Risk::Clear, Risk::AtRisk),
        look_alikes: reading(rng, Topic::LookAlikes, Vec::new(), vec![tim]),
        ..tom()
    }
}

/// Everybody there is, each with some roles.
fn drawn_people(rng: &mut Rng) -> Vec<(Vec<RoleName>, Standing)> {
    let person = |number: u8| {
        let roles = some(rng, &DIRECTORY);
        (some(rng, &CHAT).into_iter().map(RoleName::from).collect(), standing(number, &roles))
    };
    (10..16).map(person).collect()
}

fn decision((chat, standing): &(Vec<RoleName>, Standing), diagnosis: &Diagnosis, rng: &mut Rng) -> Decision {
    let by = Member { roles: chat.clone(), ..member(rng.u64(100..1_000_000), "somebody", &[]) };
    Decision {
        by,
        account: standing.object_id,
        upn: standing.upn.clone(),
        groups: Vec::new(),
        roles: standing.roles.clone(),
        vote: Vote::Approve,
        plan: diagnosis.digest(),
        reason: None,
        at: after_seconds(60 * rng.i64(0..60)),
        signed_in_at: rng.bool().then(|| after_seconds(0)),
        confirmed: rng.bool(),
        interaction: InteractionId(1),
    }
}

/// Returns true if these people are enough for the requirement.
fn is_met(demand: &ApprovalRequirement, decisions: &[Decision], diagnosis: &Diagnosis) -> bool {
    let mut approval = Approval::new(diagnosis.digest(), demand.clone(), after_seconds(0));
    approval.decisions = decisions.to_vec();
    approval.is_met_for(&Guard::of(&diagnosis.account))
}

/// One more rule may refuse what was asked for, and may ask more; it never lets through what was refused, nor is met by people who
/// were not enough before. Only where no rule said anything does one that does open the way to asking.
#[test]
fn one_more_rule_never_asks_for_less() {
    let (mut asked, mut more, mut refused, mut met) = (0, 0, 0, 0);
    for seed in 0..DRAWS {
        let rng = &mut Rng::with_seed(seed);
        let mut rules: Vec<ApprovalRule> = (0..rng.usize(1..4)).map(|_| drawn_rule(rng)).collect();
        let roles = some(rng, &DIRECTORY);
        let requester = standing(HELEN, &roles);
        let earlier = rng.bool().then_some(CaseNumber(3));
        let diagnosis =
            Diagnosis::new(drawn_account(rng), &with(Vec::new()), &TargetRef::parse("tom@contoso.com"), earlier);
        let verdict_of =
            |rules: &[ApprovalRule]| policy::verdict(&with(rules.to_vec()), &requester, &diagnosis, after_seconds(0));
        let before = verdict_of(&rules);
        rules.insert(rng.usize(..=rules.len()), drawn_rule(rng));
        let after = verdict_of(&rules);
        let decisions: Vec<Decision> = drawn_people(rng).iter().map(|one| decision(one, &diagnosis, rng)).collect();
        match (&before, &after) {
            (Verdict::Allow, _) | (_, Verdict::Allow) => assert_eq!(before, after, "seed {seed}"),
            (Verdict::Refuse(Refusal::NoRule), _) => {}
            (Verdict::Refuse(_), _) => {
                assert!(matches!(after, Verdict::Refuse(_)), "seed {seed}: {before:?}, then {after:?}");
                refused += 1;
            }
            (Verdict::Ask(_), Verdict::Refuse(refusal)) => {
                assert!(matches!(refusal, Refusal::ByRule { .. }), "seed {seed}: {refusal:?}");
            }
            (Verdict::Ask(less), Verdict::Ask(demand)) => {
                asked += 1;
                more += usize::from(demand.rules.len() > less.rules.len());
                assert_eq!(demand.escalated, less.escalated, "seed {seed}");
                assert!(less.rules.iter().all(|rule| demand.rules.contains(rule)), "seed {seed}: a rule is gone");
                for some in 0..=decisions.len() {
                    let enough = is_met(demand, &decisions[..some], &diagnosis);
                    met += usize::from(enough && demand.rules.len() > 1);
                    assert!(!enough || is_met(less, &decisions[..some], &diagnosis), "seed {seed}: fewer are enough");
                }
            }
        }
    }
    let drawn = [asked, more, refused, met];
    assert!(drawn.iter().all(|count| *count > 50), "little was put to the test: {drawn:?}");
}

/// Nor does making a reading unreadable: what cannot be told counts as true.
#[test]
fn reading_less_never_asks_for_less() {
    let mut more = 0;
    for seed in 0..DRAWS {
        let rng = &mut Rng::with_seed(seed);
        let rules: Vec<ApprovalRule> = (0..rng.usize(1..4)).map(|_| drawn_rule(rng)).collect();
        let requester = standing(HELEN, &["Global Administrator"]);
        let account = drawn_account(rng);
        let blind = Account {
            roles: Reading::Unread(gap(Topic::Roles)),
            groups: Reading::Unread(gap(Topic::NamedGroups)),
            risk: Reading::Unread(gap(Topic::Risk)),
            look_alikes: Reading::Unread(gap(Topic::LookAlikes)),
            last_block: Reading::Unread(gap(Topic::Blocks)),
            ..account.clone()
        };
        let verdict_of = |account| {
            let terms = with(rules.clone());
            let diagnosis = Diagnosis::new(account, &terms, &TargetRef::parse("tom@contoso.com"), None);
            policy::verdict(&terms, &requester, &diagnosis, after_seconds(0))
        };
        match (verdict_of(account), verdict_of(blind)) {
            (Verdict::Ask(seeing), Verdict::Ask(blind)) => {
                assert!(seeing.rules.iter().all(|rule| blind.rules.contains(rule)), "seed {seed}");
                more += usize::from(blind.rules.len() > seeing.rules.len());
            }
            (Verdict::Refuse(Refusal::ByRule { .. }), blind) => {
                assert!(matches!(blind, Verdict::Refuse(Refusal::ByRule { .. })), "seed {seed}: {blind:?}");
            }
            _ => {}
        }
    }
    assert!(more > 50, "little was put to the test: {more}");
}
