//! A tenant and the channels that belong to it. Nothing that is typed there reaches another tenant.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use jiff::Timestamp;
use tokio::sync::Mutex;

use super::secret_ledger::{SecretLedger, recovered_account};
use crate::domain::account::{Account, OnPremises, ProtectedBy};
use crate::domain::case::Case;
use crate::domain::command::CardChannel;
use crate::domain::event::RecordedEvent;
use crate::domain::link::{AccountLinks, PersonEvent};
use crate::domain::people::Member;
use crate::domain::probation::Probation;
use crate::domain::{ChannelId, GuildId, MemberId, ObjectId, RoleName, TenantName};
use crate::ports::{ChatMember, GuildChannel, RoleId};

/// A tenant, its channel and the accounts of its members.
pub struct TenantChannel<T> {
    /// The name of the tenant in `grendel.toml`.
    pub name: TenantName,
    /// The adapter that calls the tenant.
    pub tenant: T,
    /// The guild and the ordinary channel.
    pub location: GuildChannel,
    /// The accounts that no command touches, and the groups whose members none touches.
    pub protected: Vec<ObjectId>,
    /// The emergency access accounts.
    pub emergency_access: Vec<ObjectId>,
    /// True if the tenant writes passwords back to Active Directory; `None` if the operator has not said.
    pub password_writeback: Option<bool>,
    /// True if a new password in Active Directory ends the risk of an account; `None` if the operator has not said.
    pub password_resets_risk: Option<bool>,
    /// The private channel in the same guild, or `None` if there is none.
    pub private: Option<ChannelId>,
    /// The chat's roles, by their names in command files.
    pub roles: BTreeMap<RoleName, RoleId>,
    /// The accounts of the members.
    pub roster: Roster,
    /// The time that an account must have stood before it approves.
    pub probation: Probation,
    /// The passwords and passes that were made. The engine puts its own here, which it reads from the journal.
    pub secrets: Arc<SecretLedger>,
}

impl<T> TenantChannel<T> {
    /// Returns the member as cases know them. Of their roles only those with a name in command files are kept.
    pub fn member(&self, sender: &ChatMember) -> Member {
        let (name, username) = (sender.name.clone(), sender.username.clone());
        Member { id: sender.id, name, username, roles: self.role_names(&sender.roles) }
    }

    /// Returns the channel for the cards of a command.
    pub fn of_cards(&self, channel: CardChannel) -> ChannelId {
        let private = self.private.filter(|_| channel == CardChannel::Private);
        private.unwrap_or(self.location.channel)
    }

    /// Returns true if a card in the channel `card` is out of sight in the ordinary channel.
    pub fn hides(&self, card: ChannelId) -> bool {
        card != self.location.channel
    }

    fn has(&self, location: GuildChannel) -> bool {
        let is_here = location.channel == self.location.channel || self.private == Some(location.channel);
        location.guild == self.location.guild && is_here
    }

    /// Returns the names of these roles, leaving out roles without one.
    pub fn role_names(&self, roles: &[RoleId]) -> Vec<RoleName> {
        let named = self.roles.iter().filter(|(_, id)| roles.contains(id));
        named.map(|(name, _)| name.clone()).collect()
    }

    /// Returns the groups to look for when an account is read: these, and those of the protected list.
    pub fn groups_to_read(&self, groups: &[String]) -> Vec<String> {
        groups.iter().cloned().chain(self.protected.iter().map(ToString::to_string)).collect()
    }

    /// Returns the account with its place on the operator's lists. A group of the list that the account could not be looked up
    /// in counts as one that it is in.
    pub fn with_protection(&self, account: Account) -> Account {
        let is_listed = |text: &String| ObjectId::parse(text).is_some_and(|id| self.protected.contains(&id));
        let protection = match account.groups.known() {
            _ if self.protected.is_empty() => None,
            _ if self.protected.contains(&account.object_id) => Some(ProtectedBy::Account),
            Some(groups) => groups.iter().any(is_listed).then_some(ProtectedBy::Group),
            None => Some(ProtectedBy::Unknown),
        };
        let emergency_access = self.emergency_access.contains(&account.object_id);
        let on_premises = account.on_premises.map(|on_premises| OnPremises {
            password_writeback: self.password_writeback,
            password_resets_risk: self.password_resets_risk,
            ..on_premises
        });
        Account { on_premises, protection, emergency_access, ..account }
    }

    /// Returns the links between members and accounts as they are now.
    pub fn links(&self) -> Arc<AccountLinks> {
        self.roster.links()
    }

    /// Learns what happened in a case of the tenant. `case` is the case after the event.
    pub fn learn(&self, case: &Case, recorded: &RecordedEvent) {
        self.secrets.apply(case, recorded);
        if let Some(account) = recovered_account(case, &recorded.event) {
            self.roster.recover(&account, recorded.at);
        }
    }

    /// Returns the account that a member has now, or `None` if they have none.
    pub fn account_of(&self, member: MemberId, now: Timestamp) -> Option<ObjectId> {
        self.links().account_of(member, now).copied()
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

    /// Returns the tenant's channel at a location, ordinary or private, or `None` if it belongs to no tenant.
    pub fn at(&self, location: GuildChannel) -> Option<&Arc<TenantChannel<T>>> {
        self.0.iter().find(|channel| channel.has(location))
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

    /// Applies an event that is on disk since an instant.
    pub fn apply(&self, event: &PersonEvent, at: Timestamp) {
        let mut links = self.links.write().unwrap_or_else(PoisonError::into_inner);
        Arc::make_mut(&mut links).apply(event, at);
    }

    /// Ends the link to an account that a step of a case recovers.
    pub fn recover(&self, account: &ObjectId, at: Timestamp) {
        let mut links = self.links.write().unwrap_or_else(PoisonError::into_inner);
        Arc::make_mut(&mut links).recover(account, at);
    }
}
