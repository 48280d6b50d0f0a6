//! Groups: those that roles can be assigned to, and those that rules ask about.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::address::{query, user_by_id};
use super::batch::Asked;
use super::error;
use super::graph::{ApiCall, Graph};
use crate::domain::ObjectId;
use crate::ports::{Budget, TenantError};

/// The application permission that shows what groups are.
pub(super) const GROUPS_PERMISSION: &str = "GroupMember.Read.All";

/// A group.
#[derive(Clone)]
pub(super) struct DirectoryGroup {
    pub id: ObjectId,
    name: String,
    takes_roles: bool,
}

/// Asks for the groups that a person is in, through other groups too, and for those that they own.
pub(super) fn group_calls(person: &ObjectId) -> [ApiCall; 2] {
    let select = ("$select", "id,displayName,isAssignableToRole");
    [
        ApiCall {
            eventual: true,
            ..ApiCall::get(
                "GET /users/{id}/transitiveMemberOf/microsoft.graph.group",
                user_by_id(person)
                    + "/transitiveMemberOf/microsoft.graph.group"
                    + &query(&[select, ("$count", "true")]),
            )
        },
        ApiCall::get(
            "GET /users/{id}/ownedObjects/microsoft.graph.group",
            user_by_id(person) + "/ownedObjects/microsoft.graph.group" + &query(&[select]),
        ),
    ]
}

impl Graph {
    /// Reads one of those that [`group_calls`] asked for, to its end.
    pub(super) async fn groups(&self, asked: Asked, budget: &Budget) -> Result<Vec<DirectoryGroup>, TenantError> {
        let call = asked.call.name;
        let groups: Vec<GroupObject> = self.gather(asked, budget).await?;
        let read = |group: GroupObject| {
            // Every group has a name, but most have no `isAssignableToRole`: by the name it is told that we may see it.
            let name = group.display_name.ok_or_else(|| error::hidden(call, "displayName"))?;
            Ok(DirectoryGroup { id: group.id, name, takes_roles: group.is_assignable_to_role == Some(true) })
        };
        groups.into_iter().map(read).collect()
    }
}

/// The names of those that roles can be assigned to.
pub(super) fn that_take_roles<'g>(groups: impl Iterator<Item = &'g DirectoryGroup>) -> Vec<String> {
    let names: BTreeSet<&String> = groups.filter(|group| group.takes_roles).map(|group| &group.name).collect();
    names.into_iter().cloned().collect()
}

/// Those of the wanted, by name or object id, that are among these, as they were called when asked. The directory takes no
/// notice of capitals in a name, and neither do we.
pub(super) fn wanted_among(groups: &[DirectoryGroup], wanted: &[String]) -> Vec<String> {
    let is_there = |wanted: &&String| {
        let (id, name) = (ObjectId::parse(wanted), wanted.to_lowercase());
        groups.iter().any(|group| Some(&group.id) == id.as_ref() || group.name.to_lowercase() == name)
    };
    wanted.iter().filter(is_there).cloned().collect()
}

/// <https://learn.microsoft.com/graph/api/resources/group>
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct GroupObject {
    id: ObjectId,
    display_name: Option<String>,
    is_assignable_to_role: Option<bool>,
}
