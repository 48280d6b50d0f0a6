//! What the chat shows while someone types a command.

use super::{Place, Telling};
use grendel::catalog::Catalog;
use grendel::domain::Locale;
use grendel::domain::wording::Wording;

/// Tells every command that Grendel brings.
pub fn tell(telling: &mut Telling) {
    let locale = telling.locale.clone();
    for command in Catalog::built_in().commands() {
        let (name, description) = worded(&command.name, &command.wording, &locale);
        let mut lines = vec![format!("/{name}"), description];
        for option in &command.options {
            let (name, description) = worded(option.name.word(), &option.wording, &locale);
            lines.push(format!("  {name}: {description}"));
        }
        let when = format!("while typing /{}", command.name);
        telling.tell(Place::Command, "whoever may see the command", &when, &lines.join("\n"));
    }
}

/// Name and description as the chat shows them to somebody of this language.
fn worded(name: &str, wording: &Wording, locale: &Locale) -> (String, String) {
    wording.localizations.get(locale).map_or_else(
        || (name.to_owned(), wording.description.clone()),
        |local| (local.name.clone(), local.description.clone()),
    )
}
