//! The texts that the chat shows while a person types a command.

use super::{Listing, Surface};
use grendel::catalog::Catalog;
use grendel::domain::Locale;
use grendel::domain::wording::Wording;

/// Lists the wording of every built-in command.
pub fn list(listing: &mut Listing) {
    listing.topic("commands");
    let locale = listing.locale.clone();
    for command in Catalog::built_in().commands() {
        let (name, description) = worded(&command.name, &command.wording, &locale);
        let mut lines = vec![format!("/{name}"), description];
        for option in &command.options {
            let (name, description) = worded(option.name.word(), &option.wording, &locale);
            lines.push(format!("  {name}: {description}"));
        }
        let when = format!("while typing /{}", command.name);
        listing.add(Surface::Command, "the member who may see the command", &when, &lines.join("\n"));
    }
}

/// Returns the name and the description that the chat shows in this language.
fn worded(name: &str, wording: &Wording, locale: &Locale) -> (String, String) {
    wording.localizations.get(locale).map_or_else(
        || (name.to_owned(), wording.description.clone()),
        |local| (local.name.clone(), local.description.clone()),
    )
}
