//! The command line: picks what to do, and nothing else.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use grendel::domain::CaseNumber;

mod subcommands;

/// Finds out why someone cannot sign in to Microsoft 365, and undoes it with a second person's approval.
#[derive(Parser)]
#[command(version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run the bot.
    Run {
        /// The configuration; `grendel.example.toml` explains what belongs there.
        #[arg(long, value_name = "FILE", default_value = "grendel.toml")]
        config: PathBuf,
    },
    /// Try it without an account anywhere: a simulated Discord and a simulated tenant on this machine.
    Sandbox {
        /// Play this story and tell it; without a name, list the stories.
        #[arg(long, value_name = "STORY", num_args = 0..=1, default_missing_value = "")]
        play: Option<String>,
        /// Record everything that crosses the wire into this file (HTTP Archive 1.2).
        #[arg(long, value_name = "FILE", requires = "play")]
        har: Option<PathBuf>,
        /// Keep what the bot leaves behind in this folder, which must not exist yet: its journal can be read with `grendel audit`.
        #[arg(long, value_name = "FOLDER", requires = "play")]
        state: Option<PathBuf>,
    },
    /// Read the journal. Needs no secret and changes nothing.
    Audit {
        /// The folder that `state` names in the configuration. Nothing in it is changed, and a running bot is not disturbed.
        #[arg(long, value_name = "FOLDER", global = true, default_value = ".")]
        state: PathBuf,
        #[command(subcommand)]
        question: Question,
    },
}

#[derive(Subcommand)]
enum Question {
    /// Check every link of the chain.
    Verify,
    /// Tell one case as a story.
    Show {
        /// The number on the card, such as 1.
        #[arg(value_name = "CASE")]
        case: u64,
    },
    /// Write everything as JSON Lines, with the names of Microsoft Graph's `directoryAudit`.
    Export {
        /// Into this file; to standard output without it.
        #[arg(long, value_name = "FILE")]
        to: Option<PathBuf>,
    },
}

fn main() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::Run { config } => subcommands::run(&config),
        Command::Sandbox { play, har, state } => {
            subcommands::sandbox(play.as_deref(), har.as_deref(), state.as_deref())
        }
        Command::Audit { state, question } => match question {
            Question::Verify => subcommands::verify(&state),
            Question::Show { case } => subcommands::show(&state, CaseNumber(case)),
            Question::Export { to } => subcommands::export(&state, to.as_deref()),
        },
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        // Whoever read this has read enough, as `head` does.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("grendel: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let mut causes = error.chain().filter_map(|cause| cause.downcast_ref::<std::io::Error>());
    causes.any(|cause| cause.kind() == std::io::ErrorKind::BrokenPipe)
}
