//! Interactions that were refused and belong to no case.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::super::people::Member;
use super::super::refusal::Refusal;
use super::super::{CaseNumber, ChannelId, InteractionId};

/// Something that belongs to no case, kept for the audit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnroutedInteraction {
    /// The member, if known.
    pub member: Option<Member>,
    /// The channel, if there was one.
    pub channel: Option<ChannelId>,
    /// The interaction itself.
    pub interaction: InteractionId,
    /// A description in our own words; anything from outside is cut.
    pub what: String,
    /// The refusal.
    pub refusal: Refusal,
    /// The count, if this entry stands for several interactions. Those named above are the last of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repeated: Option<Repetition>,
}

/// Refusals of one member by one rule that were counted instead of being written down one by one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repetition {
    /// The number of refusals. The first of all has an entry of its own and is not counted.
    pub count: u32,
    /// The time of the first that was counted.
    pub first: Timestamp,
    /// The time of the last.
    pub last: Timestamp,
    /// The case that refused, if they were presses that reached one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<CaseNumber>,
}
