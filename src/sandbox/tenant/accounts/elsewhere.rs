//! People who cannot be helped from here, or not wholly.

use jiff::Timestamp;

use super::super::records::Activity;
use super::super::story::{Story, days, hours, minutes};
use super::{ELSEWHERE, MANAGEMENT, OFFICE, bram};

/// Mastered on premises, at home in another organisation, or in a unit of its own.
pub(super) fn mastered(start: Timestamp) -> Vec<Story> {
    let story = |name, object_id| Story::of(start, name, object_id);
    vec![
        story("synced-and-locked", "ec61c074-c45d-4bd5-801f-87383ae9df9c")
            .named("Umut Kaya", "umut.kaya@contoso.example")
            .works_as("Warehouse")
            .synced()
            .with(|account, _| account.credentials.locked_out = true)
            .signed_in(minutes(12), 50126, ELSEWHERE)
            .signed_in(minutes(10), 50053, ELSEWHERE)
            .signed_in(minutes(4), 50053, OFFICE),
        story("guest-not-blocked", "aa9d2d95-717d-47a1-84b8-2284f3b05edd")
            .named("Valerie Dubois (Proseware)", "valerie.dubois_proseware.example#EXT#@contoso.onmicrosoft.com")
            .works_as("Auditor")
            .guest()
            .has_mail("valerie.dubois@proseware.example")
            .signed_in(hours(9), 0, "192.0.2.78"),
        story("managed-elsewhere", "eb240584-5a1c-4273-92a6-55aae04d996d")
            .named("Willem Roos", "willem.roos@contoso.example")
            .works_as("Board member")
            .lives_in(&MANAGEMENT)
            .signed_in(minutes(29), 50126, OFFICE)
            .signed_in(minutes(27), 50126, OFFICE)
            .signed_in(minutes(25), 50126, OFFICE),
    ]
}

/// Not there any more.
pub(super) fn gone(start: Timestamp) -> Vec<Story> {
    vec![
        Story::of(start, "account-deleted", "72acf7a5-260f-4a5d-8c61-884bc6bbd23d")
            .named("Xavier Pinto", "xavier.pinto@contoso.example")
            .works_as("Consultant")
            .signed_in(days(3), 0, OFFICE)
            .happened(days(2), Activity::DeleteUser, &bram())
            .with(|account, start| {
                account.deleted = Some(start - days(2));
                account.mailbox = None;
            }),
    ]
}
