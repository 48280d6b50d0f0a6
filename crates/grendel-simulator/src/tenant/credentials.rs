//! What people prove with who they are, and how Graph writes it.

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use uuid::Uuid;

use super::account::whole_seconds;

/// Every password method has this id (<https://learn.microsoft.com/graph/api/resources/passwordauthenticationmethod>).
const PASSWORD_METHOD_ID: &str = "28c10230-6103-485e-b985-444c60001490";
/// The id of every mobile phone (<https://learn.microsoft.com/graph/api/resources/phoneauthenticationmethod>).
const MOBILE_PHONE_METHOD_ID: &str = "3179e48a-750b-4051-897c-87b9720928f7";

/// What one account can be signed in to with.
#[derive(Clone, Debug)]
pub struct Credentials {
    /// As plain text, which no real service could say.
    pub password: String,
    /// Whether the password has to be changed before it opens anything.
    pub must_change: bool,
    /// Whether smart lockout holds the account. Nobody can read that.
    pub locked_out: bool,
    /// `DisablePasswordExpiration`, `DisableStrongPassword`, both with a comma between, or nothing.
    pub policies: Option<&'static str>,
    /// The one pass that an account can have.
    pub pass: Option<Pass>,
    /// All else.
    pub methods: Vec<Method>,
    /// Whether the person may reset the password without help, when there is a method to prove it with.
    pub self_service_enabled: bool,
}

/// A way to prove who one is, besides the password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Method {
    /// A GUID.
    pub id: String,
    /// Which it is.
    pub kind: MethodKind,
    /// When it was registered.
    pub created: Timestamp,
}

/// The kinds of methods that this tenant knows.
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
    /// As plain text, which the real service says once.
    pub secret: String,
    /// When it was made.
    pub created: Timestamp,
    /// From when on it can be used.
    pub start: Timestamp,
    /// For how long from then.
    pub lifetime_minutes: i64,
    /// Whether it opens one sign-in only.
    pub once: bool,
    /// Whether somebody signed in with it.
    pub used: bool,
}

/// The tenant's policy for passes
/// (<https://learn.microsoft.com/graph/api/resources/temporaryaccesspassauthenticationmethodconfiguration>).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PassPolicy {
    /// Whether anybody can sign in with a pass. They can be made nevertheless.
    pub enabled: bool,
    /// Whether only passes for a single sign-in may be made.
    pub once_only: bool,
    /// The shortest that a pass may live.
    pub lifetime_minutes_min: i64,
    /// The longest.
    pub lifetime_minutes_max: i64,
    /// How long it lives where nobody says.
    pub lifetime_minutes_default: i64,
    /// How many characters it has.
    pub length: usize,
}

impl Default for PassPolicy {
    /// As a new tenant has it, but switched on.
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
    /// A password that nobody else knows, an app and a phone.
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

    /// Whether there is a second factor.
    pub fn has_second_factor(&self) -> bool {
        !self.methods.is_empty()
    }

    /// Every method as Graph lists it; the secrets are never among it.
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
    /// A phone with this number.
    pub fn phone(number: &'static str, created: Timestamp) -> Self {
        Self { id: MOBILE_PHONE_METHOD_ID.to_owned(), kind: MethodKind::Phone(number), created }
    }

    /// Microsoft Authenticator on a device with this name.
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

    /// As the report on registrations names it.
    pub(super) fn registered_as(&self) -> &'static [&'static str] {
        match self.kind {
            MethodKind::Phone(_) => &["mobilePhone"],
            MethodKind::Authenticator(_) => &["microsoftAuthenticatorPush", "softwareOneTimePasscode"],
        }
    }
}

impl Pass {
    /// Whether it opens anything, and the service's word for why or why not.
    pub fn usability(&self, policy: &PassPolicy, now: Timestamp) -> (bool, &'static str) {
        if !policy.enabled {
            (false, "disabledByPolicy")
        } else if self.used && self.once {
            (false, "oneTimeUsed")
        } else if now < self.start {
            (false, "notYetValid")
        } else if now >= self.start + SignedDuration::from_mins(self.lifetime_minutes) {
            (false, "expired")
        } else {
            (true, "enabledByPolicy")
        }
    }

    /// Without the secret.
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
