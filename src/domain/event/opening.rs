//! The first event of a case.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::domain::command::Terms;
use crate::domain::complaint::Complaint;
use crate::domain::people::Member;
use crate::domain::{ChannelId, GuildId, InteractionId, Locale, TenantName};

/// The opening of a case: what was typed, by whom, where, and the terms.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opening {
    /// The tenant that the channel belongs to.
    pub tenant: TenantName,
    /// The command, without the slash.
    pub command: String,
    /// Its terms as they were then.
    pub terms: Terms,
    /// The requester.
    pub member: Member,
    /// The target, as typed. Text from outside.
    pub user: String,
    /// The reason, as typed. Text from outside.
    pub reason: Option<String>,
    /// A reference, as typed. Text from outside.
    pub ticket: Option<String>,
    /// The owner's trouble, as the requester tells it.
    #[serde(default, skip_serializing_if = "Complaint::is_empty")]
    pub complaint: Complaint,
    /// The place.
    pub origin: Origin,
    /// The time at which the requester signed in for it, if the terms ask for that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed_in_at: Option<Timestamp>,
}

/// The place in which a command was typed, and the languages of its answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// The guild.
    pub guild: GuildId,
    /// The channel: the card goes there.
    pub channel: ChannelId,
    /// The channel in which the command was typed, if that is another one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub typed_in: Option<ChannelId>,
    /// The thread of the channel in which the command was typed, if it was a thread.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thread: Option<ChannelId>,
    /// The command itself.
    pub interaction: InteractionId,
    /// The language of the one who typed.
    pub member_locale: Locale,
    /// The language of the guild: the card is written in it.
    pub guild_locale: Locale,
}
