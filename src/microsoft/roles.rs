//! Directory roles: those that a person holds, for which scope and until when, and those that they could activate.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::Deserialize;

use super::address::{literal, query, user_by_id};
use super::batch::{Batch, BatchResults, Slot};
use super::error;
use super::graph::{FirstPage, Graph, GraphPage, Query};
use crate::domain::ObjectId;
use crate::domain::people::{DirectoryRole, HeldRole};
use crate::ports::{Budget, TenantError};

/// The application permission that shows roles.
pub(super) const ROLES_PERMISSION: &str = "RoleManagement.Read.Directory";

const ASSIGNMENTS: &str = "GET /roleManagement/directory/roleAssignments";
const SCHEDULE: &str = "GET /roleManagement/directory/roleAssignmentScheduleInstances";
pub(super) const ELIGIBLE: &str = "GET /roleManagement/directory/roleEligibilityScheduleInstances";
const MEMBER_ROLES: &str = "GET /users/{id}/transitiveMemberOf/microsoft.graph.directoryRole";

/// `directoryScopeId` of an assignment for the whole tenant.
const TENANT_SCOPE: &str = "/";
/// The beginning of `directoryScopeId` of an assignment for an administrative unit; the id of the unit follows.
const UNIT_SCOPE: &str = "/administrativeUnits/";

/// The scope of an assignment.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum RoleScope {
    /// The whole tenant.
    Tenant,
    /// An administrative unit.
    Unit(ObjectId),
    /// An application, a single object, or a scope that Grendel does not know.
    Other,
}

/// A role as it is assigned to a person.
pub(super) struct AssignedRole {
    role: DirectoryRole,
    scope: RoleScope,
    /// The end of the assignment. Only schedules have it.
    until: Option<Timestamp>,
}

/// The roles that a person holds now.
pub(super) struct HeldRoles {
    /// Roles assigned to the person, at any scope.
    assigned: Vec<AssignedRole>,
    /// Roles for the whole tenant, assigned to the person or to a group that they are in.
    member: Vec<DirectoryRole>,
}

/// The slots of the queries for [`HeldRoles`].
pub(super) struct HeldRolesSlots {
    assigned: Slot<GraphPage<AssignmentObject>>,
    member: Slot<GraphPage<RoleMembership>>,
}

impl HeldRoles {
    /// Returns the roles at any scope, which are what protects a target.
    pub(super) fn anywhere(&self) -> Vec<DirectoryRole> {
        let assigned = self.assigned.iter().map(|assigned| &assigned.role);
        let roles: BTreeSet<&DirectoryRole> = assigned.chain(&self.member).collect();
        roles.into_iter().copied().collect()
    }

    /// Returns the scopes of the assigned roles. Groups that hold a role for a unit are not looked into, because a
    /// membership in a group that roles can be assigned to protects as much as a role for a unit does.
    pub(super) fn scopes(&self) -> BTreeSet<&RoleScope> {
        self.assigned.iter().map(|assigned| &assigned.scope).collect()
    }

    /// Returns the roles that authority can rest on: those for the whole tenant or for an administrative unit, without
    /// those that have ended by `schedule`.
    ///
    /// Memberships come from an index that lags. A role there that the person could activate may be left from the last
    /// time that they did, so it does not count; nor does a role that is assigned with a narrower scope, should the
    /// index show it after all.
    pub(super) fn standing(
        &self,
        schedule: &[AssignedRole],
        eligible: &[AssignedRole],
        now: Timestamp,
    ) -> Vec<HeldRole> {
        let has = |list: &[AssignedRole], role: &DirectoryRole| list.iter().any(|one| one.role == *role);
        let assigned = self.assigned.iter().filter_map(|one| match &one.scope {
            RoleScope::Tenant => Some((&one.role, RoleScope::Tenant, None)),
            RoleScope::Unit(unit) => Some((&one.role, one.scope.clone(), Some(*unit))),
            RoleScope::Other => None,
        });
        let through_groups = self.member.iter().filter(|role| !has(&self.assigned, role) && !has(eligible, role));
        let through_groups = through_groups.map(|role| (role, RoleScope::Tenant, None));
        let mut roles: Vec<HeldRole> = assigned
            .chain(through_groups)
            .map(|(role, scope, unit)| HeldRole { role: *role, unit, until: end(schedule, role, &scope) })
            .filter(|held| held.until.is_none_or(|until| now < until))
            .collect();
        roles.sort_by(|one, other| (&one.role, &one.unit).cmp(&(&other.role, &other.unit)));
        roles.dedup();
        roles
    }
}

impl AssignedRole {
    /// Returns the role without its scope.
    pub(super) const fn role(&self) -> DirectoryRole {
        self.role
    }

    /// Returns true if the assignment has not ended.
    pub(super) fn is_open(&self, now: Timestamp) -> bool {
        self.until.is_none_or(|until| now < until)
    }
}

/// Returns the roles that could be activated now and are not among `held`.
pub(super) fn not_held(eligible: &[AssignedRole], held: &[HeldRole], now: Timestamp) -> Vec<DirectoryRole> {
    let is_held = |one: &AssignedRole| {
        held.iter().filter(|held| held.role == one.role).any(|held| match (&held.unit, &one.scope) {
            (None, _) => true,
            (Some(unit), RoleScope::Unit(wanted)) => unit == wanted,
            (Some(_), _) => false,
        })
    };
    let open = eligible.iter().filter(|one| one.scope != RoleScope::Other && one.is_open(now));
    let roles: BTreeSet<&DirectoryRole> = open.filter(|one| !is_held(one)).map(|one| &one.role).collect();
    roles.into_iter().copied().collect()
}

/// Returns the end of an assignment by the schedule, `None` if it has none. Of two entries for one assignment the
/// longer counts.
fn end(schedule: &[AssignedRole], role: &DirectoryRole, scope: &RoleScope) -> Option<Timestamp> {
    let entries = schedule.iter().filter(|one| one.role == *role && one.scope == *scope);
    entries.map(|one| one.until).reduce(|one, other| Some(one?.max(other?))).flatten()
}

impl HeldRolesSlots {
    /// Asks for the roles that a person holds, in two queries.
    ///
    /// Assignments show custom roles and scopes; memberships show what is held through groups, and by the documents no
    /// scope narrower than the tenant. A custom role through a group is in neither: it counts as a membership in a
    /// group that roles can be assigned to.
    pub(super) fn add(batch: &mut Batch, person: &ObjectId) -> Self {
        let options = query(&[("$select", "id,displayName,roleTemplateId"), ("$count", "true")]);
        let path = format!("{}/transitiveMemberOf/microsoft.graph.directoryRole{options}", user_by_id(person));
        Self {
            assigned: batch.add(assignments_query(person)),
            member: batch.add(Query::get(MEMBER_ROLES, path).eventual()),
        }
    }
}

/// Asks for the roles that are assigned to a person or a group, at any scope
/// (<https://learn.microsoft.com/graph/api/rbacapplication-list-roleassignments>).
pub(super) fn assignments_query(holder: &ObjectId) -> Query<GraphPage<AssignmentObject>> {
    role_management_query(ASSIGNMENTS, "roleAssignments", holder)
}

/// Asks for the assignments of a person with their ends
/// (<https://learn.microsoft.com/graph/api/rbacapplication-list-roleassignmentscheduleinstances>).
pub(super) fn schedule_query(person: &ObjectId) -> Query<GraphPage<AssignmentObject>> {
    role_management_query(SCHEDULE, "roleAssignmentScheduleInstances", person)
}

/// Asks for the roles that a person, or each member of a group, could activate
/// (<https://learn.microsoft.com/graph/api/rbacapplication-list-roleeligibilityscheduleinstances>).
pub(super) fn eligible_query(holder: &ObjectId) -> Query<GraphPage<AssignmentObject>> {
    role_management_query(ELIGIBLE, "roleEligibilityScheduleInstances", holder)
}

fn role_management_query(
    name: &'static str,
    collection: &str,
    person: &ObjectId,
) -> Query<GraphPage<AssignmentObject>> {
    let filter = format!("principalId eq {}", literal(&person.to_string()));
    let options = query(&[("$filter", &filter), ("$expand", "roleDefinition")]);
    Query::get(name, format!("/roleManagement/directory/{collection}{options}"))
}

impl Graph {
    /// Reads the roles that a person holds. Roles of which only part can be read are an error.
    pub(super) async fn held_roles(
        &self,
        slots: HeldRolesSlots,
        results: &mut BatchResults,
        budget: &Budget,
    ) -> Result<HeldRoles, TenantError> {
        let assigned = self.assigned_roles(results.take_first_page(slots.assigned), budget).await?;
        let memberships = self.all_items(results.take_first_page(slots.member)?, budget).await?;
        let role = |one: RoleMembership| {
            let template = one.role_template_id.ok_or_else(|| error::hidden(MEMBER_ROLES, "roleTemplateId"))?;
            Ok(DirectoryRole::with_template(template))
        };
        Ok(HeldRoles { assigned, member: memberships.into_iter().map(role).collect::<Result<_, TenantError>>()? })
    }

    /// Reads assignments, a schedule of them, or eligible roles, from their first page to the last.
    pub(super) async fn assigned_roles(
        &self,
        first: Result<FirstPage<AssignmentObject>, TenantError>,
        budget: &Budget,
    ) -> Result<Vec<AssignedRole>, TenantError> {
        let first = first?;
        let call = first.name;
        let assignments = self.all_items(first, budget).await?;
        assignments.into_iter().map(|assignment| assignment.read(call)).collect()
    }
}

/// <https://learn.microsoft.com/graph/api/resources/unifiedroleassignment>, and the instances of its schedules
/// (<https://learn.microsoft.com/graph/api/resources/unifiedroleassignmentscheduleinstance>).
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct AssignmentObject {
    directory_scope_id: Option<String>,
    role_definition_id: ObjectId,
    role_definition: Option<RoleDefinition>,
    end_date_time: Option<Timestamp>,
}

/// <https://learn.microsoft.com/graph/api/resources/unifiedroledefinition>
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RoleDefinition {
    is_built_in: Option<bool>,
    template_id: Option<ObjectId>,
}

/// <https://learn.microsoft.com/graph/api/resources/directoryrole>
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RoleMembership {
    role_template_id: Option<ObjectId>,
}

impl AssignmentObject {
    /// A built-in role is known by its template. A custom role is known by its own id, because its author chooses the
    /// template id.
    fn read(self, call: &str) -> Result<AssignedRole, TenantError> {
        let definition = self.role_definition.ok_or_else(|| error::hidden(call, "roleDefinition"))?;
        let template = definition.template_id.filter(|_| definition.is_built_in == Some(true));
        let role = DirectoryRole::with_template(template.unwrap_or(self.role_definition_id));
        let scope = self.directory_scope_id.as_deref().map_or(RoleScope::Other, scope);
        Ok(AssignedRole { role, scope, until: self.end_date_time })
    }
}

fn scope(text: &str) -> RoleScope {
    if text == TENANT_SCOPE {
        return RoleScope::Tenant;
    }
    text.strip_prefix(UNIT_SCOPE).and_then(ObjectId::parse).map_or(RoleScope::Other, RoleScope::Unit)
}
