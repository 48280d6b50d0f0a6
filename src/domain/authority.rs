//! Who may do what to whom: Entra's own rule about which administrator reaches which account.
//! <https://learn.microsoft.com/entra/identity/role-based-access-control/privileged-roles-permissions>

use serde::{Deserialize, Serialize};

use super::account::{Account, Reading};
use super::people::{DirectoryRole, Standing};
use super::plan::StepKind;

/// The two kinds of power over another account that Entra tells apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Power {
    /// Resetting the password, invalidating refresh tokens.
    Reset,
    /// Enabling and disabling the account, and the other sensitive actions.
    Sensitive,
}

/// What a target holds that shields it from lesser administrators.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shield {
    /// A directory role, at whatever scope.
    Role(DirectoryRole),
    /// Being a member or an owner of a group that roles can be assigned to.
    RoleAssignableGroup,
    /// Being managed in a restricted management administrative unit.
    RestrictedManagement,
    /// Its roles could not be read, so it may hold any.
    Unknown,
}

impl Shield {
    /// What stands for it where a plan is digested. It never changes, whatever Microsoft calls the role.
    pub fn mark(&self) -> String {
        match self {
            Self::Role(role) => format!("role {}", role.template_id()),
            Self::RoleAssignableGroup => "role_assignable_group".to_owned(),
            Self::RestrictedManagement => "restricted_management".to_owned(),
            Self::Unknown => "unknown".to_owned(),
        }
    }
}

/// The roles that can act on others at all, and the letters that stand for them in the matrix.
const ACTORS: [(char, &str); 6] = [
    ('p', "Password Administrator"),
    ('h', "Helpdesk Administrator"),
    ('a', "Authentication Administrator"),
    ('u', "User Administrator"),
    ('P', "Privileged Authentication Administrator"),
    ('G', "Global Administrator"),
];

/// The role of the target, then who may reset it, then who may take sensitive actions on it.
const MATRIX: [(&str, &str, &str); 14] = [
    ("Directory Readers", "phauPG", "auPG"),
    ("Guest Inviter", "phauPG", "auPG"),
    ("Password Administrator", "phauPG", "auPG"),
    ("Message Center Reader", "hauPG", "auPG"),
    ("Reports Reader", "hauPG", "auPG"),
    ("Usage Summary Reports Reader", "hauPG", "auPG"),
    ("User Experience Success Manager", "hauPG", "auPG"),
    ("Helpdesk Administrator", "huPG", "uPG"),
    ("Authentication Administrator", "aPG", "aPG"),
    ("Groups Administrator", "uPG", "uPG"),
    ("User Administrator", "uPG", "uPG"),
    ("Global Administrator", "PG", "PG"),
    ("Privileged Authentication Administrator", "PG", "PG"),
    ("Privileged Role Administrator", "PG", "PG"),
];

/// For a target that holds nothing.
const NO_SHIELD: (&str, &str) = ("phauPG", "auPG");
/// For a target that holds what the matrix does not list: any other role, a role-assignable group, what could not be read.
const ANY_OTHER: &str = "PG";

/// For a target that is managed in a restricted management administrative unit: no role that is held for the whole tenant
/// reaches it, not even Global Administrator.
/// <https://learn.microsoft.com/entra/identity/role-based-access-control/admin-units-restricted-management>
const NOBODY: &str = "";

/// The power that a step needs.
pub const fn power_for(step: StepKind) -> Power {
    match step {
        StepKind::EnableSignIn => Power::Sensitive,
        StepKind::RevokeSignInSessions => Power::Reset,
    }
}

/// Everything about this account that shields it. Empty for an ordinary one.
pub fn shields(account: &Account) -> Vec<Shield> {
    let mut shields: Vec<Shield> = match &account.roles {
        Reading::Read(roles) => roles.iter().cloned().map(Shield::Role).collect(),
        Reading::Unread(_) => vec![Shield::Unknown],
    };
    match &account.role_assignable_groups {
        Reading::Read(groups) if groups.is_empty() => {}
        Reading::Read(_) => shields.push(Shield::RoleAssignableGroup),
        Reading::Unread(_) => shields.push(Shield::Unknown),
    }
    if account.management_restricted {
        shields.push(Shield::RestrictedManagement);
    }
    shields.sort();
    shields.dedup();
    shields
}

/// Whether a person with these roles may use this power on a target with these shields: one role of theirs must reach
/// past every shield.
pub fn reaches(standing: &Standing, power: Power, shields: &[Shield]) -> bool {
    who_could(power, shields).iter().any(|role| standing.roles.contains(role))
}

/// The roles that may use this power on a target with these shields.
pub fn who_could(power: Power, shields: &[Shield]) -> Vec<DirectoryRole> {
    let passes = |letter: char| shields.iter().all(|shield| row(power, Some(shield)).contains(letter));
    let allowed = ACTORS.iter().filter(|(letter, _)| row(power, None).contains(*letter) && passes(*letter));
    allowed.filter_map(|(_, name)| DirectoryRole::named(name)).collect()
}

fn row(power: Power, shield: Option<&Shield>) -> &'static str {
    let pick = |(reset, sensitive): (&'static str, &'static str)| match power {
        Power::Reset => reset,
        Power::Sensitive => sensitive,
    };
    match shield {
        None => pick(NO_SHIELD),
        Some(Shield::Role(role)) => {
            let listed = MATRIX.iter().find(|(name, ..)| *name == role.name());
            listed.map_or(ANY_OTHER, |(_, reset, sensitive)| pick((reset, sensitive)))
        }
        Some(Shield::RoleAssignableGroup | Shield::Unknown) => ANY_OTHER,
        Some(Shield::RestrictedManagement) => NOBODY,
    }
}
