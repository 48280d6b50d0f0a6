//! Directory audits, as Graph writes them.

use jiff::Timestamp;
use serde_json::{Value, json};
use uuid::Uuid;

use super::account::Account;
use super::organisation::MAIL_READER;

/// The application through which people act.
const PORTAL: &str = "Azure Portal";

/// The initiator of an activity.
#[derive(Clone, Debug)]
pub enum Actor {
    /// A person in the portal.
    Person {
        /// The person's object id.
        object_id: String,
        /// The person's user principal name.
        user_principal_name: String,
        /// The person's IP address.
        ip_address: String,
    },
    /// An application with permissions of its own. Its entries name it by its service principal, and not by its id.
    Application {
        /// The display name, such as `Contoso SOAR`.
        display_name: String,
        /// The object id of its service principal.
        service_principal_id: String,
    },
}

/// The activities (<https://learn.microsoft.com/entra/identity/monitoring-health/reference-audit-activities>).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Activity {
    /// Sign-in was blocked.
    DisableAccount,
    /// Sign-in was allowed again.
    EnableAccount,
    /// Sessions were revoked.
    RevokeSessions,
    /// A property changed that has nothing to do with sign-in.
    UpdateUser,
    /// Another person set the password.
    ResetPassword,
    /// The password must be changed at the next sign-in.
    ForcePasswordChange,
    /// An administrator or an application registered an authentication method.
    AdminRegisteredMethod,
    /// An administrator or an application deleted an authentication method.
    AdminDeletedMethod,
    /// The person registered an authentication method.
    UserRegisteredMethod,
    /// The account was deleted.
    DeleteUser,
    /// The risk was dismissed. No vendor page that we know of names this entry; the name is a guess at the portal's.
    DismissRisk,
    /// The account was confirmed compromised. Its name is a guess too.
    ConfirmCompromised,
    /// The person consented to an application.
    Consent,
}

/// One entry of the directory's audit log.
#[derive(Clone, Debug)]
pub(super) struct AuditRecord {
    pub at: Timestamp,
    /// The instant from which readers see the entry, minutes after the activity.
    pub visible_from: Timestamp,
    pub target_id: String,
    pub value: Value,
}

impl Activity {
    /// Returns the name in `activityDisplayName`.
    pub fn name(self) -> &'static str {
        match self {
            Self::DisableAccount => "Disable account",
            Self::EnableAccount => "Enable account",
            Self::RevokeSessions => "Update StsRefreshTokenValidFrom Timestamp",
            Self::UpdateUser => "Update user",
            Self::ResetPassword => "Reset user password",
            Self::ForcePasswordChange => "Set force change user password",
            Self::AdminRegisteredMethod => "Admin registered security info",
            Self::AdminDeletedMethod => "Admin deleted security info",
            Self::UserRegisteredMethod => "User registered security info",
            Self::DeleteUser => "Delete user",
            Self::DismissRisk => "DismissUser",
            Self::ConfirmCompromised => "ConfirmAccountCompromised",
            Self::Consent => "Consent to application",
        }
    }

    /// Returns the service and the category of the entry.
    fn origin(self) -> (&'static str, &'static str) {
        match self {
            Self::AdminRegisteredMethod | Self::AdminDeletedMethod | Self::UserRegisteredMethod => {
                ("Authentication Methods", "UserManagement")
            }
            Self::DismissRisk | Self::ConfirmCompromised => ("Identity Protection", "Other"),
            Self::Consent => ("Core Directory", "ApplicationManagement"),
            _ => ("Core Directory", "UserManagement"),
        }
    }

    /// Returns the target of the entry: the person, or for a consent the application.
    fn target(self, person: &Account, at: Timestamp) -> Value {
        let (id, name, kind, sign_in_name) = match self {
            Self::Consent => (MAIL_READER.0, Some(MAIL_READER.1), "ServicePrincipal", None),
            _ => (person.object_id.as_str(), None, "User", Some(&person.user_principal_name)),
        };
        json!({
            "id": id,
            "displayName": name,
            "type": kind,
            "userPrincipalName": sign_in_name,
            "groupType": null,
            "modifiedProperties": self.modified(at),
        })
    }

    fn modified(self, at: Timestamp) -> Value {
        let (property, old, new) = match self {
            Self::DisableAccount => ("AccountEnabled", "[true]".to_owned(), "[false]".to_owned()),
            Self::EnableAccount => ("AccountEnabled", "[false]".to_owned(), "[true]".to_owned()),
            Self::RevokeSessions => ("StsRefreshTokensValidFrom", "[]".to_owned(), format!("[\"{at}\"]")),
            Self::UpdateUser => ("JobTitle", "[]".to_owned(), "[]".to_owned()),
            Self::DeleteUser => ("Is Hard Deleted", String::new(), "\"False\"".to_owned()),
            _ => return json!([]),
        };
        json!([
            { "displayName": property, "oldValue": old, "newValue": new },
            { "displayName": "Included Updated Properties", "oldValue": null, "newValue": format!("\"{property}\"") },
        ])
    }
}

impl Actor {
    fn to_graph(&self) -> Value {
        match self {
            Self::Person { object_id, user_principal_name, ip_address } => json!({
                "app": null,
                "user": {
                    "id": object_id,
                    // The audit log leaves this empty, or has the application that the person acted through.
                    "displayName": PORTAL,
                    "userPrincipalName": user_principal_name,
                    "ipAddress": ip_address,
                },
            }),
            Self::Application { display_name, service_principal_id } => json!({
                "user": null,
                "app": {
                    "appId": null,
                    "displayName": display_name,
                    "servicePrincipalId": service_principal_id,
                    "servicePrincipalName": null,
                },
            }),
        }
    }
}

impl AuditRecord {
    pub(super) fn new(
        activity: Activity,
        target: &Account,
        actor: &Actor,
        at: Timestamp,
        visible_from: Timestamp,
    ) -> Self {
        let correlation_id = Uuid::new_v4().to_string();
        let (service, category) = activity.origin();
        let value = json!({
            "id": format!("Directory_{correlation_id}_{}", at.as_millisecond()),
            "category": category,
            "correlationId": correlation_id,
            "result": "success",
            "resultReason": "",
            "activityDisplayName": activity.name(),
            "activityDateTime": at.to_string(),
            "loggedByService": service,
            "operationType": "Update",
            "initiatedBy": actor.to_graph(),
            "targetResources": [activity.target(target, at)],
            "additionalDetails": [],
        });
        Self { at, visible_from, target_id: target.object_id.clone(), value }
    }
}
