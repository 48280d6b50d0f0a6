//! The provenance of an account: where its person signs in, who made it and when, as far as the directory records it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

words! {
    /// The invitation by which an account from another organisation came to be.
    pub enum Invitation {
        /// It was sent, and nobody has accepted it yet (`externalUserState`).
        Pending = "pending",
        /// It was accepted (`externalUserState`).
        Accepted = "accepted",
        /// There was one (`creationType`), and nothing says more of it.
        Recorded = "recorded",
    }
}

/// The part of the directory's record of an account that tells which kind of account it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provenance {
    /// True if the identities were read: then it is known where the person signs in.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub identities_read: bool,
    /// The issuer of an identity that is not the tenant's own, such as `ExternalAzureAD`. Text from outside.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issuer: Option<String>,
    /// The invitation, if there was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invitation: Option<Invitation>,
    /// The domain in which the person of an external account is at home. Text from outside.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub home: Option<String>,
    /// The creation of the account; `None` if the directory has no record of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created_at: Option<Timestamp>,
    /// True if a licence gives the account a mailbox in Exchange Online; `None` if the plans were not read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mail_plan: Option<bool>,
}
