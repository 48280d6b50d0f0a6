//! A TCP listener that slow and greedy clients cannot hold: the time for a request, the lifetime of a connection, and
//! the number of connections are limited, in all and for each client address.

use std::convert::Infallible;
use std::io::{Error, ErrorKind, Result};
use std::net::{IpAddr, SocketAddr};
use std::pin::{Pin, pin};
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::Body;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::response::Response;
use axum::serve::Listener;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::time::Sleep;

use super::client_address::TrustedProxies;
use super::client_places::{ClientPlace, ClientPlaces};
use super::page::{page_response, preferred_language};
use crate::render::Messages;
use crate::stranger_log::{Stranger, StrangerLog};

/// The most bytes of a request line and its headers. A code of Microsoft's has about 1500.
const HEADER_BYTES_MAX: usize = 32 << 10;

/// The limits of a listener. All times are the machine's own: see `crate::clock`.
#[derive(Clone, Copy, Debug)]
pub(super) struct ListenerLimits {
    /// The connections that are open at once. Further ones wait in the operating system's backlog.
    pub connections_max: usize,
    /// The connections of one client address that are open at once. Further ones are closed.
    pub connections_per_client_max: usize,
    /// The time in which a client sends its request line and all headers.
    pub header_timeout: Duration,
    /// The lifetime of a connection. It serves one page, which takes at most half a minute.
    pub connection_lifetime: Duration,
}

impl Default for ListenerLimits {
    fn default() -> Self {
        Self {
            connections_max: 128,
            connections_per_client_max: 8,
            header_timeout: Duration::from_secs(5),
            connection_lifetime: Duration::from_secs(45),
        }
    }
}

/// A listener whose connections are bounded in number, by client address, and in time.
pub(super) struct BoundedListener {
    pub listener: TcpListener,
    pub limits: ListenerLimits,
    pub proxies: TrustedProxies,
    pub strangers: StrangerLog,
}

impl BoundedListener {
    /// Serves connections with `handle` until `stop` ends, and then waits for those that are open.
    pub(super) async fn serve<H, R>(mut self, handle: H, stop: impl Future<Output = ()>)
    where
        H: Fn(Request) -> R + Clone + Send + 'static,
        R: Future<Output = Response> + Send + 'static,
    {
        let permits = Arc::new(Semaphore::new(self.limits.connections_max));
        let places = ClientPlaces::new(self.limits.connections_per_client_max);
        let stopping = watch::Sender::new(false);
        let mut stop = pin!(stop);
        loop {
            let accepted = async {
                let permit = Arc::clone(&permits).acquire_owned().await.expect("the semaphore is never closed");
                (permit, Listener::accept(&mut self.listener).await)
            };
            let (permit, (stream, from)) = tokio::select! {
                accepted = accepted => accepted,
                () = &mut stop => break,
            };
            let place = OnceLock::new();
            // Who is behind a proxy is known only with the header.
            if !self.proxies.contains(from.ip()) {
                let Some(taken) = places.take(from.ip()) else {
                    self.strangers.count(Stranger::OverLimit);
                    continue;
                };
                drop(place.set(taken));
            }
            let connection = Connection {
                peer: from.ip(),
                places: places.clone(),
                place: Arc::new(place),
                limits: self.limits,
                proxies: self.proxies.clone(),
                strangers: self.strangers.clone(),
            };
            let served = connection.serve(stream, handle.clone(), stopping.subscribe());
            tokio::spawn(async move {
                served.await;
                drop(permit);
            });
        }
        drop(self.listener);
        stopping.send_replace(true);
        // Every connection holds a receiver.
        stopping.closed().await;
    }

    pub(super) fn address(&self) -> Result<SocketAddr> {
        self.listener.local_addr()
    }
}

/// One connection and what bounds it.
struct Connection {
    peer: IpAddr,
    places: ClientPlaces,
    /// The client's place, until the connection ends.
    place: Arc<OnceLock<ClientPlace>>,
    limits: ListenerLimits,
    proxies: TrustedProxies,
    strangers: StrangerLog,
}

impl Connection {
    async fn serve<H, R>(self, stream: TcpStream, handle: H, mut stopping: watch::Receiver<bool>)
    where
        H: Fn(Request) -> R,
        R: Future<Output = Response>,
    {
        let end = Box::pin(tokio::time::sleep(self.limits.connection_lifetime));
        let connection = &self;
        let service = service_fn(move |request: hyper::Request<Incoming>| {
            let request = request.map(Body::new);
            let response = if connection.has_place(&request) { Ok(handle(request)) } else { Err(no_place(&request)) };
            async move {
                Ok::<_, Infallible>(match response {
                    Ok(response) => response.await,
                    Err(refusal) => refusal,
                })
            }
        });
        let served = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(self.limits.header_timeout)
            .max_buf_size(HEADER_BYTES_MAX)
            .keep_alive(false)
            .serve_connection(TokioIo::new(TimedConnection { stream, end }), service);
        let mut served = pin!(served);
        let stopped = async {
            // An error means that the listener is gone, which stops it too.
            let _ = stopping.wait_for(|stopping| *stopping).await;
        };
        let served = tokio::select! {
            served = served.as_mut() => served,
            () = stopped => {
                served.as_mut().graceful_shutdown();
                served.await
            }
        };
        match served {
            Err(error) if error.is_timeout() => self.strangers.count(Stranger::TooSlow),
            Err(error) if error.is_parse() || error.is_incomplete_message() => {
                self.strangers.count(Stranger::Malformed);
            }
            // The rest are connections that break, which is the client's own affair.
            Ok(()) | Err(_) => {}
        }
    }

    /// Takes the client's place if it has none yet.
    fn has_place(&self, request: &Request) -> bool {
        if self.place.get().is_some() {
            return true;
        }
        let client = self.proxies.client_of(self.peer, request.headers());
        if client == self.peer {
            // Only a proxy comes here without a place.
            self.strangers.count(Stranger::Unnamed);
        }
        let has_place = self.places.take(client).is_some_and(|place| self.place.set(place).is_ok());
        if !has_place {
            self.strangers.count(Stranger::OverLimit);
        }
        has_place
    }
}

/// Returns the response to a client that has no place.
fn no_place(request: &Request) -> Response {
    let page = Messages::new().unknown_outcome_page(&preferred_language(request.headers()));
    page_response(StatusCode::SERVICE_UNAVAILABLE, &page.into())
}

/// A connection that fails with [`ErrorKind::TimedOut`] after its lifetime.
struct TimedConnection {
    stream: TcpStream,
    end: Pin<Box<Sleep>>,
}

impl TimedConnection {
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

impl AsyncRead for TimedConnection {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<Result<()>> {
        self.poll_in_time(context, |stream, context| stream.poll_read(context, buffer))
    }
}

impl AsyncWrite for TimedConnection {
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
mod tests;
