//! The HTTP server for the redirect of a sign-in: one path, `GET` for the redirect and `POST` for the form of a page.
//!
//! It knows neither sign-ins nor members. It checks and parses a request, hands it to the engine, and answers with the
//! page that the engine returns. It runs behind a reverse proxy that terminates TLS, and treats every request as
//! hostile.

mod client_address;
mod client_places;
mod bounded_listener;
mod form_fields;
mod consent_form;
mod page;
#[cfg(test)]
mod tests;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::body::HttpBody as _;
use axum::extract::Request;
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::response::Response;
use ipnet::IpNet;
use tokio::net::TcpListener;
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;

use self::bounded_listener::{BoundedListener, ListenerLimits};
use self::client_address::TrustedProxies;
use self::form_fields::FormFields;
use self::page::{page_response, preferred_language};
use crate::domain::Locale;
use crate::ports::{CallbackContent, CallbackRequest};
use crate::render::Messages;
use crate::render::page::BrowserPage;
use crate::secret::Secret;
use crate::stranger_log::{Stranger, StrangerLog};

/// The path of the redirect URI, below the public address.
pub const PATH: &str = "/signed-in";

/// The capacity of the queue to the engine. People return from a sign-in every few minutes; a burst is an attack.
const REQUESTS_MAX: usize = 16;
/// The longest query that is read, in bytes. An authorization code of Microsoft's has about 1500.
const QUERY_BYTES_MAX: usize = 8 << 10;
/// The time in which a browser must send the form of a page, after its header. The form has some hundred bytes.
const FORM_TIMEOUT: Duration = Duration::from_secs(5);
/// The time in which the engine must return a page. It calls Microsoft meanwhile, which may throttle it.
const PAGE_TIMEOUT: Duration = Duration::from_secs(30);
/// The time that a shutdown waits for requests in flight.
const SHUTDOWN_TIMEOUT: Duration = Duration::from_secs(2);

/// The running server. Dropping it stops it; [`CallbackServer::close`] also waits for requests in flight.
#[derive(Debug)]
pub struct CallbackServer {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    serving: JoinHandle<()>,
}

/// The settings of the server.
pub struct CallbackServerOptions {
    /// The local address on which it listens.
    pub listen: SocketAddr,
    /// The address that browsers use, without a slash at its end. A form is accepted only from a page of that origin.
    pub public_address: String,
    /// The proxies that may say which client a request comes from. Nobody else is believed.
    pub proxies: Vec<IpNet>,
    /// The count of requests that are not ours.
    pub strangers: StrangerLog,
}

impl CallbackServer {
    /// Starts to listen. Returns the server with the channel on which it hands over requests.
    pub async fn start(options: CallbackServerOptions) -> std::io::Result<(Self, mpsc::Receiver<CallbackRequest>)> {
        let CallbackServerOptions { listen, public_address, proxies, strangers } = options;
        let listener = BoundedListener {
            listener: TcpListener::bind(listen).await?,
            limits: ListenerLimits::default(),
            proxies: TrustedProxies::new(proxies),
            strangers: strangers.clone(),
        };
        let address = listener.address()?;
        let origin = consent_form::origin_of(&public_address).to_owned();
        let (requests, receiver) = mpsc::channel(REQUESTS_MAX);
        let state = Arc::new(ServerState { requests, origin, strangers });
        let (stop, stopped) = oneshot::channel::<()>();
        let serving = tokio::spawn(listener.serve(move |request| handle(Arc::clone(&state), request), async {
            // An error means that the server was dropped, which stops it too.
            let _ = stopped.await;
        }));
        Ok((Self { address, stop, serving }, receiver))
    }

    /// Returns the address on which the server listens, with the actual port if the configured one is 0.
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Stops accepting requests and waits up to 2 seconds for those in flight.
    pub async fn close(self) {
        let _ = self.stop.send(());
        // Requests that take longer than the time-out are dropped with the runtime.
        let _ = tokio::time::timeout(SHUTDOWN_TIMEOUT, self.serving).await;
    }
}

/// The state that requests share.
struct ServerState {
    requests: mpsc::Sender<CallbackRequest>,
    /// The origin of our own pages, as browsers serialize it.
    origin: String,
    strangers: StrangerLog,
}

/// A request that is not handed to the engine: the status and the page of its response.
type Rejection = (StatusCode, BrowserPage);

async fn handle(state: Arc<ServerState>, request: Request) -> Response {
    let messages = Messages::new();
    let language = preferred_language(request.headers());
    let unavailable =
        || page_response(StatusCode::SERVICE_UNAVAILABLE, &messages.unknown_outcome_page(&language).into());
    let reject = |status| Err((status, messages.not_found_page(&language)));
    let parsed = match *request.method() {
        _ if request.uri().path() != PATH => reject(StatusCode::NOT_FOUND),
        Method::GET | Method::POST if is_prefetch(request.headers()) => reject(StatusCode::SERVICE_UNAVAILABLE),
        Method::GET => parse_redirect(&request, messages, &language),
        Method::POST => parse_form(request, &state.origin, messages, &language).await,
        // Link previews send `HEAD`. Answering it like `GET` would use up the code.
        _ => reject(StatusCode::NOT_FOUND),
    };
    let (state_or_token, content) = match parsed {
        Ok(parsed) => parsed,
        Err((status, page)) => {
            state.strangers.count(Stranger::Malformed);
            return page_response(status, &page.into());
        }
    };
    let (response, page) = oneshot::channel();
    let callback = CallbackRequest { state: state_or_token, content, language: language.clone(), response };
    // `try_send` does not wait for room. A request that is not handed over has used nothing up and can be repeated.
    if state.requests.try_send(callback).is_err() {
        return unavailable();
    }
    match tokio::time::timeout(PAGE_TIMEOUT, page).await {
        Ok(Ok(page)) => page_response(StatusCode::OK, &page),
        Ok(Err(_)) | Err(_) => unavailable(),
    }
}

/// Parses the redirect of a sign-in. A redirect never confirms anything, whatever its query says.
fn parse_redirect(
    request: &Request,
    messages: Messages,
    language: &Locale,
) -> Result<(Secret, CallbackContent), Rejection> {
    if !request.body().is_end_stream() {
        return Err((StatusCode::PAYLOAD_TOO_LARGE, messages.not_found_page(language)));
    }
    if request.uri().query().is_some_and(|query| query.len() > QUERY_BYTES_MAX) {
        return Err((StatusCode::URI_TOO_LONG, messages.not_found_page(language)));
    }
    parse_query(request.uri()).ok_or_else(|| (StatusCode::BAD_REQUEST, messages.unknown_sign_in_page(language)))
}

/// Parses the form of a page with a question.
async fn parse_form(
    request: Request,
    origin: &str,
    messages: Messages,
    language: &Locale,
) -> Result<(Secret, CallbackContent), Rejection> {
    let parsed = tokio::time::timeout(FORM_TIMEOUT, consent_form::parse(request, origin)).await;
    match parsed.unwrap_or(Err(StatusCode::REQUEST_TIMEOUT)) {
        Ok((token, yes)) => Ok((token, CallbackContent::Answer { yes })),
        Err(StatusCode::FORBIDDEN) => Err((StatusCode::FORBIDDEN, messages.foreign_answer_page(language))),
        Err(status) => Err((status, messages.unknown_confirmation_page(language))),
    }
}

/// Returns true if a browser fetches the page before the person opens it. Such a request would use up the code.
/// <https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Sec-Purpose>
fn is_prefetch(headers: &HeaderMap) -> bool {
    let says_prefetch = |name: &str| {
        let mut values = headers.get_all(name).iter().filter_map(|value| value.to_str().ok());
        values.any(|value| value.to_ascii_lowercase().contains("prefetch"))
    };
    ["sec-purpose", "purpose", "x-purpose", "x-moz"].into_iter().any(says_prefetch)
}

/// Returns the `state` and the content of a redirect. `None` without a `state`, or without exactly one of `code` and
/// `error`.
fn parse_query(uri: &Uri) -> Option<(Secret, CallbackContent)> {
    let mut fields = FormFields::parse(uri.query()?)?;
    let state = Secret::new(fields.take("state")?);
    let content = match (fields.take("code"), fields.take("error")) {
        (Some(code), None) => CallbackContent::Code(Secret::new(code)),
        (None, Some(code)) => {
            CallbackContent::Error { code, message: fields.take("error_description").unwrap_or_default() }
        }
        (Some(_), Some(_)) | (None, None) => return None,
    };
    Some((state, content))
}
