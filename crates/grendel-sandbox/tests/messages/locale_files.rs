//! The Fluent files of `locales/`, as they are written: one folder a language, one file a topic.

use std::fs;
use std::path::PathBuf;

/// The folder that holds a folder for each language.
pub fn folder() -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "..", "..", "locales"].iter().collect()
}

/// Returns the topics of a language, each the name of its file without `.ftl`, with the text of the file. Sorted by name.
pub fn topics(language: &str) -> Vec<(String, String)> {
    let files = fs::read_dir(folder().join(language)).unwrap().map(|entry| entry.unwrap().path());
    let files = files.filter(|path| path.extension().is_some_and(|extension| extension == "ftl"));
    let topic = |path: PathBuf| {
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        (name, fs::read_to_string(path).unwrap())
    };
    let mut topics: Vec<(String, String)> = files.map(topic).collect();
    topics.sort();
    topics
}
