//! Groups: those that roles can be assigned to, and those that policy rules name.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::address::{query, user_by_id};
use super::error;
use super::graph::{FirstPage, Graph, GraphPage, Query};
use crate::domain::ObjectId;
use crate::ports::{Budget, TenantError};

/// The application permission that shows groups.
pub(super) const GROUPS_PERMISSION: &str = "GroupMember.Read.All";

const MEMBER_GROUPS: &str = "GET /users/{id}/transitiveMemberOf/microsoft.graph.group";
const OWNED_GROUPS: &str = "GET /users/{id}/ownedObjects/microsoft.graph.group";

const SELECT: (&str, &str) = ("$select", "id,displayName,isAssignableToRole");

/// A group of the directory.
#[derive(Clone)]
pub(super) struct DirectoryGroup {
    pub id: ObjectId,
    name: String,
    role_assignable: bool,
}

/// Asks for the groups that a person is in, directly or through other groups.
pub(super) fn member_groups_query(person: &ObjectId) -> Query<GraphPage<GroupObject>> {
    let options = query(&[SELECT, ("$count", "true")]);
    let path = user_by_id(person) + "/transitiveMemberOf/microsoft.graph.group" + &options;
    Query::get(MEMBER_GROUPS, path).eventual()
}

/// Asks for the groups that a person owns.
pub(super) fn owned_groups_query(person: &ObjectId) -> Query<GraphPage<GroupObject>> {
    Query::get(OWNED_GROUPS, user_by_id(person) + "/ownedObjects/microsoft.graph.group" + &query(&[SELECT]))
}

impl Graph {
    /// Reads groups from their first page to the last.
    pub(super) async fn groups(
        &self,
        first: Result<FirstPage<GroupObject>, TenantError>,
        budget: &Budget,
    ) -> Result<Vec<DirectoryGroup>, TenantError> {
        let first = first?;
        let call = first.name;
        let groups = self.all_items(first, budget).await?;
        groups.into_iter().map(|group| group.read(call)).collect()
    }
}

/// Returns the names of the groups that roles can be assigned to.
pub(super) fn role_assignable_names<'g>(groups: impl Iterator<Item = &'g DirectoryGroup>) -> Vec<String> {
    let names: BTreeSet<&String> = groups.filter(|group| group.role_assignable).map(|group| &group.name).collect();
    names.into_iter().cloned().collect()
}

/// Returns those of `wanted`, which are names or object ids, that are among the groups, as `wanted` has them. Case is
/// ignored in a name, as the directory does.
pub(super) fn wanted_among(groups: &[DirectoryGroup], wanted: &[String]) -> Vec<String> {
    let is_among = |wanted: &&String| {
        let (id, name) = (ObjectId::parse(wanted), wanted.to_lowercase());
        groups.iter().any(|group| Some(&group.id) == id.as_ref() || group.name.to_lowercase() == name)
    };
    wanted.iter().filter(is_among).cloned().collect()
}

/// Returns those of `wanted` that are among the groups.
pub(super) fn ids_among(groups: &[DirectoryGroup], wanted: &[ObjectId]) -> Vec<ObjectId> {
    wanted.iter().filter(|wanted| groups.iter().any(|group| group.id == **wanted)).copied().collect()
}

/// <https://learn.microsoft.com/graph/api/resources/group>
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct GroupObject {
    id: ObjectId,
    display_name: Option<String>,
    is_assignable_to_role: Option<bool>,
}

impl GroupObject {
    /// Every group has a name, but most leave `isAssignableToRole` out. A name that is missing therefore means that the
    /// properties are hidden.
    fn read(self, call: &str) -> Result<DirectoryGroup, TenantError> {
        let name = self.display_name.ok_or_else(|| error::hidden(call, "displayName"))?;
        Ok(DirectoryGroup { id: self.id, name, role_assignable: self.is_assignable_to_role == Some(true) })
    }
}
