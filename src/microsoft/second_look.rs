//! The second round trip of a diagnosis: what can only be asked once the first has been answered.

use std::collections::BTreeSet;

use super::batch::{Asked, CALLS_MAX};
use super::graph::Graph;
use super::roles::{Held, Scope};
use super::units::UNITS_MAX;
use super::users::User;
use super::{look_alikes, roles, units};
use crate::domain::ObjectId;
use crate::domain::account::{LookAlike, Unit};
use crate::domain::people::DirectoryRole;
use crate::ports::{Budget, TenantError};

/// The calls that tell who blocked the account.
const BLOCKER_CALLS: usize = 3;
/// The most units that are asked whether they are restricted.
const SCOPES_MAX: usize = CALLS_MAX - BLOCKER_CALLS - look_alikes::CALLS_MAX - UNITS_MAX;

/// Whoever holds one of these guards the tenant.
const SECURITY_ROLES: [&str; 2] = ["Security Administrator", "Security Operator"];

/// What the first round trip has told.
pub(super) struct Known<'a> {
    /// The target.
    pub user: &'a User,
    /// The person who blocked it, where one did who is known by id.
    pub blocker: Option<&'a ObjectId>,
    /// The units that it may be in.
    pub units: Result<Vec<Unit>, TenantError>,
    /// Its roles.
    pub held: Result<&'a Held, &'a TenantError>,
}

/// What the second tells.
pub(super) struct SecondLook {
    /// Whether the blocker guards the tenant, or may.
    pub by_security: bool,
    /// The units that the target is in.
    pub units: Result<Vec<Unit>, TenantError>,
    /// Whether one of its roles is for a restricted unit, or may be.
    pub role_in_restricted_unit: bool,
    pub look_alikes: Result<Vec<LookAlike>, TenantError>,
}

impl Graph {
    /// Asks it all in one batch. What is not answered is a gap, and where it could shield the target it is taken to do so.
    pub(super) async fn second_look(&self, known: Known<'_>, budget: &Budget) -> SecondLook {
        let Known { user, blocker, units, held } = known;
        let scopes = held.map(Held::scopes).unwrap_or_default();
        let scopes = scopes.into_iter().filter_map(|scope| match scope {
            Scope::Unit(unit) => Some(unit),
            Scope::Tenant | Scope::Other => None,
        });
        let scopes: BTreeSet<&ObjectId> = scopes.collect();
        let all_scopes = held.is_ok() && scopes.len() <= SCOPES_MAX;

        let of_blocker = blocker.map(roles::role_calls).into_iter().flatten();
        let of_blocker: Vec<_> = of_blocker.chain(blocker.map(roles::eligible_call)).collect();
        let alike = look_alikes::calls(user);
        let of_units = units.iter().flatten().map(|unit| units::member_call(unit, &user.object_id));
        let of_scopes = scopes.into_iter().take(SCOPES_MAX).map(units::unit_call);
        let (blockers, alikes, members) = (of_blocker.len(), alike.len(), of_units.clone().count());
        let calls = of_blocker.into_iter().chain(alike).chain(of_units).chain(of_scopes).collect();

        let mut asked = self.together_if_possible(calls, budget).await.into_iter();
        let of_blocker: Vec<Asked> = asked.by_ref().take(blockers).collect();
        let of_alike = asked.by_ref().take(alikes).collect();
        let of_units = asked.by_ref().take(members).collect();
        SecondLook {
            by_security: self.is_security(of_blocker, budget).await,
            units: units.and_then(|units| units::with_member(units, of_units)),
            role_in_restricted_unit: !all_scopes || asked.any(|scope| units::is_restricted(scope.part).unwrap_or(true)),
            look_alikes: look_alikes::read(user, of_alike),
        }
    }

    /// Whether these are the roles of somebody who guards the tenant, or could; also where nobody was asked about. A role that
    /// is activated for an incident is over when the incident is, so those that could be activated count here, where they can
    /// be read.
    async fn is_security(&self, asked: Vec<Asked>, budget: &Budget) -> bool {
        let Ok([assigned, member, eligible]) = <[Asked; BLOCKER_CALLS]>::try_from(asked) else { return true };
        let Ok(held) = self.held([assigned, member], budget).await else { return true };
        let eligible = self.assigned(eligible, budget).await.unwrap_or_default();
        let held = held.anywhere();
        let wanted = SECURITY_ROLES.into_iter().filter_map(DirectoryRole::named);
        wanted.into_iter().any(|role| held.contains(&role) || roles::includes(&eligible, &role))
    }
}
