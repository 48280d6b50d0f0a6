//! The people who guard the tenant: those who hold a security role, or could activate one.
//!
//! Who blocked an account is known only when the audit log has been read. To ask about that person then would take
//! another round trip, so all holders of the roles are read beside the audit log.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::address::{literal, query};
use super::batch::{Batch, BatchResults, Slot};
use super::graph::{Graph, GraphPage, Query};
use crate::domain::ObjectId;
use crate::domain::people::DirectoryRole;
use crate::ports::{Budget, TenantError};

/// The roles whose holders guard the tenant.
const SECURITY_ROLES: [&str; 2] = ["Security Administrator", "Security Operator"];

const ASSIGNED: &str = "GET /roleManagement/directory/roleAssignments?$filter=roleDefinitionId";
const ELIGIBLE: &str = "GET /roleManagement/directory/roleEligibilityScheduleInstances?$filter=roleDefinitionId";

/// The `OData` types of a person and of an application. Any other type may be a group.
const USER: &str = "#microsoft.graph.user";
const SERVICE_PRINCIPAL: &str = "#microsoft.graph.servicePrincipal";

/// The people who guard the tenant, as far as they could be read.
#[derive(Default)]
pub(super) struct SecurityRoleHolders {
    people: BTreeSet<ObjectId>,
    /// True if there may be more: the members of a group, or holders that could not be read.
    others: bool,
}

/// The slots of the four queries for [`SecurityRoleHolders`].
pub(super) struct SecurityRoleSlots {
    assigned: [Slot<GraphPage<RoleHolder>>; 2],
    eligible: [Slot<GraphPage<RoleHolder>>; 2],
}

impl SecurityRoleHolders {
    /// Returns true if the person guards the tenant, or may.
    pub(super) fn may_include(&self, person: &ObjectId) -> bool {
        self.others || self.people.contains(person)
    }

    fn add(&mut self, holders: Result<Vec<RoleHolder>, TenantError>) {
        let Ok(holders) = holders else {
            self.others = true;
            return;
        };
        for RoleHolder { principal_id, principal } in holders {
            match principal.and_then(|principal| principal.kind).as_deref() {
                Some(USER) => _ = self.people.insert(principal_id),
                Some(SERVICE_PRINCIPAL) => {}
                // The members of a group would take another round trip.
                _ => self.others = true,
            }
        }
    }
}

impl SecurityRoleSlots {
    /// Asks who holds the security roles, at any scope, and who could activate them. A role that was activated for an
    /// incident ends with the incident, while the block that its holder made stays.
    pub(super) fn add(batch: &mut Batch) -> Self {
        Self {
            assigned: SECURITY_ROLES.map(|role| batch.add(holders_query(ASSIGNED, "roleAssignments", role))),
            eligible: SECURITY_ROLES
                .map(|role| batch.add(holders_query(ELIGIBLE, "roleEligibilityScheduleInstances", role))),
        }
    }
}

/// The id of a built-in role is that of its template
/// (<https://learn.microsoft.com/graph/api/resources/unifiedroledefinition>).
fn holders_query(name: &'static str, collection: &str, role: &str) -> Query<GraphPage<RoleHolder>> {
    let role = DirectoryRole::named(role).expect("it is in the list of roles");
    let filter = format!("roleDefinitionId eq {}", literal(&role.template_id().to_string()));
    let options = query(&[("$filter", &filter), ("$expand", "principal")]);
    Query::get(name, format!("/roleManagement/directory/{collection}{options}"))
}

impl Graph {
    /// Reads the holders of the security roles. What cannot be read makes everybody a possible holder.
    pub(super) async fn security_role_holders(
        &self,
        slots: SecurityRoleSlots,
        results: &mut BatchResults,
        budget: &Budget,
    ) -> SecurityRoleHolders {
        let mut holders = SecurityRoleHolders::default();
        for slot in slots.assigned {
            holders.add(self.holders(slot, results, budget).await);
        }
        for slot in slots.eligible {
            match self.holders(slot, results, budget).await {
                // A tenant without the licence for eligible roles has none, and answers with one of these.
                Err(TenantError::Denied(_) | TenantError::Rejected(_) | TenantError::NotFound(_)) => {}
                eligible => holders.add(eligible),
            }
        }
        holders
    }

    async fn holders(
        &self,
        slot: Slot<GraphPage<RoleHolder>>,
        results: &mut BatchResults,
        budget: &Budget,
    ) -> Result<Vec<RoleHolder>, TenantError> {
        self.all_items(results.take_first_page(slot)?, budget).await
    }
}

/// <https://learn.microsoft.com/graph/api/resources/unifiedroleassignment>
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RoleHolder {
    principal_id: ObjectId,
    principal: Option<Principal>,
}

#[derive(Deserialize)]
struct Principal {
    #[serde(rename = "@odata.type")]
    kind: Option<String>,
}
