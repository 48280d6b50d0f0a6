//! Passwords and passes on their way from Microsoft to one person: in memory, for minutes.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::domain::run::SECRET_KEPT_MINUTES;
use crate::domain::step::StepKind;
use crate::secret::Secret;

/// The secrets that one case has made. They die with it, and after ten minutes whatever the case does.
#[derive(Default)]
pub struct Vault {
    kept: Arc<Mutex<Vec<(StepKind, Secret)>>>,
}

impl Vault {
    /// Keeps a secret for ten minutes.
    pub fn keep(&self, step: StepKind, secret: Secret) {
        self.with(|kept| kept.push((step, secret)));
        let kept = Arc::downgrade(&self.kept);
        let minutes = u64::try_from(SECRET_KEPT_MINUTES).unwrap_or_default();
        tokio::spawn(async move {
            tokio::time::sleep(Duration::from_secs(60 * minutes)).await;
            if let Some(kept) = kept.upgrade() {
                kept.lock().expect("nothing panics with this lock").clear();
            }
        });
    }

    /// All there is, and from here on there is none.
    pub fn empty(&self) -> Vec<(StepKind, Secret)> {
        self.with(std::mem::take)
    }

    fn with<R>(&self, change: impl FnOnce(&mut Vec<(StepKind, Secret)>) -> R) -> R {
        change(&mut self.kept.lock().expect("nothing panics with this lock"))
    }
}
