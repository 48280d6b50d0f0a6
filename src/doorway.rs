//! The door that browsers come back through after a sign-in: one address, one page, and nothing else to be had.
//!
//! It knows no sign-in and no member. What a browser brings goes to the engine, and the page that comes back is shown. It stands
//! behind something that speaks TLS, and takes everything that reaches it for hostile.

mod connection;
mod page;
#[cfg(test)]
mod tests;

use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::body::HttpBody as _;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::response::Response;
use percent_encoding::percent_decode_str;
use tokio::net::TcpListener;
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;

use self::connection::Bounded;
use self::page::{answer, language_of};
use crate::ports::{Brought, Returned};
use crate::render::Words;
use crate::secret::Secret;

/// Where browsers come back to, behind the public address.
pub const PATH: &str = "/signed-in";

/// Returns that may wait for the engine. A person comes back every few minutes; more at once is no person.
const RETURNS_MAX: usize = 16;
/// The longest query that is read, in bytes. A code of Microsoft's has about 1500.
const QUERY_BYTES_MAX: usize = 8 << 10;
/// How long a browser waits for its page. The engine asks Microsoft meanwhile, which may ask for patience.
const PAGE_PATIENCE: Duration = Duration::from_secs(30);
/// How long a stop waits for the pages that are being shown.
const STOP_PATIENCE: Duration = Duration::from_secs(2);

/// A door that is open. It closes when this is dropped, or better by [`Doorway::close`].
#[derive(Debug)]
pub struct Doorway {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    serving: JoinHandle<()>,
}

impl Doorway {
    /// Listens at the address. What browsers bring is received from the channel.
    pub async fn open(listen: SocketAddr) -> std::io::Result<(Self, mpsc::Receiver<Returned>)> {
        let listener = TcpListener::bind(listen).await?;
        let address = listener.local_addr()?;
        let (returns, receiver) = mpsc::channel(RETURNS_MAX);
        let routes = Router::new().fallback(pass).with_state(returns);
        let (stop, stopped) = oneshot::channel::<()>();
        let serving = tokio::spawn(async move {
            let until = async {
                // A door that was dropped closes too.
                let _ = stopped.await;
            };
            let served = axum::serve(Bounded::new(listener), routes).with_graceful_shutdown(until).await;
            if let Err(error) = served {
                tracing::error!(%error, "browsers cannot come back from a sign-in any more");
            }
        });
        Ok((Self { address, stop, serving }, receiver))
    }

    /// Where it listens: the port that the system chose, where none was named.
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Lets the pages that are being shown come to their end, and nothing new in.
    pub async fn close(self) {
        let _ = self.stop.send(());
        // Whoever is still there has been given their time.
        let _ = tokio::time::timeout(STOP_PATIENCE, self.serving).await;
    }
}

async fn pass(State(returns): State<mpsc::Sender<Returned>>, request: Request) -> Response {
    let words = Words::new();
    let language = language_of(request.headers());
    let nothing = || words.page_of_nothing(&language);
    // A `HEAD` is sent by what only looks, such as a preview of a link; it must not use up a code.
    if request.method() != Method::GET || request.uri().path() != PATH {
        return answer(StatusCode::NOT_FOUND, &nothing());
    }
    if is_fetched_ahead(request.headers()) {
        return answer(StatusCode::SERVICE_UNAVAILABLE, &nothing());
    }
    if !request.body().is_end_stream() {
        return answer(StatusCode::PAYLOAD_TOO_LARGE, &nothing());
    }
    if request.uri().query().is_some_and(|query| query.len() > QUERY_BYTES_MAX) {
        return answer(StatusCode::URI_TOO_LONG, &nothing());
    }
    let Some((state, brought)) = read(request.uri()) else {
        return answer(StatusCode::BAD_REQUEST, &words.page_of_no_sign_in(&language));
    };
    let (page, shown) = oneshot::channel();
    let returned = Returned { state, brought, language: language.clone(), page };
    // Never waiting for a place: what does not fit was not taken, and can be tried again.
    if returns.try_send(returned).is_err() {
        return answer(StatusCode::SERVICE_UNAVAILABLE, &words.page_of_no_answer(&language));
    }
    match tokio::time::timeout(PAGE_PATIENCE, shown).await {
        Ok(Ok(page)) => answer(StatusCode::OK, &page),
        Ok(Err(_)) | Err(_) => answer(StatusCode::SERVICE_UNAVAILABLE, &words.page_of_no_answer(&language)),
    }
}

/// Whether a browser only fetches what a person may open next.
/// <https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Sec-Purpose>
fn is_fetched_ahead(headers: &HeaderMap) -> bool {
    let says_so = |name: &str| {
        let mut values = headers.get_all(name).iter().filter_map(|value| value.to_str().ok());
        values.any(|value| value.to_ascii_lowercase().contains("prefetch"))
    };
    ["sec-purpose", "purpose", "x-purpose", "x-moz"].into_iter().any(says_so)
}

/// Which sign-in it says it comes from, and what it brings. Each once: what stands there twice is nobody's honest doing.
fn read(uri: &Uri) -> Option<(Secret, Brought)> {
    let mut pairs: Vec<(String, String)> = Vec::new();
    for pair in uri.query()?.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let (name, value) = (decoded(name)?, decoded(value)?);
        if pairs.iter().any(|(known, _)| *known == name) {
            return None;
        }
        pairs.push((name, value));
    }
    let mut take = |wanted: &str| {
        let at = pairs.iter().position(|(name, value)| name == wanted && !value.is_empty())?;
        Some(pairs.swap_remove(at).1)
    };
    let state = Secret::new(take("state")?);
    let brought = match (take("code"), take("error")) {
        (Some(code), None) => Brought::Code(Secret::new(code)),
        (None, Some(code)) => Brought::Refusal { code, message: take("error_description").unwrap_or_default() },
        (Some(_), Some(_)) | (None, None) => return None,
    };
    Some((state, brought))
}

/// As forms are written into an address: `+` is a space. <https://url.spec.whatwg.org/#urlencoded-parsing>
fn decoded(text: &str) -> Option<String> {
    let spaced = text.replace('+', " ");
    percent_decode_str(&spaced).decode_utf8().ok().map(std::borrow::Cow::into_owned)
}
