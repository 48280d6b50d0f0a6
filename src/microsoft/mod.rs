//! A tenant of Microsoft 365 through Microsoft Graph and Exchange Online: the real [`Tenant`].
//!
//! A call goes from the file that knows it (`users`, `roles`, `mailbox`, `steps` and so on) to `graph` or `exchange`, from there to
//! `service`, which has the token and knows what may be repeated, and from there to `http`, the one place that sends. What is read together goes in one
//! `batch`. The types of the wire are private to the file that makes the call.

mod address;
mod audits;
mod batch;
mod authority_facts;
mod verify;
mod deleted;
mod error;
mod exchange;
mod grants;
mod graph;
mod groups;
mod security_roles;
mod http;
mod id_token;
mod inbox_rules;
mod look_alikes;
mod mail;
mod mailbox;
mod methods;
mod observe;
mod organisation;
mod password;
mod resolve;
mod risk;
mod roles;
mod search;
mod service;
mod sign_in;
mod sign_in_log;
mod standing;
mod steps;
mod token;
mod units;
mod users;

#[cfg(test)]
mod tests;

use std::time::Duration;

use jiff::Timestamp;
use oauth2::TokenUrl;
use reqwest::Url;

use self::exchange::Exchange;
use self::graph::Graph;
use self::http::HttpClient;
use self::sign_in::SignInFlows;
use self::steps::Order;
use self::token::TokenCache;
use crate::clock::Clock;
use crate::domain::ObjectId;
use crate::domain::account::Account;
use crate::domain::case::Look;
use crate::domain::condition::Condition;
use crate::domain::people::Standing;
use crate::domain::run::Warrant;
use crate::ports::{
    AuthorizationRequest, Budget, DeviceAuthorization, Identity, Matches, ObserveRequest, Resolution, StepResult,
    Tenant, TenantError,
};
use crate::secret::Secret;

/// Where the tenant is, and as whom we come.
#[derive(Clone)]
pub struct MicrosoftSettings {
    /// The address that gives tokens; [`Settings::LOGIN`] in the global cloud.
    pub login: String,
    /// The address of Microsoft Graph; [`Settings::GRAPH`] in the global cloud.
    pub graph: String,
    /// The address of Exchange Online; [`Settings::EXCHANGE`] in the global cloud. Without one, Grendel does not look at mail.
    pub exchange: Option<String>,
    /// The tenant: its GUID or one of its domains.
    pub tenant_id: String,
    /// The application's id.
    pub client_id: String,
    /// What proves that we are that application.
    pub client_secret: Secret,
    /// Whether Identity Protection can be asked; it cannot where the tenant has no licence of Entra ID P2.
    pub identity_protection: bool,
    /// Whether to ask which applications an account has let in; it takes a permission to read all of the directory.
    pub consents: bool,
    /// How long one call may take in all.
    pub call_timeout: Duration,
    /// How long it may take to connect.
    pub connect_timeout: Duration,
    /// What every wait goes through.
    pub clock: Clock,
}

impl MicrosoftSettings {
    /// Where the global cloud gives tokens (<https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud>).
    pub const LOGIN: &str = "https://login.microsoftonline.com";
    /// Microsoft Graph of the global cloud (<https://learn.microsoft.com/graph/deployments>).
    pub const GRAPH: &str = "https://graph.microsoft.com";
    /// Exchange Online of the global cloud
    /// (<https://learn.microsoft.com/microsoft-365/enterprise/urls-and-ip-address-ranges#exchange-online>).
    pub const EXCHANGE: &str = "https://outlook.office365.com";
    /// How long one call may take where nothing else is said.
    pub const CALL_TIMEOUT: Duration = Duration::from_secs(10);
    /// How long connecting may take where nothing else is said.
    pub const CONNECT_TIMEOUT: Duration = Duration::from_secs(3);

    /// An application of a tenant in the global cloud.
    pub fn new(tenant_id: String, client_id: String, client_secret: Secret) -> Self {
        Self {
            login: Self::LOGIN.to_owned(),
            graph: Self::GRAPH.to_owned(),
            exchange: Some(Self::EXCHANGE.to_owned()),
            tenant_id,
            client_id,
            client_secret,
            identity_protection: true,
            consents: false,
            call_timeout: Self::CALL_TIMEOUT,
            connect_timeout: Self::CONNECT_TIMEOUT,
            clock: Clock::system(),
        }
    }
}

/// Why there can be no client with these settings.
#[derive(Debug, thiserror::Error)]
pub enum MicrosoftSettingsError {
    /// Not an address of a server.
    #[error("`{0}` is no address: it must be like https://graph.microsoft.com, without a query")]
    Address(String),
    /// Neither a GUID nor a domain.
    #[error("`{0}` is no tenant: it must be a GUID or a domain")]
    Tenant(String),
    /// The system gives no means to call anyone.
    #[error("no HTTP client: {0}")]
    Client(#[from] reqwest::Error),
}

/// One tenant of Microsoft 365, as one application sees it.
pub struct Microsoft {
    graph: Graph,
    exchange: Option<Exchange>,
    sign_ins: SignInFlows,
}

impl Microsoft {
    /// Calls nobody yet.
    pub fn new(settings: &MicrosoftSettings) -> Result<Self, MicrosoftSettingsError> {
        let tenant = &settings.tenant_id;
        let plain = |sign: char| sign.is_ascii_alphanumeric() || sign == '-' || sign == '.';
        if tenant.is_empty() || tenant.starts_with('.') || !tenant.chars().all(plain) {
            return Err(MicrosoftSettingsError::Tenant(tenant.clone()));
        }
        let login = address(&settings.login)?;
        let token_url = format!("{login}/{tenant}/oauth2/v2.0/token");
        let token_url =
            TokenUrl::new(token_url).map_err(|_| MicrosoftSettingsError::Address(settings.login.clone()))?;
        let graph = address(&settings.graph)?;
        let http = HttpClient::new(settings.call_timeout, settings.connect_timeout)?;
        let tokens_for = |resource| {
            TokenCache::new(http.clone(), token_url.clone(), &settings.client_id, &settings.client_secret, resource)
        };
        let exchange = settings.exchange.as_deref().map(address).transpose()?;
        let exchange = exchange.map(|base| Exchange::new(http.clone(), tokens_for(base), base, tenant));
        let sign_ins = SignInFlows::new(http.clone(), login, graph, settings);
        let graph = Graph::new(http.clone(), tokens_for(graph), graph, settings);
        Ok(Self { graph, exchange, sign_ins })
    }
}

impl Tenant for Microsoft {
    async fn standing(
        &self,
        person: &ObjectId,
        now: Timestamp,
        budget: &Budget,
    ) -> Result<Option<Standing>, TenantError> {
        self.graph.standing(person, now, budget).await
    }

    async fn resolve(&self, typed: &str, now: Timestamp, budget: &Budget) -> Result<Resolution, TenantError> {
        self.graph.resolve(typed, now, budget).await
    }

    async fn search(&self, typed: &str, budget: &Budget) -> Result<Matches, TenantError> {
        self.graph.search(typed, budget).await
    }

    async fn observe(
        &self,
        sought: ObserveRequest<'_>,
        now: Timestamp,
        budget: &Budget,
    ) -> Result<Account, TenantError> {
        // Exchange is asked beside Graph, not after it. Both on the heap: what waits for so many calls is large.
        let mail = Box::pin(async {
            let exchange = self.exchange.as_ref()?;
            Some((exchange, exchange.ask(&self.graph, sought.target, now, budget).await))
        });
        let (account, mail) = tokio::join!(Box::pin(self.graph.observe(sought, now, budget)), mail);
        let mut account = account?;
        // What was deleted has no mail to look at.
        if let Some((exchange, answers)) = mail.filter(|_| account.deleted_at.is_none()) {
            account.mail = Some(exchange.mail(answers, &account.upn, budget).await);
        }
        Ok(account)
    }

    async fn observe_again(
        &self,
        before: &Account,
        groups: &[String],
        now: Timestamp,
        budget: &Budget,
    ) -> Result<Account, TenantError> {
        self.graph.observe_again(before, groups, now, budget).await
    }

    async fn condition(&self, look: &Look, budget: &Budget) -> Result<Condition, TenantError> {
        self.look(look, budget).await
    }

    fn begin_sign_in(&self, redirect_uri: &str, reauthenticate: bool) -> AuthorizationRequest {
        self.sign_ins.begin(redirect_uri, reauthenticate)
    }

    async fn finish_sign_in(
        &self,
        request: &AuthorizationRequest,
        code: &Secret,
        budget: &Budget,
    ) -> Result<Identity, TenantError> {
        self.sign_ins.finish(&self.graph, request, code, budget).await
    }

    async fn begin_device_sign_in(&self, budget: &Budget) -> Result<DeviceAuthorization, TenantError> {
        self.sign_ins.begin_on_device(budget).await
    }

    async fn finish_device_sign_in(
        &self,
        authorization: &DeviceAuthorization,
    ) -> Result<Option<Identity>, TenantError> {
        self.sign_ins.finish_on_device(&self.graph, authorization).await
    }

    async fn perform(&self, warrant: &Warrant, budget: &Budget) -> StepResult {
        let (kind, target) = (warrant.kind(), warrant.target());
        let order = Order { kind, target, parameters: warrant.parameters(), operation: warrant.operation() };
        self.take_step(&order, budget).await
    }
}

/// The address without a slash at its end.
fn address(text: &str) -> Result<&str, MicrosoftSettingsError> {
    let url = Url::parse(text).ok().filter(|url| {
        matches!(url.scheme(), "http" | "https") && url.has_host() && url.query().is_none() && url.fragment().is_none()
    });
    url.map(|_| text.trim_end_matches('/')).ok_or_else(|| MicrosoftSettingsError::Address(text.to_owned()))
}
