//! Who guards the tenant: whoever holds a security role, or could activate one.
//!
//! Whoever has blocked an account is known only once the audit is read, so that those who hold the roles are asked for instead,
//! together with the audit.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::address::{literal, query};
use super::batch::Asked;
use super::graph::{ApiCall, Graph};
use crate::domain::ObjectId;
use crate::domain::people::DirectoryRole;
use crate::ports::{Budget, TenantError};

/// Whoever holds one of these guards the tenant.
const SECURITY_ROLES: [&str; 2] = ["Security Administrator", "Security Operator"];

const ASSIGNED: &str = "GET /roleManagement/directory/roleAssignments?$filter=roleDefinitionId";
const ELIGIBLE: &str = "GET /roleManagement/directory/roleEligibilityScheduleInstances?$filter=roleDefinitionId";

/// What a person is, and what an application is, as the type of an object; anything else may be a group.
const USER: &str = "#microsoft.graph.user";
const SERVICE_PRINCIPAL: &str = "#microsoft.graph.servicePrincipal";

/// Those who guard the tenant, as far as they could be read.
pub(super) struct SecurityRoleHolders {
    people: BTreeSet<ObjectId>,
    /// Whether there may be others: the members of a group, or whoever could not be read.
    others: bool,
}

impl SecurityRoleHolders {
    /// Whether this person is among them, or may be.
    pub(super) fn may_include(&self, person: &ObjectId) -> bool {
        self.others || self.people.contains(person)
    }
}

/// Asks who holds the security roles, at any scope, and then who could activate them. A role that is activated for an incident
/// is over when the incident is.
pub(super) fn calls() -> [ApiCall; 4] {
    let [administrator, operator] = SECURITY_ROLES;
    [
        call(ASSIGNED, "roleAssignments", administrator),
        call(ASSIGNED, "roleAssignments", operator),
        call(ELIGIBLE, "roleEligibilityScheduleInstances", administrator),
        call(ELIGIBLE, "roleEligibilityScheduleInstances", operator),
    ]
}

/// A role of the vendor's own has its template's id as its own
/// (<https://learn.microsoft.com/graph/api/resources/unifiedroledefinition>).
fn call(name: &'static str, collection: &str, role: &str) -> ApiCall {
    let role = DirectoryRole::named(role).expect("it is in the list of roles");
    let filter = format!("roleDefinitionId eq {}", literal(role.template_id().as_str()));
    let options = query(&[("$filter", &filter), ("$expand", "principal")]);
    ApiCall::get(name, format!("/roleManagement/directory/{collection}{options}"))
}

impl Graph {
    /// Reads what [`calls`] asked for, to its end.
    pub(super) async fn guards(
        &self,
        [first, second, third, fourth]: [Asked; 4],
        budget: &Budget,
    ) -> SecurityRoleHolders {
        let mut guards = SecurityRoleHolders { people: BTreeSet::new(), others: false };
        for assigned in [first, second] {
            guards.add(self.gather(assigned, budget).await);
        }
        for eligible in [third, fourth] {
            match self.gather(eligible, budget).await {
                // So it is answered where the tenant has no licence for eligible roles: then there are none.
                Err(TenantError::Denied(_) | TenantError::Rejected(_) | TenantError::NotFound(_)) => {}
                eligible => guards.add(eligible),
            }
        }
        guards
    }
}

impl SecurityRoleHolders {
    fn add(&mut self, holders: Result<Vec<Holder>, TenantError>) {
        let Ok(holders) = holders else {
            self.others = true;
            return;
        };
        for Holder { principal_id, principal } in holders {
            match principal.and_then(|principal| principal.kind).as_deref() {
                Some(USER) => _ = self.people.insert(principal_id),
                Some(SERVICE_PRINCIPAL) => {}
                // Who is in a group would take another round trip.
                _ => self.others = true,
            }
        }
    }
}

/// <https://learn.microsoft.com/graph/api/resources/unifiedroleassignment>
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Holder {
    principal_id: ObjectId,
    principal: Option<Principal>,
}

#[derive(Deserialize)]
struct Principal {
    #[serde(rename = "@odata.type")]
    kind: Option<String>,
}
