//! Passwords and authentication methods, and their representation in Graph.

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use uuid::Uuid;

use super::account::whole_seconds;

/// Every password method has this id (<https://learn.microsoft.com/graph/api/resources/passwordauthenticationmethod>).
const PASSWORD_METHOD_ID: &str = "28c10230-6103-485e-b985-444c60001490";
/// The id of every mobile phone (<https://learn.microsoft.com/graph/api/resources/phoneauthenticationmethod>).
const MOBILE_PHONE_METHOD_ID: &str = "3179e48a-750b-4051-897c-87b9720928f7";

/// The credentials of one account.
#[derive(Clone, Debug)]
pub struct Credentials {
    /// The password in plain text, which no real service has.
    pub password: String,
    /// True if the password must be changed before it opens anything.
    pub must_change: bool,
    /// True if smart lockout holds the account. No API returns it.
    pub locked_out: bool,
    /// `DisablePasswordExpiration`, `DisableStrongPassword`, both with a comma between, or nothing.
    pub policies: Option<&'static str>,
    /// The temporary access pass; an account can have one.
    pub pass: Option<Pass>,
    /// All other methods.
    pub methods: Vec<Method>,
    /// True if the person is allowed to reset the password, provided there is a method to prove it with.
    pub self_service_enabled: bool,
}

/// An authentication method besides the password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Method {
    /// A GUID.
    pub id: String,
    /// The kind of the method.
    pub kind: MethodKind,
    /// The time of its registration.
    pub created: Timestamp,
}

/// The kinds of methods that the simulator has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MethodKind {
    /// A mobile phone with this number.
    Phone(&'static str),
    /// Microsoft Authenticator on the device with this name.
    Authenticator(&'static str),
}

/// A temporary access pass.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pass {
    /// A GUID.
    pub id: String,
    /// The pass in plain text, which the real service returns once.
    pub secret: String,
    /// The time of its creation.
    pub created: Timestamp,
    /// The instant from which it is valid.
    pub start: Timestamp,
    /// The time for which it is valid, from `start`.
    pub lifetime_minutes: i64,
    /// True if it is valid for one sign-in only.
    pub once: bool,
    /// True if it was used to sign in.
    pub used: bool,
}

/// The tenant's policy for passes
/// (<https://learn.microsoft.com/graph/api/resources/temporaryaccesspassauthenticationmethodconfiguration>).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PassPolicy {
    /// True if passes can be used to sign in. They can be created in either case.
    pub enabled: bool,
    /// True if only one-time passes can be created.
    pub once_only: bool,
    /// The shortest lifetime.
    pub lifetime_minutes_min: i64,
    /// The longest lifetime.
    pub lifetime_minutes_max: i64,
    /// The lifetime if a request names none.
    pub lifetime_minutes_default: i64,
    /// The number of characters.
    pub length: usize,
}

impl Default for PassPolicy {
    /// Returns the policy of a new tenant, but enabled.
    fn default() -> Self {
        Self {
            enabled: true,
            once_only: false,
            lifetime_minutes_min: 60,
            lifetime_minutes_max: 480,
            lifetime_minutes_default: 60,
            length: 8,
        }
    }
}

impl Credentials {
    /// Returns a password that nobody else knows, an app and a phone.
    pub(super) fn ordinary(key: &str, since: Timestamp) -> Self {
        Self {
            password: format!("Known-only-to-{key}-1"),
            must_change: false,
            locked_out: false,
            policies: None,
            pass: None,
            methods: vec![Method::authenticator("Telefoon", since), Method::phone("+31 600000000", since)],
            self_service_enabled: true,
        }
    }

    /// Returns true if there is a second factor.
    pub fn has_second_factor(&self) -> bool {
        !self.methods.is_empty()
    }

    /// Returns every method as Graph lists it, without secrets.
    pub(super) fn to_graph(&self, policy: &PassPolicy, changed: Timestamp, now: Timestamp) -> Vec<Value> {
        let mut listed = vec![json!({
            "@odata.type": "#microsoft.graph.passwordAuthenticationMethod",
            "id": PASSWORD_METHOD_ID,
            "password": null,
            "createdDateTime": whole_seconds(changed),
        })];
        listed.extend(self.methods.iter().map(Method::to_graph));
        if let Some(pass) = &self.pass {
            let mut item = pass.to_graph(policy, now);
            item["@odata.type"] = "#microsoft.graph.temporaryAccessPassAuthenticationMethod".into();
            listed.push(item);
        }
        listed
    }
}

impl Method {
    /// Returns a phone with this number.
    pub fn phone(number: &'static str, created: Timestamp) -> Self {
        Self { id: MOBILE_PHONE_METHOD_ID.to_owned(), kind: MethodKind::Phone(number), created }
    }

    /// Returns Microsoft Authenticator on a device with this name.
    pub fn authenticator(device: &'static str, created: Timestamp) -> Self {
        Self { id: Uuid::new_v4().to_string(), kind: MethodKind::Authenticator(device), created }
    }

    fn to_graph(&self) -> Value {
        let mut item = match self.kind {
            MethodKind::Phone(number) => json!({
                "@odata.type": "#microsoft.graph.phoneAuthenticationMethod",
                "phoneNumber": number,
                "phoneType": "mobile",
            }),
            MethodKind::Authenticator(device) => json!({
                "@odata.type": "#microsoft.graph.microsoftAuthenticatorAuthenticationMethod",
                "displayName": device,
                "deviceTag": "SoftwareTokenActivated",
                "phoneAppVersion": "6.2511.7533",
            }),
        };
        item["id"] = self.id.clone().into();
        item["createdDateTime"] = whole_seconds(self.created).into();
        item
    }

    /// Returns the method's names in the report of registrations.
    pub(super) fn registered_as(&self) -> &'static [&'static str] {
        match self.kind {
            MethodKind::Phone(_) => &["mobilePhone"],
            MethodKind::Authenticator(_) => &["microsoftAuthenticatorPush", "softwareOneTimePasscode"],
        }
    }
}

impl Pass {
    /// Returns true if the pass can be used, and the service's word for the reason
    /// (<https://learn.microsoft.com/graph/api/resources/temporaryaccesspassauthenticationmethod>).
    pub fn usability(&self, policy: &PassPolicy, now: Timestamp) -> (bool, &'static str) {
        if !policy.enabled {
            (false, "DisabledByPolicy")
        } else if self.used && self.once {
            (false, "OneTimeUsed")
        } else if now < self.start {
            (false, "NotYetValid")
        } else if now >= self.start + SignedDuration::from_mins(self.lifetime_minutes) {
            (false, "Expired")
        } else {
            (true, "EnabledByPolicy")
        }
    }

    /// Returns the pass as Graph writes it, without the secret.
    pub(super) fn to_graph(&self, policy: &PassPolicy, now: Timestamp) -> Value {
        let (usable, reason) = self.usability(policy, now);
        json!({
            "id": self.id,
            "temporaryAccessPass": null,
            "createdDateTime": self.created.to_string(),
            "startDateTime": self.start.to_string(),
            "lifetimeInMinutes": self.lifetime_minutes,
            "isUsableOnce": self.once,
            "isUsable": usable,
            "methodUsabilityReason": reason,
        })
    }
}
