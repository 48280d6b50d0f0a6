//! Damage: whatever is changed on disk is found, and named, or changes nothing.

use std::fs;
use std::path::Path;

use super::super::error::Damage;
use super::super::files::{copy_folder, sorted_paths};
use super::super::layout::{self, RecordKind};
use super::super::recovery::{SledOpenError, open_sled};
use super::super::trees::Trees;
use super::super::{OpenError, Store, StoreCopy, StoredEntry};
use super::{at, closing, contents, filled, open, open_case, refusal, transition};

/// A change to the records of a closed store.
type Change = fn(&Trees);

/// Lets `change` loose on the records of a closed store.
fn tamper(folder: &Path, change: impl FnOnce(&Trees)) {
    let Ok(db) = open_sled(&folder.join("sled")) else { panic!("sled does not open") };
    let trees = Trees::open(db).expect("the trees");
    change(&trees);
    trees.db.flush().expect("flushed");
}

/// Rewrites an entry with correct checksums.
fn rewrite(folder: &Path, sequence: u64, change: impl FnOnce(&mut StoredEntry)) {
    tamper(folder, |trees| {
        let mut entry = trees.entry(sequence).expect("readable").expect("there");
        change(&mut entry);
        for (key, value) in layout::split(&entry) {
            trees.journal.insert(key, value).expect("written");
        }
    });
}

fn found(folder: &Path) -> Damage {
    match StoreCopy::take(folder).expect_err("damage") {
        OpenError::Damaged { damage, .. } => damage,
        other => panic!("{other}"),
    }
}

#[tokio::test]
async fn an_entry_rewritten_with_a_correct_checksum_breaks_the_chain() {
    let changes: [fn(&mut StoredEntry); 6] = [
        |entry| entry.bytes[0] ^= 1,
        |entry| entry.at = at(77),
        |entry| entry.closes = !entry.closes,
        |entry| entry.revision += 1,
        |entry| entry.epoch += 1,
        |entry| entry.case = Some(2),
    ];
    for change in changes {
        let folder = filled().await;
        rewrite(folder.path(), 4, change);
        assert_eq!(found(folder.path()), Damage::Chain { sequence: 4 });
        let said = refusal(folder.path()).to_string();
        assert!(said.contains("the chain breaks at entry 4") && said.contains("HEAD"), "{said}");
    }
}

#[tokio::test]
async fn a_forged_link_breaks_the_next_one_and_the_last_one_is_held_by_head() {
    let forge = |folder: &Path, sequence: u64| {
        tamper(folder, |trees| {
            let previous = trees.entry(sequence - 1).expect("readable").expect("there").hash;
            let mut entry = trees.entry(sequence).expect("readable").expect("there");
            entry.bytes[0] ^= 1;
            entry.hash = layout::chain(&entry, &previous);
            for (key, value) in layout::split(&entry) {
                trees.journal.insert(key, value).expect("written");
            }
        });
    };
    let folder = filled().await;
    forge(folder.path(), 3);
    assert_eq!(found(folder.path()), Damage::Chain { sequence: 4 });
    let folder = filled().await;
    forge(folder.path(), 6);
    assert_eq!(found(folder.path()), Damage::OtherThanHead { sequence: 6 });
}

#[tokio::test]
async fn the_running_store_finds_a_rewritten_entry_too() {
    let folder = filled().await;
    let store = open(folder.path());
    let rewritten = store.inner.core.read(|trees| {
        let mut entry = trees.entry(5)?.expect("there");
        entry.bytes[19_999] = b'y';
        for (key, value) in layout::split(&entry) {
            trees.journal.insert(key, value)?;
        }
        Ok(())
    });
    rewritten.expect("written");
    let expected = super::super::StoreError::Corrupt(Damage::Chain { sequence: 5 });
    assert_eq!(store.verify().await, Err(expected.clone()));
    assert_eq!(store.case(1), Err(expected.clone()));
    assert_eq!(store.journal().skip(4).collect::<Vec<_>>(), [Err(expected)]);
}

#[tokio::test]
async fn missing_surplus_and_moved_records_are_named() {
    let one = |change: Change| async move {
        let folder = filled().await;
        tamper(folder.path(), change);
        found(folder.path())
    };
    let removed = one(|trees| drop(trees.journal.remove(layout::journal_key(2, 0)).expect("removed"))).await;
    assert_eq!(removed, Damage::Missing { sequence: 2 });
    let last_removed = one(|trees| drop(trees.journal.remove(layout::journal_key(6, 0)).expect("removed"))).await;
    assert_eq!(last_removed, Damage::Lost { promised: 6, found: 5 });
    let surplus = one(|trees| {
        let key = layout::journal_key(2, 9);
        trees.journal.insert(key, layout::seal(RecordKind::Part, &key, b"x")).expect("written");
    });
    assert_eq!(surplus.await, Damage::Surplus { count: 1 });
    let moved = one(|trees| {
        let value = trees.journal.get(layout::journal_key(1, 0)).expect("readable").expect("there");
        trees.journal.insert(layout::journal_key(2, 0), value).expect("written");
    });
    assert!(matches!(moved.await, Damage::Checksum { .. }));
    let part = one(|trees| drop(trees.journal.remove(layout::journal_key(5, 2)).expect("removed"))).await;
    assert_eq!(part.to_string(), "the record of entry 5, part 2 is not what belongs there: it is missing");
}

#[tokio::test]
async fn indices_that_contradict_the_journal_are_found() {
    let changes: [(&str, Change); 6] = [
        ("a closed case made open", |trees| {
            let key = 1_u64.to_be_bytes();
            trees.open.insert(key, layout::seal(RecordKind::OpenCase, &key, &1_u64.to_be_bytes())).expect("written");
        }),
        ("an open case made closed", |trees| drop(trees.open.remove(2_u64.to_be_bytes()).expect("removed"))),
        ("an unknown case made open", |trees| {
            let key = 9_u64.to_be_bytes();
            trees.open.insert(key, layout::seal(RecordKind::OpenCase, &key, &1_u64.to_be_bytes())).expect("written");
        }),
        ("an entry taken out of its case", |trees| {
            drop(trees.cases.remove(layout::case_key(1, 4)).expect("removed"));
        }),
        ("an entry that is not in the journal", |trees| {
            let key = layout::case_key(2, 2);
            trees
                .cases
                .insert(key, layout::seal(RecordKind::CaseEntry, &key, &[0, 0, 0, 0, 0, 0, 0, 9, 0]))
                .expect("written");
        }),
        ("an entry of another case", |trees| {
            let key = layout::case_key(2, 1);
            trees
                .cases
                .insert(key, layout::seal(RecordKind::CaseEntry, &key, &[0, 0, 0, 0, 0, 0, 0, 1, 0]))
                .expect("written");
        }),
    ];
    for (what, change) in changes {
        let folder = filled().await;
        tamper(folder.path(), change);
        assert!(matches!(found(folder.path()), Damage::Case { .. }), "{what}");
    }
}

#[tokio::test]
async fn a_journal_of_another_store_is_not_taken() {
    let (one, other) = (filled().await, filled().await);
    fs::copy(other.path().join("HEAD"), one.path().join("HEAD")).expect("copied");
    assert!(matches!(found(one.path()), Damage::OtherStore { .. }));
}

#[tokio::test]
async fn an_older_journal_under_a_newer_head_is_a_loss() {
    let folder = filled().await;
    let older = tempfile::tempdir().expect("a folder");
    copy_folder(&folder.path().join("sled"), &older.path().join("sled")).expect("copied");
    let store = open(folder.path());
    open_case(&store, &["later"]).await.expect("a case");
    store.close().await.expect("closed");
    fs::remove_dir_all(folder.path().join("sled")).expect("removed");
    copy_folder(&older.path().join("sled"), &folder.path().join("sled")).expect("copied");
    assert!(matches!(refusal(folder.path()), OpenError::Damaged { damage: Damage::Epoch { .. }, .. }));
}

#[tokio::test]
async fn a_file_cut_short_is_found() {
    let folder = filled().await;
    let db = folder.path().join("sled/db");
    let whole = fs::read(&db).expect("readable");
    let used = whole.iter().rposition(|byte| *byte != 0).expect("not empty");
    let mut refused = 0;
    for part in 1..=12 {
        let copy = tempfile::tempdir().expect("a folder");
        let copied = copy.path().join("store");
        copy_folder(folder.path(), &copied).expect("copied");
        fs::write(copied.join("sled/db"), &whole[..used * part / 13]).expect("cut");
        refused += u32::from(whole_or_refused(&copied, 6).is_err());
    }
    println!("cut short: {refused} of 12 refused");
    assert!(refused >= 10, "{refused}");
}

/// Flips bits all over each file of a closed store.
#[tokio::test]
async fn a_flipped_byte_in_any_file_is_found_or_changes_nothing() {
    let folder = filled().await;
    let mut randomness = fastrand::Rng::with_seed(7);
    let untouched = tempfile::tempdir().expect("a folder");
    copy_folder(folder.path(), &untouched.path().join("store")).expect("copied");
    whole_or_refused(&untouched.path().join("store"), 6).expect("an untouched copy opens");
    for file in sorted_paths(&folder.path().join("sled")).expect("readable").into_iter().filter(|path| path.is_file()) {
        let name = file.file_name().expect("a name").to_owned();
        let whole = fs::read(&file).expect("readable");
        let used = whole.iter().rposition(|byte| *byte != 0).expect("not empty") + 1;
        let (mut refused, rounds) = (0, if name == "db" { 40 } else { 12 });
        for _ in 0..rounds {
            let copy = tempfile::tempdir().expect("a folder");
            let copied = copy.path().join("store");
            copy_folder(folder.path(), &copied).expect("copied");
            let mut flipped = whole.clone();
            flipped[randomness.usize(..used)] ^= 1 << randomness.u8(..8);
            fs::write(copied.join("sled").join(&name), flipped).expect("written");
            refused += u32::from(whole_or_refused(&copied, 6).is_err());
        }
        println!("a byte flipped in {}: {refused} of {rounds} refused, the others whole", name.display());
    }
}

#[tokio::test]
async fn a_flipped_byte_in_head_is_reported_and_two_are_refused() {
    let folder = filled().await;
    let head = folder.path().join("HEAD");
    let whole = fs::read(&head).expect("readable");
    for at in [0, 20, 100, 127, 4096, 4200] {
        let mut flipped = whole.clone();
        flipped[at] ^= 4;
        fs::write(&head, flipped).expect("written");
        assert!(StoreCopy::take(folder.path()).expect("whole").report().head_slot_damaged, "byte {at}");
    }
    let mut flipped = whole.clone();
    flipped[30] ^= 4;
    flipped[4096 + 30] ^= 4;
    fs::write(&head, flipped).expect("written");
    assert!(matches!(refusal(folder.path()), OpenError::HeadUnreadable { .. }));
    fs::write(&head, b"").expect("emptied");
    assert!(matches!(refusal(folder.path()), OpenError::HeadUnreadable { .. }));
}

#[tokio::test]
async fn a_damaged_snapshot_is_done_without_if_nothing_is_lost() {
    let folder = filled().await;
    let is_snapshot = |path: &Path| path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"snap."));
    let files = sorted_paths(&folder.path().join("sled")).expect("readable");
    let snapshot = files.into_iter().find(|path| is_snapshot(path)).expect("a store in use has a snapshot");
    let mut bytes = fs::read(&snapshot).expect("readable");
    bytes[3] ^= 1;
    fs::write(&snapshot, bytes).expect("written");
    assert!(matches!(open_sled(&folder.path().join("sled")), Err(SledOpenError::Unreadable(_))), "sled alone gives up");
    assert_eq!(StoreCopy::take(folder.path()).expect("whole without its snapshot").report().entries, 6);
    let store = open(folder.path());
    assert_eq!(contents(&store).expect("whole").len(), 6);
    let opened = open_case(&store, &["goes on"]).await.expect("a case");
    store.append(opened.case, 1, at(9), closing(&["done"])).await.expect("added");
    store.close().await.expect("closed");
    assert!(!folder.path().join("trial").exists());
    assert_eq!(contents(&open(folder.path())).expect("whole").len(), 8);
}

/// Opens the store; if it opens, all of it must be there and it must take more.
fn whole_or_refused(folder: &Path, entries: usize) -> Result<(), OpenError> {
    let store = Store::open(folder)?;
    assert_eq!(contents(&store).expect("an opened store is whole").len(), entries);
    assert_eq!(store.note("gateway").expect("readable").as_deref(), Some(b"session".as_slice()));
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    let more = std::thread::spawn(move || runtime.block_on(store.append(2, 1, at(9), transition(&["more"]))));
    assert_eq!(more.join().expect("no panic"), Ok(2));
    Ok(())
}
