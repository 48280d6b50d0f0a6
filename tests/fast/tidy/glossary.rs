//! The glossary points at files that exist.

use std::path::Path;

use super::report;

#[test]
fn every_term_of_the_glossary_has_its_place() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(root.join("docs/glossary.md")).unwrap();
    let rows: Vec<&str> = text.lines().filter(|line| line.starts_with("| ") && line.contains('`')).collect();
    assert!(rows.len() > 60, "the glossary has its terms");
    let paths =
        rows.iter().filter_map(|row| row.rsplit_once(" | ")).flat_map(|(_, place)| place.split('`').skip(1).step_by(2));
    let gone = paths.filter(|path| !root.join(path).exists());
    report(&gone.map(|path| format!("docs/glossary.md: there is no `{path}`.")).collect::<Vec<_>>());
}
