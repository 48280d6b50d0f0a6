//! How somebody proves that an account is theirs, and what was done about that lately.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::ObjectId;
use super::reading::Reading;

/// Everything by which somebody gets into an account, beside its password.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Access {
    /// What is registered for it.
    pub methods: Reading<Vec<Method>>,
    /// Whether its owner can reset the password without anybody; nothing where that was not asked.
    pub self_service: Reading<Option<SelfService>>,
    /// Whether it can sign in with a temporary access pass; nothing where that was not asked.
    pub passes: Reading<Option<PassPolicy>>,
    /// Methods that were registered for it lately, newest first, says the directory audit.
    pub registered_lately: Vec<RegisteredMethod>,
    /// Applications that it has let in to its mail.
    pub grants: Reading<Vec<Grant>>,
    /// What Identity Protection says of it in more than a word; nothing where it says nothing or was not asked.
    pub risk: Option<RiskReport>,
}

words! {
    /// A way to prove who one is.
    /// <https://learn.microsoft.com/graph/api/resources/authenticationmethods-overview>
    pub enum MethodKind {
        /// A password.
        Password = "password",
        /// Microsoft Authenticator.
        Authenticator = "authenticator",
        /// A telephone, called or sent a text.
        Phone = "phone",
        /// A security key or a passkey.
        Fido2 = "fido2",
        /// Windows Hello for Business.
        WindowsHello = "windows_hello",
        /// A platform credential, as of macOS.
        PlatformCredential = "platform_credential",
        /// One-time codes of another program or device.
        SoftwareOath = "software_oath",
        /// A mail address; good for resetting the password only.
        Email = "email",
        /// A temporary access pass.
        TemporaryAccessPass = "temporary_access_pass",
        /// Another organisation's service.
        External = "external",
        /// Something that Grendel does not know.
        Other = "other",
    }
}

impl MethodKind {
    /// Whether it can be a second factor when signing in.
    pub const fn is_second_factor(self) -> bool {
        !matches!(self, Self::Password | Self::Email | Self::TemporaryAccessPass | Self::Other)
    }
}

/// One method that is registered for an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Method {
    /// The kind.
    pub kind: MethodKind,
    /// Since when, where Microsoft says so.
    pub created_at: Option<Timestamp>,
}

/// Whether the owner of an account can reset its password without anybody (self-service password reset).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SelfService {
    /// A policy of the tenant lets them.
    pub enabled: bool,
    /// They have registered what it takes.
    pub registered: bool,
}

/// Whether an account can sign in with a temporary access pass.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassPolicy {
    /// A policy of the tenant covers this account.
    pub covered: bool,
    /// How long a pass is good where nothing else is said.
    pub lifetime_minutes: u32,
}

/// A method that somebody registered for an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegisteredMethod {
    /// The id of the record in the directory audit.
    pub audit_id: String,
    /// When.
    pub at: Timestamp,
    /// What the audit calls it. Text from outside.
    pub what: String,
    /// From where, where the audit says so.
    pub address: Option<String>,
}

/// What an account has let an application do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// The application's service principal.
    pub application: ObjectId,
    /// The permissions that touch mail, such as `Mail.Read`.
    pub scopes: Vec<String>,
}

/// What Identity Protection says of an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RiskReport {
    /// How much.
    pub level: RiskLevel,
    /// What has become of it.
    pub state: RiskState,
    /// Why it is so, in Microsoft's word. Text from outside.
    pub detail: Option<String>,
    /// When that was said.
    pub at: Option<Timestamp>,
}

words! {
    /// How sure Identity Protection is.
    pub enum RiskLevel {
        /// Very.
        High = "high",
        /// Rather.
        Medium = "medium",
        /// A little.
        Low = "low",
        /// Not shown, or not known to Grendel.
        Hidden = "hidden",
        /// Not at all.
        None = "none",
    }
}

words! {
    /// What has become of a risk.
    pub enum RiskState {
        /// Somebody has confirmed it.
        ConfirmedCompromised = "confirmed_compromised",
        /// It stands.
        AtRisk = "at_risk",
        /// Whoever owns the account has proved who they are since.
        Remediated = "remediated",
        /// Somebody has said that it is none.
        Dismissed = "dismissed",
        /// Somebody has confirmed that it was none.
        ConfirmedSafe = "confirmed_safe",
        /// There is none.
        None = "none",
    }
}
