//! One tenant and the one channel that belongs to it. Nothing typed in the channel reaches another tenant.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::domain::people::Member;
use crate::domain::{ChannelId, GuildId, MemberId, ObjectId, RoleName, TenantName};
use crate::ports::{RoleId, Sender};

/// A tenant, its channel and its people.
pub struct Site<T> {
    /// What `grendel.toml` calls the tenant.
    pub name: TenantName,
    /// The way to the tenant.
    pub tenant: Arc<T>,
    /// The guild of the channel.
    pub guild: GuildId,
    /// The channel.
    pub channel: ChannelId,
    /// Which of the chat's roles the names in command files stand for.
    pub roles: BTreeMap<RoleName, RoleId>,
    /// Which member is which account.
    pub people: BTreeMap<MemberId, ObjectId>,
}

impl<T> Site<T> {
    /// A member as cases know them: with the roles that have a name here, and no others.
    pub fn member(&self, sender: &Sender) -> Member {
        Member { id: sender.id, name: sender.name.clone(), roles: self.names_of(&sender.roles) }
    }

    /// The names of these roles, as far as they have one here.
    pub fn names_of(&self, roles: &[RoleId]) -> Vec<RoleName> {
        let named = self.roles.iter().filter(|(_, id)| roles.contains(id));
        named.map(|(name, _)| name.clone()).collect()
    }
}
