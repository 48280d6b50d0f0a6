//! Privileged Identity Management: activated roles and eligible roles.
//!
//! Without Entra ID P2 both lists are refused with 400 `AadPremiumLicenseRequired`, and without a permission with 403
//! `UnknownError`, whose message is another service's error as text. No vendor page says so; both are as quoted by
//! people who received them. The order of the two checks is unknown.

use axum::http::StatusCode;
use jiff::Timestamp;
use serde_json::{Value, json};

use super::filter::{FilterRules, Operator, Property, ValueType};
use super::memberships::principal;
use super::query::{Call, Options, PAGE_ITEMS_DEFAULT, PAGE_ITEMS_MAX, pick};
use super::reply::{GraphResult, Reply};
use super::roles::RoleAssignment;
use super::state::State;
use super::{Licence, roles};

/// The permissions to list active assignments.
/// <https://learn.microsoft.com/graph/api/rbacapplication-list-roleassignmentscheduleinstances>
const READ_ASSIGNMENTS: &[&str] = &[
    "RoleAssignmentSchedule.Read.Directory",
    "RoleManagement.Read.Directory",
    "RoleManagement.Read.All",
    "RoleAssignmentSchedule.ReadWrite.Directory",
    "RoleManagement.ReadWrite.Directory",
];
/// The permissions to list eligible assignments.
/// <https://learn.microsoft.com/graph/api/rbacapplication-list-roleeligibilityscheduleinstances>
const READ_ELIGIBILITIES: &[&str] = &[
    "RoleEligibilitySchedule.Read.Directory",
    "RoleManagement.Read.Directory",
    "RoleManagement.Read.All",
    "RoleEligibilitySchedule.ReadWrite.Directory",
    "RoleManagement.ReadWrite.Directory",
];

const EQUAL: &[Operator] = &[Operator::Equal];

const fn text(path: &'static str) -> Property {
    Property { path, kind: ValueType::Text, plain: EQUAL, advanced: &[] }
}

const ASSIGNMENT_RULES: FilterRules = FilterRules {
    type_name: "microsoft.graph.unifiedRoleAssignmentScheduleInstance",
    known: &[
        "id",
        "principalId",
        "roleDefinitionId",
        "directoryScopeId",
        "appScopeId",
        "startDateTime",
        "endDateTime",
        "assignmentType",
        "memberType",
        "roleAssignmentOriginId",
        "roleAssignmentScheduleId",
    ],
    filterable: &[
        text("principalId"),
        text("roleDefinitionId"),
        text("directoryScopeId"),
        text("assignmentType"),
        text("memberType"),
    ],
};
const ELIGIBILITY_RULES: FilterRules = FilterRules {
    type_name: "microsoft.graph.unifiedRoleEligibilityScheduleInstance",
    known: &[
        "id",
        "principalId",
        "roleDefinitionId",
        "directoryScopeId",
        "appScopeId",
        "startDateTime",
        "endDateTime",
        "memberType",
        "roleEligibilityScheduleId",
    ],
    filterable: &[text("principalId"), text("roleDefinitionId"), text("directoryScopeId"), text("memberType")],
};

/// An activated role, which is held until a certain instant.
#[derive(Clone, Debug, PartialEq)]
pub struct Activation {
    /// The role and its scope.
    pub assignment: RoleAssignment,
    /// The time of the activation.
    pub from: Timestamp,
    /// The instant at which it ends, exclusive.
    pub until: Timestamp,
}

/// A role that the person can activate. It gives no rights by itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Eligibility {
    /// The role and its scope.
    pub assignment: RoleAssignment,
    /// The time since which the person is eligible.
    pub from: Timestamp,
    /// The instant at which the eligibility ends; `None` if it is permanent.
    pub until: Option<Timestamp>,
}

impl Activation {
    /// Returns true if the role is held at this instant.
    pub fn holds(&self, at: Timestamp) -> bool {
        self.from <= at && at < self.until
    }
}

impl Eligibility {
    /// Returns true if the role can be activated at this instant.
    pub fn holds(&self, at: Timestamp) -> bool {
        self.from <= at && self.until.is_none_or(|until| at < until)
    }
}

/// `GET /roleManagement/directory/roleAssignmentScheduleInstances`: current assignments, permanent or activated. An
/// assignment to a group is listed for the group only; the vendor does not say if its members are listed too.
pub(super) fn assignments(state: &State, call: &Call, address: &str, now: Timestamp) -> GraphResult {
    let standing = |assignment: &RoleAssignment, holder: &str| instance(*assignment, holder, "Assigned", None);
    let mut items = Vec::new();
    for account in state.visible(now) {
        let holder = account.object_id.as_str();
        items.extend(account.roles.iter().map(|assignment| standing(assignment, holder)));
        let activated = account.activations.iter().filter(|activation| activation.holds(now));
        items.extend(activated.map(|activation| {
            instance(activation.assignment, holder, "Activated", Some((activation.from, activation.until)))
        }));
    }
    items.extend(state.groups.iter().flat_map(|group| group.roles.iter().map(|held| standing(held, group.id))));
    let items = with_principals(state, items, now);
    list(state, call, address, items, &ASSIGNMENT_RULES, "roleAssignmentScheduleInstances", READ_ASSIGNMENTS)
}

/// `GET /roleManagement/directory/roleEligibilityScheduleInstances`: eligible assignments.
pub(super) fn eligibilities(state: &State, call: &Call, address: &str, now: Timestamp) -> GraphResult {
    let mut items = Vec::new();
    for account in state.visible(now) {
        for eligibility in account.eligible.iter().filter(|eligibility| eligibility.holds(now)) {
            let mut item = common(eligibility.assignment, &account.object_id);
            item["roleEligibilityScheduleId"] = item["id"].clone();
            item["startDateTime"] = eligibility.from.to_string().into();
            item["endDateTime"] = eligibility.until.map(|until| until.to_string()).into();
            items.push(item);
        }
    }
    let items = with_principals(state, items, now);
    list(state, call, address, items, &ELIGIBILITY_RULES, "roleEligibilityScheduleInstances", READ_ELIGIBILITIES)
}

fn with_principals(state: &State, mut items: Vec<Value>, now: Timestamp) -> Vec<Value> {
    for item in &mut items {
        item["principal"] = principal(state, item["principalId"].as_str().unwrap_or_default(), now);
    }
    items
}

fn list(
    state: &State,
    call: &Call,
    address: &str,
    items: Vec<Value>,
    rules: &FilterRules,
    set: &str,
    permissions: &[&str],
) -> GraphResult {
    let options = Options::read(call, &["$filter", "$expand", "$select", "$top", "$skiptoken"])?;
    allow(state, permissions)?;
    let mut names = options.selected(rules.type_name, rules.known, rules.known)?;
    names.extend(options.expanded(&["roleDefinition", "principal"])?);
    let found = options.filtered(items, rules, false)?;
    let picked = found.iter().map(|item| pick(item, &names)).collect();
    let context = format!("roleManagement/directory/{set}");
    options.page(call, address, &context, picked, (PAGE_ITEMS_DEFAULT, PAGE_ITEMS_MAX))
}

/// Refuses a call without one of these permissions, and every call in a tenant without the licence.
pub(super) fn allow(state: &State, permissions: &[&str]) -> Result<(), Reply> {
    if !state.permits(permissions) {
        return Err(missing(permissions));
    }
    if state.settings.licence != Licence::P2 {
        let message = "The tenant needs to have Microsoft Entra ID P2 or Microsoft Entra ID Governance license.";
        return Err(Reply::error(StatusCode::BAD_REQUEST, "AadPremiumLicenseRequired", message));
    }
    Ok(())
}

/// Returns the fields that both lists share. The ids are opaque to callers.
fn common(assignment: RoleAssignment, holder: &str) -> Value {
    let mut item = assignment.to_graph(holder);
    item["appScopeId"] = Value::Null;
    item["memberType"] = "Direct".into();
    item
}

fn instance(assignment: RoleAssignment, holder: &str, kind: &str, span: Option<(Timestamp, Timestamp)>) -> Value {
    let mut item = common(assignment, holder);
    item["assignmentType"] = kind.into();
    item["roleAssignmentOriginId"] = item["id"].clone();
    item["roleAssignmentScheduleId"] = roles::schedule_id(assignment.role.template_id, holder).into();
    // A permanent assignment, or one outside of PIM, has neither a start nor an end.
    item["startDateTime"] = span.map(|(from, _)| from.to_string()).into();
    item["endDateTime"] = span.map(|(_, until)| until.to_string()).into();
    item
}

fn missing(permissions: &[&str]) -> Reply {
    let inner = json!({
        "errorCode": "PermissionScopeNotGranted",
        "message": format!("Authorization failed due to missing permission scope {}.", permissions.join(",")),
        "instanceAnnotations": [],
    });
    Reply::error(StatusCode::FORBIDDEN, "UnknownError", &inner.to_string())
}
