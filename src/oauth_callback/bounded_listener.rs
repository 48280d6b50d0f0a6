//! Connections with an end: so many at once, and each for so long, however slowly the other side speaks.

use std::io::{Error, ErrorKind, Result};
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::serve::Listener;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::Sleep;

/// Connections at once; who comes after waits in the system's own queue.
const CONNECTIONS_MAX: usize = 64;
/// How long a connection lasts at most. One page goes over it, which is answered within half a minute.
pub(super) const CONNECTION_PATIENCE: Duration = Duration::from_secs(45);

/// A listener whose connections end.
pub(super) struct Bounded {
    listener: TcpListener,
    places: Arc<Semaphore>,
    patience: Duration,
}

impl Bounded {
    pub(super) fn new(listener: TcpListener) -> Self {
        Self { listener, places: Arc::new(Semaphore::new(CONNECTIONS_MAX)), patience: CONNECTION_PATIENCE }
    }
}

impl Listener for Bounded {
    type Io = Connection;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Connection, SocketAddr) {
        let place = Arc::clone(&self.places).acquire_owned().await.expect("nothing closes the semaphore");
        let (stream, from) = Listener::accept(&mut self.listener).await;
        let over = Box::pin(tokio::time::sleep(self.patience));
        (Connection { stream, over, _place: place }, from)
    }

    fn local_addr(&self) -> Result<SocketAddr> {
        self.listener.local_addr()
    }
}

/// A connection that fails once its time is over.
pub(super) struct Connection {
    stream: TcpStream,
    over: Pin<Box<Sleep>>,
    _place: OwnedSemaphorePermit,
}

impl Connection {
    /// Goes on as long as there is time.
    fn in_time<T>(
        &mut self,
        context: &mut Context<'_>,
        go_on: impl FnOnce(Pin<&mut TcpStream>, &mut Context<'_>) -> Poll<Result<T>>,
    ) -> Poll<Result<T>> {
        if self.over.as_mut().poll(context).is_ready() {
            return Poll::Ready(Err(Error::from(ErrorKind::TimedOut)));
        }
        go_on(Pin::new(&mut self.stream), context)
    }
}

impl AsyncRead for Connection {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<Result<()>> {
        self.in_time(context, |stream, context| stream.poll_read(context, buffer))
    }
}

impl AsyncWrite for Connection {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<Result<usize>> {
        self.in_time(context, |stream, context| stream.poll_write(context, bytes))
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<()>> {
        self.in_time(context, AsyncWrite::poll_flush)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<()>> {
        self.in_time(context, AsyncWrite::poll_shutdown)
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

    use super::*;

    async fn pair(patience: Duration, places: usize) -> (Bounded, SocketAddr) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        (Bounded { listener, places: Arc::new(Semaphore::new(places)), patience }, address)
    }

    #[tokio::test]
    async fn a_connection_ends_however_slowly_the_other_side_speaks() {
        let (mut door, address) = pair(Duration::from_millis(150), 1).await;
        let mut slow = TcpStream::connect(address).await.unwrap();
        let (mut connection, _) = door.accept().await;
        let mut buffer = [0; 8];
        slow.write_all(b"G").await.unwrap();
        assert_eq!(connection.read(&mut buffer).await.unwrap(), 1);
        assert_eq!(connection.read(&mut buffer).await.unwrap_err().kind(), ErrorKind::TimedOut);
        assert_eq!(connection.write(b"x").await.unwrap_err().kind(), ErrorKind::TimedOut);
    }

    #[tokio::test]
    async fn there_are_only_so_many_at_once() {
        let (mut door, address) = pair(Duration::from_secs(60), 1).await;
        let _clients = (TcpStream::connect(address).await.unwrap(), TcpStream::connect(address).await.unwrap());
        let (first, _) = door.accept().await;
        assert!(tokio::time::timeout(Duration::from_millis(100), door.accept()).await.is_err());
        drop(first);
        tokio::time::timeout(Duration::from_secs(5), door.accept()).await.unwrap();
    }
}
