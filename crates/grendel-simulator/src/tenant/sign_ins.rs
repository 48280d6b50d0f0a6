//! Sign-ins, as Graph writes them.

use jiff::Timestamp;
use serde_json::{Value, json};
use uuid::Uuid;

use super::account::{Account, whole_seconds};

/// A sign-in in the log.
#[derive(Clone, Debug)]
pub(super) struct SignIn {
    pub at: Timestamp,
    pub user_id: String,
    /// True if a program made it in the background. Only `/beta` has those.
    pub background: bool,
    /// The sign-in with the policies that applied, which not everyone is allowed to read.
    pub value: Value,
}

/// The location of an IP address.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Location {
    /// The city, such as `Utrecht`.
    pub city: &'static str,
    /// The state or province.
    pub state: &'static str,
    /// The country code of two letters.
    pub country: &'static str,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
}

/// The location of most sign-ins.
pub const UTRECHT: Location =
    Location { city: "Utrecht", state: "Utrecht", country: "NL", latitude: 52.09, longitude: 5.12 };
/// A location from which nobody of Contoso has signed in before.
pub const LAGOS: Location = Location { city: "Lagos", state: "Lagos", country: "NG", latitude: 6.45, longitude: 3.39 };
/// Another such location.
pub const HANOI: Location =
    Location { city: "Hanoi", state: "Ha Noi", country: "VN", latitude: 21.03, longitude: 105.85 };

/// A sign-in to be added to the log.
#[derive(Clone, Copy, Debug)]
#[must_use]
pub struct SignInAttempt {
    /// Entra's code, 0 for success.
    pub error_code: i32,
    /// The IP address of the client.
    pub ip_address: &'static str,
    /// The location of the address.
    pub location: Location,
    /// The client, such as `Browser` or `Exchange ActiveSync`.
    pub client_app: &'static str,
    /// The operating system, such as `Windows10`.
    pub operating_system: &'static str,
    /// The browser, such as `Edge 142.0.0`; empty if it is none.
    pub browser: &'static str,
    /// The device's name in the directory; empty if it is not known there.
    pub device: &'static str,
    /// The failure reason instead of the usual one for the code.
    pub reason: Option<&'static str>,
    /// The details of the second factor.
    pub details: Option<&'static str>,
    /// The id and the name of the Conditional Access policy that blocked it.
    pub blocked_by: Option<(&'static str, &'static str)>,
    /// Further policies that blocked it, by id and name.
    pub also_blocked_by: &'static [(&'static str, &'static str)],
    /// The grant controls of the policies that blocked it, as Graph writes them.
    pub controls: &'static [&'static str],
    /// The name of the application. Its publisher chooses it.
    pub application: &'static str,
    /// True if a program made it in the background, without a person at the keyboard.
    pub background: bool,
    /// The risk level in Identity Protection: `none`, `low`, `medium` or `high`.
    pub risk: &'static str,
}

/// The failure reason for a malicious IP address. Its code is that of smart lockout; only the text differs
/// (<https://learn.microsoft.com/entra/identity-platform/reference-error-codes>).
pub(super) const MALICIOUS_ADDRESS: &str =
    "Sign-in was blocked because it came from an IP address with malicious activity.";

impl SignInAttempt {
    /// Returns a sign-in with a browser in the office's country, with this code of Entra's, 0 for success.
    pub const fn new(error_code: i32, ip_address: &'static str) -> Self {
        Self {
            error_code,
            ip_address,
            location: UTRECHT,
            client_app: "Browser",
            operating_system: "Windows10",
            browser: "Edge 142.0.0",
            device: "",
            reason: None,
            details: None,
            blocked_by: None,
            also_blocked_by: &[],
            controls: &["Block"],
            application: "Office 365 Exchange Online",
            background: false,
            risk: "none",
        }
    }

    /// Sets the location.
    pub const fn from(mut self, location: Location) -> Self {
        self.location = location;
        self
    }

    /// Sets an old client that does not support a second factor.
    pub const fn from_legacy_client(mut self) -> Self {
        self.client_app = "Exchange ActiveSync";
        self.operating_system = "Android";
        self.browser = "";
        self
    }

    /// Sets the device, which the directory knows by this name.
    pub const fn on_device(mut self, name: &'static str) -> Self {
        self.device = name;
        self
    }

    /// Sets the grant controls of the policies that blocked it, such as `CompliantDevice`.
    pub const fn demanding(mut self, controls: &'static [&'static str]) -> Self {
        self.controls = controls;
        self
    }

    /// Sets the failure reason.
    pub const fn with_reason(mut self, reason: &'static str) -> Self {
        self.reason = Some(reason);
        self
    }

    /// Sets the details of the second factor.
    pub const fn with_details(mut self, details: &'static str) -> Self {
        self.details = Some(details);
        self
    }

    /// Sets the id and the name of the Conditional Access policy that blocked it.
    pub const fn blocked_by(mut self, id: &'static str, name: &'static str) -> Self {
        self.blocked_by = Some((id, name));
        self
    }

    /// Sets further policies that blocked it, by id and name.
    pub const fn also_blocked_by(mut self, policies: &'static [(&'static str, &'static str)]) -> Self {
        self.also_blocked_by = policies;
        self
    }

    /// Sets the name of the application.
    pub const fn to_application(mut self, name: &'static str) -> Self {
        self.application = name;
        self
    }

    /// Makes it one of a program in the background.
    pub const fn in_background(mut self) -> Self {
        self.background = true;
        self
    }

    /// Sets the risk level in Identity Protection.
    pub const fn with_risk(mut self, level: &'static str) -> Self {
        self.risk = level;
        self
    }
}

impl SignIn {
    pub(super) fn new(account: &Account, attempt: &SignInAttempt, at: Timestamp) -> Self {
        // People from outside are logged under their own address, and every name in lower case.
        let name = if account.external { account.mail.as_ref() } else { None };
        let name = name.unwrap_or(&account.user_principal_name).to_lowercase();
        let SignInAttempt { location, risk, .. } = attempt;
        let risky = *risk != "none";
        let value = json!({
            "id": Uuid::new_v4().to_string(),
            "createdDateTime": whole_seconds(at),
            "userDisplayName": account.display_name,
            "userPrincipalName": name,
            "userId": account.object_id,
            "appId": "00000002-0000-0ff1-ce00-000000000000",
            "appDisplayName": attempt.application,
            "appliedConditionalAccessPolicies": policies(attempt),
            "ipAddress": attempt.ip_address,
            "clientAppUsed": attempt.client_app,
            "correlationId": Uuid::new_v4().to_string(),
            "conditionalAccessStatus": if attempt.blocked_by.is_some() { "failure" } else { "notApplied" },
            "isInteractive": !attempt.background,
            "riskDetail": "none",
            "riskLevelAggregated": risk,
            "riskLevelDuringSignIn": risk,
            "riskState": if risky { "atRisk" } else { "none" },
            "riskEventTypes": [],
            "riskEventTypes_v2": if risky { vec!["unfamiliarFeatures"] } else { Vec::new() },
            "resourceDisplayName": "Office 365 Exchange Online",
            "resourceId": "00000002-0000-0ff1-ce00-000000000000",
            "status": {
                "errorCode": attempt.error_code,
                "failureReason": attempt.reason.unwrap_or_else(|| failure_reason(attempt.error_code)),
                "additionalDetails": attempt.details,
            },
            "deviceDetail": {
                "deviceId": "",
                "displayName": attempt.device,
                "operatingSystem": attempt.operating_system,
                "browser": attempt.browser,
                "isCompliant": false,
                "isManaged": false,
                "trustType": "",
            },
            "location": {
                "city": location.city, "state": location.state, "countryOrRegion": location.country,
                "geoCoordinates": { "altitude": null, "latitude": location.latitude, "longitude": location.longitude },
            },
        });
        Self { at, user_id: account.object_id.clone(), background: attempt.background, value }
    }

    /// Returns the sign-in as Graph writes it. Applications without `Policy.Read.All` do not see the policies, and no
    /// error tells them (<https://learn.microsoft.com/graph/api/signin-list>).
    pub(super) fn to_graph(&self, with_policies: bool) -> Value {
        let mut value = self.value.clone();
        if let (false, Some(properties)) = (with_policies, value.as_object_mut()) {
            properties.remove("appliedConditionalAccessPolicies");
        }
        value
    }
}

fn policies(attempt: &SignInAttempt) -> Value {
    if attempt.blocked_by.is_none() {
        return json!([]);
    }
    let not_applied = json!({
        "id": "0b9e1d1a-6a55-4d5c-8f5e-2c1a0f6d7e31",
        "displayName": "Require MFA for administrators",
        "enforcedGrantControls": ["Mfa"],
        "enforcedSessionControls": [],
        "result": "notApplied",
    });
    let blocking = attempt.blocked_by.iter().chain(attempt.also_blocked_by).map(|(id, name)| {
        json!({
            "id": id,
            "displayName": name,
            "enforcedGrantControls": attempt.controls,
            "enforcedSessionControls": [],
            "result": "failure",
        })
    });
    [not_applied].into_iter().chain(blocking).collect()
}

/// Returns Entra's text for a code. <https://learn.microsoft.com/entra/identity-platform/reference-error-codes>
fn failure_reason(error_code: i32) -> &'static str {
    match error_code {
        0 => "Other.",
        50053 => "The account is locked, you've tried to sign in too many times with an incorrect user ID or password.",
        50055 => "Invalid password, entered expired password.",
        50056 => "Invalid or null password: password doesn't exist in the directory for this user.",
        50057 => "The user account is disabled.",
        50072 => "User needs to enroll for second factor authentication (interactive).",
        50074 => "Strong authentication is required and the user did not pass the MFA challenge.",
        50076 => {
            "Due to a configuration change made by your administrator, or because you moved to a new location, you must \
             use multi-factor authentication to access this resource."
        }
        50079 => {
            "Due to a configuration change made by your administrator, or because you moved to a new location, you must \
             enroll in multi-factor authentication."
        }
        50126 => "Error validating credentials due to invalid username or password.",
        50135 => "Password change is required due to account risk.",
        53000 => "Device is not in required device state: compliant.",
        53003 => {
            "Access has been blocked by Conditional Access policies. The access policy does not allow token issuance."
        }
        53004 => "User needs to complete multi-factor authentication registration, which is blocked as suspicious.",
        500_121 => "Authentication failed during strong authentication request.",
        _ => "Sign-in failed.",
    }
}
