//! Administrative units: those that an account is in, and what one is.
//!
//! A unit reaches its own members, not the members of a group that is in it
//! (<https://learn.microsoft.com/entra/identity/role-based-access-control/administrative-units#groups>). Which units an account is
//! in itself is told by `memberOf`, which takes the permission to read the whole directory; `transitiveMemberOf` takes less, and
//! may name the units of its groups as well. So each of those is asked whether the account is a member.

use serde::Deserialize;

use super::address::{query, user_by_id};
use super::batch::{Asked, Part};
use super::error::{self, TOO_MANY_UNITS};
use super::graph::{Call, Graph};
use crate::domain::ObjectId;
use crate::domain::account::Unit;
use crate::ports::{Budget, TenantError};

/// The application permission that shows units.
pub(super) const UNITS_PERMISSION: &str = "AdministrativeUnit.Read.All";
/// The most units that are asked whether an account is in them.
pub(super) const UNITS_MAX: usize = 8;

const UNITS_OF: &str = "GET /users/{id}/transitiveMemberOf/microsoft.graph.administrativeUnit";
const MEMBER: &str = "GET /directory/administrativeUnits/{id}/members/{id}";
const UNIT: &str = "GET /directory/administrativeUnits/{id}";

const SELECT: (&str, &str) = ("$select", "id,displayName,isMemberManagementRestricted");

/// Asks for the units that a person may be in.
pub(super) fn units_call(person: &ObjectId) -> Call {
    let options = query(&[SELECT, ("$count", "true")]);
    let path = format!("{}/transitiveMemberOf/microsoft.graph.administrativeUnit{options}", user_by_id(person));
    Call { eventual: true, ..Call::get(UNITS_OF, path) }
}

/// Asks whether a person is in this unit itself (<https://learn.microsoft.com/graph/api/administrativeunit-get-members>).
pub(super) fn member_call(unit: &Unit, person: &ObjectId) -> Call {
    Call::get(MEMBER, format!("/directory/administrativeUnits/{}/members/{person}", unit.id))
}

/// Asks what a unit is (<https://learn.microsoft.com/graph/api/administrativeunit-get>).
pub(super) fn unit_call(unit: &ObjectId) -> Call {
    Call::get(UNIT, format!("/directory/administrativeUnits/{unit}{}", query(&[SELECT])))
}

impl Graph {
    /// Reads what [`units_call`] asked for, to its end. More than [`UNITS_MAX`] are an error.
    pub(super) async fn units(&self, asked: Asked, budget: &Budget) -> Result<Vec<Unit>, TenantError> {
        let units: Vec<UnitObject> = self.gather(asked, budget).await?;
        if units.len() > UNITS_MAX {
            let message = format!("more than {UNITS_MAX} administrative units");
            return Err(TenantError::Unavailable(error::own_trouble(UNITS_OF, TOO_MANY_UNITS, &message)));
        }
        units.into_iter().map(|unit| unit.read(UNITS_OF)).collect()
    }
}

/// Of these units those that the person is a member of, by what each of them said to [`member_call`].
pub(super) fn with_member(units: Vec<Unit>, answers: Vec<Asked>) -> Result<Vec<Unit>, TenantError> {
    let mut with_member = Vec::new();
    for (unit, answer) in units.into_iter().zip(answers) {
        match answer.part {
            Ok(_) => with_member.push(unit),
            Err(TenantError::NotFound(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(with_member)
}

/// Whether the unit that [`unit_call`] asked for restricts the management of its members.
pub(super) fn is_restricted(part: Part) -> Result<bool, TenantError> {
    let unit: UnitObject = error::read(UNIT, part?)?;
    unit.read(UNIT).map(|unit| unit.restricted)
}

/// <https://learn.microsoft.com/graph/api/resources/administrativeunit>
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct UnitObject {
    id: ObjectId,
    display_name: Option<String>,
    is_member_management_restricted: Option<bool>,
}

impl UnitObject {
    /// Every unit has a name, but few say that they are restricted: by the name it is told that we may see it.
    fn read(self, call: &str) -> Result<Unit, TenantError> {
        let name = self.display_name.ok_or_else(|| error::hidden(call, "displayName"))?;
        Ok(Unit { id: self.id, name, restricted: self.is_member_management_restricted == Some(true) })
    }
}
