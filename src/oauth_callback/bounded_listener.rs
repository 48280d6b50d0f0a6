//! A TCP listener with a limit on the number of connections and on the lifetime of each, so that slow clients cannot
//! hold the server.

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

/// The connections that are open at once. Further ones wait in the operating system's backlog.
const CONNECTIONS_MAX: usize = 64;
/// The lifetime of a connection. It serves one page, which takes at most half a minute.
pub(super) const CONNECTION_LIFETIME: Duration = Duration::from_secs(45);

/// A listener whose connections are bounded in number and lifetime.
pub(super) struct BoundedListener {
    listener: TcpListener,
    permits: Arc<Semaphore>,
    lifetime: Duration,
}

impl BoundedListener {
    pub(super) fn new(listener: TcpListener) -> Self {
        Self { listener, permits: Arc::new(Semaphore::new(CONNECTIONS_MAX)), lifetime: CONNECTION_LIFETIME }
    }
}

impl Listener for BoundedListener {
    type Io = BoundedConnection;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (BoundedConnection, SocketAddr) {
        let permit = Arc::clone(&self.permits).acquire_owned().await.expect("the semaphore is never closed");
        let (stream, from) = Listener::accept(&mut self.listener).await;
        // A time-out, so it stays on the machine's time: see `crate::clock`.
        let end = Box::pin(tokio::time::sleep(self.lifetime));
        (BoundedConnection { stream, end, _permit: permit }, from)
    }

    fn local_addr(&self) -> Result<SocketAddr> {
        self.listener.local_addr()
    }
}

/// A connection that fails with [`ErrorKind::TimedOut`] after its lifetime.
pub(super) struct BoundedConnection {
    stream: TcpStream,
    end: Pin<Box<Sleep>>,
    _permit: OwnedSemaphorePermit,
}

impl BoundedConnection {
    /// Polls the stream, or fails if the lifetime is over.
    fn poll_in_time<T>(
        &mut self,
        context: &mut Context<'_>,
        poll: impl FnOnce(Pin<&mut TcpStream>, &mut Context<'_>) -> Poll<Result<T>>,
    ) -> Poll<Result<T>> {
        if self.end.as_mut().poll(context).is_ready() {
            return Poll::Ready(Err(Error::from(ErrorKind::TimedOut)));
        }
        poll(Pin::new(&mut self.stream), context)
    }
}

impl AsyncRead for BoundedConnection {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<Result<()>> {
        self.poll_in_time(context, |stream, context| stream.poll_read(context, buffer))
    }
}

impl AsyncWrite for BoundedConnection {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<Result<usize>> {
        self.poll_in_time(context, |stream, context| stream.poll_write(context, bytes))
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<()>> {
        self.poll_in_time(context, AsyncWrite::poll_flush)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<()>> {
        self.poll_in_time(context, AsyncWrite::poll_shutdown)
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

    use super::*;

    async fn listener(lifetime: Duration, connections: usize) -> (BoundedListener, SocketAddr) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        (BoundedListener { listener, permits: Arc::new(Semaphore::new(connections)), lifetime }, address)
    }

    #[tokio::test]
    async fn a_connection_times_out_even_if_the_client_keeps_sending() {
        let (mut listener, address) = listener(Duration::from_millis(150), 1).await;
        let mut slow = TcpStream::connect(address).await.unwrap();
        let (mut connection, _) = listener.accept().await;
        let mut buffer = [0; 8];
        slow.write_all(b"G").await.unwrap();
        assert_eq!(connection.read(&mut buffer).await.unwrap(), 1);
        assert_eq!(connection.read(&mut buffer).await.unwrap_err().kind(), ErrorKind::TimedOut);
        assert_eq!(connection.write(b"x").await.unwrap_err().kind(), ErrorKind::TimedOut);
    }

    #[tokio::test]
    async fn a_connection_beyond_the_limit_waits_until_another_ends() {
        let (mut listener, address) = listener(Duration::from_secs(60), 1).await;
        let _clients = (TcpStream::connect(address).await.unwrap(), TcpStream::connect(address).await.unwrap());
        let (first, _) = listener.accept().await;
        assert!(tokio::time::timeout(Duration::from_millis(100), listener.accept()).await.is_err());
        drop(first);
        tokio::time::timeout(Duration::from_secs(5), listener.accept()).await.unwrap();
    }
}
