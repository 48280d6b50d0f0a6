//! Administrative units, and their representation in Graph.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::query::{Call, Options, PAGE_ITEMS_DEFAULT, PAGE_ITEMS_MAX, pick};
use super::reply::{GraphResult, Reply};
use super::state::State;

/// The properties of a unit (<https://learn.microsoft.com/graph/api/resources/administrativeunit>).
pub(super) const UNIT_PROPERTIES: &[&str] = &[
    "id",
    "deletedDateTime",
    "displayName",
    "description",
    "isMemberManagementRestricted",
    "membershipRule",
    "membershipRuleProcessingState",
    "membershipType",
    "visibility",
];
/// The permissions to read units. <https://learn.microsoft.com/graph/api/administrativeunit-get>
pub(super) const READ_UNITS: &[&str] = &[
    "AdministrativeUnit.Read.All",
    "AdministrativeUnit.ReadWrite.All",
    "Directory.Read.All",
    "Directory.ReadWrite.All",
];

/// An administrative unit.
#[derive(Debug, PartialEq, Eq)]
pub struct Unit {
    /// A GUID in lower case.
    pub id: &'static str,
    /// The name, such as `Rotterdam`.
    pub name: &'static str,
    /// True if only roles scoped to this unit reach its members
    /// (<https://learn.microsoft.com/entra/identity/role-based-access-control/admin-units-restricted-management>).
    /// Fixed at its creation.
    pub restricted: bool,
    /// The `directoryScopeId` of roles for this unit: `/administrativeUnits/` and its id.
    pub scope: &'static str,
}

impl Unit {
    pub(super) fn to_graph(&self) -> Value {
        json!({
            "@odata.type": "#microsoft.graph.administrativeUnit",
            "id": self.id,
            "deletedDateTime": null,
            "displayName": self.name,
            "description": null,
            "isMemberManagementRestricted": self.restricted,
            "membershipRule": null,
            "membershipRuleProcessingState": null,
            "membershipType": null,
            "visibility": null,
        })
    }
}

/// `GET /directory/administrativeUnits`
pub(super) fn list(state: &State, call: &Call, address: &str) -> GraphResult {
    let options = Options::read(call, &["$select", "$top", "$skiptoken"])?;
    if !state.permits(READ_UNITS) {
        return Err(Reply::denied());
    }
    let names = options.selected("microsoft.graph.administrativeUnit", UNIT_PROPERTIES, UNIT_PROPERTIES)?;
    let units = state.units.iter().map(|unit| pick(&unit.to_graph(), &names)).collect();
    let context = options.context("directory/administrativeUnits");
    options.page(call, address, &context, units, (PAGE_ITEMS_DEFAULT, PAGE_ITEMS_MAX))
}

/// `GET /directory/administrativeUnits/{id}`
pub(super) fn get(state: &State, call: &Call, address: &str, id: &str) -> GraphResult {
    let options = Options::read(call, &["$select"])?;
    if !state.permits(READ_UNITS) {
        return Err(Reply::denied());
    }
    let names = options.selected("microsoft.graph.administrativeUnit", UNIT_PROPERTIES, UNIT_PROPERTIES)?;
    let unit = state.units.iter().find(|unit| unit.id.eq_ignore_ascii_case(id)).ok_or_else(|| Reply::not_found(id))?;
    let context = options.context("directory/administrativeUnits");
    Ok(Reply::entity(address, &context, pick(&unit.to_graph(), &names)))
}

/// `GET /directory/administrativeUnits/{id}/members/{id}`: the account, if it is a member of the unit.
pub(super) fn member(
    state: &State,
    call: &Call,
    address: &str,
    (id, member): (&str, &str),
    now: Timestamp,
) -> GraphResult {
    Options::read(call, &[])?;
    if !state.permits(READ_UNITS) {
        return Err(Reply::denied());
    }
    let account = state.find(member, now).filter(|account| account.object_id.eq_ignore_ascii_case(member));
    let found = account.filter(|account| account.units.iter().any(|unit| unit.id.eq_ignore_ascii_case(id)));
    let account = found.ok_or_else(|| Reply::not_found(member))?;
    let user = json!({ "@odata.type": "#microsoft.graph.user", "id": account.object_id });
    Ok(Reply::entity(address, "directoryObjects", user))
}
