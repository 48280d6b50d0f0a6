//! The habits of this code base that no compiler holds: who may use whom, sizes, words, and that the documents speak the truth.
//!
//! Each complaint names the file, the line and what to do. The rules are the tables at the top.

mod documents;
mod glossary;
mod module_order;
mod names;
mod prose;
mod source;

use std::path::Path;

use source::{Source, parts, sources, words};

/// Everything there is may be used.
const EVERYTHING: &[&str] = &["*"];

/// The modules of ours that each module may use, itself aside. `render::card` allows that part of `render` alone. Only
/// `bot` and `main` may know both adapters.
const MODULES: &[(&str, &[&str])] = &[
    ("secret", &[]),
    ("domain", &[]),
    ("clock", &[]),
    ("stranger_log", &["clock"]),
    ("backoff", &["clock"]),
    ("toml_file", &[]),
    ("render", &["domain", "secret"]),
    ("ports", &["domain", "render::card", "render::page", "secret"]),
    ("catalog", &["domain", "toml_file"]),
    ("explain", &["domain", "catalog"]),
    ("config", &["domain", "ports", "catalog", "secret", "toml_file"]),
    ("store", &["domain"]),
    ("journal", &["domain", "store"]),
    ("audit", &["domain", "journal"]),
    ("engine", &["domain", "ports", "journal", "catalog", "render", "clock", "backoff", "secret", "stranger_log"]),
    ("oauth_callback", &["domain", "ports", "render", "clock", "secret", "stranger_log"]),
    ("discord", &["domain", "ports", "catalog", "render::card", "clock", "backoff", "secret"]),
    ("microsoft", &["domain", "ports", "clock", "backoff", "secret"]),
    ("bot", EVERYTHING),
    ("startup", &[]),
    ("main", EVERYTHING),
    ("subcommands", EVERYTHING),
];

/// The modules that put everything together and may use every package.
const ASSEMBLY: &[&str] = &["bot", "startup", "main", "subcommands"];

/// The modules that may use a package, besides those of `ASSEMBLY`.
const PACKAGES: &[(&str, &[&str])] = &[
    ("serenity", &["discord"]),
    ("twilight_gateway", &["discord"]),
    // Discord's client is handed one, so that it has time-outs; the configuration reads addresses with its `Url`.
    ("reqwest", &["config", "discord", "microsoft"]),
    ("oauth2", &["microsoft"]),
    ("sled", &["store"]),
    ("getrandom", &["microsoft"]),
    ("zeroize", &["secret", "microsoft"]),
    ("bytes", &["secret", "discord", "microsoft"]),
    ("rustix", &["startup"]),
    ("axum", &["oauth_callback"]),
    ("hyper", &["oauth_callback"]),
    ("hyper_util", &["oauth_callback"]),
    ("toml", &["toml_file"]),
    ("fluent_templates", &["render"]),
    ("clap", &[]),
    ("anyhow", &[]),
];

/// The packages that `domain` may use; all else would bring in a clock, chance or the outside.
const PACKAGES_OF_DOMAIN: &[&str] = &["std", "serde", "thiserror", "jiff", "sha2", "strsim", "strum", "uuid"];

const FILE_LINES_MAX: usize = 400;
const FUNCTION_LINES_MAX: usize = 70;

/// Words that say nothing.
const FORBIDDEN: &[&str] = &["helper", "util", "misc", "common", "manager", "data", "info"];

/// Vendors' names for things, which may stand in code although the word is forbidden.
const VENDORS_WORDS: &[(&str, &str)] = &[
    // Discord calls what an interaction carries `data`: https://discord.com/developers/docs/interactions/receiving-and-responding
    ("discord", "data"),
    // Microsoft calls methods `security info` in its audits:
    // https://learn.microsoft.com/entra/identity/monitoring-health/reference-audit-activities
    ("microsoft", "info"),
];

#[test]
fn modules_use_only_what_they_may() {
    report(&sources(&["src"]).iter().flat_map(imports).collect::<Vec<_>>());
}

#[test]
fn packages_stay_where_they_belong() {
    report(&sources(&["src"]).iter().flat_map(packages).collect::<Vec<_>>());
}

#[test]
fn files_and_functions_stay_small() {
    report(&sources(&["src", "tests", "crates"]).iter().flat_map(sizes).collect::<Vec<_>>());
}

#[test]
fn words_say_something() {
    report(&sources(&["src"]).iter().flat_map(forbidden_words).collect::<Vec<_>>());
}

#[test]
fn nothing_unwraps_outside_of_tests() {
    report(&sources(&["src"]).iter().flat_map(unwraps).collect::<Vec<_>>());
}

#[test]
fn every_file_says_what_is_inside() {
    report(&sources(&["src", "tests", "crates"]).iter().filter_map(without_first_line).collect::<Vec<_>>());
}

#[test]
fn the_architecture_shows_the_tree() {
    let files: Vec<String> = sources(&["src"]).into_iter().map(|source| source.path).collect();
    report(&layout(&read("docs/architecture.md"), &files));
}

#[test]
fn every_dependency_says_why_it_is_here() {
    for manifest in ["Cargo.toml", "crates/grendel-simulator/Cargo.toml", "crates/grendel-sandbox/Cargo.toml"] {
        report(&unexplained_dependencies(manifest, &read(manifest)));
    }
}

#[test]
fn there_is_one_reqwest() {
    let count = read("Cargo.lock").matches("name = \"reqwest\"\n").count();
    assert_eq!(
        count, 1,
        "Cargo.lock: reqwest is in the tree {count} times. Find out who brings it with `cargo tree -d`."
    );
}

/// Each rule is shown what it is there for.
#[test]
fn the_rules_see_what_they_should() {
    let bad = |path: &str, text: &str| Source::new(path, text);
    let count = |complaints: Vec<String>, expected: usize| assert_eq!(complaints.len(), expected, "{complaints:#?}");
    count(
        imports(&bad("src/domain/plan.rs", "use crate::{store::Journal, domain::{case}};\nuse super::super::ports;")),
        2,
    );
    count(
        imports(&bad("src/discord/inbound.rs", "fn f() -> crate::microsoft::Graph { crate::render::card::Card }")),
        1,
    );
    count(imports(&bad("src/ports.rs", "use crate::render::words; // crate::store\n")), 1);
    count(imports(&bad("src/clock.rs", "use super::wire; use crate::secret::Secret;")), 1);
    count(imports(&bad("src/newcomer.rs", "use crate::domain::Case;")), 1);
    count(packages(&bad("src/engine.rs", "let x: sled::Db = \"sled::Db\"; use serenity::all;")), 2);
    count(packages(&bad("src/domain/run.rs", "use std::fmt; use tokio::time; pub use self::x; use super::y;")), 1);
    count(sizes(&bad("src/a.rs", &format!("fn long() {{\n{}}}\nfn short();", "a();\n".repeat(70)))), 1);
    count(sizes(&bad("src/a.rs", &"// line\n".repeat(FILE_LINES_MAX + 1))), 1);
    count(forbidden_words(&bad("src/a.rs", "struct UtilManager; // a helper\nlet misc = \"data\";")), 4);
    count(
        forbidden_words(&bad(
            "src/a.rs",
            "info!(\"x\"); std::process::exit(1); file.sync_data(); OptionName::Ticket; // metadata, `ticket`, <https://a.example/data>",
        )),
        0,
    );
    count(forbidden_words(&bad("src/discord/inbound.rs", "interaction.data; // the data")), 1);
    count(unwraps(&bad("src/a.rs", "x.unwrap(); // .unwrap()\n#[cfg(test)]\nmod tests { fn f() { x.unwrap(); } }")), 1);
    assert!(without_first_line(&bad("src/a.rs", "use x;\n//! Late.")).is_some());
    let readme =
        "<!-- layout -->\n```text\nsrc/lib.rs  the tour\nsrc/gone.rs  nothing\nsrc/mute.rs\n```\n<!-- /layout -->";
    count(layout(readme, &["src/lib.rs".to_owned(), "src/mute.rs".to_owned(), "src/new.rs".to_owned()]), 3);
    count(layout("# Grendel", &[]), 1);
    count(
        unexplained_dependencies(
            "Cargo.toml",
            "[dependencies]\n# --- part\na = \"1\"\n# Why.\nb = \"1\"\nc = \"1\"\n\nd = \"1\"\n[lints]\ne = 1",
        ),
        2,
    );
}

fn report(complaints: &[String]) {
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

/// Returns the text of a file of the package, empty if there is none.
fn read(path: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap_or_default()
}

fn imports(source: &Source) -> Vec<String> {
    let modules = source.modules();
    let Some(own) = modules.first() else { return Vec::new() };
    let Some((_, may_use)) = MODULES.iter().find(|(name, _)| name == own) else {
        return vec![source.complain(
            0,
            &format!("`{own}` is not in the table MODULES of tests/tidy.rs. Say there what it may use."),
        )];
    };
    let is_allowed = |path: &str| {
        let is_within = |part: &&&str| path == **part || path.starts_with(&format!("{part}::"));
        let is_ours = MODULES.iter().any(|(name, _)| is_within(&name));
        !is_ours || is_within(&own) || *may_use == EVERYTHING || may_use.iter().any(|part| is_within(&part))
    };
    let complaint = |(at, path): &(usize, String)| {
        let allowed = if may_use.is_empty() { "nothing of ours".to_owned() } else { may_use.join(", ") };
        let words = format!(
            "`{own}` may not use `{path}`. It may use {allowed}; move this to a module that may, or hand in what it needs."
        );
        source.complain(*at, &words)
    };
    source.own_paths().iter().filter(|(_, path)| !is_allowed(path)).map(complaint).collect()
}

fn packages(source: &Source) -> Vec<String> {
    let modules = source.modules();
    let own = modules.first().copied().unwrap_or("lib");
    let mut complaints = Vec::new();
    let found = source.words_of_code();
    for (index, word) in found.iter().enumerate() {
        let (before, name) = (&source.code[..word.start], &source.code[word.clone()]);
        if before.ends_with("::") {
            continue;
        }
        let is_path = source.code[word.end..].starts_with("::");
        let belongs = PACKAGES.iter().find(|(package, _)| *package == name).map(|(_, modules)| *modules);
        // A test plays the other side, with whatever that is made of.
        let is_free = ASSEMBLY.contains(&own) || !is_path || source.is_in_tests(word.start);
        if let Some(modules) = belongs.filter(|modules| !is_free && !modules.contains(&own)) {
            let homes = [modules, ASSEMBLY].concat().join(", ");
            let words = format!("`{name}` does not belong into `{own}`. It belongs into: {homes}.");
            complaints.push(source.complain(word.start, &words));
        }
        let is_import =
            index > 0 && &source.code[found[index - 1].clone()] == "use" && before.trim_end().ends_with("use");
        let is_inside = ["crate", "super", "self"].contains(&name) || PACKAGES_OF_DOMAIN.contains(&name);
        if own == "domain" && is_import && !is_inside {
            let words = format!("`domain` may not use `{name}`. It may use {}.", PACKAGES_OF_DOMAIN.join(", "));
            complaints.push(source.complain(word.start, &words));
        }
    }
    complaints
}

fn sizes(source: &Source) -> Vec<String> {
    let mut complaints = Vec::new();
    let lines = source.text.lines().count();
    if lines > FILE_LINES_MAX {
        let words = format!(
            "the file has {lines} lines, and {FILE_LINES_MAX} is the most. Split it by what its parts are about."
        );
        complaints.push(source.complain(0, &words));
    }
    for (name, at, lines) in source.functions().into_iter().filter(|(_, _, lines)| *lines > FUNCTION_LINES_MAX) {
        let words = format!(
            "`{name}` has {lines} lines, and {FUNCTION_LINES_MAX} is the most. Give its parts names of their own."
        );
        complaints.push(source.complain(at, &words));
    }
    complaints
}

fn forbidden_words(source: &Source) -> Vec<String> {
    let own = source.modules().first().copied().unwrap_or("lib").to_owned();
    let is_one = |part: &str, word: &str| part == word || part == format!("{word}s") || part == format!("{word}es");
    let forbidden = |part: &str| FORBIDDEN.iter().copied().find(|word| is_one(part, word));
    let mut complaints = Vec::new();
    for at in source.words_of_code() {
        let (before, name, after) = (&source.code[..at.start], &source.code[at.clone()], &source.code[at.end..]);
        // Beside `.` or `::` a name is only used. If it is ours, it is looked at where it is defined.
        let is_used = before.ends_with('.') || before.ends_with("::") || after.starts_with("::");
        let is_excused = |word: &str| match word {
            "info" if after.starts_with('!') => true,
            _ => is_used || VENDORS_WORDS.contains(&(own.as_str(), word)),
        };
        for word in parts(name).iter().filter_map(|part| forbidden(part)).filter(|word| !is_excused(word)) {
            complaints.push(source.complain(
                at.start,
                &format!("`{name}` has the word `{word}`, which says nothing. Say what the thing is or does."),
            ));
        }
    }
    for at in words(&source.comments) {
        let name = source.comments[at.clone()].to_lowercase();
        let before = &source.comments[..at.start];
        let is_of_address = before.rsplit(char::is_whitespace).next().is_some_and(|start| start.contains("://"));
        let is_quoted = before.ends_with('`') || before.ends_with("::") || is_of_address;
        if let Some(word) = forbidden(&name).filter(|_| !is_quoted) {
            complaints.push(source.complain(
                at.start,
                &format!("the comment has the word `{word}`, which says nothing. Say what is meant."),
            ));
        }
    }
    complaints
}

fn unwraps(source: &Source) -> Vec<String> {
    let words = "`unwrap` tells nobody why it cannot fail. Return an error, or `expect` with the reason.";
    let found = source.code.match_indices(".unwrap()").filter(|(at, _)| !source.is_in_tests(*at));
    found.map(|(at, _)| source.complain(at, words)).collect()
}

fn without_first_line(source: &Source) -> Option<String> {
    let words = "the file does not begin with a line `//!` that says what is inside.";
    (!source.text.starts_with("//! ")).then(|| source.complain(0, words))
}

/// A path that ends in `/` stands for everything below it.
fn layout(readme: &str, files: &[String]) -> Vec<String> {
    let (start, end) = ("<!-- layout -->", "<!-- /layout -->");
    let block = readme.split_once(start).and_then(|(_, rest)| rest.split_once(end));
    let Some((block, _)) = block else {
        return vec![format!(
            "docs/architecture.md:1: there is no layout. Between the lines `{start}` and `{end}` put a fenced block with the paths of src, one \
             a line, each with two spaces and what is in it; a folder, ending in `/`, stands for all of its files."
        )];
    };
    let first =
        readme[..readme.len() - readme.split_once(start).map_or(0, |(_, rest)| rest.len())].matches('\n').count() + 1;
    let mut complaints = Vec::new();
    let mut listed: Vec<&str> = Vec::new();
    for (index, line) in block.lines().enumerate() {
        let line = line.trim();
        let (path, about) = line.split_once("  ").unwrap_or((line, ""));
        if !path.starts_with("src/") {
            continue;
        }
        let covers = |file: &String| file == path || (path.ends_with('/') && file.starts_with(path));
        if !files.iter().any(covers) {
            complaints
                .push(format!("docs/architecture.md:{}: there is no `{path}`. Take the line out.", first + index));
        }
        if about.trim().is_empty() {
            complaints
                .push(format!("docs/architecture.md:{}: `{path}` needs two spaces and what is in it.", first + index));
        }
        listed.push(path);
    }
    let is_listed =
        |file: &&String| listed.iter().any(|path| file == path || (path.ends_with('/') && file.starts_with(path)));
    let missing = files.iter().filter(|file| !is_listed(file));
    complaints.extend(
        missing.map(|file| format!("docs/architecture.md:{first}: the layout lacks `{file}`. Add a line for it.")),
    );
    complaints
}

fn unexplained_dependencies(path: &str, manifest: &str) -> Vec<String> {
    let (mut is_dependencies, mut is_explained) = (false, false);
    let mut complaints = Vec::new();
    for (index, line) in manifest.lines().enumerate() {
        if line.starts_with('[') {
            is_dependencies = line.ends_with("dependencies]");
        }
        if line.starts_with('#') {
            is_explained = !line.starts_with("# ---");
        } else if line.trim().is_empty() || line.starts_with('[') {
            is_explained = false;
        } else if is_dependencies && !is_explained {
            let name = line.split_whitespace().next().unwrap_or_default();
            complaints
                .push(format!("{path}:{}: `{name}` does not say why it is here. Put a comment above it.", index + 1));
        }
    }
    complaints
}
