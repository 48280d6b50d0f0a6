//! The command line: picks what to do, and nothing else.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::error::ErrorKind;
use clap::{Args, CommandFactory as _, Parser, Subcommand};
use grendel::clock::Clock;
use grendel::domain::CaseNumber;
use grendel::domain::people::DirectoryRole;
use grendel::domain::step::StepKind;
use grendel::explain::command::Circumstances;
use grendel::explain::{self, Actor, Question as WhoMay, Target};
use jiff::Timestamp;

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
    step: StepKind,
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
    #[command(flatten)]
    by_command: ByCommand,
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

/// The rules of a command, and what they look at.
#[derive(Args)]
#[command(next_help_heading = "With a command")]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
struct ByCommand {
    /// Say also what this command asks for, by its name.
    #[arg(long, value_name = "NAME")]
    command: Option<String>,
    /// The folder of the command files; without it, those that Grendel brings.
    #[arg(long, value_name = "FOLDER", requires = "command")]
    commands: Option<PathBuf>,
    /// A group that the target is in, by the name or object id that a rule has for it. Repeat it for several.
    #[arg(long, value_name = "NAME", requires = "command")]
    target_in_group: Vec<String>,
    /// The target belongs to another organisation.
    #[arg(long, requires = "command")]
    target_guest: bool,
    /// Active Directory on premises is the master of the target.
    #[arg(long, requires = "command")]
    target_synced: bool,
    /// Something says that the target may be in the hands of somebody else.
    #[arg(long, requires = "command")]
    target_at_risk: bool,
    /// Those who guard the tenant have blocked the target.
    #[arg(long, requires = "command")]
    blocked_by_security: bool,
    /// Another account is called nearly the same.
    #[arg(long, requires = "command")]
    look_alike: bool,
    /// Something was done to the target some days ago.
    #[arg(long, requires = "command")]
    asked_recently: bool,
    /// When it is asked, such as 2026-11-22T03:00:00Z; without it, now.
    #[arg(long, value_name = "INSTANT", requires = "command", value_parser = instant)]
    at: Option<Timestamp>,
}

fn instant(text: &str) -> Result<Timestamp, String> {
    text.parse().map_err(|_| "that is no instant, such as 2026-11-22T03:00:00Z".to_owned())
}

fn step() -> impl TypedValueParser<Value = StepKind> {
    let words = PossibleValuesParser::new(StepKind::ALL.iter().map(|step| step.word()));
    words.map(|word| StepKind::from_word(&word).expect("no other word was possible"))
}

/// Ends like every mistake on the command line that clap finds itself: with the usage, and 2.
fn mistake(kind: ErrorKind, words: String) -> ! {
    let mut command = Arguments::command();
    command.build();
    let explain = command.find_subcommand_mut("explain").expect("it is declared above");
    explain.error(kind, words).exit()
}

impl Explain {
    /// No is an answer like yes.
    fn answered(&self) -> anyhow::Result<()> {
        let question = self.question();
        let Some(name) = &self.by_command.command else {
            return subcommands::explain(&explain::answer(&question), self.json);
        };
        let catalog = subcommands::catalog(self.by_command.commands.as_deref())?;
        let Some(terms) = catalog.command(name).and_then(grendel::domain::command::Command::terms) else {
            let opening = catalog.commands().filter(|command| command.terms().is_some());
            let names: Vec<&str> = opening.map(|command| command.name.as_str()).collect();
            let words = format!("no command `{name}` opens a case. Commands that do are: {}", names.join(", "));
            mistake(ErrorKind::InvalidValue, words);
        };
        let answer = explain::answer_with(&question, (name, terms), &self.by_command.circumstances());
        subcommands::explain(&answer, self.json)
    }

    fn question(&self) -> WhoMay {
        let conflict = |words| mistake(ErrorKind::ArgumentConflict, words);
        let roles = explain::target_roles(&self.target).unwrap_or_else(conflict);
        WhoMay {
            step: self.step,
            actor: Actor { roles: self.actor.clone(), roles_in_unit: self.actor_in_unit.clone() },
            target: Target {
                roles,
                in_role_assignable_group: self.shields.target_in_role_assignable_group,
                role_in_restricted_management_unit: self.shields.target_role_in_restricted_management_unit,
                in_restricted_management_unit: self.shields.target_in_restricted_management_unit,
            },
        }
    }
}

impl ByCommand {
    fn circumstances(&self) -> Circumstances {
        Circumstances {
            in_groups: self.target_in_group.clone(),
            guest: self.target_guest,
            synced: self.target_synced,
            at_risk: self.target_at_risk,
            blocked_by_security: self.blocked_by_security,
            look_alike: self.look_alike,
            asked_recently: self.asked_recently,
            at: self.at.unwrap_or_else(|| Clock::system().now()),
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
        Command::Audit { state, question } => match question {
            Question::Verify => subcommands::verify(&state),
            Question::Show { case } => subcommands::show(&state, CaseNumber(case)),
            Question::Export { to } => subcommands::export(&state, to.as_deref()),
        },
        Command::Explain(asked) => asked.answered(),
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
