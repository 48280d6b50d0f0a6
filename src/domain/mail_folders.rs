//! The mail folders in which no one looks for new mail, by the names that Outlook gives them.
//!
//! A mailbox has folder names in the language that its owner chose first, which need not be the language of the reader
//! or of the team. So a folder is recognised in every language of `locales/`.

use std::collections::BTreeSet;
use std::sync::LazyLock;

/// The file `mail-folders.ftl` of each language: its path and its text.
const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/locale_mail_folders.rs"));

/// Between two names of one folder.
const SEPARATOR: char = '|';

/// The names in all languages, in lower case.
static NAMES: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let names = FILES.iter().flat_map(|(_, text)| folders(text)).flat_map(|(_, names)| names);
    names.map(str::to_lowercase).collect()
});

/// Returns true if no one looks for new mail in this folder, in any language. Takes a name or a path such as
/// `anna:\Archive`; case does not matter.
pub fn is_unread_folder(folder: &str) -> bool {
    let name = folder.rsplit(['\\', '/', ':']).next().unwrap_or(folder).trim().to_lowercase();
    NAMES.contains(&name)
}

/// Returns the folders of a file, each as its key and its names. The file is Fluent with one message a line.
fn folders(text: &str) -> impl Iterator<Item = (&str, impl Iterator<Item = &str>)> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let messages = lines.filter_map(|line| line.split_once('='));
    messages.map(|(key, names)| (key.trim(), names.split(SEPARATOR).map(str::trim)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_names_every_folder() {
        let keys = |text| folders(text).map(|(key, _)| key).collect::<BTreeSet<_>>();
        let (_, english) = FILES.iter().find(|(path, _)| *path == "locales/en/mail-folders.ftl").unwrap();
        for (path, text) in FILES {
            let missing: Vec<_> = keys(english).difference(&keys(text)).copied().collect();
            assert!(missing.is_empty(), "{path} lacks {missing:?}");
            let is_read = |line: &str| line.is_empty() || line.starts_with('#') || line.contains(" = ");
            assert!(text.lines().all(is_read), "{path} has a line that is not a folder");
            assert!(folders(text).all(|(_, mut names)| names.all(|name| !name.is_empty())), "{path} has an empty name");
        }
    }

    #[test]
    fn a_folder_is_recognised_in_every_language() {
        for folder in
            ["RSS Feeds", "RSS Subscriptions", "rss-feeds", "Archief", "Gelöschte Elemente", "Éléments supprimés"]
        {
            assert!(is_unread_folder(folder), "{folder}");
        }
        assert!(is_unread_folder(r"hanna:\Unterhaltungsverlauf") && is_unread_folder("Inbox/ARCHIVES "));
        assert!(!is_unread_folder("Inbox") && !is_unread_folder("Projects") && !is_unread_folder(""));
    }
}
