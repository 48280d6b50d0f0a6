//! What is read about a target.

use jiff::Timestamp;

use super::batch;
use super::graph::Graph;
use super::second_look::Known;
use super::{error, groups, logs, look_alikes, risk, roles, units, users};
use crate::domain::ObjectId;
use crate::domain::account::{Account, Block, Initiator, Reading, Topic};
use crate::ports::{Budget, TenantError};

impl Graph {
    /// Everything that a diagnosis looks at. Only the account itself must be readable.
    pub(super) async fn observe(
        &self,
        target: &ObjectId,
        wanted_groups: &[String],
        now: Timestamp,
        budget: &Budget,
    ) -> Result<Account, TenantError> {
        let [assigned_call, role_call] = roles::role_calls(target);
        let [member_call, owner_call] = groups::group_calls(target);
        let calls = vec![
            users::call(target),
            assigned_call,
            role_call,
            member_call,
            owner_call,
            units::units_call(target),
            logs::audits_call(target, now),
            logs::sign_ins_call(target, now),
        ];
        let (asked, risk) = tokio::join!(self.together(calls, budget), self.risk(target, now, budget));
        let mut asked = asked?.into_iter();
        let [user, assigned, member_roles, member, owner, units, audits, sign_ins] = batch::next(&mut asked);
        let user = users::read(user.part?)?;
        let held = self.held([assigned, member_roles], budget).await;
        let (member, owner) = (self.groups(member, budget).await, self.groups(owner, budget).await);
        let role_assignable = match (&member, &owner) {
            (Ok(member), Ok(owner)) => Ok(groups::that_take_roles(member.iter().chain(owner))),
            (Err(error), _) | (_, Err(error)) => Err(error.clone()),
        };
        let groups = match member {
            _ if wanted_groups.is_empty() => Ok(Vec::new()),
            member => member.map(|member| groups::wanted_among(&member, wanted_groups)),
        };
        let mut last_block = audits.part.and_then(|audits| logs::last_block(target, &self.client_id, audits));
        let failed_sign_ins = sign_ins.part.and_then(logs::failed_sign_ins);
        let units = self.units(units, budget).await;
        let known = Known { user: &user, blocker: blocker(&last_block), units, held: held.as_ref() };
        let looked = self.second_look(known, budget).await;
        if blocker(&last_block).is_some()
            && let Ok(Some(block)) = &mut last_block
        {
            block.by_security = looked.by_security;
        }
        Ok(Account {
            object_id: user.object_id,
            upn: user.upn,
            display_name: user.display_name,
            sign_in_enabled: user.enabled,
            on_premises: user.on_premises,
            guest: user.guest,
            management_restricted: user.management_restricted,
            sessions_valid_from: user.sessions_valid_from,
            roles: reading(Topic::Roles, roles::ROLES_PERMISSION, held.map(|held| held.anywhere())),
            role_in_restricted_unit: looked.role_in_restricted_unit,
            units: reading(Topic::Units, units::UNITS_PERMISSION, looked.units),
            groups: reading(Topic::NamedGroups, groups::GROUPS_PERMISSION, groups),
            risk: reading(Topic::Risk, risk::RISK_PERMISSION, risk),
            look_alikes: reading(Topic::LookAlikes, look_alikes::USERS_PERMISSION, looked.look_alikes),
            role_assignable_groups: reading(Topic::Groups, groups::GROUPS_PERMISSION, role_assignable),
            last_block: reading(Topic::Blocks, logs::LOGS_PERMISSION, last_block),
            failed_sign_ins: reading(Topic::SignIns, logs::LOGS_PERMISSION, failed_sign_ins),
            arrivals: Vec::new(),
            policies: Reading::default(),
            password_changed_at: None,
            deleted_at: None,
            access: crate::domain::access::Access::default(),
            mail: None,
            observed_at: now,
        })
    }
}

/// The person behind a block, where there is one who is known by id.
fn blocker(last_block: &Result<Option<Block>, TenantError>) -> Option<&ObjectId> {
    match &last_block.as_ref().ok()?.as_ref()?.by {
        Initiator::Person { object_id, .. } => object_id.as_ref(),
        _ => None,
    }
}

fn reading<T>(topic: Topic, permission: &str, result: Result<T, TenantError>) -> Reading<T> {
    match result {
        Ok(value) => Reading::Read(value),
        Err(error) => Reading::Unread(error::gap(topic, permission, &error)),
    }
}
