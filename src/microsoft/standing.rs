//! The standing of a person who asks or approves: account, roles and risk, read at the same time.

use jiff::Timestamp;

use super::batch::Batch;
use super::bounds::UPN_CHARS_MAX;
use super::error::cut;
use super::graph::Graph;
use super::roles::{self, HeldRolesSlots};
use super::service::{RightToRead, granted};
use super::{groups, people};
use crate::domain::ObjectId;
use crate::domain::people::{Aliases, HeldRole, Standing};
use crate::ports::{Budget, TenantError};

/// The most roles of a person that an event holds: twice as many as anybody is known to need.
const ROLES_MAX: usize = 60;

impl Graph {
    /// Reads the standing of a person; `None` if the directory has no such account. A read that was denied is repeated if the
    /// permission for it has been granted since the token was issued.
    ///
    /// # Errors
    ///
    /// Roles, risk, or the groups that rules name cannot be read: authority rests on them. A tenant without Identity
    /// Protection has no risk. The ends of roles and the
    /// eligible ones may be missing, as they are in a tenant without Privileged Identity Management, because only
    /// active roles count.
    pub(super) async fn standing(
        &self,
        person: &ObjectId,
        now: Timestamp,
        budget: &Budget,
    ) -> Result<Option<Standing>, TenantError> {
        let denied = match self.read_standing(person, now, budget).await {
            Err(TenantError::Denied(trouble)) => trouble,
            result => return result,
        };
        match self.service.right_to_read(&denied, budget).await {
            Some(RightToRead::GrantedSince) => self.read_standing(person, now, budget).await,
            Some(RightToRead::Granted) => Err(TenantError::Denied(granted(denied))),
            None => Err(TenantError::Denied(denied)),
        }
    }

    async fn read_standing(
        &self,
        person: &ObjectId,
        now: Timestamp,
        budget: &Budget,
    ) -> Result<Option<Standing>, TenantError> {
        let mut batch = Batch::default();
        let user = batch.add(people::person_query(person));
        let held_roles = HeldRolesSlots::add(&mut batch, person);
        let schedule = batch.add(roles::schedule_query(person));
        let eligible = batch.add(roles::eligible_query(person));
        let wanted = &self.approver_groups;
        let groups = (!wanted.is_empty()).then(|| batch.add(groups::member_groups_query(person)));
        let (results, risk) = tokio::join!(self.send_batch(batch, budget), self.risk(person, now, budget));
        let mut results = results?;
        let user = match results.take(user) {
            Ok(user) => user.read()?,
            Err(TenantError::NotFound(_)) => return Ok(None),
            Err(error) => return Err(error),
        };
        let risk = risk?;
        let held_roles = self.held_roles(held_roles, &mut results, budget).await?;
        let schedule = self.assigned_roles(results.take_first_page(schedule), budget).await.unwrap_or_default();
        let eligible = self.assigned_roles(results.take_first_page(eligible), budget).await.unwrap_or_default();
        let roles = held_roles.standing(&schedule, &eligible, now);
        let groups = match groups {
            Some(slot) => groups::ids_among(&self.groups(results.take_first_page(slot), budget).await?, wanted),
            None => Vec::new(),
        };
        let mut eligible = roles::not_held(&eligible, &roles, now);
        eligible.truncate(ROLES_MAX);
        Ok(Some(Standing {
            object_id: user.object_id,
            upn: cut(&user.upn, UPN_CHARS_MAX),
            enabled: user.enabled,
            groups,
            external: user.external,
            created_at: user.created_at,
            // Grendel's own journal and configuration say these.
            bar: None,
            aliases: Aliases::default(),
            eligible,
            roles: most_far_reaching(roles),
            risk,
            read_at: now,
        }))
    }
}

/// Returns at most [`ROLES_MAX`] roles, those for the whole tenant first. A role that is left out gives no authority.
fn most_far_reaching(mut roles: Vec<HeldRole>) -> Vec<HeldRole> {
    if roles.len() > ROLES_MAX {
        roles.sort_by_key(|held| held.unit.is_some());
        roles.truncate(ROLES_MAX);
    }
    roles
}
