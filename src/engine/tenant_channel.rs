//! A tenant and the one channel that belongs to it. Nothing that is typed in the channel reaches another tenant.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use tokio::sync::Mutex;

use crate::domain::link::{AccountLinks, PersonEvent};
use crate::domain::people::Member;
use crate::domain::{GuildId, MemberId, ObjectId, RoleName, TenantName};
use crate::ports::{ChatMember, GuildChannel, RoleId};

/// A tenant, its channel and the accounts of its members.
pub struct TenantChannel<T> {
    /// The name of the tenant in `grendel.toml`.
    pub name: TenantName,
    /// The adapter that calls the tenant.
    pub tenant: T,
    /// The guild and the channel.
    pub location: GuildChannel,
    /// The chat's roles, by their names in command files.
    pub roles: BTreeMap<RoleName, RoleId>,
    /// The accounts of the members.
    pub roster: Roster,
}

impl<T> TenantChannel<T> {
    /// Returns the member as cases know them. Of their roles only those with a name in command files are kept.
    pub fn member(&self, sender: &ChatMember) -> Member {
        Member { id: sender.id, name: sender.name.clone(), roles: self.role_names(&sender.roles) }
    }

    /// Returns the names of these roles, leaving out roles without one.
    pub fn role_names(&self, roles: &[RoleId]) -> Vec<RoleName> {
        let named = self.roles.iter().filter(|(_, id)| roles.contains(id));
        named.map(|(name, _)| name.clone()).collect()
    }

    /// Returns the links between members and accounts as they are now.
    pub fn links(&self) -> Arc<AccountLinks> {
        self.roster.links()
    }

    /// Returns the account that a member has now, or `None` if they have none.
    pub fn account_of(&self, member: MemberId) -> Option<ObjectId> {
        self.links().account_of(member).copied()
    }

    /// Returns the key of a member of this channel.
    pub fn key_of(&self, member: MemberId) -> TenantMember {
        TenantMember { tenant: self.name.clone(), member }
    }
}

/// A member of the chat in the channel of one tenant: a key for what is remembered of them there.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TenantMember {
    /// The tenant.
    pub tenant: TenantName,
    /// The member.
    pub member: MemberId,
}

/// The channels of all tenants.
pub struct TenantChannels<T>(Vec<Arc<TenantChannel<T>>>);

impl<T> TenantChannels<T> {
    /// Creates the list in the order of the configuration.
    pub fn new(channels: Vec<TenantChannel<T>>) -> Self {
        Self(channels.into_iter().map(Arc::new).collect())
    }

    /// Returns the channel at a location, or `None` if it belongs to no tenant.
    pub fn at(&self, location: GuildChannel) -> Option<&Arc<TenantChannel<T>>> {
        self.0.iter().find(|channel| channel.location == location)
    }

    /// Returns the channel of a tenant, or `None` if the tenant is not configured.
    pub fn of_tenant(&self, name: &TenantName) -> Option<&Arc<TenantChannel<T>>> {
        self.0.iter().find(|channel| channel.name == *name)
    }

    /// Returns the channels in a guild.
    pub fn in_guild(&self, guild: GuildId) -> impl Iterator<Item = &Arc<TenantChannel<T>>> {
        self.0.iter().filter(move |channel| channel.location.guild == guild)
    }

    /// Returns all channels.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<TenantChannel<T>>> {
        self.0.iter()
    }
}

/// The links between the members and the accounts of one tenant. They change while cases run; a reader gets a snapshot.
pub struct Roster {
    links: RwLock<Arc<AccountLinks>>,
    /// Held from reading the links until a change is on disk and applied, so that two members cannot link one account.
    pub update: Mutex<()>,
}

impl Roster {
    /// Creates a roster with these links.
    pub fn new(links: AccountLinks) -> Self {
        Self { links: RwLock::new(Arc::new(links)), update: Mutex::new(()) }
    }

    /// Returns the links as they are now.
    pub fn links(&self) -> Arc<AccountLinks> {
        Arc::clone(&self.links.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Applies an event that is on disk.
    pub fn apply(&self, event: &PersonEvent) {
        let mut links = self.links.write().unwrap_or_else(PoisonError::into_inner);
        Arc::make_mut(&mut links).apply(event);
    }
}
