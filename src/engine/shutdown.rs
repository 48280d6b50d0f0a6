//! The signal that ends the engine: an orderly stop, or a store that does not accept writes any more.

use tokio::sync::watch;

/// The state of the shutdown, shared by all parts of the engine.
#[derive(Default)]
pub struct Shutdown {
    stopping: watch::Sender<bool>,
    failure: watch::Sender<Option<String>>,
}

impl Shutdown {
    /// Tells everything that runs to stop at the next safe point.
    pub fn begin(&self) {
        self.stopping.send_replace(true);
    }

    /// Returns true once the shutdown has begun.
    pub fn has_begun(&self) -> bool {
        *self.stopping.borrow()
    }

    /// Waits until the shutdown begins.
    pub async fn begun(&self) {
        // An error would mean that the sender is gone, and `self` holds it.
        let _ = self.stopping.subscribe().wait_for(|stopping| *stopping).await;
    }

    /// Records that the journal could not be written. The engine stops: nothing may happen that is not written down.
    pub fn fail(&self, reason: &str) {
        tracing::error!(reason, "journal write failed, stopping");
        self.failure.send_replace(Some(reason.to_owned()));
    }

    /// Waits until a write has failed.
    pub async fn failed(&self) {
        let _ = self.failure.subscribe().wait_for(Option::is_some).await;
    }

    /// Returns the reason of the failed write, or `None` if all writes succeeded.
    pub fn failure(&self) -> Option<String> {
        self.failure.borrow().clone()
    }
}
