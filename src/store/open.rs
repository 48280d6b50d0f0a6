//! Opening and creating a store. The order of the steps ensures that nothing is trusted before it was checked, and that no
//! new journal replaces a missing one.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, OnceLock, RwLock};

use uuid::Uuid;

use super::error::{Damage, OpenError};
use super::files::{create_private_folder, has_content, make_private, remove_folder, sync_all_below, sync_folder};
use super::head::{Head, HeadRecord};
use super::integrity;
use super::layout::SCHEMA;
use super::lock::StoreLock;
use super::recovery::{self, OPEN_SECONDS_MAX, SledOpenError};
use super::trees::{ChainTip, Trees};
use super::writer::Writer;
use super::writer_steps::{Disk, WriterSteps};
use super::{GrowthObserver, IntegrityReport, Store, StoreCore};

/// The paths of a store's files and folders.
pub(super) struct StorePaths {
    pub(super) folder: PathBuf,
    pub(super) lock: PathBuf,
    pub(super) sled: PathBuf,
    pub(super) head: PathBuf,
    pub(super) copies: PathBuf,
    /// A complete copy of the journal from before a refused opening, until it replaces the journal.
    pub(super) put_back: PathBuf,
    // A new store, until it is complete.
    unfinished_sled: PathBuf,
    unfinished_head: PathBuf,
}

impl StorePaths {
    /// Returns the paths inside a store's folder.
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

/// A store that was checked and written to disk, before its thread is started.
pub(super) struct PreparedStore<S = Disk> {
    pub(super) lock: StoreLock,
    pub(super) trees: Trees,
    pub(super) steps: S,
    pub(super) head: HeadRecord,
    pub(super) head_slot_damaged: bool,
    pub(super) report: IntegrityReport,
    pub(super) sled_folder: PathBuf,
}

/// See [`Store::create`].
pub(super) fn create(folder: &Path) -> Result<Store, OpenError> {
    let paths = StorePaths::new(folder);
    let lock = take_lock(&paths)?;
    for present in [&paths.sled, &paths.head, &paths.copies] {
        if present.exists() {
            return Err(OpenError::AlreadyThere { found: present.clone() });
        }
    }
    create_files(&paths)?;
    start(prepare(&paths, lock)?, None)
}

/// See [`Store::open`].
pub(super) fn open(folder: &Path, observer: Option<GrowthObserver>) -> Result<Store, OpenError> {
    let paths = StorePaths::new(folder);
    let lock = take_lock(&paths)?;
    if !paths.sled.exists() && !paths.head.exists() && !recovery::has_copies(&paths) {
        create_files(&paths)?;
    }
    keep_private(&paths)?;
    let prepared = prepare(&paths, lock)?;
    // What sled and the opening have created since.
    keep_private(&paths)?;
    start(prepared, observer)
}

/// Takes away the access of others to the files of the store, which name people.
fn keep_private(paths: &StorePaths) -> Result<(), OpenError> {
    let wider = make_private(&paths.folder).map_err(|error| io_error("make private", &paths.folder, error))?;
    if wider > 0 {
        tracing::warn!(folder = %paths.folder.display(), files = wider, "others had access to the store, taken away");
    }
    Ok(())
}

/// Does everything up to the writer's thread: finishes what an earlier process left unfinished, checks the whole store, and
/// brings the new epoch to disk. The caller holds the lock, and the folder holds a store or a trace of one.
pub(super) fn prepare(paths: &StorePaths, mut lock: StoreLock) -> Result<PreparedStore, OpenError> {
    finish_creation(paths)?;
    recovery::finish_restoring(paths).map_err(|error| io_error("restore the journal to", &paths.sled, error))?;
    check_presence(paths)?;
    let head = Head::open(&paths.head).map_err(|error| io_error("read", &paths.head, error))?;
    let head = head.ok_or_else(|| head_unreadable(paths))?;
    check_schema(paths, &head.record)?;
    recovery::remove_unfinished_snapshots(&paths.sled)
        .map_err(|error| io_error("remove an unfinished snapshot from", &paths.sled, error))?;
    let copy = recovery::copy_before_opening(paths)?;
    let (trees, mut report) = open_checked(paths, paths, &copy, &head.record, head.slot_damaged).inspect_err(|_| {
        if let Err(error) = recovery::restore(paths, &copy) {
            tracing::error!(%error, copy = %copy.display(), "journal not restored after a refused opening");
        }
    })?;
    report.epoch += 1;
    let record = HeadRecord { epoch: report.epoch, sequence: report.entries, hash: report.hash, ..head.record.clone() };
    let head_slot_damaged = head.slot_damaged;
    let mut steps = Disk::open(trees.clone(), &paths.sled, head)
        .map_err(|error| io_error("open", &paths.sled.join("db"), error))?;
    trees.write_epoch(report.epoch).map_err(|damage| damaged(paths, damage))?;
    steps
        .flush()
        .and_then(|()| steps.sync())
        .map_err(|reason| io_error("bring to disk", &paths.sled, io::Error::other(reason)))?;
    steps.head.write(record.clone()).map_err(|error| io_error("write", &paths.head, error))?;
    lock.write_epoch(report.epoch)?;
    recovery::remove_old_copies(paths).map_err(|error| io_error("remove old copies from", &paths.copies, error))?;
    let sled_folder = paths.sled.clone();
    Ok(PreparedStore { lock, trees, steps, head: record, head_slot_damaged, report, sled_folder })
}

/// Starts the writer's thread.
pub(super) fn start<S: WriterSteps>(
    prepared: PreparedStore<S>,
    observer: Option<GrowthObserver>,
) -> Result<Store, OpenError> {
    let PreparedStore { lock, trees, steps, head, head_slot_damaged, report, sled_folder } = prepared;
    let folder = sled_folder.clone();
    let opened = RwLock::new(Some((trees.clone(), lock)));
    let entries_on_disk = AtomicU64::new(report.entries);
    let core = Arc::new(StoreCore { opened, entries_on_disk, stop_reason: OnceLock::new() });
    let writer = Writer {
        core,
        trees,
        steps,
        head,
        head_slot_damaged,
        sled_folder,
        epoch: report.epoch,
        tip: ChainTip { sequence: report.entries, hash: report.hash },
        cases: report.cases,
        observer,
        closing: None,
    };
    Store::start(writer).map_err(|error| io_error("start a thread for", &folder, error))
}

/// Returns the error for an operation that the operating system refused. `what` is a verb.
pub(super) fn io_error(what: &'static str, path: &Path, error: io::Error) -> OpenError {
    if error.kind() == io::ErrorKind::StorageFull {
        return OpenError::DiskFull { folder: path.to_path_buf() };
    }
    OpenError::Io { what, path: path.to_path_buf(), error }
}

fn take_lock(paths: &StorePaths) -> Result<StoreLock, OpenError> {
    create_private_folder(&paths.folder).map_err(|error| io_error("make the folder", &paths.folder, error))?;
    StoreLock::take(&paths.lock)
}

/// Creates the files of a new store under other names, brings them to disk, and moves the journal into place.
/// [`finish_creation`] then moves HEAD. sled is opened twice so that it has a snapshot; without one it takes some damage for
/// the end of its log.
fn create_files(paths: &StorePaths) -> Result<(), OpenError> {
    let store_id = Uuid::new_v4();
    let build = || -> Result<(), SledOpenError> {
        remove_folder(&paths.unfinished_sled).map_err(SledOpenError::Io)?;
        create_private_folder(&paths.unfinished_sled).map_err(SledOpenError::Io)?;
        let db = recovery::open_sled(&paths.unfinished_sled)?;
        Trees::create(&db, store_id).map_err(|error| SledOpenError::Unreadable(error.to_string()))?;
        drop(db);
        drop(recovery::open_sled(&paths.unfinished_sled)?);
        sync_all_below(&paths.unfinished_sled).map_err(SledOpenError::Io)
    };
    build().map_err(|error| sled_error(error, paths))?;
    Head::create(&paths.unfinished_head, store_id)
        .and_then(|()| sync_folder(&paths.folder))
        .and_then(|()| fs::rename(&paths.unfinished_sled, &paths.sled))
        .and_then(|()| sync_folder(&paths.folder))
        .map_err(|error| io_error("move the new journal into", &paths.folder, error))
}

/// Moves HEAD into place if a creation was cut short before that. `HEAD.init` exists beside a finished journal at no other
/// time.
fn finish_creation(paths: &StorePaths) -> Result<(), OpenError> {
    if !paths.sled.exists() || paths.head.exists() || !paths.unfinished_head.exists() {
        return Ok(());
    }
    fs::rename(&paths.unfinished_head, &paths.head)
        .and_then(|()| sync_folder(&paths.folder))
        .map_err(|error| io_error("put HEAD in place as", &paths.head, error))
}

/// Checks that journal and HEAD are both there and not empty.
pub(super) fn check_presence(paths: &StorePaths) -> Result<(), OpenError> {
    let (journal, head, copies) = (paths.sled.clone(), paths.head.clone(), paths.copies.clone());
    match (paths.sled.exists(), paths.head.exists()) {
        (true, true) => {}
        (true, false) => return Err(OpenError::HeadMissing { journal, head, copies }),
        (false, true) => return Err(OpenError::JournalMissing { journal, head, copies }),
        (false, false) if recovery::has_copies(paths) => return Err(OpenError::OnlyCopies { journal, head, copies }),
        (false, false) => {
            return Err(io_error("find a store in", &paths.folder, io::ErrorKind::NotFound.into()));
        }
    }
    for file in ["conf", "db"].map(|name| paths.sled.join(name)) {
        if !has_content(&file) {
            return Err(OpenError::FileEmpty { file, head, copies });
        }
    }
    Ok(())
}

/// Checks that no later version of Grendel wrote the store.
pub(super) fn check_schema(paths: &StorePaths, head: &HeadRecord) -> Result<(), OpenError> {
    if head.schema <= SCHEMA {
        return Ok(());
    }
    Err(OpenError::Newer { folder: paths.folder.clone(), found: head.schema, known: SCHEMA })
}

/// Opens sled in `at`, checks that it recovered a database instead of creating one, and checks the whole store. Errors name
/// `paths`, the store of the caller. `copy` is a copy from before, to try a repair on.
pub(super) fn open_checked(
    paths: &StorePaths,
    at: &StorePaths,
    copy: &Path,
    head: &HeadRecord,
    head_slot_damaged: bool,
) -> Result<(Trees, IntegrityReport), OpenError> {
    let mut opened = recovery::open_sled(&at.sled);
    if matches!(opened, Err(SledOpenError::Unreadable(_))) && recovery::repair_by_removing_snapshots(at, copy, head)? {
        tracing::error!(journal = %paths.sled.display(), "damaged sled snapshot removed, the journal is whole without it");
        opened = recovery::open_sled(&at.sled);
    }
    let db = opened.map_err(|error| sled_error(error, paths))?;
    if !db.was_recovered() {
        return Err(damaged(paths, Damage::Lost { promised: head.sequence, found: 0 }));
    }
    let trees = Trees::open(db).map_err(|damage| damaged(paths, damage))?;
    let report = integrity::check(&trees, head, head_slot_damaged, &at.sled);
    let report = report.map_err(|damage| damaged(paths, damage))?;
    if report.head_slot_damaged || report.spilled_files > 0 {
        let IntegrityReport { head_slot_damaged, spilled_files, .. } = report;
        tracing::error!(head_slot_damaged, spilled_files, "store is whole, its disk needs attention");
    }
    Ok((trees, report))
}

/// Returns the error for a HEAD of which neither slot can be read.
pub(super) fn head_unreadable(paths: &StorePaths) -> OpenError {
    OpenError::HeadUnreadable { head: paths.head.clone(), journal: paths.sled.clone(), copies: paths.copies.clone() }
}

fn damaged(paths: &StorePaths, damage: Damage) -> OpenError {
    let (journal, head, copies) = (paths.sled.clone(), paths.head.clone(), paths.copies.clone());
    OpenError::Damaged { journal, head, copies, damage }
}

fn sled_error(error: SledOpenError, paths: &StorePaths) -> OpenError {
    let (journal, copies) = (paths.sled.clone(), paths.copies.clone());
    match error {
        SledOpenError::Unreadable(reason) => OpenError::Unreadable { journal, copies, reason },
        SledOpenError::TimedOut => OpenError::TimedOut { journal, copies, seconds: OPEN_SECONDS_MAX },
        SledOpenError::DiskFull => OpenError::DiskFull { folder: paths.folder.clone() },
        SledOpenError::Io(source) => io_error("open", &paths.sled, source),
    }
}
