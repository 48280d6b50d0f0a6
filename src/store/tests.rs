//! Tests of the store, on real files: the test double of a disk is a temporary folder.

mod crash;
mod damage;
mod opening;
mod writing;

use std::path::Path;

use jiff::Timestamp;
use tempfile::TempDir;

use super::{OpenedCase, Settings, Store, StoreError, Transition};

/// An instant with nanoseconds, so that a field cut short shows.
fn at(second: i64) -> Timestamp {
    Timestamp::new(1_763_800_000 + second, 123_456_789).expect("a representable instant")
}

fn transition(entries: &[&str]) -> Transition {
    Transition { entries: entries.iter().map(|entry| entry.as_bytes().to_vec()).collect(), closes: false }
}

fn closing(entries: &[&str]) -> Transition {
    Transition { closes: true, ..transition(entries) }
}

fn open(folder: &Path) -> Store {
    Store::open(&Settings::new(folder)).expect("the store opens")
}

/// What opening says, where it must not succeed.
fn refusal(folder: &Path) -> super::OpenError {
    Store::open(&Settings::new(folder)).expect_err("the store must not open")
}

async fn open_case(store: &Store, entries: &[&str]) -> Result<OpenedCase, StoreError> {
    let first = transition(entries);
    store.open_case(at(0), move |_| first).await
}

/// Two cases, one closed, one entry in several parts, one stray, one note: six entries, on disk and closed. Opened
/// twice, as any store in use has been.
async fn filled() -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let store = open(folder.path());
    let first = open_case(&store, &[r#"{"opened":1}"#]).await.expect("a case");
    open_case(&store, &[r#"{"opened":2}"#]).await.expect("a case");
    store.append_stray(at(1), b"{\"refused\":true}".to_vec()).await.expect("a stray entry");
    store.close().await.expect("a clean close");
    let store = open(folder.path());
    let long = Transition { entries: vec![b"{}".to_vec(), vec![b'x'; 20_000]], closes: false };
    let revision = store.append(first.case, first.revision, at(2), long).await.expect("two entries");
    store.append(first.case, revision, at(3), closing(&[r#"{"closed":true}"#])).await.expect("the end");
    store.remember("gateway", b"session".to_vec()).await.expect("a note");
    store.close().await.expect("a clean close");
    folder
}

/// Every entry, or the first thing wrong.
fn contents(store: &Store) -> Result<Vec<(u64, Vec<u8>)>, StoreError> {
    store.journal().map(|entry| entry.map(|entry| (entry.sequence, entry.bytes))).collect()
}
