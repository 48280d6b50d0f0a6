//! The entry of an actor among the running cases.

use std::sync::Arc;

use super::CaseServices;
use crate::domain::{CaseNumber, TenantName};

/// Removes the case from the running ones when it is dropped.
pub(super) struct Registration<T, C> {
    pub(super) services: Arc<CaseServices<T, C>>,
    pub(super) number: CaseNumber,
    pub(super) tenant: TenantName,
}

impl<T, C> Drop for Registration<T, C> {
    fn drop(&mut self) {
        self.services.open_cases.remove(self.number);
        if std::thread::panicking() {
            tracing::error!(case = %self.number, "case stopped by a defect while it was being closed");
            self.services.open_cases.insert_stopped(self.number, self.tenant.clone());
        }
        // During a stop the target stays locked: the case goes on at the next start, and no other case may begin
        // meanwhile.
        if !self.services.shutdown.has_begun() {
            self.services.locks.unlock_target(self.number);
        }
    }
}
