//! The one thread that writes. It takes the requests that have queued up, gives each write a transaction of its own, brings
//! them to disk together (group commit), writes HEAD, and only then responds.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use jiff::Timestamp;
use tokio::sync::{mpsc, oneshot};

use super::entry::{IntegrityReport, StoredEntry, Transition};
use super::error::StoreError;
use super::head::HeadRecord;
use super::integrity;
use super::layout::{self, ENTRY_BYTES_MAX, NOTE_BYTES_MAX};
use super::trees::{ChainTip, Changes, Trees};
use super::writer_steps::WriterSteps;
use super::{GrowthObserver, NOTE_NAME_BYTES_MAX, StoreCore, TRANSITION_ENTRIES_MAX};

/// The largest number of requests that share one flush.
const GROUP_REQUESTS_MAX: usize = 256;

/// Makes the entries of a new case from its number.
pub(super) type FirstEntries = Box<dyn FnOnce(u64) -> Transition + Send>;
/// The channel that carries the response to one request.
pub(super) type Responder<T> = oneshot::Sender<Result<T, StoreError>>;

/// A request to the thread.
pub(super) enum StoreRequest {
    /// One transaction.
    Write(WriteRequest, Responder<CaseRevision>),
    /// An integrity check, between two groups.
    Verify(Responder<IntegrityReport>),
    /// The end of the thread.
    Close(Responder<()>),
}

/// The content of one transaction.
pub(super) enum WriteRequest {
    OpenCase { at: Timestamp, first_entries: FirstEntries },
    Append { case: u64, expected_revision: u64, at: Timestamp, transition: Transition },
    AppendWithoutCase { at: Timestamp, entry: Vec<u8> },
    Note { name: String, value: Vec<u8> },
}

/// A case and its revision after a write. Zeros if the write concerned no case.
#[derive(Debug, Clone, Copy)]
pub(super) struct CaseRevision {
    pub(super) case: u64,
    pub(super) revision: u64,
}

/// The thread must end. [`StoreCore`] holds the reason.
struct WriterStopped;

/// Everything the thread owns.
pub(super) struct Writer<S> {
    pub(super) core: Arc<StoreCore>,
    pub(super) trees: Trees,
    pub(super) steps: S,
    /// The record that HEAD holds: the last acknowledged entry.
    pub(super) head: HeadRecord,
    pub(super) head_slot_damaged: bool,
    pub(super) sled_folder: PathBuf,
    pub(super) epoch: u64,
    pub(super) tip: ChainTip,
    pub(super) cases: u64,
    pub(super) observer: Option<GrowthObserver>,
    /// Receives the response once the store is closed.
    pub(super) closing: Option<Responder<()>>,
}

impl<S: WriterSteps> Writer<S> {
    /// Serves requests until it is closed, every sender is dropped, or a write fails. A panic counts as a failed write.
    pub(super) fn run(mut self, mut requests: mpsc::Receiver<StoreRequest>) {
        if let Err(panic) = catch_unwind(AssertUnwindSafe(|| self.serve(&mut requests))) {
            self.core.stop(integrity::panic_message(panic.as_ref()));
        }
        drop_unanswered(&mut requests);
        let Self { core, trees, steps, closing, .. } = self;
        // Both hold sled open.
        drop((trees, steps));
        if let Some(responder) = closing {
            core.release();
            let _ = responder.send(Ok(()));
        }
    }

    fn serve(&mut self, requests: &mut mpsc::Receiver<StoreRequest>) {
        while let Some(first) = requests.blocking_recv() {
            let mut group = vec![first];
            while group.len() < GROUP_REQUESTS_MAX {
                let Ok(next) = requests.try_recv() else { break };
                group.push(next);
            }
            if let Err(WriterStopped) = self.serve_group(group) {
                return;
            }
        }
    }

    /// Commits the writes of a group, brings them to disk, and responds. On an error every responder is dropped, so that
    /// each caller receives the reason from [`StoreCore`].
    fn serve_group(&mut self, group: Vec<StoreRequest>) -> Result<(), WriterStopped> {
        let (mut writes, mut checks, mut closing) = (Vec::new(), Vec::new(), None);
        for request in group {
            match request {
                StoreRequest::Write(write, responder) => {
                    writes.push((self.guard(|writer| writer.commit(write))?, responder));
                }
                StoreRequest::Verify(responder) => checks.push(responder),
                StoreRequest::Close(responder) => closing = Some(responder),
            }
        }
        if !writes.is_empty() {
            self.guard(Self::bring_to_disk)?;
        }
        self.guard(|writer| {
            writer.publish_growth();
            Ok(())
        })?;
        for (result, responder) in writes {
            // A caller that no longer waits reads the case again.
            let _ = responder.send(result);
        }
        for responder in checks {
            let checked = integrity::check(&self.trees, &self.head, self.head_slot_damaged, &self.sled_folder);
            let _ = responder.send(checked.map_err(StoreError::from));
        }
        match closing {
            None => Ok(()),
            Some(responder) => {
                self.guard(Self::bring_to_disk)?;
                self.closing = Some(responder);
                Err(self.stop("it was closed"))
            }
        }
    }

    /// Does a part of the work. A panic in it stops the store before any responder is dropped, so that a caller that learns
    /// of it can read nothing any more.
    fn guard<T>(&mut self, work: impl FnOnce(&mut Self) -> Result<T, WriterStopped>) -> Result<T, WriterStopped> {
        let done = catch_unwind(AssertUnwindSafe(|| work(self)));
        done.unwrap_or_else(|panic| Err(self.stop(integrity::panic_message(panic.as_ref()))))
    }

    /// Sets the reason before any responder is dropped.
    fn stop(&self, reason: impl Into<String>) -> WriterStopped {
        self.core.stop(reason.into());
        WriterStopped
    }

    /// The order is the guarantee: HEAD must never name an entry that a power cut could still take.
    fn bring_to_disk(&mut self) -> Result<(), WriterStopped> {
        self.steps.flush().map_err(|reason| self.stop(reason))?;
        self.steps.sync().map_err(|reason| self.stop(reason))?;
        if self.tip.sequence == self.head.sequence {
            return Ok(());
        }
        let record = HeadRecord { sequence: self.tip.sequence, hash: self.tip.hash, ..self.head.clone() };
        self.steps.write_head(record.clone()).map_err(|reason| self.stop(reason))?;
        self.head = record;
        Ok(())
    }

    /// Lets readers see the new entries, and tells the observer of them.
    fn publish_growth(&mut self) {
        let entries = self.tip.sequence;
        let before = self.core.entries_on_disk.swap(entries, Ordering::AcqRel);
        if let Some(observer) = self.observer.as_mut().filter(|_| before != entries) {
            observer(entries);
        }
    }

    /// Commits one write. The inner result is the caller's; an outer `Err` ends the store.
    fn commit(&mut self, write: WriteRequest) -> Result<Result<CaseRevision, StoreError>, WriterStopped> {
        let (changes, written) = match self.prepare(write) {
            Ok(prepared) => prepared,
            Err(StoreError::Corrupt(damage)) => return Err(self.stop(format!("it is damaged: {damage}"))),
            Err(refusal) => return Ok(Err(refusal)),
        };
        self.steps.commit(self.epoch, &changes).map_err(|reason| self.stop(reason))?;
        if let Some(last) = changes.entries.last() {
            self.tip = ChainTip { sequence: last.sequence, hash: last.hash };
        }
        self.cases = self.cases.max(written.case);
        Ok(Ok(written))
    }

    fn prepare(&self, write: WriteRequest) -> Result<(Changes, CaseRevision), StoreError> {
        match write {
            WriteRequest::OpenCase { at, first_entries } => {
                let case = self.cases + 1;
                self.prepare_transition(case, 0, at, first_entries(case))
            }
            WriteRequest::Append { case, expected_revision, at, transition } => match self.trees.revision(case)? {
                0 => Err(StoreError::NoSuchCase { case }),
                current if current != expected_revision => Err(StoreError::Conflict { case, current }),
                current => self.prepare_transition(case, current, at, transition),
            },
            WriteRequest::AppendWithoutCase { at, entry } => {
                check_size(entry.len(), ENTRY_BYTES_MAX)?;
                let mut changes = Changes::default();
                self.add(&mut changes, None, 0, at, false, entry);
                Ok((changes, CaseRevision { case: 0, revision: 0 }))
            }
            WriteRequest::Note { name, value } => {
                check_size(name.len(), NOTE_NAME_BYTES_MAX)?;
                check_size(value.len(), NOTE_BYTES_MAX)?;
                let changes = Changes { note: Some((name, value)), ..Changes::default() };
                Ok((changes, CaseRevision { case: 0, revision: 0 }))
            }
        }
    }

    fn prepare_transition(
        &self,
        case: u64,
        revision: u64,
        at: Timestamp,
        transition: Transition,
    ) -> Result<(Changes, CaseRevision), StoreError> {
        let count = transition.entries.len();
        if count == 0 || count > TRANSITION_ENTRIES_MAX {
            return Err(StoreError::WrongCount { entries: count, entries_max: TRANSITION_ENTRIES_MAX });
        }
        let mut changes = Changes::default();
        let last = revision + count as u64;
        for (revision, bytes) in (revision + 1..).zip(transition.entries) {
            check_size(bytes.len(), ENTRY_BYTES_MAX)?;
            self.add(&mut changes, Some(case), revision, at, transition.closes && revision == last, bytes);
        }
        // A case that opens and closes in one transition is never in the index of open cases.
        if revision == 0 && !transition.closes {
            changes.opened = Some((case, self.tip.sequence + 1));
        }
        changes.closed = (revision > 0 && transition.closes).then_some(case);
        Ok((changes, CaseRevision { case, revision: last }))
    }

    /// Adds an entry that follows the last one of the same transaction, or else the last one of the journal.
    fn add(
        &self,
        changes: &mut Changes,
        case: Option<u64>,
        revision: u64,
        at: Timestamp,
        closes: bool,
        bytes: Vec<u8>,
    ) {
        let (sequence, previous) =
            changes.entries.last().map_or((self.tip.sequence, self.tip.hash), |last| (last.sequence, last.hash));
        let epoch = self.epoch;
        let mut entry = StoredEntry { sequence: sequence + 1, epoch, case, revision, at, closes, bytes, hash: [0; 32] };
        entry.hash = layout::chain(&entry, &previous);
        changes.entries.push(entry);
    }
}

/// Closes the queue and drops every request in it.
///
/// Dropping the receiver is not enough: a request that is being sent at that moment would stay in the queue for as long as a
/// sender lives, and its caller would wait forever.
fn drop_unanswered(requests: &mut mpsc::Receiver<StoreRequest>) {
    requests.close();
    while requests.blocking_recv().is_some() {}
}

fn check_size(bytes: usize, bytes_max: usize) -> Result<(), StoreError> {
    if bytes <= bytes_max { Ok(()) } else { Err(StoreError::TooLarge { bytes, bytes_max }) }
}
