//! What the cases of one store may not do at the same time: two about one target, two in which one person acts alone. And what
//! was done to whom some days ago.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard};

use jiff::{SignedDuration, Timestamp};

use crate::domain::account::Account;
use crate::domain::case::Case;
use crate::domain::event::{Event, RecordedEvent};
use crate::domain::outcome::Outcome;
use crate::domain::people::Member;
use crate::domain::{CaseNumber, MemberId, ObjectId, TenantName};

/// What was done longer ago than this is history.
const RECENT_HOURS: i64 = 7 * 24;

/// What open cases have claimed, and what closed ones have done.
#[derive(Default)]
pub struct Claims {
    all: Mutex<All>,
}

#[derive(Default)]
struct All {
    targets: HashMap<Target, CaseNumber>,
    glasses: HashMap<CaseNumber, (TenantName, MemberId, ObjectId)>,
    done: HashMap<(TenantName, ObjectId), (CaseNumber, Timestamp)>,
    unseen: HashMap<(TenantName, ObjectId), (CaseNumber, Timestamp)>,
}

/// A command about an account of a tenant.
type Target = (TenantName, String, ObjectId);

impl Claims {
    /// Claims the account for this case; an error names the case that has it already.
    pub fn claim(&self, case: &Case, account: &ObjectId) -> Result<(), CaseNumber> {
        let target = target(case, account);
        let holder = *self.all().targets.entry(target).or_insert_with(|| case.number());
        if holder == case.number() { Ok(()) } else { Err(holder) }
    }

    /// Claims for this case that this person acts alone; an error names the case in which they did before.
    pub fn break_glass(&self, case: &Case, member: &Member, account: &ObjectId) -> Result<(), CaseNumber> {
        let tenant = &case.opening().tenant;
        let mut all = self.all();
        let same = |(where_, who, as_whom): &(TenantName, MemberId, ObjectId)| {
            where_ == tenant && (*who == member.id || as_whom == account)
        };
        let earlier = all.glasses.iter().find(|(number, owed)| **number != case.number() && same(owed));
        if let Some((number, _)) = earlier {
            return Err(*number);
        }
        all.glasses.insert(case.number(), (tenant.clone(), member.id, account.clone()));
        Ok(())
    }

    /// Claims what a case from the journal has claimed before.
    pub fn take_up(&self, case: &Case) {
        if case.outcome().is_some() {
            return;
        }
        if let Some(account) = case.target().filter(|_| case.opening().terms.takes_steps()) {
            // Two that were under way at once in an older journal go on as they are.
            let _ = self.claim(case, account);
        }
        self.settle_glass(case);
    }

    /// Whoever did not act alone in this case after all, or was countersigned, may do so in another.
    pub fn settle_glass(&self, case: &Case) {
        match case.countersign_owed_by() {
            Some(account) => {
                let opening = case.opening();
                let owed = (opening.tenant.clone(), opening.member.id, account.clone());
                self.all().glasses.insert(case.number(), owed);
            }
            None => drop(self.all().glasses.remove(&case.number())),
        }
    }

    /// Remembers what a case has done, and gives back what it has claimed.
    pub fn end(&self, case: &Case, at: Timestamp) {
        let mut all = self.all();
        all.targets.retain(|_, holder| *holder != case.number());
        all.glasses.remove(&case.number());
        if let Some(account) = case.target().filter(|_| has_done_something(case)) {
            let whose = (case.opening().tenant.clone(), account.clone());
            if case.left_unseen_password() {
                all.unseen.insert(whose.clone(), (case.number(), at));
            } else if case.run().is_some_and(|run| !run.issued.is_empty()) {
                all.unseen.remove(&whose);
            }
            all.done.insert(whose, (case.number(), at));
        }
    }

    /// Gives back the account of a case that nobody carries any more. Whoever acted alone in it still owes.
    pub fn give_back(&self, case: CaseNumber) {
        self.all().targets.retain(|_, holder| *holder != case);
    }

    /// The latest case that did something to this account not long ago.
    pub fn done_recently(&self, tenant: &TenantName, account: &ObjectId, now: Timestamp) -> Option<CaseNumber> {
        let all = self.all();
        let (case, at) = all.done.get(&(tenant.clone(), account.clone()))?;
        (now.duration_since(*at) < SignedDuration::from_hours(RECENT_HOURS)).then_some(*case)
    }

    /// The case that gave this account a password which nobody has seen, as long as nobody has signed in or changed it since.
    pub fn unseen(&self, tenant: &TenantName, account: &Account) -> Option<CaseNumber> {
        let all = self.all();
        let (case, at) = all.unseen.get(&(tenant.clone(), account.object_id.clone()))?;
        let since = account.arrivals.iter().map(|arrivals| arrivals.last_at).chain(account.password_changed_at).max();
        since.is_none_or(|since| since <= *at).then_some(*case)
    }

    fn all(&self) -> MutexGuard<'_, All> {
        self.all.lock().expect("nothing panics with this lock")
    }
}

fn target(case: &Case, account: &ObjectId) -> Target {
    (case.opening().tenant.clone(), case.opening().command.clone(), account.clone())
}

/// Whether a step was begun, whatever came of it.
fn has_done_something(case: &Case) -> bool {
    matches!(case.outcome(), Some(Outcome::Completed | Outcome::NeedsHuman { .. })) && case.run().is_some()
}

/// Folds what the journal says of each case, entry by entry, into what closed cases have done.
#[derive(Default)]
pub struct History {
    cases: HashMap<CaseNumber, Case>,
}

impl History {
    /// Takes in one event. What cannot follow is somebody else's to report.
    pub fn take(&mut self, number: CaseNumber, recorded: RecordedEvent, claims: &Claims) {
        match recorded.event {
            Event::Opened(opening) => {
                self.cases.insert(number, Case::open(number, *opening, recorded.at));
            }
            event => {
                let Some(case) = self.cases.get_mut(&number) else { return };
                let (at, closes) = (recorded.at, matches!(event, Event::Closed { .. }));
                if case.apply(&RecordedEvent { at, event }).is_ok() && closes {
                    claims.end(case, at);
                    self.cases.remove(&number);
                }
            }
        }
    }
}
