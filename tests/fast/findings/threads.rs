//! Stories of a sign-in log: what works in one thread says little of another, and the owner is not the attacker.

use grendel::domain::access::MethodKind;
use grendel::domain::account::Account;
use grendel::domain::complaint::{Complaint, Symptom};
use grendel::domain::compromise::{SignKind, signs};
use grendel::domain::diagnose::findings;
use grendel::domain::diagnosis::Diagnosis;
use grendel::domain::evidence::Fact;
use grendel::domain::finding::FindingKind as Kind;
use grendel::domain::reading::{Reading, Topic};
use grendel::domain::sign_ins::{
    FailedSignIn, LockReason, PolicyDemand, SignInDevice, SuccessfulSignIns, SuccessfulThread,
};
use grendel::domain::target_ref::TargetRef;

use super::accounts::{failed, failure, healthy, hours_ago, minutes_ago, sprayed, unanswered_abroad, with_methods};
use super::kinds;

fn on(device: &str, failure: FailedSignIn) -> FailedSignIn {
    let device = SignInDevice { name: Some(device.to_owned()), ..SignInDevice::default() };
    FailedSignIn { device, ..failure }
}

/// The account with a sign-in that succeeded in the thread of this one.
fn succeeded(account: Account, like: &FailedSignIn, minutes: i64) -> Account {
    let last_at = minutes_ago(minutes);
    let thread = SuccessfulThread { thread: like.thread(), last_at, second_factor_at: None };
    let country = SuccessfulSignIns {
        country: like.country.clone(),
        first_at: hours_ago(150),
        last_at,
        count: 3,
        address: like.address.clone(),
    };
    Account { successful_sign_ins: vec![country], successful_threads: vec![thread], ..account }
}

fn evidence(account: &Account, kind: Kind) -> Vec<Fact> {
    let found = findings(account).into_iter().find(|one| one.kind == kind);
    found.unwrap_or_else(|| panic!("{kind:?} was not found")).evidence
}

#[test]
fn a_phone_that_signs_in_does_not_end_the_policy_that_keeps_the_laptop_out() {
    let laptop = [55, 40, 25, 9].map(|minutes| on("LAPTOP-1", failure(53000, minutes_ago(minutes))));
    let kept_out = failed(laptop.iter().rev().cloned().collect());
    let phone = on("PHONE-1", failure(0, minutes_ago(3)));
    let account = succeeded(kept_out.clone(), &phone, 3);
    assert_eq!(kinds(&account), [Kind::BlockedByPolicy]);
    let facts = evidence(&account, Kind::BlockedByPolicy);
    let [Fact::KeptOutBy { thread: Some(thread), at, .. }, Fact::SignedInElsewhere { thread: other, .. }] = &facts[..]
    else {
        panic!("{facts:?}")
    };
    assert_eq!((thread.device.name.as_deref(), *at), (Some("LAPTOP-1"), minutes_ago(9)));
    assert_eq!(other.device.name.as_deref(), Some("PHONE-1"));
    assert_eq!(kinds(&succeeded(kept_out.clone(), &laptop[0], 3)), [Kind::NothingFound], "the laptop came in");
    assert_eq!(kinds(&succeeded(kept_out, &laptop[0], 10)), [Kind::BlockedByPolicy], "and was kept out since");
}

#[test]
fn a_code_without_a_meaning_is_judged_by_what_stands_beside_it() {
    let beside = |code, policies: &[&str], refused_by_policy, at_risk| {
        failed(vec![FailedSignIn {
            policies: policies.iter().map(|one| (*one).to_owned()).collect(),
            refused_by_policy,
            at_risk,
            ..failure(code, minutes_ago(1))
        }])
    };
    for code in [0, 530_002, 530_003, 999_999] {
        assert_eq!(kinds(&beside(code, &["Require managed device"], false, false)), [Kind::BlockedByPolicy], "{code}");
        assert_eq!(kinds(&beside(code, &["Require managed device"], true, true)), [Kind::BlockedByPolicy], "{code}");
        assert_eq!(kinds(&beside(code, &[], true, false)), [Kind::BlockedByPolicy], "{code}");
        assert_eq!(kinds(&beside(code, &[], true, true)), [Kind::AccountAtRisk], "{code}");
        assert_eq!(kinds(&beside(code, &[], false, true)), [Kind::NothingFound], "{code}: nothing refused it");
    }
    assert_eq!(
        kinds(&beside(50105, &[], true, false)),
        [Kind::NothingFound],
        "a code that is known means what it means"
    );
}

#[test]
fn a_policy_says_what_it_demands() {
    let account = failed(vec![FailedSignIn {
        policies: vec!["Managed".to_owned()],
        demands: vec![PolicyDemand::CompliantDevice],
        ..failure(530_003, minutes_ago(1))
    }]);
    let facts = evidence(&account, Kind::BlockedByPolicy);
    assert!(matches!(&facts[..], [Fact::KeptOutBy { demands, .. }] if *demands == [PolicyDemand::CompliantDevice]));
}

#[test]
fn wrong_passwords_from_many_addresses_abroad_are_a_spray_and_not_the_owner() {
    assert_eq!(kinds(&sprayed(20)), [Kind::PasswordSpray]);
    let facts = evidence(&sprayed(20), Kind::PasswordSpray);
    let [
        Fact::PasswordGuessing { count: 20, addresses: 20, countries, locked: false, .. },
        Fact::SignedInElsewhere { at, .. },
    ] = &facts[..]
    else {
        panic!("{facts:?}")
    };
    assert_eq!((countries.len(), *at), (2, minutes_ago(4)));
    let mut before = sprayed(20);
    before.successful_threads[0].last_at = hours_ago(3);
    let facts = evidence(&before, Kind::PasswordSpray);
    assert_eq!(facts.len(), 1, "a sign-in from before does not show that they can sign in now: {facts:?}");
    // The owner has forgotten the password as well, at home.
    let both = sprayed_and((1..=3).map(|minutes| failure(50126, minutes_ago(minutes))));
    assert_eq!(kinds(&both), [Kind::PasswordForgotten, Kind::PasswordSpray]);
}

#[test]
fn a_lock_far_from_the_owners_places_is_a_strangers_only_if_the_owner_has_signed_in_since() {
    let lock = |country: &str, address: &str, minutes| FailedSignIn {
        lock: Some(LockReason::TooManyTries),
        country: Some(country.to_owned()),
        address: Some(address.to_owned()),
        ..failure(50053, minutes_ago(minutes))
    };
    let home = failure(0, minutes_ago(90));
    let abroad = succeeded(failed(vec![lock("VN", "192.0.2.1", 5)]), &home, 3);
    assert_eq!(kinds(&abroad), [Kind::PasswordSpray]);
    let facts = evidence(&abroad, Kind::PasswordSpray);
    assert!(matches!(facts[0], Fact::PasswordGuessing { count: 1, locked: true, .. }), "{facts:?}");
    let travelling = succeeded(failed(vec![lock("VN", "192.0.2.1", 5)]), &home, 90);
    let is_abroad = |account: &Account| findings(account)[0].is_lock_abroad(account);
    assert_eq!(kinds(&travelling), [Kind::SmartLockout], "the owner may be there, and nothing shows the contrary");
    assert!(is_abroad(&travelling));
    let address = Some("198.51.100.77".to_owned());
    let other = FailedSignIn { country: Some("BR".to_owned()), address, ..home.clone() };
    let mut visited = succeeded(failed(vec![lock("VN", "192.0.2.1", 5)]), &home, 90);
    visited.successful_threads.extend(succeeded(healthy(), &other, 3).successful_threads);
    assert_eq!(kinds(&visited), [Kind::SmartLockout], "a stranger has signed in since");
    let at_home = succeeded(failed(vec![lock("NL", "192.0.2.1", 5)]), &home, 90);
    assert_eq!(kinds(&at_home), [Kind::SmartLockout], "in the owner's country it may be the owner");
    assert!(!is_abroad(&at_home));
    assert_eq!(
        kinds(&failed(vec![lock("VN", "192.0.2.1", 5)])),
        [Kind::SmartLockout],
        "nobody knows the owner's places"
    );
}

#[test]
fn a_phone_with_an_old_password_on_its_way_is_no_spray() {
    let tried = |number: i64, application: &str| FailedSignIn {
        address: Some(format!("100.{number}.2.1")),
        application: Some(application.to_owned()),
        ..failure(50126, minutes_ago(60 * number))
    };
    let home = failure(0, hours_ago(100));
    let on_its_way = |program: fn(i64) -> String| {
        let tries = (1..=6).map(|number| tried(number, &program(number))).collect();
        succeeded(failed(tries), &home, 6000)
    };
    assert_eq!(kinds(&on_its_way(|_| "Mail".to_owned())), [Kind::PasswordForgotten], "it is one program");
    assert_eq!(kinds(&on_its_way(|number| format!("Tool {number}"))), [Kind::PasswordSpray]);
}

#[test]
fn wrong_passwords_on_a_device_of_the_owners_are_no_strangers() {
    let mut account = sprayed(20);
    let laptop =
        |country: &str| FailedSignIn { country: Some(country.to_owned()), ..on("LAPTOP-1", failure(0, hours_ago(5))) };
    account.successful_threads.extend(succeeded(healthy(), &laptop("NL"), 300).successful_threads);
    let Reading::Read(failures) = &mut account.failed_sign_ins else { panic!() };
    for (minutes, address) in (1..=3).zip(["198.51.100.1", "198.51.101.1", "198.51.102.1"]) {
        let wrong = FailedSignIn { code: 50126, at: minutes_ago(minutes), ..laptop("ES") };
        failures.insert(0, FailedSignIn { address: Some(address.to_owned()), ..wrong });
    }
    failures.sort_by_key(|one| std::cmp::Reverse(one.at));
    assert_eq!(kinds(&account), [Kind::PasswordForgotten, Kind::PasswordSpray]);
}

/// An account that is sprayed, with these failures in the owner's country beside it.
fn sprayed_and(at_home: impl IntoIterator<Item = FailedSignIn>) -> Account {
    let mut account = sprayed(20);
    let Reading::Read(failures) = &mut account.failed_sign_ins else { panic!() };
    failures.extend(at_home);
    failures.sort_by_key(|one| std::cmp::Reverse(one.at));
    account
}

/// The office has one network, many programs and many addresses.
#[test]
fn wrong_passwords_from_the_network_of_the_owner_are_no_strangers() {
    let wrong = (1..=3).map(|number| FailedSignIn {
        address: Some(format!("203.0.113.{}", 10 + number)),
        application: Some(format!("Program {number}")),
        ..failure(50126, minutes_ago(number))
    });
    assert_eq!(kinds(&sprayed_and(wrong)), [Kind::PasswordForgotten, Kind::PasswordSpray]);
}

/// Somebody there who tries again and again, or is locked out, may be the owner at a friend's.
#[test]
fn failures_in_the_owners_country_that_may_be_theirs_are_no_strangers_although_others_guess() {
    let at_a_friends = |code, minutes| {
        let (address, application) = (Some("198.51.100.1".to_owned()), Some("Teams".to_owned()));
        FailedSignIn { address, application, ..failure(code, minutes_ago(minutes)) }
    };
    let wrong = |times: i64| kinds(&sprayed_and((1..=times).map(|minutes| at_a_friends(50126, minutes))));
    assert_eq!(wrong(2), [Kind::PasswordSpray]);
    assert_eq!(wrong(3), [Kind::PasswordForgotten, Kind::PasswordSpray]);
    assert_eq!(kinds(&sprayed_and([at_a_friends(50053, 1)])), [Kind::SmartLockout, Kind::PasswordSpray]);
}

#[test]
fn a_success_anywhere_ends_what_is_about_the_password() {
    let laptop = on("LAPTOP-1", failure(50126, minutes_ago(9)));
    let wrong: Vec<FailedSignIn> = (5..=9).map(|at| FailedSignIn { at: minutes_ago(at), ..laptop.clone() }).collect();
    let phone = FailedSignIn { address: Some("192.0.2.9".to_owned()), ..on("PHONE-1", failure(0, minutes_ago(1))) };
    assert_eq!(kinds(&failed(wrong.clone())), [Kind::PasswordForgotten]);
    assert_eq!(kinds(&succeeded(failed(wrong.clone()), &phone, 1)), [Kind::NothingFound]);
    assert_eq!(kinds(&succeeded(failed(wrong), &phone, 10)), [Kind::PasswordForgotten], "it was before");
}

#[test]
fn a_second_factor_that_a_device_remembered_does_not_prove_that_the_other_one_works() {
    let laptop = |minutes| on("LAPTOP-1", failure(500_121, minutes_ago(minutes)));
    let phone = FailedSignIn { address: Some("192.0.2.9".to_owned()), ..on("PHONE-1", failure(0, minutes_ago(1))) };
    let failing = with_methods(failed(vec![laptop(5), laptop(6)]), &[MethodKind::Authenticator]);
    let remembered = succeeded(failing, &phone, 1);
    assert_eq!(kinds(&remembered), [Kind::SecondFactorFailing]);
    let mut given = remembered;
    given.successful_threads[0].second_factor_at = Some(minutes_ago(1));
    assert_eq!(kinds(&given), [Kind::NothingFound]);
}

#[test]
fn one_prompt_that_nobody_answered_is_no_failing_second_factor() {
    let asked = |times: i64| {
        let failures = (1..=times).map(|minutes| failure(50074, minutes_ago(minutes))).collect();
        with_methods(failed(failures), &[MethodKind::Authenticator])
    };
    assert_eq!(kinds(&asked(1)), [Kind::NothingFound]);
    assert_eq!(kinds(&asked(2)), [Kind::SecondFactorFailing]);
    let said = with_methods(failed(vec![failure(500_121, minutes_ago(1))]), &[MethodKind::Authenticator]);
    assert_eq!(kinds(&said), [Kind::SecondFactorFailing], "this one failed, and was not only asked for");
}

#[test]
fn a_prompt_abroad_that_nobody_answered_is_a_weak_sign() {
    let abroad = unanswered_abroad(minutes_ago(5));
    let kinds_of = |account: &Account| signs(account).into_iter().map(|sign| sign.kind).collect::<Vec<_>>();
    assert_eq!(kinds_of(&abroad), [SignKind::UnansweredPrompt]);
    let at_home = FailedSignIn { country: Some("NL".to_owned()), ..abroad.failed_sign_ins.known().unwrap()[0].clone() };
    assert_eq!(kinds_of(&Account { failed_sign_ins: Reading::Read(vec![at_home]), ..abroad.clone() }), []);
    assert_eq!(kinds_of(&Account { successful_sign_ins: Vec::new(), ..abroad }), [], "nobody knows the owner's places");
    assert_eq!(kinds_of(&healthy()), []);
}

#[test]
fn a_journey_is_one_sign_and_not_two() {
    let kinds_of = |account: &Account| signs(account).into_iter().map(|sign| sign.kind).collect::<Vec<_>>();
    let prompt = || unanswered_abroad(minutes_ago(50));
    let prompted = prompt().failed_sign_ins.known().unwrap()[0].clone();
    let arrived = |minutes: i64, like: &FailedSignIn| {
        let mut account = prompt();
        let vietnam = SuccessfulSignIns {
            country: Some("VN".to_owned()),
            last_at: minutes_ago(minutes),
            ..account.successful_sign_ins[0].clone()
        };
        account.successful_sign_ins.push(SuccessfulSignIns { first_at: vietnam.last_at, ..vietnam });
        account.successful_threads = succeeded(healthy(), like, minutes).successful_threads;
        account
    };
    assert_eq!(kinds_of(&arrived(49, &prompted)), [SignKind::NewCountry], "the prompt was answered");
    let elsewhere = FailedSignIn { address: Some("192.0.2.200".to_owned()), ..prompted.clone() };
    assert_eq!(kinds_of(&arrived(49, &elsewhere)), [SignKind::NewCountry], "it is one arrival");
    let both = [SignKind::NewCountry, SignKind::UnansweredPrompt];
    let late = Account {
        failed_sign_ins: Reading::Read(vec![FailedSignIn { at: hours_ago(30), ..prompted }]),
        ..arrived(49, &elsewhere)
    };
    assert_eq!(kinds_of(&late), both, "it was asked for again and again until somebody gave in");
}

#[test]
fn a_failure_without_a_finding_is_shown_beside_a_trait_of_the_account() {
    let last = |account: &Account, kind| {
        let facts = evidence(account, kind);
        facts.iter().any(|fact| matches!(fact, Fact::LastFailure { .. }))
    };
    let guest = |code| Account { guest: true, ..failed(vec![failure(code, minutes_ago(1))]) };
    assert_eq!(kinds(&guest(999_999)), [Kind::GuestAccount]);
    assert!(last(&guest(999_999), Kind::GuestAccount) && last(&guest(50020), Kind::GuestAccount));
    assert!(!last(&guest(53003), Kind::GuestAccount), "it has a finding of its own");
    assert!(!last(&sprayed(20), Kind::PasswordSpray), "that one is the stranger's");
    let over = succeeded(guest(999_999), &failure(0, minutes_ago(1)), 0);
    assert!(!last(&over, Kind::GuestAccount));
}

#[test]
fn a_risk_that_a_later_sign_in_of_the_owner_passed_is_over() {
    for code in [50135, 53004, 530_032] {
        let refused = || failed(vec![failure(code, minutes_ago(9))]);
        assert_eq!(kinds(&refused()), [Kind::AccountAtRisk], "{code}");
        let other = FailedSignIn { address: Some("192.0.2.9".to_owned()), ..on("PHONE-1", failure(0, minutes_ago(1))) };
        assert_eq!(kinds(&succeeded(refused(), &other, 1)), [Kind::NothingFound], "{code}");
    }
}

#[test]
fn a_policy_that_is_hidden_is_not_taken_for_a_risk() {
    let refused = FailedSignIn { refused_by_policy: true, at_risk: true, ..failure(999_999, minutes_ago(1)) };
    let account = failed(vec![refused]);
    assert_eq!(kinds(&account), [Kind::AccountAtRisk]);
    let hidden = Account { policies: Reading::Unread(crate::cast::gap(Topic::Policies)), ..account };
    assert_eq!(kinds(&hidden), [Kind::BlockedByPolicy]);
}

#[test]
fn an_attack_that_is_refused_is_an_aside_while_the_owner_signs_in() {
    use grendel::domain::diagnose::Relevance;
    let hostile = FailedSignIn {
        lock: Some(LockReason::HostileAddress),
        country: Some("VN".to_owned()),
        address: Some("192.0.2.1".to_owned()),
        ..failure(50053, minutes_ago(20))
    };
    let home = failure(0, minutes_ago(5));
    let relevance = |account: &Account| findings(account)[0].relevance();
    assert_eq!(relevance(&failed(vec![hostile.clone()])), Relevance::Refusal);
    assert_eq!(relevance(&succeeded(failed(vec![hostile]), &home, 5)), Relevance::Aside);
    assert_eq!(relevance(&sprayed(9)), Relevance::Aside);
}

#[test]
fn a_refused_address_may_be_the_owners_unless_they_signed_in_at_home_since() {
    use grendel::domain::diagnose::Relevance;
    let hostile = |country: &str, address: &str, minutes| FailedSignIn {
        lock: Some(LockReason::HostileAddress),
        country: Some(country.to_owned()),
        address: Some(address.to_owned()),
        ..failure(50053, minutes_ago(minutes))
    };
    let relevance = |failures: Vec<FailedSignIn>, like: &FailedSignIn, minutes| {
        let mut account = succeeded(failed(failures), &failure(0, minutes_ago(500)), 500);
        account.successful_threads.extend(succeeded(healthy(), like, minutes).successful_threads);
        findings(&account)[0].relevance()
    };
    let home = failure(0, minutes_ago(5));
    let abroad = || hostile("VN", "192.0.2.1", 20);
    assert_eq!(relevance(vec![abroad()], &home, 5), Relevance::Aside);
    assert_eq!(relevance(vec![hostile("VN", "192.0.2.1", 2), abroad()], &home, 5), Relevance::Refusal, "and again");
    assert_eq!(relevance(vec![hostile("NL", "192.0.2.1", 20)], &home, 5), Relevance::Refusal, "a proxy of theirs");
    let stranger = FailedSignIn { country: Some("BR".to_owned()), address: None, ..home };
    assert_eq!(relevance(vec![abroad()], &stranger, 5), Relevance::Refusal, "a stranger signed in");
}

#[test]
fn what_was_said_decides_which_finding_is_named_first_and_adds_none() {
    let both =
        failed(vec![on("LAPTOP-1", failure(53000, minutes_ago(1))), on("PHONE-1", failure(50055, minutes_ago(2)))]);
    let named = |complaint: &Complaint| {
        let terms = crate::cast::terms(&[], 1);
        let diagnosis =
            Diagnosis::new(both.clone(), &terms, &TargetRef::parse("tom@contoso.com"), None).about(complaint);
        let found: Vec<Kind> = diagnosis.findings.iter().map(|finding| finding.kind).collect();
        assert_eq!(found, [Kind::PasswordExpired, Kind::BlockedByPolicy], "nothing is added");
        diagnosis.main_finding().unwrap().kind
    };
    let said = |symptom, code: Option<&str>| Complaint { symptom, code: code.map(str::to_owned) };
    assert_eq!(named(&Complaint::default()), Kind::PasswordExpired);
    assert_eq!(named(&said(Some(Symptom::OneDevice), None)), Kind::BlockedByPolicy);
    assert_eq!(named(&said(None, Some("AADSTS53000"))), Kind::BlockedByPolicy);
    assert_eq!(named(&said(Some(Symptom::MailNotSent), None)), Kind::PasswordExpired, "nothing about mail was found");
    let blocked = Account { sign_in_enabled: false, ..both.clone() };
    let terms = crate::cast::terms(&[], 1);
    let diagnosis = Diagnosis::new(blocked, &terms, &TargetRef::parse("tom@contoso.com"), None);
    let diagnosis = diagnosis.about(&said(Some(Symptom::OneDevice), None));
    assert_eq!(diagnosis.main_finding().unwrap().kind, Kind::SignInBlocked, "a block keeps every device out");
}

#[test]
fn an_approval_counts_for_what_was_said() {
    let terms = crate::cast::terms(&[], 1);
    let digest = |complaint: &Complaint| {
        let account = failed(vec![failure(53000, minutes_ago(1))]);
        Diagnosis::new(account, &terms, &TargetRef::parse("tom@contoso.com"), None).about(complaint).digest()
    };
    let said = Complaint { symptom: Some(Symptom::OneDevice), code: None };
    assert_ne!(digest(&Complaint::default()), digest(&said));
    assert_eq!(digest(&said), digest(&said.clone()));
}
