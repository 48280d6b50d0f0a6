//! The way into the store: every step in its order, so that nothing is trusted before it was checked and nothing is
//! begun anew by mistake.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock, RwLock};

use tokio::sync::watch;
use uuid::Uuid;

use super::error::{Damage, OpenError};
use super::files::{create_private_folder, has_content, remove_folder, sync_all_below, sync_folder};
use super::head::{Head, HeadRecord};
use super::integrity;
use super::layout::SCHEMA;
use super::lock::Lock;
use super::recovery::{self, Failure, OPEN_SECONDS_MAX};
use super::trees::{Disk, Tip, Trees};
use super::writer::Writer;
use super::{Report, Settings, Shared, Store};

/// Where everything is.
pub(super) struct Paths {
    pub(super) folder: PathBuf,
    pub(super) lock: PathBuf,
    pub(super) sled: PathBuf,
    pub(super) head: PathBuf,
    pub(super) copies: PathBuf,
    /// The journal as it was before a refused opening, until it is in place.
    pub(super) put_back: PathBuf,
    /// A new store until it is complete.
    unfinished_sled: PathBuf,
    unfinished_head: PathBuf,
}

impl Paths {
    /// The names inside a store's folder.
    pub(super) fn new(folder: &Path) -> Self {
        let at = |name| folder.join(name);
        Self {
            folder: folder.to_path_buf(),
            lock: at("LOCK"),
            sled: at("sled"),
            head: at("HEAD"),
            copies: at("pre-open"),
            put_back: at("sled.put-back"),
            unfinished_sled: at("sled.init"),
            unfinished_head: at("HEAD.init"),
        }
    }
}

/// What stands ready before the writer's thread is begun.
pub(super) struct Parts {
    pub(super) lock: Lock,
    pub(super) trees: Trees,
    pub(super) disk: Disk,
    pub(super) head: Head,
    pub(super) report: Report,
    pub(super) sled_folder: PathBuf,
}

/// See [`Store::create`].
pub(super) fn create(settings: &Settings) -> Result<Store, OpenError> {
    let paths = Paths::new(&settings.folder);
    let lock = take_lock(&paths)?;
    for found in [&paths.sled, &paths.head, &paths.copies] {
        if found.exists() {
            return Err(OpenError::AlreadyThere { found: found.clone() });
        }
    }
    begin(&paths)?;
    start(prepare(&paths, lock)?, settings.stop_after_entries)
}

/// See [`Store::open`].
pub(super) fn open(settings: &Settings) -> Result<Store, OpenError> {
    let paths = Paths::new(&settings.folder);
    let lock = take_lock(&paths)?;
    if !paths.sled.exists() && !paths.head.exists() && !recovery::has_copies(&paths) {
        begin(&paths)?;
    }
    start(prepare(&paths, lock)?, settings.stop_after_entries)
}

/// Everything up to the writer's thread. The lock is held, and there is a store or the trace of one.
pub(super) fn prepare(paths: &Paths, mut lock: Lock) -> Result<Parts, OpenError> {
    finish_creation(paths)?;
    recovery::finish_putting_back(paths).map_err(|error| refused("put the journal back as", &paths.sled, error))?;
    check_presence(paths)?;
    let head = Head::open(&paths.head).map_err(|error| refused("read", &paths.head, error))?;
    let mut head = head.ok_or_else(|| head_unreadable(paths))?;
    check_schema(paths, &head.record)?;
    recovery::remove_unfinished_snapshots(&paths.sled)
        .map_err(|error| refused("remove an unfinished snapshot from", &paths.sled, error))?;
    let copy = recovery::copy_before_opening(paths)?;
    let (trees, mut report) = open_checked(paths, paths, &copy, &head.record, head.slot_damaged).inspect_err(|_| {
        if let Err(error) = recovery::put_back(paths, &copy) {
            tracing::error!(%error, copy = %copy.display(), "the journal could not be put back as it was");
        }
    })?;
    let disk = Disk::open(&paths.sled).map_err(|error| refused("open", &paths.sled.join("db"), error))?;
    report.epoch += 1;
    let record = HeadRecord { epoch: report.epoch, sequence: report.entries, hash: report.hash, ..head.record.clone() };
    trees.write_epoch(report.epoch).map_err(|damage| damaged(paths, damage))?;
    disk.sync(&trees).map_err(|reason| refused("bring to disk", &paths.sled, io::Error::other(reason)))?;
    head.write(record).map_err(|error| refused("write", &paths.head, error))?;
    lock.write_epoch(report.epoch)?;
    recovery::remove_old_copies(paths).map_err(|error| refused("remove old copies from", &paths.copies, error))?;
    Ok(Parts { lock, trees, disk, head, report, sled_folder: paths.sled.clone() })
}

/// Begins the writer's thread.
pub(super) fn start(parts: Parts, stop_after_entries: Option<u64>) -> Result<Store, OpenError> {
    let Parts { lock, trees, disk, head, report, sled_folder } = parts;
    let folder = sled_folder.clone();
    let (durable, watched) = watch::channel(report.entries);
    let opened = RwLock::new(Some((trees.clone(), lock)));
    let shared = Arc::new(Shared { opened, stopped: OnceLock::new() });
    let writer = Writer {
        shared: Arc::clone(&shared),
        trees,
        disk,
        head,
        sled_folder,
        epoch: report.epoch,
        tip: Tip { sequence: report.entries, hash: report.hash },
        cases: report.cases,
        durable,
        entries_until_silence: stop_after_entries,
        closing: None,
    };
    Store::start(shared, writer, watched).map_err(|error| refused("begin a thread for", &folder, error))
}

/// What the operating system refused, in words.
pub(super) fn refused(what: &'static str, path: &Path, error: io::Error) -> OpenError {
    if error.kind() == io::ErrorKind::StorageFull {
        return OpenError::DiskFull { folder: path.to_path_buf() };
    }
    OpenError::Io { what, path: path.to_path_buf(), error }
}

fn take_lock(paths: &Paths) -> Result<Lock, OpenError> {
    create_private_folder(&paths.folder).map_err(|error| refused("make the folder", &paths.folder, error))?;
    Lock::take(&paths.lock)
}

/// Makes a new store beside where it will be, opens it twice so that it has a snapshot (without one, sled takes some
/// damage for the end of its log), brings it to disk, and moves it into place: first the journal, then HEAD.
fn begin(paths: &Paths) -> Result<(), OpenError> {
    let store_id = Uuid::new_v4();
    let built = || -> Result<(), Failure> {
        remove_folder(&paths.unfinished_sled).map_err(Failure::Io)?;
        create_private_folder(&paths.unfinished_sled).map_err(Failure::Io)?;
        let db = recovery::open_sled(&paths.unfinished_sled)?;
        Trees::create(&db, store_id).map_err(|error| Failure::Unreadable(error.to_string()))?;
        drop(db);
        drop(recovery::open_sled(&paths.unfinished_sled)?);
        sync_all_below(&paths.unfinished_sled).map_err(Failure::Io)
    };
    built().map_err(|failure| worded(failure, paths))?;
    Head::create(&paths.unfinished_head, store_id)
        .and_then(|()| sync_folder(&paths.folder))
        .and_then(|()| fs::rename(&paths.unfinished_sled, &paths.sled))
        .and_then(|()| sync_folder(&paths.folder))
        .map_err(|error| refused("move the new journal into", &paths.folder, error))
}

/// A new store lacks only its HEAD from the moment its journal is in place until this is done, and `HEAD.init` exists
/// at no other time.
fn finish_creation(paths: &Paths) -> Result<(), OpenError> {
    if !paths.sled.exists() || paths.head.exists() || !paths.unfinished_head.exists() {
        return Ok(());
    }
    fs::rename(&paths.unfinished_head, &paths.head)
        .and_then(|()| sync_folder(&paths.folder))
        .map_err(|error| refused("put HEAD in place as", &paths.head, error))
}

pub(super) fn check_presence(paths: &Paths) -> Result<(), OpenError> {
    let (journal, head, copies) = (paths.sled.clone(), paths.head.clone(), paths.copies.clone());
    match (paths.sled.exists(), paths.head.exists()) {
        (true, true) => {}
        (true, false) => return Err(OpenError::HeadMissing { journal, head, copies }),
        (false, true) => return Err(OpenError::JournalMissing { journal, head, copies }),
        (false, false) if recovery::has_copies(paths) => return Err(OpenError::OnlyCopies { journal, head, copies }),
        (false, false) => {
            return Err(refused("find a store in", &paths.folder, io::ErrorKind::NotFound.into()));
        }
    }
    for file in ["conf", "db"].map(|name| paths.sled.join(name)) {
        if !has_content(&file) {
            return Err(OpenError::FileEmpty { file, head, copies });
        }
    }
    Ok(())
}

pub(super) fn check_schema(paths: &Paths, head: &HeadRecord) -> Result<(), OpenError> {
    if head.schema <= SCHEMA {
        return Ok(());
    }
    Err(OpenError::Newer { folder: paths.folder.clone(), found: head.schema, known: SCHEMA })
}

/// Opens sled and its trees where `at` says, makes sure that sled recovered something rather than began anew, and
/// checks all of it. Errors name `paths`, the store that is meant. `copy` is a whole one, to try things on.
pub(super) fn open_checked(
    paths: &Paths,
    at: &Paths,
    copy: &Path,
    head: &HeadRecord,
    head_slot_damaged: bool,
) -> Result<(Trees, Report), OpenError> {
    let mut opened = recovery::open_sled(&at.sled);
    if matches!(opened, Err(Failure::Unreadable(_))) && recovery::mend_by_removing_snapshots(at, copy, head)? {
        tracing::error!(journal = %paths.sled.display(), "sled's snapshot is damaged; all is whole without it");
        opened = recovery::open_sled(&at.sled);
    }
    let db = opened.map_err(|failure| worded(failure, paths))?;
    if !db.was_recovered() {
        return Err(damaged(paths, Damage::Lost { promised: head.sequence, found: 0 }));
    }
    let trees = Trees::open(db).map_err(|damage| damaged(paths, damage))?;
    let report = integrity::check(&trees, head, head_slot_damaged, &at.sled);
    let report = report.map_err(|damage| damaged(paths, damage))?;
    if report.head_slot_damaged || report.spilled_files > 0 {
        let (slot, spilled) = (report.head_slot_damaged, report.spilled_files);
        tracing::error!(head_slot_damaged = slot, spilled_files = spilled, "the store is whole, but look at its disk");
    }
    Ok((trees, report))
}

pub(super) fn head_unreadable(paths: &Paths) -> OpenError {
    OpenError::HeadUnreadable { head: paths.head.clone(), journal: paths.sled.clone(), copies: paths.copies.clone() }
}

fn damaged(paths: &Paths, damage: Damage) -> OpenError {
    let (journal, head, copies) = (paths.sled.clone(), paths.head.clone(), paths.copies.clone());
    OpenError::Damaged { journal, head, copies, damage }
}

fn worded(failure: Failure, paths: &Paths) -> OpenError {
    let (journal, copies) = (paths.sled.clone(), paths.copies.clone());
    match failure {
        Failure::Unreadable(reason) => OpenError::Unreadable { journal, copies, reason },
        Failure::TimedOut => OpenError::TimedOut { journal, copies, seconds: OPEN_SECONDS_MAX },
        Failure::DiskFull => OpenError::DiskFull { folder: paths.folder.clone() },
        Failure::Io(source) => refused("open", &paths.sled, source),
    }
}
