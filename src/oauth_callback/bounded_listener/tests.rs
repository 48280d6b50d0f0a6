//! Slow clients, greedy clients and proxies, over TCP.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::sync::oneshot;

use super::*;
use crate::clock::Clock;

const REQUEST: &[u8] = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n";

fn limits() -> ListenerLimits {
    ListenerLimits {
        connections_max: 8,
        connections_per_client_max: 2,
        header_timeout: Duration::from_millis(200),
        connection_lifetime: Duration::from_secs(20),
    }
}

/// A server whose pages wait until they are released, and how many requests it has begun to answer.
struct Server {
    address: SocketAddr,
    begun: Arc<AtomicUsize>,
    release: watch::Sender<bool>,
    strangers: StrangerLog,
    _stop: oneshot::Sender<()>,
}

impl Server {
    async fn start(limits: ListenerLimits, proxies: &[&str]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let proxies = TrustedProxies::new(proxies.iter().map(|network| network.parse().unwrap()).collect());
        let strangers = StrangerLog::new(Clock::system());
        let (begun, release) = (Arc::new(AtomicUsize::new(0)), watch::Sender::new(false));
        let (counted, released) = (Arc::clone(&begun), release.clone());
        let handle = move |_: Request| {
            let (counted, mut released) = (Arc::clone(&counted), released.subscribe());
            async move {
                counted.fetch_add(1, Ordering::SeqCst);
                let _ = released.wait_for(|released| *released).await;
                Response::new(Body::from("done"))
            }
        };
        let (stop, stopped) = oneshot::channel();
        let bounded = BoundedListener { listener, limits, proxies, strangers: strangers.clone() };
        tokio::spawn(bounded.serve(handle, async {
            let _ = stopped.await;
        }));
        Self { address, begun, release, strangers, _stop: stop }
    }

    async fn send(&self, bytes: &[u8]) -> TcpStream {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        stream.write_all(bytes).await.unwrap();
        stream
    }

    /// Waits until the server has begun to answer so many requests.
    async fn has_begun(&self, requests: usize) {
        let begun = async {
            while self.begun.load(Ordering::SeqCst) < requests {
                tokio::time::sleep(Duration::from_millis(2)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(5), begun).await.expect("the request was answered");
    }
}

/// Reads until the server closes the connection.
async fn rest(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    let _ = tokio::time::timeout(Duration::from_secs(5), stream.read_to_end(&mut bytes)).await.expect("it was closed");
    String::from_utf8(bytes).unwrap()
}

fn forwarded(client: &str) -> Vec<u8> {
    format!("GET / HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: {client}\r\n\r\n").into_bytes()
}

#[test]
fn a_client_has_five_seconds_for_its_header() {
    assert_eq!(ListenerLimits::default().header_timeout, Duration::from_secs(5));
}

#[tokio::test]
async fn a_client_that_sends_nothing_is_closed() {
    let server = Server::start(limits(), &[]).await;
    let started = Instant::now();
    assert_eq!(rest(&mut server.send(b"").await).await, "");
    assert!(started.elapsed() >= limits().header_timeout);
}

/// Slowloris: a byte now and then, in the request line or in an endless header, does not prolong the time.
#[tokio::test]
async fn a_client_that_sends_byte_by_byte_is_closed() {
    let server = Server::start(limits(), &[]).await;
    for begins in [&b"GET /signed-in?"[..], b"GET / HTTP/1.1\r\nHost: x\r\nX-Y: "] {
        let (mut reads, mut writes) = server.send(begins).await.into_split();
        let drips = tokio::spawn(async move {
            while writes.write_all(b"a").await.is_ok() {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        });
        let started = Instant::now();
        let mut bytes = Vec::new();
        let closed = tokio::time::timeout(Duration::from_secs(3), reads.read_to_end(&mut bytes)).await;
        assert!(closed.is_ok(), "the connection is still open");
        assert!(started.elapsed() < Duration::from_secs(2));
        drips.abort();
        assert_eq!(server.begun.load(Ordering::SeqCst), 0);
    }
}

#[tokio::test]
async fn a_connection_ends_with_its_lifetime_even_if_the_answer_is_not_ready() {
    let lifetime = Duration::from_millis(300);
    let server = Server::start(ListenerLimits { connection_lifetime: lifetime, ..limits() }, &[]).await;
    let mut stream = server.send(REQUEST).await;
    server.has_begun(1).await;
    assert_eq!(rest(&mut stream).await, "");
}

#[tokio::test]
async fn a_client_over_its_limit_is_closed_at_once_and_may_return() {
    let server = Server::start(limits(), &[]).await;
    let mut held = [server.send(REQUEST).await, server.send(REQUEST).await];
    server.has_begun(2).await;
    // Written by hand: a header makes no difference without a configured proxy.
    assert_eq!(rest(&mut server.send(&forwarded("203.0.113.9")).await).await, "");
    server.release.send_replace(true);
    for stream in &mut held {
        assert!(rest(stream).await.ends_with("done"));
    }
    assert!(rest(&mut server.send(REQUEST).await).await.ends_with("done"));
}

#[tokio::test]
async fn clients_behind_a_configured_proxy_have_their_own_places() {
    let server = Server::start(limits(), &["127.0.0.1/32"]).await;
    let _held = [server.send(&forwarded("203.0.113.9")).await, server.send(&forwarded("9.9.9.9, 203.0.113.9")).await];
    server.has_begun(2).await;
    for client in ["203.0.113.9", "198.51.100.1, 203.0.113.9"] {
        let refused = rest(&mut server.send(&forwarded(client)).await).await;
        assert!(refused.starts_with("HTTP/1.1 503"), "{client}: {refused}");
    }
    let _other = server.send(&forwarded("203.0.113.10")).await;
    server.has_begun(3).await;
}

/// The operator reads in the log why all browsers share the places of one.
#[tokio::test]
async fn a_proxy_that_names_no_client_is_counted() {
    let server = Server::start(limits(), &["127.0.0.1/32"]).await;
    let _named = server.send(&forwarded("203.0.113.9")).await;
    server.has_begun(1).await;
    assert_eq!(server.strangers.counted(Stranger::Unnamed), 0);
    let _held = [server.send(REQUEST).await, server.send(&forwarded("unknown")).await];
    server.has_begun(3).await;
    assert!(rest(&mut server.send(REQUEST).await).await.starts_with("HTTP/1.1 503"));
    assert_eq!(server.strangers.counted(Stranger::Unnamed), 3);
    assert_eq!(server.strangers.counted(Stranger::OverLimit), 1);
}

#[tokio::test]
async fn a_connection_beyond_all_limits_waits_until_another_ends() {
    let limits = ListenerLimits { connections_max: 1, ..limits() };
    let server = Server::start(ListenerLimits { header_timeout: Duration::from_secs(20), ..limits }, &[]).await;
    let first = server.send(b"GET").await;
    let _second = server.send(REQUEST).await;
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert_eq!(server.begun.load(Ordering::SeqCst), 0);
    drop(first);
    server.has_begun(1).await;
}
