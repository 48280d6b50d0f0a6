//! Secrets: named in the configuration, kept outside of it.

use std::path::{Path, PathBuf};

use crate::secret::Secret;
use crate::toml_file::{Mistake, Table, Text};

/// Where secrets come from.
pub(super) struct Vault<'v> {
    /// The value of an environment variable.
    pub environment: &'v dyn Fn(&str) -> Option<String>,
    /// The folder that paths are taken from.
    pub folder: PathBuf,
    /// What is unwise about the secrets that were read.
    pub warnings: Vec<Mistake>,
}

impl Vault<'_> {
    /// The secret under a key that must be there.
    pub(super) fn secret(&mut self, table: &Table<'_>, key: &'static str) -> Option<Secret> {
        if table.is_text(key) {
            let words = format!(
                "`{key}` stands here as plain text. A secret is never part of this file: write `{{ env = \"NAME\" }}` for an \
                 environment variable or `{{ file = \"/path\" }}` for a file, and replace this secret if anyone else could read it."
            );
            table.mark_of(key).mistake(words);
            return None;
        }
        let source = table.table(key)?;
        source.only(&["env", "file"]);
        match (source.text_if_any("env"), source.text_if_any("file")) {
            (Some(name), None) => self.variable(&name),
            (None, Some(path)) => self.file(&path),
            _ => {
                let words =
                    format!("`{key}` needs either `env`, the name of an environment variable, or `file`, a path.");
                table.mark_of(key).mistake(words);
                None
            }
        }
    }

    fn variable(&self, name: &Text<'_>) -> Option<Secret> {
        if !name.text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
            // Perhaps it is the secret itself, so it is not repeated.
            let words = "`env` must be the name of an environment variable, which has only letters, digits and `_`.";
            name.mark.mistake(words);
            return None;
        }
        let Some(value) = (self.environment)(name.text) else {
            name.mark.mistake(format!("the environment variable `{}` is not set.", name.text));
            return None;
        };
        if value.trim().is_empty() {
            name.mark.mistake(format!("the environment variable `{}` is empty.", name.text));
            return None;
        }
        Some(Secret::new(value))
    }

    /// The text of the file without the line break at its end.
    fn file(&mut self, path: &Text<'_>) -> Option<Secret> {
        let full = self.folder.join(path.text);
        let text = match std::fs::read_to_string(&full) {
            Ok(text) => text,
            Err(error) => {
                path.mark.mistake(format!("the file `{}` cannot be read: {error}.", full.display()));
                return None;
            }
        };
        let value = text.trim_end_matches(['\r', '\n']);
        if value.trim().is_empty() {
            path.mark.mistake(format!("the file `{}` is empty.", full.display()));
            return None;
        }
        if is_open_to_everybody(&full) {
            let words = format!(
                "every user of this machine can read the file `{0}`. Close it with `chmod 600 {0}`.",
                full.display()
            );
            self.warnings.push(Mistake { place: path.mark.place(), words });
        }
        Some(Secret::new(value.to_owned()))
    }
}

#[cfg(unix)]
fn is_open_to_everybody(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    const READ_BY_OTHERS: u32 = 0o004;
    std::fs::metadata(path).is_ok_and(|found| found.permissions().mode() & READ_BY_OTHERS != 0)
}

/// Other systems say this by lists of their own, which are not looked at.
#[cfg(not(unix))]
fn is_open_to_everybody(_: &Path) -> bool {
    false
}
