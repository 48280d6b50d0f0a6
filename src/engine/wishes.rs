//! What people typed before anybody knew who they are, kept so that they are told what to type again once it is known. It is in memory
//! only: whoever links after a restart is shown the way to `/help` instead.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::{SignedDuration, Timestamp};

use crate::domain::MemberId;

/// How long a wish is kept: whoever takes longer to link has something else in mind by then.
const WISH_MINUTES_MAX: i64 = 60;
/// Wishes that are kept in all; the oldest is forgotten.
const WISHES_MAX: usize = 1000;

struct Wish {
    site: usize,
    member: MemberId,
    line: String,
    at: Timestamp,
}

/// The latest wish of each member in each tenant, the oldest first.
#[derive(Default)]
pub struct Wishes {
    all: Mutex<VecDeque<Wish>>,
}

impl Wishes {
    /// Remembers what the member typed, in place of what they typed before.
    pub fn remember(&self, site: usize, member: MemberId, line: String, at: Timestamp) {
        let mut all = self.lock();
        all.retain(|one| (one.site, one.member) != (site, member) && is_fresh(one, at));
        if all.len() >= WISHES_MAX {
            all.pop_front();
        }
        all.push_back(Wish { site, member, line, at });
    }

    /// What the member typed, once.
    pub fn take(&self, site: usize, member: MemberId, now: Timestamp) -> Option<String> {
        let mut all = self.lock();
        let at = all.iter().position(|one| (one.site, one.member) == (site, member))?;
        all.remove(at).filter(|wish| is_fresh(wish, now)).map(|wish| wish.line)
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<Wish>> {
        self.all.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether it is not too old. A clock that was set back makes nothing last longer.
fn is_fresh(wish: &Wish, now: Timestamp) -> bool {
    let age = now.duration_since(wish.at);
    age >= SignedDuration::ZERO && age < SignedDuration::from_mins(WISH_MINUTES_MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minutes: i64) -> Timestamp {
        Timestamp::UNIX_EPOCH + SignedDuration::from_mins(minutes)
    }

    #[test]
    fn a_wish_is_its_members_own_and_told_once() {
        let wishes = Wishes::default();
        wishes.remember(0, MemberId(1), "/unlock user:a".to_owned(), at(0));
        wishes.remember(1, MemberId(1), "/unlock user:b".to_owned(), at(0));
        wishes.remember(0, MemberId(1), "/unlock user:c".to_owned(), at(1));
        assert_eq!(wishes.take(0, MemberId(2), at(1)), None);
        assert_eq!(wishes.take(0, MemberId(1), at(1)).as_deref(), Some("/unlock user:c"));
        assert_eq!(wishes.take(0, MemberId(1), at(1)), None);
        assert_eq!(wishes.take(1, MemberId(1), at(1)).as_deref(), Some("/unlock user:b"));
    }

    #[test]
    fn wishes_are_few_and_do_not_last() {
        let wishes = Wishes::default();
        for member in 0..=WISHES_MAX as u64 {
            wishes.remember(0, MemberId(member), String::new(), at(0));
        }
        assert_eq!(wishes.lock().len(), WISHES_MAX);
        assert_eq!(wishes.take(0, MemberId(0), at(0)), None);
        assert_eq!(wishes.take(0, MemberId(1), at(59)).as_deref(), Some(""));
        assert_eq!(wishes.take(0, MemberId(2), at(60)), None);
        assert_eq!(wishes.take(0, MemberId(3), at(-1)), None, "the clock was set back");
        wishes.remember(0, MemberId(1), String::new(), at(60));
        assert_eq!(wishes.lock().len(), 1, "what is too old is not kept");
    }
}
