//! Tests of the store, on real files: the test double of a disk is a temporary folder.

mod damage;
mod failed_writes;
mod killed_process;
mod opening;
mod step_crashes;
mod writing;

use std::path::Path;

use jiff::Timestamp;
use tempfile::TempDir;

use super::{OpenedCase, Store, StoreError, Transition};

/// Returns an instant with nanoseconds, so that a truncated field is noticed.
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
    Store::open(folder).expect("the store opens")
}

/// Returns the error of an opening that must fail.
fn refusal(folder: &Path) -> super::OpenError {
    Store::open(folder).expect_err("the store must not open")
}

async fn open_case(store: &Store, entries: &[&str]) -> Result<OpenedCase, StoreError> {
    let first = transition(entries);
    store.open_case(at(0), move |_| first).await
}

/// Returns the folder of a closed store with six entries and a note. It has two cases, one of them closed, an entry in several
/// parts, and an entry of no case. It was opened twice, because a store in use always has been.
async fn filled() -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let store = open(folder.path());
    let first = open_case(&store, &[r#"{"opened":1}"#]).await.expect("a case");
    open_case(&store, &[r#"{"opened":2}"#]).await.expect("a case");
    store.append_without_case(at(1), b"{\"refused\":true}".to_vec()).await.expect("an entry of no case");
    store.close().await.expect("a clean close");
    let store = open(folder.path());
    let long = Transition { entries: vec![b"{}".to_vec(), vec![b'x'; 20_000]], closes: false };
    let revision = store.append(first.case, first.revision, at(2), long).await.expect("two entries");
    store.append(first.case, revision, at(3), closing(&[r#"{"closed":true}"#])).await.expect("the end");
    store.write_note("gateway", b"session".to_vec()).await.expect("a note");
    store.close().await.expect("a clean close");
    folder
}

/// Returns the sequence and the bytes of every entry, or the first error.
fn contents(store: &Store) -> Result<Vec<(u64, Vec<u8>)>, StoreError> {
    store.journal().map(|entry| entry.map(|entry| (entry.sequence, entry.bytes))).collect()
}
