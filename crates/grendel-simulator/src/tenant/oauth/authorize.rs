//! A request to sign a person in, and the redirect that answers it.
//!
//! <https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow>. Until the application and its
//! redirect address are verified, errors are shown on a page and never sent anywhere. `code_challenge_method=plain`,
//! which Entra still accepts, and combined response types are left out.

use jiff::Timestamp;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use uuid::Uuid;

use super::{FormFields, OauthError, OauthResult, bad_request, known_client, known_tenant};
use crate::tenant::TenantSettings;
use crate::tenant::state::State;

/// The characters that a form does not encode.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
/// The length of a challenge. A SHA-256 in base64url has 43 characters; the standard allows up to 128.
const CHALLENGE_CHARACTERS: std::ops::RangeInclusive<usize> = 43..=128;
/// The scopes that the application can ask people for.
const SCOPES: [&str; 5] = ["openid", "profile", "email", "offline_access", "User.Read"];
const GRAPH_PREFIX: &str = "https://graph.microsoft.com/";

/// The way in which the answer is sent through the browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tenant) enum ResponseMode {
    Query,
    Fragment,
    FormPost,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Prompt {
    /// An existing session is used.
    Usual,
    /// The person must sign in, whatever session there is.
    Login,
    /// The person must not be request anything.
    Never,
}

/// A valid request.
#[derive(Clone, Debug)]
pub(super) struct AuthorizeRequest {
    pub client_id: String,
    pub redirect_uri: String,
    pub mode: ResponseMode,
    pub state: Option<String>,
    pub nonce: Option<String>,
    pub scopes: Vec<String>,
    pub challenge: Option<String>,
    pub prompt: Prompt,
    /// The authentication context that the id token is asked to have.
    pub context: Option<String>,
}

/// A redirect of the browser to the application.
#[derive(Clone, Debug)]
pub(super) struct Redirect {
    pub address: String,
    pub mode: ResponseMode,
    pub fields: Vec<(&'static str, String)>,
}

/// The reason why a request is invalid.
#[derive(Debug)]
pub(super) enum Rejection {
    /// Shown to the person on a page; the application is not informed.
    Page(OauthError),
    /// Sent to the application.
    Redirect(Redirect),
}

/// An authorization code, which can be exchanged for tokens once.
#[derive(Debug)]
pub(in crate::tenant) struct AuthorizationCode {
    pub value: String,
    /// The application that it was issued to.
    pub client_id: String,
    pub context: Option<String>,
    pub object_id: String,
    pub redirect_uri: String,
    pub scopes: Vec<String>,
    pub nonce: Option<String>,
    pub challenge: Option<String>,
    /// The time at which the person authenticated.
    pub signed_in: Timestamp,
    pub issued: Timestamp,
    pub redeemed: bool,
}

impl Redirect {
    /// Returns the address with its fields. A posted answer has no fields in its address.
    pub(super) fn url(&self) -> String {
        let encoded = |text: &str| utf8_percent_encode(text, ENCODED).to_string();
        let fields: Vec<String> = self.fields.iter().map(|(name, text)| format!("{name}={}", encoded(text))).collect();
        let separator = match self.mode {
            ResponseMode::Query if self.address.contains('?') => '&',
            ResponseMode::Query => '?',
            ResponseMode::Fragment => '#',
            ResponseMode::FormPost => return self.address.clone(),
        };
        format!("{}{separator}{}", self.address, fields.join("&"))
    }
}

impl AuthorizeRequest {
    /// Parses the query of a request to `/{tenant_name}/oauth2/v2.0/authorize`.
    pub(super) fn read(state: &State, address: &str, tenant_name: &str, query: &str) -> Result<Self, Rejection> {
        let form = FormFields::read(query);
        let (redirect_uri, mode) = origin(state, tenant_name, &form).map_err(Rejection::Page)?;
        let mut request = Self {
            client_id: form.get("client_id").unwrap_or_default().to_owned(),
            redirect_uri,
            mode,
            state: form.get("state").map(str::to_owned),
            nonce: form.get("nonce").map(str::to_owned),
            scopes: Vec::new(),
            challenge: form.get("code_challenge").map(str::to_owned),
            prompt: Prompt::Usual,
            context: None,
        };
        match request.rest(&state.settings, address, &form) {
            Ok(()) => Ok(request),
            Err(error) => Err(Rejection::Redirect(request.refused(&error))),
        }
    }

    fn rest(&mut self, settings: &TenantSettings, address: &str, form: &FormFields) -> OauthResult<()> {
        let kind = form.required("response_type")?;
        if kind != "code" {
            let text = format!("response_type '{kind}' is not enabled for the application.");
            return Err(bad_request("unsupported_response_type", 700_054, &text));
        }
        self.scopes = scopes(settings, address, form.required("scope")?)?;
        let challenge_fits = self.challenge.as_ref().is_none_or(|text| CHALLENGE_CHARACTERS.contains(&text.len()));
        if !challenge_fits {
            return Err(bad_request("invalid_request", 501_491, "Invalid size of Code_Challenge parameter."));
        }
        if self.challenge.is_some() && form.get("code_challenge_method") != Some("S256") {
            return Err(unknown_value("code_challenge_method"));
        }
        self.context = form.get("claims").map(requested_context).transpose()?.flatten();
        self.prompt = match form.get("prompt") {
            None | Some("select_account" | "consent") => Prompt::Usual,
            Some("login") => Prompt::Login,
            Some("none") => Prompt::Never,
            Some(_) => return Err(unknown_value("prompt")),
        };
        Ok(())
    }

    /// Returns the redirect for an error.
    pub(super) fn refused(&self, error: &OauthError) -> Redirect {
        self.back(vec![("error", error.error.to_owned()), ("error_description", error.text())])
    }

    /// Returns the redirect for a person who declined.
    pub(super) fn declined(&self) -> Redirect {
        self.refused(&bad_request("access_denied", 65_004, "User declined to consent to access the app."))
    }

    /// Signs the person in and returns the redirect with a code.
    pub(super) fn sign_in(&self, state: &mut State, object_id: &str, now: Timestamp) -> OauthResult<Redirect> {
        may_sign_in(state, object_id)?;
        let session = state.sessions.get(object_id).copied();
        if self.prompt == Prompt::Never && session.is_none() {
            let text = "Session information is not sufficient for single-sign-on.";
            return Ok(self.refused(&bad_request("login_required", 50_058, text)));
        }
        let fresh = self.prompt == Prompt::Login;
        let signed_in = session.filter(|_| !fresh).unwrap_or(now);
        state.sessions.insert(object_id.to_owned(), signed_in);
        let value = format!("1.{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple());
        state.codes.push(AuthorizationCode {
            value: value.clone(),
            client_id: self.client_id.clone(),
            context: self.context.clone(),
            object_id: object_id.to_owned(),
            redirect_uri: self.redirect_uri.clone(),
            scopes: self.scopes.clone(),
            nonce: self.nonce.clone(),
            challenge: self.challenge.clone(),
            signed_in,
            issued: now,
            redeemed: false,
        });
        let session_state = Uuid::new_v4().to_string();
        let mut back = self.back(vec![("code", value)]);
        back.fields.push(("session_state", session_state));
        Ok(back)
    }

    fn back(&self, mut fields: Vec<(&'static str, String)>) -> Redirect {
        fields.extend(self.state.iter().map(|state| ("state", state.clone())));
        Redirect { address: self.redirect_uri.clone(), mode: self.mode, fields }
    }
}

/// Checks that the account exists and is allowed to sign in.
pub(super) fn may_sign_in(state: &State, object_id: &str) -> OauthResult<()> {
    match state.latest(|account| account.object_id == object_id && account.deleted.is_none()) {
        Some(account) if account.enabled => Ok(()),
        Some(_) => Err(bad_request("invalid_grant", 50_057, "The user account is disabled.")),
        None => Err(bad_request("invalid_grant", 50_034, "The user account does not exist in the directory.")),
    }
}

/// Returns the scopes in their short form. `Err` if the application cannot ask for one of them.
pub(super) fn scopes(settings: &TenantSettings, address: &str, text: &str) -> OauthResult<Vec<String>> {
    let own_prefix = format!("{address}/");
    let short = |scope: &str| {
        let scope = scope.strip_prefix(&own_prefix).or_else(|| scope.strip_prefix(GRAPH_PREFIX)).unwrap_or(scope);
        SCOPES.contains(&scope).then(|| scope.to_owned()).ok_or_else(|| {
            let text = format!(
                "The application '{}' asked for scope '{scope}' that doesn't exist on the resource \
                 '00000003-0000-0000-c000-000000000000'. Contact the app vendor.",
                settings.application_name
            );
            bad_request("invalid_client", 650_053, &text)
        })
    };
    text.split_whitespace().map(short).collect()
}

/// Returns the redirect address and the response mode. The address must be registered, letter for letter.
fn origin(state: &State, tenant_name: &str, form: &FormFields) -> OauthResult<(String, ResponseMode)> {
    known_tenant(state, tenant_name)?;
    known_client(state, form.required("client_id")?)?;
    let no_address = || bad_request("invalid_client", 900_971, "No reply address provided.");
    let redirect_uri = form.get("redirect_uri").ok_or_else(no_address)?;
    let client = form.required("client_id")?;
    // The redirect addresses belong to the registration that people sign in to.
    let signs_in = state.settings.sign_in_app.as_ref().map_or(&state.settings.client_id, |app| &app.client_id);
    let has_addresses = client.eq_ignore_ascii_case(signs_in);
    if !has_addresses || !state.settings.redirect_uris.iter().any(|registered| registered == redirect_uri) {
        let text = format!(
            "The redirect URI '{redirect_uri}' specified in the request does not match the redirect URIs configured for \
             the application '{client}'. Make sure the redirect URI sent in the request matches one added to your application \
             in the Azure portal. Navigate to https://aka.ms/redirectUriMismatchError to learn more about how to fix \
             this."
        );
        return Err(bad_request("invalid_client", 50_011, &text));
    }
    let mode = match form.get("response_mode") {
        None | Some("query") => ResponseMode::Query,
        Some("fragment") => ResponseMode::Fragment,
        Some("form_post") => ResponseMode::FormPost,
        Some(_) => return Err(unknown_value("response_mode")),
    };
    Ok((redirect_uri.to_owned(), mode))
}

/// Returns the value of `acrs` that a `claims` parameter asks the id token to have
/// (<https://openid.net/specs/openid-connect-core-1_0.html#ClaimsParameter>).
fn requested_context(claims: &str) -> OauthResult<Option<String>> {
    let claims: serde_json::Value = serde_json::from_str(claims).map_err(|_| unknown_value("claims"))?;
    if !claims.is_object() {
        return Err(unknown_value("claims"));
    }
    let acrs = &claims["id_token"]["acrs"];
    Ok(acrs["value"].as_str().filter(|_| acrs["essential"] == true).map(str::to_owned))
}

fn unknown_value(name: &str) -> OauthError {
    let text = format!("The provided value for the input parameter '{name}' is not valid.");
    bad_request("invalid_request", 90_023, &text)
}
