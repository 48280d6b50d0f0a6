//! How fast calls may leave, all of them together.

use std::sync::Mutex;
use std::time::Duration;

use tokio::time::Instant;

/// Calls a second in the long run. Discord lets 50 through:
/// <https://docs.discord.com/developers/topics/rate-limits#global-rate-limit>.
const CALLS_PER_SECOND_MAX: u32 = 40;

/// Calls that may leave at once after a quiet time. With the 40 of the second that follows they are still 50.
const BURST_CALLS_MAX: u32 = 10;

const INTERVAL: Duration = Duration::from_millis(1000 / CALLS_PER_SECOND_MAX as u64);
const BURST_AHEAD: Duration = Duration::from_millis((BURST_CALLS_MAX as u64 - 1) * 1000 / CALLS_PER_SECOND_MAX as u64);

/// The global bucket. Whoever takes from it waits for their turn, in the order of asking.
#[derive(Debug)]
pub(super) struct Bucket {
    /// When the next call would be due if calls were spread evenly.
    next: Mutex<Instant>,
}

impl Bucket {
    pub(super) fn new() -> Self {
        Self { next: Mutex::new(Instant::now()) }
    }

    /// Waits until one more call may leave.
    pub(super) async fn take(&self) {
        tokio::time::sleep(self.turn(Instant::now())).await;
    }

    /// Holds back every call that has not taken yet, because Discord said that all of them are too many.
    pub(super) fn pause(&self, pause: Duration) {
        let mut next = self.lock();
        *next = (*next).max(Instant::now() + pause + BURST_AHEAD);
    }

    /// How long the call that comes now has to wait.
    fn turn(&self, now: Instant) -> Duration {
        let mut next = self.lock();
        let due = (*next).max(now);
        *next = due + INTERVAL;
        (due - now).saturating_sub(BURST_AHEAD)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Instant> {
        self.next.lock().expect("nothing panics with this lock")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_second_sees_more_than_discord_lets_through() {
        let bucket = Bucket::new();
        let mut now = Duration::ZERO;
        let begun = Instant::now();
        let leave = |_| {
            now += bucket.turn(begun + now);
            now
        };
        let left: Vec<Duration> = (0..200).map(leave).collect();
        for (index, first) in left.iter().enumerate() {
            let within =
                left[index..].iter().filter(|later| later.saturating_sub(*first) < Duration::from_secs(1)).count();
            assert!(within <= 50, "{within} calls within the second that begins at {first:?}");
        }
        assert!(left[199] < Duration::from_secs(5), "200 calls took {:?}", left[199]);
    }

    #[test]
    fn a_pause_holds_everyone_back() {
        let bucket = Bucket::new();
        let now = Instant::now();
        bucket.pause(Duration::from_secs(3));
        assert!(bucket.turn(now) >= Duration::from_secs(3));
    }
}
