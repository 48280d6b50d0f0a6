//! Writes that fail: the store stops, says why, and loses nothing.

use std::fs::File;

use super::super::lock::StoreLock;
use super::super::open::{StorePaths, prepare, start};
use super::super::{Store, StoreError};
use super::{at, contents, filled, open, open_case, transition};

#[tokio::test]
async fn a_store_that_cannot_write_head_confirms_nothing_and_answers_nothing() {
    let folder = filled().await;
    let paths = StorePaths::new(folder.path());
    let mut prepared = prepare(&paths, StoreLock::take(&paths.lock).expect("the lock")).expect("ready");
    prepared.steps.head.file = File::open(&paths.head).expect("a descriptor without write access");
    let store = start(prepared, None).expect("started");
    let Err(StoreError::Stopped { reason }) = open_case(&store, &["unconfirmed"]).await else {
        panic!("it was confirmed")
    };
    assert!(reason.starts_with("HEAD could not be written"), "{reason}");
    let stopped = StoreError::Stopped { reason };
    assert_eq!(store.entries_on_disk(), 6);
    assert_eq!(store.append(2, 1, at(1), transition(&["x"])).await, Err(stopped.clone()));
    assert_eq!(store.write_note("x", vec![]).await, Err(stopped.clone()));
    assert_eq!(store.case(1), Err(stopped.clone()));
    assert_eq!(store.open_cases(), Err(stopped.clone()));
    assert_eq!(store.note("gateway"), Err(stopped.clone()));
    assert_eq!(store.verify().await, Err(stopped));
    drop(store);
    // The entry had reached the disk without an acknowledgement. HEAD is one group behind, which is no loss.
    let report = open(folder.path()).verify().await.expect("whole");
    assert_eq!(report.entries, 7);
}

#[tokio::test]
async fn a_panic_in_the_thread_stops_the_store() {
    let folder = filled().await;
    let store = open(folder.path());
    let stopped = store.open_case(at(0), |_| panic!("on purpose")).await;
    assert!(matches!(stopped, Err(StoreError::Stopped { .. })), "{stopped:?}");
    assert!(matches!(store.append(2, 1, at(1), transition(&["x"])).await, Err(StoreError::Stopped { .. })));
    drop(store);
    assert_eq!(contents(&open(folder.path())).expect("whole").len(), 6);
}

#[tokio::test]
async fn an_observer_hears_of_entries_before_their_callers_and_its_panic_stops_the_store() {
    let folder = filled().await;
    let (sender, lengths) = std::sync::mpsc::channel();
    let observer = Box::new(move |entries| {
        sender.send(entries).expect("the test receives");
        assert!(entries < 9, "on purpose");
    });
    let store = Store::open_observed(folder.path(), observer).expect("opened");
    store.append(2, 1, at(1), transition(&["a", "b"])).await.expect("acknowledged");
    assert_eq!(lengths.try_recv(), Ok(8));
    store.write_note("gateway", b"a note is no entry".to_vec()).await.expect("acknowledged");
    let unacknowledged = store.append(2, 3, at(2), transition(&["c"])).await;
    assert!(matches!(unacknowledged, Err(StoreError::Stopped { .. })), "{unacknowledged:?}");
    assert_eq!(lengths.try_iter().collect::<Vec<_>>(), [9]);
    drop(store);
    assert_eq!(contents(&open(folder.path())).expect("whole").len(), 9);
}
