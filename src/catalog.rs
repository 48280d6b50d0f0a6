//! The command files: one TOML file a slash command, read into the catalogue that everything else asks.

mod examples;
mod reading;
mod rules;
mod terms;
mod translations;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

use crate::domain::command::Command;
use crate::toml_file::{Mistake, Mistakes, Place};

/// The files of `commands/`, as they were when Grendel was built: the path and the text of each.
const BUILT_IN: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/commands.rs"));

/// The file `commands.toml` of each folder in `locales/` that has one.
const TRANSLATIONS: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/locale_commands.rs"));

/// 100 slash commands in one guild.
/// <https://discord.com/developers/docs/interactions/application-commands>
pub const COMMANDS_MAX: usize = 100;

/// Every command that there is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Catalog {
    commands: BTreeMap<String, Command>,
}

impl Catalog {
    /// Returns the built-in commands, in every language of `locales/`.
    pub fn built_in() -> Self {
        static CATALOG: LazyLock<Catalog> = LazyLock::new(|| {
            let mut commands = read_all(BUILT_IN.iter().copied()).expect("a test reads the built-in command files");
            for (file, text) in TRANSLATIONS {
                let added = translations::add(file, text, &mut commands);
                added.unwrap_or_else(|mistakes| panic!("a test reads the translations:\n{mistakes}"));
            }
            Catalog { commands }
        });
        CATALOG.clone()
    }

    /// The names of the files that [`Catalog::built_in`] is read from.
    pub fn built_in_files() -> impl Iterator<Item = &'static str> {
        BUILT_IN.iter().map(|(file, _)| *file)
    }

    /// The commands of a folder: each of its files whose name ends in `.toml`.
    pub fn from_folder(folder: &Path) -> Result<Self, Mistakes> {
        let of_folder =
            |error| Mistakes::one(Place::whole(folder.display()), format!("the folder cannot be read: {error}."));
        let mut paths = Vec::new();
        for entry in std::fs::read_dir(folder).map_err(of_folder)? {
            let path = entry.map_err(of_folder)?.path();
            if path.extension().is_some_and(|extension| extension == "toml") {
                paths.push(path);
            }
        }
        paths.sort();
        let mut sources = Vec::new();
        let mut mistakes = Mistakes::default();
        for path in paths {
            match std::fs::read_to_string(&path) {
                Ok(text) => sources.push((path.display().to_string(), text)),
                Err(error) => {
                    let words = format!("the file cannot be read: {error}.");
                    mistakes.0.push(Mistake { place: Place::whole(path.display()), words });
                }
            }
        }
        if sources.is_empty() && mistakes.0.is_empty() {
            let words =
                "the folder has no command file. A command file is named after its command, such as `unlock.toml`.";
            return Err(Mistakes::one(Place::whole(folder.display()), words));
        }
        let catalog = Self::from_sources(sources.iter().map(|(file, text)| (file.as_str(), text.as_str())));
        mistakes.0.extend(catalog.as_ref().err().into_iter().flat_map(|more| more.0.clone()));
        mistakes.none_or_all()?;
        catalog
    }

    /// Reads commands from files, each given by its name and its text.
    ///
    /// A file that translates nothing itself keeps the translations of the built-in command of that name, as far as its English texts
    /// are still the same.
    ///
    /// # Errors
    ///
    /// Returns the mistakes of all files together.
    pub fn from_sources<'a>(sources: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self, Mistakes> {
        let mut commands = read_all(sources)?;
        let built_in = Self::built_in();
        for command in commands.values_mut().filter(|command| !command.is_translated()) {
            if let Some(source) = built_in.command(&command.name) {
                command.take_translations(source);
            }
        }
        Ok(Self { commands })
    }

    /// The command that people type by this name, without the slash.
    pub fn command(&self, name: &str) -> Option<&Command> {
        self.commands.get(name)
    }

    /// Every command, in the order of their names.
    pub fn commands(&self) -> impl Iterator<Item = &Command> {
        self.commands.values()
    }
}

/// Reads the commands of these files as they are written. The mistakes of all files are reported together.
fn read_all<'a>(sources: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<BTreeMap<String, Command>, Mistakes> {
    let mut commands: BTreeMap<String, Command> = BTreeMap::new();
    let mut named_in: BTreeMap<String, Place> = BTreeMap::new();
    let mut mistakes = Mistakes::default();
    for (file, text) in sources {
        let (place, command) = match reading::read(file, text) {
            Ok(read) => read,
            Err(more) => {
                mistakes.0.extend(more.0);
                continue;
            }
        };
        if let Some(earlier) = named_in.get(&command.name) {
            let words = format!("`name` is `{}`, as in {earlier}. Two commands cannot have one name.", command.name);
            mistakes.0.push(Mistake { place, words });
            continue;
        }
        if commands.len() == COMMANDS_MAX {
            let words = format!("Discord takes {COMMANDS_MAX} commands at most, and this is one more.");
            mistakes.0.push(Mistake { place, words });
            continue;
        }
        named_in.insert(command.name.clone(), place);
        commands.insert(command.name.clone(), command);
    }
    mistakes.none_or_all()?;
    Ok(commands)
}
