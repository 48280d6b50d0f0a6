//! The documents: short where they must be, and their links lead somewhere.

use std::path::{Path, PathBuf};

use super::report;

const README_LINES_MAX: usize = 150;

#[test]
fn the_readme_fits_on_three_screens() {
    let lines = std::fs::read_to_string(root().join("README.md")).unwrap().lines().count();
    assert!(lines <= README_LINES_MAX, "README.md has {lines} lines. Move what is about one subject to docs/.");
}

#[test]
fn links_between_documents_lead_somewhere() {
    let documents = documents();
    assert!(documents.len() > 15, "README.md, docs/ and its neighbours are here");
    report(&documents.iter().flat_map(|path| dead_links(path)).collect::<Vec<_>>());
}

#[test]
fn every_document_is_linked() {
    let documents = documents();
    let texts: String = documents.iter().map(|path| std::fs::read_to_string(path).unwrap()).collect();
    let name = |path: &PathBuf| path.file_name().unwrap().to_str().unwrap().to_owned();
    let is_linked = |path: &&PathBuf| name(path) == "README.md" || texts.contains(&format!("{})", name(path)));
    let lost: Vec<String> = documents.iter().filter(|path| !is_linked(path)).map(name).collect();
    assert!(lost.is_empty(), "no document links to {lost:?}");
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The documents at the top and in docs/.
fn documents() -> Vec<PathBuf> {
    let files = |folder: PathBuf| std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut found: Vec<PathBuf> = files(root().to_owned()).chain(files(root().join("docs"))).collect();
    found.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    found.sort();
    found
}

/// The relative links of a document to files that do not exist, or to headings that the other document does not have.
fn dead_links(document: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(document).unwrap();
    let targets = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    let local = targets.filter(|target| !target.contains("://") && !target.starts_with('<'));
    let shown = document.strip_prefix(root()).unwrap().display();
    let is_dead = |target: &&str| {
        let (path, heading) = target.split_once('#').unwrap_or((target, ""));
        let file = if path.is_empty() { document.to_owned() } else { document.parent().unwrap().join(path) };
        !file.exists() || (!heading.is_empty() && !has_heading(&file, heading))
    };
    local.filter(is_dead).map(|target| format!("{shown}: the link to `{target}` leads nowhere.")).collect()
}

/// Returns true if a heading of the document has this anchor, made as Git forges make it: lower case, blanks as hyphens, no marks.
fn has_heading(document: &Path, anchor: &str) -> bool {
    let text = std::fs::read_to_string(document).unwrap_or_default();
    let anchor_of = |heading: &str| {
        let kept = heading.trim().to_lowercase();
        kept.chars().filter(|one| one.is_alphanumeric() || " -_".contains(*one)).collect::<String>().replace(' ', "-")
    };
    text.lines().filter(|line| line.starts_with('#')).any(|line| anchor_of(line.trim_start_matches('#')) == anchor)
}
