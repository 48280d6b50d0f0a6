//! Privileged Identity Management for Groups: the groups that a person could become a member or an owner of.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::account::Account;
use super::filter::{FilterRules, Operator, Property, ValueType};
use super::pim;
use super::query::{Call, Options, PAGE_ITEMS_DEFAULT, PAGE_ITEMS_MAX, pick};
use super::reply::{GraphResult, Reply};
use super::roles::Group;
use super::state::State;

/// The permissions to list eligible memberships and ownerships. Those for directory roles are not among them.
/// <https://learn.microsoft.com/graph/api/privilegedaccessgroup-list-eligibilityscheduleinstances>
const READ_ELIGIBILITIES: &[&str] =
    &["PrivilegedEligibilitySchedule.Read.AzureADGroup", "PrivilegedEligibilitySchedule.ReadWrite.AzureADGroup"];

const fn identifier(path: &'static str) -> Property {
    Property { path, kind: ValueType::Text, plain: &[Operator::Equal], advanced: &[] }
}

const RULES: FilterRules = FilterRules {
    type_name: "microsoft.graph.privilegedAccessGroupEligibilityScheduleInstance",
    known: &[
        "id",
        "startDateTime",
        "endDateTime",
        "accessId",
        "principalId",
        "groupId",
        "memberType",
        "eligibilityScheduleId",
    ],
    filterable: &[identifier("principalId"), identifier("groupId")],
};

/// The part that a person could get in a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroupAccess {
    /// A member, with all roles that the group holds.
    Member,
    /// An owner, who can add members.
    Owner,
}

/// A group that the person could join. It gives no rights by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JoinableGroup {
    /// The group.
    pub group: &'static Group,
    /// The part that the person could get in it.
    pub access: GroupAccess,
    /// The time since which the person is eligible.
    pub from: Timestamp,
    /// The instant at which the eligibility ends; `None` if it is permanent.
    pub until: Option<Timestamp>,
}

impl JoinableGroup {
    /// Returns true if the group can be joined at this instant.
    pub fn holds(&self, at: Timestamp) -> bool {
        self.from <= at && self.until.is_none_or(|until| at < until)
    }

    /// Returns the eligibility as Graph lists it. Its ids are opaque to callers.
    fn to_graph(&self, account: &Account) -> Value {
        let access = match self.access {
            GroupAccess::Member => "member",
            GroupAccess::Owner => "owner",
        };
        let id = format!("{}_{access}_{}", self.group.id, account.object_id);
        json!({
            "id": id,
            "startDateTime": self.from.to_string(),
            "endDateTime": self.until.map(|until| until.to_string()),
            "accessId": access,
            "principalId": account.object_id,
            "groupId": self.group.id,
            "memberType": "direct",
            "eligibilityScheduleId": id,
        })
    }
}

/// `GET /identityGovernance/privilegedAccess/group/eligibilityScheduleInstances`, which the vendor answers only for one
/// principal or one group.
pub(super) fn eligibilities(state: &State, call: &Call, address: &str, now: Timestamp) -> GraphResult {
    let options = Options::read(call, &["$filter", "$select", "$skiptoken"])?;
    pim::allow(state, READ_ELIGIBILITIES)?;
    if options.filter.is_none() {
        return Err(Reply::bad_request("A filter by principalId or groupId is required."));
    }
    let of_account = |account: &Account| -> Vec<Value> {
        let open = account.joinable_groups.iter().filter(|joinable| joinable.holds(now));
        open.map(|joinable| joinable.to_graph(account)).collect()
    };
    let names = options.selected(RULES.type_name, RULES.known, RULES.known)?;
    let found = options.filtered(state.visible(now).flat_map(of_account).collect(), &RULES, false)?;
    let picked = found.iter().map(|item| pick(item, &names)).collect();
    let context = "identityGovernance/privilegedAccess/group/eligibilityScheduleInstances";
    options.page(call, address, context, picked, (PAGE_ITEMS_DEFAULT, PAGE_ITEMS_MAX))
}
