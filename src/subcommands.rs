//! What each subcommand does.

use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::{Context as _, bail};
use grendel::bot::{self, BotOptions};
use grendel::catalog::Catalog;
use grendel::clock::Clock;
use grendel::config::Config;
use grendel::domain::{CaseNumber, hexadecimal};
use grendel::explain::Answer;
use grendel::startup::{LOG, log, runtime, stop_requested};
use grendel::store::{Store, StoreCopy};
use grendel::{audit, journal};

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
    let store = Store::open(&bot::store_folder(&config.state))?;
    let options = BotOptions { config, catalog, clock, store };
    runtime()?.block_on(bot::run(options, stop_requested()))
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
