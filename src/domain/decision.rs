//! One person's decision on one plan.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::digest::Digest;
use super::people::{HeldRole, Member};
use super::{InteractionId, ObjectId};

words! {
    /// What a person says to a plan.
    pub enum Vote {
        /// Do it.
        Approve = "approve",
        /// Do not.
        Deny = "deny",
    }
}

/// One person's word on one plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Who.
    pub by: Member,
    /// Their directory account.
    pub account: ObjectId,
    /// The directory roles that it held.
    #[serde(default)]
    pub roles: Vec<HeldRole>,
    /// What they said.
    pub vote: Vote,
    /// The digest of the plan that they were shown.
    pub plan: Digest,
    /// Why, in their words. Text from outside.
    pub reason: Option<String>,
    /// When.
    pub at: Timestamp,
    /// When they had signed in for it, where they were asked to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed_in_at: Option<Timestamp>,
    /// Whether they typed whose account it is about.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub confirmed: bool,
    /// The press by which they said it.
    pub interaction: InteractionId,
}
