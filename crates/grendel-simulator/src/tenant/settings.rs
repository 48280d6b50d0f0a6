//! The settings of a simulated tenant: ids, licence, permissions of the application, delays.

use jiff::SignedDuration;

use super::active_directory::SyncedWrites;
use super::credentials::PassPolicy;
use super::fixtures::Directory;

/// The object id of the application's service principal in the tenant of [`TenantSettings::default`].
pub const SERVICE_PRINCIPAL_ID: &str = "7d5e0c1e-3f0a-4c55-9c0d-2f6f3c1f8a10";

/// The application's id in the same tenant.
pub const CLIENT_ID: &str = "b2a6f1c4-98d1-4b53-8f0e-6f4a3b1e7c95";

/// The application's name in the audit log.
pub const APPLICATION_NAME: &str = "Grendel";

/// The tenant's licence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Licence {
    /// No Entra ID P1 or P2: no sign-in reports, and audits of seven days.
    Free,
    /// Entra ID P1.
    P1,
    /// Entra ID P2: Privileged Identity Management and Identity Protection as well.
    P2,
}

/// A second registration in the same tenant, without application permissions.
#[derive(Clone, Debug)]
pub struct SignInRegistration {
    /// Its id.
    pub client_id: String,
    /// Its secret.
    pub client_secret: String,
}

/// The state of the application in the tenant, by which it gets tokens or none. People still sign in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ApplicationState {
    /// It gets tokens.
    Enabled,
    /// Its client secret has expired.
    SecretExpired,
    /// An administrator has disabled it.
    Disabled,
    /// A Conditional Access policy for workload identities keeps it out.
    Blocked,
}

/// The way in which id tokens have the authentication context (`acrs`) that was asked for.
/// <https://learn.microsoft.com/entra/identity-platform/developer-guide-conditional-access-authentication-context>
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AcrsIssue {
    /// As Microsoft says: if every policy for it is satisfied, and also if there is no policy for it.
    WhenAsked,
    /// Not at all, as where a control is not satisfied.
    LeftOut,
    /// This one instead, as where only another context is satisfied.
    Another(String),
}

/// A contact of the directory: a recipient that stands for an address elsewhere.
#[derive(Clone, Debug)]
pub struct MailContact {
    /// Its name.
    pub name: String,
    /// The address that its mail goes to.
    pub address: String,
}

/// The settings. [`SimulatedTenant::adjust`](super::SimulatedTenant::adjust) changes them later.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is something that an administrator did or did not do")]
pub struct TenantSettings {
    /// A GUID.
    pub tenant_id: String,
    /// The organisation's name, such as `Contoso`, as Entra's errors have it.
    pub organisation: String,
    /// The accounts, groups and units.
    pub directory: Directory,
    /// The application's id.
    pub client_id: String,
    /// The application's secret.
    pub client_secret: String,
    /// The application's name in the audit log.
    pub application_name: String,
    /// The state of the application in the tenant.
    pub application_state: ApplicationState,
    /// The object id of the application's service principal in the audit log.
    pub service_principal_id: String,
    /// The application permissions that an administrator consented to.
    pub permissions: Vec<String>,
    /// The directory roles of the application's service principal, by name. Setting passwords needs one.
    pub application_roles: Vec<String>,
    /// True if an administrator consented to `Exchange.ManageAsApp`.
    pub exchange_app_role: bool,
    /// True if the application's service principal holds a role in Exchange, through a directory role or a role group.
    pub exchange_role: bool,
    /// The policy for temporary access passes.
    pub pass_policy: PassPolicy,
    /// The redirect addresses for sign-ins, compared letter for letter.
    pub redirect_uris: Vec<String>,
    /// The registration for sign-ins alone, or `None` if people sign in to the application itself. The redirect
    /// addresses are its own then.
    pub sign_in_app: Option<SignInRegistration>,
    /// The way in which id tokens have the authentication context that was asked for.
    pub acrs: AcrsIssue,
    /// True if the application can use the device code flow without its secret. Off by default.
    pub allows_public_client_flows: bool,
    /// True if the id token has `auth_time`, which an application must ask for in its registration
    /// (<https://learn.microsoft.com/entra/identity-platform/optional-claims-reference>).
    pub id_token_has_auth_time: bool,
    /// The tenant's licence.
    pub licence: Licence,
    /// The most items that Exchange writes of one list, with a warning and a link that it then refuses; `None` for no limit.
    pub exchange_items_max: Option<usize>,
    /// The contacts of the directory.
    pub contacts: Vec<MailContact>,
    /// The time until readers see a write.
    pub replication_delay: SignedDuration,
    /// The time until the audit log shows a write.
    pub audit_delay: SignedDuration,
    /// The time until the sign-in log shows a sign-in.
    pub sign_in_delay: SignedDuration,
    /// The answer to a change of `accountEnabled` on a synced account.
    pub synced_writes: SyncedWrites,
    /// The calls to `/auditLogs` that are answered in ten seconds: 5 in reality, more by default so that tests do not
    /// wait, `None` for no limit (<https://learn.microsoft.com/graph/throttling-limits>).
    pub reports_per_ten_seconds: Option<usize>,
    /// The calls to `/identityProtection` that are answered in a second: 1 in reality, `None` for no limit
    /// (<https://learn.microsoft.com/graph/throttling-limits>).
    pub identity_protection_per_second: Option<usize>,
}

impl Default for TenantSettings {
    fn default() -> Self {
        Self {
            tenant_id: "4f7c0d7a-52f3-4a4e-8a54-0d0cf3a2b6e1".to_owned(),
            organisation: "Contoso".to_owned(),
            directory: Directory::Contoso,
            client_id: CLIENT_ID.to_owned(),
            client_secret: "a-secret~of.the_sandbox".to_owned(),
            application_name: APPLICATION_NAME.to_owned(),
            application_state: ApplicationState::Enabled,
            service_principal_id: SERVICE_PRINCIPAL_ID.to_owned(),
            permissions: PERMISSIONS.map(str::to_owned).to_vec(),
            application_roles: vec!["User Administrator".to_owned()],
            exchange_app_role: true,
            exchange_role: true,
            pass_policy: PassPolicy::default(),
            redirect_uris: Vec::new(),
            sign_in_app: None,
            acrs: AcrsIssue::WhenAsked,
            allows_public_client_flows: false,
            id_token_has_auth_time: true,
            licence: Licence::P2,
            exchange_items_max: None,
            contacts: Vec::new(),
            replication_delay: SignedDuration::ZERO,
            audit_delay: SignedDuration::ZERO,
            sign_in_delay: SignedDuration::ZERO,
            synced_writes: SyncedWrites::UndoneBySync,
            reports_per_ten_seconds: Some(200),
            identity_protection_per_second: None,
        }
    }
}

impl TenantSettings {
    /// Returns the settings of a second tenant: other ids, another application, other accounts.
    pub fn northwind() -> Self {
        Self {
            tenant_id: "cf460f6f-731c-46c3-8fb5-ba82ff0acca4".to_owned(),
            organisation: "Northwind".to_owned(),
            directory: Directory::Northwind,
            client_id: "f2d20dae-f22d-4974-8685-27137837270b".to_owned(),
            client_secret: "another-secret~of.the_sandbox".to_owned(),
            service_principal_id: "5b7e32af-cfb8-4224-a75a-005f0d15b819".to_owned(),
            ..Self::default()
        }
    }
}

/// The least permissions to read and unlock accounts (<https://learn.microsoft.com/graph/permissions-reference>).
const PERMISSIONS: [&str; 16] = [
    "User.Read.All",
    "User.EnableDisableAccount.All",
    "User.RevokeSessions.All",
    "AuditLog.Read.All",
    "RoleManagement.Read.Directory",
    "GroupMember.Read.All",
    "AdministrativeUnit.Read.All",
    "RoleEligibilitySchedule.Read.Directory",
    "PrivilegedEligibilitySchedule.Read.AzureADGroup",
    "IdentityRiskyUser.Read.All",
    "IdentityRiskyUser.ReadWrite.All",
    "Policy.Read.All",
    "Policy.Read.AuthenticationMethod",
    "User-PasswordProfile.ReadWrite.All",
    "UserAuthMethod-TAP.ReadWrite.All",
    "UserAuthenticationMethod.Read.All",
];
