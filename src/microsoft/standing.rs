//! What the directory says of a person who asks or approves, all at the same time.

use jiff::Timestamp;

use super::batch;
use super::graph::Graph;
use super::{roles, users};
use crate::domain::ObjectId;
use crate::domain::people::Standing;
use crate::ports::{Budget, TenantError};

impl Graph {
    /// Here roles and risk must be readable: authority rests on them. Until when roles are held, and which could be activated,
    /// is unknown where the tenant has no Privileged Identity Management, and harms nobody: only what is active counts.
    pub(super) async fn standing(
        &self,
        person: &ObjectId,
        now: Timestamp,
        budget: &Budget,
    ) -> Result<Option<Standing>, TenantError> {
        let [assigned_call, member_call] = roles::role_calls(person);
        let mut calls = vec![users::call(person), assigned_call, member_call];
        calls.extend([roles::schedule_call(person), roles::eligible_call(person)]);
        let (asked, risk) = tokio::join!(self.together(calls, budget), self.risk(person, now, budget));
        let mut asked = asked?.into_iter();
        let [user, assigned, member, schedule, eligible] = batch::next(&mut asked);
        let user = match user.part {
            Ok(user) => users::read(user)?,
            Err(TenantError::NotFound(_)) => return Ok(None),
            Err(error) => return Err(error),
        };
        let risk = risk?;
        let held = self.held([assigned, member], budget).await?;
        let schedule = self.assigned(schedule, budget).await.unwrap_or_default();
        let eligible = self.assigned(eligible, budget).await.unwrap_or_default();
        let roles = held.standing(&schedule, &eligible, now);
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
