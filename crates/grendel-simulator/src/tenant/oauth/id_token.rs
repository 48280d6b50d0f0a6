//! The id token.
//!
//! <https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference>. Its signature is random: a client
//! that receives the token from the token endpoint does not need to verify it, and there is no key here.

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::redeem::Grant;
use crate::tenant::AcrsIssue;
use crate::tenant::state::State;

/// The difference between a token's `iat` and the time of its issue. Entra allows for slow clocks.
const ISSUED_BEFORE: SignedDuration = SignedDuration::from_mins(5);
const LIFETIME: SignedDuration = SignedDuration::from_hours(1);
/// The length of an RSA signature with a key of 2048 bits.
const SIGNATURE_BYTES: usize = 256;

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Returns the token for `grant`. Its issuer is `{address}/{tenant}/v2.0`, as Entra's is the address of its sign-in.
pub(super) fn of(state: &State, address: &str, grant: &Grant<'_>, now: Timestamp) -> String {
    let settings = &state.settings;
    let issued = (now - ISSUED_BEFORE).as_second();
    let pairwise = Sha256::digest(format!("{}{}", grant.client_id, grant.object_id));
    let mut claims = json!({
        "aud": grant.client_id,
        "iss": format!("{address}/{}/v2.0", settings.tenant_id),
        "iat": issued,
        "nbf": issued,
        "exp": (now + LIFETIME).as_second(),
        "sub": base64url(&pairwise),
        "tid": settings.tenant_id,
        "ver": "2.0",
    });
    if let Some(nonce) = grant.nonce {
        claims["nonce"] = nonce.into();
    }
    if let Some(asked) = grant.context {
        match &settings.acrs {
            AcrsIssue::WhenAsked => claims["acrs"] = json!([asked]),
            AcrsIssue::Another(context) => claims["acrs"] = json!([context]),
            AcrsIssue::LeftOut => {}
        }
    }
    if settings.id_token_has_auth_time {
        claims["auth_time"] = grant.signed_in.as_second().into();
    }
    let account = state.latest(|account| account.object_id == grant.object_id);
    if let Some(account) = account.filter(|_| grant.scopes.iter().any(|scope| scope == "profile")) {
        // People from outside have the name of their home tenant.
        let home_name = account.mail.as_ref().filter(|_| account.external);
        claims["oid"] = account.object_id.clone().into();
        claims["name"] = account.display_name.clone().into();
        claims["preferred_username"] = home_name.unwrap_or(&account.user_principal_name).clone().into();
    }
    signed(&claims)
}

/// Returns a token with these claims and a random signature.
pub(super) fn signed(claims: &Value) -> String {
    let header = json!({ "typ": "JWT", "alg": "RS256", "kid": "the-sandbox-has-no-key" });
    let part = |value: &Value| base64url(value.to_string().as_bytes());
    let signature: Vec<u8> = std::iter::repeat_with(|| fastrand::u8(..)).take(SIGNATURE_BYTES).collect();
    format!("{}.{}.{}", part(&header), part(claims), base64url(&signature))
}

/// Encodes base64url without padding (<https://www.rfc-editor.org/rfc/rfc4648#section-5>).
pub(super) fn base64url(bytes: &[u8]) -> String {
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let byte = |at: usize| u32::from(chunk.get(at).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..=chunk.len() {
            let index = (bits >> (18 - 6 * place)) & 0x3f;
            text.push(char::from(ALPHABET[index as usize]));
        }
    }
    text
}
