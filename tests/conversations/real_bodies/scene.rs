//! The case that a body is served into: its account, its people, and everything that they read.

use std::time::Duration;

use anyhow::Context as _;
use grendel_sandbox::scenarios::scenario;
use grendel_sandbox::world::{World, WorldSettings};
use grendel_simulator::discord::{GuildEvent, Message};
use grendel_simulator::tenant::{InboxRule, Restriction, Risk, SignInAttempt};
use jiff::SignedDuration;
use tokio::sync::broadcast::Receiver;
use tokio::time::Instant;

use super::super::harness::speak;
use super::body::{RealBody, Scene};

/// Those who approve, one after the other.
const APPROVERS: [&str; 3] = ["bram", "gita", "eva"];
/// The pause between two looks.
const TICK: Duration = Duration::from_millis(40);
/// A case is at rest once nothing has changed for this long, unless the scene knows better.
const QUIET: Duration = Duration::from_millis(700);
/// The number of seconds of the services that pass in one of ours while a case waits for the clock.
const FASTER: u32 = 12;
/// A case that is at work for longer than this waits for the clock, which is moved then.
const AT_WORK: Duration = Duration::from_millis(400);
/// The time by which the clock is moved at each look.
const SKIPPED: SignedDuration = SignedDuration::from_millis(500);
/// The longest wait for a case that should come to rest, unless the scene knows better.
const PATIENCE: Duration = Duration::from_secs(25);
/// The longest wait for a bot that may never be ready.
const READY: Duration = Duration::from_secs(8);
/// Words of a card or an answer to which more will come.
const AT_WORK_WORDS: [&str; 4] = ["· looking", "· being done", "· waits for Microsoft", "thinking…"];

/// Plays the scene, and returns everything that anybody read, with a line for each write that came through.
pub async fn play(body: &RealBody) -> anyhow::Result<String> {
    let mut settings = WorldSettings { with_bot: false, ..WorldSettings::default() };
    // Gita is the lead who may approve what Bram may not.
    (scenario("second-factor-missing").context("a scenario with Gita")?.prepare)(&mut settings);
    speak(&mut settings.discord, "en-US");
    settings.tenant_config = body.scene.tenant_config.clone().unwrap_or_default();
    let world = World::start(settings).await?;
    let target = prepare(&world, &body.scene);
    let served = body.serve(&world, target)?;
    let ours = |seconds: Option<u64>| Duration::from_secs(seconds.unwrap_or_default()) / FASTER;
    let mut reader = Reader {
        events: world.discord.events(),
        read: Vec::new(),
        quiet: QUIET.max(ours(body.scene.quiet)),
        patience: PATIENCE.max(ours(body.scene.patience)),
    };
    world.restore_power().await?;
    let acted = act(&world, &mut reader, body, target).await;
    reader.catch_up();
    if !body.may_fail {
        acted.with_context(|| format!("what was read:\n{}", reader.read.concat()))?;
    }
    anyhow::ensure!(world.is_bot_running().await, "the bot has ended");
    for (line, met) in served {
        anyhow::ensure!(met.times() > 0, "nobody calls {line}; what was read:\n{}", reader.read.concat());
    }
    let mut read = reader.read.concat();
    for who in ["anna", "bram", "gita", "eva"] {
        read.extend(world.discord.direct_messages_to(who).iter().map(Message::to_text));
    }
    for write in world.tenant.writes().iter().filter(|write| write.took_effect) {
        let cmdlet = write.body["CmdletInput"]["CmdletName"].as_str().unwrap_or_default();
        read += &["WRITE ", &write.method, " ", &write.path, " ", cmdlet, "\n"].concat();
    }
    world.stop_bot().await?;
    Ok(plain(&read))
}

/// Makes the account what the scene says, and returns its key.
fn prepare(world: &World, scene: &Scene) -> &'static str {
    let target = match scene.account.as_deref() {
        None | Some("plain") => "nothing-wrong",
        Some("blocked") => "blocked-by-a-colleague",
        Some("synced") => "synced-and-enabled",
        Some(other) => panic!("there is no account of the kind {other}"),
    };
    let now = world.clock().now();
    world.tenant.change(target, |account| {
        if let Some(methods) = &scene.methods {
            assert_eq!(methods, &["password"], "other methods are not set up here");
            account.credentials.methods.clear();
        }
        if scene.restricted {
            let reason = "EmailSendingLimitExceeded; 212 recipients in one hour".to_owned();
            account.restriction = Some(Restriction { reason, created: now - SignedDuration::from_hours(2) });
        }
        if scene.at_risk {
            account.risk = Some(Risk { state: "atRisk", level: "high", detail: "none", updated: now });
        }
        if let Some(mailbox) = &mut account.mailbox {
            let address = |text: &String| text.trim_start_matches("smtp:").to_owned();
            mailbox.forwarding_smtp_address = scene.forward.as_ref().map(address);
            mailbox.rules.extend(scene.rules.iter().zip(7..).map(|(rule, id)| InboxRule {
                id,
                name: rule.name.clone(),
                forward_to: vec![rule.forward_to.clone()],
                delete_message: rule.delete,
                ..InboxRule::default()
            }));
        }
    });
    if let Some(sign_in) = &scene.signin {
        let reason: &'static str = sign_in.reason.clone().leak();
        for _ in 0..sign_in.times {
            world.tenant.record_sign_in(target, &SignInAttempt::new(sign_in.code, "203.0.113.24").with_reason(reason));
        }
    }
    target
}

/// Anna types the command, everybody approves as often as the scene says, and Eva reads the details.
async fn act(world: &World, reader: &mut Reader, body: &RealBody, target: &str) -> anyhow::Result<()> {
    let ready = world.wait_for_bot();
    if body.may_fail {
        // A bot that is not ready is what some of the bodies are about.
        let _ = tokio::time::timeout(READY, ready).await;
    } else {
        ready.await?;
    }
    let command = body.scene.command.as_deref().unwrap_or("/unlock");
    let upn = world.tenant.account(target).user_principal_name;
    world.discord.member("anna")?.type_command(command, &[("user", &upn)]).await?;
    reader.settle(world).await?;
    for who in (0..body.scene.approve).flat_map(|_| APPROVERS) {
        if press(world, who, "Approve").await? {
            reader.settle(world).await?;
        }
    }
    for label in &body.scene.press {
        anyhow::ensure!(press(world, "anna", label).await?, "there is no button {label}");
        reader.settle(world).await?;
    }
    if press(world, "eva", "Details").await? {
        reader.settle(world).await?;
    }
    Ok(())
}

/// Presses a button of the newest card that has it. Returns false if none has it.
async fn press(world: &World, who: &str, label: &str) -> anyhow::Result<bool> {
    let button = format!("[ {label} ]");
    let card = world.discord.guild().public().rfind(|message| message.to_text().contains(&button)).cloned();
    let Some(card) = card else { return Ok(false) };
    world.discord.member(who)?.press(&card, label).await?;
    Ok(true)
}

/// Every version of every message.
struct Reader {
    events: Receiver<GuildEvent>,
    read: Vec<String>,
    quiet: Duration,
    patience: Duration,
}

impl Reader {
    /// Takes what was written since the last look. Returns true if there was something.
    fn catch_up(&mut self) -> bool {
        let before = self.read.len();
        while let Ok(event) = self.events.try_recv() {
            match event {
                GuildEvent::MessagePosted { message } | GuildEvent::MessageEdited { message } => {
                    self.read.push(message.to_text());
                }
                GuildEvent::PrivateMessage { user, message } if !message.thinking => {
                    self.read.push(format!("to {user}:\n{}", message.to_text()));
                }
                GuildEvent::ModalOpened { modal, .. } => self.read.push(modal.to_text()),
                _ => {}
            }
        }
        self.read.len() > before
    }

    /// Waits until the case waits for people or is over, and everybody has an answer. The clock is moved where the case
    /// waits for it.
    async fn settle(&mut self, world: &World) -> anyhow::Result<()> {
        let (started, mut changed) = (Instant::now(), Instant::now());
        while started.elapsed() < self.patience {
            tokio::time::sleep(TICK).await;
            if self.catch_up() {
                changed = Instant::now();
            }
            let is_at_work = is_at_work(world);
            if !is_at_work && changed.elapsed() > self.quiet {
                return Ok(());
            }
            if is_at_work && changed.elapsed() > AT_WORK {
                world.advance_clocks(SKIPPED);
            }
        }
        anyhow::bail!("it never comes to rest")
    }
}

fn is_at_work(world: &World) -> bool {
    let guild = world.discord.guild();
    let card = guild.public().rfind(|message| !message.embeds.is_empty()).map(Message::to_text).unwrap_or_default();
    let private = world.discord.private_messages();
    let is_silent = card.is_empty() && private.is_empty();
    let says = |text: &str| AT_WORK_WORDS.iter().any(|words| text.contains(words));
    is_silent || says(&card) || private.iter().any(|(_, message)| message.thinking)
}

/// Returns text as Discord shows it: without backslashes before signs, and without bold.
fn plain(text: &str) -> String {
    let mut letters = text.chars().peekable();
    let mut shown = String::new();
    while let Some(letter) = letters.next() {
        let is_mark = letter == '\\' && letters.peek().is_some_and(char::is_ascii_punctuation);
        shown.extend(if is_mark { letters.next() } else { Some(letter) });
    }
    shown.replace("**", "")
}
