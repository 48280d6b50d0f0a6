//! The cases that are running, and the way to each of them.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard};

use tokio::sync::mpsc;

use super::message::Message;
use crate::domain::{CaseNumber, ChannelId, MemberId, TenantName};

/// The way to a running case.
#[derive(Clone)]
pub struct CaseHandle {
    /// The member who opened it.
    pub requester: MemberId,
    /// Its tenant.
    pub tenant: TenantName,
    /// The channel of its card.
    pub card_channel: ChannelId,
    /// The mailbox of its actor.
    pub mailbox: mpsc::Sender<Message>,
}

/// The running cases of all tenants.
#[derive(Default)]
pub struct OpenCases {
    handles: Mutex<HashMap<CaseNumber, CaseHandle>>,
    /// The cases of each tenant that stopped by an error since the start, latest last.
    stopped: Mutex<HashMap<TenantName, Vec<CaseNumber>>>,
}

/// The most stopped cases of a tenant that are remembered.
const STOPPED_MAX: usize = 20;

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

    /// Remembers a case that Grendel could not go on with.
    pub fn insert_stopped(&self, number: CaseNumber, tenant: TenantName) {
        let mut stopped = self.stopped.lock().expect("nothing panics with this lock");
        let of_tenant = stopped.entry(tenant).or_default();
        of_tenant.retain(|one| *one != number);
        of_tenant.push(number);
        let too_many = of_tenant.len().saturating_sub(STOPPED_MAX);
        of_tenant.drain(..too_many);
    }

    /// Returns the cases of a tenant that stopped by an error since the start.
    pub fn stopped_of(&self, tenant: &TenantName) -> Vec<CaseNumber> {
        let stopped = self.stopped.lock().expect("nothing panics with this lock");
        stopped.get(tenant).cloned().unwrap_or_default()
    }

    /// Tells the running cases of a tenant that a member has linked an account, without waiting for them.
    pub fn tell_people_changed(&self, tenant: &TenantName) {
        let mailboxes: Vec<_> = {
            let handles = self.lock();
            let of_tenant = handles.values().filter(|handle| handle.tenant == *tenant);
            of_tenant.map(|handle| handle.mailbox.clone()).collect()
        };
        for mailbox in mailboxes {
            tokio::spawn(async move {
                // An error means that the case has ended.
                let _ = mailbox.send(Message::PeopleChanged).await;
            });
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<CaseNumber, CaseHandle>> {
        self.handles.lock().expect("nothing panics with this lock")
    }
}
