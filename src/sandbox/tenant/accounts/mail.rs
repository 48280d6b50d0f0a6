//! People whose mail does not do what it should.

use jiff::Timestamp;

use super::super::mailbox::{InboxRule, Restriction};
use super::super::sign_ins::{Attempt, LAGOS};
use super::super::story::{Story, days, hours, minutes};
use super::OFFICE;

/// As the service writes it when an account sent too much.
pub(super) fn restriction(since: Timestamp) -> Restriction {
    let reason = "ExceedingLimitType=ExternalRecipientCountPerDay;InternalRecipientCountToday=14;\
                  ExternalRecipientCountToday=1987";
    Restriction { reason: reason.to_owned(), created: since }
}

/// What people make for themselves.
fn newsletters() -> InboxRule {
    InboxRule {
        id: 1_152_921_504_606_846_977,
        name: "Nieuwsbrieven".to_owned(),
        from: vec!["news@fabrikam.example".to_owned()],
        move_to_folder: Some("Nieuwsbrieven".to_owned()),
        ..InboxRule::default()
    }
}

/// Those who may not send.
pub(super) fn sending(start: Timestamp) -> Vec<Story> {
    let story = |name, object_id| Story::of(start, name, object_id);
    let hides = InboxRule {
        id: 1_152_921_504_606_846_978,
        name: "....".to_owned(),
        subject_contains: vec!["undeliverable".to_owned(), "phishing".to_owned()],
        delete_message: true,
        mark_as_read: true,
        ..InboxRule::default()
    };
    vec![
        story("sending-restricted", "bd54aee9-27ee-4f81-aaee-5f9f0b0f7486")
            .named("Olaf Brandt", "olaf.brandt@contoso.example")
            .works_as("Event planner")
            .signed_in(minutes(45), 0, OFFICE)
            .with(|account, start| account.restriction = Some(restriction(start - hours(2))))
            .mail(|mailbox| mailbox.rules = vec![newsletters()]),
        story("sending-restricted-and-compromised", "8c9e1970-baa3-48e5-ba7b-ccbe2e104d82")
            .named("Petra Novotna", "petra.novotna@contoso.example")
            .works_as("Procurement")
            .signed_in(days(1), 0, OFFICE)
            .attempted(hours(5), Attempt::new(0, "192.0.2.202").from(LAGOS).risky("medium"))
            .suspected("atRisk", "medium", "none", hours(5))
            .with(|account, start| account.restriction = Some(restriction(start - hours(1))))
            .mail(|mailbox| {
                mailbox.forwarding_smtp_address = Some("p.novotna@webmail.example".to_owned());
                mailbox.rules = vec![newsletters(), hides];
            }),
    ]
}

/// Those whose mail goes elsewhere, or nowhere.
pub(super) fn receiving(start: Timestamp) -> Vec<Story> {
    let story = |name, object_id| Story::of(start, name, object_id);
    let forwards = InboxRule {
        id: 1_152_921_504_606_846_979,
        name: "copy".to_owned(),
        forward_to: vec!["drop@mailbox.example".to_owned()],
        ..InboxRule::default()
    };
    let deletes = InboxRule {
        id: 1_152_921_504_606_846_980,
        name: ",".to_owned(),
        hidden: true,
        subject_contains: vec!["security alert".to_owned(), "wachtwoord".to_owned()],
        delete_message: true,
        ..InboxRule::default()
    };
    vec![
        story("mail-forwarded-outside", "c2ad7e0c-1213-4865-8c5e-8bbc4202d537")
            .named("Rik Sanders", "rik.sanders@contoso.example")
            .works_as("Sales")
            .signed_in(minutes(65), 0, OFFICE)
            .mail(|mailbox| {
                mailbox.forwarding_smtp_address = Some("rik.sanders@webmail.example".to_owned());
                mailbox.deliver_and_forward = true;
            }),
        story("suspicious-inbox-rules", "0a932a9f-0550-45ab-9488-4f0e3a53ddb2")
            .named("Saskia Maas", "saskia.maas@contoso.example")
            .works_as("Payroll")
            .signed_in(minutes(52), 0, OFFICE)
            .mail(|mailbox| mailbox.rules = vec![newsletters(), forwards, deletes]),
        story("mailbox-missing", "8adf378b-ef31-483d-8bcc-3261d5690392")
            .named("Thijs Post", "thijs.post@contoso.example")
            .works_as("Temporary")
            .signed_in(minutes(36), 0, OFFICE)
            .with(|account, _| account.mailbox = None),
    ]
}
