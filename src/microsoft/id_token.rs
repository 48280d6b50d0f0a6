//! Identity tokens: who signed in, as Entra ID says (<https://learn.microsoft.com/entra/identity-platform/id-tokens>).
//!
//! The signature is not checked. The token comes straight from the token endpoint over TLS, which the standard allows to stand
//! for it (<https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation>, rule 6). What it claims is checked.

use jiff::Timestamp;
use serde::Deserialize;

use crate::domain::ObjectId;
use crate::secret::Secret;

/// The longest token that is read. Real ones have one or two KiB.
const TOKEN_BYTES_MAX: usize = 64 << 10;

/// What a token must claim.
pub(super) struct ExpectedClaims<'a> {
    /// Our application.
    pub client_id: &'a str,
    /// The only tenant whose accounts count.
    pub tenant: &'a ObjectId,
    /// Who the directory says that the same sign-in is.
    pub object_id: &'a ObjectId,
    /// What was sent along when the sign-in was begun; nothing where nothing can be.
    pub nonce: Option<&'a Secret>,
    /// Now.
    pub now: Timestamp,
}

/// <https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference>
#[derive(Deserialize)]
struct IdTokenClaims {
    aud: String,
    tid: ObjectId,
    oid: ObjectId,
    nonce: Option<String>,
    exp: i64,
    auth_time: Option<i64>,
}

/// When the person last typed what proves it, where the token says so and claims what is expected of it. An error says, without
/// a word of the token, what is wrong with it.
pub(super) fn signed_in_at(token: &Secret, expected: &ExpectedClaims<'_>) -> Result<Option<Timestamp>, &'static str> {
    let claims = claims(token).ok_or("the identity token cannot be read")?;
    if !claims.aud.eq_ignore_ascii_case(expected.client_id) {
        return Err("the identity token is for another application");
    }
    if claims.tid != *expected.tenant {
        return Err("the identity token is of another tenant");
    }
    if claims.oid != *expected.object_id {
        return Err("the identity token is of another account than the directory names");
    }
    if expected.nonce.is_some_and(|nonce| claims.nonce.as_deref() != Some(nonce.reveal())) {
        return Err("the identity token is of another sign-in");
    }
    if claims.exp <= expected.now.as_second() {
        return Err("the identity token has ended");
    }
    let instant = |second| Timestamp::from_second(second).map_err(|_| "the identity token names no time of signing in");
    claims.auth_time.map(instant).transpose()
}

/// What stands between the first point and the second.
fn claims(token: &Secret) -> Option<IdTokenClaims> {
    let token = token.reveal();
    let mut parts = token.split('.').skip(1);
    let claims = parts.next().filter(|_| token.len() <= TOKEN_BYTES_MAX)?;
    serde_json::from_slice(&bytes_of_base64url(claims)?).ok()
}

/// The bytes behind a text in base64url without padding (<https://www.rfc-editor.org/rfc/rfc4648#section-5>).
fn bytes_of_base64url(text: &str) -> Option<Vec<u8>> {
    let (mut bits, mut count) = (0_u32, 0_u32);
    let mut bytes = Vec::with_capacity(text.len());
    for sign in text.bytes() {
        let value = match sign {
            b'A'..=b'Z' => sign - b'A',
            b'a'..=b'z' => sign - b'a' + 26,
            b'0'..=b'9' => sign - b'0' + 52,
            b'-' => 62,
            b'_' => 63,
            _ => return None,
        };
        bits = (bits << 6) | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count).to_be_bytes()[3]);
        }
    }
    // One sign alone is no byte, and what is left over must be nothing.
    (count < 6 && bits & ((1 << count) - 1) == 0).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::bytes_of_base64url;

    #[test]
    fn base64url_as_the_rfc_has_it() {
        for (text, bytes) in [
            ("", ""),
            ("Zg", "f"),
            ("Zm8", "fo"),
            ("Zm9v", "foo"),
            ("Zm9vYg", "foob"),
            ("Zm9vYmE", "fooba"),
            ("Zm9vYmFy", "foobar"),
        ] {
            assert_eq!(bytes_of_base64url(text).as_deref(), Some(bytes.as_bytes()), "{text}");
        }
        assert_eq!(bytes_of_base64url("-_-_"), Some(vec![0xFB, 0xFF, 0xBF]));
        for text in ["Z", "Zm9vY", "Zh", "Zg==", "Zm9+", "Zm9/", "Zm 8"] {
            assert_eq!(bytes_of_base64url(text), None, "{text}");
        }
    }
}
