//! The conditions under which rules apply.

use serde::{Deserialize, Serialize};

use crate::domain::hours::Hours;

/// The condition under which a rule applies. What cannot be told counts as true: a rule only ever asks for more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum When {
    /// Whenever something is changed.
    Always,
    /// The target holds or could activate a directory role, or is in or owns a group that roles can be assigned to.
    TargetPrivileged,
    /// The target is in one of these groups, by name or object id.
    TargetInGroup(Vec<String>),
    /// Active Directory on premises is the master of the target.
    TargetSynced,
    /// The target belongs to another organisation.
    TargetGuest,
    /// There are signs that the target is compromised.
    SignsOfCompromise,
    /// A step makes a password or a pass.
    SecretIssued,
    /// Those who guard the tenant have blocked the target.
    BlockedBySecurity,
    /// The requester's own directory roles do not reach the target for a step.
    OutOfReach,
    /// It is outside of these hours.
    OutsideHours(Hours),
    /// Another account is called nearly the same, or what was typed has another domain.
    LookAlike,
    /// Something was done to the same target some days ago.
    AskedRecently,
}

words! {
    /// The conditions as command files write them; what some of them need stands beside.
    pub enum WhenName {
        /// See [`When::Always`].
        Always = "always",
        /// See [`When::TargetPrivileged`].
        TargetPrivileged = "target_privileged",
        /// See [`When::TargetInGroup`].
        TargetInGroup = "target_in_group",
        /// See [`When::TargetSynced`].
        TargetSynced = "target_synced",
        /// See [`When::TargetGuest`].
        TargetGuest = "target_guest",
        /// See [`When::SignsOfCompromise`].
        SignsOfCompromise = "signs_of_compromise",
        /// See [`When::SecretIssued`].
        SecretIssued = "secret_issued",
        /// See [`When::BlockedBySecurity`].
        BlockedBySecurity = "blocked_by_security",
        /// See [`When::OutOfReach`].
        OutOfReach = "out_of_reach",
        /// See [`When::OutsideHours`].
        OutsideHours = "outside_hours",
        /// See [`When::LookAlike`].
        LookAlike = "look_alike",
        /// See [`When::AskedRecently`].
        AskedRecently = "asked_recently",
    }
}

impl When {
    /// Returns the name that command files use.
    pub const fn name(&self) -> WhenName {
        match self {
            Self::Always => WhenName::Always,
            Self::TargetPrivileged => WhenName::TargetPrivileged,
            Self::TargetInGroup(_) => WhenName::TargetInGroup,
            Self::TargetSynced => WhenName::TargetSynced,
            Self::TargetGuest => WhenName::TargetGuest,
            Self::SignsOfCompromise => WhenName::SignsOfCompromise,
            Self::SecretIssued => WhenName::SecretIssued,
            Self::BlockedBySecurity => WhenName::BlockedBySecurity,
            Self::OutOfReach => WhenName::OutOfReach,
            Self::OutsideHours(_) => WhenName::OutsideHours,
            Self::LookAlike => WhenName::LookAlike,
            Self::AskedRecently => WhenName::AskedRecently,
        }
    }
}
