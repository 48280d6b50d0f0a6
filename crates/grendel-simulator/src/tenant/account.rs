//! An account of the directory, and its representation in Graph.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::active_directory::ActiveDirectory;
use super::credentials::Credentials;
use super::joinable_groups::JoinableGroup;
use super::mailbox::{Mailbox, Restriction};
use super::organisation::Consent;
use super::pim::{Activation, Eligibility};
use super::risk::Risk;
use super::roles::{Group, RoleAssignment};
use super::units::Unit;

/// An account at one instant.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "they are the directory's own, and independent of each other")]
pub struct Account {
    /// The name by which tests refer to the account, such as `blocked-by-a-colleague`.
    pub key: String,
    /// A GUID in lower case.
    pub object_id: String,
    /// The initial domain of the account's tenant.
    pub initial_domain: &'static str,
    /// The name that the person signs in with.
    pub user_principal_name: String,
    /// The display name, such as `Anna de Vries`.
    pub display_name: String,
    /// The job title, such as `Helpdesk`.
    pub job_title: String,
    /// The primary address; it can differ from the user principal name.
    pub mail: Option<String>,
    /// Further addresses, without their prefix.
    pub aliases: Vec<String>,
    /// True if sign-in is allowed.
    pub enabled: bool,
    /// The account in Active Directory on premises that this one is synced from; `None` if there is none.
    pub on_premises: Option<ActiveDirectory>,
    /// True if the type of the account is that of a guest.
    pub guest: bool,
    /// True if the person signs in at another organisation. The account can be a member all the same, as cross-tenant synchronisation
    /// makes them (<https://learn.microsoft.com/entra/identity/multi-tenant-organizations/cross-tenant-synchronization-overview>).
    pub external: bool,
    /// Directory roles assigned directly and permanently.
    pub roles: Vec<RoleAssignment>,
    /// Activated directory roles, current and past.
    pub activations: Vec<Activation>,
    /// Directory roles that the person can activate.
    pub eligible: Vec<Eligibility>,
    /// The groups that the person could become a member or an owner of.
    pub joinable_groups: Vec<JoinableGroup>,
    /// The administrative units that the account is a member of.
    pub units: Vec<&'static Unit>,
    /// The state in Identity Protection; `None` if it never suspected the account.
    pub risk: Option<Risk>,
    /// The groups that the account is a member of.
    pub member_of: Vec<&'static Group>,
    /// The groups that the account owns.
    pub owner_of: Vec<&'static Group>,
    /// The time of its creation.
    pub created: Timestamp,
    /// The time of the last password change.
    pub last_password_change: Timestamp,
    /// Tokens issued before this instant are refused. Graph writes whole seconds.
    pub sessions_valid_from: Timestamp,
    /// The password and the authentication methods.
    pub credentials: Credentials,
    /// True if a licence with a mailbox in Exchange Online is assigned.
    pub licensed: bool,
    /// The mailbox in Exchange Online; `None` if there is none.
    pub mailbox: Option<Mailbox>,
    /// The id of a mailbox on an Exchange server on premises, which the sync writes to the mail user here; `None` if there is none.
    pub on_premises_mailbox: Option<&'static str>,
    /// The restriction of sending; `None` if the account can send.
    pub restriction: Option<Restriction>,
    /// The number of times that the restriction can still be lifted. No API returns it.
    pub releases_left: u32,
    /// The applications that the person has consented to.
    pub consents: Vec<Consent>,
    /// The time of its deletion. It can be restored for thirty days.
    pub deleted: Option<Timestamp>,
}

/// The properties that are returned without `$select` (<https://learn.microsoft.com/graph/api/user-get>).
pub(super) const DEFAULT_PROPERTIES: &[&str] = &[
    "businessPhones",
    "displayName",
    "givenName",
    "jobTitle",
    "mail",
    "mobilePhone",
    "officeLocation",
    "preferredLanguage",
    "surname",
    "userPrincipalName",
    "id",
];

/// Every property that can be selected (<https://learn.microsoft.com/graph/api/resources/user>). Those without a value
/// here are null. Properties that are stored outside of the directory (`aboutMe`, `mailboxSettings`, …) are left out.
pub(super) const KNOWN_PROPERTIES: &[&str] = &[
    "accountEnabled",
    "ageGroup",
    "assignedLicenses",
    "assignedPlans",
    "authorizationInfo",
    "businessPhones",
    "city",
    "companyName",
    "consentProvidedForMinor",
    "country",
    "createdDateTime",
    "creationType",
    "deletedDateTime",
    "department",
    "displayName",
    "employeeHireDate",
    "employeeId",
    "employeeLeaveDateTime",
    "employeeOrgData",
    "employeeType",
    "externalUserState",
    "externalUserStateChangeDateTime",
    "faxNumber",
    "givenName",
    "id",
    "identities",
    "imAddresses",
    "isManagementRestricted",
    "isResourceAccount",
    "jobTitle",
    "lastPasswordChangeDateTime",
    "legalAgeGroupClassification",
    "licenseAssignmentStates",
    "mail",
    "mailNickname",
    "mobilePhone",
    "officeLocation",
    "onPremisesDistinguishedName",
    "onPremisesDomainName",
    "onPremisesExtensionAttributes",
    "onPremisesImmutableId",
    "onPremisesLastSyncDateTime",
    "onPremisesProvisioningErrors",
    "onPremisesSamAccountName",
    "onPremisesSecurityIdentifier",
    "onPremisesSyncEnabled",
    "onPremisesUserPrincipalName",
    "otherMails",
    "passwordPolicies",
    "passwordProfile",
    "postalCode",
    "preferredDataLocation",
    "preferredLanguage",
    "provisionedPlans",
    "proxyAddresses",
    "securityIdentifier",
    "serviceProvisioningErrors",
    "showInAddressList",
    "signInActivity",
    "signInSessionsValidFromDateTime",
    "state",
    "streetAddress",
    "surname",
    "usageLocation",
    "userPrincipalName",
    "userType",
];

impl Account {
    /// Returns the roles that the account holds directly at this instant, permanent or activated.
    pub fn roles_at(&self, now: Timestamp) -> impl Iterator<Item = RoleAssignment> + '_ {
        let activated = self.activations.iter().filter(move |activation| activation.holds(now));
        self.roles.iter().copied().chain(activated.map(|activation| activation.assignment))
    }

    /// Returns true if only a Privileged Authentication Administrator or a Global Administrator can act on this
    /// account. Deliberately stricter than the vendor's matrix: every role counts.
    pub fn is_privileged(&self, now: Timestamp) -> bool {
        let assignable = |groups: &[&Group]| groups.iter().any(|group| group.assignable_to_role);
        self.roles_at(now).next().is_some() || assignable(&self.member_of) || assignable(&self.owner_of)
    }

    /// Returns true if the account is in a restricted management administrative unit, which no tenant-wide role
    /// reaches.
    pub fn is_management_restricted(&self) -> bool {
        self.units.iter().any(|unit| unit.restricted)
    }

    /// Returns all properties that Graph has of the account, without `signInActivity`.
    pub(super) fn to_graph(&self) -> Value {
        let (given_name, surname) = self.display_name.split_once(' ').unwrap_or((&self.display_name, ""));
        let nickname = self.user_principal_name.split('@').next().unwrap_or_default();
        let mut user = json!({
            "id": self.object_id,
            "accountEnabled": self.enabled,
            "assignedLicenses": [],
            "assignedPlans": self.assigned_plans(),
            "businessPhones": [],
            "createdDateTime": whole_seconds(self.created),
            "creationType": self.external.then_some("Invitation"),
            "displayName": self.display_name,
            "externalUserState": self.external.then_some("Accepted"),
            "givenName": given_name,
            "identities": self.identities(),
            "imAddresses": [],
            "isManagementRestricted": self.is_management_restricted(),
            "jobTitle": self.job_title,
            "lastPasswordChangeDateTime": whole_seconds(self.last_password_change),
            "licenseAssignmentStates": [],
            "mail": self.mail,
            "mailNickname": nickname,
            "onPremisesProvisioningErrors": [],
            "onPremisesSyncEnabled": self.on_premises.is_some().then_some(true),
            "otherMails": [],
            "passwordPolicies": self.credentials.policies,
            "provisionedPlans": [],
            "proxyAddresses": self.proxy_addresses(),
            "serviceProvisioningErrors": [],
            "signInSessionsValidFromDateTime": whole_seconds(self.sessions_valid_from),
            "surname": surname,
            "usageLocation": "NL",
            "userPrincipalName": self.user_principal_name,
            "userType": if self.guest { "Guest" } else { "Member" },
        });
        if let Some(there) = &self.on_premises {
            user["onPremisesDomainName"] = "ad.contoso.example".into();
            user["onPremisesLastSyncDateTime"] = whole_seconds(there.last_sync).into();
            user["onPremisesSamAccountName"] = nickname.into();
            user["onPremisesUserPrincipalName"] = self.user_principal_name.clone().into();
        }
        user
    }

    /// Returns the identities. Someone from another organisation has a second one, which that organisation vouches for
    /// (<https://learn.microsoft.com/entra/external-id/user-properties>).
    fn identities(&self) -> Vec<Value> {
        let own = json!({
            "signInType": "userPrincipalName",
            "issuer": self.initial_domain,
            "issuerAssignedId": self.user_principal_name,
        });
        let federated = json!({ "signInType": "federated", "issuer": "ExternalAzureAD", "issuerAssignedId": null });
        std::iter::once(own).chain(self.external.then_some(federated)).collect()
    }

    /// Returns the plans of the licences. One that was taken away stays in the list
    /// (<https://learn.microsoft.com/graph/api/resources/assignedplan>).
    fn assigned_plans(&self) -> Value {
        json!([{
            "assignedDateTime": whole_seconds(self.created),
            "capabilityStatus": if self.licensed { "Enabled" } else { "Deleted" },
            "service": "exchange",
            "servicePlanId": "efb87545-963c-4e0d-99df-69c6916d9eb0",
        }])
    }

    /// Returns the addresses with their prefixes. The primary address has its prefix in capitals.
    fn proxy_addresses(&self) -> Vec<String> {
        let primary = self.mail.iter().map(|mail| format!("SMTP:{mail}"));
        primary.chain(self.aliases.iter().map(|alias| format!("smtp:{alias}"))).collect()
    }
}

/// Returns an instant as the directory writes it, without fractions of a second.
pub(super) fn whole_seconds(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}
