//! The present. Decisions are handed it as a value; only the engine asks.

use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use tokio::sync::watch;

/// The time of the machine, which the sandbox can move forward. Clones share it.
#[derive(Clone)]
pub struct Clock {
    ahead: Arc<watch::Sender<SignedDuration>>,
}

impl Clock {
    /// The time of the machine.
    pub fn system() -> Self {
        Self { ahead: Arc::new(watch::Sender::new(SignedDuration::ZERO)) }
    }

    /// The instant it is, to the millisecond: more than that no one reads.
    pub fn now(&self) -> Timestamp {
        let real = Timestamp::from_millisecond(Timestamp::now().as_millisecond()).unwrap_or(Timestamp::UNIX_EPOCH);
        real + *self.ahead.borrow()
    }

    /// Moves the time forward, and wakes whoever sleeps past it.
    pub fn advance(&self, by: SignedDuration) {
        self.ahead.send_modify(|ahead| *ahead += by);
    }

    /// How far ahead of the machine it is, and whenever that changes.
    pub fn ahead(&self) -> watch::Receiver<SignedDuration> {
        self.ahead.subscribe()
    }

    /// Sleeps until the instant has come.
    pub async fn sleep_until(&self, instant: Timestamp) {
        let mut moved = self.ahead.subscribe();
        loop {
            let left = Duration::try_from(instant.duration_since(self.now())).unwrap_or(Duration::ZERO);
            if left.is_zero() {
                return;
            }
            tokio::select! {
                () = tokio::time::sleep(left) => {}
                // The sender lives as long as the clock that we hold.
                _ = moved.changed() => {}
            }
        }
    }
}
