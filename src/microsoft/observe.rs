//! What is read about a target.

use jiff::Timestamp;

use super::batch;
use super::graph::Graph;
use super::{error, groups, logs, risk, roles, users};
use crate::domain::ObjectId;
use crate::domain::account::{Account, Reading, Topic};
use crate::ports::{Budget, TenantError};

impl Graph {
    /// Everything that a diagnosis looks at. Only the account itself must be readable.
    pub(super) async fn observe(
        &self,
        target: &ObjectId,
        now: Timestamp,
        budget: &Budget,
    ) -> Result<Account, TenantError> {
        let [assigned_call, role_call] = roles::role_calls(target);
        let [member_call, owner_call] = groups::group_calls(target);
        let mut calls = vec![
            users::call(target),
            assigned_call,
            role_call,
            member_call,
            owner_call,
            logs::audits_call(target, now),
            logs::sign_ins_call(target, now),
        ];
        calls.extend(self.risk_call(target));
        let mut asked = self.together(calls, budget).await?.into_iter();
        let [user, assigned, member_roles, member, owner, audits, sign_ins] = batch::next(&mut asked);
        let user = users::read(user.part?)?;
        let held = self.held([assigned, member_roles], budget).await;
        let (member, owner) = (self.groups(member, budget).await, self.groups(owner, budget).await);
        let role_assignable = match (&member, &owner) {
            (Ok(member), Ok(owner)) => Ok(groups::that_take_roles(member.iter().chain(owner))),
            (Err(error), _) | (_, Err(error)) => Err(error.clone()),
        };
        let last_block = audits.part.and_then(|audits| logs::last_block(target, audits));
        let failed_sign_ins = sign_ins.part.and_then(logs::failed_sign_ins);
        let risk = risk::read(asked.next());
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
            role_in_restricted_unit: false,
            units: Reading::Read(Vec::new()),
            groups: Reading::Read(Vec::new()),
            risk: reading(Topic::Risk, risk::RISK_PERMISSION, risk),
            look_alikes: Reading::Read(Vec::new()),
            role_assignable_groups: reading(Topic::Groups, groups::GROUPS_PERMISSION, role_assignable),
            last_block: reading(Topic::Blocks, logs::LOGS_PERMISSION, last_block),
            failed_sign_ins: reading(Topic::SignIns, logs::LOGS_PERMISSION, failed_sign_ins),
            observed_at: now,
        })
    }
}

fn reading<T>(topic: Topic, permission: &str, result: Result<T, TenantError>) -> Reading<T> {
    match result {
        Ok(value) => Reading::Read(value),
        Err(error) => Reading::Unread(error::gap(topic, permission, &error)),
    }
}
