//! Failed calls that Grendel has words of its own for, and the rights that a read needs.
//!
//! Microsoft's own words are for developers, and longer than the room on a card: the sentence that says what to do is
//! often the last one, and would be cut. A failure that is not known here is shown in Microsoft's words.

use super::Trouble;

words! {
    /// A failure that Grendel has words of its own for.
    pub enum KnownFailure {
        /// The client secret of the application is not the one that it has.
        SecretWrong = "secret_wrong",
        /// The client secret of the application has expired.
        SecretExpired = "secret_expired",
        /// The application is not in the tenant.
        ApplicationUnknown = "application_unknown",
        /// There is no such tenant.
        TenantUnknown = "tenant_unknown",
        /// An administrator has disabled the application.
        ApplicationDisabled = "application_disabled",
        /// A Conditional Access policy keeps the application out.
        ApplicationBlocked = "application_blocked",
        /// Entra lets the application not sign in, for another reason.
        CredentialsRefused = "credentials_refused",
        /// The tenant has no licence for the call.
        LicenceMissing = "licence_missing",
        /// A gateway in front of the service refused the call.
        Gateway = "gateway",
        /// The password does not satisfy the rules of the tenant.
        PasswordComplexity = "password_complexity",
        /// The account is mastered in Active Directory.
        MasteredOnPremises = "mastered_on_premises",
        /// The account belongs to a guest of another organisation.
        GuestPass = "guest_pass",
        /// The policy for temporary access passes does not cover the account.
        PassPolicy = "pass_policy",
        /// A pass was made with which nobody can sign in.
        PassUnusable = "pass_unusable",
        /// The object does not exist any more.
        Gone = "gone",
        /// The account was changed by two at the same time.
        Conflict = "conflict",
    }
}

/// Error codes of the token endpoint that stay until somebody changes the application, its secret or the configuration
/// (<https://learn.microsoft.com/entra/identity-platform/reference-error-codes>).
const CREDENTIAL_CODES: &[(&str, KnownFailure)] = &[
    ("AADSTS7000215", KnownFailure::SecretWrong),
    ("AADSTS7000218", KnownFailure::SecretWrong),
    ("AADSTS7000222", KnownFailure::SecretExpired),
    ("AADSTS700016", KnownFailure::ApplicationUnknown),
    ("AADSTS90002", KnownFailure::TenantUnknown),
    ("AADSTS7000112", KnownFailure::ApplicationDisabled),
];
/// The code of an answer that cannot be read: a pass in it may be good.
const UNREADABLE: &str = "answer_unreadable";
/// The same code of a sign-in is about the person.
const BLOCKED_BY_POLICY: &str = "AADSTS53003";

/// The codes of a call that the tenant has no licence for: that of reports
/// (<https://learn.microsoft.com/graph/api/signin-list>), and that with which the lists of Privileged Identity Management
/// are refused, with 400, in a tenant without Entra ID P2. No page of Microsoft's names the second; people who received
/// it quote it.
const NO_LICENCE_CODES: [&str; 2] = [NO_REPORTS_LICENCE, "AadPremiumLicenseRequired"];
const NO_REPORTS_LICENCE: &str = "Authentication_RequestFromNonPremiumTenantOrB2CTenant";
/// Parts of the words of Conditional Access and of reports for the same, in lower case. Their codes, `Forbidden` and
/// `AccessDenied`, also stand for a missing permission.
const NO_LICENCE_WORDS: [&str; 2] = ["upgrade your subscription", "doesn't have premium license"];
/// Part of the words of Identity Protection for the same, in lower case.
const NO_IDENTITY_PROTECTION: &str = "not licensed for this feature";
/// The words of the service for authentication methods when it refuses without a reason: the permission, a directory
/// role or the licence may be missing. For a missing permission alone it says that scopes are missing in the token.
const UNEXPLAINED_REFUSAL: (&str, &str) = ("accessDenied", "Request Authorization failed");

/// Parts of Microsoft's words, which recorded answers have, in lower case.
const WORDS: &[(&str, KnownFailure)] = &[
    ("password complexity", KnownFailure::PasswordComplexity),
    ("on-premises mastered", KnownFailure::MasteredOnPremises),
    ("originated within an external service", KnownFailure::MasteredOnPremises),
    ("external guest user", KnownFailure::GuestPass),
    ("usercredentialpolicy does not allow", KnownFailure::PassPolicy),
];

/// The application permissions of reads, by the beginnings of their names
/// (<https://learn.microsoft.com/graph/permissions-reference>). A more special name stands first.
const PERMISSIONS: &[(&str, &str)] = &[
    ("GET /users/{id}/transitiveMemberOf/microsoft.graph.administrativeUnit", "AdministrativeUnit.Read.All"),
    ("GET /users/{id}/transitiveMemberOf/microsoft.graph.directoryRole", "RoleManagement.Read.Directory"),
    ("GET /users/{id}/transitiveMemberOf", "GroupMember.Read.All"),
    ("GET /users/{id}/ownedObjects", "GroupMember.Read.All"),
    ("GET /users/{id}/authentication", "UserAuthenticationMethod.Read.All"),
    ("GET /users", "User.Read.All"),
    ("GET /directory/deletedItems", "User.Read.All"),
    ("GET /directory/administrativeUnits", "AdministrativeUnit.Read.All"),
    ("GET /roleManagement/directory", "RoleManagement.Read.Directory"),
    ("GET /identityProtection/riskyUsers", "IdentityRiskyUser.Read.All"),
    ("GET /reports", "AuditLog.Read.All"),
    ("GET /auditLogs", "AuditLog.Read.All"),
];

impl KnownFailure {
    /// Recognizes a failed call; `None` for one that Grendel has no words for.
    pub fn of(trouble: &Trouble) -> Option<Self> {
        let code = trouble.code.as_str();
        if let Some((_, known)) = CREDENTIAL_CODES.iter().find(|(known, _)| *known == code) {
            return Some(*known);
        }
        if code == Trouble::GATEWAY_ANSWER {
            return Some(Self::Gateway);
        }
        if trouble.call == Trouble::APPLICATION_TOKEN && is_refused(trouble) {
            let is_blocked = code == BLOCKED_BY_POLICY;
            return Some(if is_blocked { Self::ApplicationBlocked } else { Self::CredentialsRefused });
        }
        let message = trouble.message.to_lowercase();
        let by_words = || WORDS.iter().find(|(words, _)| message.contains(words)).map(|(_, known)| *known);
        match (code, trouble.status?) {
            (UNREADABLE, _) => None,
            (_, 200..=299) => trouble.call.ends_with("/temporaryAccessPassMethods").then_some(Self::PassUnusable),
            ("Directory_ConcurrencyViolation", _) | (_, 409) => Some(Self::Conflict),
            _ if lacks_licence(trouble) => Some(Self::LicenceMissing),
            (_, 404) if !trouble.call.starts_with("GET ") && trouble.call.contains("/users/{id}") => Some(Self::Gone),
            _ => by_words(),
        }
    }

    /// Returns true if only the operator can mend it, so that nothing works in the tenant before.
    pub const fn is_of_credentials(self) -> bool {
        matches!(
            self,
            Self::SecretWrong
                | Self::SecretExpired
                | Self::ApplicationUnknown
                | Self::TenantUnknown
                | Self::ApplicationDisabled
                | Self::ApplicationBlocked
                | Self::CredentialsRefused
        )
    }
}

/// Returns true if these are the words for a call that the tenant has no licence for. Every family of calls has its own.
pub fn lacks_licence(trouble: &Trouble) -> bool {
    let message = trouble.message.to_lowercase();
    NO_LICENCE_CODES.contains(&trouble.code.as_str())
        || NO_LICENCE_WORDS.iter().any(|part| message.contains(part))
        || message.contains(NO_IDENTITY_PROTECTION)
}

/// Returns true if these are the words of Identity Protection for a tenant without a licence, and not those of another
/// family of calls.
pub fn lacks_identity_protection(trouble: &Trouble) -> bool {
    trouble.status == Some(403) && trouble.message.to_lowercase().contains(NO_IDENTITY_PROTECTION)
}

/// Returns true for a refusal that licensed tenants get as well, and that passes: the reports say that the tenant has
/// no premium licence where they could not read which one it has
/// (<https://github.com/microsoftgraph/microsoft-graph-docs-contrib/issues/3581>).
pub fn may_be_licensed(trouble: &Trouble) -> bool {
    trouble.code == NO_REPORTS_LICENCE
}

/// Returns true for a refusal that leaves open if the permission, a directory role or the licence is missing.
pub fn is_unexplained(trouble: &Trouble) -> bool {
    (trouble.code.as_str(), trouble.message.as_str()) == UNEXPLAINED_REFUSAL
}

/// Returns the application permission without which Microsoft refused this read; `None` if it was refused for another
/// reason, or is not known. A 401 is about the token and not about a permission.
pub fn missing_permission(trouble: &Trouble) -> Option<&'static str> {
    if trouble.status != Some(403) || is_unexplained(trouble) || KnownFailure::of(trouble).is_some() {
        return None;
    }
    PERMISSIONS.iter().find(|(call, _)| trouble.call.starts_with(call)).map(|(_, permission)| *permission)
}

/// Returns true if it does not help to try again: the operator has to mend the application, its secret or its
/// permissions.
pub fn needs_operator(trouble: &Trouble) -> bool {
    KnownFailure::of(trouble).is_some_and(KnownFailure::is_of_credentials) || missing_permission(trouble).is_some()
}

/// Returns true for a client error that does not pass by waiting.
fn is_refused(trouble: &Trouble) -> bool {
    trouble.status.is_some_and(|status| (400..500).contains(&status) && !matches!(status, 408 | 429))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trouble(call: &str, status: u16, code: &str, message: &str) -> Trouble {
        let (call, code, message) = (call.to_owned(), code.to_owned(), message.to_owned());
        Trouble { call, status: Some(status), code, message, request_id: None, retry_after_seconds: None }
    }

    #[test]
    fn a_lasting_refusal_of_the_token_endpoint_is_for_the_operator() {
        let of = |status, code| {
            let trouble = trouble(Trouble::APPLICATION_TOKEN, status, code, "");
            (KnownFailure::of(&trouble), needs_operator(&trouble))
        };
        for (status, code, known) in [
            (401, "AADSTS7000215", KnownFailure::SecretWrong),
            (401, "AADSTS7000222", KnownFailure::SecretExpired),
            (400, "AADSTS700016", KnownFailure::ApplicationUnknown),
            (400, "AADSTS90002", KnownFailure::TenantUnknown),
            (400, "AADSTS7000112", KnownFailure::ApplicationDisabled),
            (400, "AADSTS53003", KnownFailure::ApplicationBlocked),
            (400, "AADSTS123", KnownFailure::CredentialsRefused),
        ] {
            assert_eq!(of(status, code), (Some(known), true), "{code}");
        }
        for status in [408, 429, 500, 503] {
            assert_eq!(of(status, "AADSTS90033"), (None, false), "{status}");
        }
        // A proxy between Grendel and Entra says nothing of the application.
        assert_eq!(of(403, Trouble::GATEWAY_ANSWER), (Some(KnownFailure::Gateway), false));
        // A person's sign-in that a policy stops is no affair of the operator.
        let person = trouble("POST /{tenant}/oauth2/v2.0/token", 400, "AADSTS53003", "");
        assert_eq!((KnownFailure::of(&person), needs_operator(&person)), (None, false));
    }

    #[test]
    fn recorded_answers_to_steps_are_recognized_by_their_words() {
        let user = "PATCH /users/{id}";
        let passes = "POST /users/{id}/authentication/temporaryAccessPassMethods";
        for (trouble, known) in [
            (
                trouble(
                    user,
                    400,
                    "Request_BadRequest",
                    "The password does not comply with password complexity rules.",
                ),
                KnownFailure::PasswordComplexity,
            ),
            (
                trouble(
                    user,
                    400,
                    "Request_BadRequest",
                    "Unable to update ... on-premises mastered Directory Sync objects",
                ),
                KnownFailure::MasteredOnPremises,
            ),
            (trouble(user, 404, "Request_ResourceNotFound", "Resource does not exist."), KnownFailure::Gone),
            (trouble(user, 409, "Conflict", ""), KnownFailure::Conflict),
            (trouble(user, 503, "Directory_ConcurrencyViolation", ""), KnownFailure::Conflict),
            (trouble(user, 403, Trouble::GATEWAY_ANSWER, ""), KnownFailure::Gateway),
            (trouble(passes, 400, "badRequest", "... to an external guest user."), KnownFailure::GuestPass),
            (
                trouble(passes, 400, "badRequest", "Converged UserCredentialPolicy does not allow creating"),
                KnownFailure::PassPolicy,
            ),
            (trouble(passes, 201, "DisabledByPolicy", ""), KnownFailure::PassUnusable),
        ] {
            assert_eq!(KnownFailure::of(&trouble), Some(known), "{trouble:?}");
        }
        assert_eq!(KnownFailure::of(&trouble(passes, 201, UNREADABLE, "")), None);
        assert_eq!(KnownFailure::of(&trouble(user, 400, "Request_BadRequest", "Something else.")), None);
    }

    #[test]
    fn a_refused_read_names_the_permission_that_it_needs() {
        let missing = |call: &str, status| missing_permission(&trouble(call, status, "Forbidden", "No."));
        assert_eq!(missing("GET /identityProtection/riskyUsers/{id}", 403), Some("IdentityRiskyUser.Read.All"));
        assert_eq!(missing("GET /users/{id}", 403), Some("User.Read.All"));
        let member_of = "GET /users/{id}/transitiveMemberOf/microsoft.graph.directoryRole";
        assert_eq!(missing(member_of, 403), Some("RoleManagement.Read.Directory"));
        assert_eq!(missing("GET /users/{id}", 503), None);
        assert_eq!(missing("GET /users/{id}", 401), None, "it is about the token");
        let methods = "GET /users/{id}/authentication/methods";
        let unexplained = trouble(methods, 403, "accessDenied", "Request Authorization failed");
        assert_eq!((missing_permission(&unexplained), needs_operator(&unexplained)), (None, false));
        assert!(missing(methods, 403).is_some());
        assert_eq!(missing("PATCH /users/{id}", 403), None);
        let unlicensed =
            trouble("GET /identityProtection/riskyUsers/{id}", 403, "Forbidden", "not licensed for this feature.");
        assert_eq!((missing_permission(&unlicensed), needs_operator(&unlicensed)), (None, false));
    }
}
