//! Who may do what to whom: Entra's own rule about which administrator reaches which account.
//! <https://learn.microsoft.com/entra/identity/role-based-access-control/privileged-roles-permissions>

use serde::{Deserialize, Serialize};

use super::account::{Account, Unit};
use super::people::{DirectoryRole, HeldRole};
use super::reading::Reading;

words! {
    /// The kinds of power over another account that Microsoft tells apart.
    pub enum Power {
        /// Resetting the password, invalidating refresh tokens.
        Reset = "reset",
        /// Enabling and disabling the account, and the other sensitive actions.
        Sensitive = "sensitive",
        /// Authentication methods and passes.
        Methods = "methods",
        /// Dismissing a risk.
        DismissRisk = "dismiss_risk",
        /// Confirming a risk.
        ConfirmRisk = "confirm_risk",
        /// Releasing a sender whom Microsoft restricted.
        Sender = "sender",
        /// Forwarding and rules of somebody else's mailbox.
        Mailbox = "mailbox",
        /// Telling somebody what they can do themselves. It takes no right in the directory; here, that of anyone who could reset an
        /// ordinary password.
        Point = "point",
    }
}

impl Power {
    /// Where Microsoft says who has it.
    pub const fn page(self) -> &'static str {
        match self {
            Self::Reset => {
                "https://learn.microsoft.com/entra/identity/role-based-access-control/privileged-roles-permissions#who-can-reset-passwords"
            }
            Self::Sensitive => {
                "https://learn.microsoft.com/entra/identity/role-based-access-control/privileged-roles-permissions#who-can-perform-sensitive-actions"
            }
            Self::Methods => {
                "https://learn.microsoft.com/entra/identity/role-based-access-control/privileged-roles-permissions#compare-authentication-roles"
            }
            Self::DismissRisk => "https://learn.microsoft.com/graph/api/riskyuser-dismiss",
            Self::ConfirmRisk => "https://learn.microsoft.com/graph/api/riskyuser-confirmcompromised",
            Self::Sender => "https://learn.microsoft.com/defender-office-365/outbound-spam-restore-restricted-users",
            Self::Point => "https://learn.microsoft.com/entra/identity/authentication/concept-sspr-howitworks",
            Self::Mailbox => {
                "https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference#exchange-administrator"
            }
        }
    }

    /// Whether restricted management bounds it. Microsoft says that mail and mailbox settings in Exchange stay open; of risk
    /// it says nothing, so that counts as bounded.
    const fn is_restrictable(self) -> bool {
        !matches!(self, Self::Sender | Self::Mailbox | Self::Point)
    }
}

/// Where Microsoft says which roles can be held for an administrative unit.
pub const PAGE_OF_UNITS: &str = "https://learn.microsoft.com/entra/identity/role-based-access-control/manage-roles-portal#roles-that-can-be-assigned-with-administrative-unit-scope";
/// Where Microsoft says what restricted management is, and what it bounds.
pub const PAGE_OF_RESTRICTED_MANAGEMENT: &str =
    "https://learn.microsoft.com/entra/identity/role-based-access-control/admin-units-restricted-management";

/// What a target holds that shields it from lesser administrators.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shield {
    /// A directory role, at whatever scope.
    Role(DirectoryRole),
    /// A directory role that is held for a restricted management administrative unit.
    RoleInRestrictedUnit,
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
            Self::RoleInRestrictedUnit => "role_in_restricted_unit".to_owned(),
            Self::RoleAssignableGroup => "role_assignable_group".to_owned(),
            Self::RestrictedManagement => "restricted_management".to_owned(),
            Self::Unknown => "unknown".to_owned(),
        }
    }
}

/// The roles that can act on others at all, and the letters that stand for them in the matrix.
const ACTORS: [(char, &str); 9] = [
    ('p', "Password Administrator"),
    ('h', "Helpdesk Administrator"),
    ('a', "Authentication Administrator"),
    ('u', "User Administrator"),
    ('x', "Exchange Administrator"),
    ('o', "Security Operator"),
    ('s', "Security Administrator"),
    ('P', "Privileged Authentication Administrator"),
    ('G', "Global Administrator"),
];

/// The role of the target, then who may reset it, who may take sensitive actions on it, who may see to its methods.
const MATRIX: [(&str, &str, &str, &str); 14] = [
    ("Directory Readers", "phauPG", "auPG", "aPG"),
    ("Guest Inviter", "phauPG", "auPG", "aPG"),
    ("Password Administrator", "phauPG", "auPG", "aPG"),
    ("Message Center Reader", "hauPG", "auPG", "aPG"),
    ("Reports Reader", "hauPG", "auPG", "aPG"),
    ("Usage Summary Reports Reader", "hauPG", "auPG", "aPG"),
    ("User Experience Success Manager", "hauPG", "auPG", "aPG"),
    ("Helpdesk Administrator", "huPG", "uPG", "PG"),
    ("Authentication Administrator", "aPG", "aPG", "aPG"),
    ("Groups Administrator", "uPG", "uPG", "PG"),
    ("User Administrator", "uPG", "uPG", "PG"),
    ("Global Administrator", "PG", "PG", "PG"),
    ("Privileged Authentication Administrator", "PG", "PG", "PG"),
    ("Privileged Role Administrator", "PG", "PG", "PG"),
];

/// For a target that holds nothing.
const NO_SHIELD: (&str, &str, &str) = ("phauPG", "auPG", "aPG");
/// For a target that holds what the matrix does not list: any other role, a role for a restricted unit, a role-assignable group,
/// what could not be read.
const ANY_OTHER: (&str, &str, &str) = ("PG", "PG", "PG");

/// For these powers Microsoft names roles whoever the target is; see [`Power::page`].
const DISMISS_RISK: &str = "osG";
const CONFIRM_RISK: &str = "sG";
const SENDER: &str = "xsG";
const MAILBOX: &str = "xG";

/// For a target that is managed in a restricted management administrative unit: no role that is held for the whole tenant
/// reaches it, not even Global Administrator; see [`PAGE_OF_RESTRICTED_MANAGEMENT`].
const NOBODY: &str = "";

/// The roles that reach an account when they are held for an administrative unit that it is in; see [`PAGE_OF_UNITS`].
const HELD_FOR_UNITS: &str = "phauP";

/// What lies between a target and those who would act on it.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Guard {
    /// What shields it. Empty for an ordinary account.
    pub shields: Vec<Shield>,
    /// The administrative units that it is known to be in.
    pub units: Vec<Unit>,
}

impl Guard {
    /// What guards this account.
    pub fn of(account: &Account) -> Self {
        Self { shields: shields(account), units: account.units.known().cloned().unwrap_or_default() }
    }
}

/// Everything about this account that shields it. Empty for an ordinary one.
pub fn shields(account: &Account) -> Vec<Shield> {
    let mut shields: Vec<Shield> = match &account.roles {
        Reading::Read(roles) => roles.iter().copied().map(Shield::Role).collect(),
        Reading::Unread(_) => vec![Shield::Unknown],
    };
    match &account.role_assignable_groups {
        Reading::Read(groups) if groups.is_empty() => {}
        Reading::Read(_) => shields.push(Shield::RoleAssignableGroup),
        Reading::Unread(_) => shields.push(Shield::Unknown),
    }
    if account.role_in_restricted_unit {
        shields.push(Shield::RoleInRestrictedUnit);
    }
    // Two readings of one thing, and the stricter one counts.
    if account.management_restricted
        || account.units.known().is_some_and(|units| units.iter().any(|unit| unit.restricted))
    {
        shields.push(Shield::RestrictedManagement);
    }
    shields.sort();
    shields.dedup();
    shields
}

/// Whether Microsoft's table has a row for this role as that of a target. What it does not list only the two highest reach.
pub fn is_listed(role: &DirectoryRole) -> bool {
    MATRIX.iter().any(|(name, ..)| *name == role.name())
}

/// The first of these roles by which whoever holds them may use this power on a target that is so guarded; nothing where they may
/// not. One role must reach past every shield.
pub fn reaching_role<'a>(roles: &'a [HeldRole], power: Power, guard: &Guard) -> Option<&'a HeldRole> {
    let everywhere = who_could(power, &guard.shields);
    let in_units = who_could_in_their_unit(power, &guard.shields);
    roles.iter().find(|held| match &held.unit {
        None => everywhere.contains(&held.role),
        Some(unit) => manages(unit, guard) && in_units.contains(&held.role),
    })
}

/// Whether a role for this unit counts for a target that is so guarded: it is in the unit, and where its management is
/// restricted, the unit is one that restricts it.
fn manages(unit: &super::ObjectId, guard: &Guard) -> bool {
    let restricted = guard.shields.contains(&Shield::RestrictedManagement);
    guard.units.iter().any(|one| one.id == *unit && (one.restricted || !restricted))
}

/// The roles that may use this power on a target with these shields, held for the whole tenant.
pub fn who_could(power: Power, shields: &[Shield]) -> Vec<DirectoryRole> {
    let passes = |letter: char| shields.iter().all(|shield| row(power, Some(shield)).contains(letter));
    roles(|letter| row(power, None).contains(letter) && passes(letter))
}

/// The roles that may use this power on a target with these shields, held for an administrative unit that it is in: only on
/// those who hold nothing themselves. For risk and mail Microsoft names no role that can be held so.
pub fn who_could_in_their_unit(power: Power, shields: &[Shield]) -> Vec<DirectoryRole> {
    let holds_nothing = shields.iter().all(|shield| *shield == Shield::RestrictedManagement);
    roles(|letter| holds_nothing && HELD_FOR_UNITS.contains(letter) && row(power, None).contains(letter))
}

/// The roles that may use this power on a target that is so guarded: held for the whole tenant, or where none of those does,
/// held for the unit that restricts its management.
pub fn who_reaches(power: Power, guard: &Guard) -> Vec<DirectoryRole> {
    let everywhere = who_could(power, &guard.shields);
    if everywhere.is_empty() && !guard.units.is_empty() {
        return who_could_in_their_unit(power, &guard.shields);
    }
    everywhere
}

fn roles(wanted: impl Fn(char) -> bool) -> Vec<DirectoryRole> {
    let wanted = ACTORS.iter().filter(|(letter, _)| wanted(*letter));
    wanted.filter_map(|(_, name)| DirectoryRole::named(name)).collect()
}

fn row(power: Power, shield: Option<&Shield>) -> &'static str {
    let (reset, sensitive, methods) = match shield {
        Some(Shield::RestrictedManagement) if power.is_restrictable() => return NOBODY,
        Some(Shield::RestrictedManagement) | None => NO_SHIELD,
        Some(Shield::Role(role)) => {
            let listed = MATRIX.iter().find(|(name, ..)| *name == role.name());
            listed.map_or(ANY_OTHER, |(_, reset, sensitive, methods)| (*reset, *sensitive, *methods))
        }
        Some(Shield::RoleInRestrictedUnit | Shield::RoleAssignableGroup | Shield::Unknown) => ANY_OTHER,
    };
    match power {
        Power::Reset => reset,
        Power::Sensitive => sensitive,
        Power::Methods => methods,
        Power::DismissRisk => DISMISS_RISK,
        Power::ConfirmRisk => CONFIRM_RISK,
        Power::Sender => SENDER,
        Power::Mailbox => MAILBOX,
        Power::Point => NO_SHIELD.0,
    }
}
