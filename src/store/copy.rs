//! A private copy of a store, for readers other than its owner. A store that is in use cannot be opened a second time, and
//! sled writes to its files even if it is only opened.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use uuid::Uuid;

use super::error::{Damage, OpenError};
use super::files::{create_private_folder, remove_folder, sorted_paths};
use super::head::Head;
use super::lock::StoreLock;
use super::open::{StorePaths, check_presence, check_schema, head_unreadable, io_error, open_checked};
use super::recovery;
use super::trees::Trees;
use super::{IntegrityReport, StoreError, StoredEntry};

/// The number of attempts to copy a store that is in use. A copy that was taken in the middle of a write may not be whole.
const ATTEMPTS_MAX: u32 = 5;
/// The beginning of the names of copies, in the folder for temporary files.
const PREFIX: &str = "grendel-copy-";
/// The end of the name of the file that is locked while its copy is in use.
const LOCK_SUFFIX: &str = ".lock";
/// The attempts to remove a copy while another thread still writes to it.
const REMOVALS_MAX: u32 = 3;
/// The copies of this process, for [`StoreCopy::remove_all`].
static IN_USE: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// The pause between two attempts.
const PAUSE: Duration = Duration::from_millis(100);

/// A checked copy of a store. It holds every entry that was acknowledged before it was taken. Its files are removed when it
/// is dropped, because the journal names people.
pub struct StoreCopy {
    trees: Option<Trees>,
    place: CopyPlace,
    report: IntegrityReport,
}

/// A folder for a copy. It is removed when this is dropped.
struct CopyPlace {
    folder: PathBuf,
    /// Held for as long as the copy is in use. The system releases it however the process ends, so that the next process
    /// sees which copies are abandoned.
    _lock: File,
}

impl CopyPlace {
    fn new(parent: &Path) -> io::Result<Self> {
        let folder = parent.join(format!("{PREFIX}{}", Uuid::new_v4()));
        let lock = File::create_new(lock_of(&folder))?;
        lock.try_lock().map_err(io::Error::from)?;
        in_use().insert(folder.clone());
        // From here on the folder is removed with this value.
        let place = Self { folder, _lock: lock };
        create_private_folder(&place.folder)?;
        Ok(place)
    }
}

impl Drop for CopyPlace {
    fn drop(&mut self) {
        if let Err(error) = remove_copy(&self.folder) {
            tracing::warn!(%error, folder = %self.folder.display(), "copy of the journal not removed");
        }
        in_use().remove(&self.folder);
    }
}

fn in_use() -> MutexGuard<'static, BTreeSet<PathBuf>> {
    IN_USE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Returns the path of the lock of a copy. It is beside the folder, so that it exists before anything is copied.
fn lock_of(folder: &Path) -> PathBuf {
    let mut path = folder.as_os_str().to_owned();
    path.push(LOCK_SUFFIX);
    path.into()
}

fn remove_copy(folder: &Path) -> io::Result<()> {
    let mut removed = remove_folder(folder);
    for _ in 1..REMOVALS_MAX {
        if removed.is_ok() && !folder.exists() {
            break;
        }
        removed = remove_folder(folder);
    }
    removed.and_then(|()| fs::remove_file(lock_of(folder)))
}

/// Removes the copies of processes that were killed: those whose lock is free.
fn remove_abandoned(parent: &Path) {
    for path in sorted_paths(parent).unwrap_or_default() {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let Some(copy) = name.strip_suffix(LOCK_SUFFIX).filter(|copy| copy.starts_with(PREFIX)) else { continue };
        let is_free = File::open(&path).is_ok_and(|lock| lock.try_lock().is_ok());
        if is_free && remove_copy(&parent.join(copy)).is_ok() {
            tracing::warn!(copy, "copy of the journal removed, which an interrupted command had left behind");
        }
    }
}

impl StoreCopy {
    /// Removes every copy of this process. For the end of a process by a signal: nothing may use a copy afterwards.
    pub fn remove_all() {
        for folder in in_use().iter() {
            // There is nobody left to tell.
            let _ = remove_copy(folder);
        }
    }

    /// Copies the store in `folder` and checks all of the copy, as an opening does. The store is not changed, and it may be in
    /// use meanwhile.
    ///
    /// # Errors
    ///
    /// The errors of [`Store::open`](super::Store::open), except [`OpenError::InUse`].
    pub fn take(folder: &Path) -> Result<Self, OpenError> {
        Self::take_in(&std::env::temp_dir(), folder)
    }

    /// Takes a copy in a folder of this folder.
    fn take_in(parent: &Path, folder: &Path) -> Result<Self, OpenError> {
        remove_abandoned(parent);
        let paths = StorePaths::new(folder);
        let mut attempts = 1;
        loop {
            // No lock is held meanwhile: a bot that starts now must not find the store locked by a reader.
            match copy_and_check(parent, &paths) {
                Err(_) if attempts < ATTEMPTS_MAX && is_in_use(&paths) => {
                    attempts += 1;
                    thread::sleep(PAUSE);
                }
                taken => return taken,
            }
        }
    }

    /// Returns the figures of the integrity check.
    pub const fn report(&self) -> &IntegrityReport {
        &self.report
    }

    /// Returns every entry, in order. Each is checked against its checksum and its link; the iterator ends after the first
    /// error.
    pub fn journal(&self) -> impl Iterator<Item = Result<StoredEntry, StoreError>> + '_ {
        let mut sequences = Some(1..=self.report.entries);
        std::iter::from_fn(move || {
            let sequence = sequences.as_mut()?.next()?;
            let entry = self.trees.as_ref().map(|trees| trees.linked_entry(sequence))?;
            if entry.is_err() {
                sequences = None;
            }
            Some(entry.map_err(|damage: Damage| damage.into()))
        })
    }
}

impl std::fmt::Debug for StoreCopy {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "a copy in {}", self.place.folder.display())
    }
}

impl Drop for StoreCopy {
    fn drop(&mut self) {
        // Closed before its files are removed, which is when `place` is dropped.
        self.trees = None;
    }
}

fn is_in_use(paths: &StorePaths) -> bool {
    matches!(StoreLock::take_if_present(&paths.lock), Err(OpenError::InUse { .. }))
}

fn copy_and_check(parent: &Path, paths: &StorePaths) -> Result<StoreCopy, OpenError> {
    check_presence(paths)?;
    // HEAD is read before the copy is taken: the copy must hold everything that HEAD names.
    let (head, slot_damaged) = Head::read(&paths.head)
        .map_err(|source| io_error("read", &paths.head, source))?
        .ok_or_else(|| head_unreadable(paths))?;
    check_schema(paths, &head)?;
    let place = CopyPlace::new(parent).map_err(|source| io_error("make a copy in", parent, source))?;
    let to = StorePaths::new(&place.folder);
    let mut copy = StoreCopy { trees: None, place, report: IntegrityReport::default() };
    let copied = recovery::copy_store(paths, &to.folder).and_then(|()| recovery::remove_unfinished_snapshots(&to.sled));
    copied.map_err(|source: io::Error| io_error("copy the store to", &to.folder, source))?;
    let (trees, report) = open_checked(paths, &to, &to.folder, &head, slot_damaged)?;
    copy.report = report;
    copy.trees = Some(trees);
    Ok(copy)
}

#[cfg(test)]
mod tests {
    use super::super::Store;
    use super::*;

    fn names(folder: &Path) -> usize {
        sorted_paths(folder).unwrap().len()
    }

    #[tokio::test]
    async fn a_copy_leaves_nothing_behind_and_removes_what_a_killed_reader_left() {
        let (state, temporary) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let folder = state.path().join("store");
        Store::open(&folder).unwrap().close().await.unwrap();
        // A reader that was killed: its files are there, and nobody holds its lock.
        let killed = temporary.path().join(format!("{PREFIX}killed"));
        fs::create_dir(&killed).unwrap();
        fs::write(killed.join("HEAD"), "names people").unwrap();
        fs::write(lock_of(&killed), "").unwrap();
        // A reader that is at work, and a folder that is none of ours.
        let working = CopyPlace::new(temporary.path()).unwrap();
        fs::create_dir(temporary.path().join("other")).unwrap();
        let copy = StoreCopy::take_in(temporary.path(), &folder).unwrap();
        assert!(!killed.exists() && working.folder.exists(), "only the abandoned copy is removed");
        assert_eq!(names(temporary.path()), 5, "two copies with their locks, and the other folder");
        drop(copy);
        drop(working);
        assert_eq!(names(temporary.path()), 1);
    }
}
