//! Stores in a child process that is killed: at random moments, at chosen system calls, and on a disk that is full.
//!
//! Chosen system calls need a tracer, because this workspace forbids unsafe code and a process cannot trace itself. `strace`
//! kills the child with SIGKILL as a thread of it enters its N-th call of a kind, and a growing N visits every such call. On a
//! machine without `strace` those tests print that they were skipped.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use super::super::{Store, StoreError, Transition};
use super::{at, open, open_case};

/// The environment variable that makes [`child`] work in this folder.
const CHILD_FOLDER: &str = "GRENDEL_STORE_CRASH_FOLDER";
/// The environment variable that limits the number of cases that each of its writers opens.
const CHILD_CASES: &str = "GRENDEL_STORE_CRASH_CASES";

/// The child of the other tests, and no test of its own. It writes pairs of entries from three tasks and prints each
/// acknowledgement.
#[test]
fn child() {
    let Some(folder) = std::env::var_os(CHILD_FOLDER) else { return };
    let cases = std::env::var(CHILD_CASES).map_or(usize::MAX, |cases| cases.parse().expect("a number"));
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(3).build().expect("a runtime");
    runtime.block_on(async {
        let store = open(Path::new(&folder));
        let writers: Vec<_> = (0..3).map(|_| tokio::spawn(write_cases(store.clone(), cases))).collect();
        for writer in writers {
            let Some(error) = writer.await.expect("no panic") else { continue };
            print_line(&format!("stopped {error}"));
            assert_eq!(store.case(1), Err(error.clone()), "a failed write leaves nothing readable");
            assert_eq!(open_case(&store, &["after"]).await, Err(error));
        }
    });
}

/// Opens cases until there are enough or the store stops. Returns the error of a stopped store.
async fn write_cases(store: Store, cases: usize) -> Option<StoreError> {
    for _ in 0..cases {
        let Ok(opened) = open_case(&store, &["opened", "opened too"]).await else {
            return Some(open_case(&store, &["once more"]).await.expect_err("the store has stopped"));
        };
        print_line(&format!("acknowledged {} 2", opened.case));
        let mut revision = opened.revision;
        for round in 0..6 {
            let entries = vec![vec![b'a'; 300], vec![b'b'; 6_000]];
            let Ok(next) = store.append(opened.case, revision, at(1), Transition { entries, closes: round == 5 }).await
            else {
                break;
            };
            revision = next;
            print_line(&format!("acknowledged {} {revision}", opened.case));
        }
    }
    None
}

fn print_line(line: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "\n{line}").and_then(|()| out.flush()).expect("the test reads");
}

/// Returns the command that runs [`child`], behind the program and arguments of `prefix`.
fn child_command(prefix: &[&str], folder: &Path) -> Command {
    let program = std::env::current_exe().expect("this test");
    let mut command = match prefix {
        [] => Command::new(program),
        [tracer, arguments @ ..] => {
            let mut command = Command::new(tracer);
            command.args(arguments).arg(program);
            command
        }
    };
    command.args(["store::tests::killed_process::child", "--exact", "--nocapture", "--test-threads=1"]);
    command.env(CHILD_FOLDER, folder).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    command
}

/// Returns the lines that the child has printed when it ends.
fn lines_of(child: &mut Child) -> Vec<String> {
    let out = child.stdout.take().expect("piped");
    BufReader::new(out).lines().map_while(Result::ok).filter(|line| !line.is_empty()).collect()
}

/// Returns case and revision of every acknowledgement.
fn acknowledged(lines: &[String]) -> Vec<(u64, u64)> {
    let numbers = |line: &String| {
        let (case, revision) = line.strip_prefix("acknowledged ")?.split_once(' ')?;
        Some((case.parse().ok()?, revision.parse().ok()?))
    };
    lines.iter().filter_map(numbers).collect()
}

/// Checks that what was acknowledged is there, and that every pair is whole.
fn check_after_crash(folder: &Path, acknowledged: &[(u64, u64)]) {
    let store = open(folder);
    for (case, revision) in acknowledged {
        let entries = store.case(*case).expect("readable").expect("an acknowledged case");
        let left = entries.len() as u64;
        assert!(left >= *revision, "case {case} was acknowledged up to {revision}, has {left}");
    }
    let mut entries_of_case = std::collections::BTreeMap::<u64, u64>::new();
    for entry in store.journal() {
        *entries_of_case.entry(entry.expect("whole").case.expect("every entry has a case")).or_default() += 1;
    }
    assert!(entries_of_case.values().all(|entries| entries % 2 == 0), "half a transition: {entries_of_case:?}");
}

#[test]
fn a_process_killed_at_random_moments_loses_nothing_acknowledged() {
    let kill_six_times = || {
        let folder = tempfile::tempdir().expect("a folder");
        let mut all = Vec::new();
        for _ in 0..6 {
            let mut child = child_command(&[], folder.path()).spawn().expect("a child");
            std::thread::sleep(Duration::from_millis(fastrand::u64(5..500)));
            child.kill().expect("killed");
            let lines = lines_of(&mut child);
            child.wait().expect("ended");
            assert!(!lines.iter().any(|line| line.starts_with("stopped")), "{lines:?}");
            all.extend(acknowledged(&lines));
            check_after_crash(folder.path(), &all);
        }
        all.len()
    };
    let acknowledgements: usize = std::thread::scope(|scope| {
        let folders: Vec<_> = (0..4).map(|_| scope.spawn(kill_six_times)).collect();
        folders.into_iter().map(|folder| folder.join().expect("no loss")).sum()
    });
    println!("24 kills, {acknowledgements} acknowledgements, none lost");
    assert!(acknowledgements > 0);
}

/// The limit on file sizes is a real refusal by the operating system, as a full disk is.
#[cfg(unix)]
#[test]
fn a_disk_that_takes_no_more_stops_the_store_and_loses_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir_all(folder.path()).expect("there");
    let limit = ["sh", "-c", "trap '' XFSZ; ulimit -f 3000; exec \"$0\" \"$@\""];
    let mut child = child_command(&limit, folder.path()).spawn().expect("a child");
    let lines = lines_of(&mut child);
    assert!(child.wait().expect("ended").success(), "{lines:?}");
    let stopped: Vec<_> = lines.iter().filter(|line| line.starts_with("stopped the store has stopped: ")).collect();
    assert_eq!(stopped.len(), 3, "{lines:?}");
    println!("{}", stopped[0]);
    let acknowledged = acknowledged(&lines);
    assert!(!acknowledged.is_empty());
    check_after_crash(folder.path(), &acknowledged);
}

/// Returns true if `strace` is installed and the machine lets it trace a child.
#[cfg(target_os = "linux")]
fn can_trace() -> bool {
    let traced = Command::new("strace").args(["-f", "-o", "/dev/null", "true"]).stderr(Stdio::null()).status();
    let can_trace = traced.is_ok_and(|status| status.success());
    if !can_trace {
        println!("skipped: strace is not installed, or this machine does not let it trace");
    }
    can_trace
}

/// Runs the child until a thread of it enters its `number`-th call of `call`, and kills it there. Returns what it had
/// acknowledged, and true if it was killed rather than finished.
#[cfg(target_os = "linux")]
fn run_until_call(call: &str, number: usize, cases: usize, folder: &Path) -> (Vec<(u64, u64)>, bool) {
    let trace = format!("trace={call}");
    let inject = format!("inject={call}:signal=SIGKILL:when={number}");
    let prefix = ["strace", "-f", "-qqq", "-o", "/dev/null", "-e", &trace, "-e", &inject];
    let mut child = child_command(&prefix, folder).env(CHILD_CASES, cases.to_string()).spawn().expect("a child");
    let lines = lines_of(&mut child);
    let was_killed = !child.wait().expect("ended").success();
    assert!(!lines.iter().any(|line| line.starts_with("stopped")), "{lines:?}");
    (acknowledged(&lines), was_killed)
}

/// Kills one child after another in the same folder, each at a later call than the one before, until one finishes.
#[cfg(target_os = "linux")]
fn crash_at_calls(call: &str, step: usize) {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut all, mut kills) = (Vec::new(), 0);
    for number in (1..).step_by(step) {
        let (acknowledged, was_killed) = run_until_call(call, number, 1, folder.path());
        all.extend(acknowledged);
        check_after_crash(folder.path(), &all);
        if !was_killed {
            break;
        }
        kills += 1;
    }
    println!("{call}: {kills} kills, {} acknowledgements, none lost", all.len());
    assert!(kills > 1 && !all.is_empty());
}

#[cfg(target_os = "linux")]
#[test]
fn a_process_killed_at_any_sync_of_journal_or_head_loses_nothing_acknowledged() {
    if can_trace() {
        crash_at_calls("fdatasync", 1);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_process_killed_as_it_writes_the_journal_loses_nothing_acknowledged() {
    if can_trace() {
        crash_at_calls("pwrite64", 1);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_process_killed_as_it_writes_head_loses_nothing_acknowledged() {
    if can_trace() {
        crash_at_calls("write", 3);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_process_killed_at_any_step_of_a_creation_leaves_nothing_that_cannot_be_opened() {
    if !can_trace() {
        return;
    }
    for call in ["fsync", "rename,renameat,renameat2"] {
        for number in 1.. {
            let folder = tempfile::tempdir().expect("a folder");
            let inside = folder.path().join("store");
            let (acknowledged, was_killed) = run_until_call(call, number, 1, &inside);
            check_after_crash(&inside, &acknowledged);
            if !was_killed {
                println!("{call}: {} kills, every folder opens", number - 1);
                break;
            }
        }
    }
}
