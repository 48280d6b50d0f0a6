//! Role assignments, group memberships and group ownerships.

use jiff::Timestamp;
use serde_json::Value;

use super::account::{Account, DEFAULT_PROPERTIES};
use super::filter::{FilterRules, Operator, Property, ValueType};
use super::query::{Call, Options, PAGE_ITEMS_DEFAULT, PAGE_ITEMS_MAX, pick};
use super::reply::{GraphResult, Reply};
use super::roles::{Group, TENANT_SCOPE};
use super::state::State;
use super::units::{READ_UNITS, UNIT_PROPERTIES};

/// The permissions to list role assignments.
/// <https://learn.microsoft.com/graph/api/rbacapplication-list-roleassignments>
const READ_ROLES: &[&str] =
    &["RoleManagement.Read.Directory", "RoleManagement.ReadWrite.Directory", "Directory.Read.All"];
/// The permissions to list transitive memberships.
/// <https://learn.microsoft.com/graph/api/user-list-transitivememberof>
const READ_MEMBERSHIPS: &[&str] = &["User.Read.All", "GroupMember.Read.All", "Group.Read.All", "Directory.Read.All"];
/// The permissions to list direct memberships. For applications, `User.Read.All` is not among them, although it allows
/// the transitive list (<https://learn.microsoft.com/graph/api/user-list-memberof>).
const READ_DIRECT_MEMBERSHIPS: &[&str] =
    &["Directory.Read.All", "Directory.ReadWrite.All", "Group.ReadBasic.All", "GroupMember.ReadBasic.All"];
/// The permissions to list owned objects. <https://learn.microsoft.com/graph/api/user-list-ownedobjects>
const READ_OWNED: &[&str] = &["User.Read.All", "Directory.Read.All"];
/// The permissions to read more of a group than its id.
const READ_GROUPS: &[&str] = &["GroupMember.Read.All", "Group.Read.All", "Directory.Read.All"];

const ROLE_PROPERTIES: &[&str] = &["id", "deletedDateTime", "displayName", "description", "roleTemplateId"];
const GROUP_PROPERTIES: &[&str] = &[
    "id",
    "deletedDateTime",
    "displayName",
    "description",
    "groupTypes",
    "isAssignableToRole",
    "mailEnabled",
    "mailNickname",
    "securityEnabled",
    "visibility",
];
const ASSIGNMENT_PROPERTIES: &[&str] = &["id", "principalId", "directoryScopeId", "roleDefinitionId"];

const EQUAL: &[Operator] = &[Operator::Equal];

const fn identifier(path: &'static str) -> Property {
    Property { path, kind: ValueType::Text, plain: EQUAL, advanced: &[] }
}

const ASSIGNMENT_RULES: FilterRules = FilterRules {
    type_name: "microsoft.graph.unifiedRoleAssignment",
    known: ASSIGNMENT_PROPERTIES,
    filterable: &[identifier("principalId"), identifier("roleDefinitionId"), identifier("directoryScopeId")],
};

/// `GET /roleManagement/directory/roleAssignments`: direct assignments to people and groups, in every scope.
pub(super) fn role_assignments(state: &State, call: &Call, address: &str, now: Timestamp) -> GraphResult {
    let options = Options::read(call, &["$filter", "$expand", "$select", "$top", "$count", "$skiptoken"])?;
    if !state.permits(READ_ROLES) {
        return Err(Reply::denied());
    }
    let mut names = options.selected(ASSIGNMENT_RULES.type_name, ASSIGNMENT_PROPERTIES, ASSIGNMENT_PROPERTIES)?;
    names.extend(options.expanded(&["roleDefinition", "principal"])?);
    let held = |account: &Account| -> Vec<Value> {
        account.roles_at(now).map(|assignment| assignment.to_graph(&account.object_id)).collect()
    };
    let of_people = state.visible(now).flat_map(held);
    let of_groups =
        state.groups.iter().flat_map(|group| group.roles.iter().map(|assignment| assignment.to_graph(group.id)));
    let found = options.filtered(of_people.chain(of_groups).collect(), &ASSIGNMENT_RULES, false)?;
    let picked = found.into_iter().map(|mut assignment| {
        assignment["principal"] = principal(state, assignment["principalId"].as_str().unwrap_or_default(), now);
        pick(&assignment, &names)
    });
    let picked = picked.collect();
    let context = "roleManagement/directory/roleAssignments";
    options.page(call, address, context, picked, (PAGE_ITEMS_DEFAULT, PAGE_ITEMS_MAX))
}

/// Returns the holder of a role, a person or a group, as Graph writes it.
pub(super) fn principal(state: &State, id: &str, now: Timestamp) -> Value {
    if let Some(group) = state.groups.iter().find(|group| group.id == id) {
        return group.to_graph();
    }
    let Some(account) = state.find(id, now) else { return Value::Null };
    let names = DEFAULT_PROPERTIES.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let mut user = pick(&account.to_graph(), &names);
    user["@odata.type"] = "#microsoft.graph.user".into();
    user
}

/// `GET /users/{id}/transitiveMemberOf/microsoft.graph.directoryRole`: tenant-wide roles, direct and through groups.
pub(super) fn roles(state: &State, call: &Call, address: &str, key: &str, now: Timestamp) -> GraphResult {
    let listing = Listing { call, address, cast: "directoryRole", known: ROLE_PROPERTIES, shows: READ_ROLES };
    let account = listing.index(state, key, READ_MEMBERSHIPS, now)?;
    let through_groups = account.member_of.iter().flat_map(|group| group.roles).copied();
    let held = account.roles_at(now).chain(through_groups).filter(|assignment| assignment.scope == TENANT_SCOPE);
    let mut roles: Vec<Value> = Vec::new();
    for role in held.map(|assignment| assignment.role.to_graph(&state.settings.tenant_id)) {
        if !roles.contains(&role) {
            roles.push(role);
        }
    }
    listing.answer(state, &roles)
}

/// `GET /users/{id}/transitiveMemberOf/microsoft.graph.group`
pub(super) fn groups(state: &State, call: &Call, address: &str, key: &str, now: Timestamp) -> GraphResult {
    let listing = Listing { call, address, cast: "group", known: GROUP_PROPERTIES, shows: READ_GROUPS };
    let account = listing.index(state, key, READ_MEMBERSHIPS, now)?;
    listing.answer(state, &written(&account.member_of))
}

/// `GET /users/{id}/transitiveMemberOf/microsoft.graph.administrativeUnit`, and if `directly` the same of `memberOf`.
/// Units contain no units, so both lists are equal.
pub(super) fn units(
    state: &State,
    call: &Call,
    address: &str,
    key: &str,
    directly: bool,
    now: Timestamp,
) -> GraphResult {
    let listing = Listing { call, address, cast: "administrativeUnit", known: UNIT_PROPERTIES, shows: READ_UNITS };
    let permissions = if directly { READ_DIRECT_MEMBERSHIPS } else { READ_MEMBERSHIPS };
    let account = listing.index(state, key, permissions, now)?;
    let units: Vec<Value> = account.units.iter().map(|unit| unit.to_graph()).collect();
    listing.answer(state, &units)
}

/// `GET /users/{id}/ownedObjects/microsoft.graph.group`
pub(super) fn owned_groups(state: &State, call: &Call, address: &str, key: &str, now: Timestamp) -> GraphResult {
    let listing = Listing { call, address, cast: "group", known: GROUP_PROPERTIES, shows: READ_GROUPS };
    if !state.permits(READ_OWNED) {
        return Err(Reply::denied());
    }
    let account = state.find(key, now).ok_or_else(|| Reply::not_found(key))?;
    listing.answer(state, &written(&account.owner_of))
}

fn written(groups: &[&Group]) -> Vec<Value> {
    groups.iter().map(|group| group.to_graph()).collect()
}

/// A list of directory objects of one type.
struct Listing<'a> {
    call: &'a Call,
    address: &'a str,
    cast: &'a str,
    known: &'a [&'a str],
    /// The permissions to read more than the ids.
    shows: &'a [&'a str],
}

impl Listing<'_> {
    const OPTIONS: [&'static str; 4] = ["$select", "$top", "$count", "$skiptoken"];

    /// Returns the account if the call asks for the index that such lists are read from
    /// (<https://learn.microsoft.com/graph/aad-advanced-queries>).
    fn index<'a>(&self, state: &'a State, key: &str, permissions: &[&str], now: Timestamp) -> GraphResult<&'a Account> {
        let options = Options::read(self.call, &Self::OPTIONS)?;
        if !state.permits(permissions) {
            return Err(Reply::denied());
        }
        if !self.call.eventual || !options.count {
            return Err(Reply::unsupported_query(
                "The specified cast needs advanced query capabilities: the header 'ConsistencyLevel: eventual' and \
                 $count=true.",
            ));
        }
        state.find(key, now).ok_or_else(|| Reply::not_found(key))
    }

    fn answer(&self, state: &State, items: &[Value]) -> GraphResult {
        let options = Options::read(self.call, &Self::OPTIONS)?;
        let type_name = format!("microsoft.graph.{}", self.cast);
        let names = options.selected(&type_name, self.known, self.known)?;
        let shown: Vec<&str> = if state.permits(self.shows) { self.known.to_vec() } else { vec!["id"] };
        let picked = items.iter().map(|item| {
            let mut item = item.clone();
            if let Some(properties) = item.as_object_mut() {
                properties.retain(|name, _| shown.contains(&name.as_str()));
            }
            pick(&item, &names)
        });
        let context = format!("directoryObjects/{type_name}");
        options.page(self.call, self.address, &context, picked.collect(), (PAGE_ITEMS_DEFAULT, PAGE_ITEMS_MAX))
    }
}
