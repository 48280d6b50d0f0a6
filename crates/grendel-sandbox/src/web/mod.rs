//! The sandbox that one can sit in: a page on this machine, and the interface behind it, by which any other program can do what
//! the page does.
#![doc = include_str!("interface.md")]

mod accounts;
mod call_log;
mod default_world;
mod chat;
mod clock;
mod events;
mod origin_guard;
mod journal;
mod members;
mod page;
mod extract;
mod error;
mod routes;
mod view;
mod world_handle;
mod session;
mod faults;

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

pub use self::routes::{Route, routes};
use self::session::Session;

/// Where the page is when nobody says otherwise and nobody else is there: easy to remember.
const PORT: u16 = 4242;
/// How long the end waits for those who are still being answered. The stream of events never ends by itself.
const STOP_PATIENCE: Duration = Duration::from_millis(200);

/// What a playground is like.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The port on 127.0.0.1. Without one it is 4242 where that is free, else one that is.
    pub port: Option<u16>,
    /// The recording of each world is written here when it ends: the first under this name, the others with their number.
    pub har: Option<PathBuf>,
    /// What the bot leaves behind stays in this new folder, in a folder for each world.
    pub state: Option<PathBuf>,
    /// How long people in a scenario take before each thing they do.
    pub pace: Duration,
    /// How long each call to Microsoft takes at least.
    pub tenant_latency: Duration,
}

impl Default for Settings {
    /// At the pace of people, and of Microsoft.
    fn default() -> Self {
        Self {
            port: None,
            har: None,
            state: None,
            pace: Duration::from_millis(2_500),
            tenant_latency: Duration::from_millis(60),
        }
    }
}

/// A playground that is open. Dropped without [`SandboxServer::close`], it closes without tidying up.
pub struct SandboxServer {
    session: Arc<Session>,
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    serving: JoinHandle<()>,
}

impl SandboxServer {
    /// Sets an ordinary world, and listens on 127.0.0.1.
    pub async fn open(settings: Settings) -> anyhow::Result<Self> {
        let listener = listener(settings.port).await?;
        let address = listener.local_addr()?;
        if let Some(state) = &settings.state {
            std::fs::create_dir(state).with_context(|| format!("{} must be a new folder", state.display()))?;
        }
        let session = Arc::new(Session::open(settings).await?);
        let served = routes::router(Arc::clone(&session), address.port());
        let (stop, stopped) = oneshot::channel::<()>();
        let serving = tokio::spawn(async move {
            let until = async {
                // A playground that was dropped ends too.
                let _ = stopped.await;
            };
            if let Err(error) = axum::serve(listener, served).with_graceful_shutdown(until).await {
                tracing::error!(%error, "the page is gone");
            }
        });
        Ok(Self { session, address, stop, serving })
    }

    /// Where the page is, as in `http://127.0.0.1:4242`.
    pub fn address(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The simulated services of the world.
    pub fn services(&self) -> Vec<&'static str> {
        self.session.services()
    }

    /// Ends everything: the bot as by Ctrl-C, and then what is to be kept is written.
    pub async fn close(self) -> anyhow::Result<()> {
        let _ = self.stop.send(());
        let kept = self.session.close().await;
        let abort = self.serving.abort_handle();
        if tokio::time::timeout(STOP_PATIENCE, self.serving).await.is_err() {
            abort.abort();
        }
        kept
    }
}

async fn listener(port: Option<u16>) -> anyhow::Result<TcpListener> {
    let here = |port| TcpListener::bind((Ipv4Addr::LOCALHOST, port));
    if let Some(port) = port {
        return here(port).await.with_context(|| {
            format!("nothing can listen on port {port} of 127.0.0.1; leave out --port, and a free one is taken")
        });
    }
    match here(PORT).await {
        Ok(listener) => Ok(listener),
        Err(_) => here(0).await.context("no port of 127.0.0.1 is free"),
    }
}
