//! A type name means one thing in the product.

use std::collections::BTreeMap;

use super::report;
use super::source::{Source, sources, words};

#[test]
fn a_type_name_is_used_once() {
    report(&repeated(&sources(&["src"])));
}

/// The rule is shown what it is there for.
#[test]
fn the_rule_about_names_sees_what_it_should() {
    let first =
        Source::new("src/a.rs", "pub struct Plan;\nenum Vote {}\nimpl Iterator for Plan {\n    type Item = u8;\n}");
    let second = Source::new("src/b.rs", "struct Plan;\n#[cfg(test)]\nmod tests { struct Vote; }\ntype Item = u8;");
    assert_eq!(repeated(&[first, second]).len(), 1);
}

/// Types that have the name of another one, private types included. Tests do not count, nor do associated types.
fn repeated(sources: &[Source]) -> Vec<String> {
    let mut known: BTreeMap<String, String> = BTreeMap::new();
    let mut complaints = Vec::new();
    for source in sources {
        for pair in words(&source.code).windows(2) {
            let (keyword, name) = (&source.code[pair[0].clone()], &source.code[pair[1].clone()]);
            let is_type = matches!(keyword, "struct" | "enum" | "trait" | "union")
                || (keyword == "type" && is_at_top(source, pair[0].start));
            let is_name = source.code[pair[0].end..pair[1].start].trim().is_empty();
            if !is_type || !is_name || source.is_in_tests(pair[0].start) {
                continue;
            }
            let place = source.complain(pair[1].start, "");
            if let Some(other) = known.get(name) {
                let words = format!("`{name}` is also a type at {other} Give one of them the name of what it is.");
                complaints.push(source.complain(pair[1].start, &words));
            } else {
                known.insert(name.to_owned(), place);
            }
        }
    }
    complaints
}

/// Returns true for an alias at the top level of its file, false for an associated type.
fn is_at_top(source: &Source, at: usize) -> bool {
    let line = source.code[..at].rsplit('\n').next().unwrap_or_default();
    !line.starts_with(' ')
}
