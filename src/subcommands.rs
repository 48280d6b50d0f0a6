//! The subcommands of `grendel`.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::{Context as _, bail};
use grendel::bot::{self, BotOptions};
use grendel::catalog::Catalog;
use grendel::clock::Clock;
use grendel::config::Config;
use grendel::domain::{CaseNumber, hexadecimal};
use grendel::explain::Explanation;
use grendel::startup::{LOG, forbid_core_dumps, log, on_signal, runtime, stop_requested};
use grendel::store::{Store, StoreCopy};
use grendel::{audit, journal};

/// Runs the bot until a signal stops it.
pub fn run(path: &Path) -> anyhow::Result<()> {
    log(LOG);
    if let Err(error) = forbid_core_dumps() {
        tracing::warn!(%error, "core dumps not forbidden, a crash may write secrets to disk");
    }
    let config = configuration(path)?;
    let catalog = config.catalog().map_err(anyhow::Error::from)?;
    config.check_against(&catalog).map_err(anyhow::Error::from)?;
    for warning in &config.warnings {
        tracing::warn!("{warning}");
    }
    for warning in config.warnings_about(&catalog) {
        tracing::warn!("{warning}");
    }
    let clock = Clock::system();
    let store = Store::open(&bot::store_folder(&config.state))?;
    let options = BotOptions { config, catalog, clock, store };
    runtime()?.block_on(bot::run(options, stop_requested()))
}

/// Verifies the hash chain of the journal, and prints its length and last hash.
pub fn verify(state: &Path) -> anyhow::Result<()> {
    log(LOG);
    let copy = copy(state)?;
    let report = copy.report();
    writeln!(
        std::io::stdout(),
        "The journal is intact: every hash matches. Entries: {}. Cases: {}.\nThe last hash is {}.",
        report.entries,
        report.cases,
        hexadecimal(&report.hash)
    )?;
    Ok(())
}

/// Prints the history of one case.
pub fn show(state: &Path, case: CaseNumber) -> anyhow::Result<()> {
    log(LOG);
    let mut out = std::io::stdout().lock();
    if !audit::show(journal::entries_of(&copy(state)?), case, &mut out)? {
        bail!("there is no case {case} in this journal");
    }
    Ok(())
}

/// Prints what became of the program itself.
pub fn show_operations(state: &Path) -> anyhow::Result<()> {
    log(LOG);
    audit::show_operations(journal::entries_of(&copy(state)?), &mut std::io::stdout().lock())?;
    Ok(())
}

/// Writes all entries of the journal as JSON Lines, to a file or to standard output.
pub fn export(state: &Path, to: Option<&Path>) -> anyhow::Result<()> {
    log(LOG);
    let copy = copy(state)?;
    let entries = || journal::entries_of(&copy);
    let Some(to) = to else {
        let mut out = BufWriter::new(std::io::stdout().lock());
        audit::export(entries, &mut out)?;
        return Ok(out.flush()?);
    };
    let file = create_private(to).with_context(|| format!("writing {}", to.display()))?;
    let mut out = BufWriter::new(file);
    let lines = audit::export(entries, &mut out)?;
    out.flush()?;
    out.get_ref().sync_all()?;
    println!("{lines} entries in {}", to.display());
    Ok(())
}

/// Creates a file for its owner alone. One that exists is emptied, and others can read it no longer.
fn create_private(path: &Path) -> std::io::Result<File> {
    let file = File::create(path)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // Not a device or a pipe, such as /dev/stdout.
        if file.metadata()?.is_file() {
            file.set_permissions(std::fs::Permissions::from_mode(0o600))?;
        }
    }
    Ok(file)
}

/// Returns the commands of a folder, or the built-in ones. The errors are those of `grendel run`.
pub fn catalog(folder: Option<&Path>) -> anyhow::Result<Catalog> {
    let Some(folder) = folder else { return Ok(Catalog::built_in()) };
    Catalog::from_folder(folder).map_err(anyhow::Error::from)
}

/// Prints an explanation, as text or as JSON.
pub fn explain(explanation: &Explanation, json: bool) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    if json {
        serde_json::to_writer_pretty(&mut out, explanation)?;
        writeln!(out)?;
    } else {
        write!(out, "{explanation}")?;
    }
    Ok(())
}

/// Copies the journal as it is now. Works while the bot is running.
fn copy(state: &Path) -> anyhow::Result<StoreCopy> {
    let folder = bot::store_folder(state);
    let exists = folder.try_exists().with_context(|| {
        format!("{} cannot be accessed; run this as the user that Grendel runs as", folder.display())
    })?;
    if !exists {
        bail!(
            "there is no journal in {}; set --state to the folder that `state` names in grendel.toml",
            folder.display()
        );
    }
    if let Err(error) = on_signal(StoreCopy::remove_all) {
        tracing::warn!(%error, "signals not awaited, an interrupted command leaves a copy of the journal behind");
    }
    Ok(StoreCopy::take(&folder)?)
}

fn configuration(path: &Path) -> anyhow::Result<Config> {
    Config::from_file(path, |name| std::env::var(name).ok()).map_err(anyhow::Error::from)
}
