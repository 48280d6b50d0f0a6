//! The command line: parses the arguments and calls the subcommand.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::error::ErrorKind;
use clap::{Args, CommandFactory as _, Parser, Subcommand};
use grendel::clock::Clock;
use grendel::domain::CaseNumber;
use grendel::domain::command::Command;
use grendel::domain::people::DirectoryRole;
use grendel::domain::step::StepKind;
use grendel::explain::command::Circumstances;
use grendel::explain::{self, Actor, AuthorityQuery, TargetAccount};
use grendel::startup::keep_files_private;
use jiff::Timestamp;

mod subcommands;

/// Diagnose why someone cannot sign in to Microsoft 365, and fix it with a second person's approval
#[derive(Parser)]
#[command(version)]
struct CommandLine {
    #[command(subcommand)]
    subcommand: GrendelSubcommand,
}

#[derive(Subcommand)]
enum GrendelSubcommand {
    /// Run the bot
    Run {
        /// The configuration file; see grendel.example.toml
        #[arg(long, value_name = "FILE", default_value = "grendel.toml")]
        config: PathBuf,
    },
    /// Verify, show or export the journal
    ///
    /// Needs no secrets, changes nothing, and works while the bot is running.
    Audit {
        /// The folder that `state` names in the configuration
        #[arg(long, value_name = "FOLDER", global = true, default_value = ".")]
        state: PathBuf,
        #[command(subcommand)]
        subcommand: AuditSubcommand,
    },
    /// Check whether a role may take a step on an account
    ///
    /// Explains the answer by Microsoft's rules. Needs no configuration and connects to nothing.
    Explain(ExplainArguments),
}

#[derive(Subcommand)]
enum AuditSubcommand {
    /// Verify the hash chain
    Verify,
    /// Print the history of one case
    Show {
        /// The number on the card, such as 1
        #[arg(value_name = "CASE")]
        case: u64,
    },
    /// Print the starts and stops of the bot, with their files, and changes of `[[person]]`
    Operations,
    /// Write all entries as JSON Lines, with the names of Microsoft Graph's `directoryAudit`
    Export {
        /// The file to write; standard output by default
        #[arg(long, value_name = "FILE")]
        to: Option<PathBuf>,
    },
}

#[derive(Args)]
struct ExplainArguments {
    /// The step, as command files name it
    #[arg(long, value_name = "STEP", value_parser = step())]
    step: StepKind,
    /// A role of the actor for the whole tenant, by name or template id; can be repeated
    #[arg(long, value_name = "ROLE", value_parser = explain::actor_role, required_unless_present = "actor_in_unit")]
    actor: Vec<DirectoryRole>,
    /// A role of the actor for an administrative unit that the target is in; can be repeated
    #[arg(long, value_name = "ROLE", value_parser = explain::actor_role)]
    actor_in_unit: Vec<DirectoryRole>,
    /// A role of the target, or `none`; can be repeated
    #[arg(long, value_name = "ROLE", required = true)]
    target: Vec<String>,
    #[command(flatten)]
    protection: ProtectionArguments,
    /// Print the answer as JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    by_command: CommandArguments,
}

/// The flags for what protects the target besides its roles.
#[derive(Args)]
struct ProtectionArguments {
    /// The target is a member or an owner of a role-assignable group
    #[arg(long)]
    target_in_role_assignable_group: bool,
    /// The target holds a role for a restricted management administrative unit
    #[arg(long)]
    target_role_in_restricted_management_unit: bool,
    /// The target is in a restricted management administrative unit; `--actor-in-unit` is then a role for that unit
    #[arg(long)]
    target_in_restricted_management_unit: bool,
}

/// The command whose rules are evaluated, and the circumstances that they depend on.
#[derive(Args)]
#[command(next_help_heading = "With a command")]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
struct CommandArguments {
    /// Also evaluate the rules of the command of this name
    #[arg(long, value_name = "NAME")]
    command: Option<String>,
    /// The folder of the command files; the built-in commands by default
    #[arg(long, value_name = "FOLDER", requires = "command")]
    commands: Option<PathBuf>,
    /// A group of the target, by the name or object id that a rule has for it; can be repeated
    #[arg(long, value_name = "NAME", requires = "command")]
    target_in_group: Vec<String>,
    /// The target is a guest from another organisation
    #[arg(long, requires = "command")]
    target_guest: bool,
    /// The target is synced from on-premises Active Directory
    #[arg(long, requires = "command")]
    target_synced: bool,
    /// The target shows signs of compromise
    #[arg(long, requires = "command")]
    target_at_risk: bool,
    /// The security team has blocked the target
    #[arg(long, requires = "command")]
    blocked_by_security: bool,
    /// Another account has nearly the same name as the target
    #[arg(long, requires = "command")]
    look_alike: bool,
    /// The target was the target of a case some days ago
    #[arg(long, requires = "command")]
    asked_recently: bool,
    /// The time of the request, such as 2026-11-22T03:00:00Z; now by default
    #[arg(long, value_name = "INSTANT", requires = "command", value_parser = instant)]
    at: Option<Timestamp>,
}

fn main() -> ExitCode {
    keep_files_private();
    let result = match CommandLine::parse().subcommand {
        GrendelSubcommand::Run { config } => subcommands::run(&config),
        GrendelSubcommand::Audit { state, subcommand } => match subcommand {
            AuditSubcommand::Verify => subcommands::verify(&state),
            AuditSubcommand::Show { case } => subcommands::show(&state, CaseNumber(case)),
            AuditSubcommand::Operations => subcommands::show_operations(&state),
            AuditSubcommand::Export { to } => subcommands::export(&state, to.as_deref()),
        },
        GrendelSubcommand::Explain(arguments) => arguments.explain(),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        // The reader of the output, such as `head`, has read enough.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("grendel: {error:#}");
            ExitCode::FAILURE
        }
    }
}

impl ExplainArguments {
    /// Prints the answer. "Not allowed" is an answer, not an error.
    fn explain(&self) -> anyhow::Result<()> {
        let query = self.query();
        let Some(name) = &self.by_command.command else {
            return subcommands::explain(&explain::explain(&query), self.json);
        };
        let catalog = subcommands::catalog(self.by_command.commands.as_deref())?;
        let Some(terms) = catalog.command(name).and_then(Command::terms) else {
            let opening = catalog.commands().filter(|command| command.terms().is_some());
            let names: Vec<&str> = opening.map(|command| command.name.as_str()).collect();
            let message = format!("there is no command `{name}` that opens a case. Commands are: {}", names.join(", "));
            exit_with_usage(ErrorKind::InvalidValue, message);
        };
        let explanation = explain::explain_with_command(&query, (name, terms), &self.by_command.circumstances());
        subcommands::explain(&explanation, self.json)
    }

    fn query(&self) -> AuthorityQuery {
        let conflict = |message| exit_with_usage(ErrorKind::ArgumentConflict, message);
        let roles = explain::target_roles(&self.target).unwrap_or_else(conflict);
        AuthorityQuery {
            step: self.step,
            actor: Actor { roles: self.actor.clone(), roles_in_unit: self.actor_in_unit.clone() },
            target: TargetAccount {
                roles,
                in_role_assignable_group: self.protection.target_in_role_assignable_group,
                role_in_restricted_management_unit: self.protection.target_role_in_restricted_management_unit,
                in_restricted_management_unit: self.protection.target_in_restricted_management_unit,
            },
        }
    }
}

impl CommandArguments {
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

fn instant(text: &str) -> Result<Timestamp, String> {
    text.parse().map_err(|_| "it must be an instant such as 2026-11-22T03:00:00Z".to_owned())
}

fn step() -> impl TypedValueParser<Value = StepKind> {
    let words = PossibleValuesParser::new(StepKind::ALL.iter().map(|step| step.word()));
    words.map(|word| StepKind::from_word(&word).expect("the parser accepts no other word"))
}

/// Exits like clap does for a mistake in the arguments: with the usage, and code 2.
fn exit_with_usage(kind: ErrorKind, message: String) -> ! {
    let mut command = CommandLine::command();
    command.build();
    let explain = command.find_subcommand_mut("explain").expect("it is declared above");
    explain.error(kind, message).exit()
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let mut causes = error.chain().filter_map(|cause| cause.downcast_ref::<std::io::Error>());
    causes.any(|cause| cause.kind() == std::io::ErrorKind::BrokenPipe)
}
