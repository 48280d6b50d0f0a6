//! Opening: creation, the lock, what is missing, what is left over.

use std::fs;
use std::path::Path;

use super::super::files::{copy_folder, same_content};
use super::super::recovery::{SledOpenError, open_sled};
use super::super::{OpenError, Store, StoreCopy, StoreError};
use super::{at, contents, filled, open, open_case, refusal, transition};

fn move_away(path: &Path) {
    fs::rename(path, path.with_extension("away")).expect("moved");
}

#[tokio::test]
async fn a_new_store_is_made_only_where_there_is_none() {
    let folder = tempfile::tempdir().expect("a folder");
    let inside = folder.path().join("deep/down");
    let store = Store::create(&inside).expect("made");
    assert_eq!(store.epoch(), 1);
    assert!(contents(&store).expect("whole").is_empty());
    store.close().await.expect("closed");
    assert!(matches!(Store::create(&inside), Err(OpenError::AlreadyThere { .. })));
    assert_eq!(open(&inside).epoch(), 2);
}

#[cfg(unix)]
#[tokio::test]
async fn nobody_else_may_look_into_the_folder() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("a folder");
    let inside = folder.path().join("store");
    open(&inside).close().await.expect("closed");
    for folder in [inside.clone(), inside.join("sled"), inside.join("pre-open")] {
        assert_eq!(fs::metadata(&folder).expect("there").permissions().mode() & 0o077, 0, "{}", folder.display());
    }
}

#[tokio::test]
async fn a_second_opener_is_told_who_has_it() {
    let folder = filled().await;
    let store = open(folder.path());
    let said = refusal(folder.path()).to_string();
    assert!(said.contains(&format!("in use by pid {}, epoch 3", std::process::id())), "{said}");
    open_case(&store, &["still works"]).await.expect("a case");
    drop(store);
    assert_eq!(open(folder.path()).epoch(), 4);
}

#[tokio::test]
async fn a_closed_store_answers_that_it_is_closed() {
    let folder = filled().await;
    let store = open(folder.path());
    let clone = store.clone();
    store.close().await.expect("closed");
    let stopped = StoreError::Stopped { reason: "it was closed".to_owned() };
    assert_eq!(open_case(&clone, &["late"]).await, Err(stopped.clone()));
    assert_eq!(clone.case(1), Err(stopped.clone()));
    assert_eq!(clone.journal().next(), Some(Err(stopped)));
    open(folder.path());
}

#[tokio::test]
async fn a_missing_part_is_never_taken_for_a_new_store() {
    for (missing, expected) in [
        (vec!["sled"], "sled is missing, although"),
        (vec!["HEAD"], "HEAD is missing, so nothing shows"),
        (vec!["sled", "HEAD"], "are both missing, but"),
        (vec!["sled/db"], "sled/db is missing or empty"),
        (vec!["sled/conf"], "sled/conf is missing or empty"),
    ] {
        let folder = filled().await;
        for name in &missing {
            move_away(&folder.path().join(name));
        }
        let said = refusal(folder.path()).to_string();
        assert!(said.contains(expected), "{missing:?}: {said}");
        assert!(said.contains("Nothing was changed") && said.contains("pre-open"), "{missing:?}: {said}");
        for name in &missing {
            assert!(!folder.path().join(name).exists(), "{name} was created again");
            fs::rename(folder.path().join(name).with_extension("away"), folder.path().join(name)).expect("moved back");
        }
        assert_eq!(contents(&open(folder.path())).expect("whole").len(), 6);
    }
}

#[tokio::test]
async fn an_empty_file_is_a_missing_one() {
    let folder = filled().await;
    fs::write(folder.path().join("sled/db"), b"").expect("emptied");
    assert!(matches!(refusal(folder.path()), OpenError::FileEmpty { .. }));
    assert_eq!(fs::metadata(folder.path().join("sled/db")).expect("there").len(), 0);
}

#[tokio::test]
async fn an_unfinished_snapshot_is_removed() {
    let folder = filled().await;
    let left_over = folder.path().join("sled/snap.7FFFFFFFFFFFFFFF.generating");
    fs::write(&left_over, b"cut short").expect("written");
    let raw = open_sled(&folder.path().join("sled"));
    assert!(
        matches!(raw, Err(SledOpenError::Unreadable(_))),
        "sled alone falls over it; if it no longer does, the removal can go"
    );
    assert_eq!(contents(&open(folder.path())).expect("whole").len(), 6);
    assert!(!left_over.exists());
    // The opening could do without any snapshot at all, but not before it has copied everything: so it was removed
    // first.
    let copied = folder.path().join("pre-open/00000003/sled");
    assert!(copied.exists() && !copied.join("snap.7FFFFFFFFFFFFFFF.generating").exists());
}

#[tokio::test]
async fn a_creation_that_was_cut_short_is_finished_or_begun_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name| folder.path().join(name);
    fs::create_dir(at("sled.init")).expect("made");
    fs::write(at("sled.init/db"), b"half").expect("written");
    fs::write(at("HEAD.init"), b"half").expect("written");
    open(folder.path()).close().await.expect("closed");
    assert!(!at("sled.init").exists() && !at("HEAD.init").exists());
    fs::remove_dir_all(at("pre-open")).expect("removed");
    fs::rename(at("HEAD"), at("HEAD.init")).expect("moved");
    assert_eq!(open(folder.path()).epoch(), 2);
    assert!(!at("HEAD.init").exists());
}

#[tokio::test]
async fn putting_back_that_was_cut_short_is_finished() {
    let folder = filled().await;
    fs::rename(folder.path().join("sled"), folder.path().join("sled.put-back")).expect("moved");
    assert_eq!(contents(&open(folder.path())).expect("whole").len(), 6);
}

#[tokio::test]
async fn three_copies_are_kept_and_failing_again_and_again_pushes_none_out() {
    let folder = filled().await;
    for _ in 0..4 {
        open(folder.path()).close().await.expect("closed");
    }
    let copies = || {
        let mut names: Vec<_> = fs::read_dir(folder.path().join("pre-open"))
            .expect("there")
            .map(|entry| entry.expect("readable").file_name().into_string().expect("a plain name"))
            .collect();
        names.sort();
        names
    };
    assert_eq!(copies(), ["00000004", "00000005", "00000006"]);
    let db = folder.path().join("sled/db");
    let whole = fs::read(&db).expect("readable");
    let used = whole.iter().rposition(|byte| *byte != 0).expect("not empty");
    fs::write(&db, &whole[..used / 2]).expect("cut");
    let cut = tempfile::tempdir().expect("a folder");
    copy_folder(&folder.path().join("sled"), &cut.path().join("sled")).expect("copied");
    for _ in 0..3 {
        refusal(folder.path());
        assert!(
            same_content(&folder.path().join("sled"), &cut.path().join("sled")).expect("readable"),
            "it was changed"
        );
    }
    assert_eq!(copies(), ["00000004", "00000005", "00000006", "00000007"]);
    assert_eq!(StoreCopy::take(&folder.path().join("pre-open/00000006")).expect("whole").report().entries, 6);
}

#[tokio::test]
async fn a_store_of_a_later_version_is_left_alone() {
    let folder = filled().await;
    let head = folder.path().join("HEAD");
    let mut bytes = fs::read(&head).expect("readable");
    for slot in [0, 4096] {
        bytes[slot + 9] = 2;
        let crc = crc32fast::hash(&bytes[slot..slot + 124]);
        bytes[slot + 124..slot + 128].copy_from_slice(&crc.to_be_bytes());
    }
    fs::write(&head, bytes).expect("written");
    assert!(matches!(refusal(folder.path()), OpenError::Newer { found: 2, known: 1, .. }));
}

#[tokio::test]
async fn looking_at_a_folder_changes_nothing_in_it() {
    let folder = filled().await;
    let copy = tempfile::tempdir().expect("a folder");
    let copied = copy.path().join("copy");
    copy_folder(folder.path(), &copied).expect("copied");
    let report = StoreCopy::take(folder.path()).expect("whole").report().clone();
    assert_eq!((report.entries, report.acknowledged, report.cases, report.open_cases), (6, 6, 2, 1));
    assert!(same_content(folder.path(), &copied).expect("readable"));
    let nothing = tempfile::tempdir().expect("a folder");
    assert!(StoreCopy::take(nothing.path()).is_err());
    assert_eq!(fs::read_dir(nothing.path()).expect("there").count(), 0);
}

#[tokio::test]
async fn an_older_opening_may_not_write() {
    let folder = filled().await;
    let store = open(folder.path());
    let newer = super::super::StoreCore::read(&store.inner.core, |trees| trees.write_epoch(99));
    newer.expect("written");
    let refused = store.append(2, 1, at(9), transition(&["stale"])).await;
    assert_eq!(refused, Err(StoreError::Stopped { reason: "the store was opened by someone else".to_owned() }));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_at_work_can_be_read_through_a_copy() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = open(folder.path());
    let writing = {
        let store = store.clone();
        tokio::spawn(async move {
            for number in 0..200 {
                open_case(&store, &[&format!("entry {number}")]).await.expect("a case");
            }
        })
    };
    for _ in 0..5 {
        let acknowledged = store.entries_on_disk();
        let path = folder.path().to_path_buf();
        let copy = tokio::task::spawn_blocking(move || StoreCopy::take(&path)).await.expect("no panic").expect("whole");
        assert!(copy.report().entries >= acknowledged, "a copy has all that was acknowledged before it was taken");
        assert_eq!(copy.journal().filter_map(Result::ok).count() as u64, copy.report().entries);
    }
    writing.await.expect("every case was opened");
}

#[cfg(unix)]
#[tokio::test]
async fn files_that_others_can_read_are_made_private() {
    use std::os::unix::fs::PermissionsExt as _;
    fn wider(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
        let mut found = Vec::new();
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                found.extend(wider(&path));
            }
            if path.metadata().unwrap().permissions().mode() & 0o077 != 0 {
                found.push(path);
            }
        }
        found
    }
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("store");
    Store::open(&store).unwrap().close().await.unwrap();
    for name in ["HEAD", "LOCK", "sled"] {
        let mode = if name == "sled" { 0o755 } else { 0o644 };
        std::fs::set_permissions(store.join(name), std::fs::Permissions::from_mode(mode)).unwrap();
    }
    std::fs::set_permissions(&store, std::fs::Permissions::from_mode(0o755)).unwrap();
    let opened = Store::open(&store).unwrap();
    assert_eq!(wider(folder.path()), Vec::<std::path::PathBuf>::new());
    opened.close().await.unwrap();
}
