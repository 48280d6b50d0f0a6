//! The assembly of the bot: a configuration becomes a running program. The only module that uses both adapters.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use futures_util::future::join_all;
use tokio::sync::{mpsc, watch};

use crate::backoff::Backoff;
use crate::catalog::Catalog;
use crate::clock::Clock;
use crate::config::{Config, SignInConfig, TenantConfig};
use crate::discord::{Discord, DiscordConnection, DiscordSettings, GatewaySession};
use crate::domain::command::Command;
use crate::domain::link::{AccountLinks, Human};
use crate::domain::operation::{OperationEvent, StatedPerson, StopReason};
use crate::domain::{GuildId, ObjectId};
use crate::engine::limits::{EngineLimits, MemberRate};
use crate::engine::sign_in_sessions::SignInMethods;
use crate::engine::tenant_channel::{Roster, TenantChannel};
use crate::engine::{Engine, EngineDependencies, saved_chat_session};
use crate::journal::Journal;
use crate::microsoft::{Microsoft, MicrosoftSettings};
use crate::oauth_callback::{self, CallbackServer, CallbackServerOptions};
use crate::ports::{CallbackRequest, GuildChannel};
use crate::store::Store;
use crate::stranger_log::StrangerLog;

/// The first pause after a failed registration of the commands.
const REGISTRATION_PAUSE_MIN: Duration = Duration::from_secs(5);
/// The longest pause. Discord counts rejected requests and blocks a client after ten thousand in ten minutes.
/// <https://discord.com/developers/docs/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans>
const REGISTRATION_PAUSE_MAX: Duration = Duration::from_secs(600);

/// Everything that a bot runs with.
pub struct BotOptions {
    /// The configuration of the operator.
    pub config: Config,
    /// The commands.
    pub catalog: Catalog,
    /// The clock.
    pub clock: Clock,
    /// The open store in [`store_folder`]. [`run`] closes it.
    pub store: Store,
}

/// Returns the folder of the store within the state folder.
pub fn store_folder(state: &Path) -> PathBuf {
    state.join("store")
}

/// Runs until `stop` ends. What is in progress goes on at the next start.
///
/// # Errors
///
/// The bot cannot start, or a write to the journal fails.
pub async fn run(options: BotOptions, stop: impl Future<Output = ()>) -> anyhow::Result<()> {
    let BotOptions { config, catalog, clock, store } = options;
    let journal = Journal::new(store);
    record_start(&journal, &config, &catalog, &clock).await?;
    let session = saved_chat_session(&journal)?.and_then(|text| serde_json::from_str::<GatewaySession>(&text).ok());
    let DiscordConnection { discord, interactions, sessions, mut gateway } =
        Discord::connect(&discord_settings(&config, &clock, session))?;
    let chat = Arc::new(discord);
    let channels = config.tenants.iter().map(|tenant| tenant_channel(&config, &catalog, &clock, tenant));
    let channels = channels.collect::<anyhow::Result<Vec<_>>>()?;
    let strangers = StrangerLog::new(clock.clone());
    let (server, callbacks) = callback_server(&config, &strangers).await?;
    let registration =
        tokio::spawn(register_everywhere(Arc::clone(&chat), config.clone(), catalog.clone(), clock.clone()));
    let engine = Engine::start(EngineDependencies {
        journal: journal.clone(),
        chat,
        channels,
        catalog,
        clock: clock.clone(),
        limits: limits(&config),
        sign_in: sign_in_methods(&config),
        operators: config.operators.clone(),
        strangers,
    })?;
    tracing::info!(epoch = journal.store().epoch(), tenants = config.tenants.len(), "started");
    let gateway_ended = gateway.ended();
    let mut reason = StopReason::Requested;
    let stop = async {
        tokio::select! {
            () = stop => {}
            ended = gateway_ended => {
                reason = StopReason::ChatClosed;
                if let Err(error) = ended {
                    tracing::error!(%error, "gateway closed by Discord for good");
                }
            }
        }
    };
    let result = engine.run(interactions, serialized(sessions), callbacks, stop).await;
    registration.abort();
    if let Some(server) = server {
        server.close().await;
    }
    let closed = gateway.close().await;
    result?;
    journal.operation(clock.now(), OperationEvent::Stopped { reason }).await?;
    journal.store().clone().close().await?;
    closed.context("the connection to Discord")
}

/// Writes down the start, with everything that the operator has changed since the last one.
async fn record_start(journal: &Journal, config: &Config, catalog: &Catalog, clock: &Clock) -> anyhow::Result<()> {
    let history = journal.operations()?;
    let started = OperationEvent::Started {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        previous: history.previous_run(),
        configuration: config.file.clone(),
        commands: catalog.files().to_vec(),
    };
    let stated = config.people.iter();
    let stated = stated.map(|one| {
        let person = StatedPerson::new(one.tenant.clone(), one.discord, one.object_id, &one.name);
        person.with_others(&one.other_discord, &one.other_object_ids)
    });
    for event in std::iter::once(started).chain(history.people_changes(&stated.collect())) {
        journal.operation(clock.now(), event).await?;
    }
    Ok(())
}

/// Listens for browsers that return from a sign-in. If none is configured, the receiver never receives anything.
async fn callback_server(
    config: &Config,
    strangers: &StrangerLog,
) -> anyhow::Result<(Option<CallbackServer>, mpsc::Receiver<CallbackRequest>)> {
    let Some(wanted) = &config.sign_in.callback else { return Ok((None, mpsc::channel(1).1)) };
    let started = CallbackServer::start(CallbackServerOptions {
        listen: wanted.listen,
        public_address: wanted.address.clone(),
        proxies: wanted.proxies.clone(),
        strangers: strangers.clone(),
    })
    .await;
    let (server, callbacks) = started.with_context(|| format!("listening at {} for sign-ins", wanted.listen))?;
    tracing::info!(listen = %server.address(), redirect_uri = redirect_uri(&wanted.address), "listening for sign-ins");
    Ok((Some(server), callbacks))
}

fn sign_in_methods(config: &Config) -> SignInMethods {
    let redirect_uri = config.sign_in.callback.as_ref().map(|callback| redirect_uri(&callback.address));
    let SignInConfig { device_code, shows_secrets, .. } = config.sign_in;
    SignInMethods { redirect_uri, device_code, shows_secrets }
}

/// Returns the redirect URI, which must also be in the app registration.
fn redirect_uri(address: &str) -> String {
    format!("{address}{}", oauth_callback::PATH)
}

/// Registers the commands in every guild, and tries again until it works. Without them no member can type a command,
/// but the open cases go on.
async fn register_everywhere(chat: Arc<Discord>, config: Config, catalog: Catalog, clock: Clock) {
    let guilds: BTreeSet<GuildId> = config.tenants.iter().map(|tenant| tenant.guild).collect();
    join_all(guilds.into_iter().map(|guild| register(&chat, guild, &catalog, &clock))).await;
}

async fn register(chat: &Discord, guild: GuildId, catalog: &Catalog, clock: &Clock) {
    let commands: Vec<&Command> = catalog.commands().collect();
    let mut backoff = Backoff::new(REGISTRATION_PAUSE_MIN, REGISTRATION_PAUSE_MAX);
    loop {
        match chat.register(guild, &commands).await {
            Ok(true) => return tracing::info!(%guild, "commands registered"),
            Ok(false) => return tracing::debug!(%guild, "commands unchanged"),
            Err(error) => tracing::error!(
                %guild, %error,
                "commands not registered, trying again; is the bot in the guild, with the scope applications.commands?"
            ),
        }
        backoff.wait(clock).await;
    }
}

/// Returns the gateway's session as JSON, which the engine saves.
fn serialized(mut sessions: watch::Receiver<Option<GatewaySession>>) -> watch::Receiver<Option<String>> {
    let (sender, receiver) = watch::channel(None);
    tokio::spawn(async move {
        while sessions.changed().await.is_ok() {
            let text = sessions.borrow_and_update().as_ref().and_then(|session| serde_json::to_string(session).ok());
            if sender.send(text).is_err() {
                return;
            }
        }
    });
    receiver
}

fn discord_settings(config: &Config, clock: &Clock, resume: Option<GatewaySession>) -> DiscordSettings {
    let settings = DiscordSettings::new(config.discord.application_id, config.discord.token.clone());
    DiscordSettings { api: config.discord.api.clone(), clock: clock.clone(), resume, ..settings }
}

fn tenant_channel(
    config: &Config,
    catalog: &Catalog,
    clock: &Clock,
    tenant: &TenantConfig,
) -> anyhow::Result<TenantChannel<Microsoft>> {
    let settings =
        MicrosoftSettings::new(tenant.tenant_id.clone(), tenant.client_id.clone(), tenant.client_secret.clone());
    let settings = MicrosoftSettings {
        sign_in_client_id: tenant.sign_in_client_id.clone(),
        sign_in_client_secret: tenant.sign_in_client_secret.clone(),
        authentication_context: config.sign_in.authentication_context.clone(),
        login: tenant.login.clone(),
        graph: tenant.graph.clone(),
        exchange: tenant.exchange.clone(),
        identity_protection: tenant.identity_protection,
        identity_protection_required: tenant.identity_protection_required,
        consents: tenant.consents,
        background_sign_ins: tenant.background_sign_ins,
        approver_groups: approver_groups(catalog),
        call_timeout: config.limits.call_timeout,
        clock: clock.clone(),
        ..settings
    };
    let microsoft = Microsoft::new(&settings).with_context(|| format!("the tenant {}", tenant.name))?;
    let people = || config.people.iter().filter(|person| person.tenant == tenant.name);
    let configured = people().map(|person| (person.discord, person.object_id));
    let humans = people().map(|person| Human {
        members: std::iter::once(person.discord).chain(person.other_discord.iter().copied()).collect(),
        accounts: std::iter::once(person.object_id).chain(person.other_object_ids.iter().copied()).collect(),
    });
    let links = AccountLinks::new(tenant.name.clone(), configured).with_humans(humans.collect());
    Ok(TenantChannel {
        name: tenant.name.clone(),
        tenant: microsoft,
        location: GuildChannel { guild: tenant.guild, channel: tenant.channel },
        protected: tenant.protected.clone(),
        emergency_access: tenant.emergency_access.clone(),
        password_writeback: tenant.password_writeback,
        password_resets_risk: tenant.password_resets_risk,
        private: tenant.private_channel,
        roles: tenant.discord_roles.clone(),
        roster: Roster::new(links),
        probation: config.limits.probation,
        secrets: Arc::default(),
    })
}

/// Returns the groups that the rules of the commands name as approvers.
fn approver_groups(catalog: &Catalog) -> Vec<ObjectId> {
    let terms = catalog.commands().filter_map(Command::terms);
    let groups: BTreeSet<ObjectId> =
        terms.flat_map(|terms| terms.approvers().flat_map(|group| group.directory_groups.iter().copied())).collect();
    groups.into_iter().collect()
}

fn limits(config: &Config) -> EngineLimits {
    let limits = &config.limits;
    EngineLimits {
        calls_per_case_max: limits.calls_per_case_max,
        pauses_per_case_max: limits.pauses_per_case_max,
        verify_pauses: limits.verify_pauses.clone(),
        reason_chars_max: limits.reason_chars_max,
        open_cases_per_member_max: limits.open_cases_per_member_max,
        secrets_per_receiver_per_hour: limits.secrets_per_receiver_per_hour,
        secrets_per_approver_per_hour: limits.secrets_per_approver_per_hour,
        secrets_per_tenant_per_hour: limits.secrets_per_tenant_per_hour,
        links: limits.links,
        member_rate: MemberRate {
            burst: limits.actions_per_member_burst_max,
            per_minute: limits.actions_per_member_minute_max,
        },
    }
}
