//! Sign-ins that failed, those that did not, and what their codes mean.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::finding::FindingKind;

/// AADSTS50057: the account is disabled.
/// <https://learn.microsoft.com/entra/identity-platform/reference-error-codes>
pub const ACCOUNT_DISABLED: u32 = 50057;

/// One interactive sign-in that failed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FailedSignIn {
    /// The AADSTS code, such as 50057.
    pub code: u32,
    /// When.
    pub at: Timestamp,
    /// What was signed in to.
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
    /// Why Microsoft locked a sign-in (50053).
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
    /// The country, as two letters; nothing where the records do not say.
    pub country: Option<String>,
    /// The first one that was read.
    pub first_at: Timestamp,
    /// The last one.
    pub last_at: Timestamp,
    /// How many.
    pub count: u32,
    /// From where, the last time.
    pub address: Option<String>,
}

words! {
    /// What a code means that does not say that somebody is locked out.
    pub enum NotALock {
        /// A step of a sign-in that goes on.
        Interrupt = "interrupt",
        /// Whoever it was has to sign in again, and can.
        SignInAgain = "sign_in_again",
        /// Whoever it was signed in at the wrong place, or with the wrong account.
        WrongPlace = "wrong_place",
        /// They may not use that application, and can use others.
        Application = "application",
        /// Microsoft could not answer just then.
        Passing = "passing",
        /// It belongs to another organisation.
        OtherTenant = "other_tenant",
        /// Something on premises stands in the way.
        OnPremises = "on_premises",
        /// It is about an application's own credentials, not about a person.
        Credentials = "credentials",
        /// The device is not as it must be.
        Device = "device",
    }
}

/// What a code says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// Somebody is kept out, and this is the finding.
    Lock(FindingKind),
    /// Nobody is.
    NotALock(NotALock),
}

/// What this code says; nothing where Grendel does not know it.
/// <https://learn.microsoft.com/entra/identity-platform/reference-error-codes>
pub const fn meaning(code: u32) -> Option<Meaning> {
    use self::Meaning::{Lock, NotALock as Not};
    Some(match code {
        50053 => Lock(FindingKind::SmartLockout),
        50055 | 50144 => Lock(FindingKind::PasswordExpired),
        50056 => Lock(FindingKind::PasswordUnusable),
        50057 => Lock(FindingKind::SignInBlocked),
        50072 | 50074 | 50076 | 50079 => Lock(FindingKind::SecondFactorMissing),
        50126 => Lock(FindingKind::PasswordForgotten),
        50135 | 53004 => Lock(FindingKind::AccountAtRisk),
        50158 | 500_121 => Lock(FindingKind::SecondFactorFailing),
        50131 | 53000..=53003 | 530_032 | 530_035 => Lock(FindingKind::BlockedByPolicy),
        50058 | 50140 => Not(NotALock::Interrupt),
        50078 | 50085 | 50132 | 50133 | 50173 | 70043 => Not(NotALock::SignInAgain),
        50034 | 50059 | 16000 => Not(NotALock::WrongPlace),
        50105 | 65001 => Not(NotALock::Application),
        50089 | 90025 => Not(NotALock::Passing),
        50020 | 51004 | 53011 | 90072 | 500_212 | 500_213 | 530_034 => Not(NotALock::OtherTenant),
        80012 | 80014 | 120_013 | 120_014 => Not(NotALock::OnPremises),
        700_016 | 7_000_215 | 7_000_222 => Not(NotALock::Credentials),
        50097 | 135_011 => Not(NotALock::Device),
        _ => return None,
    })
}
