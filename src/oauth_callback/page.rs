//! Pages as HTML, with the headers that forbid caching, framing and referrers.

use std::fmt::{self, Write as _};
use std::io::{self, Write};

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;

use super::PATH;
use super::consent_form::{ANSWER_FIELD, NO, TOKEN_FIELD, YES};
use crate::domain::Locale;
use crate::ports::CallbackResponse;
use crate::render::page::{BrowserPage, ConfirmationPage, ConfirmationRow, SecretRow};
use crate::secret::{self, Secret};

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

/// Returns a page as a response with this status. Its body is overwritten after use, because it may show a password.
pub(super) fn page_response(status: StatusCode, page: &CallbackResponse) -> Response {
    let headers = match page {
        CallbackResponse::Page(_) | CallbackResponse::Secret(_) => PAGE_HEADERS,
        CallbackResponse::Question { .. } => QUESTION_HEADERS,
    };
    let mut response = Response::new(Body::from(secret::body(|out| write_html(out, page))));
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

/// Writes a page. What it shows is copied nowhere else.
fn write_html(out: &mut dyn Write, shown: &CallbackResponse) -> io::Result<()> {
    let page = match shown {
        CallbackResponse::Page(page) => page,
        CallbackResponse::Question { question, .. } => &question.page,
        CallbackResponse::Secret(shown) => &shown.page,
    };
    let BrowserPage { title, text, language } = page;
    let (title, text, language) = (Escaped(title), Escaped(text), Escaped(&language.0));
    write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<meta name=\"robots\" content=\"noindex\">\n\
         <title>{title} · Grendel</title>\n</head>\n<body>\n<h1>{title}</h1>\n<p>{text}</p>\n"
    )?;
    match shown {
        CallbackResponse::Page(_) => {}
        CallbackResponse::Question { question, token } => write_form(out, question, token)?,
        CallbackResponse::Secret(shown) => write_secrets(out, &shown.rows)?,
    }
    out.write_all(b"</body>\n</html>\n")
}

/// Writes what is below a question: its facts and the form. The form is sent to the address of the page without the
/// query, which contains the code.
fn write_form(out: &mut dyn Write, question: &ConfirmationPage, token: &Secret) -> io::Result<()> {
    out.write_all(b"<dl>\n")?;
    question.rows.iter().try_for_each(|row| write_fact(out, row))?;
    let (warning, token, action) = (Escaped(&question.warning), Escaped(token.reveal()), PATH.trim_start_matches('/'));
    write!(
        out,
        "</dl>\n<p>{warning}</p>\n<form method=\"post\" action=\"{action}\" autocomplete=\"off\">\n\
         <input type=\"hidden\" name=\"{TOKEN_FIELD}\" value=\"{token}\">\n"
    )?;
    for (value, label) in [(YES, &question.yes), (NO, &question.no)] {
        let label = Escaped(label);
        writeln!(out, "<button type=\"submit\" name=\"{ANSWER_FIELD}\" value=\"{value}\">{label}</button>")?;
    }
    out.write_all(b"</form>\n")
}

/// Writes one fact. `bdi` isolates a name that is written from right to left, so that it cannot reorder what follows.
fn write_fact(out: &mut dyn Write, fact: &ConfirmationRow) -> io::Result<()> {
    let ConfirmationRow { label, name, detail } = fact;
    write!(out, "<dt>{}</dt>\n<dd><strong><bdi>{}</bdi></strong>", Escaped(label), Escaped(name))?;
    if !detail.is_empty() {
        write!(out, " ({})", Escaped(detail))?;
    }
    out.write_all(b"</dd>\n")
}

/// Writes the secrets of a page, each with its label.
fn write_secrets(out: &mut dyn Write, rows: &[SecretRow]) -> io::Result<()> {
    out.write_all(b"<dl>\n")?;
    for SecretRow { label, secret, note } in rows {
        let (label, secret, note) = (Escaped(label), Escaped(secret.reveal()), Escaped(note));
        write!(out, "<dt>{label}</dt>\n<dd><code>{secret}</code></dd>\n<dd>{note}</dd>\n")?;
    }
    out.write_all(b"</dl>\n")
}

/// Text, escaped for an element or a quoted attribute while it is written.
/// <https://html.spec.whatwg.org/multipage/parsing.html#escapingString>
struct Escaped<'a>(&'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.chars().try_for_each(|letter| match letter {
            '&' => out.write_str("&amp;"),
            '<' => out.write_str("&lt;"),
            '>' => out.write_str("&gt;"),
            '"' => out.write_str("&quot;"),
            '\'' => out.write_str("&#39;"),
            _ => out.write_char(letter),
        })
    }
}

#[cfg(test)]
mod tests {
    use axum::body::to_bytes;

    use super::*;
    use crate::render::page::SecretPage;

    #[tokio::test]
    async fn a_secret_is_on_its_page_escaped_and_nothing_is_cut() {
        let text = |text: &str| text.to_owned();
        let page = BrowserPage { title: text("A <b>"), text: text("For \"H\""), language: Locale::from("nl") };
        let row = SecretRow { label: text("Pass"), secret: Secret::new(text("a&b<c>'")), note: text("Once") };
        let shown = CallbackResponse::Secret(SecretPage { page, rows: vec![row] });
        let body = to_bytes(page_response(StatusCode::OK, &shown).into_body(), usize::MAX).await.unwrap();
        let html = std::str::from_utf8(&body).unwrap();
        assert!(html.contains("<dd><code>a&amp;b&lt;c&gt;&#39;</code></dd>\n<dd>Once</dd>\n</dl>\n</body>"), "{html}");
        assert!(html.contains("<h1>A &lt;b&gt;</h1>\n<p>For &quot;H&quot;</p>"), "{html}");
        assert!(html.ends_with("</html>\n"), "{html}");
    }
}
