//! Every pair of findings in one account, and the plans that the built-in commands make for it.

use std::fmt::Write as _;

use grendel::catalog::Catalog;
use grendel::domain::account::Account;
use grendel::domain::command::Terms;
use grendel::domain::diagnosis::Diagnosis;
use grendel::domain::finding::FindingKind as Kind;
use grendel::domain::plan::Plan;
use grendel::domain::runbook::{Credential, RunbookEntry, RunbookStep};
use grendel::domain::step::StepKind;
use grendel::domain::target_ref::TargetRef;

use super::accounts::{examples, merged, with_passes, with_self_service};
use super::oracle::complaints;
use crate::cast::terms;

/// Returns terms whose runbook has a step against every finding that a step can help against, also where the built-in commands leave
/// it to people.
fn everything() -> Terms {
    let steps = |kind: &Kind| -> Vec<RunbookStep> {
        use StepKind::{
            BlockSignIn, ClearForwarding, ConfirmCompromised, DisableInboxRules, DismissRisk, EnableSignIn,
            IssueTemporaryAccessPass, ReleaseSender, ResetPassword, RevokeSignInSessions,
        };
        let steps: &[StepKind] = match kind {
            Kind::SignInBlocked => &[EnableSignIn, RevokeSignInSessions],
            Kind::AccountAtRisk => &[DismissRisk, RevokeSignInSessions, ResetPassword],
            Kind::SignsOfCompromise => &[ConfirmCompromised, BlockSignIn],
            Kind::SuspiciousInboxRules => &[DisableInboxRules],
            Kind::MailForwardedOutside => &[ClearForwarding],
            Kind::SendingRestricted => &[ReleaseSender],
            Kind::HostileAddress => &[RevokeSignInSessions],
            Kind::SecondFactorFailing | Kind::SecondFactorMissing => &[IssueTemporaryAccessPass],
            Kind::SmartLockout
            | Kind::PasswordExpired
            | Kind::PasswordUnusable
            | Kind::PasswordUnseen
            | Kind::PasswordForgotten => {
                return vec![RunbookStep::Credential];
            }
            _ => &[],
        };
        steps.iter().copied().map(RunbookStep::Step).collect()
    };
    let runbook = Kind::ALL.iter().rev().map(|kind| RunbookEntry { finding: Some(*kind), steps: steps(kind) });
    Terms { runbook: runbook.collect(), credentials: Credential::ALL.to_vec(), ..terms(&[], 1) }
}

fn built_in(command: &str) -> Terms {
    Catalog::built_in().command(command).unwrap().terms().unwrap().clone()
}

/// Opens every way to hand out a credential, so that the findings alone decide.
fn open(account: &Account) -> Account {
    let mut account = with_passes(with_self_service(account.clone(), true, true), true);
    if let Some(on_premises) = &mut account.on_premises {
        on_premises.password_writeback = Some(true);
    }
    account
}

/// Returns an account for each finding, and one for each pair of findings.
fn pairs() -> Vec<(String, Account)> {
    let all = examples();
    let mut pairs = Vec::new();
    for (place, first) in all.iter().enumerate() {
        pairs.push((first.kind.word().to_owned(), open(&first.account)));
        for second in &all[place + 1..] {
            let name = format!("{} + {}", first.kind.word(), second.kind.word());
            pairs.push((name, open(&merged(&first.account, &second.account))));
        }
    }
    pairs
}

fn words(plan: &Plan) -> String {
    let steps: Vec<&str> = plan.steps.iter().map(|step| step.word()).collect();
    let withheld: Vec<String> =
        plan.withheld.iter().map(|one| format!("{} ({})", one.step.word(), one.obstacle.word())).collect();
    let not = if withheld.is_empty() { String::new() } else { format!(" | not {}", withheld.join(", ")) };
    let done = if steps.is_empty() { "nothing".to_owned() } else { steps.join(", ") };
    format!("{done}{not}")
}

fn plans_of(terms: &Terms) -> String {
    let mut lines = String::new();
    for (name, account) in pairs() {
        let diagnosis = Diagnosis::new(account, terms, &TargetRef::parse("tom@contoso.com"), None);
        assert_eq!(complaints(&diagnosis), Vec::<String>::new(), "{name}");
        writeln!(lines, "{name}: {}", words(&diagnosis.plan)).unwrap();
    }
    lines
}

#[test]
fn every_two_findings_lead_to_a_plan_in_the_right_order() {
    insta::assert_snapshot!("with_every_step", plans_of(&everything()));
}

#[test]
fn unlock_gives_access_back_once_every_sign_is_cleaned() {
    insta::assert_snapshot!("unlock", plans_of(&built_in("unlock")));
}

#[test]
fn contain_blocks_throws_out_and_cleans_whatever_was_found() {
    insta::assert_snapshot!("contain", plans_of(&built_in("contain")));
}

#[test]
fn contain_gives_no_access_back() {
    for (name, account) in pairs() {
        let plan = Diagnosis::new(account, &built_in("contain"), &TargetRef::parse("tom@contoso.com"), None).plan;
        assert!(plan.steps.iter().all(|step| !super::oracle::gives(*step)), "{name}: {:?}", plan.steps);
    }
}

#[test]
fn diagnose_takes_no_step_whatever_was_found() {
    for (name, account) in pairs() {
        let plan = Diagnosis::new(account, &built_in("diagnose"), &TargetRef::parse("tom@contoso.com"), None).plan;
        assert_eq!((plan.steps, plan.withheld), (Vec::new(), Vec::new()), "{name}");
    }
}

/// The order of entries and steps in a file does not matter.
#[test]
fn a_reversed_runbook_makes_the_same_plan() {
    let forth = everything();
    let mut back = forth.clone();
    back.runbook.reverse();
    back.runbook.iter_mut().for_each(|entry| entry.steps.reverse());
    for (name, account) in pairs() {
        let plan = |terms: &Terms| {
            Diagnosis::new(account.clone(), terms, &TargetRef::parse("tom@contoso.com"), None).plan.steps
        };
        assert_eq!(plan(&forth), plan(&back), "{name}");
    }
}
