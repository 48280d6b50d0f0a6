//! Directory roles, and groups that roles can be assigned to.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::address::{literal, query, user_by_id};
use super::batch::Part;
use super::error;
use super::graph::{Call, Graph};
use crate::domain::ObjectId;
use crate::domain::people::DirectoryRole;
use crate::ports::{Budget, TenantError};

/// The application permission that shows roles.
pub(super) const ROLES_PERMISSION: &str = "RoleManagement.Read.Directory";
/// The application permission that shows what groups are.
pub(super) const GROUPS_PERMISSION: &str = "GroupMember.Read.All";

/// The scope of an assignment that reaches the whole tenant.
const TENANT_SCOPE: &str = "/";

/// The roles that a person holds at this instant.
pub(super) struct Held {
    /// At any scope: what shields a target.
    pub anywhere: Vec<DirectoryRole>,
    /// For the whole tenant: what authority can rest on.
    pub tenant_wide: Vec<DirectoryRole>,
}

/// Asks for the roles that a person holds: those assigned to them, at any scope, and those held through groups.
///
/// Only the first shows custom roles and scopes, only the second shows groups, and it is said to show no scopes narrower than
/// the tenant; custom roles through groups are seen by the group being one that roles can be assigned to.
pub(super) fn role_calls(person: &ObjectId) -> [Call; 2] {
    let filter = format!("principalId eq {}", literal(person.as_str()));
    let assigned = query(&[("$filter", &filter), ("$expand", "roleDefinition")]);
    let member = query(&[("$select", "id,displayName,roleTemplateId"), ("$count", "true")]);
    [
        Call::get(
            "GET /roleManagement/directory/roleAssignments",
            format!("/roleManagement/directory/roleAssignments{assigned}"),
        ),
        Call {
            eventual: true,
            ..Call::get(
                "GET /users/{id}/transitiveMemberOf/microsoft.graph.directoryRole",
                format!("{}/transitiveMemberOf/microsoft.graph.directoryRole{member}", user_by_id(person)),
            )
        },
    ]
}

/// Asks for the groups that a person is in, through other groups too, and for those that they own.
pub(super) fn group_calls(person: &ObjectId) -> [Call; 2] {
    let select = ("$select", "id,displayName,isAssignableToRole");
    [
        Call {
            eventual: true,
            ..Call::get(
                "GET /users/{id}/transitiveMemberOf/microsoft.graph.group",
                user_by_id(person)
                    + "/transitiveMemberOf/microsoft.graph.group"
                    + &query(&[select, ("$count", "true")]),
            )
        },
        Call::get(
            "GET /users/{id}/ownedObjects/microsoft.graph.group",
            user_by_id(person) + "/ownedObjects/microsoft.graph.group" + &query(&[select]),
        ),
    ]
}

impl Graph {
    /// Reads what [`role_calls`] asked for, to its end: what is only partly read is an error.
    pub(super) async fn roles(
        &self,
        calls: [&Call; 2],
        [assigned, member]: [Part; 2],
        budget: &Budget,
    ) -> Result<Held, TenantError> {
        let assigned: Vec<Assignment> = self.collect(calls[0], assigned?, budget).await?;
        let member: Vec<Membership> = self.collect(calls[1], member?, budget).await?;
        let mut anywhere = BTreeSet::new();
        let mut tenant_wide = BTreeSet::new();
        for assignment in assigned {
            let role = assignment.role(calls[0])?;
            if assignment.directory_scope_id.as_deref() == Some(TENANT_SCOPE) {
                tenant_wide.insert(role.clone());
            }
            anywhere.insert(role);
        }
        for membership in member {
            let template = membership.role_template_id.ok_or_else(|| error::hidden(calls[1].name, "roleTemplateId"))?;
            let role = DirectoryRole::with_template(template);
            // Should a role with a narrower scope be shown here after all, it must not pass for one that has none.
            if !anywhere.contains(&role) {
                tenant_wide.insert(role.clone());
            }
            anywhere.insert(role);
        }
        Ok(Held { anywhere: anywhere.into_iter().collect(), tenant_wide: tenant_wide.into_iter().collect() })
    }

    /// Reads what [`group_calls`] asked for, to its end, and gives the names of those that roles can be assigned to.
    pub(super) async fn role_assignable_groups(
        &self,
        calls: [&Call; 2],
        parts: [Part; 2],
        budget: &Budget,
    ) -> Result<Vec<String>, TenantError> {
        let mut names = BTreeSet::new();
        for (call, part) in calls.into_iter().zip(parts) {
            let groups: Vec<Group> = self.collect(call, part?, budget).await?;
            for group in groups {
                // Every group has a name, but most have no `isAssignableToRole`: by the name it is told that we may see it.
                let name = group.display_name.ok_or_else(|| error::hidden(call.name, "displayName"))?;
                if group.is_assignable_to_role == Some(true) {
                    names.insert(name);
                }
            }
        }
        Ok(names.into_iter().collect())
    }
}

/// <https://learn.microsoft.com/graph/api/resources/unifiedroleassignment>
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Assignment {
    directory_scope_id: Option<String>,
    role_definition_id: ObjectId,
    role_definition: Option<Definition>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Definition {
    is_built_in: Option<bool>,
    template_id: Option<ObjectId>,
}

impl Assignment {
    /// The template of a built-in role. Whoever makes a custom role chooses its template id, so that one is known by its own.
    /// <https://learn.microsoft.com/graph/api/resources/unifiedroledefinition>
    fn role(&self, call: &Call) -> Result<DirectoryRole, TenantError> {
        let definition = self.role_definition.as_ref().ok_or_else(|| error::hidden(call.name, "roleDefinition"))?;
        let template = definition.template_id.as_ref().filter(|_| definition.is_built_in == Some(true));
        Ok(DirectoryRole::with_template(template.unwrap_or(&self.role_definition_id).clone()))
    }
}

/// <https://learn.microsoft.com/graph/api/resources/directoryrole>
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Membership {
    role_template_id: Option<ObjectId>,
}

/// <https://learn.microsoft.com/graph/api/resources/group>
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Group {
    display_name: Option<String>,
    is_assignable_to_role: Option<bool>,
}
