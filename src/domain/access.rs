//! The ways into an account beside its password, and recent changes to them.

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::reading::Reading;
use super::{CaseNumber, ObjectId};

/// Everything that gets a person into an account, beside its password.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Access {
    /// The registered methods.
    pub methods: Reading<Vec<Method>>,
    /// The owner's ability to reset the password alone; `None` if that was not asked for.
    pub self_service: Reading<Option<SelfService>>,
    /// The account's ability to sign in with a temporary access pass; `None` if that was not asked for.
    pub passes: Reading<Option<PassPolicy>>,
    /// The methods that were registered lately, newest first, from the directory audit.
    pub registered_lately: Vec<RegisteredMethod>,
    /// The applications that were granted access to the mail.
    pub grants: Reading<Vec<Grant>>,
    /// The temporary access passes that may still let somebody in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub usable_passes: Vec<UsablePass>,
    /// Identity Protection's report about the account, beyond the bare state; `None` if there is none or it was not
    /// asked for.
    pub risk: Option<RiskReport>,
}

impl Access {
    /// Returns the passes that Grendel made and that may still let somebody in.
    pub fn own_passes(&self) -> impl Iterator<Item = &UsablePass> {
        self.usable_passes.iter().filter(|pass| pass.case.is_some())
    }

    /// Adds passes that Grendel made. A pass that is listed already is not added again.
    pub fn add_own_passes(&mut self, own: impl IntoIterator<Item = UsablePass>) {
        for pass in own {
            self.usable_passes.retain(|listed| listed.id != pass.id);
            self.usable_passes.push(pass);
        }
        self.usable_passes.sort_by_key(|pass| pass.id);
    }
}

/// The id of one authentication method of one account. It is no secret: nobody signs in with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MethodId(ObjectId);

impl MethodId {
    /// Parses the GUID by which Graph names a temporary access pass. `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        ObjectId::parse(text).map(Self)
    }
}

impl fmt::Display for MethodId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

/// A temporary access pass that may still let somebody in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UsablePass {
    /// Its id.
    pub id: MethodId,
    /// The case in which Grendel made it, or `None` if somebody else did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<CaseNumber>,
}

words! {
    /// A kind of authentication method.
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
        /// The service of another provider.
        External = "external",
        /// A method that Grendel does not know.
        Other = "other",
    }
}

impl MethodKind {
    /// Returns true if the method can be a second factor when signing in.
    pub const fn is_second_factor(self) -> bool {
        !matches!(self, Self::Password | Self::Email | Self::TemporaryAccessPass | Self::Other)
    }
}

/// One method that is registered for an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Method {
    /// The kind.
    pub kind: MethodKind,
    /// The time of the registration, if Microsoft has it.
    pub created_at: Option<Timestamp>,
}

/// The owner's ability to reset the password without an administrator (self-service password reset).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SelfService {
    /// A policy of the tenant allows it.
    pub enabled: bool,
    /// The owner has registered the methods that it takes.
    pub registered: bool,
}

/// The account's ability to sign in with a temporary access pass.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassPolicy {
    /// A policy of the tenant covers this account.
    pub covered: bool,
    /// The default lifetime of a pass, in minutes.
    pub lifetime_minutes: u32,
}

/// A method that was registered for an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegisteredMethod {
    /// The id of the record in the directory audit.
    pub audit_id: String,
    /// The time of the registration.
    pub at: Timestamp,
    /// The method's name in the audit. Text from outside.
    pub what: String,
    /// The IP address it came from, if the audit has it.
    pub address: Option<String>,
}

/// A consent that an account gave to an application.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// The application's service principal.
    pub application: ObjectId,
    /// The permissions that touch mail, such as `Mail.Read`, most telling first.
    pub scopes: Vec<String>,
    /// The number of further permissions, which are left out.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub more_scopes: u32,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
const fn is_zero(count: &u32) -> bool {
    *count == 0
}

/// Identity Protection's report about an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RiskReport {
    /// The level of the risk.
    pub level: RiskLevel,
    /// The state of the risk.
    pub state: RiskState,
    /// The reason, as a word of Microsoft's. Text from outside.
    pub detail: Option<String>,
    /// The time of the report.
    pub at: Option<Timestamp>,
}

words! {
    /// The level of a risk: how certain Identity Protection is.
    pub enum RiskLevel {
        /// High.
        High = "high",
        /// Medium.
        Medium = "medium",
        /// Low.
        Low = "low",
        /// Not shown, or not known to Grendel.
        Hidden = "hidden",
        /// No risk.
        None = "none",
    }
}

words! {
    /// The state of a risk.
    pub enum RiskState {
        /// An administrator confirmed it.
        ConfirmedCompromised = "confirmed_compromised",
        /// The risk stands.
        AtRisk = "at_risk",
        /// The owner has proved who they are since.
        Remediated = "remediated",
        /// An administrator dismissed it.
        Dismissed = "dismissed",
        /// An administrator confirmed that there was none.
        ConfirmedSafe = "confirmed_safe",
        /// There is no risk.
        None = "none",
    }
}
