//! The roles that a target could give itself: those that it could activate, and those of the groups that it could join
//! (Privileged Identity Management, also for groups).

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::Deserialize;

use super::address::{literal, query};
use super::batch::Batch;
use super::error::{self, TOO_MANY_GROUPS, reading};
use super::graph::{FirstPage, Graph, GraphPage, Query};
use super::roles::{self, AssignedRole, ELIGIBLE, ROLES_PERMISSION};
use crate::domain::ObjectId;
use crate::domain::people::DirectoryRole;
use crate::domain::reading::{Reading, Topic};
use crate::ports::{Budget, TenantError};

/// The application permission that shows the groups that somebody could join.
pub(super) const JOINABLE_GROUPS_PERMISSION: &str = "PrivilegedEligibilitySchedule.Read.AzureADGroup";

const JOINABLE_GROUPS: &str = "GET /identityGovernance/privilegedAccess/group/eligibilityScheduleInstances";

/// The most groups whose roles are read: two queries each, in one batch.
pub(super) const GROUPS_MAX: usize = 10;

/// Asks for the groups that a person could become a member or an owner of. The list needs a filter by `principalId` or
/// `groupId` (<https://learn.microsoft.com/graph/api/privilegedaccessgroup-list-eligibilityscheduleinstances>).
fn joinable_groups_query(person: &ObjectId) -> Query<GraphPage<JoinableGroup>> {
    let filter = format!("principalId eq {}", literal(&person.to_string()));
    let path = "/identityGovernance/privilegedAccess/group/eligibilityScheduleInstances";
    Query::get(JOINABLE_GROUPS, path.to_owned() + &query(&[("$filter", &filter)]))
}

impl Graph {
    /// Reads the roles that a target could get by itself, at any scope: by activating them, or by joining a group that
    /// holds them or could activate them. An owner can make itself a member, so both ways into a group count. A tenant
    /// without Privileged Identity Management has none.
    ///
    /// If part of it cannot be read, all of it counts as unread, because the part that is missing may be the worst.
    pub(super) async fn eligible_roles(
        &self,
        target: &ObjectId,
        now: Timestamp,
        budget: &Budget,
    ) -> Reading<Vec<DirectoryRole>> {
        let (own, groups) =
            tokio::join!(self.activatable_roles(target, budget), self.joinable_groups(target, now, budget));
        let unread = |permission, error| reading(Topic::EligibleRoles, permission, Err(error));
        let own = match licensed(own) {
            Ok(Some(own)) => own,
            // Nobody could join a group either, whatever that list was refused with.
            Ok(None) => return Reading::Read(Vec::new()),
            Err(error) => return unread(ROLES_PERMISSION, error),
        };
        let groups = match licensed(groups) {
            Ok(groups) => groups.unwrap_or_default(),
            Err(error) => return unread(JOINABLE_GROUPS_PERMISSION, error),
        };
        let through_groups = match self.roles_of_groups(&groups, budget).await {
            Ok(roles) => roles,
            Err(error) => return unread(ROLES_PERMISSION, error),
        };
        let open = own.iter().chain(&through_groups).filter(|one| one.is_open(now)).map(AssignedRole::role);
        Reading::Read(open.collect::<BTreeSet<_>>().into_iter().collect())
    }

    async fn activatable_roles(&self, target: &ObjectId, budget: &Budget) -> Result<Vec<AssignedRole>, TenantError> {
        let page = self.get(&roles::eligible_query(target), budget).await?;
        self.assigned_roles(Ok(FirstPage { name: ELIGIBLE, eventual: false, page }), budget).await
    }

    async fn joinable_groups(
        &self,
        target: &ObjectId,
        now: Timestamp,
        budget: &Budget,
    ) -> Result<BTreeSet<ObjectId>, TenantError> {
        let page = self.get(&joinable_groups_query(target), budget).await?;
        let first = FirstPage { name: JOINABLE_GROUPS, eventual: false, page };
        let groups = self.all_items(first, budget).await?;
        let open = groups.into_iter().filter(|group| group.end_date_time.is_none_or(|until| now < until));
        open.map(|group| group.group_id.ok_or_else(|| error::hidden(JOINABLE_GROUPS, "groupId"))).collect()
    }

    /// Reads the roles that these groups hold or could activate.
    async fn roles_of_groups(
        &self,
        groups: &BTreeSet<ObjectId>,
        budget: &Budget,
    ) -> Result<Vec<AssignedRole>, TenantError> {
        if groups.is_empty() {
            return Ok(Vec::new());
        }
        if groups.len() > GROUPS_MAX {
            let message = format!("{} groups that the account could join", groups.len());
            return Err(TenantError::Unavailable(error::own_trouble(JOINABLE_GROUPS, TOO_MANY_GROUPS, &message)));
        }
        let mut batch = Batch::default();
        let queries = groups.iter().flat_map(|group| [roles::assignments_query(group), roles::eligible_query(group)]);
        let slots: Vec<_> = queries.map(|one| batch.add(one)).collect();
        let mut results = self.send_batch(batch, budget).await?;
        let mut roles = Vec::new();
        for slot in slots {
            roles.extend(self.assigned_roles(results.take_first_page(slot), budget).await?);
        }
        Ok(roles)
    }
}

/// Returns `None` where the tenant has no Privileged Identity Management.
fn licensed<T>(list: Result<T, TenantError>) -> Result<Option<T>, TenantError> {
    match list {
        Err(error) if error::lacks_licence(&error) => Ok(None),
        list => list.map(Some),
    }
}

/// <https://learn.microsoft.com/graph/api/resources/privilegedaccessgroupeligibilityscheduleinstance>
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct JoinableGroup {
    group_id: Option<ObjectId>,
    end_date_time: Option<Timestamp>,
}
