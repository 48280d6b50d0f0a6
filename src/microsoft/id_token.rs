//! Identity tokens of Entra ID, which name the person who signed in
//! (<https://learn.microsoft.com/entra/identity-platform/id-tokens>).
//!
//! The signature is not checked: the token comes from the token endpoint over TLS, which the standard accepts in its
//! place (<https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation>, rule 6). The claims are checked.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use jiff::Timestamp;
use serde::Deserialize;

use crate::domain::ObjectId;
use crate::secret::Secret;

/// The most bytes of a token. Real ones have one or two KiB.
const TOKEN_BYTES_MAX: usize = 64 << 10;

/// The claims that a token must have.
pub(super) struct ExpectedClaims<'a> {
    /// The id of our own application.
    pub client_id: &'a str,
    /// The tenant whose accounts count.
    pub tenant: &'a ObjectId,
    /// The account that Graph names for the same sign-in.
    pub object_id: &'a ObjectId,
    /// The nonce that the sign-in was begun with; `None` for a device code flow, which has none.
    pub nonce: Option<&'a Secret>,
    /// The instant that `exp` is compared with.
    pub now: Timestamp,
    /// The authentication context that must have been satisfied, or `None`.
    pub context: Option<&'a str>,
}

/// The reason why a token is refused.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum IdTokenError {
    /// It cannot be read, or a claim is not the expected one. The words say which, without a word of the token.
    Mismatch(&'static str),
    /// The authentication context of this id is not among its `acrs`.
    ContextMissing(String),
}

impl From<&'static str> for IdTokenError {
    fn from(what: &'static str) -> Self {
        Self::Mismatch(what)
    }
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
    #[serde(default)]
    acrs: Acrs,
}

/// The authentication contexts that were satisfied. Microsoft's pages show a list, and its samples a single text.
#[derive(Deserialize)]
#[serde(untagged)]
enum Acrs {
    Several(Vec<String>),
    One(String),
}

impl Default for Acrs {
    fn default() -> Self {
        Self::Several(Vec::new())
    }
}

impl Acrs {
    fn has(&self, context: &str) -> bool {
        match self {
            Self::Several(satisfied) => satisfied.iter().any(|one| one == context),
            Self::One(satisfied) => satisfied == context,
        }
    }
}

/// Returns when the person last entered their credentials (`auth_time`); `None` if the token does not say.
///
/// # Errors
///
/// The token cannot be read, a claim is not the expected one, or the authentication context is missing.
pub(super) fn signed_in_at(token: &Secret, expected: &ExpectedClaims<'_>) -> Result<Option<Timestamp>, IdTokenError> {
    let claims = claims(token).ok_or("the identity token cannot be read")?;
    if !claims.aud.eq_ignore_ascii_case(expected.client_id) {
        return Err("the identity token is for another application".into());
    }
    if claims.tid != *expected.tenant {
        return Err("the identity token is of another tenant".into());
    }
    if claims.oid != *expected.object_id {
        return Err("the identity token is of another account than the directory names".into());
    }
    if expected.nonce.is_some_and(|nonce| claims.nonce.as_deref() != Some(nonce.reveal())) {
        return Err("the identity token is of another sign-in".into());
    }
    if claims.exp <= expected.now.as_second() {
        return Err("the identity token has ended".into());
    }
    if let Some(context) = expected.context.filter(|context| !claims.acrs.has(context)) {
        return Err(IdTokenError::ContextMissing(context.to_owned()));
    }
    let instant = |second| Timestamp::from_second(second).map_err(|_| "the identity token names no time of signing in");
    Ok(claims.auth_time.map(instant).transpose()?)
}

/// Parses the second of the three parts of a token.
fn claims(token: &Secret) -> Option<IdTokenClaims> {
    let token = token.reveal();
    let mut parts = token.split('.').skip(1);
    let claims = parts.next().filter(|_| token.len() <= TOKEN_BYTES_MAX)?;
    serde_json::from_slice(&BASE64_URL_SAFE_NO_PAD.decode(claims).ok()?).ok()
}
