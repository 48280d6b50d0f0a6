//! Entra's own rule about which administrator may act on which account.
//! <https://learn.microsoft.com/entra/identity/role-based-access-control/privileged-roles-permissions>
//!
//! A step takes one [`Power`] over its target. Everything that the target holds is a [`Shield`], and each shield lets only some
//! roles through. A person may take the step if one of their roles gets past every shield. The roles that get past each one are in
//! the table in `src/domain/authority/matrix.rs`. One of its rows:
//!
//! ```text
//! Row {
//!     target: "User Administrator",
//!     reset: &[User, PrivilegedAuthentication, Global],
//!     sensitive: &[User, PrivilegedAuthentication, Global],
//!     methods: &[PrivilegedAuthentication, Global],
//! }
//! ```
//!
//! Read it so: if the target holds the role User Administrator, its password may be reset by another User Administrator, by a
//! Privileged Authentication Administrator and by a Global Administrator (`reset`). The same three may block and enable it
//! (`sensitive`). Only the last two may issue it a Temporary Access Pass (`methods`). No other role reaches it.
//!
//! # Examples
//!
//! A Helpdesk Administrator asks for an ordinary colleague, and then for a User Administrator:
//!
//! ```
//! use grendel::domain::authority::{Guard, Shield, reaching_role, who_could};
//! use grendel::domain::people::{DirectoryRole, HeldRole};
//! use grendel::domain::step::StepKind;
//!
//! let role = |name: &str| DirectoryRole::named(name).unwrap();
//! let helpdesk = [HeldRole::tenant_wide(role("Helpdesk Administrator"))];
//! let may = |step: StepKind, target: &Guard| reaching_role(&helpdesk, step.power(), target).is_some();
//!
//! // The colleague holds no role. The help desk may reset the password, but neither block the account nor issue a pass.
//! let colleague = Guard::default();
//! assert!(may(StepKind::ResetPassword, &colleague));
//! assert!(may(StepKind::RevokeSignInSessions, &colleague));
//! assert!(!may(StepKind::BlockSignIn, &colleague));
//! assert!(!may(StepKind::IssueTemporaryAccessPass, &colleague));
//!
//! // The User Administrator is out of its reach: Helpdesk is in none of the three lists of that row.
//! let shields = vec![Shield::Role(role("User Administrator"))];
//! let user_administrator = Guard { shields, ..Guard::default() };
//! for step in [StepKind::ResetPassword, StepKind::BlockSignIn, StepKind::IssueTemporaryAccessPass] {
//!     assert!(!may(step, &user_administrator));
//! }
//!
//! // These roles would reach it, for a new password and for a pass.
//! let for_password = who_could(StepKind::ResetPassword.power(), &user_administrator.shields);
//! let [user, privileged, global] =
//!     ["User Administrator", "Privileged Authentication Administrator", "Global Administrator"].map(role);
//! assert_eq!(for_password, [user, privileged, global]);
//! let for_pass = who_could(StepKind::IssueTemporaryAccessPass.power(), &user_administrator.shields);
//! assert_eq!(for_pass, [privileged, global]);
//! ```

mod matrix;

use serde::{Deserialize, Serialize};

use self::matrix::{
    ACTING_ROLES, ANY_OTHER, ActingRole, CONFIRM_RISK, DISMISS_RISK, HELD_FOR_UNITS, MAILBOX, MATRIX, NO_ROLE,
    ORDINARY, Row, SENDER,
};
use super::account::{Account, Unit};
use super::people::{DirectoryRole, HeldRole};
use super::reading::Reading;

words! {
    /// The kinds of power over another account that Microsoft tells apart.
    pub enum Power {
        /// Resetting the password and invalidating refresh tokens.
        Reset = "reset",
        /// Enabling and disabling the account, and the other sensitive actions.
        Sensitive = "sensitive",
        /// Changing authentication methods and issuing passes.
        Methods = "methods",
        /// Dismissing a risk.
        DismissRisk = "dismiss_risk",
        /// Confirming a risk.
        ConfirmRisk = "confirm_risk",
        /// Releasing a sender whom Microsoft restricted.
        Sender = "sender",
        /// Changing the forwarding and the rules of another person's mailbox.
        Mailbox = "mailbox",
        /// Telling a person what they can do themselves. Microsoft asks for no right here; Grendel asks for a role that may reset
        /// the password of an ordinary account.
        Point = "point",
    }
}

impl Power {
    /// Returns the page on which Microsoft says which roles have this power.
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

    /// Returns true if restricted management takes this power away. Microsoft says that mail and mailbox settings in Exchange
    /// stay open. It does not mention risk, so Grendel takes the powers over risk as taken away.
    const fn is_restrictable(self) -> bool {
        !matches!(self, Self::Sender | Self::Mailbox | Self::Point)
    }
}

/// Microsoft's page on the roles that can be held for an administrative unit.
pub const PAGE_OF_UNITS: &str = "https://learn.microsoft.com/entra/identity/role-based-access-control/manage-roles-portal#roles-that-can-be-assigned-with-administrative-unit-scope";
/// Microsoft's page on restricted management: its meaning, and the actions that it blocks.
pub const PAGE_OF_RESTRICTED_MANAGEMENT: &str =
    "https://learn.microsoft.com/entra/identity/role-based-access-control/admin-units-restricted-management";

/// One thing that a target holds and that protects it from less privileged administrators.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shield {
    /// A directory role, for the whole tenant or for a part of it.
    Role(DirectoryRole),
    /// A directory role that is held for a restricted management administrative unit.
    RoleInRestrictedUnit,
    /// Membership or ownership of a group that roles can be assigned to.
    RoleAssignableGroup,
    /// Membership in a restricted management administrative unit.
    RestrictedManagement,
    /// Roles or groups that could not be read: it may hold any role.
    Unknown,
}

impl Shield {
    /// Returns the text for this shield in the digest of a plan. The text stays the same even if Microsoft renames the role.
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

/// Everything about a target that decides which roles reach it.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Guard {
    /// The shields of the target. Empty for an ordinary account.
    pub shields: Vec<Shield>,
    /// The administrative units that the target is known to be in.
    pub units: Vec<Unit>,
}

impl Guard {
    /// Returns the guard of this account. Units that could not be read are left out.
    pub fn of(account: &Account) -> Self {
        Self { shields: shields(account), units: account.units.known().cloned().unwrap_or_default() }
    }
}

/// Returns everything that shields this account, sorted and without duplicates. Empty for an ordinary account.
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
    // The account and its units both say it, and for a while after a change they differ. The stricter one counts.
    if account.management_restricted
        || account.units.known().is_some_and(|units| units.iter().any(|unit| unit.restricted))
    {
        shields.push(Shield::RestrictedManagement);
    }
    shields.sort();
    shields.dedup();
    shields
}

/// Returns true if Microsoft's table has a row for targets with this role. A target with any other role is reached only by the
/// Privileged Authentication Administrator and the Global Administrator.
pub fn is_listed(role: &DirectoryRole) -> bool {
    row_of(role).is_some()
}

/// Returns the first of these held roles that allows the use of this power on a target with this guard, or `None` if no role
/// does. One role alone must get past every shield.
pub fn reaching_role<'a>(roles: &'a [HeldRole], power: Power, guard: &Guard) -> Option<&'a HeldRole> {
    let everywhere = who_could(power, &guard.shields);
    let in_units = who_could_in_their_unit(power, &guard.shields);
    roles.iter().find(|held| match &held.unit {
        None => everywhere.contains(&held.role),
        Some(unit) => manages(unit, guard) && in_units.contains(&held.role),
    })
}

/// Returns true if a role that is held counts for a target with this guard: it is held for the whole tenant, or for a unit that the
/// target is known to be in.
pub fn counts_for(held: &HeldRole, guard: &Guard) -> bool {
    held.unit.as_ref().is_none_or(|unit| manages(unit, guard))
}

/// Returns true if a role for this unit counts for a target with this guard: the target is in the unit, and if its management
/// is restricted, then by this unit.
fn manages(unit: &super::ObjectId, guard: &Guard) -> bool {
    let restricted = guard.shields.contains(&Shield::RestrictedManagement);
    guard.units.iter().any(|one| one.id == *unit && (one.restricted || !restricted))
}

/// Returns the roles that, held for the whole tenant, may use this power on a target with these shields.
pub fn who_could(power: Power, shields: &[Shield]) -> Vec<DirectoryRole> {
    let gets_past = |role: ActingRole| shields.iter().all(|shield| acting_roles(power, Some(shield)).contains(&role));
    roles_that(|role| acting_roles(power, None).contains(&role) && gets_past(role))
}

/// Returns the roles that, held for an administrative unit of the target, may use this power on a target with these shields.
/// Such roles reach only targets that hold no role themselves. For risk and mail the list is empty: Microsoft names no role for
/// them that can be held for a unit.
pub fn who_could_in_their_unit(power: Power, shields: &[Shield]) -> Vec<DirectoryRole> {
    let holds_nothing = shields.iter().all(|shield| *shield == Shield::RestrictedManagement);
    roles_that(|role| holds_nothing && HELD_FOR_UNITS.contains(&role) && acting_roles(power, None).contains(&role))
}

/// Returns the roles that, held for the whole tenant, may use this power on a target with this guard. If there are none and the
/// target is in a unit, returns those that may if they are held for the unit that restricts its management.
pub fn who_reaches(power: Power, guard: &Guard) -> Vec<DirectoryRole> {
    let everywhere = who_could(power, &guard.shields);
    if everywhere.is_empty() && !guard.units.is_empty() {
        return who_could_in_their_unit(power, &guard.shields);
    }
    everywhere
}

/// Returns the acting roles that pass this test, as roles of the directory.
fn roles_that(pass: impl Fn(ActingRole) -> bool) -> Vec<DirectoryRole> {
    let passing = ACTING_ROLES.iter().filter(|(role, _)| pass(*role));
    passing.filter_map(|(_, name)| DirectoryRole::named(name)).collect()
}

/// Returns the acting roles that get past this one shield with this power; with `None`, those that reach an ordinary account.
fn acting_roles(power: Power, shield: Option<&Shield>) -> &'static [ActingRole] {
    let row = match shield {
        Some(Shield::RestrictedManagement) if power.is_restrictable() => return NO_ROLE,
        Some(Shield::RestrictedManagement) | None => &ORDINARY,
        Some(Shield::Role(role)) => row_of(role).unwrap_or(&ANY_OTHER),
        Some(Shield::RoleInRestrictedUnit | Shield::RoleAssignableGroup | Shield::Unknown) => &ANY_OTHER,
    };
    match power {
        Power::Reset => row.reset,
        Power::Sensitive => row.sensitive,
        Power::Methods => row.methods,
        Power::DismissRisk => DISMISS_RISK,
        Power::ConfirmRisk => CONFIRM_RISK,
        Power::Sender => SENDER,
        Power::Mailbox => MAILBOX,
        Power::Point => ORDINARY.reset,
    }
}

/// Returns the row of the matrix for a target that holds this role, or `None` if Microsoft does not list the role.
fn row_of(role: &DirectoryRole) -> Option<&'static Row> {
    MATRIX.iter().find(|row| row.target == role.name())
}
