//! One person's decision on one plan.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::digest::Digest;
use super::people::{HeldRole, Holdings, Member};
use super::{InteractionId, ObjectId};

words! {
    /// A member's vote on a plan.
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
    /// The member.
    pub by: Member,
    /// Their directory account.
    pub account: ObjectId,
    /// The sign-in name of the account; empty in entries that were written before it was recorded.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub upn: String,
    /// The directory roles that it held.
    #[serde(default)]
    pub roles: Vec<HeldRole>,
    /// Those of the groups that rules name which it was in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<ObjectId>,
    /// The vote.
    pub vote: Vote,
    /// The digest of the plan that they were shown.
    pub plan: Digest,
    /// The reason, in their words. Text from outside.
    pub reason: Option<String>,
    /// The time.
    pub at: Timestamp,
    /// The time at which they signed in for it, if a rule asked for that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed_in_at: Option<Timestamp>,
    /// True if they typed the target's sign-in name.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub confirmed: bool,
    /// The press by which they said it.
    pub interaction: InteractionId,
}

impl Decision {
    /// Returns the part of the account that rules look at.
    pub fn holdings(&self) -> Holdings<'_> {
        Holdings { roles: &self.roles, groups: &self.groups }
    }
}
