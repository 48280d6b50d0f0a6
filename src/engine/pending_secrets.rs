//! Passwords and temporary access passes between Microsoft and the one person they are for: in memory only, for
//! minutes.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::clock::Clock;
use crate::domain::CaseNumber;
use crate::domain::case::ReceiverProof;
use crate::domain::run::SECRET_KEPT_MINUTES;
use crate::domain::step::StepKind;
use crate::secret::Secret;

/// The secrets of one case that were not shown yet. They are dropped with the case, and [`SECRET_KEPT_MINUTES`] after
/// they were made at the latest.
pub struct PendingSecrets {
    case: CaseNumber,
    secrets: Arc<Mutex<Vec<(StepKind, Secret)>>>,
    clock: Clock,
}

impl PendingSecrets {
    /// Creates an empty list.
    pub fn new(case: CaseNumber, clock: Clock) -> Self {
        Self { case, secrets: Arc::default(), clock }
    }

    /// Adds a secret.
    pub fn insert(&self, step: StepKind, secret: Secret) {
        self.with(|secrets| secrets.push((step, secret)));
        let (secrets, clock) = (Arc::downgrade(&self.secrets), self.clock.clone());
        let minutes = u64::try_from(SECRET_KEPT_MINUTES).unwrap_or_default();
        tokio::spawn(async move {
            clock.sleep(Duration::from_secs(60 * minutes)).await;
            if let Some(secrets) = secrets.upgrade() {
                secrets.lock().expect("nothing panics with this lock").clear();
            }
        });
    }

    /// Removes and returns all secrets, for the person who has proved that they may see those of this case. A proof of
    /// another case gets none.
    pub fn take_all(&self, proof: &ReceiverProof) -> Vec<(StepKind, Secret)> {
        if proof.case() == self.case { self.with(std::mem::take) } else { Vec::new() }
    }

    /// Drops all secrets: nobody sees them any more.
    pub fn drop_all(&self) {
        self.with(Vec::clear);
    }

    fn with<R>(&self, change: impl FnOnce(&mut Vec<(StepKind, Secret)>) -> R) -> R {
        change(&mut self.secrets.lock().expect("nothing panics with this lock"))
    }
}
