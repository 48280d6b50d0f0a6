//! The cases that are running, and the way to each of them.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard};

use tokio::sync::mpsc;

use super::message::Message;
use crate::domain::{CaseNumber, MemberId, TenantName};

/// The way to a running case.
#[derive(Clone)]
pub struct CaseHandle {
    /// The member who opened it.
    pub requester: MemberId,
    /// Its tenant.
    pub tenant: TenantName,
    /// The mailbox of its actor.
    pub mailbox: mpsc::Sender<Message>,
}

/// The running cases of all tenants.
#[derive(Default)]
pub struct OpenCases {
    handles: Mutex<HashMap<CaseNumber, CaseHandle>>,
}

impl OpenCases {
    /// Adds a case that begins to run.
    pub fn insert(&self, number: CaseNumber, handle: CaseHandle) {
        self.lock().insert(number, handle);
    }

    /// Removes a case that no longer runs.
    pub fn remove(&self, number: CaseNumber) {
        self.lock().remove(&number);
    }

    /// Returns the handle of a case, or `None` if it does not run.
    pub fn get(&self, number: CaseNumber) -> Option<CaseHandle> {
        self.lock().get(&number).cloned()
    }

    /// Returns the number of running cases that a member has opened, in all tenants.
    pub fn count_of(&self, member: MemberId) -> usize {
        self.lock().values().filter(|handle| handle.requester == member).count()
    }

    /// Returns the running cases of a tenant, oldest first.
    pub fn of_tenant(&self, tenant: &TenantName) -> Vec<CaseNumber> {
        let handles = self.lock();
        let mut numbers: Vec<CaseNumber> =
            handles.iter().filter(|(_, handle)| handle.tenant == *tenant).map(|(number, _)| *number).collect();
        numbers.sort();
        numbers
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<CaseNumber, CaseHandle>> {
        self.handles.lock().expect("nothing panics with this lock")
    }
}
