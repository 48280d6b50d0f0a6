//! The ordinary world and its people.

use std::time::Duration;

use super::Settings;
use crate::world::WorldSettings;
use grendel_simulator::discord::{HELPDESK_ID, LEAD_ID, Member};

/// The time limit of one call to Microsoft: short enough to watch a lost answer, and long enough for a slow one to
/// arrive.
const CALL_TIMEOUT: Duration = Duration::from_secs(5);

/// The description of each person, by the key that tests use.
const ABOUT: [(&str, &str); 12] = [
    ("anna", "helpdesk, User Administrator"),
    ("bram", "helpdesk lead, User Administrator"),
    ("chidi", "identity engineer, helpdesk and lead"),
    ("dana", "outsider, no role anywhere"),
    ("eva", "security officer"),
    ("finn", "helpdesk, with a role that reaches little"),
    ("gita", "head of IT, Global Administrator"),
    ("ines-through-a-group", "new at the helpdesk, not linked at first"),
    ("helpdesk-of-one-unit", "helpdesk of Rotterdam alone"),
    ("activated-for-an-hour", "helpdesk, with a role for an hour"),
    ("risky-operator", "lead, whose account is at risk"),
    ("nora", "head of IT at Northwind"),
];

/// Returns the settings of an ordinary world: it has all people and both tenants, and people can sign in to prove who
/// they are.
pub fn ordinary(settings: &Settings) -> WorldSettings {
    let mut world = watched(settings);
    let person = |key: &str, display_name: &str, user_id, roles: &[u64], locale: &str| Member {
        key: key.to_owned(),
        display_name: display_name.to_owned(),
        user_id,
        roles: roles.to_vec(),
        locale: locale.to_owned(),
    };
    world.discord.members.extend([
        person("gita", "Gita Patel", 633_104_585_127_198_730, &[LEAD_ID], "en-US"),
        person("ines-through-a-group", "Ines Costa", 640_218_377_410_281_472, &[HELPDESK_ID], "en-US"),
    ]);
    world.linked.extend(["finn", "gita"]);
    world.northwind = Some(vec![("chidi", "nils"), ("gita", "nora")]);
    world.sign_in = true;
    world.call_timeout = CALL_TIMEOUT;
    world
}

/// Returns the settings that every world on the page has, before a scenario changes them.
pub fn watched(settings: &Settings) -> WorldSettings {
    WorldSettings { pace: settings.pace, tenant_latency: settings.tenant_latency, ..WorldSettings::default() }
}

/// Returns a short description of this person, or `None` if there is none.
pub fn about(key: &str) -> Option<&'static str> {
    ABOUT.iter().find(|(known, _)| *known == key).map(|(_, about)| *about)
}
