//! The exchange of an authorization code for tokens.

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::authorize::{AuthorizationCode, may_sign_in};
use super::id_token::{self, base64url};
use super::{
    Delegation, FormFields, OauthResult, TOKEN_LIFETIME_SECONDS, bad_request, known_client, new_token, right_secret,
};
use crate::tenant::state::State;

/// The lifetime of a code. "Authorization codes are short lived, typically expiring after about 10 minutes"
/// (<https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow>).
const CODE_LIFETIME: SignedDuration = SignedDuration::from_mins(10);

/// A person who signed in, and the scopes that they granted.
pub(super) struct Grant<'a> {
    pub object_id: &'a str,
    pub scopes: &'a [String],
    pub nonce: Option<&'a str>,
    /// The application that the tokens are for.
    pub client_id: &'a str,
    /// The authentication context that was asked for.
    pub context: Option<&'a str>,
    /// The time at which the person authenticated.
    pub signed_in: Timestamp,
}

/// `grant_type=authorization_code`. A refused code stays valid; the vendor does not say if it does.
pub(super) fn code(state: &mut State, address: &str, form: &FormFields, now: Timestamp) -> OauthResult {
    known_client(state, form.required("client_id")?)?;
    let (value, redirect_uri) = (form.required("code")?, form.required("redirect_uri")?);
    right_secret(state, form)?;
    let Some(at) = state.codes.iter().position(|code| code.value == value) else {
        let text = "Invalid request. Request is malformed or invalid.";
        return Err(bad_request("invalid_grant", 9_002_313, text));
    };
    let code = &state.codes[at];
    if !code.client_id.eq_ignore_ascii_case(form.required("client_id")?) {
        // The vendor's pages have the number, not the words.
        let text = "The provided grant is invalid or malformed: it was issued to another application.";
        return Err(bad_request("invalid_grant", 70_000, text));
    }
    check(code, redirect_uri, form.get("code_verifier"), now)?;
    may_sign_in(state, &code.object_id)?;
    let AuthorizationCode { object_id, scopes, nonce, signed_in, client_id, context, .. } = code;
    let (object_id, scopes, nonce, signed_in) = (object_id.clone(), scopes.clone(), nonce.clone(), *signed_in);
    let (client_id, context) = (client_id.clone(), context.clone());
    state.codes[at].redeemed = true;
    let grant = Grant {
        object_id: &object_id,
        scopes: &scopes,
        nonce: nonce.as_deref(),
        client_id: &client_id,
        context: context.as_deref(),
        signed_in,
    };
    Ok(tokens(state, address, &grant, now))
}

fn check(code: &AuthorizationCode, redirect_uri: &str, verifier: Option<&str>, now: Timestamp) -> OauthResult<()> {
    if code.redeemed {
        let text = "OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an \
                    existing refresh token.";
        return Err(bad_request("invalid_grant", 54_005, text));
    }
    if code.issued + CODE_LIFETIME <= now {
        let text = "The provided authorization code or refresh token has expired due to inactivity. Send a new \
                    interactive authorization request for this user and resource.";
        return Err(bad_request("invalid_grant", 70_008, text));
    }
    if code.redirect_uri != redirect_uri {
        let text = format!(
            "The reply address '{redirect_uri}' does not match the reply address '{}' provided when requesting \
             Authorization code.",
            code.redirect_uri
        );
        return Err(bad_request("invalid_client", 500_112, &text));
    }
    match (&code.challenge, verifier) {
        (None, None) => Ok(()),
        (Some(challenge), Some(verifier)) if *challenge == base64url(&Sha256::digest(verifier)) => Ok(()),
        (Some(_), Some(_)) => {
            let text = "The Code_Verifier does not match the code_challenge supplied in the authorization request.";
            Err(bad_request("invalid_grant", 501_481, text))
        }
        _ => {
            let text = "The code_verifier does not match the code_challenge supplied in the authorization request for \
                        PKCE.";
            Err(bad_request("invalid_grant", 50_148, text))
        }
    }
}

/// Returns the tokens for a person who signed in. There is no refresh token, because no client uses one.
pub(super) fn tokens(state: &mut State, address: &str, grant: &Grant<'_>, now: Timestamp) -> Value {
    let person = Delegation { object_id: grant.object_id.to_owned(), scopes: grant.scopes.to_vec() };
    let access_token = new_token(state, address.to_owned(), Some(person), now);
    let mut body = json!({
        "token_type": "Bearer",
        "scope": grant.scopes.join(" "),
        "expires_in": TOKEN_LIFETIME_SECONDS,
        "ext_expires_in": TOKEN_LIFETIME_SECONDS,
        "access_token": access_token,
    });
    if grant.scopes.iter().any(|scope| scope == "openid") {
        body["id_token"] = id_token::of(state, address, grant, now).into();
    }
    body
}
