//! Failed calls that Grendel has words of its own for.

use super::{silence, trouble, unread_trouble};
use grendel::domain::Trouble;
use grendel::domain::known_failure::KnownFailure;

/// Returns failed calls: one that is known only by Microsoft's words, one without an answer, a read without its
/// permission, and one for each that is known.
pub fn failures() -> Vec<Trouble> {
    let known = KnownFailure::ALL.iter().copied().map(known);
    let message = format!("{}{}", Trouble::PERMISSION_GRANTED, unread_trouble().message);
    let granted = Trouble { message, ..unread_trouble() };
    [trouble(), silence(), unread_trouble(), granted].into_iter().chain(known).chain(useless_passes()).collect()
}

/// Returns a pass that nobody can sign in with, for each other reason that Microsoft gives, and for none.
fn useless_passes() -> impl Iterator<Item = Trouble> {
    let reasons = ["OneTimeUsed", "Expired", "pass_unusable"];
    reasons.into_iter().map(|code| Trouble { code: code.to_owned(), ..known(KnownFailure::PassUnusable) })
}

/// Returns a call that failed in this way.
pub(super) fn known(failure: KnownFailure) -> Trouble {
    let (token, user) = (Trouble::APPLICATION_TOKEN, "PATCH /users/{id}");
    let passes = "POST /users/{id}/authentication/temporaryAccessPassMethods";
    let (call, status, code, message) = match failure {
        KnownFailure::SecretWrong => (token, 401, "AADSTS7000215", ""),
        KnownFailure::SecretExpired => (token, 401, "AADSTS7000222", ""),
        KnownFailure::ApplicationUnknown => (token, 400, "AADSTS700016", ""),
        KnownFailure::TenantUnknown => (token, 400, "AADSTS90002", ""),
        KnownFailure::ApplicationDisabled => (token, 400, "AADSTS7000112", ""),
        KnownFailure::ApplicationBlocked => (token, 400, "AADSTS53003", ""),
        KnownFailure::CredentialsRefused => (token, 400, "AADSTS700027", ""),
        KnownFailure::LicenceMissing => (user, 400, "AadPremiumLicenseRequired", ""),
        KnownFailure::Gateway => (user, 403, Trouble::GATEWAY_ANSWER, ""),
        KnownFailure::PasswordComplexity => (user, 400, "Request_BadRequest", "password complexity"),
        KnownFailure::MasteredOnPremises => (user, 400, "Request_BadRequest", "on-premises mastered"),
        KnownFailure::GuestPass => (passes, 400, "badRequest", "external guest user"),
        KnownFailure::PassPolicy => (passes, 400, "badRequest", "UserCredentialPolicy does not allow"),
        KnownFailure::PassUnusable => (passes, 201, "DisabledByPolicy", ""),
        KnownFailure::Gone => (user, 404, "Request_ResourceNotFound", ""),
        KnownFailure::Conflict => (user, 409, "Request_Conflict", ""),
    };
    let (call, code, message) = (call.to_owned(), code.to_owned(), message.to_owned());
    Trouble { call, status: Some(status), code, message, ..trouble() }
}
