//! The freezes of all tenants, as the journal has them. Cases watch them.

use std::collections::HashMap;

use jiff::Timestamp;
use tokio::sync::{Mutex, MutexGuard, watch};

use crate::domain::TenantName;
use crate::domain::freeze::Freeze;
use crate::domain::tenant_freeze::{TenantEvent, TenantFreeze};

/// The freezes of all tenants.
pub struct Freezes {
    tenants: HashMap<TenantName, FreezeSwitch>,
}

struct FreezeSwitch {
    state: watch::Sender<TenantFreeze>,
    gate: Mutex<()>,
}

/// The right to write down an intent or a freeze of one tenant. While it is held, no other of these is written down, so
/// what was read under it still holds then.
pub struct Gate<'a> {
    _guard: MutexGuard<'a, ()>,
}

impl Freezes {
    /// Creates the state in which no tenant is frozen.
    pub fn new(tenants: impl IntoIterator<Item = TenantName>) -> Self {
        let switch = || FreezeSwitch { state: watch::Sender::default(), gate: Mutex::default() };
        Self { tenants: tenants.into_iter().map(|tenant| (tenant, switch())).collect() }
    }

    /// Applies an event that is on disk. An event of a tenant that is not configured is ignored.
    pub fn apply(&self, event: &TenantEvent, at: Timestamp) {
        if let Some(switch) = self.tenants.get(event.tenant()) {
            switch.state.send_modify(|state| state.apply(event, at));
        }
    }

    /// Waits for the gate of a tenant; `None` if the tenant is not configured.
    pub async fn gate(&self, tenant: &TenantName) -> Option<Gate<'_>> {
        let switch = self.tenants.get(tenant)?;
        Some(Gate { _guard: switch.gate.lock().await })
    }

    /// Returns the state of a tenant.
    pub fn state(&self, tenant: &TenantName) -> TenantFreeze {
        self.tenants.get(tenant).map(|switch| switch.state.borrow().clone()).unwrap_or_default()
    }

    /// Returns the freeze of a tenant that is in force, or `None`.
    pub fn in_force(&self, tenant: &TenantName) -> Option<Freeze> {
        self.tenants.get(tenant)?.state.borrow().in_force()
    }

    /// Returns a receiver of every change of a tenant's state.
    pub fn watch(&self, tenant: &TenantName) -> watch::Receiver<TenantFreeze> {
        let switch = self.tenants.get(tenant);
        switch.map_or_else(|| watch::Sender::default().subscribe(), |switch| switch.state.subscribe())
    }
}
