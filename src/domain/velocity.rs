//! Limits on how many passwords and passes are made in an hour.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::MemberId;

/// The time over which secrets are counted, in hours.
const WINDOW_HOURS: i64 = 1;

words! {
    /// The part of a person at a limit.
    pub enum SecretPart {
        /// They would be shown the secret.
        Receiver = "receiver",
        /// Their approval would carry it.
        Approver = "approver",
    }
}

/// A person's limit that is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecretLimit {
    /// The part in which the person reached it.
    pub part: SecretPart,
    /// The person.
    pub member: MemberId,
    /// The most secrets in an hour.
    pub secrets_max: u16,
    /// The time at which the next one is possible.
    pub free_at: Timestamp,
}

/// Returns the start of the time over which secrets are counted.
pub fn window_start(now: Timestamp) -> Timestamp {
    now - SignedDuration::from_hours(WINDOW_HOURS)
}

/// Returns the time at which one more secret is possible, or `None` if it is now. `made` has the times of those in the
/// window, oldest first.
pub fn free_at(made: &[Timestamp], secrets_max: u16) -> Option<Timestamp> {
    let last_to_leave = made.len().checked_sub(usize::from(secrets_max))?;
    let leaves = made.get(last_to_leave).or(made.last())?;
    Some(*leaves + SignedDuration::from_hours(WINDOW_HOURS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_more_is_possible_when_enough_have_left_the_window() {
        let at = |minute: i64| Timestamp::UNIX_EPOCH + SignedDuration::from_mins(minute);
        let made = [at(1), at(5), at(9)];
        assert_eq!(free_at(&made, 4), None);
        assert_eq!(free_at(&made, 3), Some(at(61)));
        assert_eq!(free_at(&made, 2), Some(at(65)));
        assert_eq!(free_at(&[], 1), None);
    }
}
