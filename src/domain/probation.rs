//! The time that an account must have stood before it carries a decision.

use jiff::{SignedDuration, Timestamp};

use super::people::{Bar, Standing};

/// The times, as the operator configures them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Probation {
    /// The minimum age of an account, unless the operator named it.
    pub account_age: SignedDuration,
    /// The time for which an account approves nothing after Grendel made a password or a pass for it.
    pub after_secret: SignedDuration,
}

impl Probation {
    /// Returns the reason why an account approves nothing now, or `None` if it may. `is_named` is true if the operator named it, which
    /// proves its age and nothing else. `secret_made_at` is the time at which Grendel last made a password or a pass for it.
    pub fn bar(
        self,
        standing: &Standing,
        is_named: bool,
        secret_made_at: Option<Timestamp>,
        now: Timestamp,
    ) -> Option<Bar> {
        let ends = |since: Timestamp, lasts: SignedDuration| Some(since + lasts).filter(|until| now < *until);
        if standing.external {
            return Some(Bar::External);
        }
        if let Some(until) = secret_made_at.and_then(|at| ends(at, self.after_secret)) {
            return Some(Bar::SecretMade { until });
        }
        let created_at = standing.created_at.filter(|_| !is_named);
        created_at.and_then(|at| ends(at, self.account_age)).map(|until| Bar::TooNew { until })
    }
}
