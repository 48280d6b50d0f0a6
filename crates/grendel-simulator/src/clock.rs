//! The clock that the simulators and their tests share.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::{SignedDuration, Timestamp};

/// The machine's time plus what a test or a scenario has added. Clones share the same time.
#[derive(Clone, Debug, Default)]
pub struct SandboxClock {
    ahead_ms: Arc<AtomicI64>,
}

impl SandboxClock {
    /// Returns the simulated instant, cut to the millisecond, as the services write it.
    pub fn now(&self) -> Timestamp {
        let ahead = SignedDuration::from_millis(self.ahead_ms.load(Ordering::Relaxed));
        let real = Timestamp::now().as_millisecond();
        Timestamp::from_millisecond(real).expect("the present is representable") + ahead
    }

    /// Moves the simulated time forward.
    pub fn advance(&self, by: SignedDuration) {
        let ms = i64::try_from(by.as_millis()).expect("stories skip days, not ages");
        self.ahead_ms.fetch_add(ms, Ordering::Relaxed);
    }
}
