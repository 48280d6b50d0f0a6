//! The command line: picks what to do, and nothing else.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::error::ErrorKind;
use clap::{Args, CommandFactory as _, Parser, Subcommand};
use grendel::domain::CaseNumber;
use grendel::domain::authority::Deed;
use grendel::domain::people::DirectoryRole;
use grendel::explain::{self, Actor, Question as WhoMay, Target};

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
    /// Say whether Microsoft lets an administrator do something to an account, and why. Needs no configuration and asks nobody.
    Explain(Explain),
}

#[derive(Args)]
struct Explain {
    /// What would be done, by the word of command files.
    #[arg(long, value_name = "STEP", value_parser = step())]
    step: Deed,
    /// A role of the one who would do it, held for the whole tenant: its name or its template id. Repeat it for several.
    #[arg(long, value_name = "ROLE", value_parser = explain::actor_role, required_unless_present = "actor_in_unit")]
    actor: Vec<DirectoryRole>,
    /// A role that is held for an administrative unit that the target is in. Repeat it for several.
    #[arg(long, value_name = "ROLE", value_parser = explain::actor_role)]
    actor_in_unit: Vec<DirectoryRole>,
    /// A role of the one to whom it would be done, or `none`. Repeat it for several.
    #[arg(long, value_name = "ROLE", required = true)]
    target: Vec<String>,
    #[command(flatten)]
    shields: Shields,
    /// As JSON.
    #[arg(long)]
    json: bool,
}

/// What shields the target besides its roles.
#[derive(Args)]
struct Shields {
    /// The target is a member or an owner of a group that roles can be assigned to.
    #[arg(long)]
    target_in_role_assignable_group: bool,
    /// A role of the target is held for a restricted management administrative unit.
    #[arg(long)]
    target_role_in_restricted_management_unit: bool,
    /// The target is itself managed in such a unit; then a role of `--actor-in-unit` is one for this unit.
    #[arg(long)]
    target_in_restricted_management_unit: bool,
}

fn step() -> impl TypedValueParser<Value = Deed> {
    let words = PossibleValuesParser::new(Deed::ALL.iter().map(|deed| deed.word()));
    words.map(|word| Deed::from_word(&word).expect("no other word was possible"))
}

/// Ends like every mistake on the command line that clap finds itself: with the usage, and 2.
fn mistake(words: String) -> ! {
    let mut command = Arguments::command();
    command.build();
    let explain = command.find_subcommand_mut("explain").expect("it is declared above");
    explain.error(ErrorKind::ArgumentConflict, words).exit()
}

impl Explain {
    fn question(self) -> WhoMay {
        let roles = explain::target_roles(&self.target).unwrap_or_else(|words| mistake(words));
        WhoMay {
            deed: self.step,
            actor: Actor { roles: self.actor, roles_in_unit: self.actor_in_unit },
            target: Target {
                roles,
                in_role_assignable_group: self.shields.target_in_role_assignable_group,
                role_in_restricted_management_unit: self.shields.target_role_in_restricted_management_unit,
                in_restricted_management_unit: self.shields.target_in_restricted_management_unit,
            },
        }
    }
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
        Command::Explain(asked) => {
            let json = asked.json;
            subcommands::explain(&asked.question(), json)
        }
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
