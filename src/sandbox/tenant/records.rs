//! What the tenant remembers: directory audits and sign-ins, as Graph writes them.

use jiff::Timestamp;
use serde_json::{Value, json};
use uuid::Uuid;

use super::account::Account;

/// Who did something to an account.
#[derive(Clone, Debug)]
pub enum Actor {
    /// A person in the portal.
    Person {
        /// The person's object id.
        object_id: String,
        /// The person's user principal name.
        user_principal_name: String,
        /// Where the person sat.
        ip_address: String,
    },
    /// A program with rights of its own.
    Application {
        /// As in `Contoso SOAR`.
        display_name: String,
        /// The object id of its service principal.
        service_principal_id: String,
    },
}

/// What was done to an account (<https://learn.microsoft.com/entra/identity/monitoring-health/reference-audit-activities>).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Activity {
    /// Sign-in was blocked.
    DisableAccount,
    /// Sign-in was allowed again.
    EnableAccount,
    /// Sessions were revoked.
    RevokeSessions,
    /// A property changed that says nothing about sign-in.
    UpdateUser,
}

/// One entry of the directory's audit.
#[derive(Clone, Debug)]
pub(super) struct AuditRecord {
    pub at: Timestamp,
    /// Entries show up minutes after what they tell of.
    pub visible_from: Timestamp,
    pub target_id: String,
    pub value: Value,
}

/// One attempt to sign in.
#[derive(Clone, Debug)]
pub(super) struct SignIn {
    pub at: Timestamp,
    pub user_id: String,
    pub value: Value,
}

impl Activity {
    /// The name in `activityDisplayName`.
    pub fn name(self) -> &'static str {
        match self {
            Self::DisableAccount => "Disable account",
            Self::EnableAccount => "Enable account",
            Self::RevokeSessions => "Update StsRefreshTokenValidFrom Timestamp",
            Self::UpdateUser => "Update user",
        }
    }

    fn modified(self, at: Timestamp) -> Value {
        let (property, old, new) = match self {
            Self::DisableAccount => ("AccountEnabled", "[true]".to_owned(), "[false]".to_owned()),
            Self::EnableAccount => ("AccountEnabled", "[false]".to_owned(), "[true]".to_owned()),
            Self::RevokeSessions => ("StsRefreshTokensValidFrom", "[]".to_owned(), format!("[\"{at}\"]")),
            Self::UpdateUser => ("JobTitle", "[]".to_owned(), "[]".to_owned()),
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
                    // The audit leaves this empty for people.
                    "displayName": null,
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
        let value = json!({
            "id": format!("Directory_{correlation_id}_{}", at.as_millisecond()),
            "category": "UserManagement",
            "correlationId": correlation_id,
            "result": "success",
            "resultReason": "",
            "activityDisplayName": activity.name(),
            "activityDateTime": at.to_string(),
            "loggedByService": "Core Directory",
            "operationType": "Update",
            "initiatedBy": actor.to_graph(),
            "targetResources": [{
                "id": target.object_id,
                "displayName": null,
                "type": "User",
                "userPrincipalName": target.user_principal_name,
                "groupType": null,
                "modifiedProperties": activity.modified(at),
            }],
            "additionalDetails": [],
        });
        Self { at, visible_from, target_id: target.object_id.clone(), value }
    }
}

impl SignIn {
    /// An attempt that ended with this code of Entra's, 0 for success. `appliedConditionalAccessPolicies` is left out, as
    /// Graph does for applications without `Policy.Read.All` (<https://learn.microsoft.com/graph/api/signin-list>).
    pub(super) fn new(account: &Account, error_code: i32, ip_address: &str, at: Timestamp) -> Self {
        // Guests are logged under their own address, and every name in small letters.
        let name = if account.guest { account.mail.as_ref() } else { None };
        let name = name.unwrap_or(&account.user_principal_name).to_lowercase();
        let value = json!({
            "id": Uuid::new_v4().to_string(),
            "createdDateTime": super::account::whole_seconds(at),
            "userDisplayName": account.display_name,
            "userPrincipalName": name,
            "userId": account.object_id,
            "appId": "00000002-0000-0ff1-ce00-000000000000",
            "appDisplayName": "Office 365 Exchange Online",
            "ipAddress": ip_address,
            "clientAppUsed": "Browser",
            "correlationId": Uuid::new_v4().to_string(),
            "conditionalAccessStatus": "notApplied",
            "isInteractive": true,
            "riskDetail": "none",
            "riskLevelAggregated": "none",
            "riskLevelDuringSignIn": "none",
            "riskState": "none",
            "riskEventTypes": [],
            "riskEventTypes_v2": [],
            "resourceDisplayName": "Office 365 Exchange Online",
            "resourceId": "00000002-0000-0ff1-ce00-000000000000",
            "status": {
                "errorCode": error_code,
                "failureReason": failure_reason(error_code),
                "additionalDetails": null,
            },
            "deviceDetail": {
                "deviceId": "", "displayName": "", "operatingSystem": "Windows10", "browser": "Edge 142.0.0",
                "isCompliant": false, "isManaged": false, "trustType": "",
            },
            "location": {
                "city": "Utrecht", "state": "Utrecht", "countryOrRegion": "NL",
                "geoCoordinates": { "altitude": null, "latitude": 52.09, "longitude": 5.12 },
            },
        });
        Self { at, user_id: account.object_id.clone(), value }
    }
}

/// <https://learn.microsoft.com/entra/identity-platform/reference-error-codes>
fn failure_reason(error_code: i32) -> &'static str {
    match error_code {
        0 => "Other.",
        50053 => "The account is locked, you've tried to sign in too many times with an incorrect user ID or password.",
        50057 => "The user account is disabled.",
        50126 => "Error validating credentials due to invalid username or password.",
        _ => "Sign-in failed.",
    }
}
