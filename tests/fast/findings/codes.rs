//! The findings that the codes of Microsoft's sign-in log lead to.

use std::collections::BTreeSet;
use std::path::Path;

use grendel::domain::diagnose::error_codes::{Meaning, NotALock, meaning};
use grendel::domain::diagnose::findings;
use grendel::domain::evidence::Fact;
use grendel::domain::finding::FindingKind as Kind;

use super::accounts::{failing, healthy, minutes_ago};
use super::kinds;

const NOTES: &str = "shared/reference/microsoft.md";

/// The codes that say that the owner is locked out, each with the finding of an account whose sign-ins failed with it.
const LOCKS: &[(u32, Kind)] = &[
    (50053, Kind::SmartLockout),
    (50055, Kind::PasswordExpired),
    (50056, Kind::PasswordUnusable),
    (50072, Kind::SecondFactorMissing),
    (50074, Kind::SecondFactorMissing),
    (50076, Kind::SecondFactorMissing),
    (50079, Kind::SecondFactorMissing),
    (50126, Kind::PasswordForgotten),
    (50131, Kind::BlockedByPolicy),
    (50135, Kind::AccountAtRisk),
    (50144, Kind::PasswordExpired),
    (50158, Kind::SecondFactorFailing),
    (53000, Kind::BlockedByPolicy),
    (53001, Kind::BlockedByPolicy),
    (53002, Kind::BlockedByPolicy),
    (53003, Kind::BlockedByPolicy),
    (53004, Kind::AccountAtRisk),
    (500_121, Kind::SecondFactorFailing),
    (530_032, Kind::AccountAtRisk),
    (530_035, Kind::BlockedByPolicy),
];

/// The code of a blocked account. Only the account itself says if it is still blocked.
const BLOCKED: u32 = 50057;

/// The codes that lock no one out, each with its meaning.
const NO_LOCKS: &[(u32, NotALock)] = &[
    (16000, NotALock::WrongPlace),
    (50020, NotALock::OtherTenant),
    (50034, NotALock::WrongPlace),
    (50058, NotALock::Interrupt),
    (50059, NotALock::WrongPlace),
    (50078, NotALock::SignInAgain),
    (50085, NotALock::SignInAgain),
    (50089, NotALock::Passing),
    (50097, NotALock::Device),
    (50105, NotALock::Application),
    (50132, NotALock::SignInAgain),
    (50133, NotALock::SignInAgain),
    (50140, NotALock::Interrupt),
    (50173, NotALock::SignInAgain),
    (51004, NotALock::OtherTenant),
    (53011, NotALock::OtherTenant),
    (65001, NotALock::Application),
    (70043, NotALock::SignInAgain),
    (80012, NotALock::OnPremises),
    (80014, NotALock::OnPremises),
    (90025, NotALock::Passing),
    (90072, NotALock::OtherTenant),
    (120_013, NotALock::OnPremises),
    (120_014, NotALock::OnPremises),
    (135_011, NotALock::Device),
    (500_212, NotALock::OtherTenant),
    (500_213, NotALock::OtherTenant),
    (530_034, NotALock::OtherTenant),
    (700_016, NotALock::Credentials),
    (7_000_215, NotALock::Credentials),
    (7_000_222, NotALock::Credentials),
];

fn last_failure(code: u32) -> Fact {
    Fact::LastFailure { code, at: minutes_ago(1), application: Some("Outlook".to_owned()), reason: None }
}

#[test]
fn every_lock_code_leads_to_its_finding() {
    for (code, kind) in LOCKS {
        let times = if *kind == Kind::PasswordForgotten { 3 } else { 1 };
        let account = failing(*code, times);
        let found = findings(&account);
        assert_eq!(kinds(&account), [*kind], "{code}");
        assert!(!found[0].evidence.is_empty(), "{code} is judged without evidence");
        assert_eq!(meaning(*code), Some(Meaning::Lock(*kind)), "{code}");
    }
}

#[test]
fn every_other_known_code_is_no_lock_and_is_shown_as_the_last_failure() {
    for (code, why) in NO_LOCKS {
        let found = findings(&failing(*code, 20));
        assert_eq!(found.iter().map(|one| one.kind).collect::<Vec<_>>(), [Kind::NothingFound], "{code}");
        assert_eq!(found[0].evidence, [last_failure(*code)], "{code}");
        assert_eq!(meaning(*code), Some(Meaning::NotALock(*why)), "{code}");
    }
    let reasons: BTreeSet<NotALock> = NO_LOCKS.iter().map(|(_, why)| *why).collect();
    assert_eq!(reasons.len(), NotALock::ALL.len(), "a meaning has no code");
}

/// The block may have been lifted since, and if it was not, the account itself says so.
#[test]
fn a_sign_in_that_a_block_refused_does_not_prove_that_the_account_is_blocked_now() {
    let account = failing(BLOCKED, 5);
    assert_eq!(findings(&account)[0].evidence, [last_failure(BLOCKED)]);
    assert_eq!(kinds(&account), [Kind::NothingFound]);
    assert_eq!(meaning(BLOCKED), Some(Meaning::Lock(Kind::SignInBlocked)));
}

#[test]
fn an_unknown_code_has_no_meaning_and_is_shown_as_it_is() {
    for code in [1, 50054, 52999, 53010, 53100, 530_031, 530_033, 999_999] {
        assert_eq!(meaning(code), None, "{code}");
        let account = failing(code, 20);
        assert_eq!(kinds(&account), [Kind::NothingFound], "{code}");
        assert_eq!(findings(&account)[0].evidence, [last_failure(code)]);
    }
    assert_eq!(findings(&healthy())[0].evidence, []);
}

/// Compares with our notes on Microsoft's page, if they are at hand.
#[test]
fn every_code_of_microsofts_table_is_known() {
    let above = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    let Some(notes) = above.map(|folder| folder.join(NOTES)).find_map(|path| std::fs::read_to_string(path).ok()) else {
        eprintln!("{NOTES} was not found, so the codes are compared with this file alone");
        return;
    };
    let table = notes.split("### 7.1").nth(1).and_then(|rest| rest.split("\n### ").next()).unwrap();
    let cells = table.lines().filter_map(|line| line.strip_prefix('|')?.split('|').next());
    let listed: BTreeSet<u32> = cells.flat_map(|cell| cell.split([',', '/', ' '])).flat_map(str::parse).collect();
    let here = LOCKS.iter().map(|(code, _)| *code).chain(NO_LOCKS.iter().map(|(code, _)| *code)).chain([BLOCKED]);
    assert!(listed.len() > 45, "the table was not read: {listed:?}");
    assert_eq!(here.collect::<BTreeSet<_>>(), listed);
}
