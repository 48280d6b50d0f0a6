//! Administrative units: those that an account is in, and whether they restrict the management of their members.
//!
//! A role for a unit reaches the members of the unit, not the members of a group in it
//! (<https://learn.microsoft.com/entra/identity/role-based-access-control/administrative-units#groups>). `memberOf`
//! would show the units that an account itself is in, but takes the permission to read the whole directory;
//! `transitiveMemberOf` takes less, and may show the units of its groups as well. So each of the units that it shows is
//! asked whether the account is a member.

use std::collections::BTreeSet;

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::address::{query, user_by_id};
use super::batch::Batch;
use super::error::{self, TOO_MANY_UNITS};
use super::graph::{FirstPage, Graph, GraphPage, Query};
use crate::domain::ObjectId;
use crate::domain::account::Unit;
use crate::ports::{Budget, TenantError};

/// The application permission that shows units.
pub(super) const UNITS_PERMISSION: &str = "AdministrativeUnit.Read.All";
/// The most units that are asked whether an account is a member.
const UNITS_MAX: usize = 8;
/// The most units on a page.
const PAGE_UNITS_MAX: usize = 999;

const UNITS_OF: &str = "GET /users/{id}/transitiveMemberOf/microsoft.graph.administrativeUnit";
const MEMBER: &str = "GET /directory/administrativeUnits/{id}/members/{id}";
const UNITS: &str = "GET /directory/administrativeUnits";

const SELECT: (&str, &str) = ("$select", "id,displayName,isMemberManagementRestricted");

/// Asks for the units that a person, or a group that they are in, is a member of.
pub(super) fn units_query(person: &ObjectId) -> Query<GraphPage<UnitObject>> {
    let options = query(&[SELECT, ("$count", "true")]);
    let path = format!("{}/transitiveMemberOf/microsoft.graph.administrativeUnit{options}", user_by_id(person));
    Query::get(UNITS_OF, path).eventual()
}

/// Asks whether a person is a member of the unit itself
/// (<https://learn.microsoft.com/graph/api/administrativeunit-get-members>).
fn member_query(unit: &Unit, person: &ObjectId) -> Query<IgnoredAny> {
    Query::get(MEMBER, format!("/directory/administrativeUnits/{}/members/{person}", unit.id))
}

/// Asks for all units of the tenant (<https://learn.microsoft.com/graph/api/directory-list-administrativeunits>). The
/// units that an account has roles for are known only when its roles have been read, which happens in the same batch.
pub(super) fn all_units_query() -> Query<GraphPage<UnitObject>> {
    let top = PAGE_UNITS_MAX.to_string();
    Query::get(UNITS, format!("/directory/administrativeUnits{}", query(&[SELECT, ("$top", &top)])))
}

impl Graph {
    /// Reads the units that a person is a member of, of those that [`units_query`] found. Takes a round trip more if
    /// there are any.
    ///
    /// # Errors
    ///
    /// A unit cannot be read, or there are more than [`UNITS_MAX`].
    pub(super) async fn units(
        &self,
        person: &ObjectId,
        first: Result<FirstPage<UnitObject>, TenantError>,
        budget: &Budget,
    ) -> Result<Vec<Unit>, TenantError> {
        let units = self.possible_units(first?, budget).await?;
        if units.is_empty() {
            return Ok(units);
        }
        let mut batch = Batch::default();
        let slots: Vec<_> = units.into_iter().map(|unit| (batch.add(member_query(&unit, person)), unit)).collect();
        let mut results = self.send_batch(batch, budget).await?;
        let mut units = Vec::new();
        for (slot, unit) in slots {
            match results.take(slot) {
                Ok(IgnoredAny) => units.push(unit),
                Err(TenantError::NotFound(_)) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(units)
    }

    /// Reads the units that do not restrict the management of their members, from the first page of [`all_units_query`]
    /// on.
    pub(super) async fn unrestricted_units(
        &self,
        first: Result<FirstPage<UnitObject>, TenantError>,
        budget: &Budget,
    ) -> Result<BTreeSet<ObjectId>, TenantError> {
        let units = self.all_items(first?, budget).await?;
        let units = units.into_iter().map(|unit| unit.read(UNITS)).collect::<Result<Vec<Unit>, _>>()?;
        Ok(units.into_iter().filter(|unit| !unit.restricted).map(|unit| unit.id).collect())
    }

    async fn possible_units(&self, first: FirstPage<UnitObject>, budget: &Budget) -> Result<Vec<Unit>, TenantError> {
        let units = self.all_items(first, budget).await?;
        if units.len() > UNITS_MAX {
            let message = format!("more than {UNITS_MAX} administrative units");
            return Err(TenantError::Unavailable(error::own_trouble(UNITS_OF, TOO_MANY_UNITS, &message)));
        }
        units.into_iter().map(|unit| unit.read(UNITS_OF)).collect()
    }
}

/// <https://learn.microsoft.com/graph/api/resources/administrativeunit>
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct UnitObject {
    id: ObjectId,
    display_name: Option<String>,
    is_member_management_restricted: Option<bool>,
}

impl UnitObject {
    /// Every unit has a name, but few say that they are restricted. A name that is missing therefore means that the
    /// properties are hidden.
    fn read(self, call: &str) -> Result<Unit, TenantError> {
        let name = self.display_name.ok_or_else(|| error::hidden(call, "displayName"))?;
        Ok(Unit { id: self.id, name, restricted: self.is_member_management_restricted == Some(true) })
    }
}
