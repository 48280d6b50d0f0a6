//! Counts the refusals of a member that repeat, so that one entry tells of them and nobody fills the journal.
//!
//! The first refusal of a kind is written at once. Those that follow within [`WINDOW_MINUTES`] are counted in memory,
//! and written as one entry when the window ends or the program stops. A crash loses the counts of the open windows and
//! nothing else.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard};

use jiff::{SignedDuration, Timestamp};
use tokio::sync::Notify;

use crate::clock::Clock;
use crate::domain::event::{Repetition, UnroutedInteraction};
use crate::domain::{CaseNumber, MemberId};

/// The time in which refusals of one kind are one entry.
pub const WINDOW_MINUTES: i64 = 10;
/// The kinds that are counted at once. Beyond that, refusals are written one by one.
const KINDS_MAX: usize = 10_000;

/// A kind of refusals: of one member, by one rule, and in one case if a case decided.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct RefusalKind {
    member: Option<MemberId>,
    rule: &'static str,
    case: Option<CaseNumber>,
}

/// The refusals of one kind since the first.
struct RefusalWindow {
    until: Timestamp,
    /// The entry to write when the window ends, or `None` if nothing was repeated.
    repeated: Option<UnroutedInteraction>,
}

/// The open windows of all members.
#[derive(Default)]
pub struct RefusalCounter {
    windows: Mutex<HashMap<RefusalKind, RefusalWindow>>,
    opened: Notify,
}

impl RefusalCounter {
    /// Returns true if the refusal is the first of its kind, and is to be written now. Otherwise it is counted.
    /// `case` is the case that decided, or `None` if the interaction reached no case.
    pub fn is_first(&self, unrouted: &UnroutedInteraction, case: Option<CaseNumber>, now: Timestamp) -> bool {
        let kind = RefusalKind {
            member: unrouted.member.as_ref().map(|member| member.id),
            rule: unrouted.refusal.rule(),
            case,
        };
        let mut windows = self.lock();
        if let Some(window) = windows.get_mut(&kind).filter(|window| now < window.until) {
            let earlier = window.repeated.take().and_then(|repeated| repeated.repeated);
            let (count, first) = earlier.map_or((0, now), |earlier| (earlier.count, earlier.first));
            let repeated = Repetition { count: count + 1, first, last: now, case };
            window.repeated = Some(UnroutedInteraction { repeated: Some(repeated), ..unrouted.clone() });
            return false;
        }
        Self::open(&mut windows, kind, now, &self.opened)
    }

    /// Opens a window if there is room. Returns true in any case.
    fn open(
        windows: &mut HashMap<RefusalKind, RefusalWindow>,
        kind: RefusalKind,
        now: Timestamp,
        opened: &Notify,
    ) -> bool {
        // A window that has ended with something to write stays until it is written.
        let is_written = windows.get(&kind).is_none_or(|window| window.repeated.is_none());
        if is_written && windows.len() < KINDS_MAX {
            let until = now + SignedDuration::from_mins(WINDOW_MINUTES);
            windows.insert(kind, RefusalWindow { until, repeated: None });
            opened.notify_one();
        }
        true
    }

    /// Returns true if the refusal of a member by this rule is the first of its kind, which the caller writes in its own
    /// way. Otherwise it is still to be counted with [`RefusalCounter::is_first`].
    pub fn opens(&self, member: MemberId, rule: &'static str, now: Timestamp) -> bool {
        let kind = RefusalKind { member: Some(member), rule, case: None };
        let mut windows = self.lock();
        let is_open = windows.get(&kind).is_some_and(|window| now < window.until);
        !is_open && Self::open(&mut windows, kind, now, &self.opened)
    }

    /// Waits until a window ends.
    pub async fn window_ended(&self, clock: &Clock) {
        loop {
            // All windows are equally long, so none that opens later ends before this one.
            let first = self.lock().values().map(|window| window.until).min();
            match first {
                Some(until) => return clock.sleep_until(until).await,
                None => self.opened.notified().await,
            }
        }
    }

    /// Removes the windows that have ended, and returns what is to be written of them, in the order of the first.
    pub fn take_ended(&self, now: Timestamp) -> Vec<UnroutedInteraction> {
        self.take(|window| window.until <= now)
    }

    /// Removes all windows, and returns what is to be written of them, in the order of the first.
    pub fn take_all(&self) -> Vec<UnroutedInteraction> {
        self.take(|_| true)
    }

    fn take(&self, is_due: impl Fn(&RefusalWindow) -> bool) -> Vec<UnroutedInteraction> {
        let mut windows = self.lock();
        let due = windows.extract_if(|_, window| is_due(window));
        let mut repeated: Vec<UnroutedInteraction> = due.filter_map(|(_, window)| window.repeated).collect();
        repeated.sort_by_key(|one| one.repeated.as_ref().map(|repeated| (repeated.first, one.interaction)));
        repeated
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<RefusalKind, RefusalWindow>> {
        self.windows.lock().expect("nothing panics with this lock")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::InteractionId;
    use crate::domain::people::Member;
    use crate::domain::refusal::Refusal;

    fn at(minute: i64) -> Timestamp {
        Timestamp::UNIX_EPOCH + SignedDuration::from_mins(minute)
    }

    fn refused(member: u64, interaction: u64, refusal: Refusal) -> UnroutedInteraction {
        let member =
            Member { id: MemberId(member), name: "Omar".to_owned(), username: "omar".to_owned(), roles: Vec::new() };
        let member = Some(member);
        let (channel, interaction, what) = (None, InteractionId(interaction), "command unlock".to_owned());
        UnroutedInteraction { member, channel, interaction, what, refusal, repeated: None }
    }

    #[test]
    fn the_first_of_a_kind_is_written_and_the_others_are_one_entry() {
        let counter = RefusalCounter::default();
        let is_first =
            |interaction, minute| counter.is_first(&refused(1, interaction, Refusal::NoSuchCase), None, at(minute));
        assert_eq!([is_first(1, 0), is_first(2, 3), is_first(3, 9)], [true, false, false]);
        assert_eq!(counter.take_ended(at(9)), []);
        let repeated = Repetition { count: 2, first: at(3), last: at(9), case: None };
        let entry = UnroutedInteraction { repeated: Some(repeated), ..refused(1, 3, Refusal::NoSuchCase) };
        assert_eq!(counter.take_ended(at(10)), [entry]);
        assert!(is_first(4, 10), "a new window begins with an entry");
        assert_eq!(counter.take_all(), [], "nothing was repeated in it");
    }

    #[test]
    fn another_member_another_rule_and_another_case_are_other_kinds() {
        let counter = RefusalCounter::default();
        let first = |member, refusal, case: Option<u64>| {
            counter.is_first(&refused(member, 1, refusal), case.map(CaseNumber), at(0))
        };
        assert!(first(1, Refusal::NoSuchCase, None));
        assert!(first(2, Refusal::NoSuchCase, None) && first(1, Refusal::OwnCase, Some(7)));
        assert!(first(1, Refusal::OwnCase, Some(8)) && first(1, Refusal::ForgedButton, None));
        assert!(!first(1, Refusal::OwnCase, Some(7)));
        assert_eq!(counter.take_all().len(), 1);
    }

    #[test]
    fn what_was_counted_is_written_although_more_comes_at_the_end_of_its_window() {
        let counter = RefusalCounter::default();
        let is_first = |minute| counter.is_first(&refused(1, 1, Refusal::NoSuchCase), None, at(minute));
        assert_eq!([is_first(0), is_first(1), is_first(10)], [true, false, true]);
        assert_eq!(counter.take_ended(at(10)).len(), 1);
    }
}
