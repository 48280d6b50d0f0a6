//! The finding that is named first, by what the requester says of the owner's trouble.

use grendel::domain::account::Account;
use grendel::domain::complaint::{Complaint, Symptom};
use grendel::domain::diagnose::{Relevance, findings};
use grendel::domain::diagnosis::Diagnosis;
use grendel::domain::finding::{Finding, FindingKind as Kind};
use grendel::domain::target_ref::TargetRef;

use super::accounts::{examples, failing, merged};

fn said(symptom: Symptom) -> Complaint {
    Complaint::new(Some(symptom), None)
}

fn example(kind: Kind) -> Account {
    examples().into_iter().find(|example| example.kind == kind).expect("every finding has an example").account
}

/// The kind that is named first if this is said.
fn named(account: &Account, complaint: &Complaint) -> Kind {
    let target = TargetRef::parse("tom@contoso.com");
    let diagnosis = Diagnosis::new(account.clone(), &crate::cast::terms(&[], 1), &target, None).about(complaint);
    diagnosis.main_finding().expect("something is found").kind
}

#[test]
fn a_mailbox_that_is_missing_is_named_first_if_mail_does_not_go_out() {
    let both = merged(&example(Kind::MailboxMissing), &failing(50055, 1));
    assert_eq!(named(&both, &Complaint::default()), Kind::PasswordExpired);
    assert_eq!(named(&both, &said(Symptom::CannotSignIn)), Kind::PasswordExpired);
    assert_eq!(named(&both, &said(Symptom::MailNotSent)), Kind::MailboxMissing);
}

#[test]
fn a_sender_who_is_stopped_is_named_after_what_keeps_the_owner_out_if_they_cannot_sign_in() {
    let both = merged(&example(Kind::SendingRestricted), &failing(53003, 1));
    assert_eq!(named(&both, &Complaint::default()), Kind::SendingRestricted);
    assert_eq!(named(&both, &said(Symptom::MailNotSent)), Kind::SendingRestricted);
    assert_eq!(named(&both, &said(Symptom::CannotSignIn)), Kind::BlockedByPolicy);
}

#[test]
fn a_block_is_named_before_whatever_is_said() {
    for other in [Kind::MailboxMissing, Kind::SendingRestricted, Kind::BlockedByPolicy] {
        let both = merged(&example(Kind::SignInBlocked), &example(other));
        for symptom in Symptom::ALL {
            assert_eq!(named(&both, &said(*symptom)), Kind::SignInBlocked, "{symptom:?} {other:?}");
        }
    }
}

/// A finding that is always first, or never a cause, is in no symptom's list.
#[test]
fn everything_that_a_symptom_lists_can_be_named_first_for_it() {
    let refused_by_risk = findings(&failing(53004, 1));
    let found: Vec<Finding> =
        examples().iter().flat_map(|example| findings(&example.account)).chain(refused_by_risk).collect();
    for symptom in Symptom::ALL {
        for kind in Kind::ALL.iter().filter(|kind| said(*symptom).fits(**kind)) {
            let is_cause = |one: &Finding| matches!(one.relevance(), Relevance::Refusal | Relevance::Circumstance);
            assert!(found.iter().any(|one| one.kind == *kind && is_cause(one)), "{symptom:?} {kind:?}");
        }
    }
}
