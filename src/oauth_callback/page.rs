//! Pages as HTML, with the headers that forbid caching, framing and referrers.

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;

use super::PATH;
use super::consent_form::{ANSWER_FIELD, NO, TOKEN_FIELD, YES};
use crate::domain::Locale;
use crate::ports::CallbackResponse;
use crate::render::page::{BrowserPage, ConfirmationPage, ConfirmationRow, SecretRow};
use crate::secret::Secret;

/// The longest language tag that is accepted, in characters. The longest of Discord's has six.
const LANGUAGE_CHARS_MAX: usize = 16;

/// The headers of every response. The address contains a code, so it must be neither cached nor sent as a referrer.
/// <https://owasp.org/www-project-secure-headers/>
const HEADERS: [(header::HeaderName, &str); 4] = [
    (header::CONTENT_TYPE, "text/html; charset=utf-8"),
    (header::CACHE_CONTROL, "no-store"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::CONNECTION, "close"),
];

/// The additional headers of a page without a form.
const PAGE_HEADERS: [(header::HeaderName, &str); 2] = [
    (header::REFERRER_POLICY, "no-referrer"),
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
];

/// The additional headers of a page with a form, which may be sent to our own origin only. With `no-referrer`, browsers
/// would send the form with `Origin: null`. With `strict-origin` they send the origin, without the rest of the address.
/// <https://fetch.spec.whatwg.org/#append-a-request-origin-header>
const QUESTION_HEADERS: [(header::HeaderName, &str); 2] = [
    (header::REFERRER_POLICY, "strict-origin"),
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    ),
];

/// Returns a page as a response with this status.
pub(super) fn page_response(status: StatusCode, page: &CallbackResponse) -> Response {
    let (html, headers) = match page {
        CallbackResponse::Page(page) => (html(page, ""), PAGE_HEADERS),
        CallbackResponse::Question { question, token } => {
            (html(&question.page, &question_form(question, token)), QUESTION_HEADERS)
        }
        CallbackResponse::Secret(shown) => (html(&shown.page, &secrets(&shown.rows)), PAGE_HEADERS),
    };
    let mut response = Response::new(Body::from(html));
    *response.status_mut() = status;
    for (name, value) in HEADERS.into_iter().chain(headers) {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

/// Returns the language that the browser prefers: the first of `Accept-Language`, or English.
/// <https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Accept-Language>
pub(super) fn preferred_language(headers: &HeaderMap) -> Locale {
    let wanted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let first = wanted.split([',', ';']).next().unwrap_or_default().trim();
    let is_tag = first.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-');
    let is_accepted = is_tag && (1..=LANGUAGE_CHARS_MAX).contains(&first.len());
    Locale(if is_accepted { first } else { "en" }.to_owned())
}

fn html(page: &BrowserPage, rest: &str) -> String {
    let (language, title, text) = (escape(&page.language.0), escape(&page.title), escape(&page.text));
    format!(
        "<!DOCTYPE html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<meta name=\"robots\" content=\"noindex\">\n\
         <title>{title} · Grendel</title>\n</head>\n<body>\n<h1>{title}</h1>\n<p>{text}</p>\n{rest}</body>\n</html>\n"
    )
}

/// Returns what is below a question: its facts and the form. The form is sent to the address of the page without the
/// query, which contains the code.
fn question_form(question: &ConfirmationPage, token: &Secret) -> String {
    let rows: String = question.rows.iter().map(fact).collect();
    let (warning, token, action) = (escape(&question.warning), escape(token.reveal()), PATH.trim_start_matches('/'));
    let button = |value: &str, label: &str| {
        format!("<button type=\"submit\" name=\"{ANSWER_FIELD}\" value=\"{value}\">{}</button>\n", escape(label))
    };
    let (yes, no) = (button(YES, &question.yes), button(NO, &question.no));
    format!(
        "<dl>\n{rows}</dl>\n<p>{warning}</p>\n<form method=\"post\" action=\"{action}\" autocomplete=\"off\">\n\
         <input type=\"hidden\" name=\"{TOKEN_FIELD}\" value=\"{token}\">\n{yes}{no}</form>\n"
    )
}

/// Returns one fact. `bdi` isolates a name that is written from right to left, so that it cannot reorder what follows.
fn fact(fact: &ConfirmationRow) -> String {
    let ConfirmationRow { label, name, detail } = fact;
    let (label, name, detail) = (escape(label), escape(name), escape(detail));
    let detail = if detail.is_empty() { detail } else { format!(" ({detail})") };
    format!("<dt>{label}</dt>\n<dd><strong><bdi>{name}</bdi></strong>{detail}</dd>\n")
}

/// Returns the secrets of a page, each with its label.
fn secrets(rows: &[SecretRow]) -> String {
    let row = |SecretRow { label, secret, note }: &SecretRow| {
        let (label, secret, note) = (escape(label), escape(secret.reveal()), escape(note));
        format!("<dt>{label}</dt>\n<dd><code>{secret}</code></dd>\n<dd>{note}</dd>\n")
    };
    format!("<dl>\n{}</dl>\n", rows.iter().map(row).collect::<String>())
}

/// Escapes text for an element or a quoted attribute.
/// <https://html.spec.whatwg.org/multipage/parsing.html#escapingString>
fn escape(text: &str) -> String {
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
