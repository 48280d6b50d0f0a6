//! A private copy of a store, for readers other than its owner. A store that is in use cannot be opened a second time, and
//! sled writes to its files even if it is only opened.

use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use uuid::Uuid;

use super::error::{Damage, OpenError};
use super::files::{create_private_folder, remove_folder};
use super::head::Head;
use super::lock::StoreLock;
use super::open::{StorePaths, check_presence, check_schema, head_unreadable, io_error, open_checked};
use super::recovery;
use super::trees::Trees;
use super::{IntegrityReport, StoreError, StoredEntry};

/// The number of attempts to copy a store that is in use. A copy that was taken in the middle of a write may not be whole.
const ATTEMPTS_MAX: u32 = 5;
/// The pause between two attempts.
const PAUSE: Duration = Duration::from_millis(100);

/// A checked copy of a store. It holds every entry that was acknowledged before it was taken. Its files are removed when it
/// is dropped, because the journal names people.
pub struct StoreCopy {
    trees: Option<Trees>,
    folder: PathBuf,
    report: IntegrityReport,
}

impl StoreCopy {
    /// Copies the store in `folder` and checks all of the copy, as an opening does. The store is not changed, and it may be in
    /// use meanwhile.
    ///
    /// # Errors
    ///
    /// The errors of [`Store::open`](super::Store::open), except [`OpenError::InUse`].
    pub fn take(folder: &Path) -> Result<Self, OpenError> {
        let paths = StorePaths::new(folder);
        let mut attempts = 1;
        loop {
            // No lock is held meanwhile: a bot that starts now must not find the store locked by a reader.
            match copy_and_check(&paths) {
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
        write!(out, "a copy in {}", self.folder.display())
    }
}

impl Drop for StoreCopy {
    fn drop(&mut self) {
        self.trees = None;
        if let Err(error) = remove_folder(&self.folder) {
            tracing::warn!(%error, folder = %self.folder.display(), "copy of the journal not removed");
        }
    }
}

fn is_in_use(paths: &StorePaths) -> bool {
    matches!(StoreLock::take_if_present(&paths.lock), Err(OpenError::InUse { .. }))
}

fn copy_and_check(paths: &StorePaths) -> Result<StoreCopy, OpenError> {
    check_presence(paths)?;
    // HEAD is read before the copy is taken: the copy must hold everything that HEAD names.
    let (head, slot_damaged) = Head::read(&paths.head)
        .map_err(|source| io_error("read", &paths.head, source))?
        .ok_or_else(|| head_unreadable(paths))?;
    check_schema(paths, &head)?;
    let to = StorePaths::new(&std::env::temp_dir().join(format!("grendel-copy-{}", Uuid::new_v4())));
    // From here on the folder is removed with this value.
    let mut copy = StoreCopy { trees: None, folder: to.folder.clone(), report: IntegrityReport::default() };
    let copied = create_private_folder(&to.folder)
        .and_then(|()| recovery::copy_store(paths, &to.folder))
        .and_then(|()| recovery::remove_unfinished_snapshots(&to.sled));
    copied.map_err(|source: io::Error| io_error("copy the store to", &to.folder, source))?;
    let (trees, report) = open_checked(paths, &to, &to.folder, &head, slot_damaged)?;
    copy.report = report;
    copy.trees = Some(trees);
    Ok(copy)
}
