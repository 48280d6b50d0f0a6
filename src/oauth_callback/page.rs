//! A page as HTML, with the headers that keep it from being kept, framed, or asked where it came from.

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;

use super::PATH;
use super::consent_form::{ANSWER, NO, TOKEN, YES};
use crate::domain::Locale;
use crate::ports::CallbackResponse;
use crate::render::page::{BrowserPage, ConfirmationPage, ConfirmationRow};
use crate::secret::Secret;

/// The longest name of a language that is looked at, in characters. The longest of Discord's has six.
const LANGUAGE_CHARS_MAX: usize = 16;

/// What every answer says, whatever it is. The address has a code in it, so it must not be kept and not be passed on.
/// <https://owasp.org/www-project-secure-headers/>
const HEADERS: [(header::HeaderName, &str); 4] = [
    (header::CONTENT_TYPE, "text/html; charset=utf-8"),
    (header::CACHE_CONTROL, "no-store"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::CONNECTION, "close"),
];

/// What a page without anything to press says on top of that.
const OF_PAGE: [(header::HeaderName, &str); 2] = [
    (header::REFERRER_POLICY, "no-referrer"),
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
];

/// What a question says instead: its form goes to ourselves and nowhere else. With `no-referrer` browsers would send it with
/// `Origin: null`, as a page does that hides itself; with this they say where it comes from, and leave out the rest of the address.
/// <https://fetch.spec.whatwg.org/#append-a-request-origin-header>
const OF_QUESTION: [(header::HeaderName, &str); 2] = [
    (header::REFERRER_POLICY, "strict-origin"),
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    ),
];

/// What is shown, with this status.
pub(super) fn answer(status: StatusCode, shown: &CallbackResponse) -> Response {
    let (html, headers) = match shown {
        CallbackResponse::Page(page) => (html(page, ""), OF_PAGE),
        CallbackResponse::Question { question, token } => (html(&question.page, &asking(question, token)), OF_QUESTION),
    };
    let mut response = Response::new(Body::from(html));
    *response.status_mut() = status;
    for (name, value) in HEADERS.into_iter().chain(headers) {
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

fn html(page: &BrowserPage, rest: &str) -> String {
    let (language, title, text) = (escaped(&page.language.0), escaped(&page.title), escaped(&page.text));
    format!(
        "<!DOCTYPE html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<meta name=\"robots\" content=\"noindex\">\n\
         <title>{title} · Grendel</title>\n</head>\n<body>\n<h1>{title}</h1>\n<p>{text}</p>\n{rest}</body>\n</html>\n"
    )
}

/// What stands under a question: what it is about, and the form. The form goes to the address of the page without its query, which
/// has the code in it.
fn asking(question: &ConfirmationPage, token: &Secret) -> String {
    let rows: String = question.rows.iter().map(fact).collect();
    let (warning, token, action) = (escaped(&question.warning), escaped(token.reveal()), PATH.trim_start_matches('/'));
    let button = |value: &str, label: &str| {
        format!("<button type=\"submit\" name=\"{ANSWER}\" value=\"{value}\">{}</button>\n", escaped(label))
    };
    let (yes, no) = (button(YES, &question.yes), button(NO, &question.no));
    format!(
        "<dl>\n{rows}</dl>\n<p>{warning}</p>\n<form method=\"post\" action=\"{action}\" autocomplete=\"off\">\n\
         <input type=\"hidden\" name=\"{TOKEN}\" value=\"{token}\">\n{yes}{no}</form>\n"
    )
}

/// A name may be written from right to left; that ends with it.
fn fact(fact: &ConfirmationRow) -> String {
    let ConfirmationRow { label, name, detail } = fact;
    let (label, name, detail) = (escaped(label), escaped(name), escaped(detail));
    let detail = if detail.is_empty() { detail } else { format!(" ({detail})") };
    format!("<dt>{label}</dt>\n<dd><strong><bdi>{name}</bdi></strong>{detail}</dd>\n")
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
