//! The start of a program: its runtime, its log, and the signals that stop it. `grendel` and `grendel-sandbox` share
//! it.

use std::io::IsTerminal as _;

use tracing_subscriber::EnvFilter;

/// The log filter without `RUST_LOG`: Grendel's own lines, and only warnings and errors of the libraries.
pub const LOG: &str = "warn,grendel=info";

/// Returns a runtime with one thread for each core.
pub fn runtime() -> anyhow::Result<tokio::runtime::Runtime> {
    Ok(tokio::runtime::Builder::new_multi_thread().enable_all().build()?)
}

/// Starts the log on standard error, with the filter of `RUST_LOG` or else with `filter`.
pub fn log(filter: &str) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(filter));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr)
        .init();
}

/// Makes every file and folder that the program creates from here on private to its owner.
#[cfg(unix)]
pub fn keep_files_private() {
    rustix::process::umask(rustix::fs::Mode::RWXG | rustix::fs::Mode::RWXO);
}

/// Does nothing: access control lists of other systems are inherited from the folder.
#[cfg(not(unix))]
pub fn keep_files_private() {}

/// Forbids core dumps, which would hold every secret in memory, and that other processes of the same user read the memory.
#[cfg(unix)]
pub fn forbid_core_dumps() -> std::io::Result<()> {
    use rustix::process::{Resource, Rlimit, setrlimit};
    setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) })?;
    // The limit does not hold where a program collects the dumps: https://man7.org/linux/man-pages/man5/core.5.html
    #[cfg(target_os = "linux")]
    rustix::process::set_dumpable_behavior(rustix::process::DumpableBehavior::NotDumpable)?;
    Ok(())
}

/// Does nothing: only Unix has core dumps.
#[cfg(not(unix))]
pub fn forbid_core_dumps() -> std::io::Result<()> {
    Ok(())
}

/// Calls `clean` in a thread of its own when a signal asks the program to end, and then ends it. For programs that do not
/// wait for signals themselves. From the return of this on no signal is missed.
///
/// # Errors
///
/// There is no thread, or no signals.
pub fn on_signal(clean: impl FnOnce() + Send + 'static) -> std::io::Result<()> {
    /// The exit code of a program that Ctrl-C ended: 128 and the number of the signal.
    const INTERRUPTED: i32 = 130;
    let waiting = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let (begun, begins) = std::sync::mpsc::channel();
    std::thread::Builder::new().name("signals".to_owned()).spawn(move || {
        waiting.block_on(async {
            let ended = ended();
            tokio::pin!(ended);
            tokio::select! {
                biased;
                () = &mut ended => {}
                // The signals are awaited by now.
                _ = async { begun.send(()) } => ended.await,
            }
        });
        clean();
        std::process::exit(INTERRUPTED);
    })?;
    // An error means that the thread has ended, and the program with it.
    let _ = begins.recv();
    Ok(())
}

/// Waits for a signal that ends a program: those of [`stop_requested`], and on Unix the end of its terminal.
async fn ended() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let (Ok(mut hung_up), Ok(mut quit)) = (signal(SignalKind::hangup()), signal(SignalKind::quit())) {
            tokio::select! {
                () = stop_requested() => return,
                _ = hung_up.recv() => return,
                _ = quit.recv() => return,
            }
        }
    }
    stop_requested().await;
}

/// Waits for Ctrl-C, and on Unix also for SIGTERM.
pub async fn stop_requested() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminated) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => return,
                _ = terminated.recv() => return,
            }
        }
    }
    // Where there is no SIGTERM, only Ctrl-C stops the program.
    let _ = tokio::signal::ctrl_c().await;
}
