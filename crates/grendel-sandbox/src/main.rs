//! The command line of the sandbox: the page, the scenarios, and every message.

use std::io::{BufWriter, IsTerminal as _, Write};
use std::path::{Path, PathBuf};
use std::process::{ExitCode, Stdio};
use std::time::Instant;

use anyhow::bail;
use clap::{Args, Parser, Subcommand};
use grendel::domain::Locale;
use grendel::render::Messages;
use grendel::startup::{log, runtime, stop_requested};
use grendel_sandbox::web::{self, SandboxServer};
use grendel_sandbox::{message_catalog, scenarios};

/// The log filter if `RUST_LOG` is not set. The output of a scenario or the page says enough.
const LOG: &str = "error";

/// Try Grendel without an account anywhere: a page on this machine, with a simulated Discord and a simulated tenant behind it.
#[derive(Parser)]
#[command(version, about, args_conflicts_with_subcommands = true)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    sandbox: Sandbox,
}

#[derive(Subcommand)]
enum Command {
    /// Print every message that a person can receive, made from samples. Needs no configuration and contacts no service.
    Words {
        /// The language of the messages.
        #[arg(long, value_name = "LANGUAGE", default_value = "en", value_parser = language)]
        locale: Locale,
        /// Print only messages with this text in them or in their heading, which says who reads it, where and when.
        #[arg(long, value_name = "TEXT")]
        only: Option<String>,
    },
}

#[derive(Args)]
struct Sandbox {
    /// Play this scenario here, without the page. Without a name, list the scenarios.
    #[arg(long, value_name = "SCENARIO", num_args = 0..=1, default_missing_value = "")]
    play: Option<String>,
    /// List the scenarios.
    #[arg(long, conflicts_with_all = ["play", "har", "state", "port", "no_open"])]
    list: bool,
    /// Record everything that crosses the wire into this file (HTTP Archive 1.2). It holds the simulated secrets.
    #[arg(long, value_name = "FILE")]
    har: Option<PathBuf>,
    /// Keep the bot's state in this folder, which must not exist yet. Read its journal with `grendel audit`.
    #[arg(long, value_name = "FOLDER")]
    state: Option<PathBuf>,
    /// The port of the page on 127.0.0.1. Without it, the page takes 4242, or another port if that one is in use.
    #[arg(long, value_name = "PORT", conflicts_with = "play", value_parser = clap::value_parser!(u16).range(1..))]
    port: Option<u16>,
    /// Do not open the page in a browser.
    #[arg(long, conflicts_with = "play")]
    no_open: bool,
}

impl Sandbox {
    fn run(self) -> anyhow::Result<()> {
        let Self { play, list, har, state, port, no_open } = self;
        match play.as_deref() {
            Some("") => list_scenarios(),
            None if list => list_scenarios(),
            Some(name) => play_scenario(name, har.as_deref(), state.as_deref()),
            None => {
                let settings = web::Settings { port, har, state, ..web::Settings::default() };
                open_page(settings, !no_open)
            }
        }
    }
}

fn language(name: &str) -> Result<Locale, String> {
    let known = Messages::languages();
    let names: Vec<&str> = known.iter().map(|language| language.0.as_str()).collect();
    let found = known.iter().find(|language| language.0.eq_ignore_ascii_case(name)).cloned();
    found.ok_or_else(|| format!("Grendel does not speak it. Its languages are: {}", names.join(", ")))
}

/// Runs `grendel-sandbox --list`.
fn list_scenarios() -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "The scenarios, each played with `grendel-sandbox --play NAME`, or from the page of `grendel-sandbox`:\n"
    )?;
    for scenario in scenarios::scenarios() {
        writeln!(out, "  {:<36}{}", scenario.name, scenario.about)?;
    }
    Ok(())
}

/// Runs `grendel-sandbox --play`.
fn play_scenario(name: &str, har: Option<&Path>, state: Option<&Path>) -> anyhow::Result<()> {
    log(LOG);
    let Some(scenario) = scenarios::scenario(name) else {
        let names: Vec<&str> = scenarios::scenarios().map(|scenario| scenario.name).collect();
        bail!("there is no scenario `{name}`. The scenarios are: {}", names.join(", "));
    };
    runtime()?.block_on(scenarios::tell(scenario, har, state))
}

/// Runs `grendel-sandbox`.
fn open_page(settings: web::Settings, opens_browser: bool) -> anyhow::Result<()> {
    log(LOG);
    runtime()?.block_on(async {
        let begun = Instant::now();
        let server = SandboxServer::open(settings).await?;
        for service in server.services() {
            say(&format!("the {service} is there"));
        }
        say(&format!("the bot is connected, {} ms after the start", begun.elapsed().as_millis()));
        let address = server.address();
        say(&format!("\nSit down at {address}\n\nOther programs drive it by {address}/interface. Ctrl-C ends it."));
        if opens_browser && std::io::stdout().is_terminal() {
            open_in_browser(&address);
        }
        stop_requested().await;
        server.close().await
    })
}

/// Prints a line. It ignores an error, because a reader that stops early is no failure.
fn say(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// Opens an address with the desktop's browser. Without a desktop it does nothing, and a person opens the address.
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
    // The address is on the screen, so a browser that does not start is no failure.
    let _ = quiet.spawn();
}

/// Runs `grendel-sandbox words`.
fn print_messages(locale: &Locale, only: Option<&str>) -> anyhow::Result<()> {
    let told: Vec<String> = message_catalog::messages(locale).iter().map(ToString::to_string).collect();
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

fn main() -> ExitCode {
    let Arguments { command, sandbox } = Arguments::parse();
    let result = match command {
        None => sandbox.run(),
        Some(Command::Words { locale, only }) => print_messages(&locale, only.as_deref()),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        // A reader such as `head` closes the pipe when it has enough, which is no failure.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("grendel-sandbox: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let mut causes = error.chain().filter_map(|cause| cause.downcast_ref::<std::io::Error>());
    causes.any(|cause| cause.kind() == std::io::ErrorKind::BrokenPipe)
}
