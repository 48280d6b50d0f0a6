//! A private copy of a store, to read while the store itself may be at work: sled writes even when it is only opened.

use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use uuid::Uuid;

use super::error::{Damage, OpenError};
use super::files::{create_private_folder, remove_folder};
use super::head::Head;
use super::lock::Lock;
use super::open::{Paths, check_presence, check_schema, head_unreadable, open_checked, refused};
use super::recovery;
use super::trees::Trees;
use super::{Report, StoreError, StoredEntry};

/// How often a store at work is copied until a copy is whole: a copy that was taken in the middle of a write may not be.
const TRIES_MAX: u32 = 5;
/// The pause between two tries.
const PAUSE: Duration = Duration::from_millis(100);

/// A copy that was checked as an opening checks a store. It has everything that was acknowledged when it was taken, and is
/// removed when it is dropped: the journal names people.
pub struct StoreCopy {
    trees: Option<Trees>,
    folder: PathBuf,
    report: Report,
}

impl StoreCopy {
    /// Takes the copy and checks all of it. The store is not changed, whether somebody has it open or not.
    pub fn take(folder: &Path) -> Result<Self, OpenError> {
        let paths = Paths::new(folder);
        let mut tries = 1;
        loop {
            // No lock is held meanwhile: a bot that starts now must not find the store taken by somebody who only looks.
            match copy_and_check(&paths) {
                Err(_) if tries < TRIES_MAX && is_in_use(&paths) => {
                    tries += 1;
                    thread::sleep(PAUSE);
                }
                taken => return taken,
            }
        }
    }

    /// What the check found.
    pub const fn report(&self) -> &Report {
        &self.report
    }

    /// Every entry, in order, each checked against its checksum and its link. Ends after the first error.
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
            tracing::warn!(%error, folder = %self.folder.display(), "a copy of the journal could not be removed");
        }
    }
}

fn is_in_use(paths: &Paths) -> bool {
    matches!(Lock::take_to_look(&paths.lock), Err(OpenError::InUse { .. }))
}

fn copy_and_check(paths: &Paths) -> Result<StoreCopy, OpenError> {
    check_presence(paths)?;
    // Before the copy: what HEAD says was acknowledged by then, the copy must have.
    let (head, slot_damaged) = Head::look(&paths.head)
        .map_err(|source| refused("read", &paths.head, source))?
        .ok_or_else(|| head_unreadable(paths))?;
    check_schema(paths, &head)?;
    let to = Paths::new(&std::env::temp_dir().join(format!("grendel-copy-{}", Uuid::new_v4())));
    // From here on the folder goes when this value does.
    let mut copy = StoreCopy { trees: None, folder: to.folder.clone(), report: Report::default() };
    let copied = create_private_folder(&to.folder)
        .and_then(|()| recovery::copy_store(paths, &to.folder))
        .and_then(|()| recovery::remove_unfinished_snapshots(&to.sled));
    copied.map_err(|source: io::Error| refused("copy the store to", &to.folder, source))?;
    let (trees, report) = open_checked(paths, &to, &to.folder, &head, slot_damaged)?;
    copy.report = report;
    copy.trees = Some(trees);
    Ok(copy)
}
