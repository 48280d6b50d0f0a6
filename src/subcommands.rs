//! What each subcommand does.

use std::io::{BufWriter, IsTerminal as _, Write};
use std::path::Path;
use std::process::Stdio;
use std::time::Instant;

use anyhow::{Context as _, bail};
use grendel::bot::{self, Ingredients};
use grendel::catalog::Catalog;
use grendel::config::Config;
use grendel::domain::{CaseNumber, Locale, hexadecimal};
use grendel::engine::clock::Clock;
use grendel::explain::Answer;
use grendel::playground::{self, Playground};
use grendel::store::StoreCopy;
use grendel::{audit, journal, stories, words};
use tracing_subscriber::EnvFilter;

/// Without a word in `RUST_LOG`: our own lines, and of the libraries only what is wrong.
const LOG: &str = "warn,grendel=info";
/// While a story is told, its own telling is enough.
const LOG_OF_STORIES: &str = "error";

/// `grendel run`.
pub fn run(path: &Path) -> anyhow::Result<()> {
    log(LOG);
    let config = configuration(path)?;
    let catalog = config.catalog().map_err(|mistakes| anyhow::anyhow!("{mistakes}"))?;
    config.check_against(&catalog).map_err(|mistakes| anyhow::anyhow!("{mistakes}"))?;
    for warning in &config.warnings {
        tracing::warn!("{warning}");
    }
    let clock = Clock::system();
    let ingredients = Ingredients { config, catalog, clock, stop_after_entries: None, journal_length: None };
    runtime()?.block_on(bot::run(ingredients, told_to_stop()))
}

/// `grendel sandbox --list`.
pub fn stories() -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "The stories, each played with `grendel sandbox --play NAME`, or from the page of `grendel sandbox`:\n"
    )?;
    for story in stories::stories() {
        writeln!(out, "  {:<36}{}", story.name, story.about)?;
    }
    Ok(())
}

/// `grendel sandbox --play`.
pub fn play(name: &str, har: Option<&Path>, state: Option<&Path>) -> anyhow::Result<()> {
    log(LOG_OF_STORIES);
    let Some(story) = stories::story(name) else {
        let names: Vec<&str> = stories::stories().map(|story| story.name).collect();
        bail!("there is no story `{name}`. The stories are: {}", names.join(", "));
    };
    runtime()?.block_on(stories::tell(story, har, state))
}

/// `grendel sandbox`.
pub fn sandbox(settings: playground::Settings, opens_browser: bool) -> anyhow::Result<()> {
    log(LOG_OF_STORIES);
    runtime()?.block_on(async {
        let begun = Instant::now();
        let playground = Playground::open(settings).await?;
        for service in playground.services() {
            say(&format!("the {service} is there"));
        }
        say(&format!("the bot is connected, {} ms after the start", begun.elapsed().as_millis()));
        let address = playground.address();
        say(&format!("\nSit down at {address}\n\nOther programs drive it by {address}/interface. Ctrl-C ends it."));
        if opens_browser && std::io::stdout().is_terminal() {
            open_in_browser(&address);
        }
        told_to_stop().await;
        playground.close().await
    })
}

/// Whoever stops reading misses the rest, and nothing breaks.
fn say(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// Opens an address as the desktop does. Where there is no desktop, a person opens it.
fn open_in_browser(address: &str) {
    let (program, arguments): (&str, &[&str]) = if cfg!(target_os = "macos") {
        ("open", &[])
    } else if cfg!(windows) {
        ("cmd", &["/C", "start", ""])
    } else if ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| std::env::var_os(name).is_some()) {
        ("xdg-open", &[])
    } else {
        return;
    };
    let mut command = std::process::Command::new(program);
    let quiet = command.args(arguments).arg(address).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    // The address is on the screen; a browser that does not come is no failure.
    let _ = quiet.spawn();
}

/// `grendel audit verify`.
pub fn verify(state: &Path) -> anyhow::Result<()> {
    log(LOG);
    let copy = copy(state)?;
    let report = copy.report();
    writeln!(
        std::io::stdout(),
        "The journal is whole: every link holds. Entries: {}. Cases: {}.\nThe last hash is {}.",
        report.entries,
        report.cases,
        hexadecimal(&report.hash)
    )?;
    Ok(())
}

/// `grendel audit show`.
pub fn show(state: &Path, case: CaseNumber) -> anyhow::Result<()> {
    log(LOG);
    let mut out = std::io::stdout().lock();
    if !audit::show(journal::entries_of(&copy(state)?), case, &mut out)? {
        bail!("there is no case {case} in this journal");
    }
    Ok(())
}

/// `grendel audit export`.
pub fn export(state: &Path, to: Option<&Path>) -> anyhow::Result<()> {
    log(LOG);
    let copy = copy(state)?;
    let entries = || journal::entries_of(&copy);
    let Some(to) = to else {
        let mut out = BufWriter::new(std::io::stdout().lock());
        audit::export(entries, &mut out)?;
        return Ok(out.flush()?);
    };
    let file = std::fs::File::create(to).with_context(|| format!("writing {}", to.display()))?;
    let mut out = BufWriter::new(file);
    let lines = audit::export(entries, &mut out)?;
    out.flush()?;
    out.get_ref().sync_all()?;
    println!("{lines} entries in {}", to.display());
    Ok(())
}

/// The commands of this folder, or those that Grendel brings. Mistakes are worded as by `grendel run`.
pub fn catalog(folder: Option<&Path>) -> anyhow::Result<Catalog> {
    let Some(folder) = folder else { return Ok(Catalog::built_in()) };
    Catalog::from_folder(folder).map_err(|mistakes| anyhow::anyhow!("{mistakes}"))
}

/// `grendel explain`.
pub fn explain(answer: &Answer, json: bool) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    if json {
        serde_json::to_writer_pretty(&mut out, answer)?;
        writeln!(out)?;
    } else {
        write!(out, "{answer}")?;
    }
    Ok(())
}

/// `grendel words`.
pub fn words(locale: &Locale, only: Option<&str>) -> anyhow::Result<()> {
    let told: Vec<String> = words::messages(locale).iter().map(ToString::to_string).collect();
    let wanted = only.map(str::to_lowercase).unwrap_or_default();
    let chosen: Vec<&String> = told.iter().filter(|message| message.to_lowercase().contains(&wanted)).collect();
    if chosen.is_empty() {
        bail!("none of the {} messages in `{locale}` has \"{wanted}\" in it", told.len());
    }
    let mut out = BufWriter::new(std::io::stdout().lock());
    for message in chosen {
        writeln!(out, "{message}")?;
    }
    Ok(out.flush()?)
}

/// The journal as it is now, whether the bot is running or not.
fn copy(state: &Path) -> anyhow::Result<StoreCopy> {
    let folder = bot::store_folder(state);
    let there = folder
        .try_exists()
        .with_context(|| format!("{} cannot be looked at; ask as the user that Grendel runs as", folder.display()))?;
    if !there {
        bail!(
            "there is no journal in {}: say with --state which folder `state` names in grendel.toml",
            folder.display()
        );
    }
    Ok(StoreCopy::take(&folder)?)
}

fn configuration(path: &Path) -> anyhow::Result<Config> {
    Config::from_file(path, |name| std::env::var(name).ok()).map_err(|mistakes| anyhow::anyhow!("{mistakes}"))
}

fn runtime() -> anyhow::Result<tokio::runtime::Runtime> {
    Ok(tokio::runtime::Builder::new_multi_thread().enable_all().build()?)
}

fn log(filter: &str) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(filter));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr)
        .init();
}

/// Comes back at Ctrl-C, and where there is such a thing at SIGTERM.
async fn told_to_stop() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminated) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => return,
                _ = terminated.recv() => return,
            }
        }
    }
    // Without signals nobody can ask, and the bot runs until it is ended.
    let _ = tokio::signal::ctrl_c().await;
}
