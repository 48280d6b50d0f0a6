//! Opening sled: the copy that is taken before, the deadline, panics, and the one kind of damage that can be repaired.

use std::fs;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use super::error::OpenError;
use super::files::{
    copy_folder, create_private_folder, remove_folder, same_content, sorted_paths, sync_all_below, sync_folder,
};
use super::head::HeadRecord;
use super::integrity::{self, panic_message};
use super::open::{StorePaths, io_error};
use super::trees::Trees;

/// The longest time that sled may take to open. It was seen to hang in recovery; a healthy store of a million entries opens
/// within two seconds.
pub(super) const OPEN_SECONDS_MAX: u64 = 30;
/// The longest wait for sled's own lock. sled's threads hold it a little longer than the database that was dropped.
const SLED_LOCK_MILLISECONDS_MAX: u128 = 2_000;
/// The number of copies from before an opening that are kept.
const COPIES_MAX: usize = 3;
/// The size of sled's cache. Its default is 1 GiB, and it uses up to 2.5 times this value.
const CACHE_BYTES_MAX: u64 = 32 << 20;
/// The interval of sled's own syncs. They must not be turned off, because they also bring to disk what its garbage
/// collection moves.
const SLED_SYNC_MILLISECONDS: u64 = 500;

/// The reasons for which sled does not open.
pub(super) enum SledOpenError {
    /// It read invalid content or panicked on it.
    Unreadable(String),
    /// It did not finish within [`OPEN_SECONDS_MAX`].
    TimedOut,
    /// The disk has no space for its recovery.
    DiskFull,
    /// The operating system refused an operation.
    Io(io::Error),
}

/// Opens sled in a thread of its own, so that neither a panic nor a hang reaches the caller.
pub(super) fn open_sled(folder: &Path) -> Result<sled::Db, SledOpenError> {
    let started = Instant::now();
    loop {
        match try_open_sled(folder) {
            Err(sled::Error::Io(error)) if error.to_string().starts_with("could not acquire lock") => {
                if started.elapsed().as_millis() > SLED_LOCK_MILLISECONDS_MAX {
                    return Err(SledOpenError::Io(error));
                }
                thread::sleep(Duration::from_millis(20));
            }
            Ok(opened) => return opened,
            Err(sled::Error::Io(error)) if error.kind() == io::ErrorKind::StorageFull => {
                return Err(SledOpenError::DiskFull);
            }
            Err(sled::Error::Io(error)) => return Err(SledOpenError::Io(error)),
            Err(error) => return Err(SledOpenError::Unreadable(error.to_string())),
        }
    }
}

fn try_open_sled(folder: &Path) -> Result<Result<sled::Db, SledOpenError>, sled::Error> {
    let config = sled::Config::new()
        .path(folder)
        .mode(sled::Mode::LowSpace)
        .cache_capacity(CACHE_BYTES_MAX)
        .flush_every_ms(Some(SLED_SYNC_MILLISECONDS))
        .use_compression(false);
    let (sender, opened) = mpsc::channel();
    let spawned = thread::Builder::new().name("store-open".to_owned()).spawn(move || {
        // The receiver is gone after the deadline; the program ends then.
        let _ = sender.send(catch_unwind(AssertUnwindSafe(|| config.open())));
    });
    if let Err(error) = spawned {
        return Ok(Err(SledOpenError::Io(error)));
    }
    match opened.recv_timeout(Duration::from_secs(OPEN_SECONDS_MAX)) {
        Ok(Ok(opened)) => opened.map(Ok),
        Ok(Err(panic)) => Ok(Err(SledOpenError::Unreadable(panic_message(panic.as_ref())))),
        Err(_) => Ok(Err(SledOpenError::TimedOut)),
    }
}

/// Removes the unfinished snapshot that a kill during an earlier opening left. sled 0.34.7 would take it for the newest one
/// and refuse to open, because its reader filters by another suffix (`pagecache/snapshot.rs`, `config.rs`).
pub(super) fn remove_unfinished_snapshots(sled_folder: &Path) -> io::Result<()> {
    remove_snapshots(sled_folder, |name| name.ends_with(".generating"))
}

/// Copies journal and HEAD before sled writes to them, and returns the folder of the copy. Returns the newest copy instead if
/// it is the same, so that a process that repeatedly fails to start does not push out older copies.
pub(super) fn copy_before_opening(paths: &StorePaths) -> Result<PathBuf, OpenError> {
    let copy = || -> io::Result<PathBuf> {
        create_private_folder(&paths.copies)?;
        let unfinished = paths.copies.join("unfinished");
        remove_folder(&unfinished)?;
        copy_store(paths, &unfinished)?;
        let numbers = numbered(&paths.copies)?;
        if let Some((_, newest)) = numbers.last()
            && same_content(newest, &unfinished)?
        {
            remove_folder(&unfinished)?;
            return Ok(newest.clone());
        }
        sync_all_below(&unfinished)?;
        let next = numbers.last().map_or(1, |(number, _)| number + 1);
        let finished = paths.copies.join(format!("{next:08}"));
        fs::rename(&unfinished, &finished)?;
        sync_folder(&paths.copies)?;
        Ok(finished)
    };
    copy().map_err(|error| io_error("copy the store to", &paths.copies, error))
}

/// Copies journal and HEAD into a new folder, laid out like a store's.
pub(super) fn copy_store(paths: &StorePaths, to: &Path) -> io::Result<()> {
    let copied = StorePaths::new(to);
    copy_folder(&paths.sled, &copied.sled)?;
    fs::copy(&paths.head, &copied.head).map(drop)
}

/// Restores the journal from the copy that was taken before a refused opening, because sled may have written to it. The
/// restored files are new ones: a thread that sled left behind may still hold the old ones open.
pub(super) fn restore(paths: &StorePaths, copy: &Path) -> io::Result<()> {
    let before = StorePaths::new(copy).sled;
    if same_content(&before, &paths.sled)? {
        return Ok(());
    }
    let rejected = paths.folder.join("sled.refused");
    remove_folder(&paths.put_back)?;
    remove_folder(&rejected)?;
    copy_folder(&before, &paths.put_back)?;
    sync_all_below(&paths.put_back)?;
    fs::rename(&paths.sled, &rejected)?;
    finish_restoring(paths)?;
    remove_folder(&rejected)
}

/// Finishes a restoration that was cut short. The journal is moved away only once its replacement is complete and on disk.
pub(super) fn finish_restoring(paths: &StorePaths) -> io::Result<()> {
    if paths.sled.exists() || !paths.put_back.exists() {
        return Ok(());
    }
    fs::rename(&paths.put_back, &paths.sled)?;
    sync_folder(&paths.folder)
}

/// Removes all copies but the newest ones. Called after a successful opening.
pub(super) fn remove_old_copies(paths: &StorePaths) -> io::Result<()> {
    let numbers = numbered(&paths.copies)?;
    for (_, old) in &numbers[..numbers.len().saturating_sub(COPIES_MAX)] {
        fs::remove_dir_all(old)?;
    }
    Ok(())
}

/// Returns true if the folder holds copies of a store.
pub(super) fn has_copies(paths: &StorePaths) -> bool {
    numbered(&paths.copies).is_ok_and(|numbers| !numbers.is_empty())
}

/// Removes damaged snapshots from the journal and returns true if it is whole without them; the caller then opens it again.
///
/// sled computes a missing snapshot from its log. The removal is tried on a copy first, and the journal itself is changed
/// only if that copy passes the whole check against HEAD.
pub(super) fn repair_by_removing_snapshots(
    paths: &StorePaths,
    copy: &Path,
    head: &HeadRecord,
) -> Result<bool, OpenError> {
    let trial = paths.folder.join("trial");
    let attempt = || -> io::Result<bool> {
        remove_folder(&trial)?;
        copy_folder(&StorePaths::new(copy).sled, &trial)?;
        remove_snapshots(&trial, |_| true)?;
        let Ok(db) = open_sled(&trial) else { return Ok(false) };
        let passes = Trees::open(db).and_then(|trees| integrity::check(&trees, head, false, &trial)).is_ok();
        if passes {
            remove_snapshots(&paths.sled, |_| true)?;
        }
        Ok(passes)
    };
    let repaired = attempt().map_err(|error| io_error("try without snapshots in", &trial, error));
    remove_folder(&trial).map_err(|error| io_error("remove", &trial, error))?;
    repaired
}

/// Removes the snapshots whose file names match.
fn remove_snapshots(sled_folder: &Path, matches: impl Fn(&str) -> bool) -> io::Result<()> {
    for path in sorted_paths(sled_folder)? {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if name.starts_with("snap.") && matches(name) {
            fs::remove_file(&path)?;
        }
    }
    sync_folder(sled_folder)
}

/// Returns the numbers and the folders of the finished copies, oldest first.
fn numbered(copies: &Path) -> io::Result<Vec<(u64, PathBuf)>> {
    if !copies.exists() {
        return Ok(Vec::new());
    }
    let number = |path: &PathBuf| path.file_name()?.to_str()?.parse().ok();
    let mut numbers: Vec<_> =
        sorted_paths(copies)?.into_iter().filter_map(|path| Some((number(&path)?, path))).collect();
    numbers.sort();
    Ok(numbers)
}
