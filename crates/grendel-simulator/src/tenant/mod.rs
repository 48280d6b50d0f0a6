//! A simulated Microsoft tenant: tokens, Graph, Exchange, and accounts with a past.
//!
//! One address serves Entra's endpoints (`/{tenant}/oauth2/v2.0/token`, `…/authorize`, `…/devicecode`) and Microsoft
//! Graph (`/v1.0/…`). Another serves Exchange Online (`/adminapi/…`), because a token names the host that it is for.
//! Scopes of the application are `{address}/.default`. The accounts are in [`fixtures`].

use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use axum::Router;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{any, get};
use jiff::Timestamp;
use serde_json::Value;
use tokio::sync::broadcast;

use self::query::Call;
use self::sign_ins::SignIn;
use self::state::State;
use super::clock::SandboxClock;
use super::faults::Faults;
use super::recorder::Recorder;
use super::wire::{self, Wire};

pub use self::account::Account;
pub use self::active_directory::{ActiveDirectory, DirectoryWork, SyncedWrites};
pub use self::audit_log::{Activity, Actor};
pub use self::credentials::{Credentials, Method, MethodKind, Pass, PassPolicy};
pub use self::fixtures::Directory;
pub use self::joinable_groups::{GroupAccess, JoinableGroup};
pub use self::mailbox::{InboxRule, Mailbox, MailboxType, Restriction};
pub use self::organisation::{Consent, MAIL_READER};
pub use self::pim::{Activation, Eligibility};
pub use self::risk::Risk;
pub use self::roles::{DirectoryRole, Group, RoleAssignment};
pub use self::settings::{
    APPLICATION_NAME, AcrsIssue, ApplicationState, CLIENT_ID, Licence, MailContact, SERVICE_PRINCIPAL_ID,
    SignInRegistration, TenantSettings,
};
pub use self::sign_ins::SignInAttempt;
pub use self::units::Unit;

mod account;
mod active_directory;
pub mod fixtures;
mod batch;
pub mod credentials;
mod exchange;
mod filter;
mod graph;
pub mod joinable_groups;
pub mod mailbox;
mod memberships;
mod methods;
mod oauth;
mod organisation;
mod passwords;
pub mod pim;
mod query;
mod audit_log;
mod reply;
mod reports;
pub mod risk;
pub mod roles;
mod search;
mod settings;
pub mod sign_ins;
mod state;
mod account_builder;
#[cfg(test)]
mod tests;
pub mod units;
mod users;

/// The number of calls that a slow listener may fall behind before it loses the oldest.
const OBSERVED_CALLS_MAX: usize = 1024;
/// The interval at which `wait_for` looks.
const WAIT_PAUSE: Duration = Duration::from_millis(5);

/// An attempt to change the directory, allowed or not.
#[derive(Clone, Debug, PartialEq)]
pub struct Write {
    /// The time of the call.
    pub at: Timestamp,
    /// The HTTP method: `PATCH`, `POST` or `DELETE`.
    pub method: String,
    /// The path as it was sent, from `/v1.0` on.
    pub path: String,
    /// The body; `null` if there was none.
    pub body: Value,
    /// The caller's `client-request-id`.
    pub client_request_id: Option<String>,
    /// The HTTP status of the answer.
    pub status: u16,
    /// True if the directory changed.
    pub took_effect: bool,
}

/// The numbers of calls so far, without those that a fault swallowed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CallCounts {
    /// Access tokens that were issued.
    pub tokens_issued: u32,
    /// The number of calls to Graph outside of batches.
    pub graph: u32,
    /// Batches.
    pub batches: u32,
    /// The number of calls inside batches.
    pub batched: u32,
    /// The number of calls to Exchange.
    pub exchange: u32,
}

/// A call that was answered, for listeners that follow the tenant live.
#[derive(Clone, Debug)]
pub struct ObservedCall {
    /// The time of the answer.
    pub at: Timestamp,
    /// The HTTP method, such as `PATCH`.
    pub method: String,
    /// The path with its query, as it was sent.
    pub path: String,
    /// The HTTP status of the answer.
    pub status: u16,
    /// The caller's `client-request-id`.
    pub client_request_id: Option<String>,
    /// True if it was part of a batch.
    pub batched: bool,
}

/// A simulated tenant that listens on loopback until it is dropped.
#[derive(Debug)]
pub struct SimulatedTenant {
    tenant: Arc<Tenant>,
    servers: [tokio::task::JoinHandle<()>; 2],
}

/// The state that all parts of the simulator share.
struct Tenant {
    address: String,
    exchange_address: String,
    clock: SandboxClock,
    faults: Faults,
    state: Mutex<State>,
    observers: broadcast::Sender<ObservedCall>,
}

impl SimulatedTenant {
    /// Listens on two free ports of 127.0.0.1. `recorder` records every call and `faults` fails them; each call inside
    /// `$batch` can meet a fault of its own.
    pub async fn start(
        settings: TenantSettings,
        recorder: Recorder,
        faults: Faults,
        clock: SandboxClock,
    ) -> anyhow::Result<Self> {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
        let address = format!("http://{}", listener.local_addr()?);
        let exchange_listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
        let exchange_address = format!("http://{}", exchange_listener.local_addr()?);
        let state = Mutex::new(State::new(settings, clock.now()));
        let (observers, _) = broadcast::channel(OBSERVED_CALLS_MAX);
        let tenant =
            Tenant { address, exchange_address, clock: clock.clone(), faults: faults.clone(), state, observers };
        let tenant = Arc::new(tenant);
        let wire = |address: &str, error| Wire {
            recorder: recorder.clone(),
            faults: faults.clone(),
            clock: clock.clone(),
            address: address.to_owned(),
            error,
        };
        let servers = [
            tokio::spawn(serve(listener, entra_and_graph(&tenant, |error| wire(&tenant.address, error)))),
            tokio::spawn(serve(exchange_listener, exchange(&tenant, wire(&tenant.exchange_address, exchange::fault)))),
        ];
        Ok(Self { tenant, servers })
    }

    /// Returns the base address of the token endpoint and of Graph, such as `http://127.0.0.1:40000`.
    pub fn address(&self) -> &str {
        &self.tenant.address
    }

    /// Returns the base address of Exchange, which has a host of its own in reality too.
    pub fn exchange_address(&self) -> &str {
        &self.tenant.exchange_address
    }

    /// Returns true if this password or pass would open the account now. Changes nothing.
    pub fn accepts_secret(&self, key: &str, secret: &str) -> bool {
        let (account, settings, now) = (self.account(key), self.settings(), self.tenant.clock.now());
        let Credentials { password, locked_out, pass, .. } = &account.credentials;
        let by_password = secret == password && !locked_out;
        let usable = |pass: &Pass| pass.secret == secret && pass.usability(&settings.pass_policy, now).0;
        let reachable = account.enabled && account.deleted.is_none() && !account.external;
        reachable && (by_password || pass.as_ref().is_some_and(usable))
    }

    /// Adds a sign-in to the account with this key. The log shows it after the delay for sign-ins.
    pub fn record_sign_in(&self, key: &str, attempt: &SignInAttempt) {
        let sign_in = SignIn::new(&self.account(key), attempt, self.tenant.clock.now());
        self.tenant.state().sign_ins.push(sign_in);
    }

    /// Returns the account with this key, such as `blocked-by-a-colleague`, in its latest version.
    ///
    /// # Panics
    ///
    /// If there is no such account.
    pub fn account(&self, key: &str) -> Account {
        let state = self.tenant.state();
        let account = state.latest(|account| account.key == key).cloned();
        account.unwrap_or_else(|| panic!("no account has the key '{key}'"))
    }

    /// Returns every account in its latest version, in the order of the directory.
    pub fn accounts(&self) -> Vec<Account> {
        self.tenant.state().everyone().cloned().collect()
    }

    /// Returns the latest version of the account with this object id, regardless of replication.
    pub fn read(&self, object_id: &str) -> Option<Account> {
        self.tenant.state().latest(|account| account.object_id == object_id).cloned()
    }

    /// Changes the account with this key, at once and without an audit entry.
    pub fn change(&self, key: &str, edit: impl FnOnce(&mut Account)) {
        let object_id = self.account(key).object_id;
        self.tenant.state().edit(&object_id, self.tenant.clock.now(), edit);
    }

    /// Changes the account with this key as `actor` would in the portal, with an audit entry.
    pub fn change_as(&self, key: &str, actor: &Actor, activity: Activity, edit: impl FnOnce(&mut Account)) {
        self.change(key, edit);
        let object_id = self.account(key).object_id;
        self.tenant.state().audit(activity, &object_id, actor, self.tenant.clock.now());
    }

    /// Does work on the account with this key in Active Directory, as a person there does. The cloud shows it after the next sync.
    pub fn in_active_directory(&self, key: &str, work: DirectoryWork) {
        let now = self.tenant.clock.now();
        self.change(key, |account| {
            if let Some(there) = &mut account.on_premises {
                there.work(work, now);
            }
        });
    }

    /// Runs the sync from Active Directory.
    pub fn sync(&self) {
        active_directory::sync(&mut self.tenant.state(), self.tenant.clock.now());
    }

    /// Returns the person with this account key as an initiator.
    pub fn person(&self, key: &str) -> Actor {
        let Account { object_id, user_principal_name, .. } = self.account(key);
        Actor::Person { object_id, user_principal_name, ip_address: "203.0.113.24".to_owned() }
    }

    /// Changes the tenant's settings.
    pub fn adjust(&self, change: impl FnOnce(&mut TenantSettings)) {
        change(&mut self.tenant.state().settings);
    }

    /// Returns the tenant's settings.
    pub fn settings(&self) -> TenantSettings {
        self.tenant.state().settings.clone()
    }

    /// Returns every attempt to write, in order.
    pub fn writes(&self) -> Vec<Write> {
        self.tenant.state().writes.clone()
    }

    /// Returns the account's audit entries as Graph writes them, oldest first, including those that readers do not see
    /// yet.
    pub fn audits_of(&self, object_id: &str) -> Vec<Value> {
        let state = self.tenant.state();
        let own = state.audits.iter().filter(|entry| entry.target_id == object_id);
        own.map(|entry| entry.value.clone()).collect()
    }

    /// Removes every entry of the directory audit, as the directory does after days.
    pub fn forget_audits(&self) {
        self.tenant.state().audits.clear();
    }

    /// Returns the numbers of calls so far.
    pub fn calls(&self) -> CallCounts {
        self.tenant.state().calls
    }

    /// Revokes every token that was issued so far.
    pub fn revoke_tokens(&self) {
        self.tenant.state().tokens.iter_mut().for_each(|token| token.revoked = true);
    }

    /// Returns the calls that are answered from now on.
    pub fn observe(&self) -> broadcast::Receiver<ObservedCall> {
        self.tenant.observers.subscribe()
    }

    /// Waits until `look` returns `Some`. `Err` after `timeout` of real time.
    pub async fn wait_for<T>(&self, timeout: Duration, look: impl Fn(&Self) -> Option<T>) -> anyhow::Result<T> {
        let waiting = async {
            loop {
                if let Some(found) = look(self) {
                    return found;
                }
                tokio::time::sleep(WAIT_PAUSE).await;
            }
        };
        let found = tokio::time::timeout(timeout, waiting).await;
        found.map_err(|_| anyhow::anyhow!("nothing of the kind was seen in the tenant within {timeout:?}"))
    }
}

fn entra_and_graph(tenant: &Arc<Tenant>, wire: impl Fn(fn(StatusCode, Option<u64>) -> Response) -> Wire) -> Router {
    let tokens = Router::new()
        .route("/{tenant}/oauth2/v2.0/token", any(oauth::token))
        .route("/{tenant}/oauth2/v2.0/devicecode", any(oauth::device_code))
        .route("/{tenant}/oauth2/v2.0/authorize", get(oauth::page::authorize).post(oauth::page::authorize))
        .with_state(tenant.clone());
    let device = get(oauth::page::device_login).post(oauth::page::device_login);
    let device = Router::new().route("/devicelogin", device).with_state(tenant.clone());
    let graph = Router::new().fallback(graph::answer).with_state(tenant.clone());
    wire::wrap(graph, wire(reply::graph_fault)).merge(wire::wrap(tokens, wire(oauth::token_fault))).merge(device)
}

fn exchange(tenant: &Arc<Tenant>, wire: Wire) -> Router {
    let commands = Router::new().route("/adminapi/beta/{tenant}/InvokeCommand", any(exchange::answer));
    // Paths that are not simulated do not exist.
    let commands = commands.fallback(|| async { StatusCode::NOT_FOUND }).with_state(tenant.clone());
    wire::wrap(commands, wire)
}

async fn serve(listener: tokio::net::TcpListener, routes: Router) {
    if let Err(error) = axum::serve(listener, routes).await {
        tracing::error!(%error, "the simulated tenant stopped listening");
    }
}

impl Drop for SimulatedTenant {
    fn drop(&mut self) {
        self.servers.iter().for_each(tokio::task::JoinHandle::abort);
    }
}

impl Tenant {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("the tenant does not panic while it holds its state")
    }

    fn observe(&self, call: ObservedCall) {
        // `Err` means that there is no listener.
        drop(self.observers.send(call));
    }
}

impl std::fmt::Debug for Tenant {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Tenant").field("address", &self.address).finish_non_exhaustive()
    }
}

impl ObservedCall {
    fn of(call: &Call, status: StatusCode, at: Timestamp, batched: bool) -> Self {
        let line = call.line();
        let path = line.split_once(' ').map_or("", |(_, path)| path).to_owned();
        let client_request_id = call.client_request_id.clone();
        Self { at, method: call.method.clone(), path, status: status.as_u16(), client_request_id, batched }
    }
}
