//! The worlds in which scenarios are played: both simulators, a bot between them, and the people.

mod actions;
mod bot_process;
pub mod browser;
pub mod config;
mod crash;
mod invariants;
mod issued_secrets;
mod secrets;
pub mod trace;
mod wire_secrets;

use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::Context as _;
use jiff::SignedDuration;
use tempfile::TempDir;
use tokio::sync::{Mutex, watch};
use tokio::time::Instant;

use self::bot_process::BotProcess;
pub use self::invariants::FinalState;
use grendel::bot::store_folder;
use grendel::clock::Clock;
use grendel::store::StoreCopy;
use grendel_simulator::clock::SandboxClock;
use grendel_simulator::discord::{DiscordSettings, SimulatedDiscord};
use grendel_simulator::faults::Faults;
use grendel_simulator::recorder::Recorder;
use grendel_simulator::tenant::{SimulatedTenant, TenantSettings};

/// The time that a scenario waits for something that must happen.
const PATIENCE: Duration = Duration::from_secs(40);
/// The only people whom the bot knows at first. Each has the same name in the room and in the tenant.
const LINKED: [&str; 5] = ["anna", "bram", "chidi", "dana", "eva"];

/// The settings of a world.
#[expect(clippy::struct_excessive_bools, reason = "each is an independent choice, named where a world is set up")]
pub struct WorldSettings {
    /// The settings of the simulated Discord.
    pub discord: DiscordSettings,
    /// The settings of the simulated tenant.
    pub tenant: TenantSettings,
    /// The minimum time that each call to Microsoft takes.
    pub tenant_latency: Duration,
    /// The pauses between the checks that a step took effect.
    pub verify_pauses: Vec<Duration>,
    /// The time limit of one call to Microsoft.
    pub call_timeout: Duration,
    /// The journal length at which the bot is killed and started again, or `None` to leave it running.
    pub crash_after_entries: Option<u64>,
    /// The people whom the bot knows.
    pub linked: Vec<&'static str>,
    /// The object ids of accounts and groups that the operator protects.
    pub protected: Vec<String>,
    /// Pairs of a person whom the bot knows and another member and account that the operator declares to be the same human. Each has the
    /// same name in the room and in the tenant.
    pub same_humans: Vec<(&'static str, &'static str)>,
    /// Lines of the tenant's section of `grendel.toml`, in place of the world's own lines for the same keys.
    pub tenant_config: String,
    /// Command files that replace the built-in ones: their names and texts.
    pub commands: Vec<(&'static str, String)>,
    /// The people whom the operator named in `[operator]`.
    pub operators: Vec<&'static str>,
    /// The people whom the bot knows in a second tenant, which has the channel `northwind`: the name in the room and
    /// the name in the tenant. With `None` there is no second tenant.
    pub northwind: Option<Vec<(&'static str, &'static str)>>,
    /// The most passwords and passes in an hour for a receiver, an approver and the tenant; `None` for the defaults.
    pub secrets_per_hour: Option<[u16; 3]>,
    /// The channel of the guild that is the tenant's private one, or `None` if it has none.
    pub private_channel: Option<&'static str>,
    /// True if people can sign in to prove who they are.
    pub sign_in: bool,
    /// True if people sign in by a code on another device. Only without `sign_in`.
    pub device_code: bool,
    /// The authentication context that sign-ins must satisfy, or `None`.
    pub authentication_context: Option<&'static str>,
    /// True if passwords and passes are shown in the chat although people can sign in. By default they are shown on the
    /// page then.
    pub secret_in_chat: bool,
    /// A folder in which the bot's state stays. With `None`, the state is in a folder that is deleted with the world.
    pub state: Option<PathBuf>,
    /// The time that a person takes before each action. It is zero if no one watches.
    pub pace: Duration,
    /// True if the world starts a bot. If false, the owner of the world starts one.
    pub with_bot: bool,
}

impl Default for WorldSettings {
    fn default() -> Self {
        Self {
            discord: DiscordSettings::default(),
            tenant: TenantSettings::default(),
            tenant_latency: Duration::from_millis(20),
            verify_pauses: [100, 200, 400].map(Duration::from_millis).to_vec(),
            call_timeout: Duration::from_secs(1),
            crash_after_entries: None,
            linked: LINKED.to_vec(),
            protected: Vec::new(),
            same_humans: Vec::new(),
            tenant_config: String::new(),
            commands: Vec::new(),
            operators: Vec::new(),
            northwind: None,
            secrets_per_hour: None,
            private_channel: None,
            sign_in: false,
            device_code: false,
            authentication_context: None,
            secret_in_chat: false,
            state: None,
            pace: Duration::ZERO,
            with_bot: true,
        }
    }
}

/// Returns an address of this machine that is not in use.
fn free_address() -> anyhow::Result<SocketAddr> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?)
}

/// The folder of the bot's state.
enum State {
    /// A folder that stays.
    Kept(PathBuf),
    /// A folder that is deleted with the world.
    Passing(TempDir),
}

impl State {
    fn new(kept: Option<&Path>) -> anyhow::Result<Self> {
        let Some(folder) = kept else { return Ok(Self::Passing(TempDir::with_prefix("grendel-sandbox-")?)) };
        std::fs::create_dir(folder).with_context(|| format!("{} must be a new folder", folder.display()))?;
        Ok(Self::Kept(folder.to_owned()))
    }

    fn path(&self) -> &Path {
        match self {
            Self::Kept(folder) => folder,
            Self::Passing(folder) => folder.path(),
        }
    }
}

/// A world with its services, its bot and its people.
pub struct World {
    /// The simulated Discord.
    pub discord: SimulatedDiscord,
    /// The simulated tenant.
    pub tenant: SimulatedTenant,
    /// The second tenant, or `None` if there is none.
    pub northwind: Option<SimulatedTenant>,
    /// The faults at Microsoft.
    pub tenant_faults: Faults,
    /// The faults at Discord.
    pub discord_faults: Faults,
    /// The recording of everything that crosses the wire.
    pub recorder: Recorder,
    sandbox_clock: SandboxClock,
    door: Option<SocketAddr>,
    clock: Clock,
    state: State,
    settings: WorldSettings,
    journal: watch::Sender<u64>,
    bot: Mutex<Option<BotProcess>>,
    has_crashed: AtomicBool,
    /// The time at which the bot was started again after its crash point.
    restarted_at: std::sync::Mutex<Option<Instant>>,
    /// The addresses that browsers have opened, and the pages that they showed.
    browsed: std::sync::Mutex<Vec<(String, String)>>,
}

impl World {
    /// Sets up a world with these settings, and starts the bot.
    pub async fn start(settings: WorldSettings) -> anyhow::Result<Self> {
        let (recorder, sandbox_clock) = (Recorder::default(), SandboxClock::default());
        let (discord_faults, tenant_faults) = (Faults::default(), Faults::default());
        let (chat, directory) = (settings.discord.clone(), settings.tenant.clone());
        let discord =
            SimulatedDiscord::start(chat, recorder.clone(), discord_faults.clone(), sandbox_clock.clone()).await?;
        let tenant =
            SimulatedTenant::start(directory, recorder.clone(), tenant_faults.clone(), sandbox_clock.clone()).await?;
        tenant_faults.set_latency(settings.tenant_latency);
        let door = if settings.sign_in { Some(free_address()?) } else { None };
        let northwind = if settings.northwind.is_some() {
            let (settings, clock) = (TenantSettings::northwind(), sandbox_clock.clone());
            Some(SimulatedTenant::start(settings, recorder.clone(), Faults::default(), clock).await?)
        } else {
            None
        };
        let world = Self {
            discord,
            tenant,
            northwind,
            tenant_faults,
            discord_faults,
            recorder,
            sandbox_clock,
            door,
            clock: Clock::system(),
            state: State::new(settings.state.as_deref())?,
            settings,
            journal: watch::Sender::new(0),
            bot: Mutex::new(None),
            has_crashed: AtomicBool::new(false),
            restarted_at: std::sync::Mutex::default(),
            browsed: std::sync::Mutex::default(),
        };
        if let Some(door) = door {
            let all = std::iter::once(&world.tenant).chain(&world.northwind);
            all.for_each(|tenant| {
                tenant.adjust(|settings| settings.redirect_uris.push(format!("http://{door}/signed-in")));
            });
        }
        if world.settings.with_bot {
            *world.bot.lock().await = Some(world.start_bot(world.settings.crash_after_entries).await?);
            world.wait_for_bot().await?;
        }
        Ok(world)
    }

    /// Moves time forward, after all answers have arrived. Discord refuses an answer that is a quarter of an hour late.
    pub async fn advance_time(&self, by: SignedDuration) -> anyhow::Result<()> {
        self.wait_for_answers().await?;
        self.advance_clocks(by);
        Ok(())
    }

    /// Moves the clocks of the bot and of all services forward at once.
    pub fn advance_clocks(&self, by: SignedDuration) {
        self.sandbox_clock.advance(by);
        self.clock.advance(by);
    }

    /// Waits for something that must happen, and starts the bot again after its crash point.
    pub async fn wait_until<T>(&self, look: impl Fn(&Self) -> Option<T>) -> anyhow::Result<T> {
        self.wait_until_within(PATIENCE, look).await
    }

    /// Waits for something that must happen, for this long at most, and starts the bot again after its crash point.
    pub async fn wait_until_within<T>(
        &self,
        patience: Duration,
        look: impl Fn(&Self) -> Option<T>,
    ) -> anyhow::Result<T> {
        let deadline = Instant::now() + patience;
        while Instant::now() < deadline {
            self.restart_after_crash().await?;
            if let Some(found) = look(self) {
                return Ok(found);
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        anyhow::bail!("waited {} ms in vain", patience.as_millis())
    }

    /// Waits for a response of the bot to something that was sent at `sent_at`. If the bot has crashed since then, the
    /// wait ends `patience_after_crash` after the restart, because a later response is lost. Returns `None` if no
    /// response comes.
    pub(super) async fn wait_unless_lost<T>(
        &self,
        sent_at: Instant,
        patience: Duration,
        patience_after_crash: Duration,
        look: impl Fn(&Self) -> Option<T>,
    ) -> Option<T> {
        let began = Instant::now();
        let found = |world: &Self| {
            if let Some(found) = look(world) {
                Some(Some(found))
            } else {
                let restarted_at = world.restarted_at().filter(|restarted_at| *restarted_at >= sent_at);
                restarted_at.is_some_and(|at| at.max(began).elapsed() > patience_after_crash).then_some(None)
            }
        };
        self.wait_until_within(patience, found).await.ok().flatten()
    }

    /// Returns the instant of the restart after the crash point, or `None` before it.
    pub(super) fn restarted_at(&self) -> Option<Instant> {
        *self.restarted_at.lock().expect("no one panics while holding it")
    }

    /// Waits until no message says "thinking…". A bot that was killed cannot finish its answers, so then it waits no
    /// longer.
    pub async fn wait_for_answers(&self) -> anyhow::Result<()> {
        let answered = |world: &Self| (world.discord.unfinished().is_empty() || world.crashes_bot()).then_some(());
        self.wait_until(answered).await.context("somebody was never answered")
    }

    /// Ends the world: stops the bot, and checks the state that it leaves behind.
    pub async fn finish(&self) -> anyhow::Result<FinalState> {
        if self.crashes_bot() {
            // The crash may come with the very last entry. A bot whose store is held there cannot be stopped.
            self.wait_until(|world| world.has_crashed.load(Ordering::Relaxed).then_some(()))
                .await
                .context("it never crashed")?;
        }
        self.wait_for_answers().await?;
        let none_open = |world: &Self| {
            // The lock is held while a bot is started or ended.
            let bot = world.bot.try_lock().ok()?;
            let open_cases = match bot.as_ref() {
                Some(bot) => bot.store()?.open_cases().ok()?.len() as u64,
                None => StoreCopy::take(&store_folder(world.state.path())).ok()?.report().open_cases,
            };
            (open_cases == 0).then_some(())
        };
        self.wait_until(none_open).await.context("a case is not over, or its end was not shown")?;
        if let Some(bot) = self.bot.lock().await.take() {
            bot.stop().await?;
        }
        FinalState::of(self)
    }

    /// Returns true if this world kills its bot on purpose. An answer that was due at that moment never comes.
    pub const fn crashes_bot(&self) -> bool {
        self.settings.crash_after_entries.is_some()
    }

    /// Returns true if the journal has as many entries as the crash point says, or more.
    fn is_at_crash_point(&self) -> bool {
        self.settings.crash_after_entries.is_some_and(|limit| self.journal_length() >= limit)
    }

    /// Returns the folder of the bot's state.
    pub fn state_folder(&self) -> PathBuf {
        self.state.path().to_owned()
    }

    /// Returns the settings of the world.
    pub const fn settings(&self) -> &WorldSettings {
        &self.settings
    }

    /// Returns the number of entries in the journal.
    pub fn journal_length(&self) -> u64 {
        *self.journal.borrow()
    }

    /// Returns a receiver of the number of entries in the journal as it grows.
    pub fn journal_growth(&self) -> watch::Receiver<u64> {
        self.journal.subscribe()
    }

    /// Returns the clock of the bot and the services.
    pub fn clock(&self) -> &SandboxClock {
        &self.sandbox_clock
    }

    /// Returns a receiver of how far the bot's clock is ahead of the machine's. When it changes, the services' clocks
    /// have already moved.
    pub fn ahead(&self) -> watch::Receiver<SignedDuration> {
        self.clock.ahead()
    }

    /// Waits until the bot is connected and has registered its commands. People can type only then.
    pub async fn wait_for_bot(&self) -> anyhow::Result<()> {
        self.wait_until(|world| (!world.discord.guild().commands().is_empty()).then_some(()))
            .await
            .context("no commands")?;
        let connected = async {
            while !self.discord.is_connected().await {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        tokio::time::timeout(PATIENCE, connected).await.context("the bot did not connect to Discord")
    }
}
