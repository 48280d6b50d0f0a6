//! Recent reads for members who type, so that not every keystroke makes a call. In memory only, bounded by age and
//! size.

use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::{Arc, Mutex, MutexGuard};

use jiff::{SignedDuration, Timestamp};
use tokio::sync::{OnceCell, Semaphore, SemaphorePermit, oneshot};

use crate::domain::account::Names;
use crate::domain::people::StandingLookup;
use crate::domain::{InteractionId, ObjectId, TenantName};
use crate::engine::tenant_channel::TenantMember;
use crate::engine::ttl_cache::{TtlCache, is_recent};
use crate::ports::{Match, Matches};

/// The age up to which a member's own account counts as read. A command reads it again.
const STANDING_SECONDS: i64 = 60;
const STANDINGS_MAX: usize = 500;
/// The age up to which the result of a search is used.
const SEARCH_SECONDS: i64 = 45;
/// Each result has at most [`Matches::MAX`] accounts.
const SEARCHES_MAX: usize = 500;
/// The time for which an offer is remembered: between the choice and the command the member may write a reason.
const OFFER_SECONDS: i64 = 300;
const OFFERS_MAX: usize = 200;
/// The calls of autocomplete that one tenant gets at once.
const CALLS_AT_ONCE_MAX: usize = 8;
/// The pause after a call that failed or took too long, so that keystrokes do not add to the load.
const PAUSE_SECONDS: i64 = 5;

/// The cache of all tenants, and the limit on calls of each.
pub struct AutocompleteCache {
    standings: TtlCache<(TenantName, ObjectId), StandingLookup>,
    searches: TtlCache<(TenantName, String), Arc<Matches>>,
    offers: TtlCache<TenantMember, Vec<Match>>,
    calls: HashMap<TenantName, CallLimit>,
    keystrokes: Arc<Mutex<Keystrokes>>,
}

/// The limit on calls to one tenant.
struct CallLimit {
    permits: Semaphore,
    paused_at: Mutex<Option<Timestamp>>,
}

/// The latest keystroke of each member.
type Keystrokes = HashMap<TenantMember, (InteractionId, oneshot::Sender<Infallible>)>;

impl AutocompleteCache {
    /// Creates an empty cache for these tenants.
    pub fn new(tenants: impl IntoIterator<Item = TenantName>) -> Self {
        let limit = || CallLimit { permits: Semaphore::new(CALLS_AT_ONCE_MAX), paused_at: Mutex::default() };
        Self {
            standings: TtlCache::new(STANDING_SECONDS, STANDINGS_MAX),
            searches: TtlCache::new(SEARCH_SECONDS, SEARCHES_MAX),
            offers: TtlCache::new(OFFER_SECONDS, OFFERS_MAX),
            calls: tenants.into_iter().map(|tenant| (tenant, limit())).collect(),
            keystrokes: Arc::default(),
        }
    }

    /// Returns the cell of a person's account and roles.
    pub fn standing(&self, tenant: &TenantName, account: &ObjectId, now: Timestamp) -> Arc<OnceCell<StandingLookup>> {
        self.standings.cell((tenant.clone(), *account), now)
    }

    /// Inserts what a command has read of a person. A failed read is not cached.
    pub fn insert_standing(&self, tenant: &TenantName, account: &ObjectId, checked: &StandingLookup, now: Timestamp) {
        if !matches!(checked, StandingLookup::Unreadable(_)) {
            self.standings.insert((tenant.clone(), *account), checked.clone(), now);
        }
    }

    /// Returns the cell of a search.
    pub fn search(&self, tenant: &TenantName, text: &str, now: Timestamp) -> Arc<OnceCell<Arc<Matches>>> {
        self.searches.cell((tenant.clone(), text.to_owned()), now)
    }

    /// Returns the result of a search, or `None` if it is not cached.
    pub fn cached_search(&self, tenant: &TenantName, text: &str, now: Timestamp) -> Option<Arc<Matches>> {
        self.searches.get(&(tenant.clone(), text.to_owned()), now)
    }

    /// Remembers the accounts that a member was offered. An empty offer does not replace an earlier one, because the
    /// member may have chosen from that.
    pub fn insert_offer(&self, to: TenantMember, matches: &Matches, now: Timestamp) {
        if !matches.accounts.is_empty() {
            self.offers.insert(to, matches.accounts.clone(), now);
        }
    }

    /// Returns the names of an account, or `None` if the member was not offered it recently. A member who was offered
    /// an account was allowed to use a command at that time.
    pub fn offered_names(&self, to: &TenantMember, account: &ObjectId, now: Timestamp) -> Option<Names> {
        let offer = self.offers.get(to, now)?;
        offer.into_iter().find(|one| one.object_id == *account).map(|one| one.names)
    }

    /// Returns a permit for one call. Returns `None` at [`CALLS_AT_ONCE_MAX`] calls, and during a pause.
    pub fn call_permit(&self, tenant: &TenantName, now: Timestamp) -> Option<SemaphorePermit<'_>> {
        let limit = self.calls.get(tenant)?;
        let paused_at = *lock(&limit.paused_at);
        let is_paused = paused_at.is_some_and(|at| is_recent(at, now, SignedDuration::from_secs(PAUSE_SECONDS)));
        if is_paused { None } else { limit.permits.try_acquire().ok() }
    }

    /// Pauses the calls to a tenant.
    pub fn pause_calls(&self, tenant: &TenantName, now: Timestamp) {
        if let Some(limit) = self.calls.get(tenant) {
            *lock(&limit.paused_at) = Some(now);
        }
    }

    /// Makes this keystroke the latest of a member.
    pub fn register_keystroke(&self, member: TenantMember, interaction: InteractionId) -> LatestKeystroke {
        let (sender, superseded) = oneshot::channel();
        lock(&self.keystrokes).insert(member.clone(), (interaction, sender));
        LatestKeystroke { member, interaction, superseded, all: Arc::clone(&self.keystrokes) }
    }
}

/// A keystroke that is the latest of its member until another one is registered.
pub struct LatestKeystroke {
    member: TenantMember,
    interaction: InteractionId,
    superseded: oneshot::Receiver<Infallible>,
    all: Arc<Mutex<Keystrokes>>,
}

impl LatestKeystroke {
    /// Waits until the member has typed on.
    pub async fn superseded(&mut self) {
        // Nothing is ever sent. The channel closes when the next keystroke replaces the sender.
        let _ = (&mut self.superseded).await;
    }
}

impl Drop for LatestKeystroke {
    fn drop(&mut self) {
        let mut all = lock(&self.all);
        if all.get(&self.member).is_some_and(|(latest, _)| *latest == self.interaction) {
            all.remove(&self.member);
        }
    }
}

fn lock<V>(mutex: &Mutex<V>) -> MutexGuard<'_, V> {
    mutex.lock().expect("nothing panics with this lock")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::MemberId;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::UNIX_EPOCH + SignedDuration::from_secs(seconds)
    }

    #[tokio::test]
    async fn a_keystroke_ends_the_one_before_and_leaves_nothing_behind() {
        let tenant = TenantName::from("contoso");
        let cache = AutocompleteCache::new([tenant.clone()]);
        let member = TenantMember { tenant, member: MemberId(1) };
        let mut first = cache.register_keystroke(member.clone(), InteractionId(1));
        let second = cache.register_keystroke(member, InteractionId(2));
        first.superseded().await;
        drop(first);
        assert_eq!(lock(&cache.keystrokes).len(), 1, "the second is still there");
        drop(second);
        assert!(lock(&cache.keystrokes).is_empty());
    }

    #[test]
    fn each_tenant_has_its_own_limit_on_calls_and_its_own_pause() {
        let [one, other] = ["contoso", "fabrikam"].map(TenantName::from);
        let cache = AutocompleteCache::new([one.clone(), other.clone()]);
        let permits: Vec<_> = (0..=CALLS_AT_ONCE_MAX).map(|_| cache.call_permit(&one, at(0))).collect();
        assert_eq!(permits.iter().flatten().count(), CALLS_AT_ONCE_MAX);
        assert!(cache.call_permit(&other, at(0)).is_some(), "the other tenant is not busy");
        drop(permits);
        cache.pause_calls(&one, at(0));
        assert!(cache.call_permit(&one, at(4)).is_none() && cache.call_permit(&other, at(4)).is_some());
        assert!(cache.call_permit(&one, at(5)).is_some());
    }
}
