//! The door that browsers come back through after a sign-in: one address, one page, and nothing else to be had.
//!
//! It knows no sign-in and no member. What a browser brings goes to the engine, and the page that comes back is shown; where that
//! asks something, the answer comes in as a form. It stands
//! behind something that speaks TLS, and takes everything that reaches it for hostile.

mod bounded_listener;
mod form_fields;
mod consent_form;
mod page;
#[cfg(test)]
mod tests;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::HttpBody as _;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::response::Response;
use tokio::net::TcpListener;
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;

use self::bounded_listener::Bounded;
use self::form_fields::Fields;
use self::page::{answer, language_of};
use crate::domain::Locale;
use crate::ports::{CallbackContent, CallbackRequest};
use crate::render::Messages;
use crate::render::page::BrowserPage;
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
    /// Listens. `address` is what browsers know it by, without a slash at its end: answers count only from a page that they have
    /// from there. What browsers bring is received from the channel.
    pub async fn open(listen: SocketAddr, address: &str) -> std::io::Result<(Self, mpsc::Receiver<CallbackRequest>)> {
        let listener = TcpListener::bind(listen).await?;
        let bound = listener.local_addr()?;
        let origin = consent_form::origin_of(address).to_owned();
        let (returns, receiver) = mpsc::channel(RETURNS_MAX);
        let routes = Router::new().fallback(pass).with_state(Arc::new(Behind { returns, origin }));
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
        Ok((Self { address: bound, stop, serving }, receiver))
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

/// What is behind the door.
struct Behind {
    returns: mpsc::Sender<CallbackRequest>,
    /// Where our own pages come from, as browsers write it.
    origin: String,
}

/// With which status somebody is sent away, and what they read.
type SentAway = (StatusCode, BrowserPage);

async fn pass(State(behind): State<Arc<Behind>>, request: Request) -> Response {
    let messages = Messages::new();
    let language = language_of(request.headers());
    let nothing = |status| Err((status, messages.not_found_page(&language)));
    let taken = match *request.method() {
        _ if request.uri().path() != PATH => nothing(StatusCode::NOT_FOUND),
        Method::GET | Method::POST if is_fetched_ahead(request.headers()) => nothing(StatusCode::SERVICE_UNAVAILABLE),
        Method::GET => comes_back(&request, messages, &language),
        Method::POST => answers(request, &behind.origin, messages, &language).await,
        // A `HEAD` is sent by what only looks, such as a preview of a link; it must not use up a code.
        _ => nothing(StatusCode::NOT_FOUND),
    };
    let (state, content) = match taken {
        Ok(taken) => taken,
        Err((status, page)) => return answer(status, &page.into()),
    };
    let no_answer = || answer(StatusCode::SERVICE_UNAVAILABLE, &messages.unknown_outcome_page(&language).into());
    let (response, shown) = oneshot::channel();
    let returned = CallbackRequest { state, content, language: language.clone(), response };
    // Never waiting for a place: what does not fit was not taken, and can be tried again.
    if behind.returns.try_send(returned).is_err() {
        return no_answer();
    }
    match tokio::time::timeout(PAGE_PATIENCE, shown).await {
        Ok(Ok(shown)) => answer(StatusCode::OK, &shown),
        Ok(Err(_)) | Err(_) => no_answer(),
    }
}

/// A browser comes back from a sign-in. Nothing is agreed to by that, whatever stands in the address.
fn comes_back(request: &Request, messages: Messages, language: &Locale) -> Result<(Secret, CallbackContent), SentAway> {
    if !request.body().is_end_stream() {
        return Err((StatusCode::PAYLOAD_TOO_LARGE, messages.not_found_page(language)));
    }
    if request.uri().query().is_some_and(|query| query.len() > QUERY_BYTES_MAX) {
        return Err((StatusCode::URI_TOO_LONG, messages.not_found_page(language)));
    }
    read(request.uri()).ok_or_else(|| (StatusCode::BAD_REQUEST, messages.unknown_sign_in_page(language)))
}

/// A browser answers what a page of ours has asked.
async fn answers(
    request: Request,
    origin: &str,
    messages: Messages,
    language: &Locale,
) -> Result<(Secret, CallbackContent), SentAway> {
    match consent_form::read(request, origin).await {
        Ok((token, yes)) => Ok((token, CallbackContent::Answer { yes })),
        Err(StatusCode::FORBIDDEN) => Err((StatusCode::FORBIDDEN, messages.foreign_answer_page(language))),
        Err(status) => Err((status, messages.unknown_confirmation_page(language))),
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

/// Which sign-in it says it comes from, and what it brings.
fn read(uri: &Uri) -> Option<(Secret, CallbackContent)> {
    let mut fields = Fields::read(uri.query()?)?;
    let state = Secret::new(fields.take("state")?);
    let brought = match (fields.take("code"), fields.take("error")) {
        (Some(code), None) => CallbackContent::Code(Secret::new(code)),
        (None, Some(code)) => {
            CallbackContent::Error { code, message: fields.take("error_description").unwrap_or_default() }
        }
        (Some(_), Some(_)) | (None, None) => return None,
    };
    Some((state, brought))
}
