//! Each condition of a rule, held against requesters, accounts and instants; and what several rules say together.

use grendel::domain::CaseNumber;
use grendel::domain::account::{Account, Blocker, LookAlike, RememberedBlock, Unit};
use grendel::domain::authority::Shield;
use grendel::domain::command::{ApprovalRule, When};
use grendel::domain::diagnosis::Diagnosis;
use grendel::domain::hours::Hours;
use grendel::domain::people::{DirectoryRole, Risk, Standing};
use grendel::domain::policy::{self, Verdict};
use grendel::domain::reading::{Reading, Topic};
use grendel::domain::refusal::Refusal;
use grendel::domain::step::StepKind;
use grendel::domain::target_ref::TargetRef;
use jiff::Timestamp;

use super::{STEPS, asking, helen, tom, verdict_at, with};
use crate::cast::{
    HELEN, account_id, after_seconds, blocked_account, gap, healthy_account, on_premises, role, rule, standing, terms,
};

fn when(condition: When) -> ApprovalRule {
    ApprovalRule { when: vec![condition], ..rule(&["lead"], 1) }
}

/// Returns true if a rule with this condition asks, for a plan with steps about this account.
fn applies(condition: &When, requester: &Standing, account: Account) -> bool {
    let rules = vec![when(condition.clone()), rule(&["anybody"], 1)];
    let asking = asking(verdict_at(rules, requester, account, after_seconds(0)));
    assert!(asking.contains(&rule(&["anybody"], 1)), "nothing was asked at all");
    asking.len() == 2
}

fn unread<T>(topic: Topic) -> Reading<T> {
    Reading::Unread(gap(topic))
}

fn in_groups(groups: &[&str]) -> Account {
    Account { groups: Reading::Read(groups.iter().map(|group| (*group).to_owned()).collect()), ..tom() }
}

fn blocked_by(by_security: bool) -> Account {
    let mut account = tom();
    if let Reading::Read(Some(block)) = &mut account.last_block {
        block.by_security = by_security;
    }
    account
}

/// A colleague's block by the audit, after one that our own journal knows of.
fn remembered(by: Blocker) -> Account {
    let account = blocked_by(false);
    let at = account.last_block.known().unwrap().as_ref().unwrap().at;
    Account { remembered_block: Some(RememberedBlock { case: CaseNumber(3), by, at }), ..account }
}

fn auditor() -> DirectoryRole {
    role("Reports Reader")
}

fn unit() -> Unit {
    Unit { id: account_id(0xa0), name: "Executives".to_owned(), restricted: false }
}

#[test]
fn each_condition_applies_where_it_is_so_and_where_nobody_can_tell() {
    let lead_of = |roles| Account { roles: Reading::Read(roles), ..tom() };
    let tim = LookAlike { upn: "tim@contoso.com".to_owned(), display_name: "Tim".to_owned() };
    let board = || When::TargetInGroup(vec!["Board".to_owned(), "Press".to_owned()]);
    let rows: Vec<(When, Account, bool)> = vec![
        (When::Always, tom(), true),
        (When::TargetPrivileged, tom(), false),
        (When::TargetPrivileged, lead_of(vec![role("Reports Reader")]), true),
        (When::TargetPrivileged, Account { roles: unread(Topic::Roles), ..tom() }, true),
        (
            When::TargetPrivileged,
            Account { role_assignable_groups: Reading::Read(vec!["Tier 0".to_owned()]), ..tom() },
            true,
        ),
        (When::TargetPrivileged, Account { role_assignable_groups: unread(Topic::Groups), ..tom() }, true),
        (When::TargetPrivileged, Account { units: Reading::Read(vec![unit()]), ..tom() }, false),
        (board(), tom(), false),
        (board(), in_groups(&["Press"]), true),
        (board(), in_groups(&["Canteen"]), false),
        (board(), Account { groups: unread(Topic::NamedGroups), ..tom() }, true),
        (When::TargetGuest, tom(), false),
        (When::TargetGuest, Account { guest: true, ..tom() }, true),
        (When::SignsOfCompromise, tom(), false),
        (When::SignsOfCompromise, Account { risk: Reading::Read(Risk::NotAsked), ..tom() }, false),
        (When::SignsOfCompromise, Account { risk: Reading::Read(Risk::AtRisk), ..tom() }, true),
        (When::SignsOfCompromise, Account { risk: unread(Topic::Risk), ..tom() }, true),
        (When::SignsOfCompromise, Account { failed_sign_ins: unread(Topic::SignIns), ..tom() }, true),
        (When::SignsOfCompromise, Account { last_block: unread(Topic::Blocks), ..tom() }, true),
        (When::SignsOfCompromise, Account { look_alikes: unread(Topic::LookAlikes), ..tom() }, false),
        (When::BlockedBySecurity, blocked_by(false), false),
        (When::BlockedBySecurity, blocked_by(true), true),
        (When::BlockedBySecurity, Account { last_block: unread(Topic::Blocks), ..tom() }, true),
        // A record that is gone may have been that of security.
        (When::BlockedBySecurity, Account { last_block: Reading::Read(None), ..tom() }, true),
        (When::BlockedBySecurity, remembered(Blocker::Containment), true),
        (When::TargetPrivileged, Account { eligible_roles: Reading::Read(vec![auditor()]), ..tom() }, true),
        (When::TargetPrivileged, Account { eligible_roles: unread(Topic::EligibleRoles), ..tom() }, true),
        (When::LookAlike, tom(), false),
        (When::LookAlike, Account { look_alikes: Reading::Read(vec![tim]), ..tom() }, true),
        (When::LookAlike, Account { look_alikes: unread(Topic::LookAlikes), ..tom() }, true),
        // Neither step gives out a password or a pass.
        (When::SecretIssued, tom(), false),
        (When::TargetSynced, tom(), false),
        (When::AskedRecently, tom(), false),
        (When::OutOfReach, tom(), false),
    ];
    for (condition, account, expected) in rows {
        assert_eq!(applies(&condition, &helen(), account.clone()), expected, "{condition:?} of {account:#?}");
    }
}

#[test]
fn what_is_out_of_reach_depends_on_who_asks() {
    let help_desk = standing(HELEN, &["Helpdesk Administrator"]);
    assert!(applies(&When::OutOfReach, &help_desk, tom()));
    assert!(!applies(&When::OutOfReach, &helen(), tom()));
    let unread = Account { roles: unread(Topic::Roles), ..tom() };
    assert!(applies(&When::OutOfReach, &helen(), unread.clone()), "it may hold any role");
    let highest = standing(HELEN, &["Privileged Authentication Administrator"]);
    assert!(!applies(&When::OutOfReach, &highest, unread));
}

#[test]
fn a_block_by_security_that_was_lifted_is_none() {
    let terms = with(vec![when(When::BlockedBySecurity)]);
    let mut diagnosis = Diagnosis::new(blocked_by(true), &terms, &TargetRef::parse("tom@contoso.com"), None);
    let refused = |diagnosis: &Diagnosis| policy::verdict(&terms, &helen(), diagnosis, after_seconds(0));
    assert_eq!(asking(refused(&diagnosis)).len(), 1);
    diagnosis.account.sign_in_enabled = true;
    assert_eq!(refused(&diagnosis), Verdict::Refuse(Refusal::NoRule));
}

/// A synced account has no steps of its own yet; the condition holds for it all the same.
#[test]
fn a_rule_for_synced_accounts_is_about_those_that_have_a_master_elsewhere() {
    let terms = with(vec![when(When::TargetSynced)]);
    let mut diagnosis = Diagnosis::new(tom(), &terms, &TargetRef::parse("tom@contoso.com"), None);
    let verdict = |diagnosis: &Diagnosis| policy::verdict(&terms, &helen(), diagnosis, after_seconds(0));
    assert_eq!(verdict(&diagnosis), Verdict::Refuse(Refusal::NoRule));
    diagnosis.account.on_premises = Some(on_premises());
    assert_eq!(asking(verdict(&diagnosis)).len(), 1);
}

#[test]
fn what_was_typed_and_done_before_makes_people_look_twice() {
    let verdict = |condition: When, typed: &str, earlier| {
        let terms = with(vec![when(condition), rule(&["anybody"], 1)]);
        let diagnosis = Diagnosis::new(tom(), &terms, &TargetRef::parse(typed), earlier);
        asking(policy::verdict(&terms, &helen(), &diagnosis, after_seconds(0))).len() == 2
    };
    let own = tom().upn;
    assert!(!verdict(When::LookAlike, &own, None));
    assert!(verdict(When::LookAlike, "tom@c0ntoso.com", None));
    assert!(!verdict(When::LookAlike, &own, Some(CaseNumber(3))));
    assert!(verdict(When::AskedRecently, &own, Some(CaseNumber(3))));
    assert!(!verdict(When::AskedRecently, "tom@c0ntoso.com", None));
}

#[test]
fn outside_of_hours_is_an_instant_in_the_zone_of_the_team() {
    let office = Hours::parse("mon-fri 09:00-17:00 Europe/Amsterdam").unwrap();
    let asks_at = |at: &str| {
        let rules = vec![when(When::OutsideHours(office.clone())), rule(&["anybody"], 1)];
        let at: Timestamp = at.parse().unwrap();
        asking(verdict_at(rules, &helen(), tom(), at)).len() == 2
    };
    // A Monday in March, one hour ahead of UTC.
    assert!(asks_at("2025-03-03T07:59:59Z"));
    assert!(!asks_at("2025-03-03T08:00:00Z"));
    assert!(!asks_at("2025-03-03T15:59:59Z"));
    assert!(asks_at("2025-03-03T16:00:00Z"));
    assert!(asks_at("2025-03-08T11:00:00Z"), "a Saturday");
}

#[test]
fn one_of_several_conditions_is_enough_and_every_rule_that_applies_asks() {
    let either = ApprovalRule { when: vec![When::TargetGuest, When::TargetPrivileged], ..rule(&["chief"], 2) };
    let rules = vec![rule(&["lead"], 1), either.clone(), when(When::OutOfReach)];
    let asked = |account| asking(verdict_at(rules.clone(), &helen(), account, after_seconds(0)));
    assert_eq!(asked(tom()), [rule(&["lead"], 1)]);
    assert_eq!(asked(Account { guest: true, ..tom() }), [rule(&["lead"], 1), either.clone()]);
    let reader = Account { roles: Reading::Read(vec![role("Message Center Reader")]), ..tom() };
    assert_eq!(asked(reader), [rule(&["lead"], 1), either.clone()]);
    let administrator = Account { roles: Reading::Read(vec![role("Global Administrator")]), ..tom() };
    assert_eq!(asked(administrator), [rule(&["lead"], 1), either, when(When::OutOfReach)]);
}

#[test]
fn a_rule_that_refuses_does_so_where_it_applies_in_its_own_words() {
    let words = "Guests are for their own organisation.".to_owned();
    let refusing = ApprovalRule { refuse: Some(words.clone()), ..when(When::TargetGuest) };
    let rules = || vec![rule(&["lead"], 1), refusing.clone()];
    let refused = Verdict::Refuse(Refusal::ByRule { words });
    let guest = Account { guest: true, ..tom() };
    assert_eq!(verdict_at(rules(), &helen(), guest, after_seconds(0)), refused);
    assert_eq!(asking(verdict_at(rules(), &helen(), tom(), after_seconds(0))), [rule(&["lead"], 1)]);
}

#[test]
fn where_no_rule_applies_nothing_is_done_and_where_nothing_is_changed_nobody_agrees() {
    let verdict = |rules, account| verdict_at(rules, &helen(), account, after_seconds(0));
    assert_eq!(verdict(Vec::new(), tom()), Verdict::Refuse(Refusal::NoRule));
    assert_eq!(verdict(vec![when(When::TargetGuest)], tom()), Verdict::Refuse(Refusal::NoRule));
    assert_eq!(verdict(Vec::new(), healthy_account(2)), Verdict::Allow);
    let own = blocked_account(HELEN, "audit-1");
    assert_eq!(verdict(vec![rule(&["lead"], 1)], own), Verdict::Refuse(Refusal::OwnAccount));
}

#[test]
fn what_is_beyond_the_requester_is_escalated_and_what_is_beyond_everybody_is_refused() {
    let escalated = |requester: &Standing, account| match verdict_at(
        vec![rule(&["lead"], 1)],
        requester,
        account,
        after_seconds(0),
    ) {
        Verdict::Ask(demand) => demand.escalated,
        other => panic!("{other:?}"),
    };
    assert_eq!(escalated(&helen(), tom()), []);
    let help_desk = standing(HELEN, &["Helpdesk Administrator"]);
    assert_eq!(escalated(&help_desk, tom()), [StepKind::EnableSignIn]);
    assert_eq!(escalated(&standing(HELEN, &["Reports Reader"]), tom()), STEPS);
    let beyond = Account { management_restricted: true, ..tom() };
    let (shields, who_could): (_, Vec<DirectoryRole>) = (vec![Shield::RestrictedManagement], Vec::new());
    let refusal = Refusal::OutOfReach { step: STEPS[0], shields, who_could };
    let highest = standing(HELEN, &["Global Administrator"]);
    let verdict = verdict_at(vec![rule(&["lead"], 1)], &highest, beyond.clone(), after_seconds(0));
    assert_eq!(verdict, Verdict::Refuse(refusal));
    // Someone may hold a role for the unit that it is in.
    let restricted = Unit { restricted: true, ..unit() };
    let in_unit = Account { units: Reading::Read(vec![restricted]), ..beyond };
    assert_eq!(escalated(&highest, in_unit), STEPS);
}

#[test]
fn the_groups_that_rules_ask_about_are_named_once() {
    let in_group = |groups: &[&str]| when(When::TargetInGroup(groups.iter().map(|one| (*one).to_owned()).collect()));
    let terms = with(vec![in_group(&["Press", "Board"]), rule(&["lead"], 1), in_group(&["Board"])]);
    assert_eq!(terms.groups(), ["Board", "Press"]);
    assert_eq!(with(terms_without_groups()).groups(), Vec::<String>::new());
}

fn terms_without_groups() -> Vec<ApprovalRule> {
    terms(&STEPS, 1).approval
}
