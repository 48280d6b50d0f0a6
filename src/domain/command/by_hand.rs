//! The people who do the work in Active Directory.

use serde::{Deserialize, Serialize};

use crate::domain::RoleName;

/// The people who do the work in Active Directory for a synced account, and the time that they have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ByHand {
    /// Members with one of these roles in the chat. Never empty.
    pub from: Vec<RoleName>,
    /// The time from the question to the end, in minutes.
    pub window_minutes: u32,
    /// After how long they are called once more, in minutes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remind_minutes: Option<u32>,
}
