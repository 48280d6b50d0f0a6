//! The page's own files, built into the program.

use axum::extract::Path;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse as _, Response};

use super::refused::{Answered, Refused};

const HTML: &str = "text/html; charset=utf-8";
const MARKDOWN: &str = "text/markdown; charset=utf-8";

/// Each file that the page fetches: its name, what it is, and what is in it.
const FILES: &[(&str, &str, &str)] = &[("index.html", HTML, include_str!("page/index.html"))];

/// `GET /`.
pub async fn index() -> Answered<Response> {
    file(Path("index.html".to_owned())).await
}

/// `GET /page/{name}`.
pub async fn file(Path(name): Path<String>) -> Answered<Response> {
    let found = FILES.iter().find(|(known, ..)| *known == name);
    let (_, kind, text) = found.ok_or_else(|| Refused::unknown(format!("the page has no file {name}")))?;
    Ok(([(CONTENT_TYPE, *kind)], *text).into_response())
}

/// `GET /interface`.
pub async fn interface() -> Response {
    ([(CONTENT_TYPE, MARKDOWN)], include_str!("interface.md")).into_response()
}
