//! The global rate limit for outgoing requests: the generic cell rate algorithm (GCRA), as virtual scheduling.

use std::sync::Mutex;
use std::time::Duration;

use tokio::time::Instant;

use crate::clock::Clock;

/// The sustained rate. Discord accepts 50 a second:
/// <https://docs.discord.com/developers/topics/rate-limits#global-rate-limit>.
const REQUESTS_PER_SECOND_MAX: u32 = 40;

/// The requests that may leave at once after an idle period. Together with the 40 of the following second they are 50.
const BURST_REQUESTS_MAX: u32 = 10;

const INTERVAL: Duration = Duration::from_millis(1000 / REQUESTS_PER_SECOND_MAX as u64);
const BURST_TOLERANCE: Duration =
    Duration::from_millis((BURST_REQUESTS_MAX as u64 - 1) * 1000 / REQUESTS_PER_SECOND_MAX as u64);

/// A GCRA rate limiter. Requests leave in the order in which they acquired it.
#[derive(Debug)]
pub(super) struct RateLimiter {
    /// The theoretical arrival time: when the next request would be due at an even rate.
    next: Mutex<Instant>,
}

impl RateLimiter {
    pub(super) fn new() -> Self {
        Self { next: Mutex::new(Instant::now()) }
    }

    /// Waits until one more request may leave.
    pub(super) async fn acquire(&self, clock: &Clock) {
        clock.sleep(self.reserve(Instant::now())).await;
    }

    /// Delays every request that has not acquired the limiter yet. For a 429 response with `"global": true`.
    pub(super) fn pause(&self, pause: Duration) {
        let mut next = self.lock();
        *next = (*next).max(Instant::now() + pause + BURST_TOLERANCE);
    }

    /// Reserves the next slot and returns the time until it.
    fn reserve(&self, now: Instant) -> Duration {
        let mut next = self.lock();
        let due = (*next).max(now);
        *next = due + INTERVAL;
        (due - now).saturating_sub(BURST_TOLERANCE)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Instant> {
        self.next.lock().expect("no code panics while holding this lock")
    }
}

/// A gate for every request, also for those that no rate limit counts. It is closed while Cloudflare, in front of
/// Discord, shuts this machine out: a further request would be refused too, and counts.
/// <https://docs.discord.com/developers/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans>
#[derive(Debug)]
pub(super) struct ShutOut {
    until: Mutex<Instant>,
}

impl ShutOut {
    pub(super) fn new() -> Self {
        Self { until: Mutex::new(Instant::now()) }
    }

    /// Waits until the gate is open.
    pub(super) async fn pass(&self, clock: &Clock) {
        let until = *self.lock();
        clock.sleep(until.saturating_duration_since(Instant::now())).await;
    }

    /// Closes the gate for this long, if it is not closed for longer.
    pub(super) fn close_for(&self, pause: Duration) {
        let mut until = self.lock();
        *until = (*until).max(Instant::now() + pause);
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Instant> {
        self.until.lock().expect("no code panics while holding this lock")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_second_has_more_requests_than_discord_accepts() {
        let limiter = RateLimiter::new();
        let mut now = Duration::ZERO;
        let start = Instant::now();
        let depart = |_| {
            now += limiter.reserve(start + now);
            now
        };
        let departures: Vec<Duration> = (0..200).map(depart).collect();
        for (index, first) in departures.iter().enumerate() {
            let within_a_second = |later: &&Duration| later.saturating_sub(*first) < Duration::from_secs(1);
            let count = departures[index..].iter().filter(within_a_second).count();
            assert!(count <= 50, "{count} requests within the second that begins at {first:?}");
        }
        assert!(departures[199] < Duration::from_secs(5), "200 requests took {:?}", departures[199]);
    }

    #[test]
    fn a_pause_delays_every_later_request() {
        let limiter = RateLimiter::new();
        let now = Instant::now();
        limiter.pause(Duration::from_secs(3));
        assert!(limiter.reserve(now) >= Duration::from_secs(3));
    }
}
