//! The store: the append-only journal of every case, on sled, hardened.
//!
//! It does not know what an entry means. It promises that what it has answered `Ok` to survives a kill and a power cut,
//! that entries written together are there together or not at all, and that a journal which lost or changed anything is
//! never opened in silence.
//!
//! In the folder: `LOCK` (who has it open), `sled/` (the journal; its layout is in `layout.rs`), `HEAD` (what was
//! acknowledged, see `head.rs`) and `pre-open/` (copies of both from before the latest openings). Copies are as private
//! as the journal itself.

mod copy;
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

use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};
use std::thread::{self, JoinHandle};

use jiff::Timestamp;
use tokio::sync::{mpsc, oneshot, watch};

pub use self::copy::StoreCopy;
pub use self::error::{Damage, OpenError, StoreError};
pub use self::layout::{ENTRY_BYTES_MAX, NOTE_BYTES_MAX};
use self::lock::Lock;
use self::trees::Trees;
use self::writer::{Request, Write, Writer, Written};

/// The most entries one transition may bring; one transaction carries them all.
pub const TRANSITION_ENTRIES_MAX: usize = 16;
/// The longest name of a note, in bytes.
pub const NOTE_NAME_BYTES_MAX: usize = 64;
/// Requests that may wait for the writer before callers wait to ask.
const QUEUE_REQUESTS_MAX: usize = 1024;

/// Where the store is, and how it behaves in tests.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The store's folder. It must not lie on a network file system.
    pub folder: PathBuf,
    /// For crash tests: once this many entries, counted from the opening, are on disk, the store never answers a write
    /// again, as if it had been killed right then. Drop every clone to be able to open the folder again. A transition
    /// is never cut in two.
    pub stop_after_entries: Option<u64>,
}

impl Settings {
    /// A store that lives in `folder`.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into(), stop_after_entries: None }
    }
}

/// What happens to a case at one instant: all of it is written, or none.
#[derive(Debug, Clone, Default)]
pub struct Transition {
    /// Between 1 and [`TRANSITION_ENTRIES_MAX`] entries of at most [`ENTRY_BYTES_MAX`] bytes.
    pub entries: Vec<Vec<u8>>,
    /// Whether the last of them closes the case for good. Entries may still follow, but it is not open any more.
    pub closes: bool,
}

/// An entry as the journal holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredEntry {
    /// Its place in the journal: 1, 2, 3, …
    pub sequence: u64,
    /// Which opening of the store wrote it.
    pub epoch: u64,
    /// The case it belongs to, if any.
    pub case: Option<u64>,
    /// Its place in the case: 1, 2, 3, … 0 if it belongs to none.
    pub revision: u64,
    /// When it happened, as the caller said.
    pub at: Timestamp,
    /// Whether it closes its case.
    pub closes: bool,
    /// What the caller wrote.
    pub bytes: Vec<u8>,
    /// Its link in the chain, SHA-256. Above `layout.rs` stands how to compute it with other tools.
    pub hash: [u8; 32],
}

/// A case that was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenedCase {
    /// Its number: 1, 2, 3, …
    pub case: u64,
    /// Its revision after its first entries.
    pub revision: u64,
}

/// What a check of the whole store found, when nothing was wrong.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// How many entries the journal has, which is the last one's sequence.
    pub entries: u64,
    /// The last entry's hash; zeros if there is none.
    pub hash: [u8; 32],
    /// The last sequence that HEAD remembers. At most one group of writes behind `entries`.
    pub acknowledged: u64,
    /// How many cases there are.
    pub cases: u64,
    /// How many of them are open.
    pub open_cases: u64,
    /// How often the store has been opened.
    pub epoch: u64,
    /// One of HEAD's two slots could not be read: a write of it was cut short, or the file is damaged.
    pub head_slot_damaged: bool,
    /// Files that sled put beside its own (`sled/blobs`). Always 0 as long as values are small; if not, look before you
    /// trust the disk.
    pub spilled_files: u64,
}

/// The open store. Clones are the same store; the last one to go stops its thread.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

impl Store {
    /// Makes a new store and opens it. Refuses if there is one, or a part of one. Blocks for some tens of milliseconds.
    pub fn create(settings: &Settings) -> Result<Self, OpenError> {
        open::create(settings)
    }

    /// Opens the store, after checking all of it; makes one only where there is no trace of any. Blocks: 10,000 entries
    /// take some tens of milliseconds to check, and sled's files are copied first.
    pub fn open(settings: &Settings) -> Result<Self, OpenError> {
        open::open(settings)
    }

    /// How often the store has been opened, this time included. Every entry carries it; a write under an earlier one is
    /// refused.
    pub fn epoch(&self) -> u64 {
        self.inner.epoch
    }

    /// The sequence of the last entry that is on disk. Reads show nothing beyond it.
    pub fn durable(&self) -> watch::Receiver<u64> {
        self.inner.durable.clone()
    }

    /// Opens a case under the next number. `first` makes its entries out of the number; if it is refused the number is
    /// not used up. On disk when this returns.
    pub async fn open_case(
        &self,
        at: Timestamp,
        first: impl FnOnce(u64) -> Transition + Send + 'static,
    ) -> Result<OpenedCase, StoreError> {
        let Written { case, revision } = self.write(Write::Open { at, first: Box::new(first) }).await?;
        Ok(OpenedCase { case, revision })
    }

    /// Adds to a case, provided that its revision is the expected one, and gives the new revision. On disk when this
    /// returns.
    pub async fn append(
        &self,
        case: u64,
        expected_revision: u64,
        at: Timestamp,
        transition: Transition,
    ) -> Result<u64, StoreError> {
        Ok(self.write(Write::Append { case, expected_revision, at, transition }).await?.revision)
    }

    /// Adds an entry that belongs to no case. On disk when this returns.
    pub async fn append_stray(&self, at: Timestamp, entry: Vec<u8>) -> Result<(), StoreError> {
        self.write(Write::Stray { at, entry }).await.map(drop)
    }

    /// Every entry of one case that is on disk, in order, each checked against its checksum and its link. `None` if
    /// there is no such case.
    pub fn case(&self, number: u64) -> Result<Option<Vec<StoredEntry>>, StoreError> {
        let durable = *self.inner.durable.borrow();
        self.inner.shared.read(|trees| {
            let mut entries = Vec::new();
            for record in trees.cases.scan_prefix(number.to_be_bytes()) {
                let (key, value) = record?;
                let (case, revision, sequence, _) = trees::decode_case_entry(&key, &value)?;
                if sequence > durable {
                    break;
                }
                let entry = trees.linked_entry(sequence)?;
                if (entry.case, entry.revision) != (Some(case), revision) {
                    return Err(Damage::Case { case, what: "the index says something else than the journal" });
                }
                entries.push(entry);
            }
            Ok((!entries.is_empty()).then_some(entries))
        })
    }

    /// The numbers of the open cases, lowest first.
    pub fn open_cases(&self) -> Result<Vec<u64>, StoreError> {
        let durable = *self.inner.durable.borrow();
        self.inner.shared.read(|trees| {
            let mut cases = Vec::new();
            for record in &trees.open {
                let (key, value) = record?;
                let (case, first) = trees::decode_open_case(&key, &value)?;
                if first <= durable {
                    cases.push(case);
                }
            }
            Ok(cases)
        })
    }

    /// Every entry that is on disk now, in order, each checked against its checksum and its link. Ends after the first
    /// error.
    pub fn journal(&self) -> impl Iterator<Item = Result<StoredEntry, StoreError>> + use<> {
        let shared = Arc::clone(&self.inner.shared);
        let mut sequences = Some(1..=*self.inner.durable.borrow());
        std::iter::from_fn(move || {
            let sequence = sequences.as_mut()?.next()?;
            let entry = shared.read(|trees| trees.linked_entry(sequence));
            if entry.is_err() {
                sequences = None;
            }
            Some(entry)
        })
    }

    /// Keeps a small value under a name, in place of the one before. Not part of the journal. On disk when this
    /// returns.
    pub async fn remember(&self, name: &str, value: Vec<u8>) -> Result<(), StoreError> {
        self.write(Write::Note { name: name.to_owned(), value }).await.map(drop)
    }

    /// The value that was last kept under a name.
    pub fn recall(&self, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
        self.inner.shared.read(|trees| trees.note(name))
    }

    /// Checks the whole store, as opening it does. Writes wait meanwhile.
    pub async fn verify(&self) -> Result<Report, StoreError> {
        self.ask(Request::Verify).await
    }

    /// Brings everything to disk, stops the thread and gives the folder free. Other clones then answer
    /// [`StoreError::Stopped`].
    pub async fn close(self) -> Result<(), StoreError> {
        self.ask(Request::Close).await
    }

    fn start(shared: Arc<Shared>, writer: Writer, durable: watch::Receiver<u64>) -> std::io::Result<Self> {
        let epoch = writer.epoch;
        let (requests, queue) = mpsc::channel(QUEUE_REQUESTS_MAX);
        let thread = thread::Builder::new().name("store".to_owned()).spawn(move || writer.run(queue))?;
        let (requests, thread) = (Mutex::new(Some(requests)), Mutex::new(Some(thread)));
        Ok(Self { inner: Arc::new(Inner { requests, thread, shared, durable, epoch }) })
    }

    async fn write(&self, write: Write) -> Result<Written, StoreError> {
        self.ask(|answer| Request::Write(write, answer)).await
    }

    async fn ask<T>(
        &self,
        request: impl FnOnce(oneshot::Sender<Result<T, StoreError>>) -> Request,
    ) -> Result<T, StoreError> {
        let (answer, answered) = oneshot::channel();
        let requests = self.inner.requests.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let stopped = || self.inner.shared.stopped();
        requests.ok_or_else(stopped)?.send(request(answer)).await.map_err(|_| stopped())?;
        answered.await.map_err(|_| stopped())?
    }
}

impl std::fmt::Debug for Store {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Store").field("epoch", &self.inner.epoch).finish_non_exhaustive()
    }
}

struct Inner {
    requests: Mutex<Option<mpsc::Sender<Request>>>,
    thread: Mutex<Option<JoinHandle<()>>>,
    shared: Arc<Shared>,
    durable: watch::Receiver<u64>,
    epoch: u64,
}

impl Drop for Inner {
    /// Waits for the thread, so that whoever drops the last clone can open the folder again.
    fn drop(&mut self) {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner).take();
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        // The last clone may have been inside a closure that the thread itself has just dropped.
        if let Some(thread) = thread.filter(|thread| thread.thread().id() != thread::current().id()) {
            // The thread catches its own panics and leaves the reason in `shared`.
            let _ = thread.join();
        }
        self.shared.release();
    }
}

/// What readers and the writer share.
struct Shared {
    /// Taken out when the store is closed; sled goes before the lock.
    opened: RwLock<Option<(Trees, Lock)>>,
    stopped: OnceLock<String>,
}

impl Shared {
    fn read<T>(&self, read: impl FnOnce(&Trees) -> Result<T, Damage>) -> Result<T, StoreError> {
        let opened = self.opened.read().unwrap_or_else(PoisonError::into_inner);
        match opened.as_ref() {
            Some((trees, _)) if self.stopped.get().is_none() => Ok(read(trees)?),
            _ => Err(self.stopped()),
        }
    }

    /// The first reason counts.
    fn stop(&self, reason: String) {
        let _ = self.stopped.set(reason);
    }

    fn stopped(&self) -> StoreError {
        StoreError::Stopped { reason: self.stopped.get().map_or("its thread has ended", String::as_str).to_owned() }
    }

    fn release(&self) {
        let opened = self.opened.write().unwrap_or_else(PoisonError::into_inner).take();
        drop(opened);
    }
}
