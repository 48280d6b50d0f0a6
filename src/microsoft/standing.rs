//! The standing of a person who asks or approves: account, roles and risk, read at the same time.

use jiff::Timestamp;

use super::batch::Batch;
use super::graph::Graph;
use super::roles::{self, HeldRolesSlots};
use super::users;
use crate::domain::ObjectId;
use crate::domain::people::Standing;
use crate::ports::{Budget, TenantError};

impl Graph {
    /// Reads the standing of a person; `None` if the directory has no such account.
    ///
    /// # Errors
    ///
    /// Roles or risk cannot be read: authority rests on them. The ends of roles and the eligible ones may be missing,
    /// as they are in a tenant without Privileged Identity Management, because only active roles count.
    pub(super) async fn standing(
        &self,
        person: &ObjectId,
        now: Timestamp,
        budget: &Budget,
    ) -> Result<Option<Standing>, TenantError> {
        let mut batch = Batch::default();
        let user = batch.add(users::user_query(person));
        let held_roles = HeldRolesSlots::add(&mut batch, person);
        let schedule = batch.add(roles::schedule_query(person));
        let eligible = batch.add(roles::eligible_query(person));
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
        Ok(Some(Standing {
            object_id: user.object_id,
            upn: user.upn,
            enabled: user.enabled,
            eligible: roles::not_held(&eligible, &roles, now),
            roles,
            risk,
            read_at: now,
        }))
    }
}
