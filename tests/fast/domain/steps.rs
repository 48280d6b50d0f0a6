//! The parameters of each step, and the conditions in which its effect shows.

use grendel::catalog::Catalog;
use grendel::domain::CaseNumber;
use grendel::domain::access::{Access, Method, MethodKind, RiskLevel, RiskReport, RiskState};
use grendel::domain::account::Account;
use grendel::domain::command::Terms;
use grendel::domain::condition::{Condition, Parameters};
use grendel::domain::diagnosis::Diagnosis;
use grendel::domain::mail::{InboxRule, Mail, Mailbox, Restriction};
use grendel::domain::plan::{Plan, Withheld};
use grendel::domain::reading::{Reading, Topic};
use grendel::domain::run::{Receipt, Run, StepState, Verification};
use grendel::domain::step::{Obstacle, StepKind};
use grendel::domain::target_ref::TargetRef;
use jiff::Timestamp;

use crate::cast::{TOM, account_id, after_seconds, gap, healthy_account, on_premises, trouble};

#[expect(clippy::unnecessary_wraps, reason = "it stands where there may be nothing")]
fn at(second: i64) -> Option<Timestamp> {
    Some(after_seconds(second))
}

#[expect(clippy::unnecessary_wraps, reason = "it stands where there may be nothing")]
fn on(rules: &[&str]) -> Option<Vec<String>> {
    Some(rules.iter().map(|rule| (*rule).to_owned()).collect())
}

/// Before, after, and whether that shows the effect. What was not read shows nothing.
#[test]
fn the_effect_of_a_step_shows_where_it_was_read_and_not_before() {
    let bare = Condition::default();
    let enabled = Condition { sign_in_enabled: true, ..bare.clone() };
    let valid = |from| Condition { sessions_valid_from: from, ..bare.clone() };
    let changed = |changed_at| Condition { password_changed_at: changed_at, ..bare.clone() };
    let pass = |from| Condition { pass_from: from, ..bare.clone() };
    let risk = |risk| Condition { risk: Some(risk), ..bare.clone() };
    let restricted = |restricted| Condition { restricted: Some(restricted), ..bare.clone() };
    let forwards = |forwards| Condition { forwards: Some(forwards), ..bare.clone() };
    let rules = |rules: &[&str]| Condition { rules_on: on(rules), ..bare.clone() };
    let rows = vec![
        (StepKind::EnableSignIn, bare.clone(), enabled.clone(), true),
        (StepKind::EnableSignIn, bare.clone(), bare.clone(), false),
        (StepKind::BlockSignIn, enabled.clone(), bare.clone(), true),
        (StepKind::BlockSignIn, enabled.clone(), enabled.clone(), false),
        (StepKind::RevokeSignInSessions, valid(at(0)), valid(at(1)), true),
        (StepKind::RevokeSignInSessions, valid(at(0)), valid(at(0)), false),
        (StepKind::RevokeSignInSessions, valid(None), valid(at(0)), true),
        (StepKind::ResetPassword, changed(at(0)), changed(at(1)), true),
        (StepKind::ResetPassword, changed(at(0)), changed(at(0)), false),
        (StepKind::ResetPassword, changed(at(0)), changed(None), false),
        (StepKind::IssueTemporaryAccessPass, pass(None), pass(at(1)), true),
        (StepKind::IssueTemporaryAccessPass, pass(at(0)), pass(at(1)), true),
        (StepKind::IssueTemporaryAccessPass, pass(at(0)), pass(at(0)), false),
        (StepKind::IssueTemporaryAccessPass, pass(at(0)), pass(None), false),
        (StepKind::DismissRisk, risk(RiskState::AtRisk), risk(RiskState::Dismissed), true),
        (StepKind::DismissRisk, risk(RiskState::AtRisk), risk(RiskState::AtRisk), false),
        (StepKind::DismissRisk, risk(RiskState::AtRisk), risk(RiskState::ConfirmedCompromised), false),
        (StepKind::ConfirmCompromised, bare.clone(), risk(RiskState::ConfirmedCompromised), true),
        (StepKind::ConfirmCompromised, bare.clone(), risk(RiskState::AtRisk), false),
        (StepKind::ConfirmCompromised, bare.clone(), bare.clone(), false),
        (StepKind::ClearForwarding, forwards(true), forwards(false), true),
        (StepKind::ClearForwarding, forwards(true), forwards(true), false),
        (StepKind::ClearForwarding, forwards(true), bare.clone(), false),
        (StepKind::DisableInboxRules, rules(&["1", "2"]), rules(&[]), true),
        (StepKind::DisableInboxRules, rules(&["1", "2"]), rules(&["3"]), true),
        (StepKind::DisableInboxRules, rules(&["1", "2"]), rules(&["2"]), false),
        (StepKind::DisableInboxRules, rules(&["1"]), bare.clone(), false),
        (StepKind::ReleaseSender, restricted(true), restricted(false), true),
        (StepKind::ReleaseSender, restricted(true), restricted(true), false),
        (StepKind::ReleaseSender, restricted(true), bare.clone(), false),
        (StepKind::PointToSelfService, bare.clone(), bare.clone(), true),
    ];
    for (step, before, after, is_seen) in rows {
        assert_eq!(step.is_seen(&before, &after), is_seen, "{}: {before:?}, then {after:?}", step.word());
    }
}

fn rule(id: &str, deletes: bool, enabled: bool) -> InboxRule {
    InboxRule {
        more_recipients: 0,
        id: id.to_owned(),
        name: id.to_owned(),
        enabled,
        hidden: false,
        forwards_to: Vec::new(),
        deletes,
        moves_to: None,
        marks_read: false,
        definition: String::new(),
    }
}

fn laden() -> Account {
    let method = |kind, created_at| Method { kind, created_at };
    let pass = MethodKind::TemporaryAccessPass;
    let methods = vec![method(pass, at(-90)), method(pass, at(-60)), method(MethodKind::Phone, at(-1))];
    let report = RiskReport { level: RiskLevel::Low, state: RiskState::Remediated, detail: None, at: None };
    let restriction = Restriction {
        address: "tom@contoso.com".to_owned(),
        reason: String::new(),
        limit: None,
        outside_today: None,
        inside_today: None,
        spam_last_day: None,
        sent_last_day: None,
        since: None,
    };
    let mailbox =
        Mailbox { address: "tom@contoso.com".to_owned(), forwards_to: Some("Tim".to_owned()), keeps_copy: true };
    Account {
        password_changed_at: at(-3600),
        access: Access { methods: Reading::Read(methods), risk: Some(report), ..Access::default() },
        mail: Some(Mail {
            mailbox: Reading::Read(Some(mailbox)),
            rules: Reading::Read(vec![rule("1", true, true), rule("2", false, true), rule("3", true, false)]),
            restriction: Reading::Read(Some(restriction)),
            domains: Reading::Read(Vec::new()),
            ..Mail::default()
        }),
        ..healthy_account(TOM)
    }
}

#[test]
fn a_condition_holds_what_steps_change_and_nothing_that_was_not_read() {
    let expected = Condition {
        sign_in_enabled: true,
        sessions_valid_from: at(-3600),
        password_changed_at: at(-3600),
        last_sync: None,
        pass_from: at(-60),
        passes: None,
        risk: Some(RiskState::Remediated),
        restricted: Some(true),
        forwards: Some(true),
        rules_on: on(&["1"]),
    };
    assert_eq!(Condition::from(&laden()), expected);
    let plain = Condition { sign_in_enabled: true, sessions_valid_from: at(-3600), ..Condition::default() };
    assert_eq!(Condition::from(&healthy_account(TOM)), plain);
    let unread = Mail {
        mailbox: Reading::Unread(gap(Topic::Mailbox)),
        rules: Reading::Unread(gap(Topic::InboxRules)),
        restriction: Reading::Unread(gap(Topic::Sending)),
        domains: Reading::Unread(gap(Topic::Domains)),
        ..Mail::default()
    };
    assert_eq!(Condition::from(&Account { mail: Some(unread), ..healthy_account(TOM) }), plain);
}

#[test]
fn a_step_is_done_with_what_was_read_of_the_account_and_with_nothing_else() {
    let account = laden();
    for step in StepKind::ALL {
        let expected = match step {
            StepKind::ReleaseSender => Parameters::Sender("tom@contoso.com".to_owned()),
            StepKind::DisableInboxRules => Parameters::InboxRules(vec!["1".to_owned()]),
            StepKind::IssueTemporaryAccessPass => Parameters::Pass { lifetime_minutes: 60 },
            StepKind::RevokeTemporaryAccessPass => Parameters::Passes(Vec::new()),
            _ => Parameters::None,
        };
        assert_eq!(step.parameters(&account), expected, "{}", step.word());
        assert_eq!(expected.mark().is_none(), expected == Parameters::None);
    }
}

/// A step that comes before secrets and whose effect does not show has not shut anybody out, except for what shows late.
#[test]
fn a_secret_waits_for_the_effect_of_what_comes_before_it() {
    let plan = |steps: &[StepKind]| Plan { target: account_id(TOM), steps: steps.to_vec(), withheld: Vec::new() };
    let verified = |verification| {
        let (receipt, at) = (Receipt::default(), after_seconds(60));
        StepState::Verified { verification, receipt, at }
    };
    for step in StepKind::ALL.iter().copied().filter(|step| step.comes_before_secrets()) {
        let plan = plan(&[step, StepKind::IssueTemporaryAccessPass]);
        let after = |state| Run { states: vec![state, verified(Verification::Seen)], ..Run::new(&plan) };
        let shows_late = [StepKind::RevokeSignInSessions, StepKind::ResetPassword].contains(&step);
        assert!(after(verified(Verification::Seen)).has_shut_out(&plan), "{}", step.word());
        for other in [Verification::NotYet, Verification::Unreadable(trouble())] {
            assert_eq!(after(verified(other)).has_shut_out(&plan), shows_late, "{}", step.word());
        }
        assert!(!after(StepState::Refused(trouble())).has_shut_out(&plan), "{}", step.word());
    }
}

fn found(account: Account, command: &str) -> Diagnosis {
    let catalog = Catalog::built_in();
    let terms = catalog.command(command).and_then(|command| command.terms()).unwrap();
    Diagnosis::new(account, terms, &TargetRef::parse("tom@contoso.com"), None)
}

/// A step that gives access back needs everything that takes access away, and nothing else needs anything.
#[test]
fn what_lets_the_owner_in_needs_what_throws_the_intruder_out() {
    for step in StepKind::ALL.iter().copied() {
        for other in StepKind::ALL.iter().copied() {
            let waits_for_work = step == StepKind::EnableSignIn && other == StepKind::EnableOnPremises
                || step == StepKind::IssueTemporaryAccessPass && other.is_by_hand();
            let is_needed = step.gives_access() && other.comes_before_secrets() || waits_for_work;
            assert_eq!(step.needs(other), is_needed, "{} and {}", step.word(), other.word());
            assert!(!step.needs(other) || other < step, "{} comes before what it needs", step.word());
        }
    }
}

/// The password that was used to send the spam stays in force, because only Active Directory changes it.
#[test]
fn a_synced_sender_is_not_released_on_the_old_password() {
    let restriction = Restriction {
        address: "tom@contoso.com".to_owned(),
        reason: "OutboundSpam".to_owned(),
        limit: None,
        outside_today: None,
        inside_today: None,
        sent_last_day: None,
        spam_last_day: None,
        since: None,
    };
    let mail = Mail { restriction: Reading::Read(Some(restriction)), ..Mail::default() };
    let cloud = Account { mail: Some(mail), ..healthy_account(TOM) };
    assert!(found(cloud.clone(), "unlock").plan.steps.contains(&StepKind::ReleaseSender));
    let synced = Account { on_premises: Some(on_premises()), ..cloud };
    let by_hand = [StepKind::ResetPasswordOnPremises, StepKind::RevokeSignInSessions, StepKind::ReleaseSender];
    assert_eq!(found(synced.clone(), "unlock").plan.steps, by_hand, "the release needs the new password");
    let catalog = Catalog::built_in();
    let unlock = catalog.command("unlock").and_then(|command| command.terms()).unwrap();
    let nobody = Terms { by_hand: None, ..unlock.clone() };
    let plan = Diagnosis::new(synced, &nobody, &TargetRef::parse("tom@contoso.com"), None).plan;
    assert!(!plan.steps.contains(&StepKind::ReleaseSender), "{plan:?}");
    let lacks = Withheld { step: StepKind::ReleaseSender, obstacle: Obstacle::NeedsOtherStep };
    assert!(plan.withheld.contains(&lacks), "{plan:?}");
}

/// A containment that is asked for again keeps the password that nobody knows. An owner who is to be let in needs another one.
#[test]
fn a_password_that_nobody_knows_is_kept_only_while_the_account_stays_closed() {
    let unseen = Account { unseen_since: Some(CaseNumber(3)), ..healthy_account(TOM) };
    let plan = found(unseen.clone(), "contain").plan;
    assert!(!plan.steps.contains(&StepKind::ResetPassword), "{plan:?}");
    let done = Withheld { step: StepKind::ResetPassword, obstacle: Obstacle::DoneAlready };
    assert!(plan.withheld.contains(&done), "{plan:?}");
    assert!(found(healthy_account(TOM), "contain").plan.steps.contains(&StepKind::ResetPassword));
    let handed_out = found(unseen, "unlock").plan.steps;
    assert!(handed_out.contains(&StepKind::ResetPassword), "{handed_out:?}");
}
