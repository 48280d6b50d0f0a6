//! An outage, throttling or a bound never makes an account look safer.

use grendel::catalog::Catalog;
use grendel::domain::account::Account;
use grendel::domain::command::Terms;
use grendel::domain::compromise::{SignKind, Waiver, possible_signs, shown_in, signs_unread_this_time};
use grendel::domain::diagnosis::Diagnosis;
use grendel::domain::finding::FindingKind;
use grendel::domain::mail::Mail;
use grendel::domain::plan::Plan;
use grendel::domain::reading::{Cause, Gap, Reading, Topic};
use grendel::domain::runbook::{Credential, RunbookEntry, RunbookStep};
use grendel::domain::step::{Obstacle, StepKind};
use grendel::domain::target_ref::TargetRef;

use super::accounts::{deleting_rule, failing, mail, restriction, with_mail, with_passes, with_self_service};
use crate::cast::{account_id, after_seconds, against, gap, member, terms};

const POINT: StepKind = StepKind::PointToSelfService;
const RELEASE: StepKind = StepKind::ReleaseSender;
const OF_THIS_TIME: [Cause; 2] = [Cause::Throttled, Cause::Unavailable];
const OF_ALWAYS: [Cause; 3] = [Cause::NoPermission, Cause::PermissionOrLicence, Cause::NoLicence];

fn unread<T>(topic: Topic, cause: Cause) -> Reading<T> {
    Reading::Unread(Gap { cause, ..gap(topic) })
}

fn diagnosis(account: Account, terms: &Terms, waivers: Vec<Waiver>) -> Diagnosis {
    Diagnosis::with(account, terms, &TargetRef::parse("tom@contoso.com"), None, waivers)
}

fn plan(account: Account, terms: &Terms) -> Plan {
    diagnosis(account, terms, Vec::new()).plan
}

fn waiver(topics: Vec<Topic>) -> Waiver {
    Waiver {
        by: member(3, "Lena", &["lead"]),
        account: account_id(3),
        signs: Vec::new(),
        topics,
        reason: "I looked in the Exchange admin center: no rules.".to_owned(),
        at: after_seconds(0),
    }
}

/// The owner of this account forgot the password, and could reset it alone or by a pass.
fn forgotten(audit_log: Cause) -> Account {
    let account = with_passes(with_self_service(failing(50055, 1), true, true), true);
    Account { last_block: unread(Topic::Blocks, audit_log), ..account }
}

fn giving() -> Terms {
    let steps = vec![RunbookStep::Credential];
    let runbook = vec![RunbookEntry { finding: Some(FindingKind::PasswordExpired), steps }];
    let credentials = vec![Credential::SelfService, Credential::TemporaryAccessPass];
    Terms { runbook, credentials, ..terms(&[], 1) }
}

/// Microsoft restricts this account from sending, and its inbox rules could not be read.
fn restricted(rules: Cause) -> Account {
    let restriction = Reading::Read(Some(restriction()));
    with_mail(Mail { restriction, rules: unread(Topic::InboxRules, rules), ..mail() })
}

fn releasing() -> Terms {
    Terms { runbook: vec![against(FindingKind::SendingRestricted, &[RELEASE])], ..terms(&[], 1) }
}

fn is_held(plan: &Plan, step: StepKind) -> bool {
    plan.withheld.iter().any(|one| (one.step, one.obstacle) == (step, Obstacle::SignsOfCompromise))
}

#[test]
fn nobody_is_pointed_to_methods_that_an_intruder_may_have_registered_while_the_audit_log_is_away() {
    for cause in OF_THIS_TIME {
        let plan = plan(forgotten(cause), &giving());
        assert_eq!(plan.steps, [StepKind::IssueTemporaryAccessPass], "{cause:?}");
        assert!(is_held(&plan, POINT), "{cause:?}");
    }
    for cause in OF_ALWAYS {
        assert_eq!(plan(forgotten(cause), &giving()).steps, [POINT], "{cause:?}: this tenant could never be helped");
    }
}

#[test]
fn a_sender_is_not_released_while_the_inbox_rules_could_not_be_read() {
    for cause in OF_THIS_TIME {
        let plan = plan(restricted(cause), &releasing());
        assert!(plan.steps.is_empty() && is_held(&plan, RELEASE), "{cause:?}: {plan:?}");
    }
    for cause in OF_ALWAYS {
        assert_eq!(plan(restricted(cause), &releasing()).steps, [RELEASE], "{cause:?}");
    }
}

#[test]
fn a_list_that_is_not_there_whole_holds_a_step_back_too() {
    let restriction = Reading::Read(Some(restriction()));
    let mut account = with_mail(Mail { restriction, ..mail() });
    assert_eq!(plan(account.clone(), &releasing()).steps, [RELEASE]);
    account.omit(Topic::InboxRules, 3, true);
    assert!(is_held(&plan(account, &releasing()), RELEASE));
}

/// Otherwise the step would wait for ever, and nobody could say why.
#[test]
fn an_approver_can_answer_for_what_could_not_be_read_and_not_for_a_sign_that_shows_later() {
    let account = restricted(Cause::Unavailable);
    let before = diagnosis(account.clone(), &releasing(), Vec::new());
    assert_eq!((before.waivable(), before.waivable_topics()), (vec![], vec![Topic::InboxRules]));
    assert!(before.waits_for_waiver() && before.can_be_waived());
    let waivers = vec![waiver(before.waivable_topics())];
    let after = diagnosis(account.clone(), &releasing(), waivers.clone());
    assert_eq!(after.plan.steps, [RELEASE]);
    assert!(!after.waits_for_waiver());
    assert_ne!(after.digest(), before.digest());

    let mut seen = account;
    if let Some(mail) = &mut seen.mail {
        mail.rules = Reading::Read(vec![deleting_rule()]);
    }
    let seen = diagnosis(seen, &releasing(), waivers);
    assert_eq!(seen.waivable(), [SignKind::InboxRules]);
    assert!(is_held(&seen.plan, RELEASE), "a sign that nobody had seen is not waived");
}

#[test]
fn a_missing_permission_calls_another_approver_and_holds_nothing_back() {
    let account = restricted(Cause::NoPermission);
    assert_eq!(possible_signs(&account), [Topic::InboxRules]);
    assert_eq!(signs_unread_this_time(&account), []);
    assert_eq!(possible_signs(&restricted(Cause::NoLicence)), []);
}

/// Every sign has a topic that may hide it: also spam that was sent, and recipients that nobody can look up.
#[test]
fn every_sign_has_the_topics_that_may_hide_it() {
    for sign in SignKind::ALL {
        assert!(Topic::ALL.iter().any(|topic| shown_in(*topic).contains(sign)), "{sign:?}");
    }
    let hidden = |cause| with_mail(Mail { restriction: unread(Topic::Sending, cause), ..mail() });
    assert_eq!(possible_signs(&hidden(Cause::NoPermission)), [Topic::Sending]);
    assert_eq!(signs_unread_this_time(&hidden(Cause::NoPermission)), [], "it would hold back for ever");
    assert_eq!(signs_unread_this_time(&hidden(Cause::Unavailable)), [Topic::Sending]);
}

#[test]
fn a_blocked_account_is_signed_out_before_it_is_enabled_while_exchange_is_away() {
    let catalog = Catalog::built_in();
    let terms = catalog.command("unlock").and_then(|command| command.terms()).unwrap();
    let away = Mail {
        mailbox: unread(Topic::Mailbox, Cause::Unavailable),
        rules: unread(Topic::InboxRules, Cause::Unavailable),
        restriction: unread(Topic::Sending, Cause::Unavailable),
        domains: unread(Topic::Domains, Cause::Unavailable),
        ..Mail::default()
    };
    let plan = plan(Account { sign_in_enabled: false, ..with_mail(away) }, terms);
    assert_eq!(plan.steps, [StepKind::RevokeSignInSessions, StepKind::EnableSignIn]);
}
