//! The command files: one TOML file a slash command, read into the catalogue that everything else asks.

mod examples;
mod reading;
mod rules;
mod terms;

use std::collections::BTreeMap;
use std::path::Path;

use crate::domain::command::Command;
use crate::toml_file::{Mistake, Mistakes, Place};

/// The files of `commands/`, as they were when Grendel was built.
const BUILT_IN: &[(&str, &str)] = &[
    ("commands/case.toml", include_str!("../commands/case.toml")),
    ("commands/cases.toml", include_str!("../commands/cases.toml")),
    ("commands/contain.toml", include_str!("../commands/contain.toml")),
    ("commands/diagnose.toml", include_str!("../commands/diagnose.toml")),
    ("commands/help.toml", include_str!("../commands/help.toml")),
    ("commands/link.toml", include_str!("../commands/link.toml")),
    ("commands/unlink.toml", include_str!("../commands/unlink.toml")),
    ("commands/unlock.toml", include_str!("../commands/unlock.toml")),
    ("commands/whoami.toml", include_str!("../commands/whoami.toml")),
];

/// 100 slash commands in one guild.
/// <https://discord.com/developers/docs/interactions/application-commands>
pub const COMMANDS_MAX: usize = 100;

/// Every command that there is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Catalog {
    commands: BTreeMap<String, Command>,
}

impl Catalog {
    /// The commands that Grendel brings.
    pub fn built_in() -> Self {
        Self::from_sources(BUILT_IN.iter().copied()).expect("a test reads the very files that are built in")
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

    /// The commands of these files, each given by its name and its text. The mistakes of all files are reported together.
    pub fn from_sources<'a>(sources: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self, Mistakes> {
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
                let words =
                    format!("`name` is `{}`, as in {earlier}. Two commands cannot have one name.", command.name);
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
