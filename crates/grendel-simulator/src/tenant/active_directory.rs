//! Active Directory on premises, and the sync that writes it into the cloud.
//!
//! A write to the cloud that Entra takes for a synced account stands until the next sync, which puts back what Active Directory has
//! (<https://learn.microsoft.com/entra/identity/users/users-revoke-access>).

use jiff::{SignedDuration, Timestamp};

use super::account::Account;
use super::audit_log::Activity;
use super::fixtures::sync_engine;
use super::state::State;

/// An account in Active Directory, of which the one in the cloud is a copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActiveDirectory {
    /// True if it is enabled there.
    pub enabled: bool,
    /// The time of a password change that the sync has not written yet.
    pub password_changed: Option<Timestamp>,
    /// The number of times that its password was set there.
    pub resets: u32,
    /// True if it was changed since the last sync.
    pub changed: bool,
    /// The time at which the sync last wrote the account.
    pub last_sync: Timestamp,
}

/// Work that a person does in Active Directory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DirectoryWork {
    /// `Disable-ADAccount`.
    Disable,
    /// `Enable-ADAccount`.
    Enable,
    /// `Set-ADAccountPassword -Reset`.
    ResetPassword,
}

/// The answer of Entra to a change of `accountEnabled` on a synced account. Both are told of, and no page says which it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SyncedWrites {
    /// It refuses with 400.
    Refused,
    /// It takes the change, and the next sync undoes it.
    UndoneBySync,
}

/// The time between two rounds of the sync, in minutes
/// (<https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-connect-sync-feature-scheduler>).
const SYNC_MINUTES: i64 = 30;

impl ActiveDirectory {
    /// Returns an account that was last synced some minutes before `now`.
    pub fn new(enabled: bool, now: Timestamp) -> Self {
        let last_sync = now - SignedDuration::from_mins(SYNC_MINUTES / 2 + 2);
        Self { enabled, password_changed: None, resets: 0, changed: false, last_sync }
    }

    /// Does what a person does.
    pub(super) fn work(&mut self, work: DirectoryWork, now: Timestamp) {
        match work {
            DirectoryWork::Disable => self.enabled = false,
            DirectoryWork::Enable => self.enabled = true,
            DirectoryWork::ResetPassword => {
                self.password_changed = Some(now);
                self.resets += 1;
            }
        }
        self.changed = true;
    }
}

/// Writes what Active Directory has into the cloud, for every account that differs or was changed.
pub(super) fn sync(state: &mut State, now: Timestamp) {
    let is_due = |account: &&Account| {
        let there = account.on_premises.as_ref().filter(|_| account.deleted.is_none());
        there.is_some_and(|there| there.changed || there.enabled != account.enabled)
    };
    let due: Vec<Account> = state.everyone().filter(is_due).cloned().collect();
    for account in due {
        let Some(there) = &account.on_premises else { continue };
        let (enabled, changed_at) = (there.enabled, there.password_changed);
        let password = format!("Set-on-premises-{}-{}", account.key, there.resets);
        let visible_from = now + state.settings.replication_delay;
        state.edit(&account.object_id, visible_from, |account| {
            account.enabled = enabled;
            if let Some(at) = changed_at {
                account.last_password_change = at;
                // A new password invalidates the sessions (<https://learn.microsoft.com/entra/identity-platform/refresh-tokens>).
                account.sessions_valid_from = account.sessions_valid_from.max(at);
                account.credentials.password = password;
                account.credentials.locked_out = false;
            }
            if let Some(there) = &mut account.on_premises {
                (there.password_changed, there.changed, there.last_sync) = (None, false, now);
            }
        });
        if account.enabled != enabled {
            let activity = if enabled { Activity::EnableAccount } else { Activity::DisableAccount };
            state.audit(activity, &account.object_id, &sync_engine(), now);
        }
    }
}
