//! The program itself: what it prints, how soon it is there, and what it leaves behind.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use grendel::bot::store_folder;
use grendel::store::StoreCopy;
use grendel_sandbox::web::Settings;
use serde_json::{Value, json};

use super::{HANNA_UPN, Visit};

/// The promise is a second, on a machine that has nothing else to do. Here many tests run at once, without optimisation.
const READY_MAX: Duration = Duration::from_secs(10);

/// Gone when the test is.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn sandbox() -> Command {
    Command::new(env!("CARGO_BIN_EXE_grendel-sandbox"))
}

#[tokio::test]
async fn it_prints_where_everything_is_and_is_there_at_once() {
    let begun = Instant::now();
    let mut command = sandbox();
    let command = command.arg("--no-open").stdout(Stdio::piped()).stderr(Stdio::null());
    let mut running = Running(command.spawn().unwrap());
    let lines = BufReader::new(running.0.stdout.take().unwrap()).lines();
    let (mut printed, mut address) = (Vec::new(), None);
    for line in lines {
        let line = line.unwrap();
        address = line.strip_prefix("Sit down at ").map(str::to_owned);
        printed.push(line);
        if address.is_some() {
            break;
        }
    }
    let address = address.unwrap();
    let page = reqwest::get(&address).await.unwrap();
    let took = begun.elapsed();
    println!("from the start of the program to the first page: {} ms", took.as_millis());
    assert_eq!(page.status(), 200);
    assert!(took < READY_MAX, "{took:?}");
    assert!(address.starts_with("http://127.0.0.1:"), "{address}");
    for start in ["the simulated Discord is there", "the simulated tenant contoso is there", "the bot is connected"] {
        assert!(printed.iter().any(|line| line.starts_with(start)), "no line begins with {start}: {printed:#?}");
    }
}

#[test]
fn mistakes_on_the_command_line_are_explained() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let cases: [(&[&str], &str); 4] = [
        (&["--port", &port, "--no-open"], "leave out --port"),
        (&["--state", "/", "--no-open"], "must be a new folder"),
        (&["--play", "none"], "there is no scenario `none`"),
        (&["--port", "1", "--play", "unlock"], "cannot be used with"),
    ];
    for (arguments, words) in cases {
        let said = sandbox().args(arguments).output().unwrap();
        let text = String::from_utf8_lossy(&said.stderr);
        assert!(!said.status.success() && text.contains(words), "{arguments:?}: {text}");
    }
    let listed = sandbox().arg("--list").output().unwrap();
    assert!(String::from_utf8_lossy(&listed.stdout).contains("  break-glass  "));
}

#[tokio::test]
async fn the_state_and_the_recording_of_each_world_are_saved() {
    let folder = tempfile::tempdir().unwrap();
    let (state, har) = (folder.path().join("state"), folder.path().join("recording.har"));
    let kept = Settings { state: Some(state.clone()), har: Some(har.clone()), port: Some(0), ..Settings::default() };
    let visit = Visit::begin_with(kept).await;
    visit.types("anna", "/unlock", json!({ "user": HANNA_UPN })).await;
    visit.reads("bram", "Approve").await;
    visit.post("/api/world", json!({})).await;
    visit.end().await;
    let journal = |number: u32| StoreCopy::take(&store_folder(&state.join(format!("world-{number}")))).unwrap();
    assert_eq!(journal(1).report().cases, 1);
    assert_eq!(journal(2).report().cases, 0);
    for path in [har, folder.path().join("recording-2.har")] {
        let recording: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        assert_eq!(recording["log"]["version"], "1.2", "{}", path.display());
    }
}
