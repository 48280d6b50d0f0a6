//! The modules of `src/domain` can be read from top to bottom: no import circles, and each is declared after those that it uses.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::source::{Source, sources};
use super::{read, report};

const DECLARATIONS: &str = "src/domain/mod.rs";

/// Imports that stay although they close a circle or run against the order, and why.
const EXCEPTIONS: &[(&str, &str)] = &[
    // An input is decided in one file and what it means for the steps in the other, because one file would be too long.
    ("domain::case::steps", "domain::case::decide"),
];

/// One module that uses another, and where.
struct Import<'a> {
    from: String,
    to: String,
    source: &'a Source,
    at: usize,
}

#[test]
fn the_domain_has_no_import_circle() {
    let files = sources(&["src/domain"]);
    report(&circles(&imports(&files)));
}

#[test]
fn the_domain_is_declared_after_what_it_uses() {
    let files = sources(&["src/domain"]);
    report(&out_of_order(&read(DECLARATIONS), &imports(&files)));
}

/// The rules are shown what they are there for.
#[test]
fn a_circle_and_a_late_declaration_are_found() {
    let files = [
        Source::new("src/domain/step.rs", "use super::run::Warrant;"),
        Source::new(
            "src/domain/run.rs",
            "use super::plan::Plan;\n#[cfg(test)]\nmod tests { use crate::domain::case::Case; }",
        ),
        Source::new("src/domain/plan.rs", "use self::making::Draft; use crate::domain::{step::StepKind, ObjectId};"),
        Source::new("src/domain/plan/making.rs", "use super::Plan; use crate::domain::case;"),
        Source::new("src/domain/case.rs", "use super::plan::Plan;"),
    ];
    let imports = imports(&files);
    let circles = circles(&imports);
    assert_eq!(circles.len(), 1, "{circles:#?}");
    assert!(circles[0].contains("domain::plan -> domain::step -> domain::run -> domain::plan"), "{circles:#?}");
    // `step` uses `run`, and a part of `plan` uses `case`.
    let late = out_of_order("pub mod step;\npub mod plan;\npub mod run;\npub mod case;", &imports);
    assert_eq!(late.len(), 2, "{late:#?}");
}

/// Returns every import between two of these files, without those of tests. A module may use the modules inside of it, so
/// `self::` does not count; what stands in `domain` itself belongs to no module.
fn imports(files: &[Source]) -> Vec<Import<'_>> {
    let names: BTreeSet<String> = files.iter().map(|file| file.modules().join("::")).collect();
    let module_of = |path: &str| {
        let parts: Vec<&str> = path.split("::").collect();
        let prefixes = (2..=parts.len()).rev().map(|length| parts[..length].join("::"));
        prefixes.into_iter().find(|prefix| names.contains(prefix))
    };
    let mut found = Vec::new();
    for source in files {
        let from = source.modules().join("::");
        for (at, path) in source.own_paths().into_iter().filter(|(at, _)| !source.is_in_tests(*at)) {
            let to = module_of(&path).filter(|to| *to != from && !is_excepted(&from, to));
            found.extend(to.map(|to| Import { from: from.clone(), to, source, at }));
        }
    }
    found
}

fn is_excepted(from: &str, to: &str) -> bool {
    EXCEPTIONS.contains(&(from, to))
}

/// Returns a complaint for each circle: the shortest one through its first module by name.
fn circles(imports: &[Import<'_>]) -> Vec<String> {
    let mut uses: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for import in imports {
        uses.entry(&import.from).or_default().insert(&import.to);
    }
    let mut in_a_circle: BTreeSet<&str> = BTreeSet::new();
    let mut complaints = Vec::new();
    for start in uses.keys() {
        let Some(circle) = shortest_circle(&uses, start).filter(|_| !in_a_circle.contains(start)) else { continue };
        let import = imports.iter().find(|import| import.from == circle[0] && import.to == circle[1]);
        let import = import.expect("a circle is made of imports");
        let words = format!("an import circle: {}. Move what both need to a module below both.", circle.join(" -> "));
        complaints.push(import.source.complain(import.at, &words));
        in_a_circle.extend(circle);
    }
    complaints
}

/// A breadth-first search from a module back to itself.
fn shortest_circle<'a>(uses: &BTreeMap<&'a str, BTreeSet<&'a str>>, start: &'a str) -> Option<Vec<&'a str>> {
    let mut queue = VecDeque::from([vec![start]]);
    let mut seen = BTreeSet::new();
    while let Some(path) = queue.pop_front() {
        for next in uses.get(path[path.len() - 1]).into_iter().flatten().copied() {
            let longer = [&path[..], &[next]].concat();
            if next == start {
                return Some(longer);
            }
            if seen.insert(next) {
                queue.push_back(longer);
            }
        }
    }
    None
}

/// Returns a complaint for each import of a module that is declared later than the one that uses it.
fn out_of_order(declarations: &str, imports: &[Import<'_>]) -> Vec<String> {
    let declared: Vec<&str> =
        declarations.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    let outer = |path: &str| path.split("::").nth(1).unwrap_or_default().to_owned();
    let place = |path: &str| declared.iter().position(|name| *name == outer(path));
    let is_late =
        |import: &&Import<'_>| outer(&import.from) != outer(&import.to) && place(&import.to) > place(&import.from);
    let complaint = |import: &Import<'_>| {
        let (from, to) = (outer(&import.from), outer(&import.to));
        let words = format!("`{from}` uses `{to}`, which {DECLARATIONS} declares later. Declare `{to}` first.");
        import.source.complain(import.at, &words)
    };
    imports.iter().filter(is_late).map(complaint).collect()
}
