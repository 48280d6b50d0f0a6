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
