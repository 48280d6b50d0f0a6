//! Opening sled itself: the copy before, the deadline, panics, and the one damage that can be mended.

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
use super::integrity::{self, panic_words};
use super::open::{Paths, refused};
use super::trees::Trees;

/// sled has been seen to hang in recovery; a healthy store of a million entries opens within two seconds.
pub(super) const OPEN_SECONDS_MAX: u64 = 30;
/// How long sled's own lock may linger after the one before us has let go: its threads end a little later.
const SLED_LOCK_MILLISECONDS_MAX: u128 = 2_000;
/// Copies from before an opening that are kept.
const COPIES_MAX: usize = 3;
/// sled's default is 1 GiB, and it takes up to 2.5 times what it is given.
const CACHE_BYTES_MAX: u64 = 32 << 20;
/// The pause between two of sled's own syncs. Never none: they also bring to disk what its cleaning moves about.
const SLED_SYNC_MILLISECONDS: u64 = 500;

/// Why sled did not open.
pub(super) enum Failure {
    /// It read something that makes no sense, or panicked over it.
    Unreadable(String),
    /// It did not come back.
    TimedOut,
    /// There was no room to recover in.
    DiskFull,
    /// The operating system refused something.
    Io(io::Error),
}

/// Opens sled in a thread of its own, so that neither a panic nor a hang reaches the caller.
pub(super) fn open_sled(folder: &Path) -> Result<sled::Db, Failure> {
    let started = Instant::now();
    loop {
        match try_open_sled(folder) {
            Err(sled::Error::Io(error)) if error.to_string().starts_with("could not acquire lock") => {
                if started.elapsed().as_millis() > SLED_LOCK_MILLISECONDS_MAX {
                    return Err(Failure::Io(error));
                }
                thread::sleep(Duration::from_millis(20));
            }
            Ok(opened) => return opened,
            Err(sled::Error::Io(error)) if error.kind() == io::ErrorKind::StorageFull => return Err(Failure::DiskFull),
            Err(sled::Error::Io(error)) => return Err(Failure::Io(error)),
            Err(error) => return Err(Failure::Unreadable(error.to_string())),
        }
    }
}

fn try_open_sled(folder: &Path) -> Result<Result<sled::Db, Failure>, sled::Error> {
    let config = sled::Config::new()
        .path(folder)
        .mode(sled::Mode::LowSpace)
        .cache_capacity(CACHE_BYTES_MAX)
        .flush_every_ms(Some(SLED_SYNC_MILLISECONDS))
        .use_compression(false);
    let (done, opened) = mpsc::channel();
    let spawned = thread::Builder::new().name("store-open".to_owned()).spawn(move || {
        // Nobody listens any more after the deadline; the program ends then.
        let _ = done.send(catch_unwind(AssertUnwindSafe(|| config.open())));
    });
    if let Err(error) = spawned {
        return Ok(Err(Failure::Io(error)));
    }
    match opened.recv_timeout(Duration::from_secs(OPEN_SECONDS_MAX)) {
        Ok(Ok(opened)) => opened.map(Ok),
        Ok(Err(panic)) => Ok(Err(Failure::Unreadable(panic_words(panic.as_ref())))),
        Err(_) => Ok(Err(Failure::TimedOut)),
    }
}

/// Removes what a kill during an earlier opening left of a snapshot: sled 0.34.7 would take it for the newest one and
/// refuse to open, because its reader looks for another ending (`pagecache/snapshot.rs`, `config.rs`).
pub(super) fn remove_unfinished_snapshots(sled_folder: &Path) -> io::Result<()> {
    remove_snapshots(sled_folder, |name| name.ends_with(".generating"))
}

/// Copies journal and HEAD before sled may write to them. Skipped if the newest copy is the same, so that a Grendel
/// which fails to start again and again does not push out the copies from when all was well.
pub(super) fn copy_before_opening(paths: &Paths) -> Result<PathBuf, OpenError> {
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
    copy().map_err(|error| refused("copy the store to", &paths.copies, error))
}

/// Copies journal and HEAD into a new folder, laid out like a store's.
pub(super) fn copy_store(paths: &Paths, to: &Path) -> io::Result<()> {
    let copied = Paths::new(to);
    copy_folder(&paths.sled, &copied.sled)?;
    fs::copy(&paths.head, &copied.head).map(drop)
}

/// Puts the journal back as it was before an opening that was refused: sled may have written to it by then. The fresh
/// files take the place of those that a thread which sled left behind may still have open.
pub(super) fn put_back(paths: &Paths, copy: &Path) -> io::Result<()> {
    let before = Paths::new(copy).sled;
    if same_content(&before, &paths.sled)? {
        return Ok(());
    }
    let refused = paths.folder.join("sled.refused");
    remove_folder(&paths.put_back)?;
    remove_folder(&refused)?;
    copy_folder(&before, &paths.put_back)?;
    sync_all_below(&paths.put_back)?;
    fs::rename(&paths.sled, &refused)?;
    finish_putting_back(paths)?;
    remove_folder(&refused)
}

/// The journal is only moved away once what takes its place is complete and on disk.
pub(super) fn finish_putting_back(paths: &Paths) -> io::Result<()> {
    if paths.sled.exists() || !paths.put_back.exists() {
        return Ok(());
    }
    fs::rename(&paths.put_back, &paths.sled)?;
    sync_folder(&paths.folder)
}

/// Keeps the newest copies only. Called after an opening that went well.
pub(super) fn remove_old_copies(paths: &Paths) -> io::Result<()> {
    let numbers = numbered(&paths.copies)?;
    for (_, old) in &numbers[..numbers.len().saturating_sub(COPIES_MAX)] {
        fs::remove_dir_all(old)?;
    }
    Ok(())
}

/// Whether there are copies of a store.
pub(super) fn has_copies(paths: &Paths) -> bool {
    numbered(&paths.copies).is_ok_and(|numbers| !numbers.is_empty())
}

/// A damaged snapshot is no loss: it can be computed from the log. Tries that on a copy, and only if what comes out
/// passes the whole check against HEAD are the snapshots removed from the journal itself, which the caller may then
/// open again.
pub(super) fn mend_by_removing_snapshots(paths: &Paths, copy: &Path, head: &HeadRecord) -> Result<bool, OpenError> {
    let trial = paths.folder.join("trial");
    let tried = || -> io::Result<bool> {
        remove_folder(&trial)?;
        copy_folder(&Paths::new(copy).sled, &trial)?;
        remove_snapshots(&trial, |_| true)?;
        let Ok(db) = open_sled(&trial) else { return Ok(false) };
        let passes = Trees::open(db).and_then(|trees| integrity::check(&trees, head, false, &trial)).is_ok();
        if passes {
            remove_snapshots(&paths.sled, |_| true)?;
        }
        Ok(passes)
    };
    let mended = tried().map_err(|error| refused("try without snapshots in", &trial, error));
    remove_folder(&trial).map_err(|error| refused("remove", &trial, error))?;
    mended
}

fn remove_snapshots(sled_folder: &Path, which: impl Fn(&str) -> bool) -> io::Result<()> {
    for path in sorted_paths(sled_folder)? {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if name.starts_with("snap.") && which(name) {
            fs::remove_file(&path)?;
        }
    }
    sync_folder(sled_folder)
}

/// The finished copies, oldest first.
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
