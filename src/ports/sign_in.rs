//! Sign-ins that prove which account a person has.

use std::time::Duration;

use jiff::Timestamp;

use crate::domain::ObjectId;
use crate::secret::Secret;

/// A sign-in in a browser: an authorization request of the OAuth code flow with PKCE.
/// <https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow>
pub struct AuthorizationRequest {
    /// The address that the browser opens.
    pub url: String,
    /// The address that Microsoft sends the browser back to.
    pub redirect_uri: String,
    /// The value that ties a callback to this request, against cross-site request forgery.
    pub state: Secret,
    /// The PKCE verifier: proof that the same client redeems the code.
    pub code_verifier: Secret,
    /// The value that the identity token must repeat.
    pub nonce: Secret,
}

/// A sign-in by a code that is typed on another device: the response of the OAuth device authorization endpoint.
/// <https://learn.microsoft.com/entra/identity-platform/v2-oauth2-device-code>
pub struct DeviceAuthorization {
    /// The address of the page that the code is typed into.
    pub verification_uri: String,
    /// The code that the person types.
    pub user_code: Secret,
    /// The code that Grendel polls the token endpoint with.
    pub device_code: Secret,
    /// The time to wait between two polls.
    pub interval: Duration,
    /// The time for which both codes are valid.
    pub expires_in: Duration,
}

/// The code of a [`Trouble`](crate::domain::Trouble) whose message is the authentication context that a sign-in lacks.
pub const CONTEXT_MISSING: &str = "authentication_context_missing";

/// The account that a person has proved to have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The object id, as the directory itself returned it for the person's token.
    pub object_id: ObjectId,
    /// The user principal name, for display only.
    pub upn: String,
    /// The time of the last interactive authentication, or `None` if Microsoft does not say.
    pub signed_in_at: Option<Timestamp>,
}
