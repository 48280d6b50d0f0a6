//! The credential that a plan hands out: the first way that is open to the account, and only one.

use grendel::domain::access::{Access, MethodKind};
use grendel::domain::account::{Account, OnPremises};
use grendel::domain::command::{ByHand, Terms};
use grendel::domain::compromise::{SignKind, Waiver};
use grendel::domain::condition::Parameters;
use grendel::domain::diagnosis::Diagnosis;
use grendel::domain::finding::FindingKind;
use grendel::domain::plan::Plan;
use grendel::domain::reading::{Reading, Topic};
use grendel::domain::runbook::{Credential, RunbookEntry, RunbookStep};
use grendel::domain::step::{Obstacle, StepKind};
use grendel::domain::target_ref::TargetRef;

use super::accounts::{
    failing, forwarding, locked, merged, registered, showing, travelled, with_methods, with_passes, with_self_service,
};
use super::accounts::{healthy, hours_ago};
use crate::cast::{account_id, after_seconds, gap, member, on_premises, terms};

const PASS: StepKind = StepKind::IssueTemporaryAccessPass;
const POINT: StepKind = StepKind::PointToSelfService;
const RESET: StepKind = StepKind::ResetPassword;

const WAYS: [Credential; 3] = [Credential::SelfService, Credential::TemporaryAccessPass, Credential::TemporaryPassword];

fn entry(finding: FindingKind, steps: &[RunbookStep]) -> RunbookEntry {
    RunbookEntry { finding: Some(finding), steps: steps.to_vec() }
}

/// Returns terms that hand out a credential against some findings, by the first of these ways that is open.
fn giving(ways: &[Credential]) -> Terms {
    let kinds = [
        FindingKind::SmartLockout,
        FindingKind::PasswordExpired,
        FindingKind::PasswordForgotten,
        FindingKind::SecondFactorMissing,
    ];
    let runbook = kinds.map(|kind| entry(kind, &[RunbookStep::Credential])).to_vec();
    Terms { runbook, credentials: ways.to_vec(), ..terms(&[], 1) }
}

fn plan(account: Account, terms: &Terms) -> Plan {
    Diagnosis::new(account, terms, &TargetRef::parse("tom@contoso.com"), None).plan
}

fn waived(account: Account, terms: &Terms, signs: &[SignKind]) -> Diagnosis {
    let waiver = Waiver {
        by: member(3, "Lena", &["lead"]),
        account: account_id(3),
        signs: signs.to_vec(),
        topics: Vec::new(),
        reason: "She is in Brazil this week.".to_owned(),
        at: after_seconds(0),
    };
    Diagnosis::with(account, terms, &TargetRef::parse("tom@contoso.com"), None, vec![waiver])
}

fn withheld(plan: &Plan) -> Vec<(StepKind, Obstacle)> {
    plan.withheld.iter().map(|one| (one.step, one.obstacle)).collect()
}

/// Opens every way to hand out a credential to this account.
fn open(account: Account) -> Account {
    with_passes(with_self_service(account, true, true), true)
}

#[test]
fn the_first_open_way_in_the_order_of_the_file_is_taken() {
    let [by_owner, by_pass, by_password] = WAYS;
    for ways in [
        [by_owner, by_pass, by_password],
        [by_owner, by_password, by_pass],
        [by_pass, by_owner, by_password],
        [by_pass, by_password, by_owner],
        [by_password, by_owner, by_pass],
        [by_password, by_pass, by_owner],
    ] {
        let plan = plan(open(failing(50055, 1)), &giving(&ways));
        assert_eq!(plan.steps, [ways[0].step()], "{ways:?}");
        assert_eq!(plan.withheld, [], "{ways:?}");
    }
    let steps: Vec<StepKind> = WAYS.iter().map(|way| way.step()).collect();
    assert_eq!(steps, [POINT, PASS, RESET]);
}

/// A label, an account, the step that is taken, and the steps that are withheld.
type Row = (&'static str, Account, StepKind, Vec<(StepKind, Obstacle)>);

#[test]
fn a_way_that_is_closed_is_withheld_with_its_obstacle_and_the_next_is_taken() {
    let expired = || failing(50055, 1);
    let unread = |topic: Topic| {
        let mut account = open(expired());
        match topic {
            Topic::SelfService => account.access.self_service = Reading::Unread(gap(topic)),
            _ => account.access.passes = Reading::Unread(gap(topic)),
        }
        account
    };
    let rows: Vec<Row> = vec![
        ("all open", open(expired()), POINT, vec![]),
        (
            "off",
            with_passes(with_self_service(expired(), false, true), true),
            PASS,
            vec![(POINT, Obstacle::SelfServiceOff)],
        ),
        (
            "off, and nothing registered",
            with_passes(with_self_service(expired(), false, false), true),
            PASS,
            vec![(POINT, Obstacle::SelfServiceOff)],
        ),
        (
            "not registered",
            with_passes(with_self_service(expired(), true, false), true),
            PASS,
            vec![(POINT, Obstacle::SelfServiceNotRegistered)],
        ),
        ("self-service unread", unread(Topic::SelfService), PASS, vec![(POINT, Obstacle::CannotTell)]),
        ("passes unread", unread(Topic::Passes), POINT, vec![]),
        (
            "neither on nor covered",
            with_passes(with_self_service(expired(), false, true), false),
            RESET,
            vec![(POINT, Obstacle::SelfServiceOff), (PASS, Obstacle::PassesOff)],
        ),
        ("nothing was asked", expired(), RESET, vec![(POINT, Obstacle::CannotTell), (PASS, Obstacle::CannotTell)]),
    ];
    for (what, account, step, obstacles) in rows {
        let plan = plan(account, &giving(&WAYS));
        assert_eq!(plan.steps, [step], "{what}");
        assert_eq!(withheld(&plan), obstacles, "{what}");
    }
}

#[test]
fn if_no_way_is_open_each_is_withheld_with_its_obstacle() {
    let ways = [Credential::SelfService, Credential::TemporaryAccessPass];
    let plan = plan(with_passes(with_self_service(failing(50055, 1), true, false), false), &giving(&ways));
    assert_eq!(plan.steps, []);
    assert_eq!(withheld(&plan), [(POINT, Obstacle::SelfServiceNotRegistered), (PASS, Obstacle::PassesOff)]);
}

#[test]
fn the_credentials_of_a_guest_belong_to_their_own_organisation() {
    let guest = Account { guest: true, ..open(failing(50055, 1)) };
    let plan = plan(guest, &giving(&WAYS));
    assert_eq!(plan.steps, []);
    let elsewhere = Obstacle::BelongsElsewhere;
    assert_eq!(withheld(&plan), [(POINT, elsewhere), (PASS, elsewhere), (RESET, elsewhere)]);
}

#[test]
fn a_synced_account_gets_no_password_from_the_cloud_and_may_get_a_pass() {
    let synced = |account: Account| Account { on_premises: Some(on_premises()), ..account };
    let terms = giving(&[Credential::TemporaryPassword, Credential::TemporaryAccessPass]);
    let first = plan(synced(open(failing(50055, 1))), &terms);
    assert_eq!(first.steps, [PASS]);
    assert_eq!(withheld(&first), [(RESET, Obstacle::MasteredOnPremises)]);
    let bare = plan(synced(failing(50055, 1)), &terms);
    assert_eq!(bare.steps, []);
    assert_eq!(withheld(&bare), [(RESET, Obstacle::MasteredOnPremises), (PASS, Obstacle::CannotTell)]);
}

/// Self-service sets the password of Active Directory only where the tenant writes it back, which cannot be read.
#[test]
fn self_service_of_a_synced_account_takes_writeback() {
    let pointed = |password_writeback, is_on| {
        let on_premises = Some(OnPremises { password_writeback, ..on_premises() });
        let account = Account { on_premises, ..with_self_service(failing(50055, 1), is_on, true) };
        plan(account, &giving(&[Credential::SelfService]))
    };
    let closed = [
        (None, true, Obstacle::CannotTell),
        (Some(false), true, Obstacle::WritebackOff),
        (Some(true), false, Obstacle::SelfServiceOff),
    ];
    for (writeback, is_on, obstacle) in closed {
        let plan = pointed(writeback, is_on);
        assert_eq!((plan.steps.as_slice(), withheld(&plan)), (&[][..], vec![(POINT, obstacle)]), "{writeback:?}");
    }
    let open = pointed(Some(true), true);
    assert_eq!((open.steps.as_slice(), withheld(&open)), (&[POINT][..], vec![]));
}

/// People set the password that cannot be set from the cloud, if the command says who does it.
#[test]
fn a_synced_account_gets_its_password_from_people_if_somebody_is_there_for_it() {
    let by_hand = Some(ByHand { from: vec!["lead".into()], window_minutes: 480, remind_minutes: None });
    let synced = Account { on_premises: Some(on_premises()), ..open(failing(50055, 1)) };
    let terms = |ways: &[Credential]| Terms { by_hand: by_hand.clone(), ..giving(ways) };
    let first = plan(synced.clone(), &terms(&[Credential::TemporaryPassword, Credential::TemporaryAccessPass]));
    assert_eq!((first.steps.as_slice(), withheld(&first)), (&[StepKind::ResetPasswordOnPremises][..], vec![]));
    // The operator has not said if what self-service sets is written back.
    let second = plan(synced, &terms(&[Credential::SelfService, Credential::TemporaryPassword]));
    assert_eq!(second.steps, [StepKind::ResetPasswordOnPremises]);
    assert_eq!(withheld(&second), [(POINT, Obstacle::CannotTell)]);
}

/// A pass takes the place of the password, and the lock of the password stays.
#[test]
fn no_pass_is_issued_against_a_smart_lockout() {
    let terms = giving(&[Credential::TemporaryAccessPass, Credential::TemporaryPassword]);
    let plan_of = |account: Account| plan(open(account), &terms);
    let against_lock = plan_of(locked(None));
    assert_eq!(against_lock.steps, [RESET]);
    assert_eq!(withheld(&against_lock), [(PASS, Obstacle::PassKeepsLock)]);
    assert_eq!(plan_of(failing(50055, 1)).steps, [PASS]);
    // The pass that helps against the one does not help against the other, and the password helps against both.
    let both = plan_of(merged(&locked(None), &failing(50074, 1)));
    assert_eq!(both.steps, [RESET], "{:?}", both.withheld);
}

#[test]
fn two_findings_that_need_a_credential_get_one_together() {
    let expired_and_new = merged(&failing(50055, 1), &failing(50074, 1));
    for ways in [&WAYS[..], &WAYS[1..], &WAYS[2..]] {
        let plan = plan(open(expired_and_new.clone()), &giving(ways));
        assert_eq!(plan.steps, [ways[0].step()]);
    }
}

#[test]
fn a_credential_that_the_runbook_names_as_a_step_is_enough() {
    let mut terms = giving(&WAYS);
    terms.runbook.push(entry(FindingKind::SignInBlocked, &[RESET.into()]));
    terms.runbook.push(entry(FindingKind::AccountAtRisk, &[PASS.into()]));
    let blocked = Account { sign_in_enabled: false, ..open(failing(50055, 1)) };
    assert_eq!(plan(blocked, &terms).steps, [RESET]);
    // But against a lock it must be one that ends it.
    let locked_and_at_risk = open(merged(&locked(None), &failing(50135, 1)));
    let by_password = Terms { credentials: vec![Credential::TemporaryPassword], ..terms };
    assert_eq!(plan(locked_and_at_risk, &by_password).steps, [RESET, PASS]);
}

/// An intruder may have registered the methods by which the owner would prove who they are.
#[test]
fn nobody_is_pointed_to_self_service_while_the_account_looks_compromised() {
    let signs = merged(&registered(hours_ago(1)), &travelled(hours_ago(2)));
    let account = open(Account { failed_sign_ins: failing(50055, 1).failed_sign_ins, ..signs });
    let plan = plan(account.clone(), &giving(&[Credential::SelfService, Credential::TemporaryPassword]));
    assert_eq!(plan.steps, [RESET]);
    assert_eq!(withheld(&plan), [(POINT, Obstacle::SignsOfCompromise)]);
    let one_weak_sign = open(merged(&failing(50055, 1), &showing(SignKind::NewMethod)));
    assert_eq!(super::credentials::plan(one_weak_sign, &giving(&WAYS)).steps, [POINT]);
}

/// A waived sign does not stand any more. Otherwise no step would be left, and the card could not say why.
#[test]
fn once_the_signs_are_waived_the_owner_is_pointed_to_self_service() {
    let signs = merged(&registered(hours_ago(1)), &travelled(hours_ago(2)));
    let account = open(Account { failed_sign_ins: failing(50055, 1).failed_sign_ins, ..signs });
    let terms = giving(&[Credential::SelfService]);
    let before = Diagnosis::new(account.clone(), &terms, &TargetRef::parse("tom@contoso.com"), None);
    assert_eq!((before.plan.steps.as_slice(), before.waits_for_waiver()), (&[][..], true));
    let after = waived(account, &terms, &before.waivable());
    assert_eq!(after.plan.steps, [POINT]);
    assert!(!after.waits_for_waiver());
}

#[test]
fn a_sign_that_the_plan_cleans_still_keeps_self_service_closed() {
    let mut terms = giving(&[Credential::SelfService, Credential::TemporaryAccessPass]);
    terms.runbook.push(entry(FindingKind::MailForwardedOutside, &[StepKind::ClearForwarding.into()]));
    let account = open(merged(&failing(50055, 1), &forwarding("tom@example.org")));
    let plan = plan(account, &terms);
    assert_eq!(plan.steps, [StepKind::ClearForwarding, PASS]);
    assert_eq!(withheld(&plan), [(POINT, Obstacle::SignsOfCompromise)]);
}

/// The person who waived a sign has judged it to be harmless, so it is left as it is.
#[test]
fn a_waived_sign_is_not_cleaned() {
    let mut terms = giving(&WAYS);
    let clean = [
        (FindingKind::MailForwardedOutside, StepKind::ClearForwarding),
        (FindingKind::SuspiciousInboxRules, StepKind::DisableInboxRules),
    ];
    terms.runbook.extend(clean.map(|(kind, step)| entry(kind, &[step.into()])));
    let account = merged(&showing(SignKind::ForwardingOutside), &showing(SignKind::InboxRules));
    assert_eq!(plan(account.clone(), &terms).steps, clean.map(|(_, step)| step));
    let after = |signs: &[SignKind]| waived(account.clone(), &terms, signs).plan.steps;
    assert_eq!(after(&[SignKind::ForwardingOutside]), [StepKind::DisableInboxRules]);
    assert_eq!(after(&[SignKind::InboxRules]), [StepKind::ClearForwarding]);
    assert_eq!(after(SignKind::ALL), []);
}

#[test]
fn the_lifetime_of_a_pass_is_that_of_the_tenants_policy_or_an_hour() {
    let parameters = |account: &Account| PASS.parameters(account);
    assert_eq!(parameters(&with_passes(healthy(), true)), Parameters::Pass { lifetime_minutes: 90 });
    assert_eq!(parameters(&healthy()), Parameters::Pass { lifetime_minutes: 60 });
    let unread = Access { passes: Reading::Unread(gap(Topic::Passes)), ..Access::default() };
    assert_eq!(parameters(&Account { access: unread, ..healthy() }), Parameters::Pass { lifetime_minutes: 60 });
    assert_eq!(plan(with_methods(open(failing(50072, 1)), &[MethodKind::Email]), &giving(&WAYS[1..])).steps, [PASS]);
}
