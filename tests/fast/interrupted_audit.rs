//! `grendel audit` as a program: what it leaves behind when it is interrupted, and who can read what it writes.
#![cfg(unix)]

use std::fs::{self, Permissions};
use std::io::Read as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use grendel::bot::store_folder;
use grendel::clock::Clock;
use grendel::domain::operation::{FileDigest, OperationEvent, PreviousRun};
use grendel::journal::Journal;
use grendel::store::Store;
use rustix::process::{Pid, Signal, kill_process};

/// Starts of the bot in the journal. Exported they are more than a pipe and the program's own buffer hold.
const STARTS: usize = 40;

/// Writes a journal whose export is about 200 KB.
async fn write_journal(state: &Path) {
    let journal = Journal::new(Store::open(&store_folder(state)).unwrap());
    let started = OperationEvent::Started {
        version: "0.0.0".to_owned(),
        previous: PreviousRun::Unknown,
        configuration: FileDigest::of("grendel.toml", ""),
        commands: (0..50).map(|number| FileDigest::of(&format!("command-{number}.toml"), "")).collect(),
    };
    for _ in 0..STARTS {
        journal.operation(Clock::system().now(), started.clone()).await.unwrap();
    }
    journal.store().clone().close().await.unwrap();
}

fn audit(state: &Path, temporary: &Path, arguments: &[&str]) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_grendel"));
    command.arg("audit").arg("--state").arg(state).args(arguments).env("TMPDIR", temporary);
    command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap()
}

fn names(folder: &Path) -> Vec<String> {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

#[tokio::test]
async fn an_interrupted_audit_leaves_no_copy_of_the_journal_behind() {
    let (state, temporary) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    write_journal(state.path()).await;
    for signal in [Signal::INT, Signal::TERM, Signal::HUP] {
        let mut child = audit(state.path(), temporary.path(), &["export"]);
        // Nobody reads on, so the program stands still in the middle.
        child.stdout.as_mut().unwrap().read_exact(&mut [0]).unwrap();
        let copies = names(temporary.path());
        assert!(copies.iter().any(|name| name.starts_with("grendel-copy-")), "{copies:?}");
        kill_process(Pid::from_child(&child), signal).unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(130), "{signal:?}");
        assert_eq!(names(temporary.path()), [""; 0], "{signal:?}");
    }
}

#[tokio::test]
async fn others_cannot_read_an_export_although_they_could_read_the_file_before() {
    let (state, temporary) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    write_journal(state.path()).await;
    let file = state.path().join("audit.jsonl");
    fs::write(&file, "an earlier export").unwrap();
    fs::set_permissions(&file, Permissions::from_mode(0o644)).unwrap();
    let mut child = audit(state.path(), temporary.path(), &["export", "--to", file.to_str().unwrap()]);
    assert!(child.wait().unwrap().success());
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(fs::read_to_string(&file).unwrap().lines().count(), STARTS);
}
