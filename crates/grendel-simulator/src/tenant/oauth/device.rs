//! The device code flow.
//!
//! <https://learn.microsoft.com/entra/identity-platform/v2-oauth2-device-code>. `slow_down` is not simulated. That
//! page does not have the numbers of the errors besides `authorization_pending`.

use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use uuid::Uuid;

use super::authorize::{may_sign_in, scopes};
use super::redeem::{Grant, tokens};
use super::{FormFields, OauthResult, bad_request, known_client, right_secret};
use crate::tenant::state::State;

const LIFETIME: SignedDuration = SignedDuration::from_mins(15);
const POLLING_SECONDS: i64 = 5;
const USER_CODE_CHARACTERS: usize = 9;
/// Letters and digits that do not look alike.
const USER_CODE_ALPHABET: &[u8] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/// A device code that was issued.
#[derive(Debug)]
pub(in crate::tenant) struct DeviceCode {
    value: String,
    user_code: String,
    scopes: Vec<String>,
    expires: Timestamp,
    standing: Standing,
}

#[derive(Clone, Debug)]
enum Standing {
    Waiting,
    Declined,
    /// The person's object id, and the time at which they authenticated.
    SignedIn(String, Timestamp),
    Redeemed,
}

/// `POST /{tenant}/oauth2/v2.0/devicecode`
pub(super) fn begin(state: &mut State, address: &str, form: &FormFields, now: Timestamp) -> OauthResult {
    known_client(state, form.required("client_id")?)?;
    let scopes = scopes(&state.settings, address, form.required("scope")?)?;
    let value = format!("D{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple());
    let letter = || char::from(USER_CODE_ALPHABET[fastrand::usize(..USER_CODE_ALPHABET.len())]);
    let user_code: String = std::iter::repeat_with(letter).take(USER_CODE_CHARACTERS).collect();
    let verification_uri = format!("{address}/devicelogin");
    let body = json!({
        "device_code": value,
        "user_code": user_code,
        "verification_uri": verification_uri,
        "expires_in": LIFETIME.as_secs(),
        "interval": POLLING_SECONDS,
        "message": format!(
            "To sign in, use a web browser to open the page {verification_uri} and enter the code {user_code} to \
             authenticate."
        ),
    });
    state.device_codes.push(DeviceCode {
        value,
        user_code,
        scopes,
        expires: now + LIFETIME,
        standing: Standing::Waiting,
    });
    Ok(body)
}

/// `grant_type=urn:ietf:params:oauth:grant-type:device_code`
pub(super) fn poll(state: &mut State, address: &str, form: &FormFields, now: Timestamp) -> OauthResult {
    known_client(state, form.required("client_id")?)?;
    let value = form.required("device_code")?;
    // A confidential client must authenticate here too.
    if !state.settings.allows_public_client_flows || form.get("client_secret").is_some() {
        right_secret(state, form)?;
    }
    let Some(at) = state.device_codes.iter().position(|code| code.value == value) else {
        return Err(bad_request("bad_verification_code", 70_018, "Invalid verification code."));
    };
    let code = &state.device_codes[at];
    let (object_id, signed_in) = match code.standing.clone() {
        Standing::SignedIn(object_id, signed_in) => (object_id, signed_in),
        Standing::Redeemed => {
            let text = "OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an \
                        existing refresh token.";
            return Err(bad_request("invalid_grant", 54_005, text));
        }
        Standing::Declined => {
            let text = "User declined to consent to access the app.";
            return Err(bad_request("authorization_declined", 65_004, text));
        }
        Standing::Waiting if code.expires <= now => {
            let text = "The provided value for the input parameter 'device_code' is not valid. This device code has \
                        expired.";
            return Err(bad_request("expired_token", 70_020, text));
        }
        Standing::Waiting => {
            let text = "OAuth 2.0 device flow error. Authorization is pending. Continue polling.";
            return Err(bad_request("authorization_pending", 70_016, text));
        }
    };
    may_sign_in(state, &object_id)?;
    let (scopes, client_id) = (code.scopes.clone(), form.required("client_id")?.to_owned());
    state.device_codes[at].standing = Standing::Redeemed;
    let grant =
        Grant { object_id: &object_id, scopes: &scopes, nonce: None, client_id: &client_id, context: None, signed_in };
    Ok(tokens(state, address, &grant, now))
}

/// Enters a user code. Signs in as `object_id`, or declines without one.
pub(super) fn enter(state: &mut State, user_code: &str, object_id: Option<&str>, now: Timestamp) -> OauthResult<()> {
    let waiting = |code: &DeviceCode| {
        let same = code.user_code.eq_ignore_ascii_case(user_code.trim());
        same && code.expires > now && matches!(code.standing, Standing::Waiting)
    };
    let Some(at) = state.device_codes.iter().position(waiting) else {
        let text = "The code that you entered has expired or is not one that we know.";
        return Err(bad_request("bad_verification_code", 70_018, text));
    };
    let standing = match object_id {
        None => Standing::Declined,
        Some(object_id) => {
            may_sign_in(state, object_id)?;
            let signed_in = *state.sessions.entry(object_id.to_owned()).or_insert(now);
            Standing::SignedIn(object_id.to_owned(), signed_in)
        }
    };
    state.device_codes[at].standing = standing;
    Ok(())
}
