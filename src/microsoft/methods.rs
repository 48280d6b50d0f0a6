//! Authentication methods of an account, its registration for self-service password reset, and the tenant's policy for
//! temporary access passes.

use jiff::Timestamp;
use serde::Deserialize;

use super::address::user_by_id;
use super::error;
use super::graph::{FirstPage, Graph, GraphPage, Query};
use super::groups::DirectoryGroup;
use crate::domain::ObjectId;
use crate::domain::access::{Method, MethodId, MethodKind, PassPolicy, SelfService, UsablePass};
use crate::ports::{Budget, TenantError};

/// The application permission that shows methods.
pub(super) const METHODS_PERMISSION: &str = "UserAuthenticationMethod.Read.All";
/// The application permission that shows the policy for temporary access passes.
pub(super) const PASSES_PERMISSION: &str = "Policy.Read.AuthenticationMethod";

/// The reason of a pass that is not usable yet, but will be. Real servers begin it with a capital
/// (<https://learn.microsoft.com/graph/api/resources/temporaryaccesspassauthenticationmethod>).
pub(super) const NOT_YET_VALID: &str = "notYetValid";
/// The reasons of a pass that nobody can ever sign in with again.
const OVER_FOR_GOOD: [&str; 2] = ["expired", "oneTimeUsed"];
/// The resource type of a pass, among the other methods of an account.
pub(super) const PASS: &str = "#microsoft.graph.temporaryAccessPassAuthenticationMethod";

const METHODS: &str = "GET /users/{id}/authentication/methods";
const REGISTRATION: &str = "GET /reports/authenticationMethods/userRegistrationDetails/{id}";
const PASSES: &str = "GET /policies/authenticationMethodsPolicy/authenticationMethodConfigurations/temporaryAccessPass";

/// The id by which a policy names everybody instead of a group
/// (<https://learn.microsoft.com/graph/api/resources/authenticationmethodtarget>).
const EVERYBODY: &str = "all_users";

/// Asks for the methods of an account (<https://learn.microsoft.com/graph/api/authentication-list-methods>).
pub(super) fn methods_query(target: &ObjectId) -> Query<GraphPage<AuthenticationMethod>> {
    Query::get(METHODS, user_by_id(target) + "/authentication/methods")
}

/// Asks for what an account is registered for. The report is made every few hours, so a new account is not in it yet.
pub(super) fn registration_query(target: &ObjectId) -> Query<RegistrationDetails> {
    Query::get(REGISTRATION, registration_path(target))
}

/// Returns the path of the registration report of one account.
pub(super) fn registration_path(target: &ObjectId) -> String {
    format!("/reports/authenticationMethods/userRegistrationDetails/{target}")
}

/// Asks for the tenant's policy for temporary access passes.
pub(super) fn pass_policy_query() -> Query<PassConfiguration> {
    let path = "/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/temporaryAccessPass";
    Query::get(PASSES, path.to_owned())
}

impl Graph {
    /// Reads the methods of an account from their first page to the last, and which of them are passes that may still let
    /// somebody in.
    pub(super) async fn methods(
        &self,
        first: Result<FirstPage<AuthenticationMethod>, TenantError>,
        budget: &Budget,
    ) -> Result<(Vec<Method>, Vec<UsablePass>), TenantError> {
        let methods = self.all_items(first?, budget).await?;
        let passes = methods.iter().filter_map(AuthenticationMethod::usable_pass);
        let passes = passes.map(|id| UsablePass { id, case: None }).collect();
        let method = |one: AuthenticationMethod| Method { kind: kind(&one.kind), created_at: one.created_date_time };
        Ok((methods.into_iter().map(method).collect(), passes))
    }
}

/// Returns what an account is registered for; `None` if the report does not have it yet.
pub(super) fn self_service(
    registration: Result<RegistrationDetails, TenantError>,
) -> Result<Option<SelfService>, TenantError> {
    let details = match registration {
        Ok(details) => details,
        Err(TenantError::NotFound(_)) => return Ok(None),
        Err(error) => return Err(error),
    };
    let shown = |flag: Option<bool>, what| flag.ok_or_else(|| error::hidden(REGISTRATION, what));
    Ok(Some(SelfService {
        enabled: shown(details.is_sspr_enabled, "isSsprEnabled")?,
        registered: shown(details.is_sspr_registered, "isSsprRegistered")?,
    }))
}

impl PassConfiguration {
    /// Returns true if the policy depends on the groups of an account.
    pub(super) fn names_groups(&self) -> bool {
        self.is_enabled()
            && (!self.exclude_targets.is_empty() || self.include_targets.iter().any(|target| target.id != EVERYBODY))
    }

    /// Returns the policy for an account in these groups. It covers an account that is included and not excluded
    /// (<https://learn.microsoft.com/graph/api/resources/temporaryaccesspassauthenticationmethodconfiguration>).
    pub(super) fn policy_for(&self, groups: &[DirectoryGroup]) -> PassPolicy {
        let is_in = |target: &MethodTarget| {
            target.id == EVERYBODY
                || ObjectId::parse(&target.id).is_some_and(|id| groups.iter().any(|one| one.id == id))
        };
        let covered =
            self.is_enabled() && self.include_targets.iter().any(is_in) && !self.exclude_targets.iter().any(is_in);
        PassPolicy { covered, lifetime_minutes: self.default_lifetime_in_minutes }
    }

    fn is_enabled(&self) -> bool {
        self.state == "enabled"
    }
}

/// Returns the kind of a method by its resource type
/// (<https://learn.microsoft.com/graph/api/resources/authenticationmethod>).
fn kind(odata_type: &str) -> MethodKind {
    let name = odata_type.strip_prefix("#microsoft.graph.").and_then(|name| name.strip_suffix("AuthenticationMethod"));
    match name.unwrap_or_default() {
        "password" => MethodKind::Password,
        "microsoftAuthenticator" | "passwordlessMicrosoftAuthenticator" => MethodKind::Authenticator,
        "phone" => MethodKind::Phone,
        "fido2" => MethodKind::Fido2,
        "windowsHelloForBusiness" => MethodKind::WindowsHello,
        "platformCredential" => MethodKind::PlatformCredential,
        "softwareOath" | "hardwareOath" => MethodKind::SoftwareOath,
        "email" => MethodKind::Email,
        "temporaryAccessPass" => MethodKind::TemporaryAccessPass,
        "external" => MethodKind::External,
        _ => MethodKind::Other,
    }
}

/// <https://learn.microsoft.com/graph/api/resources/authenticationmethod>
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct AuthenticationMethod {
    /// The resource type, as in `#microsoft.graph.phoneAuthenticationMethod`.
    #[serde(rename = "@odata.type")]
    pub kind: String,
    pub created_date_time: Option<Timestamp>,
    id: Option<String>,
    /// Of a pass: false if nobody can sign in with it now.
    is_usable: Option<bool>,
    /// Of a pass: the reason for that.
    method_usability_reason: Option<String>,
}

impl AuthenticationMethod {
    /// Returns the id of a pass that may still let somebody in; `None` for another method, and for a pass that is used or
    /// over.
    pub(super) fn usable_pass(&self) -> Option<MethodId> {
        let reason = self.method_usability_reason.as_deref().unwrap_or_default();
        let is_over = self.is_usable == Some(false) && !reason.eq_ignore_ascii_case(NOT_YET_VALID);
        let id = self.id.as_deref().filter(|_| self.kind == PASS && !is_over)?;
        MethodId::parse(id)
    }

    /// Returns the id of a pass that lets somebody in, or may do so after a change of the policy or with time; `None` for
    /// another method, and for a pass that is used or has expired.
    pub(super) fn living_pass(&self) -> Option<MethodId> {
        let reason = self.method_usability_reason.as_deref().unwrap_or_default();
        let is_over = OVER_FOR_GOOD.iter().any(|over| reason.eq_ignore_ascii_case(over));
        let id = self.id.as_deref().filter(|_| self.kind == PASS && !is_over)?;
        MethodId::parse(id)
    }
}

/// <https://learn.microsoft.com/graph/api/resources/userregistrationdetails>
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct RegistrationDetails {
    is_sspr_enabled: Option<bool>,
    is_sspr_registered: Option<bool>,
}

/// <https://learn.microsoft.com/graph/api/resources/temporaryaccesspassauthenticationmethodconfiguration>
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PassConfiguration {
    state: String,
    default_lifetime_in_minutes: u32,
    #[serde(default)]
    include_targets: Vec<MethodTarget>,
    #[serde(default)]
    exclude_targets: Vec<MethodTarget>,
}

#[derive(Deserialize)]
struct MethodTarget {
    id: String,
}
