//! A member who asked for what was already asked for.

use serde::{Deserialize, Serialize};

use crate::domain::people::{Aliases, Member, Party};
use crate::domain::{CaseNumber, ObjectId};

/// A member who asked for what was already asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoRequester {
    /// The member.
    pub member: Member,
    /// Their account.
    pub account: ObjectId,
    /// The other members and accounts that are the same human by the operator's word.
    #[serde(default, skip_serializing_if = "Aliases::is_empty")]
    pub aliases: Aliases,
    /// The reason, as typed. Text from outside.
    pub reason: Option<String>,
    /// In this case of theirs.
    pub case: CaseNumber,
}

impl CoRequester {
    /// Returns the co-requester as one human.
    pub fn party(&self) -> Party {
        Party { member: self.member.id, account: Some(self.account), aliases: self.aliases.clone() }
    }
}
