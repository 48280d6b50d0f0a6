//! Reads a TOML file that a person wrote, and reports every mistake in it at once: its position, what is there and what
//! is allowed there.

mod diagnostic;
mod table;

use toml::de::DeTable;

pub use self::diagnostic::{Diagnostic, Diagnostics, FilePosition};
use self::table::SourceFile;
pub use self::table::{Location, Number, Table, Text};

/// Parses a text as TOML and passes its root table to `reader`.
///
/// `reader` must report a diagnostic whenever it returns `None`. `file` is the name that diagnostics show.
///
/// # Errors
///
/// Returns all diagnostics, sorted by position, if there are any. What `reader` returned is discarded then.
///
/// # Examples
///
/// ```
/// use grendel::toml_file::read;
///
/// let greeting = |text| read("hello.toml", text, |root| Some(root.text("greeting")?.text.to_owned()));
/// assert_eq!(greeting("greeting = \"Hello\""), Ok("Hello".to_owned()));
/// let error = greeting("greeting = 7").unwrap_err();
/// assert_eq!(error.to_string(), "hello.toml:1:12: `greeting` must be a text in quotes, but this is a number.");
/// ```
pub fn read<T>(file: &str, text: &str, reader: impl FnOnce(Table<'_>) -> Option<T>) -> Result<T, Diagnostics> {
    let (tree, errors) = DeTable::parse_recoverable(text);
    let file = SourceFile::new(file, text);
    for error in &errors {
        let at = error.span().map_or(0, |span| span.start);
        Location::new(&file, at).report(syntax_message(error.message()));
    }
    // After a duplicate key the tree is still complete. After any other error the reader would report mistakes that are
    // not there.
    let is_complete = errors.iter().all(|error| error.message() == DUPLICATE_KEY);
    let value = if is_complete { reader(Table::root(&file, tree.get_ref())) } else { None };
    file.into_diagnostics().into_result()?;
    Ok(value.expect("a reader that returns `None` has reported a diagnostic"))
}

/// The parser's message for a key that occurs twice.
const DUPLICATE_KEY: &str = "duplicate key";

fn syntax_message(message: &str) -> String {
    if message == DUPLICATE_KEY {
        return "this key occurs twice. Remove one of the two.".to_owned();
    }
    format!("this is not valid TOML: {message}. Texts are written in \"quotes\", lists in [brackets].")
}
