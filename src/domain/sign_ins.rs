//! The sign-ins of an account as the sign-in log has them: those that failed, and those that succeeded.

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
    /// The IP address it came from.
    pub address: Option<String>,
    /// The client, such as `Browser` or `Exchange ActiveSync`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client: Option<String>,
    /// The country of the address, as two letters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// The reason for a lock (50053), if the record names one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lock: Option<LockReason>,
    /// True if the owner denied the second factor (500121).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub denied: bool,
    /// The names of the policies that stopped it; empty if none did or they are not shown.
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

/// The sign-ins from one country that succeeded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SuccessfulSignIns {
    /// The country, as two letters; `None` if the records do not say.
    pub country: Option<String>,
    /// The time of the first one that was read.
    pub first_at: Timestamp,
    /// The time of the last one.
    pub last_at: Timestamp,
    /// The number of sign-ins.
    pub count: u32,
    /// The IP address of the last one.
    pub address: Option<String>,
}
