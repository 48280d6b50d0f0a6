//! The pages for people with a real browser: a choice of accounts, and errors.

use std::fmt::Write as _;
use std::sync::Arc;

use axum::extract::{Path, RawQuery, State as Shared};
use axum::http::header::{CACHE_CONTROL, LOCATION};
use axum::http::{Method, StatusCode};
use axum::response::{Html, IntoResponse, Response};

use super::authorize::{AuthorizeRequest, Prompt, Redirect, Rejection, ResponseMode};
use super::{FormFields, OauthError, bad_request, device};
use crate::tenant::state::State;
use crate::tenant::{ObservedCall, Tenant};

/// The style of every page: readable on a phone, in light and dark mode.
const STYLE: &str = "<style>:root { color-scheme: light dark; font: 1rem/1.6 system-ui, sans-serif } body { max-width: 40rem; \
                     margin: 2rem auto; padding: 0 1rem } ul { list-style: none; padding: 0 } li { margin: .4rem 0 } \
                     button { font: inherit; padding: .3rem .8rem }</style>";

/// Answers `/{tenant}/oauth2/v2.0/authorize`: a page to choose an account, whose form posts here.
pub(in crate::tenant) async fn authorize(
    Shared(tenant): Shared<Arc<Tenant>>,
    Path(name): Path<String>,
    RawQuery(query): RawQuery,
    method: Method,
    body: String,
) -> Response {
    let now = tenant.clock.now();
    let mut state = tenant.state();
    let request = AuthorizeRequest::read(&state, &tenant.address, &name, query.as_deref().unwrap_or_default());
    let form = FormFields::read(&body);
    let response = match (request, form.get("account"), form.get("declined")) {
        (Err(Rejection::Page(error)), ..) => refused(&error),
        (Err(Rejection::Redirect(back)), ..) => sent(&back),
        (Ok(request), _, Some(_)) => sent(&request.declined()),
        (Ok(request), Some(account), None) => match request.sign_in(&mut state, account, now) {
            Ok(back) => sent(&back),
            Err(error) => refused(&error),
        },
        (Ok(request), None, None) if request.prompt == Prompt::Never => silent(&request, &mut state, now),
        (Ok(_), None, None) => {
            let name = escaped(&state.settings.application_name);
            let hint = "<p>This is the sandbox's Entra. It asks for no password: choose who you are.</p>";
            page(StatusCode::OK, &format!("<h1>Sign in to {name}</h1>{hint}{}", choice(&state, "")))
        }
    };
    drop(state);
    tenant.observe(ObservedCall {
        at: now,
        method: method.to_string(),
        path: format!("/{name}/oauth2/v2.0/authorize"),
        status: response.status().as_u16(),
        client_request_id: None,
        batched: false,
    });
    response
}

/// Answers `/devicelogin`. Entra's own page has another address, so nothing is recorded here.
pub(in crate::tenant) async fn device_login(Shared(tenant): Shared<Arc<Tenant>>, body: String) -> Response {
    let now = tenant.clock.now();
    let form = FormFields::read(&body);
    let mut state = tenant.state();
    let Some(user_code) = form.get("code") else {
        let field = r#"<p><label>Code <input name="code" autofocus></label></p>"#;
        return page(StatusCode::OK, &format!("<h1>Enter the code</h1>{}", choice(&state, field)));
    };
    let person = form.get("account").filter(|_| form.get("declined").is_none());
    match device::enter(&mut state, user_code, person, now) {
        Ok(()) => page(StatusCode::OK, "<h1>Done</h1><p>You may close this page.</p>"),
        Err(error) => refused(&error),
    }
}

/// Answers a request with `prompt=none`, which needs exactly one session.
fn silent(request: &AuthorizeRequest, state: &mut State, now: jiff::Timestamp) -> Response {
    let people: Vec<String> = state.sessions.keys().cloned().collect();
    let error = match people.as_slice() {
        [] => bad_request("login_required", 50_058, "Session information is not sufficient for single-sign-on."),
        [person] => {
            return match request.sign_in(state, person, now) {
                Ok(back) => sent(&back),
                Err(error) => sent(&request.refused(&error)),
            };
        }
        _ => {
            let text = "Either multiple user identities are available for the current request or selected account is \
                        not supported for the scenario.";
            bad_request("interaction_required", 16_000, text)
        }
    };
    sent(&request.refused(&error))
}

/// Returns a form with `fields` and a button for every account. It posts to its own address.
fn choice(state: &State, fields: &str) -> String {
    let mut form = format!(r#"<form method="post">{fields}<ul>"#);
    for account in state.everyone().filter(|account| account.deleted.is_none()) {
        let (id, name) = (escaped(&account.object_id), escaped(&account.display_name));
        let sign_in_name = escaped(&account.user_principal_name);
        let note = if account.enabled { "" } else { ", blocked" };
        // Writing to a string cannot fail.
        let _ = write!(form, r#"<li><button name="account" value="{id}">{name}</button> {sign_in_name}{note}</li>"#);
    }
    form + r#"</ul><button name="declined" value="yes">Decline</button></form>"#
}

fn sent(back: &Redirect) -> Response {
    if back.mode != ResponseMode::FormPost {
        return (StatusCode::FOUND, [(LOCATION, back.url()), (CACHE_CONTROL, "no-store".to_owned())]).into_response();
    }
    let mut form = format!(r#"<form method="post" action="{}">"#, escaped(&back.url()));
    for (name, text) in &back.fields {
        let _ = write!(form, r#"<input type="hidden" name="{name}" value="{}">"#, escaped(text));
    }
    page(StatusCode::OK, &format!("{form}<button>Continue</button></form><script>document.forms[0].submit()</script>"))
}

fn refused(error: &OauthError) -> Response {
    let text = format!("<h1>Sorry, but we're having trouble signing you in.</h1><p>{}</p>", escaped(&error.text()));
    page(StatusCode::BAD_REQUEST, &text)
}

fn page(status: StatusCode, content: &str) -> Response {
    let text = format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>A simulated sign-in</title>{STYLE}{content}</html>"
    );
    (status, [(CACHE_CONTROL, "no-store")], Html(text)).into_response()
}

/// Escapes a text for HTML, between tags and in attributes.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}
