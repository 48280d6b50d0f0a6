//! The check of each request's origin. Programs on this machine and the page itself may call the interface. A page from
//! elsewhere may not, whatever host name it uses.

use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HOST, ORIGIN, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

use super::error::ApiError;

/// The maximum length of a body. The longest form of Discord's has five fields of 4,000 characters.
pub const BODY_BYTES_MAX: usize = 128 << 10;
/// The policy that allows only the page's own scripts, styles and calls. Text that a member writes cannot become a
/// script, and no other page can frame this one.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
                      form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

/// The header in which a browser says which site asks. It is also there without an `Origin`: for a picture, a script or
/// a frame. <https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Sec-Fetch-Site>
const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
/// The values for the sandbox's own page and for an address that a person typed. Programs send no such header.
const FROM_HERE: [&str; 2] = ["same-origin", "none"];
/// The port that browsers leave out of an address.
const USUAL_PORT: u16 = 80;

/// Lets only permitted requests through. A browser says in `Host` under which name it reached the server, and in
/// `Origin` and `Sec-Fetch-Site` which site asks. A link on another site may lead to the page itself, and to nothing
/// else.
pub async fn pass(State(port): State<u16>, request: Request, next: Next) -> Response {
    if let Err(refused) = check(request.headers(), request.uri().path() == "/", port) {
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

fn check(headers: &HeaderMap, is_page: bool, port: u16) -> Result<(), ApiError> {
    let mut names = vec![format!("127.0.0.1:{port}"), format!("localhost:{port}")];
    if port == USUAL_PORT {
        names.extend(["127.0.0.1".to_owned(), "localhost".to_owned()]);
    }
    let of = |header| headers.get_all(header).iter().map(|value: &HeaderValue| value.to_str().unwrap_or_default());
    let hosts: Vec<&str> = of(HOST).collect();
    let is_ours = |host: &str| names.iter().any(|name| name.eq_ignore_ascii_case(host));
    if hosts.len() != 1 || !hosts.iter().all(|host| is_ours(host)) {
        return Err(forbidden(format!("this is http://{}, and nobody else", names[0])));
    }
    let origins: Vec<&str> = of(ORIGIN).collect();
    let is_from_here = |site: &str| FROM_HERE.contains(&site);
    if !origins.iter().all(|origin| origin.strip_prefix("http://").is_some_and(is_ours))
        || !is_page && !of(SEC_FETCH_SITE).all(is_from_here)
    {
        return Err(forbidden("a page from elsewhere may not ask".to_owned()));
    }
    Ok(())
}

fn forbidden(sentence: String) -> ApiError {
    ApiError::new(StatusCode::FORBIDDEN, sentence)
}
