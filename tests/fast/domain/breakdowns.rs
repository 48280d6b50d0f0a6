//! Cases that Grendel itself cannot go on with, and what they still owe; and the containment that goes on although the
//! intruder keeps adding things.

use grendel::domain::account::Account;
use grendel::domain::case::{Case, Input, Now, PersonRecheck, Phase, Press, Recheck};
use grendel::domain::command::Terms;
use grendel::domain::compromise::{SignKind, possible_signs};
use grendel::domain::decision::{Decision, Vote};
use grendel::domain::diagnosis::Diagnosis;
use grendel::domain::event::{Event, RecordedEvent, Verb};
use grendel::domain::finding::FindingKind;
use grendel::domain::mail::{InboxRule, Mail, Mailbox};
use grendel::domain::outcome::{Breakdown, Outcome};
use grendel::domain::people::{Risk, StandingLookup};
use grendel::domain::reading::{Reading, Topic};
use grendel::domain::run::Intent;
use grendel::domain::sign_ins::FailedSignIn;
use grendel::domain::step::StepKind;
use grendel::domain::target_ref::TargetRef;
use grendel::domain::{CaseNumber, InteractionId};

use crate::cast::{
    HELEN, TOM, account_id, after_seconds, against, gap, healthy_account, member, on_premises, opening, role, standing,
    terms,
};

const NUMBER: CaseNumber = CaseNumber(7);
const LENA: u8 = 3;
const CONTAIN: [StepKind; 3] = [StepKind::BlockSignIn, StepKind::RevokeSignInSessions, StepKind::DisableInboxRules];

fn containing() -> Terms {
    let steps = &CONTAIN;
    Terms { runbook: vec![against(FindingKind::SuspiciousInboxRules, steps)], ..terms(&[], 1) }
}

fn rule(id: &str) -> InboxRule {
    InboxRule {
        id: id.to_owned(),
        name: "..".to_owned(),
        enabled: true,
        hidden: false,
        forwards_to: Vec::new(),
        more_recipients: 0,
        deletes: true,
        moves_to: None,
        marks_read: false,
        definition: "Delete it.".to_owned(),
    }
}

fn with_rules(ids: &[&str]) -> Account {
    let mailbox = Mailbox { address: "tom@contoso.com".to_owned(), forwards_to: None, keeps_copy: false };
    let mail = Mail {
        mailbox: Reading::Read(Some(mailbox)),
        rules: Reading::Read(ids.iter().map(|id| rule(id)).collect()),
        restriction: Reading::Read(None),
        domains: Reading::Read(vec!["contoso.com".to_owned()]),
        ..Mail::default()
    };
    Account { mail: Some(mail), ..healthy_account(TOM) }
}

fn diagnosis(account: Account) -> Diagnosis {
    Diagnosis::new(account, &containing(), &TargetRef::parse("tom@contoso.com"), None)
}

fn now() -> Now {
    Now { at: after_seconds(120), epoch: 1, freeze: None }
}

fn decision(by: u8, vote: Vote, found: &Diagnosis) -> Decision {
    Decision {
        by: member(u64::from(by), "Lena", &["lead"]),
        account: account_id(by),
        upn: "lena@contoso.com".to_owned(),
        roles: standing(by, &["User Administrator"]).roles,
        groups: Vec::new(),
        vote,
        plan: found.digest(),
        reason: None,
        at: after_seconds(60),
        signed_in_at: None,
        confirmed: false,
        interaction: InteractionId(4),
    }
}

/// Returns the events of a case up to its approval, or up to the emergency in which Helen goes on alone.
fn approved(breaks_glass: bool) -> Vec<Event> {
    let found = diagnosis(with_rules(&["1"]));
    assert_eq!(found.plan.steps, CONTAIN);
    let asked = Event::ApprovalAsked {
        plan: found.digest(),
        rules: containing().approval,
        escalated: Vec::new(),
        alone_minutes: None,
        receiver: None,
    };
    let agreed = if breaks_glass {
        let decision = decision(HELEN, Vote::Approve, &found);
        Event::GlassBroken { decision, countersign_minutes: 60, receiver: None }
    } else {
        Event::Decided { decision: decision(LENA, Vote::Approve, &found), receiver: None }
    };
    let accepted = Event::RequesterAccepted { standing: standing(HELEN, &["User Administrator"]) };
    let diagnosed = Event::Diagnosed { diagnosis: Box::new(found) };
    vec![Event::Opened(Box::new(opening(containing()))), accepted, diagnosed, asked, agreed]
}

fn replayed(events: &[Event]) -> Case {
    let recorded = events.iter().map(|event| RecordedEvent { at: after_seconds(60), event: event.clone() });
    Case::replay_to_fault(NUMBER, recorded).unwrap().0
}

fn person(number: u8, roles: &[&str], chat: &[&str]) -> PersonRecheck {
    let chat_roles = Ok(member(1, "", chat).roles);
    PersonRecheck { checked: StandingLookup::Read(standing(number, roles)), chat_roles }
}

fn rechecked(case: &Case, account: Account) -> Vec<Event> {
    let recheck = Recheck {
        account: Ok(account),
        requester: person(HELEN, &["User Administrator"], &["helpdesk", "lead"]),
        approvers: vec![person(LENA, &["User Administrator"], &["lead"])],
        limit: None,
        others: None,
        target_known: false,
    };
    case.decide(Input::Rechecked(Box::new(recheck)), now()).unwrap()
}

fn begun(case: &Case, account: Account) -> Intent {
    match rechecked(case, account).as_slice() {
        [Event::StepIntended(intent)] => intent.clone(),
        events => panic!("{events:?}"),
    }
}

#[test]
fn a_containment_goes_on_although_the_intruder_adds_rules_and_strangers_fail_to_sign_in() {
    let case = replayed(&approved(false));
    let mut more = with_rules(&["0", "1", "2"]);
    let failure = FailedSignIn { code: 50126, at: after_seconds(90), denied: true, ..FailedSignIn::default() };
    more.failed_sign_ins = Reading::Read(vec![failure]);
    more.risk = Reading::Read(Risk::AtRisk);
    more.access.grants = Reading::Unread(gap(Topic::Grants));
    assert_ne!(diagnosis(more.clone()).digest(), diagnosis(with_rules(&["1"])).digest());
    let intent = begun(&case, more);
    assert_eq!(intent.before.rules_on, Some(vec!["1".to_owned()]), "only what was approved is switched off");
    assert_eq!(intent.not_covered, [StepKind::DisableInboxRules], "the card says what was added");
    assert_eq!(begun(&case, with_rules(&["1"])).not_covered, []);
    assert_eq!(begun(&case, with_rules(&[])).not_covered, []);

    let recorded = RecordedEvent { at: now().at, event: Event::StepIntended(intent) };
    let mut running = case;
    running.apply(&recorded).unwrap();
    assert_eq!(running.run().unwrap().not_covered, [StepKind::DisableInboxRules]);
}

#[test]
fn a_containment_of_an_account_that_is_another_by_now_is_approved_again() {
    let case = replayed(&approved(false));
    let tom = || with_rules(&["1"]);
    let others = vec![
        ("name", Account { upn: "thomas@contoso.com".to_owned(), ..tom() }),
        ("role", Account { roles: Reading::Read(vec![role("Reports Reader")]), ..tom() }),
        ("unread roles", Account { roles: Reading::Unread(gap(Topic::Roles)), ..tom() }),
        ("group", Account { groups: Reading::Read(vec!["Board".to_owned()]), ..tom() }),
        ("restricted", Account { management_restricted: true, ..tom() }),
        ("synced", Account { on_premises: Some(on_premises()), ..tom() }),
        ("guest", Account { guest: true, ..tom() }),
        ("emergency access", Account { emergency_access: true, ..tom() }),
        ("deleted", Account { deleted_at: Some(after_seconds(0)), ..tom() }),
    ];
    for (what, account) in others {
        let events = rechecked(&case, account);
        assert!(matches!(events.first(), Some(Event::Lapsed { .. })), "{what}: {events:?}");
    }
}

/// A stranger's failed sign-ins leave less room for the rest of an account.
#[test]
fn how_far_a_rule_is_cut_changes_no_digest() {
    let whole = with_rules(&["1", "2"]);
    let mut cut = with_rules(&["2"]);
    if let Some(mail) = &mut cut.mail {
        mail.further_rules = vec!["1".to_owned()];
        let Reading::Read(rules) = &mut mail.rules else { unreachable!() };
        rules[0].definition.truncate(3);
    }
    assert_eq!(diagnosis(cut).digest(), diagnosis(whole.clone()).digest());
    assert_ne!(diagnosis(with_rules(&["1"])).digest(), diagnosis(whole).digest());
}

#[test]
fn an_emergency_that_breaks_down_still_owes_its_countersignature() {
    let mut case = replayed(&approved(true));
    let not_begun = case.broken_down(Breakdown::Defect, now());
    assert_eq!(not_begun, [Event::Closed { outcome: Outcome::Failed { why: Breakdown::Defect } }]);
    let intent = begun(&case, with_rules(&["1"]));
    case.apply(&RecordedEvent { at: now().at, event: Event::StepIntended(intent) }).unwrap();
    let events = case.broken_down(Breakdown::Defect, now());
    let [Event::CountersignRequired { outcome: Outcome::Failed { .. }, .. }] = events.as_slice() else {
        panic!("{events:?}")
    };
    for event in events {
        case.apply(&RecordedEvent { at: now().at, event }).unwrap();
    }
    assert!(matches!(case.phase(), Phase::AwaitingCountersign(_)));
    assert_eq!(case.countersign_owed_by(), Some(&account_id(HELEN)));
    assert_eq!(case.broken_down(Breakdown::Defect, now()), [], "it goes on waiting");
}

#[test]
fn an_approved_run_that_breaks_down_is_closed() {
    let mut case = replayed(&approved(false));
    let intent = begun(&case, with_rules(&["1"]));
    case.apply(&RecordedEvent { at: now().at, event: Event::StepIntended(intent) }).unwrap();
    let failed = Outcome::Failed { why: Breakdown::TooLarge };
    assert_eq!(case.broken_down(Breakdown::TooLarge, now()), [Event::Closed { outcome: failed.clone() }]);
    assert!(failed.may_follow_a_change());
}

/// The card must not say that nothing was changed.
#[test]
fn a_step_that_was_begun_after_a_fault_is_not_forgotten() {
    let intent = begun(&replayed(&approved(false)), with_rules(&["1"]));
    let failed = || Event::Closed { outcome: Outcome::Failed { why: Breakdown::Fault } };
    let mut events = approved(false);
    // It cannot follow here, so the events after it count for nothing.
    events.push(Event::Settled);
    let without = replayed(&[events.clone(), vec![failed()]].concat());
    assert!(without.outcome().is_some() && !without.may_have_begun_a_step());
    events.extend([Event::StepIntended(intent), failed()]);
    let with = replayed(&events);
    assert!(with.run().is_none() && with.outcome().is_some(), "{:?}", with.phase());
    assert!(with.may_have_begun_a_step());
}

/// A reason is as long as its writer likes, and a waiver keeps the whole diagnosis.
#[test]
fn a_waiver_that_would_be_too_large_is_written_down_with_less_evidence() {
    let steps = &[StepKind::RevokeSignInSessions, StepKind::EnableSignIn];
    let terms = Terms { runbook: vec![against(FindingKind::SuspiciousInboxRules, steps)], ..terms(&[], 1) };
    let application = Some("x".repeat(40 << 10));
    let failures = vec![FailedSignIn { code: 50126, at: after_seconds(0), application, ..FailedSignIn::default() }];
    let failed_sign_ins = Reading::Read(failures);
    let account = Account { sign_in_enabled: false, failed_sign_ins, ..with_rules(&["1"]) };
    let found = Diagnosis::new(account, &terms, &TargetRef::parse("tom@contoso.com"), None);
    assert!(found.waits_for_waiver(), "{:?}", found.plan);
    let asked = Event::ApprovalAsked {
        plan: found.digest(),
        rules: terms.approval.clone(),
        escalated: Vec::new(),
        alone_minutes: None,
        receiver: None,
    };
    let press = Press {
        member: member(u64::from(LENA), "Lena", &["lead"]),
        interaction: InteractionId(5),
        verb: Verb::Waive,
        plan: found.digest(),
        reason: Some("She made that rule herself.".to_owned()),
        standing: StandingLookup::Read(standing(LENA, &["User Administrator"])),
        signed_in_at: None,
        debt: None,
        guard: None,
        target_privileged: false,
        limit: None,
        target_known: false,
    };
    let accepted = Event::RequesterAccepted { standing: standing(HELEN, &["User Administrator"]) };
    let diagnosed = Event::Diagnosed { diagnosis: Box::new(found) };
    let mut case = replayed(&[Event::Opened(Box::new(opening(terms))), accepted, diagnosed, asked]);
    let lesser = case.with_less_evidence().expect("it waits");
    let events = lesser.decide(Input::Pressed(press), now()).unwrap();
    let [Event::Waived { waiver, diagnosis, .. }, ..] = events.as_slice() else { panic!("{events:?}") };
    assert_eq!(waiver.signs, [SignKind::InboxRules]);
    assert!(serde_json::to_vec(&events).unwrap().len() < 10 << 10, "{:?}", diagnosis.account);
    assert!(possible_signs(&diagnosis.account).contains(&Topic::SignIns));
    for event in events {
        case.apply(&RecordedEvent { at: now().at, event }).unwrap();
    }
}
