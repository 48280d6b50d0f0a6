//! People whose accounts somebody else may be in.

use jiff::Timestamp;

use super::super::credentials::Method;
use super::super::mailbox::InboxRule;
use super::super::organisation::{Consent, MAIL_READER};
use super::super::records::Activity;
use super::super::sign_ins::{Attempt, HANOI, LAGOS};
use super::super::story::{Story, days, hours, minutes};
use super::mail::restriction;
use super::{ELSEWHERE, OFFICE};

const STRANGER: &str = "192.0.2.201";

fn reads_mail(id: &str) -> Consent {
    Consent { id: id.to_owned(), client_id: MAIL_READER.0.to_owned(), scope: "Mail.Read offline_access".to_owned() }
}

/// One sign each.
pub(super) fn one_sign(start: Timestamp) -> Vec<Story> {
    let story = |name, object_id| Story::of(start, name, object_id);
    vec![
        story("account-at-risk", "93c58e54-18b9-451d-9f58-cae24b9c580e")
            .named("Jamila Saidi", "jamila.saidi@contoso.example")
            .works_as("Buyer")
            .signed_in(days(1), 0, OFFICE)
            .attempted(minutes(55), Attempt::new(0, STRANGER).from(LAGOS).risky("high"))
            .attempted(minutes(33), Attempt::new(50135, OFFICE))
            .suspected("atRisk", "high", "none", minutes(50)),
        story("new-country", "f22988e0-8de2-42d0-b146-f1325c253532")
            .named("Koen Wolters", "koen.wolters@contoso.example")
            .works_as("Project lead")
            .signed_in(days(4), 0, OFFICE)
            .signed_in(days(2), 0, OFFICE)
            .signed_in(days(1), 0, OFFICE)
            .attempted(minutes(44), Attempt::new(0, STRANGER).from(LAGOS))
            .signed_in(minutes(34), 0, OFFICE),
        story("new-method", "24e1a76a-17b7-4eda-a1e3-aa0c27e2cf99")
            .named("Lars Holm", "lars.holm@contoso.example")
            .works_as("Analyst")
            .signed_in(hours(1), 0, OFFICE)
            .with(|account, start| {
                account.credentials.methods.push(Method::authenticator("Pixel 4", start - hours(1)));
            })
            .did(hours(1), Activity::UserRegisteredMethod, OFFICE),
        story("consented-app", "11e0fefe-a4e5-4098-b1d7-31f19cf90fe3")
            .named("Maud Leemans", "maud.leemans@contoso.example")
            .works_as("Communications")
            .signed_in(hours(3), 0, OFFICE)
            .with(|account, _| account.consents.push(reads_mail("W3p6PfRSDk2bCk86jw1-GbjhZ8EMbQ5Pm1YPbRqcLkQ")))
            .did(hours(2), Activity::Consent, OFFICE),
    ]
}

/// One account with every sign, and still open.
pub(super) fn everything_at_once(start: Timestamp) -> Vec<Story> {
    let hides = InboxRule {
        id: 4_611_686_018_427_387_905,
        name: ".".to_owned(),
        subject_contains: vec!["invoice".to_owned(), "hacked".to_owned()],
        move_to_folder: Some("RSS Feeds".to_owned()),
        mark_as_read: true,
        ..InboxRule::default()
    };
    let forwards = InboxRule {
        id: 4_611_686_018_427_387_906,
        name: "..".to_owned(),
        hidden: true,
        forward_to: vec!["collector@mailbox.example".to_owned()],
        delete_message: true,
        ..InboxRule::default()
    };
    vec![
        Story::of(start, "compromised", "903aba96-d9a2-4240-b633-5a472480c03c")
            .named("Nadia Ferrara", "nadia.ferrara@contoso.example")
            .works_as("Accounts payable")
            .signed_in(days(1), 0, OFFICE)
            .attempted(
                hours(4),
                Attempt::new(500_121, ELSEWHERE).from(HANOI).saying("MFA denied; user declined the authentication"),
            )
            .attempted(hours(3), Attempt::new(0, STRANGER).from(LAGOS).risky("high"))
            .attempted(hours(2), Attempt::new(0, STRANGER).from(LAGOS).risky("high"))
            .suspected("atRisk", "high", "none", hours(3))
            .with(|account, start| {
                account.credentials.methods.push(Method::authenticator("SM-A125F", start - hours(2)));
                account.consents.push(reads_mail("W3p6PfRSDk2bCk86jw1-GbjhZ8EMbQ5Pm1YPbRqcLkR"));
                account.restriction = Some(restriction(start - minutes(80)));
            })
            .did(minutes(170), Activity::UserRegisteredMethod, STRANGER)
            .did(minutes(160), Activity::Consent, STRANGER)
            .mail(|mailbox| {
                mailbox.forwarding_smtp_address = Some("nadia.ferrara@webmail.example".to_owned());
                mailbox.deliver_and_forward = true;
                mailbox.rules = vec![hides, forwards];
            }),
    ]
}
