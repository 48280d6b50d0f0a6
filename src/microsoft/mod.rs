//! A tenant of Microsoft 365 through Microsoft Graph and Exchange Online: the real [`Tenant`].
//!
//! A call goes from the file that knows it (`users`, `roles`, `mailbox`, `step/block_sign_in` and so on) to `graph` or
//! `exchange`, from there to `service`, which has the token and knows which calls may be repeated, and from there to
//! `http`, the one place that sends. Reads that belong together go in one `batch`. The fields of wire types are private
//! to the file that makes the call.
//!
//! A write takes the [`Warrant`] of its step all the way to `service`; see `step`.

mod error;
mod address;
mod licence;
mod http;
mod token;
mod service;
mod graph;
mod batch;
mod exchange;
mod resolve;
mod deleted;
mod search;
mod people;
mod standing;
mod roles;
mod eligible;
mod observe;
mod authority_facts;
mod users;
mod groups;
mod units;
mod security_roles;
mod risk;
mod audits;
mod own_application;
mod sign_in_log;
mod background_sign_ins;
mod methods;
mod grants;
mod look_alikes;
mod mail;
mod mailbox;
mod restricted_senders;
mod inbox_rules;
mod recipients;
mod organisation;
mod bounds;
mod step;
mod password;
mod sign_in;
mod id_token;

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
use self::token::TokenCache;
use crate::clock::Clock;
use crate::domain::ObjectId;
use crate::domain::account::Account;
use crate::domain::case::EffectCheck;
use crate::domain::condition::Condition;
use crate::domain::people::Standing;
use crate::domain::reading::Topic;
use crate::domain::run::Warrant;
use crate::domain::target_ref::TargetRef;
use crate::ports::{
    AuthorizationRequest, Budget, DeviceAuthorization, Identity, Matches, ObserveRequest, Resolution, StepResult,
    Tenant, TenantError,
};
use crate::secret::Secret;

/// The addresses of a tenant, and the application that Grendel is there.
#[derive(Clone)]
#[expect(clippy::struct_excessive_bools, reason = "they are keys of the configuration, and independent of each other")]
pub struct MicrosoftSettings {
    /// The base URL of the token endpoint; [`MicrosoftSettings::LOGIN`] in the global cloud.
    pub login: String,
    /// The base URL of Microsoft Graph; [`MicrosoftSettings::GRAPH`] in the global cloud.
    pub graph: String,
    /// The base URL of Exchange Online; [`MicrosoftSettings::EXCHANGE`] in the global cloud. With `None`, Grendel does
    /// not read mail.
    pub exchange: Option<String>,
    /// The tenant: its GUID or one of its domains.
    pub tenant_id: String,
    /// The id of the application.
    pub client_id: String,
    /// The client secret of the application.
    pub client_secret: Secret,
    /// The id of the application that people sign in to; it needs no permission but `User.Read`.
    pub sign_in_client_id: String,
    /// The client secret of that application.
    pub sign_in_client_secret: Secret,
    /// The authentication context that every sign-in must satisfy.
    pub authentication_context: Option<String>,
    /// True if Identity Protection is asked for risks. It is not there in a tenant without a licence of Entra ID P2.
    pub identity_protection: bool,
    /// True if the operator says that the tenant has that licence: then a risk that Microsoft refuses for want of it is
    /// unread, and nobody is in good standing by it.
    pub identity_protection_required: bool,
    /// True if a diagnosis reads which applications an account has consented to. That takes a permission to read the
    /// whole directory.
    pub consents: bool,
    /// True if a diagnosis reads the sign-ins that programs make in the background, which are in `/beta` only.
    pub background_sign_ins: bool,
    /// The groups that are looked for among those of a person who asks or approves. No others are read.
    pub approver_groups: Vec<ObjectId>,
    /// The time-out of one request in all.
    pub call_timeout: Duration,
    /// The time-out of connecting.
    pub connect_timeout: Duration,
    /// The clock of every wait: retries, polls of a device sign-in, the spacing of calls to Identity Protection.
    pub clock: Clock,
}

impl MicrosoftSettings {
    /// The token endpoint of the global cloud
    /// (<https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud>).
    pub const LOGIN: &str = "https://login.microsoftonline.com";
    /// Microsoft Graph of the global cloud (<https://learn.microsoft.com/graph/deployments>).
    pub const GRAPH: &str = "https://graph.microsoft.com";
    /// Exchange Online of the global cloud
    /// (<https://learn.microsoft.com/microsoft-365/enterprise/urls-and-ip-address-ranges#exchange-online>).
    pub const EXCHANGE: &str = "https://outlook.office365.com";
    /// The default time-out of one request.
    pub const CALL_TIMEOUT: Duration = Duration::from_secs(10);
    /// The default time-out of connecting.
    pub const CONNECT_TIMEOUT: Duration = Duration::from_secs(3);

    /// Returns the settings of an application in the global cloud, which people sign in to as well.
    pub fn new(tenant_id: String, client_id: String, client_secret: Secret) -> Self {
        Self {
            login: Self::LOGIN.to_owned(),
            graph: Self::GRAPH.to_owned(),
            exchange: Some(Self::EXCHANGE.to_owned()),
            tenant_id,
            sign_in_client_id: client_id.clone(),
            sign_in_client_secret: client_secret.clone(),
            authentication_context: None,
            client_id,
            client_secret,
            identity_protection: true,
            identity_protection_required: false,
            consents: false,
            background_sign_ins: false,
            approver_groups: Vec::new(),
            call_timeout: Self::CALL_TIMEOUT,
            connect_timeout: Self::CONNECT_TIMEOUT,
            clock: Clock::system(),
        }
    }
}

/// The reason why these settings make no client.
#[derive(Debug, thiserror::Error)]
pub enum MicrosoftSettingsError {
    /// It is not the base URL of a server.
    #[error("`{0}` is no address: it must be like https://graph.microsoft.com, without a query")]
    Address(String),
    /// It is neither a GUID nor a domain.
    #[error("`{0}` is no tenant: it must be a GUID or a domain")]
    Tenant(String),
    /// The HTTP client cannot be set up.
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
    /// Returns a client, which sends nothing yet.
    ///
    /// # Errors
    ///
    /// An address or the tenant in the settings has the wrong form, or the HTTP client cannot be set up.
    pub fn new(settings: &MicrosoftSettings) -> Result<Self, MicrosoftSettingsError> {
        let tenant = &settings.tenant_id;
        let is_plain = |one: char| one.is_ascii_alphanumeric() || one == '-' || one == '.';
        if tenant.is_empty() || tenant.starts_with('.') || !tenant.chars().all(is_plain) {
            return Err(MicrosoftSettingsError::Tenant(tenant.clone()));
        }
        let login = base_url(&settings.login)?;
        let token_url = format!("{login}/{tenant}/oauth2/v2.0/token");
        let token_url =
            TokenUrl::new(token_url).map_err(|_| MicrosoftSettingsError::Address(settings.login.clone()))?;
        let graph = base_url(&settings.graph)?;
        let http = HttpClient::new(settings)?;
        let tokens_for = |resource| TokenCache::new(http.clone(), token_url.clone(), settings, resource);
        let exchange = settings.exchange.as_deref().map(base_url).transpose()?;
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

    async fn resolve(&self, target: &TargetRef, now: Timestamp, budget: &Budget) -> Result<Resolution, TenantError> {
        self.graph.resolve(target, now, budget).await
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
        // Exchange is read beside Graph, not after it. Both futures are boxed, because the state of so many calls is
        // large.
        let mail = Box::pin(async {
            let exchange = self.exchange.as_ref()?;
            Some((exchange, exchange.mail_results(&self.graph, sought.target, now, budget).await))
        });
        let (account, mail) = tokio::join!(Box::pin(self.graph.observe(sought, now, budget)), mail);
        let mut account = account?;
        // A deleted account has no mailbox to look at.
        if let Some((exchange, results)) = mail.filter(|_| account.deleted_at.is_none()) {
            account = exchange.with_mail(account, results, budget).await;
        }
        Ok(bounds::bounded(&account))
    }

    async fn observe_again(
        &self,
        before: &Account,
        groups: &[String],
        now: Timestamp,
        budget: &Budget,
    ) -> Result<Account, TenantError> {
        let account = self.graph.observe_again(before, groups, now, budget).await?;
        Ok(bounds::bounded(&account))
    }

    async fn observe_mail(&self, before: &Account, now: Timestamp, budget: &Budget) -> Account {
        let Some(exchange) = &self.exchange else { return before.clone() };
        let results = Box::pin(exchange.mail_results(&self.graph, &before.object_id, now, budget)).await;
        let mut account = before.clone();
        // The list comes whole again, so what is left out of it is counted again.
        account.omissions.retain(|one| one.topic != Topic::InboxRules);
        bounds::bounded(&exchange.with_mail(account, results, budget).await)
    }

    async fn condition(&self, check: &EffectCheck, budget: &Budget) -> Result<Condition, TenantError> {
        self.read_back(check, budget).await
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
        self.perform_step(warrant, budget).await
    }
}

/// Returns a base URL without a slash at its end.
fn base_url(text: &str) -> Result<&str, MicrosoftSettingsError> {
    let url = Url::parse(text).ok().filter(|url| {
        matches!(url.scheme(), "http" | "https") && url.has_host() && url.query().is_none() && url.fragment().is_none()
    });
    url.map(|_| text.trim_end_matches('/')).ok_or_else(|| MicrosoftSettingsError::Address(text.to_owned()))
}
