//! Runs tests that are made at run time, one for each scenario, as the standard harness runs its own.

use std::process::ExitCode;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use libtest_mimic::{Arguments, Trial};

/// The switches with which CI asks the standard harness to print how long each test takes.
const TIMING_SWITCHES: [&str; 3] = ["-Z", "unstable-options", "--report-time"];

/// Runs one test for each name, `threads` of them at once.
pub fn run(
    names: impl Iterator<Item = &'static str>,
    threads: usize,
    test: impl Fn(&'static str) + Clone + Send + 'static,
) -> ExitCode {
    let (timing, arguments): (Vec<String>, Vec<String>) =
        std::env::args().partition(|argument| TIMING_SWITCHES.contains(&argument.as_str()));
    let mut arguments = Arguments::from_iter(arguments);
    arguments.test_threads.get_or_insert(threads);
    let times: Arc<Mutex<Vec<(&str, Duration)>>> = Arc::default();
    let trial = |name| {
        let (test, times) = (test.clone(), Arc::clone(&times));
        Trial::test(name, move || {
            let started = Instant::now();
            test(name);
            times.lock().expect("no test holds the lock while it fails").push((name, started.elapsed()));
            Ok(())
        })
    };
    let conclusion = libtest_mimic::run(&arguments, names.map(trial).collect());
    if !timing.is_empty() {
        // The lines of the standard harness, which CI sorts by time.
        for (name, time) in times.lock().expect("every test is over").iter() {
            println!("test {name} ... ok <{:.3}s>", time.as_secs_f64());
        }
    }
    conclusion.exit_code()
}
