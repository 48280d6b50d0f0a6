//! Crashes before and after every step of the writer, with one write alone and with a group of writes.
//!
//! The writer stops before and after each step and waits for the test. The test compares what readers see with what was
//! acknowledged, and at one of the stops ends the thread. It then opens every state in which a kill or a power cut at that
//! instant can leave the files. What was acknowledged must be there, and the rest must be a prefix of whole transitions.

use std::fs;
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::mpsc;
use std::task::{Context, Poll, Waker};

use tempfile::TempDir;

use super::super::files::{copy_folder, remove_folder, same_content};
use super::super::head::HeadRecord;
use super::super::lock::StoreLock;
use super::super::open::{PreparedStore, StorePaths, prepare, start};
use super::super::trees::Changes;
use super::super::writer_steps::{Disk, WriterSteps};
use super::super::{OpenedCase, Store, StoreError};
use super::{contents, open, open_case};

/// The writes of a play: the first is a group of its own, the others are the next group. Each opens a case with two entries.
const WRITES: usize = 6;
/// The stops of a play: before and after each commit, and before and after flush, sync and HEAD of both groups.
const STOPS: usize = 2 * (WRITES + 2 * 3);

/// A stop of the writer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stop {
    Before(&'static str),
    After(&'static str),
}

/// The test's answer to a stop.
enum Resume {
    GoOn,
    Crash,
}

/// The real steps, with a stop before and after each.
struct SteppedDisk {
    disk: Disk,
    paths: StorePaths,
    /// A copy of the files as they were when they were last synced: what is left if a power cut takes every later write.
    synced: StorePaths,
    stops: mpsc::Sender<Stop>,
    resumes: mpsc::Receiver<Resume>,
}

impl SteppedDisk {
    fn step<T>(&mut self, name: &'static str, step: impl FnOnce(&mut Disk) -> T) -> T {
        self.stop(Stop::Before(name));
        let result = step(&mut self.disk);
        match name {
            "sync" => copy_sled(&self.paths, &self.synced),
            "head" => drop(fs::copy(&self.paths.head, &self.synced.head).expect("copied")),
            _ => {}
        }
        self.stop(Stop::After(name));
        result
    }

    fn stop(&self, stop: Stop) {
        // Without a test that listens there is nothing to stop for.
        if self.stops.send(stop).is_ok()
            && let Ok(Resume::Crash) = self.resumes.recv()
        {
            resume_unwind(Box::new("the test ends the thread here"));
        }
    }
}

impl WriterSteps for SteppedDisk {
    fn commit(&mut self, epoch: u64, changes: &Changes) -> Result<(), String> {
        self.step("commit", |disk| disk.commit(epoch, changes))
    }

    fn flush(&mut self) -> Result<(), String> {
        self.step("flush", Disk::flush)
    }

    fn sync(&mut self) -> Result<(), String> {
        self.step("sync", Disk::sync)
    }

    fn write_head(&mut self, record: HeadRecord) -> Result<(), String> {
        self.step("head", |disk| disk.write_head(record))
    }
}

/// A write whose request is in the queue.
type SentWrite = Pin<Box<dyn Future<Output = Result<OpenedCase, StoreError>>>>;

/// The writes of a play, in the order in which they were sent, and their answers.
#[derive(Default)]
struct SentWrites {
    writes: Vec<SentWrite>,
    acknowledged: usize,
}

impl SentWrites {
    /// Sends the next write.
    fn send(&mut self, store: &Store) {
        let (store, number) = (store.clone(), self.acknowledged + self.writes.len());
        let write = async move { open_case(&store, &[&format!("{number}.0"), &format!("{number}.1")]).await };
        let mut write = Box::pin(write);
        // One poll puts the request into the queue.
        assert!(write.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
        self.writes.push(write);
    }

    /// Takes the answers that have come. Returns the number of writes acknowledged so far.
    fn acknowledged(&mut self) -> usize {
        let before = self.writes.len();
        // A wake-up is not needed, because every stop polls again.
        self.writes.retain_mut(|write| match write.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Pending => true,
            Poll::Ready(answer) => answer.map(|_| false).expect("acknowledged"),
        });
        self.acknowledged += before - self.writes.len();
        self.acknowledged
    }
}

/// A store whose writer stops at every step.
struct SteppedStore {
    // The channels are dropped before the store, which waits for its thread: a test that fails must not hang.
    resumes: mpsc::Sender<Resume>,
    stops: mpsc::Receiver<Stop>,
    store: Store,
    folder: TempDir,
    synced: TempDir,
}

impl SteppedStore {
    /// Returns a new, empty store.
    fn new() -> Self {
        let (folder, synced) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
        drop(Store::create(folder.path()).expect("created"));
        let paths = StorePaths::new(folder.path());
        let PreparedStore { lock, trees, steps, head, head_slot_damaged, report, sled_folder } =
            prepare(&paths, StoreLock::take(&paths.lock).expect("the lock")).expect("ready");
        let synced_paths = StorePaths::new(synced.path());
        copy_sled(&paths, &synced_paths);
        fs::copy(&paths.head, &synced_paths.head).expect("copied");
        let ((stop_sender, stops), (resumes, resume_receiver)) = (mpsc::channel(), mpsc::channel());
        let steps =
            SteppedDisk { disk: steps, paths, synced: synced_paths, stops: stop_sender, resumes: resume_receiver };
        let prepared = PreparedStore { lock, trees, steps, head, head_slot_damaged, report, sled_folder };
        let store = start(prepared, None).expect("started");
        Self { resumes, stops, store, folder, synced }
    }

    /// Returns every state in which a kill or a power cut can leave the files now, each in a folder of its own.
    fn files_after_a_crash(&self) -> Vec<(&'static str, TempDir)> {
        let (now, synced) = (StorePaths::new(self.folder.path()), StorePaths::new(self.synced.path()));
        let head_now = fs::read(&now.head).expect("readable");
        let head_synced = fs::read(&synced.head).expect("readable");
        // The half of a slot that the drive had taken when the power went.
        let changed = head_now.iter().zip(&head_synced).filter(|(now, synced)| now != synced).count();
        let mut head_torn = head_synced.clone();
        let torn = head_torn.iter_mut().zip(&head_now).filter(|(torn, now)| torn != now);
        torn.take(changed / 2).for_each(|(torn, now)| *torn = *now);
        let states = [
            ("everything was written", &now.sled, &head_now),
            ("sled was written, HEAD was not", &now.sled, &head_synced),
            ("sled was written, HEAD in part", &now.sled, &head_torn),
            ("nothing was written since the last sync", &synced.sled, &head_synced),
        ];
        let mut distinct: Vec<(&'static str, TempDir)> = Vec::new();
        for (name, sled, head) in states {
            let folder = tempfile::tempdir().expect("a folder");
            let copied = StorePaths::new(folder.path());
            copy_folder(sled, &copied.sled).expect("copied");
            fs::write(&copied.head, head).expect("written");
            let is_known = |known: &TempDir| same_content(known.path(), folder.path()).expect("readable");
            if !distinct.iter().any(|(_, known)| is_known(known)) {
                distinct.push((name, folder));
            }
        }
        distinct
    }
}

fn copy_sled(from: &StorePaths, to: &StorePaths) {
    remove_folder(&to.sled).expect("removed");
    copy_folder(&from.sled, &to.sled).expect("copied");
}

/// Returns the bytes of the first entries of a play.
fn expected_contents(entries: usize) -> Vec<(u64, Vec<u8>)> {
    (0..entries).map(|entry| (entry as u64 + 1, format!("{}.{}", entry / 2, entry % 2).into_bytes())).collect()
}

/// Opens what a crash has left and checks it. Returns the number of entries.
fn check_after_crash(folder: &Path, acknowledged: usize, context: &str) -> usize {
    let store = open(folder);
    let left = contents(&store).expect("an opened store is whole");
    assert_eq!(left, expected_contents(left.len()), "{context}: a prefix of what was written");
    assert!(left.len().is_multiple_of(2), "{context}: half a transition in {left:?}");
    assert!(left.len() >= 2 * acknowledged, "{context}: {acknowledged} transitions were acknowledged, left: {left:?}");
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    let opened = runtime.block_on(open_case(&store, &["after the crash"])).expect("it takes more");
    assert_eq!(usize::try_from(opened.case).unwrap(), left.len() / 2 + 1, "{context}: the next number");
    left.len()
}

/// Plays the writes and crashes at one stop. Returns that stop, the number of acknowledged writes, and for each possible state
/// of the files the number of entries that are left.
fn crash_at(stop_number: usize) -> (Stop, usize, Vec<usize>) {
    let stepped = SteppedStore::new();
    let store = &stepped.store;
    let mut writes = SentWrites::default();
    writes.send(store);
    for number in 0.. {
        let stop = stepped.stops.recv().expect("a play has more stops");
        if number == 0 {
            // The writer has taken the first write alone, so these are the next group.
            (1..WRITES).for_each(|_| writes.send(store));
        }
        let acknowledged = writes.acknowledged();
        let read = contents(store).expect("readable");
        assert_eq!(read, expected_contents(2 * acknowledged), "{stop:?}: readers see what was acknowledged");
        assert_eq!(store.open_cases().expect("readable").len(), acknowledged, "{stop:?}");
        if number < stop_number {
            stepped.resumes.send(Resume::GoOn).expect("the writer waits");
            continue;
        }
        let states = stepped.files_after_a_crash();
        stepped.resumes.send(Resume::Crash).expect("the writer waits");
        let left = states.iter().map(|(name, folder)| {
            check_after_crash(folder.path(), acknowledged, &format!("stop {stop_number}, {stop:?}, {name}"))
        });
        return (stop, acknowledged, left.collect());
    }
    unreachable!("the loop has no end of its own")
}

#[test]
fn a_crash_before_or_after_any_step_loses_nothing_acknowledged_and_leaves_a_prefix() {
    let mut stops = Vec::new();
    for number in 0..STOPS {
        let (stop, acknowledged, left) = crash_at(number);
        println!("{number:>2} {stop:?}: {acknowledged} acknowledged, {left:?} entries left");
        stops.push((stop, acknowledged));
    }
    let alone = ["commit", "flush", "sync", "head"];
    let group = ["commit", "commit", "commit", "commit", "commit", "flush", "sync", "head"];
    let both_sides = |steps: &[&'static str], acknowledged| {
        let stops = steps.iter().flat_map(|step| [Stop::Before(step), Stop::After(step)]);
        stops.map(|stop| (stop, acknowledged)).collect::<Vec<_>>()
    };
    assert_eq!(stops, [both_sides(&alone, 0), both_sides(&group, 1)].concat(), "five writes shared one flush");
}

#[test]
fn a_store_that_was_crashed_stays_stopped() {
    let stepped = SteppedStore::new();
    let (store, folder) = (&stepped.store, PathBuf::from(stepped.folder.path()));
    let mut writes = SentWrites::default();
    writes.send(store);
    stepped.stops.recv().expect("the first stop");
    stepped.resumes.send(Resume::Crash).expect("the writer waits");
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    let answer = runtime.block_on(writes.writes.remove(0));
    assert!(matches!(answer, Err(StoreError::Stopped { .. })), "{answer:?}");
    assert!(matches!(store.case(1), Err(StoreError::Stopped { .. })));
    let SteppedStore { store, folder: _folder, .. } = stepped;
    drop(store);
    assert_eq!(contents(&open(&folder)).expect("whole"), []);
}
