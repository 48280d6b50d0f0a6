//! The few people of a second tenant, which shares nobody and nothing with the first.

use jiff::Timestamp;

use super::super::records::Actor;
use super::super::roles;
use super::super::story::{Story, hours};

pub(super) const INITIAL_DOMAIN: &str = "northwind.onmicrosoft.com";
const NORA: &str = "49837bfe-e1e6-4fc0-92c5-455cc8b2e342";

/// Everyone there.
pub(super) fn everyone(start: Timestamp) -> Vec<Story> {
    let story = |name, object_id| Story::of(start, name, object_id).under(INITIAL_DOMAIN);
    let nora = Actor::Person {
        object_id: NORA.to_owned(),
        user_principal_name: "nora.winter@northwind.example".to_owned(),
        ip_address: "192.0.2.14".to_owned(),
    };
    vec![
        story("nora", NORA)
            .named("Nora Winter", "nora.winter@northwind.example")
            .works_as("Head of IT")
            .holds(roles::USER_ADMINISTRATOR)
            .holds(roles::GLOBAL_ADMINISTRATOR),
        story("nils", "d70af5e1-56e5-4be5-80fd-4de1c1c7791a")
            .named("Nils Berg", "nils.berg@northwind.example")
            .works_as("Helpdesk")
            .holds(roles::USER_ADMINISTRATOR),
        story("niels", "817559c9-b6be-4214-ad73-a4684f41893d")
            .named("Niels Dahl", "niels.dahl@northwind.example")
            .works_as("Warehouse")
            .blocked(hours(3), &nora),
    ]
}
