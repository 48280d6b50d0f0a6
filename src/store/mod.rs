//! The store: the append-only journal of every case, on sled, hardened.
//!
//! The store does not interpret entries. It guarantees three things. An entry that was acknowledged with `Ok` survives a
//! kill and a power cut. Entries that are written together are there together or not at all. A journal that lost or changed
//! anything is never opened without an error.
//!
//! The folder holds `LOCK` (the process that has the store open), `sled/` (the journal; `layout.rs` describes it), `HEAD`
//! (the last acknowledged entry; see `head.rs`) and `pre-open/` (copies of both, taken before the latest openings). Copies
//! have the same file permissions as the journal itself.
//!
//! One thread writes. Callers send it requests over a channel and wait for the response; it gives each request a transaction
//! of its own and brings a group of them to disk together (`writer.rs`). Reads go to sled directly and show only what is on
//! disk.

mod copy;
mod entry;
mod error;
mod files;
mod head;
mod integrity;
mod layout;
mod lock;
mod open;
mod recovery;
#[cfg(test)]
mod tests;
mod trees;
mod writer;
mod writer_steps;

use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};
use std::thread::{self, JoinHandle};

use jiff::Timestamp;
use tokio::sync::{mpsc, oneshot};

pub use self::copy::StoreCopy;
pub use self::entry::{IntegrityReport, OpenedCase, StoredEntry, Transition};
pub use self::error::{Damage, OpenError, StoreError};
pub use self::layout::{ENTRY_BYTES_MAX, NOTE_BYTES_MAX};
use self::lock::StoreLock;
use self::trees::Trees;
use self::writer::{CaseRevision, StoreRequest, WriteRequest, Writer};
use self::writer_steps::WriterSteps;

/// The largest number of entries in one transition. One transaction writes them all.
pub const TRANSITION_ENTRIES_MAX: usize = 16;
/// The length of the longest name of a note, in bytes.
pub const NOTE_NAME_BYTES_MAX: usize = 64;
/// The number of requests that wait for the writer; further callers wait for a free place.
const QUEUE_REQUESTS_MAX: usize = 1024;

/// A function that the store calls with the number of entries on disk, each time a group of writes has added some.
///
/// The store's own thread calls it before it answers the callers of that group, and writes wait for it, so it should return
/// quickly. A panic in it stops the store, as a failed write does.
pub type GrowthObserver = Box<dyn FnMut(u64) + Send>;

/// The open store. Clones share it; dropping the last clone stops its thread and releases the folder.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

impl Store {
    /// Creates a new store in `folder` and opens it. Blocks for some tens of milliseconds.
    ///
    /// # Errors
    ///
    /// Returns [`OpenError::AlreadyThere`] if the folder holds a store or a part of one.
    pub fn create(folder: &Path) -> Result<Self, OpenError> {
        open::create(folder)
    }

    /// Opens the store in `folder` after checking all of it. Creates one if the folder holds no trace of any. The folder
    /// must not be on a network file system.
    ///
    /// Blocks: sled's files are copied first, and the check of 10,000 entries takes some tens of milliseconds.
    ///
    /// # Errors
    ///
    /// Returns an [`OpenError`] for anything that is missing, damaged or in use. The journal is then as it was before.
    pub fn open(folder: &Path) -> Result<Self, OpenError> {
        open::open(folder, None)
    }

    /// Opens the store as [`Store::open`] does and reports its growth to `observer`.
    ///
    /// # Errors
    ///
    /// The same as [`Store::open`].
    pub fn open_observed(folder: &Path, observer: GrowthObserver) -> Result<Self, OpenError> {
        open::open(folder, Some(observer))
    }

    /// Returns the number of times the store has been opened, this time included. Every entry carries it, and a write under
    /// an earlier epoch is refused.
    pub fn epoch(&self) -> u64 {
        self.inner.epoch
    }

    /// Returns the number of entries on disk, which is the sequence of the last one. Reads show nothing beyond it.
    pub fn entries_on_disk(&self) -> u64 {
        self.inner.core.entries_on_disk.load(Ordering::Acquire)
    }

    /// Opens a case under the next number and returns when it is on disk. `first_entries` makes its entries from the number.
    ///
    /// # Errors
    ///
    /// Returns [`StoreError::WrongCount`] or [`StoreError::TooLarge`] if the entries exceed a limit; the number is then not
    /// used up. Returns [`StoreError::Stopped`] if the store has stopped.
    pub async fn open_case(
        &self,
        at: Timestamp,
        first_entries: impl FnOnce(u64) -> Transition + Send + 'static,
    ) -> Result<OpenedCase, StoreError> {
        let written = self.write(WriteRequest::OpenCase { at, first_entries: Box::new(first_entries) }).await?;
        Ok(OpenedCase { case: written.case, revision: written.revision })
    }

    /// Appends to a case whose revision is `expected_revision`. Returns the new revision when it is on disk.
    ///
    /// # Errors
    ///
    /// Returns [`StoreError::Conflict`] if the case has another revision and [`StoreError::NoSuchCase`] if there is no such
    /// case; otherwise the errors of [`Store::open_case`].
    pub async fn append(
        &self,
        case: u64,
        expected_revision: u64,
        at: Timestamp,
        transition: Transition,
    ) -> Result<u64, StoreError> {
        Ok(self.write(WriteRequest::Append { case, expected_revision, at, transition }).await?.revision)
    }

    /// Appends an entry that belongs to no case. Returns when it is on disk.
    ///
    /// # Errors
    ///
    /// Returns [`StoreError::TooLarge`] or [`StoreError::Stopped`].
    pub async fn append_without_case(&self, at: Timestamp, entry: Vec<u8>) -> Result<(), StoreError> {
        self.write(WriteRequest::AppendWithoutCase { at, entry }).await.map(drop)
    }

    /// Returns every entry of one case that is on disk, in order, or `None` if there is no such case. Each is checked
    /// against its checksum and its link.
    ///
    /// # Errors
    ///
    /// Returns [`StoreError::Corrupt`] for the first damage found, or [`StoreError::Stopped`].
    pub fn case(&self, number: u64) -> Result<Option<Vec<StoredEntry>>, StoreError> {
        let durable = self.entries_on_disk();
        self.inner.core.read(|trees| {
            let mut entries = Vec::new();
            for record in trees.cases.scan_prefix(number.to_be_bytes()) {
                let (key, value) = record?;
                let indexed = trees::decode_case_entry(&key, &value)?;
                // sled shows a transaction at once; the journal ends where the disk does.
                if indexed.sequence > durable {
                    break;
                }
                let entry = trees.linked_entry(indexed.sequence)?;
                if (entry.case, entry.revision) != (Some(indexed.case), indexed.revision) {
                    return Err(Damage::Case { case: indexed.case, what: "the index and the journal differ" });
                }
                entries.push(entry);
            }
            Ok((!entries.is_empty()).then_some(entries))
        })
    }

    /// Returns the numbers of the open cases, in ascending order.
    ///
    /// # Errors
    ///
    /// Returns [`StoreError::Corrupt`] or [`StoreError::Stopped`].
    pub fn open_cases(&self) -> Result<Vec<u64>, StoreError> {
        let durable = self.entries_on_disk();
        self.inner.core.read(|trees| {
            let mut cases = Vec::new();
            for record in &trees.open {
                let (key, value) = record?;
                let (case, first_sequence) = trees::decode_open_case(&key, &value)?;
                if first_sequence <= durable {
                    cases.push(case);
                }
            }
            Ok(cases)
        })
    }

    /// Returns every entry that is on disk now, in order. Each is checked against its checksum and its link; the iterator
    /// ends after the first error.
    pub fn journal(&self) -> impl Iterator<Item = Result<StoredEntry, StoreError>> + use<> {
        let core = Arc::clone(&self.inner.core);
        let mut sequences = Some(1..=self.entries_on_disk());
        std::iter::from_fn(move || {
            let sequence = sequences.as_mut()?.next()?;
            let entry = core.read(|trees| trees.linked_entry(sequence));
            if entry.is_err() {
                sequences = None;
            }
            Some(entry)
        })
    }

    /// Stores a small value under a name and replaces the previous one. Notes are not part of the journal. Returns when the
    /// value is on disk.
    ///
    /// # Errors
    ///
    /// Returns [`StoreError::TooLarge`] for a name above [`NOTE_NAME_BYTES_MAX`] or a value above [`NOTE_BYTES_MAX`], or
    /// [`StoreError::Stopped`].
    pub async fn write_note(&self, name: &str, value: Vec<u8>) -> Result<(), StoreError> {
        self.write(WriteRequest::Note { name: name.to_owned(), value }).await.map(drop)
    }

    /// Returns the value that was last stored under a name, or `None` if there is none.
    ///
    /// # Errors
    ///
    /// Returns [`StoreError::Corrupt`] or [`StoreError::Stopped`].
    pub fn note(&self, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
        self.inner.core.read(|trees| trees.note(name))
    }

    /// Checks the whole store, as opening it does. Writes wait meanwhile.
    ///
    /// # Errors
    ///
    /// Returns [`StoreError::Corrupt`] for the first damage found, or [`StoreError::Stopped`].
    pub async fn verify(&self) -> Result<IntegrityReport, StoreError> {
        self.send(StoreRequest::Verify).await
    }

    /// Brings everything to disk, stops the thread and releases the folder. Other clones then return
    /// [`StoreError::Stopped`].
    ///
    /// # Errors
    ///
    /// Returns [`StoreError::Stopped`] if the store had stopped before or the disk refused the last write.
    pub async fn close(self) -> Result<(), StoreError> {
        self.send(StoreRequest::Close).await
    }

    /// Starts the writer's thread.
    fn start<S: WriterSteps>(writer: Writer<S>) -> std::io::Result<Self> {
        let (core, epoch) = (Arc::clone(&writer.core), writer.epoch);
        let (requests, queue) = mpsc::channel(QUEUE_REQUESTS_MAX);
        let thread = thread::Builder::new().name("store".to_owned()).spawn(move || writer.run(queue))?;
        let (requests, thread) = (Mutex::new(Some(requests)), Mutex::new(Some(thread)));
        Ok(Self { inner: Arc::new(Inner { requests, thread, core, epoch }) })
    }

    async fn write(&self, write: WriteRequest) -> Result<CaseRevision, StoreError> {
        self.send(|responder| StoreRequest::Write(write, responder)).await
    }

    async fn send<T>(
        &self,
        request: impl FnOnce(oneshot::Sender<Result<T, StoreError>>) -> StoreRequest,
    ) -> Result<T, StoreError> {
        let (responder, response) = oneshot::channel();
        let requests = self.inner.requests.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let stopped = || self.inner.core.stopped();
        requests.ok_or_else(stopped)?.send(request(responder)).await.map_err(|_| stopped())?;
        response.await.map_err(|_| stopped())?
    }
}

impl std::fmt::Debug for Store {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Store").field("epoch", &self.inner.epoch).finish_non_exhaustive()
    }
}

struct Inner {
    requests: Mutex<Option<mpsc::Sender<StoreRequest>>>,
    thread: Mutex<Option<JoinHandle<()>>>,
    core: Arc<StoreCore>,
    epoch: u64,
}

impl Drop for Inner {
    /// Waits for the thread, so that the folder can be opened again as soon as the last clone is dropped.
    fn drop(&mut self) {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner).take();
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        // The thread itself drops the last clone if a closure that it was sent held it. It cannot wait for itself.
        if let Some(thread) = thread.filter(|thread| thread.thread().id() != thread::current().id()) {
            // The thread catches its own panics and leaves the reason in `core`.
            let _ = thread.join();
        }
        self.core.release();
    }
}

/// The open trees, shared by readers and the writer, and the reason why the store stopped.
struct StoreCore {
    /// `None` once the store is closed. The order of the fields matters: sled goes before the lock.
    opened: RwLock<Option<(Trees, StoreLock)>>,
    /// The sequence up to which readers see the journal.
    entries_on_disk: AtomicU64,
    stop_reason: OnceLock<String>,
}

impl StoreCore {
    fn read<T>(&self, read: impl FnOnce(&Trees) -> Result<T, Damage>) -> Result<T, StoreError> {
        let opened = self.opened.read().unwrap_or_else(PoisonError::into_inner);
        match opened.as_ref() {
            Some((trees, _)) if self.stop_reason.get().is_none() => Ok(read(trees)?),
            _ => Err(self.stopped()),
        }
    }

    /// Marks the store as stopped. The first reason counts.
    fn stop(&self, reason: String) {
        let _ = self.stop_reason.set(reason);
    }

    fn stopped(&self) -> StoreError {
        let reason = self.stop_reason.get().map_or("its thread has ended", String::as_str);
        StoreError::Stopped { reason: reason.to_owned() }
    }

    /// Closes sled and releases the lock.
    fn release(&self) {
        let opened = self.opened.write().unwrap_or_else(PoisonError::into_inner).take();
        drop(opened);
    }
}
