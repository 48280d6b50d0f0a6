//! People who cannot sign in, each for another reason.

use jiff::Timestamp;

use super::super::records::Actor;
use super::super::settings::{APPLICATION_NAME, CLIENT_ID, SERVICE_PRINCIPAL_ID};
use super::super::sign_ins::{Attempt, HANOI, MALICIOUS_ADDRESS};
use super::super::story::{Story, days, hours, minutes};
use super::{ELSEWHERE, OFFICE};

/// Known to Microsoft for what comes from it.
const BAD_ADDRESS: &str = "198.51.100.231";
/// What the second factor's service writes down.
const DECLINED: &str = "MFA denied; user declined the authentication";
const NO_ANSWER: &str = "MFA denied; user did not respond to mobile app notification";

/// The application that unlocks, as the one who does something.
fn ourselves() -> Actor {
    Actor::KnownApplication {
        display_name: APPLICATION_NAME.to_owned(),
        service_principal_id: SERVICE_PRINCIPAL_ID.to_owned(),
        app_id: CLIENT_ID.to_owned(),
    }
}

/// Held by a lock, or by the password.
pub(super) fn out(start: Timestamp) -> Vec<Story> {
    let story = |name, object_id| Story::of(start, name, object_id);
    vec![
        story("sign-in-blocked-by-containment", "2e980336-b7f0-4651-be4b-d0d83e6a26cb")
            .named("Aisha Rahman", "aisha.rahman@contoso.example")
            .works_as("Treasurer")
            .signed_in(days(1), 0, OFFICE)
            .blocked(minutes(75), &ourselves())
            .signed_in(minutes(18), 50057, OFFICE),
        story("hostile-address", "d5d53bb2-c0b2-49f3-8621-280a46621a60")
            .named("Bas Timmer", "bas.timmer@contoso.example")
            .works_as("Sales")
            .signed_in(hours(6), 0, OFFICE)
            .attempted(minutes(26), Attempt::new(50053, BAD_ADDRESS).from(HANOI).because(MALICIOUS_ADDRESS))
            .attempted(minutes(22), Attempt::new(50053, BAD_ADDRESS).from(HANOI).because(MALICIOUS_ADDRESS)),
        story("password-expired", "3929e78e-afec-4a27-8fae-503f9d1ea548")
            .named("Carmen Ruiz", "carmen.ruiz@contoso.example")
            .works_as("Archivist")
            .with(|account, start| account.last_password_change = start - days(91))
            .without_self_service()
            .signed_in(minutes(16), 50055, OFFICE)
            .signed_in(minutes(6), 50055, OFFICE),
        story("password-unusable", "b536f110-07a6-4782-a5ee-f0d95d334aae")
            .named("Dirk Zwart", "dirk.zwart@contoso.example")
            .works_as("Gardener")
            .proves_with(&[])
            .signed_in(minutes(21), 50056, OFFICE),
        story("password-forgotten", "380c33f0-77c0-45bf-b30e-6cca7ba73725")
            .named("Els Verbeek", "els.verbeek@contoso.example")
            .works_as("Receptionist")
            .signed_in(days(15), 0, OFFICE)
            .signed_in(minutes(24), 50126, OFFICE)
            .signed_in(minutes(23), 50126, OFFICE)
            .signed_in(minutes(19), 50126, OFFICE)
            .signed_in(minutes(17), 50126, OFFICE)
            .signed_in(minutes(13), 50126, OFFICE),
    ]
}

/// Held by the second factor, or by a policy.
pub(super) fn not_by_us(start: Timestamp) -> Vec<Story> {
    let story = |name, object_id| Story::of(start, name, object_id);
    let policy = ("5d0a4b6e-3a4b-4f3b-9a51-0a5be8c5c7f2", "Block sign-in from outside Europe");
    vec![
        story("second-factor-missing", "ed639158-90c4-4eab-a776-27e394eb48c8")
            .named("Floor de Wit", "floor.dewit@contoso.example")
            .works_as("Started on Monday")
            .proves_with(&[])
            .signed_in(minutes(31), 50079, OFFICE)
            .signed_in(minutes(9), 50072, OFFICE),
        story("second-factor-failing", "e271df8f-bc71-4de4-98da-1c7343f07038")
            .named("Goran Babic", "goran.babic@contoso.example")
            .works_as("Mechanic, has a new phone")
            .signed_in(days(3), 0, OFFICE)
            .attempted(minutes(28), Attempt::new(500_121, OFFICE).saying(NO_ANSWER))
            .attempted(minutes(15), Attempt::new(500_121, OFFICE).saying(NO_ANSWER))
            .attempted(minutes(12), Attempt::new(50074, OFFICE)),
        story("prompt-denied", "00f6665e-a46c-427d-8711-7c12c3e7c4cb")
            .named("Hind Belkacem", "hind.belkacem@contoso.example")
            .works_as("Controller")
            .signed_in(hours(7), 0, OFFICE)
            .attempted(minutes(42), Attempt::new(500_121, ELSEWHERE).from(HANOI).saying(DECLINED))
            .attempted(minutes(41), Attempt::new(500_121, ELSEWHERE).from(HANOI).saying(DECLINED))
            .attempted(minutes(39), Attempt::new(500_121, ELSEWHERE).from(HANOI).saying(DECLINED)),
        story("blocked-by-policy", "b6cc3ba4-365f-4e24-a699-4c2876b4e844")
            .named("Ilse Kramer", "ilse.kramer@contoso.example")
            .works_as("Account executive, abroad")
            .signed_in(days(2), 0, OFFICE)
            .attempted(minutes(27), Attempt::new(53003, ELSEWHERE).from(HANOI).blocked_by(policy.0, policy.1))
            .attempted(minutes(11), Attempt::new(53003, ELSEWHERE).from(HANOI).blocked_by(policy.0, policy.1)),
    ]
}
