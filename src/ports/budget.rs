//! The limit on what one case or one press spends on Microsoft.

use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::time::Duration;

use tokio::sync::watch;

/// A number of calls to Microsoft, and a total time to wait between attempts. It is shared by everything that is done
/// for one case or one press.
///
/// # Examples
///
/// ```
/// use std::time::Duration;
///
/// use grendel::ports::Budget;
///
/// let budget = Budget::new(1, Duration::from_secs(10));
/// assert!(budget.take_call());
/// assert!(!budget.take_call());
/// assert!(!budget.take_pause(Duration::from_secs(11)), "takes nothing if too little is left");
/// assert!(budget.take_pause(Duration::from_secs(10)));
/// ```
#[derive(Debug)]
pub struct Budget {
    calls: AtomicU32,
    pause_ms: AtomicU64,
    withholds_writes: watch::Sender<bool>,
}

impl Budget {
    /// Creates a budget of `calls_max` calls and `pauses_max` of waiting, in whole milliseconds.
    pub fn new(calls_max: u32, pauses_max: Duration) -> Self {
        Self {
            calls: AtomicU32::new(calls_max),
            pause_ms: AtomicU64::new(milliseconds(pauses_max)),
            withholds_writes: watch::Sender::new(false),
        }
    }

    /// Takes one call. Returns false if none is left.
    pub fn take_call(&self) -> bool {
        let less = |calls: u32| calls.checked_sub(1);
        self.calls.fetch_update(Ordering::Relaxed, Ordering::Relaxed, less).is_ok()
    }

    /// Withholds every write that is not sent yet, or lets writes through again.
    pub fn withhold_writes(&self, withhold: bool) {
        self.withholds_writes.send_replace(withhold);
    }

    /// Returns true if a write must not be sent now.
    pub fn withholds_writes(&self) -> bool {
        *self.withholds_writes.borrow()
    }

    /// Waits until writes are withheld. Never ends while none are.
    pub async fn until_writes_are_withheld(&self) {
        // The sender lives as long as this budget, so that the wait cannot fail.
        let _ = self.withholds_writes.subscribe().wait_for(|withholds| *withholds).await;
    }

    /// Takes this much waiting. Returns false, and takes nothing, if less is left.
    pub fn take_pause(&self, pause: Duration) -> bool {
        let less = |left: u64| left.checked_sub(milliseconds(pause));
        self.pause_ms.fetch_update(Ordering::Relaxed, Ordering::Relaxed, less).is_ok()
    }
}

fn milliseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
