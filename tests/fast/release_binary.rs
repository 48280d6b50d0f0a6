//! Holds that nothing simulated is in the program with a tenant's permissions: no fixture, no key, no page.
//!
//! The test reads the binary of the test build. The release build has the same sources and dependencies, and less debug
//! information.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// The crates that simulate, and the folders of their names in paths.
const CRATES: [&str; 4] = ["grendel_simulator", "grendel_sandbox", "grendel-simulator", "grendel-sandbox"];
/// The files and folders with the fixtures and the settings, where the simulated keys and secrets are.
const FIXTURES: [&str; 4] = [
    "crates/grendel-simulator/src/tenant/fixtures",
    "crates/grendel-simulator/src/tenant/fixtures.rs",
    "crates/grendel-simulator/src/tenant/settings.rs",
    "crates/grendel-simulator/src/discord/settings.rs",
];
const PAGE: &str = "crates/grendel-sandbox/src/web/page";
/// The sources of the program. A text from here does not prove that a simulator is in the binary.
const PRODUCT: [&str; 4] = ["src", "commands", "locales", "build.rs"];
/// A shorter text may be in the binary by coincidence.
const TEXT_BYTES_MIN: usize = 12;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Returns the files below a folder, or the file itself.
fn files(path: &Path) -> Vec<PathBuf> {
    if path.is_file() {
        return vec![path.to_owned()];
    }
    let entries = std::fs::read_dir(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    entries.flat_map(|entry| files(&entry.unwrap().path())).collect()
}

fn texts(path: &str) -> Vec<String> {
    files(&root().join(path)).iter().map(|file| std::fs::read_to_string(file).unwrap()).collect()
}

/// Returns the string literals of a Rust file that have no escapes.
fn literals(source: &str) -> Vec<String> {
    let code = source.lines().filter(|line| !line.trim_start().starts_with("//"));
    let quoted = code.flat_map(|line| line.split('"').skip(1).step_by(2));
    quoted.filter(|text| !text.contains(['\\', '{'])).map(str::to_owned).collect()
}

/// Returns what the program is made of, without comments and unit tests.
fn product() -> String {
    let is_test =
        |file: &&PathBuf| file.components().any(|part| part.as_os_str() == "tests") || file.ends_with("tests.rs");
    let files: Vec<PathBuf> = PRODUCT.iter().flat_map(|path| files(&root().join(path))).collect();
    let texts = files.iter().filter(|file| !is_test(file)).map(|file| std::fs::read_to_string(file).unwrap());
    let code = |text: String| {
        let (code, _) = text.split_once("#[cfg(test)]\nmod tests {").unwrap_or((&text, ""));
        code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
    };
    texts.map(code).collect::<Vec<_>>().join("\n")
}

/// Returns the texts of the simulators that are looked for.
fn simulated_texts() -> BTreeSet<String> {
    let literals = FIXTURES.iter().flat_map(|path| texts(path)).flat_map(|source| literals(&source));
    let longest_line = |page: &String| page.lines().map(str::trim).max_by_key(|line| line.len()).map(str::to_owned);
    let lines = texts(PAGE).iter().filter_map(longest_line).collect::<Vec<_>>();
    let texts = literals.chain(lines).chain(CRATES.map(str::to_owned));
    texts.filter(|text| text.len() >= TEXT_BYTES_MIN).collect()
}

/// Returns the bytes of the program that hold its texts: of an ELF file, the loaded segments that are not executable.
/// They are an eighth of a file with debug information.
/// <https://refspecs.linuxfoundation.org/elf/gabi4+/ch5.pheader.html>
fn read_only_data(program: &[u8]) -> Vec<&[u8]> {
    const LOADED: u64 = 1;
    const EXECUTABLE: u64 = 1;
    if !program.starts_with(b"\x7fELF\x02\x01") {
        return vec![program];
    }
    let number = |at: usize, bytes: usize| {
        program[at..at + bytes].iter().rev().fold(0_u64, |number, byte| number << 8 | u64::from(*byte))
    };
    let index = |at: usize, bytes: usize| usize::try_from(number(at, bytes)).unwrap();
    let (table, size, count) = (index(32, 8), index(54, 2), index(56, 2));
    let headers = (0..count).map(|header| table + header * size);
    let texts = headers.filter(|at| number(*at, 4) == LOADED && number(at + 4, 4) & EXECUTABLE == 0);
    texts.map(|at| &program[index(at + 8, 8)..][..index(at + 32, 8)]).collect()
}

/// Returns those of the texts that occur in the bytes, in one pass over them.
fn found_in<'t>(bytes: &[u8], texts: &'t BTreeSet<String>) -> BTreeSet<&'t str> {
    let mut by_start: BTreeMap<[u8; 2], Vec<&str>> = BTreeMap::new();
    for text in texts {
        by_start.entry([text.as_bytes()[0], text.as_bytes()[1]]).or_default().push(text);
    }
    let mut is_start = vec![false; 1 << 16];
    for start in by_start.keys() {
        is_start[usize::from(u16::from_be_bytes(*start))] = true;
    }
    let mut found = BTreeSet::new();
    for (at, start) in bytes.windows(2).enumerate() {
        let start = [start[0], start[1]];
        if is_start[usize::from(u16::from_be_bytes(start))] {
            found.extend(by_start[&start].iter().filter(|text| bytes[at..].starts_with(text.as_bytes())));
        }
    }
    found
}

#[test]
fn no_text_of_the_simulators_is_in_the_program() {
    let texts = simulated_texts();
    for expected in ["a-secret~of.the_sandbox", "Hanna Visser", "grendel_simulator"] {
        assert!(texts.contains(expected), "the test no longer looks for {expected:?}: update its paths");
    }
    assert!(texts.iter().any(|text| text.contains('<')), "the test no longer looks for the page: update its path");
    let program = std::fs::read(env!("CARGO_BIN_EXE_grendel")).unwrap();
    let data = read_only_data(&program);
    let found: BTreeSet<&str> = data.iter().flat_map(|data| found_in(data, &texts)).collect();
    let product = product();
    let simulated: Vec<&str> = found.into_iter().filter(|text| !product.contains(text)).collect();
    assert!(simulated.is_empty(), "the program contains {simulated:#?}");
}

/// The search sees what it should: a text of the product is found.
#[test]
fn a_text_of_the_product_is_in_the_program() {
    let program = std::fs::read(env!("CARGO_BIN_EXE_grendel")).unwrap();
    let own = BTreeSet::from(["discord request failed, retrying".to_owned()]);
    assert!(read_only_data(&program).iter().any(|data| !found_in(data, &own).is_empty()));
}

#[test]
fn the_package_uses_the_simulators_in_its_tests_only() {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let arguments = ["metadata", "--no-deps", "--offline", "--format-version", "1"];
    let output = Command::new(cargo).args(arguments).current_dir(root()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let grendel = packages.iter().find(|package| package["name"] == "grendel").unwrap();
    let ours = grendel["dependencies"].as_array().unwrap().iter();
    let ours: Vec<&Value> = ours.filter(|dependency| !dependency["path"].is_null()).collect();
    assert!(!ours.is_empty(), "the tests of the package use the simulators");
    for dependency in ours {
        assert_eq!(dependency["kind"], "dev", "{} must be a dev-dependency", dependency["name"]);
    }
}
