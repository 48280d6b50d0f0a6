//! Writing and reading: revisions, limits, many at once.

use std::time::{Duration, Instant};

use sha2::{Digest, Sha256};

use super::super::recovery::open_sled;
use super::super::{ENTRY_BYTES_MAX, NOTE_BYTES_MAX, StoreError, TRANSITION_ENTRIES_MAX, Transition};
use super::{at, closing, contents, filled, open, open_case, transition};

#[tokio::test]
async fn what_was_written_is_read_before_and_after_reopening() {
    let folder = filled().await;
    let store = open(folder.path());
    let case = store.case(1).expect("readable").expect("the case");
    assert_eq!(case.iter().map(|entry| entry.revision).collect::<Vec<_>>(), [1, 2, 3, 4]);
    assert_eq!(case.iter().map(|entry| entry.sequence).collect::<Vec<_>>(), [1, 4, 5, 6]);
    assert_eq!(case.iter().map(|entry| entry.epoch).collect::<Vec<_>>(), [1, 2, 2, 2]);
    assert_eq!(case.iter().map(|entry| entry.closes).collect::<Vec<_>>(), [false, false, false, true]);
    assert_eq!(case[2].bytes, vec![b'x'; 20_000]);
    assert_eq!(case[3].at, at(3));
    assert_eq!(store.open_cases().expect("readable"), [2]);
    assert_eq!(store.case(3), Ok(None));
    assert_eq!(store.note("gateway").expect("readable").as_deref(), Some(b"session".as_slice()));
    assert_eq!(store.note("nothing"), Ok(None));
    assert_eq!(store.epoch(), 3);
    let journal = store.journal().collect::<Result<Vec<_>, _>>().expect("a whole journal");
    assert_eq!(
        journal.iter().map(|entry| entry.case).collect::<Vec<_>>(),
        [Some(1), Some(2), None, Some(1), Some(1), Some(1)]
    );
    assert_eq!(store.entries_on_disk(), 6);
}

#[tokio::test]
async fn the_next_case_has_the_next_number_and_its_entries_may_name_it() {
    let folder = filled().await;
    let store = open(folder.path());
    let name = |number: u64| Transition { entries: vec![number.to_string().into_bytes()], closes: false };
    let opened = store.open_case(at(0), name).await.expect("a case");
    assert_eq!((opened.case, opened.revision), (3, 1));
    assert_eq!(store.case(3).expect("readable").expect("the case")[0].bytes, b"3");
    let refused = store.open_case(at(0), |_| Transition::default()).await;
    assert_eq!(refused, Err(StoreError::WrongCount { entries: 0, entries_max: TRANSITION_ENTRIES_MAX }));
    assert_eq!(store.open_case(at(0), name).await.expect("a case").case, 4);
}

#[tokio::test]
async fn a_case_that_opens_and_closes_at_once_was_never_open() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = open(folder.path());
    let opened = store.open_case(at(0), |_| closing(&["opened", "refused"])).await.expect("a case");
    assert_eq!(opened.revision, 2);
    assert_eq!(store.open_cases(), Ok(vec![]));
    assert_eq!(store.append(opened.case, 2, at(1), transition(&["pressed later"])).await, Ok(3));
    assert_eq!(store.open_cases(), Ok(vec![]));
    let report = store.verify().await.expect("whole");
    assert_eq!((report.entries, report.cases, report.open_cases), (3, 1, 0));
}

#[tokio::test]
async fn only_one_of_two_who_read_the_same_revision_may_write() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = open(folder.path());
    let opened = open_case(&store, &["opened"]).await.expect("a case");
    let press = |who| store.append(opened.case, opened.revision, at(1), transition(&[who, "and more"]));
    let (one, other) = tokio::join!(press("one"), press("other"));
    assert_eq!(one, Ok(3));
    assert_eq!(other, Err(StoreError::Conflict { case: 1, current: 3 }));
    assert_eq!(contents(&store).expect("whole").len(), 3);
    assert_eq!(store.append(7, 0, at(1), transition(&["x"])).await, Err(StoreError::NoSuchCase { case: 7 }));
}

#[tokio::test]
async fn values_up_to_the_limit_are_taken_and_sled_spills_no_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = open(folder.path());
    let full = vec![b'y'; ENTRY_BYTES_MAX];
    let opened = open_case(&store, &["opened"]).await.expect("a case");
    let mut revision = opened.revision;
    for _ in 0..10 {
        let both = Transition { entries: vec![full.clone(), full.clone()], closes: false };
        revision = store.append(opened.case, revision, at(1), both).await.expect("taken");
    }
    let largest = Transition { entries: vec![full.clone(); TRANSITION_ENTRIES_MAX], closes: false };
    revision = store.append(opened.case, revision, at(1), largest).await.expect("taken");
    let too_many = Transition { entries: vec![vec![]; TRANSITION_ENTRIES_MAX + 1], closes: false };
    assert!(matches!(store.append(opened.case, revision, at(1), too_many).await, Err(StoreError::WrongCount { .. })));
    let too_large = Transition { entries: vec![vec![b'y'; ENTRY_BYTES_MAX + 1]], closes: false };
    let refused = store.append(opened.case, revision, at(1), too_large).await;
    assert_eq!(refused, Err(StoreError::TooLarge { bytes: ENTRY_BYTES_MAX + 1, bytes_max: ENTRY_BYTES_MAX }));
    store.write_note("note", vec![1; NOTE_BYTES_MAX]).await.expect("taken");
    let refused = store.write_note("note", vec![1; NOTE_BYTES_MAX + 1]).await;
    assert_eq!(refused, Err(StoreError::TooLarge { bytes: NOTE_BYTES_MAX + 1, bytes_max: NOTE_BYTES_MAX }));
    for size in [0, 4006, 4007, 4008, 4016, 4017, 8095, 8096, 8105, 8106] {
        store.append_without_case(at(2), vec![b'z'; size]).await.expect("taken");
    }
    assert_eq!(store.verify().await.expect("whole").spilled_files, 0);
    store.close().await.expect("closed");
    let store = open(folder.path());
    assert_eq!(store.case(1).expect("readable").expect("the case")[20].bytes, full);
    assert_eq!(contents(&store).expect("whole").len(), 31 + TRANSITION_ENTRIES_MAX);
}

#[tokio::test]
async fn no_value_in_sled_is_above_the_cap() {
    let folder = filled().await;
    let Ok(db) = open_sled(&folder.path().join("sled")) else { panic!("sled does not open") };
    let mut longest = 0;
    for name in db.tree_names() {
        for record in &db.open_tree(name).expect("a tree") {
            longest = longest.max(record.expect("a record").1.len());
        }
    }
    assert_eq!(longest, 4096);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn sixty_four_tasks_at_once_lose_nothing_and_share_their_flushes() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = open(folder.path());
    let started = Instant::now();
    let tasks: Vec<_> = (0..64)
        .map(|_| {
            let store = store.clone();
            tokio::spawn(async move {
                let opened = open_case(&store, &["opened"]).await.expect("a case");
                let mut revision = opened.revision;
                for _ in 0..10 {
                    revision =
                        store.append(opened.case, revision, at(1), transition(&["a", "b"])).await.expect("added");
                }
                let case = store.case(opened.case).expect("readable").expect("the case");
                assert_eq!((case.len(), revision), (21, 21));
            })
        })
        .collect();
    for task in tasks {
        tokio::time::timeout(Duration::from_secs(60), task).await.expect("no deadlock").expect("no panic");
    }
    println!("704 durable transitions by 64 tasks: {:?}", started.elapsed());
    let report = store.verify().await.expect("whole");
    assert_eq!((report.entries, report.acknowledged, report.cases, report.open_cases), (64 * 21, 64 * 21, 64, 64));
}

#[tokio::test]
async fn how_long_one_durable_append_takes() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = open(folder.path());
    let opened = open_case(&store, &["opened"]).await.expect("a case");
    let entry = "x".repeat(500);
    let mut times = Vec::new();
    for revision in 1..=300 {
        let started = Instant::now();
        store.append(opened.case, revision, at(1), transition(&[&entry])).await.expect("added");
        times.push(started.elapsed());
    }
    times.sort();
    println!("one durable append: p50 {:?}, p99 {:?}", times[150], times[297]);
    assert!(times[150] < Duration::from_millis(500), "p50 {:?}", times[150]);
}

/// The formula of `layout.rs`, written down a second time as an auditor would.
#[tokio::test]
async fn an_auditor_can_compute_the_chain_from_what_is_documented() {
    let folder = filled().await;
    let store = open(folder.path());
    let mut previous = [0_u8; 32];
    for entry in store.journal() {
        let entry = entry.expect("whole");
        let mut body = Vec::new();
        body.extend(entry.epoch.to_be_bytes());
        body.extend(entry.case.unwrap_or(0).to_be_bytes());
        body.extend(entry.revision.to_be_bytes());
        body.extend(entry.at.as_second().to_be_bytes());
        body.extend(entry.at.subsec_nanosecond().to_be_bytes());
        body.push(u8::from(entry.closes));
        body.extend(&entry.bytes);
        let mut message = b"grendel/journal/v1".to_vec();
        message.extend(entry.sequence.to_be_bytes());
        message.extend(previous);
        message.extend((body.len() as u64).to_be_bytes());
        message.extend(body);
        previous = Sha256::digest(message).into();
        assert_eq!(previous, entry.hash, "entry {}", entry.sequence);
    }
    assert_eq!(store.verify().await.expect("whole").hash, previous);
}
