//! The count of button presses that were accepted and are not decided yet.

use std::sync::Arc;

use tokio::sync::watch;

/// Counts the presses between their acceptance and their event in the journal. While there is one, the chat's session
/// is not saved: if the program dies, the chat delivers the press again. Clones share the count.
#[derive(Clone, Default)]
pub struct UndecidedPresses {
    count: Arc<watch::Sender<usize>>,
}

impl UndecidedPresses {
    /// Counts a press until the returned guard is dropped.
    pub fn register(&self) -> UndecidedPress {
        self.count.send_modify(|count| *count += 1);
        UndecidedPress(Arc::clone(&self.count))
    }

    /// Returns a receiver of the count.
    pub fn count(&self) -> watch::Receiver<usize> {
        self.count.subscribe()
    }
}

/// One undecided press, counted until this is dropped.
pub struct UndecidedPress(Arc<watch::Sender<usize>>);

impl Drop for UndecidedPress {
    fn drop(&mut self) {
        self.0.send_modify(|count| *count -= 1);
    }
}
