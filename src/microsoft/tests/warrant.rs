//! No write is sent without a warrant.
//!
//! The types hold most of it: the fields of `WriteCall` are private to `service`, and its constructors take a warrant.
//! This reads the sources for what types cannot hold: that no other file builds a request of its own.

use std::path::{Path, PathBuf};

/// The text of each source file below `src/microsoft` but tests, without comments, by its path from there.
fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/microsoft");
    let mut folders = vec![root.clone()];
    let mut sources = Vec::new();
    while let Some(folder) = folders.pop() {
        let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let (subfolders, files): (Vec<PathBuf>, Vec<PathBuf>) = paths.partition(|path| path.is_dir());
        folders.extend(subfolders.into_iter().filter(|folder| !folder.ends_with("tests")));
        for file in files {
            let text = std::fs::read_to_string(&file).unwrap();
            let code = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
            let path = file.strip_prefix(&root).unwrap().display().to_string().replace('\\', "/");
            sources.push((path, code));
        }
    }
    sources.sort();
    sources
}

/// The files whose code contains one of these texts.
fn files_with(texts: &[&str]) -> Vec<String> {
    let has = |(path, code): (String, String)| texts.iter().any(|text| code.contains(text)).then_some(path);
    sources().into_iter().filter_map(has).collect()
}

#[test]
fn only_the_service_and_the_oauth_endpoints_build_requests() {
    // `token.rs` and `sign_in.rs` talk to the token endpoint alone, which changes nothing in the directory.
    assert_eq!(files_with(&[".client()", "Client::builder"]), ["http.rs", "service.rs", "sign_in.rs", "token.rs"]);
    assert_eq!(files_with(&["http.send("]), ["service.rs", "sign_in.rs"]);
}

#[test]
fn only_the_service_names_a_method_that_writes() {
    let methods = ["Method::POST", "Method::PATCH", "Method::PUT", "Method::DELETE"];
    assert_eq!(files_with(&methods), ["service.rs"]);
}

#[test]
fn a_read_is_a_post_only_for_batches_and_cmdlets() {
    assert_eq!(files_with(&["ReadCall::post("]), ["batch.rs", "exchange.rs"]);
}

#[test]
fn a_write_call_takes_the_warrant_that_its_step_was_given() {
    // Every step has the warrant as a parameter, and hands that one on: nothing in the adapter makes one.
    assert!(files_with(&["Warrant::", "Warrant {"]).is_empty());
    // What people do in Active Directory calls nothing that changes something.
    assert!(files_with(&["WriteCall", ".write(", "fn perform"]).iter().all(|path| path != "step/on_premises.rs"));
    let is_step = |path: &str| path.starts_with("step/") && !matches!(path, "step/mod.rs" | "step/on_premises.rs");
    for (path, code) in sources().into_iter().filter(|(path, _)| is_step(path)) {
        assert!(code.contains("pub(super) async fn perform(microsoft: &Microsoft, warrant: &Warrant,"), "{path}");
    }
}
