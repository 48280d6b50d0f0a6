//! The one thread that writes. It takes what has queued up, gives each request a transaction of its own, brings them to
//! disk together, moves HEAD, and only then answers.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;
use tokio::sync::{mpsc, oneshot, watch};

use super::error::StoreError;
use super::head::{Head, HeadRecord};
use super::integrity;
use super::layout::{self, ENTRY_BYTES_MAX, NOTE_BYTES_MAX};
use super::trees::{Changes, Disk, Tip, Trees};
use super::{NOTE_NAME_BYTES_MAX, Report, Shared, StoredEntry, TRANSITION_ENTRIES_MAX, Transition};

/// Requests that share one flush.
const GROUP_REQUESTS_MAX: usize = 256;

/// Makes the entries of a new case out of its number.
pub(super) type First = Box<dyn FnOnce(u64) -> Transition + Send>;
pub(super) type Answer<T> = oneshot::Sender<Result<T, StoreError>>;

/// What callers ask of the thread.
pub(super) enum Request {
    /// One transaction.
    Write(Write, Answer<Written>),
    /// The check of everything, between two groups.
    Verify(Answer<Report>),
    /// The end.
    Close(Answer<()>),
}

/// One transaction.
pub(super) enum Write {
    Open { at: Timestamp, first: First },
    Append { case: u64, expected_revision: u64, at: Timestamp, transition: Transition },
    Stray { at: Timestamp, entry: Vec<u8> },
    Note { name: String, value: Vec<u8> },
}

/// Where the case stands after a write. Zeros where no case was concerned.
#[derive(Debug, Clone, Copy)]
pub(super) struct Written {
    pub(super) case: u64,
    pub(super) revision: u64,
}

/// The thread is over, and [`Shared`] knows why.
struct Ended;

/// Everything the thread owns.
pub(super) struct Writer {
    pub(super) shared: Arc<Shared>,
    pub(super) trees: Trees,
    pub(super) disk: Disk,
    pub(super) head: Head,
    pub(super) sled_folder: PathBuf,
    pub(super) epoch: u64,
    pub(super) tip: Tip,
    pub(super) cases: u64,
    pub(super) durable: watch::Sender<u64>,
    /// After this many more entries the thread falls silent.
    pub(super) entries_until_silence: Option<u64>,
    /// Who is to be told when the store is closed.
    pub(super) closing: Option<Answer<()>>,
}

impl Writer {
    /// Works until it is told to stop, nobody is left who could ask, or a write fails. A panic is a failed write.
    pub(super) fn run(mut self, mut requests: mpsc::Receiver<Request>) {
        let ended = catch_unwind(AssertUnwindSafe(|| {
            if self.entries_until_silence == Some(0) {
                stay_silent(&mut requests);
            }
            self.serve(&mut requests);
        }));
        if let Err(panic) = ended {
            self.shared.stop(integrity::panic_words(panic.as_ref()));
        }
        answer_nobody_else(&mut requests);
        let Self { shared, trees, closing, .. } = self;
        drop(trees);
        if let Some(answer) = closing {
            shared.release();
            let _ = answer.send(Ok(()));
        }
    }

    fn serve(&mut self, requests: &mut mpsc::Receiver<Request>) {
        // Alone in its group, a request is the last thing on disk before the silence that a test asked for.
        let group_max = if self.entries_until_silence.is_some() { 1 } else { GROUP_REQUESTS_MAX };
        while let Some(first) = requests.blocking_recv() {
            let mut group = vec![first];
            while group.len() < group_max {
                let Ok(next) = requests.try_recv() else { break };
                group.push(next);
            }
            if let Err(Ended) = self.serve_group(group, requests) {
                return;
            }
        }
    }

    /// Whoever waits when this ends the thread is told the reason, because their answers are dropped.
    fn serve_group(&mut self, group: Vec<Request>, requests: &mut mpsc::Receiver<Request>) -> Result<(), Ended> {
        let before = self.tip.sequence;
        let (mut writes, mut checks, mut closing) = (Vec::new(), Vec::new(), None);
        for request in group {
            match request {
                Request::Write(write, answer) => writes.push((self.write(write)?, answer)),
                Request::Verify(answer) => checks.push(answer),
                Request::Close(answer) => closing = Some(answer),
            }
        }
        if !writes.is_empty() {
            self.bring_to_disk()?;
        }
        self.durable.send_replace(self.tip.sequence);
        if self.falls_silent(self.tip.sequence - before) {
            stay_silent(requests);
            return Err(self.end("it was told to fall silent"));
        }
        for (result, answer) in writes {
            // Whoever no longer waits will read the case again.
            let _ = answer.send(result);
        }
        for answer in checks {
            let checked = integrity::check(&self.trees, &self.head.record, self.head.slot_damaged, &self.sled_folder);
            let _ = answer.send(checked.map_err(StoreError::from));
        }
        match closing {
            None => Ok(()),
            Some(answer) => {
                self.bring_to_disk()?;
                self.closing = Some(answer);
                Err(self.end("it was closed"))
            }
        }
    }

    /// Sets the reason before any answer is dropped.
    fn end(&self, reason: impl Into<String>) -> Ended {
        self.shared.stop(reason.into());
        Ended
    }

    fn bring_to_disk(&mut self) -> Result<(), Ended> {
        self.disk.sync(&self.trees).map_err(|reason| self.end(reason))?;
        if self.tip.sequence == self.head.record.sequence {
            return Ok(());
        }
        let record = HeadRecord { sequence: self.tip.sequence, hash: self.tip.hash, ..self.head.record.clone() };
        self.head.write(record).map_err(|error| self.end(format!("HEAD could not be written ({error})")))
    }

    fn falls_silent(&mut self, entries: u64) -> bool {
        let Some(left) = &mut self.entries_until_silence else { return false };
        *left = left.saturating_sub(entries);
        *left == 0
    }

    /// The inner result is the caller's; an outer `Err` is the store's end.
    fn write(&mut self, write: Write) -> Result<Result<Written, StoreError>, Ended> {
        let (changes, written) = match self.prepare(write) {
            Ok(prepared) => prepared,
            Err(StoreError::Corrupt(damage)) => return Err(self.end(format!("it is damaged: {damage}"))),
            Err(refused) => return Ok(Err(refused)),
        };
        self.trees.commit(self.epoch, &changes).map_err(|reason| self.end(reason))?;
        if let Some(last) = changes.entries.last() {
            self.tip = Tip { sequence: last.sequence, hash: last.hash };
        }
        self.cases = self.cases.max(written.case);
        Ok(Ok(written))
    }

    fn prepare(&self, write: Write) -> Result<(Changes, Written), StoreError> {
        match write {
            Write::Open { at, first } => {
                let case = self.cases + 1;
                self.prepare_transition(case, 0, at, first(case))
            }
            Write::Append { case, expected_revision, at, transition } => match self.trees.revision(case)? {
                0 => Err(StoreError::NoSuchCase { case }),
                current if current != expected_revision => Err(StoreError::Conflict { case, current }),
                current => self.prepare_transition(case, current, at, transition),
            },
            Write::Stray { at, entry } => {
                check_size(entry.len(), ENTRY_BYTES_MAX)?;
                let mut changes = Changes::default();
                self.add(&mut changes, None, 0, at, false, entry);
                Ok((changes, Written { case: 0, revision: 0 }))
            }
            Write::Note { name, value } => {
                check_size(name.len(), NOTE_NAME_BYTES_MAX)?;
                check_size(value.len(), NOTE_BYTES_MAX)?;
                let changes = Changes { note: Some((name, value)), ..Changes::default() };
                Ok((changes, Written { case: 0, revision: 0 }))
            }
        }
    }

    fn prepare_transition(
        &self,
        case: u64,
        revision: u64,
        at: Timestamp,
        transition: Transition,
    ) -> Result<(Changes, Written), StoreError> {
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
        if revision == 0 && !transition.closes {
            changes.opened = Some((case, self.tip.sequence + 1));
        }
        changes.closed = (revision > 0 && transition.closes).then_some(case);
        Ok((changes, Written { case, revision: last }))
    }

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

/// Keeps every question without an answer until nobody is left to ask, as after a kill.
/// Dropping the queue would do, but for a request that is on its way into it at that very moment: it would lie there for as
/// long as anybody can still ask, and whoever sent it would wait for its answer.
fn answer_nobody_else(requests: &mut mpsc::Receiver<Request>) {
    requests.close();
    while requests.blocking_recv().is_some() {}
}

fn stay_silent(requests: &mut mpsc::Receiver<Request>) {
    let mut unanswered = Vec::new();
    while let Some(request) = requests.blocking_recv() {
        unanswered.push(request);
    }
}

fn check_size(bytes: usize, bytes_max: usize) -> Result<(), StoreError> {
    if bytes <= bytes_max { Ok(()) } else { Err(StoreError::TooLarge { bytes, bytes_max }) }
}
