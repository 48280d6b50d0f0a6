//! The form with which a browser answers the question on one of our pages. Accepted only from our own origin.

use axum::body::to_bytes;
use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode, header};

use super::form_fields::FormFields;
use crate::secret::Secret;

/// The longest form that is read, in bytes. Our own has about 90.
const FORM_BYTES_MAX: usize = 1 << 10;
/// The media type of a form. <https://url.spec.whatwg.org/#application/x-www-form-urlencoded>
const FORM_MEDIA_TYPE: &str = "application/x-www-form-urlencoded";

/// The fields of the form. The token is never in an address, because proxies and browsers record addresses.
pub(super) const TOKEN_FIELD: &str = "token";
pub(super) const ANSWER_FIELD: &str = "answer";
/// The values of the answer.
pub(super) const YES: &str = "yes";
pub(super) const NO: &str = "no";

/// Returns the token of the form and true if the answer is yes.
///
/// # Errors
///
/// Returns the status of the response: 403 for a foreign origin, 415, 413 or 400 for anything that is not our form.
pub(super) async fn parse(request: Request, origin: &str) -> Result<(Secret, bool), StatusCode> {
    if !is_from_origin(origin, request.headers()) {
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
    parse_fields(text).ok_or(StatusCode::BAD_REQUEST)
}

fn parse_fields(text: &str) -> Option<(Secret, bool)> {
    let mut fields = FormFields::parse(text)?;
    let token = Secret::new(fields.take(TOKEN_FIELD)?);
    match fields.take(ANSWER_FIELD)?.as_str() {
        YES => Some((token, true)),
        NO => Some((token, false)),
        _ => None,
    }
}

/// Returns true if the headers say that a page of this origin sent the form. The token alone would be enough; this
/// check holds if a token ever leaks.
///
/// Browsers send `Sec-Fetch-Site` to trustworthy addresses only, and old ones do not send it. If present it must be
/// `same-origin`. They send `Origin` with every form, and the referrer policy of our page makes it our origin. `null`
/// means a page that hides its origin, such as a sandboxed frame, and counts as foreign. Either header may be missing,
/// but not both, because a client that sends neither is not a browser.
/// <https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Sec-Fetch-Site>
/// <https://fetch.spec.whatwg.org/#origin-header>
fn is_from_origin(origin: &str, headers: &HeaderMap) -> bool {
    let is_always = |name: &str, wanted: &str| {
        let mut values = headers.get_all(name).iter().peekable();
        values.peek().is_some().then(|| values.all(|value| value.as_bytes() == wanted.as_bytes()))
    };
    match (is_always("sec-fetch-site", "same-origin"), is_always("origin", origin)) {
        (None, None) => false,
        (site, origin) => site.unwrap_or(true) && origin.unwrap_or(true),
    }
}

/// Returns true if there is one `Content-Type` header and it is that of a form. This is no proof of origin, because any
/// page can send a form; it keeps other bodies from being parsed as one.
fn is_form(headers: &HeaderMap) -> bool {
    let mut types = headers.get_all(header::CONTENT_TYPE).iter();
    let (Some(media_type), None) = (types.next(), types.next()) else { return false };
    let media_type = media_type.to_str().unwrap_or_default().split(';').next().unwrap_or_default();
    media_type.trim().eq_ignore_ascii_case(FORM_MEDIA_TYPE)
}

/// Returns the origin of an address, as browsers serialize it: scheme, host and port. The address must be one that the
/// configuration has normalized.
/// <https://html.spec.whatwg.org/multipage/browsers.html#ascii-serialisation-of-an-origin>
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
