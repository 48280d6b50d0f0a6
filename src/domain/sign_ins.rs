//! Sign-ins that failed, those that did not, and what their codes mean.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// AADSTS50057: the account is disabled.
/// <https://learn.microsoft.com/entra/identity-platform/reference-error-codes>
pub const ACCOUNT_DISABLED: u32 = 50057;

/// One interactive sign-in that failed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FailedSignIn {
    /// The AADSTS code, such as 50057.
    pub code: u32,
    /// The time.
    pub at: Timestamp,
    /// The application that was signed in to.
    pub application: Option<String>,
    /// From where.
    pub address: Option<String>,
    /// With what, such as `Browser` or `Exchange ActiveSync`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client: Option<String>,
    /// The country of the address, as two letters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Of a lock (50053): why, where the record says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lock: Option<LockReason>,
    /// Of a second factor (500121): whether its owner said no to it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub denied: bool,
    /// The names of the policies that stopped it, where they are shown.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub policies: Vec<String>,
}

words! {
    /// The reason why Microsoft locked a sign-in (50053).
    pub enum LockReason {
        /// Too many wrong passwords: smart lockout.
        TooManyTries = "too_many_tries",
        /// It came from an address that is known for attacks.
        HostileAddress = "hostile_address",
    }
}

/// Sign-ins from one country that succeeded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arrivals {
    /// The country, as two letters; `None` if the records do not say.
    pub country: Option<String>,
    /// The first one that was read.
    pub first_at: Timestamp,
    /// The last one.
    pub last_at: Timestamp,
    /// The number of sign-ins.
    pub count: u32,
    /// From where, the last time.
    pub address: Option<String>,
}
