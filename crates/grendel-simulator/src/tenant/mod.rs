//! A simulated Microsoft tenant: tokens, Graph, and accounts with a past.
//!
//! One address serves Entra's endpoints (`/{tenant}/oauth2/v2.0/token`, `…/authorize`, `…/devicecode`) and Microsoft Graph
//! (`/v1.0/…`); a second one serves Exchange Online (`/adminapi/…`), because a token names the host that it opens. Scopes of
//! the application are `{address}/.default`. Who lives in the tenant is told in `accounts`.

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
pub use self::audit_log::{Activity, Actor};
pub use self::credentials::{Credentials, Method, MethodKind, Pass, PassPolicy};
pub use self::fixtures::Directory;
pub use self::mailbox::{InboxRule, Mailbox, Restriction};
pub use self::organisation::{Consent, MAIL_READER};
pub use self::pim::{Activation, Eligibility};
pub use self::risk::Risk;
pub use self::roles::{DirectoryRole, Group, RoleAssignment};
pub use self::settings::{APPLICATION_NAME, CLIENT_ID, Licence, SERVICE_PRINCIPAL_ID, TenantSettings};
pub use self::sign_ins::SignInAttempt;
pub use self::units::Unit;

mod account;
pub mod fixtures;
mod batch;
pub mod credentials;
mod exchange;
mod filter;
mod graph;
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

/// Calls that a slow listener can lag behind before it misses some.
const OBSERVED_CALLS_MAX: usize = 1024;
/// How often `wait_for` looks.
const WAIT_PAUSE: Duration = Duration::from_millis(5);

/// One attempt to change the directory that reached it, whether it was allowed or not.
#[derive(Clone, Debug, PartialEq)]
pub struct Write {
    /// When it was made.
    pub at: Timestamp,
    /// `PATCH` or `POST`.
    pub method: String,
    /// As it was written, from `/v1.0` on.
    pub path: String,
    /// `null` where there was none.
    pub body: Value,
    /// The caller's own id of the call.
    pub client_request_id: Option<String>,
    /// The HTTP status of the answer.
    pub status: u16,
    /// Whether the directory changed.
    pub took_effect: bool,
}

/// How often the tenant was called. Calls that a fault swallowed are not among them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Calls {
    /// Access tokens that were issued.
    pub tokens_issued: u32,
    /// Calls to Graph on their own.
    pub graph: u32,
    /// Batches.
    pub batches: u32,
    /// Calls inside batches.
    pub batched: u32,
    /// Calls to Exchange.
    pub exchange: u32,
}

/// A call that was answered, for telling a key while it happens.
#[derive(Clone, Debug)]
pub struct ObservedCall {
    /// When it was answered.
    pub at: Timestamp,
    /// As in `PATCH`.
    pub method: String,
    /// With its query, as it was written.
    pub path: String,
    /// The HTTP status of the answer.
    pub status: u16,
    /// The caller's own id of the call.
    pub client_request_id: Option<String>,
    /// Whether it came inside a batch.
    pub batched: bool,
}

/// A simulated tenant that listens on loopback until it is dropped.
#[derive(Debug)]
pub struct SimulatedTenant {
    tenant: Arc<Tenant>,
    servers: [tokio::task::JoinHandle<()>; 2],
}

/// What every part of the simulator shares.
struct Tenant {
    address: String,
    exchange_address: String,
    clock: SandboxClock,
    faults: Faults,
    state: Mutex<State>,
    observers: broadcast::Sender<ObservedCall>,
}

impl SimulatedTenant {
    /// Listens on a free port of 127.0.0.1. Everything is kept in `recorder` and goes wrong as `faults` say; inside
    /// `$batch` every call asks `faults` for itself.
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
            tokio::spawn(serve(
                exchange_listener,
                exchange(&tenant, wire(&tenant.exchange_address, exchange::trouble)),
            )),
        ];
        Ok(Self { tenant, servers })
    }

    /// As in `http://127.0.0.1:40000`: the base address of both the token endpoint and Graph.
    pub fn address(&self) -> &str {
        &self.tenant.address
    }

    /// The base address of Exchange, which has a host of its own in reality too.
    pub fn exchange_address(&self) -> &str {
        &self.tenant.exchange_address
    }

    /// Whether this password or pass opens the account with this key now. Nothing changes by asking.
    pub fn accepts_secret(&self, key: &str, secret: &str) -> bool {
        let (account, settings, now) = (self.account(key), self.settings(), self.tenant.clock.now());
        let Credentials { password, locked_out, pass, .. } = &account.credentials;
        let by_password = secret == password && !locked_out;
        let usable = |pass: &Pass| pass.secret == secret && pass.usability(&settings.pass_policy, now).0;
        let reachable = account.enabled && account.deleted.is_none() && !account.guest;
        reachable && (by_password || pass.as_ref().is_some_and(usable))
    }

    /// Someone tries to sign in to the account with this key; the log has it at once.
    pub fn record_sign_in(&self, key: &str, attempt: &SignInAttempt) {
        let sign_in = SignIn::new(&self.account(key), attempt, self.tenant.clock.now());
        self.tenant.state().sign_ins.push(sign_in);
    }

    /// The account with this key (as in `blocked-by-a-colleague`), as it truly is. Panics when there is none.
    pub fn account(&self, key: &str) -> Account {
        let state = self.tenant.state();
        let account = state.truth(|account| account.key == key).cloned();
        account.unwrap_or_else(|| panic!("no account has the key '{key}'"))
    }

    /// Every account as it truly is, in the order of the directory.
    pub fn accounts(&self) -> Vec<Account> {
        self.tenant.state().everyone().cloned().collect()
    }

    /// The account with this object id, as it truly is, whatever readers see by now.
    pub fn read(&self, object_id: &str) -> Option<Account> {
        self.tenant.state().truth(|account| account.object_id == object_id).cloned()
    }

    /// Changes the account with this key, at once and without an audit entry.
    pub fn change(&self, key: &str, edit: impl FnOnce(&mut Account)) {
        let object_id = self.account(key).object_id;
        self.tenant.state().edit(&object_id, self.tenant.clock.now(), edit);
    }

    /// Changes the account with this key as `actor` would in the portal; the audit says so.
    pub fn change_as(&self, key: &str, actor: &Actor, activity: Activity, edit: impl FnOnce(&mut Account)) {
        self.change(key, edit);
        let object_id = self.account(key).object_id;
        self.tenant.state().audit(activity, &object_id, actor, self.tenant.clock.now());
    }

    /// The person with this account key, as the one who does something.
    pub fn person(&self, key: &str) -> Actor {
        let Account { object_id, user_principal_name, .. } = self.account(key);
        Actor::Person { object_id, user_principal_name, ip_address: "203.0.113.24".to_owned() }
    }

    /// Changes what the tenant is like.
    pub fn adjust(&self, change: impl FnOnce(&mut TenantSettings)) {
        change(&mut self.tenant.state().settings);
    }

    /// What the tenant is like.
    pub fn settings(&self) -> TenantSettings {
        self.tenant.state().settings.clone()
    }

    /// Every attempt to write, in order.
    pub fn writes(&self) -> Vec<Write> {
        self.tenant.state().writes.clone()
    }

    /// Everything that the audit holds on this account, oldest first, as Graph writes it; what is not yet visible too.
    pub fn audits_of(&self, object_id: &str) -> Vec<Value> {
        let state = self.tenant.state();
        let own = state.audits.iter().filter(|entry| entry.target_id == object_id);
        own.map(|entry| entry.value.clone()).collect()
    }

    /// How often the tenant was called so far.
    pub fn calls(&self) -> Calls {
        self.tenant.state().calls
    }

    /// Every token that is out is refused from now on.
    pub fn revoke_tokens(&self) {
        self.tenant.state().tokens.iter_mut().for_each(|token| token.revoked = true);
    }

    /// Every call that is answered from now on.
    pub fn observe(&self) -> broadcast::Receiver<ObservedCall> {
        self.tenant.observers.subscribe()
    }

    /// Waits until `look` finds something, for at most `timeout` of real time.
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
    wire::wrap(graph, wire(reply::graph_trouble)).merge(wire::wrap(tokens, wire(oauth::token_trouble))).merge(device)
}

fn exchange(tenant: &Arc<Tenant>, wire: Wire) -> Router {
    let commands = Router::new().route("/adminapi/beta/{tenant}/InvokeCommand", any(exchange::answer));
    // What is not simulated does not exist.
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
        // An error means that nobody listens, which is fine.
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
