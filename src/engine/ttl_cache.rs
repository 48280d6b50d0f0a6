//! Values that are kept in memory for a while, so many of them and no more.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, MutexGuard};

use jiff::{SignedDuration, Timestamp};
use tokio::sync::OnceCell;

/// Values, each under its key, for so long and so many of them; the oldest goes first. Whoever wants one that is being read waits for it.
pub struct Kept<K, V> {
    all: Mutex<Dated<K, V>>,
    life: SignedDuration,
    most: usize,
}

/// Since when each is there, and where it stands.
type Dated<K, V> = HashMap<K, (Timestamp, Arc<OnceCell<V>>)>;

impl<K: Clone + Eq + Hash, V: Clone> Kept<K, V> {
    /// Nothing yet; what comes is kept for so long, and so many at most.
    pub fn new(life_seconds: i64, most: usize) -> Self {
        Self { all: Mutex::default(), life: SignedDuration::from_secs(life_seconds), most }
    }

    /// The place for a value: what stands there is not too old, or there is nothing yet.
    pub fn cell(&self, key: K, now: Timestamp) -> Arc<OnceCell<V>> {
        let mut all = lock(&self.all);
        if let Some((since, cell)) = all.get(&key)
            && is_recent(*since, now, self.life)
        {
            return Arc::clone(cell);
        }
        let cell = Arc::new(OnceCell::new());
        self.put(&mut all, key, Arc::clone(&cell), now);
        cell
    }

    /// Keeps a value, in place of the one before.
    pub fn keep(&self, key: K, value: V, now: Timestamp) {
        self.put(&mut lock(&self.all), key, Arc::new(OnceCell::new_with(Some(value))), now);
    }

    /// What is kept, unless it is too old.
    pub fn known(&self, key: &K, now: Timestamp) -> Option<V> {
        let all = lock(&self.all);
        let (since, cell) = all.get(key)?;
        if is_recent(*since, now, self.life) { cell.get().cloned() } else { None }
    }

    /// The same, and it is kept no more.
    pub fn take(&self, key: &K, now: Timestamp) -> Option<V> {
        let (since, cell) = lock(&self.all).remove(key)?;
        if is_recent(since, now, self.life) { cell.get().cloned() } else { None }
    }

    fn put(&self, all: &mut Dated<K, V>, key: K, cell: Arc<OnceCell<V>>, now: Timestamp) {
        all.retain(|_, (since, _)| is_recent(*since, now, self.life));
        while all.len() >= self.most && !all.contains_key(&key) {
            let oldest = all.iter().min_by_key(|(_, (since, _))| *since).map(|(key, _)| key.clone());
            let Some(oldest) = oldest else { break };
            all.remove(&oldest);
        }
        all.insert(key, (now, cell));
    }
}

/// Whether it was within this time. A clock that was set back makes nothing last longer.
pub fn is_recent(since: Timestamp, now: Timestamp, life: SignedDuration) -> bool {
    let age = now.duration_since(since);
    age < life && age >= SignedDuration::ZERO
}

/// Holds what is kept.
pub fn lock<V>(kept: &Mutex<V>) -> MutexGuard<'_, V> {
    kept.lock().expect("nothing panics with this lock")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::UNIX_EPOCH + SignedDuration::from_secs(seconds)
    }

    #[test]
    fn what_is_kept_is_kept_for_so_long() {
        let kept: Kept<u8, &str> = Kept::new(60, 3);
        kept.keep(1, "one", at(0));
        assert_eq!(kept.known(&1, at(59)), Some("one"));
        assert_eq!(kept.cell(1, at(59)).get(), Some(&"one"));
        assert_eq!((kept.known(&1, at(60)), kept.known(&2, at(0))), (None, None));
        assert_eq!(kept.known(&1, at(-1)), None, "the clock was set back");
        assert_eq!(kept.cell(1, at(60)).get(), None, "there is room for a new one");
    }

    #[test]
    fn only_so_many_are_kept_and_the_oldest_goes() {
        let kept: Kept<u8, u8> = Kept::new(60, 3);
        (0..10).for_each(|number| kept.keep(number, number, at(i64::from(number))));
        let left: Vec<u8> = (0..10).filter(|number| kept.known(number, at(10)).is_some()).collect();
        assert_eq!(left, [7, 8, 9]);
        kept.keep(9, 90, at(10));
        assert_eq!(lock(&kept.all).len(), 3);
        kept.keep(9, 91, at(69));
        assert_eq!(lock(&kept.all).len(), 1, "what is too old is not kept");
    }

    #[test]
    fn what_is_taken_is_taken_once() {
        let kept: Kept<u8, &str> = Kept::new(60, 3);
        kept.keep(1, "one", at(0));
        kept.keep(1, "another", at(1));
        assert_eq!((kept.take(&2, at(1)), kept.take(&1, at(1)), kept.take(&1, at(1))), (None, Some("another"), None));
        kept.keep(1, "too late", at(0));
        assert_eq!(kept.take(&1, at(60)), None);
    }
}
