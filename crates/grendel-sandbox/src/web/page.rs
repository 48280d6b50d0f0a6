//! The page's own files, built into the program.

use axum::extract::Path;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse as _, Response};

use super::error::{Answered, ApiError};

const HTML: &str = "text/html; charset=utf-8";
const STYLE: &str = "text/css; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";
const MARKDOWN: &str = "text/markdown; charset=utf-8";

/// The files that the page fetches: the name, the content type and the content of each.
const FILES: &[(&str, &str, &str)] = &[
    ("index.html", HTML, include_str!("page/index.html")),
    ("banners.css", STYLE, include_str!("page/banners.css")),
    ("chat.css", STYLE, include_str!("page/chat.css")),
    ("composer.css", STYLE, include_str!("page/composer.css")),
    ("controls.css", STYLE, include_str!("page/controls.css")),
    ("layout.css", STYLE, include_str!("page/layout.css")),
    ("panels.css", STYLE, include_str!("page/panels.css")),
    ("theme.css", STYLE, include_str!("page/theme.css")),
    ("account_facts.js", SCRIPT, include_str!("page/account_facts.js")),
    ("account_list.js", SCRIPT, include_str!("page/account_list.js")),
    ("acting.js", SCRIPT, include_str!("page/acting.js")),
    ("announcer.js", SCRIPT, include_str!("page/announcer.js")),
    ("call_list.js", SCRIPT, include_str!("page/call_list.js")),
    ("clock.js", SCRIPT, include_str!("page/clock.js")),
    ("coalesce.js", SCRIPT, include_str!("page/coalesce.js")),
    ("command_form.js", SCRIPT, include_str!("page/command_form.js")),
    ("command_line.js", SCRIPT, include_str!("page/command_line.js")),
    ("component_view.js", SCRIPT, include_str!("page/component_view.js")),
    ("composer.js", SCRIPT, include_str!("page/composer.js")),
    ("dom.js", SCRIPT, include_str!("page/dom.js")),
    ("embed_view.js", SCRIPT, include_str!("page/embed_view.js")),
    ("follow_end.js", SCRIPT, include_str!("page/follow_end.js")),
    ("form_dialog.js", SCRIPT, include_str!("page/form_dialog.js")),
    ("hints.js", SCRIPT, include_str!("page/hints.js")),
    ("interface.js", SCRIPT, include_str!("page/interface.js")),
    ("journal_list.js", SCRIPT, include_str!("page/journal_list.js")),
    ("main.js", SCRIPT, include_str!("page/main.js")),
    ("markdown.js", SCRIPT, include_str!("page/markdown.js")),
    ("markdown_inline.js", SCRIPT, include_str!("page/markdown_inline.js")),
    ("markdown_view.js", SCRIPT, include_str!("page/markdown_view.js")),
    ("message_links.js", SCRIPT, include_str!("page/message_links.js")),
    ("message_view.js", SCRIPT, include_str!("page/message_view.js")),
    ("people_list.js", SCRIPT, include_str!("page/people_list.js")),
    ("room.js", SCRIPT, include_str!("page/room.js")),
    ("screen.js", SCRIPT, include_str!("page/screen.js")),
    ("scenario_list.js", SCRIPT, include_str!("page/scenario_list.js")),
    ("suggestions.js", SCRIPT, include_str!("page/suggestions.js")),
    ("tabs.js", SCRIPT, include_str!("page/tabs.js")),
    ("theme.js", SCRIPT, include_str!("page/theme.js")),
    ("time_words.js", SCRIPT, include_str!("page/time_words.js")),
    ("trouble_switches.js", SCRIPT, include_str!("page/trouble_switches.js")),
    ("views.js", SCRIPT, include_str!("page/views.js")),
    ("welcome.js", SCRIPT, include_str!("page/welcome.js")),
];

/// Answers `GET /` with the page.
pub async fn index() -> Answered<Response> {
    file(Path("index.html".to_owned())).await
}

/// Answers `GET /page/{name}` with a file of the page.
pub async fn file(Path(name): Path<String>) -> Answered<Response> {
    let found = FILES.iter().find(|(known, ..)| *known == name);
    let (_, kind, text) = found.ok_or_else(|| ApiError::unknown(format!("the page has no file {name}")))?;
    Ok(([(CONTENT_TYPE, *kind)], *text).into_response())
}

/// Answers `GET /interface` with the description of the interface.
pub async fn interface() -> Response {
    ([(CONTENT_TYPE, MARKDOWN)], include_str!("interface.md")).into_response()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::FILES;

    #[test]
    fn every_file_of_the_page_is_built_in() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/web/page");
        let there = std::fs::read_dir(folder).expect("the page has a folder");
        let there: BTreeSet<String> =
            there.map(|file| file.expect("a file").file_name().to_string_lossy().into_owned()).collect();
        let built_in: BTreeSet<String> = FILES.iter().map(|(name, ..)| (*name).to_owned()).collect();
        assert_eq!(built_in, there, "src/playground/page.rs lists what is in its folder `page`, by name");
    }
}
