//! The interactive sandbox: a page on this machine, and the interface behind it. Any other program can use the
//! interface to do what the page does.
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

/// The port of the page if the settings name none and this one is free. It is easy to remember.
const PORT: u16 = 4242;
/// The time that requests get to finish when the server closes. A limit is needed because the stream of events never
/// ends by itself.
const STOP_PATIENCE: Duration = Duration::from_millis(200);

/// The settings of the sandbox server.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The port on 127.0.0.1. With `None`, it is 4242 if that is free, and otherwise any free port.
    pub port: Option<u16>,
    /// The file for the recording of each world, written when the world ends. The first world's recording has this
    /// name, and the others add their number.
    pub har: Option<PathBuf>,
    /// A new folder in which the bot's state stays, with a subfolder for each world. With `None`, the state is deleted.
    pub state: Option<PathBuf>,
    /// The time that people in a scenario take before each action.
    pub pace: Duration,
    /// The minimum time that each call to Microsoft takes.
    pub tenant_latency: Duration,
}

impl Default for Settings {
    /// Returns settings with a pace and a latency as in real life.
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

/// A sandbox server that is running. If it is dropped without [`SandboxServer::close`], it stops without tidying up.
pub struct SandboxServer {
    session: Arc<Session>,
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    serving: JoinHandle<()>,
}

impl SandboxServer {
    /// Starts an ordinary world, and listens on 127.0.0.1.
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
                // An error means that the server was dropped, which ends the page as well.
                let _ = stopped.await;
            };
            if let Err(error) = axum::serve(listener, served).with_graceful_shutdown(until).await {
                tracing::error!(%error, "the page is gone");
            }
        });
        Ok(Self { session, address, stop, serving })
    }

    /// Returns the address of the page, as in `http://127.0.0.1:4242`.
    pub fn address(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Returns the names of the simulated services of the world.
    pub fn services(&self) -> Vec<&'static str> {
        self.session.services()
    }

    /// Ends everything: stops the bot as Ctrl-C does, and then writes the recording.
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
