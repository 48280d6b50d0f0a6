//! The facts that authority over an account depends on: the user, its roles, its groups and its administrative units.

use super::batch::{Batch, BatchResults, Slot};
use super::error::reading;
use super::graph::{FirstPage, Graph, GraphPage};
use super::groups::{DirectoryGroup, GroupObject};
use super::roles::{HeldRoles, HeldRolesSlots, RoleScope};
use super::units::UnitObject;
use super::users::{User, UserObject};
use super::{groups, roles, units, users};
use crate::domain::ObjectId;
use crate::domain::account::{Account, Unit};
use crate::domain::people::DirectoryRole;
use crate::domain::reading::Topic;
use crate::ports::{Budget, TenantError};

/// The facts, each with its own error where it could not be read.
pub(super) struct AuthorityFacts {
    pub user: User,
    pub member_of: Result<Vec<DirectoryGroup>, TenantError>,
    roles: Result<Vec<DirectoryRole>, TenantError>,
    /// Names of groups that roles can be assigned to, and that the account is in or owns.
    role_assignable: Result<Vec<String>, TenantError>,
    units: Result<Vec<Unit>, TenantError>,
    /// True if the account has a role for a restricted unit, or may have one.
    role_in_restricted_unit: bool,
}

/// The slots of the seven queries for [`AuthorityFacts`].
pub(super) struct AuthorityFactsSlots {
    user: Slot<UserObject>,
    roles: HeldRolesSlots,
    member_groups: Slot<GraphPage<GroupObject>>,
    owned_groups: Slot<GraphPage<GroupObject>>,
    units: Slot<GraphPage<UnitObject>>,
    all_units: Slot<GraphPage<UnitObject>>,
}

impl AuthorityFactsSlots {
    /// Adds the queries for the facts of an account.
    pub(super) fn add(batch: &mut Batch, target: &ObjectId) -> Self {
        Self {
            user: batch.add(users::user_query(target)),
            roles: HeldRolesSlots::add(batch, target),
            member_groups: batch.add(groups::member_groups_query(target)),
            owned_groups: batch.add(groups::owned_groups_query(target)),
            units: batch.add(units::units_query(target)),
            all_units: batch.add(units::all_units_query()),
        }
    }
}

impl Graph {
    /// Reads the facts of an account.
    ///
    /// # Errors
    ///
    /// The user could not be read. Every other fact may be missing.
    pub(super) async fn authority_facts(
        &self,
        target: &ObjectId,
        slots: AuthorityFactsSlots,
        results: &mut BatchResults,
        budget: &Budget,
    ) -> Result<AuthorityFacts, TenantError> {
        let user = results.take(slots.user)?.read()?;
        let held_roles = self.held_roles(slots.roles, results, budget).await;
        let member_of = self.groups(results.take_first_page(slots.member_groups), budget).await;
        let owned = self.groups(results.take_first_page(slots.owned_groups), budget).await;
        let role_assignable = match (&member_of, &owned) {
            (Ok(member_of), Ok(owned)) => Ok(groups::role_assignable_names(member_of.iter().chain(owned))),
            (Err(error), _) | (_, Err(error)) => Err(error.clone()),
        };
        let all_units = results.take_first_page(slots.all_units);
        let role_in_restricted_unit = match &held_roles {
            Ok(held_roles) => self.has_role_in_restricted_unit(held_roles, all_units, budget).await,
            Err(_) => true,
        };
        Ok(AuthorityFacts {
            user,
            member_of,
            roles: held_roles.map(|roles| roles.anywhere()),
            role_assignable,
            units: self.units(target, results.take_first_page(slots.units), budget).await,
            role_in_restricted_unit,
        })
    }

    /// Returns true if one of the roles is for a restricted unit, or for a unit that is not known to be unrestricted.
    async fn has_role_in_restricted_unit(
        &self,
        roles: &HeldRoles,
        all_units: Result<FirstPage<UnitObject>, TenantError>,
        budget: &Budget,
    ) -> bool {
        let scopes = roles.scopes();
        let mut units = scopes.into_iter().filter_map(|scope| match scope {
            RoleScope::Unit(unit) => Some(unit),
            RoleScope::Tenant | RoleScope::Other => None,
        });
        let unrestricted = self.unrestricted_units(all_units, budget).await.unwrap_or_default();
        units.any(|unit| !unrestricted.contains(unit))
    }
}

impl AuthorityFacts {
    /// Returns the account with these facts in place of its own. Of its groups, only those in `wanted_groups` are kept.
    pub(super) fn onto(self, account: Account, wanted_groups: &[String]) -> Account {
        let groups = match &self.member_of {
            _ if wanted_groups.is_empty() => Ok(Vec::new()),
            Ok(member_of) => Ok(groups::wanted_among(member_of, wanted_groups)),
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
