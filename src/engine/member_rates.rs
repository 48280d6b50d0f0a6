//! The rate at which one member may send commands and presses, so that nobody keeps the others waiting or fills the
//! journal.

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp};

use super::limits::MemberRate;
use crate::domain::MemberId;
use crate::domain::command::{Command, Purpose};
use crate::domain::control::ControlAction;
use crate::domain::event::Verb;
use crate::domain::runbook::RunbookStep;

/// The commands and presses that stop something, and that a member can still send when the others are used up. What
/// stops something must not wait.
const RESERVE: MemberRate = MemberRate { burst: 5, per_minute: 5 };
/// The members that are remembered before those with a full bucket are forgotten.
const MEMBERS_MAX: usize = 1_000;
/// The open forms of one member that are remembered.
const FORMS_MAX: u8 = 5;

/// The buckets of all members, by the generic cell rate algorithm (GCRA): of each member only the theoretical arrival
/// time is kept.
#[derive(Debug)]
pub struct MemberRates {
    rate: MemberRate,
    arrivals: HashMap<(MemberId, Bucket), Timestamp>,
    /// The forms that are open. The press that opened one was counted, so its submit is not.
    forms: HashMap<MemberId, u8>,
}

/// The purpose of a bucket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Bucket {
    Any,
    Stopping,
}

impl MemberRates {
    /// Creates full buckets.
    pub fn new(rate: MemberRate) -> Self {
        Self { rate, arrivals: HashMap::new(), forms: HashMap::new() }
    }

    /// Remembers that a member opened a form with a press that was taken.
    pub fn open_form(&mut self, member: MemberId) {
        if self.forms.len() >= MEMBERS_MAX {
            self.forms.clear();
        }
        let forms = self.forms.entry(member).or_default();
        *forms = forms.saturating_add(1).min(FORMS_MAX);
    }

    /// Returns true if a member submits a form whose opening was taken. It is not taken a second time.
    pub fn submit_form(&mut self, member: MemberId) -> bool {
        let Some(forms) = self.forms.get_mut(&member) else { return false };
        *forms -= 1;
        if *forms == 0 {
            self.forms.remove(&member);
        }
        true
    }

    /// Takes one command or press of a member. `stops` is true if it only stops something or takes access away, which
    /// has a reserve of its own.
    ///
    /// # Errors
    ///
    /// The time from which the member may send the next one.
    pub fn take(&mut self, member: MemberId, stops: bool, now: Timestamp) -> Result<(), Timestamp> {
        if self.arrivals.len() >= MEMBERS_MAX {
            self.arrivals.retain(|_, arrival| *arrival > now);
        }
        let taken = self.take_from((member, Bucket::Any), self.rate, now);
        if taken.is_err() && stops { self.take_from((member, Bucket::Stopping), RESERVE, now) } else { taken }
    }

    fn take_from(&mut self, key: (MemberId, Bucket), rate: MemberRate, now: Timestamp) -> Result<(), Timestamp> {
        let interval = SignedDuration::from_mins(1) / i32::from(rate.per_minute.max(1));
        let tolerance = interval * i32::from(rate.burst.max(1) - 1);
        let arrival = self.arrivals.get(&key).copied().unwrap_or(now).max(now);
        let earliest = arrival - tolerance;
        if earliest > now {
            return Err(earliest);
        }
        self.arrivals.insert(key, arrival + interval);
        Ok(())
    }
}

/// Returns true if a button only stops something.
pub const fn stops(verb: Verb) -> bool {
    matches!(verb, Verb::Deny | Verb::Withdraw)
}

/// Returns true if a command freezes a tenant, or takes steps of which none gives access.
pub fn takes_away(command: &Command) -> bool {
    let gives = |step: &RunbookStep| match step {
        RunbookStep::Step(step) => step.gives_access(),
        RunbookStep::Credential => true,
    };
    match &command.purpose {
        Purpose::Control(control) => control.action == ControlAction::Freeze,
        Purpose::Case(terms) => terms.takes_steps() && !terms.runbook.iter().flat_map(|entry| &entry.steps).any(gives),
        Purpose::Answer(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Catalog;

    const ANNA: MemberId = MemberId(1);
    const BRAM: MemberId = MemberId(2);

    fn at(second: i64) -> Timestamp {
        Timestamp::UNIX_EPOCH + SignedDuration::from_secs(second)
    }

    fn rates() -> MemberRates {
        MemberRates::new(MemberRate { burst: 3, per_minute: 6 })
    }

    #[test]
    fn a_bucket_holds_a_burst_and_fills_again_at_its_rate() {
        let mut rates = rates();
        let mut take = |second| rates.take(ANNA, false, at(second));
        assert_eq!([take(0), take(0), take(0)], [Ok(()); 3]);
        assert_eq!(take(0), Err(at(10)));
        assert_eq!((take(9), take(10), take(10)), (Err(at(10)), Ok(()), Err(at(20))));
        assert_eq!([take(100), take(100), take(100)], [Ok(()); 3], "it holds no more than a burst");
        assert_eq!(take(100), Err(at(110)));
    }

    #[test]
    fn a_member_who_has_used_theirs_up_keeps_nobody_else_waiting() {
        let mut rates = rates();
        while rates.take(ANNA, false, at(0)).is_ok() {}
        assert_eq!(rates.take(BRAM, false, at(0)), Ok(()));
    }

    #[test]
    fn to_deny_or_withdraw_has_a_reserve_that_ends_too() {
        let mut rates = rates();
        while rates.take(ANNA, false, at(0)).is_ok() {}
        let stopped = (0..20).filter(|_| rates.take(ANNA, true, at(0)).is_ok()).count();
        assert_eq!(stopped, usize::from(RESERVE.burst));
    }

    #[test]
    fn of_the_built_in_commands_those_that_freeze_and_contain_have_the_reserve() {
        let catalog = Catalog::built_in();
        let mut names: Vec<&str> =
            catalog.commands().filter(|one| takes_away(one)).map(|one| one.name.as_str()).collect();
        names.sort_unstable();
        assert_eq!(names, ["contain", "freeze"]);
    }

    #[test]
    fn a_form_and_its_submit_are_counted_once() {
        let mut rates = rates();
        assert!(!rates.submit_form(ANNA), "no form was opened");
        rates.open_form(ANNA);
        assert!(!rates.submit_form(BRAM) && rates.submit_form(ANNA));
        assert!(!rates.submit_form(ANNA), "it was submitted before");
        (0..20).for_each(|_| rates.open_form(ANNA));
        assert_eq!((0..20).filter(|_| rates.submit_form(ANNA)).count(), usize::from(FORMS_MAX));
    }

    #[test]
    fn members_who_may_send_again_are_forgotten() {
        let mut rates = rates();
        for member in 0..MEMBERS_MAX as u64 {
            assert_eq!(rates.take(MemberId(member), false, at(0)), Ok(()));
        }
        assert_eq!(rates.take(MemberId(u64::MAX), false, at(60)), Ok(()));
        assert_eq!(rates.arrivals.len(), 1);
    }
}
