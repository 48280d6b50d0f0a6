//! Bodies that real servers are known to answer, served to the real client inside a running case, and what people then read.
//!
//! The bodies are no part of this repository. Where their folder does not lie beside it, these tests say so and pass; the fixtures of
//! the other tests, written from the same facts, hold each kind without them. With `REAL_BODIES_MIN=106` they fail where there are
//! fewer bodies than that, or none. `REAL_BODY=ex-mailbox` serves only those with that in their names.

mod body;
mod meanings;
mod scene;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use futures_util::stream::{self, StreamExt};
use regex_lite::Regex;
use tokio::sync::Semaphore;

use body::RealBody;
use meanings::Meaning;

/// The number of worlds at once, in all of these tests together. They wait more than they compute.
static WORLDS: Semaphore = Semaphore::const_new(6);
/// The beginnings of the names of the bodies of each test.
const AUDITS: &[&str] = &["audit-"];
const BATCHES: &[&str] = &["batch-"];
const DISCORD: &[&str] = &["discord-"];
const EXCHANGE: &[&str] = &["ex-"];
const READS: &[&str] = &["grants-", "methods-", "organization-", "pim-", "registration-", "risk-", "user-"];
const SIGN_INS: &[&str] = &["signin-"];
const STEPS: &[&str] = &["step-", "tap-"];
const TOKENS: &[&str] = &["token-"];
const GROUPS: [&[&str]; 8] = [AUDITS, BATCHES, DISCORD, EXCHANGE, READS, SIGN_INS, STEPS, TOKENS];
/// The environment variable with the least number of bodies.
const LEAST: &str = "REAL_BODIES_MIN";
/// The most characters of what people read that a failure shows.
const SHOWN_CHARS_MAX: usize = 6_000;

#[tokio::test(flavor = "multi_thread")]
async fn directory_audits_mean_what_they_say() {
    hold(AUDITS).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn batches_and_their_parts_mean_what_they_say() {
    hold(BATCHES).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn discord_means_what_it_says() {
    hold(DISCORD).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn exchange_means_what_it_says() {
    hold(EXCHANGE).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn reads_of_the_directory_mean_what_they_say() {
    hold(READS).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn sign_ins_mean_what_they_say() {
    hold(SIGN_INS).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_to_steps_mean_what_they_say() {
    hold(STEPS).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_token_endpoint_means_what_it_says() {
    hold(TOKENS).await;
}

#[test]
fn every_body_is_served_by_one_test() {
    let Some(names) = names() else { return };
    let begins = |name: &String, group: &[&str]| group.iter().any(|beginning| name.starts_with(beginning));
    let lost: Vec<&String> =
        names.iter().filter(|name| GROUPS.iter().filter(|group| begins(name, group)).count() != 1).collect();
    assert_eq!(lost, Vec::<&String>::new(), "no test serves these, or two do");
    let unknown: Vec<&str> = meanings::names().filter(|name| !names.contains(*name)).collect();
    assert_eq!(unknown, Vec::<&str>::new(), "there are meanings for bodies that are not there");
}

/// Serves every body of a group, and holds what people then read. All that fail are told at once.
async fn hold(group: &[&str]) {
    let Some(names) = names() else { return };
    let wanted = std::env::var("REAL_BODY").ok();
    let is_meant = |name: &String| {
        let is_wanted = wanted.as_ref().is_none_or(|wanted| name.contains(wanted.as_str()));
        is_wanted && group.iter().any(|beginning| name.starts_with(beginning))
    };
    let failed: Vec<String> = stream::iter(names.into_iter().filter(is_meant))
        .map(failure_of)
        .buffer_unordered(GROUPS.len())
        .filter_map(async |failed| failed)
        .collect()
        .await;
    assert!(failed.is_empty(), "{} bodies are read wrongly\n{}", failed.len(), failed.concat());
}

/// Returns what was read wrongly of a body, or `None` if nothing was.
async fn failure_of(name: String) -> Option<String> {
    let _place = WORLDS.acquire().await.expect("it is never closed");
    outcome_of(&name).await.err().map(|error| format!("== {name}\n{error:?}\n"))
}

async fn outcome_of(name: &str) -> anyhow::Result<()> {
    let body = RealBody::read(&folder().join(format!("{name}.json")))?;
    let read = scene::play(&body).await.context("the scene could not be played")?;
    meanings::of(name, &body).check(&read)
}

impl Meaning {
    /// Checks what people read.
    fn check(&self, read: &str) -> anyhow::Result<()> {
        let matches = |pattern: &String| anyhow::Ok(Regex::new(&format!("(?i){pattern}"))?.is_match(read));
        let mut wrong = Vec::new();
        for pattern in &self.want {
            if !matches(pattern)? {
                wrong.push(format!("nobody reads /{pattern}/"));
            }
        }
        for pattern in &self.not {
            if matches(pattern)? {
                wrong.push(format!("somebody reads /{pattern}/"));
            }
        }
        let shown: String = read.chars().take(SHOWN_CHARS_MAX).collect();
        anyhow::ensure!(wrong.is_empty(), "{}; what was read:\n{shown}", wrong.join("; "));
        Ok(())
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/real")
}

/// Returns the names of all bodies, or `None` where they are not on this machine and need not be.
///
/// # Panics
///
/// If there are fewer than the environment demands.
fn names() -> Option<BTreeSet<String>> {
    let least: usize = std::env::var(LEAST).map_or(0, |least| least.parse().expect("a number of bodies"));
    let names = names_in(&folder());
    let count = names.as_ref().map_or(0, BTreeSet::len);
    assert!(count >= least, "{LEAST} is {least}, and {} has {count}", folder().display());
    if names.is_none() {
        eprintln!("skipped: {} is not there", folder().display());
    }
    names
}

fn names_in(folder: &Path) -> Option<BTreeSet<String>> {
    let files = std::fs::read_dir(folder).ok()?;
    let name = |file: std::io::Result<std::fs::DirEntry>| {
        let path = file.ok()?.path();
        let is_body = path.extension().is_some_and(|kind| kind == "json");
        is_body.then(|| path.file_stem().unwrap_or_default().to_string_lossy().into_owned())
    };
    Some(files.filter_map(name).collect())
}
