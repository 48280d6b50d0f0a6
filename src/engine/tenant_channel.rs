//! One tenant and the one channel that belongs to it. Nothing typed in the channel reaches another tenant.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use crate::domain::link::{AccountLinks, PersonEvent};
use crate::domain::people::Member;
use crate::domain::{ChannelId, GuildId, MemberId, ObjectId, RoleName, TenantName};
use crate::ports::{ChatMember, GuildChannel, RoleId};

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
    pub roster: Roster,
}

impl<T> Site<T> {
    /// Returns the channel together with its guild.
    pub const fn channel_in_guild(&self) -> GuildChannel {
        GuildChannel { guild: self.guild, channel: self.channel }
    }

    /// A member as cases know them: with the roles that have a name here, and no others.
    pub fn member(&self, sender: &ChatMember) -> Member {
        Member { id: sender.id, name: sender.name.clone(), roles: self.names_of(&sender.roles) }
    }

    /// The names of these roles, as far as they have one here.
    pub fn names_of(&self, roles: &[RoleId]) -> Vec<RoleName> {
        let named = self.roles.iter().filter(|(_, id)| roles.contains(id));
        named.map(|(name, _)| name.clone()).collect()
    }

    /// The people as they are known now.
    pub fn people(&self) -> Arc<AccountLinks> {
        self.roster.people()
    }

    /// The account of a member, as it is known now.
    pub fn account_of(&self, member: MemberId) -> Option<ObjectId> {
        self.people().account_of(member).cloned()
    }
}

/// What is known of who is who, which changes while cases are carried: whoever asks gets it as it is then.
pub struct Roster {
    people: RwLock<Arc<AccountLinks>>,
    /// Held from the look at the people until what it led to is on disk and known here, so that two cannot claim one account.
    pub changing: tokio::sync::Mutex<()>,
}

impl Roster {
    /// Begins with these.
    pub fn new(people: AccountLinks) -> Self {
        Self { people: RwLock::new(Arc::new(people)), changing: tokio::sync::Mutex::new(()) }
    }

    /// The people as they are known now.
    pub fn people(&self) -> Arc<AccountLinks> {
        Arc::clone(&self.people.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Learns what the journal says.
    pub fn learn(&self, event: &PersonEvent) {
        let mut people = self.people.write().unwrap_or_else(PoisonError::into_inner);
        Arc::make_mut(&mut people).apply(event);
    }
}
