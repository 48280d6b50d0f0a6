//! The assembly: a configuration becomes a running bot. The only place that knows both Discord and Microsoft.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use futures_util::future::join_all;
use tokio::sync::{mpsc, watch};

use crate::catalog::Catalog;
use crate::clock::Clock;
use crate::config::{Config, TenantConfig};
use crate::discord::{Discord, DiscordConnection, DiscordSettings, GatewaySession};
use crate::domain::GuildId;
use crate::domain::command::Command;
use crate::domain::link::AccountLinks;
use crate::engine::limits::EngineLimits;
use crate::engine::sign_in_sessions::WaysToSignIn;
use crate::engine::tenant_channel::{Roster, Site};
use crate::engine::{self, Engine, Parts};
use crate::journal::Journal;
use crate::microsoft;
use crate::microsoft::Microsoft;
use crate::oauth_callback::{self, CallbackServer};
use crate::ports::CallbackRequest;
use crate::store::Store;

/// The first pause after a registration that failed; it doubles up to [`REGISTRATION_PAUSE_MAX`]. Discord counts what it refuses:
/// ten thousand in ten minutes, and it listens no more.
/// <https://discord.com/developers/docs/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans>
const REGISTRATION_PAUSE_MIN: Duration = Duration::from_secs(5);
const REGISTRATION_PAUSE_MAX: Duration = Duration::from_secs(600);

/// What a bot is made of.
pub struct Ingredients {
    /// What the operator wrote.
    pub config: Config,
    /// The commands.
    pub catalog: Catalog,
    /// The time.
    pub clock: Clock,
    /// The open store in [`store_folder`]. [`run`] closes it.
    pub store: Store,
}

/// The folder of the store inside of the state folder.
pub fn store_folder(state: &Path) -> std::path::PathBuf {
    state.join("store")
}

/// Runs until `stop`, or until something can no longer be written down. Whatever was under way goes on at the next start.
pub async fn run(ingredients: Ingredients, stop: impl Future<Output = ()>) -> anyhow::Result<()> {
    let Ingredients { config, catalog, clock, store } = ingredients;
    let journal = Journal::new(store);
    let session = engine::bookmark(&journal)?.and_then(|text| serde_json::from_str::<GatewaySession>(&text).ok());
    let DiscordConnection { discord, interactions, sessions, mut gateway } =
        Discord::connect(&discord_settings(&config, &clock, session))?;
    let chat = Arc::new(discord);
    let sites =
        config.tenants.iter().map(|tenant| site(&config, &clock, tenant)).collect::<anyhow::Result<Vec<_>>>()?;
    let (door, returns) = door(&config).await?;
    let registration = tokio::spawn(register(Arc::clone(&chat), config.clone(), catalog.clone()));
    let (limits, ways) = (limits(&config), ways(&config));
    let parts = Parts { journal: journal.clone(), chat, sites, catalog, clock, limits, ways };
    let engine = Engine::start(parts)?;
    tracing::info!(epoch = journal.store().epoch(), tenants = config.tenants.len(), "started");
    let gateway_ended = gateway.ended();
    let stop = async {
        tokio::select! {
            () = stop => {}
            ended = gateway_ended => {
                if let Err(error) = ended {
                    tracing::error!(%error, "Discord ended the connection for good");
                }
            }
        }
    };
    let result = engine.run(interactions, bookmarks(sessions), returns, stop).await;
    registration.abort();
    if let Some(door) = door {
        door.close().await;
    }
    let closed = gateway.close().await;
    result?;
    journal.store().clone().close().await?;
    closed.context("the connection to Discord")
}

/// The door for browsers that come back from a sign-in; closed, and nobody comes, where none is configured.
async fn door(config: &Config) -> anyhow::Result<(Option<CallbackServer>, mpsc::Receiver<CallbackRequest>)> {
    let Some(wanted) = &config.sign_in.callback else { return Ok((None, mpsc::channel(1).1)) };
    let opened = CallbackServer::start(wanted.listen, &wanted.address).await;
    let (door, returns) = opened.with_context(|| format!("listening at {} for sign-ins", wanted.listen))?;
    tracing::info!(listen = %door.address(), redirect_uri = redirect_uri(&wanted.address), "browsers come back here from a sign-in");
    Ok((Some(door), returns))
}

fn ways(config: &Config) -> WaysToSignIn {
    let redirect_uri = config.sign_in.callback.as_ref().map(|door| redirect_uri(&door.address));
    WaysToSignIn { redirect_uri, device_code: config.sign_in.device_code }
}

/// What must stand in the app registration as a redirect URI.
fn redirect_uri(address: &str) -> String {
    format!("{address}{}", oauth_callback::PATH)
}

/// Makes the commands known in every guild, trying until it works: without them nobody can type anything new, but what is
/// under way can go on.
async fn register(chat: Arc<Discord>, config: Config, catalog: Catalog) {
    let guilds: BTreeSet<GuildId> = config.tenants.iter().map(|tenant| tenant.guild).collect();
    join_all(guilds.into_iter().map(|guild| register_in(&chat, guild, &catalog))).await;
}

async fn register_in(chat: &Discord, guild: GuildId, catalog: &Catalog) {
    let commands: Vec<&Command> = catalog.commands().collect();
    let mut pause = REGISTRATION_PAUSE_MIN;
    loop {
        match chat.register(guild, &commands).await {
            Ok(true) => return tracing::info!(%guild, "commands registered"),
            Ok(false) => return tracing::debug!(%guild, "commands are as they should be"),
            Err(error) => tracing::error!(
                %guild, %error, pause_s = pause.as_secs(),
                "the commands are not registered; is the bot in that guild, with the scope applications.commands? trying again"
            ),
        }
        tokio::time::sleep(pause).await;
        pause = (pause * 2).min(REGISTRATION_PAUSE_MAX);
    }
}

/// The gateway's session as the text that the engine keeps.
fn bookmarks(mut sessions: watch::Receiver<Option<GatewaySession>>) -> watch::Receiver<Option<String>> {
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

fn site(config: &Config, clock: &Clock, tenant: &TenantConfig) -> anyhow::Result<Site<Microsoft>> {
    let settings = microsoft::MicrosoftSettings::new(
        tenant.tenant_id.clone(),
        tenant.client_id.clone(),
        tenant.client_secret.clone(),
    );
    let settings = microsoft::MicrosoftSettings {
        login: tenant.login.clone(),
        graph: tenant.graph.clone(),
        exchange: tenant.exchange.clone(),
        identity_protection: tenant.identity_protection,
        consents: tenant.consents,
        call_timeout: config.limits.call_timeout,
        clock: clock.clone(),
        ..settings
    };
    let microsoft = Microsoft::new(&settings).with_context(|| format!("the tenant {}", tenant.name))?;
    let configured = config.people.iter().filter(|person| person.tenant == tenant.name);
    let configured = configured.map(|person| (person.discord, person.object_id.clone()));
    Ok(Site {
        name: tenant.name.clone(),
        tenant: Arc::new(microsoft),
        guild: tenant.guild,
        channel: tenant.channel,
        roles: tenant.discord_roles.clone(),
        roster: Roster::new(AccountLinks::new(tenant.name.clone(), configured)),
    })
}

fn limits(config: &Config) -> EngineLimits {
    let limits = &config.limits;
    EngineLimits {
        calls_per_case_max: limits.calls_per_case_max,
        pauses_per_case_max: limits.pauses_per_case_max,
        verify_pauses: limits.verify_pauses.clone(),
        reason_chars_max: limits.reason_chars_max,
        open_cases_per_member_max: limits.open_cases_per_member_max,
    }
}
