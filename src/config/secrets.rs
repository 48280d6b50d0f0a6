//! Reads secrets, which the configuration refers to and never contains.

use std::path::{Path, PathBuf};

use crate::secret::Secret;
use crate::toml_file::{Diagnostic, Table, Text};

/// Reads secrets from environment variables and files.
pub(super) struct SecretReader<'s> {
    /// Returns the value of an environment variable.
    pub environment: &'s dyn Fn(&str) -> Option<String>,
    /// The folder at which relative paths start.
    pub folder: PathBuf,
    /// The warnings about the whole configuration so far.
    pub warnings: Vec<Diagnostic>,
}

impl SecretReader<'_> {
    /// Returns the secret under a required key.
    pub(super) fn secret(&mut self, table: &Table<'_>, key: &'static str) -> Option<Secret> {
        if table.is_text(key) {
            let message = format!(
                "`{key}` is a secret in plain text. Secrets do not belong in this file: write `{{ env = \"NAME\" }}` \
                 for an environment variable or `{{ file = \"/path\" }}` for a file, and replace this secret if others \
                 could read it."
            );
            table.location_of(key).report(message);
            return None;
        }
        let source = table.table(key)?;
        source.allow_keys(&["env", "file"]);
        match (source.optional_text("env"), source.optional_text("file")) {
            (Some(name), None) => self.variable(&name),
            (None, Some(path)) => self.file(&path),
            _ => {
                let message =
                    format!("`{key}` needs either `env`, the name of an environment variable, or `file`, a path.");
                table.location_of(key).report(message);
                None
            }
        }
    }

    fn variable(&self, name: &Text<'_>) -> Option<Secret> {
        if !name.text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
            // It may be the secret itself, so the message does not repeat it.
            let message = "`env` must be the name of an environment variable, with only letters, digits and `_`.";
            name.location.report(message);
            return None;
        }
        let Some(value) = (self.environment)(name.text) else {
            name.location.report(format!("the environment variable `{}` is not set.", name.text));
            return None;
        };
        if value.trim().is_empty() {
            name.location.report(format!("the environment variable `{}` is empty.", name.text));
            return None;
        }
        Some(Secret::new(value))
    }

    /// Returns the content of a file without the line break at its end. Warns if other users can read the file.
    fn file(&mut self, path: &Text<'_>) -> Option<Secret> {
        let full = self.folder.join(path.text);
        let text = match std::fs::read_to_string(&full) {
            Ok(text) => text,
            Err(error) => {
                path.location.report(format!("the file `{}` cannot be read: {error}.", full.display()));
                return None;
            }
        };
        let value = text.trim_end_matches(['\r', '\n']);
        if value.trim().is_empty() {
            path.location.report(format!("the file `{}` is empty.", full.display()));
            return None;
        }
        if is_world_readable(&full) {
            let message = format!(
                "every user of this machine can read the file `{0}`. Restrict it with `chmod 600 {0}`.",
                full.display()
            );
            self.warnings.push(Diagnostic { position: path.location.position(), message });
        }
        Some(Secret::new(value.to_owned()))
    }
}

#[cfg(unix)]
fn is_world_readable(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    const READ_BY_OTHERS: u32 = 0o004;
    std::fs::metadata(path).is_ok_and(|metadata| metadata.permissions().mode() & READ_BY_OTHERS != 0)
}

/// Access control lists of other systems are not checked.
#[cfg(not(unix))]
fn is_world_readable(_: &Path) -> bool {
    false
}
