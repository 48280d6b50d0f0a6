//! Directory roles and role-assignable groups, and their representation in Graph.

use serde_json::{Value, json};

/// A built-in directory role (<https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference>).
#[derive(Debug, PartialEq, Eq)]
pub struct DirectoryRole {
    /// The name, such as `User Administrator`.
    pub name: &'static str,
    /// The template id, which is also the id of the role's definition.
    pub template_id: &'static str,
}

macro_rules! roles {
    ($($constant:ident $name:literal $template_id:literal)*) => {
        $(
            #[doc = $name]
            pub const $constant: &DirectoryRole = &DirectoryRole { name: $name, template_id: $template_id };
        )*
    };
}

roles! {
    AUTHENTICATION_ADMINISTRATOR "Authentication Administrator" "c4e39bd9-1100-46d3-8c65-fb160da0071f"
    DIRECTORY_SYNCHRONIZATION_ACCOUNTS "Directory Synchronization Accounts" "d29b2b05-8046-44ba-8758-1e26182fcf32"
    EXCHANGE_ADMINISTRATOR "Exchange Administrator" "29232cdf-9323-42fd-ade2-1d097af3e4de"
    GLOBAL_ADMINISTRATOR "Global Administrator" "62e90394-69f5-4237-9190-012177145e10"
    GROUPS_ADMINISTRATOR "Groups Administrator" "fdd7a751-b60b-444a-984c-02652fe8fa1c"
    HELPDESK_ADMINISTRATOR "Helpdesk Administrator" "729827e3-9c14-49f7-bb1b-9608f156bbb8"
    PRIVILEGED_AUTHENTICATION_ADMINISTRATOR "Privileged Authentication Administrator" "7be44c8a-adaf-4e2a-84d6-ab2649e08a13"
    SECURITY_ADMINISTRATOR "Security Administrator" "194ae4cb-b126-40b2-bd5b-6091b380977d"
    USER_ADMINISTRATOR "User Administrator" "fe930be7-5e62-47db-91af-98c3a49a38b1"
}

/// A role with its scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RoleAssignment {
    /// The role.
    pub role: &'static DirectoryRole,
    /// `/` for the whole tenant, or `/administrativeUnits/{id}`.
    pub scope: &'static str,
}

/// The scope of the whole tenant.
pub const TENANT_SCOPE: &str = "/";

/// A group.
#[derive(Debug, PartialEq, Eq)]
pub struct Group {
    /// A GUID in lower case.
    pub id: &'static str,
    /// The name, such as `Tier 1`.
    pub name: &'static str,
    /// True if roles can be assigned to the group; fixed at its creation.
    pub assignable_to_role: bool,
    /// The roles that its members hold through it.
    pub roles: &'static [RoleAssignment],
}

impl RoleAssignment {
    /// Returns the assignment as Graph lists it, with its definition.
    pub(super) fn to_graph(self, principal_id: &str) -> Value {
        let DirectoryRole { name, template_id } = self.role;
        json!({
            "id": assignment_id(template_id, principal_id, self.scope),
            "principalId": principal_id,
            "directoryScopeId": self.scope,
            "roleDefinitionId": template_id,
            "roleDefinition": {
                "id": template_id,
                "displayName": name,
                "description": format!("The built-in role {name}."),
                "isBuiltIn": true,
                "isEnabled": true,
                "resourceScopes": ["/"],
                "templateId": template_id,
                "version": "1",
                "rolePermissions": [],
            },
        })
    }
}

impl DirectoryRole {
    /// Returns the role as a directory object. Its id is the tenant's own, not the template's.
    pub(super) fn to_graph(&self, tenant_id: &str) -> Value {
        json!({
            "@odata.type": "#microsoft.graph.directoryRole",
            "id": format!("{}{}", tenant_id.get(..6).unwrap_or("d17ec7"), &self.template_id[6..]),
            "displayName": self.name,
            "description": format!("The built-in role {}.", self.name),
            "roleTemplateId": self.template_id,
            "deletedDateTime": null,
        })
    }
}

impl Group {
    pub(super) fn to_graph(&self) -> Value {
        json!({
            "@odata.type": "#microsoft.graph.group",
            "id": self.id,
            "displayName": self.name,
            "description": null,
            "groupTypes": [],
            "isAssignableToRole": if self.assignable_to_role { Some(true) } else { None },
            "mailEnabled": false,
            "mailNickname": self.name.replace(' ', "-").to_lowercase(),
            "securityEnabled": true,
            "visibility": "Private",
            "deletedDateTime": null,
        })
    }
}

/// Returns the id of the schedule behind an assignment in Privileged Identity Management: opaque and stable.
pub(super) fn schedule_id(template_id: &str, principal_id: &str) -> String {
    format!("{}{}", &template_id[..18], &principal_id[18..])
}

/// Returns the id of an assignment: opaque and stable.
fn assignment_id(template_id: &str, principal_id: &str, scope: &str) -> String {
    let without_dashes = |id: &str| id.replace('-', "");
    let suffix = if scope == TENANT_SCOPE { 1 } else { 2 };
    format!("{}{}-{suffix}", &without_dashes(template_id)[..12], &without_dashes(principal_id)[..20])
}
