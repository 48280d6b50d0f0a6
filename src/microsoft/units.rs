//! Administrative units: those that an account is in, and what one is.
//!
//! A unit reaches its own members, not the members of a group that is in it
//! (<https://learn.microsoft.com/entra/identity/role-based-access-control/administrative-units#groups>). Which units an account is
//! in itself is told by `memberOf`, which takes the permission to read the whole directory; `transitiveMemberOf` takes less, and
//! may name the units of its groups as well. So each of those is asked whether the account is a member.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::address::{query, user_by_id};
use super::batch::Asked;
use super::error::{self, TOO_MANY_UNITS};
use super::graph::{ApiCall, Graph};
use crate::domain::ObjectId;
use crate::domain::account::Unit;
use crate::ports::{Budget, TenantError};

/// The application permission that shows units.
pub(super) const UNITS_PERMISSION: &str = "AdministrativeUnit.Read.All";
/// The most units that are asked whether an account is in them.
const UNITS_MAX: usize = 8;

const UNITS_OF: &str = "GET /users/{id}/transitiveMemberOf/microsoft.graph.administrativeUnit";
const MEMBER: &str = "GET /directory/administrativeUnits/{id}/members/{id}";
const UNITS: &str = "GET /directory/administrativeUnits";

/// The most units on a page.
const PAGE_UNITS_MAX: usize = 999;

const SELECT: (&str, &str) = ("$select", "id,displayName,isMemberManagementRestricted");

/// Asks for the units that a person may be in.
pub(super) fn units_call(person: &ObjectId) -> ApiCall {
    let options = query(&[SELECT, ("$count", "true")]);
    let path = format!("{}/transitiveMemberOf/microsoft.graph.administrativeUnit{options}", user_by_id(person));
    ApiCall { eventual: true, ..ApiCall::get(UNITS_OF, path) }
}

/// Asks whether a person is in this unit itself (<https://learn.microsoft.com/graph/api/administrativeunit-get-members>).
fn member_call(unit: &Unit, person: &ObjectId) -> ApiCall {
    ApiCall::get(MEMBER, format!("/directory/administrativeUnits/{}/members/{person}", unit.id))
}

/// Asks for all units of the tenant (<https://learn.microsoft.com/graph/api/directory-list-administrativeunits>): before the
/// roles of an account are read it is not known for which of them they are.
pub(super) fn all_call() -> ApiCall {
    let top = PAGE_UNITS_MAX.to_string();
    ApiCall::get(UNITS, format!("/directory/administrativeUnits{}", query(&[SELECT, ("$top", &top)])))
}

impl Graph {
    /// The units that this person is in, of those that [`units_call`] asked for. Takes a round trip more where there are any.
    pub(super) async fn units(
        &self,
        person: &ObjectId,
        asked: Asked,
        budget: &Budget,
    ) -> Result<Vec<Unit>, TenantError> {
        let units = self.possible_units(asked, budget).await?;
        if units.is_empty() {
            return Ok(units);
        }
        let calls = units.iter().map(|unit| member_call(unit, person)).collect();
        with_member(units, self.together(calls, budget).await?)
    }

    /// Those of all units that do not restrict the management of their members, by what [`all_call`] asked for.
    pub(super) async fn unrestricted(&self, asked: Asked, budget: &Budget) -> Result<BTreeSet<ObjectId>, TenantError> {
        let units: Vec<UnitObject> = self.gather(asked, budget).await?;
        let units = units.into_iter().map(|unit| unit.read(UNITS)).collect::<Result<Vec<Unit>, _>>()?;
        Ok(units.into_iter().filter(|unit| !unit.restricted).map(|unit| unit.id).collect())
    }

    /// Reads what [`units_call`] asked for, to its end. More than [`UNITS_MAX`] are an error.
    async fn possible_units(&self, asked: Asked, budget: &Budget) -> Result<Vec<Unit>, TenantError> {
        let units: Vec<UnitObject> = self.gather(asked, budget).await?;
        if units.len() > UNITS_MAX {
            let message = format!("more than {UNITS_MAX} administrative units");
            return Err(TenantError::Unavailable(error::own_trouble(UNITS_OF, TOO_MANY_UNITS, &message)));
        }
        units.into_iter().map(|unit| unit.read(UNITS_OF)).collect()
    }
}

/// Of these units those that the person is a member of, by what each of them said to [`member_call`].
fn with_member(units: Vec<Unit>, answers: Vec<Asked>) -> Result<Vec<Unit>, TenantError> {
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
