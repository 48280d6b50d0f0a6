//! The answer to a question of ours, as a browser posts it: read only where it comes from our own page.

use axum::body::to_bytes;
use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode, header};

use super::form_fields::Fields;
use crate::secret::Secret;

/// The longest form that is read, in bytes. One of ours has about 90.
const FORM_BYTES_MAX: usize = 1 << 10;
/// What a form's body is. <https://url.spec.whatwg.org/#application/x-www-form-urlencoded>
const FORM: &str = "application/x-www-form-urlencoded";

/// The names in the form. The token is in there and never in an address, which others keep.
pub(super) const TOKEN: &str = "token";
pub(super) const ANSWER: &str = "answer";
pub(super) const YES: &str = "yes";
pub(super) const NO: &str = "no";

/// The token that the answer carries, and whether it is yes; or with which status it is sent away.
pub(super) async fn read(request: Request, origin: &str) -> Result<(Secret, bool), StatusCode> {
    if !comes_from(origin, request.headers()) {
        return Err(StatusCode::FORBIDDEN);
    }
    if !is_form(request.headers()) {
        return Err(StatusCode::UNSUPPORTED_MEDIA_TYPE);
    }
    if request.uri().query().is_some() {
        return Err(StatusCode::BAD_REQUEST);
    }
    let body = to_bytes(request.into_body(), FORM_BYTES_MAX).await.map_err(|_| StatusCode::PAYLOAD_TOO_LARGE)?;
    let text = std::str::from_utf8(&body).map_err(|_| StatusCode::BAD_REQUEST)?;
    answer(text).ok_or(StatusCode::BAD_REQUEST)
}

fn answer(text: &str) -> Option<(Secret, bool)> {
    let mut fields = Fields::read(text)?;
    let token = Secret::new(fields.take(TOKEN)?);
    match fields.take(ANSWER)?.as_str() {
        YES => Some((token, true)),
        NO => Some((token, false)),
        _ => None,
    }
}

/// Whether the browser says that a page of ours sends this. The token would be enough; this is the second lock, for the day on
/// which a token is seen by somebody else.
///
/// A browser sends `Sec-Fetch-Site` to what it trusts, or is too old to know of it; what it sends must be `same-origin`. It sends
/// `Origin` with every form, and with our page's own referrer policy that is our address; so `null` comes from somewhere that hides
/// itself, such as a sandboxed frame, and counts as another's. Either may be missing, but not both: who says nothing at all is no
/// browser. <https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Sec-Fetch-Site>,
/// <https://fetch.spec.whatwg.org/#origin-header>
fn comes_from(origin: &str, headers: &HeaderMap) -> bool {
    let says = |name: &str, wanted: &str| {
        let mut values = headers.get_all(name).iter().peekable();
        values.peek().is_some().then(|| values.all(|value| value.as_bytes() == wanted.as_bytes()))
    };
    match (says("sec-fetch-site", "same-origin"), says("origin", origin)) {
        (None, None) => false,
        (site, origin) => site.unwrap_or(true) && origin.unwrap_or(true),
    }
}

/// Whether the body says, once, that it is a form. Any page can send one, so this proves nothing; it spares guessing at the rest.
fn is_form(headers: &HeaderMap) -> bool {
    let mut kinds = headers.get_all(header::CONTENT_TYPE).iter();
    let (Some(kind), None) = (kinds.next(), kinds.next()) else { return false };
    let kind = kind.to_str().unwrap_or_default().split(';').next().unwrap_or_default();
    kind.trim().eq_ignore_ascii_case(FORM)
}

/// Where a page at this address comes from, as browsers write it. The address is one that the configuration has read, so it is
/// written as they do already. <https://html.spec.whatwg.org/multipage/browsers.html#ascii-serialisation-of-an-origin>
pub(super) fn origin_of(address: &str) -> &str {
    let host = address.find("://").map_or(0, |at| at + "://".len());
    let end = address[host..].find('/').map_or(address.len(), |at| host + at);
    &address[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_an_address_without_its_path() {
        for (address, origin) in [
            ("https://grendel.contoso.com", "https://grendel.contoso.com"),
            ("https://contoso.com/grendel/here", "https://contoso.com"),
            ("http://127.0.0.1:8423", "http://127.0.0.1:8423"),
            ("http://[::1]:8423/x", "http://[::1]:8423"),
        ] {
            assert_eq!(origin_of(address), origin);
        }
    }
}
