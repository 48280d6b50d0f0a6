//! Starts a program of ours: its runtime, its log and the signals that end it. Both `grendel` and `grendel-sandbox` begin here.

use std::io::IsTerminal as _;

use tracing_subscriber::EnvFilter;

/// The log filter where `RUST_LOG` says nothing: our own lines, and only warnings and errors of the libraries.
pub const LOG: &str = "warn,grendel=info";

/// Returns a runtime with a thread a core.
pub fn runtime() -> anyhow::Result<tokio::runtime::Runtime> {
    Ok(tokio::runtime::Builder::new_multi_thread().enable_all().build()?)
}

/// Writes the log to standard error, by `RUST_LOG` or else by `filter`.
pub fn log(filter: &str) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(filter));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr)
        .init();
}

/// Returns at Ctrl-C, and on Unix at SIGTERM too.
pub async fn told_to_stop() {
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
    // Without signals nobody can ask, and the bot runs until it is ended.
    let _ = tokio::signal::ctrl_c().await;
}
