//! Findings from failed sign-ins: which failures still count, and what ends them.

use grendel::domain::access::{MethodKind, SelfService};
use grendel::domain::account::Account;
use grendel::domain::diagnose::findings;
use grendel::domain::evidence::{Fact, Failures};
use grendel::domain::finding::FindingKind as Kind;
use grendel::domain::reading::{Reading, Topic};
use grendel::domain::sign_ins::{FailedSignIn, LockReason, SignInDevice};

use super::accounts::{
    failed, failing, failure, hours_ago, locked, minutes_ago, successful_sign_ins, with_methods, with_self_service,
};
use super::kinds;
use crate::cast::gap;

/// A code for each finding that comes from sign-ins, and true if it is about the password.
const OF_SIGN_INS: [(u32, bool); 9] = [
    (50053, true),
    (50055, true),
    (50056, true),
    (50126, true),
    (50072, false),
    (500_121, false),
    (53003, false),
    (50135, false),
    (50158, false),
];

#[test]
fn a_later_success_ends_every_finding_from_failures() {
    for (code, _) in OF_SIGN_INS {
        let account = |minutes: i64| Account {
            successful_sign_ins: vec![
                successful_sign_ins(Some("NL"), hours_ago(40)),
                successful_sign_ins(None, minutes_ago(minutes)),
            ],
            ..failing(code, 3)
        };
        assert_eq!(kinds(&account(0)), [Kind::NothingFound], "{code}");
        assert_ne!(kinds(&account(4)), [Kind::NothingFound], "{code} was before");
        assert_eq!(kinds(&account(1)), [Kind::NothingFound], "{code} failed no later than somebody got in");
    }
}

#[test]
fn a_new_password_ends_only_the_findings_about_the_password() {
    for (code, is_about_password) in OF_SIGN_INS {
        let changed = |minutes| Account { password_changed_at: Some(minutes_ago(minutes)), ..failing(code, 3) };
        let is_over = kinds(&changed(0)) == [Kind::NothingFound];
        assert_eq!(is_over, is_about_password, "{code}");
        assert_ne!(kinds(&changed(9)), [Kind::NothingFound], "{code} came after the new password");
    }
}

#[test]
fn only_failures_since_the_new_password_count() {
    let account = Account { password_changed_at: Some(minutes_ago(2)), ..failing(50126, 5) };
    assert_eq!(kinds(&account), [Kind::NothingFound], "two wrong passwords since the new one are a slip");
    let account = Account { password_changed_at: Some(minutes_ago(3)), ..failing(50126, 5) };
    let evidence = findings(&account).remove(0).evidence;
    let Fact::Failures(group) = &evidence[0] else { panic!("{evidence:?}") };
    assert_eq!((group.count, group.first_at, group.last_at), (3, minutes_ago(3), minutes_ago(1)));
    assert_eq!(evidence[1], Fact::PasswordChanged { at: minutes_ago(3) });
}

#[test]
fn a_lock_is_a_smart_lockout_unless_its_record_names_another_reason() {
    assert_eq!(kinds(&locked(Some(LockReason::HostileAddress))), [Kind::HostileAddress]);
    assert_eq!(kinds(&locked(Some(LockReason::HighRisk))), [Kind::HostileAddress]);
    assert_eq!(kinds(&locked(Some(LockReason::TooManyTries))), [Kind::SmartLockout]);
    assert_eq!(kinds(&locked(None)), [Kind::SmartLockout]);
    let lock = |lock, minutes| FailedSignIn { lock, ..failure(50053, minutes_ago(minutes)) };
    let both = failed(vec![lock(Some(LockReason::HostileAddress), 1), lock(Some(LockReason::TooManyTries), 2)]);
    assert_eq!(kinds(&both), [Kind::HostileAddress, Kind::SmartLockout]);
    let changed = Account { password_changed_at: Some(minutes_ago(0)), ..both };
    assert_eq!(kinds(&changed), [Kind::HostileAddress], "a new password does not make an address less hostile");
}

#[test]
fn wrong_passwords_count_from_the_third() {
    for (times, expected) in [(1, Kind::NothingFound), (2, Kind::NothingFound), (3, Kind::PasswordForgotten)] {
        assert_eq!(kinds(&failing(50126, times)), [expected], "{times}");
    }
}

/// They led to the lock: they are its evidence, and no second finding.
#[test]
fn a_smart_lockout_takes_in_the_wrong_passwords() {
    let mut failures = vec![failure(50053, minutes_ago(1))];
    failures.extend((2..=11).map(|minutes| failure(50126, minutes_ago(minutes))));
    let found = findings(&failed(failures));
    assert_eq!(found.iter().map(|one| one.kind).collect::<Vec<_>>(), [Kind::SmartLockout]);
    let codes: Vec<(u32, u32)> = found[0]
        .evidence
        .iter()
        .filter_map(|fact| match fact {
            Fact::Failures(group) => Some((group.code, group.count)),
            _ => None,
        })
        .collect();
    assert_eq!(codes, [(50126, 10), (50053, 1)], "what keeps trying comes first");
    let hostile = failed(vec![
        FailedSignIn { lock: Some(LockReason::HostileAddress), ..failure(50053, minutes_ago(1)) },
        failure(50126, minutes_ago(2)),
        failure(50126, minutes_ago(3)),
        failure(50126, minutes_ago(4)),
    ]);
    assert_eq!(kinds(&hostile), [Kind::HostileAddress, Kind::PasswordForgotten]);
}

#[test]
fn failures_are_grouped_by_program_and_place_and_the_three_largest_groups_are_shown() {
    let from = |client: &str, address: &str, minutes| FailedSignIn {
        client: Some(client.to_owned()),
        address: Some(address.to_owned()),
        ..failure(50126, minutes_ago(minutes))
    };
    let phone = "Exchange ActiveSync";
    let account = failed(vec![
        from("Browser", "203.0.113.1", 1),
        from(phone, "203.0.113.1", 2),
        from(phone, "203.0.113.1", 3),
        from("Browser", "203.0.113.2", 4),
        from(phone, "203.0.113.1", 5),
        from("Browser", "203.0.113.2", 6),
        from("IMAP4", "203.0.113.3", 7),
    ]);
    let evidence = findings(&account).remove(0).evidence;
    let group = |client: &str, address: &str, count, first: i64, last: i64| {
        Fact::Failures(Box::new(Failures {
            code: 50126,
            count,
            first_at: minutes_ago(first),
            last_at: minutes_ago(last),
            application: Some("Outlook".to_owned()),
            client: Some(client.to_owned()),
            address: Some(address.to_owned()),
            country: Some("NL".to_owned()),
            city: None,
            device: SignInDevice::default(),
            lock: None,
        }))
    };
    let expected = [
        group(phone, "203.0.113.1", 3, 5, 2),
        group("Browser", "203.0.113.2", 2, 6, 4),
        group("Browser", "203.0.113.1", 1, 1, 1),
    ];
    assert_eq!(evidence, expected);
}

#[test]
fn each_set_of_policies_is_shown_once_with_the_last_time() {
    let kept = |code, policy: &[&str], minutes| FailedSignIn {
        policies: policy.iter().map(|name| (*name).to_owned()).collect(),
        ..failure(code, minutes_ago(minutes))
    };
    let account = failed(vec![
        kept(53003, &["Block legacy"], 1),
        kept(53003, &["Block legacy"], 2),
        kept(53000, &["Compliant devices"], 3),
        kept(530_035, &[], 4),
        kept(53001, &["Joined devices"], 5),
    ]);
    let fact = |code, policies: &[&str], minutes| Fact::KeptOutBy {
        policies: policies.iter().map(|name| (*name).to_owned()).collect(),
        code,
        at: minutes_ago(minutes),
        application: Some("Outlook".to_owned()),
        demands: Vec::new(),
        thread: Some(Box::new(failure(code, minutes_ago(minutes)).thread())),
    };
    let expected = [fact(53003, &["Block legacy"], 1), fact(53000, &["Compliant devices"], 3), fact(530_035, &[], 4)];
    assert_eq!(findings(&account).remove(0).evidence, expected);
}

#[test]
fn a_second_factor_is_failing_if_one_is_registered_and_missing_otherwise() {
    use MethodKind::{Authenticator, Email, Fido2, Password, Phone, TemporaryAccessPass};
    for code in [50072, 50074, 50076, 50079] {
        for (methods, expected) in [
            (&[][..], Kind::SecondFactorMissing),
            (&[Password, Email, TemporaryAccessPass], Kind::SecondFactorMissing),
            (&[Password, Phone], Kind::SecondFactorFailing),
            (&[Fido2], Kind::SecondFactorFailing),
            (&[Authenticator, Email], Kind::SecondFactorFailing),
        ] {
            let account = with_methods(failing(code, 2), methods);
            assert_eq!(kinds(&account), [expected], "{code} {methods:?}");
            let mut methods = methods.to_vec();
            methods.sort();
            assert_eq!(findings(&account)[0].evidence[1], Fact::Registered { methods });
        }
    }
}

#[test]
fn methods_that_could_not_be_read_are_not_shown() {
    let mut account = failing(50074, 1);
    account.access.methods = Reading::Unread(gap(Topic::Methods));
    let found = findings(&account).remove(0);
    assert!(matches!(found.evidence[..], [Fact::Failures(_)]), "{:?}", found.evidence);
}

#[test]
fn a_denied_prompt_is_shown_with_the_failing_second_factor() {
    let denied = |minutes| FailedSignIn { denied: true, ..failure(500_121, minutes_ago(minutes)) };
    let account = failed(vec![failure(500_121, minutes_ago(1)), denied(2), denied(3)]);
    let found = findings(&account);
    let failing = found.iter().find(|one| one.kind == Kind::SecondFactorFailing).unwrap();
    let (application, address) = (Some("Outlook".to_owned()), Some("203.0.113.9".to_owned()));
    let fact = Fact::PromptDenied { at: minutes_ago(2), application, address };
    assert!(failing.evidence.contains(&fact), "{:?}", failing.evidence);
}

#[test]
fn self_service_is_shown_with_the_findings_about_the_password() {
    for (code, is_about_password) in OF_SIGN_INS {
        let evidence = findings(&with_self_service(failing(code, 3), true, false)).remove(0).evidence;
        let fact = Fact::SelfService(SelfService { enabled: true, registered: false });
        assert_eq!(evidence.contains(&fact), is_about_password, "{code}");
    }
}

#[test]
fn sign_ins_that_could_not_be_read_are_a_gap() {
    let account = Account { failed_sign_ins: Reading::Unread(gap(Topic::SignIns)), ..failing(50053, 1) };
    assert_eq!(findings(&account)[0].evidence, []);
    assert_eq!(account.gaps().len(), 1);
}
