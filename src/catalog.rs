//! The catalog of slash commands, read from one TOML file each.

mod examples;
mod command_file;
mod rules;
mod terms;
mod translations;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

use crate::domain::RoleName;
use crate::domain::command::{Command, Purpose, When};
use crate::domain::operation::FileDigest;
use crate::toml_file::{Diagnostic, Diagnostics, FilePosition};

/// The path and the text of each file in `commands/`, at build time.
const BUILT_IN: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/commands.rs"));

/// The path and the text of each `commands.toml` in a folder of `locales/`, at build time.
const TRANSLATIONS: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/locale_commands.rs"));

/// The most slash commands that Discord allows in a guild.
/// <https://discord.com/developers/docs/interactions/application-commands>
pub const COMMANDS_MAX: usize = 100;

/// All commands, by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Catalog {
    commands: BTreeMap<String, Command>,
    files: Vec<FileDigest>,
}

impl Catalog {
    /// Returns the built-in commands, in every language of `locales/`.
    pub fn built_in() -> Self {
        static CATALOG: LazyLock<Catalog> = LazyLock::new(|| {
            let mut commands = read_all(BUILT_IN.iter().copied()).expect("a test reads the built-in command files");
            for (file, text) in TRANSLATIONS {
                let added = translations::add(file, text, &mut commands);
                added.unwrap_or_else(|diagnostics| panic!("a test reads the translations:\n{diagnostics}"));
            }
            Catalog { commands, files: files_of(BUILT_IN.iter().copied()) }
        });
        CATALOG.clone()
    }

    /// Returns the names of the built-in files.
    pub fn built_in_files() -> impl Iterator<Item = &'static str> {
        BUILT_IN.iter().map(|(file, _)| *file)
    }

    /// Reads the commands of a folder: every file whose name ends in `.toml`.
    ///
    /// # Errors
    ///
    /// Returns the diagnostics of all files, or one for the folder if it cannot be read or has no command file.
    pub fn from_folder(folder: &Path) -> Result<Self, Diagnostics> {
        let unreadable = |error| {
            Diagnostics::single(
                FilePosition::whole_file(folder.display()),
                format!("the folder cannot be read: {error}."),
            )
        };
        let mut paths = Vec::new();
        for entry in std::fs::read_dir(folder).map_err(unreadable)? {
            let path = entry.map_err(unreadable)?.path();
            if path.extension().is_some_and(|extension| extension == "toml") {
                paths.push(path);
            }
        }
        paths.sort();
        let mut sources = Vec::new();
        let mut diagnostics = Diagnostics::default();
        for path in paths {
            match std::fs::read_to_string(&path) {
                Ok(text) => sources.push((path.display().to_string(), text)),
                Err(error) => {
                    let message = format!("the file cannot be read: {error}.");
                    diagnostics.0.push(Diagnostic { position: FilePosition::whole_file(path.display()), message });
                }
            }
        }
        if sources.is_empty() && diagnostics.0.is_empty() {
            let message = "the folder has no command file. A command file has a name that ends in `.toml`, such as \
                 `unlock.toml`.";
            return Err(Diagnostics::single(FilePosition::whole_file(folder.display()), message));
        }
        let catalog = Self::from_sources(sources.iter().map(|(file, text)| (file.as_str(), text.as_str())));
        diagnostics.0.extend(catalog.as_ref().err().into_iter().flat_map(|more| more.0.clone()));
        diagnostics.into_result()?;
        catalog
    }

    /// Reads commands from files, each given by its name and its text.
    ///
    /// A file that translates nothing itself keeps the translations of the built-in command of that name, as far as its
    /// English texts are still the same. Where no file freezes a tenant or lifts a freeze, the built-in commands do.
    ///
    /// # Errors
    ///
    /// Returns the diagnostics of all files together.
    pub fn from_sources<'a>(sources: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self, Diagnostics> {
        let sources: Vec<_> = sources.into_iter().collect();
        let mut commands = read_all(sources.iter().copied())?;
        let built_in = Self::built_in();
        for command in commands.values_mut().filter(|command| !command.is_translated()) {
            if let Some(source) = built_in.command(&command.name) {
                command.take_translations(source);
            }
        }
        let mut catalog = Self { commands, files: files_of(sources) };
        catalog.add_controls(&built_in);
        Ok(catalog)
    }

    /// Adds the built-in commands that freeze a tenant and lift that again, where no file has them. Grendel itself freezes a
    /// tenant at its limit, and a folder from an earlier release has nothing to lift that with. Those may type them who
    /// guard the tenant in the files.
    fn add_controls(&mut self, built_in: &Self) {
        let guards = self.guards();
        for (file, text) in BUILT_IN {
            let name = Path::new(file).file_stem().and_then(|name| name.to_str()).unwrap_or_default();
            let Some(command) = built_in.command(name) else { continue };
            let Purpose::Control(control) = &command.purpose else { continue };
            let does_it =
                |other: &Command| matches!(&other.purpose, Purpose::Control(one) if one.action == control.action);
            let is_there = self.commands.contains_key(name) || self.commands().any(does_it);
            if is_there || self.commands.len() == COMMANDS_MAX {
                continue;
            }
            let mut command = command.clone();
            if let Purpose::Control(control) = &mut command.purpose
                && !guards.is_empty()
            {
                control.allow.discord_roles.clone_from(&guards);
            }
            self.commands.insert(name.to_owned(), command);
            self.files.extend(files_of([(*file, *text)]));
        }
    }

    /// Demands the fresh sign-ins that no file has to ask for: see [`Command::demand_sign_ins`].
    pub fn demand_sign_ins(&mut self) {
        self.commands.values_mut().for_each(Command::demand_sign_ins);
    }

    /// Returns the command of this name, without the slash.
    pub fn command(&self, name: &str) -> Option<&Command> {
        self.commands.get(name)
    }

    /// Returns the files of these commands, with their digests.
    pub fn files(&self) -> &[FileDigest] {
        &self.files
    }

    /// Returns the chat roles that guard the tenants: those that decide about signs of a compromise and about blocks of the
    /// security team, in any command.
    pub fn guards(&self) -> Vec<RoleName> {
        let is_guarding = |when: &When| matches!(when, When::SignsOfCompromise | When::BlockedBySecurity);
        let rules = self.commands().filter_map(Command::terms).flat_map(|terms| &terms.approval);
        let guarding = rules.filter(|rule| rule.when.iter().any(is_guarding));
        let mut roles: Vec<RoleName> = guarding.flat_map(|rule| rule.group.from.iter().cloned()).collect();
        roles.sort();
        roles.dedup();
        roles
    }

    /// Returns all commands, sorted by name.
    pub fn commands(&self) -> impl Iterator<Item = &Command> {
        self.commands.values()
    }
}

/// Returns the digests of these files.
fn files_of<'a>(sources: impl IntoIterator<Item = (&'a str, &'a str)>) -> Vec<FileDigest> {
    let name = |path: &'a str| Path::new(path).file_name().and_then(|name| name.to_str()).unwrap_or(path);
    sources.into_iter().map(|(path, text)| FileDigest::of(name(path), text)).collect()
}

/// Reads the commands of these files, without translations from elsewhere. Returns the diagnostics of all files
/// together.
fn read_all<'a>(
    sources: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> Result<BTreeMap<String, Command>, Diagnostics> {
    let mut commands: BTreeMap<String, Command> = BTreeMap::new();
    let mut positions: BTreeMap<String, FilePosition> = BTreeMap::new();
    let mut diagnostics = Diagnostics::default();
    for (file, text) in sources {
        let (position, command) = match command_file::read(file, text) {
            Ok(read) => read,
            Err(more) => {
                diagnostics.0.extend(more.0);
                continue;
            }
        };
        if let Some(earlier) = positions.get(&command.name) {
            let message =
                format!("`name` is `{}`, as in {earlier}. Two commands cannot have the same name.", command.name);
            diagnostics.0.push(Diagnostic { position, message });
            continue;
        }
        if commands.len() == COMMANDS_MAX {
            let message =
                format!("there are more than {COMMANDS_MAX} commands, which is the most that Discord allows.");
            diagnostics.0.push(Diagnostic { position, message });
            continue;
        }
        positions.insert(command.name.clone(), position);
        commands.insert(command.name.clone(), command);
    }
    diagnostics.into_result()?;
    Ok(commands)
}
