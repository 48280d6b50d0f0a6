//! People whose rights are limited in time or in space, people at risk, and people who are easily taken for somebody else.

use jiff::Timestamp;

use super::super::roles::{self, Group};
use super::super::story::{Story, days, hours, minutes};
use super::{ELSEWHERE, MANAGEMENT, OFFICE, ROTTERDAM, THE_HAGUE, bram, chidi, gita};

/// The board. Being in it gives nobody anything in the directory.
pub static BOARD: Group =
    Group { id: "00182027-403c-4152-906d-8757d4cfe5cd", name: "Board", assignable_to_role: false, roles: &[] };

/// Roles that were activated, or could be.
pub(super) fn for_a_while(start: Timestamp) -> Vec<Story> {
    let story = |name, object_id| Story::of(start, name, object_id);
    vec![
        story("activated-for-an-hour", "5dc582b9-fd24-42a7-904b-a75fc678fe6c")
            .named("Karim Haddad", "karim.haddad@contoso.example")
            .works_as("Helpdesk")
            .activated(roles::USER_ADMINISTRATOR, hours(1), hours(2)),
        story("only-eligible", "71e685f1-867a-4f55-bab5-719ffbb998cb")
            .named("Leila Amrani", "leila.amrani@contoso.example")
            .works_as("Helpdesk")
            .eligible_for(roles::USER_ADMINISTRATOR),
    ]
}

/// Administrative units: who is in one, and whose role ends at its border.
pub(super) fn in_units(start: Timestamp) -> Vec<Story> {
    let story = |name, object_id| Story::of(start, name, object_id);
    vec![
        story("blocked-in-rotterdam", "9fe78953-d643-4433-91f6-6e20c4782437")
            .named("Mees Prins", "mees.prins@contoso.example")
            .works_as("Crane driver")
            .lives_in(&ROTTERDAM)
            .blocked(hours(2), &chidi()),
        story("blocked-in-the-hague", "e4bb2ec6-3758-4061-9c3f-a98f89338769")
            .named("Noor Schouten", "noor.schouten@contoso.example")
            .works_as("Lobbyist")
            .lives_in(&THE_HAGUE)
            .blocked(hours(2), &chidi()),
        story("operator-of-the-restricted-unit", "5e974552-8380-4b00-b4a0-773de45204c2")
            .named("Olga Petrova", "olga.petrova@contoso.example")
            .works_as("Helpdesk of the management")
            .holds_at(roles::USER_ADMINISTRATOR, MANAGEMENT.scope),
        story("blocked-administrator-of-a-restricted-unit", "32d16067-d6a2-4576-9efe-d0b9afde87d2")
            .named("Pavel Novak", "pavel.novak@contoso.example")
            .works_as("Helpdesk of the management, on leave")
            .holds_at(roles::HELPDESK_ADMINISTRATOR, MANAGEMENT.scope)
            .blocked(days(3), &gita()),
        story("helpdesk-of-one-unit", "3a066aba-3b04-4dae-8490-6dbf3efa8d6d")
            .named("Ruben Kuipers", "ruben.kuipers@contoso.example")
            .works_as("Helpdesk Rotterdam")
            .holds_at(roles::HELPDESK_ADMINISTRATOR, ROTTERDAM.scope),
    ]
}

/// People whom Identity Protection has, or had, an eye on.
pub(super) fn at_risk(start: Timestamp) -> Vec<Story> {
    let story = |name, object_id| Story::of(start, name, object_id);
    vec![
        story("risky-operator", "7f8d1758-e591-4422-afd0-3b74fd0632fb")
            .named("Sanne Vos", "sanne.vos@contoso.example")
            .works_as("Helpdesk")
            .holds(roles::USER_ADMINISTRATOR)
            .signed_in(minutes(50), 0, ELSEWHERE)
            .suspected("atRisk", "high", "none", minutes(45)),
        story("risky-and-blocked", "f611a1df-0fdc-49a6-a44a-76c6ec38829e")
            .named("Tim Huisman", "tim.huisman@contoso.example")
            .works_as("Purchasing")
            .signed_in(hours(4), 0, ELSEWHERE)
            .suspected("atRisk", "medium", "none", hours(4))
            .blocked(hours(3), &chidi()),
        story("formerly-risky", "9187c909-3de6-4286-9435-9775404affed")
            .named("Ulla Lind", "ulla.lind@contoso.example")
            .works_as("Purchasing")
            .suspected("dismissed", "none", "adminDismissedAllRiskForUser", days(2))
            .blocked(days(3), &chidi()),
    ]
}

/// People who are easily taken for somebody else, and people who sit in groups that matter to others.
pub(super) fn mistakable(start: Timestamp) -> Vec<Story> {
    let story = |name, object_id| Story::of(start, name, object_id);
    vec![
        // One letter less than Hanna Visser, who tells `blocked-by-a-colleague`.
        story("look-alike", "150bee44-2772-45bb-859f-d543f53ec31a")
            .named("Noor Schoutens", "noor.schoutens@contoso.example")
            .works_as("Intern")
            .blocked(days(1), &bram()),
        story("alias-in-another-domain", "bf1dcf4b-4b47-4169-8117-c01a13e455d3")
            .named("Wim Lindeman", "wim.lindeman@contoso.example")
            .works_as("Laboratory")
            .has_alias("wim@contoso-labs.example")
            .blocked(hours(9), &bram()),
        story("blocked-board-member", "7c557db5-3e48-43c7-b0bf-21d30be472ed")
            .named("Yvonne Haak", "yvonne.haak@contoso.example")
            .works_as("Board member")
            .belongs_to(&BOARD)
            .signed_in(hours(20), 0, OFFICE)
            .blocked(hours(1), &chidi()),
    ]
}
