//! One account of the directory, and how Graph writes it.

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::credentials::Credentials;
use super::mailbox::{Mailbox, Restriction};
use super::organisation::Consent;
use super::pim::{Activation, Eligibility};
use super::risk::Risk;
use super::roles::{Group, RoleAssignment};
use super::units::Unit;

/// An account as it stands at one instant.
#[derive(Clone, Debug)]
pub struct Account {
    /// The name of the key that it tells, as in `blocked-by-a-colleague`.
    pub key: String,
    /// A GUID in lower case.
    pub object_id: String,
    /// The domain that the account's tenant was born with.
    pub initial_domain: &'static str,
    /// What the person signs in with.
    pub user_principal_name: String,
    /// As in `Anna de Vries`.
    pub display_name: String,
    /// As in `Helpdesk`.
    pub job_title: String,
    /// The primary address; it can differ from the user principal name.
    pub mail: Option<String>,
    /// Further addresses, without their prefix.
    pub aliases: Vec<String>,
    /// Whether sign-in is allowed.
    pub enabled: bool,
    /// Whether the account is mastered on premises.
    pub synced: bool,
    /// Whether the account belongs to another organisation.
    pub guest: bool,
    /// Directory roles held directly and for good.
    pub roles: Vec<RoleAssignment>,
    /// Directory roles that were activated for a while, over or not.
    pub activations: Vec<Activation>,
    /// Directory roles that the person may activate.
    pub eligible: Vec<Eligibility>,
    /// The administrative units that the account is in.
    pub units: Vec<&'static Unit>,
    /// What Identity Protection says of it.
    pub risk: Option<Risk>,
    /// Groups that the account is in.
    pub member_of: Vec<&'static Group>,
    /// Groups that the account owns.
    pub owner_of: Vec<&'static Group>,
    /// When the account was made.
    pub created: Timestamp,
    /// When its password last changed.
    pub last_password_change: Timestamp,
    /// Tokens from before this instant are refused. Graph writes whole seconds.
    pub sessions_valid_from: Timestamp,
    /// What the person proves who it is with.
    pub credentials: Credentials,
    /// The mailbox in Exchange Online; not everyone has one.
    pub mailbox: Option<Mailbox>,
    /// Why the account may not send; `None` where it may.
    pub restriction: Option<Restriction>,
    /// How often it can still be allowed to send again. Nobody can read that.
    pub releases_left: u32,
    /// The applications that the person lets act for them.
    pub consents: Vec<Consent>,
    /// When the account was deleted; for thirty days it can be restored.
    pub deleted: Option<Timestamp>,
}

/// The properties that come without `$select` (<https://learn.microsoft.com/graph/api/user-get>).
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

/// Every property that can be selected (<https://learn.microsoft.com/graph/api/resources/user>); those without a value
/// here come as null. What lives outside the directory (`aboutMe`, `mailboxSettings`, …) is left out.
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

/// The sync engine runs every half hour (<https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-connect-sync-feature-scheduler>).
const SINCE_LAST_SYNC: SignedDuration = SignedDuration::from_mins(17);

impl Account {
    /// Every role that the account holds directly at this instant: for good, or activated.
    pub fn roles_at(&self, now: Timestamp) -> impl Iterator<Item = RoleAssignment> + '_ {
        let activated = self.activations.iter().filter(move |activation| activation.holds(now));
        self.roles.iter().copied().chain(activated.map(|activation| activation.assignment))
    }

    /// Whether only a Privileged Authentication Administrator or a Global Administrator may act on this account. Simpler
    /// than the vendor's matrix on purpose: every role counts, however small.
    pub fn is_privileged(&self, now: Timestamp) -> bool {
        let assignable = |groups: &[&Group]| groups.iter().any(|group| group.assignable_to_role);
        self.roles_at(now).next().is_some() || assignable(&self.member_of) || assignable(&self.owner_of)
    }

    /// Whether the account is in a restricted-management administrative unit, so that no role of the whole tenant reaches
    /// it.
    pub fn is_management_restricted(&self) -> bool {
        self.units.iter().any(|unit| unit.restricted)
    }

    /// Everything that Graph can say about the account, but `signInActivity`.
    pub(super) fn to_graph(&self, now: Timestamp) -> Value {
        let (given_name, surname) = self.display_name.split_once(' ').unwrap_or((&self.display_name, ""));
        let nickname = self.user_principal_name.split('@').next().unwrap_or_default();
        let guest_state = self.guest.then_some("Accepted");
        let mut user = json!({
            "id": self.object_id,
            "accountEnabled": self.enabled,
            "assignedLicenses": [],
            "assignedPlans": [],
            "businessPhones": [],
            "createdDateTime": whole_seconds(self.created),
            "creationType": self.guest.then_some("Invitation"),
            "displayName": self.display_name,
            "externalUserState": guest_state,
            "givenName": given_name,
            "identities": [{
                "signInType": "userPrincipalName",
                "issuer": self.initial_domain,
                "issuerAssignedId": self.user_principal_name,
            }],
            "imAddresses": [],
            "isManagementRestricted": self.is_management_restricted(),
            "jobTitle": self.job_title,
            "lastPasswordChangeDateTime": whole_seconds(self.last_password_change),
            "licenseAssignmentStates": [],
            "mail": self.mail,
            "mailNickname": nickname,
            "onPremisesProvisioningErrors": [],
            "onPremisesSyncEnabled": self.synced.then_some(true),
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
        if self.synced {
            user["onPremisesDomainName"] = "ad.contoso.example".into();
            user["onPremisesLastSyncDateTime"] = whole_seconds(now - SINCE_LAST_SYNC).into();
            user["onPremisesSamAccountName"] = nickname.into();
            user["onPremisesUserPrincipalName"] = self.user_principal_name.clone().into();
        }
        user
    }

    /// The primary address is the one whose prefix is in capitals.
    fn proxy_addresses(&self) -> Vec<String> {
        let primary = self.mail.iter().map(|mail| format!("SMTP:{mail}"));
        primary.chain(self.aliases.iter().map(|alias| format!("smtp:{alias}"))).collect()
    }
}

/// An instant as the directory writes it: it keeps no fractions.
pub(super) fn whole_seconds(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}
