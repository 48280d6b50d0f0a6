//! Exponential back-off: the pauses between tries of something that may work later.

use std::time::Duration;

use crate::clock::Clock;

/// Pauses that double from a first one to a longest one. Each is drawn at random between its half and its whole ("equal jitter"), so that
/// clients that failed together do not come back together, and none comes back at once.
#[derive(Clone, Debug)]
pub struct Backoff {
    first: Duration,
    max: Duration,
    next: Duration,
}

impl Backoff {
    /// Returns a back-off that has not paused yet. `first` must not be longer than `max`.
    pub const fn new(first: Duration, max: Duration) -> Self {
        Self { first, max, next: first }
    }

    /// Returns the pause before the next try and doubles the one after it.
    pub fn next_pause(&mut self) -> Duration {
        let pause = self.next.mul_f64(1.0 - fastrand::f64() / 2.0);
        self.next = (self.next * 2).min(self.max);
        pause
    }

    /// Waits for the next pause.
    pub async fn wait(&mut self, clock: &Clock) {
        clock.sleep(self.next_pause()).await;
    }

    /// Starts again from the first pause, after a try that worked.
    pub const fn reset(&mut self) {
        self.next = self.first;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_the_longest_and_start_again_after_a_success() {
        let (first, max) = (Duration::from_secs(1), Duration::from_secs(5));
        let mut backoff = Backoff::new(first, max);
        for whole in [1, 2, 4, 5, 5] {
            let pause = backoff.next_pause();
            let whole = Duration::from_secs(whole);
            assert!(
                pause > (whole / 2).checked_sub(Duration::from_millis(1)).unwrap() && pause <= whole,
                "{pause:?} of {whole:?}"
            );
        }
        backoff.reset();
        assert!(backoff.next_pause() <= first);
    }
}
