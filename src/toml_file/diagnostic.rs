//! Diagnostics: messages about a file, each with its position.

use std::fmt;

/// A position in a file, shown as `commands/unlock.toml:23:13`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FilePosition {
    /// The file, by the name under which it was read.
    pub file: String,
    /// Line and column, both from 1, the column in characters. `None` for the file as a whole.
    pub line_and_column: Option<(usize, usize)>,
}

impl FilePosition {
    /// Returns the position of a file as a whole.
    pub fn whole_file(file: impl fmt::Display) -> Self {
        Self { file: file.to_string(), line_and_column: None }
    }
}

impl fmt::Display for FilePosition {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line_and_column {
            Some((line, column)) => write!(out, "{}:{line}:{column}", self.file),
            None => out.write_str(&self.file),
        }
    }
}

/// An error or a warning about a file, worded for its author.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Diagnostic {
    /// The position.
    pub position: FilePosition,
    /// The message: what is there, and what is allowed there.
    pub message: String,
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}", self.position, self.message)
    }
}

/// All diagnostics of one or several files. Displayed as one line each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics(pub Vec<Diagnostic>);

impl Diagnostics {
    /// Returns a single diagnostic.
    pub fn single(position: FilePosition, message: impl Into<String>) -> Self {
        Self(vec![Diagnostic { position, message: message.into() }])
    }

    /// Returns `Ok` if there are none, and all of them as the error otherwise.
    pub fn into_result(self) -> Result<(), Self> {
        if self.0.is_empty() { Ok(()) } else { Err(self) }
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines: Vec<String> = self.0.iter().map(Diagnostic::to_string).collect();
        out.write_str(&lines.join("\n"))
    }
}

impl std::error::Error for Diagnostics {}
