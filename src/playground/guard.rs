//! Who may ask: programs on this machine, and the page itself. A page from elsewhere may not, whatever name it found for us.

use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HOST, ORIGIN, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

use super::refused::Refused;

/// The longest body that is read. The longest form of Discord's has five fields of 4,000 characters.
pub const BODY_BYTES_MAX: usize = 128 << 10;
/// The page's own scripts, styles and calls, and nothing else: what somebody writes cannot become a script, and nobody frames it.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
                      form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

/// Lets through what comes from here. A browser says by `Host` which name it was given for us, and by `Origin` whose page asks.
pub async fn pass(State(port): State<u16>, request: Request, next: Next) -> Response {
    if let Err(refused) = check(request.headers(), port) {
        return refused.into_response();
    }
    let mut response = next.run(request).await;
    let headers: [(HeaderName, &str); 4] = [
        (CACHE_CONTROL, "no-store"),
        (CONTENT_SECURITY_POLICY, POLICY),
        (REFERRER_POLICY, "no-referrer"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    for (name, value) in headers {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

fn check(headers: &HeaderMap, port: u16) -> Result<(), Refused> {
    let names = [format!("127.0.0.1:{port}"), format!("localhost:{port}")];
    let of = |header| headers.get_all(header).iter().map(|value: &HeaderValue| value.to_str().unwrap_or_default());
    let hosts: Vec<&str> = of(HOST).collect();
    let is_ours = |host: &str| names.iter().any(|name| name.eq_ignore_ascii_case(host));
    if hosts.len() != 1 || !hosts.iter().all(|host| is_ours(host)) {
        return Err(forbidden(format!("this is http://{}, and nobody else", names[0])));
    }
    let origins: Vec<&str> = of(ORIGIN).collect();
    if !origins.iter().all(|origin| origin.strip_prefix("http://").is_some_and(is_ours)) {
        return Err(forbidden("a page from elsewhere may not ask".to_owned()));
    }
    Ok(())
}

fn forbidden(sentence: String) -> Refused {
    Refused::new(StatusCode::FORBIDDEN, sentence)
}
