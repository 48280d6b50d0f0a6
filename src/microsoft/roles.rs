//! Directory roles: what somebody holds, for which part of the directory, until when, and what they could activate.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::Deserialize;

use super::address::{literal, query, user_by_id};
use super::batch::Asked;
use super::error;
use super::graph::{ApiCall, Graph};
use crate::domain::ObjectId;
use crate::domain::people::{DirectoryRole, HeldRole};
use crate::ports::{Budget, TenantError};

/// The application permission that shows roles.
pub(super) const ROLES_PERMISSION: &str = "RoleManagement.Read.Directory";

/// The scope of an assignment that reaches the whole tenant.
const TENANT_SCOPE: &str = "/";
/// How the scope of an assignment begins that reaches an administrative unit; its id follows.
const UNIT_SCOPE: &str = "/administrativeUnits/";

/// How far an assignment reaches.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum RoleScope {
    /// The whole tenant.
    Tenant,
    /// An administrative unit.
    Unit(ObjectId),
    /// An application, a single object, or what we do not understand.
    Other,
}

/// A role as it was given to somebody.
pub(super) struct AssignedRole {
    role: DirectoryRole,
    scope: RoleScope,
    /// Only a schedule knows.
    until: Option<Timestamp>,
}

/// The roles that somebody holds at this instant.
pub(super) struct HeldRoles {
    /// Those given to them.
    assigned: Vec<AssignedRole>,
    /// Those of the whole tenant that they hold, by assignment or through a group.
    member: Vec<DirectoryRole>,
}

impl HeldRoles {
    /// The roles at any scope: what shields a target.
    pub(super) fn anywhere(&self) -> Vec<DirectoryRole> {
        let assigned = self.assigned.iter().map(|assigned| &assigned.role);
        let roles: BTreeSet<&DirectoryRole> = assigned.chain(&self.member).collect();
        roles.into_iter().cloned().collect()
    }

    /// How far the assigned ones reach. Groups that hold a role for a unit are not looked through: being in a group that roles
    /// can be assigned to shields as much as any role for a unit does.
    pub(super) fn scopes(&self) -> BTreeSet<&RoleScope> {
        self.assigned.iter().map(|assigned| &assigned.scope).collect()
    }

    /// What authority can rest on: roles for the whole tenant or for an administrative unit, those left out whose end by this
    /// schedule is over.
    ///
    /// Memberships come from an index that lags. One that the person could activate may be left from the last time that they
    /// did, and does not count; neither does one that is assigned with a narrower scope, should it be shown there after all.
    pub(super) fn standing(
        &self,
        schedule: &[AssignedRole],
        eligible: &[AssignedRole],
        now: Timestamp,
    ) -> Vec<HeldRole> {
        let knows = |list: &[AssignedRole], role: &DirectoryRole| list.iter().any(|one| one.role == *role);
        let assigned = self.assigned.iter().filter_map(|one| match &one.scope {
            RoleScope::Tenant => Some((&one.role, RoleScope::Tenant, None)),
            RoleScope::Unit(unit) => Some((&one.role, one.scope.clone(), Some(unit.clone()))),
            RoleScope::Other => None,
        });
        let through_groups = self.member.iter().filter(|role| !knows(&self.assigned, role) && !knows(eligible, role));
        let through_groups = through_groups.map(|role| (role, RoleScope::Tenant, None));
        let mut roles: Vec<HeldRole> = assigned
            .chain(through_groups)
            .map(|(role, scope, unit)| HeldRole { role: role.clone(), unit, until: end(schedule, role, &scope) })
            .filter(|held| held.until.is_none_or(|until| now < until))
            .collect();
        roles.sort_by(|one, other| (&one.role, &one.unit).cmp(&(&other.role, &other.unit)));
        roles.dedup();
        roles
    }
}

/// Of what could be activated now, the roles that are not among these.
pub(super) fn not_held(eligible: &[AssignedRole], held: &[HeldRole], now: Timestamp) -> Vec<DirectoryRole> {
    let is_held = |one: &AssignedRole| {
        held.iter().filter(|held| held.role == one.role).any(|held| match (&held.unit, &one.scope) {
            (None, _) => true,
            (Some(unit), RoleScope::Unit(wanted)) => unit == wanted,
            (Some(_), _) => false,
        })
    };
    let open = eligible.iter().filter(|one| one.scope != RoleScope::Other && one.until.is_none_or(|until| now < until));
    let roles: BTreeSet<&DirectoryRole> = open.filter(|one| !is_held(one)).map(|one| &one.role).collect();
    roles.into_iter().cloned().collect()
}

/// When an assignment ends, as far as the schedule says. Of two entries about one the longer counts, and one without an end has
/// none.
fn end(schedule: &[AssignedRole], role: &DirectoryRole, scope: &RoleScope) -> Option<Timestamp> {
    let entries = schedule.iter().filter(|one| one.role == *role && one.scope == *scope);
    entries.map(|one| one.until).reduce(|one, other| Some(one?.max(other?))).flatten()
}

/// Asks for the roles that a person holds: those assigned to them, at any scope, and those held through groups.
///
/// Only the first shows custom roles and scopes, only the second shows groups, and it is said to show no scopes narrower than
/// the tenant; custom roles through groups are seen by the group being one that roles can be assigned to.
pub(super) fn role_calls(person: &ObjectId) -> [ApiCall; 2] {
    let member = query(&[("$select", "id,displayName,roleTemplateId"), ("$count", "true")]);
    [
        list("GET /roleManagement/directory/roleAssignments", "roleAssignments", person),
        ApiCall {
            eventual: true,
            ..ApiCall::get(
                "GET /users/{id}/transitiveMemberOf/microsoft.graph.directoryRole",
                format!("{}/transitiveMemberOf/microsoft.graph.directoryRole{member}", user_by_id(person)),
            )
        },
    ]
}

/// Asks until when what is assigned to a person is theirs
/// (<https://learn.microsoft.com/graph/api/rbacapplication-list-roleassignmentscheduleinstances>).
pub(super) fn schedule_call(person: &ObjectId) -> ApiCall {
    let name = "GET /roleManagement/directory/roleAssignmentScheduleInstances";
    list(name, "roleAssignmentScheduleInstances", person)
}

/// Asks for what a person could activate
/// (<https://learn.microsoft.com/graph/api/rbacapplication-list-roleeligibilityscheduleinstances>).
pub(super) fn eligible_call(person: &ObjectId) -> ApiCall {
    let name = "GET /roleManagement/directory/roleEligibilityScheduleInstances";
    list(name, "roleEligibilityScheduleInstances", person)
}

fn list(name: &'static str, collection: &str, person: &ObjectId) -> ApiCall {
    let filter = format!("principalId eq {}", literal(person.as_str()));
    let options = query(&[("$filter", &filter), ("$expand", "roleDefinition")]);
    ApiCall::get(name, format!("/roleManagement/directory/{collection}{options}"))
}

impl Graph {
    /// Reads what [`role_calls`] asked for, to its end: what is only partly read is an error.
    pub(super) async fn held(&self, [assigned, member]: [Asked; 2], budget: &Budget) -> Result<HeldRoles, TenantError> {
        let call = member.call.name;
        let assigned = self.assigned(assigned, budget).await?;
        let member: Vec<RoleMembership> = self.gather(member, budget).await?;
        let role = |one: RoleMembership| {
            let template = one.role_template_id.ok_or_else(|| error::hidden(call, "roleTemplateId"))?;
            Ok(DirectoryRole::with_template(template))
        };
        Ok(HeldRoles { assigned, member: member.into_iter().map(role).collect::<Result<_, TenantError>>()? })
    }

    /// Reads assignments, a schedule of them, or what could be activated, to its end.
    pub(super) async fn assigned(&self, asked: Asked, budget: &Budget) -> Result<Vec<AssignedRole>, TenantError> {
        let call = asked.call.name;
        let assignments: Vec<AssignmentObject> = self.gather(asked, budget).await?;
        assignments.into_iter().map(|assignment| assignment.read(call)).collect()
    }
}

/// <https://learn.microsoft.com/graph/api/resources/unifiedroleassignment>, and the instances of its schedules
/// (<https://learn.microsoft.com/graph/api/resources/unifiedroleassignmentscheduleinstance>).
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct AssignmentObject {
    directory_scope_id: Option<String>,
    role_definition_id: ObjectId,
    role_definition: Option<RoleDefinition>,
    end_date_time: Option<Timestamp>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RoleDefinition {
    is_built_in: Option<bool>,
    template_id: Option<ObjectId>,
}

impl AssignmentObject {
    /// The template of a built-in role. Whoever makes a custom role chooses its template id, so that one is known by its own.
    /// <https://learn.microsoft.com/graph/api/resources/unifiedroledefinition>
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

/// <https://learn.microsoft.com/graph/api/resources/directoryrole>
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RoleMembership {
    role_template_id: Option<ObjectId>,
}
