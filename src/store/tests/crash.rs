//! Ends without a farewell: kills at random moments, silence at a chosen one, and a disk that takes no more.

use std::fs;
use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use super::super::lock::Lock;
use super::super::open::{Paths, prepare, start};
use super::super::{Settings, Store, StoreError, Transition};
use super::{at, contents, filled, open, open_case, transition};

const CHILD_FOLDER: &str = "GRENDEL_STORE_CRASH_FOLDER";

/// Not a test of its own: what the other tests here start and kill. It writes pairs of entries and says which are
/// acknowledged.
#[test]
fn child() {
    let Some(folder) = std::env::var_os(CHILD_FOLDER) else { return };
    let runtime = tokio::runtime::Builder::new_multi_thread().build().expect("a runtime");
    runtime.block_on(async {
        let store = open(Path::new(&folder));
        let writers: Vec<_> = (0..3).map(|_| tokio::spawn(write_for_ever(store.clone()))).collect();
        for writer in writers {
            let error = writer.await.expect("no panic");
            say(&format!("stopped {error}"));
            assert_eq!(store.case(1), Err(error.clone()), "nothing is answered after a failed write");
            assert_eq!(open_case(&store, &["after"]).await, Err(error));
        }
    });
}

async fn write_for_ever(store: Store) -> StoreError {
    loop {
        let Ok(opened) = open_case(&store, &["opened", "opened too"]).await else { break };
        say(&format!("acknowledged {} 2", opened.case));
        let mut revision = opened.revision;
        for round in 0..6 {
            let entries = vec![vec![b'a'; 300], vec![b'b'; 6_000]];
            let Ok(next) = store.append(opened.case, revision, at(1), Transition { entries, closes: round == 5 }).await
            else {
                break;
            };
            revision = next;
            say(&format!("acknowledged {} {revision}", opened.case));
        }
    }
    open_case(&store, &["once more"]).await.expect_err("the store has stopped")
}

fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "\n{line}").and_then(|()| out.flush()).expect("somebody listens");
}

fn child_command(folder: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().expect("this test"));
    command.args(["store::tests::crash::child", "--exact", "--nocapture", "--test-threads=1"]);
    command.env(CHILD_FOLDER, folder).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    command
}

/// Everything the child said, until it ended.
fn said(child: &mut Child) -> Vec<String> {
    let out = child.stdout.take().expect("piped");
    BufReader::new(out).lines().map_while(Result::ok).filter(|line| !line.is_empty()).collect()
}

/// Case and revision of every acknowledgement.
fn acknowledged(lines: &[String]) -> Vec<(u64, u64)> {
    let numbers = |line: &String| {
        let (case, revision) = line.strip_prefix("acknowledged ")?.split_once(' ')?;
        Some((case.parse().ok()?, revision.parse().ok()?))
    };
    lines.iter().filter_map(numbers).collect()
}

/// What was acknowledged is there, and every pair is there whole.
fn check_after_crash(folder: &Path, acknowledged: &[(u64, u64)]) {
    let store = open(folder);
    for (case, revision) in acknowledged {
        let entries = store.case(*case).expect("readable").expect("an acknowledged case");
        assert!(
            entries.len() as u64 >= *revision,
            "case {case} was acknowledged up to {revision}, has {}",
            entries.len()
        );
    }
    let mut pairs = std::collections::BTreeMap::<u64, u64>::new();
    for entry in store.journal() {
        *pairs.entry(entry.expect("whole").case.expect("no strays here")).or_default() += 1;
    }
    assert!(pairs.values().all(|entries| entries % 2 == 0), "half a transition: {pairs:?}");
}

#[test]
fn killed_at_random_moments_nothing_acknowledged_is_lost() {
    let mut randomness = fastrand::Rng::new();
    let (mut kills, mut acks) = (0, 0);
    for _ in 0..4 {
        let folder = tempfile::tempdir().expect("a folder");
        let mut all = Vec::new();
        for _ in 0..6 {
            let mut child = child_command(folder.path()).spawn().expect("a child");
            std::thread::sleep(Duration::from_millis(randomness.u64(5..500)));
            child.kill().expect("killed");
            let lines = said(&mut child);
            child.wait().expect("ended");
            assert!(!lines.iter().any(|line| line.starts_with("stopped")), "{lines:?}");
            all.extend(acknowledged(&lines));
            check_after_crash(folder.path(), &all);
            kills += 1;
        }
        acks += all.len();
    }
    println!("{kills} kills, {acks} acknowledgements, none lost");
    assert!(acks > 0);
}

/// The limit on file sizes is a real refusal by the operating system, as a full disk is.
#[cfg(unix)]
#[test]
fn a_disk_that_takes_no_more_stops_the_store_and_loses_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir_all(folder.path()).expect("there");
    let inner = child_command(folder.path());
    let mut command = Command::new("sh");
    command
        .args(["-c", "trap '' XFSZ; ulimit -f 3000; exec \"$0\" \"$@\""])
        .arg(inner.get_program())
        .args(inner.get_args());
    command.env(CHILD_FOLDER, folder.path()).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().expect("a child");
    let lines = said(&mut child);
    assert!(child.wait().expect("ended").success(), "{lines:?}");
    let stopped: Vec<_> = lines.iter().filter(|line| line.starts_with("stopped the store has stopped: ")).collect();
    assert_eq!(stopped.len(), 3, "{lines:?}");
    println!("{}", stopped[0]);
    let acknowledged = acknowledged(&lines);
    assert!(!acknowledged.is_empty());
    check_after_crash(folder.path(), &acknowledged);
}

#[tokio::test]
async fn when_head_cannot_be_written_nothing_is_confirmed_and_nothing_answered_any_more() {
    let folder = filled().await;
    let paths = Paths::new(folder.path());
    let mut parts = prepare(&paths, Lock::take(&paths.lock).expect("the lock")).expect("ready");
    parts.head.file = File::open(&paths.head).expect("a descriptor that may only read");
    let store = start(parts, None).expect("started");
    let Err(StoreError::Stopped { reason }) = open_case(&store, &["unconfirmed"]).await else {
        panic!("it was confirmed")
    };
    assert!(reason.starts_with("HEAD could not be written"), "{reason}");
    let stopped = StoreError::Stopped { reason };
    assert_eq!(*store.durable().borrow(), 6);
    assert_eq!(store.append(2, 1, at(1), transition(&["x"])).await, Err(stopped.clone()));
    assert_eq!(store.remember("x", vec![]).await, Err(stopped.clone()));
    assert_eq!(store.case(1), Err(stopped.clone()));
    assert_eq!(store.open_cases(), Err(stopped.clone()));
    assert_eq!(store.recall("gateway"), Err(stopped.clone()));
    assert_eq!(store.verify().await, Err(stopped));
    drop(store);
    // It had reached the disk, only nobody was told: HEAD is one group behind, which is no loss.
    let report = open(folder.path()).verify().await.expect("whole");
    assert_eq!(report.entries, 7);
}

#[tokio::test]
async fn a_panic_in_the_thread_stops_the_store() {
    let folder = filled().await;
    let store = open(folder.path());
    let died = store.open_case(at(0), |_| panic!("on purpose")).await;
    assert!(matches!(died, Err(StoreError::Stopped { .. })), "{died:?}");
    assert!(matches!(store.append(2, 1, at(1), transition(&["x"])).await, Err(StoreError::Stopped { .. })));
    drop(store);
    assert_eq!(contents(&open(folder.path())).expect("whole").len(), 6);
}

#[tokio::test]
async fn silent_after_any_number_of_entries_the_transitions_before_are_there_whole() {
    for stop_after in 0..=7 {
        let folder = tempfile::tempdir().expect("a folder");
        let settings = Settings { stop_after_entries: Some(stop_after), ..Settings::new(folder.path()) };
        let store = Store::open(&settings).expect("opened");
        let answers = stop_after.div_ceil(2).saturating_sub(1);
        for number in 0..=answers {
            let write = async {
                match number {
                    0 => open_case(&store, &["1", "2"]).await.map(|opened| opened.revision),
                    _ => store.append(1, number * 2, at(1), transition(&["a", "b"])).await,
                }
            };
            // What was asked before the end is still written; only the answer is missing.
            let patience = Duration::from_millis(if number < answers { 30_000 } else { 50 });
            let answer = tokio::time::timeout(patience, write).await.ok();
            assert_eq!(answer, (number < answers).then_some(Ok(number * 2 + 2)), "{number} of {stop_after}");
        }
        let promised = *store.durable().borrow();
        let seen = store.case(1).expect("readable").unwrap_or_default();
        assert_eq!(seen.len() as u64, promised, "a reader sees only what is on disk and acknowledged");
        assert_eq!(store.open_cases().expect("readable").is_empty(), promised == 0);
        drop(store);
        let left = contents(&open(folder.path())).expect("whole").len() as u64;
        assert_eq!(left, stop_after.next_multiple_of(2), "after {stop_after}");
        assert!(promised <= left && promised + 2 >= left);
    }
}
