//! A cache in memory, bounded by age and size.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, MutexGuard};

use jiff::{SignedDuration, Timestamp};
use tokio::sync::OnceCell;

/// A cache bounded by age and size; the oldest entry is evicted first. Readers of an entry that is being filled share
/// the one call that fills it.
pub struct TtlCache<K, V> {
    entries: Mutex<Entries<K, V>>,
    ttl: SignedDuration,
    capacity: usize,
}

/// Each entry with the time of its insertion.
type Entries<K, V> = HashMap<K, (Timestamp, Arc<OnceCell<V>>)>;

impl<K: Clone + Eq + Hash, V: Clone> TtlCache<K, V> {
    /// Creates an empty cache of at most `capacity` entries, each valid for `ttl_seconds`.
    pub fn new(ttl_seconds: i64, capacity: usize) -> Self {
        Self { entries: Mutex::default(), ttl: SignedDuration::from_secs(ttl_seconds), capacity }
    }

    /// Returns the cell of an entry. The cell is empty if there was no entry or if it had expired; the caller fills it.
    pub fn cell(&self, key: K, now: Timestamp) -> Arc<OnceCell<V>> {
        let mut entries = self.lock();
        if let Some((inserted_at, cell)) = entries.get(&key)
            && is_recent(*inserted_at, now, self.ttl)
        {
            return Arc::clone(cell);
        }
        let cell = Arc::new(OnceCell::new());
        self.put(&mut entries, key, Arc::clone(&cell), now);
        cell
    }

    /// Inserts a value, or replaces it and its age.
    pub fn insert(&self, key: K, value: V, now: Timestamp) {
        self.put(&mut self.lock(), key, Arc::new(OnceCell::new_with(Some(value))), now);
    }

    /// Returns a value, or `None` if there is none or if it has expired.
    pub fn get(&self, key: &K, now: Timestamp) -> Option<V> {
        let entries = self.lock();
        let (inserted_at, cell) = entries.get(key)?;
        if is_recent(*inserted_at, now, self.ttl) { cell.get().cloned() } else { None }
    }

    /// Removes an entry. Returns its value, or `None` if there was none or if it had expired.
    pub fn remove(&self, key: &K, now: Timestamp) -> Option<V> {
        let (inserted_at, cell) = self.lock().remove(key)?;
        if is_recent(inserted_at, now, self.ttl) { cell.get().cloned() } else { None }
    }

    fn put(&self, entries: &mut Entries<K, V>, key: K, cell: Arc<OnceCell<V>>, now: Timestamp) {
        entries.retain(|_, (inserted_at, _)| is_recent(*inserted_at, now, self.ttl));
        while entries.len() >= self.capacity && !entries.contains_key(&key) {
            let oldest = entries.iter().min_by_key(|(_, (inserted_at, _))| *inserted_at).map(|(key, _)| key.clone());
            let Some(oldest) = oldest else { break };
            entries.remove(&oldest);
        }
        entries.insert(key, (now, cell));
    }

    fn lock(&self) -> MutexGuard<'_, Entries<K, V>> {
        self.entries.lock().expect("nothing panics with this lock")
    }
}

/// Returns true if less than `ttl` has passed since `since`. After the clock was set back, `since` lies in the future
/// and is not recent, so that no entry lives longer than its TTL.
pub fn is_recent(since: Timestamp, now: Timestamp, ttl: SignedDuration) -> bool {
    let age = now.duration_since(since);
    age < ttl && age >= SignedDuration::ZERO
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::UNIX_EPOCH + SignedDuration::from_secs(seconds)
    }

    #[test]
    fn an_entry_expires_after_its_ttl() {
        let cache: TtlCache<u8, &str> = TtlCache::new(60, 3);
        cache.insert(1, "one", at(0));
        assert_eq!(cache.get(&1, at(59)), Some("one"));
        assert_eq!(cache.cell(1, at(59)).get(), Some(&"one"));
        assert_eq!((cache.get(&1, at(60)), cache.get(&2, at(0))), (None, None));
        assert_eq!(cache.get(&1, at(-1)), None, "the clock was set back");
        assert_eq!(cache.cell(1, at(60)).get(), None, "an expired entry gives way to an empty cell");
    }

    #[test]
    fn the_oldest_entry_is_evicted_when_the_cache_is_full() {
        let cache: TtlCache<u8, u8> = TtlCache::new(60, 3);
        (0..10).for_each(|number| cache.insert(number, number, at(i64::from(number))));
        let left: Vec<u8> = (0..10).filter(|number| cache.get(number, at(10)).is_some()).collect();
        assert_eq!(left, [7, 8, 9]);
        cache.insert(9, 90, at(10));
        assert_eq!(cache.lock().len(), 3);
        cache.insert(9, 91, at(69));
        assert_eq!(cache.lock().len(), 1, "expired entries are dropped on insertion");
    }

    #[test]
    fn a_value_is_removed_once() {
        let cache: TtlCache<u8, &str> = TtlCache::new(60, 3);
        cache.insert(1, "one", at(0));
        cache.insert(1, "another", at(1));
        assert_eq!(
            (cache.remove(&2, at(1)), cache.remove(&1, at(1)), cache.remove(&1, at(1))),
            (None, Some("another"), None)
        );
        cache.insert(1, "too late", at(0));
        assert_eq!(cache.remove(&1, at(60)), None);
    }
}
