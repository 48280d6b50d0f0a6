//! A page as HTML, with the headers that keep it from being kept, framed, or asked where it came from.

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;

use crate::domain::Locale;
use crate::render::page::Page;

/// The longest name of a language that is looked at, in characters. The longest of Discord's has six.
const LANGUAGE_CHARS_MAX: usize = 16;

/// What every answer says, whatever it is. The address has a code in it, so it must not be kept and not be passed on.
/// <https://owasp.org/www-project-secure-headers/>
const HEADERS: [(header::HeaderName, &str); 6] = [
    (header::CONTENT_TYPE, "text/html; charset=utf-8"),
    (header::CACHE_CONTROL, "no-store"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
    (header::CONNECTION, "close"),
];

/// The page with this status.
pub(super) fn answer(status: StatusCode, page: &Page) -> Response {
    let mut response = Response::new(Body::from(html(page)));
    *response.status_mut() = status;
    for (name, value) in HEADERS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

/// The language that a browser asks for first; English where it asks for none.
/// <https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Accept-Language>
pub(super) fn language_of(headers: &HeaderMap) -> Locale {
    let wanted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let first = wanted.split([',', ';']).next().unwrap_or_default().trim();
    let is_name = first.chars().all(|sign| sign.is_ascii_alphanumeric() || sign == '-');
    let is_known = is_name && (1..=LANGUAGE_CHARS_MAX).contains(&first.len());
    Locale(if is_known { first } else { "en" }.to_owned())
}

fn html(page: &Page) -> String {
    let (language, title, text) = (escaped(&page.language.0), escaped(&page.title), escaped(&page.text));
    format!(
        "<!DOCTYPE html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<meta name=\"robots\" content=\"noindex\">\n\
         <title>{title} · Grendel</title>\n</head>\n<body>\n<h1>{title}</h1>\n<p>{text}</p>\n</body>\n</html>\n"
    )
}

/// Text for inside of an element or of a quoted attribute.
/// <https://html.spec.whatwg.org/multipage/parsing.html#escapingString>
fn escaped(text: &str) -> String {
    text.chars().fold(String::new(), |mut escaped, letter| {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            _ => escaped.push(letter),
        }
        escaped
    })
}
