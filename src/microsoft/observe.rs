//! What is read about a target and about a person, each in one round trip.

use jiff::Timestamp;

use super::graph::Graph;
use super::{error, logs, roles, users};
use crate::domain::ObjectId;
use crate::domain::account::{Account, Reading, Topic};
use crate::domain::people::{HeldRole, Risk, Standing};
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
        let [member_call, owner_call] = roles::group_calls(target);
        let calls = [
            users::call(target),
            assigned_call,
            role_call,
            member_call,
            owner_call,
            logs::audits_call(target, now),
            logs::sign_ins_call(target, now),
        ];
        let [user, assigned, member_roles, member, owner, audits, sign_ins] = self.batch(&calls, budget).await?;
        let user = users::read(user?)?;
        let [_, assigned_call, role_call, member_call, owner_call, ..] = &calls;
        let held = self.roles([assigned_call, role_call], [assigned, member_roles], budget).await;
        let groups = self.role_assignable_groups([member_call, owner_call], [member, owner], budget).await;
        let last_block = audits.and_then(|audits| logs::last_block(target, audits));
        let failed_sign_ins = sign_ins.and_then(logs::failed_sign_ins);
        Ok(Account {
            object_id: user.object_id,
            upn: user.upn,
            display_name: user.display_name,
            sign_in_enabled: user.enabled,
            on_premises: user.on_premises,
            guest: user.guest,
            management_restricted: user.management_restricted,
            sessions_valid_from: user.sessions_valid_from,
            roles: reading(Topic::Roles, roles::ROLES_PERMISSION, held.map(|held| held.anywhere)),
            role_in_restricted_unit: false,
            units: Reading::Read(Vec::new()),
            groups: Reading::Read(Vec::new()),
            risk: Reading::Read(Risk::NotAsked),
            look_alikes: Reading::Read(Vec::new()),
            role_assignable_groups: reading(Topic::Groups, roles::GROUPS_PERMISSION, groups),
            last_block: reading(Topic::Blocks, logs::LOGS_PERMISSION, last_block),
            failed_sign_ins: reading(Topic::SignIns, logs::LOGS_PERMISSION, failed_sign_ins),
            observed_at: now,
        })
    }

    /// What the directory says of a person. Here roles must be readable: authority rests on them.
    pub(super) async fn standing(
        &self,
        person: &ObjectId,
        now: Timestamp,
        budget: &Budget,
    ) -> Result<Option<Standing>, TenantError> {
        let [assigned_call, role_call] = roles::role_calls(person);
        let calls = [users::call(person), assigned_call, role_call];
        let [user, assigned, member_roles] = self.batch(&calls, budget).await?;
        let user = match user {
            Ok(user) => users::read(user)?,
            Err(TenantError::NotFound(_)) => return Ok(None),
            Err(error) => return Err(error),
        };
        let held = self.roles([&calls[1], &calls[2]], [assigned, member_roles], budget).await?;
        Ok(Some(Standing {
            object_id: user.object_id,
            upn: user.upn,
            enabled: user.enabled,
            roles: held.tenant_wide.into_iter().map(HeldRole::tenant_wide).collect(),
            eligible: Vec::new(),
            risk: Risk::NotAsked,
            read_at: now,
        }))
    }
}

fn reading<T>(topic: Topic, permission: &str, result: Result<T, TenantError>) -> Reading<T> {
    match result {
        Ok(value) => Reading::Read(value),
        Err(error) => Reading::Unread(error::gap(topic, permission, &error)),
    }
}
