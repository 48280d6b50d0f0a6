//! Each finding is found in the smallest account that has it, and not in the same account without the fact that makes it so.

use grendel::domain::account::{Account, Unit};
use grendel::domain::compromise::{SignKind, signs};
use grendel::domain::diagnose::findings;
use grendel::domain::evidence::Fact;
use grendel::domain::finding::FindingKind as Kind;
use grendel::domain::mail::Mail;
use grendel::domain::reading::{Reading, Topic};

use super::accounts::{
    Example, deleting_rule, examples, failing, forwarding, healthy, hours_ago, mail, merged, restriction, showing,
    with_mail, with_rule,
};
use super::kinds;
use crate::cast::{account_id, blocked_account, gap};

#[test]
fn every_finding_rests_on_one_fact() {
    let mut found: Vec<Kind> = Vec::new();
    for Example { kind, account, without } in examples() {
        // A sign that is strong enough alone is a finding of its own too.
        let alone: Vec<Kind> = kinds(&account).into_iter().filter(|one| *one != Kind::SignsOfCompromise).collect();
        if kind == Kind::SignsOfCompromise {
            assert_eq!(kinds(&account), [kind]);
        } else {
            assert_eq!(alone, [kind], "{kind:?}");
        }
        assert!(!kinds(&without).contains(&kind), "{kind:?} stays");
        found.push(kind);
    }
    found.push(Kind::NothingFound);
    assert_eq!(kinds(&healthy()), [Kind::NothingFound]);
    assert_eq!(found, Kind::ALL, "an example for each, in the order of their weight");
}

#[test]
fn findings_are_sorted_by_gravity_and_nothing_found_stands_alone() {
    let all = examples();
    for (place, first) in all.iter().enumerate() {
        for second in &all[place + 1..] {
            let found = kinds(&merged(&first.account, &second.account));
            let mut sorted = found.clone();
            sorted.sort();
            sorted.dedup();
            assert_eq!(found, sorted, "{:?} {:?}", first.kind, second.kind);
            assert!(!found.contains(&Kind::NothingFound), "{found:?}");
            let both = [first.kind, second.kind];
            let expected = |kind: &Kind| match kind {
                _ if both.contains(&Kind::AccountDeleted) => *kind == Kind::AccountDeleted,
                // An account without a mailbox forwards nothing, and the mailbox of a guest is in the home tenant.
                Kind::MailboxMissing => {
                    !both.contains(&Kind::MailForwardedOutside) && !both.contains(&Kind::GuestAccount)
                }
                // The wrong passwords that led to a lock are part of it.
                Kind::PasswordForgotten => !both.contains(&Kind::SmartLockout),
                _ => true,
            };
            assert!(both.iter().all(|kind| found.contains(kind) == expected(kind)), "{both:?}: {found:?}");
        }
    }
}

#[test]
fn a_deleted_account_has_no_other_finding_and_no_sign() {
    for Example { account, .. } in examples() {
        let deleted = Account { deleted_at: Some(hours_ago(3)), ..account };
        assert_eq!(kinds(&deleted), [Kind::AccountDeleted]);
        assert_eq!(findings(&deleted)[0].evidence, [Fact::Deleted { at: hours_ago(3) }]);
        assert_eq!(signs(&deleted), []);
    }
}

#[test]
fn a_finding_from_two_sources_has_the_evidence_of_both() {
    let both = Account { risk: showing(SignKind::AtRisk).risk, ..failing(50135, 1) };
    let found = findings(&both);
    assert_eq!(found.iter().filter(|one| one.kind == Kind::AccountAtRisk).count(), 1);
    let at_risk = found.iter().find(|one| one.kind == Kind::AccountAtRisk).unwrap();
    assert!(matches!(at_risk.evidence[..], [Fact::AtRisk { .. }, Fact::Failures(_)]), "{:?}", at_risk.evidence);
}

#[test]
fn managed_elsewhere_names_the_restricted_units() {
    let unit = |name: &str, restricted| Unit { id: account_id(0xa1), name: name.to_owned(), restricted };
    let units = Reading::Read(vec![unit("Sales", false), unit("Board", true)]);
    let account = Account { units, ..healthy() };
    let managed_in = |units: &[&str]| [Fact::ManagedIn { units: units.iter().map(|one| (*one).to_owned()).collect() }];
    assert_eq!(findings(&account)[0].evidence, managed_in(&["Board"]));
    let unread = Account { units: Reading::Unread(gap(Topic::Units)), management_restricted: true, ..healthy() };
    assert_eq!(findings(&unread)[0].evidence, managed_in(&[]));
    let in_sales = Account { units: Reading::Read(vec![unit("Sales", false)]), ..healthy() };
    assert_eq!(kinds(&in_sales), [Kind::NothingFound]);
}

#[test]
fn mail_that_could_not_be_read_gives_no_finding() {
    let unread = Mail {
        mailbox: Reading::Unread(gap(Topic::Mailbox)),
        rules: Reading::Unread(gap(Topic::InboxRules)),
        restriction: Reading::Unread(gap(Topic::Sending)),
        domains: Reading::Unread(gap(Topic::Domains)),
        ..Mail::default()
    };
    let account = with_mail(unread);
    assert_eq!(kinds(&account), [Kind::NothingFound]);
    let topics: Vec<Topic> = account.gaps().iter().map(|gap| gap.topic).collect();
    assert_eq!(topics, [Topic::Mailbox, Topic::InboxRules, Topic::Sending, Topic::Domains]);
    assert_eq!(kinds(&with_mail(mail())), [Kind::NothingFound]);
}

#[test]
fn findings_about_mail_have_what_was_read_as_evidence() {
    let evidence =
        |account: &Account, kind: Kind| findings(account).into_iter().find(|one| one.kind == kind).unwrap().evidence;
    let forwarded = Fact::ForwardedOutside { to: "tom@example.org".to_owned(), keeps_copy: true };
    assert_eq!(evidence(&forwarding("tom@example.org"), Kind::MailForwardedOutside), [forwarded]);
    let rule = Fact::SuspiciousRule(Box::new(deleting_rule()));
    assert_eq!(evidence(&with_rule(deleting_rule()), Kind::SuspiciousInboxRules), [rule]);
    let restricted = with_mail(Mail { restriction: Reading::Read(Some(restriction())), ..mail() });
    assert_eq!(evidence(&restricted, Kind::SendingRestricted), [Fact::Restricted(restriction())]);
}

#[test]
fn a_block_is_shown_with_who_blocked_it_and_the_sign_ins_it_refused() {
    let refused = Account { failed_sign_ins: failing(50057, 2).failed_sign_ins, ..blocked_account(2, "audit-1") };
    let evidence = &findings(&refused)[0].evidence;
    assert!(matches!(
        evidence[..],
        [Fact::SignInDisabled, Fact::BlockedBy { .. }, Fact::SignInsRefused { count: 2, .. }]
    ));
}
