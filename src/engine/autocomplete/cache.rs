//! What was read lately for those who type, so that not every letter is a call: in memory only, bounded in time and number.

use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::{Arc, Mutex};

use jiff::{SignedDuration, Timestamp};
use tokio::sync::{OnceCell, Semaphore, SemaphorePermit, oneshot};

use crate::domain::account::Names;
use crate::domain::people::StandingLookup;
use crate::domain::{InteractionId, MemberId, ObjectId};
use crate::engine::ttl_cache::{Kept, is_recent, lock};
use crate::ports::{Match, Matches};

/// How long it is believed what the directory says of somebody who types. A command reads it anew.
const STANDING_SECONDS: i64 = 60;
/// Of so many.
const STANDINGS_MAX: usize = 500;
/// How long the answer to a search is good.
const SEARCH_SECONDS: i64 = 45;
/// So many answers; each has [`Matches::MAX`] accounts at most.
const SEARCHES_MAX: usize = 500;
/// How long it is remembered what somebody was offered: between the pick and the command they may write a reason.
const OFFER_SECONDS: i64 = 300;
/// Of so many.
const OFFERS_MAX: usize = 200;
/// Calls on behalf of those who type that one tenant answers at once; beyond it nothing is offered.
const CALLS_AT_ONCE_MAX: usize = 8;
/// How long a tenant is asked nothing after a call that failed or took too long, so that letters do not add to its trouble.
const REST_SECONDS: i64 = 5;

/// A member in the channel of a tenant, which is named by its place among the sites.
pub type Typist = (usize, MemberId);

/// All of it, for every tenant.
pub struct Completions {
    standings: Kept<(usize, ObjectId), StandingLookup>,
    searches: Kept<(usize, String), Arc<Matches>>,
    offers: Kept<Typist, Vec<Match>>,
    calls: Vec<Semaphore>,
    rests: Mutex<HashMap<usize, Timestamp>>,
    turns: Arc<Mutex<Turns>>,
}

type Turns = HashMap<Typist, (InteractionId, oneshot::Sender<Infallible>)>;

impl Completions {
    /// For so many tenants, and nothing read yet.
    pub fn new(sites: usize) -> Self {
        Self {
            standings: Kept::new(STANDING_SECONDS, STANDINGS_MAX),
            searches: Kept::new(SEARCH_SECONDS, SEARCHES_MAX),
            offers: Kept::new(OFFER_SECONDS, OFFERS_MAX),
            calls: (0..sites).map(|_| Semaphore::new(CALLS_AT_ONCE_MAX)).collect(),
            rests: Mutex::default(),
            turns: Arc::default(),
        }
    }

    /// Where stands what the directory says of this account, once it was read.
    pub fn standing(&self, site: usize, account: &ObjectId, now: Timestamp) -> Arc<OnceCell<StandingLookup>> {
        self.standings.cell((site, account.clone()), now)
    }

    /// Takes in what a command has read.
    pub fn learn(&self, site: usize, account: &ObjectId, checked: &StandingLookup, now: Timestamp) {
        if !matches!(checked, StandingLookup::Unreadable(_)) {
            self.standings.keep((site, account.clone()), checked.clone(), now);
        }
    }

    /// Where stands what a search has found, once it has.
    pub fn search(&self, site: usize, text: &str, now: Timestamp) -> Arc<OnceCell<Arc<Matches>>> {
        self.searches.cell((site, text.to_owned()), now)
    }

    /// What a search has found.
    pub fn known(&self, site: usize, text: &str, now: Timestamp) -> Option<Arc<Matches>> {
        self.searches.known(&(site, text.to_owned()), now)
    }

    /// Remembers whom somebody was offered. An empty list takes nothing back: they may have picked from the one before.
    pub fn offered(&self, to: Typist, found: &Matches, now: Timestamp) {
        if !found.accounts.is_empty() {
            self.offers.keep(to, found.accounts.clone(), now);
        }
    }

    /// What an account is called that somebody was offered not long ago, who could use a command then.
    pub fn names_offered(&self, to: Typist, account: &ObjectId, now: Timestamp) -> Option<Names> {
        let offer = self.offers.known(&to, now)?;
        offer.into_iter().find(|one| one.object_id == *account).map(|one| one.names)
    }

    /// A place for one call; none where too many are under way, or while the tenant has its rest.
    pub fn place(&self, site: usize, now: Timestamp) -> Option<SemaphorePermit<'_>> {
        let since = lock(&self.rests).get(&site).copied();
        let rests = since.is_some_and(|since| is_recent(since, now, SignedDuration::from_secs(REST_SECONDS)));
        if rests { None } else { self.calls[site].try_acquire().ok() }
    }

    /// Gives the tenant a rest.
    pub fn rest(&self, site: usize, now: Timestamp) {
        lock(&self.rests).insert(site, now);
    }

    /// It is their turn, until they type another letter.
    pub fn turn(&self, whose: Typist, interaction: InteractionId) -> Turn {
        let (sender, over) = oneshot::channel();
        lock(&self.turns).insert(whose, (interaction, sender));
        Turn { whose, interaction, over, all: Arc::clone(&self.turns) }
    }
}

/// The latest letter that somebody has typed, as long as it is the latest.
pub struct Turn {
    whose: Typist,
    interaction: InteractionId,
    over: oneshot::Receiver<Infallible>,
    all: Arc<Mutex<Turns>>,
}

impl Turn {
    /// Comes back when there is another one.
    pub async fn is_over(&mut self) {
        // Nothing is ever sent: it is over when the other end is gone.
        let _ = (&mut self.over).await;
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let mut all = lock(&self.all);
        if all.get(&self.whose).is_some_and(|(latest, _)| *latest == self.interaction) {
            all.remove(&self.whose);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::UNIX_EPOCH + SignedDuration::from_secs(seconds)
    }

    #[tokio::test]
    async fn a_turn_is_over_with_the_next_one_and_leaves_nothing() {
        let completions = Completions::new(1);
        let whose = (0, MemberId(1));
        let mut first = completions.turn(whose, InteractionId(1));
        let second = completions.turn(whose, InteractionId(2));
        first.is_over().await;
        drop(first);
        assert_eq!(lock(&completions.turns).len(), 1, "the second is still there");
        drop(second);
        assert!(lock(&completions.turns).is_empty());
    }

    #[test]
    fn a_tenant_answers_so_many_at_once_and_has_its_rest() {
        let completions = Completions::new(2);
        let places: Vec<_> = (0..=CALLS_AT_ONCE_MAX).map(|_| completions.place(0, at(0))).collect();
        assert_eq!(places.iter().flatten().count(), CALLS_AT_ONCE_MAX);
        assert!(completions.place(1, at(0)).is_some(), "the other tenant is not busy");
        drop(places);
        completions.rest(0, at(0));
        assert!(completions.place(0, at(4)).is_none() && completions.place(1, at(4)).is_some());
        assert!(completions.place(0, at(5)).is_some());
    }
}
