//! How somebody proves who they are: the methods that they have, whether they can reset their password without anybody, and
//! whether a temporary access pass is good for them.

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::Value;

use super::address::user_by_id;
use super::batch::{Asked, Part};
use super::error;
use super::graph::{ApiCall, Graph};
use super::groups::DirectoryGroup;
use crate::domain::ObjectId;
use crate::domain::access::{Method, MethodKind, PassPolicy, SelfService};
use crate::ports::{Budget, TenantError};

/// The application permission that shows methods.
pub(super) const METHODS_PERMISSION: &str = "UserAuthenticationMethod.Read.All";
/// The application permission that shows the policy for temporary access passes.
pub(super) const PASSES_PERMISSION: &str = "Policy.Read.AuthenticationMethod";

const METHODS: &str = "GET /users/{id}/authentication/methods";
const REGISTRATION: &str = "GET /reports/authenticationMethods/userRegistrationDetails/{id}";
const PASSES: &str = "GET /policies/authenticationMethodsPolicy/authenticationMethodConfigurations/temporaryAccessPass";

/// What stands for everybody where a policy names groups
/// (<https://learn.microsoft.com/graph/api/resources/authenticationmethodtarget>).
const EVERYBODY: &str = "all_users";

/// Asks for the methods of an account, for what it has registered for, and for the policy of the tenant.
pub(super) fn calls(target: &ObjectId) -> [ApiCall; 3] {
    [
        ApiCall::get(METHODS, user_by_id(target) + "/authentication/methods"),
        ApiCall::get(REGISTRATION, format!("/reports/authenticationMethods/userRegistrationDetails/{target}")),
        ApiCall::get(
            PASSES,
            "/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/temporaryAccessPass".to_owned(),
        ),
    ]
}

impl Graph {
    /// Reads the first of those that [`calls`] asked for, to its end.
    pub(super) async fn methods(&self, asked: Asked, budget: &Budget) -> Result<Vec<Method>, TenantError> {
        let methods: Vec<AuthenticationMethod> = self.gather(asked, budget).await?;
        let method = |one: AuthenticationMethod| Method { kind: kind(&one.kind), created_at: one.created_date_time };
        Ok(methods.into_iter().map(method).collect())
    }
}

/// Reads the second of those that [`calls`] asked for. The report is made every few hours, so that who is new is not in it yet.
pub(super) fn self_service(part: Part) -> Result<Option<SelfService>, TenantError> {
    let details: RegistrationDetails = match part {
        Ok(value) => error::read(REGISTRATION, value)?,
        Err(TenantError::NotFound(_)) => return Ok(None),
        Err(error) => return Err(error),
    };
    let shown = |flag: Option<bool>, what| flag.ok_or_else(|| error::hidden(REGISTRATION, what));
    Ok(Some(SelfService {
        enabled: shown(details.is_sspr_enabled, "isSsprEnabled")?,
        registered: shown(details.is_sspr_registered, "isSsprRegistered")?,
    }))
}

/// The policy for temporary access passes.
pub(super) struct PassConfiguration {
    configuration: Configuration,
}

/// Reads the third of those that [`calls`] asked for.
pub(super) fn passes(value: Value) -> Result<PassConfiguration, TenantError> {
    let configuration: Configuration = error::read(PASSES, value)?;
    Ok(PassConfiguration { configuration })
}

impl PassConfiguration {
    /// Whether the answer depends on the groups of the account.
    pub(super) fn names_groups(&self) -> bool {
        let Configuration { include_targets, exclude_targets, .. } = &self.configuration;
        self.is_enabled()
            && (!exclude_targets.is_empty() || include_targets.iter().any(|target| target.id != EVERYBODY))
    }

    /// What the policy says of an account that is in these groups: it covers those who are included and not excluded
    /// (<https://learn.microsoft.com/graph/api/resources/temporaryaccesspassauthenticationmethodconfiguration>).
    pub(super) fn of(&self, groups: &[DirectoryGroup]) -> PassPolicy {
        let Configuration { include_targets, exclude_targets, default_lifetime_in_minutes, .. } = &self.configuration;
        let is_in = |target: &MethodTarget| {
            target.id == EVERYBODY
                || ObjectId::parse(&target.id).is_some_and(|id| groups.iter().any(|one| one.id == id))
        };
        let covered = self.is_enabled() && include_targets.iter().any(is_in) && !exclude_targets.iter().any(is_in);
        PassPolicy { covered, lifetime_minutes: *default_lifetime_in_minutes }
    }

    fn is_enabled(&self) -> bool {
        self.configuration.state == "enabled"
    }
}

/// By the type of the object (<https://learn.microsoft.com/graph/api/resources/authenticationmethod>).
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

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct AuthenticationMethod {
    #[serde(rename = "@odata.type")]
    kind: String,
    created_date_time: Option<Timestamp>,
}

/// <https://learn.microsoft.com/graph/api/resources/userregistrationdetails>
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RegistrationDetails {
    is_sspr_enabled: Option<bool>,
    is_sspr_registered: Option<bool>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Configuration {
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
