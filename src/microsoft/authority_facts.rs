//! What bounds the steps on an account: who it is, its roles, the groups and the units that it is in.

use super::batch::Asked;
use super::error::reading;
use super::graph::{ApiCall, Graph};
use super::groups::DirectoryGroup;
use super::roles::{HeldRoles, RoleScope};
use super::users::User;
use super::{groups, roles, units, users};
use crate::domain::ObjectId;
use crate::domain::account::{Account, Unit};
use crate::domain::people::DirectoryRole;
use crate::domain::reading::Topic;
use crate::ports::{Budget, TenantError};

/// How many calls [`calls`] makes.
pub(super) const CALLS: usize = 7;

/// What was read, each part or why it could not be.
pub(super) struct AuthorityFacts {
    pub user: User,
    /// The groups that it is in.
    pub member: Result<Vec<DirectoryGroup>, TenantError>,
    roles: Result<Vec<DirectoryRole>, TenantError>,
    role_assignable: Result<Vec<String>, TenantError>,
    units: Result<Vec<Unit>, TenantError>,
    role_in_restricted_unit: bool,
}

/// Asks for all of it.
pub(super) fn calls(target: &ObjectId) -> [ApiCall; CALLS] {
    let [assigned, member_roles] = roles::role_calls(target);
    let [member, owner] = groups::group_calls(target);
    [users::call(target), assigned, member_roles, member, owner, units::units_call(target), units::all_call()]
}

impl Graph {
    /// Reads what [`calls`] asked for. Only the user must be readable.
    pub(super) async fn bounds(
        &self,
        target: &ObjectId,
        asked: [Asked; CALLS],
        budget: &Budget,
    ) -> Result<AuthorityFacts, TenantError> {
        let [user, assigned, member_roles, member, owner, units, all_units] = asked;
        let user = users::read(user.part?)?;
        let held = self.held([assigned, member_roles], budget).await;
        let (member, owner) = (self.groups(member, budget).await, self.groups(owner, budget).await);
        let role_assignable = match (&member, &owner) {
            (Ok(member), Ok(owner)) => Ok(groups::that_take_roles(member.iter().chain(owner))),
            (Err(error), _) | (_, Err(error)) => Err(error.clone()),
        };
        let role_in_restricted_unit = match &held {
            Ok(held) => self.has_role_in_restricted_unit(held, all_units, budget).await,
            Err(_) => true,
        };
        Ok(AuthorityFacts {
            user,
            member,
            roles: held.map(|held| held.anywhere()),
            role_assignable,
            units: self.units(target, units, budget).await,
            role_in_restricted_unit,
        })
    }

    /// Whether one of these roles is for a unit that is restricted, or may be: of what is not known to be open it is assumed.
    async fn has_role_in_restricted_unit(&self, held: &HeldRoles, all_units: Asked, budget: &Budget) -> bool {
        let scopes = held.scopes();
        let mut units = scopes.into_iter().filter_map(|scope| match scope {
            RoleScope::Unit(unit) => Some(unit),
            RoleScope::Tenant | RoleScope::Other => None,
        });
        let open = self.unrestricted(all_units, budget).await.unwrap_or_default();
        units.any(|unit| !open.contains(unit))
    }
}

impl AuthorityFacts {
    /// The account with these instead of those that it had. Of its groups, those that are wanted.
    pub(super) fn onto(self, account: Account, wanted_groups: &[String]) -> Account {
        let groups = match &self.member {
            _ if wanted_groups.is_empty() => Ok(Vec::new()),
            Ok(member) => Ok(groups::wanted_among(member, wanted_groups)),
            Err(error) => Err(error.clone()),
        };
        self.user.onto(Account {
            roles: reading(Topic::Roles, roles::ROLES_PERMISSION, self.roles),
            role_assignable_groups: reading(Topic::Groups, groups::GROUPS_PERMISSION, self.role_assignable),
            role_in_restricted_unit: self.role_in_restricted_unit,
            units: reading(Topic::Units, units::UNITS_PERMISSION, self.units),
            groups: reading(Topic::NamedGroups, groups::GROUPS_PERMISSION, groups),
            ..account
        })
    }
}
