//! The present, and every wait in the product.
//!
//! Decisions receive the present as a value; only the edges ask a [`Clock`]. Waits go through it too, so that a test or the sandbox in
//! which "an hour passes" moves all of them at once. Time-outs that guard a connection or a request do not: they stay on the machine's own
//! time, because an hour that passes in the sandbox must not make a fast peer look slow.

use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use tokio::sync::watch;
use tokio::time::Instant;

/// The machine's time plus an offset that tests and the sandbox move forward. Clones share the offset.
#[derive(Clone, Debug)]
pub struct Clock {
    ahead: Arc<watch::Sender<SignedDuration>>,
}

impl Clock {
    /// Returns a clock that shows the machine's time.
    pub fn system() -> Self {
        Self { ahead: Arc::new(watch::Sender::new(SignedDuration::ZERO)) }
    }

    /// Returns the current instant, to the millisecond, which is as much as any reader of a journal or card sees.
    pub fn now(&self) -> Timestamp {
        let real = Timestamp::from_millisecond(Timestamp::now().as_millisecond()).unwrap_or(Timestamp::UNIX_EPOCH);
        real + *self.ahead.borrow()
    }

    /// Moves the clock forward and wakes every wait that is over by then.
    pub fn advance(&self, by: SignedDuration) {
        self.ahead.send_modify(|ahead| *ahead += by);
    }

    /// Returns a receiver of the offset from the machine's time, which changes with every [`Clock::advance`].
    pub fn ahead(&self) -> watch::Receiver<SignedDuration> {
        self.ahead.subscribe()
    }

    /// Waits for a duration. A machine whose wall clock is set meanwhile waits neither longer nor shorter.
    pub async fn sleep(&self, duration: Duration) {
        let mut ahead = self.ahead.subscribe();
        let (started, ahead_at_start) = (Instant::now(), *ahead.borrow());
        loop {
            let advanced = Duration::try_from(*ahead.borrow_and_update() - ahead_at_start).unwrap_or(Duration::ZERO);
            let left = duration.saturating_sub(started.elapsed() + advanced);
            if left.is_zero() {
                return;
            }
            wait_or_move(left, &mut ahead).await;
        }
    }

    /// Waits until the clock shows `instant`; returns at once if it is in the past.
    pub async fn sleep_until(&self, instant: Timestamp) {
        let mut ahead = self.ahead.subscribe();
        loop {
            ahead.mark_unchanged();
            let left = Duration::try_from(instant.duration_since(self.now())).unwrap_or(Duration::ZERO);
            if left.is_zero() {
                return;
            }
            wait_or_move(left, &mut ahead).await;
        }
    }
}

/// Waits until `left` is over or the clock is moved.
async fn wait_or_move(left: Duration, ahead: &mut watch::Receiver<SignedDuration>) {
    tokio::select! {
        () = tokio::time::sleep(left) => {}
        // The sender lives as long as the clock that the caller holds, so this is never an error.
        _ = ahead.changed() => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: Duration = Duration::from_secs(3600);

    #[tokio::test]
    async fn a_wait_ends_when_the_clock_is_moved_past_it() {
        let clock = Clock::system();
        let asleep = tokio::spawn({
            let clock = clock.clone();
            async move {
                clock.sleep(HOUR).await;
                clock.sleep_until(clock.now() + SignedDuration::from_hours(1)).await;
            }
        });
        // The second wait begins when the first is over, so one move past both does not end it.
        for _ in 0..4 {
            tokio::time::sleep(Duration::from_millis(20)).await;
            clock.advance(SignedDuration::from_mins(59));
        }
        tokio::time::timeout(Duration::from_secs(5), asleep).await.expect("four moves are enough").unwrap();
    }

    #[tokio::test]
    async fn a_wait_takes_its_time_when_nothing_moves_the_clock() {
        let started = Instant::now();
        Clock::system().sleep(Duration::from_millis(30)).await;
        assert!(started.elapsed() >= Duration::from_millis(30));
    }
}
